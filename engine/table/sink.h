/* sink.h - bytes on their way into a text, gathered so that a small piece costs a few
 * instructions.
 *
 * Only for renderers that write millions of cells. sink_close hands over what is left.
 */
#ifndef BAREME_TABLE_SINK_H
#define BAREME_TABLE_SINK_H

#include <string.h>

#include "base/text.h"
#include "data/value.h"

enum { SINK_SIZE = 1 << 16 };

struct sink {
    struct text *out;
    size_t used;
    char bytes[SINK_SIZE];
};

static inline void sink_flush(struct sink *sink)
{
    text_add_bytes(sink->out, sink->bytes, sink->used);
    sink->used = 0;
}

static inline char *sink_room(struct sink *sink, size_t size) /* size < SINK_SIZE */
{
    if (sink->used + size > SINK_SIZE)
        sink_flush(sink);
    return sink->bytes + sink->used;
}

static inline void sink_char(struct sink *sink, char c)
{
    *sink_room(sink, 1) = c;
    sink->used++;
}

static inline void sink_add(struct sink *sink, const char *bytes, size_t size)
{
    if (size >= SINK_SIZE) {
        sink_flush(sink);
        text_add_bytes(sink->out, bytes, size);
        return;
    }
    memcpy(sink_room(sink, size), bytes, size);
    sink->used += size;
}

/* The shortest text of a number. Small whole numbers, most of all figures, take the short
 * way. */
static inline void sink_number(struct sink *sink, double number)
{
    char *room = sink_room(sink, NUMBER_TEXT_SIZE);
    if (number >= 0 && number < 1e9) {
        uint32_t whole = (uint32_t)number;
        if ((double)whole == number) {
            char digits[10];
            size_t size = 0;
            do
                digits[size++] = (char)('0' + whole % 10);
            while ((whole /= 10) != 0);
            for (size_t i = 0; i < size; i++)
                room[i] = digits[size - 1 - i];
            sink->used += size;
            return;
        }
    }
    sink->used += number_format(number, room);
}

#endif
