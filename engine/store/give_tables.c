/* give_tables.c - datasets as plain tables of SQLite.
 *
 * The file is new and nobody's yet, so it needs no journal; the caller brings it to its
 * place when it is whole.
 *
 * Nothing is kept.
 */
#include <stdio.h>

#include "base/text.h"
#include "store/database.h"
#include "store/give.h"
#include "store/vtab.h"

enum { TELL_EVERY = 1 << 14 };

static bool make_table(const struct database *database, const struct datasets *datasets,
                       size_t dataset, struct fault *fault)
{
    const struct frame *frame = datasets->frames[dataset];
    struct text sql = {0};
    text_add(&sql, "CREATE TABLE ");
    vtab_add_name(datasets, dataset, COLUMN_NONE, &sql);
    for (uint32_t c = 0; c < frame->column_count; c++) {
        text_add(&sql, c == 0 ? " (" : ", ");
        vtab_add_name(datasets, dataset, c, &sql);
        text_addf(&sql, " %s", vtab_type(&frame->columns[c]));
    }
    text_add_char(&sql, ')');
    bool made = database_run(database, text_of(&sql), fault);
    text_clear(&sql);
    return made;
}

static sqlite3_stmt *prepare_insert(const struct database *database,
                                    const struct datasets *datasets, size_t dataset,
                                    struct fault *fault)
{
    struct text sql = {0};
    text_add(&sql, "INSERT INTO ");
    vtab_add_name(datasets, dataset, COLUMN_NONE, &sql);
    text_add(&sql, " VALUES (");
    for (uint32_t c = 0; c < datasets->frames[dataset]->column_count; c++)
        text_add(&sql, c == 0 ? "?" : ",?");
    text_add_char(&sql, ')');
    sqlite3_stmt *statement = database_prepare(database, text_of(&sql), fault);
    text_clear(&sql);
    return statement;
}

static void bind_value(sqlite3_stmt *statement, int place, const struct column *column,
                       const struct vector *vector, size_t number)
{
    char date[DATE_TEXT_SIZE];
    struct string string;
    if (vector_state_at(vector, number) != STATE_PRESENT)
        return; /* NULL */
    int64_t value = vector->real ? 0 : vector_at(vector, number);
    switch (column->type) {
    case COLUMN_TEXT:
        string = column_text(column, vector, number);
        sqlite3_bind_text(statement, place, string.bytes, (int)string.size,
                          SQLITE_STATIC);
        break;
    case COLUMN_DATE:
        if (sqlite3_bind_text(statement, place, date, (int)date_format((int32_t)value, date),
                              SQLITE_TRANSIENT) == SQLITE_NOMEM)
            memory_exhausted();
        break;
    case COLUMN_REAL:
        sqlite3_bind_double(statement, place, vector_real_at(vector, number));
        break;
    case COLUMN_DECIMAL:
        sqlite3_bind_double(statement, place, number_from_scaled(value, column->scale));
        break;
    default:
        sqlite3_bind_int64(statement, place, value);
    }
}

static bool fill_table(const struct database *database, const struct datasets *datasets,
                       size_t dataset, void (*progress)(void *, uint64_t), void *owner,
                       struct fault *fault)
{
    const struct frame *frame = datasets->frames[dataset];
    sqlite3_stmt *statement = prepare_insert(database, datasets, dataset, fault);
    bool filled = statement != NULL;
    for (uint64_t r = 0; filled && r < frame->record_count; r++) {
        const struct segment *segment = &frame->segments[r / SEGMENT_RECORDS];
        for (uint32_t c = 0; c < frame->column_count; c++)
            bind_value(statement, (int)c + 1, &frame->columns[c], &segment->columns[c],
                       r % SEGMENT_RECORDS);
        filled = database_step(database, statement, fault);
        if (progress != NULL && r % TELL_EVERY == 0)
            progress(owner, TELL_EVERY);
    }
    sqlite3_finalize(statement);
    return filled;
}

bool give_tables(struct store *store, const char *path, const char *name,
                 void (*progress)(void *owner, uint64_t records), void *owner,
                 struct fault *fault)
{
    const struct datasets *datasets = store_datasets(store);
    struct database database;
    if (!database_open(&database, path, OPEN_TO_WRITE, fault))
        return false;
    database.path = name;
    bool given = database_run(&database,
                              "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; "
                              "PRAGMA cache_size=-65536; BEGIN",
                              fault);
    for (size_t d = 0; given && d < datasets->count; d++)
        given = make_table(&database, datasets, d, fault) &&
                fill_table(&database, datasets, d, progress, owner, fault);
    given = given && database_run(&database, "COMMIT", fault);
    database_close(&database);
    return given;
}
