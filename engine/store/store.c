/* store.c - opening a store, and reading what a script needs of it.
 *
 * The checksum over the catalogue is verified before a row of it is believed. Keys lead
 * from the datasets that are named to those that are not, and their columns are needed
 * whatever a script says: so are periods, labels and what names a record.
 *
 * A store owns its connection and, until they are taken, its datasets.
 */
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "data/naming.h"
#include "store/inventory.h"
#include "store/row.h"

/* ---- opening ---- */

static bool is_value(const struct store *store, const char *name, const char *expected,
                     const char *what, struct fault *fault)
{
    char *value;
    if (!schema_read_value(&store->database, name, &value, fault))
        return false;
    bool same = value != NULL && strcmp(value, expected) == 0;
    free(value);
    return same || database_damaged(&store->database, what, fault);
}

static bool check_values(struct store *store, struct fault *fault)
{
    char text[40];
    if (!schema_checksum(&store->database, &store->checksum, fault))
        return false;
    snprintf(text, sizeof text, "%016" PRIx64, store->checksum);
    if (!is_value(store, "checksum", text,
                  "its catalogue has changed since it was written", fault))
        return false;
    snprintf(text, sizeof text, "%d", SEGMENT_RECORDS);
    if (!is_value(store, "segment records", text,
                  "it has segments of another length than this program's", fault) ||
        !is_value(store, "byte order", "little",
                  "it was written on a machine of another byte order", fault))
        return false;
    return schema_read_value(&store->database, "options", &store->options, fault);
}

static bool read_catalogue(struct store *store, struct fault *fault)
{
    bool empty;
    if (!database_run(&store->database, "BEGIN", fault) ||
        !schema_check(&store->database, &empty, fault))
        return false;
    if (empty)
        return fault_set(fault, FAULT_DATA,
                         "%s: is empty: nothing was loaded into it. bareme load does",
                         store->database.path);
    return check_values(store, fault) && inventory_read(store, fault);
}

struct store *store_open(const char *path, struct fault *fault)
{
    struct store *store = memory_get_zeroed(1, sizeof *store);
    store->arena = arena_new();
    if (database_open(&store->database, path, OPEN_TO_READ, fault) &&
        read_catalogue(store, fault))
        return store;
    store_close(store);
    return NULL;
}

void store_release(struct store *store)
{
    sqlite3_blob_close(store->blob);
    store->blob = NULL;
    database_close(&store->database);
}

static void drop_orders(struct store *store)
{
    for (size_t d = 0; store->shelves != NULL && d < store->shelf_count; d++)
        for (size_t run = 0; run < store->shelves[d].run_count; run++) {
            free(store->shelves[d].orders[run]);
            store->shelves[d].orders[run] = NULL;
        }
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_release(store);
    drop_orders(store);
    datasets_clear(&store->datasets);
    arena_free(store->arena);
    free(store->options);
    free(store);
}

const struct datasets *store_datasets(const struct store *store)
{
    return &store->datasets;
}

struct datasets store_take(struct store *store)
{
    struct datasets datasets = store->datasets;
    store->datasets = (struct datasets){0};
    return datasets;
}

const struct store_file *store_files(const struct store *store, size_t *count)
{
    *count = store->file_count;
    return store->files;
}

const char *store_options(const struct store *store)
{
    return store->options != NULL ? store->options : "";
}

uint64_t store_checksum(const struct store *store)
{
    return store->checksum;
}

/* ---- what is needed ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_among(const char *const *names, size_t count, const char *name)
{
    return count > 0 &&
           bsearch(&name, names, count, sizeof *names, compare_names) != NULL;
}

static bool is_whole(const struct store_need *need, const char *name)
{
    return need == NULL || is_among(need->whole, need->whole_count, name);
}

static size_t number_of(const struct store *store, const struct frame *frame)
{
    size_t number = 0;
    while (store->datasets.frames[number] != frame)
        number++;
    return number;
}

/* From the datasets that are named along their keys and reports. */
static void follow(const struct store *store, size_t dataset, bool *wanted)
{
    const struct frame *frame = store->datasets.frames[dataset];
    if (wanted[dataset])
        return;
    wanted[dataset] = true;
    for (uint32_t k = 0; k < frame->key_count; k++)
        follow(store, number_of(store, frame->keys[k].target), wanted);
    const struct frame *reports =
        frame->coverage.in == NULL ? NULL
                                   : datasets_find(&store->datasets, frame->coverage.in);
    if (reports != NULL)
        follow(store, number_of(store, reports), wanted);
}

static bool *wanted_of(const struct store *store, const struct store_need *need)
{
    bool *wanted = memory_get_zeroed(store->datasets.count + 1, sizeof *wanted);
    for (size_t d = 0; d < store->datasets.count; d++) {
        const char *name = store->datasets.frames[d]->name;
        if (is_whole(need, name) || is_among(need->names, need->name_count, name) ||
            is_among(need->called, need->called_count, name))
            follow(store, d, wanted);
    }
    return wanted;
}

static bool is_covered_by(const struct store *store, const char *name)
{
    for (size_t d = 0; d < store->datasets.count; d++) {
        const struct coverage *coverage = &store->datasets.frames[d]->coverage;
        for (uint32_t i = 0; i < coverage->by_count; i++)
            if (strcmp(coverage->by[i], name) == 0)
                return true;
    }
    return false;
}

static bool is_target(const struct store *store, const struct frame *frame,
                      uint32_t column)
{
    for (size_t d = 0; d < store->datasets.count; d++) {
        const struct frame *from = store->datasets.frames[d];
        for (uint32_t k = 0; k < from->key_count; k++)
            if (from->keys[k].target == frame && from->keys[k].target_column == column)
                return true;
    }
    return false;
}

static bool is_needed(const struct store *store, const struct frame *frame,
                      uint32_t number, const struct store_need *need)
{
    const struct column *column = &frame->columns[number];
    if (is_whole(need, frame->name) ||
        is_among(need->names, need->name_count, column->name) || naming_is_label(column->name))
        return true;
    if (column->key != KEY_NONE || frame->period[0] == number ||
        frame->period[1] == number)
        return true;
    if (is_among(need->called, need->called_count, frame->name) &&
        (frame->record_count <= SEGMENT_RECORDS || need->mentions == NULL ||
         need->mentions(need->owner, column->name)))
        return true;
    /* What names a record is kept where a record can be a unit, not of a large list of
     * events. */
    bool small = frame->record_count <= SEGMENT_RECORDS ||
                 strcmp(frame->name, "cooperations") == 0;
    if ((frame->primary == number || number == 0) &&
        (small || column->type != COLUMN_TEXT))
        return true;
    return is_target(store, frame, number) || is_covered_by(store, column->name);
}

static bool load_needed(struct store *store, size_t dataset,
                        const struct store_need *need, struct fault *fault)
{
    struct shelf *shelf = &store->shelves[dataset];
    struct frame *frame = shelf->frame;
    bool ordered = need == NULL || !need->any_order || is_whole(need, frame->name);
    if (!ordered)
        frame->sorted_by = shelf->sorted_by;
    for (uint32_t c = 0; c < frame->column_count; c++) {
        struct column *column = &frame->columns[c];
        if (!is_needed(store, frame, c, need)) {
            if (column->plain)
                column->texts = dictionary_new(); /* a script sees no plain column */
            column->plain = false;
        } else if (!(need != NULL && column->plain ? store_number_texts
                                                   : store_load_column)(store, dataset, c,
                                                                        fault)) {
            return false;
        }
    }
    if (frame->primary != COLUMN_NONE && !frame->columns[frame->primary].loaded)
        frame->primary = COLUMN_NONE;
    return ((!ordered && need->no_places) || store_load_places(store, dataset, fault)) &&
           store_load_keys(store, dataset, fault);
}

/* ---- what was told ---- */

struct telling {
    const struct store *store;
    const struct store_need *need;
    const bool *wanted;
    struct problems *problems;
};

/* With a need: nothing of a dataset or column that it leaves out, and no remarks beside
 * it. */
static bool concerns(const struct telling *telling, uint32_t dataset, const char *column,
                     bool aside)
{
    if (telling->need == NULL || dataset == UINT32_MAX)
        return true;
    if (aside || !telling->wanted[dataset])
        return false;
    const struct frame *frame = telling->store->datasets.frames[dataset];
    uint32_t number = column == NULL ? COLUMN_NONE : frame_find_column(frame, column);
    return number == COLUMN_NONE ||
           is_needed(telling->store, frame, number, telling->need);
}

static bool take_problem(void *owner, struct row *row)
{
    struct telling *telling = owner;
    struct problem problem = {
        .severity = (enum severity)row_whole(row, SEVERITY_NOTE, SEVERITY_ERROR)};
    uint32_t dataset = row_number_or_none(row, (uint32_t)telling->store->datasets.count);
    problem.file = row_text_or_null(row);
    problem.line = (uint32_t)row_whole(row, 0, UINT32_MAX);
    problem.column = row_text_or_null(row);
    problem.value = row_text_or_null(row);
    problem.message = row_text(row);
    problem.remedy = row_text_or_null(row);
    problem.aside = row_whole(row, 0, 1) == 1;
    if (!row->bad && concerns(telling, dataset, problem.column, problem.aside))
        problems_add(telling->problems, problem);
    return true;
}

bool store_tell(struct store *store, const struct store_need *need,
                struct problems *problems, struct fault *fault)
{
    bool *wanted = wanted_of(store, need);
    struct telling telling = {store, need, wanted, problems};
    struct arena *arena = arena_new();
    bool told =
        rows_take(&store->database,
                  "SELECT severity, dataset, file, line, column_name, value, message, "
                  "remedy, aside FROM unread ORDER BY id",
                  arena, take_problem, &telling, fault);
    arena_free(arena);
    free(wanted);
    return told;
}

/* ---- reading ---- */

static void drop_unwanted(struct store *store, const bool *wanted)
{
    size_t kept = 0;
    for (size_t d = 0; d < store->datasets.count; d++) {
        if (wanted[d])
            store->datasets.frames[kept++] = store->datasets.frames[d];
        else
            frame_free(store->datasets.frames[d]);
    }
    store->datasets.count = kept;
}

bool store_take_needed(struct store *store, const struct store_need *need,
                       struct datasets *datasets, struct problems *problems,
                       struct fault *fault)
{
    bool *wanted = wanted_of(store, need);
    store->threads = need != NULL ? need->threads : 0;
    bool fine = store_tell(store, need, problems, fault);
    for (size_t d = 0; fine && d < store->datasets.count; d++)
        if (wanted[d])
            fine = load_needed(store, d, need, fault);
    if (fine) {
        drop_unwanted(store, wanted);
        *datasets = store_take(store);
    }
    free(wanted);
    return fine;
}

bool store_read(const char *path, const struct store_need *need,
                struct datasets *datasets, struct problems *problems, struct fault *fault)
{
    struct store *store = store_open(path, fault);
    bool read = store != NULL &&
                store_take_needed(store, need, datasets, problems, fault);
    store_close(store);
    return read;
}
