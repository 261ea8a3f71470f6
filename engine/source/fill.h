/* fill.h - the segments of a frame, filled from the parts of its draft on all processors.
 *
 * filler_new makes the frame's segments with the place of each record; filler_column
 * makes the vectors of one column. Freed by filler_free; the vectors are the frame's.
 */
#ifndef BAREME_SOURCE_FILL_H
#define BAREME_SOURCE_FILL_H

#include "source/settle.h"

struct filler;

struct filler *filler_new(struct draft *draft);
void filler_free(struct filler *filler);

/* False: a number is too large at the scale of all, and nothing counts but what was told
 * up to there (with `tell`). */
bool filler_column(struct filler *filler, struct settling *settling, uint32_t number,
                   bool tell);

#endif
