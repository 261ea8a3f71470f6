/* quote.c - a file read again for the lines of a few records.
 *
 * The reader of the first time does the work (encoding, quotes that span lines, packed
 * files), so a line means the same both times; rows between those wanted are cut and
 * dropped. Telling what is wrong with the file is not the quote's business: it was told
 * when the data were read.
 *
 * Scratch is freed here; the quotes are the caller's arena's.
 */
#include "source/quote.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/csvread.h"

/* A record that is wanted, and where it stands. */
struct wanted {
    uint32_t file, line;
    size_t number; /* among the quotes */
};

struct quoting {
    const struct frame *frame;
    const struct source_file *file;
    struct arena *arena;
    const struct wanted *next, *end; /* those of the file, by rising line */
    struct quote *quotes;
};

static int compare_wanted(const void *a, const void *b)
{
    const struct wanted *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static const char *const *copy_fields(const struct quoting *quoting,
                                      const struct row *row)
{
    const struct frame *frame = quoting->frame;
    const char **fields =
        arena_get_zeroed(quoting->arena, frame->column_count + 1, sizeof *fields);
    for (uint32_t i = 0; i < frame->column_count; i++) {
        uint32_t number = quoting->file->fields[i];
        if (number != COLUMN_NONE && number < row->count)
            fields[i] =
                arena_bytes(quoting->arena,
                            row->fields[number].size > 0 ? row->fields[number].bytes : "",
                            row->fields[number].size);
    }
    return fields;
}

static void take_row(void *owner, const struct row *row)
{
    struct quoting *quoting = owner;
    const char *const *fields = NULL;
    while (quoting->next < quoting->end && quoting->next->line < row->line)
        quoting->next++;
    for (; quoting->next < quoting->end && quoting->next->line == row->line;
         quoting->next++) {
        if (fields == NULL)
            fields = copy_fields(quoting, row);
        quoting->quotes[quoting->next->number].fields = fields;
    }
}

static void read_rows(struct quoting *quoting, struct input *input,
                      struct problems *problems)
{
    const struct source_file *file = quoting->file;
    struct decoder *decoder = NULL;
    struct fault fault = {0};
    uint64_t bad_rows = 0;
    struct dialect dialect = {.delimiter = file->delimiter,
                              .quote = file->quote,
                              .comment = file->comment,
                              .headless = file->headless,
                              .header_line = file->header_line,
                              .header_rows = file->header_rows,
                              .drop_last = file->dropped_rows};
    if (!decoder_new(input, file->encoding, problems, &decoder, &fault) ||
        decoder == NULL)
        return;
    struct csvread *reader = csvread_new(decoder, file->name);
    struct taker taker = {.owner = quoting, .row = take_row, .severity = SEVERITY_NOTE,
                          .problems = problems, .bad_rows = &bad_rows};
    csvread_run(reader, &dialect, &taker, &fault);
    csvread_free(reader);
    decoder_free(decoder);
}

static void quote_file(struct quoting *quoting)
{
    const struct source_file *file = quoting->file;
    struct input *input = NULL;
    struct fault fault = {0};
    if (file->path == NULL || file->fields == NULL)
        return;
    struct problems *problems = problems_new();
    if (input_open(file->path, file->name, problems, &input, &fault) && input != NULL &&
        input_file_size(input) == file->size)
        read_rows(quoting, input, problems);
    input_close(input);
    problems_free(problems);
}

struct quote *quote_records(const struct frame *frame, const uint32_t *records,
                            size_t count, struct arena *arena)
{
    struct quote *quotes = arena_get_zeroed(arena, count + 1, sizeof *quotes);
    struct wanted *wanted = memory_get((count + 1) * sizeof *wanted);
    for (size_t i = 0; i < count; i++) {
        const struct segment *segment = &frame->segments[records[i] / SEGMENT_RECORDS];
        size_t at = records[i] % SEGMENT_RECORDS;
        wanted[i] = (struct wanted){(uint32_t)vector_at(&segment->file, at),
                                    (uint32_t)vector_at(&segment->line, at), i};
    }
    qsort(wanted, count, sizeof *wanted, compare_wanted);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && wanted[end].file == wanted[first].file;)
            end++;
        struct quoting quoting = {frame,        &frame->files[wanted[first].file],
                                  arena,        wanted + first,
                                  wanted + end, quotes};
        quote_file(&quoting);
    }
    free(wanted);
    return quotes;
}
