/* load.c - from BLOBs to vectors and dictionaries.
 *
 * Bytes are read straight into the frame's arena, then their checksum is verified and
 * every number held against what it may be: a code against the dictionary, a row against
 * the records of the key's target, a value against its segment's range, a state against
 * their list.
 *
 * Frames own what is loaded.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/inventory.h"

/* ---- bytes ---- */

static bool damaged_part(const struct store *store, const struct shelf *shelf,
                         uint32_t part, const char *what, struct fault *fault)
{
    char where[300];
    const struct frame *frame = shelf->frame;
    if (part == PART_FILE || part == PART_LINE)
        snprintf(where, sizeof where, "%s of the records of '%.200s'",
                 part == PART_FILE ? "files" : "lines", frame->name);
    else if (part < part_of_column(frame->column_count))
        snprintf(where, sizeof where, "values of '%.100s.%.100s'", frame->name,
                 frame->columns[part - PART_COLUMNS].name);
    else
        snprintf(where, sizeof where, "a key of '%.200s'", frame->name);
    struct text text = {0};
    text_addf(&text, "%s %s", where, what);
    database_damaged(&store->database, text_of(&text), fault);
    text_clear(&text);
    return false;
}

static bool move_blob(struct store *store, int64_t content)
{
    if (store->blob != NULL)
        return sqlite3_blob_reopen(store->blob, content) == SQLITE_OK;
    return sqlite3_blob_open(store->database.handle, "main", "content", "bytes", content,
                             0, &store->blob) == SQLITE_OK;
}

/* Reads the BLOB of that size; false and no fault: it is not there, of another size, or
 * does not have that checksum. */
static bool read_blob(struct store *store, int64_t content, uint64_t size,
                      uint64_t checksum, void *bytes, struct fault *fault)
{
    if (!move_blob(store, content)) {
        int code = sqlite3_extended_errcode(store->database.handle) & 0xFF;
        sqlite3_blob_close(store->blob);
        store->blob = NULL;
        if (code != SQLITE_ERROR)
            database_failed(&store->database, fault);
        return false;
    }
    if ((uint64_t)sqlite3_blob_bytes(store->blob) != size)
        return false;
    if (sqlite3_blob_read(store->blob, bytes, (int)size, 0) != SQLITE_OK) {
        database_failed(&store->database, fault);
        return false;
    }
    return XXH3_64bits(bytes, (size_t)size) == checksum;
}

/* ---- vectors ---- */

#define LARGEST(type)                                                                    \
    do {                                                                                 \
        const type *in = values;                                                         \
        type largest = 0;                                                                \
        for (size_t i = 0; i < count; i++)                                               \
            largest = in[i] > largest ? in[i] : largest;                                 \
        return largest;                                                                  \
    } while (0)

static uint64_t largest_of(const void *values, unsigned width, size_t count)
{
    switch (width) {
    case 1:
        LARGEST(uint8_t);
    case 2:
        LARGEST(uint16_t);
    case 4:
        LARGEST(uint32_t);
    case 8:
        LARGEST(uint64_t);
    default:
        return 0;
    }
}

static bool are_finite(const double *reals, size_t count)
{
    bool finite = true;
    for (size_t i = 0; i < count; i++)
        finite &= (bool)isfinite(reals[i]);
    return finite;
}

static bool are_states(const uint8_t *states, size_t count, uint32_t absent)
{
    uint8_t largest = 0;
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        largest = states[i] > largest ? states[i] : largest;
        found += states[i] != STATE_PRESENT;
    }
    return largest <= STATE_NOT_APPLICABLE && found == absent;
}

/* What any value of a part may be. */
static void limits_of(const struct shelf *shelf, uint32_t part, int64_t *least,
                      int64_t *most)
{
    const struct frame *frame = shelf->frame;
    *least = 0;
    if (part == PART_FILE) {
        *most = (int64_t)frame->file_count - 1;
    } else if (part == PART_LINE) {
        *most = UINT32_MAX;
    } else if (part >= part_of_column(frame->column_count)) {
        const struct key *key = &frame->keys[part - part_of_key(frame, 0)];
        *most = (int64_t)key->target->record_count - 1;
    } else {
        const struct column *column = &frame->columns[part - PART_COLUMNS];
        switch (column->type) {
        case COLUMN_TEXT: {
            *most = -1; /* as many as the dictionary's pieces say */
            for (size_t i = 0; i < shelf->text_counts[part - PART_COLUMNS]; i++)
                *most += shelf->texts[part - PART_COLUMNS][i].texts;
            break;
        }
        case COLUMN_DATE:
            *least = date_days(1, 1, 1);
            *most = date_days(9999, 12, 31);
            break;
        case COLUMN_BOOLEAN:
            *most = 1;
            break;
        default:
            *least = INT64_MIN;
            *most = INT64_MAX;
        }
    }
}

/* 0, 1, 2 … as long as the longest segment, which is the first. */
static const uint32_t *ramp_of(struct shelf *shelf)
{
    uint32_t count = shelf->frame->segments[0].count;
    if (shelf->ramp == NULL) {
        shelf->ramp = arena_get(shelf->frame->arena, count * sizeof *shelf->ramp);
        for (uint32_t i = 0; i < count; i++)
            shelf->ramp[i] = i;
    }
    return shelf->ramp;
}

static bool is_in_limits(const struct shelf *shelf, uint32_t part,
                         const struct stored *stored)
{
    int64_t least, most;
    bool real = part >= PART_COLUMNS &&
                part < part_of_column(shelf->frame->column_count) &&
                shelf->frame->columns[part - PART_COLUMNS].type == COLUMN_REAL;
    if (real != (stored->kind == VECTOR_REAL))
        return false;
    limits_of(shelf, part, &least, &most);
    return stored->absent == stored->records ||
           (stored->minimum >= least && stored->maximum <= most);
}

static const char *const changed = "have changed since they were written";

static bool load_vector(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, struct vector *vector, struct fault *fault)
{
    struct stored *stored = stored_at(shelf, part, segment);
    struct arena *arena = shelf->frame->arena;
    if (stored->loaded)
        return true;
    if (!is_in_limits(shelf, part, stored))
        return damaged_part(store, shelf, part, "go beyond what they may be", fault);
    *vector = (struct vector){.width = stored->width,
                              .minimum = stored->minimum,
                              .maximum = stored->maximum,
                              .absent = stored->absent,
                              .real = stored->kind == VECTOR_REAL};
    if (stored->kind == VECTOR_STEPS) {
        vector->width = sizeof(uint32_t);
        vector->values = ramp_of(shelf);
    } else if (stored->size > 0) {
        char *bytes = arena_get(arena, (size_t)stored->size);
        size_t values = (size_t)stored->records * stored->width;
        if (!read_blob(store, stored->content, stored->size, stored->checksum, bytes,
                       fault))
            return damaged_part(store, shelf, part, changed, fault);
        vector->values = stored->width > 0 ? bytes : NULL;
        vector->states = stored->states ? (const uint8_t *)bytes + values : NULL;
        uint64_t span = (uint64_t)stored->maximum - (uint64_t)stored->minimum;
        bool fine = vector->real
                        ? are_finite(vector->values, stored->records)
                        : largest_of(bytes, stored->width, stored->records) <= span;
        if (!fine || (vector->states != NULL &&
                      !are_states(vector->states, stored->records, stored->absent)))
            return damaged_part(store, shelf, part, "go beyond what they may be", fault);
    }
    stored->loaded = true;
    return true;
}

/* ---- dictionaries ---- */

static bool add_texts(struct dictionary *texts, const char *bytes,
                      const struct stored_texts *of)
{
    size_t at = (size_t)of->texts * sizeof(uint32_t);
    for (uint32_t i = 0; i < of->texts; i++) {
        uint32_t size;
        memcpy(&size, bytes + i * sizeof size, sizeof size);
        if (size > of->size - at)
            return false;
        const char *text = bytes + at;
        size_t before = dictionary_count(texts);
        if (memchr(text, '\0', size) != NULL || !utf8_is_valid(text, size) ||
            dictionary_add(texts, text, size) != before ||
            dictionary_count(texts) == before)
            return false;
        at += size;
    }
    return at == of->size;
}

bool store_load_texts(struct store *store, size_t dataset, uint32_t column,
                      struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    bool fine = true;
    if (shelf->texts_loaded[column] || shelf->frame->columns[column].type != COLUMN_TEXT)
        return true;
    for (size_t i = 0; fine && i < shelf->text_counts[column]; i++) {
        const struct stored_texts *texts = &shelf->texts[column][i];
        char *bytes = memory_get((size_t)texts->size + 1);
        fine = read_blob(store, texts->content, texts->size, texts->checksum, bytes,
                         fault) &&
               add_texts(shelf->frame->columns[column].texts, bytes, texts);
        free(bytes);
    }
    shelf->texts_loaded[column] = fine;
    return fine || damaged_part(store, shelf, part_of_column(column), changed, fault);
}

/* ---- parts ---- */

bool store_load_segment(struct store *store, size_t dataset, uint32_t column,
                        uint32_t segment, struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    return load_vector(store, shelf, part_of_column(column), segment,
                       &shelf->frame->segments[segment].columns[column], fault);
}

bool store_range(const struct store *store, size_t dataset, uint32_t column,
                 uint32_t segment, int64_t *minimum, int64_t *maximum, bool *unknown)
{
    const struct stored *stored =
        stored_at(&store->shelves[dataset], part_of_column(column), segment);
    *unknown = stored->kind == VECTOR_REAL;
    *minimum = stored->minimum;
    *maximum = stored->maximum;
    return stored->absent < stored->records && !*unknown;
}

bool store_load_column(struct store *store, size_t dataset, uint32_t column,
                       struct fault *fault)
{
    struct frame *frame = store->shelves[dataset].frame;
    if (frame->columns[column].loaded)
        return true;
    if (!store_load_texts(store, dataset, column, fault))
        return false;
    for (uint32_t s = 0; s < frame->segment_count; s++)
        if (!store_load_segment(store, dataset, column, s, fault))
            return false;
    frame->columns[column].loaded = true;
    return true;
}

bool store_load_places(struct store *store, size_t dataset, struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    for (uint32_t s = 0; s < shelf->frame->segment_count; s++) {
        struct segment *segment = &shelf->frame->segments[s];
        if (!load_vector(store, shelf, PART_FILE, s, &segment->file, fault) ||
            !load_vector(store, shelf, PART_LINE, s, &segment->line, fault))
            return false;
    }
    return true;
}

bool store_load_keys(struct store *store, size_t dataset, struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    struct frame *frame = shelf->frame;
    for (uint32_t k = 0; k < frame->key_count; k++)
        for (uint32_t s = 0; s < frame->segment_count; s++)
            if (!load_vector(store, shelf, part_of_key(frame, k), s,
                             &frame->keys[k].rows[s], fault))
                return false;
    return true;
}

bool store_load_all(struct store *store, struct fault *fault)
{
    for (size_t d = 0; d < store->datasets.count; d++) {
        for (uint32_t c = 0; c < store->datasets.frames[d]->column_count; c++)
            if (!store_load_column(store, d, c, fault))
                return false;
        if (!store_load_places(store, d, fault) || !store_load_keys(store, d, fault))
            return false;
    }
    return true;
}
