/* spill.h - large arrays on disk, in memory only while they are looked at.
 *
 * One file without a name: arrays are written to its end, and read where it is mapped; what is not
 * looked at for a while, the system may take out of memory. Arrays are only ever added; the file goes
 * when the spill is closed or the program ends, however it ends.
 *
 * A spill may be used by several threads. It leaves as much of the disk free as it takes. spill_open
 * gives what spill_close closes.
 */
#ifndef BAREME_BASE_SPILL_H
#define BAREME_BASE_SPILL_H

#include <stdbool.h>
#include <stddef.h>

struct fault;
struct spill;

/* Beside that file, which need not be there. NULL: there can be none. */
struct spill *spill_open(const char *path);
void spill_close(struct spill *spill); /* NULL is nothing to close */

/* A copy of the array, not to be written to; NULL: the disk has no room, or it is too small to be
 * worth it. */
const void *spill_keep(struct spill *spill, const void *bytes, size_t size);
/* Nothing of it is needed soon. Its content stays. */
void spill_rest(struct spill *spill);

/* Whether everything that was read from it was what had been written to it. Ends it: no array may
 * be looked at any more. */
bool spill_check(struct spill *spill, struct fault *fault);

#endif
