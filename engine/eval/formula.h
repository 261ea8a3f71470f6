/* formula.h - from figures to figures: steps that are not measures.
 *
 * CLASS_CELL goes cell by cell through arithmetic(); CLASS_ALONG along a row's periods (the overall
 * column has no previous one: REASON_NO_PREVIOUS; cumulative, rolling there: REASON_NOT_APPLICABLE);
 * CLASS_ONCE gives one figure for the row, in all its columns; CLASS_UNITS compares the units of a
 * column (totals are REASON_NOT_APPLICABLE).
 */
#ifndef BAREME_EVAL_FORMULA_H
#define BAREME_EVAL_FORMULA_H

#include "eval/cube.h"

/* Works out step `number`, whose arguments are worked out already. Own functions for APPLY. */
bool formula_run(struct cube *cube, uint32_t number, const struct own_functions *own, struct fault *fault);

#endif
