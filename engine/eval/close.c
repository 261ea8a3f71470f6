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
    size_t cells = range->row_count * range->work->columns;
    uint32_t *present = range->lanes[number].present;
    memset(present, 0, cells * sizeof *present);
    for (size_t code = 0; code < width; code++) {
        const uint32_t *tally = range->tallies[which] + code;
        if (slot != NULL && !slot->passing[code])
            continue;
        for (size_t cell = 0; cell < cells; cell++)
            present[cell] += tally[cell * width];
    }
}

/* ---- one cell into another ---- */

/* Cells of a lane, of one range or of two. */
struct merging {
    const struct range *range; /* of `into` */
    uint32_t lane;
    struct lane_state *into, *from;
};

static void merge_sums(const struct merging *merging, size_t into, size_t from)
{
    struct lane_state *state = merging->into;
    if (state->whole_sums != NULL)
        state->whole_sums[into] += merging->from->whole_sums[from];
    if (state->real_sums != NULL)
        sum_merge(&state->real_sums[into], &merging->from->real_sums[from]);
}

static void merge_extremes(const struct merging *merging, size_t into, size_t from)
{
    struct lane_state *state = merging->into;
    bool whole = merging->range->work->lanes[merging->lane].whole;
    if (state->least != NULL) {
        union value least = merging->from->least[from];
        if (whole ? least.whole < state->least[into].whole
                  : least.real < state->least[into].real)
            state->least[into] = least;
    }
    if (state->most != NULL) {
        union value most = merging->from->most[from];
        if (whole ? most.whole > state->most[into].whole
                  : most.real > state->most[into].real)
            state->most[into] = most;
    }
}

static void merge_ends(const struct merging *merging, size_t into, size_t from)
{
    struct lane_state *state = merging->into;
    const struct work *work = merging->range->work;
    if (state->first_ranks != NULL) {
        uint64_t rank = merging->from->first_ranks[from];
        if (rank != RANK_NONE && (state->first_ranks[into] == RANK_NONE ||
                                  comes_before(work, rank, state->first_ranks[into]))) {
            state->first[into] = merging->from->first[from];
            state->first_ranks[into] = rank;
        }
    }
    if (state->last_ranks != NULL) {
        uint64_t rank = merging->from->last_ranks[from];
        if (rank != RANK_NONE && (state->last_ranks[into] == RANK_NONE ||
                                  comes_before(work, state->last_ranks[into], rank))) {
            state->last[into] = merging->from->last[from];
            state->last_ranks[into] = rank;
        }
    }
}

/* False: several values where there is to be one. */
static bool merge_only(const struct merging *merging, size_t into, size_t from)
{
    struct lane_state *state = merging->into;
    const struct lane_state *other = merging->from;
    bool whole = merging->range->work->lanes[merging->lane].whole;
    if (state->only == NULL || other->only_record[from] == RECORD_NONE)
        return true;
    if (state->only_record[into] == RECORD_NONE) {
        state->only[into] = other->only[from];
        state->only_record[into] = other->only_record[from];
        state->several[into] = other->several[from];
        return true;
    }
    bool differ = whole ? state->only[into].whole != other->only[from].whole
                        : state->only[into].real != other->only[from].real;
    state->several[into] |= other->several[from] || differ;
    return !differ || !only_mistaken(merging->range, into);
}

static bool merge_cell(const struct merging *merging, size_t into, size_t from)
{
    struct lane_state *state = merging->into;
    const struct lane_state *other = merging->from;
    const struct lane *lane = &merging->range->work->lanes[merging->lane];
    state->present[into] += other->present[from];
    state->absent[into] += other->absent[from];
    if (other->worst[from] < state->worst[into])
        state->worst[into] = other->worst[from];
    if ((lane->gathers & ~(unsigned)GATHER_LIST) != 0) {
        merge_sums(merging, into, from);
        merge_extremes(merging, into, from);
        merge_ends(merging, into, from);
    }
    size_t words = state->marks != NULL ? lane_mark_words(lane) : 0;
    for (size_t i = 0; i < words; i++)
        state->marks[into * words + i] |= other->marks[from * words + i];
    return merge_only(merging, into, from);
}

/* ---- another range's cells ---- */

bool range_merge(struct range *range, struct range *other)
{
    const struct work *work = range->work;
    size_t cells = range->row_count * work->columns;
    bool single = true;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        struct merging merging = {range, i, &range->lanes[i], &other->lanes[i]};
        for (size_t cell = 0; cell < cells && !work->lanes[i].tallied; cell++)
            single = merge_cell(&merging, cell, cell) && single;
        if (merging.into->starts != NULL)
            list_add(merging.into, other->lanes[i].list_cells, other->lanes[i].list,
                     other->lanes[i].list_weights, other->lanes[i].list_count);
    }
    for (uint32_t i = 0; i < work->coded_count; i++) {
        size_t counts = work->coded[i].tallied ? cells * (work->coded[i].codes + 1) : 0;
        for (size_t k = 0; k < counts; k++)
            range->tallies[i][k] += other->tallies[i][k];
    }
    return single;
}

/* ---- overall ---- */

void range_close(struct range *range)
{
    const struct work *work = range->work;
    const struct plan *plan = work->cube->plan;
    size_t columns = work->columns;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        const struct lane *lane = &work->lanes[i];
        if (lane->tallied)
            read_off(range, i);
        if (!work->single || work->placement->everywhere || !lane->overall ||
            lane->overall_apart)
            continue;
        struct merging merging = {range, i, &range->lanes[i], &range->lanes[i]};
        for (size_t row = 0; row < range->row_count; row++)
            for (int32_t p = plan->own_first; p <= plan->own_last; p++)
                merge_cell(&merging, row * columns + columns - 1,
                           row * columns + (size_t)p);
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

size_t count_marks(const struct lane_state *state, const struct lane *lane, size_t cell)
{
    size_t words = lane_mark_words(lane), different = 0;
    for (size_t i = 0; i < words; i++)
        different += (size_t)__builtin_popcountll(state->marks[cell * words + i]);
    return different;
}
