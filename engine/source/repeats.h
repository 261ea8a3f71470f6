/* repeats.h - which of very many hashes came before.
 *
 * A table has a few bits for each hash. Where a hash falls it leaves its mark, and a second one when
 * the mark was there: only hashes that fall on a second mark can be repeated, and these are few
 * enough to be sorted. So a sort of all is spared, and so is memory: two bytes a hash.
 *
 * Hashes are given twice, in pieces: first all pieces are met, then all are asked about, both by any
 * number of threads, a piece by one. repeats_new gives what repeats_free frees.
 */
#ifndef BAREME_SOURCE_REPEATS_H
#define BAREME_SOURCE_REPEATS_H

#include <stddef.h>
#include <stdint.h>

struct repeats;

struct repeats *repeats_new(uint64_t hashes, size_t pieces);
void repeats_free(struct repeats *repeats);

void repeats_meet(struct repeats *repeats, const uint64_t *hashes, size_t count);
/* Hash i has the number first + i. */
void repeats_ask(struct repeats *repeats, size_t piece, const uint64_t *hashes, size_t count,
                 uint32_t first);

/* The numbers of hashes that equal one with a smaller number, rising; the repeats' own. */
const uint32_t *repeats_found(struct repeats *repeats, size_t *count);

#endif
