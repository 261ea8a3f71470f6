/* cursor.c - where segments begin among the chunks of the parts.
 *
 * Chunks are as long as the blocks of a file were, and records that are in another part
 * are left out; so a segment's first record is looked up once, and segments can then be
 * filled side by side.
 */
#include "source/cursor.h"

#include <stdlib.h>

#include "base/arena.h"

bool draft_has_dropped(const struct draft *draft, uint32_t part, uint64_t record)
{
    return draft->dropped[part] != NULL && draft->dropped[part][record];
}

static uint64_t count_records(const struct draft *draft)
{
    uint64_t count = 0;
    for (uint32_t p = 0; p < draft->part_count; p++)
        count += draft->parts[p]->record_count - draft->duplicates[p];
    return count;
}

/* Sets the cursor of each segment whose first record lies in a chunk. */
static void find_cursors(const struct draft *draft, struct cursor *cursors, uint32_t part,
                         uint32_t chunk, uint64_t record, uint64_t *kept)
{
    uint32_t size = draft->parts[part]->chunk_sizes[chunk];
    for (uint32_t i = 0; i < size;) {
        uint64_t before = SEGMENT_RECORDS - *kept % SEGMENT_RECORDS;
        if (draft_has_dropped(draft, part, record + i)) {
            i++;
            continue;
        }
        if (*kept % SEGMENT_RECORDS == 0)
            cursors[*kept / SEGMENT_RECORDS] =
                (struct cursor){part, chunk, i, record + i};
        uint32_t step = draft->dropped[part] != NULL ? 1
                        : before < size - i          ? (uint32_t)before
                                                     : size - i;
        i += step;
        *kept += step;
    }
}

struct cursor *cursors_new(struct draft *draft)
{
    struct frame *frame = draft->frame;
    uint64_t total = count_records(draft), kept = 0;
    size_t count = (size_t)((total + SEGMENT_RECORDS - 1) / SEGMENT_RECORDS);
    struct cursor *cursors = memory_get((count + 1) * sizeof *cursors);
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part *part = draft->parts[p];
        uint64_t record = 0;
        for (uint32_t c = 0; c < part->chunk_count; record += part->chunk_sizes[c++])
            find_cursors(draft, cursors, p, c, record, &kept);
    }
    for (uint64_t left = total; left > 0;) {
        uint32_t size = left < SEGMENT_RECORDS ? (uint32_t)left : SEGMENT_RECORDS;
        frame_add_segment(
            frame, (struct segment){.count = size,
                                    .columns = arena_get_zeroed(frame->arena,
                                                                frame->column_count + 1,
                                                                sizeof(struct vector))});
        left -= size;
    }
    return cursors;
}

uint32_t cursor_next(const struct draft *draft, struct cursor *cursor, struct cursor *at)
{
    while (cursor->first == draft->parts[cursor->part]->chunk_sizes[cursor->chunk]) {
        cursor->first = 0;
        cursor->chunk++;
        while (cursor->chunk == draft->parts[cursor->part]->chunk_count) {
            cursor->part++;
            cursor->chunk = 0;
            cursor->record = 0;
        }
    }
    *at = *cursor;
    uint32_t count =
        draft->parts[cursor->part]->chunk_sizes[cursor->chunk] - cursor->first;
    count = count < CURSOR_BATCH ? count : CURSOR_BATCH;
    cursor->first += count;
    cursor->record += count;
    return count;
}
