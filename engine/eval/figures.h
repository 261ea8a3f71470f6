/* figures.h - the figures of one step: a number and a reason for every cell.
 *
 * Cells lie row by row: `row * columns + column`. Rows are the units, then the totals of sections,
 * then the total of all; columns are the periods of the axis, then one for all of the script's own
 * periods together (`overall`). A figure that is missing has number 0 and its reason.
 */
#ifndef BAREME_EVAL_FIGURES_H
#define BAREME_EVAL_FIGURES_H

#include <stddef.h>

#include "data/reason.h"
#include "expr/plan.h"

struct figures {
    enum figure_kind kind;
    double *numbers;      /* of a date: days; of a text: its number in the cube's texts */
    uint8_t *reasons;     /* enum reason */
    uint32_t *present;    /* values that a figure rests on, and … */
    uint32_t *records;    /* … those it should rest on: fewer present marks it "n of m values".
                             Both NULL where no cell of the step falls short. Of an expression: its parts' added up */
    uint32_t *reported;   /* coverage: "k of n reported"; NULL where none falls short */
    uint32_t *expected;
};

#endif
