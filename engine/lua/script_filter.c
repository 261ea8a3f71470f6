/* script_filter.c - tests, and the filters built from { column = test }.
 *
 * A test such as above(5) knows its operands, not its column: it is kept as an operation
 * and a list of Lua values until a filter names the column. Filters are built into any
 * catalogue, so that records:where in an author's function uses the same code as where on
 * a dataset. Keys are sorted, so that the same filter always makes the same nodes.
 *
 * A test's operands are its handle's user value.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/reading.h"

struct filter_build {
    struct catalogue *into;
    uint32_t dataset;
    struct spot spot;
};

enum { DEEPEST = 20 };

static uint32_t build(lua_State *L, const struct filter_build *build, int index,
                      int depth);

/* ---- making tests ---- */

static int push_test(lua_State *L, enum op op, int count)
{
    struct handle *test = handle_push_sized(L, HANDLE_TEST, sizeof *test, 1);
    test->number = op;
    lua_createtable(L, count, 0);
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i);
    }
    lua_setiuservalue(L, -2, 1);
    return 1;
}

static void check_operand(lua_State *L, int index, const char *word)
{
    struct spot spot = {word, index, NULL};
    int type = lua_type(L, index);
    if (handle_of(L, index, HANDLE_COLUMN) != NULL)
        return;
    if (type != LUA_TNUMBER && type != LUA_TSTRING)
        refuse(
            L, index, spot,
            "a number, a date or text between quotes, or a column of the same dataset");
    if (type == LUA_TNUMBER)
        want_number(L, index, spot);
    else
        want_text(L, index, spot);
}

static const struct pair_of_ops {
    enum op condition, test;
    int operands;
} pairs_of_ops[] = {
    {OP_IF_ABOVE, OP_TEST_ABOVE, 1},     {OP_IF_AT_LEAST, OP_TEST_AT_LEAST, 1},
    {OP_IF_BELOW, OP_TEST_BELOW, 1},     {OP_IF_AT_MOST, OP_TEST_AT_MOST, 1},
    {OP_IF_BETWEEN, OP_TEST_BETWEEN, 2},
};

/* above(5) is a test, above(x, 5) a condition. */
int word_test_or_condition(lua_State *L)
{
    const struct entry *entry = word_here(L);
    const struct pair_of_ops *pair = pairs_of_ops;
    while (pair->condition != entry->op)
        pair++;
    int top = lua_gettop(L);
    if (top != pair->operands)
        return word_generic(L);
    for (int i = 1; i <= top; i++) {
        enum handle_kind kind = kind_at(L, i);
        if (kind == HANDLE_FIGURE || kind == HANDLE_INDICATOR)
            sandbox_raise(L, "%s of %s needs one more argument: %s", entry->word.name,
                          describe(L, i), entry->word.signature);
        check_operand(L, i, entry->word.name);
    }
    return push_test(L, pair->test, top);
}

int word_test(lua_State *L)
{
    const struct entry *entry = word_here(L);
    int top = lua_gettop(L),
        wanted = entry->op == OP_TEST_MISSING || entry->op == OP_TEST_PRESENT ? 0 : 1;
    struct spot spot = {entry->word.name, 1, NULL};
    if (entry->op == OP_TEST_MISSING && top > 0)
        sandbox_raise(L,
                      "missing() is a test of a filter and takes nothing. of a figure: "
                      "is_missing(x)");
    if (top != wanted)
        sandbox_raise(L, "%s takes %d argument%s and got %d: %s", entry->word.name,
                      wanted, wanted == 1 ? "" : "s", top, entry->word.signature);
    if (entry->op == OP_TEST_LIKE)
        want_text(L, 1, spot);
    else if (entry->op == OP_TEST_NOT && is_plain_table(L, 1))
        want_list(L, 1, spot);
    else if (wanted == 1 && kind_at(L, 1) != HANDLE_TEST && !lua_isboolean(L, 1))
        check_operand(L, 1, entry->word.name);
    if (entry->op == OP_TEST_HAS && kind_at(L, 1) == HANDLE_TEST)
        refuse(L, 1, spot, "a value");
    return push_test(L, entry->op, top);
}

/* either { {…}, {…} } is a filter, either(c1, c2) a condition. */
int word_either(lua_State *L)
{
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        return word_generic(L);
    struct spot spot = {"either", 0, NULL};
    size_t count = want_list(L, 1, spot);
    if (count == 0)
        sandbox_raise(
            L,
            "either is empty. write either { { kind = \"protocol\" }, { year = 2016 } }");
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i);
        enum handle_kind kind = kind_at(L, -1);
        if (kind == HANDLE_CONDITION)
            sandbox_raise(
                L, "either: conditions stand between ( ): either(c, d); filters between "
                   "{ }: either { {…}, {…} }");
        if (kind != VALUE_TABLE && kind != HANDLE_FILTER)
            refuse(L, -1, (struct spot){"either", (int)i, NULL},
                   "a filter { column = test }");
        lua_pop(L, 1);
    }
    struct handle *filter = handle_push_sized(L, HANDLE_FILTER, sizeof *filter, 1);
    filter->number = OP_ANY;
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

/* ---- building ---- */

static uint32_t operand(lua_State *L, const struct filter_build *at, int index)
{
    if (handle_of(L, index, HANDLE_COLUMN) != NULL) {
        if (at->into != reading_here(L)->catalogue)
            refuse_in_call(L, "a column of data");
        return column_node(L, index);
    }
    return add_literal(L, at->into, index, at->spot);
}

static uint32_t add_test(lua_State *L, const struct filter_build *at, enum op op,
                         const uint32_t *arguments, size_t count)
{
    return add_node(L, at->into, new_node(op, SORT_FILTER), arguments, count);
}

_Noreturn static void refuse_value(lua_State *L, const struct filter_build *at, int index)
{
    const char *field = push_spot(L, at->spot);
    switch (kind_at(L, index)) {
    case HANDLE_FIGURE:
    case HANDLE_INDICATOR:
        sandbox_raise(
            L,
            "%s is %s: a filter looks at each record by itself, and a figure is known "
            "only for a cell. compare with a value or a column; figures are compared "
            "with when(above(x, y), …)",
            field, describe(L, index));
    case HANDLE_CONDITION:
        sandbox_raise(L,
                      "%s is %s, which compares figures. a test has one argument less: "
                      "above(5), between(1, 3); a decimal point is a point: 12.5",
                      field, describe(L, index));
    case VALUE_BOOLEAN:
    case VALUE_NIL:
        sandbox_raise(L, "%s is %s. write the value, or a test such as above(5)", field,
                      describe(L, index));
    default:
        sandbox_raise(
            L,
            "%s is %s, and must be a value, a list of values, a test such as above(5), "
            "or a column of the same dataset",
            field, describe(L, index));
    }
}

static uint32_t build_in(lua_State *L, const struct filter_build *at, uint32_t column,
                         int index)
{
    index = lua_absindex(L, index);
    size_t count = want_list(L, index, at->spot);
    if (count == 0)
        sandbox_raise(L, "%s: an empty list { } lets nothing through. name its values",
                      push_spot(L, at->spot));
    uint32_t *arguments = lua_newuserdatauv(L, (count + 1) * sizeof *arguments, 0);
    arguments[0] = column;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        int type = lua_type(L, -1);
        if (type != LUA_TNUMBER && type != LUA_TSTRING && type != LUA_TBOOLEAN)
            sandbox_raise(
                L,
                "%s: item %d of the list is %s, and must be a value. filters are "
                "joined with either { {…}, {…} }",
                push_spot(L, at->spot), (int)i, describe(L, -1));
        arguments[i] = add_literal(L, at->into, -1, at->spot);
        lua_pop(L, 1);
    }
    uint32_t test = add_test(L, at, OP_TEST_IN, arguments, count + 1);
    lua_pop(L, 1);
    return test;
}

static uint32_t build_value(lua_State *L, const struct filter_build *at, uint32_t column,
                            int index);

static uint32_t build_test(lua_State *L, const struct filter_build *at, uint32_t column,
                           int index)
{
    enum op op = (enum op)handle_at(L, index)->number;
    uint32_t arguments[3] = {column};
    lua_getiuservalue(L, index, 1);
    int operands = lua_gettop(L);
    size_t count = lua_rawlen(L, operands);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, operands, (lua_Integer)i);
        arguments[i] =
            op == OP_TEST_NOT ? build_value(L, at, column, -1) : operand(L, at, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return add_test(L, at, op, arguments, count + 1);
}

static uint32_t build_value(lua_State *L, const struct filter_build *at, uint32_t column,
                            int index)
{
    luaL_checkstack(L, 10, NULL);
    index = lua_absindex(L, index);
    switch (kind_at(L, index)) {
    case HANDLE_TEST:
        return build_test(L, at, column, index);
    case VALUE_TABLE:
        return build_in(L, at, column, index);
    case VALUE_BOOLEAN:
    case VALUE_NUMBER:
    case VALUE_TEXT:
    case HANDLE_COLUMN: {
        uint32_t arguments[] = {column, operand(L, at, index)};
        return add_test(L, at, OP_TEST_EQUAL, arguments, 2);
    }
    default:
        refuse_value(L, at, index);
    }
}

static uint32_t build_column(lua_State *L, const struct filter_build *at, int key)
{
    if (lua_type(L, key) == LUA_TSTRING) {
        struct node node = new_node(OP_FIELD, SORT_COLUMN);
        node.text = add_text(L, at->into, key);
        return add_node(L, at->into, node, &at->dataset, 1);
    }
    if (at->into != reading_here(L)->catalogue)
        sandbox_raise(
            L, "where: inside a function the columns of records are named by text");
    return want_column(L, key, (struct spot){"where", 0, "[ ]"});
}

/* A value without a name: another filter, or a mistake. */
static uint32_t build_unnamed(lua_State *L, const struct filter_build *at, int value,
                              int depth)
{
    const char *word = at->spot.word;
    if (kind_at(L, value) == HANDLE_FILTER || kind_at(L, value) == VALUE_TABLE)
        return build(L, at, value, depth + 1);
    if (kind_at(L, value) == VALUE_BOOLEAN)
        sandbox_raise(
            L,
            "%s: a plain true or false stands in the filter: ==, < and 'and' compare at "
            "once in Lua. write { kind = \"protocol\", amount = above(5) }",
            word);
    if (kind_at(L, value) == HANDLE_COLUMN)
        sandbox_raise(L,
                      "%s: %s stands alone in the filter. say what must hold of it: "
                      "{ amount = present() }",
                      word, describe(L, value));
    sandbox_raise(L,
                  "%s: %s stands in the filter without the name of a column. write "
                  "{ kind = \"protocol\" }",
                  word, describe(L, value));
}

static uint32_t build_table(lua_State *L, const struct filter_build *at, int index,
                            int depth)
{
    size_t count = push_keys(L, index);
    int keys = lua_gettop(L);
    if (count == 0)
        sandbox_raise(
            L,
            "%s: the filter is empty. say what must hold: { kind = \"protocol\" }; is "
            "a value nothing (nil)?",
            push_spot(L, at->spot));
    uint32_t *parts = lua_newuserdatauv(L, count * sizeof *parts, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i + 1);
        lua_pushvalue(L, -1);
        lua_rawget(L, index);
        int value = lua_gettop(L), key = value - 1;
        struct filter_build inner = *at;
        if (lua_type(L, key) == LUA_TNUMBER) {
            parts[i] = build_unnamed(L, &inner, value, depth);
        } else {
            uint32_t column = build_column(L, at, key);
            inner.spot = (struct spot){
                "where", 0,
                lua_type(L, key) == LUA_TSTRING ? lua_tostring(L, key) : "[ ]"};
            parts[i] = build_value(L, &inner, column, value);
        }
        lua_pop(L, 2);
    }
    uint32_t filter = add_test(L, at, OP_ALL, parts, count);
    lua_settop(L, keys - 1);
    return filter;
}

static uint32_t build_any(lua_State *L, const struct filter_build *at, int index,
                          int depth)
{
    lua_getiuservalue(L, index, 1);
    int list = lua_gettop(L);
    size_t count = lua_rawlen(L, list);
    uint32_t *parts = lua_newuserdatauv(L, (count + 1) * sizeof *parts, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        parts[i] = build(L, at, -1, depth + 1);
        lua_pop(L, 1);
    }
    uint32_t filter = add_test(L, at, OP_ANY, parts, count);
    lua_settop(L, list - 1);
    return filter;
}

static uint32_t build(lua_State *L, const struct filter_build *at, int index, int depth)
{
    luaL_checkstack(L, 12, NULL);
    index = lua_absindex(L, index);
    if (depth > DEEPEST)
        sandbox_raise(L, "%s: filters are nested more than %d deep", at->spot.word,
                      (int)DEEPEST);
    if (kind_at(L, index) == HANDLE_FILTER)
        return build_any(L, at, index, depth);
    if (!is_plain_table(L, index)) {
        if (lua_isnil(L, index) || lua_isnone(L, index))
            sandbox_raise(L, "%s needs a filter: { kind = \"protocol\" }",
                          push_spot(L, at->spot));
        refuse(L, index, at->spot, "a filter { column = test }");
    }
    return build_table(L, at, index, depth);
}

uint32_t build_filter(lua_State *L, struct catalogue *into, uint32_t dataset, int index,
                      struct spot spot)
{
    struct filter_build at = {into, dataset, spot};
    return build(L, &at, index, 0);
}
