/* cells.c - the next records of a range, and the cells they fall in.
 *
 * A batch is pairs of a record and a cell: one for most records, several where one has
 * several rows or periods. Entries lie row by row, so their cells are filled in runs;
 * records that are read where they stand ask the landing, each for itself. The overall
 * column is put together from a row's cells where a record is in a single one; else it is
 * a second such list of pairs.
 *
 * A batch is the range's.
 */
#include "eval/measure_work.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS_MOST = 1 << 16 }; /* of a batch, unless one record has more */

/* ---- room ---- */

void batch_init(struct range *range)
{
    const struct work *work = range->work;
    struct batch *batch = &range->batch;
    size_t widest = work->columns, room = CELLS_AT_ONCE;
    batch->record_room = RECORD_BATCH;
    if (range->landing != NULL) {
        range->landed = landed_new(range->landing);
        widest = range->landing->most_rows * (work->single ? 1 : work->columns);
        room = widest < CELLS_MOST / RECORD_BATCH ? widest * RECORD_BATCH : CELLS_MOST;
    }
    batch->cell_room = widest > room ? widest : room;
    if (batch->cell_room / widest < RECORD_BATCH && range->landing != NULL)
        batch->record_room = batch->cell_room / widest;
    batch->cells = memory_get(batch->cell_room * sizeof *batch->cells);
    batch->items = memory_get(batch->cell_room * sizeof *batch->items);
    batch->overall_cells = memory_get(batch->cell_room * sizeof *batch->overall_cells);
    batch->overall_items = memory_get(batch->cell_room * sizeof *batch->overall_items);
    for (size_t i = 0; i < batch->cell_room; i++)
        batch->items[i] =
            (uint32_t)i; /* of entries that are each in one cell, for good */
    if (work->ranked)
        batch->ranks = memory_get(RECORD_BATCH * sizeof *batch->ranks);
}

void batch_clear(struct range *range)
{
    struct batch *batch = &range->batch;
    landed_free(range->landed);
    free(batch->cells);
    free(batch->items);
    free(batch->overall_cells);
    free(batch->overall_items);
    free(batch->ranks);
}

/* ---- pairs ---- */

static void add_cell(struct batch *batch, uint32_t cell, uint32_t item)
{
    batch->cells[batch->cell_count] = cell;
    batch->items[batch->cell_count++] = item;
}

/* A row's cells of a record with several periods, and its overall one. */
static void add_periods(struct range *range, uint32_t base, int32_t from, int32_t to,
                        uint32_t item)
{
    const struct plan *plan = range->work->cube->plan;
    struct batch *batch = &range->batch;
    for (int32_t period = from; period <= to; period++)
        add_cell(batch, base + (uint32_t)period, item);
    if (from <= plan->own_last && to >= plan->own_first) {
        batch->overall_cells[batch->overall_count] =
            base + (uint32_t)range->work->columns - 1;
        batch->overall_items[batch->overall_count++] = item;
    }
}

/* The overall column of a batch whose records are each in one cell of a row. */
static void add_overall(struct range *range)
{
    const struct plan *plan = range->work->cube->plan;
    struct batch *batch = &range->batch;
    uint32_t columns = (uint32_t)range->work->columns;
    for (size_t k = 0; k < batch->cell_count; k++) {
        int32_t period = (int32_t)(batch->cells[k] % columns);
        batch->overall_cells[batch->overall_count] =
            batch->cells[k] - (uint32_t)period + columns - 1;
        batch->overall_items[batch->overall_count] = batch->items[k];
        batch->overall_count += period >= plan->own_first && period <= plan->own_last;
    }
}

/* ---- entries ---- */

/* Each entry is in one cell: where the cells' entries end is known, so cells are filled
 * in runs. */
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

/* Takes entries from `first` on, while they fit. */
static void expand(struct range *range, uint64_t first, uint64_t end, size_t *row)
{
    const struct placement *placement = range->work->placement;
    struct batch *batch = &range->batch;
    size_t columns = range->work->columns;
    uint64_t entry = first;
    for (; entry < end && entry - first < RECORD_BATCH; entry++) {
        while (entry >= placement->starts[*row + 1])
            ++*row;
        uint32_t base = (uint32_t)((*row - range->first_row) * columns);
        int32_t from = placement->first[entry], to = placement->last[entry];
        if (batch->cell_count + (size_t)(to - from + 1) > batch->cell_room)
            break;
        add_periods(range, base, from, to, (uint32_t)(entry - first));
    }
    batch->count = (size_t)(entry - first);
}

void batch_of_entries(struct range *range, uint64_t first, uint64_t end, size_t *row)
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
        add_overall(range);
    for (size_t i = 0; work->ranked && i < batch->count; i++)
        batch->ranks[i] = first + i;
}

/* ---- records where they stand ---- */

/* Each has at most one row and one period, as most do: nothing branches on the data. */
static void land_lone(struct range *range, size_t count)
{
    const struct landed *landed = range->landed;
    const int32_t *lone_rows = range->landing->lone_rows;
    struct batch *batch = &range->batch;
    uint32_t columns = (uint32_t)range->work->columns, kept = 0;
    uint32_t first = (uint32_t)range->first_row, rows = (uint32_t)range->row_count;
    for (uint32_t i = 0; i < count; i++) {
        int32_t group = landed->groups[i];
        int32_t row = group < 0 ? ROW_NONE : lone_rows[group];
        uint32_t at = (uint32_t)row - first;
        batch->cells[kept] = at * columns + (uint32_t)landed->first[i];
        batch->items[kept] = i;
        kept += at < rows;
    }
    batch->cell_count = kept;
}

static void land_record(struct range *range, uint32_t item)
{
    struct landed *landed = range->landed;
    int32_t from = landed->first[item], to = landed->last[item];
    size_t count;
    if (landed->groups[item] < 0)
        return;
    const uint32_t *rows =
        landing_rows(range->landing, landed, landed->groups[item], &count);
    for (size_t i = 0; i < count; i++) {
        size_t row = rows[i] - range->first_row;
        if (row >= range->row_count)
            continue;
        uint32_t base = (uint32_t)(row * range->work->columns);
        if (range->work->single)
            add_cell(&range->batch, base + (uint32_t)from, item);
        else
            add_periods(range, base, from, to, item);
    }
}

/* Days rise with their ranks, and records of a day with theirs. */
static uint64_t rank_of(const struct landing *landing, const struct landed *landed,
                        size_t item)
{
    int32_t day = landing->dated ? landed->dating.from[item] : 0;
    return (uint64_t)((uint32_t)day ^ UINT32_C(1) << 31) << 32 | landed->records[item];
}

void batch_of_records(struct range *range, uint64_t first, uint64_t end)
{
    const struct work *work = range->work;
    const struct landing *landing = range->landing;
    struct batch *batch = &range->batch;
    size_t count = SEGMENT_RECORDS - (size_t)(first % SEGMENT_RECORDS);
    count = count < batch->record_room ? count : batch->record_room;
    count = count < end - first ? count : (size_t)(end - first);
    landing_read(landing, (size_t)first, count, range->landed);
    tally_landed(&range->tally, range->landed, count);
    batch->records = range->landed->records;
    batch->count = count;
    batch->cell_count = batch->overall_count = 0;
    if (work->single && landing->most_rows == 1)
        land_lone(range, count);
    else
        for (uint32_t i = 0; i < count; i++)
            land_record(range, i);
    if (work->single && work->overall_apart)
        add_overall(range);
    for (size_t i = 0; work->ranked && i < count; i++)
        batch->ranks[i] = rank_of(landing, range->landed, i);
}
