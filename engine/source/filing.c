/* filing.c - one file: opened, decoded, cut, and its rows kept in a part.
 *
 * There are two ways to the same result. A file larger than a block whose beginning could be UTF-8
 * goes through blocks; when that finds anything odd, and for all other files, the decoder looks at
 * all bytes and csvread cuts them one after the other.
 *
 * The arena of the call holds what must outlive the file.
 */
#include "source/filing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/blocks.h"
#include "source/choose.h"
#include "source/headers.h"

enum { HEAD = 1 << 18 };

struct taking {
    struct part *part;
    struct taker taker;
    const struct reading_all *all;
    const struct draft *draft;
    const struct listed *file;
    bool headless, has_header;
    uint32_t header_line;
    struct header_rows header; /* while it is put together of several rows */
    struct tail tail;
};

static void take_header(struct taking *taking, const struct row *row)
{
    if (row->count > COLUMNS_MOST) {
        problems_add(taking->taker.problems,
                     (struct problem){.severity = SEVERITY_ERROR,
                                      .file = taking->file->file,
                                      .message = "has more than 16 384 columns",
                                      .remedy = "say the --delimiter; is it a CSV file?"});
        return;
    }
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
    } else if (taking->header.wanted > 1) {
        uint32_t count;
        const struct field *names =
            header_rows_join(&taking->header, taking->all->arena, &count);
        part_set_header(taking->part, names, count, taking->part->dialect.header_line);
    } else {
        part_set_header(taking->part, row->fields, row->count, row->line);
    }
    choose_columns(taking->part, taking->draft, taking->file, &taking->all->listing,
                   taking->all->need);
    taking->has_header = true;
    taking->taker.fields = taking->part->field_count;
}

static void take_record(void *owner, const struct row *row)
{
    part_add_row(((struct taking *)owner)->part, row);
}

static void take_row(void *owner, const struct row *row)
{
    struct taking *taking = owner;
    if (!taking->has_header) {
        if (row->line != taking->header_line &&
            (taking->header.count == 0 || taking->header_line == 0))
            return; /* the header itself could not be cut, which is told: nothing has a name */
        if (taking->header.wanted > 1)
            header_rows_add(&taking->header, taking->all->arena, row);
        if (taking->header.count < taking->header.wanted)
            return;
        taking->header_line = 0; /* there is no other */
        take_header(taking, row);
        if (!taking->headless || !taking->has_header)
            return;
    }
    tail_add(&taking->tail, row);
}

/* Only where none is held back. */
static void take_rows(void *owner, const struct rows *rows)
{
    struct taking *taking = owner;
    tail_see(&taking->tail, rows);
    part_add_rows(taking->part, rows);
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
    if (all->options->header_rows != 0)
        dialect.header_rows = all->options->header_rows;
    if (all->options->drop_last != 0)
        dialect.drop_last = all->options->drop_last;
    return dialect;
}

static void begin_taking(struct taking *taking, const struct dialect *dialect,
                         struct problems *problems)
{
    struct part *part = taking->part;
    taking->headless = dialect->headless;
    taking->header_line = dialect->header_line;
    taking->header.wanted =
        dialect->headless || dialect->header_rows < 2 ? 0 : dialect->header_rows;
    part->dialect = *dialect;
    tail_init(&taking->tail, dialect->drop_last, take_record, taking);
    part->severity = taking->all->options->skip_bad ? SEVERITY_WARNING : SEVERITY_ERROR;
    taking->taker = (struct taker){.owner = taking,
                                   .row = take_row,
                                   .rows = dialect->drop_last > 0 ? NULL : take_rows,
                                   .severity = part->severity,
                                   .problems = problems,
                                   .bad_rows = &part->bad_rows};
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
    begin_taking(taking, &dialect, all->problems);
    size_t errors = problems_count(all->problems, SEVERITY_ERROR);
    bool done = csvread_run(reader, &dialect, &taking->taker, all->fault);
    tail_end(&taking->tail);
    tail_clear(&taking->tail);
    taking->part->tail = taking->tail;
    if (!done)
        return false;
    *fine = taking->has_header;
    /* Blank lines may be more than the sample of the dialect. */
    if (!*fine && problems_count(all->problems, SEVERITY_ERROR) == errors)
        problems_add(all->problems,
                     (struct problem){.severity = SEVERITY_ERROR,
                                      .file = taking->file->file,
                                      .message = "holds nothing: not even a header row",
                                      .remedy = "give a file with a header row"});
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
    bool kept = all->options->schema != NULL;
    if (resource == NULL || !resource->has_schema)
        return;
    for (size_t i = 0; i < resource->field_count; i++)
        if (part_find_column(part, resource->fields[i].name) == UINT32_MAX)
            tell(all, SEVERITY_ERROR, file->file, resource->fields[i].name,
                 kept ? "is a column of the store, but not in the header"
                      : "is in the schema of the datapackage.json, but not in the header",
                 kept ? "add it, if only empty" : "correct one of the two");
    for (uint32_t i = 0; i < part->column_count; i++)
        if (resource_field(resource, part->columns[i].name) != NULL)
            continue;
        else if (kept)
            tell(all, SEVERITY_ERROR, file->file, part->columns[i].name,
                 "is no column of the store",
                 "take it out, or load everything anew with --replace");
        else
            tell(all, SEVERITY_WARNING, file->file, part->columns[i].name,
                 "is not in the schema of the datapackage.json; its type is found out",
                 "declare it there");
}

static struct part *make_part(const struct reading_all *all, const struct draft *draft,
                              const struct listed *file, struct problems *problems)
{
    struct part *part = part_new(file->file, all->options->spill, problems);
    part->whole = all->need == NULL;
    /* Of a part that is not whole, rows are told apart by what is not kept too. */
    for (size_t i = 0; i < all->listing.count && !part->whole && !part->hashing; i++)
        part->hashing = draft->part_count > 0 ||
                        (&all->listing.files[i] != file &&
                         strcmp(all->listing.files[i].dataset, draft->name) == 0);
    return part;
}

static void end_part(struct reading_all *all, struct draft *draft, const struct listed *file,
                     struct part *part)
{
    part_end(part);
    tell_notes(part, &part->tail, all->problems);
    check_header(all, part, file);
    if (part->record_count == 0 && part->bad_rows == 0)
        tell(all, SEVERITY_WARNING, file->file, NULL, "has a header but no records", NULL);
    draft_add_part(draft, all->arena, part, file);
}

static bool read_decoded(struct reading_all *all, struct draft *draft, const struct listed *file,
                         struct decoder *decoder, uint64_t file_size)
{
    struct taking taking = {.all = all, .draft = draft, .file = file};
    struct csvread *reader = csvread_new(decoder, file->file);
    bool has_header;
    taking.part = make_part(all, draft, file, all->problems);
    taking.part->ascii = decoder_ascii(decoder);
    taking.part->file_size = file_size;
    snprintf(taking.part->encoding, sizeof taking.part->encoding, "%s",
             decoder_encoding(decoder));
    bool fine = run_reader(all, &taking, reader, &has_header);
    csvread_free(reader);
    decoder_tell(decoder, all->problems);
    if (fine && has_header)
        end_part(all, draft, file, taking.part);
    else
        part_free(taking.part);
    return fine;
}

/* ---- in blocks ---- */

/* Reads on to the header; how many bytes this takes, 0: it is not one that blocks can follow. */
static size_t take_head(struct taking *taking, const struct dialect *dialect, const char *head,
                        size_t size, uint32_t *line)
{
    struct csvread *reader = csvread_new(NULL, taking->file->file);
    size_t at = 0, took = 1;
    csvread_begin(reader, dialect, &taking->taker, 1);
    while (!taking->has_header && took > 0) {
        took = csvread_feed(reader, head + at, size - at, 1, false);
        at += took;
    }
    if (!taking->has_header || taking->headless || csvread_within(reader))
        at = 0;
    *line = csvread_line(reader);
    csvread_free(reader);
    return at;
}

/* True: it was read. `head` is its beginning. Rows that are held back need all before them. */
static bool run_blocks(struct reading_all *all, struct taking *taking, const struct input *input,
                       const char *head, size_t size, struct problems *problems)
{
    size_t skip, sample;
    const char *encoding = all->options->encoding;
    struct dialect dialect = dialect_for(all, taking->file);
    if (encoding == NULL && taking->file->resource != NULL)
        encoding = taking->file->resource->encoding;
    if (dialect.drop_last > 0 || !encoding_may_be_utf8(head, size, encoding, &skip))
        return false;
    sample = size - skip < DIALECT_SAMPLE ? size - skip : DIALECT_SAMPLE;
    if (!dialect_find(&dialect, taking->file->file, head + skip, sample,
                      input_size(input) - skip <= DIALECT_SAMPLE, problems))
        return false;
    uint32_t line;
    begin_taking(taking, &dialect, problems);
    size_t begin = take_head(taking, &dialect, head + skip, size - skip, &line);
    if (begin == 0 || memchr(head, '\0', skip + begin) != NULL ||
        !utf8_is_valid(head + skip, begin))
        return false;
    snprintf(taking->part->encoding, sizeof taking->part->encoding, "UTF-8");
    return blocks_read(input, &dialect, skip + begin, line, all->options, taking->part);
}

static void tell_progress(const struct reading_all *all, uint64_t bytes)
{
    if (all->options->progress != NULL)
        all->options->progress(all->options->progress_owner, bytes);
}

/* *done: it was read, and is in the draft; else nothing has happened. */
static void read_in_blocks(struct reading_all *all, struct draft *draft,
                           const struct listed *file, const struct input *input, bool *done)
{
    size_t block = all->options->block > 0 ? all->options->block : BLOCK_USUAL;
    size_t size = input_size(input) < HEAD ? (size_t)input_size(input) : HEAD;
    *done = false;
    if (input_size(input) <= block)
        return;
    struct problems *problems = problems_new();
    struct taking taking = {.all = all, .draft = draft, .file = file};
    char *head = memory_get_zeroed(size + SCAN_PAST, 1);
    taking.part = make_part(all, draft, file, problems);
    taking.part->file_size = input_file_size(input);
    *done = input_read_at(input, 0, head, size) &&
            run_blocks(all, &taking, input, head, size, problems);
    free(head);
    if (*done) {
        for (size_t i = 0; i < problems_kept(problems); i++)
            problems_add(all->problems, *problems_at(problems, i));
        taking.part->problems = all->problems;
        end_part(all, draft, file, taking.part);
        if (taking.part->told_bytes < taking.part->file_size)
            tell_progress(all, taking.part->file_size - taking.part->told_bytes);
    } else {
        part_free(taking.part);
    }
    problems_free(problems);
}

bool file_read_into(struct reading_all *all, struct draft *draft, const struct listed *file)
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
    bool done;
    read_in_blocks(all, draft, file, input, &done);
    bool fine = done || decoder_new(input, encoding, all->problems, &decoder, all->fault);
    if (fine && done) {
        input_check_end(input, all->problems);
    } else if (fine && decoder != NULL) {
        fine = read_decoded(all, draft, file, decoder, input_file_size(input));
        decoder_free(decoder);
        if (fine)
            input_check_end(input, all->problems);
    }
    if (!done)
        tell_progress(all, input_file_size(input));
    input_close(input);
    if (!fine && encoding != all->options->encoding && all->fault->kind == FAULT_USAGE)
        all->fault->kind = FAULT_DATA; /* the datapackage.json says it, not the command line */
    return fine;
}
