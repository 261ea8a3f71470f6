/* variety.c - counting different texts by the zeros of their hashes.
 *
 * While some kinds are still empty, how many they are says more than their ranks do.
 *
 * Nothing is owned.
 */
#include "source/variety.h"

#include <math.h>

#include "base/hash.h"

void variety_add(struct variety *variety, const char *bytes, size_t size)
{
    uint64_t hash = hash_text(bytes, size);
    uint64_t rest = hash << VARIETY_BITS | (uint64_t)1 << (VARIETY_BITS - 1);
    uint8_t rank = (uint8_t)(__builtin_clzll(rest) + 1);
    uint8_t *kept = &variety->ranks[hash >> (64 - VARIETY_BITS)];
    *kept = rank > *kept ? rank : *kept;
}

void variety_join(struct variety *variety, const struct variety *other)
{
    for (size_t i = 0; i < VARIETY_KINDS; i++)
        if (other->ranks[i] > variety->ranks[i])
            variety->ranks[i] = other->ranks[i];
}

double variety_count(const struct variety *variety)
{
    const double kinds = VARIETY_KINDS;
    double sum = 0, empty = 0;
    for (size_t i = 0; i < VARIETY_KINDS; i++) {
        sum += ldexp(1, -variety->ranks[i]);
        empty += variety->ranks[i] == 0;
    }
    double count = 0.7213 / (1 + 1.079 / kinds) * kinds * kinds / sum;
    return empty > 0 && count <= 2.5 * kinds ? kinds * log(kinds / empty) : count;
}
