/* rows.h - the units as rows: what grid.c asks of rows_values.c, and offers it. */
#ifndef BAREME_EVAL_ROWS_H
#define BAREME_EVAL_ROWS_H

#include "eval/grid.h"

struct text;

/* Makes the rows of units that are values of columns, and units_of. */
void rows_of_values(struct grid *grid);
/* Calls `each` for the records of the units' frame that pass its filter, a batch at a
 * time; marks the others left out. */
void rows_each_batch(struct grid *grid,
                     void (*each)(void *self, const uint32_t *records, size_t count),
                     void *self);

#endif
