/* folders.h - where indicators are found: the files behind `use`.
 *
 * Folders, in the order in which they are looked in: `indicators` beside or above the
 * script (or, without a script, in or above the current folder), each --indicators, the
 * source tree's own, the installed catalogue. The first that has the name holds.
 * Everything lies in the arena.
 */
#ifndef BAREME_CLI_FOLDERS_H
#define BAREME_CLI_FOLDERS_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"

struct folders {
    const char **items;
    size_t count, room;
    struct arena *arena;
};

/* `script` NULL: from the current folder. FAULT_USAGE when a folder of `more` is none. */
bool folders_init(struct folders *folders, struct arena *arena, const char *script,
                  const char *const *more, size_t more_count, struct fault *fault);

/* The path of "medellin/agreements"; NULL and a fault: not found (with the folders and
 * the nearest name), or not a name (absolute, with .., or with .lua). */
const char *folders_find(const struct folders *folders, const char *name,
                         struct fault *fault);

/* What an indicator's file is called: its path below the folder that holds it, without
 * .lua; else its own name without .lua. */
const char *folders_name(const struct folders *folders, const char *path);

/* The .lua files below a folder, sorted by path. */
struct found_files {
    const char **paths;
    size_t count, room;
};
void folders_walk(struct arena *arena, const char *folder, struct found_files *found);

#endif
