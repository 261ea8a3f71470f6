/* piece.c - taking from helpers, and joining.
 *
 * A piece copies what describes its chunks and points at the texts that are new in its
 * helper's dictionary, which never move; so a helper can go on while its pieces wait.
 * Packed bytes stay in the helpers' arenas. A piece that is discarded leaves texts in its
 * helper's dictionary that are in no row of the file: from then on this helper's chunks
 * are looked through for the texts that have no number yet, so that none is numbered that
 * does not occur, or out of turn.
 *
 * The helpers own their parts and the maps of their texts.
 */
#include "source/piece.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/part_rooms.h"

enum { BATCH = 1024 };

struct text_ref {
    const char *text;
    size_t size;
};

/* Texts of a helper's dictionary, from number `first` on. */
struct new_texts {
    struct text_ref *texts;
    uint32_t first, count;
};

struct piece_column {
    bool any, stored;
    uint64_t counts[TAG_COUNT];
    struct new_texts texts;
};

struct piece {
    unsigned helper;
    uint32_t chunk_count, column_count;
    struct part_chunk *chunks; /* of the first column, then of the second … */
    struct vector *lines;
    uint32_t *sizes;
    const uint64_t **hashes;
    struct piece_column *columns;
    uint64_t record_count, bad_rows, ghost_rows;
    uint32_t first_ghost;
    struct tail tail;
    struct problems *problems;
};

/* Texts that were in discarded pieces. */
struct pending {
    struct new_texts *items;
    size_t count;
};

struct helper {
    struct part *part;
    struct code_map *maps;   /* of each column */
    struct pending *pending; /* of each column */
    uint32_t *known;         /* of each column: texts that a piece has told of */
    bool discarded;          /* a piece was */
};

struct helpers {
    struct helper *items;
    unsigned count;
    uint32_t column_count;
    atomic_bool *dropped; /* of each column: the whole part has dropped it */
    atomic_bool *loose;   /* of each column: its texts get no numbers any more */
};

/* ---- helpers ---- */

static struct part *fork_part(const struct part *part)
{
    struct part *fork = part_new(part->file, part->spill, NULL);
    fork->helping = true;
    fork->field_count = part->field_count;
    fork->header_line = part->header_line;
    fork->dialect = part->dialect;
    fork->hashing = part->hashing;
    fork->severity = part->severity;
    fork->column_count = part->column_count;
    fork->columns = memory_get_zeroed(part->column_count + 1, sizeof *fork->columns);
    for (uint32_t i = 0; i < part->column_count; i++) {
        const struct part_column *column = &part->columns[i];
        fork->columns[i] = (struct part_column){
            .name = column->name,
            .name_hash = column->name_hash,
            .nameless = column->nameless,
            .stored = column->stored,
            .perhaps = column->perhaps,
        };
    }
    return fork;
}

struct helpers *helpers_new(struct part *part, unsigned count)
{
    struct helpers *helpers = memory_get_zeroed(1, sizeof *helpers);
    helpers->count = count;
    helpers->column_count = part->column_count;
    helpers->items = memory_get_zeroed(count, sizeof *helpers->items);
    helpers->dropped =
        memory_get_zeroed(part->column_count + 1, sizeof *helpers->dropped);
    helpers->loose = memory_get_zeroed(part->column_count + 1, sizeof *helpers->loose);
    for (unsigned i = 0; i < count; i++) {
        struct helper *helper = &helpers->items[i];
        helper->part = fork_part(part);
        helper->maps = memory_get_zeroed(part->column_count + 1, sizeof *helper->maps);
        helper->pending =
            memory_get_zeroed(part->column_count + 1, sizeof *helper->pending);
        helper->known = memory_get_zeroed(part->column_count + 1, sizeof *helper->known);
    }
    part->helpers = helpers;
    return helpers;
}

void helpers_free(struct helpers *helpers)
{
    if (helpers == NULL)
        return;
    for (unsigned i = 0; i < helpers->count; i++) {
        struct helper *helper = &helpers->items[i];
        for (uint32_t c = 0; c < helpers->column_count; c++) {
            free(helper->maps[c].codes);
            for (size_t k = 0; k < helper->pending[c].count; k++)
                free(helper->pending[c].items[k].texts);
            free(helper->pending[c].items);
        }
        free(helper->maps);
        free(helper->pending);
        free(helper->known);
        part_free(helper->part);
    }
    free(helpers->items);
    free(helpers->dropped);
    free(helpers->loose);
    free(helpers);
}

struct part *helper_begin(struct helpers *helpers, unsigned number)
{
    struct part *part = helpers->items[number].part;
    for (uint32_t i = 0; i < part->column_count; i++) {
        if (part->columns[i].stored && atomic_load(&helpers->dropped[i]))
            part_drop_column(&part->columns[i]);
        part->columns[i].loose = atomic_load(&helpers->loose[i]);
    }
    part->problems = problems_new();
    return part;
}

/* ---- taking ---- */

static struct new_texts take_texts(struct helper *helper, uint32_t column)
{
    const struct dictionary *texts = helper->part->columns[column].texts;
    uint32_t first = helper->known[column];
    uint32_t count = texts == NULL ? first : (uint32_t)dictionary_count(texts);
    struct new_texts new_texts = {.first = first, .count = count - first};
    if (new_texts.count == 0)
        return new_texts;
    new_texts.texts = memory_get(new_texts.count * sizeof *new_texts.texts);
    for (uint32_t i = 0; i < new_texts.count; i++)
        new_texts.texts[i] = (struct text_ref){dictionary_text(texts, first + i),
                                               dictionary_size(texts, first + i)};
    helper->known[column] = count;
    return new_texts;
}

static void take_column(struct piece *piece, struct helper *helper, uint32_t number)
{
    struct part_column *column = &helper->part->columns[number];
    struct piece_column *taken = &piece->columns[number];
    *taken = (struct piece_column){.any = column->any, .stored = column->stored};
    memcpy(taken->counts, column->counts, sizeof taken->counts);
    memset(column->counts, 0, sizeof column->counts);
    column->any = false;
    if (!column->stored || piece->chunk_count == 0)
        return;
    taken->texts = take_texts(helper, number);
    memcpy(piece->chunks + (size_t)number * piece->chunk_count, column->chunks,
           piece->chunk_count * sizeof *column->chunks);
}

static void *copy_of(const void *items, uint32_t count, size_t size)
{
    void *copy = memory_get(count * size);
    if (count > 0)
        memcpy(copy, items, count * size);
    return copy;
}

struct piece *helper_take(struct helpers *helpers, unsigned number)
{
    struct helper *helper = &helpers->items[number];
    struct part *part = helper->part;
    part_end_chunk(part);
    struct piece *piece = memory_get_zeroed(1, sizeof *piece);
    *piece = (struct piece){.helper = number,
                            .chunk_count = part->chunk_count,
                            .column_count = part->column_count,
                            .record_count = part->record_count,
                            .bad_rows = part->bad_rows,
                            .ghost_rows = part->ghost_rows,
                            .first_ghost = part->first_ghost,
                            .tail = part->tail,
                            .problems = part->problems};
    uint32_t chunks = part->chunk_count;
    piece->lines = copy_of(part->lines, chunks, sizeof *part->lines);
    piece->sizes = copy_of(part->chunk_sizes, chunks, sizeof *part->chunk_sizes);
    if (part->hashing)
        piece->hashes = copy_of(part->hashes, chunks, sizeof *part->hashes);
    piece->chunks =
        memory_get((size_t)part->column_count * chunks * sizeof *piece->chunks);
    piece->columns = memory_get((size_t)part->column_count * sizeof *piece->columns);
    for (uint32_t i = 0; i < part->column_count; i++)
        take_column(piece, helper, i);
    part->chunk_count = 0;
    part->record_count = part->bad_rows = part->ghost_rows = 0;
    part->problems = NULL;
    return piece;
}

static void piece_free(struct piece *piece)
{
    for (uint32_t i = 0; i < piece->column_count; i++)
        free(piece->columns[i].texts.texts);
    problems_free(piece->problems);
    free(piece->lines);
    free(piece->sizes);
    free(piece->hashes);
    free(piece->chunks);
    free(piece->columns);
    free(piece);
}

/* ---- joining ---- */

static void grow_map(struct code_map *map, size_t count)
{
    if (count > map->room) {
        map->room = count * 2;
        map->codes = memory_resize(map->codes, map->room, sizeof *map->codes);
    }
    for (size_t i = map->count; i < count; i++)
        map->codes[i] = DICTIONARY_NONE;
    if (count > map->count)
        map->count = count;
}

static uint32_t number_text(struct part_column *column, struct text_ref text)
{
    if (column->texts == NULL)
        column->texts = dictionary_new();
    return dictionary_add(column->texts, text.text, text.size);
}

static void add_pending(struct helper *helper, uint32_t column, struct new_texts *texts)
{
    struct pending *pending = &helper->pending[column];
    grow_map(&helper->maps[column], (size_t)texts->first + texts->count);
    if (texts->count == 0)
        return;
    pending->items =
        memory_resize(pending->items, pending->count + 1, sizeof *pending->items);
    pending->items[pending->count++] = *texts;
    *texts = (struct new_texts){0};
}

static struct text_ref find_pending(const struct pending *pending, uint32_t code)
{
    size_t at = pending->count;
    while (at-- > 1 && pending->items[at].first > code)
        ;
    return pending->items[at].texts[code - pending->items[at].first];
}

/* Numbers texts as they come in the rows. */
static void look_for_texts(struct part_column *column, struct helper *helper,
                           uint32_t number, const struct piece *piece)
{
    int64_t values[BATCH];
    uint8_t tags[BATCH];
    uint32_t *codes = helper->maps[number].codes;
    struct part_column view = {.chunks =
                                   piece->chunks + (size_t)number * piece->chunk_count};
    for (uint32_t c = 0; c < piece->chunk_count; c++)
        for (uint32_t first = 0; first < piece->sizes[c]; first += BATCH) {
            uint32_t count = piece->sizes[c] - first;
            if (count > BATCH)
                count = BATCH;
            part_read(&view, c, first, count, values, tags);
            for (uint32_t i = 0; i < count; i++)
                if (tags[i] == TAG_TEXT && codes[values[i]] == DICTIONARY_NONE)
                    codes[values[i]] =
                        number_text(column, find_pending(&helper->pending[number],
                                                         (uint32_t)values[i]));
        }
}

static void join_texts(struct part_column *column, struct helper *helper, uint32_t number,
                       struct piece *piece)
{
    struct new_texts *texts = &piece->columns[number].texts;
    if (helper->discarded) {
        add_pending(helper, number, texts);
        look_for_texts(column, helper, number, piece);
        return;
    }
    struct code_map *map = &helper->maps[number];
    grow_map(map, (size_t)texts->first + texts->count);
    for (uint32_t i = 0; i < texts->count; i++)
        map->codes[texts->first + i] = number_text(column, texts->texts[i]);
}

static void join_column(struct part *part, struct piece *piece, uint32_t number)
{
    struct part_column *column = &part->columns[number];
    struct piece_column *joined = &piece->columns[number];
    struct helper *helper = &part->helpers->items[piece->helper];
    column->any = column->any || joined->any;
    if (column->stored && !joined->stored)
        part_drop_column(column);
    if (!column->stored)
        return;
    for (unsigned t = 0; t < TAG_COUNT; t++)
        column->counts[t] += joined->counts[t];
    join_texts(column, helper, number, piece);
    if (column->arena == NULL)
        column->arena = arena_new_in(part->spill);
    for (uint32_t c = 0; c < piece->chunk_count; c++) {
        uint32_t at = part->chunk_count + c;
        column->chunks = arena_grow(column->arena, column->chunks, at,
                                    &column->chunk_room, sizeof *column->chunks);
        column->chunks[at] = piece->chunks[(size_t)number * piece->chunk_count + c];
        column->chunks[at].map = &helper->maps[number];
    }
}

static void join_lines(struct part *part, const struct piece *piece, uint32_t chunk)
{
    uint32_t at = part->chunk_count++;
    part->lines =
        arena_grow(part->places, part->lines, at, &part->lines_room, sizeof *part->lines);
    part->lines[at] = piece->lines[chunk];
    part->chunk_sizes = arena_grow(part->places, part->chunk_sizes, at, &part->sizes_room,
                                   sizeof *part->chunk_sizes);
    part->chunk_sizes[at] = piece->sizes[chunk];
    if (!part->hashing)
        return;
    part->hashes = arena_grow(part->places, part->hashes, at, &part->hashes_room,
                              sizeof *part->hashes);
    part->hashes[at] = piece->hashes[chunk];
}

void piece_join(struct part *part, struct piece *piece)
{
    for (uint32_t i = 0; i < part->column_count; i++)
        join_column(part, piece, i);
    for (uint32_t c = 0; c < piece->chunk_count; c++)
        join_lines(part, piece, c);
    if (part->ghost_rows == 0)
        part->first_ghost = piece->first_ghost;
    part->record_count += piece->record_count;
    part->bad_rows += piece->bad_rows;
    part->ghost_rows += piece->ghost_rows;
    tail_join(&part->tail, &piece->tail);
    part_drop_fleeting(part);
    part_loosen(part);
    for (uint32_t i = 0; i < part->column_count; i++) {
        if (!part->columns[i].stored)
            atomic_store(&part->helpers->dropped[i], true);
        if (part->columns[i].loose)
            atomic_store(&part->helpers->loose[i], true);
    }
    for (size_t i = 0; i < problems_kept(piece->problems); i++)
        problems_add(part->problems, *problems_at(piece->problems, i));
    piece_free(piece);
}

bool piece_discard(struct part *part, struct piece *piece)
{
    struct helper *helper = &part->helpers->items[piece->helper];
    bool usable = true;
    helper->discarded = true;
    for (uint32_t i = 0; i < part->column_count; i++) {
        usable = usable && piece->columns[i].stored >= part->columns[i].stored;
        add_pending(helper, i, &piece->columns[i].texts);
    }
    piece_free(piece);
    return usable;
}

void helpers_end(struct part *part)
{
    struct helpers *helpers = part->helpers;
    for (uint32_t i = 0; i < part->column_count; i++) {
        struct part_column *column = &part->columns[i];
        if (column->stored) {
            column->helping = memory_get(helpers->count * sizeof *column->helping);
            column->helping_count = helpers->count;
        }
        for (unsigned h = 0; h < helpers->count; h++) {
            struct part_column *helping = &helpers->items[h].part->columns[i];
            if (column->stored)
                column->helping[h] = helping;
            else
                part_drop_column(helping);
        }
    }
    for (unsigned h = 0; h < helpers->count; h++)
        part_free_rooms(helpers->items[h].part);
}
