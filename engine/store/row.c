/* row.c - rows of the catalogue.
 *
 * Texts are copied into the arena: what SQLite gives is gone with the next step. The
 * checksum over the catalogue was verified before, so a bad row was written by someone
 * who knew how to make one; it is refused all the same.
 */
#include "store/row.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

int64_t row_whole(struct row *row, int64_t least, int64_t most)
{
    int column = row->next++;
    int64_t number = sqlite3_column_int64(row->statement, column);
    if (sqlite3_column_type(row->statement, column) == SQLITE_INTEGER &&
        number >= least && number <= most)
        return number;
    row->bad = true;
    return least;
}

uint64_t row_bits(struct row *row)
{
    return (uint64_t)row_whole(row, INT64_MIN, INT64_MAX);
}

uint32_t row_number_or_none(struct row *row, uint32_t count)
{
    if (sqlite3_column_type(row->statement, row->next) == SQLITE_NULL) {
        row->next++;
        return UINT32_MAX;
    }
    if (count == 0)
        row->bad = true;
    return (uint32_t)row_whole(row, 0, count > 0 ? (int64_t)count - 1 : 0);
}

const char *row_text_or_null(struct row *row)
{
    int column = row->next++;
    if (sqlite3_column_type(row->statement, column) == SQLITE_NULL)
        return NULL;
    const char *text = (const char *)sqlite3_column_text(row->statement, column);
    size_t size = (size_t)sqlite3_column_bytes(row->statement, column);
    if (text == NULL || memchr(text, '\0', size) != NULL || !utf8_is_valid(text, size)) {
        row->bad = true;
        return "";
    }
    return arena_bytes(row->arena, text, size);
}

const char *row_text(struct row *row)
{
    const char *text = row_text_or_null(row);
    if (text == NULL)
        row->bad = true;
    return text != NULL ? text : "";
}

bool rows_take(const struct database *database, const char *sql, struct arena *arena,
               take_row_function *take, void *owner, struct fault *fault)
{
    sqlite3_stmt *statement = database_prepare(database, sql, fault);
    if (statement == NULL)
        return false;
    int answer;
    bool fine = true;
    while (fine && (answer = sqlite3_step(statement)) == SQLITE_ROW) {
        struct row row = {.statement = statement, .arena = arena};
        fine = take(owner, &row) && !row.bad;
        if (!fine)
            database_damaged(database, "its catalogue says what cannot be", fault);
    }
    if (fine && answer != SQLITE_DONE)
        fine = database_failed(database, fault);
    sqlite3_finalize(statement);
    return fine;
}
