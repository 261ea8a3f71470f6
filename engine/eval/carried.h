/* carried.h - the values of a field, in the order of a placement's entries.
 *
 * Records of a unit lie scattered over a frame; reading a field of each is a walk through
 * all of memory. So fields that measures read are carried along while records are dealt
 * out, as narrow as their values are, and then read from end to end.
 *
 * They belong to the placement, until placement_drop_carried.
 */
#ifndef BAREME_EVAL_CARRIED_H
#define BAREME_EVAL_CARRIED_H

#include "eval/placement.h"

struct carried {
    uint32_t column; /* bound */
    bool real;
    uint8_t width; /* of a value, in bytes; 0: all are `least` */
    int64_t least;
    void *values;     /* less the least */
    uint8_t *reasons; /* NULL: all are there */
};

/* Makes room for `count` entries of a column that is a field. */
struct carried carried_open(const struct binding *binding, uint32_t column,
                            uint64_t count);
const struct carried *placement_carried(const struct placement *placement,
                                        uint32_t column);

/* The entries at[0] … take the values of records items[0] … of a batch, which stand in
 * `values` (of a real: its bits). */
void carried_write(struct carried *carried, const uint64_t *at, const uint32_t *items,
                   size_t count, const int64_t *values, const uint8_t *reasons);
/* Entry first + i takes what stood at first + the lower half of order[i]. `room`: for
 * `count` values. */
void carried_order(struct carried *carried, uint64_t first, const uint64_t *order,
                   size_t count, void *room);

void carried_read_whole(const struct carried *carried, uint64_t first, size_t count,
                        int64_t *values, uint8_t *reasons);
void carried_read_numbers(const struct carried *carried,
                          const struct bound_column *column, uint64_t first, size_t count,
                          double *numbers, uint8_t *reasons);

#endif
