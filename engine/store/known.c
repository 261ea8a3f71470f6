/* known.c - finding the records that a dataset has already.
 *
 * The new records are sorted by what names them, and each old one is looked up among them: they are
 * the many, and stay where they are.
 *
 * Nothing is kept.
 */
#include "store/known.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* What names a record: one column, or several together. */
struct naming {
    const struct adding *adding;
    const struct joining *joinings; /* of every column */
    const uint32_t *columns;
    uint32_t count;
    int64_t *old; /* the values of an old record */
};

/* A new record, and the first of the values that name it. */
struct seat {
    int64_t value;
    uint32_t record;
};

static void tell(const struct naming *naming, uint32_t record, const char *message,
                 const char *remedy)
{
    const struct frame *more = naming->adding->more;
    struct text value = {0};
    struct place place = frame_place(more, record);
    bool present = true;
    for (uint32_t i = 0; i < naming->count; i++) {
        text_add(&value, i > 0 ? "/" : "");
        present = frame_add_value_text(more, naming->joinings[naming->columns[i]].from_number,
                                       record, &value) &&
                  present;
    }
    problems_add(naming->adding->problems,
                 (struct problem){.severity = SEVERITY_ERROR,
                                  .file = place.file,
                                  .line = place.line,
                                  .column = naming->joinings[naming->columns[0]].from->name,
                                  .value = present ? text_of(&value) : NULL,
                                  .message = message,
                                  .remedy = remedy});
    text_clear(&value);
}

static int64_t new_value(const struct naming *naming, uint32_t number, uint32_t record)
{
    enum state state;
    return joining_new(&naming->joinings[naming->columns[number]], record, &state);
}

/* Two new records, by what names them. */
static int compare_names(const struct naming *naming, const struct seat *left,
                         const struct seat *right)
{
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    for (uint32_t i = 1; i < naming->count; i++) {
        int64_t one = new_value(naming, i, left->record);
        int64_t other = new_value(naming, i, right->record);
        if (one != other)
            return one < other ? -1 : 1;
    }
    return 0;
}

static int compare_seats(const void *a, const void *b, void *naming)
{
    const struct seat *left = a, *right = b;
    int order = compare_names(naming, left, right);
    return order != 0 ? order
                      : (left->record > right->record) - (left->record < right->record);
}

/* A new record against the old one whose values are in `old`. */
static int compare_to_old(const struct naming *naming, const struct seat *seat)
{
    if (seat->value != naming->old[0])
        return seat->value < naming->old[0] ? -1 : 1;
    for (uint32_t i = 1; i < naming->count; i++) {
        int64_t value = new_value(naming, i, seat->record);
        if (value != naming->old[i])
            return value < naming->old[i] ? -1 : 1;
    }
    return 0;
}

static const struct seat *find_seat(const struct naming *naming, const struct seat *seats,
                                    size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_to_old(naming, &seats[middle]) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && compare_to_old(naming, &seats[low]) == 0 ? &seats[low] : NULL;
}

static bool same_record(const struct naming *naming, uint32_t record, uint32_t old)
{
    const struct frame *frame = naming->adding->frame;
    for (uint32_t c = 0; c < frame->column_count; c++)
        if (!joining_same(&naming->joinings[c], record, old))
            return false;
    return true;
}

/* A new record has the key of an old one; false when they differ. */
static bool meet(const struct naming *naming, uint32_t record, uint32_t old)
{
    const struct adding *adding = naming->adding;
    struct place there = frame_place(adding->frame, old);
    struct text message = {0};
    if (same_record(naming, record, old)) {
        adding->dropped[record] = true;
        return true;
    }
    if (!adding->strict)
        return false;
    text_addf(&message, "names another record in the store, that of %s:%u", there.file,
              there.line);
    tell(naming, record, text_of(&message), "correct one of the two");
    text_clear(&message);
    return false;
}

/* False: a part of the name is missing; it is told where one column is the name. */
static bool is_named(const struct naming *naming, uint32_t record)
{
    for (uint32_t i = 0; i < naming->count; i++) {
        enum state state;
        joining_new(&naming->joinings[naming->columns[i]], record, &state);
        if (state == STATE_PRESENT)
            continue;
        if (naming->adding->strict && naming->count == 1)
            tell(naming, record, "names a record of the store, and is missing here",
                 "fill it in");
        return false;
    }
    return true;
}

/* The new records sorted by what names them. False: one has no name, or two have the
 * same. */
static bool sort_new(struct naming *naming, struct seat *seats, size_t *count)
{
    bool unique = true;
    *count = 0;
    for (uint32_t r = 0; r < naming->adding->more->record_count; r++)
        if (is_named(naming, r))
            seats[(*count)++] = (struct seat){new_value(naming, 0, r), r};
        else
            unique = false;
    qsort_r(seats, *count, sizeof *seats, compare_seats, naming);
    for (size_t i = 1; i < *count; i++) {
        if (compare_names(naming, &seats[i - 1], &seats[i]) != 0)
            continue;
        unique = false;
        if (naming->adding->strict)
            tell(naming, seats[i].record, "names a record, and stands twice",
                 "correct one of the two");
    }
    return unique;
}

/* Reads what names the old record; false: a part of it is missing. */
static bool read_old(const struct naming *naming, const struct segment *segment, uint32_t number)
{
    for (uint32_t i = 0; i < naming->count; i++) {
        const struct vector *vector = &segment->columns[naming->columns[i]];
        if (vector_state_at(vector, number) != STATE_PRESENT)
            return false;
        naming->old[i] =
            joining_old(&naming->joinings[naming->columns[i]], vector, number);
    }
    return true;
}

/* Each old record is looked up among the new ones. A key that was only found, and that
 * nothing leads to, is none any more when the new records speak against it. */
static void drop_named(struct naming *naming)
{
    const struct adding *adding = naming->adding;
    struct frame *frame = adding->frame;
    struct seat *seats = memory_get((adding->more->record_count + 1) * sizeof *seats);
    uint32_t old = 0;
    size_t count;
    bool key = sort_new(naming, seats, &count), known = key || adding->strict;
    for (uint32_t s = 0; known && count > 0 && s < frame->segment_count; s++)
        for (uint32_t i = 0; i < frame->segments[s].count; i++, old++) {
            const struct seat *seat = read_old(naming, &frame->segments[s], i)
                                          ? find_seat(naming, seats, count)
                                          : NULL;
            if (seat != NULL && !meet(naming, seat->record, old))
                key = false;
        }
    if (!key)
        frame->primary = COLUMN_NONE; /* or an error was told */
    free(seats);
}

void drop_known(const struct adding *adding, const struct joining *joinings)
{
    const struct frame *frame = adding->frame;
    bool compound = frame->compound_count > 0;
    struct naming naming = {
        .adding = adding,
        .joinings = joinings,
        .columns = compound ? frame->compound : &frame->primary,
        .count = compound ? frame->compound_count : frame->primary != COLUMN_NONE,
    };
    if (naming.count == 0)
        return;
    naming.old = memory_get(naming.count * sizeof *naming.old);
    drop_named(&naming);
    free(naming.old);
}
