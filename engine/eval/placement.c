/* placement.c - a frame's records, row by row.
 *
 * Records are dealt out to parts of the rows, and each part is put in order by itself: by row, by
 * day, and then as they stand. So nothing larger than a part is walked out of order, and slices of
 * the frame, and then parts, can be worked on by all processors; the order is the same whatever
 * their number. What counts for every unit is kept once.
 *
 * A placement's arrays are its own: placement_clear frees them.
 */
#include "eval/placement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "eval/placing.h"

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

struct placement *grid_place(struct grid *grid, const struct bound_source *source,
                                   struct fault *fault)
{
    for (size_t i = 0; i < grid->placement_count; i++) {
        struct placement *old = &grid->placements[i];
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
    placement->shared = !grid->plan->units.whole &&
                        plan_way(grid->plan, source->frame)->kind == WAY_ALL;
    return placement;
}

void grid_fill(struct grid *grid, struct placement *placement, bool ordered,
               const uint32_t *columns, size_t count)
{
    if (!placement->filled)
        placing_run(grid, placement, ordered, columns, count);
    placement->filled = true;
}

void placement_entries(const struct placement *placement, size_t row, uint64_t *first,
                       uint64_t *end)
{
    if (placement->shared)
        row = 0;
    *first = placement->starts[row];
    *end = placement->starts[row + 1];
}

void placement_read_periods(const struct placement *placement, size_t row, uint64_t first,
                            uint64_t end, int32_t *from, int32_t *to)
{
    size_t period = 0;
    if (placement->shared)
        row = 0;
    for (uint64_t entry = first; entry < end; entry++) {
        if (placement->period_ends == NULL) {
            from[entry - first] = placement->first[entry];
            to[entry - first] = placement->last[entry];
            continue;
        }
        const uint32_t *ends = placement->period_ends + row * placement->period_count;
        while (entry >= placement->starts[row] + ends[period])
            period++;
        from[entry - first] = to[entry - first] = (int32_t)period;
    }
}

void placement_clear(struct placement *placement)
{
    free(placement->starts);
    free(placement->records);
    free(placement->period_ends);
    free(placement->first);
    free(placement->last);
    placement_drop_carried(placement);
}
