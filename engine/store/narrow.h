/* narrow.h - what a comparison in SQL leaves of a column: a range of doubles, ends in.
 *
 * A value is turned into a double in a way that keeps order, so what lies outside the
 * range never belongs to the answer; what lies inside SQLite tests itself. The texts of a
 * column are numbers here: equal to one text is a range of one number. Plain texts are
 * passed over by their hash.
 */
#ifndef BAREME_STORE_NARROW_H
#define BAREME_STORE_NARROW_H

#include <math.h>
#include <sqlite3.h>

#include "store/store.h"

struct range {
    uint32_t column;
    double low, high;
    bool plain; /* equal to a plain text of that hash */
    uint64_t hash;
};

static inline bool range_is_open(const struct range *range)
{
    return !range->plain && range->low == -INFINITY && range->high == INFINITY;
}

/* By `letter` ('=', '<' or '>', ends in) and a value; one of another type than the
 * column's narrows nothing. False: a fault. */
bool range_narrow(struct range *range, struct store *store, size_t dataset, char letter,
                  sqlite3_value *value, struct fault *fault);
/* Whether any record of the segment may lie in it. */
bool range_meets(const struct range *range, const struct store *store, size_t dataset,
                 uint32_t segment);
/* Whether the record does; the segment is loaded. */
bool range_holds(const struct range *range, const struct frame *frame, uint64_t record);

#endif
