/* plain.c - plain numbers and ISO dates, there and back.
 *
 * This is the hot path of reading: one go over the bytes of a field. What is not plain (a leading
 * zero, a sign before nothing, marks between thousands, more than 18 digits) is a text, so that
 * the way back is exact.
 *
 * Nothing is owned.
 */
#include "source/plain.h"

#include <stdbool.h>
#include <string.h>

#include "data/value.h"

enum { DIGITS_MOST = 18 };

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static int two_digits(const char *bytes)
{
    return (bytes[0] - '0') * 10 + (bytes[1] - '0');
}

static uint8_t plain_date(const char *bytes, int64_t *value)
{
    static const uint8_t digits[] = {0, 1, 2, 3, 5, 6, 8, 9};
    for (size_t i = 0; i < sizeof digits; i++)
        if (!is_digit(bytes[digits[i]]))
            return TAG_TEXT;
    int year = two_digits(bytes) * 100 + two_digits(bytes + 2);
    int month = two_digits(bytes + 5), day = two_digits(bytes + 8);
    if (!date_is_real(year, month, day))
        return TAG_TEXT;
    *value = date_days(year, month, day);
    return TAG_DATE;
}

/* TAG_TEXT for whatever its value and tag would not give back byte for byte. */
uint8_t plain_value(const char *bytes, size_t size, int64_t *value)
{
    bool negative = *bytes == '-';
    size_t i = negative, digits = 0;
    uint64_t number = 0;
    if (i == size || !is_digit(bytes[i]))
        return TAG_TEXT;
    if (size == 10 && bytes[4] == '-' && bytes[7] == '-')
        return plain_date(bytes, value);
    if (bytes[i] == '0' && i + 1 < size && is_digit(bytes[i + 1]))
        return TAG_TEXT;
    if (size > DIGITS_MOST + 2)
        return TAG_TEXT;
    for (; i < size && is_digit(bytes[i]); i++, digits++)
        number = number * 10 + (uint64_t)(bytes[i] - '0');
    uint8_t tag = TAG_WHOLE;
    if (i < size) {
        if (bytes[i] != '.' && bytes[i] != ',')
            return TAG_TEXT;
        tag = bytes[i++] == '.' ? TAG_POINT : TAG_COMMA;
        size_t begin = i;
        for (; i < size && is_digit(bytes[i]); i++, digits++)
            number = number * 10 + (uint64_t)(bytes[i] - '0');
        if (i < size || i == begin || i - begin > DIGITS_MOST)
            return TAG_TEXT;
        tag = (uint8_t)(tag + (i - begin) - 1);
    }
    if (digits > DIGITS_MOST || (negative && number == 0))
        return TAG_TEXT;
    *value = negative ? -(int64_t)number : (int64_t)number;
    return tag;
}

/* ---- many at a time ----
 *
 * Eight digits at once, for fields that are short and begin with a digit, as nearly all do; any
 * other goes the way above. */

static inline uint64_t load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline bool eight_digits(uint64_t word, uint64_t *value)
{
    const uint64_t high = 0xF0F0F0F0F0F0F0F0u;
    if (((word & high) | ((word + 0x0606060606060606u) & high) >> 4) != 0x3333333333333333u)
        return false;
    word = (word & 0x0F0F0F0F0F0F0F0Fu) * 2561 >> 8;
    word = (word & 0x00FF00FF00FF00FFu) * 6553601 >> 16;
    *value = (word & 0x0000FFFF0000FFFFu) * 42949672960001u >> 32;
    return true;
}

/* 1 to 8 digits; those that are not there are zeros in front. */
static inline bool some_digits(const char *bytes, size_t size, uint64_t *value)
{
    uint64_t word = load(bytes);
    if (size < 8)
        word = word << (64 - 8 * size) | 0x3030303030303030u >> (8 * size);
    return eight_digits(word, value);
}

/* Where the byte stands among the first 8, or 8. */
static inline size_t find_in_eight(uint64_t word, char byte)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t found = word ^ ones * (unsigned char)byte;
    found = (found - ones) & ~found & ones << 7;
    return found == 0 ? 8 : (size_t)__builtin_ctzll(found) / 8;
}

static inline uint8_t quick_decimal(const char *bytes, size_t size, int64_t *value)
{
    static const uint64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
                                    100000000};
    uint64_t word = load(bytes), whole, fraction;
    uint8_t tag = TAG_POINT;
    size_t mark = find_in_eight(word, '.');
    if (mark == 8) {
        tag = TAG_COMMA;
        mark = find_in_eight(word, ',');
    }
    if (mark == 8 || mark + 1 >= size || size - mark - 1 > 8 ||
        !some_digits(bytes, mark, &whole) ||
        !some_digits(bytes + mark + 1, size - mark - 1, &fraction))
        return plain_value(bytes, size, value);
    if (*bytes == '0' && mark > 1)
        return TAG_TEXT;
    *value = (int64_t)(whole * tens[size - mark - 1] + fraction);
    return (uint8_t)(tag + size - mark - 2);
}

static inline uint8_t quick_date(const char *bytes, int64_t *value)
{
    static const uint16_t before[] = {0,   0,   31,  59,  90,  120, 151,
                                      181, 212, 243, 273, 304, 334, 365};
    uint64_t digits;
    uint64_t word = (load(bytes) & 0x00FFFF00FFFFFFFFu) | 0x3000003000000000u;
    if (!eight_digits(word, &digits) || !is_digit(bytes[8]) || !is_digit(bytes[9]))
        return TAG_TEXT;
    unsigned year = (unsigned)(digits / 10000), month = (unsigned)(digits % 10000) / 10;
    unsigned day = (unsigned)two_digits(bytes + 8);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year == 0 || month - 1 >= 12 || day == 0 ||
        day > (unsigned)(before[month + 1] - before[month]) + (month == 2 && leap))
        return TAG_TEXT;
    unsigned full = year - 1;
    *value = (int64_t)full * 365 + full / 4 - full / 100 + full / 400 + before[month] +
             (month > 2 && leap) + day - 1 - 719162;
    return TAG_DATE;
}

static inline uint8_t quick_value(const char *bytes, size_t size, int64_t *value)
{
    uint64_t number;
    if (size == 0)
        return TAG_EMPTY;
    if (!is_digit(*bytes))
        return *bytes == '-' ? plain_value(bytes, size, value) : TAG_TEXT;
    if (size <= 8 && some_digits(bytes, size, &number)) {
        if (*bytes == '0' && size > 1)
            return TAG_TEXT;
        *value = (int64_t)number;
        return TAG_WHOLE;
    }
    if (size == 10 && bytes[4] == '-' && bytes[7] == '-')
        return quick_date(bytes, value);
    return quick_decimal(bytes, size, value);
}

void plain_values(const struct rows *rows, uint32_t first, uint32_t count, uint32_t field,
                  int64_t *values, uint8_t *tags)
{
    uint32_t fields = rows->fields;
    const uint32_t *ends = rows->ends + (size_t)first * fields + field;
    for (uint32_t i = 0; i < count; i++, ends += fields) {
        uint32_t begin = field > 0 ? ends[-1] + 1 : rows->begins[first + i];
        int64_t value = 0;
        tags[i] = quick_value(rows->bytes + begin, ends[0] - begin, &value);
        values[i] = value;
    }
}

size_t plain_text(uint8_t tag, int64_t value, char *room)
{
    char digits[24];
    unsigned scale = 0;
    if (tag >= TAG_COMMA)
        scale = tag - TAG_COMMA + 1u;
    else if (tag >= TAG_POINT)
        scale = tag - TAG_POINT + 1u;
    uint64_t number = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    unsigned count = 0, size = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 || count <= scale);
    if (value < 0)
        room[size++] = '-';
    while (count > 0) {
        if (count == scale)
            room[size++] = tag >= TAG_COMMA ? ',' : '.';
        room[size++] = digits[--count];
    }
    room[size] = '\0';
    return size;
}
