/* list.c - bareme list: the indicators there are (catalogue.c), the datasets of data, the
 * words of the language.
 */
#include <string.h>

#include "cli/catalogue.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "cli/job.h"

struct sheet {
    const char **cells;
    size_t count, room, columns;
    struct arena *arena;
};

static void add_cell(struct sheet *sheet, const char *cell)
{
    sheet->cells = arena_grow(sheet->arena, sheet->cells, sheet->count, &sheet->room,
                              sizeof *sheet->cells);
    sheet->cells[sheet->count++] = cell != NULL ? arena_text(sheet->arena, cell) : "";
}

static void add_row(struct sheet *sheet, const char *const *cells, size_t columns)
{
    sheet->columns = columns;
    for (size_t i = 0; i < columns; i++)
        add_cell(sheet, cells[i]);
}

static bool print_sheet(const struct options *options, const struct sheet *sheet,
                        struct fault *fault)
{
    struct render_options render = {0};
    if (!width_of(options, &render.width, fault))
        return false;
    struct text out = {0};
    render_grid(sheet->cells, sheet->count / sheet->columns, sheet->columns, &render,
                &out);
    bool printed = give(options, &out, fault);
    text_clear(&out);
    return printed;
}

/* ---- datasets ---- */

static const char *key_of(const struct frame *frame, const struct sheet *sheet)
{
    struct text keys = {0};
    for (uint32_t i = 0; i < frame->key_count; i++)
        text_addf(&keys, "%s%s -> %s", i == 0 ? "" : ", ",
                  frame->columns[frame->keys[i].column].name,
                  frame->keys[i].target->name);
    const char *text = arena_text(sheet->arena, text_of(&keys));
    text_clear(&keys);
    return text;
}

static void add_dataset(struct sheet *sheet, const struct frame *frame)
{
    struct text files = {0};
    for (uint32_t i = 0; i < frame->file_count; i++)
        text_addf(&files, "%s%s", i == 0 ? "" : ", ", frame->files[i].name);
    const char *cells[] = {
        frame->name,
        arena_format(sheet->arena, "%llu", (unsigned long long)frame->record_count),
        arena_format(sheet->arena, "%u", frame->column_count),
        key_of(frame, sheet),
        text_of(&files),
    };
    add_row(sheet, cells, 5);
    text_clear(&files);
}

static bool list_datasets(const struct options *options, struct sheet *sheet,
                          struct fault *fault)
{
    struct source_options source;
    struct datasets datasets = {0};
    if (options->argument_count < 2)
        return fault_set(fault, FAULT_USAGE,
                         "list datasets needs data: bareme list datasets DATA…");
    if (!source_options_from(options, &source, fault))
        return false;
    struct problems *problems = problems_new();
    bool done = data_read(options->arguments + 1, options->argument_count - 1, &source,
                            NULL, &datasets, problems, fault);
    if (done) {
        add_row(sheet,
                (const char *const[]){"dataset", "records", "columns", "keys", "files"},
                5);
        for (size_t i = 0; i < datasets.count; i++)
            add_dataset(sheet, datasets.frames[i]);
        done = print_sheet(options, sheet, fault);
    }
    tell_problems(problems, SEVERITY_ERROR, SEVERITY_ERROR);
    done = done && !stops(problems, fault);
    problems_free(problems);
    datasets_clear(&datasets);
    return done;
}

/* ---- words ---- */

/* Not a grid: help is a sentence, and a sentence wants the line for itself. */
static bool list_words(const struct options *options, struct fault *fault)
{
    size_t count;
    const struct word *words = words_all(&count);
    struct text out = {0};
    const char *group = "";
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].group, group) != 0)
            text_addf(&out, "%s%s\n", i == 0 ? "" : "\n", words[i].group);
        group = words[i].group;
        text_addf(&out, "  %s\n      %s\n", words[i].signature, words[i].help);
    }
    bool printed = give(options, &out, fault);
    text_clear(&out);
    return printed;
}

bool command_list(const struct options *options, struct fault *fault)
{
    const char *kind = options->argument_count > 0 ? options->arguments[0] : "indicators";
    struct sheet sheet = {.arena = options->arena};
    if (strcmp(kind, "datasets") == 0)
        return list_datasets(options, &sheet, fault);
    if (options->argument_count > 1)
        return fault_set(fault, FAULT_USAGE,
                         "list %s takes nothing more, but '%s' was given", kind,
                         options->arguments[1]);
    if (strcmp(kind, "words") == 0)
        return list_words(options, fault);
    return list_catalogue(options, strcmp(kind, "indicators") == 0 ? NULL : kind, fault);
}
