/* runs.c - sorting the records of a frame, run by run.
 *
 * A word of 64 bits for each record: its target, then its day, then its number in the run. Target and
 * day share the upper half where they fit; else the words are sorted by day first, then by target.
 * The sort is stable, so equal ones stay in file order.
 *
 * Rooms are the call's own, or the caller's.
 */
#include "data/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/arena.h"
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

static struct sorting sorting_of(const struct frame *frame, size_t run,
                                 const struct vector *vectors)
{
    struct sorting sorting = {0};
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        widen(&sorting, &vectors[s], segment_records(frame, run, s));
    return sorting;
}

/* Of the greatest rank. */
static unsigned sorting_bits(const struct sorting *sorting)
{
    return 32 - (unsigned)__builtin_clz(rank_of(sorting, 0, STATE_NOT_APPLICABLE) | 1);
}

/* Adds the ranks of a run's records to the words, from that bit on. */
static void add_ranks(const struct frame *frame, size_t run, const struct vector *vectors,
                      const struct sorting *sorting, unsigned bit, uint64_t *words)
{
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        for (uint32_t first = 0; first < segment_records(frame, run, s); first += BATCH) {
            int64_t values[BATCH];
            uint8_t states[BATCH];
            uint32_t left = segment_records(frame, run, s) - first;
            uint32_t count = left < BATCH ? left : BATCH;
            vector_read(&vectors[s], first, count, values, states);
            for (uint32_t i = 0; i < count; i++)
                *words++ |= (uint64_t)rank_of(sorting, values[i], states[i]) << bit;
        }
}

static void number_words(uint64_t *words, uint32_t records)
{
    for (uint32_t i = 0; i < records; i++)
        words[i] = i;
}

/* Two ranks that do not fit into one word: the second has sorted the numbers of the records, and
 * now each gets the first of its own. */
static void sort_again(const struct frame *frame, size_t run, const struct vector *first,
                       const struct sorting *sorting, uint64_t *words)
{
    uint32_t records = run_records(frame, run);
    uint64_t *ranks = memory_get_zeroed(records + 1, sizeof *ranks);
    add_ranks(frame, run, first, sorting, 32, ranks);
    for (uint32_t i = 0; i < records; i++)
        words[i] = ranks[(uint32_t)words[i]] | (uint32_t)words[i];
    free(ranks);
    entries_sort(words, records, sorting_bits(sorting));
}

/* By the first, and among equals by the second; NULL: by the first alone. */
static void find_order(const struct frame *frame, size_t run, const struct vector *first,
                       const struct vector *second, uint32_t *order)
{
    uint32_t records = run_records(frame, run);
    uint64_t *words = memory_get((records + 1) * sizeof *words);
    struct sorting by_first = sorting_of(frame, run, first), by_second = {0};
    unsigned bits = sorting_bits(&by_first), below = 0;
    number_words(words, records);
    if (second != NULL) {
        by_second = sorting_of(frame, run, second);
        below = sorting_bits(&by_second);
        add_ranks(frame, run, second, &by_second, 32, words);
    }
    if (bits + below <= 32) {
        add_ranks(frame, run, first, &by_first, 32 + below, words);
        entries_sort(words, records, bits + below);
    } else {
        entries_sort(words, records, below);
        sort_again(frame, run, first, &by_first, words);
    }
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

struct run_room {
    void *values; /* of a run; or where its texts begin in their segments */
    void *moved;  /* of a segment */
    uint8_t *states, *moved_states;
};

struct run_room *run_room_new(const struct frame *frame)
{
    struct run_room *room = memory_get_zeroed(1, sizeof *room);
    size_t records = runs_count(frame) > 0 ? run_records(frame, 0) : 0;
    size_t most = records < SEGMENT_RECORDS ? records : SEGMENT_RECORDS;
    room->values = memory_get((records + 1) * sizeof(int64_t));
    room->moved = memory_get((most + 1) * sizeof(int64_t));
    room->states = memory_get(records + 1);
    room->moved_states = memory_get(most + 1);
    return room;
}

void run_room_free(struct run_room *room)
{
    free(room->values);
    free(room->moved);
    free(room->states);
    free(room->moved_states);
    free(room);
}

/* False: all of the run are present. */
static bool read_states(const struct frame *frame, size_t run, const struct vector *from,
                        uint8_t *states)
{
    bool any = false;
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        any = any || from[s].states != NULL;
    for (uint32_t s = 0; any && s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        if (from[s].states == NULL)
            memset(states, STATE_PRESENT, count);
        else
            memcpy(states, from[s].states, count);
        states += count;
    }
    return any;
}

#define MOVE(type)                                                                            \
    do {                                                                                      \
        const type *in = values;                                                              \
        type *out = moved;                                                                    \
        for (uint32_t i = 0; i < count; i++)                                                  \
            out[i] = in[order[i]];                                                            \
    } while (0)

static void move_values(const void *values, unsigned width, const uint32_t *order,
                        uint32_t count, void *moved)
{
    switch (width) {
    case 1: MOVE(uint8_t); break;
    case 2: MOVE(uint16_t); break;
    case 4: MOVE(uint32_t); break;
    default: MOVE(uint64_t); break;
    }
}

/* The states of one segment's records; NULL: all are present. */
static const uint8_t *move_states(const struct run_room *room, bool any,
                                  const uint32_t *order, uint32_t count)
{
    if (!any)
        return NULL;
    move_values(room->states, 1, order, count, room->moved_states);
    return room->moved_states;
}

/* Whole numbers: in as few bytes as the run needs, so that there is less to jump about in. */
static void move_numbers(const struct frame *frame, size_t run, const struct vector *from,
                         const uint32_t *order, struct run_room *room, bool any,
                         struct arena *arena, struct vector *to)
{
    struct sorting range = sorting_of(frame, run, from);
    char *at = room->values;
    unsigned width = vector_width((uint64_t)range.most - (uint64_t)range.least);
    if (width == 0 && !any) { /* one value, wherever it goes */
        for (uint32_t s = 0; s < run_segments(frame, run); s++)
            to[s] = from[s];
        return;
    }
    width = width == 0 ? 1 : width;
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        vector_read_above(&from[s], count, range.least, width, at);
        at += (size_t)count * width;
    }
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        const uint8_t *states = move_states(room, any, order, count);
        move_values(room->values, width, order, count, room->moved);
        to[s] = vector_pack_above(arena, room->moved, width, range.least, states, count);
        order += count;
    }
}

static void move_reals(const struct frame *frame, size_t run, const struct vector *from,
                       const uint32_t *order, struct run_room *room, bool any,
                       struct arena *arena, struct vector *to)
{
    double *at = room->values;
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        vector_read_reals(&from[s], 0, count, at, NULL);
        at += count;
    }
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        const uint8_t *states = move_states(room, any, order, count);
        move_values(room->values, sizeof *at, order, count, room->moved);
        to[s] = vector_pack_reals(arena, room->moved, states, count);
        order += count;
    }
}

/* Where each text of a run begins in the bytes of its segment: within PLAIN_BYTES. */
static void find_starts(const struct frame *frame, size_t run, const struct vector *from,
                        uint32_t *starts)
{
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t begin = 0, all = segment_records(frame, run, s);
        for (uint32_t first = 0; first < all; first += BATCH) {
            int64_t sizes[BATCH];
            uint32_t count = all - first < BATCH ? all - first : BATCH;
            vector_read(&from[s], first, count, sizes, NULL);
            for (uint32_t i = 0; i < count; i++) {
                *starts++ = begin;
                begin += (uint32_t)sizes[i];
            }
        }
    }
}

/* Texts lie anywhere: all of a batch are asked for before the first is used. */
static void move_bytes(const struct vector *from, const uint32_t *starts,
                       const uint32_t *order, const struct vector *sizes_of, uint32_t all,
                       char *to)
{
    enum { TEXTS = 256 };
    for (uint32_t first = 0; first < all; first += TEXTS, order += TEXTS) {
        int64_t sizes[TEXTS];
        const char *texts[TEXTS];
        uint32_t count = all - first < TEXTS ? all - first : TEXTS;
        for (uint32_t i = 0; i < count; i++) {
            texts[i] = from[order[i] / SEGMENT_RECORDS].bytes + starts[order[i]];
            __builtin_prefetch(texts[i]);
        }
        vector_read(sizes_of, first, count, sizes, NULL);
        for (uint32_t i = 0; i < count; i++) {
            memcpy(to, texts[i], (size_t)sizes[i]);
            to += sizes[i];
        }
    }
}

/* Sizes first, as numbers; they are there of texts that are not present too. */
static void move_texts(const struct frame *frame, size_t run, const struct vector *from,
                       const uint32_t *order, struct run_room *room, bool any,
                       struct arena *arena, struct vector *to)
{
    uint32_t *starts = room->values;
    struct vector sizes[RUN_SEGMENTS];
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        sizes[s] = from[s];
        sizes[s].absent = 0;
    }
    move_numbers(frame, run, sizes, order, room, false, arena, to);
    find_starts(frame, run, from, starts);
    for (uint32_t s = 0; s < run_segments(frame, run); s++) {
        uint32_t count = segment_records(frame, run, s);
        uint64_t size = vector_find_starts(arena, &to[s], count);
        char *bytes = arena_get(arena, size);
        move_bytes(from, starts, order, &to[s], count, bytes);
        to[s].bytes = bytes;
        vector_set_states(arena, &to[s], move_states(room, any, order, count), count);
        order += count;
    }
}

void run_move(const struct frame *frame, size_t run, const struct vector *from,
              const uint32_t *order, struct run_room *room, struct arena *arena,
              struct vector *to)
{
    bool any = read_states(frame, run, from, room->states), real = false;
    for (uint32_t s = 0; s < run_segments(frame, run); s++)
        real = real || from[s].real;
    if (run_segments(frame, run) > 0 && from[0].bytes != NULL)
        move_texts(frame, run, from, order, room, any, arena, to);
    else if (real)
        move_reals(frame, run, from, order, room, any, arena, to);
    else
        move_numbers(frame, run, from, order, room, any, arena, to);
}
