/* arena.c - memory that is released all at once.
 *
 * An arena is a chain of blocks, each twice the size of the one before up to 1 MiB;
 * memory is taken from the newest by moving one offset. What does not fit in half a block
 * gets a block of its own, behind the newest, so that a large array does not waste the
 * rest of it. The arena owns its blocks; nothing taken from it is freed alone.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/spill.h"

enum { ALIGNMENT = alignof(max_align_t), FIRST_BLOCK = 4 << 10, LARGEST_BLOCK = 1 << 20 };

struct block {
    struct block *older;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *blocks; /* to be freed */
    char *room;           /* the newest block's bytes */
    size_t used;
    size_t size; /* of the room */
    size_t next; /* size of the next block; grows with every one, also those for one array */
    struct spill *spill;
    void *draft; /* where there is a spill */
    size_t draft_size;
};

struct arena *arena_new(void)
{
    return memory_get_zeroed(1, sizeof(struct arena));
}

struct arena *arena_new_in(struct spill *spill)
{
    struct arena *arena = arena_new();
    arena->spill = spill;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    struct block *block = arena->blocks;
    while (block) {
        struct block *older = block->older;
        free(block);
        block = older;
    }
    free(arena->draft);
    free(arena);
}

static char *block_new(struct arena *arena, size_t size)
{
    size_t whole;
    if (__builtin_add_overflow(size, sizeof(struct block), &whole))
        memory_exhausted();
    struct block *block = memory_get(whole);
    block->older = arena->blocks;
    arena->blocks = block;
    return block->bytes;
}

static void *get_from_new_block(struct arena *arena, size_t size)
{
    size_t next = arena->next ? arena->next : FIRST_BLOCK;
    arena->next = next < LARGEST_BLOCK ? next * 2 : LARGEST_BLOCK;
    if (size > next / 2 && arena->room)
        return block_new(arena, size);
    if (size > next)
        next = size;
    arena->room = block_new(arena, next);
    arena->size = next;
    arena->used = size;
    return arena->room;
}

void *arena_get(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT)
        memory_exhausted();
    size = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
    if (size > arena->size - arena->used)
        return get_from_new_block(arena, size);
    void *memory = arena->room + arena->used;
    arena->used += size;
    return memory;
}

void *arena_get_zeroed(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        memory_exhausted();
    return memset(arena_get(arena, bytes), 0, bytes);
}

void *arena_draft(struct arena *arena, size_t size)
{
    if (arena->spill == NULL)
        return arena_get(arena, size);
    if (size > arena->draft_size) {
        free(arena->draft);
        arena->draft = memory_get(size);
        arena->draft_size = size;
    }
    return arena->draft;
}

const void *arena_keep(struct arena *arena, const void *draft, size_t size)
{
    return arena->spill == NULL ? draft : arena_lay(arena, draft, size);
}

const void *arena_lay(struct arena *arena, const void *bytes, size_t size)
{
    if (size == 0)
        return "";
    const void *kept = arena->spill != NULL ? spill_keep(arena->spill, bytes, size) : NULL;
    return kept != NULL ? kept : memcpy(arena_get(arena, size), bytes, size);
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_bytes(arena, text, strlen(text));
}

char *arena_bytes(struct arena *arena, const char *bytes, size_t size)
{
    if (size == SIZE_MAX)
        memory_exhausted();
    char *copy = arena_get(arena, size + 1);
    if (size)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    char small[256];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (size < 0)
        memory_exhausted();
    char *text = arena_get(arena, (size_t)size + 1);
    if ((size_t)size < sizeof small)
        memcpy(text, small, (size_t)size + 1);
    else
        vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return text;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity,
                 size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity : 4;
    size_t bytes;
    if (__builtin_mul_overflow(larger, 2, &larger) ||
        __builtin_mul_overflow(larger, size, &bytes))
        memory_exhausted();
    void *moved = arena_get(arena, bytes);
    if (count)
        memcpy(moved, items, count * size);
    *capacity = larger;
    return moved;
}
