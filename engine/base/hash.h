/* hash.h - the hash of a text, for tables in memory.
 *
 * Good for telling texts apart and for nothing else: it is never stored or shown, and
 * differs between kinds of machines. Equal hashes are compared as texts.
 */
#ifndef BAREME_BASE_HASH_H
#define BAREME_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_word(const char *bytes, size_t size)
{
    uint64_t word = 0;
    memcpy(&word, bytes, size);
    return word;
}

/* Multiplies 16 bytes at a time; the last step reads what is left, overlapping where
 * it can. The size is in all bits: as a small number it would meet the first byte read, and
 * N454480 have the hash of N45480. */
static inline uint64_t hash_text(const char *bytes, size_t size)
{
    uint64_t hash = 0x9E3779B97F4A7C15u * (size + 1);
    while (size > 16) {
        hash = hash_mix(hash_word(bytes, 8) ^ 0xA0761D6478BD642Fu,
                        hash_word(bytes + 8, 8) ^ hash);
        bytes += 16;
        size -= 16;
    }
    uint64_t low, high;
    if (size >= 8) {
        low = hash_word(bytes, 8);
        high = hash_word(bytes + size - 8, 8);
    } else if (size >= 4) {
        low = hash_word(bytes, 4);
        high = hash_word(bytes + size - 4, 4);
    } else {
        low = hash_word(bytes, size);
        high = 0;
    }
    return hash_mix(low ^ 0xE7037ED1A0B428DBu, high ^ hash ^ 0x8EBC6AF09C88C6E3u);
}

#endif
