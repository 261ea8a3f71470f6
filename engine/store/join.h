/* join.h - one column to which records are added, between append.c and join.c.
 *
 * A column keeps its type; numbers may need more digits than before, or turn out too
 * large for them, and then the column to be is of another scale, or of reals.
 */
#ifndef BAREME_STORE_JOIN_H
#define BAREME_STORE_JOIN_H

#include "base/problem.h"
#include "data/frame.h"

/* One dataset being added to. */
struct adding {
    struct frame *frame;
    const struct frame *more;
    uint32_t *columns; /* of each column of the frame: the one of `more` */
    bool strict;       /* two different records with one key are an error */
    bool *dropped;     /* of each record of `more` */
    uint64_t before;   /* records, files that were there */
    uint32_t files_before;
    struct problems *problems;
};

/* One column of it. */
struct joining {
    const struct adding *adding;
    struct column *to;
    const struct column *from;
    uint32_t number, from_number;
    enum column_type old_type;
    uint8_t old_scale;
    uint32_t *codes; /* of each text of `from`: its number in `to`; NULL: `to` is plain */
    struct text_index *names; /* of plain texts that name the records of `from` */
};

/* Settles the type and the numbers of texts; tells when there is no type for both. */
void joining_init(struct joining *joining, const struct adding *adding, uint32_t number);
void joining_clear(struct joining *joining);

/* The bits of a value as the column to be has it; of one that is not present anything. Of
 * plain texts a number that is the same for the same text, and that only where they name
 * the records. */
int64_t joining_old(const struct joining *joining, const struct vector *vector,
                    uint32_t number);
int64_t joining_new(const struct joining *joining, uint32_t record, enum state *state);
/* Whether a new record has the value of an old one. */
bool joining_same(const struct joining *joining, uint32_t record, uint32_t old);

/* The new record's vector. */
const struct vector *joining_from(const struct joining *joining, uint32_t record);

#endif
