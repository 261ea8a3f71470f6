/* variety.h - about how many different texts there are, in 4 KiB.
 *
 * A sketch (HyperLogLog): of each of 4096 kinds of hashes it keeps the longest run of
 * zeros seen. It errs by some two in a hundred, and depends on nothing but which texts
 * were added: not on how often, in which order or by how many hands.
 *
 * A variety is zeroed to begin with, and owns nothing.
 */
#ifndef BAREME_SOURCE_VARIETY_H
#define BAREME_SOURCE_VARIETY_H

#include <stddef.h>
#include <stdint.h>

enum { VARIETY_BITS = 12, VARIETY_KINDS = 1 << VARIETY_BITS };

struct variety {
    uint8_t ranks[VARIETY_KINDS];
};

void variety_add(struct variety *variety, const char *bytes, size_t size);
void variety_join(struct variety *variety, const struct variety *other);
double variety_count(const struct variety *variety);

#endif
