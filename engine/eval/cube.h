/* cube.h - an evaluation worked out: units, periods, and the figures of every step.
 *
 * cube_build makes the grid, measures, then runs the formulas in the order of the plan's steps.
 * The cube owns its grid and figures; the plan must outlive it.
 */
#ifndef BAREME_EVAL_CUBE_H
#define BAREME_EVAL_CUBE_H

#include "eval/figures.h"
#include "eval/grid.h"
#include "eval/own.h"

struct cube {
    const struct plan *plan;
    struct grid *grid;
    struct figures *figures;       /* one for each step; INDICATOR shares its argument's arrays */
    struct dictionary *texts;      /* of figures that are texts */
    struct arena *arena;
};

struct cube *cube_build(const struct plan *plan, const struct own_functions *own, struct fault *fault);
void cube_free(struct cube *cube);

/* The figures' arrays, allocated (numbers 0, reasons REASON_NONE), for a step. */
struct figures *cube_open(struct cube *cube, uint32_t step);
/* The same, for a step that writes every cell: nothing stands in them. */
struct figures *cube_open_unset(struct cube *cube, uint32_t step);
size_t cube_cell(const struct cube *cube, size_t row, size_t column);
/* What an own function is told of a cell. */
struct own_cell cube_own_cell(const struct cube *cube, size_t row, size_t column);

#endif
