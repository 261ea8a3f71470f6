/* inventory.c - from the rows of the catalogue to datasets without values.
 *
 * Datasets come first, then what refers to them, each row held against the counts that
 * are known by then. Segments are complete, or the store is refused: each part of each
 * dataset has each of its segments once, with the same number of records.
 *
 * Frames own what is read into them; the rest lies in the store's arena.
 */
#include "store/inventory.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "data/runs.h"
#include "store/row.h"

enum { MOST_DATASETS = 1 << 16, MOST_FILES = 1 << 24 };

static struct shelf *shelf_of(struct store *store, struct row *row)
{
    if (store->datasets.count == 0) {
        row->bad = true;
        return NULL;
    }
    return &store->shelves[row_whole(row, 0, (int64_t)store->datasets.count - 1)];
}

/* ---- datasets and columns ---- */

static bool take_dataset(void *owner, struct row *row)
{
    struct store *store = owner;
    row_whole(row, (int64_t)store->datasets.count, (int64_t)store->datasets.count);
    const char *name = row_text(row);
    if (datasets_find(&store->datasets, name) != NULL ||
        store->datasets.count == MOST_DATASETS)
        return false;
    size_t number = store->datasets.count;
    datasets_add(&store->datasets, frame_new(name));
    return strcmp(store->datasets.frames[number]->name, name) ==
           0; /* they stand sorted */
}

static void make_shelves(struct store *store)
{
    store->shelves =
        arena_get_zeroed(store->arena, store->datasets.count + 1, sizeof *store->shelves);
    store->shelf_count = store->datasets.count;
    for (size_t i = 0; i < store->datasets.count; i++)
        store->shelves[i].frame = store->datasets.frames[i];
}

static bool take_column(void *owner, struct row *row)
{
    struct shelf *shelf = shelf_of(owner, row);
    if (shelf == NULL)
        return false;
    struct frame *frame = shelf->frame;
    row->arena = frame->arena;
    const char *name = row_text(row);
    if (frame_find_column(frame, name) != COLUMN_NONE)
        return false;
    const char *title = row_text_or_null(row);
    enum column_type type = (enum column_type)row_whole(row, COLUMN_TEXT, COLUMN_BOOLEAN);
    struct column *column = frame_add_column(frame, name, type);
    column->loaded = false;
    column->title = title;
    column->scale = (uint8_t)row_whole(row, 0, 18);
    column->grain = (enum grain)row_whole(row, GRAIN_DAY, GRAIN_YEAR);
    column->percent = row_whole(row, 0, 1) == 1;
    column->currency = row_text_or_null(row);
    column->number.decimal = row_whole(row, 0, 1) == 1 ? ',' : '.';
    column->number.group = (enum group_mark)row_whole(row, GROUP_NONE, GROUP_APOSTROPHE);
    column->number.bare = row_whole(row, 0, 1) == 1;
    column->dates = (enum date_style)row_whole(row, DATE_ISO, DATE_YMD);
    column->unsettled = row_text_or_null(row);
    column->unsettled_file = row_text_or_null(row);
    column->unsettled_line = (uint32_t)row_whole(row, 0, UINT32_MAX);
    column->present = (uint64_t)row_whole(row, 0, INT64_MAX);
    column->missing = (uint64_t)row_whole(row, 0, INT64_MAX);
    column->not_applicable = (uint64_t)row_whole(row, 0, INT64_MAX);
    column->refused = (uint64_t)row_whole(row, 0, INT64_MAX);
    column->example = row_text_or_null(row);
    column->minimum_text = row_text_or_null(row);
    column->maximum_text = row_text_or_null(row);
    column->plain = row_whole(row, 0, 1) == 1;
    if (column->plain && type != COLUMN_TEXT)
        return false;
    if (column->plain) {
        dictionary_free(column->texts);
        column->texts = NULL;
    }
    return (column->minimum_text == NULL) == (column->maximum_text == NULL);
}

/* What a dataset says of its columns, now that they are there. */
static bool take_roles(void *owner, struct row *row)
{
    struct shelf *shelf = shelf_of(owner, row);
    if (shelf == NULL)
        return false;
    struct frame *frame = shelf->frame;
    frame->primary = row_number_or_none(row, frame->column_count);
    frame->primary_declared = row_whole(row, 0, 1) == 1;
    frame->period[0] = row_number_or_none(row, frame->column_count);
    frame->period[1] = row_number_or_none(row, frame->column_count);
    row->arena = frame->arena;
    frame->coverage.in = row_text_or_null(row);
    return frame->period[0] != COLUMN_NONE || frame->period[1] == COLUMN_NONE;
}

struct words {
    struct store *store;
    const char *kind;
    size_t room; /* of the list being made: words of one column stand together */
};

static bool take_coverage(void *owner, struct row *row)
{
    struct shelf *shelf = shelf_of(owner, row);
    if (shelf == NULL)
        return false;
    struct coverage *coverage = &shelf->frame->coverage;
    row->arena = shelf->frame->arena;
    if (coverage->by_count == sizeof coverage->by / sizeof *coverage->by)
        return false;
    coverage->by[coverage->by_count++] = row_text(row);
    return true;
}

static bool take_compound(void *owner, struct row *row)
{
    struct shelf *shelf = shelf_of(owner, row);
    if (shelf == NULL || shelf->frame->column_count == 0)
        return false;
    struct frame *frame = shelf->frame;
    uint32_t column = (uint32_t)row_whole(row, 0, (int64_t)frame->column_count - 1);
    uint32_t *columns = (void *)(uintptr_t)frame->compound;
    if (columns == NULL)
        columns = arena_get(frame->arena, frame->column_count * sizeof *columns);
    for (uint32_t i = 0; i < frame->compound_count; i++)
        if (columns[i] == column)
            return false;
    columns[frame->compound_count++] = column;
    frame->compound = columns;
    return frame->primary == COLUMN_NONE;
}

static bool take_word(void *owner, struct row *row)
{
    struct words *words = owner;
    struct shelf *shelf = shelf_of(words->store, row);
    if (shelf == NULL || shelf->frame->column_count == 0)
        return false;
    struct frame *frame = shelf->frame;
    struct column *column =
        &frame->columns[row_whole(row, 0, (int64_t)frame->column_count - 1)];
    row->arena = frame->arena;
    bool marks = strcmp(words->kind, "mark") == 0;
    const char *const **list = marks ? &column->marks : &column->allowed;
    size_t *count = marks ? &column->mark_count : &column->allowed_count;
    if (*count == 0)
        words->room = 0;
    const char **grown = arena_grow(frame->arena, (void *)(uintptr_t)*list, *count,
                                    &words->room, sizeof **list);
    grown[(*count)++] = row_text(row);
    *list = grown;
    return true;
}

static bool take_key(void *owner, struct row *row)
{
    struct store *store = owner;
    struct shelf *shelf = shelf_of(store, row);
    if (shelf == NULL || shelf->frame->column_count == 0)
        return false;
    struct frame *frame = shelf->frame;
    uint32_t column = (uint32_t)row_whole(row, 0, (int64_t)frame->column_count - 1);
    const struct shelf *target = shelf_of(store, row);
    if (target->frame->column_count == 0)
        return false;
    frame->keys = arena_grow(frame->arena, frame->keys, frame->key_count,
                             &frame->key_room, sizeof *frame->keys);
    frame->keys[frame->key_count] = (struct key){
        .column = column,
        .target = target->frame,
        .target_column =
            (uint32_t)row_whole(row, 0, (int64_t)target->frame->column_count - 1),
        .declared = row_whole(row, 0, 1) == 1,
    };
    if (frame->columns[column].key == KEY_NONE)
        frame->columns[column].key = frame->key_count;
    frame->key_count++;
    return true;
}

/* ---- files ---- */

static bool take_file(void *owner, struct row *row)
{
    struct store *store = owner;
    uint32_t dataset = row_number_or_none(row, (uint32_t)store->datasets.count);
    struct store_file file = {.name = row_text(row)};
    file.size = (uint64_t)row_whole(row, 0, INT64_MAX);
    file.hash = row_text(row);
    const char *encoding = row_text_or_null(row);
    char delimiter = (char)row_whole(row, 0, 127);
    uint64_t records = (uint64_t)row_whole(row, 0, INT64_MAX);
    uint64_t skipped = (uint64_t)row_whole(row, 0, INT64_MAX);
    uint64_t duplicates = (uint64_t)row_whole(row, 0, INT64_MAX);
    if (store->file_count == MOST_FILES)
        return false;
    if (dataset != UINT32_MAX && !row->bad) {
        struct frame *frame = store->shelves[dataset].frame;
        struct source_file *kept = frame_add_file(frame, file.name);
        file.dataset = frame->name;
        kept->encoding = arena_text(frame->arena, encoding != NULL ? encoding : "UTF-8");
        kept->delimiter = delimiter;
        kept->records = records;
        kept->skipped_rows = skipped;
        kept->duplicates = duplicates;
    }
    store->files = arena_grow(store->arena, store->files, store->file_count,
                              &store->file_room, sizeof *store->files);
    store->files[store->file_count++] = file;
    return true;
}

/* ---- segments ---- */

/* How many records a dataset has says how many segments each of its parts must have; no
 * room is made for more than the catalogue has rows. */
static bool take_size(void *owner, struct row *row)
{
    struct store *store = owner;
    struct shelf *shelf = shelf_of(store, row);
    if (shelf == NULL)
        return false;
    struct frame *frame = shelf->frame;
    int64_t records = row_whole(row, 0, RECORD_NONE - 1);
    shelf->sorted_by = row_number_or_none(row, frame->key_count);
    shelf->parts = PART_COLUMNS + frame->column_count + frame->key_count;
    store->segment_rows -=
        (records + SEGMENT_RECORDS - 1) / SEGMENT_RECORDS * shelf->parts;
    if (store->segment_rows < 0)
        return false;
    while (frame->record_count < (uint64_t)records) {
        uint64_t left = (uint64_t)records - frame->record_count;
        frame_add_segment(
            frame, (struct segment){
                       .count = left < SEGMENT_RECORDS ? (uint32_t)left : SEGMENT_RECORDS,
                       .columns = arena_get_zeroed(frame->arena, frame->column_count + 1,
                                                   sizeof(struct vector)),
                   });
    }
    size_t count = (size_t)shelf->parts * frame->segment_count;
    shelf->vectors = arena_get_zeroed(store->arena, count + 1, sizeof *shelf->vectors);
    shelf->texts =
        arena_get_zeroed(store->arena, frame->column_count + 1, sizeof *shelf->texts);
    shelf->text_counts =
        arena_get_zeroed(store->arena, frame->column_count + 1, sizeof(size_t));
    shelf->text_rooms =
        arena_get_zeroed(store->arena, frame->column_count + 1, sizeof(size_t));
    shelf->texts_loaded =
        arena_get_zeroed(store->arena, frame->column_count + 1, sizeof(bool));
    for (uint32_t k = 0; k < frame->key_count; k++)
        frame->keys[k].rows = arena_get_zeroed(frame->arena, frame->segment_count + 1,
                                               sizeof(struct vector));
    shelf->run_count = runs_count(frame);
    shelf->orders =
        arena_get_zeroed(store->arena, shelf->run_count + 1, sizeof *shelf->orders);
    return frame->record_count == 0 || frame->file_count > 0;
}

static bool is_possible(const struct stored *stored)
{
    static const uint64_t most[] = {
        [1] = UINT8_MAX, [2] = UINT16_MAX, [4] = UINT32_MAX, [8] = UINT64_MAX};
    uint64_t span = (uint64_t)stored->maximum - (uint64_t)stored->minimum;
    uint64_t head = stored_head(stored);
    if (stored->minimum > stored->maximum || stored->size < head ||
        (stored->size > head && stored->kind != VECTOR_PLAIN) ||
        (stored->content == 0) != (stored->size == 0) ||
        stored->states != (stored->absent > 0))
        return false;
    switch ((enum vector_kind)stored->kind) {
    case VECTOR_REAL:
        return stored->width == 8 && span == 0;
    case VECTOR_STEPS:
        return stored->width == 0 && !stored->states && span == stored->records - 1u;
    case VECTOR_PLAIN:
        if (stored->minimum < 0 || (uint64_t)stored->maximum > stored->size - head)
            return false;
        break;
    default:
        break;
    }
    switch (stored->width) {
    case 0:
        return span == 0;
    case 1:
    case 2:
    case 4:
    case 8:
        return span <= most[stored->width];
    default:
        return false;
    }
}

static bool take_segment(void *owner, struct row *row)
{
    struct store *store = owner;
    struct shelf *shelf = shelf_of(store, row);
    if (shelf == NULL || shelf->frame->segment_count == 0)
        return false;
    uint32_t part = (uint32_t)row_whole(row, 0, (int64_t)shelf->parts - 1);
    uint32_t number =
        (uint32_t)row_whole(row, 0, (int64_t)shelf->frame->segment_count - 1);
    struct stored *stored = stored_at(shelf, part, number);
    if (stored->there)
        return false;
    uint32_t count = shelf->frame->segments[number].count;
    *stored = (struct stored){.there = true};
    stored->records = (uint32_t)row_whole(row, count, count);
    stored->width = (uint8_t)row_whole(row, 0, 8);
    stored->kind = (uint8_t)row_whole(row, 0, VECTOR_KINDS - 1);
    stored->states = row_whole(row, 0, 1) == 1;
    stored->minimum = row_whole(row, INT64_MIN, INT64_MAX);
    stored->maximum = row_whole(row, INT64_MIN, INT64_MAX);
    stored->absent = (uint32_t)row_whole(row, 0, count);
    stored->content = row_whole(row, 0, INT64_MAX);
    stored->size = (uint64_t)row_whole(row, 0, INT64_MAX);
    stored->checksum = row_bits(row);
    return is_possible(stored);
}

static bool take_texts(void *owner, struct row *row)
{
    struct store *store = owner;
    struct shelf *shelf = shelf_of(store, row);
    if (shelf == NULL || shelf->frame->column_count == 0)
        return false;
    uint32_t column =
        (uint32_t)row_whole(row, 0, (int64_t)shelf->frame->column_count - 1);
    size_t *count = &shelf->text_counts[column];
    row_whole(row, (int64_t)*count, (int64_t)*count);
    struct stored_texts texts = {.texts = (uint32_t)row_whole(row, 1, UINT32_MAX)};
    texts.content = row_whole(row, 1, INT64_MAX);
    texts.size = (uint64_t)row_whole(row, 0, INT64_MAX);
    texts.checksum = row_bits(row);
    shelf->texts[column] = arena_grow(store->arena, shelf->texts[column], *count,
                                      &shelf->text_rooms[column], sizeof texts);
    shelf->texts[column][(*count)++] = texts;
    return shelf->frame->columns[column].texts != NULL &&
           texts.size >= texts.texts * sizeof(uint32_t);
}

static bool is_complete(const struct store *store)
{
    for (size_t d = 0; d < store->datasets.count; d++) {
        const struct shelf *shelf = &store->shelves[d];
        for (uint32_t p = 0; p < shelf->parts; p++)
            for (uint32_t s = 0; s < shelf->frame->segment_count; s++)
                if (!stored_at(shelf, p, s)->there)
                    return false;
    }
    return true;
}

/* ---- all of it ---- */

static bool take_words(struct store *store, const char *kind, const char *sql,
                       struct fault *fault)
{
    struct words words = {.store = store, .kind = kind};
    return rows_take(&store->database, sql, store->arena, take_word, &words, fault);
}

bool inventory_read(struct store *store, struct fault *fault)
{
    const struct database *database = &store->database;
    if (!database_ask(database, "SELECT count(*) FROM segment", &store->segment_rows,
                      fault) ||
        !rows_take(database, "SELECT id, name FROM dataset ORDER BY id", store->arena,
                   take_dataset, store, fault))
        return false;
    make_shelves(store);
    static const struct step {
        const char *sql;
        take_row_function *take;
    } steps[] = {
        {"SELECT dataset, name, title, type, scale, grain, percent, currency, "
         "decimal_mark, "
         "group_mark, bare, dates, unsettled, unsettled_file, unsettled_line, present, "
         "missing, "
         "not_applicable, refused, example, minimum, maximum, plain FROM dataset_column ORDER "
         "BY id",
         take_column},
        {"SELECT id, primary_column, declared, period_from, period_to, coverage_in FROM "
         "dataset "
         "ORDER BY id",
         take_roles},
        {"SELECT dataset, text FROM word WHERE kind='coverage' ORDER BY id",
         take_coverage},
        {"SELECT dataset, column_number FROM word WHERE kind='primary' ORDER BY id",
         take_compound},
        {"SELECT dataset, column_number, target, target_column, declared FROM "
         "dataset_key "
         "ORDER BY id",
         take_key},
        {"SELECT dataset, name, size, hash, encoding, delimiter, records, skipped_rows, "
         "duplicates FROM file ORDER BY id",
         take_file},
        {"SELECT id, records, sorted_by FROM dataset ORDER BY id", take_size},
        {"SELECT dataset, part, number, records, width, kind, states, minimum, maximum, "
         "absent, "
         "content, size, checksum FROM segment ORDER BY id",
         take_segment},
        {"SELECT dataset, part, number, texts, content, size, checksum FROM dictionary "
         "ORDER BY id",
         take_texts},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!rows_take(database, steps[i].sql, store->arena, steps[i].take, store, fault))
            return false;
    if (!take_words(
            store, "mark",
            "SELECT dataset, column_number, text FROM word WHERE kind='mark' ORDER BY id",
            fault) ||
        !take_words(store, "allowed",
                    "SELECT dataset, column_number, text FROM word WHERE kind='allowed' "
                    "ORDER BY id",
                    fault))
        return false;
    return is_complete(store) ||
           database_damaged(database, "records are missing from its catalogue", fault);
}
