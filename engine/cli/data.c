/* data.c - CSV, stores, or both.
 *
 * Stores are opened first, so that what they hold is known while files are read; a store alone is
 * loaded as it is, with nothing to look for.
 *
 * A gathering owns its stores while it lasts; nothing is kept.
 */
#include "cli/data.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "store/store.h"

struct gathering {
    struct arena *arena;
    const char *const *paths;
    size_t path_count;
    struct store **stores; /* of each path; NULL: files */
    const char **files; /* the paths that are files */
    size_t file_count;
    unsigned threads;
    struct problems *problems;
};

/* The first option given that says how CSV is read; NULL: none. */
static const char *settling_option(const struct source_options *options)
{
    if (options == NULL)
        return NULL;
    return options->encoding != NULL  ? "--encoding"
           : options->delimiter != 0  ? "--delimiter"
           : options->decimal != 0    ? "--decimal"
           : options->dates != NULL   ? "--dates"
           : options->missing != NULL ? "--missing"
           : options->header_row != 0 ? "--header-row"
           : options->header_rows != 0 ? "--header-rows"
           : options->drop_last != 0   ? "--drop-last"
                                       : NULL;
}

/* ---- stores ---- */

static struct store_need need_of_store(const struct source_need *need, unsigned threads)
{
    return (struct store_need){
        .names = need->names,
        .name_count = need->name_count,
        .whole = need->whole,
        .whole_count = need->whole_count,
        .called = need->called,
        .called_count = need->called_count,
        .mentions = need->mentions,
        .owner = need->owner,
        .any_order = need->any_order,
        .no_places = need->no_places,
        .threads = threads,
    };
}

static bool open_stores(struct gathering *gathering, struct fault *fault)
{
    for (size_t i = 0; i < gathering->path_count; i++)
        if (store_looks_like(gathering->paths[i]) &&
            (gathering->stores[i] = store_open(gathering->paths[i], fault)) == NULL)
            return false;
    return true;
}

/* Those that the need names, of all stores. */
static bool load(void *owner, const struct source_need *need, struct datasets *datasets,
                 struct fault *fault)
{
    const struct gathering *gathering = owner;
    struct store_need of_store = {0};
    if (need != NULL)
        of_store = need_of_store(need, gathering->threads);
    for (size_t i = 0; i < gathering->path_count; i++) {
        struct datasets taken = {0};
        if (gathering->stores[i] == NULL)
            continue;
        if (!store_take_needed(gathering->stores[i], need != NULL ? &of_store : NULL,
                               &taken, gathering->problems, fault))
            return false;
        for (size_t d = 0; d < taken.count; d++)
            datasets_add(datasets, taken.frames[d]);
        taken.count = 0;
        datasets_clear(&taken);
    }
    return true;
}

/* ---- together ---- */

static bool refuse_twins(const struct source_beside *beside, const char *name,
                         const char *place, struct fault *fault)
{
    for (size_t i = 0; i < beside->count; i++)
        if (strcmp(beside->names[i], name) == 0)
            return strcmp(beside->places[i], place) == 0
                       ? fault_set(fault, FAULT_DATA, "%s: is given twice. give it once",
                                   place)
                       : fault_set(fault, FAULT_DATA,
                                   "%s: has a dataset '%s', which %s has too. load the "
                                   "files of both into one store, or give one of the two",
                                   place, name, beside->places[i]);
    return true;
}

/* What the stores hold, one after the other. */
static bool list_datasets(const struct gathering *gathering, struct source_beside *beside,
                          struct fault *fault)
{
    size_t most = 0;
    for (size_t i = 0; i < gathering->path_count; i++)
        if (gathering->stores[i] != NULL)
            most += store_datasets(gathering->stores[i])->count;
    const struct frame **frames = arena_get(gathering->arena, (most + 1) * sizeof *frames);
    const char **names = arena_get(gathering->arena, (most + 1) * sizeof *names);
    const char **places = arena_get(gathering->arena, (most + 1) * sizeof *places);
    *beside = (struct source_beside){.frames = frames, .names = names, .places = places};
    for (size_t i = 0; i < gathering->path_count; i++) {
        const struct store *store = gathering->stores[i];
        for (size_t d = 0; store != NULL && d < store_datasets(store)->count; d++) {
            frames[beside->count] = store_datasets(store)->frames[d];
            names[beside->count] = arena_text(gathering->arena, frames[beside->count]->name);
            places[beside->count] = gathering->paths[i];
            if (!refuse_twins(beside, names[beside->count], gathering->paths[i], fault))
                return false;
            beside->count++;
        }
    }
    return true;
}

static bool read_together(struct gathering *gathering, const struct source_options *options,
                          const struct source_need *need, struct datasets *datasets,
                          struct fault *fault)
{
    struct source_beside beside;
    struct source_options with = {0};
    if (options != NULL)
        with = *options;
    if (!open_stores(gathering, fault) || !list_datasets(gathering, &beside, fault))
        return false;
    beside.load = load;
    beside.owner = gathering;
    with.beside = &beside;
    return source_read(gathering->files, gathering->file_count, &with, need, datasets,
                       gathering->problems, fault);
}

static bool read_store(const char *path, unsigned threads, const struct source_need *need,
                       struct datasets *datasets, struct problems *problems,
                       struct fault *fault)
{
    if (need == NULL)
        return store_read(path, NULL, datasets, problems, fault);
    struct store_need of_store = need_of_store(need, threads);
    return store_read(path, &of_store, datasets, problems, fault);
}

bool data_read(const char *const *paths, size_t path_count,
               const struct source_options *options, const struct source_need *need,
               struct datasets *datasets, struct problems *problems, struct fault *fault)
{
    struct arena *arena = arena_new();
    const char *option = settling_option(options);
    struct gathering gathering = {
        .arena = arena,
        .paths = paths,
        .path_count = path_count,
        .stores = arena_get_zeroed(arena, path_count + 1, sizeof(struct store *)),
        .files = arena_get_zeroed(arena, path_count + 1, sizeof(char *)),
        .threads = options != NULL ? options->threads : 0,
        .problems = problems,
    };
    bool done;
    for (size_t i = 0; i < path_count; i++)
        if (!store_looks_like(paths[i]))
            gathering.files[gathering.file_count++] = paths[i];
    if (gathering.file_count == path_count)
        done = source_read(paths, path_count, options, need, datasets, problems, fault);
    else if (gathering.file_count == 0 && option != NULL)
        done = fault_set(
            fault, FAULT_USAGE,
            "%s: says how CSV is read, and %s is a store. give it to bareme load", option,
            paths[0]);
    else if (path_count == 1)
        done = read_store(paths[0], gathering.threads, need, datasets, problems, fault);
    else
        done = read_together(&gathering, options, need, datasets, fault);
    for (size_t i = 0; i < path_count; i++)
        store_close(gathering.stores[i]);
    arena_free(arena);
    return done;
}

bool data_expect_store(const char *path, const char *usage, struct fault *fault)
{
    struct stat status;
    if (store_looks_like(path) || stat(path, &status) != 0 ||
        (S_ISREG(status.st_mode) && status.st_size == 0))
        return true;
    return fault_set(fault, FAULT_DATA,
                     "%s: is not a store. the store comes first (%s), and bareme load makes "
                     "one of CSV",
                     path, usage);
}

bool data_expect_turn(const char *path, const char *behind, const char *usage,
                      struct fault *fault)
{
    return !store_looks_like(behind) || store_looks_like(path) ||
           fault_set(fault, FAULT_USAGE, "%s: is the store, and comes first: %s", behind,
                     usage);
}
