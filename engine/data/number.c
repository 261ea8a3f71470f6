/* number.c - numbers as they are read.
 *
 * The digits are collected in 64 bits, and whole numbers of 10^-scale are divided so that
 * they are rounded once. Only an exponent or more than 18 digits are left to strtod,
 * which sees nothing but a cleaned text in the C locale: no hexadecimal, nan or inf.
 * Nothing is owned.
 */
#include "data/value.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/tens.h"

enum { DIGITS_MOST = 18 };

/* ---- scaled whole numbers ---- */

static int leading_zeros(unsigned __int128 number)
{
    uint64_t high = (uint64_t)(number >> 64);
    return high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)number);
}

/* a / b, both above 0, correctly rounded: 64 bits of the quotient by long division;
 * what is left over makes the last bit 1, which is far enough below the 53 that count. */
static double ratio(unsigned __int128 a, unsigned __int128 b)
{
    int a_zeros = leading_zeros(a), b_zeros = leading_zeros(b);
    uint64_t quotient = 0;
    bool carry = false;
    a <<= a_zeros;
    b <<= b_zeros;
    for (int bit = 63; bit >= 0; bit--) {
        quotient <<= 1;
        if (carry || a >= b) {
            a -= b;
            quotient |= 1;
        }
        carry = a >> 127;
        a <<= 1;
    }
    quotient |= carry || a != 0;
    return ldexp((double)quotient, b_zeros - a_zeros - 63);
}

static double scaled_ratio(__int128 scaled, unsigned __int128 unit)
{
    if (scaled == 0)
        return 0;
    unsigned __int128 size = (unsigned __int128)scaled;
    if (scaled < 0)
        size = -size;
    double number = ratio(size, unit);
    return scaled < 0 ? -number : number;
}

double number_from_scaled(int64_t scaled, unsigned scale)
{
    return number_from_scaled_128(scaled, scale);
}

double number_from_scaled_128(__int128 scaled, unsigned scale)
{
    const __int128 exact = (__int128)1 << 53;
    assert(scale <= 38);
    /* Both exact as doubles: the division rounds once. */
    if (scaled >= -exact && scaled <= exact && scale < EXACT_TENS)
        return (double)(int64_t)scaled / exact_tens[scale];
    return scaled_ratio(scaled, ten_to(scale));
}

double number_mean_from_scaled_128(__int128 scaled, unsigned scale, uint64_t count)
{
    assert(scale <= DIGITS_MOST && count > 0);
    return scaled_ratio(scaled, (unsigned __int128)tens[scale] * count);
}

/* ---- reading ---- */

/* A text longer than this is no number; the digits that could matter to a double end
 * before. */
enum { LONGEST = 1000 };

/* The digits of a number being read, marks between thousands taken out. */
struct digits {
    char text[LONGEST + 32]; /* for strtod */
    size_t size;
    uint64_t scaled;      /* of the first 18 significant ones */
    unsigned significant; /* from the first that is not 0 */
    unsigned count;
    unsigned fraction; /* digits after the decimal mark */
    int exponent;
    bool exponential;
};

struct cursor {
    const char *at;
    const char *end;
};

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static bool starts(const struct cursor *cursor, const char *with, size_t size)
{
    size_t left = (size_t)(cursor->end - cursor->at);
    return left >= size && memcmp(cursor->at, with, size) == 0;
}

static size_t space_size(const struct cursor *cursor)
{
    if (cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\t'))
        return 1;
    if (starts(cursor, "\xC2\xA0", 2))
        return 2;
    return starts(cursor, "\xE2\x80\x89", 3) || starts(cursor, "\xE2\x80\xAF", 3) ? 3 : 0;
}

static void skip_spaces(struct cursor *cursor)
{
    for (size_t size; (size = space_size(cursor)) != 0;)
        cursor->at += size;
}

static size_t mark_size(const struct cursor *cursor, enum group_mark group)
{
    if (cursor->at == cursor->end)
        return 0;
    switch (group) {
    case GROUP_NONE: return 0;
    case GROUP_SPACE: return *cursor->at == '\t' ? 0 : space_size(cursor);
    case GROUP_POINT: return *cursor->at == '.';
    case GROUP_COMMA: return *cursor->at == ',';
    case GROUP_APOSTROPHE:
        return *cursor->at == '\'' ? 1 : starts(cursor, "\xE2\x80\x99", 3) ? 3 : 0;
    }
    return 0;
}

static unsigned read_digits(struct cursor *cursor, struct digits *digits)
{
    const char *begin = cursor->at;
    for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++) {
        char c = *cursor->at;
        digits->text[digits->size++] = c;
        if (digits->significant || c != '0')
            digits->significant++;
        if (digits->significant <= DIGITS_MOST)
            digits->scaled = digits->scaled * 10 + (uint64_t)(c - '0');
    }
    unsigned count = (unsigned)(cursor->at - begin);
    digits->count += count;
    return count;
}

/* Digits before the decimal mark. A mark between thousands counts as one only before a
 * digit; then the group must have three, and the first of all one to three that do not
 * begin with 0 ("0.123" is no thousand). */
static bool read_whole(struct cursor *cursor, struct number_style style,
                       struct digits *digits)
{
    char first = cursor->at < cursor->end ? *cursor->at : '\0';
    unsigned count = read_digits(cursor, digits);
    bool grouped = false;
    for (size_t size; (size = mark_size(cursor, style.group)) != 0; grouped = true) {
        struct cursor group = {cursor->at + size, cursor->end};
        if (group.at == group.end || !is_digit(*group.at))
            return true;
        if (!grouped && (count == 0 || count > 3 || first == '0'))
            return false;
        *cursor = group;
        if (read_digits(cursor, digits) != 3)
            return false;
    }
    return true;
}

static void read_exponent(struct cursor *cursor, struct digits *digits)
{
    struct cursor ahead = *cursor;
    if (ahead.at == ahead.end || (*ahead.at != 'e' && *ahead.at != 'E'))
        return;
    ahead.at++;
    bool negative = ahead.at < ahead.end && *ahead.at == '-';
    ahead.at += negative || (ahead.at < ahead.end && *ahead.at == '+');
    if (ahead.at == ahead.end || !is_digit(*ahead.at))
        return;
    int exponent = 0;
    for (; ahead.at < ahead.end && is_digit(*ahead.at); ahead.at++)
        if (exponent < 100000)
            exponent = exponent * 10 + (*ahead.at - '0');
    digits->exponent = negative ? -exponent : exponent;
    digits->exponential = true;
    *cursor = ahead;
}

static bool read_body(struct cursor *cursor, struct number_style style,
                      struct digits *digits)
{
    if (!read_whole(cursor, style, digits))
        return false;
    if (cursor->at < cursor->end && *cursor->at == style.decimal) {
        struct cursor ahead = {cursor->at + 1, cursor->end};
        digits->text[digits->size++] = '.';
        digits->fraction = read_digits(&ahead, digits);
        *cursor = ahead;
    }
    if (digits->count == 0)
        return false;
    read_exponent(cursor, digits);
    return true;
}

static const struct {
    const char *sign;
    const char *code;
    bool word, leads;
} currencies[] = {
    {"€", "EUR", false, true},     {"$", "USD", false, true},
    {"£", "GBP", false, true},     {"¥", "JPY", false, true},
    {"EUR", "EUR", true, true},    {"USD", "USD", true, true},
    {"GBP", "GBP", true, true},    {"CHF", "CHF", true, true},
    {"XOF", "XOF", true, true},    {"XAF", "XAF", true, true},
    {"FCFA", "FCFA", true, true},  {"F CFA", "FCFA", true, true},
    {"JPY", "JPY", true, false},   {"CAD", "CAD", true, false},
    {"MAD", "MAD", true, false},   {"TND", "TND", true, false},
    {"DZD", "DZD", true, false},   {"COP", "COP", true, false},
    {"UYU", "UYU", true, false},   {"MXN", "MXN", true, false},
    {"BRL", "BRL", true, false},   {"ARS", "ARS", true, false},
    {"CLP", "CLP", true, false},   {"PEN", "PEN", true, false},
    {"euros", "EUR", true, false}, {"euro", "EUR", true, false},
};

/* A sign, or a code that is no part of a longer word; before the number only codes that name
 * nothing else, with a blank behind ("COP 21" is a conference). */
static bool read_currency(struct cursor *cursor, struct number *number, bool before)
{
    if (number->currency || cursor->at == cursor->end || is_digit(*cursor->at))
        return false;
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        if (*cursor->at != *currencies[i].sign)
            continue;
        size_t size = strlen(currencies[i].sign);
        if (!starts(cursor, currencies[i].sign, size) || (before && !currencies[i].leads))
            continue;
        struct cursor after = {cursor->at + size, cursor->end};
        bool apart = after.at == after.end || space_size(&after) > 0 || *after.at == ')';
        if (currencies[i].word && !apart)
            continue;
        number->currency = currencies[i].code;
        cursor->at = after.at;
        return true;
    }
    return false;
}

bool currency_leads(const char *bytes, size_t size)
{
    struct cursor cursor = {bytes, bytes + size};
    struct number number = {0};
    return read_currency(&cursor, &number, true);
}

static bool read_sign(struct cursor *cursor, bool *negative)
{
    bool minus_sign = starts(cursor, "\xE2\x88\x92", 3);
    if (!minus_sign && !starts(cursor, "-", 1) && !starts(cursor, "+", 1))
        return false;
    *negative = minus_sign || *cursor->at == '-';
    cursor->at += minus_sign ? 3 : 1;
    return true;
}

/* A sign (or an opening parenthesis in its place) and a currency, in either order. */
static void read_before(struct cursor *cursor, struct number *number, bool *negative)
{
    bool sign = false;
    skip_spaces(cursor);
    for (;;) {
        if (!sign && read_sign(cursor, negative)) {
            sign = true;
        } else if (!sign && starts(cursor, "(", 1)) {
            sign = *negative = number->parentheses = true;
            cursor->at++;
        } else if (!read_currency(cursor, number, true)) {
            return;
        }
        skip_spaces(cursor);
    }
}

/* A currency or a percent sign; true when nothing is left, or only text that may be
 * there. */
static bool read_after(struct cursor *cursor, struct number *number, bool bare)
{
    bool open = number->parentheses;
    for (int part = 0; part < 3; part++) { /* "12 %)", "12) €", "12 €" */
        skip_spaces(cursor);
        if (open && starts(cursor, ")", 1)) {
            open = false;
            cursor->at++;
        } else if (starts(cursor, "%", 1) && !number->currency && !number->percent) {
            number->percent = true;
            cursor->at++;
        } else if (number->percent || !read_currency(cursor, number, false)) {
            break;
        }
    }
    skip_spaces(cursor);
    if (open)
        return false;
    if (bare)
        return cursor->at == cursor->end;
    for (const char *at = cursor->at; at < cursor->end; at++)
        if (is_digit(*at)) /* a second number: which one is meant? */
            return false;
    return true;
}

static bool finish(struct digits *digits, bool negative, struct number *number)
{
    unsigned scale = digits->fraction + (number->percent ? 2 : 0);
    number->real = digits->exponential || digits->significant > DIGITS_MOST ||
                   scale > DIGITS_MOST;
    if (!number->real) {
        int64_t scaled = (int64_t)digits->scaled;
        number->scale = (uint8_t)scale;
        number->scaled = negative ? -scaled : scaled;
        number->value = number_from_scaled(number->scaled, scale);
        return true;
    }
    snprintf(digits->text + digits->size, sizeof digits->text - digits->size, "e%d",
             digits->exponent - (number->percent ? 2 : 0));
    double value = strtod(digits->text, NULL);
    number->value = negative && value != 0 ? -value : value;
    return isfinite(value);
}

static bool read_number(const char *bytes, size_t size, struct number_style style,
                        bool bare, struct number *number)
{
    struct cursor cursor = {bytes, bytes + size};
    struct digits digits;
    bool negative = false;
    if (size > LONGEST)
        return false;
    /* Not the whole structure: its text is long, and filled before it is read. */
    digits.size = 0;
    digits.scaled = 0;
    digits.significant = digits.count = digits.fraction = 0;
    digits.exponent = 0;
    digits.exponential = false;
    *number = (struct number){0};
    read_before(&cursor, number, &negative);
    return read_body(&cursor, style, &digits) && read_after(&cursor, number, bare) &&
           finish(&digits, negative, number);
}

/* A number with text around it: after it, or before it as in "EUR 95" and "about -3".
 * There the number begins at the first digit, or at the sign or decimal mark right
 * before it that is not itself part of a word. */
static bool read_in_text(const char *bytes, size_t size, struct number_style style,
                         struct number *number)
{
    size_t at = 0, mark = 0;
    if (read_number(bytes, size, style, false, number))
        return true;
    while (at < size && !is_digit(bytes[at]))
        at++;
    if (at == size)
        return false;
    if (at >= 1 && (bytes[at - 1] == style.decimal || bytes[at - 1] == '-'))
        mark = 1;
    else if (at >= 3 && memcmp(bytes + at - 3, "\xE2\x88\x92", 3) == 0)
        mark = 3;
    if (at == mark || bytes[at - mark - 1] == ' ')
        at -= mark;
    return read_number(bytes + at, size - at, style, false, number);
}

/* Up to 18 plain digits, with or without a decimal mark: nearly every number of nearly
 * every file. */
static bool read_plain(const char *bytes, size_t size, char decimal,
                       struct number *number)
{
    const char *at = bytes, *end = bytes + size;
    bool negative = size > 0 && *at == '-';
    at += negative;
    if (at == end || end - at > DIGITS_MOST || !is_digit(*at))
        return false;
    uint64_t scaled = 0;
    for (; at < end && is_digit(*at); at++)
        scaled = scaled * 10 + (uint64_t)(*at - '0');
    unsigned scale = 0;
    if (at < end && *at == decimal) {
        const char *mark = at++;
        for (; at < end && is_digit(*at); at++)
            scaled = scaled * 10 + (uint64_t)(*at - '0');
        scale = (unsigned)(at - mark) - 1;
    }
    if (at != end)
        return false;
    number->real = number->percent = number->parentheses = false;
    number->currency = NULL;
    number->scale = (uint8_t)scale;
    number->scaled = negative ? -(int64_t)scaled : (int64_t)scaled;
    number->value = number_from_scaled(number->scaled, scale);
    return true;
}

bool number_parse(const char *bytes, size_t size, struct number_style style,
                  struct number *number)
{
    return read_plain(bytes, size, style.decimal, number) ||
           read_number(bytes, size, style, true, number) ||
           (!style.bare && read_in_text(bytes, size, style, number));
}
