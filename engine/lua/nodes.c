/* nodes.c - texts and nodes into a catalogue, each with the author's line.
 *
 * Texts of the script's own catalogue are kept once (a table in the registry knows their
 * number); the small catalogues of records:where do without. A script's nodes count
 * towards its memory.
 *
 * Everything belongs to the catalogue.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lua/reading.h"

static char texts_key;

static uint32_t intern(lua_State *L, struct catalogue *into, const char *text)
{
    if (into != reading_here(L)->catalogue)
        return catalogue_add_text(into, text);
    luaL_checkstack(L, 4, NULL);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &texts_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &texts_key);
    }
    lua_pushstring(L, text);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNIL) {
        lua_pop(L, 1);
        uint32_t number = catalogue_add_text(into, text);
        lua_pushinteger(L, number);
        lua_rawset(L, -3);
        lua_pop(L, 1);
        return number;
    }
    uint32_t number = (uint32_t)lua_tointeger(L, -1);
    lua_pop(L, 3);
    return number;
}

uint32_t add_text(lua_State *L, struct catalogue *into, int index)
{
    size_t size;
    const char *text = lua_tolstring(L, index, &size);
    if (size > LONGEST_TEXT)
        sandbox_raise(L, "a text of %d bytes is longer than any may be: %d KiB",
                      (int)size, LONGEST_TEXT >> 10);
    if (strlen(text) != size)
        sandbox_raise(L, "the text %s has a zero byte in it", quoted(L, text));
    if (!utf8_is_valid(text, size))
        sandbox_raise(
            L, "a text is not UTF-8: its bytes were put together in a way that makes no "
               "characters");
    return intern(L, into, text_composed(reading_here(L)->arena, text, size, &size));
}

uint32_t add_string(lua_State *L, struct catalogue *into, const char *text)
{
    return intern(L, into, text);
}

struct node new_node(enum op op, enum sort sort)
{
    return (struct node){.op = (uint16_t)op, .sort = (uint8_t)sort, .text = NO_TEXT};
}

static void check_size(lua_State *L, const struct catalogue *into)
{
    struct sandbox *sandbox = sandbox_of(L);
    size_t size = into->node_room * sizeof *into->nodes +
                  into->list_room * sizeof *into->lists + into->text_room;
    if (size > sandbox->max_memory)
        sandbox_raise_limit(
            L,
            "the script makes more than %zu MiB of figures and columns, the "
            "limit. look for a loop that goes on too long",
            sandbox->max_memory >> 20);
}

uint32_t add_node(lua_State *L, struct catalogue *into, struct node node,
                  const uint32_t *arguments, size_t count)
{
    struct reading *reading = reading_here(L);
    if (into == reading->catalogue)
        refuse_in_call(L, op_word((enum op)node.op));
    check_size(L, into);
    if (node.line == 0) {
        struct place place = sandbox_place(L);
        node.line = place.line;
        node.file = intern(L, into, place.file != NULL ? place.file : reading->path);
    }
    return catalogue_add_node(into, node, arguments, count);
}

uint32_t add_number(lua_State *L, struct catalogue *into, double number)
{
    struct node node = new_node(OP_NUMBER, SORT_NUMBER);
    node.number = number;
    return add_node(L, into, node, NULL, 0);
}

uint32_t add_literal(lua_State *L, struct catalogue *into, int index, struct spot spot)
{
    index = lua_absindex(L, index);
    if (lua_type(L, index) == LUA_TNUMBER)
        return add_number(L, into, want_number(L, index, spot));
    if (lua_type(L, index) == LUA_TSTRING) {
        struct node node = new_node(OP_TEXT, SORT_VALUE);
        node.text = add_text(L, into, index);
        return add_node(L, into, node, NULL, 0);
    }
    if (lua_type(L, index) != LUA_TBOOLEAN)
        refuse(L, index, spot, "a number or a text");
    struct node node = new_node(OP_BOOLEAN, SORT_VALUE);
    node.number = lua_toboolean(L, index);
    return add_node(L, into, node, NULL, 0);
}

uint32_t column_node(lua_State *L, int index)
{
    struct handle *handle = handle_at(L, index);
    if (handle->number != NO_NODE)
        return handle->number;
    index = lua_absindex(L, index);
    struct catalogue *into = reading_here(L)->catalogue;
    struct node node = new_node(OP_FIELD, SORT_COLUMN);
    lua_getiuservalue(L, index, 1);
    node.text = add_text(L, into, -1);
    lua_pop(L, 1);
    if (handle->file != NULL) {
        node.line = handle->line;
        node.file = intern(L, into, handle->file);
    }
    uint32_t parent = handle->parent;
    handle->number = add_node(L, into, node, &parent, 1);
    return handle->number;
}

void push_node(lua_State *L, uint32_t number)
{
    static const enum handle_kind kinds[] = {
        [SORT_NUMBER] = HANDLE_FIGURE,       [SORT_VALUE] = HANDLE_FIGURE,
        [SORT_DATASET] = HANDLE_DATASET,     [SORT_FILTER] = HANDLE_FILTER,
        [SORT_COLUMN] = HANDLE_COLUMN,       [SORT_FIGURE] = HANDLE_FIGURE,
        [SORT_CONDITION] = HANDLE_CONDITION, [SORT_ANY] = HANDLE_FIGURE,
    };
    handle_push(L, kinds[catalogue_node(reading_here(L)->catalogue, number)->sort],
                number);
}

/* ---- tables in order ---- */

static int key_group(lua_State *L, int index)
{
    int type = lua_type(L, index);
    return type == LUA_TNUMBER    ? 0
           : type == LUA_TSTRING  ? 1
           : type == LUA_TBOOLEAN ? 2
                                  : 3;
}

/* Whether the key at -2 comes before the one at -1. */
static bool key_before(lua_State *L)
{
    int first = key_group(L, -2), second = key_group(L, -1);
    if (first != second)
        return first < second;
    if (first <= 1)
        return first == 0 ? lua_compare(L, -2, -1, LUA_OPLT)
                          : strcmp(lua_tostring(L, -2), lua_tostring(L, -1)) < 0;
    if (first == 2)
        return lua_toboolean(L, -2) < lua_toboolean(L, -1);
    struct handle *a = handle_at(L, -2), *b = handle_at(L, -1);
    return a != NULL && b != NULL && a->serial < b->serial;
}

/* Keys are few: each is put in its place. Columns stand in the order in which they were
 * made. */
size_t push_keys(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    int keys = lua_gettop(L);
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        size_t place = count++;
        for (; place > 0; place--) {
            lua_pushvalue(L, -2);
            lua_rawgeti(L, keys, (lua_Integer)place);
            bool before = key_before(L);
            if (before)
                lua_rawseti(L, keys, (lua_Integer)place + 1);
            else
                lua_pop(L, 1);
            lua_pop(L, 1);
            if (!before)
                break;
        }
        lua_pushvalue(L, -2);
        lua_rawseti(L, keys, (lua_Integer)place + 1);
    }
    return count;
}

size_t want_list(lua_State *L, int index, struct spot spot)
{
    index = lua_absindex(L, index);
    if (!is_plain_table(L, index))
        refuse(L, index, spot, "a list { … }");
    lua_Integer highest = 0;
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1) {
            lua_pushvalue(L, -2);
            const char *key = sandbox_tostring(L, -1);
            sandbox_raise(L, "%s is a list, and has a named field %s among its items",
                          push_spot(L, spot), quoted(L, key));
        }
        count++;
        if (lua_tointeger(L, -2) > highest)
            highest = lua_tointeger(L, -2);
    }
    if ((lua_Integer)count != highest) {
        lua_Integer hole = 1;
        while (lua_rawgeti(L, index, hole) != LUA_TNIL) {
            lua_pop(L, 1);
            hole++;
        }
        sandbox_raise(L, "%s: item %d of the list is nothing (nil). is a name misspelt?",
                      push_spot(L, spot), (int)hole);
    }
    return count;
}
