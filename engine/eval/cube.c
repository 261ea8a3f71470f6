/* cube.c - an evaluation worked out: the grid, the measures, then every formula in turn.
 *
 * A step's arguments have smaller numbers than itself, so one walk from the first to the
 * last is enough. An indicator has no figures of its own: it shows its argument's under
 * another name.
 *
 * The cube owns its grid, its texts and an arena for the figures.
 */
#include "eval/cube.h"

#include <math.h>
#include <string.h>

#include "eval/formula.h"
#include "eval/measure.h"

size_t cube_cell(const struct cube *cube, size_t row, size_t column)
{
    return row * cube->grid->column_count + column;
}

struct figures *cube_open_unset(struct cube *cube, uint32_t step)
{
    struct figures *figures = &cube->figures[step];
    size_t cells = cube->grid->row_count * cube->grid->column_count;
    *figures = (struct figures){.kind = cube->plan->steps[step].kind};
    figures->numbers = arena_get(cube->arena, (cells + 1) * sizeof *figures->numbers);
    figures->reasons = arena_get(cube->arena, cells + 1);
    return figures;
}

struct figures *cube_open(struct cube *cube, uint32_t step)
{
    struct figures *figures = cube_open_unset(cube, step);
    size_t cells = cube->grid->row_count * cube->grid->column_count;
    memset(figures->numbers, 0, (cells + 1) * sizeof *figures->numbers);
    memset(figures->reasons, REASON_NONE, cells);
    return figures;
}

static void fill_constant(struct cube *cube, uint32_t number)
{
    const struct step *step = &cube->plan->steps[number];
    struct figures *figures = cube_open(cube, number);
    size_t cells = cube->grid->row_count * cube->grid->column_count;
    double value = step->number;
    if (step->op == OP_TEXT)
        value = dictionary_add(cube->texts, step->text, strlen(step->text));
    for (size_t i = 0; i < cells; i++)
        figures->numbers[i] = isfinite(value) ? value : 0;
    if (!isfinite(value))
        memset(figures->reasons, REASON_NOT_DEFINED, cells);
}

static bool run_step(struct cube *cube, uint32_t number, const struct own_functions *own,
                     struct fault *fault)
{
    const struct step *step = &cube->plan->steps[number];
    switch (op_class(step->op)) {
    case CLASS_MEASURE:
        return true; /* worked out already */
    case CLASS_LITERAL:
        fill_constant(cube, number);
        return true;
    case CLASS_INDICATOR:
        cube->figures[number] = cube->figures[plan_argument(cube->plan, step, 0)];
        return true;
    default:
        return formula_run(cube, number, own, fault);
    }
}

/* Outside a unit's life every figure is missing, whatever its formula makes of missing ones. Only
 * what is shown, and at the end: a formula such as cumulative(coalesce(x, 0)) goes by its own rules. */
static void end_with_life(struct cube *cube, uint32_t number)
{
    const struct plan *plan = cube->plan;
    if (number == STEP_NONE || plan->steps[number].once)
        return;
    struct figures *figures = &cube->figures[number];
    for (size_t row = 0; row < cube->grid->unit_count; row++)
        for (size_t column = 0; column < plan->period_count; column++) {
            const struct grid_row *unit = &cube->grid->rows[row];
            const struct period *period = &plan->periods[column];
            if (period->first_day <= unit->life_last && period->last_day >= unit->life_first)
                continue;
            size_t cell = cube_cell(cube, row, column);
            if (figures->reasons[cell] > REASON_OUTSIDE_LIFE) {
                figures->reasons[cell] = REASON_OUTSIDE_LIFE;
                figures->numbers[cell] = 0;
            }
        }
}

static void end_with_lives(struct cube *cube)
{
    const struct plan *plan = cube->plan;
    if (plan->units.life[0] == BOUND_NONE)
        return;
    for (size_t i = 0; i < plan->shown_count; i++) {
        const struct shown_indicator *shown = &plan->shown[i];
        const uint32_t steps[] = {shown->step, shown->target, shown->baseline, shown->achievement};
        for (size_t j = 0; j < sizeof steps / sizeof *steps; j++)
            end_with_life(cube, steps[j]);
    }
}

struct cube *cube_build(const struct plan *plan, const struct own_functions *own,
                        struct fault *fault)
{
    struct arena *arena = arena_new();
    struct cube *cube = arena_get_zeroed(arena, 1, sizeof *cube);
    cube->plan = plan;
    cube->arena = arena;
    cube->texts = dictionary_new();
    cube->figures = arena_get_zeroed(arena, plan->step_count + 1, sizeof *cube->figures);
    cube->grid = grid_new(plan, fault);
    bool done = cube->grid != NULL && measure_all(cube, own, fault);
    for (size_t i = 0; i < plan->step_count && done; i++)
        done = run_step(cube, (uint32_t)i, own, fault);
    if (done) {
        end_with_lives(cube);
        return cube;
    }
    cube_free(cube);
    return NULL;
}

void cube_free(struct cube *cube)
{
    if (cube == NULL)
        return;
    grid_free(cube->grid);
    dictionary_free(cube->texts);
    arena_free(cube->arena);
}

struct own_cell cube_own_cell(const struct cube *cube, size_t row, size_t column)
{
    const struct plan *plan = cube->plan;
    struct own_cell cell = {.unit = cube->grid->rows[row].key, .period = "all"};
    if (column < plan->period_count) {
        const struct period *period = &plan->periods[column];
        cell.period = period->key;
        cell.year = period->year;
        cell.period_is_year = !plan->all_time && strchr(period->key, '-') == NULL;
        cell.has_days = !plan->all_time;
        cell.first_day = period->first_day;
        cell.last_day = period->last_day;
    } else if (plan->period_count > 0 && !plan->all_time) {
        cell.has_days = true;
        cell.first_day = plan->periods[plan->own_first].first_day;
        cell.last_day = plan->periods[plan->own_last].last_day;
    }
    return cell;
}
