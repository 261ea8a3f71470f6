/* gather.c - the values of a batch, stepped into their cells.
 *
 * Each lane of a batch first becomes an array of cells and one of values, without gaps:
 * the loops that gather sums, extremes and the rest see nothing else. What a value is (a
 * share's 1 or 0, a part of a split cell, a number spread over days) is settled before.
 *
 * The arrays are the range's.
 */
#include "eval/measure_work.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expr/values.h"

/* Neighbours mostly fall in one cell, which would be waited for each time it is written. So what
 * comes to the same in any order is done in strides: `k` goes over all below `count`, the first of
 * each quarter, then the second … */
#define IN_STRIDES(k, count)                                                                  \
    for (size_t stride_ = ((count) + 3) / 4, of_ = 0; of_ < stride_; of_++)                   \
        for (size_t k = of_; k < (count); k += stride_)

/* ---- what is gathered ---- */

static void count_present(struct lane_state *state)
{
    IN_STRIDES (k, state->count)
        state->present[state->cells[k]]++;
}

static void add_wholes(struct lane_state *state)
{
    for (size_t k = 0; k < state->count;) {
        uint32_t cell = state->cells[k];
        __int128 sum = 0;
        do
            sum += state->values[k++].whole;
        while (k < state->count && state->cells[k] == cell);
        state->whole_sums[cell] += sum;
    }
}

static void add_sums(struct lane_state *state, bool whole)
{
    if (whole)
        add_wholes(state);
    else
        for (size_t k = 0; k < state->count; k++)
            sum_add(&state->real_sums[state->cells[k]], state->values[k].real);
}

static void find_least(struct lane_state *state, bool whole)
{
    for (size_t k = 0; k < state->count; k++) {
        union value *least = &state->least[state->cells[k]];
        if (whole ? state->values[k].whole < least->whole
                  : state->values[k].real < least->real)
            *least = state->values[k];
    }
}

static void find_most(struct lane_state *state, bool whole)
{
    for (size_t k = 0; k < state->count; k++) {
        union value *most = &state->most[state->cells[k]];
        if (whole ? state->values[k].whole > most->whole
                  : state->values[k].real > most->real)
            *most = state->values[k];
    }
}

bool comes_before(const struct work *work, uint64_t a, uint64_t b)
{
    const struct frame *frame = work->placement->frame;
    if (work->pass.course == COURSE_DEALT || frame->sorted_by == KEY_NONE ||
        a >> 32 != b >> 32)
        return a < b;
    return frame_order(frame, (uint32_t)a) < frame_order(frame, (uint32_t)b);
}

static void keep_first(const struct range *range, struct lane_state *state)
{
    for (size_t k = 0; k < state->count; k++) {
        uint32_t cell = state->cells[k];
        uint64_t rank = range->batch.ranks[state->items[k]];
        if (state->first_ranks[cell] != RANK_NONE &&
            !comes_before(range->work, rank, state->first_ranks[cell]))
            continue;
        state->first[cell] = state->values[k];
        state->first_ranks[cell] = rank;
    }
}

/* Of values of one record the last. */
static void keep_last(const struct range *range, struct lane_state *state)
{
    for (size_t k = 0; k < state->count; k++) {
        uint32_t cell = state->cells[k];
        uint64_t rank = range->batch.ranks[state->items[k]];
        if (state->last_ranks[cell] != RANK_NONE &&
            comes_before(range->work, rank, state->last_ranks[cell]))
            continue;
        state->last[cell] = state->values[k];
        state->last_ranks[cell] = rank;
    }
}

static void mark_values(struct lane_state *state, const struct lane *lane)
{
    size_t words = lane_mark_words(lane);
    IN_STRIDES (k, state->count) {
        uint64_t value = (uint64_t)state->values[k].whole - (uint64_t)lane->least;
        state->marks[state->cells[k] * words + value / 64] |= UINT64_C(1) << value % 64;
    }
}

void list_add(struct lane_state *state, const uint32_t *cells, const union value *values,
              const double *weights, size_t count)
{
    size_t needed = state->list_count + count;
    if (needed > state->list_room) {
        state->list_room = needed * 2;
        if (!state->ordered)
            state->list_cells = memory_resize(state->list_cells, state->list_room,
                                              sizeof *state->list_cells);
        state->list = memory_resize(state->list, state->list_room, sizeof *state->list);
        if (weights != NULL)
            state->list_weights =
                memory_resize(state->list_weights, state->list_room, sizeof(double));
    }
    if (count == 0)
        return;
    if (!state->ordered)
        memcpy(state->list_cells + state->list_count, cells, count * sizeof *cells);
    memcpy(state->list + state->list_count, values, count * sizeof *values);
    if (weights != NULL)
        memcpy(state->list_weights + state->list_count, weights, count * sizeof *weights);
    state->list_count = needed;
}

/* ---- only ---- */

static double number_of(const struct lane *lane, union value value)
{
    return lane->whole ? number_from_scaled(value.whole, lane->scale) : value.real;
}

static bool several_values(const struct range *range, uint32_t lane_number, uint32_t cell,
                           uint32_t record, union value value)
{
    const struct work *work = range->work;
    const struct lane *lane = &work->lanes[lane_number];
    const struct lane_state *state = &range->lanes[lane_number];
    const struct plan *plan = work->cube->plan;
    size_t row = range->first_row + cell / work->columns, period = cell % work->columns;
    const struct bound_column *column = &plan->binding->columns[lane->bound];
    struct place one = frame_place(work->placement->frame, state->only_record[cell]);
    struct place other = frame_place(work->placement->frame, record);
    struct text a = {0}, b = {0};
    values_text(column, number_of(lane, state->only[cell]), &a);
    values_text(column, number_of(lane, value), &b);
    fault_at(
        range->fault, FAULT_DATA, lane->only_place,
        "'only' found more than one value for unit '%s'%s%s: '%s' (%s:%u) and '%s' "
        "(%s:%u). "
        "correct the data, narrow the dataset, or say which: first, last, values, sum",
        work->cube->grid->rows[row].key,
        period < plan->period_count && !work->placement->everywhere ? " in " : "",
        period < plan->period_count && !work->placement->everywhere
            ? plan->periods[period].key
            : "",
        text_of(&a), one.file != NULL ? one.file : work->placement->frame->name, one.line,
        text_of(&b), other.file != NULL ? other.file : work->placement->frame->name,
        other.line);
    text_clear(&a);
    text_clear(&b);
    return false;
}

/* A total has no single value, and what lies outside a unit's life does not count. */
bool only_mistaken(const struct range *range, size_t cell)
{
    const struct work *work = range->work;
    size_t row = range->first_row + cell / work->columns;
    return row < work->cube->grid->unit_count &&
           (work->placement->everywhere || work->placement->shared ||
            life_covers(work->cube, row, cell % work->columns));
}

static bool keep_only(struct range *range, uint32_t lane_number)
{
    const struct work *work = range->work;
    struct lane_state *state = &range->lanes[lane_number];
    bool whole = work->lanes[lane_number].whole;
    for (size_t k = 0; k < state->count; k++) {
        uint32_t cell = state->cells[k];
        uint32_t record = range->batch.records[state->items[k]];
        if (state->only_record[cell] == RECORD_NONE) {
            state->only[cell] = state->values[k];
            state->only_record[cell] = record;
        } else if (whole ? state->only[cell].whole != state->values[k].whole
                         : state->only[cell].real != state->values[k].real) {
            if (only_mistaken(range, cell))
                return range->landing == NULL &&
                       several_values(range, lane_number, cell, record, state->values[k]);
            state->several[cell] = 1;
        }
    }
    return true;
}

static bool flush(struct range *range, uint32_t number)
{
    struct lane_state *state = &range->lanes[number];
    const struct lane *lane = &range->work->lanes[number];
    bool done = true;
    count_present(state);
    if (lane->gathers & GATHER_SUM)
        add_sums(state, lane->whole);
    if (lane->gathers & GATHER_LEAST)
        find_least(state, lane->whole);
    if (lane->gathers & GATHER_MOST)
        find_most(state, lane->whole);
    if (lane->gathers & GATHER_FIRST)
        keep_first(range, state);
    if (lane->gathers & GATHER_LAST)
        keep_last(range, state);
    if (lane->marked)
        mark_values(state, lane);
    else if (lane->gathers & GATHER_LIST)
        list_add(state, state->cells, state->values, state->weights, state->count);
    if (lane->gathers & GATHER_ONLY)
        done = keep_only(range, number);
    state->count = 0;
    return done;
}

/* ---- a lane of a batch ---- */

static void add_absent(struct lane_state *state, uint32_t cell, uint8_t reason)
{
    state->absent[cell] += reason != REASON_NOT_APPLICABLE;
    if (reason < state->worst[cell])
        state->worst[cell] = reason;
}

/* Why a record has no value for the lane; REASON_NONE: it has one. */
static uint8_t reason_of(const struct batch *batch, const struct lane *lane,
                         uint32_t item)
{
    uint8_t reason = REASON_NONE;
    if (lane->column != SLOT_NONE)
        reason = batch->columns[lane->column].reasons[item];
    if (lane->second != SLOT_NONE && batch->columns[lane->second].reasons[item] < reason)
        reason = batch->columns[lane->second].reasons[item];
    for (uint32_t i = 0; i < lane->tested_count; i++)
        if (batch->columns[lane->tested[i]].reasons[item] < reason)
            reason = batch->columns[lane->tested[i]].reasons[item];
    if (lane->spread && reason == REASON_NONE &&
        batch->dating->dated[item] != DATED_FULLY)
        reason = REASON_MISSING;
    return reason;
}

/* The part of a record's days that lies in a column of the work. */
static double share_of_days(const struct work *work, const struct batch *batch,
                            uint32_t item, uint32_t cell)
{
    const struct plan *plan = work->cube->plan;
    size_t column = cell % work->columns;
    size_t first = column < plan->period_count ? column : (size_t)plan->own_first;
    size_t last = column < plan->period_count ? column : (size_t)plan->own_last;
    int64_t from = batch->dating->from[item], to = batch->dating->to[item], days = 0;
    if (work->placement->everywhere)
        return 1;
    for (size_t p = first; p <= last; p++) {
        int64_t begin = plan->periods[p].first_day, end = plan->periods[p].last_day;
        begin = begin > from ? begin : from;
        end = end < to ? end : to;
        days += end >= begin ? end - begin + 1 : 0;
    }
    return (double)days / (double)(to - from + 1);
}

static union value value_of(const struct range *range, const struct lane *lane,
                            uint32_t item, uint32_t cell)
{
    const struct batch *batch = &range->batch;
    union value value = {.whole = 0};
    if (lane->share != SLOT_NONE)
        return (union value){.whole = batch->passes[lane->share][item]};
    if (lane->column == SLOT_NONE)
        return value;
    value = batch->columns[lane->column].values[item];
    if (lane->spread)
        value.real *= share_of_days(range->work, batch, item, cell);
    return value;
}

static void push(struct lane_state *state, uint32_t cell, uint32_t item,
                 union value value)
{
    state->cells[state->count] = cell;
    state->items[state->count] = item;
    state->values[state->count++] = value;
}

/* The usual case: one column, every value there. */
static void fill_complete(struct lane_state *state, const uint8_t *passes,
                          const union value *values, const uint32_t *cells,
                          const uint32_t *items, size_t count)
{
    size_t kept = state->count;
    for (size_t k = 0; k < count; k++) {
        state->cells[kept] = cells[k];
        state->items[kept] = items[k];
        state->values[kept] = values[items[k]];
        kept += passes == NULL || passes[items[k]];
    }
    state->count = kept;
}

/* One column, some values not there: which ones follows no rule, so nothing branches on it. Bytes are
 * written, which might be anything's: so what stays the same is taken out beforehand. */
static void fill_present(struct lane_state *state, const uint8_t *passes,
                         const struct read_column *column, const uint32_t *cells,
                         const uint32_t *items, size_t count)
{
    const union value *values = column->values;
    const uint8_t *reasons = column->reasons;
    uint32_t *absents = state->absent, *to_cells = state->cells, *to_items = state->items;
    union value *to_values = state->values;
    uint8_t *worsts = state->worst;
    size_t kept = state->count;
    for (size_t k = 0; k < count; k++) {
        uint32_t item = items[k], cell = cells[k];
        uint8_t passed = passes == NULL || passes[item];
        uint8_t reason = passed ? reasons[item] : (uint8_t)REASON_NONE;
        to_cells[kept] = cell;
        to_items[kept] = item;
        to_values[kept] = values[item];
        kept += passed & (reason == REASON_NONE);
        absents[cell] += (reason != REASON_NONE) & (reason != REASON_NOT_APPLICABLE);
        worsts[cell] = reason < worsts[cell] ? reason : worsts[cell];
    }
    state->count = kept;
}

/* Sums of wholes, nothing else: what most measures of numbers are. */
static void sum_present(struct lane_state *state, const uint8_t *passes,
                        const struct read_column *column, const uint32_t *cells,
                        const uint32_t *items, size_t count)
{
    const union value *values = column->values;
    const uint8_t *reasons = column->reasons;
    uint32_t *presents = state->present, *absents = state->absent;
    uint8_t *worsts = state->worst;
    __int128 *sums = state->whole_sums;
    IN_STRIDES (k, count) {
        uint32_t item = items[k], cell = cells[k];
        uint8_t passed = passes == NULL || passes[item];
        uint8_t reason = passed ? reasons[item] : (uint8_t)REASON_NONE;
        bool present = passed & (reason == REASON_NONE);
        presents[cell] += present;
        sums[cell] += values[item].whole & -(int64_t)present;
        absents[cell] += (reason != REASON_NONE) & (reason != REASON_NOT_APPLICABLE);
        worsts[cell] = reason < worsts[cell] ? reason : worsts[cell];
    }
}

static void sum_complete(struct lane_state *state, const uint8_t *passes,
                         const union value *values, const uint32_t *cells,
                         const uint32_t *items, size_t count)
{
    IN_STRIDES (k, count) {
        bool present = passes == NULL || passes[items[k]];
        state->present[cells[k]] += present;
        state->whole_sums[cells[k]] += values[items[k]].whole & -(int64_t)present;
    }
}

/* Records counted, nothing else: no need for a list. */
static void count_records(struct lane_state *state, const uint8_t *passes,
                          const uint32_t *cells, const uint32_t *items, size_t count)
{
    if (passes == NULL)
        IN_STRIDES (k, count)
            state->present[cells[k]]++;
    else
        IN_STRIDES (k, count)
            state->present[cells[k]] += passes[items[k]];
}

static bool push_parts(struct range *range, uint32_t number, uint32_t cell, uint32_t item,
                       union value value)
{
    const struct lists *parts = &range->work->lanes[number].parts;
    struct lane_state *state = &range->lanes[number];
    uint32_t first = parts->starts[value.whole], end = parts->starts[value.whole + 1];
    if (first == end)
        add_absent(state, cell, REASON_MISSING);
    for (uint32_t i = first; i < end; i++) {
        push(state, cell, item, (union value){.whole = parts->items[i]});
        if (state->count == CELLS_AT_ONCE && !flush(range, number))
            return false;
    }
    return true;
}

static bool fill_carefully(struct range *range, uint32_t number, const uint32_t *cells,
                           const uint32_t *items, size_t count)
{
    const struct lane *lane = &range->work->lanes[number];
    const struct batch *batch = &range->batch;
    struct lane_state *state = &range->lanes[number];
    const uint8_t *passes =
        lane->filter != SLOT_NONE ? batch->passes[lane->filter] : NULL;
    for (size_t k = 0; k < count; k++) {
        uint32_t item = items[k];
        if (passes != NULL && !passes[item])
            continue;
        uint8_t reason = reason_of(batch, lane, item);
        if (reason != REASON_NONE) {
            add_absent(state, cells[k], reason);
            continue;
        }
        union value value = value_of(range, lane, item, cells[k]);
        if (lane->split) {
            if (!push_parts(range, number, cells[k], item, value))
                return false;
            continue;
        }
        if (state->weights != NULL)
            state->weights[state->count] = batch->columns[lane->second].values[item].real;
        push(state, cells[k], item, value);
        if (state->count == CELLS_AT_ONCE && !flush(range, number))
            return false;
    }
    return flush(range, number);
}

bool gather_lane(struct range *range, uint32_t number, const uint32_t *cells,
                 const uint32_t *items, size_t count)
{
    const struct lane *lane = &range->work->lanes[number];
    const struct batch *batch = &range->batch;
    struct lane_state *state = &range->lanes[number];
    const uint8_t *passes =
        lane->filter != SLOT_NONE ? batch->passes[lane->filter] : NULL;
    bool plain = lane->share == SLOT_NONE && lane->second == SLOT_NONE && !lane->split &&
                 !lane->spread;
    if (plain && lane->column == SLOT_NONE) {
        count_records(state, passes, cells, items, count);
        return true;
    }
    if (!plain)
        return fill_carefully(range, number, cells, items, count);
    const struct read_column *column = &batch->columns[lane->column];
    if (lane->whole && lane->gathers == GATHER_SUM) {
        if (column->complete)
            sum_complete(state, passes, column->values, cells, items, count);
        else
            sum_present(state, passes, column, cells, items, count);
        return true;
    }
    for (size_t k = 0; k < count; k += CELLS_AT_ONCE) {
        size_t some = count - k < CELLS_AT_ONCE ? count - k : CELLS_AT_ONCE;
        if (column->complete)
            fill_complete(state, passes, column->values, cells + k, items + k, some);
        else
            fill_present(state, passes, column, cells + k, items + k, some);
        if (!flush(range, number))
            return false;
    }
    return true;
}
