/* load.c - bareme load: data into a store.
 *
 * What there is to do is known before any file is read (loading.c). Then everything is read, and
 * only then is the store touched, in one transaction.
 */
#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/spill.h"
#include "base/task.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/file.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/loading.h"
#include "source/describe.h"
#include "source/range.h"
#include "store/append.h"

/* What is read lies in a spill: smaller blocks that are freed are soon used again, and stay. */
enum { REUSED_BLOCK = 1 << 22 };

/* ---- reading ---- */

static void tell_read(void *owner, uint64_t bytes)
{
    progress_add(owner, bytes);
}

struct both {
    struct loading *loading;
    struct datasets *datasets;
};

static bool do_either(void *self, size_t number, unsigned worker, struct fault *fault)
{
    const struct both *both = self;
    struct loading *loading = both->loading;
    (void)worker;
    return number == 0 ? source_read(loading->data, loading->data_count, &loading->source, NULL,
                                     both->datasets, loading->problems, fault)
                       : loading_hash_files(loading, fault);
}

/* Files that nothing hangs on before they are read are hashed meanwhile. */
static bool read_files(struct loading *loading, struct datasets *datasets)
{
    uint64_t bytes = 0;
    struct both both = {loading, datasets};
    size_t count = loading->hashed ? 1 : 2;
    for (size_t i = 0; i < loading->file_count; i++)
        bytes += loading->files[i].identity.size;
    progress_begin(&loading->progress, "reading", bytes);
    if (loading->progress.terminal) {
        loading->source.progress = tell_read;
        loading->source.progress_owner = &loading->progress;
    }
    bool fine = task_try(task_threads(loading->source.threads, count), count, do_either, &both,
                         loading->fault);
    progress_end(&loading->progress);
    return fine && loading_files_hold(loading);
}

/* --replace must not lose a dataset that merely was not given this time. */
static bool loses_nothing(struct loading *loading)
{
    const struct datasets *old = store_datasets(loading->store);
    for (size_t i = 0; i < old->count; i++)
        if (datasets_find(&loading->datasets, old->frames[i]->name) == NULL)
            return fault_set(
                loading->fault, FAULT_DATA,
                "%s: has a dataset '%s' too, which these files do not replace. give "
                "its files too, or remove the store first",
                loading->path, old->frames[i]->name);
    return true;
}

/* ---- adding to what is there ---- */

/* The schema, with the keys by which files of one load are stacked, but without what holds
 * datasets together: that is checked when they are. */
static void schema_of(const struct datasets *datasets, struct text *package)
{
    struct frame *copies = memory_get_zeroed(datasets->count + 1, sizeof *copies);
    struct frame **frames = memory_get_zeroed(datasets->count + 1, sizeof *frames);
    for (size_t i = 0; i < datasets->count; i++) {
        copies[i] = *datasets->frames[i];
        copies[i].key_count = 0;
        if (!dataset_is_strict(datasets, datasets->frames[i]))
            copies[i].primary = COLUMN_NONE;
        copies[i].coverage.in = NULL;
        frames[i] = &copies[i];
    }
    describe_json(&(struct datasets){frames, datasets->count}, package);
    free(copies);
    free(frames);
}

/* Files that are there already are not read; the identities kept are all of them. */
static void keep_identities(struct loading *loading)
{
    size_t count;
    const struct store_file *stored = store_files(loading->store, &count);
    struct written_file *files = NULL;
    size_t room = 0, kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct written_file file = {.name = arena_text(loading->arena, stored[i].name)};
        file.identity.size = stored[i].size;
        memcpy(file.identity.hash, stored[i].hash,
               strnlen(stored[i].hash, IDENTITY_TEXT - 1));
        files = arena_grow(loading->arena, files, kept, &room, sizeof *files);
        files[kept++] = file;
    }
    for (size_t i = 0; i < loading->file_count; i++)
        if (loading->standings[i] == FILE_NEW) {
            files = arena_grow(loading->arena, files, kept, &room, sizeof *files);
            files[kept++] = loading->files[i];
        }
    loading->files = files;
    loading->file_count = kept;
}

static void set_ranges(const struct datasets *datasets, const struct datasets *more)
{
    for (size_t i = 0; i < datasets->count; i++)
        if (datasets_find(more, datasets->frames[i]->name) != NULL)
            for (uint32_t c = 0; c < datasets->frames[i]->column_count; c++)
                column_set_range(datasets->frames[i], c);
}

static bool append(struct loading *loading)
{
    struct text package = {0};
    struct datasets more = {0};
    const char **chosen =
        arena_get_zeroed(loading->arena, loading->file_count + 1, sizeof *chosen);
    struct source_schema schema = {.kept_in = loading->path, .files = chosen};
    for (size_t i = 0; i < loading->file_count; i++)
        if (loading->standings[i] == FILE_NEW)
            chosen[schema.file_count++] = loading->files[i].name;
    if (!store_tell(loading->store, NULL, loading->problems, loading->fault) ||
        !store_load_all(loading->store, loading->fault))
        return false;
    store_release(loading->store);
    loading->known_problems = problems_kept(loading->problems);
    schema_of(store_datasets(loading->store), &package);
    schema.package = text_of(&package);
    loading->source.schema = &schema;
    bool fine = read_files(loading, &more);
    if (fine && problems_count(loading->problems, SEVERITY_ERROR) == 0) {
        loading->datasets = store_take(loading->store);
        datasets_append(&loading->datasets, &more, loading->source.skip_bad,
                        loading->problems);
        set_ranges(&loading->datasets, &more);
        keep_identities(loading);
    }
    text_clear(&package);
    datasets_clear(&more);
    return fine;
}

/* ---- writing ---- */

/* From the first time on there is a transaction to undo. */
static bool tell_written(void *owner, uint64_t done, uint64_t all)
{
    interrupt_hold(true);
    progress_set(owner, done, all);
    return !interrupt_came();
}

static bool say_loaded(struct loading *loading)
{
    struct text out = {0};
    uint64_t records = 0, files = 0;
    for (size_t i = 0; i < loading->datasets.count; i++) {
        records += loading->datasets.frames[i]->record_count;
        files += loading->datasets.frames[i]->file_count;
    }
    text_addf(&out, "%s: %zu dataset%s, %" PRIu64 " record%s, from %" PRIu64 " file%s\n",
              loading->path, loading->datasets.count,
              loading->datasets.count == 1 ? "" : "s", records, records == 1 ? "" : "s",
              files, files == 1 ? "" : "s");
    bool said = give(loading->options, &out, loading->fault);
    text_clear(&out);
    return said;
}

static bool write_store(struct loading *loading, bool *changed)
{
    const char *options = loading->how == LOAD_APPEND
                              ? arena_text(loading->arena, store_options(loading->store))
                              : loading_options(loading);
    struct store_content content = {
        .datasets = &loading->datasets,
        .files = loading->files,
        .file_count = loading->file_count,
        .problems = loading->problems,
        .options = options,
        .keep = loading->how == LOAD_APPEND,
        .threads = loading->source.threads,
        .spill = loading->source.spill,
        .progress = tell_written,
        .owner = &loading->progress,
    };
    loading->made = access(loading->path, F_OK) != 0;
    progress_begin(&loading->progress, "writing", 0);
    bool written = store_write(loading->path, &content,
                               loading->how == LOAD_REPLACE ? NULL : &loading->expected,
                               changed, loading->fault);
    interrupt_hold(false);
    progress_end(&loading->progress);
    if (!written && loading->made)
        store_unmake(loading->path);
    return written;
}

static void tell_new(const struct loading *loading)
{
    struct problems *problems = problems_new();
    for (size_t i = loading->known_problems; i < problems_kept(loading->problems); i++)
        problems_add(problems, *problems_at(loading->problems, i));
    tell_problems(problems, SEVERITY_NOTE, SEVERITY_ERROR);
    problems_free(problems);
}

static bool load(struct loading *loading, bool *changed)
{
    bool done;
    *changed = false;
    if (!loading_open_store(loading) || !loading_find_files(loading))
        return false;
    if (loading->store != NULL &&
        (!loading_hash_files(loading, loading->fault) || !loading_compare(loading, &done) || done))
        return loading->fault->kind == FAULT_NONE;
    bool appending = loading->how == LOAD_APPEND;
    if (loading->store != NULL && !appending)
        store_release(loading->store);
    bool fine = appending ? append(loading) : read_files(loading, &loading->datasets);
    tell_new(loading);
    if (!fine)
        return false;
    if (problems_count(loading->problems, SEVERITY_ERROR) > 0)
        return told(loading->fault, FAULT_DATA);
    if (loading->datasets.count == 0)
        return fault_set(loading->fault, FAULT_DATA,
                         "%s: there is nothing to load in these files", loading->path);
    if (loading->how == LOAD_REPLACE && loading->store != NULL && !loses_nothing(loading))
        return false;
    return write_store(loading, changed) && (*changed || say_loaded(loading));
}

static void loading_clear(struct loading *loading)
{
    store_close(loading->store);
    datasets_clear(&loading->datasets);
    spill_close(loading->source.spill);
    problems_free(loading->problems);
    problems_free(loading->unlisted);
}

/* A store called like CSV would be taken for CSV by everything that looks into its folder. */
static bool may_be_called(const char *path, struct fault *fault)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".tab", ".gz", ".json"};
    const char *ending = strrchr(path, '.');
    for (size_t i = 0; ending != NULL && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(ending, endings[i]) == 0)
            return fault_set(fault, FAULT_USAGE,
                             "%s: is called like data, and a store comes first: bareme load "
                             "STORE DATA…. name it %.*s.store",
                             path, (int)(ending - path), path);
    return true;
}

bool command_load(const struct options *options, struct fault *fault)
{
    mallopt(M_MMAP_THRESHOLD, REUSED_BLOCK);
    bool replace = options_given(options, OPTION_replace);
    bool add = options_given(options, OPTION_append), changed = true;
    if (options->argument_count < 2)
        return fault_set(fault, FAULT_USAGE,
                         "load needs a store and data: bareme load STORE DATA…");
    if (replace && add)
        return fault_set(fault, FAULT_USAGE,
                         "--replace and --append: give one of the two, not both");
    if (!data_expect_store(options->arguments[0], "bareme load STORE DATA…", fault) ||
        !may_be_called(options->arguments[0], fault))
        return false;
    /* When another load came in between, what there is to do is looked at anew, once. */
    for (int turn = 0; turn < 2 && changed; turn++) {
        struct loading loading = {
            .options = options,
            .arena = options->arena,
            .path = options->arguments[0],
            .data = options->arguments + 1,
            .data_count = options->argument_count - 1,
            .how = replace ? LOAD_REPLACE
                   : add   ? LOAD_APPEND
                           : LOAD_NEW,
            .problems = problems_new(),
            .unlisted = problems_new(),
            .fault = fault,
        };
        if (source_options_from(options, &loading.source, fault)) {
            loading.source.spill = spill_open(loading.path);
            load(&loading, &changed);
        }
        loading_clear(&loading);
        if (fault->kind != FAULT_NONE)
            return false;
    }
    if (changed)
        return fault_set(fault, FAULT_MACHINE,
                         "%s: other loads keep changing it. try again when they are done",
                         options->arguments[0]);
    return true;
}
