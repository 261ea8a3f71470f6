/* range.c - a range of rows: its room, its batches, its lists.
 *
 * A batch of records is expanded into pairs of record and cell (one for most, several
 * where a record lies in several periods), and every filter and column is read once for
 * the batch. The overall column is put together from a row's cells where a record is in a
 * single one; else it is a second such expansion.
 *
 * A range owns all of its memory: range_clear frees it.
 */
#include "eval/carried.h"
#include "eval/measure_work.h"

#include <stdlib.h>
#include <string.h>

/* ---- room ---- */

static void lane_init(struct lane_state *state, const struct lane *lane, size_t cells,
                      bool single)
{
    unsigned gathers = lane->gathers;
    state->ordered = single && !(lane->overall && lane->overall_apart);
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
    for (size_t i = 0; i < batch->cell_room; i++)
        batch->items[i] = (uint32_t)i; /* of entries that are each in one cell, for good */
    batch->passes = memory_get(work->filter_count * sizeof *batch->passes);
    for (uint32_t i = 0; i < work->filter_count; i++)
        batch->passes[i] = memory_get(RECORD_BATCH);
    batch->codes = memory_get(work->coded_count * sizeof *batch->codes);
    range->tallies = memory_get(work->coded_count * sizeof *range->tallies);
    for (uint32_t i = 0; i < work->coded_count; i++) {
        batch->codes[i] = memory_get(RECORD_BATCH * sizeof **batch->codes);
        range->tallies[i] = memory_get(cells * (work->coded[i].codes + 1) *
                                       (size_t)work->coded[i].tallied *
                                       sizeof **range->tallies);
    }
    range->short_somewhere = memory_get_zeroed(work->measure_count + 1, 1);
    batch->columns = memory_get_zeroed(work->column_count + 1, sizeof *batch->columns);
    for (uint32_t i = 0; i < work->column_count; i++) {
        batch->columns[i].values = memory_get(RECORD_BATCH * sizeof(union value));
        batch->columns[i].reasons = memory_get(RECORD_BATCH);
    }
    if (work->dated_for_spread)
        batch->dating = memory_get(sizeof *batch->dating);
    range->lanes = memory_get_zeroed(work->lane_count + 1, sizeof *range->lanes);
    for (uint32_t i = 0; i < work->lane_count; i++)
        lane_init(&range->lanes[i], &work->lanes[i], cells, work->single);
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
    for (uint32_t i = 0; i < range->work->coded_count; i++) {
        free(batch->codes[i]);
        free(range->tallies[i]);
    }
    free(batch->codes);
    free(range->tallies);
    free(range->short_somewhere);
    free(range->stamps);
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
    for (uint32_t i = 0; i < range->work->coded_count; i++)
        if (range->work->coded[i].tallied)
            memset(range->tallies[i], 0,
                   row_count * range->work->columns * (range->work->coded[i].codes + 1) *
                       sizeof **range->tallies);
}

/* ---- a batch ---- */

/* Each entry is in one cell: where the cells' entries end is known, so cells are filled in runs. */
static void expand_single(struct range *range, uint64_t first, uint64_t end, size_t *row)
{
    const struct placement *placement = range->work->placement;
    struct batch *batch = &range->batch;
    size_t columns = range->work->columns, periods = placement->period_count;
    uint64_t entry = first;
    if (end - first > RECORD_BATCH)
        end = first + RECORD_BATCH;
    while (entry < end) {
        while (entry >= placement->starts[*row + 1])
            ++*row;
        uint32_t cell = (uint32_t)((*row - range->first_row) * columns);
        uint64_t start = placement->starts[*row], row_end = placement->starts[*row + 1];
        const uint32_t *ends = placement->period_ends;
        if (ends != NULL) {
            ends += *row * periods;
            while (entry >= start + *ends) {
                ends++;
                cell++;
            }
            row_end = start + *ends;
        }
        for (uint64_t stop = row_end < end ? row_end : end; entry < stop; entry++)
            batch->cells[entry - first] = cell;
    }
    batch->count = batch->cell_count = (size_t)(end - first);
}

/* Takes entries from `first` on, while they fit: their cells, period by period, and in
 * overall. */
static void expand(struct range *range, uint64_t first, uint64_t end, size_t *row)
{
    const struct placement *placement = range->work->placement;
    const struct plan *plan = range->work->cube->plan;
    struct batch *batch = &range->batch;
    size_t columns = range->work->columns;
    uint64_t entry = first;
    for (; entry < end && entry - first < RECORD_BATCH; entry++) {
        uint32_t item = (uint32_t)(entry - first);
        while (entry >= placement->starts[*row + 1])
            ++*row;
        uint32_t base = (uint32_t)((*row - range->first_row) * columns);
        uint32_t from = (uint32_t)placement->first[entry],
                 to = (uint32_t)placement->last[entry];
        if (batch->cell_count + (to - from + 1) > batch->cell_room)
            break;
        for (uint32_t period = from; period <= to; period++) {
            batch->cells[batch->cell_count] = base + period;
            batch->items[batch->cell_count++] = item;
        }
        if ((int32_t)from <= plan->own_last && (int32_t)to >= plan->own_first) {
            batch->overall_cells[batch->overall_count] = base + (uint32_t)columns - 1;
            batch->overall_items[batch->overall_count++] = item;
        }
    }
    batch->count = (size_t)(entry - first);
}

/* The overall column of the entries of a batch that are each in one cell. */
static void expand_overall(struct range *range)
{
    const struct plan *plan = range->work->cube->plan;
    struct batch *batch = &range->batch;
    uint32_t columns = (uint32_t)range->work->columns;
    for (size_t k = 0; k < batch->cell_count; k++) {
        int32_t period = (int32_t)(batch->cells[k] % columns);
        batch->overall_cells[batch->overall_count] =
            batch->cells[k] - (uint32_t)period + columns - 1;
        batch->overall_items[batch->overall_count] = (uint32_t)k;
        batch->overall_count += period >= plan->own_first && period <= plan->own_last;
    }
}

static void fill_batch(struct range *range, uint64_t first, uint64_t end, size_t *row)
{
    const struct work *work = range->work;
    struct batch *batch = &range->batch;
    batch->first = first;
    batch->records = work->placement->records + first;
    batch->cell_count = batch->overall_count = 0;
    if (!work->single)
        expand(range, first, end, row);
    else
        expand_single(range, first, end, row);
    if (work->single && work->overall_apart)
        expand_overall(range);
}

static void read_whole(struct range *range, uint32_t column, int64_t *values, uint8_t *reasons)
{
    const struct batch *batch = &range->batch;
    const struct carried *carried = placement_carried(range->work->placement, column);
    if (carried != NULL)
        carried_read_whole(carried, batch->first, batch->count, values, reasons);
    else
        records_read_whole(range->work->cube->plan->binding, column, batch->records,
                           batch->count, values, reasons);
}

static void read_numbers(struct range *range, uint32_t column, double *numbers,
                         uint8_t *reasons)
{
    const struct batch *batch = &range->batch;
    const struct binding *binding = range->work->cube->plan->binding;
    const struct carried *carried = placement_carried(range->work->placement, column);
    if (carried != NULL)
        carried_read_numbers(carried, &binding->columns[column], batch->first, batch->count,
                             numbers, reasons);
    else
        records_read_numbers(binding, column, batch->records, batch->count, numbers, reasons);
}

/* The filters that are a table by code share the codes of their column. */
static void test_by_code(struct range *range)
{
    const struct work *work = range->work;
    struct batch *batch = &range->batch;
    for (uint32_t i = 0; i < work->coded_count; i++) {
        const struct coded *coded = &work->coded[i];
        uint32_t *codes = batch->codes[i];
        int64_t values[RECORD_BATCH];
        uint8_t reasons[RECORD_BATCH];
        read_whole(range, coded->column, values, reasons);
        for (size_t k = 0; k < batch->count; k++)
            codes[k] = reasons[k] == REASON_NONE ? (uint32_t)values[k] : coded->codes;
    }
    for (uint32_t i = 0; i < work->filter_count; i++) {
        const struct filter_slot *slot = &work->filters[i];
        if (slot->coded == SLOT_NONE || !slot->used)
            continue;
        const uint32_t *codes = batch->codes[slot->coded];
        for (size_t k = 0; k < batch->count; k++)
            batch->passes[i][k] = slot->passing[codes[k]];
    }
}

static void read_batch(struct range *range)
{
    const struct work *work = range->work;
    const struct binding *binding = work->cube->plan->binding;
    struct batch *batch = &range->batch;
    test_by_code(range);
    for (uint32_t i = 0; i < work->filter_count; i++)
        if (work->filters[i].coded == SLOT_NONE)
            records_test(binding, work->filters[i].bound, batch->records, batch->count,
                         batch->passes[i]);
    for (uint32_t i = 0; i < work->column_count; i++) {
        struct read_column *column = &batch->columns[i];
        uint32_t bound = work->columns_read[i].bound;
        if (work->columns_read[i].whole)
            read_whole(range, bound, (int64_t *)column->values, column->reasons);
        else
            read_numbers(range, bound, (double *)column->values, column->reasons);
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
        fill_batch(range, entry, end, &row);
        read_batch(range);
        tally_batch(range);
        for (uint32_t i = 0; i < work->lane_count; i++) {
            const struct lane *lane = &work->lanes[i];
            if (lane->tallied)
                continue;
            if (!gather_lane(range, i, batch->cells, batch->items, batch->cell_count))
                return false;
            if (lane->overall && lane->overall_apart &&
                !gather_lane(range, i, batch->overall_cells, batch->overall_items,
                             batch->overall_count))
                return false;
        }
        entry += batch->count;
    }
    range_close(range);
    return true;
}

/* ---- lists by cell ---- */

/* The list stands by cell already, so a row's own periods side by side are its overall. */
static void find_starts(const struct range *range, struct lane_state *state, bool overall)
{
    const struct work *work = range->work;
    const struct plan *plan = work->cube->plan;
    size_t columns = work->columns, start = 0;
    for (size_t row = 0; row < range->row_count; row++) {
        size_t base = row * columns, last = base + columns - 1;
        for (size_t cell = base; cell <= last; cell++) {
            state->starts[cell] = start;
            start += overall && cell == last ? 0 : state->present[cell];
        }
        if (overall)
            state->starts[last] = state->starts[base + (size_t)plan->own_first];
    }
}

static void sort_by_cell(struct lane_state *state, size_t cells)
{
    if (state->list_count > state->by_cell_room) {
        state->by_cell_room = state->list_room;
        state->by_cell =
            memory_resize(state->by_cell, state->by_cell_room, sizeof *state->by_cell);
        if (state->weights != NULL)
            state->weights_by_cell = memory_resize(state->weights_by_cell,
                                                   state->by_cell_room, sizeof(double));
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

void range_order_lists(struct range *range)
{
    const struct work *work = range->work;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        struct lane_state *state = &range->lanes[i];
        if (state->starts == NULL)
            continue;
        if (state->ordered)
            find_starts(range, state, !work->placement->everywhere);
        else
            sort_by_cell(state, range->row_count * work->columns);
    }
}
