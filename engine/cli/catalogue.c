/* catalogue.c - bareme list, of indicators: by theme, one method sheet, or the page of
 * all.
 *
 * An indicator is listed by reading its file, so what is listed also works. A file of the
 * catalogue that gives a function or a table for others to use is no indicator, and
 * passed over. A theme is the folder that an indicator lies in.
 */
#include "cli/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/file.h"
#include "cli/job.h"
#include "table/method.h"

struct entry {
    const char *name, *theme;
    struct method method;
};

struct entries {
    const struct options *options;
    struct folders folders;
    struct entry *items;
    size_t count, room;
    const char *wanted; /* a name, a theme or a folder; NULL: all */
    const char *language;
    bool right; /* every file could be read */
};

/* ---- reading ---- */

static const char *theme_of(struct arena *arena, const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash != NULL ? arena_bytes(arena, name, (size_t)(slash - name)) : "";
}

static bool is_wanted(const struct entries *entries, const char *name)
{
    const char *wanted = entries->wanted;
    if (wanted == NULL)
        return true;
    size_t size = strlen(wanted);
    while (size > 0 && wanted[size - 1] == '/')
        size--;
    return strncmp(name, wanted, size) == 0 && (name[size] == '\0' || name[size] == '/');
}

/* Method sheets hold texts of the script's catalogue, which goes with the script: they
 * are copied. */
static void copy_texts(struct method *method, struct arena *arena)
{
    method->title = arena_text(arena, method->title);
    if (method->unit != NULL)
        method->unit = arena_text(arena, method->unit);
    for (size_t i = 0; i < method->line_count; i++)
        method->lines[i].text = arena_text(arena, method->lines[i].text);
}

static void read_entry(struct entries *entries, const char *path, const char *name)
{
    struct arena *arena = entries->options->arena;
    struct fault own = {0};
    struct problems *problems = problems_new();
    struct script *script = read_script(entries->options, &entries->folders, path, name,
                                        NULL, problems, &own);
    const struct catalogue *catalogue = script != NULL ? script_catalogue(script) : NULL;
    if (script == NULL) {
        tell_fault(&own);
        entries->right = false;
    } else if (catalogue->returned_indicator != NO_INDICATOR) {
        entries->items = arena_grow(arena, entries->items, entries->count, &entries->room,
                                    sizeof *entries->items);
        struct entry *entry = &entries->items[entries->count++];
        entry->name = name;
        entry->theme = theme_of(arena, name);
        entry->method = method_read(catalogue, catalogue->returned_indicator, name,
                                    entries->language, arena);
        copy_texts(&entry->method, arena);
    }
    script_free(script);
    problems_free(problems);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->theme, y->theme);
    return order != 0 ? order : strcmp(x->name, y->name);
}

/* The files of all folders, or of the one that is given; a name that an earlier folder
 * has already holds there. */
static bool read_entries(struct entries *entries, struct fault *fault)
{
    const struct options *options = entries->options;
    const struct option_values *more = &options->values[OPTION_indicators];
    const char *language = options_text(options, OPTION_lang);
    bool folder = entries->wanted != NULL && file_is_folder(entries->wanted);
    if (!folders_init(&entries->folders, options->arena, NULL, more->items, more->count,
                      fault))
        return false;
    struct found_files files = {0};
    if (folder)
        folders_walk(options->arena, entries->wanted, &files);
    for (size_t i = 0; !folder && i < entries->folders.count; i++)
        folders_walk(options->arena, entries->folders.items[i], &files);
    if (folder)
        entries->wanted = NULL;
    entries->language = language != NULL ? language : "en";
    entries->right = true;
    for (size_t i = 0; i < files.count; i++) {
        const char *name = folders_name(&entries->folders, files.paths[i]);
        struct fault none = {0};
        const char *first = folders_find(&entries->folders, name, &none);
        if (!folder && (first == NULL || strcmp(first, files.paths[i]) != 0))
            continue; /* a folder before this one has the name */
        if (is_wanted(entries, name))
            read_entry(entries, files.paths[i], name);
    }
    if (entries->count > 0)
        qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
    return true;
}

/* ---- as a list ---- */

static bool opens_theme(const struct entries *entries, size_t i)
{
    return i == 0 || strcmp(entries->items[i].theme, entries->items[i - 1].theme) != 0;
}

static size_t theme_size(const struct entries *entries, size_t first)
{
    size_t count = 1;
    while (first + count < entries->count && !opens_theme(entries, first + count))
        count++;
    return count;
}

static void add_list(const struct entries *entries, struct text *out)
{
    size_t width = 0;
    for (size_t i = 0; i < entries->count; i++) {
        size_t size = utf8_width(entries->items[i].name);
        width = size > width ? size : width;
    }
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        if (opens_theme(entries, i)) {
            size_t count = theme_size(entries, i);
            text_addf(out, "%s%s (%zu %s)\n", i > 0 ? "\n" : "",
                      *entry->theme != '\0' ? entry->theme : "without a theme", count,
                      count == 1 ? "indicator" : "indicators");
        }
        text_addf(out, "  %s", entry->name);
        text_add_repeated(out, " ", width - utf8_width(entry->name) + 2);
        text_add(out, entry->method.title);
        if (entry->method.unit != NULL)
            text_addf(out, " (%s)", entry->method.unit);
        text_add(out, "\n");
    }
}

/* ---- as a page ---- */

static void add_contents(const struct entries *entries, struct text *out)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        if (opens_theme(entries, i))
            text_addf(out, "\n**%s**\n\n",
                      *entry->theme != '\0' ? entry->theme : "other");
        text_addf(out, "- [%s](#", entry->name);
        method_add_anchor(entry->name, out);
        text_addf(out, ") %s", entry->method.title);
        if (entry->method.unit != NULL)
            text_addf(out, " (%s)", entry->method.unit);
        text_add(out, "\n");
    }
}

static void add_page(const struct entries *entries, struct text *out)
{
    text_add(
        out,
        "# The catalogue\n\n"
        "Written by `make catalogue` from the indicators' own files; change those. How "
        "they are written is in [README.md](README.md).\n");
    add_contents(entries, out);
    for (size_t i = 0; i < entries->count; i++) {
        if (opens_theme(entries, i))
            text_addf(out, "\n## %s\n",
                      *entries->items[i].theme != '\0' ? entries->items[i].theme
                                                       : "Other");
        text_add(out, "\n");
        method_add_markdown(&entries->items[i].method, 3, out);
    }
}

/* ---- the command ---- */

/* Nothing has the name: the nearest one that is there. */
static bool no_such_name(struct entries *entries, struct fault *fault)
{
    static const char *const kinds[] = {"indicators", "datasets", "words"};
    struct fault found = {0};
    const char *wanted = entries->wanted;
    const char *kind = text_suggestion(entries->options->arena, wanted, kinds, 3);
    if (*kind != '\0')
        return fault_set(fault, FAULT_USAGE, "list: there is no '%s'%s", wanted, kind);
    folders_find(&entries->folders, wanted, &found);
    return fault_set(fault, FAULT_USAGE, "list: %s", found.message);
}

bool list_catalogue(const struct options *options, const char *wanted,
                    struct fault *fault)
{
    struct entries entries = {.options = options, .wanted = wanted};
    const char *format = options_text(options, OPTION_format);
    const char *output = options_text(options, OPTION_output);
    size_t width;
    if (format == NULL && output != NULL && renderer_for_file(output) != NULL)
        format = renderer_for_file(output)->name;
    bool markdown = format != NULL && strcmp(format, "markdown") == 0;
    if (format != NULL && !markdown && strcmp(format, "text") != 0)
        return fault_set(fault, FAULT_USAGE, "list prints text or markdown, not %s",
                         format);
    if (!width_of(options, &width, fault) || !read_entries(&entries, fault))
        return false;
    if (entries.count == 0 && entries.wanted != NULL && entries.right)
        return no_such_name(&entries, fault);
    struct text out = {0};
    bool one = entries.wanted != NULL && entries.count == 1 &&
               strcmp(entries.items[0].name, entries.wanted) == 0;
    if (one && markdown)
        method_add_markdown(&entries.items[0].method, 1, &out);
    else if (one)
        method_add_text(&entries.items[0].method, width, &out);
    else if (markdown)
        add_page(&entries, &out);
    else
        add_list(&entries, &out);
    bool printed = give(options, &out, fault);
    text_clear(&out);
    return printed && (entries.right || told(fault, FAULT_DATA));
}
