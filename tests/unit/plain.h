/* plain.h - frames with plain texts for tests: a column of few records is never plain by
 * itself. */
#ifndef BAREME_TESTS_PLAIN_H
#define BAREME_TESTS_PLAIN_H

#include "base/text.h"
#include "data/frame.h"

static inline void make_plain(struct frame *frame, uint32_t number)
{
    struct column *column = &frame->columns[number];
    struct text bytes = {0};
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        struct vector *vector = &frame->segments[s].columns[number];
        uint32_t count = frame->segments[s].count;
        int64_t *sizes = memory_get_zeroed(count + 1, sizeof *sizes);
        bytes.size = 0;
        for (uint32_t i = 0; i < count; i++) {
            size_t before = bytes.size;
            if (vector_state_at(vector, i) == STATE_PRESENT)
                column_add_text(column, vector, i, &bytes);
            sizes[i] = (int64_t)(bytes.size - before);
        }
        *vector = vector_pack_texts(frame->arena, sizes, vector->states, count, bytes.bytes);
        free(sizes);
    }
    text_clear(&bytes);
    dictionary_free(column->texts);
    column->texts = NULL;
    column->plain = true;
}

static inline void make_all_plain(const struct datasets *datasets)
{
    for (size_t d = 0; d < datasets->count; d++)
        for (uint32_t c = 0; c < datasets->frames[d]->column_count; c++)
            if (datasets->frames[d]->columns[c].texts != NULL)
                make_plain(datasets->frames[d], c);
}

#endif
