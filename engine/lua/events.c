/* events.c - the metatables of handles: what happens when Lua does something with one.
 *
 * Every event that Lua would answer with a plain value or an obscure error is taken: it
 * is either an operation of the language, or refused in the author's words.
 *
 * Metatables belong to the state; scripts cannot reach them.
 */
#include "lua/reading.h"

struct event {
    const char *name;
    const char *words; /* of the message; %s: what it happened to */
};

static const struct event refused_events[] = {
    {"__concat",
     "%s cannot be joined to a text with '..': it has no value while the script is read"},
    {"__len", "%s has no length (#). records are counted with count(data.agreements)"},
    {"__newindex", "%s cannot be changed: nothing can be assigned into it"},
    {"__call", "%s cannot be called. is a comma missing before '(' or '{'?"},
    {"__index",
     "%s has no fields: nothing can be taken from it with a point, a colon or brackets"},
    {"__band", "%s cannot be combined with '&'. 'and' of conditions is both(a, b)"},
    {"__bor", "%s cannot be combined with '|'. 'or' of conditions is either(a, b)"},
    {"__bxor", "%s cannot be combined with '~'. 'not equal' is negate(equal(x, y))"},
    {"__bnot", "%s cannot be combined with '~'. 'not' of a condition is negate(c)"},
    {"__shl", "%s cannot be combined with '<<'"},
    {"__shr", "%s cannot be combined with '>>'"},
};

static int refuse_event(lua_State *L)
{
    int at = handle_at(L, 1) != NULL ? 1 : 2;
    const char *words = lua_tostring(L, lua_upvalueindex(1));
    lua_pushfstring(L, words, describe(L, at));
    sandbox_raise(L, "%s", lua_tostring(L, -1));
}

static int handle_tostring(lua_State *L)
{
    describe(L, 1);
    return 1;
}

static const struct {
    const char *name;
    enum op op;
} operators[] = {
    {"__add", OP_ADD},    {"__sub", OP_SUBTRACT},      {"__mul", OP_MULTIPLY},
    {"__div", OP_DIVIDE}, {"__idiv", OP_FLOOR_DIVIDE}, {"__mod", OP_MODULO},
    {"__pow", OP_POWER},  {"__unm", OP_NEGATIVE},
};

static const struct {
    enum handle_kind kind;
    const char *event;
    lua_CFunction function;
} own_events[] = {
    {HANDLE_DATA, "__index", data_index},
    {HANDLE_DATASET, "__index", dataset_index},
    {HANDLE_COLUMN, "__index", column_index},
    {HANDLE_COLUMN, "__call", column_call},
    {HANDLE_RECORDS, "__index", records_index},
    {HANDLE_RECORDS, "__len", records_length},
    {HANDLE_RECORDS, "__call", records_call},
    {HANDLE_RECORD, "__index", record_index},
    {HANDLE_VALUES, "__index", values_index},
    {HANDLE_VALUES, "__len", values_length},
    {HANDLE_CELL, "__index", cell_index},
};

static void open_kind(lua_State *L, enum handle_kind kind)
{
    lua_createtable(L, 0, 24);
    for (size_t i = 0; i < sizeof refused_events / sizeof *refused_events; i++) {
        lua_pushstring(L, refused_events[i].words);
        lua_pushcclosure(L, refuse_event, 1);
        lua_setfield(L, -2, refused_events[i].name);
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        lua_pushinteger(L, operators[i].op);
        lua_pushcclosure(L, arithmetic_metamethod, 1);
        lua_setfield(L, -2, operators[i].name);
    }
    lua_pushcfunction(L, comparison_metamethod);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "__lt");
    lua_setfield(L, -2, "__le");
    for (size_t i = 0; i < sizeof own_events / sizeof *own_events; i++)
        if (own_events[i].kind == kind) {
            lua_pushcfunction(L, own_events[i].function);
            lua_setfield(L, -2, own_events[i].event);
        }
    lua_pushcfunction(L, handle_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "a value of the language");
    lua_setfield(L, -2, "__metatable");
    handles_keep_metatable(L, kind);
}

void handles_open(lua_State *L)
{
    for (int kind = 0; kind < HANDLE_KINDS; kind++)
        open_kind(L, (enum handle_kind)kind);
}
