/* hash.h - the hash of a text, for tables in memory.
 *
 * Good for telling texts apart and for nothing else: it is never stored or shown, and
 * differs between kinds of machines. Each step loses nothing of what it is given, so short
 * texts of one size never share a hash; texts are compared all the same where it matters.
 */
#ifndef BAREME_BASE_HASH_H
#define BAREME_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_step(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static inline uint64_t hash_word(const char *bytes, size_t size)
{
    uint64_t word = 0;
    memcpy(&word, bytes, size);
    return word;
}

/* Eight bytes a step; what is left is read overlapping where it can be. */
static inline uint64_t hash_text(const char *bytes, size_t size)
{
    uint64_t hash = hash_step(0xE7037ED1A0B428DBu, size), last;
    for (; size > 8; bytes += 8, size -= 8) {
        hash = hash_step(hash, hash_word(bytes, 8));
        if (size < 16)
            return hash_step(hash_step(hash, hash_word(bytes + size - 8, 8)), size);
    }
    if (size == 8)
        last = hash_word(bytes, 8);
    else if (size >= 4)
        last = hash_word(bytes, 4) | hash_word(bytes + size - 4, 4) << 32;
    else
        last = hash_word(bytes, size);
    return hash_step(hash_step(hash, last), size);
}

#endif
