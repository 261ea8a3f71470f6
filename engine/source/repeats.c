/* repeats.c - which of very many hashes came before.
 *
 * Marks are set atomically, and the second mark of a place is there whatever the order in which two
 * hashes met it: so the answer does not depend on threads.
 */
#include "source/repeats.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/fault.h"
#include "base/task.h"
#include "data/entries.h"

/* Bits of a table for each hash: one in so many falls on another's mark by chance. */
enum { PLACES_EACH = 8, WORD_BITS = 64, PLACES_LEAST = 1 << 12 };

struct candidate {
    uint64_t hash;
    uint32_t number;
};

struct piece {
    struct candidate *candidates;
    size_t count, room;
};

struct repeats {
    _Atomic uint64_t *once, *again;
    unsigned shift; /* of a hash, to its place */
    struct piece *pieces;
    size_t piece_count;
    bool asking; /* it is the second time */
    repeats_function *function;
    void *self;
};

static void open_repeats(struct repeats *repeats, uint64_t hashes, size_t pieces)
{
    uint64_t places = PLACES_LEAST;
    while (places / PLACES_EACH < hashes)
        places *= 2;
    repeats->shift = (unsigned)__builtin_clzll(places) + 1;
    repeats->once = memory_get_zeroed(places / WORD_BITS, sizeof *repeats->once);
    repeats->again = memory_get_zeroed(places / WORD_BITS, sizeof *repeats->again);
    repeats->pieces = memory_get_zeroed(pieces + 1, sizeof *repeats->pieces);
    repeats->piece_count = pieces;
}

static void close_repeats(struct repeats *repeats)
{
    for (size_t i = 0; i < repeats->piece_count; i++)
        free(repeats->pieces[i].candidates);
    free(repeats->pieces);
    free(repeats->once);
    free(repeats->again);
}

/* Hashes may be weak in their upper bits. */
static uint64_t place_of(const struct repeats *repeats, uint64_t hash)
{
    return (hash * 0x9E3779B97F4A7C15u) >> repeats->shift;
}

static uint64_t bit_of(uint64_t place)
{
    return UINT64_C(1) << (place % WORD_BITS);
}

static void meet(struct repeats *repeats, const uint64_t *hashes, const bool *counts,
                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (counts != NULL && !counts[i])
            continue;
        uint64_t place = place_of(repeats, hashes[i]), bit = bit_of(place);
        uint64_t was = atomic_fetch_or_explicit(&repeats->once[place / WORD_BITS], bit,
                                                memory_order_relaxed);
        if (was & bit)
            atomic_fetch_or_explicit(&repeats->again[place / WORD_BITS], bit,
                                     memory_order_relaxed);
    }
}

static void ask(struct repeats *repeats, size_t piece, const uint64_t *hashes,
                const bool *counts, size_t count, uint32_t first)
{
    struct piece *into = &repeats->pieces[piece];
    for (size_t i = 0; i < count; i++) {
        if (counts != NULL && !counts[i])
            continue;
        uint64_t place = place_of(repeats, hashes[i]);
        uint64_t marks =
            atomic_load_explicit(&repeats->again[place / WORD_BITS], memory_order_relaxed);
        if (!(marks & bit_of(place)))
            continue;
        if (into->count == into->room) {
            into->room = into->room > 0 ? into->room * 2 : 64;
            into->candidates =
                memory_resize(into->candidates, into->room, sizeof *into->candidates);
        }
        into->candidates[into->count++] =
            (struct candidate){hashes[i], first + (uint32_t)i};
    }
}

void repeats_give(struct repeats *repeats, size_t piece, const uint64_t *hashes,
                  const bool *counts, size_t count, uint32_t first)
{
    if (repeats->asking)
        ask(repeats, piece, hashes, counts, count, first);
    else
        meet(repeats, hashes, counts, count);
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* All of them, those whose hashes agree in their upper half side by side. */
static struct candidate *gather_candidates(const struct repeats *repeats, size_t *count)
{
    size_t all = 0, at = 0;
    for (size_t p = 0; p < repeats->piece_count; p++)
        all += repeats->pieces[p].count;
    struct candidate *given = memory_get((all + 1) * sizeof *given);
    struct candidate *sorted = memory_get((all + 1) * sizeof *sorted);
    uint64_t *words = memory_get((all + 1) * sizeof *words);
    for (size_t p = 0; p < repeats->piece_count; p++)
        for (size_t i = 0; i < repeats->pieces[p].count; i++, at++) {
            given[at] = repeats->pieces[p].candidates[i];
            words[at] = (given[at].hash >> 32 << 32) | (uint32_t)at;
        }
    entries_sort(words, all, 32);
    for (size_t i = 0; i < all; i++)
        sorted[i] = given[(uint32_t)words[i]];
    free(given);
    free(words);
    *count = all;
    return sorted;
}

static uint32_t *find_equal(const struct repeats *repeats, size_t *count)
{
    size_t all, found = 0;
    struct candidate *candidates = gather_candidates(repeats, &all);
    uint32_t *numbers = memory_get((all + 1) * sizeof *numbers);
    for (size_t first = 0, end; first < all; first = end) {
        for (end = first + 1;
             end < all && candidates[end].hash >> 32 == candidates[first].hash >> 32; end++)
            ;
        qsort(candidates + first, end - first, sizeof *candidates, compare_candidates);
        for (size_t i = first + 1; i < end; i++)
            if (candidates[i].hash == candidates[i - 1].hash)
                numbers[found++] = candidates[i].number;
    }
    free(candidates);
    qsort(numbers, found, sizeof *numbers, compare_numbers);
    *count = found;
    return numbers;
}

static void give_piece(void *self, size_t piece, unsigned worker)
{
    struct repeats *repeats = self;
    (void)worker;
    repeats->function(repeats->self, piece, repeats);
}

uint32_t *repeats_find(uint64_t hashes, size_t pieces, unsigned threads, repeats_function *give,
                       void *self, size_t *count)
{
    struct repeats repeats = {.function = give, .self = self};
    open_repeats(&repeats, hashes, pieces);
    for (int turn = 0; turn < 2; turn++) {
        repeats.asking = turn == 1;
        task_each(task_threads(threads, pieces), pieces, give_piece, &repeats);
    }
    uint32_t *found = find_equal(&repeats, count);
    close_repeats(&repeats);
    return found;
}
