/* segment.c - packing and unpacking of vectors.
 *
 * Whole numbers are kept less their minimum, in the narrowest of 0, 1, 2, 4 and 8 bytes,
 * so a year takes one byte and a constant none. All arithmetic is on unsigned numbers:
 * the distance from INT64_MIN to INT64_MAX fits a uint64_t, though not an int64_t.
 *
 * The place of a plain text is the sum of the sizes before it, from the nearest start on.
 *
 * Packed bytes and states belong to the arena that the caller gave.
 */
#include "data/segment.h"

#include <string.h>

#include "base/arena.h"

/* A loop over all values of a vector is built a second time for processors with registers of 32 bytes;
 * which of the two it is, is settled as the program starts. */
#if defined __x86_64__ && defined __GNUC__ && !defined __clang__ && !defined __SANITIZE_ADDRESS__ && \
    !defined __SANITIZE_THREAD__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

uint8_t vector_width(uint64_t span)
{
    if (span == 0)
        return 0;
    if (span <= UINT8_MAX)
        return 1;
    if (span <= UINT16_MAX)
        return 2;
    return span <= UINT32_MAX ? 4 : 8;
}

WIDE
static uint32_t count_absent(const uint8_t *states, size_t count)
{
    uint32_t absent = 0;
    for (size_t i = 0; states != NULL && i < count; i++)
        absent += states[i] != STATE_PRESENT;
    return absent;
}

void vector_set_states(struct arena *arena, struct vector *vector, const uint8_t *states,
                       size_t count)
{
    vector->states = NULL;
    vector->absent = count_absent(states, count);
    if (vector->absent > 0)
        vector->states = arena_lay(arena, states, count);
}

/* The bytes of a vector that has its width and knows how many are absent: values, and behind them
 * the states, where not all are present. */
static size_t size_of(const struct vector *vector, size_t count)
{
    return count * vector->width + (vector->absent > 0 ? count : 0);
}

/* What lies in the draft, the states excepted, is kept for good. */
static void keep(struct arena *arena, char *draft, const uint8_t *states, size_t count,
                 struct vector *vector)
{
    size_t values = count * vector->width;
    if (vector->absent > 0)
        memcpy(draft + values, states, count);
    const char *kept = arena_keep(arena, draft, size_of(vector, count));
    vector->values = vector->width > 0 ? kept : NULL;
    vector->states = vector->absent > 0 ? (const uint8_t *)kept + values : NULL;
}

WIDE
static bool find_range(const int64_t *values, const uint8_t *states, size_t count,
                       int64_t *minimum, int64_t *maximum)
{
    size_t first = 0;
    while (first < count && states != NULL && states[first] != STATE_PRESENT)
        first++;
    if (first == count)
        return false;
    int64_t low = values[first], high = low;
    for (size_t i = first; i < count; i++) {
        int64_t value = states == NULL || states[i] == STATE_PRESENT ? values[i] : low;
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    *minimum = low;
    *maximum = high;
    return true;
}

/* Two loops, so that the usual one has nothing to ask. */
#define PACK(from, type)                                                                      \
    do {                                                                                      \
        const from *in = values;                                                              \
        type *out = packed;                                                                   \
        if (kept == NULL)                                                                     \
            for (size_t i = 0; i < count; i++)                                                \
                out[i] = (type)(in[i] - (from)least);                                         \
        else                                                                                  \
            for (size_t i = 0; i < count; i++)                                                \
                out[i] = kept[i] == STATE_PRESENT ? (type)(in[i] - (from)least) : 0;          \
    } while (0)

#define PACK_FROM(from)                                                                       \
    do {                                                                                      \
        switch (narrow) {                                                                     \
        case 1: PACK(from, uint8_t); break;                                                   \
        case 2: PACK(from, uint16_t); break;                                                  \
        case 4: PACK(from, uint32_t); break;                                                  \
        default: PACK(from, uint64_t); break;                                                 \
        }                                                                                     \
    } while (0)

/* From values of `width` bytes, less `least`, to a vector's; `kept` are the states, NULL: all are
 * present. */
WIDE
static void pack_values(const void *values, unsigned width, uint64_t least,
                             const uint8_t *kept, size_t count, unsigned narrow, void *packed)
{
    switch (width) {
    case 1: PACK_FROM(uint8_t); break;
    case 2: PACK_FROM(uint16_t); break;
    case 4: PACK_FROM(uint32_t); break;
    default: PACK_FROM(uint64_t); break;
    }
}

/* A vector that has its width and knows how many are absent. */
static void pack(struct arena *arena, const void *values, unsigned width, uint64_t least,
                 const uint8_t *kept, size_t count, struct vector *vector)
{
    char *draft = arena_draft(arena, size_of(vector, count));
    if (vector->width > 0)
        pack_values(values, width, least, kept, count, vector->width, draft);
    keep(arena, draft, kept, count, vector);
}

struct vector vector_pack(struct arena *arena, const int64_t *values, const uint8_t *states,
                          size_t count)
{
    struct vector vector = {.absent = count_absent(states, count)};
    const uint8_t *kept = vector.absent > 0 ? states : NULL;
    if (find_range(values, kept, count, &vector.minimum, &vector.maximum))
        vector.width = vector_width((uint64_t)vector.maximum - (uint64_t)vector.minimum);
    pack(arena, values, sizeof *values, (uint64_t)vector.minimum, kept, count, &vector);
    return vector;
}

#define RANGE(type)                                                                           \
    do {                                                                                      \
        const type *in = values;                                                              \
        type least_of = (type)-1, most_of = 0;                                                \
        for (size_t i = 0; states == NULL && i < count; i++) {                                \
            least_of = in[i] < least_of ? in[i] : least_of;                                   \
            most_of = in[i] > most_of ? in[i] : most_of;                                      \
        }                                                                                     \
        for (size_t i = 0; states != NULL && i < count; i++) {                                \
            type low_of = states[i] == STATE_PRESENT ? in[i] : (type)-1;                      \
            type high_of = states[i] == STATE_PRESENT ? in[i] : 0;                            \
            least_of = low_of < least_of ? low_of : least_of;                                 \
            most_of = high_of > most_of ? high_of : most_of;                                  \
        }                                                                                     \
        *low = least_of;                                                                      \
        *high = most_of;                                                                      \
    } while (0)

/* Of present values, of which there are some. */
WIDE
static void find_range_above(const void *values, unsigned width, const uint8_t *states,
                             size_t count, uint64_t *low, uint64_t *high)
{
    switch (width) {
    case 1: RANGE(uint8_t); break;
    case 2: RANGE(uint16_t); break;
    case 4: RANGE(uint32_t); break;
    default: RANGE(uint64_t); break;
    }
}

struct vector vector_pack_above(struct arena *arena, const void *values, unsigned width,
                                int64_t least, const uint8_t *states, size_t count)
{
    struct vector vector = {.absent = count_absent(states, count)};
    const uint8_t *kept = vector.absent > 0 ? states : NULL;
    uint64_t low = 0, high = 0;
    if (vector.absent < count) {
        find_range_above(values, width, kept, count, &low, &high);
        vector.minimum = (int64_t)((uint64_t)least + low);
        vector.maximum = (int64_t)((uint64_t)least + high);
    }
    vector.width = vector_width(high - low);
    pack(arena, values, width, low, kept, count, &vector);
    return vector;
}

struct vector vector_pack_reals(struct arena *arena, const double *values, const uint8_t *states,
                                size_t count)
{
    struct vector vector = {
        .real = true, .width = sizeof *values, .absent = count_absent(states, count)};
    const uint8_t *kept = vector.absent > 0 ? states : NULL;
    double *packed = arena_draft(arena, size_of(&vector, count));
    for (size_t i = 0; i < count; i++)
        packed[i] = kept == NULL || kept[i] == STATE_PRESENT ? values[i] : 0;
    keep(arena, (char *)packed, kept, count, &vector);
    return vector;
}

struct vector vector_pack_texts(struct arena *arena, const int64_t *sizes,
                                const uint8_t *states, size_t count, const char *bytes)
{
    struct vector vector = vector_pack(arena, sizes, NULL, count);
    vector_set_states(arena, &vector, states, count);
    uint64_t size = vector_find_starts(arena, &vector, count);
    vector.bytes = arena_lay(arena, bytes, size);
    return vector;
}

static void read_states(const struct vector *vector, size_t first, size_t count, uint8_t *states)
{
    if (states == NULL)
        return;
    if (vector->states == NULL)
        memset(states, STATE_PRESENT, count);
    else
        memcpy(states, vector->states + first, count);
}

#define UNPACK(type)                                                                          \
    do {                                                                                      \
        const type *in = (const type *)vector->values + first;                                \
        for (size_t i = 0; i < count; i++)                                                    \
            values[i] = (int64_t)((uint64_t)in[i] + base);                                    \
    } while (0)

WIDE
void vector_read(const struct vector *vector, size_t first, size_t count, int64_t *values,
                 uint8_t *states)
{
    uint64_t base = (uint64_t)vector->minimum;
    read_states(vector, first, count, states);
    switch (vector->width) {
    case 0:
        for (size_t i = 0; i < count; i++)
            values[i] = vector->minimum;
        break;
    case 1: UNPACK(uint8_t); break;
    case 2: UNPACK(uint16_t); break;
    case 4: UNPACK(uint32_t); break;
    default: UNPACK(uint64_t); break;
    }
}

#define ABOVE(from, type)                                                                     \
    do {                                                                                      \
        const from *in = vector->values;                                                      \
        type *out = values;                                                                   \
        for (size_t i = 0; i < count; i++)                                                    \
            out[i] = (type)(in[i] + (type)base);                                              \
    } while (0)

#define READ_ABOVE(type)                                                                      \
    do {                                                                                      \
        type *all = values;                                                                   \
        switch (vector->width) {                                                              \
        case 0:                                                                               \
            for (size_t i = 0; i < count; i++)                                                \
                all[i] = (type)base;                                                          \
            break;                                                                            \
        case 1: ABOVE(uint8_t, type); break;                                                  \
        case 2: ABOVE(uint16_t, type); break;                                                 \
        case 4: ABOVE(uint32_t, type); break;                                                 \
        default: ABOVE(uint64_t, type); break;                                                \
        }                                                                                     \
    } while (0)

WIDE
void vector_read_above(const struct vector *vector, size_t count, int64_t least,
                       unsigned width, void *values)
{
    uint64_t base = (uint64_t)vector->minimum - (uint64_t)least;
    switch (width) {
    case 1: READ_ABOVE(uint8_t); break;
    case 2: READ_ABOVE(uint16_t); break;
    case 4: READ_ABOVE(uint32_t); break;
    default: READ_ABOVE(uint64_t); break;
    }
}

void vector_read_reals(const struct vector *vector, size_t first, size_t count, double *values,
                       uint8_t *states)
{
    read_states(vector, first, count, states);
    if (vector->real) {
        memcpy(values, (const double *)vector->values + first, count * sizeof *values);
        return;
    }
    for (size_t i = 0; i < count; i++)
        values[i] = (double)vector_at(vector, first + i);
}

/* ---- plain texts ---- */

int string_compare(struct string a, struct string b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = memcmp(a.bytes, b.bytes, size);
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

enum { SIZES = 256 }; /* decoded at a time */

uint64_t vector_find_starts(struct arena *arena, struct vector *vector, size_t count)
{
    uint64_t *starts = arena_get(arena, (count / TEXT_STEP + 1) * sizeof *starts), at = 0;
    for (size_t first = 0; first < count; first += TEXT_STEP) {
        int64_t sizes[TEXT_STEP];
        size_t step = count - first < TEXT_STEP ? count - first : TEXT_STEP;
        vector_read(vector, first, step, sizes, NULL);
        starts[first / TEXT_STEP] = at;
        for (size_t i = 0; i < step; i++)
            at += (uint64_t)sizes[i];
    }
    vector->starts = starts;
    return at;
}

static uint64_t start_of(const struct vector *vector, size_t number)
{
    int64_t sizes[TEXT_STEP];
    size_t before = number % TEXT_STEP;
    uint64_t at = vector->starts[number / TEXT_STEP];
    if (vector->width == 0)
        return at + before * (uint64_t)vector->minimum;
    vector_read(vector, number - before, before, sizes, NULL);
    for (size_t i = 0; i < before; i++)
        at += (uint64_t)sizes[i];
    return at;
}

struct string vector_text_at(const struct vector *vector, size_t number)
{
    return (struct string){vector->bytes + start_of(vector, number),
                          (size_t)vector_at(vector, number)};
}

uint64_t vector_texts_size(const struct vector *vector, size_t count)
{
    return count == 0 ? 0
                      : start_of(vector, count - 1) + (uint64_t)vector_at(vector, count - 1);
}

void vector_read_texts(const struct vector *vector, size_t first, size_t count,
                       struct string *texts, uint8_t *states)
{
    const char *at = vector->bytes + (count > 0 ? start_of(vector, first) : 0);
    read_states(vector, first, count, states);
    for (size_t done = 0; done < count; done += SIZES) {
        int64_t sizes[SIZES];
        size_t step = count - done < SIZES ? count - done : SIZES;
        vector_read(vector, first + done, step, sizes, NULL);
        for (size_t i = 0; i < step; i++) {
            texts[done + i] = (struct string){at, (size_t)sizes[i]};
            at += sizes[i];
        }
    }
}

/* ---- one value ---- */

int64_t vector_at(const struct vector *vector, size_t number)
{
    uint64_t above = 0;
    switch (vector->width) {
    case 0: break;
    case 1: above = ((const uint8_t *)vector->values)[number]; break;
    case 2: above = ((const uint16_t *)vector->values)[number]; break;
    case 4: above = ((const uint32_t *)vector->values)[number]; break;
    default: above = ((const uint64_t *)vector->values)[number]; break;
    }
    return (int64_t)(above + (uint64_t)vector->minimum);
}

double vector_real_at(const struct vector *vector, size_t number)
{
    if (vector->real)
        return ((const double *)vector->values)[number];
    return (double)vector_at(vector, number);
}

enum state vector_state_at(const struct vector *vector, size_t number)
{
    return vector->states == NULL ? STATE_PRESENT : (enum state)vector->states[number];
}
