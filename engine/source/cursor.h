/* cursor.h - the records of a draft in their order, from wherever a segment begins. */
#ifndef BAREME_SOURCE_CURSOR_H
#define BAREME_SOURCE_CURSOR_H

#include "source/draft.h"

/* A record: of a part, a chunk, and there; and counted in its part. */
struct cursor {
    uint32_t part, chunk, first;
    uint64_t record;
};

/* Gives the frame its segments, empty as yet; where each begins, in the heap. */
struct cursor *cursors_new(struct draft *draft);

/* The next records of one chunk, at most CURSOR_BATCH, dropped ones among them, begin
 * `at`; moves the cursor behind them. There are some. */
enum { CURSOR_BATCH = 1024 };
uint32_t cursor_next(const struct draft *draft, struct cursor *cursor, struct cursor *at);

/* Whether the record is in another part already. */
bool draft_has_dropped(const struct draft *draft, uint32_t part, uint64_t record);

#endif
