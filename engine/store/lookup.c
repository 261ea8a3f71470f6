/* lookup.c - the records of a column by value.
 *
 * Two passes over the column, as a counting sort: how many records each value has, then
 * which.
 */
#include "store/lookup.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void lookup_clear(struct lookup *lookup)
{
    free(lookup->starts);
    free(lookup->records);
    free(lookup->ordered);
    *lookup = (struct lookup){0};
}

bool lookup_fits(struct lookup *lookup, struct store *store, size_t dataset,
                 uint32_t column)
{
    const struct frame *frame = store_datasets(store)->frames[dataset];
    bool found = false, unknown;
    int64_t low = 0, high = 0, minimum, maximum;
    if (frame->columns[column].plain) {
        for (lookup->span = 1; lookup->span < frame->record_count;)
            lookup->span = lookup->span * 2 + 1;
        return true;
    }
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        if (!store_range(store, dataset, column, s, &minimum, &maximum, &unknown)) {
            if (unknown)
                return false;
            continue;
        }
        low = !found || minimum < low ? minimum : low;
        high = !found || maximum > high ? maximum : high;
        found = true;
    }
    lookup->minimum = low;
    lookup->span = (uint64_t)high - (uint64_t)low;
    return found && lookup->span <= frame->record_count * 4 + 1024;
}

static uint64_t value_at(const struct lookup *lookup, const struct vector *vector,
                         uint32_t number)
{
    if (vector->bytes == NULL)
        return (uint64_t)vector_at(vector, number) - (uint64_t)lookup->minimum;
    struct string text = vector_text_at(vector, number);
    return lookup_of_hash(lookup, hash_text(text.bytes, text.size));
}

/* starts[v + 1] moves on while the records of v are put in, and ends where those of v + 1
 * begin. */
static void fill_in(struct lookup *lookup, const struct frame *frame, uint32_t column,
                    bool counts)
{
    uint32_t record = 0;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        for (uint32_t i = 0; i < frame->segments[s].count; i++, record++) {
            if (vector_state_at(vector, i) != STATE_PRESENT)
                continue;
            uint64_t value = value_at(lookup, vector, i);
            if (counts)
                lookup->starts[value + 2]++;
            else
                lookup->records[lookup->starts[value + 1]++] = record;
        }
    }
}

bool lookup_build(struct lookup *lookup, struct store *store, size_t dataset,
                  uint32_t column, struct fault *fault)
{
    const struct frame *frame = store_datasets(store)->frames[dataset];
    if (lookup->built || lookup->refused)
        return true;
    lookup->refused = !lookup_fits(lookup, store, dataset, column);
    if (lookup->refused)
        return true;
    for (uint32_t s = 0; s < frame->segment_count; s++)
        if (!store_load_segment(store, dataset, column, s, fault))
            return false;
    lookup->starts = memory_get_zeroed(lookup->span + 3, sizeof *lookup->starts);
    lookup->records = memory_get((frame->record_count + 1) * sizeof *lookup->records);
    fill_in(lookup, frame, column, true);
    for (uint64_t v = 2; v < lookup->span + 3; v++)
        lookup->starts[v] += lookup->starts[v - 1];
    fill_in(lookup, frame, column, false);
    lookup->built = true;
    return true;
}

/* ---- order ---- */

struct ranked {
    const char *text;
    uint32_t number;
};

static int compare_ranked(const void *a, const void *b)
{
    return strcmp(((const struct ranked *)a)->text, ((const struct ranked *)b)->text);
}

/* The values of a lookup in their order: texts by their bytes, as SQLite compares them.
 */
static uint32_t *order_of(const struct column *column, const struct lookup *lookup)
{
    size_t count = (size_t)lookup->span + 1;
    uint32_t *order = memory_get(count * sizeof *order);
    for (size_t v = 0; v < count; v++)
        order[v] = (uint32_t)v;
    if (column->type != COLUMN_TEXT)
        return order;
    struct ranked *ranked = memory_get(count * sizeof *ranked);
    for (size_t v = 0; v < count; v++)
        ranked[v] = (struct ranked){
            dictionary_text(column->texts, (uint32_t)(v + (uint64_t)lookup->minimum)),
            (uint32_t)v};
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t v = 0; v < count; v++)
        order[v] = ranked[v].number;
    free(ranked);
    return order;
}

static void fill_ordered(struct lookup *lookup, const struct frame *frame,
                         uint32_t column)
{
    size_t count = 0;
    uint32_t *order = order_of(&frame->columns[column], lookup);
    lookup->ordered = memory_get((frame->record_count + 1) * sizeof *lookup->ordered);
    for (uint32_t r = 0; r < frame->record_count; r++)
        if (frame_state(frame, column, r) != STATE_PRESENT)
            lookup->ordered[count++] = r;
    for (uint64_t v = 0; v <= lookup->span; v++) {
        uint32_t first = lookup->starts[order[v]], end = lookup->starts[order[v] + 1];
        memcpy(lookup->ordered + count, lookup->records + first,
               (end - first) * sizeof *lookup->records);
        count += end - first;
    }
    free(order);
}

bool lookup_order(struct lookup *lookup, struct store *store, size_t dataset,
                  uint32_t column, struct fault *fault)
{
    if (lookup->ordered != NULL)
        return true;
    if (!store_load_texts(store, dataset, column, fault) ||
        !lookup_build(lookup, store, dataset, column, fault))
        return false;
    assert(lookup->built);
    fill_ordered(lookup, store_datasets(store)->frames[dataset], column);
    return true;
}
