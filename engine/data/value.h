/* value.h - scalars: numbers, dates and their texts.
 *
 * A number read from a file is a whole number, a decimal (a whole number of 10^-scale) or a real.
 * A date is a number of days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to
 * 9999. Reading and writing know no locale: the styles are arguments.
 */
#ifndef BAREME_DATA_VALUE_H
#define BAREME_DATA_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

/* ---- numbers as they are read ---- */

enum group_mark { GROUP_NONE, GROUP_SPACE, GROUP_POINT, GROUP_COMMA, GROUP_APOSTROPHE };

/* GROUP_SPACE stands for U+0020, U+00A0, U+2009 and U+202F alike; GROUP_APOSTROPHE for ' and U+2019. */
struct number_style {
    char decimal;           /* '.' or ',' */
    enum group_mark group;  /* between thousands: every group but the first has three digits */
    bool bare;              /* false: text around the number is allowed (bareNumber of Table Schema) */
};

struct number {
    bool real;      /* true: `value` alone counts (an exponent, or more than 18 digits) */
    uint8_t scale;  /* digits after the decimal mark, 0 to 18 */
    int64_t scaled; /* the number in units of 10^-scale */
    double value;   /* correctly rounded */
    bool percent;   /* a % stood after it: the number is already divided by 100 (scale + 2) */
    const char *currency; /* "EUR", "USD" … for a sign or code that stood beside it ("€ $ £ ¥ EUR"), else NULL */
    bool parentheses;     /* it stood in parentheses, as accountants write a negative number */
};

/* Reads the whole text, spaces around it aside; a leading '+', '-' or U+2212, or parentheses around a
 * negative number. Refused: two signs,
 * hexadecimal, nan, inf, a number too large for a double, digits of other scripts. */
bool number_parse(const char *bytes, size_t size, struct number_style style, struct number *number);
/* Whether a text begins with a currency that may stand before a number. */
bool currency_leads(const char *bytes, size_t size);

double number_from_scaled(int64_t scaled, unsigned scale);         /* correctly rounded */
double number_from_scaled_128(__int128 scaled, unsigned scale);    /* correctly rounded; scale up to 38 */
/* scaled / count in units of 10^-scale (up to 18), rounded once: 0.7 in seven parts is 0.1. */
double number_mean_from_scaled_128(__int128 scaled, unsigned scale, uint64_t count);

/* ---- numbers as they are written ---- */

enum { NUMBER_TEXT_SIZE = 400 }; /* enough for any double in full */

/* The shortest text that reads back as the same number: "0.1", "12", "-3.5e-7" (a plain decimal
 * from 1e-5 up to below 1e21, else with an exponent). Never NaN, never infinity. Returns its size. */
size_t number_format(double number, char *out);
/* `digits` after the mark, halves away from zero on the shortest text: 2.675 to 2 digits is 2.68. */
double number_round(double number, int digits);
/* For people: rounded as above, with the marks of a language ("en" 1,234.5; "fr" 1 234,5 with
 * U+202F; "es" 1.234,5, grouped from 10 000). A number that rounds to zero has no minus sign; a
 * minus is '-'. Returns its size. */
size_t number_format_for(double number, int digits, const char *language, char *out);

/* ---- dates ---- */

enum { DATE_TEXT_SIZE = 16 };

enum date_style { DATE_ISO, DATE_DMY, DATE_MDY, DATE_YMD };
/* What a date stands for: "2017-03" is a month and begins on its first day. */
enum grain { GRAIN_DAY, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_YEAR };

/* Reads the whole text in that style: separators / - . or space, two digits for day and month (one
 * will do between / - or ., but not in DATE_ISO), four for the year; a time of day after a date (T or
 * space, hh:mm[:ss[.fff]] with AM, PM, Z or +hh:mm) is accepted and passed over. DATE_ISO also reads 2017-03 and 2017-Q1. Two-digit years, impossible days and months by name are refused. */
bool date_parse(const char *bytes, size_t size, enum date_style style, int32_t *days, enum grain *grain);
size_t date_format(int32_t days, char *out);                       /* 2018-07-05 */
size_t date_format_for(int32_t days, const char *language, char *out); /* fr, es 05/07/2018; en 2018-07-05 */
int32_t date_days(int year, int month, int day);
void date_split(int32_t days, int *year, int *month, int *day);
bool date_is_real(int year, int month, int day);

/* ---- booleans ---- */

/* true false, yes no, oui non, vrai faux, sí no, si no, x and empty are not: whole word, case aside. */
bool boolean_parse(const char *bytes, size_t size, bool *value);

#endif
