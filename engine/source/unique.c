/* unique.c - whether the values of a column are all different, and which are not.
 *
 * Equal values have equal hashes. Numbers, also those of texts, have equal ones only if they are
 * equal; where two plain texts do, it is looked which records have the same text indeed.
 *
 * Nothing is kept.
 */
#include "source/unique.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "data/text_index.h"
#include "source/repeats.h"

enum { BATCH = 1024 };

struct looking {
    const struct frame *frame;
    uint32_t column;
};

static void hash_batch(const struct vector *vector, uint32_t first, uint32_t count,
                       uint64_t *hashes, uint8_t *states)
{
    int64_t values[BATCH];
    double reals[BATCH];
    struct string texts[BATCH];
    if (vector->bytes != NULL) {
        vector_read_texts(vector, first, count, texts, states);
        for (uint32_t i = 0; i < count; i++)
            hashes[i] = hash_text(texts[i].bytes, texts[i].size);
        return;
    }
    if (vector->real) {
        vector_read_reals(vector, first, count, reals, states);
        for (uint32_t i = 0; i < count; i++)
            reals[i] += 0.0; /* -0 is 0 */
        memcpy(values, reals, count * sizeof *values);
    } else {
        vector_read(vector, first, count, values, states);
    }
    for (uint32_t i = 0; i < count; i++)
        hashes[i] = hash_step(0, (uint64_t)values[i]);
}

static void give_batch(const struct looking *looking, size_t segment, uint32_t first,
                       uint32_t count, struct repeats *repeats)
{
    uint64_t hashes[BATCH];
    uint8_t states[BATCH];
    bool present[BATCH];
    const struct frame *frame = looking->frame;
    hash_batch(&frame->segments[segment].columns[looking->column], first, count, hashes, states);
    for (uint32_t i = 0; i < count; i++)
        present[i] = states[i] == STATE_PRESENT;
    repeats_give(repeats, segment, hashes, present, count,
                 (uint32_t)segment * SEGMENT_RECORDS + first);
}

static void give_segment(void *self, size_t segment, struct repeats *repeats)
{
    const struct looking *looking = self;
    uint32_t records = looking->frame->segments[segment].count;
    for (uint32_t first = 0; first < records; first += BATCH)
        give_batch(looking, segment, first,
                   records - first < BATCH ? records - first : BATCH, repeats);
}

/* Keeps those records whose text an earlier one has. */
static void keep_equal_texts(const struct frame *frame, uint32_t column, uint32_t *records,
                             size_t *count)
{
    struct text_index *index = text_index_new(frame, column);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        const struct vector *vector =
            &frame->segments[records[i] / SEGMENT_RECORDS].columns[column];
        struct string text = vector_text_at(vector, records[i] % SEGMENT_RECORDS);
        if (text_index_find(index, text.bytes, text.size) != records[i])
            records[kept++] = records[i];
    }
    text_index_free(index);
    *count = kept;
}

uint32_t *column_repeats(const struct frame *frame, uint32_t column, unsigned threads,
                         size_t *count)
{
    struct looking looking = {frame, column};
    uint32_t *records = repeats_find(frame->record_count, frame->segment_count, threads,
                                     give_segment, &looking, count);
    if (*count > 0 && frame->columns[column].plain)
        keep_equal_texts(frame, column, records, count);
    return records;
}

/* More values than there are whole numbers between the smallest and the largest. */
static bool is_crowded(const struct frame *frame, uint32_t column)
{
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        if (vector->real || vector->bytes != NULL)
            return false;
        if (vector->absent == frame->segments[s].count)
            continue;
        least = vector->minimum < least ? vector->minimum : least;
        most = vector->maximum > most ? vector->maximum : most;
    }
    uint64_t present = frame->columns[column].present;
    return present > 0 && (uint64_t)most - (uint64_t)least < present - 1;
}

bool column_is_unique(const struct frame *frame, uint32_t column, unsigned threads)
{
    if (is_crowded(frame, column))
        return false;
    size_t count;
    free(column_repeats(frame, column, threads, &count));
    return count == 0;
}
