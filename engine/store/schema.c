/* schema.c - the tables of a store, and what holds them together.
 *
 * Rows of these tables are the catalogue: what there is, and the checksum of every BLOB.
 * One checksum over all rows of all of them stands in the table 'store' itself. So every
 * bit that a figure rests on is under some checksum: SQLite's own integrity_check sees
 * neither into a BLOB nor into a value. The text of the schema is compared with the one
 * below, letter by letter.
 *
 * Nothing is owned.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/text.h"
#include "store/database.h"

/* In the order in which they are made. BLOBs lie apart, so that rows of the catalogue are
 * read without stepping over them. */
static const struct table {
    const char *name;
    const char *sql;
    bool content; /* BLOBs, not rows of the catalogue */
} tables[] = {
    {"store", "CREATE TABLE store (id INTEGER PRIMARY KEY, name TEXT, value)", false},
    {"file",
     "CREATE TABLE file (id INTEGER PRIMARY KEY, dataset INTEGER, name TEXT, size "
     "INTEGER, "
     "hash TEXT, encoding TEXT, delimiter INTEGER, records INTEGER, skipped_rows "
     "INTEGER, "
     "duplicates INTEGER)",
     false},
    {"dataset",
     "CREATE TABLE dataset (id INTEGER PRIMARY KEY, name TEXT, records INTEGER, "
     "primary_column INTEGER, declared INTEGER, period_from INTEGER, period_to INTEGER, "
     "coverage_in TEXT, sorted_by INTEGER)",
     false},
    {"dataset_column",
     "CREATE TABLE dataset_column (id INTEGER PRIMARY KEY, dataset INTEGER, name TEXT, "
     "title TEXT, type INTEGER, scale INTEGER, grain INTEGER, percent INTEGER, currency "
     "TEXT, "
     "decimal_mark INTEGER, group_mark INTEGER, bare INTEGER, dates INTEGER, unsettled "
     "TEXT, "
     "unsettled_file TEXT, unsettled_line INTEGER, present INTEGER, missing INTEGER, "
     "not_applicable INTEGER, refused INTEGER, example TEXT, minimum TEXT, maximum TEXT, "
     "plain INTEGER)",
     false},
    {"word",
     "CREATE TABLE word (id INTEGER PRIMARY KEY, dataset INTEGER, column_number INTEGER, "
     "kind TEXT, text TEXT)",
     false},
    {"dataset_key",
     "CREATE TABLE dataset_key (id INTEGER PRIMARY KEY, dataset INTEGER, column_number "
     "INTEGER, "
     "target INTEGER, target_column INTEGER, declared INTEGER)",
     false},
    {"segment",
     "CREATE TABLE segment (id INTEGER PRIMARY KEY, dataset INTEGER, part INTEGER, "
     "number INTEGER, records INTEGER, width INTEGER, kind INTEGER, states INTEGER, "
     "minimum INTEGER, maximum INTEGER, absent INTEGER, content INTEGER, size INTEGER, "
     "checksum INTEGER)",
     false},
    {"dictionary",
     "CREATE TABLE dictionary (id INTEGER PRIMARY KEY, dataset INTEGER, part INTEGER, "
     "number INTEGER, texts INTEGER, content INTEGER, size INTEGER, checksum INTEGER)",
     false},
    {"unread",
     "CREATE TABLE unread (id INTEGER PRIMARY KEY, severity INTEGER, dataset INTEGER, "
     "file TEXT, "
     "line INTEGER, column_name TEXT, value TEXT, message TEXT, remedy TEXT, aside "
     "INTEGER)",
     false},
    {"content", "CREATE TABLE content (id INTEGER PRIMARY KEY, bytes BLOB)", true},
};

enum { TABLES = sizeof tables / sizeof *tables };

bool schema_make(const struct database *database, struct fault *fault)
{
    char sql[100];
    for (size_t i = 0; i < TABLES; i++)
        if (!database_run(database, tables[i].sql, fault))
            return false;
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d",
             STORE_APPLICATION, STORE_FORMAT);
    return database_run(database, sql, fault);
}

/* ---- is it ours ---- */

/* The first load of a file may have failed, and removed it, while another waited for it:
 * what that one wrote would be lost. */
static bool is_in_place(const struct database *database, struct fault *fault)
{
    int moved = 0;
    sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved == 0 ||
           fault_set(fault, FAULT_MACHINE,
                     "%s: was removed meanwhile, by another load that failed. load again",
                     database->path);
}

static bool is_text(sqlite3_stmt *statement, int column, const char *expected)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text != NULL && strcmp((const char *)text, expected) == 0;
}

static bool check_tables(const struct database *database, struct fault *fault)
{
    sqlite3_stmt *statement = database_prepare(
        database, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid",
        fault);
    size_t count = 0;
    int answer = SQLITE_DONE;
    bool ours = statement != NULL;
    while (ours && (answer = sqlite3_step(statement)) == SQLITE_ROW) {
        ours = count < TABLES && is_text(statement, 0, "table") &&
               is_text(statement, 1, tables[count].name) &&
               is_text(statement, 2, tables[count].name) &&
               is_text(statement, 3, tables[count].sql);
        count++;
    }
    if (statement != NULL && answer != SQLITE_DONE && answer != SQLITE_ROW)
        ours = database_failed(database, fault);
    else if (statement != NULL && (!ours || count != TABLES))
        ours = database_damaged(database, "its tables are not those that a load makes",
                                fault);
    sqlite3_finalize(statement);
    return ours;
}

bool schema_check(const struct database *database, bool *empty, struct fault *fault)
{
    int64_t pages, application, format;
    *empty = false;
    if (!database_ask(database, "PRAGMA page_count", &pages, fault) ||
        !database_ask(database, "PRAGMA application_id", &application, fault) ||
        !database_ask(database, "PRAGMA user_version", &format, fault))
        return false;
    if (pages <= 1 && application == 0 &&
        format == 0) { /* one page: a transaction has begun */
        int64_t objects;
        if (!database_ask(database, "SELECT count(*) FROM sqlite_schema", &objects,
                          fault))
            return false;
        *empty = objects == 0;
        if (*empty)
            return is_in_place(database, fault);
    }
    if (application != STORE_APPLICATION)
        return fault_set(
            fault, FAULT_DATA,
            "%s: is an SQLite file, but not a store of bareme. name another file",
            database->path);
    if (format > STORE_FORMAT)
        return fault_set(
            fault, FAULT_DATA,
            "%s: was made by a newer bareme (format %lld; this one knows %d). "
            "update bareme, or load the data anew into another file",
            database->path, (long long)format, STORE_FORMAT);
    if (format > 0 && format < STORE_FORMAT)
        return fault_set(
            fault, FAULT_DATA,
            "%s: was made by an older bareme (format %lld; this one knows %d). "
            "load the data anew into another file",
            database->path, (long long)format, STORE_FORMAT);
    if (format != STORE_FORMAT)
        return database_damaged(database, "it has no format that was ever written",
                                fault);
    return check_tables(database, fault);
}

/* ---- checksum ---- */

static void hash_value(XXH3_state_t *state, sqlite3_stmt *statement, int column)
{
    unsigned char kind = (unsigned char)sqlite3_column_type(statement, column);
    XXH3_64bits_update(state, &kind, 1);
    if (kind == SQLITE_INTEGER) {
        int64_t number = sqlite3_column_int64(statement, column);
        XXH3_64bits_update(state, &number, sizeof number);
    } else if (kind != SQLITE_NULL) {
        const void *bytes = sqlite3_column_blob(statement, column);
        int64_t size = sqlite3_column_bytes(statement, column);
        XXH3_64bits_update(state, &size, sizeof size);
        if (bytes != NULL)
            XXH3_64bits_update(state, bytes, (size_t)size);
    }
}

static bool hash_table(const struct database *database, const char *sql,
                       XXH3_state_t *state, struct fault *fault)
{
    sqlite3_stmt *statement = database_prepare(database, sql, fault);
    if (statement == NULL)
        return false;
    int answer, columns = sqlite3_column_count(statement);
    while ((answer = sqlite3_step(statement)) == SQLITE_ROW)
        for (int i = 0; i < columns; i++)
            hash_value(state, statement, i);
    bool done = answer == SQLITE_DONE || database_failed(database, fault);
    sqlite3_finalize(statement);
    return done;
}

bool schema_checksum(const struct database *database, uint64_t *checksum,
                     struct fault *fault)
{
    XXH3_state_t *state = XXH3_createState();
    if (state == NULL)
        memory_exhausted();
    XXH3_64bits_reset(state);
    bool done = true;
    for (size_t i = 0; done && i < TABLES; i++) {
        char sql[120];
        if (tables[i].content)
            continue;
        snprintf(sql, sizeof sql, "SELECT * FROM %s%s ORDER BY id", tables[i].name,
                 i == 0 ? " WHERE name <> 'checksum'" : "");
        done = hash_table(database, sql, state, fault);
    }
    *checksum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return done;
}

bool schema_read_value(const struct database *database, const char *name, char **text,
                       struct fault *fault)
{
    sqlite3_stmt *statement =
        database_prepare(database, "SELECT value FROM store WHERE name=?1", fault);
    *text = NULL;
    if (statement == NULL)
        return false;
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    int answer = sqlite3_step(statement);
    bool fine =
        answer == SQLITE_DONE || answer == SQLITE_ROW || database_failed(database, fault);
    const char *found =
        answer == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (found != NULL) {
        *text = memory_get(strlen(found) + 1);
        strcpy(*text, found);
    }
    sqlite3_finalize(statement);
    return fine;
}
