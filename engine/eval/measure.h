/* measure.h - from records to figures: every step of CLASS_MEASURE.
 *
 * Goes by ranges of rows, so that what is open at a time stays small: a range's records are read in
 * batches, each filter and each column is worked out once a batch, and each measure steps its cells.
 * Counts, sums and extremes are stepped; the others collect their values and close when the range ends.
 * Sums are exact (128-bit scaled integers, or struct exact) and rounded once. A cell outside its
 * unit's life is REASON_OUTSIDE_LIFE, one that nobody reported REASON_NOT_REPORTED.
 */
#ifndef BAREME_EVAL_MEASURE_H
#define BAREME_EVAL_MEASURE_H

#include "eval/cube.h"

bool measure_all(struct cube *cube, const struct own_functions *own, struct fault *fault);

#endif
