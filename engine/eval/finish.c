/* finish.c - from what a cell gathered to its figure: the table of measures.
 *
 * Each measure says what it needs gathered and how a cell is closed; the rules that all
 * share (nothing to work on, values missing, { missing = "stop" }) stand once, in
 * figure_of. Formulas of lists are those of data/statistics.h, so an author's own
 * function gives the same figure.
 *
 * Everything is borrowed from the range and the cube.
 */
#include "eval/measure_work.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/statistics.h"
#include "expr/values.h"

/* ---- one measure each ---- */

static enum reason as_figure(double number, double *figure)
{
    *figure = number + 0.0;
    return isfinite(number) ? REASON_NONE : REASON_NOT_DEFINED;
}

static double number_of(const struct lane *lane, union value value)
{
    return lane->whole ? number_from_scaled(value.whole, lane->scale) : value.real;
}

/* A value as a figure: a text becomes a number of the cube's texts. */
static enum reason give_value(const struct cell_view *view, union value value,
                              double *figure)
{
    if (view->column->type != COLUMN_TEXT)
        return as_figure(number_of(view->lane, value), figure);
    const struct dictionary *texts = view->column->texts;
    uint32_t code = (uint32_t)value.whole;
    *figure = dictionary_add(view->cube->texts, dictionary_text(texts, code),
                             dictionary_size(texts, code));
    return REASON_NONE;
}

static enum reason finish_count(struct cell_view *view, double *figure)
{
    *figure = (double)view->present;
    return REASON_NONE;
}

static enum reason finish_sum(struct cell_view *view, double *figure)
{
    double rounded;
    if (view->lane->whole)
        return as_figure(number_from_scaled_128(view->state->whole_sums[view->cell],
                                                view->lane->scale),
                         figure);
    if (!sum_round(&view->state->real_sums[view->cell], &rounded))
        return REASON_NOT_DEFINED;
    return as_figure(rounded, figure);
}

static enum reason finish_mean(struct cell_view *view, double *figure)
{
    enum reason reason = finish_sum(view, figure);
    return reason == REASON_NONE ? as_figure(*figure / (double)view->present, figure)
                                 : reason;
}

static enum reason finish_min(struct cell_view *view, double *figure)
{
    return as_figure(number_of(view->lane, view->state->least[view->cell]), figure);
}

static enum reason finish_max(struct cell_view *view, double *figure)
{
    return as_figure(number_of(view->lane, view->state->most[view->cell]), figure);
}

static enum reason finish_range(struct cell_view *view, double *figure)
{
    union value least = view->state->least[view->cell],
                most = view->state->most[view->cell];
    if (view->lane->whole)
        return as_figure(
            number_from_scaled_128((__int128)most.whole - least.whole, view->lane->scale),
            figure);
    return as_figure(most.real - least.real, figure);
}

static enum reason finish_first(struct cell_view *view, double *figure)
{
    return give_value(view, view->state->first[view->cell], figure);
}

static enum reason finish_last(struct cell_view *view, double *figure)
{
    return give_value(view, view->state->last[view->cell], figure);
}

static enum reason finish_only(struct cell_view *view, double *figure)
{
    if (view->state->several[view->cell])
        return REASON_NOT_APPLICABLE;
    return give_value(view, view->state->only[view->cell], figure);
}

/* Of dates, the middle of two is a whole day: the earlier one. */
static enum reason finish_median(struct cell_view *view, double *figure)
{
    enum reason reason = statistics_median_sorted(view->numbers, view->present, figure);
    if (view->step->kind == FIGURE_DATE)
        *figure = floor(*figure);
    return reason;
}

static enum reason finish_quantile(struct cell_view *view, double *figure)
{
    return statistics_quantile_sorted(view->numbers, view->present, view->step->number,
                                      figure);
}

static enum reason finish_variance(struct cell_view *view, double *figure)
{
    return statistics_variance(view->numbers, view->present, figure);
}

static enum reason finish_stddev(struct cell_view *view, double *figure)
{
    return statistics_stddev(view->numbers, view->present, figure);
}

static enum reason finish_gini(struct cell_view *view, double *figure)
{
    return statistics_gini_sorted(view->numbers, view->present, figure);
}

static enum reason finish_theil(struct cell_view *view, double *figure)
{
    return statistics_theil_sorted(view->numbers, view->present, figure);
}

static enum reason finish_weighted_mean(struct cell_view *view, double *figure)
{
    return statistics_weighted_mean(view->numbers, view->weights, view->present, figure);
}

static int compare_values(const void *a, const void *b)
{
    int64_t x = ((const union value *)a)->whole, y = ((const union value *)b)->whole;
    return (x > y) - (x < y);
}

/* By the values as they are stored: two long whole numbers can be the same double. */
static enum reason finish_distinct(struct cell_view *view, double *figure)
{
    size_t different = view->present > 0;
    if (!view->lane->whole) {
        for (size_t i = 1; i < view->present; i++)
            different += view->numbers[i] != view->numbers[i - 1];
        *figure = (double)different;
        return REASON_NONE;
    }
    if (view->lane->marked) {
        *figure = (double)count_marks(view->state, view->lane, view->cell);
        return REASON_NONE;
    }
    if (view->lane->stamped) {
        *figure = (double)count_stamps(view->range, view->lane, view->list, view->present);
        return REASON_NONE;
    }
    if (view->present > 1)
        qsort(view->list, view->present, sizeof *view->list, compare_values);
    for (size_t i = 1; i < view->present; i++)
        different += view->list[i].whole != view->list[i - 1].whole;
    *figure = (double)different;
    return REASON_NONE;
}

static enum reason finish_values(struct cell_view *view, double *figure)
{
    struct text text = {0};
    double *values = view->numbers;
    size_t different = 0;
    for (size_t i = 0; i < view->present; i++)
        if (different == 0 || values[i] != values[different - 1])
            values[different++] = values[i];
    values_sort(view->column, values, different);
    for (size_t i = 0; i < different; i++) {
        if (i > 0)
            text_add(&text, "; ");
        values_text(view->column, values[i], &text);
    }
    *figure = dictionary_add(view->cube->texts, text_of(&text), text.size);
    text_clear(&text);
    return REASON_NONE;
}

static enum reason finish_share(struct cell_view *view, double *figure)
{
    double passed = (double)view->state->whole_sums[view->cell];
    return as_figure(passed / (double)view->present, figure);
}

static const struct measure_kind measures[] = {
    /* op, gathers, empty is zero, marks, finish. `values` comes last: it takes the list
       apart */
    {OP_COUNT, 0, true, false, finish_count},
    {OP_SUM, GATHER_SUM, false, true, finish_sum},
    {OP_MEAN, GATHER_SUM, false, true, finish_mean},
    {OP_MIN, GATHER_LEAST, false, true, finish_min},
    {OP_MAX, GATHER_MOST, false, true, finish_max},
    {OP_RANGE, GATHER_LEAST | GATHER_MOST, false, true, finish_range},
    {OP_FIRST, GATHER_FIRST, false, true, finish_first},
    {OP_LAST, GATHER_LAST, false, true, finish_last},
    {OP_ONLY, GATHER_ONLY, false, true, finish_only},
    {OP_MEDIAN, GATHER_LIST, false, true, finish_median},
    {OP_QUANTILE, GATHER_LIST, false, true, finish_quantile},
    {OP_VARIANCE, GATHER_LIST, false, true, finish_variance},
    {OP_STDDEV, GATHER_LIST, false, true, finish_stddev},
    {OP_GINI, GATHER_LIST, false, true, finish_gini},
    {OP_THEIL, GATHER_LIST, false, true, finish_theil},
    {OP_WEIGHTED_MEAN, GATHER_LIST, false, true, finish_weighted_mean},
    {OP_DISTINCT, GATHER_LIST, true, true, finish_distinct},
    {OP_SHARE, GATHER_SUM, false, true, finish_share},
    {OP_VALUES, GATHER_LIST, false, true, finish_values},
};

const struct measure_kind *measure_kind_of(enum op op)
{
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        if (measures[i].op == op)
            return &measures[i];
    return NULL;
}

/* ---- a cell ---- */

/* The reason that stands before any formula, or REASON_NONE. `zero`: the figure is 0. */
static enum reason before_formula(const struct cell_view *view,
                                  const struct measure_kind *kind, bool *zero)
{
    const struct lane_state *state = view->state;
    enum reason worst = state->worst[view->cell];
    *zero = false;
    if (view->step->flags & FLAG_STOP && state->absent[view->cell] > 0)
        return worst;
    if (view->present > 0)
        return REASON_NONE;
    if (worst == REASON_NONE || kind->op == OP_COUNT) { /* no records, or none to count */
        *zero = kind->empty_is_zero;
        return kind->empty_is_zero ? REASON_NONE : REASON_NO_RECORDS;
    }
    return worst;
}

static enum reason figure_of(struct cell_view *view, const struct measure_kind *kind,
                             double *figure)
{
    bool zero;
    enum reason reason = before_formula(view, kind, &zero);
    *figure = 0;
    if (reason == REASON_NONE && !zero)
        reason = kind->finish(view, figure);
    if (reason != REASON_NONE)
        *figure = 0;
    return reason;
}

/* The values of a cell as numbers, once for all measures of the lane. */
static void list_numbers(struct range *range, struct cell_view *view)
{
    if (view->present > range->number_room) {
        range->number_room = view->present * 2;
        range->numbers =
            memory_resize(range->numbers, range->number_room, sizeof(double));
    }
    for (size_t i = 0; i < view->present; i++)
        range->numbers[i] = number_of(view->lane, view->list[i]);
    view->numbers = range->numbers;
    if (view->weights == NULL)
        statistics_sort(view->numbers, view->present);
}

static void finish_cell(struct range *range, uint32_t lane_number, size_t cell)
{
    const struct work *work = range->work;
    const struct plan *plan = work->cube->plan;
    const struct lane *lane = &work->lanes[lane_number];
    struct lane_state *state = &range->lanes[lane_number];
    struct cell_view view = {.range = range,
                             .cube = work->cube,
                             .lane = lane,
                             .state = state,
                             .cell = cell,
                             .present = state->present[cell]};
    if (lane->bound != BOUND_NONE)
        view.column = &plan->binding->columns[lane->bound];
    if (state->starts != NULL && view.present > 0) {
        view.list = (state->ordered ? state->list : state->by_cell) + state->starts[cell];
        if (lane->second != SLOT_NONE)
            view.weights = (state->ordered ? state->list_weights : state->weights_by_cell) +
                           state->starts[cell];
        if (lane->numbers)
            list_numbers(range, &view);
    }
    uint32_t present = state->present[cell], records = present + state->absent[cell];
    for (uint32_t i = 0; i < lane->measure_count; i++) {
        const struct measured *one = &work->measures[lane->measures[i]];
        double figure;
        view.step = &plan->steps[one->step];
        enum reason reason = figure_of(&view, one->kind, &figure);
        if (reason == REASON_NONE && one->kind->marks && present < records)
            range->short_somewhere[lane->measures[i]] = 1;
        work_write(work, one, range->first_row + cell / work->columns,
                   cell % work->columns, figure, reason, present, records);
    }
}

/* Counts are there already: most of a table is counts. */
static void finish_counts(const struct range *range, const struct measured *measured)
{
    const struct work *work = range->work;
    size_t columns = work->columns, first = range->first_row * columns;
    const uint32_t *present = range->lanes[measured->lane].present;
    double *numbers = work->cube->figures[measured->step].numbers + first;
    uint8_t *reasons = work->cube->figures[measured->step].reasons + first;
    for (size_t i = 0; i < range->row_count * columns; i++)
        numbers[i] = (double)present[i];
    memset(reasons, REASON_NONE, range->row_count * columns);
    if (work->cube->plan->steps[measured->step].overall_needed)
        return;
    for (size_t i = columns - 1; i < range->row_count * columns; i += columns) {
        numbers[i] = 0;
        reasons[i] = REASON_NOT_APPLICABLE;
    }
}

/* Whether a lane has nothing but counts, each cell's for itself alone. */
static bool only_counts(const struct work *work, const struct lane *lane)
{
    bool counts = !work->placement->shared && !work->placement->everywhere;
    for (uint32_t i = 0; i < lane->measure_count; i++) {
        const struct measured *one = &work->measures[lane->measures[i]];
        counts = counts && one->kind->op == OP_COUNT &&
                 !(work->cube->plan->steps[one->step].flags & FLAG_STOP);
    }
    return counts;
}

void range_finish(struct range *range)
{
    const struct work *work = range->work;
    size_t cells = range->row_count * work->columns;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        const struct lane *lane = &work->lanes[i];
        if (only_counts(work, lane))
            for (uint32_t m = 0; m < lane->measure_count; m++)
                finish_counts(range, &work->measures[lane->measures[m]]);
        else
            for (size_t cell = 0; cell < cells; cell++)
                finish_cell(range, i, cell);
    }
}
