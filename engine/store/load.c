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
#include "base/task.h"
#include "base/text.h"
#include "data/runs.h"
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

static const char *const changed = "have changed since they were written";
static const char *const beyond = "go beyond what they may be";

static bool has_bytes(const struct stored *stored)
{
    return stored->kind != VECTOR_STEPS && stored->size > 0;
}

/* What the catalogue says of a vector, and room for its bytes; not the bytes. */
static bool open_vector(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, struct arena *arena, struct vector *vector,
                        struct fault *fault)
{
    const struct stored *stored = stored_at(shelf, part, segment);
    if (!is_in_limits(shelf, part, stored))
        return damaged_part(store, shelf, part, beyond, fault);
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
        return damaged_part(store, shelf, part, changed, fault);
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

/* What every page costs when it is first written is paid before the turn. */
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

/* The bytes of an open vector. Who reads waits for its turn, if there is one. */
static bool fill_vector(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, const struct vector *vector, struct turn *turn,
                        struct fault *fault)
{
    const struct stored *stored = stored_at(shelf, part, segment);
    size_t size = has_bytes(stored) ? (size_t)stored->size : 0;
    void *bytes = bytes_of(vector);
    if (turn != NULL) {
        touch(bytes, size);
        turn_wait(turn, segment);
    }
    bool read = size == 0 || (find_blob(store, stored->content, size, fault) &&
                              read_blob(store, size, bytes, fault));
    if (turn != NULL)
        turn_pass(turn);
    if (size == 0)
        return true;
    if (!read || XXH3_64bits(bytes, size) != stored->checksum)
        return damaged_part(store, shelf, part, changed, fault);
    return is_right(stored, vector) || damaged_part(store, shelf, part, beyond, fault);
}

/* What a filled vector of plain texts still lacks. */
static bool end_texts(struct store *store, struct shelf *shelf, uint32_t part,
                      uint32_t segment, struct arena *arena, struct vector *vector,
                      struct fault *fault)
{
    const struct stored *stored = stored_at(shelf, part, segment);
    if (stored->kind != VECTOR_PLAIN)
        return true;
    vector_find_starts(arena, vector, stored->records);
    return are_texts(vector, stored->records, stored->size - stored_head(stored)) ||
           damaged_part(store, shelf, part, beyond, fault);
}

/* As it stands in the store. */
static bool read_vector(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, struct arena *arena, struct vector *vector,
                        struct fault *fault)
{
    return open_vector(store, shelf, part, segment, arena, vector, fault) &&
           fill_vector(store, shelf, part, segment, vector, NULL, fault) &&
           end_texts(store, shelf, part, segment, arena, vector, fault);
}

/* ---- back in file order ---- */

static bool read_run(struct store *store, struct shelf *shelf, uint32_t part, size_t run,
                     struct arena *arena, struct vector *vectors, struct fault *fault)
{
    for (uint32_t s = 0; s < run_segments(shelf->frame, run); s++)
        if (!read_vector(store, shelf, part, (uint32_t)run * RUN_SEGMENTS + s, arena,
                         &vectors[s], fault))
            return false;
    return true;
}

static bool find_order(struct store *store, struct shelf *shelf, size_t run,
                       struct fault *fault)
{
    struct vector files[RUN_SEGMENTS], lines[RUN_SEGMENTS];
    struct arena *arena = arena_new();
    bool fine = read_run(store, shelf, PART_FILE, run, arena, files, fault) &&
                read_run(store, shelf, PART_LINE, run, arena, lines, fault);
    if (fine) {
        shelf->orders[run] = memory_get((run_records(shelf->frame, run) + 1) *
                                        sizeof *shelf->orders[run]);
        run_unsort(shelf->frame, run, files, lines, shelf->orders[run]);
    }
    arena_free(arena);
    return fine;
}

/* A sorted run is read as a whole, so that the place of each record is known. */
static bool unsort_run(struct store *store, struct shelf *shelf, uint32_t part, size_t run,
                       struct arena *into, struct fault *fault)
{
    struct vector sorted[RUN_SEGMENTS], vectors[RUN_SEGMENTS];
    struct arena *arena = arena_new();
    bool fine = (shelf->orders[run] != NULL || find_order(store, shelf, run, fault)) &&
                read_run(store, shelf, part, run, arena, sorted, fault);
    if (fine)
        run_move(shelf->frame, run, sorted, shelf->orders[run], into, vectors);
    for (uint32_t s = 0; fine && s < run_segments(shelf->frame, run); s++) {
        uint32_t segment = (uint32_t)run * RUN_SEGMENTS + s;
        *part_vector(shelf->frame, part, segment) = vectors[s];
        stored_at(shelf, part, segment)->loaded = true;
    }
    arena_free(arena);
    return fine;
}

static bool is_unsorted(const struct shelf *shelf)
{
    return shelf->sorted_by != KEY_NONE && shelf->frame->sorted_by == KEY_NONE;
}

static bool load_into(struct store *store, struct shelf *shelf, uint32_t part,
                      uint32_t segment, struct arena *arena, struct fault *fault)
{
    struct stored *stored = stored_at(shelf, part, segment);
    if (stored->loaded)
        return true;
    if (is_unsorted(shelf))
        return unsort_run(store, shelf, part, segment / RUN_SEGMENTS, arena, fault);
    stored->loaded = read_vector(store, shelf, part, segment, arena,
                                 part_vector(shelf->frame, part, segment), fault);
    return stored->loaded;
}

static bool load_vector(struct store *store, struct shelf *shelf, uint32_t part,
                        uint32_t segment, struct fault *fault)
{
    return load_into(store, shelf, part, segment, shelf->frame->vectors, fault);
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

static bool load_piece(struct store *store, const struct stored_texts *piece,
                       struct dictionary *texts, struct fault *fault)
{
    if (!find_blob(store, piece->content, piece->size, fault))
        return false;
    char *bytes = memory_get((size_t)piece->size + 1);
    bool fine = read_blob(store, piece->size, bytes, fault) &&
                XXH3_64bits(bytes, (size_t)piece->size) == piece->checksum &&
                add_texts(texts, bytes, piece);
    free(bytes);
    return fine;
}

bool store_load_texts(struct store *store, size_t dataset, uint32_t column,
                      struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    bool fine = true;
    if (shelf->texts_loaded[column] || shelf->frame->columns[column].texts == NULL)
        return true;
    for (size_t i = 0; fine && i < shelf->text_counts[column]; i++)
        fine = load_piece(store, &shelf->texts[column][i],
                          shelf->frame->columns[column].texts, fault);
    shelf->texts_loaded[column] = fine;
    return fine || damaged_part(store, shelf, part_of_column(column), changed, fault);
}

/* ---- parts ---- */

bool store_load_segment(struct store *store, size_t dataset, uint32_t column,
                        uint32_t segment, struct fault *fault)
{
    return load_vector(store, &store->shelves[dataset], part_of_column(column), segment,
                       fault);
}

bool store_range(const struct store *store, size_t dataset, uint32_t column,
                 uint32_t segment, int64_t *minimum, int64_t *maximum, bool *unknown)
{
    const struct shelf *shelf = &store->shelves[dataset];
    uint32_t first = segment, end = segment + 1, part = part_of_column(column);
    bool any = false;
    uint8_t kind = stored_at(shelf, part, segment)->kind;
    *unknown = kind == VECTOR_REAL || kind == VECTOR_PLAIN;
    if (is_unsorted(shelf)) { /* its records may stand anywhere in the run */
        first = segment / RUN_SEGMENTS * RUN_SEGMENTS;
        end = first + run_segments(shelf->frame, segment / RUN_SEGMENTS);
    }
    for (uint32_t s = first; s < end && !*unknown; s++) {
        const struct stored *stored = stored_at(shelf, part, s);
        if (stored->absent == stored->records)
            continue;
        if (!any || stored->minimum < *minimum)
            *minimum = stored->minimum;
        if (!any || stored->maximum > *maximum)
            *maximum = stored->maximum;
        any = true;
    }
    return any;
}

/* A part whose segments are filled by several threads. */
struct filling {
    struct store *store;
    struct shelf *shelf;
    uint32_t part;
    struct turn *turn; /* SQLite reads for one of them at a time */
};

static bool fill_segment(void *self, size_t number, unsigned worker, struct fault *fault)
{
    const struct filling *filling = self;
    uint32_t segment = (uint32_t)number;
    (void)worker;
    return fill_vector(filling->store, filling->shelf, filling->part, segment,
                       part_vector(filling->shelf->frame, filling->part, segment),
                       filling->turn, fault);
}

/* A part as it stands in the store: reading goes on while what was read is looked at. */
static bool fill_part(struct store *store, struct shelf *shelf, uint32_t part,
                      struct fault *fault)
{
    const struct frame *frame = shelf->frame;
    struct filling filling = {store, shelf, part, NULL};
    bool fine = true;
    for (uint32_t s = 0; fine && s < frame->segment_count; s++)
        fine = open_vector(store, shelf, part, s, frame->vectors,
                           part_vector(frame, part, s), fault);
    unsigned threads = task_threads(store->threads, frame->segment_count);
    if (threads > 1)
        filling.turn = turn_new();
    fine = fine && task_try(threads, frame->segment_count, fill_segment, &filling, fault);
    turn_free(filling.turn);
    for (uint32_t s = 0; fine && s < frame->segment_count; s++)
        fine = end_texts(store, shelf, part, s, frame->vectors, part_vector(frame, part, s),
                         fault);
    for (uint32_t s = 0; s < frame->segment_count; s++)
        stored_at(shelf, part, s)->loaded = fine;
    return fine;
}

/* One part of all records. */
static bool load_part(struct store *store, size_t dataset, uint32_t part,
                      struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    bool any = false;
    for (uint32_t s = 0; s < shelf->frame->segment_count; s++)
        any = any || stored_at(shelf, part, s)->loaded;
    if (!any && !is_unsorted(shelf))
        return fill_part(store, shelf, part, fault);
    for (uint32_t s = 0; s < shelf->frame->segment_count; s++)
        if (!load_vector(store, shelf, part, s, fault))
            return false;
    return true;
}

bool store_load_column(struct store *store, size_t dataset, uint32_t column,
                       struct fault *fault)
{
    struct frame *frame = store->shelves[dataset].frame;
    if (!frame->columns[column].loaded)
        frame->columns[column].loaded =
            store_load_texts(store, dataset, column, fault) &&
            load_part(store, dataset, part_of_column(column), fault);
    return frame->columns[column].loaded;
}

/* Run by run, so that the column is there as plain texts only in part. */
bool store_number_texts(struct store *store, size_t dataset, uint32_t column,
                        struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    struct frame *frame = shelf->frame;
    uint32_t part = part_of_column(column);
    struct dictionary *texts = dictionary_new();
    bool fine = true;
    for (size_t run = 0; fine && run < runs_count(frame); run++) {
        struct arena *arena = arena_new();
        uint32_t first = (uint32_t)run * RUN_SEGMENTS, end = first + run_segments(frame, run);
        for (uint32_t s = first; fine && s < end; s++)
            fine = load_into(store, shelf, part, s, arena, fault);
        for (uint32_t s = first; fine && s < end; s++) {
            struct vector *vector = part_vector(frame, part, s);
            *vector = vector_number_texts(frame->vectors, vector, frame->segments[s].count, texts);
        }
        arena_free(arena);
    }
    if (!fine) {
        dictionary_free(texts);
        return false;
    }
    frame->columns[column].texts = texts;
    frame->columns[column].plain = false;
    frame->columns[column].loaded = true;
    return true;
}

bool store_load_places(struct store *store, size_t dataset, struct fault *fault)
{
    return load_part(store, dataset, PART_FILE, fault) &&
           load_part(store, dataset, PART_LINE, fault);
}

/* What is said to be sorted is looked at: figures rest on it. */
static bool check_sorted(struct store *store, const struct shelf *shelf,
                         struct fault *fault)
{
    const struct frame *frame = shelf->frame;
    for (size_t run = 0; frame->sorted_by != KEY_NONE && run < runs_count(frame); run++)
        if (!run_is_sorted(frame, run,
                           frame->keys[frame->sorted_by].rows + run * RUN_SEGMENTS))
            return damaged_part(store, shelf, part_of_key(frame, frame->sorted_by),
                                "is not sorted as it should be", fault);
    return true;
}

bool store_load_keys(struct store *store, size_t dataset, struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    for (uint32_t k = 0; k < shelf->frame->key_count; k++)
        if (!load_part(store, dataset, part_of_key(shelf->frame, k), fault))
            return false;
    return check_sorted(store, shelf, fault);
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
