/* lending.h - the records that a script reads with `records(dataset)` while it is being
 * read.
 *
 * The plan is not there yet, so the dataset is read for itself: all its columns, and what
 * its filter names. What was lent stays good until lending_clear, after the script is
 * freed.
 */
#ifndef BAREME_CLI_LENDING_H
#define BAREME_CLI_LENDING_H

#include "expr/catalogue.h"
#include "source/source.h"

struct lent;

struct lending {
    const char *const *paths;
    size_t path_count;
    const struct source_options *options;
    struct problems *problems; /* borrowed: what cannot be read is added here */
    struct lent *first;
};

/* As script_host wants it; `self` is the lending. */
bool lending_records(void *self, const struct catalogue *catalogue, uint32_t dataset,
                     const struct frame **frame, const uint32_t **records, size_t *count,
                     struct fault *fault);
void lending_clear(struct lending *lending);

#endif
