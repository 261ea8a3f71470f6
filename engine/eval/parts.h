/* parts.h - the values of a split column, cell by cell, as numbers. */
#ifndef BAREME_EVAL_PARTS_H
#define BAREME_EVAL_PARTS_H

#include "eval/grid.h"

/* For each code of the cells' dictionary, the codes of its parts in the split column's
 * own one, each once. The lists are the caller's: lists_clear. */
struct lists parts_of_cells(const struct binding *binding, uint32_t split);
void lists_clear(struct lists *lists);

#endif
