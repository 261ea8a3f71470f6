/* load.c - the values of datasets out of their store: columns, texts, keys and places.
 *
 * A sorted dataset is put back in file order run by run, unless that was said to show in nothing.
 *
 * Frames own what is loaded.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/task.h"
#include "base/text.h"
#include "data/runs.h"
#include "store/read.h"

/* ---- back in file order ---- */

static bool read_run(struct store *store, struct shelf *shelf, uint32_t part, size_t run,
                     struct arena *arena, struct vector *vectors, struct fault *fault)
{
    for (uint32_t s = 0; s < run_segments(shelf->frame, run); s++)
        if (!stored_read(store, shelf, part, (uint32_t)run * RUN_SEGMENTS + s, arena,
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
    if (fine) {
        struct run_room *room = run_room_new(shelf->frame);
        run_move(shelf->frame, run, sorted, shelf->orders[run], room, into, vectors);
        run_room_free(room);
    }
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
    stored->loaded = stored_read(store, shelf, part, segment, arena,
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
    char *bytes = memory_get((size_t)piece->size + 1);
    bool fine = stored_texts_bytes(store, piece, bytes, fault) &&
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
    return fine || stored_damaged(store, shelf, part_of_column(column), PART_CHANGED, fault);
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
    struct lock *reading; /* SQLite reads for one of them at a time */
};

static bool fill_segment(void *self, size_t number, unsigned worker, struct fault *fault)
{
    const struct filling *filling = self;
    uint32_t segment = (uint32_t)number;
    (void)worker;
    return stored_fill(filling->store, filling->shelf, filling->part, segment,
                       part_vector(filling->shelf->frame, filling->part, segment),
                       filling->reading, fault);
}

/* A part as it stands in the store: reading goes on while what was read is looked at. */
static bool fill_part(struct store *store, struct shelf *shelf, uint32_t part,
                      struct fault *fault)
{
    const struct frame *frame = shelf->frame;
    struct filling filling = {store, shelf, part, NULL};
    bool fine = true;
    for (uint32_t s = 0; fine && s < frame->segment_count; s++)
        fine = stored_open(store, shelf, part, s, frame->vectors,
                           part_vector(frame, part, s), fault);
    unsigned threads = task_threads(store->threads, frame->segment_count);
    if (threads > 1) {
        filling.reading = lock_new();
        threads++; /* one of them mostly waits to read */
    }
    fine = fine && task_try(threads, frame->segment_count, fill_segment, &filling, fault);
    lock_free(filling.reading);
    for (uint32_t s = 0; fine && s < frame->segment_count; s++)
        fine = stored_end(store, shelf, part, s, frame->vectors, part_vector(frame, part, s),
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

struct checking {
    const struct frame *frame;
    bool *sorted; /* of each run */
};

static void check_run(void *self, size_t run, unsigned worker)
{
    const struct checking *checking = self;
    const struct frame *frame = checking->frame;
    (void)worker;
    checking->sorted[run] =
        run_is_sorted(frame, run, frame->keys[frame->sorted_by].rows + run * RUN_SEGMENTS);
}

/* What is said to be sorted is looked at: figures rest on it. */
static bool check_sorted(struct store *store, const struct shelf *shelf,
                         struct fault *fault)
{
    const struct frame *frame = shelf->frame;
    size_t runs = frame->sorted_by == KEY_NONE ? 0 : runs_count(frame);
    struct checking checking = {frame, memory_get(runs + 1)};
    task_each(task_threads(store->threads, runs), runs, check_run, &checking);
    bool sorted = runs == 0 || memchr(checking.sorted, false, runs) == NULL;
    free(checking.sorted);
    return sorted || stored_damaged(store, shelf, part_of_key(frame, frame->sorted_by),
                                    "is not sorted as it should be", fault);
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
