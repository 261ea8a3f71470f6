/* part.c - keeping the fields of a file in packed chunks.
 *
 * The hot path is store_field: a plain number or ISO date is recognised in one go over its bytes,
 * all else goes to the dictionary. What is not plain (a leading zero, a sign before nothing,
 * marks between thousands, more than 18 digits) is a text here, so that the way back is exact.
 *
 * A part owns its columns' arenas and dictionaries, and its own arena for the rest.
 */
#include "source/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "data/value.h"
#include "source/detect.h"
#include "source/plain.h"

enum { FIRST_ROOM = 256 };

struct part *part_new(const char *file, struct problems *problems)
{
    struct part *part = memory_get_zeroed(1, sizeof *part);
    part->file = file;
    part->arena = arena_new();
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
    free(column->values);
    free(column->tags);
    column->arena = NULL;
    column->texts = NULL;
    column->chunks = NULL;
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
    free(part->columns);
    free(part->line_values);
    free(part->hash_values);
    arena_free(part->scratch);
    arena_free(part->arena);
    free(part);
}

static uint64_t stir(uint64_t hash, uint64_t word)
{
    __uint128_t product = (__uint128_t)(hash ^ word) * 0x9E3779B97F4A7C15u;
    return (uint64_t)product ^ (uint64_t)(product >> 64) ^ 0xD6E8FEB86659FD93u;
}

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t size)
{
    uint64_t word;
    hash = stir(hash, size);
    for (; size >= 8; bytes += 8, size -= 8) {
        memcpy(&word, bytes, 8);
        hash = stir(hash, word);
    }
    word = 0;
    memcpy(&word, bytes, size);
    return stir(stir(hash, word), size);
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

static const char *composed(struct part *part, struct arena *arena, const char *bytes,
                            size_t size, size_t *into)
{
    *into = size;
    if (part->ascii)
        return bytes;
    for (size_t i = 0; i < size; i++) /* up to U+02FF every character is composed */
        if ((unsigned char)bytes[i] >= 0xCC)
            return text_composed(arena, bytes, size, into);
    return bytes;
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
    bytes = composed(part, part->arena, bytes, size, &size);
    char *name = arena_bytes(part->arena, size == 0 ? "" : bytes, size);
    for (char *at = name; *at != '\0'; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    return name;
}

static const char *name_apart(struct part *part, const char *name)
{
    char message[80];
    for (unsigned number = 2;; number++) {
        const char *other = arena_format(part->arena, "%s %u", name, number);
        if (part_find_column(part, other) != UINT32_MAX)
            continue;
        snprintf(message, sizeof message, "two columns have this name; the second is called "
                 "with a number behind it");
        warn(part, part->header_line, name, message, "name them apart in the header");
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
            .name_hash = hash_bytes(1, name, strlen(name)),
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

/* ---- one field ---- */

/* A column nobody asked for stays as long as it could be the only one of dates. */
static bool still_a_date(uint8_t tag, const char *bytes, size_t size)
{
    if (tag == TAG_DATE || tag == TAG_EMPTY)
        return true;
    return tag == TAG_TEXT &&
           (form_of(bytes, size).kinds & (FORM_DATE | FORM_MISSING | FORM_NOT_APPLICABLE)) != 0;
}

static void store_field(struct part *part, struct part_column *column, const char *bytes,
                        size_t size)
{
    int64_t value = 0;
    uint8_t tag = TAG_EMPTY;
    if (size > 0) {
        tag = plain_value(bytes, size, &value);
        column->any = true;
        if (column->perhaps && !still_a_date(tag, bytes, size)) {
            part_drop_column(column);
            return;
        }
        if (tag == TAG_TEXT) {
            bytes = composed(part, part->scratch, bytes, size, &size);
            if (column->texts == NULL)
                column->texts = dictionary_new();
            value = dictionary_add(column->texts, bytes, size);
        }
    }
    column->values[part->filled] = value;
    column->tags[part->filled] = tag;
}

/* ---- chunks ---- */

static void grow_chunk(struct part *part)
{
    part->room = part->room == 0 ? FIRST_ROOM : part->room * 4;
    if (part->room > SEGMENT_RECORDS)
        part->room = SEGMENT_RECORDS;
    part->line_values = memory_resize(part->line_values, part->room, sizeof(int64_t));
    if (part->hashing)
        part->hash_values = memory_resize(part->hash_values, part->room, sizeof(uint64_t));
    for (uint32_t i = 0; i < part->column_count; i++) {
        struct part_column *column = &part->columns[i];
        if (!column->stored)
            continue;
        column->values = memory_resize(column->values, part->room, sizeof(int64_t));
        column->tags = memory_resize(column->tags, part->room, 1);
    }
}

/* Empty fields take a neighbour's value, so that they widen nothing. */
static void pack_column(struct part *part, struct part_column *column)
{
    uint32_t count = part->filled;
    int64_t neighbour = 0;
    bool uniform = true;
    if (column->arena == NULL)
        column->arena = arena_new();
    for (uint32_t i = 0; i < count; i++)
        if (column->tags[i] != TAG_EMPTY) {
            neighbour = column->values[i];
            break;
        }
    for (uint32_t i = 0; i < count; i++) {
        column->counts[column->tags[i]]++;
        uniform = uniform && column->tags[i] == column->tags[0];
        if (column->tags[i] == TAG_EMPTY)
            column->values[i] = neighbour;
    }
    column->chunks = arena_grow(column->arena, column->chunks, part->chunk_count,
                                &column->chunk_room, sizeof *column->chunks);
    struct part_chunk *chunk = &column->chunks[part->chunk_count];
    chunk->values = vector_pack(column->arena, column->values, NULL, count);
    chunk->tag = column->tags[0];
    chunk->tags = uniform ? NULL
                          : (const uint8_t *)arena_bytes(column->arena,
                                                         (const char *)column->tags, count);
}

static void end_chunk(struct part *part)
{
    if (part->filled == 0)
        return;
    for (uint32_t i = 0; i < part->column_count; i++)
        if (part->columns[i].stored)
            pack_column(part, &part->columns[i]);
    for (uint32_t i = 0; i < part->column_count; i++)
        if (part->columns[i].fleeting && part->columns[i].counts[TAG_TEXT] > 0 &&
            part->filled == SEGMENT_RECORDS)
            part_drop_column(&part->columns[i]);
    uint32_t number = part->chunk_count;
    part->lines = arena_grow(part->arena, part->lines, number, &part->lines_room,
                             sizeof *part->lines);
    part->lines[number] = vector_pack(part->arena, part->line_values, NULL, part->filled);
    part->chunk_sizes = arena_grow(part->arena, part->chunk_sizes, number, &part->sizes_room,
                                   sizeof *part->chunk_sizes);
    part->chunk_sizes[number] = part->filled;
    if (part->hashing) {
        part->hashes = arena_grow(part->arena, part->hashes, number, &part->hashes_room,
                                  sizeof *part->hashes);
        part->hashes[number] =
            (uint64_t *)(void *)arena_bytes(part->arena, (const char *)part->hash_values,
                                            part->filled * sizeof *part->hash_values);
    }
    part->chunk_count++;
    part->filled = 0;
    arena_free(part->scratch);
    part->scratch = arena_new();
}

/* ---- rows ---- */

/* The same for two rows that say the same, whatever the order of their columns: a sum over
 * fields that are not empty. */
static uint64_t hash_row(const struct part *part, const struct row *row)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < row->count; i++)
        if (row->fields[i].size > 0)
            sum += hash_bytes(part->columns[i].name_hash, row->fields[i].bytes,
                              row->fields[i].size);
    return sum;
}

static bool all_empty(const struct row *row)
{
    for (uint32_t i = 0; i < row->count; i++)
        if (row->fields[i].size > 0)
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
static bool check_row(struct part *part, const struct row *row)
{
    if (row->count == part->field_count) {
        if (part->field_count == 1 || row->fields[0].size > 0 || !all_empty(row))
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

void part_add_row(struct part *part, const struct row *row)
{
    if (!check_row(part, row))
        return;
    if (part->filled == part->room) {
        if (part->room == SEGMENT_RECORDS)
            end_chunk(part);
        else
            grow_chunk(part);
    }
    for (uint32_t i = 0; i < part->column_count; i++) {
        struct part_column *column = &part->columns[i];
        size_t size = i < row->count ? row->fields[i].size : 0;
        if (column->stored)
            store_field(part, column, size > 0 ? row->fields[i].bytes : "", size);
        else if (size > 0)
            column->any = true;
    }
    part->line_values[part->filled] = row->line;
    if (part->hashing)
        part->hash_values[part->filled] = hash_row(part, row);
    part->filled++;
    part->record_count++;
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

void part_end(struct part *part)
{
    end_chunk(part);
    drop_ghosts(part);
    for (uint32_t i = 0; i < part->column_count; i++) {
        free(part->columns[i].values);
        free(part->columns[i].tags);
        part->columns[i].values = NULL;
        part->columns[i].tags = NULL;
    }
    free(part->line_values);
    free(part->hash_values);
    part->line_values = NULL;
    part->hash_values = NULL;
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
}

const char *part_text(const struct part_column *column, uint8_t tag, int64_t value, char *room,
                      size_t *size)
{
    if (tag == TAG_TEXT) {
        *size = dictionary_size(column->texts, (uint32_t)value);
        return dictionary_text(column->texts, (uint32_t)value);
    }
    *size = 0;
    room[0] = '\0';
    if (tag == TAG_DATE)
        *size = date_format((int32_t)value, room);
    else if (tag != TAG_EMPTY)
        *size = plain_text(tag, value, room);
    return room;
}

uint32_t part_line(const struct part *part, uint32_t chunk, uint32_t number)
{
    return (uint32_t)vector_at(&part->lines[chunk], number);
}
