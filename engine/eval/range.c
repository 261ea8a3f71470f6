/* range.c - a range of rows: its room, its batches, its lists.
 *
 * Every filter and every column is read once for a batch of records, whatever the number
 * of lanes and cells (cells.c) that want it.
 *
 * A range owns all of its memory: range_clear frees it.
 */
#include "eval/carried.h"
#include "eval/measure_work.h"

#include <stdlib.h>
#include <string.h>

/* ---- room ---- */

/* Entries that are each in one cell come cell by cell. */
static bool is_ordered(const struct work *work, const struct lane *lane)
{
    return work->pass.course == COURSE_DEALT && work->single &&
           !(lane->overall && lane->overall_apart);
}

size_t lane_cell_bytes(const struct lane *lane)
{
    static const struct {
        unsigned gather;
        size_t bytes;
    } parts[] = {
        {GATHER_LEAST, sizeof(union value)},
        {GATHER_MOST, sizeof(union value)},
        {GATHER_FIRST, sizeof(union value) + sizeof(uint64_t)},
        {GATHER_LAST, sizeof(union value) + sizeof(uint64_t)},
        {GATHER_ONLY, sizeof(union value) + sizeof(uint32_t) + 1},
        {GATHER_LIST, sizeof(size_t)},
    };
    size_t bytes = 2 * sizeof(uint32_t) + 1;
    if (lane->gathers & GATHER_SUM)
        bytes += lane->whole ? sizeof(__int128) : sizeof(struct sum);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        bytes += lane->gathers & parts[i].gather ? parts[i].bytes : 0;
    return bytes;
}

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
        state->first_ranks = memory_get(cells * sizeof *state->first_ranks);
    }
    if (gathers & GATHER_LAST) {
        state->last = memory_get(values);
        state->last_ranks = memory_get(cells * sizeof *state->last_ranks);
    }
    if (gathers & GATHER_ONLY) {
        state->only = memory_get(values);
        state->only_record = memory_get(cells * sizeof *state->only_record);
        state->several = memory_get(cells);
    }
    if (lane->marked)
        state->marks = memory_get(cells * lane_mark_words(lane) * sizeof *state->marks);
    else if (gathers & GATHER_LIST)
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
    if (state->first_ranks != NULL)
        memset(state->first_ranks, 0xFF, cells * sizeof *state->first_ranks);
    if (state->last_ranks != NULL)
        memset(state->last_ranks, 0xFF, cells * sizeof *state->last_ranks);
    if (state->marks != NULL)
        memset(state->marks, 0, cells * lane_mark_words(lane) * sizeof *state->marks);
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
                     state->first_ranks,
                     state->last_ranks,
                     state->marks,
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

void range_init(struct range *range, const struct work *work, const struct landing *landing,
                size_t cells)
{
    struct batch *batch = &range->batch;
    *range = (struct range){.work = work, .landing = landing, .cell_room = cells};
    batch_init(range);
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
    if (work->dated_for_spread && landing == NULL)
        range->dating = memory_get(sizeof *range->dating);
    batch->dating = landing == NULL ? range->dating : &range->landed->dating;
    range->lanes = memory_get_zeroed(work->lane_count + 1, sizeof *range->lanes);
    for (uint32_t i = 0; i < work->lane_count; i++) {
        range->lanes[i].ordered = is_ordered(work, &work->lanes[i]);
        lane_init(&range->lanes[i], &work->lanes[i], cells);
    }
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
    batch_clear(range);
    free(batch->passes);
    free(batch->columns);
    free(range->dating);
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
    if (range->dating != NULL)
        dating_read(work->cube->plan, work->placement->period, batch->records,
                    batch->count, range->dating);
}

/* Once its cells are known. */
static bool step_batch(struct range *range)
{
    const struct work *work = range->work;
    const struct batch *batch = &range->batch;
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
    return true;
}

bool range_gather(struct range *range)
{
    size_t row = range->first_row;
    const uint64_t *starts = range->work->placement->starts;
    uint64_t entry = starts[row], end = starts[row + range->row_count];
    for (; entry < end; entry += range->batch.count) {
        batch_of_entries(range, entry, end, &row);
        if (!step_batch(range))
            return false;
    }
    return true;
}

bool range_gather_records(struct range *range, uint64_t first, uint64_t end)
{
    for (uint64_t at = first; at < end; at += range->batch.count) {
        batch_of_records(range, at, end);
        if (range->batch.cell_count > 0 && !step_batch(range))
            return false;
    }
    return true;
}

/* ---- lists by cell ---- */

/* Where each cell's list starts, once it stands by cell. A row's own periods side by side are its
 * overall, where that is put together from them. */
static void find_starts(const struct range *range, struct lane_state *state, bool together)
{
    const struct work *work = range->work;
    const struct plan *plan = work->cube->plan;
    size_t columns = work->columns, start = 0;
    for (size_t row = 0; row < range->row_count; row++) {
        size_t base = row * columns, last = base + columns - 1;
        for (size_t cell = base; cell <= last; cell++) {
            state->starts[cell] = start;
            start += together && cell == last ? 0 : state->present[cell];
        }
        if (together)
            state->starts[last] = state->starts[base + (size_t)plan->own_first];
    }
}

/* Stable: from the last of each cell to its first. */
static void sort_by_cell(struct lane_state *state, size_t cells, size_t columns, bool together)
{
    if (state->list_count > state->by_cell_room) {
        state->by_cell_room = state->list_room;
        state->by_cell =
            memory_resize(state->by_cell, state->by_cell_room, sizeof *state->by_cell);
        if (state->weights != NULL)
            state->weights_by_cell = memory_resize(state->weights_by_cell,
                                                   state->by_cell_room, sizeof(double));
    }
    for (size_t cell = 0; cell < cells; cell++)
        if (!together || cell % columns != columns - 1)
            state->starts[cell] += state->present[cell];
    for (size_t k = state->list_count; k-- > 0;) {
        size_t at = --state->starts[state->list_cells[k]];
        state->by_cell[at] = state->list[k];
        if (state->weights != NULL)
            state->weights_by_cell[at] = state->list_weights[k];
    }
}

void range_order_lists(struct range *range)
{
    const struct work *work = range->work;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        const struct lane *lane = &work->lanes[i];
        struct lane_state *state = &range->lanes[i];
        bool together =
            work->single && !work->placement->everywhere && !(lane->overall && lane->overall_apart);
        if (state->starts == NULL)
            continue;
        find_starts(range, state, together);
        if (!state->ordered)
            sort_by_cell(state, range->row_count * work->columns, work->columns, together);
    }
}
