/* placing.c - dealing records out to parts of the rows, and putting each part in order.
 *
 * Two walks over the frame, slice by slice: the first counts how many entries each slice
 * has for each part, so that the second can write every entry where it belongs. What a
 * record is (its rows, its day) is worked out in both: that costs less than keeping it.
 * An entry is 64 bits: row and day, which are sorted by, above its number in the part.
 * Sorting is by counting, in digits, and stable (entries.c); entries come in the order of
 * their records, so equal days stay in it. Records and the fields that are carried along
 * then follow the entries.
 *
 * Everything here is freed when the placement is done.
 */
#include "eval/placing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/task.h"
#include "data/entries.h"
#include "eval/carried.h"
#include "eval/landing.h"

enum {
    PART_ENTRIES = 1 << 17, /* as many as the sort has in the cache */
    PARTS_MOST = 1 << 10,   /* as many as a walk can write to side by side */
    SLICE = 1 << 16,        /* records: not worth two threads */
};

/* Records of a frame that follow each other. */
struct slice {
    size_t first, end;
    struct tally tally;
    int32_t least, most; /* days, of those that have one and a row */
    uint64_t *next;      /* of each part: entries, then where the next one goes */
};

struct placing {
    const struct grid *grid;
    struct placement *placement;
    struct landing landing;
    bool ties; /* records of a day are to be put in file order */
    size_t rows, periods; /* periods of an entry that has one */
    struct slice *slices;
    size_t slice_count;
    unsigned row_bits, day_bits; /* a part has 1 << row_bits rows */
    size_t part_count;
    int32_t least;
    uint64_t *entries;
    uint64_t *part_starts;
};

/* ---- records ---- */

struct batch {
    struct landed *landed;
    uint64_t *at;    /* where the batch's entries are written … */
    uint32_t *items; /* … and of which of its records */
    size_t count, room;
};

static void batch_free(struct batch *batch)
{
    landed_free(batch->landed);
    free(batch->at);
    free(batch->items);
}

static size_t batch_read(const struct placing *placing, struct batch *batch, size_t at,
                         size_t end)
{
    size_t count = end - at < RECORD_BATCH ? end - at : RECORD_BATCH;
    landing_read(&placing->landing, at, count, batch->landed);
    return count;
}

/* ---- the first walk ---- */

static void count_slice(void *self, size_t number, unsigned worker)
{
    struct placing *placing = self;
    struct slice *slice = &placing->slices[number];
    struct batch batch = {.landed = landed_new(&placing->landing)};
    const struct landed *landed = batch.landed;
    (void)worker;
    slice->least = INT32_MAX;
    slice->most = INT32_MIN;
    for (size_t at = slice->first; at < slice->end; at += RECORD_BATCH) {
        size_t count = batch_read(placing, &batch, at, slice->end), rows;
        tally_landed(&slice->tally, landed, count);
        for (size_t i = 0; i < count; i++) {
            if (landed->groups[i] < 0)
                continue;
            int32_t day = landed->dating.from[i];
            if (placing->landing.dated && day != INT32_MIN) {
                slice->least = day < slice->least ? day : slice->least;
                slice->most = day > slice->most ? day : slice->most;
            }
            const uint32_t *of =
                landing_rows(&placing->landing, batch.landed, landed->groups[i], &rows);
            for (size_t k = 0; k < rows; k++)
                slice->next[of[k] >> placing->row_bits]++;
        }
    }
    batch_free(&batch);
}

static unsigned bits_of(uint64_t most)
{
    return most == 0 ? 0 : 64 - (unsigned)__builtin_clzll(most);
}

/* Where each slice's entries of each part begin: in the order of parts, then of slices.
 */
static void find_starts(struct placing *placing)
{
    int32_t least = INT32_MAX, most = INT32_MIN;
    uint64_t at = 0;
    placing->placement->tally =
        (struct tally){.frame = placing->placement->frame,
                       .read = placing->placement->frame->record_count};
    for (size_t s = 0; s < placing->slice_count; s++) {
        const struct slice *slice = &placing->slices[s];
        tally_add(&placing->placement->tally, &slice->tally);
        least = slice->least < least ? slice->least : least;
        most = slice->most > most ? slice->most : most;
    }
    placing->least = least;
    placing->day_bits =
        least <= most ? bits_of((uint64_t)((int64_t)most - least) + 1) : 0;
    placing->part_starts =
        memory_get((placing->part_count + 1) * sizeof *placing->part_starts);
    for (size_t p = 0; p < placing->part_count; p++) {
        placing->part_starts[p] = at;
        for (size_t s = 0; s < placing->slice_count; s++) {
            uint64_t count = placing->slices[s].next[p];
            placing->slices[s].next[p] = at;
            at += count;
        }
    }
    placing->part_starts[placing->part_count] = at;
}

/* ---- the second walk ---- */

/* No day comes first. */
static uint64_t rank_of(const struct placing *placing, int32_t day)
{
    return day == INT32_MIN ? 0 : (uint64_t)((int64_t)day - placing->least) + 1;
}

static int32_t day_of(const struct placing *placing, uint64_t entry)
{
    uint64_t rank = (entry >> 32) & (((uint64_t)1 << placing->day_bits) - 1);
    return rank == 0 ? INT32_MIN : (int32_t)(placing->least + (int64_t)rank - 1);
}

static void add_entry(struct placing *placing, struct slice *slice, struct batch *batch,
                      uint32_t row, uint64_t rank, uint32_t item)
{
    size_t part = row >> placing->row_bits;
    uint64_t at = slice->next[part]++, mask = ((uint64_t)1 << placing->row_bits) - 1;
    if (batch->count == batch->room) {
        batch->room = batch->room * 2 + RECORD_BATCH;
        batch->at = memory_resize(batch->at, batch->room, sizeof *batch->at);
        batch->items = memory_resize(batch->items, batch->room, sizeof *batch->items);
    }
    batch->at[batch->count] = at;
    batch->items[batch->count++] = item;
    placing->placement->records[at] = batch->landed->records[item];
    placing->entries[at] = ((row & mask) << placing->day_bits | rank) << 32 |
                           (at - placing->part_starts[part]);
}

/* Fields of the batch's records, to where its entries are. */
static void carry(const struct placing *placing, const struct batch *batch, size_t count)
{
    const struct binding *binding = placing->grid->plan->binding;
    int64_t values[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    for (uint32_t i = 0; i < placing->placement->carried_count; i++) {
        struct carried *carried = &placing->placement->carried[i];
        if (carried->real) {
            double numbers[RECORD_BATCH];
            records_read_numbers(binding, carried->column, batch->landed->records, count, numbers,
                                 reasons);
            memcpy(values, numbers, count * sizeof *values);
        } else {
            records_read_whole(binding, carried->column, batch->landed->records, count, values,
                               reasons);
        }
        carried_write(carried, batch->at, batch->items, batch->count, values, reasons);
    }
}

static void deal_slice(void *self, size_t number, unsigned worker)
{
    struct placing *placing = self;
    struct slice *slice = &placing->slices[number];
    struct batch batch = {.landed = landed_new(&placing->landing)};
    struct landed *landed = batch.landed;
    (void)worker;
    for (size_t at = slice->first; at < slice->end; at += RECORD_BATCH) {
        size_t count = batch_read(placing, &batch, at, slice->end), rows;
        batch.count = 0;
        for (size_t i = 0; i < count; i++) {
            if (landed->groups[i] < 0)
                continue;
            uint64_t rank =
                placing->landing.dated ? rank_of(placing, landed->dating.from[i]) : 0;
            const uint32_t *of =
                landing_rows(&placing->landing, landed, landed->groups[i], &rows);
            for (size_t k = 0; k < rows; k++)
                add_entry(placing, slice, &batch, of[k], rank, (uint32_t)i);
        }
        carry(placing, &batch, count);
    }
    batch_free(&batch);
}

/* ---- parts ---- */

/* An entry and its record's place in file order. */
struct tied {
    uint64_t order, entry;
};

static int compare_tied(const void *a, const void *b)
{
    uint64_t x = ((const struct tied *)a)->order, y = ((const struct tied *)b)->order;
    return (x > y) - (x < y);
}

/* Records of a sorted frame do not come in file order: entries of one row and day are put
 * in it. False: they stood so already. */
static bool order_ties(const struct placing *placing, uint64_t first, size_t count)
{
    const struct placement *placement = placing->placement;
    uint64_t *entries = placing->entries + first;
    struct tied *tied = memory_get(count * sizeof *tied);
    bool moved = false;
    for (size_t i = 0, ties; i < count; i += ties) {
        bool rising = true;
        for (ties = 0; i + ties < count && entries[i + ties] >> 32 == entries[i] >> 32;
             ties++) {
            uint64_t entry = entries[i + ties];
            uint32_t record = placement->records[first + (uint32_t)entry];
            tied[ties] = (struct tied){frame_order(placement->frame, record), entry};
            rising = rising && (ties == 0 || tied[ties - 1].order < tied[ties].order);
        }
        if (rising)
            continue;
        qsort(tied, ties, sizeof *tied, compare_tied);
        for (size_t k = 0; k < ties; k++)
            entries[i + k] = tied[k].entry;
        moved = true;
    }
    free(tied);
    return moved;
}

/* What belongs to the entries follows them. */
static void follow_entries(struct placing *placing, uint64_t first, size_t count)
{
    struct placement *placement = placing->placement;
    const uint64_t *entries = placing->entries + first;
    uint32_t *room = memory_get(count * sizeof(uint64_t));
    for (size_t i = 0; i < count; i++)
        room[i] = placement->records[first + (uint32_t)entries[i]];
    memcpy(placement->records + first, room, count * sizeof *room);
    for (uint32_t i = 0; i < placement->carried_count; i++)
        carried_order(&placement->carried[i], first, entries, count, room);
    free(room);
}

static void end_periods(const struct placing *placing, size_t row,
                        const uint64_t *entries, size_t count)
{
    uint32_t *ends = placing->placement->period_ends + row * placing->periods;
    memset(ends, 0, placing->periods * sizeof *ends);
    for (size_t i = 0; i < count; i++) {
        int32_t first, last, day = day_of(placing, entries[i]);
        axis_days_find(&placing->landing.days, day, day,
                       day == INT32_MIN ? DATED_NOT : DATED_FULLY, &first, &last);
        ends[first] = (uint32_t)i + 1;
    }
    for (size_t p = 1; p < placing->periods; p++)
        ends[p] = ends[p] < ends[p - 1] ? ends[p - 1] : ends[p];
}

/* Periods of entries that may fall in several. */
static void read_periods(const struct placing *placing, uint64_t first, uint64_t end)
{
    struct placement *placement = placing->placement;
    struct dating *dating = memory_get(sizeof *dating);
    for (uint64_t at = first; at < end; at += RECORD_BATCH) {
        size_t count = end - at < RECORD_BATCH ? (size_t)(end - at) : RECORD_BATCH;
        dating_read(placing->grid->plan, placing->placement->period,
                    placement->records + at, count, dating);
        for (size_t i = 0; i < count; i++)
            axis_days_find(&placing->landing.days, dating->from[i], dating->to[i],
                           (enum dated)dating->dated[i], &placement->first[at + i],
                           &placement->last[at + i]);
    }
    free(dating);
}

static void end_part(void *self, size_t number, unsigned worker)
{
    struct placing *placing = self;
    struct placement *placement = placing->placement;
    uint64_t at = placing->part_starts[number], end = placing->part_starts[number + 1];
    size_t row = number << placing->row_bits, rows = (size_t)1 << placing->row_bits;
    unsigned shift = 32 + placing->day_bits;
    (void)worker;
    bool moved = entries_sort(placing->entries + at, (size_t)(end - at),
                              placing->row_bits + placing->day_bits);
    if (placing->ties)
        moved = order_ties(placing, at, (size_t)(end - at)) || moved;
    if (moved)
        follow_entries(placing, at, (size_t)(end - at));
    if (placement->first != NULL)
        read_periods(placing, at, end);
    for (size_t k = 0; k < rows && row + k < placing->rows; k++) {
        uint64_t first = at;
        while (at < end && placing->entries[at] >> shift == k)
            at++;
        placement->starts[row + k + 1] = at;
        if (placement->period_ends != NULL)
            end_periods(placing, row + k, placing->entries + first, (size_t)(at - first));
    }
    assert(at == end);
}

/* ---- all of it ---- */

static void make_slices(struct placing *placing, unsigned threads)
{
    size_t total = (size_t)placing->placement->frame->record_count;
    size_t size = total / (threads * 4u) / SLICE * SLICE;
    if (size < SLICE || threads == 1)
        size = threads == 1 ? total + 1 : SLICE;
    placing->slice_count = total / size + 1;
    placing->slices = memory_get_zeroed(placing->slice_count, sizeof *placing->slices);
    for (size_t s = 0; s < placing->slice_count; s++) {
        struct slice *slice = &placing->slices[s];
        slice->first = s * size < total ? s * size : total;
        slice->end = (s + 1) * size < total ? (s + 1) * size : total;
        slice->next = memory_get_zeroed(placing->part_count, sizeof *slice->next);
    }
}

/* Days take up to 22 bits, so that rows within a part may take 10. */
static void make_parts(struct placing *placing)
{
    size_t total = (size_t)placing->placement->frame->record_count;
    size_t wanted = total / PART_ENTRIES + 1;
    wanted = wanted > PARTS_MOST ? PARTS_MOST : wanted;
    while (placing->row_bits < (placing->landing.dated ? 10 : 31) &&
           placing->rows > wanted << placing->row_bits)
        placing->row_bits++;
    placing->part_count = (placing->rows >> placing->row_bits) + 1;
}

static void open_entries(struct placing *placing)
{
    struct placement *placement = placing->placement;
    size_t count = (size_t)placing->part_starts[placing->part_count];
    placing->entries = memory_get(count * sizeof *placing->entries);
    placement->records = memory_get(count * sizeof *placement->records);
    for (uint32_t i = 0; i < placement->carried_count; i++)
        placement->carried[i] = carried_open(placing->grid->plan->binding,
                                             placement->carried[i].column, count);
    if (placement->everywhere)
        return;
    if (placing->placement->period[1] == BOUND_NONE) {
        placement->period_count = placing->periods;
        placement->period_ends = memory_get_zeroed(placing->rows * placing->periods + 1,
                                                   sizeof *placement->period_ends);
    } else {
        placement->first = memory_get(count * sizeof *placement->first);
        placement->last = memory_get(count * sizeof *placement->last);
    }
}

static void run(struct placing *placing)
{
    const struct grid *grid = placing->grid;
    struct placement *placement = placing->placement;
    unsigned threads = task_threads(
        grid->plan->threads, (size_t)placing->placement->frame->record_count / SLICE + 1);
    make_parts(placing);
    make_slices(placing, threads);
    placement->starts = memory_get_zeroed(grid->row_count + 1, sizeof *placement->starts);
    if (placing->rows > 0) {
        task_each(threads, placing->slice_count, count_slice, placing);
        find_starts(placing);
        open_entries(placing);
        task_each(threads, placing->slice_count, deal_slice, placing);
        task_each(threads, placing->part_count, end_part, placing);
    }
    for (size_t row = placing->rows; row < grid->row_count; row++)
        placement->starts[row + 1] = placement->starts[placing->rows];
}

void placing_run(const struct grid *grid, struct placement *placement, bool ordered,
                 const uint32_t *columns, size_t count)
{
    struct placing placing = {.grid = grid, .placement = placement};
    placing.ties = ordered && placement->frame->sorted_by != KEY_NONE;
    placement->carried = memory_get_zeroed(count, sizeof *placement->carried);
    placement->carried_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        placement->carried[i].column = columns[i];
    placing.periods = grid->period_count;
    placing.rows = placement->shared && grid->row_count > 0 ? 1 : grid->row_count;
    landing_init(&placing.landing, grid, placement, 0, grid->row_count);
    run(&placing);
    landing_clear(&placing.landing);
    for (size_t s = 0; s < placing.slice_count; s++)
        free(placing.slices[s].next);
    free(placing.slices);
    free(placing.entries);
    free(placing.part_starts);
}
