/* scan.h - rows that are nothing but fields, delimiters and line ends, cut many at a time.
 *
 * A row is regular when it has as many fields as the header, not all of them blank, no quote, and
 * ends in LF or CRLF. Whatever else stands there is left to csvread, line by line; so the answer
 * is libcsv's, and only the time is not.
 */
#ifndef BAREME_SOURCE_SCAN_H
#define BAREME_SOURCE_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "source/dialect.h"

/* Regular rows on lines that follow each other. Field f of row r ends before
 * ends[r * fields + f] and begins at begins[r], or one behind the end of the field before. Past
 * the last row SCAN_PAST bytes may be read: they are set, to whatever it be. */
enum { SCAN_PAST = 16 };
struct rows {
    const char *bytes;
    const uint32_t *begins, *ends;
    uint32_t count, fields;
    uint32_t line; /* of the first row */
};

struct scan;

struct scan *scan_new(void);
void scan_free(struct scan *scan);

/* The regular rows at the beginning of `bytes`, which begin before `stop`; how many bytes they
 * take. There may be more of them behind these; none: the first line is not regular, or not
 * whole. */
size_t scan_rows(struct scan *scan, const char *bytes, size_t size, size_t stop,
                 const struct dialect *dialect, uint32_t fields, struct rows *rows);

/* What stands in some bytes: quotes and line ends (LF, CRLF, and a CR before `after`, the byte
 * that follows them, unless that is LF), and whether they are ASCII and without NUL. */
struct counted {
    uint64_t quotes, lines;
    unsigned char all; /* every byte, or-ed */
    uint8_t nul;       /* 1: there is one */
};
struct counted scan_count(const char *bytes, size_t size, char quote, int after);

#endif
