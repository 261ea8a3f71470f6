/* script_use.c - use and records: the two questions that a script asks while it is read.
 *
 * What a file returned is kept under its name and under its path, so that it is read
 * once. The files that are being read are a chain; one that is asked for again while in
 * it is a circle.
 *
 * The texts that the host gives lie in the script until the next use, so an error loses
 * nothing.
 */
#include <string.h>

#include "data/frame.h"
#include "data/value.h"
#include "lua/reading.h"

static char used_key;

static void push_used(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &used_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &used_key);
}

/* Pushes what was kept under the key, and tells whether anything was. Values are boxed: {
 * value }. */
static bool push_kept(lua_State *L, const char *key)
{
    push_used(L);
    bool found = lua_getfield(L, -1, key) == LUA_TTABLE;
    if (found)
        lua_rawgeti(L, -1, 1);
    return found;
}

static void keep(lua_State *L, const char *key, int value)
{
    push_used(L);
    lua_createtable(L, 1, 0);
    lua_pushvalue(L, value);
    lua_rawseti(L, -2, 1);
    lua_setfield(L, -2, key);
    lua_pop(L, 1);
}

static void check_circle(lua_State *L, const struct script *script, const char *path)
{
    const struct used_file *file = script->reading;
    while (file != NULL && strcmp(file->path, path) != 0)
        file = file->outer;
    if (file == NULL)
        return;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    const char *names[64];
    size_t count = 0;
    for (const struct used_file *one = script->reading; count < 63; one = one->outer) {
        names[count++] = one->path;
        if (one == file)
            break;
    }
    while (count > 0) {
        luaL_addstring(&buffer, names[--count]);
        luaL_addstring(&buffer, " uses ");
    }
    luaL_addstring(&buffer, path);
    luaL_pushresult(&buffer);
    sandbox_raise(L, "a circle: %s. one of them must do without the other",
                  lua_tostring(L, -1));
}

static void leave_file(lua_State *L)
{
    struct script *script = script_here(L);
    script->reading = script->reading->outer;
}

/* The host's file into script->use_path and use_content, or its fault with the place of
 * the `use`. */
static void ask_host(lua_State *L, struct script *script, const char *name)
{
    struct place place = sandbox_place(L);
    struct fault fault = {.kind = FAULT_NONE}, placed = {.kind = FAULT_NONE};
    text_clear(&script->use_path);
    text_clear(&script->use_content);
    if (script->host.use == NULL)
        sandbox_raise(L, "use \"%s\": other files cannot be read here", name);
    if (script->host.use(script->host.self, name,
                         place.file != NULL ? place.file : script->path,
                         &script->use_path, &script->use_content, &fault))
        return;
    fault_at(&placed, fault.kind, place, "%s", fault.message);
    sandbox_raise_fault(L, &placed);
}

static void name_indicator(lua_State *L, struct script *script, const char *name)
{
    struct handle *handle = handle_of(L, -1, HANDLE_INDICATOR);
    if (handle == NULL)
        return;
    uint32_t text = add_string(L, script->catalogue, name);
    struct indicator *indicator = &script->catalogue->indicators[handle->parent];
    if (indicator->name == NO_TEXT)
        indicator->name = text;
    script->indicator_files =
        arena_grow(script->arena, script->indicator_files, script->indicator_file_count,
                   &script->indicator_file_room, sizeof *script->indicator_files);
    script->indicator_files[script->indicator_file_count++] = script->reading->path;
}

int word_use(lua_State *L)
{
    struct script *script = script_here(L);
    refuse_in_call(L, "use");
    if (lua_gettop(L) != 1)
        sandbox_raise(L, "use takes one name: use \"medellin/agreements\"");
    const char *name = want_text(L, 1, (struct spot){"use", 1, NULL});
    script->asked = true;
    if (push_kept(L, name))
        return 1;
    ask_host(L, script, name);
    struct used_file file = {script->reading, arena_text(script->arena, name),
                             arena_text(script->arena, text_of(&script->use_path))};
    check_circle(L, script, file.path);
    lua_pushfstring(L, "@%s", file.path);
    const char *key = lua_tostring(L, -1);
    if (push_kept(L, key)) {
        keep(L, name, lua_gettop(L));
        return 1;
    }
    luaL_checkstack(L, 20, "files use each other too deep");
    sandbox_load(L, file.path, text_of(&script->use_content), script->use_content.size);
    script->reading = &file;
    sandbox_call(L, 0, 1, leave_file);
    script->reading = &file;
    name_indicator(L, script, file.name);
    script->reading = file.outer;
    if (lua_isnil(L, -1))
        sandbox_raise_at(
            L, (struct place){file.path, 0},
            "the file returns nothing. end it with return indicator { … }, or a function "
            "or table for others to use");
    int value = lua_gettop(L);
    keep(L, file.name, value);
    keep(L, key, value);
    lua_settop(L, value);
    return 1;
}

/* ---- records, while the script is read ---- */

/* __index of a record as a table: nil for a column without a value, an error for no
 * column at all. Upvalue 1: the set of columns' names. */
static int no_such_column(lua_State *L)
{
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL || lua_type(L, 2) != LUA_TSTRING)
        return 0;
    const char *names[256];
    size_t count = 0;
    luaL_checkstack(L, 8, NULL);
    for (lua_pushnil(L); lua_next(L, lua_upvalueindex(1)); lua_pop(L, 1))
        if (count < 256)
            names[count++] = lua_tostring(L, -2);
    const char *name = lua_tostring(L, 2);
    sandbox_raise(L, "these records have no column '%s'%s", name,
                  push_suggestion(L, name, names, count));
}

static void push_field(lua_State *L, const struct frame *frame, uint32_t column,
                       uint32_t record)
{
    const struct column *field = &frame->columns[column];
    int64_t value = 0;
    double number = 0;
    uint8_t state = STATE_PRESENT;
    if (field->type == COLUMN_TEXT || field->type == COLUMN_BOOLEAN) {
        frame_read(frame, column, &record, 1, &value, &state);
        if (state != STATE_PRESENT)
            lua_pushnil(L);
        else if (field->type == COLUMN_BOOLEAN)
            lua_pushboolean(L, value != 0);
        else
            lua_pushlstring(L, dictionary_text(field->texts, (uint32_t)value),
                            dictionary_size(field->texts, (uint32_t)value));
        return;
    }
    frame_read_numbers(frame, column, &record, 1, &number, &state);
    if (state != STATE_PRESENT)
        lua_pushnil(L);
    else
        push_amount(L, number, REASON_NONE);
}

/* Upvalues: frame, records (both the host's), count, how many were given, the metatable.
 */
static int next_record(lua_State *L)
{
    const struct frame *frame = lua_touserdata(L, lua_upvalueindex(1));
    const uint32_t *records = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer count = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(4));
    if (at >= count)
        return 0;
    lua_pushinteger(L, at + 1);
    lua_replace(L, lua_upvalueindex(4));
    lua_createtable(L, 0, (int)frame->column_count);
    for (uint32_t i = 0; i < frame->column_count; i++) {
        if (!frame->columns[i].loaded)
            continue;
        push_field(L, frame, i, records[at]);
        lua_setfield(L, -2, frame->columns[i].name);
    }
    lua_pushvalue(L, lua_upvalueindex(5));
    lua_setmetatable(L, -2);
    return 1;
}

int word_records(lua_State *L)
{
    struct script *script = script_here(L);
    refuse_in_call(L, "records");
    if (lua_gettop(L) != 1)
        sandbox_raise(L, "records takes a dataset: for r in records(data.plan) do … end");
    uint32_t dataset = want_dataset(L, 1, (struct spot){"records", 1, NULL});
    script->kept = arena_grow(script->arena, script->kept, script->kept_count,
                              &script->kept_room, sizeof *script->kept);
    script->kept[script->kept_count++] = dataset;
    if (script->host.records == NULL)
        sandbox_raise(
            L, "records(…) needs data, and there are none here. give a folder of data "
               "after the script");
    const struct frame *frame = NULL;
    const uint32_t *records = NULL;
    size_t count = 0;
    struct fault fault = {.kind = FAULT_NONE};
    if (!script->host.records(script->host.self, script->catalogue, dataset, &frame,
                              &records, &count, &fault))
        sandbox_raise_fault(L, &fault);
    lua_pushlightuserdata(L, (void *)(uintptr_t)frame);
    lua_pushlightuserdata(L, (void *)(uintptr_t)records);
    lua_pushinteger(L, (lua_Integer)count);
    lua_pushinteger(L, 0);
    lua_newtable(L); /* the metatable of each */
    lua_createtable(L, 0, (int)frame->column_count);
    for (uint32_t i = 0; i < frame->column_count; i++) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, frame->columns[i].name);
    }
    lua_pushcclosure(L, no_such_column, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcclosure(L, next_record, 5);
    return 1;
}
