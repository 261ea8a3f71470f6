/* pack.c - vectors and dictionaries as BLOBs.
 *
 * Nothing is owned: bytes lie in the vector or in the caller's buffer.
 */
#include "store/pack.h"

#include <string.h>
#include <xxhash.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "a store holds numbers with their lowest byte first"
#endif

enum { PIECE_BYTES = 4 << 20 };

/* Lines mostly follow one another, and so do numbers that name records. */
static bool is_steps(const struct vector *vector, uint32_t records)
{
    if (vector->real || vector->bytes != NULL || vector->states != NULL || records < 2 ||
        (uint64_t)vector->maximum - (uint64_t)vector->minimum != records - 1u)
        return false;
    for (uint32_t i = 0; i < records; i++)
        if (vector_at(vector, i) != vector->minimum + (int64_t)i)
            return false;
    return true;
}

struct stored pack_vector(const struct vector *vector, uint32_t records,
                          struct text *buffer, const void **bytes)
{
    struct stored stored = {
        .records = records,
        .width = vector->width,
        .kind = vector->real            ? VECTOR_REAL
                : vector->bytes != NULL ? VECTOR_PLAIN
                                        : VECTOR_WHOLE,
        .states = vector->states != NULL,
        .minimum = vector->minimum,
        .maximum = vector->maximum,
        .absent = vector->absent,
    };
    *bytes = NULL;
    if (is_steps(vector, records)) {
        stored.kind = VECTOR_STEPS;
        stored.width = 0;
        return stored;
    }
    size_t values = (size_t)records * vector->width;
    bool apart = stored.states && vector->width > 0 &&
                 (const char *)vector->values + values != (const char *)vector->states;
    size_t texts = vector->bytes != NULL ? (size_t)vector_texts_size(vector, records) : 0;
    stored.size = stored_head(&stored) + texts;
    *bytes = vector->width > 0 ? vector->values : vector->states;
    if (texts > 0 || apart) {
        buffer->size = 0;
        text_add_bytes(buffer, vector->values, values);
        text_add_bytes(buffer, (const char *)vector->states,
                       stored.states ? records : 0);
        text_add_bytes(buffer, vector->bytes, texts);
        *bytes = buffer->bytes;
    }
    if (stored.size > 0)
        stored.checksum = XXH3_64bits(*bytes, (size_t)stored.size);
    return stored;
}

struct stored_texts pack_texts(const struct dictionary *texts, uint32_t first,
                               struct text *buffer)
{
    struct stored_texts stored = {0};
    size_t count = dictionary_count(texts), bytes = 0;
    buffer->size = 0;
    while (first + stored.texts < count && bytes < PIECE_BYTES) {
        uint32_t size = (uint32_t)dictionary_size(texts, first + stored.texts);
        text_add_bytes(buffer, (const char *)&size, sizeof size);
        bytes += size + sizeof size;
        stored.texts++;
    }
    for (uint32_t i = 0; i < stored.texts; i++)
        text_add_bytes(buffer, dictionary_text(texts, first + i),
                       dictionary_size(texts, first + i));
    stored.size = buffer->size;
    stored.checksum = XXH3_64bits(buffer->bytes, buffer->size);
    return stored;
}
