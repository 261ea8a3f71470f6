/* number_format.c - numbers as they are written.
 *
 * The shortest digits are found in 128-bit arithmetic, over the interval of decimals that
 * read back as the same double; printf and strtod are asked only below 1e-5 and from 2^53
 * on. Rounding works on these digits, so it sees the number as people do. Not Ryu or
 * Schubfach: in the range that figures have, 128 bits are exact and need no tables.
 * Nothing is owned.
 */
#include "data/value.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/tens.h"

/* ---- the shortest digits ---- */

/* digits * 10^exponent; the digits do not end in 0, except for the number 0. */
struct decimal {
    uint64_t digits;
    int exponent;
};

static struct decimal without_zeros(uint64_t digits, int exponent)
{
    while (digits && digits % 10 == 0) {
        digits /= 10;
        exponent++;
    }
    return (struct decimal){digits, exponent};
}

/* For 1e-5 up to 2^53. The number is taken times the power of ten that gives it 17
 * digits, which is exact in 128 bits, and so are the bounds of what reads back as it;
 * then digits are cut off as long as a whole number remains between the bounds, and
 * the one nearest to the number is kept. */
static struct decimal shortest_between(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    uint64_t mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
    unsigned shift = 1077 - (unsigned)(bits >> 52); /* to quarters of the last bit */
    int magnitude = 15;
    while (magnitude > 0 && number < exact_tens[magnitude])
        magnitude--;
    if (number < 1)
        magnitude = number >= 1e-1 ? -1 : number >= 1e-2 ? -2 : number >= 1e-3 ? -3
                  : number >= 1e-4 ? -4 : -5;
    unsigned __int128 power = ten_to((unsigned)(16 - magnitude));
    unsigned __int128 middle = 4 * mantissa * power;
    /* Below a power of two, doubles lie closer together. */
    unsigned __int128 low = middle - power * (mantissa == UINT64_C(1) << 52 ? 1 : 2);
    unsigned __int128 high = middle + 2 * power;
    /* A bound itself reads back as the number when its mantissa is even. */
    unsigned __int128 below_one = ((unsigned __int128)1 << shift) - 1;
    bool odd = mantissa & 1;
    uint64_t least = (uint64_t)(low >> shift) + (odd || (low & below_one));
    uint64_t most = (uint64_t)(high >> shift) - (odd && !(high & below_one));
    uint64_t unit = 1;
    int exponent = magnitude - 16;
    for (; (least + 9) / 10 <= most / 10; unit *= 10, exponent++) {
        least = (least + 9) / 10;
        most = most / 10;
    }
    uint64_t digits = (uint64_t)(middle >> shift) / unit;
    unsigned __int128 rest = middle - ((unsigned __int128)digits * unit << shift);
    unsigned __int128 whole = (unsigned __int128)unit << shift;
    digits += rest * 2 > whole || (rest * 2 == whole && digits % 2);
    digits = digits < least ? least : digits > most ? most : digits;
    return (struct decimal){digits, exponent};
}

static double decimal_value(struct decimal decimal)
{
    if (decimal.exponent <= 0 && decimal.exponent >= -38)
        return number_from_scaled_128((__int128)decimal.digits,
                                      (unsigned)-decimal.exponent);
    char text[48];
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)decimal.digits,
             decimal.exponent);
    return strtod(text, NULL);
}

/* For the very large and very small: more and more digits until they read back. Above
 * a power of two doubles lie further apart, so there the next higher digits may read
 * back though they are not the nearest. */
static struct decimal shortest_by_trial(double number)
{
    struct decimal decimal = {0, 0};
    int exponent;
    bool power_of_two = frexp(number, &exponent) == 0.5;
    for (int count = number < DBL_MIN ? 1 : 15; count <= 17; count++) {
        char text[48];
        snprintf(text, sizeof text, "%.*e", count - 1, number);
        char *mark = strchr(text, 'e');
        uint64_t digits = 0;
        for (const char *at = text; at < mark; at++)
            if (*at >= '0' && *at <= '9')
                digits = digits * 10 + (uint64_t)(*at - '0');
        decimal = (struct decimal){digits, (int)strtol(mark + 1, NULL, 10) - (count - 1)};
        if (decimal_value(decimal) == number)
            break;
        decimal.digits++;
        if (power_of_two && decimal_value(decimal) == number)
            break;
    }
    return without_zeros(decimal.digits, decimal.exponent);
}

/* Of a number that is not negative. */
static struct decimal shortest(double number)
{
    if (number < 0x1p53 && number == (double)(uint64_t)number)
        return without_zeros((uint64_t)number, 0);
    if (number >= 1e-5 && number < 0x1p53)
        return shortest_between(number);
    return shortest_by_trial(number);
}

/* ---- writing ---- */

static size_t write_digits(uint64_t digits, char *out)
{
    static const char pairs[] = "0001020304050607080910111213141516171819"
                                "2021222324252627282930313233343536373839"
                                "4041424344454647484950515253545556575859"
                                "6061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    char reversed[24];
    size_t at = sizeof reversed;
    for (; digits >= 100; digits /= 100)
        memcpy(reversed + (at -= 2), pairs + digits % 100 * 2, 2);
    if (digits >= 10)
        memcpy(reversed + (at -= 2), pairs + digits * 2, 2);
    else
        reversed[--at] = (char)('0' + digits);
    memcpy(out, reversed + at, sizeof reversed - at);
    return sizeof reversed - at;
}

static size_t write_zeros(char *out, int count)
{
    if (count <= 0)
        return 0;
    memset(out, '0', (size_t)count);
    return (size_t)count;
}

/* `point`: how many of the digits stand before the decimal mark (below 0: zeros after
 * it). */
static size_t write_plain(const char *digits, int count, int point, char *out)
{
    size_t size = 0;
    if (point <= 0) {
        memcpy(out, "0.", 2);
        size = 2 + write_zeros(out + 2, -point);
        memcpy(out + size, digits, (size_t)count);
        return size + (size_t)count;
    }
    int whole = count < point ? count : point;
    memcpy(out, digits, (size_t)whole);
    size = (size_t)whole + write_zeros(out + whole, point - count);
    if (count > point) {
        out[size++] = '.';
        memcpy(out + size, digits + point, (size_t)(count - point));
        size += (size_t)(count - point);
    }
    return size;
}

static size_t write_exponential(const char *digits, int count, int point, char *out)
{
    size_t size = 0;
    out[size++] = digits[0];
    if (count > 1) {
        out[size++] = '.';
        memcpy(out + size, digits + 1, (size_t)count - 1);
        size += (size_t)count - 1;
    }
    out[size++] = 'e';
    if (point - 1 < 0)
        out[size++] = '-';
    return size + write_digits((uint64_t)abs(point - 1), out + size);
}

size_t number_format(double number, char *out)
{
    size_t size = 0;
    assert(isfinite(number));
    if (number < 0) {
        out[size++] = '-';
        number = -number;
    }
    if (number < 0x1p53 && number == (double)(uint64_t)number) {
        size += write_digits((uint64_t)number, out + size);
    } else {
        char digits[24];
        struct decimal decimal = shortest(number);
        int count = (int)write_digits(decimal.digits, digits);
        int point = count + decimal.exponent;
        if (point >= -4 && point <= 21)
            size += write_plain(digits, count, point, out + size);
        else
            size += write_exponential(digits, count, point, out + size);
    }
    out[size] = '\0';
    return size;
}

/* Keeps `places` digits after the mark, halves away from zero. */
static struct decimal round_decimal(struct decimal decimal, int places)
{
    int dropped = -decimal.exponent - places;
    if (dropped <= 0)
        return decimal;
    if (dropped >= TENS) /* more than there are digits */
        return (struct decimal){0, 0};
    uint64_t unit = tens[dropped], kept = decimal.digits / unit;
    kept += decimal.digits % unit >= unit / 2;
    return without_zeros(kept, -places);
}

static int within(int number, int low, int high)
{
    return number < low ? low : number > high ? high : number;
}

/* Infinite when rounding up leaves the range of doubles. */
double number_round(double number, int digits)
{
    digits = within(digits, -400, 400);
    assert(isfinite(number));
    struct decimal decimal = shortest(fabs(number));
    struct decimal rounded = round_decimal(decimal, digits);
    if (rounded.digits == decimal.digits && rounded.exponent == decimal.exponent)
        return number;
    double value = decimal_value(rounded);
    return number < 0 && value != 0 ? -value : value;
}

struct marks {
    char language[3];
    char decimal;
    int grouped_from; /* digits before the mark, at least */
    const char *group;
};

static const struct marks *marks_of(const char *language)
{
    static const struct marks all[] = {
        {"en", '.', 4, ","},
        {"fr", ',', 4, "\xE2\x80\xAF"},
        {"es", ',', 5, "."},
    };
    for (size_t i = 0; language && i < sizeof all / sizeof *all; i++)
        if (strncmp(all[i].language, language, 2) == 0)
            return &all[i];
    return &all[0];
}

static size_t write_grouped(const char *whole, int count, const struct marks *marks,
                            char *out)
{
    size_t size = 0;
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0 && count >= marks->grouped_from) {
            memcpy(out + size, marks->group, strlen(marks->group));
            size += strlen(marks->group);
        }
        out[size++] = whole[i];
    }
    return size;
}

/* 1e21 and above, which are no figures to be read digit by digit. */
static size_t format_enormous(double number, const struct marks *marks, char *out)
{
    size_t size = number_format(number, out);
    char *point = memchr(out, '.', size);
    if (point)
        *point = marks->decimal;
    return size;
}

size_t number_format_for(double number, int digits, const char *language, char *out)
{
    const struct marks *marks = marks_of(language);
    assert(isfinite(number));
    if (fabs(number) >= 1e21)
        return format_enormous(number_round(number, digits), marks, out);
    int places = within(digits, 0, 100);
    struct decimal decimal =
        round_decimal(shortest(fabs(number)), within(digits, -400, 100));
    char text[160], whole_zero = '0';
    int count = (int)write_digits(decimal.digits, text);
    if (decimal.exponent > 0)
        count += (int)write_zeros(text + count, decimal.exponent);
    int fraction = decimal.exponent < 0 ? -decimal.exponent : 0;
    int whole = count - fraction; /* below 0: zeros between the mark and the digits */
    size_t size = 0;
    if (number < 0 && decimal.digits)
        out[size++] = '-';
    size += whole > 0 ? write_grouped(text, whole, marks, out + size)
                      : write_grouped(&whole_zero, 1, marks, out + size);
    if (places > 0) {
        out[size++] = marks->decimal;
        size += write_zeros(out + size, whole < 0 ? -whole : 0);
        int from = whole > 0 ? whole : 0;
        memcpy(out + size, text + from, (size_t)(count - from));
        size += (size_t)(count - from);
        size += write_zeros(out + size, places - fraction);
    }
    out[size] = '\0';
    return size;
}
