/* range.h - the smallest and largest value of a column, as canonical text, for describe. */
#ifndef BAREME_SOURCE_RANGE_H
#define BAREME_SOURCE_RANGE_H

#include "data/frame.h"

void column_set_range(struct frame *frame, uint32_t column);

#endif
