/* export.c - bareme export: a store given back, as a folder of CSV or as plain SQLite
 * tables.
 *
 * What is written lies beside its target under a name of its own until it is whole and
 * synced, and is then renamed: a target is never half there. One that is there already is
 * not touched.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/file.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "source/describe.h"
#include "store/give.h"

enum { RECORDS_AT_ONCE = 1 << 14 };

struct exporting {
    struct store *store;
    const struct datasets *datasets;
    struct arena *arena;
    const char *target;
    const char *beside; /* what becomes the target */
    const char **files; /* of each dataset, in a folder */
    struct progress progress;
    struct fault *fault;
};

static bool failed(struct exporting *exporting)
{
    return fault_set(exporting->fault, errno == ENOENT ? FAULT_DATA : FAULT_MACHINE,
                     "%s: cannot be written: %s", exporting->target,
                     errno == ENOENT ? "the folder to make it in is not there"
                                     : strerror(errno));
}

static bool goes_on(struct exporting *exporting)
{
    return !interrupt_came() ||
           fault_set(exporting->fault, FAULT_MACHINE,
                     "%s: interrupted; nothing was written", exporting->target);
}

static void tell_records(void *owner, uint64_t records)
{
    progress_add(owner, records);
}

static uint64_t count_records(const struct datasets *datasets)
{
    uint64_t records = 0;
    for (size_t d = 0; d < datasets->count; d++)
        records += datasets->frames[d]->record_count;
    return records;
}

/* ---- CSV ---- */

static bool write_block(struct exporting *exporting, FILE *file, struct text *block)
{
    bool written = fwrite(text_of(block), 1, block->size, file) == block->size;
    block->size = 0;
    return written || failed(exporting);
}

static bool write_records(struct exporting *exporting, FILE *file,
                          const struct frame *frame, const struct unread *unread)
{
    struct text block = {0};
    give_header(frame, &block);
    bool written = write_block(exporting, file, &block);
    for (uint64_t r = 0; written && r < frame->record_count; r += RECORDS_AT_ONCE) {
        uint64_t left = frame->record_count - r;
        give_records(frame, unread, r, left < RECORDS_AT_ONCE ? left : RECORDS_AT_ONCE,
                     &block);
        written = write_block(exporting, file, &block) && goes_on(exporting);
        progress_add(&exporting->progress, RECORDS_AT_ONCE);
    }
    text_clear(&block);
    return written;
}

/* A dataset's name may be any text, the name of a file may not. */
static const char *file_name(struct exporting *exporting, size_t number, const char *ending)
{
    char *name = arena_format(exporting->arena, "%s%s.csv",
                              exporting->datasets->frames[number]->name, ending);
    for (char *c = name; *c != '\0'; c++)
        if (*c == '/' || (unsigned char)*c < 0x20)
            *c = '_';
    if (*name == '.')
        *name = '_';
    return name;
}

/* Also where case does not count in names of files. */
static bool is_taken(const struct exporting *exporting, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(exporting->files[i], name) == 0)
            return true;
    return false;
}

static void name_files(struct exporting *exporting)
{
    size_t count = exporting->datasets->count;
    exporting->files = arena_get(exporting->arena, (count + 1) * sizeof *exporting->files);
    for (size_t d = 0; d < count; d++) {
        const char *name = file_name(exporting, d, "");
        for (size_t number = 2; is_taken(exporting, d, name); number++)
            name = file_name(exporting, d, arena_format(exporting->arena, "-%zu", number));
        exporting->files[d] = name;
    }
}

static bool write_csv(struct exporting *exporting, size_t number,
                      const struct problems *problems)
{
    const struct frame *frame = exporting->datasets->frames[number];
    const char *path = arena_format(exporting->arena, "%s/%s", exporting->beside,
                                    exporting->files[number]);
    FILE *file = fopen(path, "wxe");
    if (file == NULL)
        return failed(exporting);
    struct unread *unread = unread_new(frame, problems);
    bool written = write_records(exporting, file, frame, unread);
    unread_free(unread);
    if (written && (fflush(file) != 0 || fsync(fileno(file)) != 0))
        written = failed(exporting);
    if (fclose(file) != 0 && written)
        written = failed(exporting);
    return written;
}

static bool write_package(struct exporting *exporting)
{
    size_t count = exporting->datasets->count;
    struct frame *copies = arena_get(exporting->arena, (count + 1) * sizeof *copies);
    struct frame **frames = arena_get(exporting->arena, (count + 1) * sizeof *frames);
    for (size_t d = 0; d < count; d++) {
        copies[d] = give_schema(exporting->datasets->frames[d], exporting->files[d],
                                exporting->arena);
        frames[d] = &copies[d];
    }
    /* Keys lead to the datasets that are kept, and a key to itself is known by its place.
     */
    for (size_t d = 0; d < count; d++) {
        struct key *keys =
            arena_get(exporting->arena, (copies[d].key_count + 1) * sizeof *keys);
        for (uint32_t k = 0; k < copies[d].key_count; k++) {
            keys[k] = copies[d].keys[k];
            for (size_t t = 0; t < count; t++)
                if (exporting->datasets->frames[t] == keys[k].target)
                    keys[k].target = &copies[t];
        }
        copies[d].keys = keys;
    }
    struct text package = {0};
    describe_json(&(struct datasets){frames, count}, &package);
    bool written = file_write(
        arena_format(exporting->arena, "%s/datapackage.json", exporting->beside),
        text_of(&package), package.size, exporting->fault);
    text_clear(&package);
    return written;
}

static void remove_folder(struct exporting *exporting)
{
    for (size_t d = 0; d < exporting->datasets->count; d++)
        unlink(arena_format(exporting->arena, "%s/%s", exporting->beside,
                            exporting->files[d]));
    unlink(arena_format(exporting->arena, "%s/datapackage.json", exporting->beside));
    rmdir(exporting->beside);
}

static bool export_folder(struct exporting *exporting)
{
    struct problems *problems = problems_new();
    char *beside = arena_text(exporting->arena, exporting->beside);
    exporting->beside = beside;
    name_files(exporting);
    interrupt_hold(true);
    if (mkdtemp(beside) == NULL) {
        problems_free(problems);
        return failed(exporting);
    }
    mode_t mask = umask(0);
    umask(mask);
    bool done = store_tell(exporting->store, NULL, problems, exporting->fault) &&
                (chmod(beside, 0777 & ~mask) == 0 || failed(exporting));
    for (size_t d = 0; done && d < exporting->datasets->count; d++)
        done = write_csv(exporting, d, problems) && goes_on(exporting);
    done = done && write_package(exporting) &&
           (rename(beside, exporting->target) == 0 || failed(exporting));
    if (!done)
        remove_folder(exporting);
    interrupt_hold(false);
    problems_free(problems);
    return done;
}

/* ---- plain tables ---- */

static bool sync_file(struct exporting *exporting, int file)
{
    mode_t mask = umask(0);
    umask(mask);
    return (fchmod(file, 0666 & ~mask) == 0 && fsync(file) == 0) || failed(exporting);
}

static bool export_tables(struct exporting *exporting)
{
    char *beside = arena_text(exporting->arena, exporting->beside);
    int file = mkostemp(beside, O_CLOEXEC);
    if (file < 0)
        return failed(exporting);
    interrupt_removes(beside);
    bool done = give_tables(exporting->store, beside, exporting->target, tell_records,
                            &exporting->progress, exporting->fault) &&
                sync_file(exporting, file);
    if (close(file) != 0 && done)
        done = failed(exporting);
    done = done && (rename(beside, exporting->target) == 0 || failed(exporting));
    if (!done)
        unlink(beside);
    interrupt_removes(NULL);
    return done;
}

/* ---- the command ---- */

static bool is_tables(const char *target)
{
    static const char *const endings[] = {".sqlite", ".sqlite3", ".db"};
    size_t size = strlen(target);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (size > length && strcmp(target + size - length, endings[i]) == 0)
            return true;
    }
    return false;
}

static bool is_empty(const char *folder)
{
    DIR *entries = opendir(folder);
    const struct dirent *entry = NULL;
    bool empty = entries != NULL;
    while (empty && (entry = readdir(entries)) != NULL)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (entries != NULL)
        closedir(entries);
    return empty;
}

/* Nothing there, or for a folder an empty one, which a rename replaces. */
static bool is_free(const char *target, bool tables, struct fault *fault)
{
    struct stat status;
    const char *ending = strrchr(target, '.');
    if (ending != NULL && (strcmp(ending, ".csv") == 0 || strcmp(ending, ".tsv") == 0))
        return fault_set(fault, FAULT_USAGE,
                         "%s: is the name of a file, and CSV is given as a folder, a file for "
                         "each dataset. name a folder; or for one of them: bareme sql STORE "
                         "\"SELECT * FROM …\" -o %s",
                         target, target);
    if (lstat(target, &status) != 0)
        return true;
    if (!tables && S_ISDIR(status.st_mode))
        return is_empty(target) ||
               fault_set(fault, FAULT_DATA,
                         "%s: this folder is not empty. name a new one", target);
    return fault_set(fault, FAULT_DATA, "%s: is there already. name a new %s", target,
                     tables ? "file" : "folder");
}

static bool say_exported(struct exporting *exporting)
{
    struct text out = {0};
    uint64_t records = count_records(exporting->datasets);
    text_addf(&out, "%s: %zu dataset%s, %" PRIu64 " record%s\n", exporting->target,
              exporting->datasets->count, exporting->datasets->count == 1 ? "" : "s",
              records, records == 1 ? "" : "s");
    bool said = file_write(NULL, text_of(&out), out.size, exporting->fault);
    text_clear(&out);
    return said;
}

static bool export_to(struct exporting *exporting)
{
    bool tables = is_tables(exporting->target);
    const char *slash = strrchr(exporting->target, '/');
    int folder = slash == NULL ? 0 : (int)(slash + 1 - exporting->target);
    exporting->datasets = store_datasets(exporting->store);
    exporting->beside =
        arena_format(exporting->arena, "%.*s.bareme-XXXXXX", folder, exporting->target);
    if (!is_free(exporting->target, tables, exporting->fault) ||
        !store_load_all(exporting->store, exporting->fault))
        return false;
    progress_begin(&exporting->progress, "writing", count_records(exporting->datasets));
    bool done = tables ? export_tables(exporting) : export_folder(exporting);
    progress_end(&exporting->progress);
    return done && say_exported(exporting);
}

bool command_export(const struct options *options, struct fault *fault)
{
    static const char usage[] = "bareme export STORE FOLDER";
    if (options->argument_count != 2)
        return fault_set(
            fault, FAULT_USAGE,
            "export needs a store and where to: bareme export STORE FOLDER, or "
            "bareme export STORE FILE.sqlite");
    if (!data_expect_turn(options->arguments[0], options->arguments[1], usage, fault) ||
        !data_expect_store(options->arguments[0], usage, fault))
        return false;
    char *target = arena_text(options->arena, options->arguments[1]);
    for (size_t size = strlen(target); size > 1 && target[size - 1] == '/'; size--)
        target[size - 1] = '\0';
    struct exporting exporting = {
        .arena = options->arena, .target = target, .fault = fault};
    exporting.store = store_open(options->arguments[0], fault);
    if (exporting.store == NULL)
        return false;
    bool done = export_to(&exporting);
    store_close(exporting.store);
    return done;
}
