/* text_index.c - records by their text.
 *
 * A table of slots (open addressing, at most two thirds full) holds for each different
 * text the number of its first record, and apart from it a byte of the hash, so that
 * hardly any text is compared in vain. A table is larger than any cache: slots are asked
 * for a batch ahead of their use.
 *
 * The index owns its slots.
 */
#include "data/text_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { BATCH = 256, FIRST_SLOTS = 64 };

struct text_index {
    const struct frame *frame;
    uint32_t column;
    uint8_t *tags;     /* of each slot; 0: it is free */
    uint32_t *records; /* of each slot */
    size_t slot_count; /* a power of two */
    size_t count;
};

static size_t slot_of(const struct text_index *index, uint64_t hash)
{
    return (size_t)hash & (index->slot_count - 1);
}

static uint8_t tag_of(uint64_t hash)
{
    uint8_t tag = (uint8_t)(hash >> 56);
    return tag == 0 ? 1 : tag;
}

static struct string text_of_record(const struct text_index *index, uint32_t record)
{
    const struct frame *frame = index->frame;
    return column_text(&frame->columns[index->column],
                       &frame->segments[record / SEGMENT_RECORDS].columns[index->column],
                       record % SEGMENT_RECORDS);
}

/* The slot of the text, or the free one where it would go. */
static size_t find_slot(const struct text_index *index, struct string text, uint64_t hash)
{
    uint8_t tag = tag_of(hash);
    for (size_t slot = slot_of(index, hash);;
         slot = (slot + 1) & (index->slot_count - 1)) {
        if (index->tags[slot] == 0)
            return slot;
        if (index->tags[slot] != tag)
            continue;
        struct string other = text_of_record(index, index->records[slot]);
        if (other.size == text.size && memcmp(other.bytes, text.bytes, text.size) == 0)
            return slot;
    }
}

static void add_batch(struct text_index *index, const struct vector *vector,
                      uint32_t record, uint32_t count)
{
    const struct column *column = &index->frame->columns[index->column];
    struct string texts[BATCH];
    uint64_t hashes[BATCH];
    uint32_t first = record % SEGMENT_RECORDS;
    if (column->plain)
        vector_read_texts(vector, first, count, texts, NULL);
    for (uint32_t i = 0; i < count; i++) {
        if (vector_state_at(vector, first + i) != STATE_PRESENT)
            continue;
        if (!column->plain)
            texts[i] = column_text(column, vector, first + i);
        hashes[i] = hash_text(texts[i].bytes, texts[i].size);
        __builtin_prefetch(&index->tags[slot_of(index, hashes[i])], 1);
        __builtin_prefetch(&index->records[slot_of(index, hashes[i])], 1);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (vector_state_at(vector, first + i) != STATE_PRESENT)
            continue;
        size_t slot = find_slot(index, texts[i], hashes[i]);
        if (index->tags[slot] != 0)
            continue;
        index->tags[slot] = tag_of(hashes[i]);
        index->records[slot] = record + i;
        index->count++;
    }
}

struct text_index *text_index_new(const struct frame *frame, uint32_t column)
{
    struct text_index *index = memory_get_zeroed(1, sizeof *index);
    const struct column *of = &frame->columns[column];
    uint64_t most = of->plain ? frame->record_count : dictionary_count(of->texts);
    index->frame = frame;
    index->column = column;
    index->slot_count = FIRST_SLOTS;
    while (index->slot_count * 2 < most * 3)
        index->slot_count *= 2;
    index->tags = memory_get_zeroed(index->slot_count, sizeof *index->tags);
    index->records = memory_get(index->slot_count * sizeof *index->records);
    for (uint32_t s = 0; s < frame->segment_count; s++)
        for (uint32_t first = 0; first < frame->segments[s].count; first += BATCH) {
            uint32_t left = frame->segments[s].count - first;
            add_batch(index, &frame->segments[s].columns[column],
                      s * SEGMENT_RECORDS + first, left < BATCH ? left : BATCH);
        }
    return index;
}

void text_index_free(struct text_index *index)
{
    if (index == NULL)
        return;
    free(index->tags);
    free(index->records);
    free(index);
}

uint32_t text_index_find(const struct text_index *index, const char *bytes, size_t size)
{
    size_t slot =
        find_slot(index, (struct string){bytes, size}, hash_text(bytes, size));
    return index->tags[slot] == 0 ? RECORD_NONE : index->records[slot];
}

size_t text_index_count(const struct text_index *index)
{
    return index->count;
}

/* ---- without an index ---- */

bool texts_rise(const struct frame *frame, uint32_t column)
{
    const struct column *of = &frame->columns[column];
    struct string last = {NULL, 0};
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        struct string batch[BATCH];
        uint32_t count = frame->segments[s].count;
        for (uint32_t i = 0; i < count; i++) {
            if (of->plain && i % BATCH == 0)
                vector_read_texts(vector, i, count - i < BATCH ? count - i : BATCH,
                                  batch, NULL);
            if (vector_state_at(vector, i) != STATE_PRESENT)
                continue;
            struct string text =
                of->plain ? batch[i % BATCH] : column_text(of, vector, i);
            if (last.bytes != NULL && string_compare(last, text) >= 0)
                return false;
            last = text;
        }
    }
    return true;
}

uint64_t texts_different(const struct frame *frame, uint32_t column)
{
    const struct column *of = &frame->columns[column];
    if (!of->plain)
        return dictionary_count(of->texts);
    if (texts_rise(frame, column))
        return of->present;
    struct text_index *index = text_index_new(frame, column);
    uint64_t count = text_index_count(index);
    text_index_free(index);
    return count;
}
