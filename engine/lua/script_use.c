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

#include "data/reason.h"
#include "lua/lent.h"
#include "lua/parcel.h"
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

static void check_circle(lua_State *L, const struct reading *reading, const char *path)
{
    const struct used_file *file = reading->innermost;
    while (file != NULL && strcmp(file->path, path) != 0)
        file = file->outer;
    if (file == NULL)
        return;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    const char *names[64];
    size_t count = 0;
    for (const struct used_file *one = reading->innermost; count < 63; one = one->outer) {
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
    struct reading *reading = reading_here(L);
    reading->innermost = reading->innermost->outer;
}

/* The host's file into reading->use_path and use_content, or its fault with the place of
 * the `use`. */
static void ask_host(lua_State *L, struct reading *reading, const char *name)
{
    struct place place = sandbox_place(L);
    struct fault fault = {.kind = FAULT_NONE}, placed = {.kind = FAULT_NONE};
    text_clear(&reading->use_path);
    text_clear(&reading->use_content);
    if (reading->questions.use(reading->questions.self, name,
                               place.file != NULL ? place.file : reading->path,
                               &reading->use_path, &reading->use_content, &fault))
        return;
    fault_at(&placed, fault.kind, place, "%s", fault.message);
    sandbox_raise_fault(L, &placed);
}

static void name_indicator(lua_State *L, struct reading *reading, const char *name)
{
    struct handle *handle = handle_of(L, -1, HANDLE_INDICATOR);
    if (handle == NULL)
        return;
    uint32_t text = add_string(L, reading->catalogue, name);
    struct indicator *indicator = &reading->catalogue->indicators[handle->parent];
    if (indicator->name == NO_TEXT)
        indicator->name = text;
    reading->indicator_files = arena_grow(
        reading->arena, reading->indicator_files, reading->indicator_file_count,
        &reading->indicator_file_room, sizeof *reading->indicator_files);
    reading->indicator_files[reading->indicator_file_count++] = reading->innermost->path;
}

int word_use(lua_State *L)
{
    struct reading *reading = reading_here(L);
    refuse_in_call(L, "use");
    if (lua_gettop(L) != 1)
        sandbox_raise(L, "use takes one name: use \"medellin/agreements\"");
    const char *name = want_text(L, 1, (struct spot){"use", 1, NULL});
    reading->asked = true;
    if (push_kept(L, name))
        return 1;
    ask_host(L, reading, name);
    struct used_file file = {reading->innermost, arena_text(reading->arena, name),
                             arena_text(reading->arena, text_of(&reading->use_path))};
    check_circle(L, reading, file.path);
    lua_pushfstring(L, "@%s", file.path);
    const char *key = lua_tostring(L, -1);
    if (push_kept(L, key)) {
        keep(L, name, lua_gettop(L));
        return 1;
    }
    luaL_checkstack(L, 20, "files use each other too deep");
    sandbox_load(L, file.path, text_of(&reading->use_content), reading->use_content.size);
    reading->innermost = &file;
    sandbox_call(L, 0, 1, leave_file);
    reading->innermost = &file;
    name_indicator(L, reading, file.name);
    reading->innermost = file.outer;
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

/* Pushes a value of a parcel of records: see lent.h. */
static void push_value(lua_State *L, struct parcel *parcel)
{
    size_t size;
    const char *text;
    switch (parcel_byte(parcel)) {
    case LENT_NUMBER:
        push_amount(L, parcel_real(parcel), REASON_NONE);
        break;
    case LENT_TEXT:
        text = parcel_sized(parcel, &size);
        lua_pushlstring(L, text, size);
        break;
    case LENT_TRUE:
        lua_pushboolean(L, 1);
        break;
    case LENT_FALSE:
        lua_pushboolean(L, 0);
        break;
    default:
        lua_pushnil(L);
    }
}

/* Upvalues of the iterator. */
enum { LENT_AT = 1, COUNT_AT, GIVEN_AT, METATABLE_AT, NAMES_AT, BATCH_AT, OFFSET_AT };

/* Asks for the next batch, when the last one is used up. */
static void take_batch(lua_State *L, lua_Integer given)
{
    struct reading *reading = reading_here(L);
    struct fault fault = {.kind = FAULT_NONE};
    uint32_t lent = (uint32_t)lua_tointeger(L, lua_upvalueindex(LENT_AT));
    if (lua_tointeger(L, lua_upvalueindex(OFFSET_AT)) <
        (lua_Integer)lua_rawlen(L, lua_upvalueindex(BATCH_AT)))
        return;
    if (!reading->questions.next(reading->questions.self, lent, (uint64_t)given,
                                 &reading->answer, &fault))
        sandbox_raise_fault(L, &fault);
    lua_pushlstring(L, text_of(&reading->answer), reading->answer.size);
    lua_replace(L, lua_upvalueindex(BATCH_AT));
    lua_pushinteger(L, 0);
    lua_replace(L, lua_upvalueindex(OFFSET_AT));
}

static int next_record(lua_State *L)
{
    lua_Integer given = lua_tointeger(L, lua_upvalueindex(GIVEN_AT));
    if (given >= lua_tointeger(L, lua_upvalueindex(COUNT_AT)))
        return 0;
    take_batch(L, given);
    lua_pushinteger(L, given + 1);
    lua_replace(L, lua_upvalueindex(GIVEN_AT));
    size_t size;
    const char *batch = lua_tolstring(L, lua_upvalueindex(BATCH_AT), &size);
    struct parcel parcel = {batch + lua_tointeger(L, lua_upvalueindex(OFFSET_AT)),
                            batch + size, false};
    lua_Integer columns = (lua_Integer)lua_rawlen(L, lua_upvalueindex(NAMES_AT));
    lua_createtable(L, 0, (int)columns);
    for (lua_Integer i = 1; i <= columns; i++) {
        lua_rawgeti(L, lua_upvalueindex(NAMES_AT), i);
        push_value(L, &parcel);
        lua_rawset(L, -3);
    }
    lua_pushinteger(L, (lua_Integer)(parcel.at - batch));
    lua_replace(L, lua_upvalueindex(OFFSET_AT));
    lua_pushvalue(L, lua_upvalueindex(METATABLE_AT));
    lua_setmetatable(L, -2);
    return 1;
}

/* Pushes the metatable of each record, and the list of the columns that were read. */
static void push_columns(lua_State *L, struct parcel *parcel)
{
    uint32_t count = parcel_whole(parcel);
    lua_Integer loaded = 0;
    lua_newtable(L);
    lua_newtable(L);
    lua_newtable(L); /* metatable, all names as a set, names of the columns read */
    for (uint32_t i = 0; i < count && !parcel->broken; i++) {
        const char *name = parcel_text(parcel);
        lua_pushboolean(L, 1);
        lua_setfield(L, -3, name);
        if (parcel_byte(parcel) == 0)
            continue;
        lua_pushstring(L, name);
        lua_rawseti(L, -2, ++loaded);
    }
    lua_insert(L, -2);
    lua_pushcclosure(L, no_such_column, 1);
    lua_setfield(L, -3, "__index");
}

int word_records(lua_State *L)
{
    struct reading *reading = reading_here(L);
    refuse_in_call(L, "records");
    if (lua_gettop(L) != 1)
        sandbox_raise(L, "records takes a dataset: for r in records(data.plan) do … end");
    uint32_t dataset = want_dataset(L, 1, (struct spot){"records", 1, NULL});
    reading->kept = arena_grow(reading->arena, reading->kept, reading->kept_count,
                               &reading->kept_room, sizeof *reading->kept);
    reading->kept[reading->kept_count++] = dataset;
    if (reading->questions.records == NULL)
        sandbox_raise(
            L, "records(…) needs data, and there are none here. give a folder of data "
               "after the script");
    struct fault fault = {.kind = FAULT_NONE};
    if (!reading->questions.records(reading->questions.self, reading->catalogue, dataset,
                                    &reading->answer, &fault))
        sandbox_raise_fault(L, &fault);
    struct parcel parcel = parcel_open(&reading->answer);
    lua_pushinteger(L, parcel_whole(&parcel));
    lua_pushinteger(L, (lua_Integer)parcel_long(&parcel));
    lua_pushinteger(L, 0);
    push_columns(L, &parcel);
    lua_pushliteral(L, "");
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_record, 7);
    return 1;
}
