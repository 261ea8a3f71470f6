/* test_runs.c - the records of a frame in runs, and back in file order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/runs.h"
#include "source/source.h"

enum { EVENTS = 3 * RUN_SEGMENTS * 7 + 20 };

/* Units and years of which the first sort by one word, and the second need two. */
static const struct spread {
    int units;
    unsigned first_year, years;
} narrow = {9, 2000, 20}, wide = {2100, 1, 9999};

/* Every eleventh event has no cooperation, every seventh no date, every fifth no amount. */
static void read_events(struct datasets *datasets, struct spread spread)
{
    struct text units = {0}, events = {0};
    struct fault fault = {0};
    struct problems *problems = problems_new();
    text_add(&units, "id,name\n");
    for (int i = 0; i < spread.units; i++)
        text_addf(&units, "U%d,Unit %d\n", i, i);
    text_add(&events, "cooperation,date,amount,weight\n");
    for (unsigned i = 0; i < EVENTS; i++) {
        unsigned mixed = i * 2654435761u >> 7;
        if (i % 11 != 0)
            text_addf(&events, "U%u", mixed % (unsigned)spread.units);
        if (i % 7 != 0)
            text_addf(&events, ",%04u-03-04,", spread.first_year + mixed % spread.years);
        else
            text_add(&events, ",,");
        if (i % 5 != 0)
            text_addf(&events, "%u.5", mixed % 1000);
        text_addf(&events, ",%ue-7\n", i);
    }
    struct source_memory files[] = {{"cooperations.csv", text_of(&units), units.size},
                                    {"events.csv", text_of(&events), events.size}};
    assert_true(source_read_memory(files, 2, NULL, NULL, datasets, problems, &fault));
    assert_int_equal(problems_count(problems, SEVERITY_ERROR), 0);
    problems_free(problems);
    text_clear(&units);
    text_clear(&events);
}

/* A copy of the vectors of one part, moved by the order of each run. */
static struct vector *move(const struct frame *frame, const struct vector *from,
                           uint32_t **orders, struct arena *arena)
{
    struct vector *to = arena_get_zeroed(arena, frame->segment_count + 1, sizeof *to);
    struct run_room *room = run_room_new(frame);
    for (size_t run = 0; run < runs_count(frame); run++)
        run_move(frame, run, from + run * RUN_SEGMENTS, orders[run], room, arena,
                 to + run * RUN_SEGMENTS);
    run_room_free(room);
    return to;
}

static struct vector *column_of(const struct frame *frame, uint32_t column, struct arena *arena)
{
    struct vector *vectors = arena_get_zeroed(arena, frame->segment_count + 1, sizeof *vectors);
    for (uint32_t s = 0; s < frame->segment_count; s++)
        vectors[s] = column == COLUMN_NONE ? frame->segments[s].line
                                           : frame->segments[s].columns[column];
    return vectors;
}

static void assert_same(const struct frame *frame, const struct vector *a,
                        const struct vector *b)
{
    for (uint32_t s = 0; s < frame->segment_count; s++)
        for (uint32_t i = 0; i < frame->segments[s].count; i++) {
            assert_int_equal(vector_state_at(&a[s], i), vector_state_at(&b[s], i));
            if (vector_state_at(&a[s], i) != STATE_PRESENT)
                continue;
            if (a[s].real)
                assert_memory_equal(&(double){vector_real_at(&a[s], i)},
                                    &(double){vector_real_at(&b[s], i)}, sizeof(double));
            else
                assert_int_equal(vector_at(&a[s], i), vector_at(&b[s], i));
        }
}

static uint32_t **find_orders(const struct frame *frame, struct arena *arena)
{
    uint32_t **orders = arena_get_zeroed(arena, runs_count(frame) + 1, sizeof *orders);
    for (size_t run = 0; run < runs_count(frame); run++)
        orders[run] = arena_get(arena, (run_records(frame, run) + 1) * sizeof **orders);
    return orders;
}

static void check_order(struct spread spread)
{
    struct datasets datasets = {0};
    struct arena *arena = arena_new();
    read_events(&datasets, spread);
    const struct frame *frame = datasets_find(&datasets, "events");
    uint32_t **orders = find_orders(frame, arena), date = frame_find_column(frame, "date");
    for (size_t run = 0; run < runs_count(frame); run++)
        run_sort(frame, 0, run, orders[run]);
    struct vector *rows = move(frame, frame->keys[0].rows, orders, arena);
    struct vector *lines = move(frame, column_of(frame, COLUMN_NONE, arena), orders, arena);
    struct vector *dates = move(frame, column_of(frame, date, arena), orders, arena);
    int64_t last[4] = {0};
    for (size_t run = 0; run < runs_count(frame); run++) {
        assert_true(run_is_sorted(frame, run, rows + run * RUN_SEGMENTS));
        memset(last, 0, sizeof last);
        for (uint32_t i = 0; i < run_records(frame, run); i++) {
            size_t s = run * RUN_SEGMENTS + i / SEGMENT_RECORDS, at = i % SEGMENT_RECORDS;
            bool led = vector_state_at(&rows[s], at) == STATE_PRESENT;
            bool dated = vector_state_at(&dates[s], at) == STATE_PRESENT;
            int64_t now[4] = {led ? vector_at(&rows[s], at) : spread.units,
                              dated ? 0 : 1, dated ? vector_at(&dates[s], at) : 0,
                              vector_at(&lines[s], at)};
            size_t k = 0;
            while (k < 3 && now[k] == last[k])
                k++;
            assert_true(now[k] >= last[k]);
            memcpy(last, now, sizeof last);
        }
    }
    arena_free(arena);
    datasets_clear(&datasets);
}

static void a_run_is_sorted_by_target_then_day_then_place(void **state)
{
    (void)state;
    check_order(narrow);
    check_order(wide);
}

static void a_sorted_run_comes_back_as_it_was(void **state)
{
    (void)state;
    struct datasets datasets = {0};
    struct arena *arena = arena_new();
    read_events(&datasets, wide);
    const struct frame *frame = datasets_find(&datasets, "events");
    uint32_t **orders = find_orders(frame, arena), **back = find_orders(frame, arena);
    for (size_t run = 0; run < runs_count(frame); run++)
        run_sort(frame, 0, run, orders[run]);
    struct vector *files = arena_get_zeroed(arena, frame->segment_count, sizeof *files);
    struct vector *lines = move(frame, column_of(frame, COLUMN_NONE, arena), orders, arena);
    for (size_t run = 0; run < runs_count(frame); run++)
        run_unsort(frame, run, files + run * RUN_SEGMENTS, lines + run * RUN_SEGMENTS,
                   back[run]);
    for (uint32_t c = 0; c <= frame->column_count; c++) {
        uint32_t column = c < frame->column_count ? c : COLUMN_NONE;
        struct vector *was = column_of(frame, column, arena);
        assert_same(frame, was, move(frame, move(frame, was, orders, arena), back, arena));
    }
    arena_free(arena);
    datasets_clear(&datasets);
}

static void a_run_out_of_order_is_seen(void **state)
{
    (void)state;
    struct datasets datasets = {0};
    read_events(&datasets, wide);
    const struct frame *frame = datasets_find(&datasets, "events");
    assert_false(run_is_sorted(frame, 0, frame->keys[0].rows));
    datasets_clear(&datasets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_sorted_by_target_then_day_then_place),
        cmocka_unit_test(a_sorted_run_comes_back_as_it_was),
        cmocka_unit_test(a_run_out_of_order_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
