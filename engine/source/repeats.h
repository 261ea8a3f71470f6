/* repeats.h - which of very many hashes came before.
 *
 * A table has a few bits for each hash. Where a hash falls it leaves its mark, and a second one when
 * the mark was there: only hashes that fall on a second mark can be repeated, and these are few
 * enough to be sorted. So a sort of all is spared, and so is memory: two bytes a hash.
 *
 * Hashes come in pieces, each of them twice, since they are made again rather than kept: first all
 * pieces leave their marks, then all are asked about.
 */
#ifndef BAREME_SOURCE_REPEATS_H
#define BAREME_SOURCE_REPEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct repeats;

/* Gives the hashes of a piece, both times the same; may run beside others. */
typedef void repeats_function(void *self, size_t piece, struct repeats *repeats);

/* Hash i has the number first + i; it counts if `counts` says so, NULL: all do. */
void repeats_give(struct repeats *repeats, size_t piece, const uint64_t *hashes,
                  const bool *counts, size_t count, uint32_t first);

/* The numbers of hashes that equal one with a smaller number, rising; for the caller to free.
 * `hashes`: at most so many in all; `threads` as in source_options. */
uint32_t *repeats_find(uint64_t hashes, size_t pieces, unsigned threads, repeats_function *give,
                       void *self, size_t *count);

#endif
