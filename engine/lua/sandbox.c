/* sandbox.c - a Lua state with a limit on memory, and its errors.
 *
 * The allocator names the line when memory runs out: Lua's own memory error has no
 * message handler and so no place. This is proof neither against mistakes in Lua nor
 * against what Lua's own functions in C may take: the process around the state is.
 *
 * The sandbox owns the state; texts of files lie in its arena.
 */
#include "lua/sandbox.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static char limit_token;

struct sandbox *sandbox_of(lua_State *L)
{
    return *(struct sandbox **)lua_getextraspace(L);
}

/* The sandbox's own copy of a path, which stays. */
static const char *kept_path(struct sandbox *sandbox, const char *path)
{
    if (sandbox->last_file < sandbox->file_count &&
        strcmp(sandbox->files[sandbox->last_file].path, path) == 0)
        return sandbox->files[sandbox->last_file].path;
    for (size_t i = 0; i < sandbox->file_count; i++)
        if (strcmp(sandbox->files[i].path, path) == 0) {
            sandbox->last_file = i;
            return sandbox->files[i].path;
        }
    return NULL;
}

void sandbox_note(struct sandbox *sandbox, struct place place)
{
    struct board *board = sandbox->board;
    if (board == NULL || place.file == NULL)
        return;
    if (place.file != sandbox->noted) {
        size_t size = strnlen(place.file, sizeof board->path - 1);
        memcpy(board->path, place.file, size);
        board->path[size] = '\0';
        sandbox->noted = place.file;
    }
    board->line = place.line;
}

struct place sandbox_place(lua_State *L)
{
    lua_Debug debug;
    for (int level = 0; lua_getstack(L, level, &debug); level++) {
        lua_getinfo(L, "Sl", &debug);
        if (debug.currentline <= 0 || debug.source[0] != '@')
            continue;
        struct place place = {kept_path(sandbox_of(L), debug.source + 1),
                              (uint32_t)debug.currentline};
        sandbox_note(sandbox_of(L), place);
        return place;
    }
    return (struct place){NULL, 0};
}

static void note_memory_limit(struct sandbox *sandbox)
{
    struct place place = sandbox->refused_at;
    if (place.file == NULL && sandbox->file_count > 0) /* while a file is compiled */
        place = (struct place){sandbox->files[sandbox->file_count - 1].path, 0};
    fault_at(&sandbox->limit, FAULT_LIMIT, place,
             "the script needs more than %zu MiB of memory, the limit. look for a table "
             "or a text "
             "that grows without end, or allow more with --max-memory",
             sandbox->max_memory >> 20);
}

/* Lua asks a second time after collecting its garbage: only that refusal is final. */
static void *allocate(void *self, void *block, size_t old_size, size_t new_size)
{
    struct sandbox *sandbox = self;
    size_t held = block == NULL ? 0 : old_size;
    if (new_size == 0) {
        free(block);
        sandbox->memory -= held;
        return NULL;
    }
    if (new_size > held && sandbox->memory - held + new_size > sandbox->max_memory) {
        if (sandbox->state != NULL)
            sandbox->refused_at = sandbox_place(sandbox->state);
        if (sandbox->refused && sandbox->state != NULL)
            note_memory_limit(sandbox);
        sandbox->refused = true;
        return NULL;
    }
    void *moved = realloc(block, new_size);
    if (moved == NULL)
        return NULL;
    sandbox->refused = false;
    sandbox->memory = sandbox->memory - held + new_size;
    return moved;
}

_Noreturn static void throw_limit(lua_State *L)
{
    lua_pushlightuserdata(L, &limit_token);
    lua_error(L);
    abort();
}

/* Buffers of Lua's library ask once, and raise this as an ordinary error. */
static bool is_memory_error(lua_State *L, int status)
{
    return status == LUA_ERRMEM ||
           (status == LUA_ERRRUN && lua_type(L, -1) == LUA_TSTRING &&
            strcmp(lua_tostring(L, -1), "not enough memory") == 0);
}

void sandbox_rethrow_limit(lua_State *L, int status)
{
    struct sandbox *sandbox = sandbox_of(L);
    if (is_memory_error(L, status) && sandbox->limit.kind == FAULT_NONE)
        note_memory_limit(sandbox);
    if (sandbox->limit.kind != FAULT_NONE)
        throw_limit(L);
}

_Noreturn void sandbox_raise_time(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    if (sandbox->limit.kind == FAULT_NONE)
        fault_at(&sandbox->limit, FAULT_LIMIT, sandbox_place(L),
                 "%s took more than %g s of processor time%s, the limit. look for a loop "
                 "that does not end, or allow more with --max-time",
                 sandbox->doing, sandbox->left >= 0 ? sandbox->total : sandbox->seconds,
                 sandbox->left >= 0 ? ", with all its Lua before" : "");
    throw_limit(L);
}

/* ---- raising ---- */

static void push_place(lua_State *L, struct place place)
{
    if (place.file == NULL)
        lua_pushliteral(L, "");
    else if (place.line == 0)
        lua_pushfstring(L, "%s: ", place.file);
    else
        lua_pushfstring(L, "%s:%d: ", place.file, (int)place.line);
}

_Noreturn void sandbox_raise(lua_State *L, const char *format, ...)
{
    va_list arguments;
    luaL_checkstack(L, 4, NULL);
    push_place(L, sandbox_place(L));
    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_concat(L, 2);
    lua_error(L);
    abort();
}

_Noreturn void sandbox_raise_at(lua_State *L, struct place place, const char *format, ...)
{
    va_list arguments;
    luaL_checkstack(L, 4, NULL);
    push_place(L, place);
    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_concat(L, 2);
    lua_error(L);
    abort();
}

_Noreturn void sandbox_raise_fault(lua_State *L, const struct fault *fault)
{
    struct sandbox *sandbox = sandbox_of(L);
    if (fault->kind == FAULT_LIMIT) {
        sandbox->limit = *fault;
        throw_limit(L);
    }
    sandbox->raised = fault->kind;
    snprintf(sandbox->raised_start, sizeof sandbox->raised_start, "%.95s",
             fault->message);
    lua_pushstring(L, fault->message);
    lua_error(L);
    abort();
}

_Noreturn void sandbox_raise_limit(lua_State *L, const char *format, ...)
{
    struct sandbox *sandbox = sandbox_of(L);
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    fault_at(&sandbox->limit, FAULT_LIMIT, sandbox_place(L), "%s", message);
    throw_limit(L);
}

/* ---- running ---- */

/* The message handler: notes the place while the stack still stands. */
static int note_place(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    if (!sandbox->rethrown)
        sandbox->at = sandbox_place(L);
    sandbox->rethrown = false;
    return 1;
}

void sandbox_call(lua_State *L, int arguments, int results, void (*then)(lua_State *L))
{
    int function = lua_gettop(L) - arguments;
    lua_pushcfunction(L, note_place);
    lua_insert(L, function);
    int status = lua_pcall(L, arguments, results, function);
    lua_remove(L, function);
    then(L);
    if (status == LUA_OK)
        return;
    sandbox_rethrow_limit(L, status);
    sandbox_of(L)->rethrown = true;
    lua_error(L);
}

static void set_fault(struct sandbox *sandbox, int status, struct fault *fault)
{
    lua_State *L = sandbox->state;
    if (is_memory_error(L, status) && sandbox->limit.kind == FAULT_NONE)
        note_memory_limit(sandbox);
    if (sandbox->limit.kind != FAULT_NONE) {
        if (fault->kind == FAULT_NONE)
            *fault = sandbox->limit;
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        sandbox_explain(sandbox, lua_tostring(L, -1), fault);
    } else {
        fault_at(fault, FAULT_DATA, sandbox->at,
                 "the script ends itself with error() and a %s. give error a text that "
                 "says what "
                 "is wrong",
                 lua_type(L, -1) == LUA_TUSERDATA ? "value" : luaL_typename(L, -1));
    }
}

bool sandbox_run(struct sandbox *sandbox, lua_CFunction function, void *argument,
                 double seconds, const char *doing, struct fault *fault)
{
    lua_State *L = sandbox->state;
    if (sandbox->limit.kind != FAULT_NONE) {
        if (fault->kind == FAULT_NONE)
            *fault = sandbox->limit;
        return false;
    }
    int top = lua_gettop(L);
    sandbox->doing = doing;
    sandbox->raised = FAULT_NONE;
    sandbox->syntax = false;
    sandbox->at = (struct place){NULL, 0};
    sandbox_begin(sandbox, seconds);
    lua_pushcfunction(L, note_place);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, argument);
    int status = lua_pcall(L, 1, 0, top + 1);
    sandbox_end(sandbox);
    if (status != LUA_OK)
        set_fault(sandbox, status, fault);
    lua_settop(L, top);
    return status == LUA_OK;
}

static int prepare(lua_State *L)
{
    sandbox_open_words(L);
    return 0;
}

struct sandbox *sandbox_new(size_t max_memory, double max_seconds, struct fault *fault)
{
    struct sandbox *sandbox = memory_get_zeroed(1, sizeof *sandbox);
    sandbox->arena = arena_new();
    sandbox->max_memory = max_memory;
    sandbox->left = -1;
    sandbox->doing = "starting Lua";
    lua_State *L = lua_newstate(allocate, sandbox);
    if (L == NULL) {
        sandbox_free(sandbox);
        fault_set(fault, FAULT_LIMIT,
                  "the script cannot be read in %zu MiB of memory. allow more "
                  "with --max-memory",
                  max_memory >> 20);
        return NULL;
    }
    sandbox->state = L;
    *(struct sandbox **)lua_getextraspace(L) = sandbox;
    lua_setwarnf(L, NULL, NULL);
    if (!sandbox_run(sandbox, prepare, NULL, 10, "starting Lua", fault)) {
        sandbox_free(sandbox);
        return NULL;
    }
    if (max_seconds > 0)
        sandbox->left = sandbox->total = max_seconds;
    return sandbox;
}

void sandbox_free(struct sandbox *sandbox)
{
    if (sandbox == NULL)
        return;
    if (sandbox->state != NULL)
        lua_close(sandbox->state);
    text_clear(&sandbox->printing);
    arena_free(sandbox->arena);
    free(sandbox);
}
