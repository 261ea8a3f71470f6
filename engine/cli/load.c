/* load.c - bareme load: data into a store.
 *
 * The files are named and hashed before any is read, so that a load with nothing to do
 * says so at once, and one that would mix old and new is refused. Then everything is
 * read, and only then is the store touched, in one transaction.
 *
 * A loading owns its listing, identities and datasets.
 */
#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/spill.h"
#include "base/task.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/file.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/progress.h"
#include "source/describe.h"
#include "source/folder.h"
#include "source/range.h"
#include "store/append.h"
#include "store/write.h"

/* What is read lies in a spill: smaller blocks that are freed are soon used again, and stay. */
enum { REUSED_BLOCK = 1 << 22 };

enum how { LOAD_NEW, LOAD_REPLACE, LOAD_APPEND };

/* What a file is to the store. */
enum standing { FILE_NEW, FILE_SAME, FILE_CHANGED, FILE_TWIN };

struct loading {
    const struct options *options;
    struct arena *arena;
    struct source_options source;
    const char *path; /* of the store */
    const char *const *data;
    size_t data_count;
    enum how how;
    struct written_file *files;
    const char **paths;
    enum standing *standings;
    size_t file_count, file_room, path_room;
    bool hashed; /* the files are */
    struct store *store; /* as it was; NULL: there was none */
    struct store_expected expected;
    bool made; /* the file, by this load */
    struct datasets datasets;
    struct problems *problems;
    struct problems *unlisted; /* paths with no files: told when they are read, or if none is */
    size_t known_problems; /* told by the loads before */
    struct progress progress;
    struct fault *fault;
};

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

static bool find_files(struct loading *loading)
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

static bool hash_files(struct loading *loading, struct fault *fault)
{
    loading->hashed = true;
    for (size_t i = 0; i < loading->file_count; i++)
        if (!identity_hash(loading->paths[i], loading->files[i].name,
                           &loading->files[i].identity, fault))
            return false;
    return true;
}

static bool files_hold(struct loading *loading)
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
static const char *options_as_text(struct loading *loading)
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
static bool compare(struct loading *loading, bool *done)
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
        const char *options = options_as_text(loading);
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

static bool open_store(struct loading *loading)
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
                       : hash_files(loading, fault);
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
    return fine && files_hold(loading);
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
                              : options_as_text(loading);
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
    if (!open_store(loading) || !find_files(loading))
        return false;
    if (loading->store != NULL &&
        (!hash_files(loading, loading->fault) || !compare(loading, &done) || done))
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
