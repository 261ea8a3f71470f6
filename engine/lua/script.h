/* script.h - an author's script: read in a process of its own, which sends back a catalogue.
 *
 * Reading is all that Lua does: `data`, the words (words.def) and `use` build nodes; what the script
 * returns becomes the catalogue's `shown` evaluations, or its `returned_indicator`. For the functions
 * given to `apply` and `compute` the script is read again, in a process that sees the data.
 *
 * The state has the library of the language's manual and nothing else: text chunks only, its own
 * pcall and setmetatable (a limit cannot be caught), pairs in order, no addresses in tostring.
 * Limits: processor seconds to read, 1 s for each call of a function of the author's, and memory;
 * around them the walls of confine.h. An error is a fault "script:line: what, and what to do", never a
 * traceback. Only from the main thread, with no other running.
 */
#ifndef BAREME_LUA_SCRIPT_H
#define BAREME_LUA_SCRIPT_H

#include "base/problem.h"
#include "base/text.h"
#include "eval/own.h"
#include "expr/catalogue.h"

enum { SECONDS_TO_READ = 10, SECONDS_A_CALL = 1, MEMORY_LIMIT = 256 << 20 };

/* What reading a script may ask of the engine. */
struct script_host {
    void *self;
    /* The file of `use "medellin/agreements"`: its path (as messages name it) and its text. `from` is the
     * file that asks. Not found: a fault with the folders looked in and the nearest name. */
    bool (*use)(void *self, const char *name, const char *from, struct text *path, struct text *content,
                struct fault *fault);
    /* The records of a (narrowed) dataset, for `records(…)`; frame and records stay good until the script is freed.
     * NULL: there is no data (bareme test, list). */
    bool (*records)(void *self, const struct catalogue *catalogue, uint32_t dataset, const struct frame **frame,
                    const uint32_t **records, size_t *count, struct fault *fault);
};

struct script_setting { const char *name, *value; }; /* --set name=value; a mapping from --map */

struct script_options {
    const struct script_setting *sets; size_t set_count;
    const struct script_setting *maps; size_t map_count;
    double max_seconds;   /* 0: 10 to read, 1 a call; given: for all the Lua of the run together */
    size_t max_memory;    /* bytes; 0: 256 MiB */
};

struct script;

/* Reads a script (or an indicator's file) into a new catalogue, which the script owns. `name` is what
 * an indicator without a name of its own is called: "medellin/agreements", or the file's name without
 * .lua. Warnings (a node built and never used) go to the problems. NULL and a fault on an error: FAULT_LIMIT when a limit was hit. */
struct script *script_read(const char *path, const char *name, const char *bytes, size_t size,
                           const struct script_options *options, const struct script_host *host,
                           struct problems *problems, struct fault *fault);
void script_free(struct script *script);

const struct catalogue *script_catalogue(const struct script *script);
/* Whether that text stands anywhere in the script, or in a file that it uses. */
bool script_mentions(const struct script *script, const char *text);
/* Asked when a limit stopped a call, or made its process end: whether to go on, with that figure missing,
 * "stopped". A step of which very many calls were stopped, or one that comes when the time of all is used up, is
 * asked about once more, and its other figures are "stopped" too. */
struct script_stops { void *self; bool (*go_on)(void *self, const struct fault *fault); };

/* They see the data that are there at their first call: to be asked for again when other data were
 * read. Works come from the main thread. `stops` NULL: never to go on. */
struct own_functions script_functions(struct script *script, const struct script_stops *stops);

/* The walls around a script's process, those that hold on this machine: "a process of its own, …". */
void script_walls(struct text *out);

/* Every word of the language, from words.def: for `list`, the manual, and the editors' file. */
struct word { const char *name, *signature, *returns, *group, *help; };
const struct word *words_all(size_t *count);
/* The LuaLS `---@meta` file made from them. */
void words_meta(struct text *out);

#endif
