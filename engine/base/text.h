/* text.h - growing texts, and what the engine knows of UTF-8.
 *
 * Texts inside the engine are valid UTF-8, in Unicode's composed form (NFC) and end in NUL; a
 * `struct text` is a buffer that grows. utf8proc knows the tables; no locale is ever asked.
 */
#ifndef BAREME_BASE_TEXT_H
#define BAREME_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* {0} is an empty text; bytes is NULL or ends in NUL. */
struct text {
    char *bytes;
    size_t size;
    size_t capacity;
};

void text_clear(struct text *text); /* releases it, and makes it empty again */
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t size);
void text_add_char(struct text *text, char c);
void text_add_repeated(struct text *text, const char *string, size_t times);
/* A value or name may hold anything, also what would steer a terminal: that is added escaped, a
 * line's end too. */
void text_add_shown(struct text *text, const char *string);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_addv(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
const char *text_of(const struct text *text); /* never NULL: "" when empty */

/* Writes one character at `out` (4 bytes of room), returns its size. */
size_t utf8_encode(uint32_t character, char *out);
/* Reads one character of a NUL-ended or sized text; 0xFFFD for a byte that begins none. */
size_t utf8_decode(const char *bytes, size_t size, uint32_t *character);
bool utf8_is_valid(const char *bytes, size_t size);
/* Columns that a text takes in a terminal: 0 for combining marks, 2 for wide characters. */
size_t utf8_width(const char *string);
/* The longest beginning that takes at most `width` columns, in bytes. */
size_t utf8_fitting(const char *string, size_t width);

/* The composed form (NFC) of a valid text; `bytes` itself when it is composed already (ASCII
 * always is), else a copy in the arena. */
const char *text_composed(struct arena *arena, const char *bytes, size_t size, size_t *composed_size);
/* Case and accents taken away, for `like` and for sorting; in the arena. */
const char *text_folded(struct arena *arena, const char *string);
/* Alphabetical order with accents and case aside, ties by bytes: <0, 0, >0. */
int text_compare(const char *a, const char *b);
/* A shell-like pattern: `*` any text, `?` one character; both already folded. */
bool text_like(const char *pattern, const char *string);

/* Of `names`, the one a misspelt name most likely meant: at most a third of its letters (and at
 * least 1) inserted, left out, replaced or exchanged with a neighbour, case aside; NULL when none
 * is near. */
const char *text_nearest(const char *name, const char *const *names, size_t count);
/* " (did you mean 'x'?)" into the arena, or "" when none is near. */
const char *text_suggestion(struct arena *arena, const char *name, const char *const *names, size_t count);

#endif
