/* confine.h - the walls around a process in which a script runs.
 *
 * Each is put up by the process itself, before the script is read, and none can be taken
 * down again: its streams and files closed, limits of the kernel (memory, processor time,
 * no files), and a filter that lets some fifteen system calls through. What does not hold
 * on a machine is missing from confine_layers, and the rest holds without it.
 */
#ifndef BAREME_LUA_CONFINE_H
#define BAREME_LUA_CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum layer {
    LAYER_PROCESS = 1, /* its own process, which ends with the engine's */
    LAYER_MEMORY = 2,  /* a limit on all its memory, beside that of Lua's allocator */
    LAYER_FILES = 4,   /* no file can be opened, none can grow */
    LAYER_SYSTEM_CALLS = 8, /* the filter */
};
enum { LAYER_COUNT = 4 };

struct walls {
    size_t memory;  /* bytes that it may take beside what it has; 0: no limit */
    double seconds; /* of processor time for everything, roughly; 0: no limit */
};

/* In the new process: leaves it nothing open but `descriptor`, which becomes 0. */
void confine_streams(int descriptor, pid_t parent);
/* The limits and the filter; which of the layers hold. Memory that libraries take at
 * their first use is taken before. */
unsigned confine(const struct walls *walls);

/* Built with a sanitizer, which looks after crashes itself. */
bool confine_is_sanitized(void);

/* Tries them in a process made for it: a bit for each layer that held. */
unsigned confine_layers(void);
const char *layer_words(enum layer layer);

#endif
