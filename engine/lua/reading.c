/* reading.c - an author's script from its bytes to a catalogue.
 *
 * One protected call opens the language, compiles and runs the file and takes what it
 * returns: so whatever goes wrong in Lua, memory included, comes back as one fault. The
 * state stays for the functions given to apply and compute.
 *
 * The reading owns its sandbox, its catalogue and an arena; the options are the
 * caller's.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/reading.h"

struct request {
    struct reading *reading;
    const char *bytes;
    size_t size;
};

/* ---- what the script returned ---- */

static const char returned_wanted[] = "a script returns an evaluation { … }, a list of "
                                      "them, a report { … } or an indicator { … }";

static void show(lua_State *L, int index, struct place place, int item)
{
    struct handle *handle = handle_of(L, index, HANDLE_EVALUATION);
    if (handle != NULL) {
        catalogue_show(reading_here(L)->catalogue, handle->number);
        return;
    }
    const char *what = describe(L, index);
    sandbox_raise_at(
        L, place, "item %d of what the script returns is %s, and must be an evaluation%s",
        item, what,
        handle_of(L, index, HANDLE_INDICATOR) != NULL
            ? ". put indicators into one: evaluation { indicators = { … } }"
            : "");
}

static void show_list(lua_State *L, int list, struct place place)
{
    size_t count = lua_rawlen(L, list);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i);
        show(L, lua_gettop(L), place, (int)i);
        lua_pop(L, 1);
    }
    if (count > 0)
        return;
    static const char *const fields[] = {"indicators", "value", "title", "units",
                                         "periods"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        lua_pushstring(L, fields[i]);
        if (lua_rawget(L, list) != LUA_TNIL)
            sandbox_raise_at(
                L, place,
                "the script returns a plain table with '%s'. put the word before "
                "it: return %s { … }",
                fields[i], i == 1 ? "indicator" : "evaluation");
        lua_pop(L, 1);
    }
    sandbox_raise_at(L, place, "the script returns an empty table; %s", returned_wanted);
}

static const char *evaluation_name(const struct reading *reading, uint32_t shown)
{
    const struct evaluation *evaluation = &reading->catalogue->evaluations[shown];
    const char *name = catalogue_text(reading->catalogue, evaluation->name);
    return name != NULL ? name : reading->name;
}

static void check_shown(lua_State *L, struct place place)
{
    struct reading *reading = reading_here(L);
    const struct catalogue *catalogue = reading->catalogue;
    for (size_t i = 0; i < catalogue->shown_count; i++)
        for (size_t j = 0; j < i; j++) {
            const char *name = evaluation_name(reading, catalogue->shown[i]);
            if (strcmp(name, evaluation_name(reading, catalogue->shown[j])) != 0)
                continue;
            place.line = catalogue->evaluations[catalogue->shown[i]].line;
            sandbox_raise_at(
                L, place, "two evaluations are called '%s'%s", name,
                strcmp(name, reading->name) == 0
                    ? ", as the script. give each a name: evaluation { name = \"…\", … }"
                    : ". give one another name");
        }
}

static void take_result(lua_State *L, int results)
{
    struct reading *reading = reading_here(L);
    struct place place = {reading->path, 0};
    if (results > 1 && !lua_isnil(L, -results))
        sandbox_raise_at(
            L, place, "the script returns %d values. put them in a list: return { a, b }",
            results);
    struct handle *handle = handle_at(L, -1);
    switch (results == 0 ? (enum handle_kind)VALUE_NIL : kind_at(L, -1)) {
    case HANDLE_EVALUATION:
        catalogue_show(reading->catalogue, handle->number);
        break;
    case HANDLE_INDICATOR: {
        struct indicator *indicator = &reading->catalogue->indicators[handle->parent];
        if (indicator->name == NO_TEXT)
            indicator->name = catalogue_add_text(reading->catalogue, reading->name);
        reading->catalogue->returned_indicator = handle->parent;
        break;
    }
    case HANDLE_REPORT:
        lua_getiuservalue(L, -1, 1);
        show_list(L, lua_gettop(L), place);
        break;
    case VALUE_TABLE:
        show_list(L, lua_gettop(L), place);
        break;
    case VALUE_NIL:
        sandbox_raise_at(L, place,
                         "the script returns nothing; %s. is 'return' missing before it?",
                         returned_wanted);
    default:
        sandbox_raise_at(L, place, "the script returns %s; %s", describe(L, -1),
                         returned_wanted);
    }
    check_shown(L, place);
}

/* ---- reading ---- */

static int read_protected(lua_State *L)
{
    struct request *request = lua_touserdata(L, 1);
    lua_settop(L, 0);
    handles_open(L);
    sandbox_push_words(L);
    words_open(L);
    lua_settop(L, 0);
    sandbox_load(L, request->reading->path, request->bytes, request->size);
    lua_call(L, 0, LUA_MULTRET);
    take_result(L, lua_gettop(L));
    return 0;
}

/* --set names that no parameter asked for. */
static bool check_sets(const struct reading *reading, struct fault *fault)
{
    for (size_t i = 0; i < reading->options->set_count; i++) {
        const char *name = reading->options->sets[i].name;
        if (reading->sets_taken[i])
            continue;
        if (reading->parameter_count == 0)
            return fault_set(fault, FAULT_USAGE,
                             "--set %s: the script declares no parameters", name);
        return fault_set(fault, FAULT_USAGE,
                         "--set %s: the script has no such parameter%s", name,
                         text_suggestion(reading->arena, name, reading->parameters,
                                         reading->parameter_count));
    }
    return true;
}

static void add_maps(struct reading *reading)
{
    for (size_t i = 0; i < reading->options->map_count; i++) {
        const struct script_setting *map = &reading->options->maps[i];
        struct mapping mapping = {catalogue_add_text(reading->catalogue, map->name),
                                  catalogue_add_text(reading->catalogue, map->value)};
        catalogue_add_mapping(reading->catalogue, mapping);
    }
}

struct reading *reading_new(const char *path, const char *name,
                            const struct script_options *options,
                            struct questions questions, struct problems *problems,
                            struct fault *fault)
{
    struct reading *reading = memory_get_zeroed(1, sizeof *reading);
    reading->arena = arena_new();
    reading->catalogue = catalogue_new();
    reading->path = arena_text(reading->arena, path);
    reading->name = arena_text(reading->arena, name);
    reading->options = options;
    reading->problems = problems;
    reading->questions = questions;
    reading->sets_taken =
        arena_get_zeroed(reading->arena, options->set_count + 1, sizeof(bool));
    add_maps(reading);
    reading->sandbox = sandbox_new(options->max_memory, options->max_seconds, fault);
    if (reading->sandbox == NULL) {
        reading_free(reading);
        return NULL;
    }
    reading->sandbox->owner = reading;
    return reading;
}

bool reading_read(struct reading *reading, const char *bytes, size_t size,
                  struct fault *fault)
{
    struct request request = {reading, bytes, size};
    struct used_file main_file = {NULL, reading->name, reading->path};
    reading->innermost = &main_file;
    if (!sandbox_run(reading->sandbox, read_protected, &request, SECONDS_TO_READ,
                     "reading the script", fault) ||
        !check_sets(reading, fault))
        return false;
    reading->innermost = NULL;
    reading->options = NULL;
    if (reading->problems != NULL)
        warn_unused(reading);
    reading->problems = NULL;
    return true;
}

void reading_free(struct reading *reading)
{
    if (reading == NULL)
        return;
    frames_free(reading);
    sandbox_free(reading->sandbox);
    catalogue_free(reading->catalogue);
    text_clear(&reading->use_path);
    text_clear(&reading->use_content);
    text_clear(&reading->answer);
    arena_free(reading->arena);
    free(reading);
}
