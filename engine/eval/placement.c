/* placement.c - a frame's records, row by row.
 *
 * Two passes over the frame: the first finds each record's group (its list of unit rows),
 * its day and its periods; then the records, put in the order of their days, are dealt
 * out to their rows by counting. Both steps are stable, so a row's entries stand by day
 * and then in file order. What counts for every unit is kept once.
 *
 * A placement's arrays are its own: placement_clear frees them.
 */
#include "eval/placement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct placing {
    struct grid *grid;
    const struct bound_source *source;
    struct placement *placement;
    struct road road;
    size_t total;
    int32_t *groups, *days, *first,
        *last;            /* by record; first and last NULL when everywhere */
    int32_t *day_periods; /* the period of each day of the axis, or -1 */
    int32_t axis_first, axis_last;
};

/* ---- what cannot be placed ---- */

static const char *const grain_words[] = {"day", "month", "quarter", "year"};

static enum grain grain_of(const struct bound_column *column)
{
    return column->type == COLUMN_DATE ? column->grain : GRAIN_YEAR;
}

static enum grain axis_grain(const struct plan *plan)
{
    int32_t days = plan->periods[0].last_day - plan->periods[0].first_day + 1;
    return days >= 365 ? GRAIN_YEAR : days >= 89 ? GRAIN_QUARTER : GRAIN_MONTH;
}

static const char *column_name(const struct bound_column *column)
{
    return column->op == OP_FIELD ? column->end->columns[column->column].name
                                  : op_word(column->op);
}

static bool check_grain(const struct plan *plan, const struct bound_source *source,
                        struct fault *fault)
{
    if (source->everywhere || plan->all_time || plan->period_count == 0)
        return true;
    for (size_t i = 0; i < 2; i++) {
        if (source->period[i] == BOUND_NONE)
            continue;
        const struct bound_column *column = &plan->binding->columns[source->period[i]];
        enum grain theirs = grain_of(column), ours = axis_grain(plan);
        /* A dataset's own period column is named nowhere in the script. */
        struct place place = column->place;
        if (place.file == NULL)
            place = (struct place){catalogue_text(plan->catalogue, plan->evaluation->file),
                                   plan->evaluation->line};
        if (theirs > ours)
            return fault_at(
                fault, FAULT_DATA, place,
                "a %s cannot be placed in %ss: records of '%s' are dated by column "
                "'%s', which says only the %s. evaluate by %ss, or date them by "
                "another column: data.%s:dated \"…\"",
                grain_words[theirs], grain_words[ours], source->frame->name,
                column_name(column), grain_words[theirs], grain_words[theirs],
                source->frame->name);
    }
    return true;
}

/* ---- the first pass: each record's group, day and periods ---- */

enum { AXIS_DAYS = 1 << 20 };

/* A table from day to period, where the axis is short enough: a single date is one
 * look-up. */
static void table_days(struct placing *placing)
{
    const struct plan *plan = placing->grid->plan;
    if (plan->all_time || plan->period_count == 0)
        return;
    placing->axis_first = plan->periods[0].first_day;
    placing->axis_last = plan->periods[plan->period_count - 1].last_day;
    int64_t days = (int64_t)placing->axis_last - placing->axis_first + 1;
    if (days > AXIS_DAYS)
        return;
    placing->day_periods = memory_get((size_t)days * sizeof *placing->day_periods);
    memset(placing->day_periods, 0xFF, (size_t)days * sizeof *placing->day_periods);
    for (size_t p = 0; p < plan->period_count; p++)
        for (int32_t day = plan->periods[p].first_day; day <= plan->periods[p].last_day;
             day++)
            placing->day_periods[day - placing->axis_first] = (int32_t)p;
}

static void find_periods(const struct placing *placing, int32_t from, int32_t to,
                         int32_t *first, int32_t *last)
{
    if (from != to || placing->day_periods == NULL) {
        periods_touched(placing->grid->plan, from, to, first, last);
        return;
    }
    int32_t period = from < placing->axis_first || from > placing->axis_last
                         ? -1
                         : placing->day_periods[from - placing->axis_first];
    *first = period < 0 ? 0 : period;
    *last = period;
}

/* Counts what becomes of a record, and takes those that have no cell out of their group.
 */
static void tally_record(struct placing *placing, size_t record, enum dated dated)
{
    struct tally *tally = &placing->placement->tally;
    int32_t *group = &placing->groups[record];
    bool everywhere = placing->first == NULL;
    if (*group == GROUP_BROKEN) {
        tally->broken_key++;
    } else if (*group == GROUP_BLANK) {
        tally->no_unit++;
    } else if (*group == GROUP_OTHER) {
        tally->other_unit++;
    } else if (!everywhere && placing->first[record] > placing->last[record]) {
        *group = GROUP_OTHER;
        if (dated == DATED_NOT)
            tally->no_period++;
        else
            tally->other_period++;
    } else {
        tally->used++;
    }
}

static void date_batch(struct placing *placing, const uint32_t *records, size_t count,
                       struct dating *dating)
{
    const struct plan *plan = placing->grid->plan;
    size_t at = records[0];
    dating_read(plan, placing->source->period, records, count, dating);
    memcpy(placing->days + at, dating->from, count * sizeof *dating->from);
    if (placing->first == NULL)
        return;
    for (size_t i = 0; i < count; i++) {
        int32_t *first = &placing->first[at + i], *last = &placing->last[at + i];
        if (plan->all_time) {
            *first = *last = 0;
        } else if (dating->dated[i] == DATED_NOT) {
            *first = 0;
            *last = -1;
        } else {
            find_periods(placing, dating->from[i], dating->to[i], first, last);
        }
    }
}

static void read_records(struct placing *placing)
{
    struct dating *dating = memory_get_zeroed(1, sizeof *dating);
    uint32_t records[RECORD_BATCH];
    bool dated = placing->source->period[0] != BOUND_NONE;
    for (size_t at = 0; at < placing->total; at += RECORD_BATCH) {
        size_t count =
            placing->total - at < RECORD_BATCH ? placing->total - at : RECORD_BATCH;
        for (size_t i = 0; i < count; i++)
            records[i] = (uint32_t)(at + i);
        road_read(&placing->road, records, count, placing->groups + at);
        if (dated)
            date_batch(placing, records, count, dating);
        for (size_t i = 0; i < count; i++)
            tally_record(placing, at + i, dating->dated[i]);
    }
    free(dating);
}

/* ---- the order of days ---- */

/* One pass of a stable sort, by 16 bits of the day. */
static void sort_pass(const int32_t *days, const uint32_t *from, size_t count,
                      unsigned shift, uint32_t *to)
{
    uint32_t *starts = memory_get_zeroed((1 << 16) + 1, sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[((((uint32_t)days[from[i]] ^ 0x80000000u) >> shift) & 0xFFFF) + 1]++;
    for (size_t i = 0; i < 1 << 16; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < count; i++)
        to[starts[(((uint32_t)days[from[i]] ^ 0x80000000u) >> shift) & 0xFFFF]++] =
            from[i];
    free(starts);
}

/* The records that have a group, by day and then as they stand. */
static uint32_t *order_records(const struct placing *placing, size_t *kept)
{
    uint32_t *order = memory_get(placing->total * sizeof *order);
    bool sorted = true;
    *kept = 0;
    for (size_t i = 0; i < placing->total; i++)
        if (placing->groups[i] >= 0)
            order[(*kept)++] = (uint32_t)i;
    for (size_t i = 1; placing->days != NULL && i < *kept && sorted; i++)
        sorted = placing->days[order[i - 1]] <= placing->days[order[i]];
    if (sorted)
        return order;
    uint32_t *other = memory_get(placing->total * sizeof *other);
    sort_pass(placing->days, order, *kept, 0, other);
    sort_pass(placing->days, other, *kept, 16, order);
    free(other);
    return order;
}

/* ---- the second pass: dealing out ---- */

static void add_entry(const struct placing *placing, uint64_t at, uint32_t record)
{
    struct placement *placement = placing->placement;
    placement->records[at] = record;
    if (placing->first == NULL)
        return;
    const struct plan *plan = placing->grid->plan;
    placement->first[at] = placing->first[record];
    placement->last[at] = placing->last[record];
    placement->in_overall[at] = placing->first[record] <= plan->own_last &&
                                placing->last[record] >= plan->own_first;
}

static void open_entries(const struct placing *placing, uint64_t count)
{
    struct placement *placement = placing->placement;
    placement->records = memory_get(count * sizeof *placement->records);
    if (placing->first == NULL)
        return;
    placement->first = memory_get(count * sizeof *placement->first);
    placement->last = memory_get(count * sizeof *placement->last);
    placement->in_overall = memory_get(count);
}

/* All rows have the same entries: they are those of row 0. */
static void deal_once(const struct placing *placing, const uint32_t *order, size_t kept)
{
    struct placement *placement = placing->placement;
    size_t rows = placing->grid->row_count;
    if (rows == 0)
        kept = 0;
    placement->shared = true;
    open_entries(placing, kept);
    for (size_t i = 0; i < kept; i++)
        add_entry(placing, i, order[i]);
    for (size_t i = 1; i <= rows; i++)
        placement->starts[i] = kept;
}

static void deal_out(const struct placing *placing, const uint32_t *order, size_t kept)
{
    const struct grid *grid = placing->grid;
    struct placement *placement = placing->placement;
    uint32_t *rows = memory_get((grid->row_count * 2 + 1) * sizeof *rows);
    uint8_t *taken = memory_get_zeroed(grid->row_count + 1, 1);
    uint64_t *next = memory_get_zeroed(grid->row_count + 1, sizeof *next);
    for (size_t i = 0; i < kept; i++) {
        size_t count =
            road_rows_and_totals(&placing->road, placing->groups[order[i]], taken, rows);
        for (size_t k = 0; k < count; k++)
            placement->starts[rows[k] + 1]++;
    }
    for (size_t r = 0; r < grid->row_count; r++)
        placement->starts[r + 1] += next[r] = placement->starts[r];
    open_entries(placing, placement->starts[grid->row_count]);
    for (size_t i = 0; i < kept; i++) {
        size_t count =
            road_rows_and_totals(&placing->road, placing->groups[order[i]], taken, rows);
        for (size_t k = 0; k < count; k++)
            add_entry(placing, next[rows[k]]++, order[i]);
    }
    free(next);
    free(taken);
    free(rows);
}

static void place(struct placing *placing)
{
    size_t total = placing->total, kept;
    struct placement *placement = placing->placement;
    placing->groups = memory_get(total * sizeof *placing->groups);
    if (placing->source->period[0] != BOUND_NONE) {
        placing->days = memory_get(total * sizeof *placing->days);
        if (!placement->everywhere) {
            placing->first = memory_get(total * sizeof *placing->first);
            placing->last = memory_get(total * sizeof *placing->last);
            table_days(placing);
        }
    }
    read_records(placing);
    uint32_t *order = order_records(placing, &kept);
    placement->starts =
        memory_get_zeroed(placing->grid->row_count + 1, sizeof *placement->starts);
    if (!placing->grid->plan->units.whole && placing->road.way->kind == WAY_ALL)
        deal_once(placing, order, kept);
    else
        deal_out(placing, order, kept);
    free(order);
    free(placing->groups);
    free(placing->days);
    free(placing->first);
    free(placing->last);
    free(placing->day_periods);
}

/* The same column of the same dataset, however each mention of it is narrowed. */
static bool same_column(const struct plan *plan, uint32_t a, uint32_t b)
{
    if (a == b || a == BOUND_NONE || b == BOUND_NONE)
        return a == b;
    const struct bound_column *one = &plan->binding->columns[a];
    const struct bound_column *other = &plan->binding->columns[b];
    return one->op == OP_FIELD && other->op == OP_FIELD && one->frame == other->frame &&
           one->end == other->end && one->column == other->column &&
           one->key_count == other->key_count &&
           memcmp(one->keys, other->keys, one->key_count * sizeof *one->keys) == 0;
}

const struct placement *grid_place(struct grid *grid, const struct bound_source *source,
                                   struct fault *fault)
{
    struct bound_source dating = *source;
    for (size_t i = 0; i < grid->placement_count; i++) {
        const struct placement *old = &grid->placements[i];
        if (old->frame == source->frame && old->everywhere == source->everywhere &&
            same_column(grid->plan, old->period[0], source->period[0]) &&
            same_column(grid->plan, old->period[1], source->period[1]))
            return old;
    }
    if (!check_grain(grid->plan, source, fault))
        return NULL;
    assert(grid->placement_count <= grid->plan->binding->source_count);
    assert(source->everywhere || source->period[0] != BOUND_NONE);
    struct placement *placement = &grid->placements[grid->placement_count++];
    *placement = (struct placement){
        .frame = source->frame,
        .everywhere = source->everywhere,
        .period = {source->period[0], source->period[1]},
        .tally = {.frame = source->frame, .read = source->frame->record_count},
    };
    struct placing placing = {.grid = grid,
                              .source = &dating,
                              .placement = placement,
                              .total = (size_t)source->frame->record_count};
    road_init(&placing.road, grid, plan_way(grid->plan, source->frame));
    place(&placing);
    road_clear(&placing.road);
    return placement;
}

void placement_entries(const struct placement *placement, size_t row, uint64_t *first,
                       uint64_t *end)
{
    if (placement->shared)
        row = 0;
    *first = placement->starts[row];
    *end = placement->starts[row + 1];
}

void placement_clear(struct placement *placement)
{
    free(placement->starts);
    free(placement->records);
    free(placement->first);
    free(placement->last);
    free(placement->in_overall);
}
