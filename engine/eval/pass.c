/* pass.c - working the figures of a work out: which course suits, and running it.
 *
 * Units and totals are two passes where that lets a sorted frame be read as it stands:
 * each unit is a stretch of every run, and totals are few cells. Ranges of rows, or
 * shares of the frame, go to all processors; what they find does not depend on who worked
 * on what.
 *
 * A running pass is freed when it ends.
 */
#include "eval/measure_work.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/task.h"

enum {
    RANGE_CELLS = 8192,      /* so that they fit the cache */
    RANGE_ENTRIES = 1 << 17, /* so that there is enough for all */
    RANGES_WANTED = 64,
    SHARE_RECORDS = SEGMENT_RECORDS < 1 << 16 ? SEGMENT_RECORDS : 1 << 16,
    SHARE_ROOM =
        4 << 20, /* bytes of all cells of one thread; and of its lists or marks */
};

/* ---- which course ---- */

/* Different values are marked cell by cell where that takes less room than a list of them
 * all. */
static bool is_marked(const struct work *work, const struct lane *lane, size_t cells)
{
    size_t records = (size_t)work->placement->frame->record_count;
    return lane->gathers & GATHER_LIST && lane->stamped && !lane->numbers &&
           cells * lane_mark_words(lane) * sizeof(uint64_t) <=
               records * (sizeof(union value) + sizeof(uint32_t));
}

/* Whether all cells of these rows are few enough for every thread to have its own. */
static bool are_few(const struct work *work, size_t rows)
{
    size_t cells = rows * work->columns, bytes = 0, listed = 0;
    size_t records = (size_t)work->placement->frame->record_count;
    size_t room = work->cube->plan->share_room;
    room = room == 0 ? SHARE_ROOM : room;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        const struct lane *lane = &work->lanes[i];
        bytes += lane_cell_bytes(lane);
        if (is_marked(work, lane, cells))
            listed += cells * lane_mark_words(lane) * sizeof(uint64_t);
        else if (lane->gathers & GATHER_LIST)
            listed += records * (sizeof(union value) + sizeof(uint32_t) +
                                 (lane->second != SLOT_NONE) * sizeof(double));
    }
    for (uint32_t i = 0; i < work->coded_count; i++)
        bytes += (size_t)work->coded[i].tallied * (work->coded[i].codes + 1) *
                 sizeof(uint32_t);
    return cells <= room / (bytes + 1) && listed <= room;
}

/* Whether units are the targets of the key that the frame is sorted by, in their order.
 */
static bool are_stretches(const struct work *work)
{
    const struct plan *plan = work->cube->plan;
    const struct frame *frame = work->placement->frame;
    const struct way *way = plan_way(plan, frame);
    return frame->sorted_by != KEY_NONE && !plan->units.whole &&
           plan->units.column_count == 0 && !work->placement->shared &&
           way->kind == WAY_KEYS && way->key_count == 1 &&
           way->keys[0] == frame->sorted_by;
}

/* The passes that read records where they stand; 0: they are dealt out. */
static size_t find_passes(const struct work *work, struct pass passes[2])
{
    size_t units = work->cube->grid->unit_count, count = 0;
    if (work->rows == 0)
        return 0;
    if (are_few(work, work->rows)) {
        passes[count++] = (struct pass){COURSE_SHARES, 0, work->rows};
        return count;
    }
    if (!are_stretches(work) ||
        (work->rows > units && !are_few(work, work->rows - units)))
        return 0;
    passes[count++] = (struct pass){COURSE_RUNS, 0, units};
    if (work->rows > units)
        passes[count++] = (struct pass){COURSE_SHARES, units, work->rows};
    return count;
}

/* ---- a pass ---- */

struct running {
    struct work *work;
    const struct landing *landing; /* NULL: entries */
    size_t *starts;                /* of ranges: rows */
    size_t count;                  /* ranges, or shares */
    size_t most;                   /* rows of a range */
    unsigned threads;
    struct range *items; /* of each worker, made when it first has something to do */
};

static bool gives_texts(const struct work *work)
{
    for (uint32_t i = 0; i < work->measure_count; i++)
        if (work->cube->plan->steps[work->measures[i].step].kind == FIGURE_TEXT)
            return true;
    return false;
}

static struct range *range_of(struct running *running, unsigned worker)
{
    struct range *range = &running->items[worker];
    if (range->work == NULL)
        range_init(range, running->work, running->landing,
                   running->most * running->work->columns);
    return range;
}

static void finish_rows(struct range *range)
{
    range_close(range);
    range_order_lists(range);
    range_finish(range);
}

static void end_pass(struct running *running, struct tally *tally)
{
    struct work *work = running->work;
    for (unsigned i = 0; i < running->threads; i++) {
        struct range *range = &running->items[i];
        if (range->work == NULL)
            continue;
        for (uint32_t m = 0; m < work->measure_count; m++)
            work->measures[m].short_somewhere |= range->short_somewhere[m] != 0;
        tally_add(tally, &range->tally);
        range_clear(range);
    }
    free(running->items);
    free(running->starts);
}

/* ---- ranges of rows ---- */

/* Of few cells, and of not too many entries where those are known. */
static void cut_ranges(struct running *running)
{
    const struct work *work = running->work;
    const uint64_t *entries = running->landing == NULL ? work->placement->starts : NULL;
    size_t end = work->pass.end_row;
    size_t cells = RANGE_CELLS / work->columns > 0 ? RANGE_CELLS / work->columns : 1;
    if (entries == NULL && end / RANGES_WANTED + 1 < cells)
        cells = end / RANGES_WANTED + 1;
    running->starts = memory_get((end + 1) * sizeof *running->starts);
    for (size_t row = 0; row < end;) {
        size_t first = row++;
        while (row < end && row - first < cells &&
               (entries == NULL || entries[row + 1] - entries[first] <= RANGE_ENTRIES))
            row++;
        running->starts[running->count++] = first;
        running->most = row - first > running->most ? row - first : running->most;
    }
    running->starts[running->count] = end;
}

/* The first record of a run whose target is that or a later one; what has none is last.
 */
static uint64_t find_target(const struct frame *frame, uint64_t low, uint64_t high,
                            uint32_t target)
{
    const struct vector *rows = frame->keys[frame->sorted_by].rows;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        const struct vector *vector = &rows[middle / SEGMENT_RECORDS];
        size_t number = (size_t)(middle % SEGMENT_RECORDS);
        if (vector_state_at(vector, number) == STATE_PRESENT &&
            vector_at(vector, number) < (int64_t)target)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The ranges' stretches make up the whole of each run, so that every record is told of
 * once. */
static bool gather_stretches(const struct running *running, size_t number,
                             struct range *range)
{
    const struct frame *frame = running->work->placement->frame;
    const struct grid_row *rows = running->work->cube->grid->rows;
    for (uint64_t run = 0; run < frame->record_count; run += RUN_RECORDS) {
        uint64_t first = run, end = run + RUN_RECORDS;
        if (end > frame->record_count)
            end = frame->record_count;
        if (number + 1 < running->count)
            end =
                find_target(frame, first, end, rows[running->starts[number + 1]].record);
        if (number > 0)
            first = find_target(frame, first, end, rows[running->starts[number]].record);
        if (!range_gather_records(range, first, end))
            return false;
    }
    return true;
}

static bool run_range(void *self, size_t number, unsigned worker, struct fault *fault)
{
    struct running *running = self;
    struct range *range = range_of(running, worker);
    size_t row = running->starts[number];
    range->fault = fault;
    range_open(range, row, running->starts[number + 1] - row);
    if (running->landing == NULL ? !range_gather(range)
                                 : !gather_stretches(running, number, range))
        return false;
    finish_rows(range);
    return true;
}

static bool run_ranges(struct work *work, const struct landing *landing,
                       struct tally *tally, struct fault *fault)
{
    struct running running = {.work = work, .landing = landing};
    cut_ranges(&running);
    /* the texts of a cube are numbered in order */
    running.threads =
        gives_texts(work) ? 1 : task_threads(work->cube->plan->threads, running.count);
    running.items = memory_get_zeroed(running.threads, sizeof *running.items);
    bool done = task_try(running.threads, running.count, run_range, &running, fault);
    end_pass(&running, tally);
    return done;
}

/* ---- shares of the frame ---- */

static bool run_share(void *self, size_t number, unsigned worker, struct fault *fault)
{
    struct running *running = self;
    const struct pass *pass = &running->work->pass;
    bool begins = running->items[worker].work == NULL;
    struct range *range = range_of(running, worker);
    uint64_t first = (uint64_t)number * SHARE_RECORDS, end = first + SHARE_RECORDS;
    uint64_t total = running->work->placement->frame->record_count;
    range->fault = fault;
    if (begins)
        range_open(range, pass->first_row, pass->end_row - pass->first_row);
    return range_gather_records(range, first, end < total ? end : total);
}

/* Puts all that the workers have together and finishes it. */
static bool finish_shares(struct running *running)
{
    struct range *all = NULL;
    for (unsigned i = 0; i < running->threads; i++) {
        struct range *range = &running->items[i];
        if (range->work == NULL)
            continue;
        if (all == NULL)
            all = range;
        else if (!range_merge(all, range))
            return false;
    }
    finish_rows(all);
    return true;
}

static bool run_shares(struct work *work, const struct landing *landing,
                       struct tally *tally, struct fault *fault)
{
    uint64_t records = work->placement->frame->record_count;
    struct running running = {
        .work = work,
        .landing = landing,
        .most = work->pass.end_row - work->pass.first_row,
        .count = (size_t)(records / SHARE_RECORDS) + 1,
    };
    running.threads = task_threads(work->cube->plan->threads, running.count);
    running.items = memory_get_zeroed(running.threads, sizeof *running.items);
    bool done = task_try(running.threads, running.count, run_share, &running, fault) &&
                finish_shares(&running);
    end_pass(&running, tally);
    return done;
}

/* ---- all of it ---- */

static bool run_pass(struct work *work, const struct pass *pass, struct fault *fault)
{
    struct placement *placement = work->placement;
    struct landing landing;
    struct tally tally = {.frame = placement->frame,
                          .read = placement->frame->record_count};
    size_t cells = (pass->end_row - pass->first_row) * work->columns;
    work->pass = *pass;
    for (uint32_t i = 0; i < work->lane_count; i++)
        work->lanes[i].marked =
            pass->course == COURSE_SHARES && is_marked(work, &work->lanes[i], cells);
    landing_init(&landing, work->cube->grid, placement, pass->first_row, pass->end_row);
    bool done = pass->course == COURSE_SHARES ? run_shares(work, &landing, &tally, fault)
                                              : run_ranges(work, &landing, &tally, fault);
    landing_clear(&landing);
    placement->tally = tally;
    return done;
}

/* Puts the records in their rows, with the fields that the lanes read. */
static bool run_dealt(struct work *work, struct fault *fault)
{
    size_t room = (size_t)work->coded_count + work->column_count;
    uint32_t *columns = arena_get(work->arena, (room + 1) * sizeof *columns);
    struct tally none = {0};
    work->pass = (struct pass){COURSE_DEALT, 0, work->rows};
    for (uint32_t i = 0; i < work->lane_count; i++)
        work->lanes[i].marked = false;
    grid_fill(work->cube->grid, work->placement, work->ordered, columns,
              work_fields(work, columns));
    return run_ranges(work, NULL, &none, fault);
}

bool work_run(struct work *work, struct fault *fault)
{
    struct pass passes[2];
    size_t count = find_passes(work, passes);
    bool done = count > 0;
    for (size_t i = 0; i < count && done; i++)
        done = run_pass(work, &passes[i], fault);
    /* Records in file order say which of them disagree. */
    return done || run_dealt(work, fault);
}
