/* csvread.h - rows out of text.
 *
 * libcsv is the parser of record: it cuts every line that has a quote in it or stands within
 * quotes. A line without any is cut at its delimiters by a loop, which gives what libcsv gives
 * (a test holds them together). libcsv knows no lines, so it is fed one at a time and they are
 * counted here.
 *
 * csvread_new gives a reader that csvread_free frees; the decoder stays the caller's. A row and
 * its fields are good until the next row.
 */
#ifndef BAREME_SOURCE_CSVREAD_H
#define BAREME_SOURCE_CSVREAD_H

#include "base/fault.h"
#include "base/problem.h"
#include "source/dialect.h"
#include "source/encoding.h"

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

/* Hands every row to `take`, from the header's line on; blank lines are dropped. What cannot be
 * cut is told and counted in `bad_rows`. */
bool csvread_run(struct csvread *reader, const struct dialect *dialect,
                 void (*take)(void *owner, const struct row *row), void *owner,
                 enum severity severity, struct problems *problems, uint64_t *bad_rows,
                 struct fault *fault);

#endif
