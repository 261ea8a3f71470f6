/* segment.h - typed vectors of up to SEGMENT_RECORDS records.
 *
 * Everything after reading works on segments that a frame hands out one after the other, never on
 * one contiguous dataset: so a store, several threads and more data than memory change nothing
 * above. Encoding is per segment: each vector keeps its values in the narrowest whole numbers that
 * hold them (texts as numbers in the column's dictionary, decimals scaled, dates as days), reals
 * in 64 bits; a state for each value stands beside them only where not all are present. Texts that
 * mostly differ are plain: one after the other, and their sizes as the whole numbers of the vector.
 * A batch of values is decoded to int64 or double just before use: one loop an operation, not one
 * a width.
 *
 * Ownership: a segment's memory belongs to the frame's arena.
 */
#ifndef BAREME_DATA_SEGMENT_H
#define BAREME_DATA_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A test builds with few records in a segment, so that small data cross their borders too. */
#ifndef BAREME_SEGMENT_RECORDS
#define BAREME_SEGMENT_RECORDS (1 << 18)
#endif
enum { SEGMENT_RECORDS = BAREME_SEGMENT_RECORDS };

/* What became of a field. The order is that of the reasons they turn into. */
enum state {
    STATE_PRESENT,
    STATE_REFUSED,        /* could not be read (only with --skip-bad) */
    STATE_MISSING,        /* empty, or a mark of missing */
    STATE_NOT_APPLICABLE, /* "s.o.", "sans objet", "no aplica" */
};

struct vector {
    const void *values;      /* `count` whole numbers of `width` bytes, or doubles */
    const uint8_t *states;   /* an enum state each; NULL: all present */
    uint8_t width;           /* 1, 2, 4 or 8; 0: every value is `minimum` */
    bool real;               /* values are doubles, width is 8 */
    int64_t minimum;         /* whole numbers are kept less their minimum, unsigned */
    int64_t maximum;         /* over present values; of reals: not set */
    uint32_t absent;         /* values that are not present */
    /* Of plain texts; else NULL. The values are their sizes, of one that is not present 0. */
    const char *bytes;       /* the texts, with nothing between them */
    const uint64_t *starts;  /* where text 0, TEXT_STEP, 2 * TEXT_STEP … begins */
};

enum { TEXT_STEP = 64 };

/* A text that is not ended by a NUL. */
struct string {
    const char *bytes;
    size_t size;
};

/* Byte by byte: less than, equal to or greater than 0. */
int string_compare(struct string a, struct string b);

/* The bytes that whole numbers from 0 to `span` take each. */
uint8_t vector_width(uint64_t span);

/* Packs `count` values (of absent ones the value does not count). states may be NULL; where they are
 * kept, they lie right behind the values. */
struct vector vector_pack(struct arena *arena, const int64_t *values, const uint8_t *states, size_t count);
struct vector vector_pack_reals(struct arena *arena, const double *values, const uint8_t *states, size_t count);

/* The same of whole numbers that lie as `width` bytes each, 1, 2, 4 or 8, above `least`. */
struct vector vector_pack_above(struct arena *arena, const void *values, unsigned width, int64_t least,
                                const uint8_t *states, size_t count);

/* The same of plain texts: their sizes, and all of their bytes, which are copied. */
struct vector vector_pack_texts(struct arena *arena, const int64_t *sizes, const uint8_t *states, size_t count,
                                const char *bytes);
/* Copies states, which stand beside the values only where not all are present. */
void vector_set_states(struct arena *arena, struct vector *vector, const uint8_t *states, size_t count);
/* Sets `starts` of a vector that has all else; returns the size of all texts. */
uint64_t vector_find_starts(struct arena *arena, struct vector *vector, size_t count);

/* Decodes values first … first + count - 1. `states` may be NULL. A value that is not present
 * decodes to anything. vector_read is for whole numbers, vector_read_reals for reals. */
void vector_read(const struct vector *vector, size_t first, size_t count, int64_t *values, uint8_t *states);
void vector_read_reals(const struct vector *vector, size_t first, size_t count, double *values, uint8_t *states);
/* As vector_pack_above takes them: all of a vector none of whose present values is less than `least`, or too
 * far above it for the width. */
void vector_read_above(const struct vector *vector, size_t count, int64_t least, unsigned width, void *values);
int64_t vector_at(const struct vector *vector, size_t number);
double vector_real_at(const struct vector *vector, size_t number);
void vector_read_texts(const struct vector *vector, size_t first, size_t count, struct string *texts, uint8_t *states);
uint64_t vector_texts_size(const struct vector *vector, size_t count); /* of all `count` together */
struct string vector_text_at(const struct vector *vector, size_t number);
enum state vector_state_at(const struct vector *vector, size_t number);

#endif
