/* date.c - dates and booleans as they are read and written.
 *
 * A date is a day number; year, month and day are worked out with years that begin in
 * March, so that the leap day comes last. Nothing is owned.
 */
#include "data/value.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

/* ---- the calendar ---- */

enum {
    DAYS_PER_ERA = 146097, /* an era has 400 years */
    DAYS_TO_1970 = 719468, /* from 0000-03-01 */
};

int32_t date_days(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int leap_days = year_of_era / 4 - year_of_era / 100;
    int day_of_era = year_of_era * 365 + leap_days + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

void date_split(int32_t days, int *year, int *month, int *day)
{
    int64_t shifted = (int64_t)days + DAYS_TO_1970;
    int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int day_of_era = (int)(shifted - era * DAYS_PER_ERA);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int leap_days = year_of_era / 4 - year_of_era / 100;
    int day_of_year = day_of_era - (365 * year_of_era + leap_days);
    int from_march = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march + (from_march < 10 ? 3 : -9);
    *year = (int)(era * 400) + year_of_era + (*month <= 2);
}

bool date_is_real(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= lengths[month - 1] + (leap && month == 2);
}

/* ---- reading ---- */

struct cursor {
    const char *at;
    const char *end;
};

/* From `least` to `most` digits, the next character none. */
static bool read_few(struct cursor *cursor, int least, int most, int *number)
{
    *number = 0;
    int seen = 0;
    while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9') {
        if (++seen > most)
            return false;
        *number = *number * 10 + (*cursor->at++ - '0');
    }
    return seen >= least;
}

/* Exactly `count` digits, the next character none. */
static bool read_digits(struct cursor *cursor, int count, int *number)
{
    return read_few(cursor, count, count, number);
}

static bool read_one_of(struct cursor *cursor, const char *characters, char *which)
{
    if (cursor->at == cursor->end || !*cursor->at || !strchr(characters, *cursor->at))
        return false;
    *which = *cursor->at++;
    return true;
}

static void trim(struct cursor *cursor)
{
    for (;;) {
        size_t size = (size_t)(cursor->end - cursor->at);
        if (size >= 1 && *cursor->at == ' ')
            cursor->at++;
        else if (size >= 2 && memcmp(cursor->at, "\xC2\xA0", 2) == 0)
            cursor->at += 2;
        else if (size >= 1 && cursor->end[-1] == ' ')
            cursor->end--;
        else if (size >= 2 && memcmp(cursor->end - 2, "\xC2\xA0", 2) == 0)
            cursor->end -= 2;
        else
            return;
    }
}

/* "AM", "p.m.", "Z", "+01:00" or nothing, to the end of the text. */
static bool read_zone(struct cursor *cursor, int hour)
{
    static const char *const halves[] = {"am", "pm", "a.m.", "p.m."};
    size_t left = (size_t)(cursor->end - cursor->at);
    int offset, minutes;
    char mark;
    if (left > 0 && *cursor->at == ' ') {
        cursor->at++;
        left--;
        for (size_t i = 0; i < 4; i++)
            if (left == strlen(halves[i]) && strncasecmp(cursor->at, halves[i], left) == 0)
                return hour >= 1 && hour <= 12;
        return false;
    }
    if (left == 2 && (strncasecmp(cursor->at, "am", 2) == 0 || strncasecmp(cursor->at, "pm", 2) == 0))
        return hour >= 1 && hour <= 12;
    if (read_one_of(cursor, "+-", &mark)) {
        if (!read_digits(cursor, 2, &offset) || offset > 14)
            return false;
        if (read_one_of(cursor, ":", &mark) && (!read_digits(cursor, 2, &minutes) || minutes > 59))
            return false;
        return cursor->at == cursor->end;
    }
    read_one_of(cursor, "Z", &mark);
    return cursor->at == cursor->end;
}

/* h:mm[:ss[.fff]] and a zone, to the end of the text. */
static bool read_time(struct cursor *cursor)
{
    int hour, minute, second = 0;
    char mark;
    if (!read_few(cursor, 1, 2, &hour) || !read_one_of(cursor, ":", &mark) ||
        !read_digits(cursor, 2, &minute))
        return false;
    if (read_one_of(cursor, ":", &mark)) {
        if (!read_digits(cursor, 2, &second))
            return false;
        if (read_one_of(cursor, ".", &mark)) {
            const char *begin = cursor->at;
            while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9')
                cursor->at++;
            if (cursor->at == begin)
                return false;
        }
    }
    return hour < 24 && minute < 60 && second <= 60 && read_zone(cursor, hour);
}

static bool read_iso(struct cursor *cursor, int *year, int *month, int *day,
                     enum grain *grain)
{
    char mark;
    *month = *day = 1;
    if (!read_digits(cursor, 4, year) || !read_one_of(cursor, "-", &mark))
        return false;
    if (read_one_of(cursor, "Q", &mark)) {
        int quarter;
        *grain = GRAIN_QUARTER;
        if (!read_digits(cursor, 1, &quarter) || quarter < 1 || quarter > 4)
            return false;
        *month = 3 * quarter - 2;
        return cursor->at == cursor->end;
    }
    if (!read_digits(cursor, 2, month))
        return false;
    *grain = GRAIN_MONTH;
    if (cursor->at == cursor->end)
        return true;
    *grain = GRAIN_DAY;
    if (!read_one_of(cursor, "-", &mark) || !read_digits(cursor, 2, day))
        return false;
    if (cursor->at == cursor->end)
        return true;
    return read_one_of(cursor, "T ", &mark) && read_time(cursor);
}

/* One or two digits; two where blanks stand between the numbers, for "1 2 2017" may be anything. */
static bool read_short(struct cursor *cursor, char mark, int *number)
{
    return read_few(cursor, mark == ' ' ? 2 : 1, 2, number);
}

/* Three numbers with the same mark between them, and perhaps a time behind. */
static bool read_three(struct cursor *cursor, bool year_first, int numbers[3])
{
    const char *begin = cursor->at;
    char first, second, mark;
    if (!read_few(cursor, year_first ? 4 : 1, year_first ? 4 : 2, &numbers[0]) ||
        !read_one_of(cursor, "/-. ", &first) || (first == ' ' && cursor->at - begin < 3) ||
        !read_short(cursor, first, &numbers[1]) || !read_one_of(cursor, "/-. ", &second) ||
        first != second)
        return false;
    if (!(year_first ? read_short(cursor, first, &numbers[2])
                     : read_digits(cursor, 4, &numbers[2])))
        return false;
    return cursor->at == cursor->end ||
           (read_one_of(cursor, first == ' ' ? "T" : "T ", &mark) && read_time(cursor));
}

bool date_parse(const char *bytes, size_t size, enum date_style style, int32_t *days,
                enum grain *grain)
{
    struct cursor cursor = {bytes, bytes + size};
    int year = 0, month = 0, day = 0, numbers[3];
    enum grain read = GRAIN_DAY;
    trim(&cursor);
    if (style == DATE_ISO) {
        if (!read_iso(&cursor, &year, &month, &day, &read))
            return false;
    } else {
        if (!read_three(&cursor, style == DATE_YMD, numbers))
            return false;
        year = numbers[style == DATE_YMD ? 0 : 2];
        month = numbers[style == DATE_MDY ? 0 : 1];
        day = numbers[style == DATE_YMD ? 2 : style == DATE_MDY ? 1 : 0];
    }
    if (!date_is_real(year, month, day))
        return false;
    *days = date_days(year, month, day);
    *grain = read;
    return true;
}

/* ---- writing ---- */

static size_t write_number(int number, int width, char *out)
{
    char reversed[12];
    size_t size = 0, written = 0;
    if (number < 0) { /* a year that no file has; but nothing may overrun */
        out[written++] = '-';
        number = -number;
    }
    for (; number > 0 || size < (size_t)width; number /= 10)
        reversed[size++] = (char)('0' + number % 10);
    while (size > 0)
        out[written++] = reversed[--size];
    return written;
}

size_t date_format(int32_t days, char *out)
{
    int year, month, day;
    date_split(days, &year, &month, &day);
    size_t size = write_number(year, 4, out);
    out[size++] = '-';
    size += write_number(month, 2, out + size);
    out[size++] = '-';
    size += write_number(day, 2, out + size);
    out[size] = '\0';
    assert(size < DATE_TEXT_SIZE);
    return size;
}

size_t date_format_for(int32_t days, const char *language, char *out)
{
    if (!language || (strncmp(language, "fr", 2) != 0 && strncmp(language, "es", 2) != 0))
        return date_format(days, out);
    int year, month, day;
    date_split(days, &year, &month, &day);
    size_t size = write_number(day, 2, out);
    out[size++] = '/';
    size += write_number(month, 2, out + size);
    out[size++] = '/';
    size += write_number(year, 4, out + size);
    out[size] = '\0';
    return size;
}

/* ---- booleans ---- */

bool boolean_parse(const char *bytes, size_t size, bool *value)
{
    static const struct {
        const char *word; /* in small letters; "sí" is looked for as "si" */
        bool value;
    } words[] = {
        {"true", true},   {"false", false}, {"yes", true}, {"no", false}, {"oui", true},
        {"non", false},   {"vrai", true},   {"faux", false}, {"si", true},
    };
    char lower[8];
    size_t count = 0;
    struct cursor cursor = {bytes, bytes + size};
    trim(&cursor);
    for (; cursor.at < cursor.end && count < sizeof lower; cursor.at++) {
        char c = *cursor.at;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (cursor.end - cursor.at >= 2 &&
            (!memcmp(cursor.at, "í", 2) || !memcmp(cursor.at, "Í", 2))) {
            c = 'i';
            cursor.at++;
        }
        lower[count++] = c;
    }
    for (size_t i = 0; cursor.at == cursor.end && i < sizeof words / sizeof *words; i++) {
        if (count == strlen(words[i].word) && memcmp(lower, words[i].word, count) == 0) {
            *value = words[i].value;
            return true;
        }
    }
    return false;
}
