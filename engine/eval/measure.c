/* measure.c - every step of CLASS_MEASURE: what is shared, then records to cells (pass.c).
 *
 * Measures are sorted by the placement their records come from, and there by column as
 * narrowed: a lane. What counts for every unit is worked out for one row, what counts in every
 * period for one column, and written to all.
 *
 * A work lives in its own arena, freed when its measures are done.
 */
#include "eval/measure.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "eval/measure_work.h"
#include "eval/parts.h"
#include "expr/records.h"

/* ---- lanes ---- */

static uint32_t filter_slot(struct work *work, uint32_t filter)
{
    if (filter == BOUND_NONE)
        return SLOT_NONE;
    for (uint32_t i = 0; i < work->filter_count; i++)
        if (work->filters[i].bound == filter)
            return i;
    work->filters = arena_grow(work->arena, work->filters, work->filter_count,
                               &work->filter_room, sizeof *work->filters);
    work->filters[work->filter_count] =
        (struct filter_slot){.bound = filter, .coded = SLOT_NONE};
    work_code_filter(work, &work->filters[work->filter_count]);
    return work->filter_count++;
}

/* `whole`: as stored, which reals never are. */
static uint32_t column_slot(struct work *work, uint32_t column, bool whole)
{
    const struct bound_column *bound = &work->cube->plan->binding->columns[column];
    whole = whole && bound->type != COLUMN_REAL;
    for (uint32_t i = 0; i < work->column_count; i++)
        if (work->columns_read[i].bound == column && work->columns_read[i].whole == whole)
            return i;
    work->columns_read = arena_grow(work->arena, work->columns_read, work->column_count,
                                    &work->column_room, sizeof *work->columns_read);
    work->columns_read[work->column_count] = (struct column_slot){column, whole};
    return work->column_count++;
}

static void make_share(struct work *work, const struct step *step, struct lane *lane)
{
    lane->share = filter_slot(work, step->filter);
    lane->whole = true;
    if (step->flags & FLAG_OF_ALL)
        return;
    uint32_t *tested = arena_get(work->arena, (step->tested_count + 1) * sizeof *tested);
    for (uint32_t i = 0; i < step->tested_count; i++) {
        const struct binding *binding = work->cube->plan->binding;
        tested[i] = column_slot(work, step->tested[i], true);
        lane->complete =
            lane->complete && records_always_present(binding, step->tested[i]);
    }
    lane->tested = tested;
    lane->tested_count = step->tested_count;
}

static void make_column(struct work *work, const struct step *step, struct lane *lane)
{
    const struct binding *binding = work->cube->plan->binding;
    const struct bound_column *column = &binding->columns[step->column];
    lane->bound = step->column;
    lane->spread = step->spread || column->op == OP_SPREAD;
    lane->split = column->op == OP_SPLIT;
    bool weighted = step->op == OP_WEIGHTED_MEAN;
    lane->column = column_slot(work, step->column, !lane->spread && !weighted);
    lane->whole = work->columns_read[lane->column].whole;
    lane->scale = column->type == COLUMN_DECIMAL ? column->scale : 0;
    lane->complete =
        !lane->spread && !lane->split && records_always_present(binding, step->column);
    if (weighted) {
        lane->second = column_slot(work, step->second, false);
        lane->complete = lane->complete && records_always_present(binding, step->second);
    }
    if (lane->spread)
        work->dated_for_spread = work->placement->period[0] != BOUND_NONE;
}

static struct lane make_lane(struct work *work, const struct step *step)
{
    const struct bound_source *source = &work->cube->plan->binding->sources[step->source];
    struct lane lane = {.column = SLOT_NONE,
                        .second = SLOT_NONE,
                        .share = SLOT_NONE,
                        .bound = BOUND_NONE,
                        .source = step->source,
                        .complete = true,
                        .whole = true};
    lane.filter = filter_slot(work, source->filter);
    if (step->op == OP_SHARE)
        make_share(work, step, &lane);
    else if (step->column != BOUND_NONE)
        make_column(work, step, &lane);
    if (lane.spread && work->placement->period[0] == BOUND_NONE)
        lane.spread = false; /* in every period, in full */
    return lane;
}

static bool same_lane(const struct lane *a, const struct lane *b)
{
    if (a->tested_count != b->tested_count)
        return false;
    for (uint32_t i = 0; i < a->tested_count; i++)
        if (a->tested[i] != b->tested[i])
            return false;
    return a->filter == b->filter && a->column == b->column && a->second == b->second &&
           a->share == b->share && a->bound == b->bound && a->spread == b->spread;
}

static uint32_t find_lane(struct work *work, const struct step *step)
{
    struct lane lane = make_lane(work, step);
    for (uint32_t i = 0; i < work->lane_count; i++)
        if (same_lane(&work->lanes[i], &lane))
            return i;
    if (lane.split)
        lane.parts = parts_of_cells(work->cube->plan->binding, step->column);
    work->lanes = arena_grow(work->arena, work->lanes, work->lane_count, &work->lane_room,
                             sizeof *work->lanes);
    work->lanes[work->lane_count] = lane;
    return work->lane_count++;
}

static void add_measure(struct work *work, uint32_t number)
{
    const struct step *step = &work->cube->plan->steps[number];
    uint32_t lane_number = find_lane(work, step);
    struct lane *lane = &work->lanes[lane_number];
    struct measured measured = {
        .step = number, .lane = lane_number, .kind = measure_kind_of(step->op)};
    assert(measured.kind != NULL);
    work->measures = arena_grow(work->arena, work->measures, work->measure_count,
                                &work->measure_room, sizeof *work->measures);
    work->measures[work->measure_count] = measured;
    size_t room = lane->measure_room;
    lane->measures = arena_grow(work->arena, lane->measures, lane->measure_count, &room,
                                sizeof *lane->measures);
    lane->measure_room = (uint32_t)room;
    /* `values` takes the cell's list apart: it goes last. */
    uint32_t at = lane->measure_count++;
    for (; at > 0 && step->op != OP_VALUES &&
           work->measures[lane->measures[at - 1]].kind->op == OP_VALUES;
         at--)
        lane->measures[at] = lane->measures[at - 1];
    lane->measures[at] = work->measure_count++;
    lane->gathers |= measured.kind->gathers;
    lane->overall = lane->overall || step->overall_needed;
    if (step->op == OP_ONLY)
        lane->only_place = step->place;
}

/* ---- writing ---- */

void work_write(const struct work *work, const struct measured *measured, size_t row,
                size_t column, double number, enum reason reason, uint32_t present,
                uint32_t records)
{
    const struct grid *grid = work->cube->grid;
    struct figures *figures = &work->cube->figures[measured->step];
    bool overall = work->cube->plan->steps[measured->step].overall_needed;
    size_t first_row = row, end_row = row + 1, first = column, end = column + 1;
    if (work->placement->shared)
        first_row = 0, end_row = grid->row_count;
    if (work->placement->everywhere)
        first = 0, end = grid->column_count;
    for (size_t r = first_row; r < end_row; r++)
        for (size_t c = first; c < end; c++) {
            size_t cell = r * grid->column_count + c;
            bool left = c + 1 == grid->column_count && !overall;
            figures->numbers[cell] = left ? 0 : number;
            figures->reasons[cell] = left ? REASON_NOT_APPLICABLE : (uint8_t)reason;
            if (figures->records == NULL || left || reason != REASON_NONE)
                continue;
            figures->present[cell] = present;
            figures->records[cell] = records;
        }
}

static void open_figures(const struct work *work)
{
    size_t cells = work->cube->grid->row_count * work->cube->grid->column_count;
    for (uint32_t i = 0; i < work->measure_count; i++) {
        const struct measured *measured = &work->measures[i];
        struct figures *figures = cube_open_unset(work->cube, measured->step);
        if (!measured->kind->marks || work->lanes[measured->lane].complete)
            continue;
        figures->present =
            arena_get_zeroed(work->cube->arena, cells + 1, sizeof *figures->present);
        figures->records =
            arena_get_zeroed(work->cube->arena, cells + 1, sizeof *figures->records);
    }
}

static void close_figures(const struct work *work)
{
    for (uint32_t i = 0; i < work->measure_count; i++) {
        struct figures *figures = &work->cube->figures[work->measures[i].step];
        if (!work->measures[i].short_somewhere)
            figures->present = figures->records = NULL;
    }
}

/* ---- a work ---- */

static void work_init(struct work *work, struct cube *cube, struct placement *placement)
{
    *work = (struct work){.cube = cube, .placement = placement, .arena = arena_new()};
    work->rows =
        placement->shared && cube->grid->row_count > 0 ? 1 : cube->grid->row_count;
    work->columns = placement->everywhere ? 1 : cube->grid->column_count;
    work->single = placement->everywhere || placement->period[1] == BOUND_NONE;
}

static void work_clear(struct work *work)
{
    for (uint32_t i = 0; i < work->lane_count; i++)
        lists_clear(&work->lanes[i].parts);
    arena_free(work->arena);
}

/* ---- life ---- */

/* Whether the days of a column lie, at least in part, in the unit's life. */
bool life_covers(const struct cube *cube, size_t row, size_t column)
{
    const struct plan *plan = cube->plan;
    const struct grid_row *unit = &cube->grid->rows[row];
    size_t first = column, last = column;
    if (row >= cube->grid->unit_count || plan->period_count == 0)
        return true;
    if (column >= plan->period_count) {
        first = (size_t)plan->own_first;
        last = (size_t)plan->own_last;
    }
    return plan->periods[first].first_day <= unit->life_last &&
           plan->periods[last].last_day >= unit->life_first;
}

static void leave_out(struct figures *figures, size_t cell)
{
    figures->numbers[cell] = 0;
    figures->reasons[cell] = REASON_OUTSIDE_LIFE;
    if (figures->records != NULL)
        figures->present[cell] = figures->records[cell] = 0;
}

static void apply_lives(struct cube *cube)
{
    const struct grid *grid = cube->grid;
    for (size_t row = 0; row < grid->unit_count; row++) {
        if (grid->rows[row].life_first == INT32_MIN &&
            grid->rows[row].life_last == INT32_MAX)
            continue;
        for (size_t column = 0; column < grid->column_count; column++) {
            if (life_covers(cube, row, column))
                continue;
            for (size_t i = 0; i < cube->plan->step_count; i++)
                if (op_class(cube->plan->steps[i].op) == CLASS_MEASURE)
                    leave_out(&cube->figures[i], row * grid->column_count + column);
        }
    }
}

/* ---- all of them ---- */

/* Measures of one placement, from `first` on; marks them taken. */
static bool measure_together(struct cube *cube, struct placement *const *placements,
                             size_t first, bool *taken, struct fault *fault)
{
    struct work work;
    const struct plan *plan = cube->plan;
    work_init(&work, cube, placements[first]);
    for (size_t i = first; i < plan->step_count; i++) {
        if (placements[i] != placements[first] || plan->steps[i].op == OP_COMPUTE)
            continue;
        add_measure(&work, (uint32_t)i);
        taken[i] = true;
    }
    work_settle(&work);
    open_figures(&work);
    bool done = work_run(&work, fault);
    close_figures(&work);
    placement_drop_carried(work.placement);
    work_clear(&work);
    return done;
}

static bool place_all(struct cube *cube, struct placement **placements,
                      struct fault *fault)
{
    for (size_t i = 0; i < cube->plan->step_count; i++) {
        const struct step *step = &cube->plan->steps[i];
        if (op_class(step->op) != CLASS_MEASURE)
            continue;
        placements[i] =
            grid_place(cube->grid, &cube->plan->binding->sources[step->source], fault);
        if (placements[i] == NULL)
            return false;
    }
    return true;
}

bool measure_all(struct cube *cube, const struct own_functions *own, struct fault *fault)
{
    size_t count = cube->plan->step_count;
    struct placement **placements = memory_get_zeroed(count + 1, sizeof *placements);
    bool *taken = memory_get_zeroed(count + 1, sizeof *taken);
    bool done = place_all(cube, placements, fault);
    for (size_t i = 0; i < count && done; i++) {
        if (placements[i] == NULL || taken[i])
            continue;
        if (cube->plan->steps[i].op == OP_COMPUTE)
            grid_fill(cube->grid, placements[i], true, NULL, 0);
        if (cube->plan->steps[i].op == OP_COMPUTE)
            done = compute_step(cube, (uint32_t)i, placements[i], own, fault);
        else
            done = measure_together(cube, placements, i, taken, fault);
    }
    free(placements);
    free(taken);
    if (!done)
        return false;
    apply_lives(cube);
    return coverage_apply(cube, fault);
}
