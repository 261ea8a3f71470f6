/* share.c - what the lanes of a work can share, found before a record is read.
 *
 * A test of a text column is a question to its dictionary: it is answered once for each
 * different text, and from then on a filter is a table by code. Counts under such filters
 * are read off one tally by cell and code. `overall` needs no second walk where a record
 * lies in one period, but for `only`, which names the records that disagree.
 *
 * Tables lie in the work's arena.
 */
#include "eval/measure_work.h"

#include <stdlib.h>
#include <string.h>

enum {
    CODES_MOST = 1 << 16, /* of a table */
    TALLY_MOST = 64,      /* codes of a tally, so that its cells fit the cache */
    STAMPS_MOST = 1 << 18,
};

/* ---- filters ---- */

static bool all_constant(const struct bound_filter *filter)
{
    for (uint32_t k = 0; filter->against != NULL && k < filter->operand_count; k++)
        if (filter->against[k] != BOUND_NONE)
            return false;
    return true;
}

/* The answer for each code, and for a value that is not there behind them; as
 * records_test gives it. False: it is not a matter of the code alone. */
static bool pass_codes(const struct binding *binding, const struct bound_filter *filter,
                       uint32_t codes, uint8_t *passing)
{
    bool equal = filter->op == OP_TEST_EQUAL || filter->op == OP_TEST_IN;
    passing[codes] = filter->op == OP_TEST_MISSING;
    if (filter->op == OP_TEST_MISSING || filter->op == OP_TEST_PRESENT) {
        memset(passing, filter->op == OP_TEST_PRESENT, codes);
        return true;
    }
    if (filter->op == OP_TEST_NOT) {
        if (filter->part_count != 1 ||
            !pass_codes(binding, &binding->filters[filter->parts[0]], codes, passing))
            return false;
        for (uint32_t code = 0; code < codes; code++)
            passing[code] = !passing[code];
        passing[codes] = 0;
        return true;
    }
    if (!all_constant(filter))
        return false;
    if (filter->passing != NULL) {
        memcpy(passing, filter->passing, codes);
        return true;
    }
    if (!equal || filter->codes == NULL)
        return false;
    memset(passing, 0, codes);
    for (uint32_t k = 0; k < filter->operand_count; k++)
        if (filter->codes[k] != DICTIONARY_NONE)
            passing[filter->codes[k]] = 1;
    return true;
}

static uint32_t coded_slot(struct work *work, uint32_t column, uint32_t codes)
{
    for (uint32_t i = 0; i < work->coded_count; i++)
        if (work->coded[i].column == column)
            return i;
    work->coded = arena_grow(work->arena, work->coded, work->coded_count,
                             &work->coded_room, sizeof *work->coded);
    work->coded[work->coded_count] = (struct coded){.column = column, .codes = codes};
    return work->coded_count++;
}

void work_code_filter(struct work *work, struct filter_slot *slot)
{
    const struct binding *binding = work->cube->plan->binding;
    const struct bound_filter *filter = &binding->filters[slot->bound];
    if (filter->op == OP_ALL || filter->op == OP_ANY)
        return;
    uint32_t column = filter->column;
    if (filter->op == OP_TEST_NOT && filter->part_count == 1) {
        const struct bound_filter *inner = &binding->filters[filter->parts[0]];
        if (inner->op == OP_ALL || inner->op == OP_ANY || inner->op == OP_TEST_NOT)
            return;
        column = inner->column;
    }
    const struct bound_column *tested = &binding->columns[column];
    if (tested->op != OP_FIELD || tested->type != COLUMN_TEXT ||
        dictionary_count(tested->texts) > CODES_MOST)
        return;
    uint32_t codes = (uint32_t)dictionary_count(tested->texts);
    uint8_t *passing = arena_get(work->arena, codes + 1);
    if (!pass_codes(binding, filter, codes, passing))
        return;
    slot->passing = passing;
    slot->coded = coded_slot(work, column, codes);
}

/* ---- counts ---- */

static bool is_count(const struct lane *lane)
{
    return lane->column == SLOT_NONE && lane->share == SLOT_NONE &&
           lane->second == SLOT_NONE && lane->gathers == 0;
}

static void find_tallies(struct work *work)
{
    uint32_t *counts = memory_get_zeroed(work->coded_count + 1, sizeof *counts);
    bool any = false;
    for (uint32_t i = 0; i < work->lane_count; i++) {
        const struct lane *lane = &work->lanes[i];
        if (is_count(lane) && lane->filter != SLOT_NONE &&
            work->filters[lane->filter].coded != SLOT_NONE)
            counts[work->filters[lane->filter].coded]++;
    }
    for (uint32_t c = 0; c < work->coded_count; c++) {
        work->coded[c].tallied = counts[c] > 1 && work->coded[c].codes < TALLY_MOST;
        any = any || work->coded[c].tallied;
    }
    for (uint32_t i = 0; i < work->lane_count; i++) {
        struct lane *lane = &work->lanes[i];
        uint32_t coded =
            lane->filter == SLOT_NONE ? SLOT_NONE : work->filters[lane->filter].coded;
        lane->tallied =
            is_count(lane) && (lane->filter == SLOT_NONE
                                   ? any
                                   : coded != SLOT_NONE && work->coded[coded].tallied);
        if (lane->filter != SLOT_NONE && !lane->tallied)
            work->filters[lane->filter].used = true;
        if (lane->share != SLOT_NONE)
            work->filters[lane->share].used = true;
    }
    free(counts);
}

/* ---- different values ---- */

/* The least and the largest value of a stored column. */
static bool find_span(const struct bound_column *column, int64_t *least, int64_t *most)
{
    *least = INT64_MAX;
    *most = INT64_MIN;
    if (column->op != OP_FIELD || column->type == COLUMN_REAL)
        return false;
    for (uint32_t s = 0; s < column->end->segment_count; s++) {
        const struct vector *vector = &column->end->segments[s].columns[column->column];
        if (vector->absent == column->end->segments[s].count)
            continue;
        *least = vector->minimum < *least ? vector->minimum : *least;
        *most = vector->maximum > *most ? vector->maximum : *most;
    }
    return *least <= *most;
}

static void find_stamps(struct work *work, struct lane *lane)
{
    const struct bound_column *column = &work->cube->plan->binding->columns[lane->bound];
    int64_t least = 0, most = -1;
    if (column->type == COLUMN_TEXT)
        most = (int64_t)dictionary_count(column->texts) - 1;
    else if (!find_span(column, &least, &most))
        return;
    lane->least = least;
    lane->stamps = (uint64_t)most - (uint64_t)least + 1;
    lane->stamped = most >= least && lane->stamps <= STAMPS_MOST;
}

void work_settle(struct work *work)
{
    find_tallies(work);
    for (uint32_t i = 0; i < work->lane_count; i++) {
        struct lane *lane = &work->lanes[i];
        for (uint32_t m = 0; m < lane->measure_count; m++) {
            const struct measure_kind *kind = work->measures[lane->measures[m]].kind;
            lane->numbers = lane->numbers || ((kind->gathers & GATHER_LIST) != 0 &&
                                              (kind->op != OP_DISTINCT || !lane->whole));
        }
        if (lane->gathers & GATHER_LIST && lane->whole)
            find_stamps(work, lane);
        lane->overall_apart = !work->placement->everywhere &&
                              (!work->single || (lane->gathers & GATHER_ONLY) != 0);
        work->ordered = work->ordered || (lane->gathers & (GATHER_FIRST | GATHER_LAST | GATHER_ONLY)) != 0;
        work->ranked = work->ranked || (lane->gathers & (GATHER_FIRST | GATHER_LAST)) != 0;
        work->overall_apart =
            work->overall_apart || (lane->overall && lane->overall_apart);
    }
}

/* ---- fields ---- */

static size_t add_field(const struct work *work, uint32_t column, uint32_t *columns,
                        size_t count)
{
    if (work->cube->plan->binding->columns[column].op != OP_FIELD)
        return count;
    for (size_t i = 0; i < count; i++)
        if (columns[i] == column)
            return count;
    columns[count] = column;
    return count + 1;
}

size_t work_fields(const struct work *work, uint32_t *columns)
{
    size_t count = 0;
    for (uint32_t i = 0; i < work->coded_count; i++)
        count = add_field(work, work->coded[i].column, columns, count);
    for (uint32_t i = 0; i < work->column_count; i++)
        count = add_field(work, work->columns_read[i].bound, columns, count);
    return count;
}
