/* leftover.c - all that the author's functions can reach, summed up.
 *
 * From the functions over their upvalues, the tables in those, the functions in these …,
 * each once and in the order in which they are met; an object stands for the number it
 * was given then, as addresses come to be used again. What a script cannot change (words,
 * handles, metatables that it may not see) is not looked into. No function of the
 * script's runs meanwhile.
 *
 * Two tables of the state last as long as the walk.
 */
#include "lua/leftover.h"

#include <string.h>

enum { SEEN = 2, QUEUE = 3, LEFTOVER_MOST = 1 << 15 };

struct walk {
    uint64_t sum;
    lua_Integer met; /* objects in the queue */
    size_t values;   /* looked at */
};

static void add(struct walk *walk, uint64_t number)
{
    walk->sum = (walk->sum ^ number) * UINT64_C(0x9e3779b97f4a7c15);
    walk->sum ^= walk->sum >> 29;
}

static void add_bytes(struct walk *walk, const char *bytes, size_t size)
{
    add(walk, size);
    for (; size > 0; bytes += size < 8 ? size : 8, size -= size < 8 ? size : 8) {
        uint64_t word = 0;
        memcpy(&word, bytes, size < 8 ? size : 8);
        add(walk, word);
    }
}

/* An object's number; a new one is queued. */
static lua_Integer number_of(lua_State *L, struct walk *walk, int index)
{
    lua_pushvalue(L, index);
    if (lua_rawget(L, SEEN) == LUA_TNIL) {
        lua_pushvalue(L, index);
        lua_pushinteger(L, ++walk->met);
        lua_rawset(L, SEEN);
        lua_pushvalue(L, index);
        lua_rawseti(L, QUEUE, walk->met);
        lua_pop(L, 1);
        return walk->met;
    }
    lua_Integer number = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return number;
}

static void add_value(lua_State *L, struct walk *walk, int index)
{
    index = lua_absindex(L, index);
    int type = lua_type(L, index);
    size_t size;
    lua_Number real;
    uint64_t bits;
    if (++walk->values > LEFTOVER_MOST)
        luaL_error(L, "too much");
    add(walk, (uint64_t)type);
    switch (type) {
    case LUA_TNIL:
        break;
    case LUA_TBOOLEAN:
        add(walk, (uint64_t)lua_toboolean(L, index));
        break;
    case LUA_TNUMBER:
        real = lua_tonumber(L, index);
        memcpy(&bits, &real, sizeof bits);
        add(walk, lua_isinteger(L, index) ? (uint64_t)lua_tointeger(L, index) : ~bits);
        break;
    case LUA_TSTRING: {
        const char *bytes = lua_tolstring(L, index, &size);
        add_bytes(walk, bytes, size);
        break;
    }
    case LUA_TLIGHTUSERDATA:
        add(walk, (uint64_t)(uintptr_t)lua_touserdata(L, index));
        break;
    default:
        add(walk, (uint64_t)number_of(L, walk, index));
    }
}

static void add_table(lua_State *L, struct walk *walk, int table)
{
    if (lua_getmetatable(L, table)) {
        lua_pushliteral(L, "__metatable");
        if (lua_rawget(L, -2) == LUA_TNIL)
            add_value(L, walk, -2);
        lua_pop(L, 2);
    }
    lua_pushnil(L);
    while (lua_next(L, table)) {
        add_value(L, walk, -2);
        add_value(L, walk, -1);
        lua_pop(L, 1);
    }
}

static void add_function(lua_State *L, struct walk *walk, int function)
{
    if (lua_iscfunction(L, function)) {
        add(walk, (uint64_t)(uintptr_t)lua_tocfunction(L, function));
    } else {
        lua_Debug debug;
        lua_pushvalue(L, function);
        lua_getinfo(L, ">S", &debug);
        add(walk, (uint64_t)debug.linedefined << 32 | (unsigned)debug.lastlinedefined);
    }
    for (int i = 1; lua_getupvalue(L, function, i) != NULL; i++) {
        add_value(L, walk, -1);
        lua_pop(L, 1);
    }
}

/* Handles have a metatable; what has none is the library's own, such as the state of its
 * random numbers. */
static void add_userdata(lua_State *L, struct walk *walk, int index)
{
    if (!lua_getmetatable(L, index)) {
        add_bytes(walk, lua_touserdata(L, index), lua_rawlen(L, index));
        return;
    }
    lua_pop(L, 1);
    const struct handle *handle = handle_at(L, index);
    add(walk, (uint64_t)handle->kind << 32 | handle->serial);
}

static int walk_all(lua_State *L)
{
    struct walk *walk = lua_touserdata(L, 1);
    lua_newtable(L);
    lua_newtable(L);
    push_functions(L);
    add_value(L, walk, -1);
    sandbox_push_words(L); /* only the library's tables in it can be changed */
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        if (lua_istable(L, -1))
            add_value(L, walk, -1);
        lua_pop(L, 1);
    }
    lua_settop(L, QUEUE);
    for (lua_Integer at = 1; at <= walk->met; at++) {
        lua_rawgeti(L, QUEUE, at);
        int object = lua_gettop(L);
        if (lua_type(L, object) == LUA_TTABLE)
            add_table(L, walk, object);
        else if (lua_type(L, object) == LUA_TFUNCTION)
            add_function(L, walk, object);
        else
            add_userdata(L, walk, object);
        lua_settop(L, QUEUE);
    }
    return 0;
}

bool leftover_sum(struct reading *reading, uint64_t *sum)
{
    struct sandbox *sandbox = reading->sandbox;
    lua_State *L = sandbox->state;
    struct walk walk = {.sum = sandbox->printed};
    int top = lua_gettop(L);
    size_t most = sandbox->max_memory;
    sandbox->max_memory = SIZE_MAX; /* the walk is not the author's */
    lua_pushcfunction(L, walk_all);
    lua_pushlightuserdata(L, &walk);
    bool done = lua_pcall(L, 1, 0, 0) == LUA_OK;
    lua_settop(L, top);
    sandbox->max_memory = most;
    *sum = walk.sum;
    return done;
}
