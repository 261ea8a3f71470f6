/* script_now.c - measures worked out at once: of records, of their columns, of lists of
 * numbers.
 *
 * All become one series: values with a reason beside each, numbers or texts. The formulas
 * are those of data/statistics.h, as for the measures of an evaluation.
 *
 * A series lies in userdata of the state; its texts are the dictionary's or the list's.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/statistics.h"
#include "expr/records.h"
#include "lua/now.h"

struct series {
    bool texts;
    enum column_type type;
    size_t count, present;
    unsigned worst; /* the smallest reason */
    double *numbers;
    const char **words; /* of texts */
    uint8_t *reasons;
};

/* Pushes the memory of a series; of numbers alone it has no room for words. */
static struct series *push_series(lua_State *L, size_t count, bool words)
{
    size_t word = words ? sizeof(char *) : 0;
    size_t size = sizeof(struct series) + (count + 1) * (sizeof(double) + word + 1);
    struct series *series = lua_newuserdatauv(L, size, 0);
    memset(series, 0, sizeof *series);
    series->count = count;
    series->worst = REASON_NONE;
    series->numbers = (double *)(series + 1);
    if (words)
        series->words = (const char **)(series->numbers + count + 1);
    series->reasons = (uint8_t *)(series->numbers + count + 1) + (count + 1) * word;
    return series;
}

static void note(struct series *series, size_t at, unsigned reason)
{
    series->reasons[at] = (uint8_t)reason;
    if (reason == REASON_NONE)
        series->present++;
    else if (reason < series->worst)
        series->worst = reason;
}

static struct series *series_of_values(lua_State *L, const struct values *values)
{
    values_check(L, values);
    struct series *series = push_series(L, values->count, values->type == COLUMN_TEXT);
    series->texts = values->type == COLUMN_TEXT;
    series->type = values->type;
    memcpy(series->numbers, values->numbers, values->count * sizeof *series->numbers);
    for (size_t i = 0; i < values->count; i++) {
        note(series, i, values->reasons[i]);
        if (series->texts && values->reasons[i] == REASON_NONE)
            series->words[i] =
                dictionary_text(values->texts, (uint32_t)values->numbers[i]);
    }
    return series;
}

static struct series *series_of_list(lua_State *L, int index, struct spot spot)
{
    size_t count = want_list(L, index, spot);
    struct series *series = push_series(L, count, true);
    series->type = COLUMN_REAL;
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        struct handle *missing = handle_of(L, -1, HANDLE_MISSING);
        int type = lua_type(L, -1);
        unsigned reason = missing != NULL ? missing->number : REASON_NONE;
        if (type == LUA_TNUMBER)
            series->numbers[i] = lua_tonumber(L, -1);
        else if (type == LUA_TSTRING)
            series->words[i] = lua_tostring(L, -1);
        else if (missing == NULL)
            sandbox_raise(L, "%s: item %d of the list is %s, and must be a number",
                          push_spot(L, spot), (int)i + 1, describe(L, -1));
        if (type == LUA_TNUMBER && !isfinite(series->numbers[i]))
            reason = REASON_NOT_DEFINED;
        bool text = type == LUA_TSTRING;
        if (missing == NULL && series->present > 0 && text != series->texts)
            sandbox_raise(L, "%s: the list has numbers and texts. it must be all of one",
                          push_spot(L, spot));
        if (missing == NULL)
            series->texts = text;
        note(series, i, reason);
        lua_pop(L, 1);
    }
    if (series->texts)
        series->type = COLUMN_TEXT;
    return series;
}

static struct series *series_at(lua_State *L, const struct entry *entry, int index)
{
    struct spot spot = {entry->word.name, index, NULL};
    struct values *values = (struct values *)handle_of(L, index, HANDLE_VALUES);
    if (values != NULL)
        return series_of_values(L, values);
    if (is_plain_table(L, index))
        return series_of_list(L, index, spot);
    if (handle_of(L, index, HANDLE_RECORDS) != NULL)
        sandbox_raise(L, "%s: say which column: %s(records.amount)", entry->word.name,
                      entry->word.name);
    if (reading_here(L)->calling && handle_of(L, index, HANDLE_COLUMN) != NULL)
        refuse_in_call(L, "a column of data");
    refuse(
        L, index, spot,
        lua_type(L, index) == LUA_TNUMBER
            ? "a list of numbers or a column (the larger of two numbers is highest(a, b))"
            : "a column of records (records.amount) or a list of numbers");
}

/* ---- numbers ---- */

/* The present numbers, moved to the front. */
static size_t pack(struct series *series)
{
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++)
        if (series->reasons[i] == REASON_NONE)
            series->numbers[count++] = series->numbers[i];
    return count;
}

static enum reason extreme(const double *numbers, size_t count, enum op op,
                           double *figure)
{
    double least = numbers[0], most = numbers[0];
    for (size_t i = 1; i < count; i++) {
        if (numbers[i] < least)
            least = numbers[i];
        if (numbers[i] > most)
            most = numbers[i];
    }
    *figure = op == OP_MIN ? least : op == OP_MAX ? most : most - least;
    return isfinite(*figure) ? REASON_NONE : REASON_NOT_DEFINED;
}

static enum reason of_numbers(enum op op, double *numbers, size_t count, double p,
                              double *figure)
{
    switch (op) { /* the exact ones need no order */
    case OP_SUM:
        return statistics_sum(numbers, count, figure);
    case OP_MEAN:
        return statistics_mean(numbers, count, figure);
    case OP_MIN:
    case OP_MAX:
    case OP_RANGE:
        return extreme(numbers, count, op, figure);
    default:
        statistics_sort(numbers, count);
    }
    switch (op) {
    case OP_MEDIAN:
        return statistics_median_sorted(numbers, count, figure);
    case OP_QUANTILE:
        return statistics_quantile_sorted(numbers, count, p, figure);
    case OP_VARIANCE:
        return statistics_variance(numbers, count, figure);
    case OP_STDDEV:
        return statistics_stddev(numbers, count, figure);
    case OP_GINI:
        return statistics_gini_sorted(numbers, count, figure);
    default:
        return statistics_theil_sorted(numbers, count, figure);
    }
}

static int weighted(lua_State *L, const struct entry *entry, struct series *series,
                    unsigned flags)
{
    struct series *weights = series_at(L, entry, 2);
    if (weights->count != series->count)
        sandbox_raise(
            L,
            "weighted_mean: there are %d values and %d weights. take both from the same "
            "records",
            (int)series->count, (int)weights->count);
    if (weights->texts)
        sandbox_raise(L, "weighted_mean: the weights are texts, and must be numbers");
    size_t both = 0;
    unsigned worst = series->worst < weights->worst ? series->worst : weights->worst;
    for (size_t i = 0; i < series->count; i++)
        if (series->reasons[i] == REASON_NONE && weights->reasons[i] == REASON_NONE) {
            series->numbers[both] = series->numbers[i];
            weights->numbers[both++] = weights->numbers[i];
        }
    double figure = 0;
    unsigned reason;
    if (both == 0 || ((flags & FLAG_STOP) && worst != REASON_NONE))
        reason = series->count == 0 ? REASON_NO_RECORDS : worst;
    else
        reason =
            statistics_weighted_mean(series->numbers, weights->numbers, both, &figure);
    push_amount(L, figure, reason);
    return 1;
}

/* ---- values as they are ---- */

static bool same(const struct series *series, size_t a, size_t b)
{
    return series->texts ? strcmp(series->words[a], series->words[b]) == 0
                         : series->numbers[a] == series->numbers[b];
}

static void push_value(lua_State *L, const struct series *series, size_t at)
{
    if (series->texts)
        lua_pushstring(L, series->words[at]);
    else if (series->type == COLUMN_BOOLEAN)
        lua_pushboolean(L, series->numbers[at] != 0);
    else
        push_amount(L, series->numbers[at], REASON_NONE);
}

static int compare_numbers(const void *first, const void *second)
{
    double a = *(const double *)first, b = *(const double *)second;
    return (a > b) - (a < b);
}

static int compare_words(const void *first, const void *second)
{
    return text_compare(*(const char *const *)first, *(const char *const *)second);
}

static void move(struct series *series, size_t to, size_t from)
{
    if (series->texts)
        series->words[to] = series->words[from];
    else
        series->numbers[to] = series->numbers[from];
}

/* Present values sorted and each once, at the front; how many. */
static size_t different(struct series *series)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < series->count; i++)
        if (series->reasons[i] == REASON_NONE)
            move(series, count++, i);
    if (series->texts)
        qsort(series->words, count, sizeof *series->words, compare_words);
    else
        qsort(series->numbers, count, sizeof *series->numbers, compare_numbers);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !same(series, kept - 1, i))
            move(series, kept++, i);
    return kept;
}

static int join_values(lua_State *L, struct series *series, size_t count)
{
    luaL_Buffer buffer;
    char text[NUMBER_TEXT_SIZE];
    luaL_buffinit(L, &buffer);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            luaL_addstring(&buffer, "; ");
        if (series->texts) {
            luaL_addstring(&buffer, series->words[i]);
        } else if (series->type == COLUMN_BOOLEAN) {
            luaL_addstring(&buffer, series->numbers[i] != 0 ? "true" : "false");
        } else {
            if (series->type == COLUMN_DATE)
                date_format((int32_t)series->numbers[i], text);
            else
                number_format(series->numbers[i], text);
            luaL_addstring(&buffer, text);
        }
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int choose_value(lua_State *L, const struct entry *entry, struct series *series)
{
    size_t found = series->count;
    for (size_t i = 0; i < series->count; i++) {
        if (series->reasons[i] != REASON_NONE)
            continue;
        if (entry->op == OP_ONLY && found < series->count && !same(series, found, i)) {
            push_value(L, series, found);
            const char *first = sandbox_tostring(L, -1);
            push_value(L, series, i);
            const char *second = sandbox_tostring(L, -1);
            sandbox_raise(
                L, "only: there are several different values, %s and %s among them. "
                "narrow the records, or say which: first, last, values",
                first, second);
        }
        if (found == series->count || entry->op == OP_LAST)
            found = i;
    }
    push_value(L, series, found);
    return 1;
}

/* ---- share ---- */

enum { TESTED = 32 };

static size_t collect_tested(const struct binding *binding, uint32_t filter,
                             uint32_t *tested, size_t count)
{
    const struct bound_filter *bound = &binding->filters[filter];
    if (bound->op == OP_ALL || bound->op == OP_ANY) {
        for (uint32_t i = 0; i < bound->part_count; i++)
            count = collect_tested(binding, bound->parts[i], tested, count);
    } else if (count < TESTED) {
        tested[count++] = bound->column;
    }
    return count;
}

static int share_now(lua_State *L, unsigned flags)
{
    const struct binding *binding;
    if (handle_of(L, 1, HANDLE_RECORDS) == NULL)
        refuse(L, 1, (struct spot){"share", 1, NULL}, "records");
    const struct records *records = records_check(L, 1, "share");
    uint32_t filter = records_bind_filter(L, records->frame, 2, &binding);
    uint32_t tested[TESTED], kept[RECORD_BATCH];
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH], valid[RECORD_BATCH];
    size_t count = flags & FLAG_OF_ALL ? 0 : collect_tested(binding, filter, tested, 0);
    size_t passed = 0, below = 0;
    for (size_t at = 0; at < records->count; at += RECORD_BATCH) {
        size_t batch =
            records->count - at < RECORD_BATCH ? records->count - at : RECORD_BATCH;
        memset(valid, 1, batch);
        for (size_t i = 0; i < count; i++) {
            records_read_numbers(binding, tested[i], records->records + at, batch,
                                 numbers, reasons);
            for (size_t j = 0; j < batch; j++)
                valid[j] = valid[j] && reasons[j] == REASON_NONE;
        }
        size_t left = 0;
        for (size_t j = 0; j < batch; j++)
            if (valid[j])
                kept[left++] = records->records[at + j];
        below += left;
        passed += records_filter(binding, filter, kept, left, kept);
    }
    bool stopped =
        (flags & FLAG_STOP) && below < records->count && !(flags & FLAG_OF_ALL);
    if (records->count == 0)
        push_amount(L, 0, REASON_NO_RECORDS);
    else if (below == 0 || stopped)
        push_amount(L, 0, REASON_MISSING);
    else
        push_amount(L, (double)passed / (double)below, REASON_NONE);
    return 1;
}

/* ---- all ---- */

static int of_series(lua_State *L, const struct entry *entry, struct series *series,
                     unsigned flags)
{
    enum op op = entry->op;
    double figure = 0, p = 0;
    if ((flags & FLAG_STOP) && series->worst != REASON_NONE) {
        push_amount(L, 0, series->worst);
        return 1;
    }
    if (op == OP_COUNT || op == OP_DISTINCT) {
        lua_pushinteger(
            L, (lua_Integer)(op == OP_COUNT ? series->present : different(series)));
        return 1;
    }
    if (series->present == 0) {
        push_amount(L, 0, series->count == 0 ? REASON_NO_RECORDS : series->worst);
        return 1;
    }
    if (op == OP_FIRST || op == OP_LAST || op == OP_ONLY)
        return choose_value(L, entry, series);
    if (op == OP_VALUES)
        return join_values(L, series, different(series));
    if (series->texts)
        sandbox_raise(L, "%s takes numbers, and these are texts such as '%s'",
                      entry->word.name, series->words[0] != NULL ? series->words[0] : "");
    if (op == OP_WEIGHTED_MEAN)
        return weighted(L, entry, series, flags);
    if (op == OP_QUANTILE) {
        struct spot spot = {"quantile", 2, NULL};
        p = want_number(L, 2, spot);
        if (p < 0 || p > 1)
            sandbox_raise(L, "%s is %s, and must be from 0 to 1", push_spot(L, spot),
                          describe(L, 2));
    }
    size_t count = pack(series);
    unsigned reason = of_numbers(op, series->numbers, count, p, &figure);
    push_amount(L, figure, reason);
    return 1;
}

int measure_now(lua_State *L, const struct entry *entry, int top, unsigned flags)
{
    (void)top;
    if (entry->op == OP_SHARE)
        return share_now(L, flags);
    if (entry->op == OP_COUNT && handle_of(L, 1, HANDLE_RECORDS) != NULL) {
        lua_pushinteger(L, (lua_Integer)records_check(L, 1, "count")->count);
        return 1;
    }
    return of_series(L, entry, series_at(L, entry, 1), flags);
}
