/* dialect.h - how a file is cut: its delimiter, its header row.
 *
 * Found in the first block of the text; whatever the rest of the file has against it shows as rows
 * with the wrong number of fields. Title rows above the header are recognised and told.
 */
#ifndef BAREME_SOURCE_DIALECT_H
#define BAREME_SOURCE_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/problem.h"

struct dialect {
    char delimiter;       /* 0: to be found */
    char quote;           /* 0: '"' */
    char comment;         /* lines that begin with it are passed over; 0: none */
    bool headless;        /* no header: the first row is data */
    uint32_t header_line; /* where the header stands; lines above it are passed over. 0: to be found */
    uint32_t header_rows; /* how many rows it has: the names are joined. 0: one */
    uint32_t drop_last;   /* rows at the end that are passed over */
    uint32_t row_fields;  /* found: every row has so many fields, fewer than the header. 0: as the header */
};

enum { DIALECT_SAMPLE = 1 << 16, COLUMNS_MOST = 1 << 14 };

/* Fills in what is 0. `whole`: the sample is all there is. False: it has no header or is cut in a
 * way that cannot be read; the problems say so. */
bool dialect_find(struct dialect *dialect, const char *name, const char *sample, size_t size,
                  bool whole, struct problems *problems);

/* The "dialect" of a resource; what is wrong with it is told. */
struct json;
struct members;
void dialect_read(struct members *members, const struct json *resource,
                  struct dialect *dialect);

/* The size of the line that begins at `bytes`, with its end; 0 when the end is not in sight. LF,
 * CRLF and a lone CR end a line. `last`: no more bytes follow. */
size_t line_size(const char *bytes, size_t size, bool last);

#endif
