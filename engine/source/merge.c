/* merge.c - one dataset out of several folders: records that are in two of them.
 *
 * A key names a record once. Identical records of two files are one; different ones with the same
 * key are an error that names both places. Whether a first column that nobody declared is a key is
 * taken from the data: it must be present and unique within each file, and be called like a key or
 * be referred to, before two different records under it are an error.
 *
 * Where some key stands twice, the texts of all are kept in a dictionary for the time of the call.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "data/naming.h"
#include "source/draft.h"
#include "source/repeats.h"

struct origin {
    uint32_t part, chunk, number;
};

struct merging {
    struct draft *draft;
    const char *const *names; /* the columns of the key */
    size_t name_count;
    bool declared, strict; /* strict: the same key twice is an error */
    struct dictionary *keys;
    struct origin *origins; /* of each key: where it was first */
    size_t room;
    struct text key;
};

void draft_add_part(struct draft *draft, struct arena *arena, struct part *part,
                    const struct listed *file)
{
    uint32_t count = draft->part_count++;
    draft->parts =
        arena_grow(arena, draft->parts, count, &draft->parts_room, sizeof(struct part *));
    draft->files =
        arena_grow(arena, draft->files, count, &draft->files_room, sizeof(struct listed *));
    draft->dropped =
        arena_grow(arena, draft->dropped, count, &draft->dropped_room, sizeof(uint8_t *));
    draft->duplicates = arena_grow(arena, draft->duplicates, count, &draft->duplicates_room,
                                   sizeof(uint64_t));
    draft->parts[count] = part;
    draft->files[count] = file;
    draft->dropped[count] = NULL;
    draft->duplicates[count] = 0;
    if (draft->resource == NULL)
        draft->resource = file->resource;
}

void draft_clear(struct draft *draft)
{
    for (uint32_t i = 0; i < draft->part_count; i++)
        part_free(draft->parts[i]);
    draft->part_count = 0;
}

/* The key's text of one record; false where a field of it is empty or not kept. */
static bool read_key(struct merging *merging, uint32_t part_number, uint32_t chunk,
                     uint32_t number)
{
    const struct part *part = merging->draft->parts[part_number];
    merging->key.size = 0;
    for (size_t i = 0; i < merging->name_count; i++) {
        char room[PART_TEXT];
        int64_t value;
        uint8_t tag;
        size_t size;
        uint32_t column = part_find_column(part, merging->names[i]);
        if (column == UINT32_MAX || !part->columns[column].stored)
            return false;
        part_read(&part->columns[column], chunk, number, 1, &value, &tag);
        if (tag == TAG_EMPTY)
            return false;
        const char *text = part_text(&part->columns[column], tag, value, room, &size);
        if (i > 0)
            text_add_char(&merging->key, 0x1F);
        text_add_bytes(&merging->key, text, size);
    }
    return true;
}

static void tell_twice(struct merging *merging, struct origin first, uint32_t part,
                       uint32_t chunk, uint32_t number)
{
    struct draft *draft = merging->draft;
    const struct part *was = draft->parts[first.part], *is = draft->parts[part];
    struct text message = {0};
    for (char *at = merging->key.bytes; at != NULL && *at != '\0'; at++)
        if (*at == 0x1F)
            *at = '/';
    text_addf(&message, "names a record a second time; the first, which is different, stands at "
              "%s:%u", was->file, part_line(was, first.chunk, first.number));
    bool skip = draft->options->skip_bad;
    problems_add(draft->problems, (struct problem){
        .severity = skip ? SEVERITY_WARNING : SEVERITY_ERROR,
        .file = is->file, .line = part_line(is, chunk, number), .column = merging->names[0],
        .value = text_of(&merging->key), .message = text_of(&message),
        .remedy = "a key names one record: correct one of the two"});
    text_clear(&message);
}

static void drop(struct merging *merging, struct arena *arena, uint32_t part, uint64_t record)
{
    struct draft *draft = merging->draft;
    if (draft->dropped[part] == NULL)
        draft->dropped[part] =
            arena_get_zeroed(arena, (size_t)draft->parts[part]->record_count + 1, 1);
    draft->dropped[part][record] = 1;
    draft->duplicates[part]++;
}

/* A value whose way of writing is beyond doubt: as a number to compare by. */
static bool plain_number(const char *text, size_t size, double *number)
{
    struct form form = form_of(text, size);
    struct number read;
    bool point = (form.numbers & STYLES_POINT) != 0, comma = (form.numbers & STYLES_COMMA) != 0;
    if ((form.kinds & FORM_NUMBER) == 0 || (form.kinds & FORM_ZERO_LED) != 0 ||
        (point && comma && (form.kinds & FORM_DECIMAL_MARK) != 0))
        return false;
    if (!number_parse(text, size, number_styles[__builtin_ctz(form.numbers)], &read))
        return false;
    *number = read.value;
    return true;
}

static const char *field_text(const struct part *part, const char *name, uint32_t chunk,
                              uint32_t number, char *room, size_t *size)
{
    uint32_t column = part_find_column(part, name);
    int64_t value;
    uint8_t tag;
    *size = 0;
    if (column == UINT32_MAX)
        return "";
    if (!part->columns[column].stored)
        return NULL;
    part_read(&part->columns[column], chunk, number, 1, &value, &tag);
    return part_text(&part->columns[column], tag, value, room, size);
}

/* Field by field, for files that write numbers in different ways. */
static bool same_fields(const struct part *a, struct origin first, const struct part *b,
                        uint32_t chunk, uint32_t number)
{
    const struct part *with_names[] = {a, b};
    for (int n = 0; n < 2; n++)
        for (uint32_t i = 0; i < with_names[n]->column_count; i++) {
            const char *name = with_names[n]->columns[i].name;
            char rooms[2][PART_TEXT];
            size_t sizes[2];
            double numbers[2];
            const char *left =
                field_text(a, name, first.chunk, first.number, rooms[0], &sizes[0]);
            const char *right = field_text(b, name, chunk, number, rooms[1], &sizes[1]);
            if (left == NULL || right == NULL)
                return false;
            if (sizes[0] == sizes[1] && memcmp(left, right, sizes[0]) == 0)
                continue;
            if (!plain_number(left, sizes[0], &numbers[0]) ||
                !plain_number(right, sizes[1], &numbers[1]) || numbers[0] != numbers[1])
                return false;
        }
    return true;
}

static bool same_record(const struct draft *draft, struct origin first, uint32_t part,
                        uint32_t chunk, uint32_t number)
{
    const struct part *was = draft->parts[first.part], *is = draft->parts[part];
    if (was->hashing && is->hashing &&
        was->hashes[first.chunk][first.number] == is->hashes[chunk][number])
        return true;
    return same_fields(was, first, is, chunk, number);
}

static void merge_part(struct merging *merging, struct arena *arena, uint32_t part_number)
{
    const struct part *part = merging->draft->parts[part_number];
    uint64_t record = 0;
    for (uint32_t c = 0; c < part->chunk_count; c++)
        for (uint32_t i = 0; i < part->chunk_sizes[c]; i++, record++) {
            if (!read_key(merging, part_number, c, i))
                continue;
            size_t known = dictionary_count(merging->keys);
            uint32_t key = dictionary_add(merging->keys, text_of(&merging->key),
                                          merging->key.size);
            if (key == known) {
                merging->origins = arena_grow(arena, merging->origins, known, &merging->room,
                                              sizeof *merging->origins);
                merging->origins[known] = (struct origin){part_number, c, i};
                continue;
            }
            struct origin first = merging->origins[key];
            if (first.part != part_number &&
                same_record(merging->draft, first, part_number, c, i))
                drop(merging, arena, part_number, record);
            else if (merging->strict)
                tell_twice(merging, first, part_number, c, i);
        }
}

/* ---- whether any key stands twice ---- */

enum { BATCH = 1024 };

/* Where a chunk is, counted over all parts. */
struct stand {
    uint32_t part, chunk, first;
};

struct asking {
    const struct merging *merging;
    struct stand *stands;
};

/* Hashes of the keys of some records, and whether they have one. */
static void hash_keys(const struct merging *merging, struct stand stand, uint32_t first,
                      uint32_t count, uint64_t *hashes, bool *whole)
{
    const struct part *part = merging->draft->parts[stand.part];
    memset(hashes, 0, count * sizeof *hashes);
    memset(whole, true, count);
    for (size_t i = 0; i < merging->name_count; i++) {
        int64_t values[BATCH];
        uint8_t tags[BATCH];
        uint32_t column = part_find_column(part, merging->names[i]);
        if (column == UINT32_MAX || !part->columns[column].stored) {
            memset(whole, false, count);
            return;
        }
        part_read(&part->columns[column], stand.chunk, first, count, values, tags);
        for (uint32_t k = 0; k < count; k++) {
            whole[k] = whole[k] && tags[k] != TAG_EMPTY;
            if (whole[k])
                hashes[k] = hash_step(
                    hashes[k], part_field_hash(&part->columns[column], tags[k], values[k]));
        }
    }
}

static void give_keys(void *self, size_t piece, struct repeats *repeats)
{
    const struct asking *asking = self;
    struct stand stand = asking->stands[piece];
    uint32_t all = asking->merging->draft->parts[stand.part]->chunk_sizes[stand.chunk];
    for (uint32_t first = 0; first < all; first += BATCH) {
        uint64_t hashes[BATCH];
        bool whole[BATCH];
        uint32_t count = all - first < BATCH ? all - first : BATCH;
        hash_keys(asking->merging, stand, first, count, hashes, whole);
        repeats_give(repeats, piece, hashes, whole, count, stand.first + first);
    }
}

/* Mostly none does, and then there is nothing to merge, nor a key to be kept. */
static bool any_twice(const struct merging *merging)
{
    const struct draft *draft = merging->draft;
    struct asking asking = {.merging = merging};
    size_t chunks = 0, count;
    uint32_t records = 0;
    for (uint32_t p = 0; p < draft->part_count; p++)
        chunks += draft->parts[p]->chunk_count;
    asking.stands = memory_get((chunks + 1) * sizeof *asking.stands);
    chunks = 0;
    for (uint32_t p = 0; p < draft->part_count; p++)
        for (uint32_t c = 0; c < draft->parts[p]->chunk_count; c++) {
            asking.stands[chunks++] = (struct stand){p, c, records};
            records += draft->parts[p]->chunk_sizes[c];
        }
    free(repeats_find(records, chunks, draft->options->threads, give_keys, &asking, &count));
    free(asking.stands);
    return count > 0;
}

/* ---- merging ---- */

/* Whether the first column of the first part is in every part, present and unique in each. */
static bool unique_in_each(struct merging *merging)
{
    struct draft *draft = merging->draft;
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part *part = draft->parts[p];
        bool unique = part_find_column(part, merging->names[0]) != UINT32_MAX;
        struct dictionary *seen = dictionary_new();
        for (uint32_t c = 0; unique && c < part->chunk_count; c++)
            for (uint32_t i = 0; unique && i < part->chunk_sizes[c]; i++) {
                size_t known = dictionary_count(seen);
                unique = read_key(merging, p, c, i) &&
                         dictionary_add(seen, text_of(&merging->key), merging->key.size) == known;
            }
        dictionary_free(seen);
        if (!unique)
            return false;
    }
    return true;
}

static void merge_parts(struct merging *merging, struct arena *arena)
{
    merging->keys = dictionary_new();
    for (uint32_t p = 0; p < merging->draft->part_count; p++)
        merge_part(merging, arena, p);
    dictionary_free(merging->keys);
}

void draft_merge(struct draft *draft, struct arena *arena)
{
    struct merging merging = {.draft = draft};
    const char *first;
    if (draft->resource != NULL && draft->resource->primary_count > 0) {
        merging.names = draft->resource->primary;
        merging.name_count = draft->resource->primary_count;
        merging.declared = merging.strict = true;
    } else {
        if (draft->part_count < 2 || draft->parts[0]->column_count == 0)
            return;
        first = draft->parts[0]->columns[0].name;
        merging.names = &first;
        merging.name_count = 1;
        merging.strict = draft->referred || naming_is_key(first);
    }
    if (any_twice(&merging) && (merging.declared || unique_in_each(&merging)))
        merge_parts(&merging, arena);
    text_clear(&merging.key);
}
