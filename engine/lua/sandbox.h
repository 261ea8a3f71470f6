/* sandbox.h - one contained Lua state: its memory, its time, its library, its errors.
 *
 * A limit that was hit is remembered in the sandbox, and every place where a script could
 * catch an error looks there first: so a limit ends the script whatever its pcall does.
 * Files are loaded as text only, each with globals of its own over the shared words.
 *
 * sandbox_new is freed by sandbox_free; a state's extra space points back to its sandbox.
 */
#ifndef BAREME_LUA_SANDBOX_H
#define BAREME_LUA_SANDBOX_H

#include <lauxlib.h>
#include <lua.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "lua/board.h"

enum { SANDBOX_PRINTED = 64 * 1024 };

struct sandbox_file {
    const char *path;            /* as messages name it */
    char short_path[LUA_IDSIZE]; /* as Lua's own messages name it */
    const char *bytes;           /* its text, for what an error says about a line */
    size_t size;
};

struct sandbox {
    lua_State *state;
    struct arena *arena; /* paths and texts of files */
    void *owner;         /* whoever runs it: see reading_here */
    size_t memory, max_memory;
    bool refused;            /* the last request for memory was … */
    struct place refused_at; /* … and where the script was then */
    double seconds;          /* for what runs now */
    double budget, left;     /* for everything together; left below 0: no such budget */
    double total;            /* … what it was at first, for messages */
    double started;
    bool timing, together;
    bool armed;             /* the time is up, and the hook will say so … */
    double armed_at;        /* … since then */
    struct board *board;    /* where the script was last seen; NULL: nobody asks */
    const char *noted;      /* the path that stands there */
    const char *doing;      /* "reading the script" */
    struct fault limit;     /* FAULT_LIMIT once one was hit: nothing runs any more */
    enum fault_kind raised; /* of the last fault raised as a Lua error: its kind */
    char raised_start[96];  /* … and how its message begins, to know it again */
    bool syntax;            /* the last error came from compiling a file */
    struct place at; /* where the last error came up, where its text does not say */
    bool rethrown;   /* an error goes on whose place is noted already */
    size_t printed;
    void (*print)(void *self, const struct text *text); /* where print goes */
    void *print_self;
    struct text printing;
    struct sandbox_file *files;
    size_t file_count, file_room, last_file;
};

/* max_seconds 0: no budget for everything together. */
struct sandbox *sandbox_new(size_t max_memory, double max_seconds, struct fault *fault);
void sandbox_free(struct sandbox *sandbox);
struct sandbox *sandbox_of(lua_State *L);

/* Calls function(L) with `argument` as light userdata, within `seconds` of processor
 * time. `doing` is said when the time runs out. */
bool sandbox_run(struct sandbox *sandbox, lua_CFunction function, void *argument,
                 double seconds, const char *doing, struct fault *fault);

/* sandbox_time.c */
double sandbox_processor_time(void);
/* Once in a process, whose SIGPROF is taken for it. */
void sandbox_start_timer(void);
/* What would kill the process is written on the board, with the line. */
void sandbox_catch_crashes(void);
void sandbox_begin(struct sandbox *sandbox, double seconds);
void sandbox_end(struct sandbox *sandbox);
/* Around many of them, whose time is then taken from the budget of all at once: asking for
 * the time costs more than a short call. */
void sandbox_begin_together(struct sandbox *sandbox);
void sandbox_end_together(struct sandbox *sandbox);
/* Between the two, around what may not be broken off; whether it ran before. */
bool sandbox_pause(struct sandbox *sandbox);
void sandbox_go_on(struct sandbox *sandbox);
/* Raises that the time is up. */
_Noreturn void sandbox_raise_time(lua_State *L);

/* Inside the state: pushes the function of a file's text, or raises. The text is copied.
 */
void sandbox_load(lua_State *L, const char *path, const char *bytes, size_t size);
/* Calls as lua_call does; an error that comes out of it goes on with its place after
 * `then` ran. */
void sandbox_call(lua_State *L, int arguments, int results, void (*then)(lua_State *L));
/* The table of words, which every file sees behind its own globals. */
void sandbox_push_words(lua_State *L);
void sandbox_open_words(lua_State *L); /* once, with the library in it */

/* Where the author's code is now: the innermost Lua function. */
struct place sandbox_place(lua_State *L);
void sandbox_note(struct sandbox *sandbox, struct place place);
/* Raises "file:line: message"; formats are those of lua_pushfstring. */
_Noreturn void sandbox_raise(lua_State *L, const char *format, ...);
/* The same at a place said. */
_Noreturn void sandbox_raise_at(lua_State *L, struct place place, const char *format,
                                ...);
/* Refuses what Lua takes and nobody means: `local rate = 12,5`. */
void check_slips(lua_State *L, const char *path, const char *bytes);
/* Raises a fault's message, which has its place, and keeps its kind. */
_Noreturn void sandbox_raise_fault(lua_State *L, const struct fault *fault);
/* Raises a limit, which no pcall catches. */
_Noreturn void sandbox_raise_limit(lua_State *L, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A limit that was hit goes on, whatever was caught. */
void sandbox_rethrow_limit(lua_State *L, int status);

/* library.c: the trimmed standard library, into the table on the top of the stack. */
void sandbox_open_library(lua_State *L);
/* A value as text, without addresses: pushes it. */
const char *sandbox_tostring(lua_State *L, int index);

/* explain.c: an error of Lua's into the author's words. */
/* The line of a file, "" when it is not known. */
void sandbox_line(const struct sandbox *sandbox, struct place place, char *out,
                  size_t room);
void sandbox_explain(const struct sandbox *sandbox, const char *message,
                     struct fault *fault);

#endif
