/* narrow.c - comparisons in SQL as ranges.
 *
 * Nothing is kept.
 */
#include "store/narrow.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* The first day that a text of a date, a month or a year can mean; false: it means none.
 */
static bool first_day(const char *text, size_t size, double *days, bool *whole)
{
    char full[16];
    int32_t parsed;
    enum grain grain;
    *whole = size == 10;
    if (size == 4)
        snprintf(full, sizeof full, "%.4s-01-01", text);
    else if (size == 7)
        snprintf(full, sizeof full, "%.7s-01", text);
    else if (size == 10)
        snprintf(full, sizeof full, "%.10s", text);
    else
        return false;
    if (!date_parse(full, 10, DATE_ISO, &parsed, &grain) || grain != GRAIN_DAY)
        return false;
    char back[DATE_TEXT_SIZE];
    date_format(parsed, back);
    *days = parsed;
    return strcmp(back, full) == 0;
}

static void narrow(struct range *range, char letter, double value)
{
    if (letter != '<' && value > range->low)
        range->low = value;
    if (letter != '>' && value < range->high)
        range->high = value;
}

bool range_narrow(struct range *range, struct store *store, size_t dataset, char letter,
                  sqlite3_value *value, struct fault *fault)
{
    const struct column *column =
        &store_datasets(store)->frames[dataset]->columns[range->column];
    int kind = sqlite3_value_type(value);
    const char *text =
        kind == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;
    size_t size = text != NULL ? (size_t)sqlite3_value_bytes(value) : 0;
    double days;
    bool whole;
    if (column->type == COLUMN_TEXT) {
        if (text == NULL)
            return true;
        if (column->plain) {
            range->plain = true;
            range->hash = hash_text(text, size);
            return true;
        }
        if (!store_load_texts(store, dataset, range->column, fault))
            return false;
        uint32_t number = dictionary_find(column->texts, text, size);
        narrow(range, '=', number == DICTIONARY_NONE ? INFINITY : number);
    } else if (column->type == COLUMN_DATE) {
        if (text != NULL && first_day(text, size, &days, &whole) &&
            (whole || letter != '='))
            narrow(range, letter, days);
    } else if (kind == SQLITE_INTEGER || kind == SQLITE_FLOAT) {
        narrow(range, letter, sqlite3_value_double(value));
    }
    return true;
}

/* ---- holding values against it ---- */

static double as_double(const struct column *column, int64_t value)
{
    return column->type == COLUMN_DECIMAL ? number_from_scaled(value, column->scale)
                                          : (double)value;
}

bool range_meets(const struct range *range, const struct store *store, size_t dataset,
                 uint32_t segment)
{
    const struct column *column =
        &store_datasets(store)->frames[dataset]->columns[range->column];
    int64_t minimum, maximum;
    bool unknown;
    bool any =
        store_range(store, dataset, range->column, segment, &minimum, &maximum, &unknown);
    if (range_is_open(range) || unknown)
        return true;
    return any && as_double(column, maximum) >= range->low &&
           as_double(column, minimum) <= range->high;
}

bool range_holds(const struct range *range, const struct frame *frame, uint64_t record)
{
    const struct vector *vector =
        &frame->segments[record / SEGMENT_RECORDS].columns[range->column];
    size_t number = record % SEGMENT_RECORDS;
    if (range_is_open(range))
        return true;
    if (vector_state_at(vector, number) != STATE_PRESENT)
        return false;
    if (range->plain) {
        struct string text = vector_text_at(vector, number);
        return hash_text(text.bytes, text.size) == range->hash;
    }
    double value = vector->real ? vector_real_at(vector, number)
                                : as_double(&frame->columns[range->column],
                                            vector_at(vector, number));
    return value >= range->low && value <= range->high;
}
