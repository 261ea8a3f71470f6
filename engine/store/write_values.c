/* write_values.c - the values of a dataset as BLOBs.
 *
 * A large dataset with a key is written sorted, run by run. Threads move and pack the parts of the
 * runs; one thread, in order, gives the bytes to SQLite, so that a store does not depend on how many
 * there are. Only the parts under way are there twice.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/spill.h"
#include "base/task.h"
#include "data/runs.h"
#include "store/pack.h"
#include "store/writing.h"

/* ---- BLOBs ---- */

bool writing_tell(struct writing *writing, uint64_t bytes)
{
    const struct store_content *content = writing->content;
    writing->done += bytes;
    return content->progress == NULL ||
           content->progress(content->owner, writing->done, writing->all) ||
           fault_set(writing->fault, FAULT_MACHINE,
                     "%s: interrupted; nothing was changed", writing->database.path);
}

/* The row of a BLOB that stands at this place already; 0: there is none. A query that fails has
 * undone the transaction. */
static bool find_content(struct writing *writing, sqlite3_stmt *statement, size_t dataset,
                         uint32_t part, uint32_t number, uint64_t size, uint64_t checksum,
                         int64_t *found)
{
    *found = 0;
    if (statement == NULL)
        return true;
    sqlite3_bind_int64(statement, 1, (int64_t)dataset);
    sqlite3_bind_int64(statement, 2, part);
    sqlite3_bind_int64(statement, 3, number);
    int answer = sqlite3_step(statement);
    if (answer == SQLITE_ROW && (uint64_t)sqlite3_column_int64(statement, 1) == size &&
        (uint64_t)sqlite3_column_int64(statement, 2) == checksum)
        *found = sqlite3_column_int64(statement, 0);
    bool fine = answer == SQLITE_ROW || answer == SQLITE_DONE ||
                database_failed(&writing->database, writing->fault);
    sqlite3_reset(statement);
    return fine;
}

static bool add_content(struct writing *writing, const void *bytes, uint64_t size,
                        int64_t *content)
{
    if (sqlite3_bind_blob64(writing->insert_content, 1, bytes, size, SQLITE_STATIC) !=
        SQLITE_OK)
        return database_failed(&writing->database, writing->fault);
    if (!database_step(&writing->database, writing->insert_content, writing->fault))
        return false;
    *content = sqlite3_last_insert_rowid(writing->database.handle);
    return writing_tell(writing, size);
}

/* ---- texts ---- */

static bool write_texts(struct writing *writing, size_t dataset, uint32_t column,
                        const struct dictionary *texts)
{
    uint32_t first = 0;
    for (uint32_t number = 0; first < dictionary_count(texts); number++) {
        struct stored_texts stored = pack_texts(texts, first, &writing->buffer);
        if (!find_content(writing, writing->find_texts, dataset, column, number, stored.size,
                          stored.checksum, &stored.content))
            return false;
        if (stored.content == 0 &&
            !add_content(writing, writing->buffer.bytes, stored.size, &stored.content))
            return false;
        if (!writing_add_row(writing, writing->insert_texts, "iiiiiii", (int64_t)dataset,
                             (int64_t)column, (int64_t)number, (int64_t)stored.texts,
                             stored.content, (int64_t)stored.size,
                             (int64_t)stored.checksum))
            return false;
        first += stored.texts;
    }
    return true;
}

/* ---- runs ---- */

/* One part of one run, on its way. */
struct bundle {
    struct arena *arena;
    struct text buffers[RUN_SEGMENTS];
    struct stored stored[RUN_SEGMENTS];
    const void *bytes[RUN_SEGMENTS];
};

struct shipping {
    struct writing *writing;
    size_t dataset;
    const struct frame *frame;
    uint32_t key, parts;
    uint32_t **orders;       /* of each run; NULL: as it stands */
    struct run_room **rooms; /* of each thread, where runs are sorted */
    struct bundle *bundles;  /* run by run, part by part */
    bool failed;
};

uint32_t writing_sorted_by(const struct writing *writing, size_t dataset)
{
    const struct datasets *datasets = writing->content->datasets;
    const struct frame *frame = datasets->frames[dataset];
    for (size_t d = 0; d < datasets->count; d++)
        for (uint32_t k = 0; k < datasets->frames[d]->key_count; k++)
            if (datasets->frames[d]->keys[k].target == frame)
                return KEY_NONE; /* others know its records by their numbers */
    return runs_key(frame);
}

static void order_run(void *self, size_t run, unsigned worker)
{
    struct shipping *shipping = self;
    (void)worker;
    uint32_t *order = memory_get((run_records(shipping->frame, run) + 1) * sizeof *order);
    run_sort(shipping->frame, shipping->key, run, order);
    shipping->orders[run] = order;
}

static void pack_bundle(void *self, size_t number, unsigned worker)
{
    struct shipping *shipping = self;
    struct bundle *bundle = &shipping->bundles[number];
    const struct frame *frame = shipping->frame;
    size_t run = number / shipping->parts;
    uint32_t part = (uint32_t)(number % shipping->parts), count = run_segments(frame, run);
    struct vector vectors[RUN_SEGMENTS], moved[RUN_SEGMENTS];
    for (uint32_t s = 0; s < count; s++)
        vectors[s] = *part_vector(frame, part, (uint32_t)run * RUN_SEGMENTS + s);
    bundle->arena = arena_new();
    if (shipping->orders != NULL)
        run_move(frame, run, vectors, shipping->orders[run], shipping->rooms[worker],
                 bundle->arena, moved);
    for (uint32_t s = 0; s < count; s++)
        bundle->stored[s] =
            pack_vector(shipping->orders != NULL ? &moved[s] : &vectors[s],
                        frame->segments[run * RUN_SEGMENTS + s].count, &bundle->buffers[s],
                        &bundle->bytes[s]);
}

static bool write_vector(struct writing *writing, size_t dataset, uint32_t part,
                         uint32_t number, struct stored stored, const void *bytes)
{
    if (stored.size > 0) {
        if (!find_content(writing, writing->find_segment, dataset, part, number, stored.size,
                          stored.checksum, &stored.content))
            return false;
        if (stored.content == 0 &&
            !add_content(writing, bytes, stored.size, &stored.content))
            return false;
    }
    return writing_add_row(writing, writing->insert_segment, "iiiiiiiiiiiii",
                           (int64_t)dataset, (int64_t)part, (int64_t)number,
                           (int64_t)stored.records, (int64_t)stored.width,
                           (int64_t)stored.kind, (int64_t)stored.states, stored.minimum,
                           stored.maximum, (int64_t)stored.absent, stored.content,
                           (int64_t)stored.size, (int64_t)stored.checksum);
}

static void write_bundle(void *self, size_t number)
{
    struct shipping *shipping = self;
    struct bundle *bundle = &shipping->bundles[number];
    size_t run = number / shipping->parts;
    uint32_t part = (uint32_t)(number % shipping->parts);
    for (uint32_t s = 0; s < run_segments(shipping->frame, run); s++) {
        shipping->failed =
            shipping->failed ||
            !write_vector(shipping->writing, shipping->dataset, part,
                          (uint32_t)run * RUN_SEGMENTS + s, bundle->stored[s],
                          bundle->bytes[s]);
        text_clear(&bundle->buffers[s]);
    }
    arena_free(bundle->arena);
    if (shipping->writing->content->spill != NULL)
        spill_rest(shipping->writing->content->spill);
}

static void sort_runs(struct shipping *shipping, size_t runs, unsigned threads)
{
    shipping->orders = memory_get_zeroed(runs + 1, sizeof *shipping->orders);
    task_each(task_threads(shipping->writing->content->threads, runs), runs, order_run,
              shipping);
    shipping->rooms = memory_get(threads * sizeof(struct run_room *));
    for (unsigned i = 0; i < threads; i++)
        shipping->rooms[i] = run_room_new(shipping->frame);
}

static void free_runs(struct shipping *shipping, size_t runs, unsigned threads)
{
    for (size_t run = 0; run < runs; run++)
        free(shipping->orders[run]);
    free(shipping->orders);
    for (unsigned i = 0; i < threads; i++)
        run_room_free(shipping->rooms[i]);
    free(shipping->rooms);
}

static bool write_runs(struct shipping *shipping)
{
    size_t runs = runs_count(shipping->frame), bundles = runs * shipping->parts;
    unsigned threads = task_threads(shipping->writing->content->threads, bundles);
    if (shipping->key != KEY_NONE)
        sort_runs(shipping, runs, threads);
    shipping->bundles = memory_get_zeroed(bundles + 1, sizeof *shipping->bundles);
    task_in_order(threads, bundles, pack_bundle, write_bundle, shipping);
    if (shipping->key != KEY_NONE)
        free_runs(shipping, runs, threads);
    free(shipping->bundles);
    return !shipping->failed;
}

bool writing_add_values(struct writing *writing, size_t dataset)
{
    const struct frame *frame = writing->content->datasets->frames[dataset];
    struct shipping shipping = {
        .writing = writing,
        .dataset = dataset,
        .frame = frame,
        .key = writing_sorted_by(writing, dataset),
        .parts = part_of_key(frame, frame->key_count),
    };
    for (uint32_t c = 0; c < frame->column_count; c++)
        if (frame->columns[c].texts != NULL && frame->columns[c].type == COLUMN_TEXT &&
            !write_texts(writing, dataset, c, frame->columns[c].texts))
            return false;
    return write_runs(&shipping);
}
