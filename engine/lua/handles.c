/* handles.c - the values of the language inside Lua, and what is said when one stands in
 * the wrong place.
 *
 * A handle's metatable comes from its kind (events.c). What is said of a value in the
 * wrong place is a table: wanted, got, remedy.
 *
 * Handles belong to the state; they hold numbers, and texts of the sandbox's arena.
 */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "data/reason.h"
#include "data/value.h"
#include "lua/reading.h"

static char metatable_keys[HANDLE_KINDS];

struct reading *reading_here(lua_State *L)
{
    return sandbox_of(L)->owner;
}

/* ---- making and reading ---- */

void handles_push_metatable(lua_State *L, enum handle_kind kind)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_keys[kind]);
}

void handles_keep_metatable(lua_State *L, enum handle_kind kind)
{
    lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_keys[kind]);
}

void *handle_push_sized(lua_State *L, enum handle_kind kind, size_t size, int values)
{
    luaL_checkstack(L, 4, NULL);
    struct handle *handle = lua_newuserdatauv(L, size, values);
    struct place place = {NULL, 0};
    if (!reading_here(L)->calling)
        place = sandbox_place(L);
    *handle = (struct handle){.kind = kind,
                              .number = NO_NODE,
                              .parent = NO_NODE,
                              .serial = reading_here(L)->serial++,
                              .line = place.line,
                              .file = place.file};
    handles_push_metatable(L, kind);
    lua_setmetatable(L, -2);
    return handle;
}

struct handle *handle_push(lua_State *L, enum handle_kind kind, uint32_t number)
{
    struct handle *handle = handle_push_sized(L, kind, sizeof *handle, 1);
    handle->number = number;
    return handle;
}

struct handle *handle_at(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
}

struct handle *handle_of(lua_State *L, int index, enum handle_kind kind)
{
    struct handle *handle = handle_at(L, index);
    return handle != NULL && handle->kind == kind ? handle : NULL;
}

enum handle_kind kind_at(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TUSERDATA:
        return handle_at(L, index)->kind;
    case LUA_TBOOLEAN:
        return VALUE_BOOLEAN;
    case LUA_TNUMBER:
        return VALUE_NUMBER;
    case LUA_TSTRING:
        return VALUE_TEXT;
    case LUA_TTABLE:
        return VALUE_TABLE;
    case LUA_TFUNCTION:
        return VALUE_FUNCTION;
    default:
        return VALUE_NIL;
    }
}

bool is_plain_table(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TTABLE;
}

/* ---- describing ---- */

const char *quoted(lua_State *L, const char *text)
{
    size_t size = strlen(text);
    size_t shown = size > 60 ? utf8_fitting(text, 60) : size;
    if (shown > 240)
        shown = 240;
    lua_pushlstring(L, text, shown);
    lua_pushfstring(L, "'%s%s'", lua_tostring(L, -1), shown < size ? "…" : "");
    lua_remove(L, -2);
    return lua_tostring(L, -1);
}

static const char *const kind_words[] = {
    [HANDLE_DATA] = "data itself",
    [HANDLE_TEST] = "a test of a filter",
    [HANDLE_FILTER] = "a filter (either { … })",
    [HANDLE_EVALUATION] = "an evaluation",
    [HANDLE_REPORT] = "a report",
    [HANDLE_PERIODS] = "periods",
    [HANDLE_WHOLE] = "a whole",
    [HANDLE_RECORDS] = "records",
    [HANDLE_RECORD] = "a record",
    [HANDLE_VALUES] = "a column of records",
    [HANDLE_CELL] = "the cell",
    [VALUE_NIL] = "nothing (nil)",
    [VALUE_TABLE] = "a table { … }",
    [VALUE_FUNCTION] = "a function",
};

static const char *describe_handle(lua_State *L, struct handle *handle, int index)
{
    const struct catalogue *catalogue = reading_here(L)->catalogue;
    const char *word = "";
    switch (handle->kind) {
    case HANDLE_DATASET:
        lua_pushliteral(L, "the dataset ");
        push_dataset_words(L, handle->number);
        lua_concat(L, 2);
        return lua_tostring(L, -1);
    case HANDLE_COLUMN:
        push_column_words(L, handle, index);
        return lua_tostring(L, -1);
    case HANDLE_FIGURE:
    case HANDLE_CONDITION:
        word = op_word(catalogue_node(catalogue, handle->number)->op);
        return lua_pushfstring(
            L, "a %s (%s)", handle->kind == HANDLE_FIGURE ? "figure" : "condition", word);
    case HANDLE_INDICATOR: {
        uint32_t name = catalogue->indicators[handle->parent].name;
        if (name == NO_TEXT)
            return lua_pushliteral(L, "an indicator");
        quoted(L, catalogue_text(catalogue, name));
        lua_pushfstring(L, "the indicator %s", lua_tostring(L, -1));
        lua_remove(L, -2);
        return lua_tostring(L, -1);
    }
    case HANDLE_MISSING:
        return lua_pushfstring(L, "a missing number (%s)", reason_text(handle->number));
    default:
        return lua_pushstring(L, kind_words[handle->kind]);
    }
}

const char *describe(lua_State *L, int index)
{
    luaL_checkstack(L, 8, NULL);
    index = lua_absindex(L, index);
    struct handle *handle = handle_at(L, index);
    if (handle != NULL)
        return describe_handle(L, handle, index);
    enum handle_kind kind = kind_at(L, index);
    if (kind == VALUE_BOOLEAN)
        return lua_pushfstring(L, "a plain %s",
                               lua_toboolean(L, index) ? "true" : "false");
    if (kind == VALUE_NUMBER && isnan(lua_tonumber(L, index)))
        return lua_pushstring(L, "no number (0/0)"); /* its sign is the processor's own */
    if (kind == VALUE_NUMBER) {
        luaL_tolstring(L, index, NULL);
        lua_pushfstring(L, "the number %s", lua_tostring(L, -1));
    } else if (kind == VALUE_TEXT) {
        quoted(L, lua_tostring(L, index));
        lua_pushfstring(L, "the text %s", lua_tostring(L, -1));
    } else {
        return lua_pushstring(L, kind_words[kind]);
    }
    lua_remove(L, -2);
    return lua_tostring(L, -1);
}

const char *push_spot(lua_State *L, struct spot spot)
{
    if (spot.argument > 0)
        return lua_pushfstring(L, "%s: argument %d", spot.word, spot.argument);
    if (spot.field != NULL)
        return lua_pushfstring(L, "%s: '%s'", spot.word, spot.field);
    return lua_pushstring(L, spot.word);
}

const char *push_choices(lua_State *L, const char *const *names, size_t count)
{
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (size_t i = 0; i < count; i++) {
        luaL_addstring(&buffer, i == 0 ? "" : i + 1 == count ? " or " : ", ");
        luaL_addstring(&buffer, names[i]);
    }
    luaL_pushresult(&buffer);
    return lua_tostring(L, -1);
}

const char *push_suggestion(lua_State *L, const char *name, const char *const *names,
                            size_t count)
{
    const char *nearest = text_nearest(name, names, count);
    if (nearest == NULL)
        return lua_pushliteral(L, "");
    return lua_pushfstring(L, " (did you mean '%s'?)", nearest);
}

/* ---- what must stand where ---- */

struct remedy {
    const char *wanted; /* as in refuse */
    enum handle_kind got;
    const char *text; /* %s: the value's own words */
};

static const struct remedy remedies[] = {
    {"a figure", HANDLE_COLUMN,
     "wrap it in a measure such as sum(data.agreements.amount), which makes one figure a "
     "cell"},
    {"a figure", HANDLE_DATASET,
     "count its records with count(data.agreements), or take a measure of one of its "
     "columns"},
    {"a figure", HANDLE_CONDITION, "when(condition, x, y) makes a figure of it"},
    {"a figure", HANDLE_TEST,
     "with two arguments, above(x, 5), it is a condition; when(condition, x, y) makes a "
     "figure of it"},
    {"a figure", HANDLE_DATA,
     "name a dataset and a column, and wrap it in a measure: "
     "sum(data.agreements.amount)"},
    {"a figure", HANDLE_EVALUATION,
     "an evaluation is a whole table; name one of its indicators"},
    {"a figure", HANDLE_MISSING, "the formula has no value here"},
    {"a figure", VALUE_NIL, "is a name misspelt, or a value never given?"},
    {"a figure", VALUE_TEXT,
     "a number is written without quotes; another indicator is use \"its/name\""},
    {"a figure", VALUE_BOOLEAN,
     "==, < and 'and' compare at once in Lua; write when(equal(x, 5), 1, 0)"},
    {"a figure", VALUE_TABLE, "{ } makes a list; a figure stands without it"},
    {"a figure", VALUE_FUNCTION,
     "call it with ( ), or give it to apply(function, x) or compute(dataset, function)"},
    {"a figure", HANDLE_RECORDS, "count(records) counts them"},
    {"a figure", HANDLE_VALUES, "take a measure of it: sum(records.amount)"},
    {"a column", HANDLE_FIGURE,
     "a figure is already one number a cell (the smaller of two is lowest(a, b), the "
     "larger highest(a, b)); a column is data.agreements.amount"},
    {"a column", HANDLE_INDICATOR,
     "an indicator is already one number a cell; a column is data.agreements.amount"},
    {"a column", HANDLE_CONDITION,
     "a condition on figures cannot be measured; a column is data.agreements.amount"},
    {"a column", HANDLE_DATASET, "say which column of it: data.agreements.amount"},
    {"a column", HANDLE_DATA, "say which dataset and column: data.agreements.amount"},
    {"a column", VALUE_NIL, "is a name misspelt? a column is data.agreements.amount"},
    {"a column", VALUE_TEXT,
     "a column is written data.agreements.amount, without quotes"},
    {"a column", VALUE_NUMBER,
     "a column is data.agreements.amount; the smaller of two numbers is lowest(a, b), "
     "the larger highest(a, b)"},
    {"a column", VALUE_BOOLEAN,
     "==, < and 'and' compare at once in Lua; records are chosen with "
     "data.agreements:where { kind = \"protocol\" }"},
    {"a dataset", HANDLE_COLUMN,
     "the dataset stands before the last point: data.agreements"},
    {"a dataset", HANDLE_FIGURE,
     "a figure is already one number a cell; a dataset is data.agreements"},
    {"a dataset", HANDLE_DATA, "say which dataset: data.agreements"},
    {"a dataset", VALUE_TEXT, "a dataset is written data.agreements, without quotes"},
    {"a dataset", VALUE_NIL, "is a name misspelt? a dataset is data.agreements"},
    {"a condition", VALUE_BOOLEAN,
     "==, ~=, <, >, 'and', 'or' and 'not' give a plain true or false at once in Lua; "
     "conditions are equal(x, y), above(x, y), below(x, y), both(…), either(…), "
     "negate(…)"},
    {"a condition", HANDLE_TEST, "with two arguments it is a condition: above(x, 5)"},
    {"a condition", HANDLE_FIGURE, "compare it: above(x, 0), equal(x, y)"},
    {"a condition", HANDLE_INDICATOR, "compare it: above(x, 0), equal(x, y)"},
    {"a condition", HANDLE_COLUMN, "compare it: above(x, 0), equal(x, y)"},
    {"a condition", VALUE_NUMBER, "compare something: above(x, 0), equal(x, y)"},
    {"a condition", VALUE_NIL, "is a name misspelt?"},
    {"a number", HANDLE_FIGURE,
     "here a plain number is needed, which does not change from cell to cell"},
    {"a number", HANDLE_INDICATOR,
     "here a plain number is needed, which does not change from cell to cell"},
    {"a number", VALUE_TEXT, "a number is written without quotes, with a decimal point"},
    {"a number", VALUE_NIL, "is a name misspelt?"},
    {"a text", VALUE_NIL, "is a name misspelt, or a quote forgotten?"},
    {"a text", VALUE_NUMBER, "put it between quotes"},
    {"a text", HANDLE_COLUMN, "the name of a column is written between quotes here"},
    {"a text", VALUE_TABLE, "a single text stands without { }"},
};

_Noreturn void refuse(lua_State *L, int index, struct spot spot, const char *wanted)
{
    index = lua_absindex(L, index);
    enum handle_kind got = kind_at(L, index);
    const char *remedy = "";
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (remedies[i].got == got &&
            strncmp(wanted, remedies[i].wanted, strlen(remedies[i].wanted)) == 0)
            remedy = remedies[i].text;
    const char *what = describe(L, index);
    sandbox_raise(L, "%s is %s, and must be %s%s%s", push_spot(L, spot), what, wanted,
                  remedy[0] != '\0' ? ". " : "", remedy);
}

uint32_t want_figure(lua_State *L, int index, struct spot spot)
{
    struct reading *reading = reading_here(L);
    struct handle *handle = handle_at(L, index);
    if (lua_type(L, index) == LUA_TNUMBER) {
        double number = lua_tonumber(L, index);
        if (!isfinite(number))
            sandbox_raise(L, "%s is not a number (0/0) or infinite, and must be a figure",
                          push_spot(L, spot));
        return add_number(L, reading->catalogue, number);
    }
    if (handle == NULL ||
        (handle->kind != HANDLE_FIGURE && handle->kind != HANDLE_INDICATOR))
        refuse(L, index, spot, "a figure or a number");
    return handle->number;
}

uint32_t want_column(lua_State *L, int index, struct spot spot)
{
    if (handle_of(L, index, HANDLE_COLUMN) == NULL)
        refuse(L, index, spot, "a column");
    return column_node(L, index);
}

uint32_t want_column_or_number(lua_State *L, int index, struct spot spot)
{
    if (lua_type(L, index) == LUA_TNUMBER)
        return want_figure(L, index, spot);
    if (handle_of(L, index, HANDLE_COLUMN) == NULL)
        refuse(L, index, spot, "a column or a number, as there is a column beside it");
    return column_node(L, index);
}

uint32_t want_dataset(lua_State *L, int index, struct spot spot)
{
    struct handle *handle = handle_of(L, index, HANDLE_DATASET);
    if (handle == NULL)
        refuse(L, index, spot, "a dataset");
    return handle->number;
}

uint32_t want_condition(lua_State *L, int index, struct spot spot)
{
    struct handle *handle = handle_of(L, index, HANDLE_CONDITION);
    if (handle == NULL)
        refuse(L, index, spot, "a condition");
    return handle->number;
}

double want_number(lua_State *L, int index, struct spot spot)
{
    if (lua_type(L, index) != LUA_TNUMBER || !isfinite(lua_tonumber(L, index)))
        refuse(L, index, spot, "a number");
    return lua_tonumber(L, index);
}

long want_whole(lua_State *L, int index, long least, long most, struct spot spot)
{
    double number = want_number(L, index, spot);
    if (number != floor(number) || number < (double)least || number > (double)most) {
        char text[NUMBER_TEXT_SIZE];
        number_format(number, text);
        sandbox_raise(L, "%s is %s, and must be a whole number from %d to %d",
                      push_spot(L, spot), text, (int)least, (int)most);
    }
    return (long)number;
}

const char *want_text(lua_State *L, int index, struct spot spot)
{
    if (lua_type(L, index) != LUA_TSTRING)
        refuse(L, index, spot, "a text");
    size_t size;
    const char *text = lua_tolstring(L, index, &size);
    if (strlen(text) != size || !utf8_is_valid(text, size))
        sandbox_raise(L, "%s has zero bytes or is not UTF-8", push_spot(L, spot));
    return text;
}

size_t want_choice(lua_State *L, int index, const char *const *names, size_t count,
                   struct spot spot)
{
    const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : NULL;
    for (size_t i = 0; text != NULL && i < count; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    index = lua_absindex(L, index);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (size_t i = 0; i < count; i++) {
        luaL_addstring(&buffer, i == 0 ? "\"" : i + 1 == count ? "\" or \"" : "\", \"");
        luaL_addstring(&buffer, names[i]);
    }
    luaL_addstring(&buffer, "\"");
    luaL_pushresult(&buffer);
    const char *choices = lua_tostring(L, -1);
    const char *near = text != NULL ? push_suggestion(L, text, names, count) : "";
    const char *what = describe(L, index);
    sandbox_raise(L, "%s is %s%s, and must be %s", push_spot(L, spot), what, near,
                  choices);
}
