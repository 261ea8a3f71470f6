/* part.c - a file's columns by its header, which rows are records, and reading back.
 *
 * Rows with too few or too many fields are told; rows of nothing are left out. What the fields of
 * a record become is part_store.c's.
 *
 * A part owns its columns' arenas and dictionaries, and its own arena for the rest; of a file that
 * was read in blocks also its helpers.
 */
#include "source/part_rooms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/task.h"
#include "data/value.h"
#include "source/piece.h"
#include "source/plain.h"

struct part *part_new(const char *file, struct spill *spill, struct problems *problems)
{
    struct part *part = memory_get_zeroed(1, sizeof *part);
    part->file = file;
    part->spill = spill;
    part->arena = arena_new();
    part->places = arena_new_in(spill);
    part->scratch = arena_new();
    part->problems = problems;
    part->severity = SEVERITY_ERROR;
    return part;
}

void part_drop_column(struct part_column *column)
{
    if (column->arena != NULL)
        arena_free(column->arena);
    dictionary_free(column->texts);
    for (uint32_t i = 0; i < column->helping_count; i++)
        part_drop_column(column->helping[i]);
    free(column->helping);
    free(column->recent);
    free(column->values);
    free(column->tags);
    text_clear(&column->bytes);
    column->arena = NULL;
    column->texts = NULL;
    column->recent = NULL;
    column->chunks = NULL;
    column->helping = NULL;
    column->helping_count = 0;
    column->values = NULL;
    column->tags = NULL;
    column->stored = false;
}

void part_free(struct part *part)
{
    if (part == NULL)
        return;
    for (uint32_t i = 0; i < part->column_count; i++)
        part_drop_column(&part->columns[i]);
    helpers_free(part->helpers);
    free(part->columns);
    free(part->line_values);
    free(part->hash_values);
    arena_free(part->scratch);
    arena_free(part->places);
    arena_free(part->arena);
    free(part);
}

/* ---- the header ---- */

static void warn(struct part *part, uint32_t line, const char *column, const char *message,
                 const char *remedy)
{
    problems_add(part->problems, (struct problem){.severity = SEVERITY_WARNING,
                                                  .file = part->file,
                                                  .line = line,
                                                  .column = column,
                                                  .message = message,
                                                  .remedy = remedy});
}

/* Names lose blanks around them, and newlines within become spaces. */
static const char *clean_name(struct part *part, const struct field *field)
{
    size_t size = field->size;
    const char *bytes = field->bytes;
    while (size > 0 && strchr(" \t\r\n", bytes[0]) != NULL) {
        bytes++;
        size--;
    }
    while (size > 0 && strchr(" \t\r\n", bytes[size - 1]) != NULL)
        size--;
    bytes = part_composed(part, part->arena, bytes, size, &size);
    char *name = arena_bytes(part->arena, size == 0 ? "" : bytes, size);
    for (char *at = name; *at != '\0'; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    return name;
}

static const char *name_apart(struct part *part, const char *name)
{
    for (unsigned number = 2;; number++) {
        const char *other = arena_format(part->arena, "%s %u", name, number);
        if (part_find_column(part, other) != UINT32_MAX)
            continue;
        warn(part, part->header_line, name,
             arena_format(part->arena, "two columns have this name; the second is called '%s'",
                          other),
             "name them apart in the header");
        return other;
    }
}

void part_set_header(struct part *part, const struct field *names, uint32_t count, uint32_t line)
{
    part->header_line = line;
    part->field_count = count;
    part->columns = memory_get_zeroed(count + 1, sizeof *part->columns);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = clean_name(part, &names[i]);
        bool nameless = *name == '\0';
        if (nameless)
            name = arena_format(part->arena, "column %u", i + 1);
        if (part_find_column(part, name) != UINT32_MAX)
            name = name_apart(part, name);
        part->columns[part->column_count++] = (struct part_column){
            .name = name,
            .name_hash = part_hash(1, name, strlen(name)),
            .nameless = nameless,
            .stored = true,
        };
    }
}

uint32_t part_find_column(const struct part *part, const char *name)
{
    for (uint32_t i = 0; i < part->column_count; i++)
        if (strcmp(part->columns[i].name, name) == 0)
            return i;
    return UINT32_MAX;
}

/* ---- rows ---- */

static bool all_empty(const struct row *row)
{
    for (uint32_t i = 0; i < row->count; i++)
        for (size_t c = 0; c < row->fields[i].size; c++)
            if (row->fields[i].bytes[c] != ' ' && row->fields[i].bytes[c] != '\t')
                return false;
    return true;
}

static uint32_t named_fields(const struct part *part)
{
    uint32_t count = part->field_count;
    while (count > 1 && part->columns[count - 1].nameless)
        count--;
    return count;
}

static void tell_wrong_count(struct part *part, const struct row *row)
{
    char message[120];
    part->bad_rows++;
    snprintf(message, sizeof message, "this row has %u field%s where the header has %u",
             row->count, row->count == 1 ? "" : "s", part->field_count);
    problems_add(part->problems, (struct problem){
        .severity = part->severity, .file = part->file, .line = row->line, .message = message,
        .remedy = part->severity == SEVERITY_ERROR
                      ? "correct it (a delimiter within a field needs quotes around the field), "
                        "or leave such rows out with --skip-bad"
                      : "left out, as --skip-bad says"});
}

/* False: the row is no record. */
bool part_check_row(struct part *part, const struct row *row)
{
    if (row->count == part->field_count || row->count == part->dialect.row_fields) {
        if (part->field_count == 1 ||
            (row->fields[0].size > 0 && row->fields[0].bytes[0] > ' ') || !all_empty(row))
            return true;
    } else if (row->count == 1 && row->fields[0].size == 1 && row->fields[0].bytes[0] == 0x1A) {
        warn(part, row->line, NULL, "an end-of-file mark of DOS (Ctrl-Z) is left out",
             "nothing needs to be done");
        return false;
    } else if (!all_empty(row)) {
        if (row->count >= named_fields(part) && row->count < part->field_count)
            return true;
        tell_wrong_count(part, row);
        return false;
    }
    if (part->ghost_rows++ == 0)
        part->first_ghost = row->line;
    return false;
}

static void drop_ghosts(struct part *part)
{
    uint32_t dropped = 0;
    char message[160];
    while (part->column_count > 1) {
        struct part_column *last = &part->columns[part->column_count - 1];
        if (!last->nameless || last->any)
            break;
        part_drop_column(last);
        part->column_count--;
        dropped++;
    }
    if (dropped > 0) {
        snprintf(message, sizeof message, "%u empty column%s without a name at the end %s left "
                 "out", dropped, dropped == 1 ? "" : "s", dropped == 1 ? "is" : "are");
        problems_add(part->problems, (struct problem){
            .severity = SEVERITY_NOTE, .file = part->file, .line = part->header_line,
            .message = message});
    }
    for (uint32_t i = 0; i < part->column_count; i++)
        if (part->columns[i].nameless)
            warn(part, part->header_line, part->columns[i].name,
                 "has no name in the header, and is called by its number", "name it");
    if (part->ghost_rows == 0)
        return;
    snprintf(message, sizeof message, "%llu row%s of empty fields %s left out",
             (unsigned long long)part->ghost_rows, part->ghost_rows == 1 ? "" : "s",
             part->ghost_rows == 1 ? "is" : "are");
    problems_add(part->problems, (struct problem){
        .severity = SEVERITY_NOTE, .file = part->file, .line = part->first_ghost,
        .message = message});
}

void part_free_rooms(struct part *part)
{
    for (uint32_t i = 0; i < part->column_count; i++) {
        free(part->columns[i].values);
        free(part->columns[i].tags);
        text_clear(&part->columns[i].bytes);
        free(part->columns[i].recent);
        part->columns[i].recent = NULL;
        part->columns[i].values = NULL;
        part->columns[i].tags = NULL;
    }
    free(part->line_values);
    free(part->hash_values);
    part->line_values = NULL;
    part->hash_values = NULL;
}

void part_end(struct part *part)
{
    part_end_chunk(part);
    drop_ghosts(part);
    part_free_rooms(part);
}

/* ---- reading back ---- */

void part_read(const struct part_column *column, uint32_t chunk, uint32_t first, uint32_t count,
               int64_t *values, uint8_t *tags)
{
    const struct part_chunk *from = &column->chunks[chunk];
    vector_read(&from->values, first, count, values, NULL);
    if (from->tags != NULL)
        memcpy(tags, from->tags + first, count);
    else
        memset(tags, from->tag, count);
    for (uint32_t i = 0; from->texts.bytes != NULL && i < count; i++)
        if (tags[i] == TAG_LOOSE)
            values[i] = (int64_t)((uint64_t)chunk << 32 | (first + i));
    if (from->map == NULL || (from->tags == NULL && from->tag != TAG_TEXT))
        return;
    for (uint32_t i = 0; i < count; i++)
        if (tags[i] == TAG_TEXT)
            values[i] = from->map->codes[values[i]];
}

const char *part_text(const struct part_column *column, uint8_t tag, int64_t value, char *room,
                      size_t *size)
{
    if (tag == TAG_TEXT) {
        *size = dictionary_size(column->texts, (uint32_t)value);
        return dictionary_text(column->texts, (uint32_t)value);
    }
    if (tag == TAG_LOOSE) {
        struct string text =
            vector_text_at(&column->chunks[value >> 32].texts, (uint32_t)value);
        *size = text.size - 1;
        return text.bytes;
    }
    *size = 0;
    room[0] = '\0';
    if (tag == TAG_DATE)
        *size = date_format((int32_t)value, room);
    else if (tag != TAG_EMPTY)
        *size = plain_text(tag, value, room);
    return room;
}

/* Value and tag, one after the other, say what stood there; only a text has another number elsewhere,
 * or none. */
uint64_t part_field_hash(const struct part_column *column, uint8_t tag, int64_t value)
{
    size_t size;
    if (tag == TAG_EMPTY)
        return 0;
    if (tag != TAG_TEXT && tag != TAG_LOOSE)
        return hash_step(hash_step(0, tag), (uint64_t)value);
    const char *text = part_text(column, tag, value, NULL, &size);
    return hash_text(text, size);
}

bool part_each_text(const struct part *part, const struct part_column *column, uint32_t chunk,
                    part_text_function *take, void *owner)
{
    enum { BATCH = 512 };
    const struct part_chunk *from = &column->chunks[chunk];
    struct string loose[BATCH];
    int64_t values[BATCH];
    uint8_t tags[BATCH];
    size_t size;
    for (uint32_t first = 0; first < part->chunk_sizes[chunk]; first += BATCH) {
        uint32_t left = part->chunk_sizes[chunk] - first, count = left < BATCH ? left : BATCH;
        part_read(column, chunk, first, count, values, tags);
        if (from->texts.bytes != NULL)
            vector_read_texts(&from->texts, first, count, loose, NULL);
        for (uint32_t i = 0; i < count; i++) {
            bool fine = true;
            if (tags[i] == TAG_LOOSE) {
                fine = take(owner, loose[i].bytes, loose[i].size - 1);
            } else if (tags[i] == TAG_TEXT) {
                const char *text = part_text(column, TAG_TEXT, values[i], NULL, &size);
                fine = take(owner, text, size);
            }
            if (!fine)
                return false;
        }
    }
    return true;
}

struct scan_texts {
    const struct part *part;
    const struct part_column *column;
    part_text_function *take;
    char *owners;
    size_t owner_size;
};

static void scan_chunk(void *self, size_t chunk, unsigned worker)
{
    const struct scan_texts *scan = self;
    (void)worker;
    part_each_text(scan->part, scan->column, (uint32_t)chunk, scan->take,
                   scan->owners + chunk * scan->owner_size);
}

void part_scan_texts(const struct part *part, const struct part_column *column, unsigned threads,
                     part_text_function *take, void *owners, size_t owner_size)
{
    struct scan_texts scan = {part, column, take, owners, owner_size};
    task_each(task_threads(threads, part->chunk_count), part->chunk_count, scan_chunk, &scan);
}

uint32_t part_line(const struct part *part, uint32_t chunk, uint32_t number)
{
    return (uint32_t)vector_at(&part->lines[chunk], number);
}
