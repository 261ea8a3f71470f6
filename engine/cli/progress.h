/* progress.h - a bar on the terminal for what takes its time.
 *
 * Only where standard error is a terminal, and only after half a second: what is quick
 * shows none. The bar is one line that is written over, and taken away at the end.
 */
#ifndef BAREME_CLI_PROGRESS_H
#define BAREME_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool terminal, drawn;
    const char *what; /* "reading" */
    uint64_t done, all;
    int64_t began, last; /* milliseconds */
};

void progress_begin(struct progress *progress, const char *what, uint64_t all);
void progress_add(struct progress *progress, uint64_t done);
void progress_set(struct progress *progress, uint64_t done, uint64_t all);
void progress_end(struct progress *progress);

#endif
