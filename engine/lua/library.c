/* library.c - what of Lua's standard library a script has.
 *
 * The lists below are the contract: what is not in them is not there. What is replaced:
 * pcall and xpcall (a limit is not an error to catch), pairs (in order), tostring and
 * string.format (no addresses), setmetatable (no finalizers or weak tables), print (to
 * whoever runs the sandbox, so much and no more), math.random (one seed), and table's
 * functions where a made-up length would loop for ever.
 *
 * Everything belongs to the state.
 */
#include <lualib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua/sandbox.h"

enum { LONGEST_LIST = 1 << 26 };

/* ---- errors that can be caught ---- */

static int safe_pcall(lua_State *L)
{
    luaL_checkany(L, 1);
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    sandbox_rethrow_limit(L, status);
    luaL_checkstack(L, 1, NULL);
    lua_pushboolean(L, status == LUA_OK);
    lua_insert(L, 1);
    return lua_gettop(L);
}

/* The author's handler, unless it is a limit: hooks are off while Lua handles an error of
 * a hook. */
static int handle_error(lua_State *L)
{
    if (sandbox_of(L)->limit.kind != FAULT_NONE)
        return 1;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int safe_xpcall(lua_State *L)
{
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, handle_error, 1);
    lua_replace(L, 2);
    lua_pushvalue(L, 1); /* function, handler, arguments …, function */
    lua_insert(L, 3);
    int status = lua_pcall(L, lua_gettop(L) - 3, LUA_MULTRET, 2);
    sandbox_rethrow_limit(L, status);
    luaL_checkstack(L, 1, NULL);
    lua_pushboolean(L, status == LUA_OK);
    lua_replace(L, 2);
    return lua_gettop(L) - 1;
}

/* ---- texts ---- */

const char *sandbox_tostring(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    int type = lua_type(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (lua_type(L, -1) != LUA_TSTRING)
            sandbox_raise(L, "'__tostring' must return a text");
        return lua_tostring(L, -1);
    }
    if (type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN ||
        type == LUA_TNIL)
        return luaL_tolstring(L, index, NULL);
    return lua_pushstring(L, lua_typename(L, type));
}

static int safe_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    sandbox_tostring(L, 1);
    return 1;
}

/* Upvalue 1: the library's format. What "%s" would show with an address becomes a text
 * before. */
static int safe_format(lua_State *L)
{
    int top = lua_gettop(L), argument = 1;
    const char *format = luaL_checkstring(L, 1);
    luaL_checkstack(L, 4, NULL);
    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at, '%')) {
        at++;
        if (*at == '%') {
            at++;
            continue;
        }
        at += strspn(at, "-+ #0123456789.");
        if (*at == 'p')
            sandbox_raise(
                L, "string.format: '%%p' shows addresses, which a script does not have");
        argument++;
        if (*at == 's' && argument <= top && lua_type(L, argument) != LUA_TSTRING &&
            lua_type(L, argument) != LUA_TNUMBER) {
            sandbox_tostring(L, argument);
            lua_replace(L, argument);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, top, 1);
    return 1;
}

static int safe_print(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct text *line = &sandbox->printing;
    int top = lua_gettop(L);
    luaL_checkstack(L, 4, NULL);
    for (int i = 1; i <= top; i++) { /* first, as __tostring may print too */
        sandbox_tostring(L, i);
        lua_replace(L, i);
    }
    line->size = 0;
    for (int i = 1; i <= top; i++) {
        size_t size;
        const char *text = lua_tolstring(L, i, &size);
        if (sandbox->printed + size + 1 > SANDBOX_PRINTED)
            sandbox_raise_limit(
                L, "print has written more than %d KiB, the limit. print less",
                SANDBOX_PRINTED / 1024);
        sandbox->printed += size + 1;
        text_add_bytes(line, text, size);
        text_add_char(line, i < top ? '\t' : '\n');
    }
    if (top == 0)
        text_add_char(line, '\n');
    if (sandbox->print != NULL)
        sandbox->print(sandbox->print_self, line);
    return 0;
}

/* ---- tables ---- */

static int safe_setmetatable(lua_State *L)
{
    static const char *const refused[] = {"__gc", "__mode"};
    int type = lua_type(L, 2);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    luaL_checktype(L, 1, LUA_TTABLE);
    for (size_t i = 0; type == LUA_TTABLE && i < sizeof refused / sizeof *refused; i++) {
        lua_pushstring(L, refused[i]);
        if (lua_rawget(L, 2) != LUA_TNIL)
            sandbox_raise(L,
                          "setmetatable: '%s' is not allowed in a script. leave it out",
                          refused[i]);
        lua_pop(L, 1);
    }
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        sandbox_raise(L, "setmetatable: this table's metatable is protected");
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

struct key {
    int group; /* numbers, texts, others */
    lua_Number number;
    lua_Integer whole;
    bool is_whole;
    const char *text;
    size_t size;
};

/* Exact also where a whole number and a real are close: reals are compared as reals
 * first. */
static int compare_keys(const void *first, const void *second)
{
    const struct key *a = first, *b = second;
    if (a->group != b->group)
        return a->group - b->group;
    if (a->group == 1) {
        size_t shared = a->size < b->size ? a->size : b->size;
        int order = memcmp(a->text, b->text, shared);
        return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
    }
    if (a->is_whole && b->is_whole)
        return (a->whole > b->whole) - (a->whole < b->whole);
    return (a->number > b->number) - (a->number < b->number);
}

static int next_pair(lua_State *L)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, lua_upvalueindex(2));
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    while (++at <= count) {
        lua_rawgeti(L, lua_upvalueindex(2), at);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
            lua_pushinteger(L, at);
            lua_replace(L, lua_upvalueindex(3));
            return 2;
        }
        lua_pop(L, 2);
    }
    lua_pushinteger(L, count);
    lua_replace(L, lua_upvalueindex(3));
    lua_pushnil(L);
    return 1;
}

/* The keys of the table at 1 in order, into a list that is pushed. */
static void push_sorted_keys(lua_State *L)
{
    size_t count = 0, others = 0, filled = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        count++;
    struct key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    for (lua_pushnil(L); lua_next(L, 1) && filled < count; lua_pop(L, 1)) {
        struct key *key = &keys[filled++];
        *key = (struct key){.group = 2};
        if (lua_type(L, -2) == LUA_TNUMBER) {
            key->group = 0;
            key->number = lua_tonumber(L, -2);
            key->is_whole = lua_isinteger(L, -2);
            key->whole = key->is_whole ? lua_tointeger(L, -2) : 0;
        } else if (lua_type(L, -2) == LUA_TSTRING) {
            key->group = 1;
            key->text = lua_tolstring(L, -2, &key->size);
        } else {
            others++;
        }
    }
    if (others > 1)
        sandbox_raise(
            L, "pairs: this table has keys that are neither numbers nor texts, so there "
               "is no order to go through them. keep a list beside it");
    qsort(keys, count, sizeof *keys, compare_keys);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].group == 1)
            lua_pushlstring(L, keys[i].text, keys[i].size);
        else if (keys[i].group == 0 && keys[i].is_whole)
            lua_pushinteger(L, keys[i].whole);
        else if (keys[i].group == 0)
            lua_pushnumber(L, keys[i].number);
        else {
            for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
                if (lua_type(L, -2) != LUA_TNUMBER && lua_type(L, -2) != LUA_TSTRING)
                    break;
            lua_pop(L, 1);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static int ordered_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    if (lua_isuserdata(L, 1))
        sandbox_raise(L, "pairs goes through tables. through records: "
                         "for r in records:each() do … end");
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    push_sorted_keys(L);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}

/* Upvalues: the library's function, its name, where its range begins and ends (0: none).
 * A length from a metatable, or a range, that no list can have would loop in C for longer
 * than anyone waits. */
static int guarded(lua_State *L)
{
    const char *name = lua_tostring(L, lua_upvalueindex(2));
    int from = (int)lua_tointeger(L, lua_upvalueindex(3));
    int to = (int)lua_tointeger(L, lua_upvalueindex(4));
    lua_Number length = 0;
    if (lua_istable(L, 1) && luaL_getmetafield(L, 1, "__len") != LUA_TNIL) {
        lua_pop(L, 1);
        lua_len(L, 1);
        length = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    if (from > 0 && lua_isnumber(L, to))
        length =
            lua_tonumber(L, to) - (lua_isnumber(L, from) ? lua_tonumber(L, from) : 1);
    if (length > LONGEST_LIST)
        sandbox_raise(L, "table.%s: a list of more than %d items is too long", name,
                      (int)LONGEST_LIST);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* ---- patterns ---- */

/* Upvalues: the library's iterator, whether it is dead. Lua 5.4.4 recurses without end
 * when the iterator is called again after "pattern too complex". */
static int next_match(lua_State *L)
{
    if (lua_toboolean(L, lua_upvalueindex(2)))
        sandbox_raise(L, "string.gmatch: there is no going on after an error");
    lua_pushboolean(L, 1);
    lua_replace(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 0, LUA_MULTRET);
    lua_pushboolean(L, 0);
    lua_replace(L, lua_upvalueindex(2));
    return lua_gettop(L);
}

static int safe_gmatch(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    lua_pushboolean(L, 0);
    lua_pushcclosure(L, next_match, 2);
    return 1;
}

/* ---- chance ---- */

/* Upvalue 1: the library's randomseed. Without a number it would take the clock. */
static int safe_randomseed(lua_State *L)
{
    lua_Number seed = luaL_checknumber(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushinteger(L, (lua_Integer)(isfinite(seed) ? fmod(seed, 1e15) : 0));
    lua_pushinteger(L, 0);
    lua_call(L, 2, 0);
    return 0;
}

/* ---- opening ---- */

static const char *const kept_basic[] = {
    "assert", "error",  "getmetatable", "ipairs",   "rawequal", "rawget",
    "rawlen", "rawset", "select",       "tonumber", "type",     "_VERSION",
};

static const luaL_Reg replaced_basic[] = {
    {"pcall", safe_pcall}, {"xpcall", safe_xpcall},  {"tostring", safe_tostring},
    {"print", safe_print}, {"pairs", ordered_pairs}, {"setmetatable", safe_setmetatable},
    {NULL, NULL},
};

static const struct guard {
    const char *name;
    int from, to;
} guards[] = {
    {"insert", 0, 0}, {"remove", 0, 0}, {"sort", 0, 0},
    {"concat", 3, 4}, {"unpack", 2, 3}, {"move", 2, 3},
};

static void open_one(lua_State *L, const char *name, lua_CFunction open)
{
    luaL_requiref(L, name, open, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, name);
}

/* A field of a text is nothing in plain Lua; here it is nearly always a key followed by a
 * point, r.cooperation.country, whose figure would be missing without a word. */
static int no_such_method(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        sandbox_raise(L, "a text has no items. its characters are string.sub(text, 1, 1)");
    sandbox_raise(L,
                  "there is no method ':%s' of a text, and no such field. a column behind a "
                  "key of a record is written r[\"cooperation.country\"]",
                  lua_tostring(L, 2));
}

static void open_string(lua_State *L)
{
    open_one(L, "string", luaopen_string);
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    lua_getfield(L, -1, "format");
    lua_pushcclosure(L, safe_format, 1);
    lua_setfield(L, -2, "format");
    lua_getfield(L, -1, "gmatch");
    lua_pushcclosure(L, safe_gmatch, 1);
    lua_setfield(L, -2, "gmatch");
    lua_pushliteral(L, ""); /* the metatable that all texts share */
    lua_getmetatable(L, -1);
    lua_pushliteral(L, "texts");
    lua_setfield(L, -2, "__metatable");
    lua_createtable(L, 0, 20); /* methods: a copy, which string.x = … does not change */
    for (lua_pushnil(L); lua_next(L, -5);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, no_such_method);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "texts");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 3);
}

static void open_table(lua_State *L)
{
    open_one(L, "table", luaopen_table);
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
        lua_getfield(L, -1, guards[i].name);
        lua_pushstring(L, guards[i].name);
        lua_pushinteger(L, guards[i].from);
        lua_pushinteger(L, guards[i].to);
        lua_pushcclosure(L, guarded, 4);
        lua_setfield(L, -2, guards[i].name);
    }
    lua_pop(L, 1);
}

static void open_math(lua_State *L)
{
    open_one(L, "math", luaopen_math);
    lua_getfield(L, -1, "randomseed");
    lua_pushvalue(L, -1);
    lua_pushinteger(L, 1);
    lua_pushinteger(L, 0);
    lua_call(L, 2, 0);
    lua_pushcclosure(L, safe_randomseed, 1);
    lua_setfield(L, -2, "randomseed");
    lua_pop(L, 1);
}

void sandbox_open_library(lua_State *L)
{
    luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
    for (size_t i = 0; i < sizeof kept_basic / sizeof *kept_basic; i++) {
        lua_getfield(L, -1, kept_basic[i]);
        lua_setfield(L, -3, kept_basic[i]);
    }
    for (lua_pushnil(L); lua_next(L, -2);) { /* nothing of the rest stays reachable */
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, -4);
    }
    lua_pop(L, 1);
    luaL_setfuncs(L, replaced_basic, 0);
    open_string(L);
    open_table(L);
    open_math(L);
    open_one(L, "utf8", luaopen_utf8);
    lua_pop(L, 1);
}
