/* detect.h - what a text could be: a number, a date, a boolean, a mark of missing.
 *
 * A form is worked out once for each different text of a column.
 */
#ifndef BAREME_SOURCE_DETECT_H
#define BAREME_SOURCE_DETECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/frame.h"
#include "data/value.h"

/* What a text is, or looks like. */
enum {
    FORM_NUMBER = 1 << 0,
    FORM_DATE = 1 << 1,
    FORM_BOOLEAN = 1 << 2,
    FORM_MISSING = 1 << 3,        /* n.d. */
    FORM_NOT_APPLICABLE = 1 << 4, /* s.o. */
    FORM_ERROR_CODE = 1 << 5,     /* #DIV/0!: missing too, and told */
    FORM_NUMBER_LIKE = 1 << 6,    /* 0x10, nan, 1e400, ١٢٣: meant as a number, but not read */
    FORM_DATE_LIKE = 1 << 7,      /* 3 avr. 2017, 29/02/2017: meant as a date, but not read */
    FORM_ZERO_LED = 1 << 8,       /* 00123: a code */
    FORM_PERCENT = 1 << 9,
    FORM_DECIMAL_MARK = 1 << 10,  /* a point or a comma stands in the number */
    FORM_DAY_FIRST_MATTERS = 1 << 11, /* 03/04/2017, where day and month differ */
    FORM_ROUNDED = 1 << 12,       /* more digits than can be kept */
    FORM_PARENTHESES = 1 << 13,   /* (1 234,50), a negative number */
    FORM_EXPONENT = 1 << 14,      /* 1E5: a number, unless it is a code */
    FORM_PHONE = 1 << 15,         /* +33 612 345 678: digits, but no number where all are like it */
};

/* The ways to write numbers, as bits: decimal point with no group mark, spaces, commas,
 * apostrophes; decimal comma with no group mark, spaces, points, apostrophes. */
enum { STYLES_POINT = 0x0F, STYLES_COMMA = 0xF0, STYLES_ALL = 0xFF, STYLE_COUNT = 8 };
extern const struct number_style number_styles[STYLE_COUNT];

struct form {
    uint16_t kinds;
    uint8_t numbers; /* the styles in which it is a number */
    uint8_t dates;   /* 1 << enum date_style */
    enum grain grain; /* of a date */
    const char *currency;
};

struct form form_of(const char *bytes, size_t size);
/* Whether every text that differs from this one in the values of its digits alone has its form. */
bool form_is_of_shape(const char *bytes, size_t size);
/* The styles of "1.234" or "1,234", a number that two ways of writing share. */
uint8_t styles_of_thousand(char mark);

/* Takes spaces, tabs and no-break spaces off both ends. */
void trim_blanks(const char **bytes, size_t *size);
/* Whether a text is one of the usual marks: FORM_MISSING, FORM_NOT_APPLICABLE, or 0. */
unsigned mark_of(const char *bytes, size_t size);

#endif
