/* script_data.c - data, its datasets and their columns, and the methods where and dated.
 *
 * `d.where` is a column like any other until it is called with its own dataset as first
 * argument, which is what `d:where { … }` does. So a column becomes a node only when
 * something uses it.
 *
 * Handles belong to the state, nodes to the catalogue.
 */
#include <ctype.h>
#include <string.h>

#include "lua/reading.h"

static const char *const methods[] = {"where", "dated"};

/* "data.x", or data["a file"] for what is not a plain name. */
static void push_step(lua_State *L, const char *name)
{
    bool is_plain = isalpha((unsigned char)name[0]) || name[0] == '_';
    for (const char *at = name; *at != '\0'; at++)
        if (!isalnum((unsigned char)*at) && *at != '_' && *at != '.')
            is_plain = false;
    if (is_plain)
        lua_pushfstring(L, ".%s", name);
    else
        lua_pushfstring(L, "[\"%s\"]", name);
}

void push_dataset_words(lua_State *L, uint32_t number)
{
    const struct catalogue *catalogue = reading_here(L)->catalogue;
    const struct node *node = catalogue_node(catalogue, number);
    luaL_checkstack(L, 6, NULL);
    if (node->op == OP_DATASET) {
        lua_pushliteral(L, "data");
        push_step(L, node->text == NO_TEXT ? "units"
                                           : catalogue_text(catalogue, node->text));
        lua_concat(L, 2);
        return;
    }
    push_dataset_words(L, catalogue_argument(catalogue, node, 0));
    lua_pushstring(L, node->op == OP_WHERE ? ":where { … }" : ":dated(…)");
    lua_concat(L, 2);
}

void push_column_words(lua_State *L, const struct handle *column, int index)
{
    index = lua_absindex(L, index);
    if (lua_getiuservalue(L, index, 1) == LUA_TSTRING && column->parent != NO_NODE) {
        lua_pushliteral(L, "the column ");
        push_dataset_words(L, column->parent);
        push_step(L, lua_tostring(L, -3));
        lua_concat(L, 3);
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    const struct node *node = catalogue_node(reading_here(L)->catalogue, column->number);
    lua_pushfstring(L, "%s (%s)",
                    op_sort((enum op)node->op) == SORT_CONDITION
                        ? "a condition on columns"
                        : "a column",
                    op_word((enum op)node->op));
}

/* The name in brackets or after the point, checked; its index is 2. */
static const char *name_at(lua_State *L, const char *of)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        sandbox_raise(L, "after %s comes a name, and this is %s", of, describe(L, 2));
    const char *name = want_text(L, 2, (struct spot){of, 0, NULL});
    if (name[0] == '\0')
        sandbox_raise(L, "after %s comes a name, and this one is empty", of);
    return name;
}

int data_index(lua_State *L)
{
    struct reading *reading = reading_here(L);
    name_at(L, "data");
    refuse_in_call(L, "data");
    struct node node = new_node(OP_DATASET, SORT_DATASET);
    node.text = add_text(L, reading->catalogue, 2);
    handle_push(L, HANDLE_DATASET, add_node(L, reading->catalogue, node, NULL, 0));
    return 1;
}

/* Pushes a column with the path that is on the top of the stack, which it takes. */
static void push_column(lua_State *L, uint32_t dataset)
{
    struct handle *column = handle_push(L, HANDLE_COLUMN, NO_NODE);
    column->parent = dataset;
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
}

int dataset_index(lua_State *L)
{
    struct handle *dataset = handle_at(L, 1);
    name_at(L, "a dataset");
    lua_pushvalue(L, 2);
    push_column(L, dataset->number);
    return 1;
}

int column_index(lua_State *L)
{
    struct handle *column = handle_at(L, 1);
    if (lua_getiuservalue(L, 1, 1) != LUA_TSTRING)
        sandbox_raise(L,
                      "%s is worked out, and no key from which a column could be taken",
                      describe(L, 1));
    name_at(L, "a column");
    lua_pushfstring(L, "%s.%s", lua_tostring(L, -1), lua_tostring(L, 2));
    push_column(L, column->parent);
    return 1;
}

/* ---- methods ---- */

static int method_where(lua_State *L, uint32_t dataset)
{
    struct reading *reading = reading_here(L);
    struct spot spot = {"where", 0, NULL};
    if (kind_at(L, 3) == HANDLE_TEST)
        sandbox_raise(
            L, "where takes { column = test }: where { kind = is_not(\"protocol\") }");
    uint32_t arguments[] = {dataset,
                            build_filter(L, reading->catalogue, dataset, 3, spot)};
    push_node(L, add_node(L, reading->catalogue, new_node(OP_WHERE, SORT_DATASET),
                          arguments, 2));
    return 1;
}

/* A column by its name in quotes, or as itself. */
static uint32_t dated_column(lua_State *L, uint32_t dataset, int index, struct spot spot)
{
    struct reading *reading = reading_here(L);
    if (handle_of(L, index, HANDLE_COLUMN) != NULL)
        return column_node(L, index);
    if (lua_type(L, index) != LUA_TSTRING)
        refuse(
            L, index, spot,
            "the name of a column between quotes, a pair { \"from\", \"to\" }, or false");
    struct node node = new_node(OP_FIELD, SORT_COLUMN);
    node.text = add_text(L, reading->catalogue, index);
    return add_node(L, reading->catalogue, node, &dataset, 1);
}

static int method_dated(lua_State *L, uint32_t dataset)
{
    struct reading *reading = reading_here(L);
    struct spot spot = {"dated", 0, NULL};
    uint32_t arguments[3] = {dataset};
    size_t count = 1;
    if (is_plain_table(L, 3)) {
        if (want_list(L, 3, spot) != 2)
            sandbox_raise(L, "dated: a pair has two columns: dated { \"from\", \"to\" }");
        for (int i = 1; i <= 2; i++) {
            lua_rawgeti(L, 3, i);
            arguments[count++] = dated_column(L, dataset, -1, spot);
            lua_pop(L, 1);
        }
    } else if (!lua_isboolean(L, 3) || lua_toboolean(L, 3)) {
        arguments[count++] = dated_column(L, dataset, 3, spot);
    }
    push_node(L, add_node(L, reading->catalogue, new_node(OP_DATED, SORT_DATASET),
                          arguments, count));
    return 1;
}

int column_call(lua_State *L)
{
    struct handle *column = handle_at(L, 1);
    struct handle *self = handle_of(L, 2, HANDLE_DATASET);
    const char *path =
        lua_getiuservalue(L, 1, 1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    if (path == NULL)
        sandbox_raise(L, "%s cannot be called", describe(L, 1));
    bool is_method = strcmp(path, methods[0]) == 0 || strcmp(path, methods[1]) == 0;
    if (self == NULL || self->number != column->parent) {
        push_dataset_words(L, column->parent);
        const char *dataset = lua_tostring(L, -1);
        if (is_method)
            sandbox_raise(L, "'%s' is a method: write it with a colon, %s:%s …", path,
                          dataset, path);
        const char *last = strrchr(path, '.');
        if (last != NULL &&
            (strcmp(last + 1, methods[0]) == 0 || strcmp(last + 1, methods[1]) == 0)) {
            const char *before = lua_pushlstring(L, path, (size_t)(last - path));
            sandbox_raise(L,
                          "'%s' is a method of a dataset, and %s.%s is a column. write "
                          "it before the column: %s:%s …",
                          last + 1, dataset, before, dataset, last + 1);
        }
        sandbox_raise(
            L,
            "%s is a column and cannot be called. is a comma missing before '(' or "
            "'{'?",
            describe(L, 1));
    }
    if (!is_method)
        sandbox_raise(
            L,
            "a dataset has no method ':%s'%s. there are :where { … } and :dated \"…\"; "
            "a measure stands in front: count(data.agreements)",
            path, push_suggestion(L, path, methods, 2));
    int given = lua_gettop(L) - 3; /* column, dataset, …, path */
    if (given != 1)
        sandbox_raise(L, "%s takes one argument and got %d", path, given);
    return strcmp(path, "where") == 0 ? method_where(L, self->number)
                                      : method_dated(L, self->number);
}
