/* dictionary.c - texts by number, and numbers by text.
 *
 * A table of slots (open addressing, at most two thirds full) leads from a text's hash to
 * its number; texts lie in blocks that never move, so a pointer from dictionary_text
 * stays good as long as the dictionary. Order of slots is never shown: everything is in
 * order of number.
 *
 * The dictionary owns its blocks, entries and slots.
 */
#include "data/dictionary.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/hash.h"

enum { FIRST_SLOTS = 64, FIRST_BLOCK = 256, LARGEST_BLOCK = 1 << 18 };

struct entry {
    const char *text;
    uint32_t size;
    uint32_t hash;
};

struct dictionary {
    struct entry *entries;
    size_t count, room;
    uint32_t *slots; /* number + 1; 0 is free */
    size_t slot_count; /* a power of two */
    char **blocks;
    size_t block_count, block_room;
    size_t used, block_size; /* of the last block */
};

static uint32_t hash_of(const char *bytes, size_t size)
{
    uint64_t hash = hash_text(bytes, size);
    return (uint32_t)(hash ^ hash >> 32);
}

struct dictionary *dictionary_new(void)
{
    struct dictionary *dictionary = memory_get_zeroed(1, sizeof *dictionary);
    dictionary->slot_count = FIRST_SLOTS;
    dictionary->slots = memory_get_zeroed(FIRST_SLOTS, sizeof *dictionary->slots);
    return dictionary;
}

void dictionary_free(struct dictionary *dictionary)
{
    if (dictionary == NULL)
        return;
    for (size_t i = 0; i < dictionary->block_count; i++)
        free(dictionary->blocks[i]);
    free(dictionary->blocks);
    free(dictionary->entries);
    free(dictionary->slots);
    free(dictionary);
}

static char *room_for(struct dictionary *dictionary, size_t size)
{
    if (dictionary->block_count == 0 || dictionary->block_size - dictionary->used < size) {
        size_t next = dictionary->block_count == 0 ? FIRST_BLOCK : dictionary->block_size * 2;
        if (next > LARGEST_BLOCK)
            next = LARGEST_BLOCK;
        if (next < size)
            next = size;
        if (dictionary->block_count == dictionary->block_room) {
            dictionary->block_room = dictionary->block_room * 2 + 4;
            dictionary->blocks = memory_resize(dictionary->blocks, dictionary->block_room,
                                               sizeof *dictionary->blocks);
        }
        dictionary->blocks[dictionary->block_count++] = memory_get(next);
        dictionary->block_size = next;
        dictionary->used = 0;
    }
    char *room = dictionary->blocks[dictionary->block_count - 1] + dictionary->used;
    dictionary->used += size;
    return room;
}

/* The slot of the text, or the free one where it would go. */
static size_t find_slot(const struct dictionary *dictionary, const char *bytes, size_t size,
                        uint32_t hash)
{
    size_t mask = dictionary->slot_count - 1;
    for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        uint32_t number = dictionary->slots[slot];
        if (number == 0)
            return slot;
        const struct entry *entry = &dictionary->entries[number - 1];
        if (entry->hash == hash && entry->size == size && memcmp(entry->text, bytes, size) == 0)
            return slot;
    }
}

static void grow_slots(struct dictionary *dictionary)
{
    free(dictionary->slots);
    dictionary->slot_count *= 2;
    dictionary->slots = memory_get_zeroed(dictionary->slot_count, sizeof *dictionary->slots);
    size_t mask = dictionary->slot_count - 1;
    for (size_t i = 0; i < dictionary->count; i++) {
        size_t slot = dictionary->entries[i].hash & mask;
        while (dictionary->slots[slot] != 0)
            slot = (slot + 1) & mask;
        dictionary->slots[slot] = (uint32_t)i + 1;
    }
}

uint32_t dictionary_add(struct dictionary *dictionary, const char *bytes, size_t size)
{
    uint32_t hash = hash_of(bytes, size);
    size_t slot = find_slot(dictionary, bytes, size, hash);
    if (dictionary->slots[slot] != 0)
        return dictionary->slots[slot] - 1;
    if (dictionary->count == dictionary->room) {
        dictionary->room = dictionary->room * 2 + 16;
        dictionary->entries = memory_resize(dictionary->entries, dictionary->room,
                                            sizeof *dictionary->entries);
    }
    char *text = room_for(dictionary, size + 1);
    memcpy(text, bytes, size);
    text[size] = '\0';
    uint32_t number = (uint32_t)dictionary->count++;
    dictionary->entries[number] = (struct entry){text, (uint32_t)size, hash};
    dictionary->slots[slot] = number + 1;
    if (dictionary->count * 3 > dictionary->slot_count * 2)
        grow_slots(dictionary);
    return number;
}

uint32_t dictionary_find(const struct dictionary *dictionary, const char *bytes, size_t size)
{
    size_t slot = find_slot(dictionary, bytes, size, hash_of(bytes, size));
    uint32_t number = dictionary->slots[slot];
    return number == 0 ? DICTIONARY_NONE : number - 1;
}

const char *dictionary_text(const struct dictionary *dictionary, uint32_t number)
{
    return dictionary->entries[number].text;
}

size_t dictionary_size(const struct dictionary *dictionary, uint32_t number)
{
    return dictionary->entries[number].size;
}

size_t dictionary_count(const struct dictionary *dictionary)
{
    return dictionary->count;
}
