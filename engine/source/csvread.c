/* csvread.c - cutting lines into rows, with libcsv where there are quotes.
 *
 * libcsv's traps, and what is done: it strips blanks (its notion of a blank is turned off), lets
 * an open quote at the end pass (CSV_STRICT_FINI), lets a quote within a field pass (CSV_STRICT;
 * where it can only be text, as in 5" pipe, the line is cut again without, and told), grows
 * without end (a capped realloc), and cannot go on after an error: it is made anew at the next
 * line, so that all errors are told and not only the first.
 *
 * The reader owns its buffer, the parser and the row being put together.
 */
#include "source/csvread.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
    BUFFER = 1 << 18,
    LONGEST_LINE = 1 << 26,
    LONGEST_FIELD = 1 << 26,
    PARSER_BLOCK = 1 << 16,
    FIELDS_MOST = 1 << 17,
};

struct csvread {
    struct decoder *decoder;
    const char *name;
    char *buffer;
    size_t room, used, at;
    bool ended;

    struct csv_parser parser;
    bool parsing;         /* the parser exists */
    bool within;          /* a row goes on from the line before */
    uint32_t line;        /* the line being read */
    uint32_t row_line;    /* where the row began */
    uint32_t quote_line;  /* where the field that is open began */
    struct field *fields;
    size_t *offsets;      /* of fields in `text`, while libcsv puts the row together */
    uint32_t field_count, field_room;
    struct text text;
    bool row_done, too_many;
    struct scan *scan;

    const struct dialect *dialect;
    const struct taker *taker;
};

struct csvread *csvread_new(struct decoder *decoder, const char *name)
{
    struct csvread *reader = memory_get_zeroed(1, sizeof *reader);
    reader->decoder = decoder;
    reader->name = name;
    reader->room = BUFFER;
    if (decoder != NULL)
        reader->buffer = memory_get(BUFFER + SCAN_PAST);
    reader->line = 1;
    reader->scan = scan_new();
    return reader;
}

void csvread_free(struct csvread *reader)
{
    if (reader == NULL)
        return;
    if (reader->parsing)
        csv_free(&reader->parser);
    scan_free(reader->scan);
    free(reader->buffer);
    free(reader->fields);
    free(reader->offsets);
    text_clear(&reader->text);
    free(reader);
}

/* ---- text ---- */

/* Reads on behind what is not used yet, until the buffer is full or the text ends. */
static bool fill(struct csvread *reader, struct fault *fault)
{
    memmove(reader->buffer, reader->buffer + reader->at, reader->used - reader->at);
    reader->used -= reader->at;
    reader->at = 0;
    if (reader->room - reader->used < 64) {
        reader->room *= 2;
        reader->buffer = memory_resize(reader->buffer, reader->room + SCAN_PAST, 1);
    }
    while (!reader->ended && reader->room - reader->used >= 64) {
        size_t got;
        if (!decoder_read(reader->decoder, reader->buffer + reader->used,
                          reader->room - reader->used, &got, fault))
            return false;
        reader->used += got;
        reader->ended = got == 0;
    }
    memset(reader->buffer + reader->used, 0, SCAN_PAST);
    return true;
}

bool csvread_sample(struct csvread *reader, const char **bytes, size_t *size, bool *whole,
                    struct fault *fault)
{
    if (!fill(reader, fault))
        return false;
    *bytes = reader->buffer;
    *size = reader->used < DIALECT_SAMPLE ? reader->used : DIALECT_SAMPLE;
    *whole = reader->ended && reader->used <= DIALECT_SAMPLE;
    return true;
}

/* ---- rows ---- */

static void room_for_field(struct csvread *reader)
{
    if (reader->field_count < reader->field_room)
        return;
    reader->field_room = reader->field_room * 2 + 32;
    reader->fields = memory_resize(reader->fields, reader->field_room, sizeof *reader->fields);
    reader->offsets =
        memory_resize(reader->offsets, reader->field_room, sizeof *reader->offsets);
}

static void hand_over(struct csvread *reader)
{
    struct row row = {reader->fields, reader->field_count, reader->row_line};
    reader->taker->row(reader->taker->owner, &row);
    reader->field_count = 0;
    reader->text.size = 0;
}

static void tell(struct csvread *reader, uint32_t line, const char *message,
                 const char *remedy)
{
    ++*reader->taker->bad_rows;
    problems_add(reader->taker->problems,
                 (struct problem){.severity = reader->taker->severity,
                                  .file = reader->name,
                                  .line = line,
                                  .message = message,
                                  .remedy = remedy});
}

static void tell_too_many(struct csvread *reader, uint32_t line)
{
    tell(reader, line, "this row has more than 131 072 fields",
         "say the --delimiter; is it a CSV file?");
    reader->field_count = 0;
    reader->text.size = 0;
}

static void cut_plain(struct csvread *reader, const char *bytes, size_t size, char delimiter)
{
    const char *end = bytes + size, *field = bytes;
    while (end > bytes && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    if (end == bytes)
        return;
    for (const char *at = bytes; at < end; at++) {
        if (*at != delimiter)
            continue;
        if (reader->field_count == FIELDS_MOST) {
            tell_too_many(reader, reader->line);
            return;
        }
        room_for_field(reader);
        reader->fields[reader->field_count++] = (struct field){field, (size_t)(at - field)};
        field = at + 1;
    }
    room_for_field(reader);
    reader->fields[reader->field_count++] = (struct field){field, (size_t)(end - field)};
    reader->row_line = reader->line;
    hand_over(reader);
}

static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static void *capped_realloc(void *memory, size_t size)
{
    return size > LONGEST_FIELD ? NULL : realloc(memory, size);
}

static void renew_parser(struct csvread *reader, bool strict)
{
    const struct dialect *dialect = reader->dialect;
    if (reader->parsing)
        csv_free(&reader->parser);
    if (csv_init(&reader->parser, (unsigned char)(CSV_STRICT_FINI | (strict ? CSV_STRICT : 0))) != 0)
        memory_exhausted();
    csv_set_delim(&reader->parser, (unsigned char)dialect->delimiter);
    csv_set_quote(&reader->parser, (unsigned char)dialect->quote);
    csv_set_space_func(&reader->parser, no_blank);
    csv_set_realloc_func(&reader->parser, capped_realloc);
    csv_set_blk_size(&reader->parser, PARSER_BLOCK);
    reader->parsing = true;
    reader->within = false;
    reader->field_count = 0;
    reader->text.size = 0;
}

static void take_field(void *bytes, size_t size, void *owner)
{
    struct csvread *reader = owner;
    reader->too_many = reader->too_many || reader->field_count == FIELDS_MOST;
    if (reader->too_many)
        return;
    room_for_field(reader);
    reader->offsets[reader->field_count] = reader->text.size;
    reader->fields[reader->field_count++].size = size;
    if (size > 0)
        text_add_bytes(&reader->text, bytes, size);
}

static void take_row(int end, void *owner)
{
    (void)end;
    struct csvread *reader = owner;
    reader->row_done = true;
    if (reader->too_many) {
        tell_too_many(reader, reader->row_line);
        reader->too_many = false;
        return;
    }
    for (uint32_t i = 0; i < reader->field_count; i++)
        reader->fields[i].bytes = text_of(&reader->text) + reader->offsets[i];
    hand_over(reader);
}

/* Whether all that is wrong with the line are quotes inside fields that do not begin with one. */
static bool only_bare_quotes(const struct dialect *dialect, const char *bytes, size_t size)
{
    bool begin = true, quoted = false;
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        if (quoted && c == dialect->quote && i + 1 < size && bytes[i + 1] == dialect->quote) {
            i++;
        } else if (quoted && c == dialect->quote) {
            quoted = false;
            if (i + 1 < size && bytes[i + 1] != dialect->delimiter && bytes[i + 1] != '\n' &&
                bytes[i + 1] != '\r')
                return false;
        } else if (!quoted) {
            quoted = begin && c == dialect->quote;
            begin = c == dialect->delimiter;
        }
    }
    return !quoted;
}

/* 5" pipes are 5" pipes: where the field does not begin with the quote, nothing else can be meant. */
static bool parse_leniently(struct csvread *reader, const char *bytes, size_t size)
{
    if (reader->row_line != reader->line || !only_bare_quotes(reader->dialect, bytes, size))
        return false;
    renew_parser(reader, false);
    bool fine = csv_parse(&reader->parser, bytes, size, take_field, take_row, reader) == size &&
                (reader->row_done ||
                 csv_fini(&reader->parser, take_field, take_row, reader) == 0);
    renew_parser(reader, true);
    if (fine)
        problems_add(reader->taker->problems, (struct problem){
            .severity = SEVERITY_WARNING, .file = reader->name, .line = reader->line,
            .message = "a quote stands inside a field that does not begin with one, and is read "
                       "as it stands",
            .remedy = "put the field in quotes and double each quote within"});
    return fine;
}

static void tell_text_behind(struct csvread *reader)
{
    char message[120];
    if (reader->quote_line == reader->line) {
        tell(reader, reader->line, "text stands before or after the quotes of a field",
             "put the whole field in quotes and double each quote within");
        return;
    }
    snprintf(message, sizeof message,
             "the quote opened here is closed on line %u, with text behind it", reader->line);
    tell(reader, reader->quote_line, message,
         "close it where its field ends; what lies between is not read");
}

static void parse_line(struct csvread *reader, const char *bytes, size_t size)
{
    if (!reader->within) {
        reader->row_line = reader->line;
        reader->quote_line = reader->line;
    }
    uint32_t before = reader->field_count;
    reader->row_done = false;
    size_t done = csv_parse(&reader->parser, bytes, size, take_field, take_row, reader);
    if (done != size) {
        bool cut = csv_error(&reader->parser) == CSV_EPARSE;
        if (cut && parse_leniently(reader, bytes, size))
            return;
        if (cut)
            tell_text_behind(reader);
        else
            tell(reader, reader->quote_line, "the quote opened here is not closed within "
                 "64 MiB", "close it");
        renew_parser(reader, true);
        return;
    }
    reader->within = !reader->row_done;
    if (reader->within && reader->field_count > before)
        reader->quote_line = reader->line;
}

void csvread_end(struct csvread *reader)
{
    if (csv_fini(&reader->parser, take_field, take_row, reader) != 0)
        tell(reader, reader->quote_line, "the quote opened here is never closed; what follows "
             "it is not read", "close it");
}

/* A row ended by the text's end rather than by a newline is only handed over by csv_fini, which
 * csvread_end calls; so the last line counts as going on. */
static void read_line(struct csvread *reader, const char *bytes, size_t size)
{
    const struct dialect *dialect = reader->dialect;
    if (reader->line < dialect->header_line)
        return;
    if (!reader->within) {
        if (dialect->comment != 0 && *bytes == dialect->comment)
            return;
        if (memchr(bytes, dialect->quote, size) == NULL) {
            cut_plain(reader, bytes, size, dialect->delimiter);
            return;
        }
    }
    parse_line(reader, bytes, size);
}

/* Regular rows, as many as there are on end. */
static size_t take_rows(struct csvread *reader, const char *bytes, size_t size, size_t stop)
{
    const struct taker *taker = reader->taker;
    size_t done = 0;
    if (taker->rows == NULL || reader->line < reader->dialect->header_line)
        return 0;
    while (!reader->within && taker->fields > 0 && done < stop && done < size) {
        struct rows rows;
        size_t took = scan_rows(reader->scan, bytes + done, size - done, stop - done,
                                reader->dialect, taker->fields, &rows);
        if (rows.count == 0)
            break;
        rows.line = reader->line;
        taker->rows(taker->owner, &rows);
        reader->line += rows.count;
        done += took;
    }
    return done;
}

size_t csvread_feed(struct csvread *reader, const char *bytes, size_t size, size_t stop,
                    bool last)
{
    size_t at = 0;
    while (at < size && (at < stop || reader->within)) {
        if (!reader->within)
            at += take_rows(reader, bytes + at, size - at, stop - at);
        if (at == size || (at >= stop && !reader->within))
            break;
        size_t line = line_size(bytes + at, size - at, last);
        if (line == 0)
            break;
        read_line(reader, bytes + at, line);
        reader->line++;
        at += line;
    }
    return at;
}

void csvread_begin(struct csvread *reader, const struct dialect *dialect,
                   const struct taker *taker, uint32_t line)
{
    reader->dialect = dialect;
    reader->taker = taker;
    reader->line = line;
    renew_parser(reader, true);
}

bool csvread_within(const struct csvread *reader)
{
    return reader->within;
}

uint32_t csvread_line(const struct csvread *reader)
{
    return reader->line;
}

bool csvread_too_long(size_t unfinished)
{
    return unfinished > LONGEST_LINE;
}

bool csvread_run(struct csvread *reader, const struct dialect *dialect,
                 const struct taker *taker, struct fault *fault)
{
    csvread_begin(reader, dialect, taker, reader->line);
    for (;;) {
        size_t left = reader->used - reader->at;
        reader->at +=
            csvread_feed(reader, reader->buffer + reader->at, left, SIZE_MAX, reader->ended);
        if (reader->ended)
            break;
        if (csvread_too_long(reader->used - reader->at))
            return fault_at(fault, FAULT_DATA,
                            (struct place){.file = reader->name, .line = reader->line},
                            "this line is longer than 64 MiB. is it a CSV file?");
        if (!fill(reader, fault))
            return false;
    }
    csvread_end(reader);
    return true;
}
