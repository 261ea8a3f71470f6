/* script_compute.c - the author's functions, called while an evaluation runs.
 *
 * A call is one protected run with its own second of processor time. What it is given
 * (records, the cell) is closed when it ends: a handle carries the number of its call,
 * and another number is refused. So a script may keep what it likes, and reads nothing
 * that is gone.
 *
 * Frames and records are the engine's for the length of the call; the results lie in its
 * arena.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "lua/reading.h"

enum { SECONDS_A_CALL = 1 };

static char functions_key, cell_key;

struct request {
    struct script *script;
    uint32_t function;
    bool apply;
    const struct own_value *arguments;
    const struct frame *frame;
    const uint32_t *records;
    size_t count;
    struct arena *arena;
    struct own_value *result;
};

/* ---- keeping functions ---- */

/* Paths behind keys that the function names between quotes ("cooperation.country") become
 * columns of the catalogue, so that they are read: what Lua does with them is not known
 * before it runs. */
static void add_paths(lua_State *L, int index, uint32_t dataset)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct script *script = script_here(L);
    lua_Debug debug;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &debug);
    const struct sandbox_file *file = NULL;
    for (size_t i = 0; i < sandbox->file_count && debug.source[0] == '@'; i++)
        if (strcmp(sandbox->files[i].path, debug.source + 1) == 0)
            file = &sandbox->files[i];
    if (file == NULL)
        return;
    int line = 1;
    const char *end = file->bytes + file->size;
    for (const char *at = file->bytes; at < end; at++) {
        if (*at == '\n' && ++line > debug.lastlinedefined)
            break;
        if (line < debug.linedefined || (*at != '"' && *at != '\''))
            continue;
        const char *start = at + 1, *stop = start;
        bool point = false;
        for (; stop < end && (isalnum((unsigned char)*stop) || *stop == '_' ||
                              *stop == '.' || (unsigned char)*stop >= 0x80);
             stop++)
            point = point || *stop == '.';
        if (stop < end && *stop == *at && point && stop > start) {
            struct node node = new_node(OP_FIELD, SORT_COLUMN);
            lua_pushlstring(L, start, (size_t)(stop - start));
            node.text = add_text(L, script->catalogue, -1);
            lua_pop(L, 1);
            add_node(L, script->catalogue, node, &dataset, 1);
            at = stop;
        }
    }
}

uint32_t keep_function(lua_State *L, int index, uint32_t dataset)
{
    struct script *script = script_here(L);
    index = lua_absindex(L, index);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
    }
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, (lua_Integer)script->function_count + 1);
    lua_pop(L, 1);
    if (dataset != NO_NODE)
        add_paths(L, index, dataset);
    return script->function_count++;
}

/* ---- the cell ---- */

int cell_index(lua_State *L)
{
    static const char *const names[] = {"unit", "period", "first_day", "last_day"};
    const struct script *script = script_here(L);
    const struct own_cell *cell = script->cell;
    if (!script->calling || cell == NULL)
        sandbox_raise(L, "the cell of a call cannot be looked at after it");
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    size_t field = 0;
    while (field < 4 && strcmp(names[field], name) != 0)
        field++;
    if (field == 4)
        sandbox_raise(
            L,
            "the cell has no field '%s'%s. it has unit, period, first_day and last_day",
            name, push_suggestion(L, name, names, 4));
    if (field == 0)
        lua_pushstring(L, cell->unit);
    else if (field == 1 && cell->period_is_year)
        lua_pushinteger(L, cell->year);
    else if (field == 1)
        lua_pushstring(L, cell->period);
    else if (!cell->has_days)
        lua_pushnil(L);
    else
        lua_pushinteger(L, field == 2 ? cell->first_day : cell->last_day);
    return 1;
}

static void push_cell(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &cell_key) == LUA_TUSERDATA)
        return;
    lua_pop(L, 1);
    handle_push(L, HANDLE_CELL, 0);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &cell_key);
}

/* ---- one call ---- */

static void push_argument(lua_State *L, const struct own_value *value)
{
    if (value->reason != REASON_NONE)
        handle_push(L, HANDLE_MISSING, value->reason);
    else if (value->kind == OWN_TEXT)
        lua_pushstring(L, value->text);
    else
        push_amount(L, value->number, REASON_NONE);
}

/* Where the function is written, for what is wrong with its result. */
static struct place function_place(lua_State *L, int function)
{
    struct sandbox *sandbox = sandbox_of(L);
    lua_Debug debug;
    lua_pushvalue(L, function);
    lua_getinfo(L, ">S", &debug);
    for (size_t i = 0; i < sandbox->file_count; i++)
        if (strcmp(sandbox->files[i].path, debug.source + 1) == 0)
            return (struct place){sandbox->files[i].path, (uint32_t)debug.linedefined};
    return (struct place){NULL, 0};
}

/* The results at 2 and 3; the function at 1. */
static void take_result(lua_State *L, struct request *request)
{
    struct own_value *result = request->result;
    const char *word = request->apply ? "apply" : "compute";
    struct handle *handle;
    size_t size;
    *result = (struct own_value){.reason = REASON_NONE, .kind = OWN_NUMBER};
    switch (kind_at(L, 2)) {
    case VALUE_NUMBER:
        result->number = lua_tonumber(L, 2) + 0.0;
        if (!isfinite(result->number))
            result->reason = REASON_NOT_DEFINED;
        break;
    case VALUE_TEXT: {
        const char *text = lua_tolstring(L, 2, &size);
        if (strlen(text) != size || !utf8_is_valid(text, size))
            sandbox_raise_at(L, function_place(L, 1),
                             "the function of %s returned a text that has zero "
                             "bytes or is not UTF-8",
                             word);
        text = text_composed(request->arena, text, size, &size);
        result->kind = OWN_TEXT;
        result->text = arena_bytes(request->arena, text, size);
        break;
    }
    case VALUE_NIL:
        result->reason = REASON_MISSING;
        if (lua_type(L, 3) == LUA_TSTRING) {
            check_reason(L, function_place(L, 1), lua_tostring(L, 3), word);
            result->reason = reason_find(lua_tostring(L, 3));
        }
        break;
    case HANDLE_MISSING:
        handle = handle_at(L, 2);
        result->reason = (enum reason)handle->number;
        break;
    default:
        sandbox_raise_at(L, function_place(L, 1),
                         "the function of %s returned %s, and must return a "
                         "number or a text, or nil and perhaps a reason",
                         word, describe(L, 2));
    }
}

static int call_protected(lua_State *L)
{
    struct request *request = lua_touserdata(L, 1);
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    if (!lua_istable(L, 1) ||
        lua_rawgeti(L, 1, (lua_Integer)request->function + 1) != LUA_TFUNCTION)
        sandbox_raise(L, "the evaluation asks for a function that the script has not");
    lua_replace(L, 1);
    lua_pushvalue(L, 1);
    if (request->apply) {
        luaL_checkstack(L, (int)request->count + 4, NULL);
        for (size_t i = 0; i < request->count; i++)
            push_argument(L, &request->arguments[i]);
    } else {
        push_records(L, request->frame, request->records, request->count, false);
    }
    push_cell(L);
    lua_call(L, lua_gettop(L) - 2, 2);
    take_result(L, request);
    return 0;
}

static bool call(struct request *request, const struct own_cell *cell,
                 struct fault *fault)
{
    struct script *script = request->script;
    script->calling = true;
    script->call++;
    script->cell = cell;
    bool done = sandbox_run(script->sandbox, call_protected, request, SECONDS_A_CALL,
                            request->apply ? "one call of a function of apply"
                                           : "one call of a function of compute",
                            fault);
    script->calling = false;
    script->cell = NULL;
    return done;
}

static bool call_apply(void *self, uint32_t function, const struct own_value *arguments,
                       size_t count, const struct own_cell *cell, struct arena *arena,
                       struct own_value *result, struct fault *fault)
{
    struct request request = {.script = self,
                              .function = function,
                              .apply = true,
                              .arguments = arguments,
                              .count = count,
                              .arena = arena,
                              .result = result};
    return call(&request, cell, fault);
}

static bool call_compute(void *self, uint32_t function, const struct frame *frame,
                         const uint32_t *records, size_t count,
                         const struct own_cell *cell, struct arena *arena,
                         struct own_value *result, struct fault *fault)
{
    struct request request = {.script = self,
                              .function = function,
                              .frame = frame,
                              .records = records,
                              .count = count,
                              .arena = arena,
                              .result = result};
    return call(&request, cell, fault);
}

struct own_functions script_functions(struct script *script)
{
    return (struct own_functions){script, call_apply, call_compute};
}
