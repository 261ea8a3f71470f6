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
