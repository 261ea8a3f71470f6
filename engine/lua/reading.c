/* script.c - an author's script from its bytes to a catalogue.
 *
 * One protected call opens the language, compiles and runs the file and takes what it
 * returns: so whatever goes wrong in Lua, memory included, comes back as one fault. The
 * state stays for the functions given to apply and compute.
 *
 * The script owns its sandbox, its catalogue and an arena; host and options are the
 * caller's.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/reading.h"

enum { MEMORY_LIMIT = 256 << 20, SECONDS_TO_READ = 10 };

struct request {
    struct script *script;
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
        catalogue_show(script_here(L)->catalogue, handle->number);
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

static const char *evaluation_name(const struct script *script, uint32_t shown)
{
    const struct evaluation *evaluation = &script->catalogue->evaluations[shown];
    const char *name = catalogue_text(script->catalogue, evaluation->name);
    return name != NULL ? name : script->name;
}

static void check_shown(lua_State *L, struct place place)
{
    struct script *script = script_here(L);
    const struct catalogue *catalogue = script->catalogue;
    for (size_t i = 0; i < catalogue->shown_count; i++)
        for (size_t j = 0; j < i; j++) {
            const char *name = evaluation_name(script, catalogue->shown[i]);
            if (strcmp(name, evaluation_name(script, catalogue->shown[j])) != 0)
                continue;
            place.line = catalogue->evaluations[catalogue->shown[i]].line;
            sandbox_raise_at(
                L, place, "two evaluations are called '%s'%s", name,
                strcmp(name, script->name) == 0
                    ? ", as the script. give each a name: evaluation { name = \"…\", … }"
                    : ". give one another name");
        }
}

static void take_result(lua_State *L, int results)
{
    struct script *script = script_here(L);
    struct place place = {script->path, 0};
    if (results > 1 && !lua_isnil(L, -results))
        sandbox_raise_at(
            L, place, "the script returns %d values. put them in a list: return { a, b }",
            results);
    struct handle *handle = handle_at(L, -1);
    switch (results == 0 ? (enum handle_kind)VALUE_NIL : kind_at(L, -1)) {
    case HANDLE_EVALUATION:
        catalogue_show(script->catalogue, handle->number);
        break;
    case HANDLE_INDICATOR: {
        struct indicator *indicator = &script->catalogue->indicators[handle->parent];
        if (indicator->name == NO_TEXT)
            indicator->name = catalogue_add_text(script->catalogue, script->name);
        script->catalogue->returned_indicator = handle->parent;
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
    sandbox_load(L, request->script->path, request->bytes, request->size);
    lua_call(L, 0, LUA_MULTRET);
    take_result(L, lua_gettop(L));
    return 0;
}

/* --set names that no parameter asked for. */
static bool check_sets(const struct script *script, struct fault *fault)
{
    for (size_t i = 0; i < script->options->set_count; i++) {
        const char *name = script->options->sets[i].name;
        if (script->sets_taken[i])
            continue;
        if (script->parameter_count == 0)
            return fault_set(fault, FAULT_USAGE,
                             "--set %s: the script declares no parameters", name);
        return fault_set(fault, FAULT_USAGE,
                         "--set %s: the script has no such parameter%s", name,
                         text_suggestion(script->arena, name, script->parameters,
                                         script->parameter_count));
    }
    return true;
}

static void add_maps(struct script *script)
{
    for (size_t i = 0; i < script->options->map_count; i++) {
        const struct script_setting *map = &script->options->maps[i];
        struct mapping mapping = {catalogue_add_text(script->catalogue, map->name),
                                  catalogue_add_text(script->catalogue, map->value)};
        catalogue_add_mapping(script->catalogue, mapping);
    }
}

struct script *script_read(const char *path, const char *name, const char *bytes,
                           size_t size, const struct script_options *options,
                           const struct script_host *host, struct problems *problems,
                           struct fault *fault)
{
    static const struct script_options no_options = {0};
    struct script *script = memory_get_zeroed(1, sizeof *script);
    script->arena = arena_new();
    script->catalogue = catalogue_new();
    script->path = arena_text(script->arena, path);
    script->name = arena_text(script->arena, name);
    script->options = options != NULL ? options : &no_options;
    script->problems = problems;
    if (host != NULL)
        script->host = *host;
    script->sets_taken =
        arena_get_zeroed(script->arena, script->options->set_count + 1, sizeof(bool));
    add_maps(script);
    size_t memory = script->options->max_memory;
    script->sandbox = sandbox_new(memory != 0 ? memory : MEMORY_LIMIT,
                                  script->options->max_seconds, fault);
    if (script->sandbox == NULL) {
        script_free(script);
        return NULL;
    }
    script->sandbox->owner = script;
    struct request request = {script, bytes, size};
    struct used_file main_file = {NULL, script->name, script->path};
    script->reading = &main_file;
    if (!sandbox_run(script->sandbox, read_protected, &request, SECONDS_TO_READ,
                     "reading the script", fault) ||
        !check_sets(script, fault)) {
        script_free(script);
        return NULL;
    }
    script->reading = NULL;
    script->options = NULL;
    if (problems != NULL)
        warn_unused(script);
    script->problems = NULL;
    return script;
}

void script_free(struct script *script)
{
    if (script == NULL)
        return;
    frames_free(script);
    sandbox_free(script->sandbox);
    catalogue_free(script->catalogue);
    text_clear(&script->use_path);
    text_clear(&script->use_content);
    arena_free(script->arena);
    free(script);
}

const struct catalogue *script_catalogue(const struct script *script)
{
    return script->catalogue;
}
