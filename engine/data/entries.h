/* entries.h - sorting words of 64 bits by some bits of their upper half. */
#ifndef BAREME_DATA_ENTRIES_H
#define BAREME_DATA_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* By bits 32 … 32 + bits - 1, above which nothing stands; equal ones stay in their order.
 * At most UINT32_MAX entries. False: they stood so already. */
bool entries_sort(uint64_t *entries, size_t count, unsigned bits);

#endif
