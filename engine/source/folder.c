/* folder.c - listing the files of a path.
 *
 * The order of a folder on disk never shows: names are sorted by their bytes. Folders within are
 * not gone into; hidden files and notes called README or LICENSE are passed over.
 *
 * Everything lies in the caller's arena.
 */
#include "source/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/open.h"

enum { PACKAGE_LARGEST = 1 << 26 };

static const char *const endings[] = {".csv", ".tsv", ".txt", ".tab"};

static bool ends_in(const char *name, size_t size, const char *ending)
{
    size_t length = strlen(ending);
    return size > length && strncasecmp(name + size - length, ending, length) == 0;
}

static size_t without_packing(const char *name)
{
    size_t size = strlen(name);
    return ends_in(name, size, ".gz") ? size - 3 : size;
}

static bool is_data(const char *name)
{
    static const char *const notes[] = {"readme", "license", "licence", "lisezmoi"};
    size_t size = without_packing(name);
    if (*name == '.' || ends_in(name, size, "~"))
        return false;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (strncasecmp(name, notes[i], strlen(notes[i])) == 0 && ends_in(name, size, ".txt"))
            return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, size, endings[i]))
            return true;
    return false;
}

const char *dataset_name(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash != NULL ? slash + 1 : file;
    size_t size = without_packing(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, size, endings[i])) {
            size -= strlen(endings[i]);
            break;
        }
    name = arena_bytes(arena, name, size);
    return utf8_is_valid(name, size) ? text_composed(arena, name, size, &size) : name;
}

void listing_add(struct listing *listing, struct arena *arena, struct listed listed)
{
    if (listed.resource != NULL)
        listed.dataset = listed.resource->name;
    else
        listed.dataset = dataset_name(arena, listed.file);
    struct stat status;
    if (listed.path != NULL && stat(listed.path, &status) == 0) {
        listed.device = status.st_dev;
        listed.node = status.st_ino;
    }
    listing->files = arena_grow(arena, listing->files, listing->count, &listing->room,
                                sizeof *listing->files);
    listing->files[listing->count++] = listed;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool refuse_folder(const char *path, struct fault *fault)
{
    return fault_at(fault, FAULT_MACHINE, (struct place){.file = path},
                    "this folder cannot be read: %s", strerror(errno));
}

/* The names in a folder, sorted. */
static bool read_folder(struct arena *arena, const char *path, const char ***names,
                        size_t *count, struct fault *fault)
{
    DIR *folder = opendir(path);
    size_t room = 0;
    *names = NULL;
    *count = 0;
    if (folder == NULL)
        return refuse_folder(path, fault);
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL; errno = 0) {
        *names = arena_grow(arena, *names, *count, &room, sizeof **names);
        (*names)[(*count)++] = arena_text(arena, entry->d_name);
    }
    bool whole = errno == 0 || refuse_folder(path, fault);
    closedir(folder);
    if (!whole)
        return false;
    if (*count > 0)
        qsort(*names, *count, sizeof **names, compare_names);
    return true;
}

static const char *join(struct arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder);
    bool slash = size > 0 && folder[size - 1] == '/';
    return arena_format(arena, "%s%s%s", folder, slash ? "" : "/", name);
}

static bool read_whole(struct arena *arena, const char *path, const char **text, size_t *size,
                       struct problems *problems, struct fault *fault)
{
    struct input *input;
    struct text buffer = {0};
    char block[4096];
    size_t got;
    *text = NULL;
    if (!input_open(path, path, problems, &input, fault))
        return false;
    if (input == NULL)
        return true;
    bool fine;
    while ((fine = input_read(input, block, sizeof block, &got, fault)) && got > 0 &&
           buffer.size < PACKAGE_LARGEST)
        text_add_bytes(&buffer, block, got);
    input_close(input);
    if (fine && buffer.size >= PACKAGE_LARGEST)
        fine = fault_at(fault, FAULT_DATA, (struct place){.file = path},
                        "is larger than 64 MiB. a datapackage.json describes data, and does not "
                        "hold it");
    if (fine) {
        *size = buffer.size;
        *text = arena_bytes(arena, text_of(&buffer), buffer.size);
    }
    text_clear(&buffer);
    return fine;
}

static void add_resources(struct listing *listing, struct arena *arena, const char *folder_path,
                          uint32_t folder, const struct package *package)
{
    for (size_t r = 0; r < package->resource_count; r++) {
        const struct resource *resource = &package->resources[r];
        for (size_t p = 0; p < resource->path_count; p++) {
            const char *path = join(arena, folder_path, resource->paths[p]);
            listing_add(listing, arena, (struct listed){
                .file = path, .path = path, .folder = folder, .resource = resource});
        }
    }
}

static bool is_named(const struct package *package, const char *name)
{
    for (size_t r = 0; r < package->resource_count; r++)
        for (size_t p = 0; p < package->resources[r].path_count; p++)
            if (strcmp(package->resources[r].paths[p], name) == 0)
                return true;
    return false;
}

static bool add_package(struct listing *listing, struct arena *arena, const char *path,
                        const char *folder_path, uint32_t folder,
                        const struct package **package, struct problems *problems,
                        struct fault *fault)
{
    const char *text;
    size_t size;
    *package = NULL;
    if (!read_whole(arena, path, &text, &size, problems, fault))
        return false;
    if (text == NULL)
        return true;
    *package = package_parse(arena, path, text, size, problems, fault);
    if (*package == NULL)
        return false;
    add_resources(listing, arena, folder_path, folder, *package);
    return true;
}

static void tell_unnamed(struct problems *problems, const char *file)
{
    problems_add(problems, (struct problem){
        .severity = SEVERITY_NOTE, .file = file,
        .message = "is not named in the datapackage.json beside it, and is not read"});
}

static bool add_folder(struct listing *listing, struct arena *arena, const char *path,
                       uint32_t folder, struct problems *problems, struct fault *fault)
{
    const char **names;
    size_t count, before = listing->count;
    const struct package *package = NULL;
    if (!read_folder(arena, path, &names, &count, fault))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], "datapackage.json") == 0 &&
            !add_package(listing, arena, join(arena, path, names[i]), path, folder, &package,
                         problems, fault))
            return false;
    for (size_t i = 0; i < count; i++) {
        if (!is_data(names[i]))
            continue;
        const char *file = join(arena, path, names[i]);
        if (package == NULL)
            listing_add(listing, arena,
                        (struct listed){.file = file, .path = file, .folder = folder});
        else if (!is_named(package, names[i]))
            tell_unnamed(problems, file);
    }
    if (listing->count == before && problems_count(problems, SEVERITY_ERROR) == 0)
        return fault_at(fault, FAULT_DATA, (struct place){.file = path},
                        "this folder holds no .csv, .tsv or .txt file. name the folder that "
                        "does");
    return true;
}

/* What is no file is told at once, whether or not a script would have read it. */
static bool refuse_path(const char *path, struct problems *problems, struct fault *fault)
{
    struct input *input;
    if (!input_open(path, path, problems, &input, fault))
        return false;
    input_close(input);
    return true;
}

static bool is_same_file(const struct listed *a, const struct listed *b)
{
    return a->node != 0 && a->node == b->node && a->device == b->device &&
           strcmp(a->dataset, b->dataset) == 0;
}

/* A file of this path that an earlier path has too: its records would count twice. */
static void refuse_twice(const struct listing *listing, size_t before, const char *path,
                         struct problems *problems)
{
    for (size_t i = before; i < listing->count; i++)
        for (size_t k = 0; k < before; k++)
            if (is_same_file(&listing->files[i], &listing->files[k])) {
                problems_add(problems, (struct problem){
                    .severity = SEVERITY_ERROR, .file = path,
                    .message = "is given twice, and each of its records would count twice",
                    .remedy = "give it once"});
                return;
            }
}

static bool add_path(struct listing *listing, struct arena *arena, const char *path,
                     uint32_t folder, struct problems *problems, struct fault *fault)
{
    struct stat stat_of;
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const struct package *package;
    bool there = stat(path, &stat_of) == 0;
    if (there && S_ISDIR(stat_of.st_mode))
        return add_folder(listing, arena, path, folder, problems, fault);
    if (strcmp(name, "datapackage.json") == 0) {
        const char *in = slash == NULL ? "." : arena_bytes(arena, path, (size_t)(slash - path));
        return add_package(listing, arena, path, in, folder, &package, problems, fault);
    }
    if (!there || !S_ISREG(stat_of.st_mode))
        return refuse_path(path, problems, fault);
    listing_add(listing, arena, (struct listed){.file = path, .path = path, .folder = folder});
    return true;
}

bool listing_add_path(struct listing *listing, struct arena *arena, const char *path,
                      uint32_t folder, struct problems *problems, struct fault *fault)
{
    size_t before = listing->count;
    if (!add_path(listing, arena, path, folder, problems, fault))
        return false;
    refuse_twice(listing, before, path, problems);
    return true;
}
