/* test_repeats.c - which of very many hashes came before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "source/repeats.h"

enum { HASHES = 100000, PIECE = 777 };

struct given {
    const uint64_t *hashes;
    size_t count;
};

static void give(void *self, size_t piece, struct repeats *repeats)
{
    const struct given *given = self;
    size_t at = piece * PIECE, left = given->count - at;
    repeats_give(repeats, piece, given->hashes + at, NULL, left < PIECE ? left : PIECE,
                 (uint32_t)at);
}

static uint32_t *find(const uint64_t *hashes, size_t count, size_t *found)
{
    struct given given = {hashes, count};
    return repeats_find(count, (count + PIECE - 1) / PIECE, 2, give, &given, found);
}

static void nothing_is_repeated_among_different_hashes(void **state)
{
    (void)state;
    uint64_t *hashes = calloc(HASHES, sizeof *hashes);
    size_t count;
    for (size_t i = 0; i < HASHES; i++)
        hashes[i] = i; /* as weak as can be */
    free(find(hashes, HASHES, &count));
    assert_int_equal(count, 0);
    free(hashes);
}

static void each_that_came_before_is_found_in_order(void **state)
{
    (void)state;
    uint64_t *hashes = calloc(HASHES, sizeof *hashes);
    size_t count, expected = 0;
    for (size_t i = 0; i < HASHES; i++)
        hashes[i] = i % 1000 == 999 ? hashes[i / 3] : (i + 1) * 0x9E3779B97F4A7C15u;
    uint32_t *found = find(hashes, HASHES, &count);
    for (size_t i = 999; i < HASHES; i += 1000)
        assert_int_equal(found[expected++], i);
    assert_int_equal(count, expected);
    free(found);
    free(hashes);
}

static void all_alike_are_all_but_the_first(void **state)
{
    (void)state;
    uint64_t hashes[5] = {7, 7, 7, 7, 7};
    size_t count;
    uint32_t *found = find(hashes, 5, &count);
    assert_int_equal(count, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(found[i], i + 1);
    free(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_repeated_among_different_hashes),
        cmocka_unit_test(each_that_came_before_is_found_in_order),
        cmocka_unit_test(all_alike_are_all_but_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
