/* part_store.c - keeping the fields of records in packed chunks.
 *
 * The hot path is part_add_rows: column by column over a thousand rows, so that each loop
 * sees one kind of field. A plain number or ISO date is recognised in one go over its
 * bytes, all else goes to the dictionary. What is not plain (a leading zero, a sign
 * before nothing, marks between thousands, more than 18 digits) is a text here, so that
 * the way back is exact.
 *
 * Whether the texts of a column are loose changes nothing but what they cost.
 *
 * Chunks lie in the arenas of their columns.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/detect.h"
#include "source/part_rooms.h"
#include "source/plain.h"

enum { FIRST_ROOM = 256 };

static uint64_t stir(uint64_t hash, uint64_t word)
{
    __uint128_t product = (__uint128_t)(hash ^ word) * 0x9E3779B97F4A7C15u;
    return (uint64_t)product ^ (uint64_t)(product >> 64) ^ 0xD6E8FEB86659FD93u;
}

uint64_t part_hash(uint64_t hash, const char *bytes, size_t size)
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

const char *part_composed(struct part *part, struct arena *arena, const char *bytes,
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

/* ---- one field ---- */

/* A column nobody asked for stays as long as it could be the only one of dates. */
static bool still_a_date(uint8_t tag, const char *bytes, size_t size)
{
    if (tag == TAG_DATE || tag == TAG_EMPTY)
        return true;
    return tag == TAG_TEXT && (form_of(bytes, size).kinds &
                               (FORM_DATE | FORM_MISSING | FORM_NOT_APPLICABLE)) != 0;
}

static void drop_perhaps(struct part *part, struct part_column *column)
{
    if (part->helping)
        column->stored = false;
    else
        part_drop_column(column);
}

static int64_t text_number(struct part *part, struct part_column *column,
                           const char *bytes, size_t size)
{
    if (!part->ascii)
        bytes = part_composed(part, part->scratch, bytes, size, &size);
    if (column->texts == NULL)
        column->texts = dictionary_new();
    return dictionary_add(column->texts, bytes, size);
}

static int64_t loose_text(struct part *part, struct part_column *column,
                          const char *bytes, size_t size)
{
    if (!part->ascii)
        bytes = part_composed(part, part->scratch, bytes, size, &size);
    text_add_bytes(&column->bytes, bytes, size);
    column->bytes.size++; /* its NUL */
    return (int64_t)size + 1;
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
            drop_perhaps(part, column);
            return;
        }
        if (tag == TAG_TEXT && column->loose)
            tag = TAG_LOOSE;
        if (tag == TAG_TEXT || tag == TAG_LOOSE)
            value = (tag == TAG_TEXT ? text_number : loose_text)(part, column, bytes, size);
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
        part->hash_values =
            memory_resize(part->hash_values, part->room, sizeof(uint64_t));
    for (uint32_t i = 0; i < part->column_count; i++) {
        struct part_column *column = &part->columns[i];
        if (!column->stored)
            continue;
        column->values = memory_resize(column->values, part->room, sizeof(int64_t));
        column->tags = memory_resize(column->tags, part->room, 1);
    }
}

static uint32_t count_tag(const uint8_t *tags, uint32_t count, uint8_t tag)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++)
        found += tags[i] == tag;
    return found;
}

/* Most columns have fields of one kind, and empty ones. True: of one kind alone. */
static bool count_tags(uint64_t *counts, const uint8_t *tags, uint32_t count)
{
    uint32_t usual = 0;
    while (usual < count && tags[usual] == TAG_EMPTY)
        usual++;
    uint8_t tag = usual < count ? tags[usual] : TAG_EMPTY;
    uint32_t found = count_tag(tags, count, tag);
    uint32_t empty = tag == TAG_EMPTY ? 0 : count_tag(tags, count, TAG_EMPTY);
    if (found + empty == count) {
        counts[tag] += found;
        counts[TAG_EMPTY] += empty;
        return found == count;
    }
    for (uint32_t i = 0; i < count; i++)
        counts[tags[i]]++;
    return false;
}

/* Empty fields and loose texts take a neighbour's value, so that they widen nothing. */
static void fill_empty(int64_t *values, const uint8_t *tags, uint32_t count)
{
    int64_t neighbour = 0;
    for (uint32_t i = 0; i < count; i++)
        if (tags[i] != TAG_EMPTY && tags[i] != TAG_LOOSE) {
            neighbour = values[i];
            break;
        }
    for (uint32_t i = 0; i < count; i++)
        values[i] = tags[i] == TAG_EMPTY || tags[i] == TAG_LOOSE ? neighbour : values[i];
}

static struct vector pack_loose(struct part_column *column, uint32_t count)
{
    if (column->bytes.size == 0)
        return (struct vector){0};
    int64_t *sizes = memory_get(count * sizeof *sizes);
    for (uint32_t i = 0; i < count; i++)
        sizes[i] = column->tags[i] == TAG_LOOSE ? column->values[i] : 0;
    struct vector texts =
        vector_pack_texts(column->arena, sizes, NULL, count, column->bytes.bytes);
    column->bytes.size = 0;
    free(sizes);
    return texts;
}

static void pack_column(struct part *part, struct part_column *column)
{
    uint32_t count = part->filled;
    if (column->arena == NULL)
        column->arena = arena_new_in(part->spill);
    bool uniform = count_tags(column->counts, column->tags, count);
    struct vector texts = pack_loose(column, count);
    if (!uniform || texts.bytes != NULL)
        fill_empty(column->values, column->tags, count);
    column->chunks = arena_grow(column->arena, column->chunks, part->chunk_count,
                                &column->chunk_room, sizeof *column->chunks);
    struct part_chunk *chunk = &column->chunks[part->chunk_count];
    *chunk = (struct part_chunk){.texts = texts, .tag = column->tags[0]};
    chunk->values = vector_pack(column->arena, column->values, NULL, count);
    if (!uniform)
        chunk->tags = arena_lay(column->arena, column->tags, count);
}

void part_drop_fleeting(struct part *part)
{
    for (uint32_t i = 0; i < part->column_count; i++)
        if (part->columns[i].fleeting && part->columns[i].stored &&
            part->columns[i].counts[TAG_TEXT] > 0 &&
            part->record_count >= SEGMENT_RECORDS)
            part_drop_column(&part->columns[i]);
}

void part_loosen(struct part *part)
{
    for (uint32_t i = 0; part->whole && i < part->column_count; i++) {
        struct part_column *column = &part->columns[i];
        uint64_t texts = column->counts[TAG_TEXT];
        column->loose = column->loose ||
                        (texts >= PLAIN_TEXTS && column->texts != NULL &&
                         dictionary_count(column->texts) * 2 > texts);
    }
}

void part_end_chunk(struct part *part)
{
    if (part->filled == 0)
        return;
    for (uint32_t i = 0; i < part->column_count; i++)
        if (part->columns[i].stored)
            pack_column(part, &part->columns[i]);
    part_drop_fleeting(part);
    part_loosen(part);
    uint32_t number = part->chunk_count;
    part->lines = arena_grow(part->places, part->lines, number, &part->lines_room,
                             sizeof *part->lines);
    part->lines[number] = vector_pack(part->places, part->line_values, NULL, part->filled);
    part->chunk_sizes = arena_grow(part->places, part->chunk_sizes, number,
                                   &part->sizes_room, sizeof *part->chunk_sizes);
    part->chunk_sizes[number] = part->filled;
    if (part->hashing) {
        part->hashes = arena_grow(part->places, part->hashes, number, &part->hashes_room,
                                  sizeof *part->hashes);
        part->hashes[number] = arena_lay(part->places, part->hash_values,
                                         part->filled * sizeof *part->hash_values);
    }
    part->chunk_count++;
    part->filled = 0;
    arena_free(part->scratch);
    part->scratch = arena_new();
}

static void make_room(struct part *part)
{
    if (part->filled < part->room)
        return;
    if (part->room == SEGMENT_RECORDS)
        part_end_chunk(part);
    else
        grow_chunk(part);
}

/* ---- row by row ---- */

/* The same for two rows that say the same, whatever the order of their columns: a sum
 * over fields that are not empty. */
static uint64_t hash_row(const struct part *part, const struct row *row)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < row->count; i++)
        if (row->fields[i].size > 0)
            sum += part_hash(part->columns[i].name_hash, row->fields[i].bytes,
                             row->fields[i].size);
    return sum;
}

void part_add_row(struct part *part, const struct row *row)
{
    if (!part_check_row(part, row))
        return;
    make_room(part);
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

/* ---- many rows ---- */

static struct field field_of(const struct rows *rows, uint32_t row, uint32_t field)
{
    const uint32_t *end = rows->ends + (size_t)row * rows->fields + field;
    uint32_t begin = field > 0 ? end[-1] + 1 : rows->begins[row];
    return (struct field){rows->bytes + begin, *end - begin};
}

/* Rows that the chunk has room for. */
struct span {
    const struct rows *rows;
    uint32_t first, count;
};

/* A text of up to 24 bytes as three words, with zeros behind it: no text holds a zero. */
struct recent {
    uint64_t words[3];
    uint32_t number;
};

enum { RECENT_BITS = 12, RECENT_WAYS = 2, RECENT_LONGEST = 24 };

static inline uint64_t word_of(const char *bytes, size_t size)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return size >= sizeof word ? word : word & (((uint64_t)1 << 8 * size) - 1);
}

static struct recent recent_of(const char *bytes, size_t size)
{
    return (struct recent){{word_of(bytes, size), size > 8 ? word_of(bytes + 8, size - 8) : 0,
                            size > 16 ? word_of(bytes + 16, size - 16) : 0},
                           0};
}

static bool is_same(const struct recent *a, const struct recent *b)
{
    return ((a->words[0] ^ b->words[0]) | (a->words[1] ^ b->words[1]) |
            (a->words[2] ^ b->words[2])) == 0;
}

/* Most texts of a column are short and have come before: they are found by their bytes
 * alone, at one of the two places where they can be. The newer one stands first. */
static inline int64_t recent_number(struct part *part, struct part_column *column,
                                    const char *bytes, size_t size)
{
    if (size > RECENT_LONGEST)
        return text_number(part, column, bytes, size);
    if (column->recent == NULL)
        column->recent =
            memory_get_zeroed(RECENT_WAYS << RECENT_BITS, sizeof *column->recent);
    struct recent text = recent_of(bytes, size);
    uint64_t hash = (text.words[0] ^ (text.words[1] << 29 | text.words[1] >> 35) ^
                     (text.words[2] << 43 | text.words[2] >> 21)) *
                    0x9E3779B97F4A7C15u;
    struct recent *places = &column->recent[(hash >> (64 - RECENT_BITS)) * RECENT_WAYS];
    bool second = is_same(&places[1], &text);
    if (is_same(&places[0], &text) | second) /* which of them is not to be guessed */
        return places[second].number;
    text.number = (uint32_t)text_number(part, column, bytes, size);
    places[1] = places[0];
    places[0] = text;
    return text.number;
}

static void store_loose(struct part *part, struct part_column *column, struct span span,
                        uint32_t field)
{
    int64_t *values = column->values + part->filled;
    uint8_t *tags = column->tags + part->filled;
    for (uint32_t i = 0; i < span.count; i++) {
        if (tags[i] != TAG_TEXT)
            continue;
        struct field text = field_of(span.rows, span.first + i, field);
        tags[i] = TAG_LOOSE;
        values[i] = loose_text(part, column, text.bytes, text.size);
    }
}

static void store_texts(struct part *part, struct part_column *column, struct span span,
                        uint32_t field)
{
    int64_t *values = column->values + part->filled;
    const uint8_t *tags = column->tags + part->filled;
    for (uint32_t i = 0; i < span.count; i++) {
        if (tags[i] != TAG_TEXT)
            continue;
        struct field text = field_of(span.rows, span.first + i, field);
        values[i] = recent_number(part, column, text.bytes, text.size);
    }
}

static void store_column(struct part *part, struct part_column *column, struct span span,
                         uint32_t field)
{
    uint8_t *tags = column->tags + part->filled;
    plain_values(span.rows, span.first, span.count, field, column->values + part->filled,
                 tags);
    for (uint32_t i = 0; i < span.count && !column->any; i++)
        column->any = tags[i] != TAG_EMPTY;
    for (uint32_t i = 0; column->perhaps && i < span.count; i++) {
        struct field text = field_of(span.rows, span.first + i, field);
        if (!still_a_date(tags[i], text.bytes, text.size)) {
            drop_perhaps(part, column);
            return;
        }
    }
    (column->loose ? store_loose : store_texts)(part, column, span, field);
}

static void look_for_any(struct part_column *column, struct span span, uint32_t field)
{
    for (uint32_t i = 0; i < span.count && !column->any; i++)
        column->any = field_of(span.rows, span.first + i, field).size > 0;
}

static void hash_rows(struct part *part, struct span span)
{
    uint64_t *sums = part->hash_values + part->filled;
    memset(sums, 0, span.count * sizeof *sums);
    for (uint32_t i = 0; i < span.count; i++)
        for (uint32_t f = 0; f < span.rows->fields; f++) {
            struct field field = field_of(span.rows, span.first + i, f);
            if (field.size > 0)
                sums[i] += part_hash(part->columns[f].name_hash, field.bytes, field.size);
        }
}

void part_add_rows(struct part *part, const struct rows *rows)
{
    for (uint32_t done = 0; done < rows->count;) {
        make_room(part);
        struct span span = {rows, done, rows->count - done};
        if (span.count > part->room - part->filled)
            span.count = part->room - part->filled;
        for (uint32_t i = 0; i < part->column_count; i++) {
            struct part_column *column = &part->columns[i];
            if (column->stored)
                store_column(part, column, span, i);
            else if (column->nameless)
                look_for_any(column, span, i);
        }
        for (uint32_t i = 0; i < span.count; i++)
            part->line_values[part->filled + i] = (int64_t)rows->line + done + i;
        if (part->hashing)
            hash_rows(part, span);
        part->filled += span.count;
        part->record_count += span.count;
        done += span.count;
    }
}
