/* placing.h - filling in a placement: placing.c's one door. */
#ifndef BAREME_EVAL_PLACING_H
#define BAREME_EVAL_PLACING_H

#include "eval/placement.h"

/* The placement knows its frame, its dating and whether it is everywhere. */
void placing_run(struct grid *grid, const struct bound_source *source,
                 struct placement *placement);

#endif
