/* unique.h - whether the values of a column are all different, and which are not.
 *
 * Values that are not present do not count. Both are exact, and take some bytes a record for their
 * time; `threads` as in source_options.
 */
#ifndef BAREME_SOURCE_UNIQUE_H
#define BAREME_SOURCE_UNIQUE_H

#include "data/frame.h"

bool column_is_unique(const struct frame *frame, uint32_t column, unsigned threads);
/* The records whose value an earlier one has, rising; for the caller to free. */
uint32_t *column_repeats(const struct frame *frame, uint32_t column, unsigned threads,
                         size_t *count);

#endif
