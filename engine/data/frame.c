/* frame.c - datasets: building, reading, following keys.
 *
 * Every segment but the last is full, so a record's segment is a division. Reading goes
 * by runs of neighbours within one segment: records mostly come in order, and then a run
 * is one loop.
 *
 * A frame owns its arena and its columns' dictionaries; vectors of segments and of keys
 * lie in the arena. Targets of keys are borrowed: the datasets that hold both frames free
 * both.
 */
#include "data/frame.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* ---- building ---- */

struct frame *frame_new(const char *name)
{
    return frame_new_in(name, NULL);
}

struct frame *frame_new_in(const char *name, struct spill *spill)
{
    struct arena *arena = arena_new();
    struct frame *frame = arena_get_zeroed(arena, 1, sizeof *frame);
    frame->arena = arena;
    frame->name = arena_text(arena, name);
    frame->primary = COLUMN_NONE;
    frame->period[0] = frame->period[1] = COLUMN_NONE;
    frame->sorted_by = KEY_NONE;
    frame->spill = spill;
    frame->vectors = arena_new_in(spill);
    return frame;
}

void frame_free(struct frame *frame)
{
    if (frame == NULL)
        return;
    for (uint32_t i = 0; i < frame->column_count; i++)
        dictionary_free(frame->columns[i].texts);
    for (size_t i = 0; i < frame->arena_count; i++)
        arena_free(frame->arenas[i]);
    free(frame->arenas);
    arena_free(frame->vectors);
    arena_free(frame->arena);
}

void frame_drop_values(struct frame *frame)
{
    for (size_t i = 0; i < frame->arena_count; i++)
        arena_free(frame->arenas[i]);
    frame->arena_count = 0;
    arena_free(frame->vectors);
    frame->vectors = arena_new_in(frame->spill);
    frame->dropped = true;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        struct segment *segment = &frame->segments[s];
        memset(segment->columns, 0, frame->column_count * sizeof *segment->columns);
        segment->file = segment->line = (struct vector){0};
        for (uint32_t k = 0; k < frame->key_count; k++)
            frame->keys[k].rows[s] = (struct vector){0};
    }
}

struct arena *frame_add_arena(struct frame *frame)
{
    frame->arenas =
        memory_resize(frame->arenas, frame->arena_count + 1, sizeof(struct arena *));
    return frame->arenas[frame->arena_count++] = arena_new_in(frame->spill);
}

struct column *frame_add_column(struct frame *frame, const char *name, enum column_type type)
{
    frame->columns = arena_grow(frame->arena, frame->columns, frame->column_count,
                                &frame->column_room, sizeof *frame->columns);
    struct column *column = &frame->columns[frame->column_count++];
    *column = (struct column){
        .name = arena_text(frame->arena, name),
        .type = type,
        .loaded = true,
        .key = KEY_NONE,
        .number = {.decimal = '.', .bare = true},
    };
    if (type == COLUMN_TEXT)
        column->texts = dictionary_new();
    return column;
}

struct source_file *frame_add_file(struct frame *frame, const char *name)
{
    frame->files = arena_grow(frame->arena, frame->files, frame->file_count, &frame->file_room,
                              sizeof *frame->files);
    struct source_file *file = &frame->files[frame->file_count++];
    *file = (struct source_file){.name = arena_text(frame->arena, name), .encoding = "UTF-8"};
    return file;
}

void frame_add_segment(struct frame *frame, struct segment segment)
{
    assert(frame->record_count % SEGMENT_RECORDS == 0);
    assert(segment.count <= SEGMENT_RECORDS);
    frame->segments = arena_grow(frame->arena, frame->segments, frame->segment_count,
                                 &frame->segment_room, sizeof *frame->segments);
    frame->segments[frame->segment_count++] = segment;
    frame->record_count += segment.count;
}

uint32_t frame_find_column(const struct frame *frame, const char *name)
{
    for (uint32_t i = 0; i < frame->column_count; i++)
        if (strcmp(frame->columns[i].name, name) == 0)
            return i;
    return COLUMN_NONE;
}

/* ---- plain texts ---- */

struct vector vector_number_texts(struct arena *arena, const struct vector *vector,
                                  uint32_t count, struct dictionary *texts)
{
    int64_t *numbers = memory_get((count + 1) * sizeof *numbers);
    struct string batch[256];
    for (uint32_t first = 0; first < count; first += 256) {
        uint32_t step = count - first < 256 ? count - first : 256;
        vector_read_texts(vector, first, step, batch, NULL);
        for (uint32_t i = 0; i < step; i++)
            numbers[first + i] =
                vector_state_at(vector, first + i) == STATE_PRESENT
                    ? dictionary_add(texts, batch[i].bytes, batch[i].size)
                    : 0;
    }
    struct vector numbered = vector_pack(arena, numbers, vector->states, count);
    free(numbers);
    return numbered;
}

void frame_number_texts(struct frame *frame, uint32_t column)
{
    struct column *of = &frame->columns[column];
    if (!of->plain)
        return;
    of->texts = dictionary_new();
    of->plain = false;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        struct vector *vector = &frame->segments[s].columns[column];
        *vector =
            vector_number_texts(frame->vectors, vector, frame->segments[s].count, of->texts);
    }
}

void frame_limit_plain(struct frame *frame, uint32_t column)
{
    uint64_t of_run = 0, most = 0;
    for (uint32_t s = 0; s < frame->segment_count && frame->columns[column].plain; s++) {
        of_run = s % RUN_SEGMENTS == 0 ? 0 : of_run;
        of_run += vector_texts_size(&frame->segments[s].columns[column],
                                    frame->segments[s].count);
        most = of_run > most ? of_run : most;
    }
    if (most > PLAIN_BYTES)
        frame_number_texts(frame, column);
}

/* ---- reading ---- */

/* The last says at once whether it is worth looking at all of them. */
bool records_are_neighbours(const uint32_t *records, size_t count)
{
    uint32_t different = 0;
    if (records[count - 1] - records[0] != count - 1)
        return false;
    for (size_t i = 0; i < count; i++)
        different |= (records[i] - records[0]) ^ (uint32_t)i;
    return different == 0;
}

/* How many records from `first` on follow each other within one segment. */
static size_t run_length(const uint32_t *records, size_t first, size_t count)
{
    size_t length = 1;
    size_t most = SEGMENT_RECORDS - records[first] % SEGMENT_RECORDS;
    if (most > count - first)
        most = count - first;
    if (records_are_neighbours(records + first, most))
        return most;
    while (length < most && records[first + length] == records[first] + length)
        length++;
    return length;
}

static const struct vector *vector_of(const struct frame *frame, uint32_t column,
                                      uint32_t record)
{
    assert(record < frame->record_count);
    return &frame->segments[record / SEGMENT_RECORDS].columns[column];
}

static void read_bits(const struct vector *vector, size_t first, size_t count, int64_t *values,
                      uint8_t *states)
{
    if (!vector->real) {
        vector_read(vector, first, count, values, states);
        return;
    }
    memcpy(values, (const double *)vector->values + first, count * sizeof *values);
    for (size_t i = 0; states != NULL && i < count; i++)
        states[i] = (uint8_t)vector_state_at(vector, first + i);
}

void frame_read(const struct frame *frame, uint32_t column, const uint32_t *records,
                size_t count, int64_t *values, uint8_t *states)
{
    assert(!frame->columns[column].plain && !frame->dropped);
    for (size_t i = 0; i < count;) {
        if (records[i] == RECORD_NONE) {
            values[i] = 0;
            if (states != NULL)
                states[i] = STATE_MISSING;
            i++;
            continue;
        }
        size_t length = run_length(records, i, count);
        read_bits(vector_of(frame, column, records[i]), records[i] % SEGMENT_RECORDS, length,
                  values + i, states == NULL ? NULL : states + i);
        i += length;
    }
}

static double scaled_to_double(const struct column *column, int64_t value)
{
    return column->type == COLUMN_DECIMAL ? number_from_scaled(value, column->scale)
                                          : (double)value;
}

void frame_read_numbers(const struct frame *frame, uint32_t column, const uint32_t *records,
                        size_t count, double *numbers, uint8_t *states)
{
    const struct column *of = &frame->columns[column];
    int64_t whole[256];
    for (size_t i = 0; i < count;) {
        if (records[i] == RECORD_NONE) {
            numbers[i] = 0;
            if (states != NULL)
                states[i] = STATE_MISSING;
            i++;
            continue;
        }
        size_t length = run_length(records, i, count);
        if (length > sizeof whole / sizeof *whole)
            length = sizeof whole / sizeof *whole;
        const struct vector *vector = vector_of(frame, column, records[i]);
        size_t first = records[i] % SEGMENT_RECORDS;
        uint8_t *into = states == NULL ? NULL : states + i;
        if (vector->real) {
            vector_read_reals(vector, first, length, numbers + i, into);
        } else {
            vector_read(vector, first, length, whole, into);
            for (size_t k = 0; k < length; k++)
                numbers[i + k] = scaled_to_double(of, whole[k]);
        }
        i += length;
    }
}

void frame_follow(const struct frame *frame, uint32_t key, const uint32_t *records, size_t count,
                  uint32_t *targets)
{
    const struct vector *rows = frame->keys[key].rows;
    int64_t found[256];
    uint8_t states[256];
    for (size_t i = 0; i < count;) {
        if (records[i] == RECORD_NONE) {
            targets[i++] = RECORD_NONE;
            continue;
        }
        size_t length = run_length(records, i, count);
        if (length > sizeof found / sizeof *found)
            length = sizeof found / sizeof *found;
        vector_read(&rows[records[i] / SEGMENT_RECORDS], records[i] % SEGMENT_RECORDS, length,
                    found, states);
        for (size_t k = 0; k < length; k++)
            targets[i + k] = states[k] == STATE_PRESENT ? (uint32_t)found[k] : RECORD_NONE;
        i += length;
    }
}

enum state frame_state(const struct frame *frame, uint32_t column, uint32_t record)
{
    return vector_state_at(vector_of(frame, column, record), record % SEGMENT_RECORDS);
}

struct place frame_place(const struct frame *frame, uint32_t record)
{
    if (record >= frame->record_count)
        return (struct place){0};
    const struct segment *segment = &frame->segments[record / SEGMENT_RECORDS];
    size_t number = record % SEGMENT_RECORDS;
    return (struct place){
        .file = frame->files[vector_at(&segment->file, number)].name,
        .line = (uint32_t)vector_at(&segment->line, number),
    };
}

uint64_t frame_order(const struct frame *frame, uint32_t record)
{
    if (frame->sorted_by == KEY_NONE)
        return record;
    const struct segment *segment = &frame->segments[record / SEGMENT_RECORDS];
    size_t number = record % SEGMENT_RECORDS;
    return (uint64_t)vector_at(&segment->file, number) << 32 |
           (uint64_t)vector_at(&segment->line, number);
}

struct string column_text(const struct column *column, const struct vector *vector,
                         size_t number)
{
    if (column->plain)
        return vector_text_at(vector, number);
    uint32_t code = (uint32_t)vector_at(vector, number);
    return (struct string){dictionary_text(column->texts, code),
                          dictionary_size(column->texts, code)};
}

void column_add_text(const struct column *column, const struct vector *vector, size_t number,
                     struct text *text)
{
    char out[NUMBER_TEXT_SIZE];
    struct string string;
    int64_t value = vector->real ? 0 : vector_at(vector, number);
    switch (column->type) {
    case COLUMN_TEXT:
        string = column_text(column, vector, number);
        text_add_bytes(text, string.bytes, string.size);
        break;
    case COLUMN_WHOLE:
        text_addf(text, "%" PRId64, value);
        break;
    case COLUMN_DECIMAL:
        text_add_bytes(text, out, number_format(scaled_to_double(column, value), out));
        break;
    case COLUMN_REAL:
        text_add_bytes(text, out, number_format(vector_real_at(vector, number), out));
        break;
    case COLUMN_DATE:
        text_add_bytes(text, out, date_format((int32_t)value, out));
        break;
    case COLUMN_BOOLEAN:
        text_add(text, value ? "true" : "false");
        break;
    }
}

bool frame_add_value_text(const struct frame *frame, uint32_t column, uint32_t record,
                          struct text *text)
{
    if (record >= frame->record_count)
        return false;
    const struct vector *vector = vector_of(frame, column, record);
    size_t number = record % SEGMENT_RECORDS;
    if (vector_state_at(vector, number) != STATE_PRESENT)
        return false;
    column_add_text(&frame->columns[column], vector, number, text);
    return true;
}

/* ---- finding one record ---- */

/* The value that the text would have in the column: false when no record can have it. */
static bool value_of_text(const struct column *column, const char *text, int64_t *value,
                          double *real)
{
    size_t size = strlen(text);
    struct number number;
    int32_t days;
    enum grain grain;
    bool truth;
    *real = 0;
    switch (column->type) {
    case COLUMN_TEXT: {
        uint32_t found = dictionary_find(column->texts, text, size);
        *value = found;
        return found != DICTIONARY_NONE;
    }
    case COLUMN_DATE:
        if (!date_parse(text, size, DATE_ISO, &days, &grain))
            return false;
        *value = days;
        return true;
    case COLUMN_BOOLEAN:
        if (!boolean_parse(text, size, &truth))
            return false;
        *value = truth;
        return true;
    default:
        if (!number_parse(text, size, (struct number_style){.decimal = '.', .bare = true},
                          &number))
            return false;
        *real = number.value;
        *value = number.scaled;
        return column->type != COLUMN_WHOLE || (!number.real && number.scale == 0);
    }
}

static uint32_t find_plain(const struct frame *frame, uint32_t column, const char *text)
{
    struct string batch[256];
    size_t size = strlen(text);
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        uint32_t count = frame->segments[s].count;
        for (uint32_t i = 0; i < count; i++) {
            if (i % 256 == 0)
                vector_read_texts(vector, i, count - i < 256 ? count - i : 256, batch, NULL);
            const struct string *at = &batch[i % 256];
            if (at->size == size && memcmp(at->bytes, text, size) == 0 &&
                vector_state_at(vector, i) == STATE_PRESENT)
                return s * SEGMENT_RECORDS + i;
        }
    }
    return RECORD_NONE;
}

uint32_t frame_find_record(const struct frame *frame, uint32_t column, const char *text)
{
    const struct column *of = &frame->columns[column];
    int64_t wanted;
    double real;
    if (of->loaded && of->plain)
        return find_plain(frame, column, text);
    if (!of->loaded || !value_of_text(of, text, &wanted, &real))
        return RECORD_NONE;
    bool fraction = of->type == COLUMN_DECIMAL || of->type == COLUMN_REAL;
    uint32_t record = 0;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct segment *segment = &frame->segments[s];
        const struct vector *vector = &segment->columns[column];
        for (uint32_t i = 0; i < segment->count; i++, record++) {
            if (vector_state_at(vector, i) != STATE_PRESENT)
                continue;
            if (!fraction ? vector_at(vector, i) == wanted
                : vector->real ? vector_real_at(vector, i) == real
                               : scaled_to_double(of, vector_at(vector, i)) == real)
                return record;
        }
    }
    return RECORD_NONE;
}

/* ---- the datasets of a run ---- */

struct frame *datasets_find(const struct datasets *datasets, const char *name)
{
    for (size_t i = 0; i < datasets->count; i++)
        if (strcmp(datasets->frames[i]->name, name) == 0)
            return datasets->frames[i];
    return NULL;
}

void datasets_add(struct datasets *datasets, struct frame *frame)
{
    datasets->frames = memory_resize(datasets->frames, datasets->count + 1,
                                     sizeof(struct frame *));
    size_t at = datasets->count++;
    while (at > 0 && strcmp(datasets->frames[at - 1]->name, frame->name) > 0) {
        datasets->frames[at] = datasets->frames[at - 1];
        at--;
    }
    datasets->frames[at] = frame;
}

void datasets_number_texts(struct datasets *datasets)
{
    for (size_t i = 0; i < datasets->count; i++)
        for (uint32_t c = 0; c < datasets->frames[i]->column_count; c++)
            frame_number_texts(datasets->frames[i], c);
}

void datasets_clear(struct datasets *datasets)
{
    for (size_t i = 0; i < datasets->count; i++)
        frame_free(datasets->frames[i]);
    free(datasets->frames);
    *datasets = (struct datasets){0};
}
