/* script_records.c - records, a record, and a column of records, inside a call of
 * compute.
 *
 * Records hold numbers only. The first look at a field reads that column for all the
 * records of the object at once; a record reads from there. Columns and filters are bound
 * by the engine's own binding, through a small catalogue for each dataset, and kept from
 * call to call.
 *
 * Objects belong to the state; bindings and their catalogues to the script.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expr/records.h"
#include "lua/now.h"

struct bound_frame {
    struct bound_frame *next;
    const struct frame *frame;
    struct catalogue *catalogue;
    struct binding *binding;
    uint32_t dataset; /* its records' own, without a name */
    uint32_t number;
};

static char filters_key, paths_key;

/* ---- bindings ---- */

static struct bound_frame *frame_binding(lua_State *L, const struct frame *frame)
{
    static const struct datasets none = {NULL, 0};
    struct reading *reading = reading_here(L);
    for (struct bound_frame *bound = reading->frames; bound != NULL; bound = bound->next)
        if (bound->frame == frame)
            return bound;
    struct bound_frame *bound = arena_get_zeroed(reading->arena, 1, sizeof *bound);
    bound->frame = frame;
    bound->catalogue = catalogue_new();
    const struct catalogue *own = reading->catalogue;
    for (size_t i = 0; i < own->mapping_count; i++) {
        struct mapping mapping = {
            catalogue_add_text(bound->catalogue,
                               catalogue_text(own, own->mappings[i].from)),
            catalogue_add_text(bound->catalogue,
                               catalogue_text(own, own->mappings[i].to))};
        catalogue_add_mapping(bound->catalogue, mapping);
    }
    struct node node = new_node(OP_DATASET, SORT_DATASET);
    node.file = NO_TEXT;
    bound->dataset = catalogue_add_node(bound->catalogue, node, NULL, 0);
    bound->binding = binding_new(bound->catalogue, &none);
    bound->number = reading->frames != NULL ? reading->frames->number + 1 : 0;
    bound->next = reading->frames;
    reading->frames = bound;
    return bound;
}

void frames_free(struct reading *reading)
{
    for (struct bound_frame *bound = reading->frames; bound != NULL;
         bound = bound->next) {
        binding_free(bound->binding);
        catalogue_free(bound->catalogue);
    }
    reading->frames = NULL;
}

/* Pushes a registry's table of what is bound already. */
static void push_bound(lua_State *L, void *key)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

/* The number of a column by its path. */
static uint32_t bind_path(lua_State *L, struct bound_frame *bound, const char *path)
{
    uint32_t column;
    push_bound(L, &paths_key);
    lua_pushfstring(L, "%d:%s", (int)bound->number, path);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNUMBER) {
        column = (uint32_t)lua_tointeger(L, -1);
        lua_pop(L, 3);
        return column;
    }
    struct fault fault = {.kind = FAULT_NONE};
    size_t size;
    path = text_composed(reading_here(L)->arena, path, strlen(path), &size);
    if (!binding_path(bound->binding, bound->frame, path, sandbox_place(L), &column,
                      &fault))
        sandbox_raise_fault(L, &fault);
    const struct bound_column *found = &bound->binding->columns[column];
    bool loaded = found->end == NULL || found->end->columns[found->column].loaded;
    if (!loaded && found->end == bound->frame) /* not to be caught: it is read for another try */
        sandbox_raise_limit(L, "'%s' was not read", path);
    if (!loaded)
        sandbox_raise(
            L,
            "'%s' was not read, as the script does not name it as a column. write it in "
            "full between quotes inside the function, or use it once as a column",
            path);
    lua_pop(L, 1);
    lua_pushinteger(L, column);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    return column;
}

/* ---- columns ---- */

/* Pushes the column of the path at 2 of the records at index, read once. */
static struct values *push_values(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    struct records *records = (struct records *)handle_at(L, index);
    luaL_checkstack(L, 10, NULL);
    lua_getiuservalue(L, index, 1);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) == LUA_TUSERDATA) {
        lua_remove(L, -2);
        return (struct values *)handle_at(L, -1);
    }
    lua_pop(L, 1);
    struct bound_frame *bound = frame_binding(L, records->frame);
    uint32_t column = bind_path(L, bound, lua_tostring(L, 2));
    const struct bound_column *found = &bound->binding->columns[column];
    struct values *values = values_push(L, records->count, found->type,
                                        found->type == COLUMN_TEXT ? found->texts : NULL);
    for (size_t at = 0; at < records->count; at += RECORD_BATCH) {
        size_t batch =
            records->count - at < RECORD_BATCH ? records->count - at : RECORD_BATCH;
        records_read_numbers(bound->binding, column, records->records + at, batch,
                             values->numbers + at, values->reasons + at);
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -4);
    lua_remove(L, -2);
    return values;
}

/* ---- records ---- */

void push_records(lua_State *L, const struct frame *frame, const uint32_t *numbers,
                  size_t count, bool room)
{
    struct records *records = handle_push_sized(
        L, HANDLE_RECORDS, sizeof *records + (room ? count * sizeof(uint32_t) : 0), 1);
    records->call = reading_here(L)->call;
    records->frame = frame;
    records->count = count;
    records->records = room ? records->own : numbers;
    lua_newtable(L);
    lua_setiuservalue(L, -2, 1);
}

struct records *records_check(lua_State *L, int index, const char *method)
{
    struct records *records = (struct records *)handle_of(L, index, HANDLE_RECORDS);
    if (records == NULL)
        sandbox_raise(L, "%s is a method of records: write records:%s with a colon",
                      method, method);
    if (!reading_here(L)->calling || records->call != reading_here(L)->call)
        sandbox_raise(L, "the records of a call cannot be looked at after it");
    return records;
}

struct record {
    struct handle handle;
    uint32_t call;
    size_t position;
};

static void push_record(lua_State *L, int records, size_t position)
{
    struct record *record = handle_push_sized(L, HANDLE_RECORD, sizeof *record, 1);
    record->call = reading_here(L)->call;
    record->position = position;
    lua_pushvalue(L, records);
    lua_setiuservalue(L, -2, 1);
}

int record_index(lua_State *L)
{
    struct record *record = (struct record *)handle_at(L, 1);
    if (!reading_here(L)->calling || record->call != reading_here(L)->call)
        sandbox_raise(L, "a record cannot be looked at after the call that gave it");
    if (lua_type(L, 2) != LUA_TSTRING)
        sandbox_raise(L,
                      "a field of a record is named by text: r.amount, or r[\"a name\"]");
    lua_getiuservalue(L, 1, 1);
    const struct values *values = push_values(L, -1);
    values_push_at(L, values, record->position);
    return 1;
}

/* Upvalues: the records, how many were given. */
static int next_record(lua_State *L)
{
    struct records *records = records_check(L, lua_upvalueindex(1), "each");
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    if (at >= records->count)
        return 0;
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_replace(L, lua_upvalueindex(2));
    push_record(L, lua_upvalueindex(1), at);
    return 1;
}

static int records_each(lua_State *L)
{
    records_check(L, 1, "each()");
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_record, 2);
    return 1;
}

int records_call(lua_State *L)
{
    sandbox_raise(L, "records are gone through with for r in records:each() do … end");
}

int records_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)records_check(L, 1, "#")->count);
    return 1;
}

/* ---- where ---- */

/* Of a plain value: no two that differ, in kind or length, have one key. */
static void push_plain_key(lua_State *L, int index)
{
    char head[64];
    int type = lua_type(L, index);
    if (type == LUA_TSTRING) {
        lua_pushfstring(L, "s%d:%s", (int)lua_rawlen(L, index), lua_tostring(L, index));
    } else if (type == LUA_TNUMBER) {
        snprintf(head, sizeof head, "n%.17g,", lua_tonumber(L, index));
        lua_pushstring(L, head);
    } else {
        lua_pushstring(L, type != LUA_TBOOLEAN      ? "?"
                          : lua_toboolean(L, index) ? "t"
                                                    : "f");
    }
}

/* Pushes the key of the value at index. */
static void push_key(lua_State *L, int index, int depth)
{
    luaL_checkstack(L, 12, NULL);
    index = lua_absindex(L, index);
    enum handle_kind kind = kind_at(L, index);
    if (depth > 20)
        sandbox_raise(L, "where: filters are nested too deep");
    if (kind == HANDLE_TEST || kind == HANDLE_FILTER) {
        lua_pushfstring(L, "%d(", (int)handle_at(L, index)->number);
        lua_getiuservalue(L, index, 1);
        push_key(L, -1, depth + 1);
        lua_remove(L, -2);
        lua_concat(L, 2);
        return;
    }
    if (kind != VALUE_TABLE) {
        push_plain_key(L, index);
        return;
    }
    size_t count = push_keys(L, index);
    int keys = lua_gettop(L);
    lua_pushliteral(L, "{");
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        push_key(L, -1, depth + 1);
        lua_insert(L, -2);
        lua_rawget(L, index);
        push_key(L, -1, depth + 1);
        lua_remove(L, -2);
        lua_concat(L, 3);
    }
    lua_pushliteral(L, "}");
    lua_concat(L, 2);
    lua_remove(L, keys);
}

/* The bound filter of the table or either at index. */
uint32_t records_bind_filter(lua_State *L, const struct frame *frame, int index,
                             const struct binding **binding)
{
    struct bound_frame *bound = frame_binding(L, frame);
    uint32_t filter;
    *binding = bound->binding;
    index = lua_absindex(L, index);
    push_bound(L, &filters_key);
    push_key(L, index, 0);
    lua_pushfstring(L, "%d:%s", (int)bound->number, lua_tostring(L, -1));
    lua_remove(L, -2);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNUMBER) {
        filter = (uint32_t)lua_tointeger(L, -1);
        lua_pop(L, 3);
        return filter;
    }
    lua_pop(L, 1);
    struct fault fault = {.kind = FAULT_NONE};
    uint32_t node = build_filter(L, bound->catalogue, bound->dataset, index,
                                 (struct spot){"where", 0, NULL});
    if (!binding_filter(bound->binding, node, frame, &filter, &fault))
        sandbox_raise_fault(L, &fault);
    lua_pushinteger(L, filter);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    return filter;
}

static int records_where(lua_State *L)
{
    const struct binding *binding;
    struct records *records = records_check(L, 1, "where");
    uint32_t filter = records_bind_filter(L, records->frame, 2, &binding);
    push_records(L, records->frame, NULL, records->count, true);
    struct records *kept = (struct records *)handle_at(L, -1);
    size_t count = 0;
    for (size_t at = 0; at < records->count; at += RECORD_BATCH) {
        size_t batch =
            records->count - at < RECORD_BATCH ? records->count - at : RECORD_BATCH;
        count += records_filter(binding, filter, records->records + at, batch,
                                kept->own + count);
    }
    kept->count = count;
    return 1;
}

int records_index(lua_State *L)
{
    struct records *records = records_check(L, 1, "[ ]");
    if (lua_type(L, 2) == LUA_TNUMBER) {
        double at = lua_tonumber(L, 2);
        if (at >= 1 && at <= (double)records->count && at == floor(at))
            push_record(L, 1, (size_t)at - 1);
        else
            lua_pushnil(L);
        return 1;
    }
    if (lua_type(L, 2) != LUA_TSTRING)
        sandbox_raise(
            L, "records are taken by number, records[1], or by column, records.amount");
    const char *name = lua_tostring(L, 2);
    if (strcmp(name, "each") == 0)
        lua_pushcfunction(L, records_each);
    else if (strcmp(name, "where") == 0)
        lua_pushcfunction(L, records_where);
    else
        push_values(L, 1);
    return 1;
}
