/* join.c - one column to which records are added.
 *
 * The codes of the texts added are a joining's own.
 */
#include "store/join.h"

#include <stdlib.h>
#include <string.h>

#include "data/text_index.h"

/* ---- types ---- */

static bool is_numeric(enum column_type type)
{
    return type == COLUMN_WHOLE || type == COLUMN_DECIMAL || type == COLUMN_REAL;
}

/* The type and scale that hold both; false: there is none. */
static bool unite(struct column *to, const struct column *from)
{
    if (from->present == 0)
        return true;
    if (!is_numeric(to->type) || !is_numeric(from->type))
        return to->type == from->type;
    if (to->type == COLUMN_REAL || from->type == COLUMN_REAL) {
        to->type = COLUMN_REAL;
        to->scale = 0;
    } else if (to->type == COLUMN_DECIMAL || from->type == COLUMN_DECIMAL) {
        to->type = COLUMN_DECIMAL;
        if (from->scale > to->scale)
            to->scale = from->scale;
    }
    return true;
}

/* A scaled number at a larger scale; false: it is too large there. */
static bool rescale(int64_t *value, unsigned more)
{
    for (; more > 0; more--)
        if (__builtin_mul_overflow(*value, INT64_C(10), value))
            return false;
    return true;
}

static bool fits_scale(const struct frame *frame, uint32_t column, unsigned more)
{
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        int64_t minimum = vector->minimum, maximum = vector->maximum;
        if (vector->absent < frame->segments[s].count && !vector->real &&
            (!rescale(&minimum, more) || !rescale(&maximum, more)))
            return false;
    }
    return true;
}

static unsigned scale_of(enum column_type type, uint8_t scale)
{
    return type == COLUMN_DECIMAL ? scale : 0;
}

static void settle_type(struct joining *joining)
{
    const struct adding *adding = joining->adding;
    struct column *to = joining->to;
    joining->old_type = to->type;
    joining->old_scale = to->scale;
    if (!unite(to, joining->from)) {
        problems_add(
            adding->problems,
            (struct problem){
                .severity = SEVERITY_ERROR,
                .file = adding->more->file_count > 0 ? adding->more->files[0].name : NULL,
                .column = to->name,
                .message = "is not of the type that it has in the store",
                .remedy = "write it alike, or load everything anew with --replace"});
        return;
    }
    if (to->type != COLUMN_DECIMAL)
        return;
    unsigned old = scale_of(joining->old_type, joining->old_scale);
    unsigned new = scale_of(joining->from->type, joining->from->scale);
    if (!fits_scale(adding->frame, joining->number, to->scale - old) ||
        (joining->from->present > 0 &&
         !fits_scale(adding->more, joining->from_number, to->scale - new))) {
        to->type = COLUMN_REAL;
        to->scale = 0;
    }
}

/* ---- values ---- */

/* The bits of a value as the column to be has it; of one that is not present anything. */
static int64_t convert(const struct column *to, enum column_type type, uint8_t scale,
                       const uint32_t *codes, const struct vector *vector,
                       uint32_t number)
{
    if (vector_state_at(vector, number) != STATE_PRESENT)
        return 0;
    if (to->type == COLUMN_REAL) {
        double real = vector->real ? vector_real_at(vector, number)
                                   : number_from_scaled(vector_at(vector, number),
                                                        scale_of(type, scale));
        int64_t bits;
        memcpy(&bits, &real, sizeof bits);
        return bits;
    }
    int64_t value = vector_at(vector, number);
    if (codes != NULL)
        return codes[value];
    if (to->type == COLUMN_DECIMAL)
        rescale(&value, to->scale - scale_of(type, scale));
    return value;
}

const struct vector *joining_from(const struct joining *joining, uint32_t record)
{
    return &joining->adding->more->segments[record / SEGMENT_RECORDS]
                .columns[joining->from_number];
}

/* A text stands for the first of the new records that have it. */
static int64_t first_named(const struct joining *joining, const struct column *column,
                           const struct vector *vector, uint32_t number)
{
    if (joining->names == NULL || vector_state_at(vector, number) != STATE_PRESENT)
        return 0;
    struct string text = column_text(column, vector, number);
    return text_index_find(joining->names, text.bytes, text.size);
}

int64_t joining_old(const struct joining *joining, const struct vector *vector,
                    uint32_t number)
{
    if (joining->to->plain)
        return first_named(joining, joining->to, vector, number);
    return convert(joining->to, joining->old_type, joining->old_scale, NULL, vector,
                   number);
}

int64_t joining_new(const struct joining *joining, uint32_t record, enum state *state)
{
    const struct vector *vector = joining_from(joining, record);
    *state = vector_state_at(vector, record % SEGMENT_RECORDS);
    if (joining->to->plain)
        return first_named(joining, joining->from, vector, record % SEGMENT_RECORDS);
    return convert(joining->to, joining->from->type, joining->from->scale, joining->codes,
                   vector, record % SEGMENT_RECORDS);
}

bool joining_same(const struct joining *joining, uint32_t record, uint32_t old)
{
    const struct vector *vector = joining_from(joining, record);
    const struct vector *was =
        &joining->adding->frame->segments[old / SEGMENT_RECORDS].columns[joining->number];
    enum state state = vector_state_at(vector, record % SEGMENT_RECORDS);
    if (state != vector_state_at(was, old % SEGMENT_RECORDS))
        return false;
    if (state != STATE_PRESENT)
        return true;
    if (!joining->to->plain)
        return joining_new(joining, record, &state) ==
               joining_old(joining, was, old % SEGMENT_RECORDS);
    struct string text = column_text(joining->from, vector, record % SEGMENT_RECORDS);
    struct string other = column_text(joining->to, was, old % SEGMENT_RECORDS);
    return text.size == other.size && memcmp(text.bytes, other.bytes, text.size) == 0;
}

/* Alone, or with other columns. */
static bool names_records(const struct frame *frame, uint32_t column)
{
    bool names = frame->primary == column;
    for (uint32_t i = 0; i < frame->compound_count; i++)
        names = names || frame->compound[i] == column;
    return names;
}

static void join_codes(struct joining *joining)
{
    if (joining->to->type != COLUMN_TEXT || joining->from->type != COLUMN_TEXT)
        return;
    if (joining->to->plain) {
        if (names_records(joining->adding->frame, joining->number))
            joining->names = text_index_new(joining->adding->more, joining->from_number);
        return;
    }
    size_t count = dictionary_count(joining->from->texts);
    joining->codes = memory_get((count + 1) * sizeof *joining->codes);
    for (uint32_t i = 0; i < count; i++)
        joining->codes[i] =
            dictionary_add(joining->to->texts, dictionary_text(joining->from->texts, i),
                           dictionary_size(joining->from->texts, i));
}

void joining_init(struct joining *joining, const struct adding *adding, uint32_t number)
{
    *joining = (struct joining){
        .adding = adding, .number = number, .from_number = adding->columns[number]};
    joining->to = &adding->frame->columns[number];
    joining->from = &adding->more->columns[joining->from_number];
    settle_type(joining);
    join_codes(joining);
}

void joining_clear(struct joining *joining)
{
    free(joining->codes);
    text_index_free(joining->names);
}
