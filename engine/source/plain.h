/* plain.h - fields that are plain numbers or ISO dates, as a value and a tag.
 *
 * From value and tag the text can be made again, byte for byte.
 */
#ifndef BAREME_SOURCE_PLAIN_H
#define BAREME_SOURCE_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "source/scan.h"

/* TAG_TEXT: a text by its number in a dictionary. TAG_LOOSE: one that has no number.
 * TAG_POINT + n: a number with n + 1 digits after a point; TAG_COMMA the same after a comma. */
enum {
    TAG_EMPTY,
    TAG_TEXT,
    TAG_LOOSE,
    TAG_DATE,
    TAG_WHOLE,
    TAG_POINT,
    TAG_COMMA = TAG_POINT + 18,
    TAG_COUNT = TAG_COMMA + 18,
};

/* The tag of a field of at least one byte; TAG_TEXT, and no value, when it is not plain. */
uint8_t plain_value(const char *bytes, size_t size, int64_t *value);
/* The same for a field of rows `first` to `first + count - 1`, TAG_EMPTY where nothing stands. */
void plain_values(const struct rows *rows, uint32_t first, uint32_t count, uint32_t field,
                  int64_t *values, uint8_t *tags);
/* A plain number (not a date) as it stood; returns its size. */
enum { PLAIN_TEXT = 32 };
size_t plain_text(uint8_t tag, int64_t value, char *room);

#endif
