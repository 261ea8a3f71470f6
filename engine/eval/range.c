/* range.c - a range of rows: its room, its batches, its lists.
 *
 * A batch of records is expanded into pairs of record and cell (one for most, several
 * where a record lies in several periods), and every filter and column is read once for
 * the batch. The overall column is a second such expansion.
 *
 * A range owns all of its memory: range_clear frees it.
 */
#include "eval/measure_work.h"

#include <stdlib.h>
#include <string.h>

/* ---- room ---- */

static void lane_init(struct lane_state *state, const struct lane *lane, size_t cells)
{
    unsigned gathers = lane->gathers;
    size_t values = cells * sizeof(union value);
    state->present = memory_get(cells * sizeof *state->present);
    state->absent = memory_get(cells * sizeof *state->absent);
    state->worst = memory_get(cells);
    if (gathers & GATHER_SUM && lane->whole)
        state->whole_sums = memory_get(cells * sizeof *state->whole_sums);
    if (gathers & GATHER_SUM && !lane->whole)
        state->real_sums = memory_get_zeroed(cells, sizeof *state->real_sums);
    if (gathers & GATHER_LEAST)
        state->least = memory_get(values);
    if (gathers & GATHER_MOST)
        state->most = memory_get(values);
    if (gathers & GATHER_FIRST) {
        state->first = memory_get(values);
        state->begun = memory_get(cells);
    }
    if (gathers & GATHER_LAST)
        state->last = memory_get(values);
    if (gathers & GATHER_ONLY) {
        state->only = memory_get(values);
        state->only_record = memory_get(cells * sizeof *state->only_record);
        state->several = memory_get(cells);
    }
    if (gathers & GATHER_LIST)
        state->starts = memory_get((cells + 1) * sizeof *state->starts);
    state->cells = memory_get(CELLS_AT_ONCE * sizeof *state->cells);
    state->items = memory_get(CELLS_AT_ONCE * sizeof *state->items);
    state->values = memory_get(CELLS_AT_ONCE * sizeof *state->values);
    if (lane->second != SLOT_NONE)
        state->weights = memory_get(CELLS_AT_ONCE * sizeof *state->weights);
}

static void lane_reset(struct lane_state *state, const struct lane *lane, size_t cells)
{
    memset(state->present, 0, cells * sizeof *state->present);
    memset(state->absent, 0, cells * sizeof *state->absent);
    memset(state->worst, REASON_NONE, cells);
    if (state->whole_sums != NULL)
        memset(state->whole_sums, 0, cells * sizeof *state->whole_sums);
    for (size_t i = 0; state->real_sums != NULL && i < cells; i++)
        sum_clear(&state->real_sums[i]);
    for (size_t i = 0; state->least != NULL && i < cells; i++)
        state->least[i] = lane->whole ? (union value){.whole = INT64_MAX}
                                      : (union value){.real = INFINITY};
    for (size_t i = 0; state->most != NULL && i < cells; i++)
        state->most[i] = lane->whole ? (union value){.whole = INT64_MIN}
                                     : (union value){.real = -INFINITY};
    if (state->begun != NULL)
        memset(state->begun, 0, cells);
    if (state->several != NULL) {
        memset(state->several, 0, cells);
        memset(state->only_record, 0xFF, cells * sizeof *state->only_record);
    }
    state->list_count = 0;
}

static void lane_clear(struct lane_state *state, size_t cells)
{
    for (size_t i = 0; state->real_sums != NULL && i < cells; i++)
        sum_clear(&state->real_sums[i]);
    void *owned[] = {state->present,
                     state->absent,
                     state->worst,
                     state->whole_sums,
                     state->real_sums,
                     state->least,
                     state->most,
                     state->first,
                     state->last,
                     state->only,
                     state->begun,
                     state->only_record,
                     state->several,
                     state->list_cells,
                     state->list,
                     state->list_weights,
                     state->starts,
                     state->by_cell,
                     state->weights_by_cell,
                     state->cells,
                     state->items,
                     state->values,
                     state->weights};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
}

void range_init(struct range *range, const struct work *work, size_t cells,
                struct fault *fault)
{
    struct batch *batch = &range->batch;
    *range = (struct range){.work = work, .cell_room = cells, .fault = fault};
    batch->cell_room = work->columns > CELLS_AT_ONCE ? work->columns : CELLS_AT_ONCE;
    batch->cells = memory_get(batch->cell_room * sizeof *batch->cells);
    batch->items = memory_get(batch->cell_room * sizeof *batch->items);
    batch->overall_cells = memory_get(RECORD_BATCH * sizeof *batch->overall_cells);
    batch->overall_items = memory_get(RECORD_BATCH * sizeof *batch->overall_items);
    batch->passes = memory_get(work->filter_count * sizeof *batch->passes);
    for (uint32_t i = 0; i < work->filter_count; i++)
        batch->passes[i] = memory_get(RECORD_BATCH);
    batch->columns = memory_get_zeroed(work->column_count + 1, sizeof *batch->columns);
    for (uint32_t i = 0; i < work->column_count; i++) {
        batch->columns[i].values = memory_get(RECORD_BATCH * sizeof(union value));
        batch->columns[i].reasons = memory_get(RECORD_BATCH);
    }
    if (work->dated_for_spread)
        batch->dating = memory_get(sizeof *batch->dating);
    range->lanes = memory_get_zeroed(work->lane_count + 1, sizeof *range->lanes);
    for (uint32_t i = 0; i < work->lane_count; i++)
        lane_init(&range->lanes[i], &work->lanes[i], cells);
}

void range_clear(struct range *range)
{
    struct batch *batch = &range->batch;
    for (uint32_t i = 0; i < range->work->lane_count; i++)
        lane_clear(&range->lanes[i], range->cell_room);
    for (uint32_t i = 0; i < range->work->filter_count; i++)
        free(batch->passes[i]);
    for (uint32_t i = 0; i < range->work->column_count; i++) {
        free(batch->columns[i].values);
        free(batch->columns[i].reasons);
    }
    free(batch->cells);
    free(batch->items);
    free(batch->overall_cells);
    free(batch->overall_items);
    free(batch->passes);
    free(batch->columns);
    free(batch->dating);
    free(range->lanes);
    free(range->numbers);
}

void range_open(struct range *range, size_t first_row, size_t row_count)
{
    range->first_row = first_row;
    range->row_count = row_count;
    for (uint32_t i = 0; i < range->work->lane_count; i++)
        lane_reset(&range->lanes[i], &range->work->lanes[i],
                   row_count * range->work->columns);
}

/* ---- a batch ---- */

/* Takes entries from `first` on, while they fit: their cells, period by period, and in
 * overall. */
static void expand(struct range *range, uint64_t first, uint64_t end, size_t *row)
{
    const struct placement *placement = range->work->placement;
    struct batch *batch = &range->batch;
    size_t columns = range->work->columns;
    uint64_t entry = first;
    batch->first = first;
    batch->records = placement->records + first;
    batch->cell_count = batch->overall_count = 0;
    for (; entry < end && entry - first < RECORD_BATCH; entry++) {
        uint32_t item = (uint32_t)(entry - first);
        while (entry >= placement->starts[*row + 1])
            ++*row;
        uint32_t base = (uint32_t)((*row - range->first_row) * columns);
        if (placement->everywhere) {
            batch->cells[batch->cell_count] = base;
            batch->items[batch->cell_count++] = item;
            continue;
        }
        uint32_t from = (uint32_t)placement->first[entry],
                 to = (uint32_t)placement->last[entry];
        if (batch->cell_count + (to - from + 1) > batch->cell_room)
            break;
        for (uint32_t period = from; period <= to; period++) {
            batch->cells[batch->cell_count] = base + period;
            batch->items[batch->cell_count++] = item;
        }
        if (placement->in_overall[entry]) {
            batch->overall_cells[batch->overall_count] = base + (uint32_t)columns - 1;
            batch->overall_items[batch->overall_count++] = item;
        }
    }
    batch->count = (size_t)(entry - first);
}

static void read_batch(struct range *range)
{
    const struct work *work = range->work;
    const struct binding *binding = work->cube->plan->binding;
    struct batch *batch = &range->batch;
    for (uint32_t i = 0; i < work->filter_count; i++)
        records_test(binding, work->filters[i], batch->records, batch->count,
                     batch->passes[i]);
    for (uint32_t i = 0; i < work->column_count; i++) {
        struct read_column *column = &batch->columns[i];
        uint32_t bound = work->columns_read[i].bound;
        if (work->columns_read[i].whole)
            records_read_whole(binding, bound, batch->records, batch->count,
                               (int64_t *)column->values, column->reasons);
        else
            records_read_numbers(binding, bound, batch->records, batch->count,
                                 (double *)column->values, column->reasons);
        uint8_t least = REASON_NONE;
        for (size_t k = 0; k < batch->count; k++)
            least = column->reasons[k] < least ? column->reasons[k] : least;
        column->complete = least == REASON_NONE;
    }
    if (batch->dating != NULL)
        dating_read(work->cube->plan, work->placement->period, batch->records,
                    batch->count, batch->dating);
}

bool range_gather(struct range *range)
{
    const struct work *work = range->work;
    struct batch *batch = &range->batch;
    size_t row = range->first_row;
    uint64_t entry = work->placement->starts[row];
    uint64_t end = work->placement->starts[row + range->row_count];
    while (entry < end) {
        expand(range, entry, end, &row);
        read_batch(range);
        for (uint32_t i = 0; i < work->lane_count; i++) {
            if (!gather_lane(range, i, batch->cells, batch->items, batch->cell_count))
                return false;
            if (work->lanes[i].overall && !work->placement->everywhere &&
                !gather_lane(range, i, batch->overall_cells, batch->overall_items,
                             batch->overall_count))
                return false;
        }
        entry += batch->count;
    }
    return true;
}

/* ---- lists by cell ---- */

void range_order_lists(struct range *range)
{
    size_t cells = range->row_count * range->work->columns;
    for (uint32_t i = 0; i < range->work->lane_count; i++) {
        struct lane_state *state = &range->lanes[i];
        if (state->starts == NULL)
            continue;
        if (state->list_count > state->by_cell_room) {
            state->by_cell_room = state->list_room;
            state->by_cell = memory_resize(state->by_cell, state->by_cell_room,
                                           sizeof *state->by_cell);
            if (state->weights != NULL)
                state->weights_by_cell = memory_resize(
                    state->weights_by_cell, state->by_cell_room, sizeof(double));
        }
        size_t start = 0;
        for (size_t cell = 0; cell < cells; cell++) {
            state->starts[cell] = start;
            start += state->present[cell];
        }
        for (size_t k = 0; k < state->list_count; k++) {
            size_t at = state->starts[state->list_cells[k]]++;
            state->by_cell[at] = state->list[k];
            if (state->weights != NULL)
                state->weights_by_cell[at] = state->list_weights[k];
        }
        for (size_t cell = cells; cell > 0; cell--)
            state->starts[cell] = state->starts[cell - 1];
        state->starts[0] = 0;
    }
}
