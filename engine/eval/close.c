/* close.c - counting by code, and what is left to do when a range's records are gathered.
 *
 * Ten counts by kind are one tally: records by cell and code, counted once; each count is
 * read off it. Where a record is in a single period, a row's own periods hold each of its
 * records once, so `overall` is what they hold together: counts and exact sums add, the
 * least of the leasts is the least. A record of several periods is stepped again instead.
 *
 * Everything is the range's.
 */
#include "eval/measure_work.h"

#include <string.h>

/* ---- tallies ---- */

void tally_batch(struct range *range)
{
    const struct work *work = range->work;
    const struct batch *batch = &range->batch;
    for (uint32_t i = 0; i < work->coded_count; i++) {
        const struct coded *coded = &work->coded[i];
        const uint32_t *codes = batch->codes[i];
        size_t width = (size_t)coded->codes + 1;
        uint32_t *tally = range->tallies[i];
        if (!coded->tallied)
            continue;
        for (size_t k = 0; k < batch->cell_count; k++)
            tally[batch->cells[k] * width + codes[batch->items[k]]]++;
        for (size_t k = 0; k < batch->overall_count && !work->single; k++)
            tally[batch->overall_cells[k] * width + codes[batch->overall_items[k]]]++;
    }
}

static void read_off(struct range *range, uint32_t number)
{
    const struct lane *lane = &range->work->lanes[number];
    const struct filter_slot *slot =
        lane->filter == SLOT_NONE ? NULL : &range->work->filters[lane->filter];
    uint32_t which = slot != NULL ? slot->coded : 0;
    while (!range->work->coded[which].tallied)
        which++; /* of a count of all records: any tally */
    size_t width = (size_t)range->work->coded[which].codes + 1;
    const uint32_t *tally = range->tallies[which];
    size_t cells = range->row_count * range->work->columns;
    for (size_t cell = 0; cell < cells; cell++, tally += width) {
        uint32_t count = 0;
        for (size_t code = 0; code < width; code++)
            count += slot == NULL || slot->passing[code] ? tally[code] : 0;
        range->lanes[number].present[cell] = count;
    }
}

/* ---- overall ---- */

static void merge_values(struct lane_state *state, bool whole, size_t into, size_t cell)
{
    if (state->whole_sums != NULL)
        state->whole_sums[into] += state->whole_sums[cell];
    if (state->real_sums != NULL)
        sum_merge(&state->real_sums[into], &state->real_sums[cell]);
    if (state->least != NULL &&
        (whole ? state->least[cell].whole < state->least[into].whole
               : state->least[cell].real < state->least[into].real))
        state->least[into] = state->least[cell];
    if (state->most != NULL && (whole ? state->most[cell].whole > state->most[into].whole
                                      : state->most[cell].real > state->most[into].real))
        state->most[into] = state->most[cell];
    if (state->begun != NULL && state->begun[cell] && !state->begun[into]) {
        state->first[into] = state->first[cell];
        state->begun[into] = 1;
    }
    if (state->last != NULL && state->present[cell] > 0)
        state->last[into] = state->last[cell];
}

static void merge_row(struct lane_state *state, const struct lane *lane,
                      const struct plan *plan, size_t base, size_t into)
{
    for (int32_t p = plan->own_first; p <= plan->own_last; p++) {
        size_t cell = base + (size_t)p;
        state->present[into] += state->present[cell];
        state->absent[into] += state->absent[cell];
        if (state->worst[cell] < state->worst[into])
            state->worst[into] = state->worst[cell];
        if ((lane->gathers & ~(unsigned)GATHER_LIST) != 0)
            merge_values(state, lane->whole, into, cell);
    }
}

void range_close(struct range *range)
{
    const struct work *work = range->work;
    size_t columns = work->columns;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        const struct lane *lane = &work->lanes[i];
        if (lane->tallied)
            read_off(range, i);
        if (!work->single || work->placement->everywhere || !lane->overall ||
            lane->overall_apart)
            continue;
        for (size_t row = 0; row < range->row_count; row++)
            merge_row(&range->lanes[i], lane, work->cube->plan, row * columns,
                      row * columns + columns - 1);
    }
}

/* ---- different values ---- */

size_t count_stamps(struct range *range, const struct lane *lane,
                    const union value *values, size_t count)
{
    size_t different = 0;
    if (lane->stamps > range->stamp_room) {
        range->stamp_room = (size_t)lane->stamps;
        range->stamps =
            memory_resize(range->stamps, range->stamp_room, sizeof *range->stamps);
        range->stamped = UINT32_MAX;
    }
    if (range->stamped == UINT32_MAX) {
        memset(range->stamps, 0, range->stamp_room * sizeof *range->stamps);
        range->stamped = 0;
    }
    range->stamped++;
    for (size_t i = 0; i < count; i++) {
        uint32_t *stamp =
            &range->stamps[(uint64_t)values[i].whole - (uint64_t)lane->least];
        different += *stamp != range->stamped;
        *stamp = range->stamped;
    }
    return different;
}
