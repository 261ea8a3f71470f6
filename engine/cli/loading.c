/* loading.c - one load: its files, and what they are to the store.
 *
 * Files are named before any is read; where there is a store they are hashed too, so that a load
 * with nothing to do says so at once, and one that would mix old and new is refused.
 */
#include "cli/loading.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/file.h"
#include "source/folder.h"

/* ---- which files ---- */

static void add_file(struct loading *loading, const char *name, const char *path)
{
    for (size_t i = 0; i < loading->file_count; i++)
        if (strcmp(loading->files[i].name, name) == 0)
            return;
    loading->files = arena_grow(loading->arena, loading->files, loading->file_count,
                                &loading->file_room, sizeof *loading->files);
    loading->paths = arena_grow(loading->arena, loading->paths, loading->file_count,
                                &loading->path_room, sizeof *loading->paths);
    loading->files[loading->file_count] = (struct written_file){.name = name};
    loading->paths[loading->file_count++] = path;
}

/* What says how the files of a folder are read belongs to them. */
static void add_package(struct loading *loading, const char *path)
{
    size_t size = strlen(path);
    bool slash = size > 0 && path[size - 1] == '/';
    const char *package =
        arena_format(loading->arena, "%s%sdatapackage.json", path, slash ? "" : "/");
    const char *last = strrchr(path, '/');
    if (strcmp(last != NULL ? last + 1 : path, "datapackage.json") == 0)
        add_file(loading, path, path);
    else if (file_is_folder(path) && file_exists(package))
        add_file(loading, package, package);
}

bool loading_find_files(struct loading *loading)
{
    struct listing listing = {0};
    bool found = true;
    for (size_t i = 0; found && i < loading->data_count; i++) {
        if (store_looks_like(loading->data[i]))
            found = fault_set(
                loading->fault, FAULT_USAGE,
                "%s: is a store, and data are CSV. bareme export gives back its "
                "CSV",
                loading->data[i]);
        found = found && listing_add_path(&listing, loading->arena, loading->data[i],
                                          (uint32_t)i, loading->unlisted, loading->fault);
        add_package(loading, loading->data[i]);
    }
    for (size_t i = 0; found && i < listing.count; i++)
        add_file(loading, listing.files[i].file, listing.files[i].path);
    for (size_t i = 0; found && i < loading->file_count; i++)
        found = identity_note(loading->paths[i], loading->files[i].name,
                              &loading->files[i].identity, loading->fault);
    return found;
}

bool loading_hash_files(struct loading *loading, struct fault *fault)
{
    loading->hashed = true;
    for (size_t i = 0; i < loading->file_count; i++)
        if (!identity_hash(loading->paths[i], loading->files[i].name,
                           &loading->files[i].identity, fault))
            return false;
    return true;
}

bool loading_files_hold(struct loading *loading)
{
    for (size_t i = 0; i < loading->file_count; i++)
        if (!identity_holds(loading->paths[i], loading->files[i].name,
                            &loading->files[i].identity, loading->fault))
            return false;
    return true;
}

/* ---- how they are read ---- */

/* The options that change what is read, as one text: the same files read otherwise are
 * not the same. */
const char *loading_options(struct loading *loading)
{
    static const enum option_id settling[] = {
        OPTION_encoding, OPTION_delimiter,  OPTION_decimal,  OPTION_dates,
        OPTION_missing,  OPTION_header_row, OPTION_header_rows, OPTION_drop_last,
        OPTION_skip_bad,
    };
    struct text text = {0};
    for (size_t i = 0; i < sizeof settling / sizeof *settling; i++) {
        const char *value = options_text(loading->options, settling[i]);
        if (!options_given(loading->options, settling[i]))
            continue;
        text_addf(&text, "%s--%s", text.size > 0 ? " " : "",
                  option_entries[settling[i]].name);
        if (*option_entries[settling[i]].argument != '\0')
            text_addf(&text, " %s", value);
    }
    const char *kept = arena_text(loading->arena, text_of(&text));
    text_clear(&text);
    return kept;
}

/* ---- what the store has of them ---- */

static enum standing standing_of(const struct loading *loading,
                                 const struct written_file *file)
{
    size_t count;
    enum standing standing = FILE_NEW;
    const struct store_file *stored = store_files(loading->store, &count);
    for (size_t i = 0; i < count; i++) {
        bool same = stored[i].size == file->identity.size &&
                    strcmp(stored[i].hash, file->identity.hash) == 0;
        if (strcmp(stored[i].name, file->name) == 0)
            return same ? FILE_SAME : FILE_CHANGED;
        if (same && file->identity.size > 0 && stored[i].dataset != NULL)
            standing = FILE_TWIN;
    }
    return standing;
}

static const char *first_of(const struct loading *loading, enum standing standing)
{
    for (size_t i = 0; i < loading->file_count; i++)
        if (loading->standings[i] == standing)
            return loading->files[i].name;
    return NULL;
}

static bool refuse_changed(struct loading *loading, const char *name)
{
    return fault_set(loading->fault, FAULT_DATA,
                     "%s: has changed since it was loaded into %s. say --replace to read "
                     "everything anew",
                     name, loading->path);
}

static bool say_nothing_to_do(struct loading *loading)
{
    if (problems_count(loading->unlisted, SEVERITY_ERROR) > 0) {
        tell_problems(loading->unlisted, SEVERITY_ERROR, SEVERITY_ERROR);
        return told(loading->fault, FAULT_DATA);
    }
    struct text out = {0};
    text_addf(&out, "%s: %s loaded already; nothing was added\n", loading->path,
              loading->file_count == 1 ? "the file is" : "all of these files are");
    bool said = give(loading->options, &out, loading->fault);
    text_clear(&out);
    return said;
}

static void tell_twins(struct loading *loading)
{
    struct problems *problems = problems_new();
    for (size_t i = 0; i < loading->file_count; i++)
        if (loading->standings[i] == FILE_TWIN)
            problems_add(problems,
                         (struct problem){.severity = SEVERITY_WARNING,
                                          .file = loading->files[i].name,
                                          .message = "holds the same, byte by byte, as a "
                                                     "file that is loaded: it is not "
                                                     "added"});
    tell_problems(problems, SEVERITY_WARNING, SEVERITY_WARNING);
    problems_free(problems);
}

/* False: a fault, or nothing is to be done. */
bool loading_compare(struct loading *loading, bool *done)
{
    *done = false;
    loading->standings =
        arena_get_zeroed(loading->arena, loading->file_count + 1, sizeof(enum standing));
    for (size_t i = 0; i < loading->file_count; i++)
        loading->standings[i] = standing_of(loading, &loading->files[i]);
    if (loading->how == LOAD_REPLACE)
        return true;
    if (loading->how == LOAD_APPEND)
        tell_twins(loading);
    const char *changed = first_of(loading, FILE_CHANGED);
    if (changed != NULL)
        return refuse_changed(loading, changed);
    const char *added = first_of(loading, FILE_NEW);
    if (added == NULL && loading->how == LOAD_NEW)
        added = first_of(loading, FILE_TWIN);
    if (added == NULL) {
        const char *options = loading_options(loading);
        if (loading->how == LOAD_NEW &&
            strcmp(options, store_options(loading->store)) != 0)
            return fault_set(
                loading->fault, FAULT_DATA,
                "%s: these files were loaded with %s%s. say --replace to read them "
                "anew otherwise",
                loading->path,
                *store_options(loading->store) != '\0' ? "the options " : "no options",
                store_options(loading->store));
        *done = true;
        return say_nothing_to_do(loading);
    }
    if (loading->how == LOAD_NEW)
        return fault_set(
            loading->fault, FAULT_DATA,
            "%s: holds data already, and %s is not among them. say --append to add "
            "its records, or --replace to have these files alone",
            loading->path, added);
    return true;
}

bool loading_open_store(struct loading *loading)
{
    struct stat status;
    if (stat(loading->path, &status) != 0 ||
        (S_ISREG(status.st_mode) && status.st_size == 0)) {
        if (loading->how == LOAD_APPEND)
            return fault_set(loading->fault, FAULT_DATA,
                             "%s: there is no such store to add to. load into it without "
                             "--append first",
                             loading->path);
        return true;
    }
    loading->store = store_open(loading->path, loading->fault);
    if (loading->store == NULL)
        return false;
    loading->expected = (struct store_expected){true, store_checksum(loading->store)};
    return true;
}
