/* landing.c - where the records of a frame land: their rows and their periods.
 *
 * Most records have one row and one date: then a row is one look-up by group and a period
 * one by day. Groups are few beside records, so how many rows each has is settled
 * beforehand.
 */
#include "eval/landing.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

const uint32_t *landing_rows(const struct landing *landing, struct landed *landed,
                             int32_t group, size_t *count)
{
    int32_t lone = landing->lone_rows[group];
    if (lone != ROWS_SEVERAL) {
        *count = lone != ROW_NONE;
        return (const uint32_t *)&landing->lone_rows[group];
    }
    size_t all = road_rows_and_totals(&landing->road, group, landed->taken, landed->rows);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (landed->rows[i] >= landing->first_row && landed->rows[i] < landing->end_row)
            landed->rows[(*count)++] = landed->rows[i];
    return landed->rows;
}

static size_t count_groups(const struct landing *landing)
{
    const struct grid *grid = landing->road.grid;
    if (grid->plan->units.whole || landing->placement->shared)
        return 1;
    return landing->road.way->kind == WAY_MATCH ? landing->road.matched.count
                                                : grid->units_of.count;
}

static void find_lone_rows(struct landing *landing)
{
    size_t groups = count_groups(landing), count;
    struct landed *landed = landed_new(landing);
    landing->lone_rows = memory_get_zeroed(groups + 1, sizeof *landing->lone_rows);
    for (size_t g = 0; g < groups && !landing->placement->shared; g++) {
        landing->lone_rows[g] = ROWS_SEVERAL;
        const uint32_t *rows = landing_rows(landing, landed, (int32_t)g, &count);
        if (count < 2)
            landing->lone_rows[g] = count == 0 ? ROW_NONE : (int32_t)rows[0];
        landing->most_rows = count > landing->most_rows ? count : landing->most_rows;
    }
    if (landing->placement->shared)
        landing->lone_rows[0] = 0; /* for all of them */
    landed_free(landed);
}

void landing_init(struct landing *landing, const struct grid *grid,
                  const struct placement *placement, size_t first_row, size_t end_row)
{
    *landing = (struct landing){.placement = placement,
                                .first_row = first_row,
                                .end_row = end_row,
                                .most_rows = 1,
                                .dated = placement->period[0] != BOUND_NONE};
    road_init(&landing->road, grid, plan_way(grid->plan, placement->frame));
    find_lone_rows(landing);
    if (!placement->everywhere)
        axis_days_init(&landing->days, grid->plan);
}

void landing_clear(struct landing *landing)
{
    road_clear(&landing->road);
    free(landing->lone_rows);
    axis_days_clear(&landing->days);
}

struct landed *landed_new(const struct landing *landing)
{
    struct landed *landed = memory_get(sizeof *landed);
    size_t rows = landing->road.grid->row_count;
    landed->rows = memory_get((rows * 2 + 1) * sizeof *landed->rows);
    landed->taken = memory_get_zeroed(rows + 1, 1);
    memset(&landed->dating, 0, sizeof landed->dating);
    return landed;
}

void landed_free(struct landed *landed)
{
    if (landed == NULL)
        return;
    free(landed->rows);
    free(landed->taken);
    free(landed);
}

/* ---- periods ---- */

/* A date is one look-up. What has none stands before the table. */
static void find_single_periods(const struct landing *landing, struct landed *landed,
                                size_t count)
{
    const struct axis_days *days = &landing->days;
    uint32_t span = (uint32_t)(days->last - days->first);
    for (size_t i = 0; i < count; i++) {
        uint32_t day = (uint32_t)landed->dating.from[i] - (uint32_t)days->first;
        int32_t period = day <= span ? days->periods[day] : -1;
        landed->first[i] = period < 0 ? 0 : period;
        landed->last[i] = period;
    }
}

static void find_periods(const struct landing *landing, struct landed *landed,
                         size_t count)
{
    const struct dating *dating = &landed->dating;
    if (landing->days.periods != NULL && landing->placement->period[1] == BOUND_NONE)
        find_single_periods(landing, landed, count);
    else
        for (size_t i = 0; i < count; i++)
            axis_days_find(&landing->days, dating->from[i], dating->to[i],
                           (enum dated)dating->dated[i], &landed->first[i],
                           &landed->last[i]);
    for (size_t i = 0; i < count; i++)
        if (landed->groups[i] >= 0 && landed->first[i] > landed->last[i])
            landed->groups[i] =
                dating->dated[i] == DATED_NOT ? GROUP_UNDATED : GROUP_PAST;
}

void landing_read(const struct landing *landing, size_t at, size_t count,
                  struct landed *landed)
{
    for (size_t i = 0; i < count; i++)
        landed->records[i] = (uint32_t)(at + i);
    road_read(&landing->road, landed->records, count, landed->groups);
    if (landing->dated)
        dating_read(landing->road.grid->plan, landing->placement->period, landed->records,
                    count, &landed->dating);
    if (!landing->placement->everywhere) {
        find_periods(landing, landed, count);
    } else {
        memset(landed->first, 0, count * sizeof *landed->first);
        memset(landed->last, 0, count * sizeof *landed->last);
    }
}

/* ---- tallies ---- */

void tally_landed(struct tally *tally, const struct landed *landed, size_t count)
{
    for (size_t i = 0; i < count; i++)
        switch (landed->groups[i]) {
        case GROUP_BROKEN:
            tally->broken_key++;
            break;
        case GROUP_BLANK:
            tally->no_unit++;
            break;
        case GROUP_OTHER:
            tally->other_unit++;
            break;
        case GROUP_UNDATED:
            tally->no_period++;
            break;
        case GROUP_PAST:
            tally->other_period++;
            break;
        default:
            tally->used++;
            break;
        }
}

void tally_add(struct tally *sum, const struct tally *tally)
{
    sum->used += tally->used;
    sum->no_unit += tally->no_unit;
    sum->other_unit += tally->other_unit;
    sum->no_period += tally->no_period;
    sum->other_period += tally->other_period;
    sum->broken_key += tally->broken_key;
}
