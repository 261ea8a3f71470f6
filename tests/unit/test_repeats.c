/* test_repeats.c - which of very many hashes came before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "source/repeats.h"

enum { HASHES = 100000, PIECE = 777 };

static void give_all(struct repeats *repeats, const uint64_t *hashes, size_t count)
{
    for (size_t at = 0; at < count; at += PIECE)
        repeats_meet(repeats, hashes + at, count - at < PIECE ? count - at : PIECE);
    for (size_t at = 0, piece = 0; at < count; at += PIECE, piece++)
        repeats_ask(repeats, piece, hashes + at, count - at < PIECE ? count - at : PIECE,
                    (uint32_t)at);
}

static void nothing_is_repeated_among_different_hashes(void **state)
{
    (void)state;
    uint64_t *hashes = calloc(HASHES, sizeof *hashes);
    size_t count;
    for (size_t i = 0; i < HASHES; i++)
        hashes[i] = i; /* as weak as can be */
    struct repeats *repeats = repeats_new(HASHES, HASHES / PIECE + 1);
    give_all(repeats, hashes, HASHES);
    repeats_found(repeats, &count);
    assert_int_equal(count, 0);
    repeats_free(repeats);
    free(hashes);
}

static void each_that_came_before_is_found_in_order(void **state)
{
    (void)state;
    uint64_t *hashes = calloc(HASHES, sizeof *hashes);
    size_t count, expected = 0;
    for (size_t i = 0; i < HASHES; i++)
        hashes[i] = i % 1000 == 999 ? hashes[i / 3] : (i + 1) * 0x9E3779B97F4A7C15u;
    struct repeats *repeats = repeats_new(HASHES, HASHES / PIECE + 1);
    give_all(repeats, hashes, HASHES);
    const uint32_t *found = repeats_found(repeats, &count);
    for (size_t i = 999; i < HASHES; i += 1000)
        assert_int_equal(found[expected++], i);
    assert_int_equal(count, expected);
    repeats_free(repeats);
    free(hashes);
}

static void all_alike_are_all_but_the_first(void **state)
{
    (void)state;
    uint64_t hashes[5] = {7, 7, 7, 7, 7};
    size_t count;
    struct repeats *repeats = repeats_new(5, 1);
    give_all(repeats, hashes, 5);
    const uint32_t *found = repeats_found(repeats, &count);
    assert_int_equal(count, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(found[i], i + 1);
    repeats_free(repeats);
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
