/* csvread.h - rows out of text.
 *
 * libcsv is the parser of record: it cuts every line that has a quote in it or stands within
 * quotes. Lines without any are cut at their delimiters, many at a time (scan) or one by one, which
 * gives what libcsv gives (a test holds them together). libcsv knows no lines, so it is fed one at
 * a time and they are counted here.
 *
 * csvread_new gives a reader that csvread_free frees; the decoder stays the caller's, and is NULL
 * for a reader that is fed. A row and its fields are good until the next row.
 */
#ifndef BAREME_SOURCE_CSVREAD_H
#define BAREME_SOURCE_CSVREAD_H

#include "base/fault.h"
#include "base/problem.h"
#include "source/dialect.h"
#include "source/encoding.h"
#include "source/scan.h"

struct csvread;

struct field {
    const char *bytes;
    size_t size;
};

struct row {
    const struct field *fields;
    uint32_t count;
    uint32_t line; /* where it begins */
};

struct csvread *csvread_new(struct decoder *decoder, const char *name);
void csvread_free(struct csvread *reader);

/* The beginning of the text, at least DIALECT_SAMPLE bytes unless it is `whole`. */
bool csvread_sample(struct csvread *reader, const char **bytes, size_t *size, bool *whole,
                    struct fault *fault);

/* Who gets the rows. `rows` NULL, or `fields` 0: all of them one by one. */
struct taker {
    void *owner;
    void (*row)(void *owner, const struct row *row);
    void (*rows)(void *owner, const struct rows *rows);
    uint32_t fields; /* of a regular row; may be set while rows are taken */
    enum severity severity;
    struct problems *problems;
    uint64_t *bad_rows;
};

/* Hands every row to the taker, from the header's line on; blank lines are dropped. What cannot be
 * cut is told and counted in `bad_rows`. */
bool csvread_run(struct csvread *reader, const struct dialect *dialect,
                 const struct taker *taker, struct fault *fault);

/* The same of a part of a text that begins with a row, on line `line`. csvread_feed cuts the rows
 * that begin before `stop` and the lines that belong to them, and returns the bytes that this
 * takes; the rest, the beginning of a line whose end is not in sight, is fed again with more
 * behind it. `last`: nothing is behind it. Behind `size` SCAN_PAST bytes can be read. */
void csvread_begin(struct csvread *reader, const struct dialect *dialect,
                   const struct taker *taker, uint32_t line);
size_t csvread_feed(struct csvread *reader, const char *bytes, size_t size, size_t stop,
                    bool last);
void csvread_end(struct csvread *reader); /* of the whole text */
bool csvread_within(const struct csvread *reader); /* a row goes on */
uint32_t csvread_line(const struct csvread *reader); /* that comes next */
bool csvread_too_long(size_t unfinished); /* a line is */

#endif
