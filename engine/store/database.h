/* database.h - one SQLite file, opened as from a stranger, and its errors in the user's
 * words.
 *
 * A store is an ordinary SQLite file with our application_id, the tables of schema.c and
 * nothing else: a view, a trigger or another table and it is not opened. No memory
 * mapping (a truncated file would kill the process), no schema is trusted, nothing is run
 * that stands in the file.
 *
 * database_open gives a connection that database_close closes; statements live as long as
 * the block that prepared them and are finalized there.
 */
#ifndef BAREME_STORE_DATABASE_H
#define BAREME_STORE_DATABASE_H

#include <sqlite3.h>

#include "base/fault.h"

struct text;

/* "bare" and the format of the tables; another format is refused. */
enum { STORE_APPLICATION = 0x62617265, STORE_FORMAT = 3 };

struct database {
    sqlite3 *handle;
    const char *path; /* borrowed */
};

enum opening { OPEN_TO_READ, OPEN_TO_WRITE };

/* Opens and waits for locks up to some seconds. To write: a file that is not there is
 * made. */
bool database_open(struct database *database, const char *path, enum opening opening,
                   struct fault *fault);
void database_close(struct database *database);

/* Sets the fault for what SQLite answered last, and returns false. */
bool database_failed(const struct database *database, struct fault *fault);
/* "x.db: is damaged: <what>. …" */
bool database_damaged(const struct database *database, const char *what,
                      struct fault *fault);

bool database_run(const struct database *database, const char *sql, struct fault *fault);
sqlite3_stmt *database_prepare(const struct database *database, const char *sql,
                               struct fault *fault);
/* Steps a statement that gives no rows, and makes it ready for the next. */
bool database_step(const struct database *database, sqlite3_stmt *statement,
                   struct fault *fault);
/* One whole number. */
bool database_ask(const struct database *database, const char *sql, int64_t *number,
                  struct fault *fault);

/* ---- schema.c ---- */

/* The tables, made in a file that is empty. */
bool schema_make(const struct database *database, struct fault *fault);
/* Inside a transaction: *empty when there is nothing in the file; false and a fault when
 * it is not a store, is of a newer format, or holds anything that is not ours. */
bool schema_check(const struct database *database, bool *empty, struct fault *fault);
/* XXH3 over all rows of all tables of the catalogue, in order. */
bool schema_checksum(const struct database *database, uint64_t *checksum,
                     struct fault *fault);
/* A value of the table 'store': a text in *text, or NULL when it is not there; malloc'ed.
 */
bool schema_read_value(const struct database *database, const char *name, char **text,
                       struct fault *fault);

#endif
