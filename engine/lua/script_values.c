/* script_values.c - a column of records inside a call: its length, its items, sorted,
 * differences.
 *
 * Values are numbers with a reason beside each; texts are numbers in their column's
 * dictionary, which is there for one call only. What is sorted or subtracted is a column
 * of its own, without the values that were missing.
 *
 * Columns belong to the state.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/statistics.h"
#include "lua/now.h"

struct values *values_push(lua_State *L, size_t count, enum column_type type,
                           const struct dictionary *texts)
{
    size_t size = sizeof(struct values) + count * (sizeof(double) + 1);
    struct values *values = handle_push_sized(L, HANDLE_VALUES, size, 0);
    values->call = texts != NULL ? reading_here(L)->call : 0;
    values->count = count;
    values->type = type;
    values->texts = texts;
    values->reasons = (uint8_t *)(values->numbers + count);
    return values;
}

void values_check(lua_State *L, const struct values *values)
{
    if (values->call != 0 &&
        (!reading_here(L)->calling || values->call != reading_here(L)->call))
        sandbox_raise(
            L, "a column of records cannot be looked at after the call that gave it");
}

void values_push_at(lua_State *L, const struct values *values, size_t position)
{
    double number = values->numbers[position];
    if (values->reasons[position] != REASON_NONE)
        lua_pushnil(L);
    else if (values->type == COLUMN_TEXT)
        lua_pushlstring(L, dictionary_text(values->texts, (uint32_t)number),
                        dictionary_size(values->texts, (uint32_t)number));
    else if (values->type == COLUMN_BOOLEAN)
        lua_pushboolean(L, number != 0);
    else
        push_amount(L, number, REASON_NONE);
}

/* Sorting texts: by their places in the dictionary's order. */
static int compare_texts(const void *first, const void *second, void *texts)
{
    return text_compare(dictionary_text(texts, (uint32_t) * (const double *)first),
                        dictionary_text(texts, (uint32_t) * (const double *)second));
}

/* Pushes the values that are there, in the same order. */
static struct values *push_present(lua_State *L, const struct values *values)
{
    struct values *present = values_push(L, values->count, values->type, values->texts);
    size_t count = 0;
    for (size_t i = 0; i < values->count; i++) {
        present->numbers[count] = values->numbers[i];
        count += values->reasons[i] == REASON_NONE;
    }
    present->count = count;
    memset(present->reasons, REASON_NONE, count);
    return present;
}

static struct values *values_self(lua_State *L, const char *method)
{
    struct values *values = (struct values *)handle_of(L, 1, HANDLE_VALUES);
    if (values == NULL)
        sandbox_raise(L, "%s is a method of a column of records: records.amount:%s()",
                      method, method);
    values_check(L, values);
    return values;
}

static int values_sorted(lua_State *L)
{
    const struct values *values = values_self(L, "sorted");
    struct values *sorted = push_present(L, values);
    if (sorted->type == COLUMN_TEXT)
        qsort_r(sorted->numbers, sorted->count, sizeof *sorted->numbers, compare_texts,
                (void *)(uintptr_t)sorted->texts);
    else
        statistics_sort(sorted->numbers, sorted->count);
    return 1;
}

static int values_differences(lua_State *L)
{
    const struct values *values = values_self(L, "differences");
    if (values->type == COLUMN_TEXT)
        sandbox_raise(L,
                      "differences are of numbers or dates, and this column holds texts");
    struct values *present = push_present(L, values);
    for (size_t i = 0; i + 1 < present->count; i++) {
        double difference = present->numbers[i + 1] - present->numbers[i];
        present->numbers[i] = difference;
        present->reasons[i] = isfinite(difference) ? REASON_NONE : REASON_NOT_DEFINED;
    }
    if (present->count > 0)
        present->count--;
    present->type = COLUMN_REAL;
    return 1;
}

int values_index(lua_State *L)
{
    struct values *values = (struct values *)handle_at(L, 1);
    values_check(L, values);
    if (lua_type(L, 2) == LUA_TNUMBER) {
        double at = lua_tonumber(L, 2);
        if (at >= 1 && at <= (double)values->count && at == floor(at))
            values_push_at(L, values, (size_t)at - 1);
        else
            lua_pushnil(L);
        return 1;
    }
    static const char *const methods[] = {"sorted", "differences"};
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    if (strcmp(name, "sorted") == 0)
        lua_pushcfunction(L, values_sorted);
    else if (strcmp(name, "differences") == 0)
        lua_pushcfunction(L, values_differences);
    else
        sandbox_raise(L,
                      "a column of records has no '%s'%s. it has #column, column[i], "
                      "column:sorted() and column:differences()",
                      name, push_suggestion(L, name, methods, 2));
    return 1;
}

int values_length(lua_State *L)
{
    struct values *values = (struct values *)handle_at(L, 1);
    values_check(L, values);
    lua_pushinteger(L, (lua_Integer)values->count);
    return 1;
}
