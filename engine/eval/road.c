/* road.c - from the records of a frame to the rows of their units.
 *
 * Whatever the road (keys, or equal values), a record ends at the number of a list of
 * rows; the lists are few, records are many. Equal values meet as bytes in one
 * dictionary: texts by their text, since each column numbers its own, numbers and dates
 * by the double they are.
 *
 * A road owns its lists and dictionary; road_clear frees them.
 */
#include "eval/placement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "eval/parts.h"

/* ---- equal values ---- */

static uint32_t value_number(struct dictionary *values, const struct bound_column *column,
                             double value, bool add)
{
    const char *bytes = (const char *)&value;
    size_t size = sizeof value;
    value += 0.0; /* -0 is 0 */
    if (column->type == COLUMN_TEXT) {
        bytes = dictionary_text(column->texts, (uint32_t)value);
        size = dictionary_size(column->texts, (uint32_t)value);
    }
    return add ? dictionary_add(values, bytes, size)
               : dictionary_find(values, bytes, size);
}

/* A value and a row that has it. */
struct meeting {
    uint32_t value, row;
};

struct meetings {
    struct meeting *items;
    size_t count, room;
};

static void add_meeting(struct meetings *meetings, uint32_t value, uint32_t row)
{
    if (meetings->count == meetings->room) {
        meetings->room = meetings->room * 2 + 256;
        meetings->items =
            memory_resize(meetings->items, meetings->room, sizeof *meetings->items);
    }
    meetings->items[meetings->count++] = (struct meeting){value, row};
}

static int compare_meetings(const void *a, const void *b)
{
    const struct meeting *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* The meetings as lists of rows by value, each row once. */
static struct lists lists_of(struct meetings *meetings, size_t values)
{
    struct lists lists = {.count = values};
    size_t kept = 0;
    if (meetings->count > 1)
        qsort(meetings->items, meetings->count, sizeof *meetings->items,
              compare_meetings);
    lists.starts = memory_get_zeroed(values + 1, sizeof *lists.starts);
    lists.items = memory_get(meetings->count * sizeof *lists.items);
    for (size_t i = 0; i < meetings->count; i++) {
        const struct meeting *one = &meetings->items[i];
        if (i > 0 && one[-1].value == one->value && one[-1].row == one->row)
            continue;
        lists.items[kept++] = one->row;
        lists.starts[one->value + 1] = (uint32_t)kept;
    }
    for (size_t i = 1; i <= values; i++)
        if (lists.starts[i] < lists.starts[i - 1])
            lists.starts[i] = lists.starts[i - 1];
    free(meetings->items);
    return lists;
}

/* The rows of each value of `ours`. */
static void find_ours(struct road *road)
{
    const struct grid *grid = road->grid;
    const struct binding *binding = grid->plan->binding;
    const struct bound_column *ours = &binding->columns[road->way->ours];
    uint32_t read = ours->op == OP_SPLIT ? ours->arguments[0] : road->way->ours;
    struct lists parts = {0};
    struct meetings meetings = {0};
    uint32_t records[RECORD_BATCH];
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    if (ours->op == OP_SPLIT)
        parts = parts_of_cells(binding, road->way->ours);
    road->values = dictionary_new();
    for (size_t first = 0; first < grid->units_of.count; first += RECORD_BATCH) {
        size_t count = 0;
        while (count < RECORD_BATCH && first + count < grid->units_of.count) {
            records[count] = (uint32_t)(first + count);
            count++;
        }
        records_read_numbers(binding, read, records, count, numbers, reasons);
        for (size_t i = 0; i < count; i++) {
            const uint32_t *starts = grid->units_of.starts + records[i];
            uint32_t cell = ours->op == OP_SPLIT ? (uint32_t)numbers[i] : 0;
            uint32_t part = parts.count > 0 ? parts.starts[cell] : 0;
            uint32_t end = parts.count > 0 ? parts.starts[cell + 1] : 1;
            for (; reasons[i] == REASON_NONE && part < end; part++) {
                double value = parts.count > 0 ? parts.items[part] : numbers[i];
                uint32_t number = value_number(road->values, ours, value, true);
                for (uint32_t k = starts[0]; k < starts[1]; k++)
                    add_meeting(&meetings, number, grid->units_of.items[k]);
            }
        }
    }
    road->matched = lists_of(&meetings, dictionary_count(road->values));
    lists_clear(&parts);
}

/* Texts of theirs: the list of each code. Of a split one: the rows of all parts of each
 * cell. */
static void find_theirs(struct road *road)
{
    const struct binding *binding = road->grid->plan->binding;
    const struct bound_column *theirs = &binding->columns[road->way->theirs];
    if (theirs->type != COLUMN_TEXT)
        return;
    bool split = theirs->op == OP_SPLIT;
    struct lists parts = {0};
    struct meetings meetings = {0};
    size_t codes = dictionary_count(theirs->texts);
    if (split) {
        parts = parts_of_cells(binding, road->way->theirs);
        codes = parts.count;
    }
    road->by_code = memory_get((codes + 1) * sizeof *road->by_code);
    for (uint32_t code = 0; code < codes; code++) {
        road->by_code[code] = GROUP_OTHER;
        uint32_t part = split ? parts.starts[code] : code;
        uint32_t end = split ? parts.starts[code + 1] : code + 1;
        for (; part < end; part++) {
            uint32_t found = value_number(road->values, theirs,
                                          split ? parts.items[part] : part, false);
            if (found == DICTIONARY_NONE)
                continue;
            road->by_code[code] = (int32_t)(split ? code : found);
            for (uint32_t k = road->matched.starts[found];
                 split && k < road->matched.starts[found + 1]; k++)
                add_meeting(&meetings, code, road->matched.items[k]);
        }
    }
    if (split) {
        lists_clear(&road->matched);
        road->matched = lists_of(&meetings, codes);
    }
    lists_clear(&parts);
}

/* ---- the road ---- */

void road_init(struct road *road, const struct grid *grid, const struct way *way)
{
    *road = (struct road){.grid = grid, .way = way};
    if (grid->plan->units.whole || way->kind != WAY_MATCH)
        return;
    find_ours(road);
    find_theirs(road);
}

void road_clear(struct road *road)
{
    lists_clear(&road->matched);
    dictionary_free(road->values);
    free(road->by_code);
}

static void follow_keys(const struct road *road, const uint32_t *records, size_t count,
                        int32_t *groups)
{
    const struct frame *frame = road->way->frame;
    uint32_t from[RECORD_BATCH], next[RECORD_BATCH];
    memcpy(from, records, count * sizeof *from);
    for (size_t i = 0; i < count; i++)
        groups[i] = 0;
    for (uint32_t k = 0; k < road->way->key_count; k++) {
        const struct key *key = &frame->keys[road->way->keys[k]];
        frame_follow(frame, road->way->keys[k], from, count, next);
        for (size_t i = 0; i < count; i++) {
            if (next[i] != RECORD_NONE || from[i] == RECORD_NONE)
                continue;
            const struct vector *rows = &key->rows[from[i] / SEGMENT_RECORDS];
            groups[i] = vector_state_at(rows, from[i] % SEGMENT_RECORDS) == STATE_REFUSED
                            ? GROUP_BROKEN
                            : GROUP_BLANK;
        }
        memcpy(from, next, count * sizeof *from);
        frame = key->target;
    }
    for (size_t i = 0; i < count; i++) {
        if (from[i] == RECORD_NONE)
            continue;
        const uint32_t *starts = road->grid->units_of.starts + from[i];
        groups[i] = starts[0] < starts[1]                ? (int32_t)from[i]
                    : road->grid->left_out[from[i]] != 0 ? GROUP_OTHER
                                                         : GROUP_BLANK;
    }
}

static void match_values(const struct road *road, const uint32_t *records, size_t count,
                         int32_t *groups)
{
    const struct binding *binding = road->grid->plan->binding;
    const struct bound_column *theirs = &binding->columns[road->way->theirs];
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    records_read_numbers(binding, road->way->theirs, records, count, numbers, reasons);
    for (size_t i = 0; i < count; i++) {
        if (reasons[i] != REASON_NONE) {
            groups[i] = GROUP_BLANK;
        } else if (road->by_code != NULL) {
            groups[i] = road->by_code[(uint32_t)numbers[i]];
        } else {
            uint32_t number = value_number(road->values, theirs, numbers[i], false);
            groups[i] = number == DICTIONARY_NONE ? GROUP_OTHER : (int32_t)number;
        }
    }
}

void road_read(const struct road *road, const uint32_t *records, size_t count,
               int32_t *groups)
{
    assert(count <= RECORD_BATCH);
    if (road->grid->plan->units.whole || road->way->kind == WAY_ALL)
        memset(groups, 0, count * sizeof *groups);
    else if (road->way->kind == WAY_KEYS)
        follow_keys(road, records, count, groups);
    else
        match_values(road, records, count, groups);
}

const uint32_t *road_rows(const struct road *road, int32_t group, size_t *count)
{
    static const uint32_t whole[] = {0};
    const struct lists *lists = road->way != NULL && road->way->kind == WAY_MATCH
                                    ? &road->matched
                                    : &road->grid->units_of;
    *count = 0;
    if (group < 0)
        return NULL;
    if (road->grid->plan->units.whole) {
        *count = 1;
        return whole;
    }
    *count = lists->starts[group + 1] - lists->starts[group];
    return lists->items + lists->starts[group];
}

size_t road_rows_and_totals(const struct road *road, int32_t group, uint8_t *taken,
                            uint32_t *rows)
{
    const struct grid *grid = road->grid;
    size_t count, units;
    const uint32_t *listed = road_rows(road, group, &units);
    if (units > 0)
        memcpy(rows, listed, units * sizeof *rows);
    count = units;
    for (size_t i = 0; i < units && grid->section_rows != NULL; i++) {
        uint32_t total = grid->section_rows[listed[i]];
        if (total == UINT32_MAX || taken[total])
            continue;
        taken[total] = 1;
        rows[count++] = total;
    }
    for (size_t i = units; i < count; i++)
        taken[rows[i]] = 0;
    if (units > 0 && grid->plan->evaluation->totals != 0)
        rows[count++] = (uint32_t)grid->row_count - 1;
    return count;
}
