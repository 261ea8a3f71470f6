/* script_examples.c - an indicator's examples, as JSON in the catalogue.
 *
 * `bareme test` reads them back. Keys are sorted and numbers are the shortest text that
 * reads back the same, so the same examples are the same bytes. Values of the language
 * become objects: periods { kind, first, last, start }, a column { dataset, column }, a
 * dataset { dataset }, a whole { whole }.
 *
 * The text being built is a Lua buffer, so an error releases it.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "data/value.h"
#include "lua/reading.h"

enum { DEEPEST = 30 };

static void write_value(lua_State *L, struct text *out, int index, int depth);

static const char *const example_fields[] = {"given",   "expect", "units",
                                             "periods", "via",    "schema"};
static const char *const expect_fields[] = {"unit", "period", "value", "missing", "of"};

static void add_period(struct text *out, enum periods_kind kind, int32_t period)
{
    if (kind == PERIODS_YEARS)
        text_addf(out, "%d", (int)period);
    else if (kind == PERIODS_QUARTERS)
        text_addf(out, "\"%04d-Q%d\"", (int)(period / 4), (int)(period % 4 + 1));
    else
        text_addf(out, "\"%04d-%02d\"", (int)(period / 12), (int)(period % 12 + 1));
}

void add_period_json(struct text *out, struct periods periods)
{
    static const char *const kinds[] = {"all", "years", "years_found", "quarters",
                                        "months"};
    text_addf(out, "{\"kind\":\"%s\"", kinds[periods.kind]);
    if (periods.kind != PERIODS_ALL && periods.kind != PERIODS_YEARS_FOUND) {
        text_add(out, ",\"first\":");
        add_period(out, (enum periods_kind)periods.kind, periods.first);
        text_add(out, ",\"last\":");
        add_period(out, (enum periods_kind)periods.kind, periods.last);
    }
    if (periods.kind == PERIODS_YEARS || periods.kind == PERIODS_YEARS_FOUND)
        text_addf(out, ",\"start\":\"%02d-%02d\"", periods.start_month,
                  periods.start_day);
    text_add(out, "}");
}

static void write_dataset(const struct catalogue *catalogue, struct text *out,
                          uint32_t number)
{
    const struct node *node = catalogue_node(catalogue, number);
    text_add(out, "\"dataset\":");
    text_add_json(out,
                  node->op == OP_DATASET ? catalogue_text(catalogue, node->text) : "");
}

static void write_handle(lua_State *L, struct text *out, int index)
{
    const struct catalogue *catalogue = reading_here(L)->catalogue;
    struct handle *handle = handle_at(L, index);
    switch (handle->kind) {
    case HANDLE_PERIODS:
        add_period_json(out, handle->periods);
        break;
    case HANDLE_WHOLE:
        text_add(out, "{\"whole\":");
        text_add_json(out, catalogue_text(catalogue, handle->number));
        text_add(out, "}");
        break;
    case HANDLE_DATASET:
        text_add(out, "{");
        write_dataset(catalogue, out, handle->number);
        text_add(out, "}");
        break;
    case HANDLE_COLUMN:
        if (lua_getiuservalue(L, index, 1) == LUA_TSTRING) {
            text_add(out, "{");
            write_dataset(catalogue, out, handle->parent);
            text_add(out, ",\"column\":");
            text_add_json(out, lua_tostring(L, -1));
            text_add(out, "}");
            lua_pop(L, 1);
            break;
        }
        /* fall through */
    default:
        sandbox_raise(
            L,
            "indicator: 'examples' has %s, and holds only what can be written down: "
            "texts, numbers, true and false, tables, periods, units",
            describe(L, index));
    }
}

static void write_list(lua_State *L, struct text *out, int index, int depth)
{
    size_t count = want_list(L, index, (struct spot){"indicator", 0, "examples"});
    text_add(out, "[");
    for (size_t i = 1; i <= count; i++) {
        if (i > 1)
            text_add(out, ",");
        lua_rawgeti(L, index, (lua_Integer)i);
        write_value(L, out, lua_gettop(L), depth + 1);
        lua_pop(L, 1);
    }
    text_add(out, "]");
}

static void write_object(lua_State *L, struct text *out, int index, int depth)
{
    size_t count = push_keys(L, index);
    int keys = lua_gettop(L);
    text_add(out, "{");
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        if (lua_type(L, -1) != LUA_TSTRING)
            sandbox_raise(
                L,
                "indicator: 'examples' has a table with names and with items that have "
                "none (%s). use one or the other",
                describe(L, -1));
        if (i > 1)
            text_add(out, ",");
        text_add_json(out, want_text(L, -1, (struct spot){"indicator", 0, "examples"}));
        text_add(out, ":");
        lua_rawget(L, index);
        write_value(L, out, lua_gettop(L), depth + 1);
        lua_pop(L, 1);
    }
    text_add(out, "}");
    lua_settop(L, keys - 1);
}

static void write_value(lua_State *L, struct text *out, int index, int depth)
{
    struct spot spot = {"indicator", 0, "examples"};
    char number[NUMBER_TEXT_SIZE];
    luaL_checkstack(L, 10, NULL);
    if (depth > DEEPEST)
        sandbox_raise(
            L, "indicator: 'examples' is nested too deep; does a table hold itself?");
    switch (lua_type(L, index)) {
    case LUA_TUSERDATA:
        write_handle(L, out, index);
        break;
    case LUA_TBOOLEAN:
        text_add(out, lua_toboolean(L, index) ? "true" : "false");
        break;
    case LUA_TNUMBER:
        number_format(want_number(L, index, spot), number);
        text_add(out, number);
        break;
    case LUA_TSTRING:
        text_add_json(out, want_text(L, index, spot));
        break;
    case LUA_TTABLE:
        lua_pushnil(L);
        if (!lua_next(L, index)) {
            text_add(out, "[]");
            break;
        }
        bool list = lua_type(L, -2) == LUA_TNUMBER;
        lua_pop(L, 2);
        if (list && lua_rawlen(L, index) > 0)
            write_list(L, out, index, depth);
        else
            write_object(L, out, index, depth);
        break;
    default:
        sandbox_raise(
            L, "indicator: 'examples' has %s, and holds only what can be written down",
            describe(L, index));
    }
}

/* The shape of the examples, so that a misspelt field does not pass as a test that holds.
 */
static void check_examples(lua_State *L, int examples)
{
    struct spot spot = {"indicator", 0, "examples"};
    size_t count = want_list(L, examples, spot);
    if (count == 0)
        sandbox_raise(L, "indicator: 'examples' is empty. write { { given = { … }, "
                         "expect = { … } } }");
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, examples, (lua_Integer)i);
        if (!is_plain_table(L, -1))
            sandbox_raise(L,
                          "indicator: 'examples' is a list of { given = { … }, expect = "
                          "{ … } }, and "
                          "item %d is %s",
                          (int)i, describe(L, -1));
        int example = lua_gettop(L);
        check_fields(L, example, "an example", example_fields, 6, false);
        for (int j = 0; j < 2; j++)
            if (lua_getfield(L, example, example_fields[j]) != LUA_TTABLE)
                sandbox_raise(
                    L, "indicator: example %d: '%s' is %s, and must be a table { … }",
                    (int)i, example_fields[j], describe(L, -1));
        int expect = lua_gettop(L);
        size_t rows = want_list(L, expect, (struct spot){"an example", 0, "expect"});
        if (rows == 0)
            sandbox_raise(
                L,
                "indicator: example %d expects nothing. write expect = { { unit = \"a\", "
                "period = 2016, value = 2 } }",
                (int)i);
        for (size_t j = 1; j <= rows; j++) {
            lua_rawgeti(L, expect, (lua_Integer)j);
            if (!is_plain_table(L, -1))
                sandbox_raise(L,
                              "indicator: example %d: 'expect' is a list of { unit = …, "
                              "period = …, "
                              "value = … }",
                              (int)i);
            check_fields(L, -1, "an expected figure", expect_fields, 5, false);
            bool value = lua_getfield(L, -1, "value") != LUA_TNIL;
            bool missing = lua_getfield(L, -2, "missing") != LUA_TNIL;
            if (value == missing)
                sandbox_raise(L,
                              "indicator: example %d: expected figure %d has %s. it has "
                              "a value, or "
                              "missing = \"no records\"",
                              (int)i, (int)j,
                              value ? "both a value and a reason" : "neither");
            if (missing)
                check_reason(
                    L, sandbox_place(L),
                    want_text(L, -1, (struct spot){"an expected figure", 0, "missing"}),
                    "an expected figure");
            lua_settop(L, expect);
        }
        lua_settop(L, examples);
    }
}

struct writing {
    struct text out;
    int index;
};

/* In a protected call of its own, so that the buffer can be released. */
static int write_protected(lua_State *L)
{
    struct writing *writing = lua_touserdata(L, 2);
    write_value(L, &writing->out, 1, 0);
    return 0;
}

uint32_t read_examples(lua_State *L, int index)
{
    struct writing writing = {{0}, 0};
    index = lua_absindex(L, index);
    check_examples(L, index);
    lua_pushcfunction(L, write_protected);
    lua_pushvalue(L, index);
    lua_pushlightuserdata(L, &writing);
    if (lua_pcall(L, 2, 0, 0) != LUA_OK) {
        text_clear(&writing.out);
        lua_error(L);
    }
    uint32_t text = catalogue_add_text(reading_here(L)->catalogue, text_of(&writing.out));
    text_clear(&writing.out);
    return text;
}
