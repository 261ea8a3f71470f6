/* source.c - reading datasets: which files, in which order, and what comes after what.
 *
 * Files are listed first, so that the names of all datasets are known before one is read. A need
 * starts with the datasets it names; those that a column of them could be a key to follow. Then
 * each dataset is merged and typed, and when all frames are there keys are followed.
 *
 * An arena lives as long as the call; frames go to the caller's datasets.
 */
#include "source/source.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "source/choose.h"
#include "source/keys.h"
#include "source/remarks.h"

struct reading_all {
    struct arena *arena;
    const struct source_options *options;
    const struct source_need *need;
    struct listing listing;
    struct draft *drafts; /* one for each name, in order of first appearance */
    bool *read, *wanted;
    size_t count;
    struct datasets *datasets;
    struct problems *problems;
    struct fault *fault;
};

/* ---- one file ---- */

struct taking {
    struct part *part;
    const struct reading_all *all;
    const struct draft *draft;
    const struct listed *file;
    bool headless, has_header;
    uint32_t header_line;
};

static void take_header(struct taking *taking, const struct row *row)
{
    const struct resource *resource = taking->file->resource;
    if (taking->headless && resource != NULL && resource->field_count == row->count) {
        struct field *names =
            arena_get(taking->all->arena, (row->count + 1) * sizeof *names);
        for (uint32_t i = 0; i < row->count; i++)
            names[i] = (struct field){resource->fields[i].name, strlen(resource->fields[i].name)};
        part_set_header(taking->part, names, row->count, row->line);
    } else if (taking->headless) {
        struct field *empty = arena_get_zeroed(taking->all->arena, row->count + 1, sizeof *empty);
        for (uint32_t i = 0; i < row->count; i++)
            empty[i].bytes = "";
        part_set_header(taking->part, empty, row->count, row->line);
    } else {
        part_set_header(taking->part, row->fields, row->count, row->line);
    }
    choose_columns(taking->part, taking->draft, taking->file, &taking->all->listing,
                   taking->all->need);
    taking->has_header = true;
}

static void take_row(void *owner, const struct row *row)
{
    struct taking *taking = owner;
    if (!taking->has_header) {
        if (row->line != taking->header_line)
            return; /* the header itself could not be cut, which is told: nothing has a name */
        take_header(taking, row);
        if (!taking->headless)
            return;
    }
    part_add_row(taking->part, row);
}

static struct dialect dialect_for(const struct reading_all *all, const struct listed *file)
{
    struct dialect dialect = {0};
    if (file->resource != NULL)
        dialect = file->resource->dialect;
    if (all->options->delimiter != 0)
        dialect.delimiter = all->options->delimiter;
    if (all->options->header_row != 0)
        dialect.header_line = all->options->header_row;
    return dialect;
}

/* False: a fault. *fine is false when the file gave no header. */
static bool run_reader(struct reading_all *all, struct taking *taking, struct csvread *reader,
                       bool *fine)
{
    const char *sample;
    size_t size;
    bool whole;
    struct dialect dialect = dialect_for(all, taking->file);
    *fine = false;
    if (!csvread_sample(reader, &sample, &size, &whole, all->fault))
        return false;
    if (!dialect_find(&dialect, taking->file->file, sample, size, whole, all->problems))
        return true;
    taking->headless = dialect.headless;
    taking->header_line = dialect.header_line;
    taking->part->delimiter = dialect.delimiter;
    taking->part->quote = dialect.quote;
    taking->part->comment = dialect.comment;
    taking->part->severity = all->options->skip_bad ? SEVERITY_WARNING : SEVERITY_ERROR;
    if (!csvread_run(reader, &dialect, take_row, taking, taking->part->severity, all->problems,
                     &taking->part->bad_rows, all->fault))
        return false;
    *fine = taking->has_header;
    return true;
}

static void tell(struct reading_all *all, enum severity severity, const char *file,
                 const char *column, const char *message, const char *remedy)
{
    problems_add(all->problems, (struct problem){.severity = severity, .file = file,
                                                 .column = column, .message = message,
                                                 .remedy = remedy});
}

/* What the schema and the header do not have in common. */
static void check_header(struct reading_all *all, const struct part *part,
                         const struct listed *file)
{
    const struct resource *resource = file->resource;
    if (resource == NULL || !resource->has_schema)
        return;
    for (size_t i = 0; i < resource->field_count; i++)
        if (part_find_column(part, resource->fields[i].name) == UINT32_MAX)
            tell(all, SEVERITY_ERROR, file->file, resource->fields[i].name,
                 "is in the schema of the datapackage.json, but not in the header",
                 "correct one of the two");
    for (uint32_t i = 0; i < part->column_count; i++)
        if (resource_field(resource, part->columns[i].name) == NULL)
            tell(all, SEVERITY_WARNING, file->file, part->columns[i].name,
                 "is not in the schema of the datapackage.json; its type is found out",
                 "declare it there");
}

static bool read_decoded(struct reading_all *all, struct draft *draft, const struct listed *file,
                         struct decoder *decoder, uint64_t file_size)
{
    struct taking taking = {.all = all, .draft = draft, .file = file};
    struct csvread *reader = csvread_new(decoder, file->file);
    bool has_header;
    taking.part = part_new(file->file, all->problems);
    taking.part->ascii = decoder_ascii(decoder);
    taking.part->file_size = file_size;
    taking.part->hashing = all->need == NULL || draft->part_count > 0;
    for (size_t i = 0; i < all->listing.count && !taking.part->hashing; i++)
        taking.part->hashing = &all->listing.files[i] != file &&
                               strcmp(all->listing.files[i].dataset, draft->name) == 0;
    snprintf(taking.part->encoding, sizeof taking.part->encoding, "%s",
             decoder_encoding(decoder));
    bool fine = run_reader(all, &taking, reader, &has_header);
    csvread_free(reader);
    decoder_tell(decoder, all->problems);
    if (!fine || !has_header) {
        part_free(taking.part);
        return fine;
    }
    part_end(taking.part);
    check_header(all, taking.part, file);
    if (taking.part->record_count == 0 && taking.part->bad_rows == 0)
        tell(all, SEVERITY_WARNING, file->file, NULL, "has a header but no records", NULL);
    draft_add_part(draft, all->arena, taking.part, file);
    return true;
}

static bool read_file(struct reading_all *all, struct draft *draft, const struct listed *file)
{
    struct input *input = NULL;
    struct decoder *decoder;
    const char *encoding = all->options->encoding;
    if (encoding == NULL && file->resource != NULL)
        encoding = file->resource->encoding;
    if (file->path == NULL)
        input = input_memory(file->file, file->bytes, file->size);
    else if (!input_open(file->path, file->file, all->problems, &input, all->fault))
        return false;
    if (input == NULL)
        return true;
    bool fine = decoder_new(input, encoding, all->problems, &decoder, all->fault);
    if (fine && decoder != NULL) {
        fine = read_decoded(all, draft, file, decoder, input_size(input));
        decoder_free(decoder);
        if (fine)
            input_check_end(input, all->problems);
    }
    input_close(input);
    return fine;
}

/* ---- all files ---- */

static bool read_draft(struct reading_all *all, size_t number)
{
    struct draft *draft = &all->drafts[number];
    all->read[number] = true;
    for (size_t i = 0; i < all->listing.count; i++)
        if (strcmp(all->listing.files[i].dataset, draft->name) == 0 &&
            !read_file(all, draft, &all->listing.files[i]))
            return false;
    return true;
}

static bool lost_first_column(const struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++)
        if (draft->parts[p]->column_count > 0 && !draft->parts[p]->columns[0].stored)
            return true;
    return false;
}

/* Marks what a column, a key or a coverage of the draft may lead to. */
static void mark_target(struct reading_all *all, const struct draft *from, size_t number)
{
    struct draft *target = &all->drafts[number];
    bool led = false;
    if (target == from)
        return;
    if (from->resource != NULL && from->resource->coverage_in != NULL &&
        strcmp(from->resource->coverage_in, target->name) == 0)
        led = true;
    for (size_t k = 0; from->resource != NULL && k < from->resource->key_count; k++)
        led = led || strcmp(from->resource->keys[k].resource, target->name) == 0;
    for (uint32_t p = 0; p < from->part_count; p++)
        for (uint32_t i = 0; i < from->parts[p]->column_count; i++)
            led = led || key_fits(from->parts[p]->columns[i].name, target->name);
    if (!led)
        return;
    target->referred = true;
    all->wanted[number] = true;
    if (all->read[number] && lost_first_column(target)) {
        draft_clear(target); /* rare: a very large dataset that turns out to be a key's target */
        all->read[number] = false;
    }
}

static bool read_wanted(struct reading_all *all)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < all->count; i++) {
            if (!all->wanted[i] || all->read[i])
                continue;
            more = true;
            if (!read_draft(all, i))
                return false;
            for (size_t k = 0; k < all->count; k++)
                mark_target(all, &all->drafts[i], k);
        }
    }
    return true;
}

static struct marks cut_marks(struct arena *arena, const char *missing)
{
    struct marks marks = {0};
    size_t room = 0;
    const char **texts = NULL;
    while (missing != NULL && *missing != '\0') {
        size_t size = strcspn(missing, ",");
        const char *text = missing;
        missing += size + (missing[size] == ',');
        while (size > 0 && *text == ' ') {
            text++;
            size--;
        }
        while (size > 0 && text[size - 1] == ' ')
            size--;
        if (size == 0)
            continue;
        texts = arena_grow(arena, texts, marks.count, &room, sizeof *texts);
        texts[marks.count++] = arena_bytes(arena, text, size);
    }
    marks.texts = texts;
    return marks;
}

static void make_drafts(struct reading_all *all)
{
    size_t most = all->listing.count + 1;
    struct marks missing = cut_marks(all->arena, all->options->missing);
    all->drafts = arena_get_zeroed(all->arena, most, sizeof *all->drafts);
    all->read = arena_get_zeroed(all->arena, most, sizeof *all->read);
    all->wanted = arena_get_zeroed(all->arena, most, sizeof *all->wanted);
    for (size_t i = 0; i < all->listing.count; i++) {
        const char *name = all->listing.files[i].dataset;
        size_t known = 0;
        while (known < all->count && strcmp(all->drafts[known].name, name) != 0)
            known++;
        if (known < all->count)
            continue;
        all->drafts[all->count] = (struct draft){.name = name, .options = all->options,
                                                 .missing = missing, .problems = all->problems};
        all->wanted[all->count++] = need_dataset(all->need, name);
    }
}

static void settle_all(struct reading_all *all)
{
    for (size_t i = 0; i < all->count; i++) {
        struct draft *draft = &all->drafts[i];
        if (draft->part_count == 0)
            continue;
        if (all->need == NULL)
            for (uint32_t p = 0; p < draft->part_count; p++)
                tell_repeated_records(draft->parts[p], all->problems);
        draft_merge(draft, all->arena);
        draft_settle(draft);
        draft_find_primary(draft);
        draft_find_period(draft);
        datasets_add(all->datasets, draft->frame);
        if (all->need == NULL)
            tell_texts(draft);
        draft_clear(draft);
    }
    for (size_t i = 0; i < all->count; i++)
        if (all->drafts[i].frame != NULL)
            draft_find_keys(&all->drafts[i], all->datasets);
    for (size_t i = 0; i < all->count && all->need == NULL; i++)
        if (all->drafts[i].frame != NULL) {
            tell_records_alike(&all->drafts[i]);
            tell_names_alike(&all->drafts[i]);
        }
}

static bool read_all(struct reading_all *all)
{
    make_drafts(all);
    bool fine = read_wanted(all);
    if (fine)
        settle_all(all);
    for (size_t i = 0; i < all->count; i++)
        draft_clear(&all->drafts[i]);
    return fine;
}

static const struct source_options no_options;

bool source_read(const char *const *paths, size_t path_count, const struct source_options *options,
                 const struct source_need *need, struct datasets *datasets,
                 struct problems *problems, struct fault *fault)
{
    struct reading_all all = {.arena = arena_new(), .need = need, .datasets = datasets,
                              .options = options != NULL ? options : &no_options,
                              .problems = problems, .fault = fault};
    bool fine = true;
    for (size_t i = 0; fine && i < path_count; i++)
        fine = listing_add_path(&all.listing, all.arena, paths[i], (uint32_t)i, problems, fault);
    fine = fine && read_all(&all);
    arena_free(all.arena);
    return fine;
}

/* ---- from memory ---- */

static void add_memory(struct reading_all *all, const struct source_memory *file,
                       const struct package *package)
{
    struct listed listed = {.file = file->name, .bytes = file->bytes, .size = file->size};
    bool named = package == NULL;
    for (size_t r = 0; package != NULL && r < package->resource_count; r++)
        for (size_t p = 0; p < package->resources[r].path_count; p++)
            if (strcmp(package->resources[r].paths[p], file->name) == 0) {
                listed.resource = &package->resources[r];
                named = true;
            }
    if (named)
        listing_add(&all->listing, all->arena, listed);
    else
        tell(all, SEVERITY_NOTE, file->name, NULL,
             "is not named in the datapackage.json, and is not read", NULL);
}

bool source_read_memory(const struct source_memory *files, size_t count, const char *package_text,
                        const struct source_options *options, struct datasets *datasets,
                        struct problems *problems, struct fault *fault)
{
    struct reading_all all = {.arena = arena_new(), .datasets = datasets,
                              .options = options != NULL ? options : &no_options,
                              .problems = problems, .fault = fault};
    const struct package *package = NULL;
    bool fine = true;
    if (package_text != NULL) {
        package = package_parse(all.arena, "datapackage.json", package_text,
                                strlen(package_text), problems, fault);
        fine = package != NULL;
    }
    for (size_t i = 0; fine && i < count; i++)
        add_memory(&all, &files[i], package);
    fine = fine && read_all(&all);
    arena_free(all.arena);
    return fine;
}
