/* read.c - vectors out of BLOBs, as they stand in the store.
 *
 * Their checksum is verified and every number held against what it may be: a code against the
 * dictionary, a row against the records of the key's target, a value against its segment's range, a
 * state against their list, a text against UTF-8.
 *
 * Bytes lie in the caller's arena.
 */
#include "store/read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/task.h"
#include "base/text.h"

/* ---- bytes ---- */

bool stored_damaged(const struct store *store, const struct shelf *shelf,
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

/* Goes to the BLOB of that size; false and no fault: it is not there, or of another size.
 */
static bool find_blob(struct store *store, int64_t content, uint64_t size,
                      struct fault *fault)
{
    if (move_blob(store, content))
        return (uint64_t)sqlite3_blob_bytes(store->blob) == size;
    int code = sqlite3_extended_errcode(store->database.handle) & 0xFF;
    sqlite3_blob_close(store->blob);
    store->blob = NULL;
    if (code != SQLITE_ERROR)
        database_failed(&store->database, fault);
    return false;
}

/* Reads the BLOB that was found. */
static bool read_blob(struct store *store, uint64_t size, void *bytes,
                      struct fault *fault)
{
    return sqlite3_blob_read(store->blob, bytes, (int)size, 0) == SQLITE_OK ||
           database_failed(&store->database, fault);
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
        shelf->ramp = arena_get(shelf->frame->vectors, count * sizeof *shelf->ramp);
        for (uint32_t i = 0; i < count; i++)
            shelf->ramp[i] = i;
    }
    return shelf->ramp;
}

static bool is_in_limits(const struct shelf *shelf, uint32_t part,
                         const struct stored *stored)
{
    int64_t least, most;
    const struct column *column = part >= PART_COLUMNS &&
                                          part < part_of_column(shelf->frame->column_count)
                                      ? &shelf->frame->columns[part - PART_COLUMNS]
                                      : NULL;
    bool real = column != NULL && column->type == COLUMN_REAL;
    bool plain = column != NULL && column->plain;
    if (real != (stored->kind == VECTOR_REAL) || plain != (stored->kind == VECTOR_PLAIN))
        return false;
    if (plain)
        return true; /* sizes are held against the texts */
    limits_of(shelf, part, &least, &most);
    return stored->absent == stored->records ||
           (stored->minimum >= least && stored->maximum <= most);
}

/* Whether the texts are as long as all sizes together, what is not present has none, and
 * each is valid UTF-8 without NUL. */
static bool are_texts(const struct vector *vector, uint32_t records, uint64_t size)
{
    const char *end = vector->bytes + size;
    struct string texts[256];
    if (vector_texts_size(vector, records) != size ||
        memchr(vector->bytes, '\0', size) != NULL || !utf8_is_valid(vector->bytes, size))
        return false;
    bool fine = true;
    for (uint32_t i = 0; i < records && fine; i++) {
        if (i % 256 == 0)
            vector_read_texts(vector, i, records - i < 256 ? records - i : 256, texts,
                              NULL);
        const struct string *text = &texts[i % 256];
        bool within = text->bytes < end && ((unsigned char)*text->bytes & 0xC0) == 0x80;
        fine = !within &&
               (text->size == 0 || vector_state_at(vector, i) == STATE_PRESENT);
    }
    return fine;
}

static const char *const beyond = "go beyond what they may be";

static bool has_bytes(const struct stored *stored)
{
    return stored->kind != VECTOR_STEPS && stored->size > 0;
}

/* What the catalogue says of a vector, and room for its bytes; not the bytes. */
bool stored_open(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, struct arena *arena, struct vector *vector,
                        struct fault *fault)
{
    const struct stored *stored = stored_at(shelf, part, segment);
    if (!is_in_limits(shelf, part, stored))
        return stored_damaged(store, shelf, part, beyond, fault);
    *vector = (struct vector){.width = stored->width,
                              .minimum = stored->minimum,
                              .maximum = stored->maximum,
                              .absent = stored->absent,
                              .real = stored->kind == VECTOR_REAL};
    if (stored->kind == VECTOR_PLAIN)
        vector->bytes = "";
    if (stored->kind == VECTOR_STEPS) {
        vector->width = sizeof(uint32_t);
        vector->values = ramp_of(shelf);
    }
    if (!has_bytes(stored))
        return true;
    if (!find_blob(store, stored->content, stored->size, fault))
        return stored_damaged(store, shelf, part, PART_CHANGED, fault);
    char *bytes = arena_get(arena, (size_t)stored->size);
    size_t values = (size_t)stored->records * stored->width;
    vector->values = stored->width > 0 ? bytes : NULL;
    vector->states = stored->states ? (const uint8_t *)bytes + values : NULL;
    if (stored->kind == VECTOR_PLAIN && stored->size > stored_head(stored))
        vector->bytes = bytes + stored_head(stored);
    return true;
}

/* Where its bytes begin, whichever of them come first. */
static void *bytes_of(const struct vector *vector)
{
    const void *first = vector->values != NULL   ? vector->values
                        : vector->states != NULL ? (const void *)vector->states
                                                 : vector->bytes;
    return (void *)(uintptr_t)first;
}

/* What every page costs when it is first written is paid while another reads. */
static void touch(volatile char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i += 4096)
        bytes[i] = 0;
}

static bool is_right(const struct stored *stored, const struct vector *vector)
{
    uint64_t span = (uint64_t)stored->maximum - (uint64_t)stored->minimum;
    return (vector->real
                ? are_finite(vector->values, stored->records)
                : largest_of(vector->values, stored->width, stored->records) <= span) &&
           (vector->states == NULL ||
            are_states(vector->states, stored->records, stored->absent));
}

/* The bytes of an open vector. */
bool stored_fill(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, const struct vector *vector, struct lock *reading,
                        struct fault *fault)
{
    const struct stored *stored = stored_at(shelf, part, segment);
    size_t size = has_bytes(stored) ? (size_t)stored->size : 0;
    void *bytes = bytes_of(vector);
    if (reading != NULL) {
        touch(bytes, size);
        lock_hold(reading);
    }
    bool read = size == 0 || (find_blob(store, stored->content, size, fault) &&
                              read_blob(store, size, bytes, fault));
    if (reading != NULL)
        lock_release(reading);
    if (size == 0)
        return true;
    if (!read || XXH3_64bits(bytes, size) != stored->checksum)
        return stored_damaged(store, shelf, part, PART_CHANGED, fault);
    return is_right(stored, vector) || stored_damaged(store, shelf, part, beyond, fault);
}

/* What a filled vector of plain texts still lacks. */
bool stored_end(struct store *store, struct shelf *shelf, uint32_t part,
                      uint32_t segment, struct arena *arena, struct vector *vector,
                      struct fault *fault)
{
    const struct stored *stored = stored_at(shelf, part, segment);
    if (stored->kind != VECTOR_PLAIN)
        return true;
    vector_find_starts(arena, vector, stored->records);
    return are_texts(vector, stored->records, stored->size - stored_head(stored)) ||
           stored_damaged(store, shelf, part, beyond, fault);
}

/* As it stands in the store. */
bool stored_read(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, struct arena *arena, struct vector *vector,
                        struct fault *fault)
{
    return stored_open(store, shelf, part, segment, arena, vector, fault) &&
           stored_fill(store, shelf, part, segment, vector, NULL, fault) &&
           stored_end(store, shelf, part, segment, arena, vector, fault);
}

bool stored_texts_bytes(struct store *store, const struct stored_texts *piece, char *bytes,
                        struct fault *fault)
{
    return find_blob(store, piece->content, piece->size, fault) &&
           read_blob(store, piece->size, bytes, fault) &&
           XXH3_64bits(bytes, (size_t)piece->size) == piece->checksum;
}
