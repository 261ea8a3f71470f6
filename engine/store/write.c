/* write.c - datasets into a store.
 *
 * Rows of the catalogue are few and written anew each time; BLOBs are many and, when a
 * store is appended to, mostly those that it has: these are found by their place and
 * checksum. Nothing spills into a file that others may be reading: a spill locks them out
 * long before the end. A file that is new has no readers, and may.
 *
 * A writing lives as long as the call.
 */
#include "store/write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/spill.h"
#include "store/writing.h"

enum { SMALL_STORE = 4 << 20, SMALL_PAGE = 4096, LARGE_PAGE = 32768 };

/* ---- how much it is ---- */

/* Near enough for a bar and for the size of a page. */
static uint64_t bytes_of(const struct datasets *datasets)
{
    uint64_t bytes = 0;
    for (size_t d = 0; d < datasets->count; d++) {
        const struct frame *frame = datasets->frames[d];
        for (uint32_t c = 0; c < frame->column_count; c++) {
            const struct dictionary *texts = frame->columns[c].texts;
            for (uint32_t s = 0; s < frame->segment_count; s++) {
                const struct vector *vector = &frame->segments[s].columns[c];
                bytes += (uint64_t)frame->segments[s].count *
                         (vector->width + (vector->states != NULL));
                if (vector->bytes != NULL)
                    bytes += vector_texts_size(vector, frame->segments[s].count);
            }
            if (texts != NULL && frame->columns[c].type == COLUMN_TEXT)
                bytes += dictionary_count(texts) * (uint64_t)16;
        }
    }
    return bytes;
}

/* ---- one transaction ---- */

static bool prepare(struct writing *writing, bool keep)
{
    const struct database *database = &writing->database;
    struct fault *fault = writing->fault;
    if (keep &&
        !database_run(
            database,
            "CREATE TEMP TABLE old_segment AS SELECT dataset, part, number, content, "
            "size, checksum FROM segment WHERE content > 0;"
            "CREATE INDEX temp.by_segment ON old_segment (dataset, part, number);"
            "CREATE TEMP TABLE old_texts AS SELECT dataset, part, number, content, "
            "size, checksum FROM dictionary;"
            "CREATE INDEX temp.by_texts ON old_texts (dataset, part, number)",
            fault))
        return false;
    if (!database_run(
            database,
            "DELETE FROM store; DELETE FROM file; DELETE FROM dataset; "
            "DELETE FROM dataset_column; DELETE FROM word; DELETE FROM dataset_key; "
            "DELETE FROM segment; DELETE FROM dictionary; DELETE FROM unread",
            fault) ||
        (!keep && !database_run(database, "DELETE FROM content", fault)))
        return false;
    writing->insert_content =
        database_prepare(database, "INSERT INTO content (bytes) VALUES (?)", fault);
    writing->insert_segment = database_prepare(
        database,
        "INSERT INTO segment (dataset, part, number, records, width, kind, states, "
        "minimum, "
        "maximum, absent, content, size, checksum) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        fault);
    writing->insert_texts = database_prepare(
        database,
        "INSERT INTO dictionary (dataset, part, number, texts, content, size, checksum) "
        "VALUES (?,?,?,?,?,?,?)",
        fault);
    if (keep) {
        writing->find_segment =
            database_prepare(database,
                             "SELECT content, size, checksum FROM old_segment WHERE "
                             "dataset=?1 AND part=?2 AND "
                             "number=?3",
                             fault);
        writing->find_texts =
            database_prepare(database,
                             "SELECT content, size, checksum FROM old_texts WHERE "
                             "dataset=?1 AND part=?2 AND "
                             "number=?3",
                             fault);
    }
    return fault->kind == FAULT_NONE;
}

static void finish_statements(struct writing *writing)
{
    sqlite3_finalize(writing->insert_content);
    sqlite3_finalize(writing->insert_segment);
    sqlite3_finalize(writing->insert_texts);
    sqlite3_finalize(writing->find_segment);
    sqlite3_finalize(writing->find_texts);
    text_clear(&writing->buffer);
}

static bool write_checksum(struct writing *writing)
{
    uint64_t checksum;
    char text[20];
    if (!schema_checksum(&writing->database, &checksum, writing->fault))
        return false;
    snprintf(text, sizeof text, "%016" PRIx64, checksum);
    return writing_add_value(writing, "checksum", text);
}

static bool write_all(struct writing *writing)
{
    const struct store_content *content = writing->content;
    char records[20];
    snprintf(records, sizeof records, "%d", SEGMENT_RECORDS);
    bool done = prepare(writing, content->keep) &&
                writing_add_value(writing, "segment records", records) &&
                writing_add_value(writing, "byte order", "little") &&
                writing_add_value(writing, "options", content->options);
    for (size_t d = 0; done && d < content->datasets->count; d++)
        done = writing_add_dataset(writing, d);
    done = done && writing_add_files(writing) && writing_add_problems(writing);
    for (size_t d = 0; done && d < content->datasets->count; d++)
        done = writing_add_values(writing, d);
    finish_statements(writing);
    return done &&
           (!content->keep ||
            database_run(
                &writing->database,
                "DELETE FROM content WHERE id NOT IN (SELECT content FROM segment "
                "UNION SELECT content FROM dictionary)",
                writing->fault)) &&
           write_checksum(writing);
}

/* Whether the store is still what was seen before the data were read. */
static bool is_expected(struct writing *writing, const struct store_expected *expected,
                        bool empty, bool *changed)
{
    uint64_t checksum = 0;
    *changed = false;
    if (expected == NULL)
        return true;
    if (!empty && !schema_checksum(&writing->database, &checksum, writing->fault))
        return false;
    *changed = expected->exists == empty || (!empty && checksum != expected->checksum);
    return true;
}

static bool begin(struct writing *writing, bool *empty)
{
    const struct database *database = &writing->database;
    uint64_t bytes = bytes_of(writing->content->datasets);
    int64_t pages;
    char sql[200];
    writing->all = bytes;
    snprintf(
        sql, sizeof sql,
        "PRAGMA page_size=%d; PRAGMA auto_vacuum=NONE; PRAGMA secure_delete=OFF; "
        "PRAGMA synchronous=EXTRA; PRAGMA cache_size=-4096; PRAGMA journal_mode=DELETE",
        bytes > SMALL_STORE ? LARGE_PAGE : SMALL_PAGE);
    if (!database_run(database, sql, writing->fault) ||
        !database_ask(database, "PRAGMA page_count", &pages, writing->fault) ||
        !(pages > 0
              ? database_run(database, "PRAGMA cache_spill=OFF", writing->fault)
              : writing_tell(writing, 0)) || /* a new file is written to by BEGIN */
        !database_run(database, "BEGIN IMMEDIATE", writing->fault))
        return false;
    return writing_tell(writing, 0) && schema_check(database, empty, writing->fault) &&
           (!*empty || schema_make(database, writing->fault));
}

bool store_write(const char *path, const struct store_content *content,
                 const struct store_expected *expected, bool *changed,
                 struct fault *fault)
{
    struct writing writing = {.content = content, .fault = fault};
    bool empty;
    *changed = false;
    if (!database_open(&writing.database, path, OPEN_TO_WRITE, fault))
        return false;
    bool done =
        begin(&writing, &empty) && is_expected(&writing, expected, empty, changed);
    if (done && !*changed)
        done = write_all(&writing) &&
               (content->spill == NULL || spill_check(content->spill, fault)) &&
               database_run(&writing.database, "COMMIT", fault);
    if ((!done || *changed) && !sqlite3_get_autocommit(writing.database.handle))
        sqlite3_exec(writing.database.handle, "ROLLBACK", NULL, NULL, NULL);
    database_close(&writing.database);
    return done;
}
