/* script_compute.c - the author's functions, called while an evaluation runs.
 *
 * A call is one protected run with its own second of processor time. What it is given
 * (records, the cell) is closed when it ends: a handle carries the number of its call,
 * and another number is refused. So a script may keep what it likes, and reads nothing
 * that is gone.
 *
 * Frames and records are the engine's for the length of the call; a text that a function
 * returned stays in the registry until the next one.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "lua/reading.h"

static char functions_key, cell_key, text_key;

struct request {
    uint32_t function;
    const struct frame *frame; /* NULL: of apply */
    struct own_call *call;
};

/* ---- keeping functions ---- */

/* Paths behind keys that the function names between quotes ("cooperation.country") become
 * columns of the catalogue, so that they are read: what Lua does with them is not known
 * before it runs. */
static void add_paths(lua_State *L, int index, uint32_t dataset)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct reading *reading = reading_here(L);
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
            node.text = add_text(L, reading->catalogue, -1);
            lua_pop(L, 1);
            add_node(L, reading->catalogue, node, &dataset, 1);
            at = stop;
        }
    }
}

void push_functions(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
}

uint32_t keep_function(lua_State *L, int index, uint32_t dataset)
{
    struct reading *reading = reading_here(L);
    index = lua_absindex(L, index);
    push_functions(L);
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, (lua_Integer)reading->function_count + 1);
    lua_pop(L, 1);
    if (dataset != NO_NODE)
        add_paths(L, index, dataset);
    return reading->function_count++;
}

/* ---- the cell ---- */

int cell_index(lua_State *L)
{
    static const char *const names[] = {"unit", "period", "first_day", "last_day"};
    const struct reading *reading = reading_here(L);
    const struct own_cell *cell = reading->cell;
    if (!reading->calling || cell == NULL)
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
    struct own_value *result = &request->call->result;
    const char *word = request->frame == NULL ? "apply" : "compute";
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
        if (size > LONGEST_TEXT)
            sandbox_raise_at(L, function_place(L, 1),
                             "the function of %s returned a text of %d bytes, longer "
                             "than any may be: %d KiB",
                             word, (int)size, LONGEST_TEXT >> 10);
        if (strlen(text) != size || !utf8_is_valid(text, size))
            sandbox_raise_at(L, function_place(L, 1),
                             "the function of %s returned a text that has zero "
                             "bytes or is not UTF-8",
                             word);
        lua_pushvalue(L, 2); /* kept until the next call */
        lua_rawsetp(L, LUA_REGISTRYINDEX, &text_key);
        result->kind = OWN_TEXT;
        result->text = text;
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
    push_functions(L);
    if (lua_rawgeti(L, 1, (lua_Integer)request->function + 1) != LUA_TFUNCTION)
        sandbox_raise(L, "the evaluation asks for a function that the script has not");
    lua_replace(L, 1);
    lua_pushvalue(L, 1);
    const struct own_call *call = request->call;
    if (request->frame == NULL) {
        luaL_checkstack(L, (int)call->argument_count + 4, NULL);
        for (size_t i = 0; i < call->argument_count; i++)
            push_argument(L, &call->arguments[i]);
    } else {
        push_records(L, request->frame, call->records, call->record_count, false);
    }
    push_cell(L);
    lua_call(L, lua_gettop(L) - 2, 2);
    take_result(L, request);
    return 0;
}

bool reading_call(struct reading *reading, uint32_t function, const struct frame *frame,
                  struct own_call *call, struct fault *fault)
{
    struct request request = {function, frame, call};
    reading->calling = true;
    reading->call++;
    reading->cell = &call->cell;
    bool done = sandbox_run(reading->sandbox, call_protected, &request, SECONDS_A_CALL,
                            frame == NULL ? "one call of a function of apply"
                                          : "one call of a function of compute",
                            fault);
    reading->calling = false;
    reading->cell = NULL;
    return done;
}
