/* headers.h - what the rows below a header say of it.
 *
 * A header may have a second row (units, or the names under a merged cell), or there may
 * be none at all, so that the first record would be lost as names. Neither is certain, so
 * both are told.
 */
#ifndef BAREME_SOURCE_HEADERS_H
#define BAREME_SOURCE_HEADERS_H

#include "source/csvread.h"
#include "source/dialect.h"

/* The sample begins at the header's line. */
void headers_check(const struct dialect *dialect, const char *sample, size_t size,
                   bool whole, const char *name, struct problems *problems);

/* The rows of a header as one: for each column the texts of all rows with a space
 * between; a blank right of a filled field in any row but the last takes that field's
 * text, as merged cells are saved. `count` is the widest row's. */
struct arena;
struct header_rows {
    struct field **rows;
    uint32_t *counts;
    uint32_t count, wanted;
};
void header_rows_add(struct header_rows *rows, struct arena *arena,
                     const struct row *row);
const struct field *header_rows_join(const struct header_rows *rows, struct arena *arena,
                                     uint32_t *count);

#endif
