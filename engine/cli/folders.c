/* folders.c - where indicators are found.
 *
 * A path is kept as it is reached from the script as given, so that messages name files
 * the way their reader does; folders that are the same one (by device and inode) are kept
 * once.
 */
#include "cli/folders.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/file.h"

/* The installed catalogue; the build says where. */
#ifndef BAREME_INSTALLED
#define BAREME_INSTALLED "/usr/local/share/bareme/indicators"
#endif

enum { LEVELS = 64, DEPTH = 16 };

static const char ending[] = ".lua";

static bool same_file(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

static void add_folder(struct folders *folders, const char *path)
{
    if (!file_is_folder(path))
        return;
    for (size_t i = 0; i < folders->count; i++)
        if (same_file(folders->items[i], path))
            return;
    folders->items = arena_grow(folders->arena, folders->items, folders->count,
                                &folders->room, sizeof *folders->items);
    folders->items[folders->count++] = path;
}

/* "a/b" -> "a", "a" -> ".", "." -> "..", "../.." -> "../../.."; "/" -> NULL. */
static const char *parent_of(struct arena *arena, const char *folder)
{
    const char *slash = strrchr(folder, '/');
    const char *last = slash != NULL ? slash + 1 : folder;
    if (same_file(folder, "/"))
        return NULL;
    if (strcmp(folder, ".") == 0)
        return "..";
    if (strcmp(last, "..") == 0)
        return arena_format(arena, "%s/..", folder);
    if (slash == NULL)
        return ".";
    if (slash == folder)
        return "/";
    return arena_bytes(arena, folder, (size_t)(slash - folder));
}

static const char *below(struct arena *arena, const char *folder, const char *name)
{
    if (strcmp(folder, ".") == 0)
        return name;
    return arena_format(arena, "%s%s%s", folder,
                        folder[strlen(folder) - 1] == '/' ? "" : "/", name);
}

/* The nearest folder called `indicators` in `folder` or above it, and those above that
 * one. */
static void add_above(struct folders *folders, const char *folder)
{
    for (size_t level = 0; folder != NULL && level < LEVELS; level++) {
        add_folder(folders, below(folders->arena, folder, "indicators"));
        folder = parent_of(folders->arena, folder);
    }
}

/* The program's own folder: in a source tree the catalogue is above it, in an
 * installation beside it. */
static void add_own(struct folders *folders)
{
    char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size > 0) {
        path[size] = '\0';
        const char *folder = parent_of(folders->arena, path);
        for (const char *at = folder; at != NULL; at = parent_of(folders->arena, at))
            if (file_exists(below(folders->arena, at, "engine/FLOORS")))
                add_folder(folders, below(folders->arena, at, "indicators"));
        const char *prefix = folder != NULL ? parent_of(folders->arena, folder) : NULL;
        if (prefix != NULL)
            add_folder(folders, below(folders->arena, prefix, "share/bareme/indicators"));
    }
    add_folder(folders, BAREME_INSTALLED);
}

bool folders_init(struct folders *folders, struct arena *arena, const char *script,
                  const char *const *more, size_t more_count, struct fault *fault)
{
    *folders = (struct folders){.arena = arena};
    add_above(folders, script != NULL ? parent_of(arena, script) : ".");
    for (size_t i = 0; i < more_count; i++) {
        if (!file_is_folder(more[i]))
            return fault_set(fault, FAULT_USAGE, "--indicators: '%s' is not a folder",
                             more[i]);
        add_folder(folders, more[i]);
    }
    add_own(folders);
    return true;
}

/* ---- walking ---- */

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool ends_in_lua(const char *name)
{
    size_t size = strlen(name), end = sizeof ending - 1;
    return size > end && strcmp(name + size - end, ending) == 0;
}

static void walk(struct arena *arena, const char *folder, size_t depth,
                 struct found_files *found)
{
    DIR *stream = opendir(folder);
    if (stream == NULL)
        return;
    for (struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = below(arena, folder, arena_text(arena, entry->d_name));
        if (file_is_folder(path) && depth < DEPTH) {
            walk(arena, path, depth + 1, found);
        } else if (ends_in_lua(path)) {
            found->paths = arena_grow(arena, found->paths, found->count, &found->room,
                                      sizeof *found->paths);
            found->paths[found->count++] = path;
        }
    }
    closedir(stream);
}

void folders_walk(struct arena *arena, const char *folder, struct found_files *found)
{
    size_t before = found->count;
    walk(arena, folder, 0, found);
    if (found->count > before)
        qsort(found->paths + before, found->count - before, sizeof *found->paths,
              compare_paths);
}

/* ---- names ---- */

static const char *without_ending(struct arena *arena, const char *path)
{
    return ends_in_lua(path)
               ? arena_bytes(arena, path, strlen(path) - (sizeof ending - 1))
               : path;
}

const char *folders_name(const struct folders *folders, const char *path)
{
    char real[PATH_MAX], holder[PATH_MAX];
    if (realpath(path, real) != NULL)
        for (size_t i = 0; i < folders->count; i++) {
            if (realpath(folders->items[i], holder) == NULL)
                continue;
            size_t size = strlen(holder);
            if (strncmp(real, holder, size) == 0 && real[size] == '/')
                return without_ending(folders->arena,
                                      arena_text(folders->arena, real + size + 1));
        }
    const char *slash = strrchr(path, '/');
    return without_ending(folders->arena, slash != NULL ? slash + 1 : path);
}

static bool is_name(const char *name, struct fault *fault)
{
    if (name[0] == '\0')
        return fault_set(fault, FAULT_DATA, "the name of an indicator is empty");
    if (name[0] == '/' || strchr(name, '\\') != NULL)
        return fault_set(fault, FAULT_DATA,
                         "'%s' is not the name of an indicator: it is looked for in the "
                         "folders called indicators, as in \"medellin/agreements\"",
                         name);
    for (const char *part = name; part != NULL;) {
        size_t size = strcspn(part, "/");
        if (size == 0 || part[0] == '.')
            return fault_set(
                fault, FAULT_DATA,
                "'%s' is not the name of an indicator: no part of it may be empty "
                "or begin with a point",
                name);
        part = part[size] == '/' ? part + size + 1 : NULL;
    }
    if (ends_in_lua(name))
        return fault_set(fault, FAULT_DATA, "'%s': say it without .lua: \"%.*s\"", name,
                         (int)(strlen(name) - (sizeof ending - 1)), name);
    return true;
}

/* The name most likely meant: the same last part in another folder, else the nearest. */
static const char *suggestion(const struct folders *folders, const char *name)
{
    struct found_files names = {0};
    for (size_t i = 0; i < folders->count; i++) {
        size_t first = names.count;
        folders_walk(folders->arena, folders->items[i], &names);
        for (size_t j = first; j < names.count; j++)
            names.paths[j] = without_ending(
                folders->arena, names.paths[j] + strlen(folders->items[i]) + 1);
    }
    const char *slash = strrchr(name, '/');
    const char *last = slash != NULL ? slash + 1 : name;
    for (size_t i = 0; i < names.count; i++) {
        const char *point = strrchr(names.paths[i], '/');
        if (strcmp(point != NULL ? point + 1 : names.paths[i], last) == 0)
            return arena_format(folders->arena, " (did you mean '%s'?)", names.paths[i]);
    }
    return text_suggestion(folders->arena, name, names.paths, names.count);
}

const char *folders_find(const struct folders *folders, const char *name,
                         struct fault *fault)
{
    if (!is_name(name, fault))
        return NULL;
    for (size_t i = 0; i < folders->count; i++) {
        const char *path =
            arena_format(folders->arena, "%s/%s.lua", folders->items[i], name);
        if (file_exists(path) && !file_is_folder(path))
            return path;
    }
    struct text looked = {0};
    for (size_t i = 0; i < folders->count; i++)
        text_addf(&looked, "%s%s", i == 0 ? ", looked for in " : " and ",
                  folders->items[i]);
    fault_set(fault, FAULT_DATA, "no indicator '%s'%s%s", name, suggestion(folders, name),
              folders->count == 0 ? ", and no folder called indicators"
                                  : text_of(&looked));
    text_clear(&looked);
    return NULL;
}
