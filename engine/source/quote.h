/* quote.h - records as they stood in their files.
 *
 * A frame keeps values, not the text they were read from; to quote a record its file is
 * read again, once for all the records asked for, and cut as it was cut the first time. A
 * file that is no longer at hand or has another size is not quoted: what a caller shows
 * then is the value as the engine knows it, and it says so.
 *
 * Quotes lie in the arena given.
 */
#ifndef BAREME_SOURCE_QUOTE_H
#define BAREME_SOURCE_QUOTE_H

#include <stddef.h>

#include "data/frame.h"

struct arena;

struct quote {
    const char *const
        *fields; /* by column of the frame, NULL where the file has no such column;
                    the whole is NULL when the file cannot be quoted */
};

/* One quote for each record, in the order given (any order, repeated ones too). */
struct quote *quote_records(const struct frame *frame, const uint32_t *records,
                            size_t count, struct arena *arena);

#endif
