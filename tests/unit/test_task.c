/* test_task.c - every piece once, joins in order, whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/task.h"

enum { PIECES = 5000 };

struct sums {
    uint32_t times[PIECES];
    size_t joined, wrong;
    uint64_t before[PIECES + 1];
    struct turn *turn;
    unsigned threads;
};

static void count_one(void *self, size_t number, unsigned worker)
{
    struct sums *sums = self;
    sums->times[number] += worker < sums->threads;
}

static void sum_one(void *self, size_t number, unsigned worker)
{
    struct sums *sums = self;
    count_one(self, number, worker);
    turn_wait(sums->turn, number);
    sums->before[number + 1] = sums->before[number] + number;
    turn_pass(sums->turn);
}

static void join_one(void *self, size_t number)
{
    struct sums *sums = self;
    sums->wrong += sums->joined++ != number || sums->times[number] != 1;
}

static void every_piece_is_run_once(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads < 8; threads += 2) {
        struct sums *sums = memory_get_zeroed(1, sizeof *sums);
        sums->threads = threads;
        task_each(threads, PIECES, count_one, sums);
        for (size_t i = 0; i < PIECES; i++)
            assert_int_equal(sums->times[i], 1);
        free(sums);
    }
}

static bool try_one(void *self, size_t number, unsigned worker, struct fault *fault)
{
    struct sums *sums = self;
    count_one(self, number, worker);
    turn_wait(sums->turn, number);
    turn_pass(sums->turn);
    return number % 1000 != 777 || fault_set(fault, FAULT_DATA, "piece %zu", number);
}

static void the_fault_is_that_of_the_first_piece_that_fails(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads < 8; threads += 2) {
        struct sums *sums = memory_get_zeroed(1, sizeof *sums);
        struct fault fault = {0};
        sums->threads = threads;
        sums->turn = turn_new();
        assert_false(task_try(threads, PIECES, try_one, sums, &fault));
        assert_string_equal(fault.message, "piece 777");
        for (size_t i = 0; i <= 777; i++)
            assert_int_equal(sums->times[i], 1);
        turn_free(sums->turn);
        sums->turn = turn_new();
        memset(sums->times, 0, sizeof sums->times);
        assert_true(task_try(threads, 777, try_one, sums, &fault));
        turn_free(sums->turn);
        free(sums);
    }
}

static void joins_and_turns_come_in_order(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads < 8; threads += 2) {
        struct sums *sums = memory_get_zeroed(1, sizeof *sums);
        sums->threads = threads;
        sums->turn = turn_new();
        task_in_order(threads, PIECES, sum_one, join_one, sums);
        assert_int_equal(sums->joined, PIECES);
        assert_int_equal(sums->wrong, 0);
        assert_int_equal(sums->before[PIECES], (uint64_t)PIECES * (PIECES - 1) / 2);
        turn_free(sums->turn);
        free(sums);
    }
}

static void threads_are_never_more_than_pieces(void **state)
{
    (void)state;
    assert_int_equal(task_threads(7, 3), 3);
    assert_int_equal(task_threads(7, 100), 7);
    assert_int_equal(task_threads(1, 100), 1);
    assert_int_equal(task_threads(5, 0), 1);
    assert_true(task_threads(0, 100) >= 1);
    assert_true(task_threads(1000, 1000) <= TASK_THREADS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_run_once),
        cmocka_unit_test(the_fault_is_that_of_the_first_piece_that_fails),
        cmocka_unit_test(joins_and_turns_come_in_order),
        cmocka_unit_test(threads_are_never_more_than_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
