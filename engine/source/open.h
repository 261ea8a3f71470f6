/* open.h - the bytes of one file, whatever it lies in: a plain file, a .gz, memory.
 *
 * A file is opened without waiting (a FIFO would hang) and looked at before it is read: what is
 * not a plain file is named as what it is, never read as empty. Bytes can be read from the start
 * again: the encoding is found in a first look at all of them.
 *
 * input_open gives an input that input_close frees; the name is borrowed.
 */
#ifndef BAREME_SOURCE_OPEN_H
#define BAREME_SOURCE_OPEN_H

#include "base/fault.h"
#include "base/problem.h"

struct input;

/* False: a fault. True and *input NULL: it cannot be data, and the problems say why. */
bool input_open(const char *path, const char *name, struct problems *problems,
                struct input **input, struct fault *fault);
struct input *input_memory(const char *name, const char *bytes, size_t size);
void input_close(struct input *input);

const char *input_name(const struct input *input);
uint64_t input_file_size(const struct input *input); /* when it was opened */
/* Reads up to `size` bytes; 0 at the end. False: a fault. */
bool input_read(struct input *input, char *bytes, size_t size, size_t *got, struct fault *fault);
void input_rewind(struct input *input);
/* How many bytes it has, when they can be read in any order (not packed); else 0. */
uint64_t input_size(const struct input *input);
/* Reads from anywhere, whatever other threads read. False: they cannot be read as they were
 * when the file was opened, which input_read will tell. */
bool input_read_at(const struct input *input, uint64_t at, char *bytes, size_t size);
/* Tells what only shows at the end: a file that grew or shrank while it was read. */
void input_check_end(struct input *input, struct problems *problems);

#endif
