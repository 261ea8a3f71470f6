/* script_declare.c - periods, the whole, parameters and mappings.
 *
 * A parameter's type is its default's; what --set gives it is read as that type. What
 * stands on the command line (--set, --map) goes before what stands in the script.
 *
 * Periods live in their handle; parameters and mappings in the catalogue.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/value.h"
#include "lua/reading.h"

/* ---- periods ---- */

static int push_periods(lua_State *L, struct periods periods)
{
    handle_push(L, HANDLE_PERIODS, 0)->periods = periods;
    return 1;
}

static void check_order(lua_State *L, const char *word, struct periods periods)
{
    if (periods.last < periods.first)
        sandbox_raise(L, "%s: the last period is before the first", word);
    if (periods.last - periods.first >= 10000)
        sandbox_raise(L, "%s: these are more than 10000 periods", word);
}

/* { start = "04-01" } at index. */
static void read_start(lua_State *L, int index, struct periods *periods)
{
    static const char *const names[] = {"start"};
    check_fields(L, index, "years", names, 1, false);
    if (lua_getfield(L, index, "start") == LUA_TNIL)
        return;
    const char *text = want_text(L, -1, (struct spot){"years", 0, "start"});
    int month = 0, day = 0, read = 0;
    if (sscanf(text, "%2d-%2d%n", &month, &day, &read) != 2 || text[read] != '\0' ||
        read != 5 || !date_is_real(2015, month, day))
        sandbox_raise(
            L, "years: 'start' is %s, and must be a month and a day such as \"04-01\"",
            describe(L, -1));
    periods->start_month = (uint8_t)month;
    periods->start_day = (uint8_t)day;
}

int word_years(lua_State *L)
{
    struct periods periods = {
        .kind = PERIODS_YEARS_FOUND, .start_month = 1, .start_day = 1};
    int top = lua_gettop(L);
    if (top > 0 && is_plain_table(L, top)) {
        read_start(L, top, &periods);
        top--;
    }
    if (top == 0)
        return push_periods(L, periods);
    if (top != 2)
        sandbox_raise(L, "years takes a first and a last year: years(2015, 2018); or "
                         "nothing: years()");
    periods.kind = PERIODS_YEARS;
    periods.first = (int32_t)want_whole(L, 1, 1, 9999, (struct spot){"years", 1, NULL});
    periods.last = (int32_t)want_whole(L, 2, 1, 9999, (struct spot){"years", 2, NULL});
    check_order(L, "years", periods);
    return push_periods(L, periods);
}

/* "2016-Q1" or "2016-03", as in the example: four digits, what the example has, one or
 * two digits. */
static int32_t read_part(lua_State *L, int index, const char *word, int most,
                         const char *example)
{
    struct spot spot = {word, index, NULL};
    const char *text = want_text(L, index, spot);
    int digits[2] = {0, 0};
    bool right = strlen(text) == strlen(example);
    for (size_t i = 0; right && text[i] != '\0'; i++) {
        if (!isdigit((unsigned char)example[i]))
            right = text[i] == example[i];
        else if (!isdigit((unsigned char)text[i]))
            right = false;
        else
            digits[i >= 4] = digits[i >= 4] * 10 + text[i] - '0';
    }
    if (!right || digits[0] < 1 || digits[1] < 1 || digits[1] > most)
        sandbox_raise(L, "%s is %s, and must be like \"%s\"", push_spot(L, spot),
                      describe(L, index), example);
    return (int32_t)(digits[0] * most + digits[1] - 1);
}

int word_quarters(lua_State *L)
{
    struct periods periods = {.kind = PERIODS_QUARTERS, .start_month = 1, .start_day = 1};
    if (lua_gettop(L) != 2)
        sandbox_raise(
            L, "quarters takes a first and a last: quarters(\"2016-Q1\", \"2018-Q4\")");
    periods.first = read_part(L, 1, "quarters", 4, "2016-Q1");
    periods.last = read_part(L, 2, "quarters", 4, "2016-Q1");
    check_order(L, "quarters", periods);
    return push_periods(L, periods);
}

int word_months(lua_State *L)
{
    struct periods periods = {.kind = PERIODS_MONTHS, .start_month = 1, .start_day = 1};
    if (lua_gettop(L) != 2)
        sandbox_raise(
            L, "months takes a first and a last: months(\"2016-01\", \"2018-12\")");
    periods.first = read_part(L, 1, "months", 12, "2016-03");
    periods.last = read_part(L, 2, "months", 12, "2016-03");
    check_order(L, "months", periods);
    return push_periods(L, periods);
}

int word_all_time(lua_State *L)
{
    if (lua_gettop(L) != 0)
        sandbox_raise(L, "all_time takes nothing: all_time()");
    return push_periods(
        L, (struct periods){.kind = PERIODS_ALL, .start_month = 1, .start_day = 1});
}

int word_whole(lua_State *L)
{
    if (lua_gettop(L) != 1)
        sandbox_raise(L, "whole takes a name: whole(\"Madrid\")");
    if (want_text(L, 1, (struct spot){"whole", 1, NULL})[0] == '\0')
        sandbox_raise(L, "whole: the name is empty");
    refuse_in_call(L, "whole");
    uint32_t text = add_text(L, reading_here(L)->catalogue, 1);
    handle_push(L, HANDLE_WHOLE, text);
    return 1;
}

/* ---- parameters ---- */

/* The value that --set gives a parameter, as the type of its default (on the top);
 * pushed, or the default itself. */
static void push_setting(lua_State *L, struct reading *reading, const char *name,
                         int value)
{
    const struct script_options *options = reading->options;
    const char *given = NULL;
    for (size_t i = 0; options != NULL && i < options->set_count; i++)
        if (strcmp(options->sets[i].name, name) == 0) {
            given = options->sets[i].value;
            reading->sets_taken[i] = true;
        }
    if (given == NULL) {
        lua_pushvalue(L, value);
        return;
    }
    bool truth;
    struct number number;
    struct number_style style = {'.', GROUP_NONE, true};
    struct fault fault = {.kind = FAULT_NONE};
    if (lua_type(L, value) == LUA_TSTRING) {
        lua_pushstring(L, given);
    } else if (lua_isboolean(L, value)) {
        if (!boolean_parse(given, strlen(given), &truth)) {
            fault_set(&fault, FAULT_USAGE, "--set %s=%s: '%s' is true or false", name,
                      given, name);
            sandbox_raise_fault(L, &fault);
        }
        lua_pushboolean(L, truth);
    } else {
        if (!number_parse(given, strlen(given), style, &number)) {
            fault_set(&fault, FAULT_USAGE,
                      "--set %s=%s: '%s' is a number, with a decimal point and "
                      "no marks between thousands",
                      name, given, name);
            sandbox_raise_fault(L, &fault);
        }
        if (!number.real && number.scale == 0)
            lua_pushinteger(L, number.scaled);
        else
            lua_pushnumber(L, number.value);
    }
}

/* __index of what params gives: a name that is not declared. Upvalue 1: the table of
 * defaults. */
static int undeclared(lua_State *L)
{
    struct reading *reading = reading_here(L);
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    const char *near =
        push_suggestion(L, name, reading->parameters, reading->parameter_count);
    sandbox_raise(L,
                  "there is no parameter '%s'%s. it is declared with params { %s = … }",
                  name, near, name);
}

static int unchangeable(lua_State *L)
{
    sandbox_raise(
        L, "a parameter keeps its value. --set changes it; local p = … gives a value of "
           "your own");
}

static void add_parameter(lua_State *L, struct reading *reading, const char *name,
                          int value)
{
    struct parameter parameter = {.name = add_string(L, reading->catalogue, name)};
    char text[NUMBER_TEXT_SIZE];
    if (lua_type(L, value) == LUA_TSTRING) {
        parameter.is_text = 1;
        want_text(L, value, (struct spot){"params", 0, name});
        parameter.value = add_text(L, reading->catalogue, value);
    } else if (lua_isboolean(L, value)) {
        parameter.value =
            add_string(L, reading->catalogue, lua_toboolean(L, value) ? "true" : "false");
    } else {
        number_format(want_number(L, value, (struct spot){"params", 0, name}), text);
        parameter.value = add_string(L, reading->catalogue, text);
    }
    catalogue_add_parameter(reading->catalogue, parameter);
    reading->parameters =
        arena_grow(reading->arena, reading->parameters, reading->parameter_count,
                   &reading->parameter_room, sizeof *reading->parameters);
    reading->parameters[reading->parameter_count++] = arena_text(reading->arena, name);
}

int word_params(lua_State *L)
{
    struct reading *reading = reading_here(L);
    refuse_in_call(L, "params");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(L, "params takes a table of defaults: params { kind = "
                         "\"protocol\", since = 2010 }");
    size_t count = push_keys(L, 1);
    lua_newtable(L); /* 3: what is given back */
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i); /* 4: name */
        if (lua_type(L, 4) != LUA_TSTRING)
            sandbox_raise(L, "params: a default stands without its name. write params { "
                             "since = 2010 }");
        lua_pushvalue(L, 4);
        lua_rawget(L, 1); /* 5: default */
        int type = lua_type(L, 5);
        struct spot spot = {"params", 0, lua_tostring(L, 4)};
        if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TBOOLEAN)
            refuse(L, 5, spot, "a number, a text, or true or false");
        push_setting(L, reading, lua_tostring(L, 4), 5); /* 6 */
        add_parameter(L, reading, lua_tostring(L, 4), 6);
        lua_replace(L, 5);
        lua_rawset(L, 3);
    }
    lua_newtable(L);
    lua_pushcfunction(L, undeclared);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, unchangeable);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "parameters");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, 3);
    return 1;
}

/* ---- mappings ---- */

static bool is_mapped(const struct catalogue *catalogue, const char *from)
{
    for (size_t i = 0; i < catalogue->mapping_count; i++)
        if (strcmp(catalogue_text(catalogue, catalogue->mappings[i].from), from) == 0)
            return true;
    return false;
}

int word_map(lua_State *L)
{
    struct reading *reading = reading_here(L);
    refuse_in_call(L, "map");
    if (reading->asked)
        sandbox_raise(
            L,
            "map stands before the first use, so that every indicator is read with it. "
            "put it at the beginning of the script");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(L, "map takes a table: map { agreements = \"conventions\", "
                         "[\"agreements.kind\"] = \"conventions.type\" }");
    size_t count = push_keys(L, 1);
    for (size_t i = 1; i <= count; i++) {
        char number[NUMBER_TEXT_SIZE];
        lua_rawgeti(L, 2, (lua_Integer)i);
        if (lua_type(L, 3) != LUA_TSTRING)
            sandbox_raise(L,
                          "map: a name stands without what it is in the catalogue. write "
                          "map { agreements = \"conventions\" }");
        struct spot spot = {"map", 0, want_text(L, 3, (struct spot){"map", 0, NULL})};
        lua_pushvalue(L, 3);
        lua_rawget(L, 1);
        struct mapping mapping = {.from = add_text(L, reading->catalogue, 3)};
        if (lua_type(L, 4) == LUA_TNUMBER) {
            number_format(want_number(L, 4, spot), number);
            mapping.to = add_string(L, reading->catalogue, number);
        } else {
            want_text(L, 4, spot);
            mapping.to = add_text(L, reading->catalogue, 4);
        }
        if (!is_mapped(reading->catalogue, spot.field)) /* --map goes before */
            catalogue_add_mapping(reading->catalogue, mapping);
        lua_settop(L, 2);
    }
    return 0;
}
