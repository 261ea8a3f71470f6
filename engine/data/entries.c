/* entries.c - a stable sort by counting, a digit at a time from the lowest.
 *
 * Two passes of twelve bits are less work than comparing, and each pass walks through
 * memory that fits the cache, since entries come in parts of a hundred thousand.
 */
#include "data/entries.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

enum { DIGIT = 12 };

static bool is_sorted(const uint64_t *entries, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (entries[i - 1] >> 32 > entries[i] >> 32)
            return false;
    return true;
}

static void sort_digit(const uint64_t *from, size_t count, unsigned shift, unsigned bits,
                       uint64_t *to)
{
    uint32_t starts[(1 << DIGIT) + 1] = {0};
    uint64_t mask = ((uint64_t)1 << bits) - 1;
    for (size_t i = 0; i < count; i++)
        starts[(from[i] >> shift & mask) + 1]++;
    for (size_t i = 0; i < (size_t)1 << bits; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < count; i++)
        to[starts[from[i] >> shift & mask]++] = from[i];
}

bool entries_sort(uint64_t *entries, size_t count, unsigned bits)
{
    if (is_sorted(entries, count))
        return false;
    unsigned passes = (bits + DIGIT - 1) / DIGIT, digit = (bits + passes - 1) / passes;
    uint64_t *other = memory_get(count * sizeof *other), *from = entries, *to = other;
    for (unsigned i = 0; i < passes; i++) {
        sort_digit(from, count, 32 + i * digit, digit, to);
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != entries)
        memcpy(entries, from, count * sizeof *entries);
    free(other);
    return true;
}
