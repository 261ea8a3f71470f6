/* sandbox_files.c - files into the state, each with globals of its own, and names nobody
 * defined.
 *
 * A file's globals are an empty table over a copy of the words; behind that stands the
 * error about a name that is nowhere. So an author may define helpers, a word cannot be
 * given another meaning by accident, and what one file assigns another does not see.
 *
 * The texts of files lie in the sandbox's arena: an error shows what stood on its line.
 */
#include "lua/sandbox.h"

#include <string.h>

#include "base/text.h"

static char words_key;

/* ---- globals ---- */

void sandbox_open_words(lua_State *L)
{
    lua_newtable(L);
    sandbox_open_library(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &words_key);
}

void sandbox_push_words(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &words_key);
}

struct hint {
    const char *name, *remedy;
};

/* What other languages call something, and what people write without thinking of it. */
static const struct hint hints[] = {
    {"None", "nothing is written nil"},
    {"null", "nothing is written nil"},
    {"NULL", "nothing is written nil"},
    {"NA", "nothing is written nil"},
    {"True", "write true"},
    {"TRUE", "write true"},
    {"False", "write false"},
    {"FALSE", "write false"},
    {"require", "another file is read with use \"its/name\""},
    {"dofile", "another file is read with use \"its/name\""},
    {"loadfile", "another file is read with use \"its/name\""},
    {"load", "a script cannot make code from a text"},
    {"loadstring", "a script cannot make code from a text"},
    {"io", "a script cannot touch files: its data are in data"},
    {"os", "a script cannot touch the machine; periods are years(2015, 2018)"},
    {"debug", "a script cannot look behind the language"},
    {"package", "another file is read with use \"its/name\""},
    {"coroutine", "scripts have no coroutines; write a function"},
    {"collectgarbage", "memory is looked after without it"},
    {"next", "go through a table with pairs(t)"},
    {"average", "the mean of a column is mean(column)"},
    {"avg", "the mean of a column is mean(column)"},
    {"filter",
     "a dataset is narrowed with data.agreements:where { kind = \"protocol\" }"},
    {"select_",
     "a dataset is narrowed with data.agreements:where { kind = \"protocol\" }"},
    {"len",
     "the length of a list is #list; records are counted with count(data.agreements)"},
    {"length",
     "the length of a list is #list; records are counted with count(data.agreements)"},
    {"ifelse", "write when(condition, x, y)"},
    {"iif", "write when(condition, x, y)"},
    {"greater", "write above(x, y)"},
    {"less", "write below(x, y)"},
    {"equals", "write equal(x, y)"},
    {"abs_", "write abs(x)"},
    {"pow", "a power is written x ^ n"},
    {"ceiling", "write ceil(x)"},
    {"std", "write stddev(column)"},
    {"sd", "write stddev(column)"},
    {"nrow", "records are counted with count(data.agreements)"},
};

static const char *hint_for(const char *name)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strcmp(hints[i].name, name) == 0)
            return hints[i].remedy;
    return NULL;
}

struct names {
    const char *items[1024];
    size_t count;
};

static void add_name(struct names *names, const char *name)
{
    if (name != NULL && name[0] != '(' && name[0] != '_' && name[0] != '\0' &&
        names->count < sizeof names->items / sizeof *names->items)
        names->items[names->count++] = name;
}

static void add_keys(lua_State *L, int table, struct names *names)
{
    table = lua_absindex(L, table);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING)
            add_name(names, lua_tostring(L, -2));
}

/* The locals and upvalues that the author could have meant. */
static void add_locals(lua_State *L, struct names *names)
{
    lua_Debug debug;
    if (!lua_getstack(L, 1, &debug))
        return;
    const char *name;
    for (int i = 1; (name = lua_getlocal(L, &debug, i)) != NULL; i++) {
        lua_pop(L, 1);
        add_name(names, name);
    }
    lua_getinfo(L, "f", &debug);
    for (int i = 1; (name = lua_getupvalue(L, -1, i)) != NULL; i++) {
        lua_pop(L, 1);
        add_name(names, name);
    }
    lua_pop(L, 1);
}

/* Whether the line compares the name with ==, as in where { kind == "protocol" }. */
static bool is_compared(lua_State *L, const char *name)
{
    char line[400];
    sandbox_line(sandbox_of(L), sandbox_place(L), line, sizeof line);
    size_t size = strlen(name);
    for (const char *at = strstr(line, name); at != NULL; at = strstr(at + 1, name)) {
        const char *after = at + size + strspn(at + size, " \t");
        if (after[0] == '=' && after[1] == '=')
            return true;
    }
    return false;
}

/* __index behind the words: a name that nobody defined. Upvalue 1: the file's globals. */
static int undefined_name(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return 0;
    const char *name = lua_tostring(L, 2);
    const char *hint = hint_for(name);
    if (hint != NULL)
        sandbox_raise(L, "nothing is called '%s'. %s", name, hint);
    if (is_compared(L, name))
        sandbox_raise(
            L,
            "nothing is called '%s'. in a filter a single = says what must hold: "
            "where { %s = \"protocol\" }",
            name, name);
    luaL_checkstack(L, 20, NULL);
    struct names *names = lua_newuserdatauv(L, sizeof *names, 0);
    names->count = 0;
    add_locals(L, names);
    add_keys(L, lua_upvalueindex(1), names);
    sandbox_push_words(L);
    add_keys(L, -1, names);
    const char *nearest = text_nearest(name, names->items, names->count);
    if (nearest != NULL && strcmp(nearest, name) != 0)
        sandbox_raise(
            L,
            "nothing is called '%s' (did you mean '%s'?). a text is written between "
            "quotes: \"%s\"",
            name, nearest, name);
    sandbox_raise(
        L,
        "nothing is called '%s'. a text is written between quotes: \"%s\"; a value of "
        "your own is declared first: local %s = …",
        name, name, name);
}

/* __newindex of a file's globals: a new name is the author's, a word is not. */
static int set_global(lua_State *L)
{
    sandbox_push_words(L);
    lua_pushvalue(L, 2);
    if (lua_type(L, 2) == LUA_TSTRING && lua_rawget(L, -2) != LUA_TNIL)
        sandbox_raise(
            L,
            "'%s' is a word of the language and cannot be given another meaning. "
            "choose another name, or write local %s = …",
            lua_tostring(L, 2), lua_tostring(L, 2));
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 0;
}

/* Pushes globals of its own for a file: an empty table over the words. */
static void push_globals(lua_State *L)
{
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "_G");
    lua_createtable(L, 0, 3); /* its metatable: the words, and behind them the error */
    lua_newtable(L);
    sandbox_push_words(L);
    lua_pushnil(L);
    while (lua_next(L, -2)) { /* copied, so that each file has its own end of the chain */
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -5);
    }
    lua_pop(L, 1);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -4);
    lua_pushcclosure(L, undefined_name, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, set_global);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "the names of a script");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

/* ---- files ---- */

static uint32_t line_of(const char *bytes, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += bytes[i] == '\n';
    return line;
}

static void check_text(lua_State *L, const char *path, const char *bytes, size_t size)
{
    struct place place = {path, 1};
    if (size >= 2 &&
        (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        sandbox_raise_at(L, place, "the script is in UTF-16. save it as UTF-8");
    if (size > 0 && bytes[0] == '\x1b')
        sandbox_raise_at(
            L, place, "this is a compiled Lua file. only the text of a script is read");
    for (size_t i = 0; i < size;) {
        unsigned char byte = (unsigned char)bytes[i];
        size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        place.line = 0;
        if (byte == 0 || i + length > size || !utf8_is_valid(bytes + i, length)) {
            place.line = line_of(bytes, i);
            if (byte == 0)
                sandbox_raise_at(
                    L, place, "there is a zero byte: this is not the text of a script");
            sandbox_raise_at(L, place,
                             "there are characters that are not UTF-8. save the script "
                             "as UTF-8 in your editor");
        }
        i += length;
    }
}

void sandbox_load(lua_State *L, const char *path, const char *bytes, size_t size)
{
    struct sandbox *sandbox = sandbox_of(L);
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    path = arena_text(sandbox->arena, path);
    if (size > 0 && bytes[0] == '#') { /* "#!" line */
        const char *end = memchr(bytes, '\n', size);
        size_t skipped = end == NULL ? size : (size_t)(end - bytes);
        bytes += skipped;
        size -= skipped;
    }
    sandbox->files = arena_grow(sandbox->arena, sandbox->files, sandbox->file_count,
                                &sandbox->file_room, sizeof *sandbox->files);
    struct sandbox_file *file = &sandbox->files[sandbox->file_count++];
    file->path = path;
    file->bytes = arena_bytes(sandbox->arena, bytes, size);
    file->size = size;
    /* as luaO_chunkid shortens it: the end of a long path, after "..." */
    size_t length = strlen(path);
    if (length < LUA_IDSIZE)
        memcpy(file->short_path, path, length + 1);
    else {
        memcpy(file->short_path, "...", 3);
        memcpy(file->short_path + 3, path + length - (LUA_IDSIZE - 4), LUA_IDSIZE - 3);
    }
    check_text(L, path, file->bytes, size);
    check_slips(L, path, file->bytes);
    const char *source = lua_pushfstring(L, "@%s", path);
    int status = luaL_loadbufferx(L, file->bytes, size, source, "t");
    lua_remove(L, -2);
    if (status != LUA_OK) {
        sandbox_rethrow_limit(L, status);
        sandbox->syntax = true;
        sandbox->at = (struct place){path, 0}; /* for an error without a line */
        sandbox->rethrown = true;
        lua_error(L);
    }
    push_globals(L);
    lua_setupvalue(L, -2, 1);
}
