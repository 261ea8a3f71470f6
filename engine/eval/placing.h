/* placing.h - filling in a placement: placing.c's one door. */
#ifndef BAREME_EVAL_PLACING_H
#define BAREME_EVAL_PLACING_H

#include "eval/placement.h"

/* The placement knows its frame, its dating, and whether it is everywhere or shared. */
void placing_run(const struct grid *grid, struct placement *placement, bool ordered,
                 const uint32_t *columns, size_t count);

#endif
