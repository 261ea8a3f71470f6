/* row.h - a row of the catalogue, read value by value as from a stranger.
 *
 * Values are taken in the order of the row's columns. One that is not what it may be sets
 * `bad` and reads as the least that it could be, so that a row is read to its end and
 * asked once.
 */
#ifndef BAREME_STORE_ROW_H
#define BAREME_STORE_ROW_H

#include "store/database.h"

struct arena;

struct row {
    sqlite3_stmt *statement;
    struct arena *arena; /* of its texts */
    int next;
    bool bad;
};

int64_t row_whole(struct row *row, int64_t least, int64_t most);
uint64_t row_bits(struct row *row); /* a checksum: any 64 bits */
/* A number below `count`, or UINT32_MAX for NULL. */
uint32_t row_number_or_none(struct row *row, uint32_t count);
const char *row_text(struct row *row);         /* never NULL */
const char *row_text_or_null(struct row *row); /* valid UTF-8, without NUL */

/* Every row of a query, one after the other; stops at the first bad one. */
typedef bool take_row_function(void *owner, struct row *row);
bool rows_take(const struct database *database, const char *sql, struct arena *arena,
               take_row_function *take, void *owner, struct fault *fault);

#endif
