/* runs.c - sorting the records of a frame, run by run.
 *
 * By day first, then by target, both times by a stable sort of 64-bit words: so neither has to share
 * its bits with the other, and equal ones stay in file order.
 *
 * Rooms are the call's own.
 */
#include "data/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/text.h"
#include "data/entries.h"

enum { BATCH = 2048 };

uint32_t runs_key(const struct frame *frame)
{
    uint32_t key = KEY_NONE;
    if (frame->record_count <= SEGMENT_RECORDS)
        return KEY_NONE;
    for (uint32_t k = frame->key_count; k > 0; k--) {
        const struct frame *target = frame->keys[k - 1].target;
        bool better = key == KEY_NONE || strcmp(target->name, "cooperations") == 0 ||
                      strcmp(frame->keys[key].target->name, "cooperations") != 0;
        if (target != frame && better)
            key = k - 1;
    }
    return key;
}

size_t runs_count(const struct frame *frame)
{
    return (frame->segment_count + RUN_SEGMENTS - 1) / RUN_SEGMENTS;
}

uint32_t run_records(const struct frame *frame, size_t run)
{
    uint64_t left = frame->record_count - (uint64_t)run * RUN_RECORDS;
    return left < RUN_RECORDS ? (uint32_t)left : RUN_RECORDS;
}

uint32_t run_segments(const struct frame *frame, size_t run)
{
    return (run_records(frame, run) + SEGMENT_RECORDS - 1) / SEGMENT_RECORDS;
}

static uint32_t segment_records(const struct frame *frame, size_t run, uint32_t segment)
{
    return frame->segments[run * RUN_SEGMENTS + segment].count;
}

/* ---- what is sorted by ---- */

/* One number a record, from 0 on; records without one come last, in the order of their states. */
struct sorting {
    int64_t least, most;
    bool any;
};

static void widen(struct sorting *sorting, const struct vector *vector, uint32_t count)
{
    if (vector->absent == count)
        return;
    if (!sorting->any || vector->minimum < sorting->least)
        sorting->least = vector->minimum;
    if (!sorting->any || vector->maximum > sorting->most)
        sorting->most = vector->maximum;
    sorting->any = true;
}

static uint32_t rank_of(const struct sorting *sorting, int64_t value, uint8_t state)
{
    uint32_t behind = sorting->any ? (uint32_t)(sorting->most - sorting->least) : 0;
    return state == STATE_PRESENT ? (uint32_t)(value - sorting->least) : behind + state;
}

/* Sorts the words by the values that their lower halves number; they stay in order where equal. */
static void sort_by(const struct frame *frame, size_t run, const struct vector *vectors,
                    uint64_t *words, uint32_t *ranks)
{
    uint32_t records = run_records(frame, run), at = 0;
    struct sorting sorting = {0};
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        widen(&sorting, &vectors[s], segment_records(frame, run, s));
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        for (uint32_t first = 0; first < segment_records(frame, run, s); first += BATCH) {
            int64_t values[BATCH];
            uint8_t states[BATCH];
            uint32_t left = segment_records(frame, run, s) - first;
            uint32_t count = left < BATCH ? left : BATCH;
            vector_read(&vectors[s], first, count, values, states);
            for (uint32_t i = 0; i < count; i++)
                ranks[at++] = rank_of(&sorting, values[i], states[i]);
        }
    for (uint32_t i = 0; i < records; i++)
        words[i] = (uint64_t)ranks[(uint32_t)words[i]] << 32 | (uint32_t)words[i];
    uint32_t most = rank_of(&sorting, 0, STATE_NOT_APPLICABLE);
    entries_sort(words, records, 32 - (unsigned)__builtin_clz(most | 1));
}

/* By the second, then by the first; NULL: by the first alone. */
static void find_order(const struct frame *frame, size_t run, const struct vector *first,
                       const struct vector *second, uint32_t *order)
{
    uint32_t records = run_records(frame, run);
    uint64_t *words = memory_get((records + 1) * sizeof *words);
    for (uint32_t i = 0; i < records; i++)
        words[i] = i;
    if (second != NULL)
        sort_by(frame, run, second, words, order);
    sort_by(frame, run, first, words, order);
    for (uint32_t i = 0; i < records; i++)
        order[i] = (uint32_t)words[i];
    free(words);
}

void run_sort(const struct frame *frame, uint32_t key, size_t run, uint32_t *order)
{
    struct vector days[RUN_SEGMENTS];
    uint32_t column = frame->period[0];
    bool dated = column != COLUMN_NONE && frame->columns[column].type == COLUMN_DATE;
    for (uint32_t s = 0; dated && s < run_segments(frame, run); s++)
        days[s] = frame->segments[run * RUN_SEGMENTS + s].columns[column];
    find_order(frame, run, frame->keys[key].rows + run * RUN_SEGMENTS, dated ? days : NULL,
               order);
}

void run_unsort(const struct frame *frame, size_t run, const struct vector *files,
                const struct vector *lines, uint32_t *order)
{
    find_order(frame, run, files, lines, order);
}

bool run_is_sorted(const struct frame *frame, size_t run, const struct vector *rows)
{
    int64_t last = 0;
    uint8_t last_state = STATE_PRESENT;
    bool sorted = true;
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        for (uint32_t first = 0; first < segment_records(frame, run, s); first += BATCH) {
            int64_t values[BATCH];
            uint8_t states[BATCH];
            uint32_t left = segment_records(frame, run, s) - first;
            uint32_t count = left < BATCH ? left : BATCH;
            vector_read(&rows[s], first, count, values, states);
            for (uint32_t i = 0; i < count; i++) {
                int64_t value = states[i] == STATE_PRESENT ? values[i] : 0;
                sorted &= states[i] > last_state || (states[i] == last_state && value >= last);
                last = value;
                last_state = states[i];
            }
        }
    return sorted;
}

/* ---- moving ---- */

/* What a run's values pass through, a segment at a time. */
struct passage {
    uint8_t *states; /* of the run; NULL: all are present */
    uint8_t *moved_states;
    int64_t *moved;
};

static void passage_open(struct passage *passage, const struct frame *frame, size_t run,
                         const struct vector *from)
{
    uint32_t segments = run_segments(frame, run);
    bool any = false;
    for (uint32_t s = 0; s < segments; s++)
        any = any || from[s].states != NULL;
    *passage = (struct passage){NULL, memory_get(SEGMENT_RECORDS),
                                memory_get(SEGMENT_RECORDS * sizeof *passage->moved)};
    if (!any)
        return;
    passage->states = memory_get(run_records(frame, run) + 1);
    for (uint32_t s = 0; s < segments; s++) {
        uint8_t *at = passage->states + (size_t)s * SEGMENT_RECORDS;
        if (from[s].states == NULL)
            memset(at, STATE_PRESENT, segment_records(frame, run, s));
        else
            memcpy(at, from[s].states, segment_records(frame, run, s));
    }
}

static void passage_close(struct passage *passage)
{
    free(passage->states);
    free(passage->moved_states);
    free(passage->moved);
}

/* The values that were moved, with their states. */
static struct vector passage_pack(const struct passage *passage, const uint32_t *order,
                                  uint32_t count, bool real, struct arena *arena)
{
    const uint8_t *states = passage->states != NULL ? passage->moved_states : NULL;
    for (uint32_t i = 0; states != NULL && i < count; i++)
        passage->moved_states[i] = passage->states[order[i]];
    return real ? vector_pack_reals(arena, (const double *)(const void *)passage->moved,
                                    states, count)
                : vector_pack(arena, passage->moved, states, count);
}

/* Whether all whole numbers of a run are less than 2^32 above the least of them. */
static bool are_near(const struct frame *frame, size_t run, const struct vector *from,
                     int64_t *least)
{
    struct sorting range = {0};
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        if (from[s].real)
            return false;
        widen(&range, &from[s], segment_records(frame, run, s));
    }
    *least = range.least;
    return (uint64_t)range.most - (uint64_t)range.least <= UINT32_MAX;
}

/* Half the memory to jump about in. */
static void move_near(const struct frame *frame, size_t run, const struct vector *from,
                      int64_t least, const uint32_t *order, struct arena *arena,
                      struct vector *to)
{
    struct passage passage;
    uint32_t *values = memory_get((run_records(frame, run) + 1) * sizeof *values), *at = values;
    passage_open(&passage, frame, run, from);
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        vector_read(&from[s], 0, count, passage.moved, NULL);
        for (uint32_t i = 0; i < count; i++)
            *at++ = (uint32_t)((uint64_t)passage.moved[i] - (uint64_t)least);
    }
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        for (uint32_t i = 0; i < count; i++)
            passage.moved[i] = (int64_t)((uint64_t)least + values[order[i]]);
        to[s] = passage_pack(&passage, order, count, false, arena);
        order += count;
    }
    passage_close(&passage);
    free(values);
}

/* Reals, and whole numbers that are far apart: all 64 bits of each. */
static void move_wide(const struct frame *frame, size_t run, const struct vector *from,
                      const uint32_t *order, struct arena *arena, struct vector *to)
{
    struct passage passage;
    int64_t *values = memory_get((run_records(frame, run) + 1) * sizeof *values), *at = values;
    passage_open(&passage, frame, run, from);
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        if (from[s].real)
            vector_read_reals(&from[s], 0, count, (double *)(void *)at, NULL);
        else
            vector_read(&from[s], 0, count, at, NULL);
        at += count;
    }
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        for (uint32_t i = 0; i < count; i++)
            passage.moved[i] = values[order[i]];
        to[s] = passage_pack(&passage, order, count, from[s].real, arena);
        order += count;
    }
    passage_close(&passage);
    free(values);
}

/* The texts of a run are packed anew as they come. */
static void move_texts(const struct frame *frame, size_t run, const struct vector *from,
                       const uint32_t *order, struct arena *arena, struct vector *to)
{
    struct text bytes = {0};
    int64_t *sizes = memory_get(SEGMENT_RECORDS * sizeof *sizes);
    uint8_t *states = memory_get(SEGMENT_RECORDS);
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        bytes.size = 0;
        for (uint32_t i = 0; i < count; i++, order++) {
            const struct vector *vector = &from[*order / SEGMENT_RECORDS];
            struct string text = vector_text_at(vector, *order % SEGMENT_RECORDS);
            text_add_bytes(&bytes, text.bytes, text.size);
            sizes[i] = (int64_t)text.size;
            states[i] = (uint8_t)vector_state_at(vector, *order % SEGMENT_RECORDS);
        }
        to[s] = vector_pack_texts(arena, sizes, states, count, bytes.bytes);
    }
    text_clear(&bytes);
    free(sizes);
    free(states);
}

void run_move(const struct frame *frame, size_t run, const struct vector *from,
              const uint32_t *order, struct arena *arena, struct vector *to)
{
    int64_t least;
    if (run_segments(frame, run) > 0 && from[0].bytes != NULL)
        move_texts(frame, run, from, order, arena, to);
    else if (are_near(frame, run, from, &least))
        move_near(frame, run, from, least, order, arena, to);
    else
        move_wide(frame, run, from, order, arena, to);
}
