/* file.h - files as the command reads and writes them whole.
 *
 * A result goes into a file or, where its path is NULL, to standard output.
 * Writing to a file is all or nothing: a temporary file beside the target, flushed and
 * synced, then renamed over it; what cannot be renamed over (a device, a pipe) is written
 * as it is. Every write, sync and close is checked; what fails is FAULT_MACHINE.
 */
#ifndef BAREME_CLI_FILE_H
#define BAREME_CLI_FILE_H

#include "base/fault.h"
#include "base/text.h"

/* A script, an indicator, a list of names: at most 16 MiB, without NUL. What is not a
 * plain file is named as what it is. `what` is what messages call it: "script". */
bool file_read(const char *path, const char *what, struct text *content,
               struct fault *fault);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* A result on its way. What fails is kept until the end, which is not left out; nothing is added
 * behind a failure. */
struct output {
    const char *path;
    int file;
    char *target, *temporary; /* NULL: written through */
    int error; /* errno of the first failure */
};
bool output_begin(struct output *output, const char *path, struct fault *fault);
void output_add(struct output *output, const char *bytes, size_t size);
bool output_end(struct output *output, struct fault *fault);

/* All three. */
bool file_write(const char *path, const char *bytes, size_t size, struct fault *fault);
void file_tell(const char *bytes,
               size_t size); /* to standard error; nothing can be done when it fails */

/* A new file, with the folders above it; FAULT_DATA when one is there already. */
bool file_create(const char *path, const char *bytes, size_t size, struct fault *fault);

#endif
