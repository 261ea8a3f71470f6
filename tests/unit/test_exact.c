/* test_exact.c - sums that are exact. The expected sums are those of python's
 * fractions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "data/exact.h"

static const double tiny = 0x1p-1074;

struct sum {
    double terms[8];
    size_t count;
    double sum; /* infinite: too large for a double */
};

static const struct sum sums[] = {
    {{0}, 0, 0},
    {{-0.0}, 1, 0},
    {{0.1, 0.2}, 2, 0.30000000000000004},
    {{0.1, 0.2, 0.3, 0.4, 0.7}, 5, 1.7},
    {{1e100, 1, -1e100}, 3, 1},
    {{1e308, 1e308, -1e308}, 3, 1e308},
    {{DBL_MAX, DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX}, 5, DBL_MAX},
    {{DBL_MAX, DBL_MAX}, 2, INFINITY},
    {{-DBL_MAX, -DBL_MAX}, 2, INFINITY},
    {{DBL_MAX, 0x1p969}, 2, DBL_MAX},      /* less than half of the last bit */
    {{DBL_MAX, 0x1p970}, 2, INFINITY},     /* half of it */
    {{1, 0x1p-53}, 2, 1},                  /* a half goes to the even one */
    {{1, 0x1p-53, 0x1p-1074}, 3, 1 + DBL_EPSILON},
    {{1 + DBL_EPSILON, 0x1p-53}, 2, 1 + 2 * DBL_EPSILON},
    {{-1, -0x1p-53, -0x1p-1074}, 3, -1 - DBL_EPSILON},
    {{0x1p-1074, 0x1p-1074, -0x1p-1073}, 3, 0},
    {{0x1p-1022, -0x1p-1074}, 2, 0x0.fffffffffffffp-1022},
    {{DBL_MAX, 0x1p-1074, -DBL_MAX}, 3, 0x1p-1074},
    {{0x1.4496e7857dd86p-279, -0x1.eee3cba6f875cp-703, 0x1.06bc44dc2a627p-203,
      -0x1.8451ee325faa6p-108, -0x1.8fac168fb90d7p+30, -0x1.54e2bb7740a63p+36,
      -0x1.e840043e58844p-888, -0x1.a95a83ec33dd6p-466}, 8, -0x1.5b216bd17f8a6p+36},
    {{-0x1.d5f77bb3a6a06p+100, -0x1.a7fa4ffe9ec11p+480, -0x1.0e38434d57084p-248,
      -0x1.9c19fc0a9c8bep-91, 0x1.d5f77bb3a6a06p+100, 0x1.a7fa4ffe9ec11p+480,
      0x1.0e38434d57084p-248}, 7, -0x1.9c19fc0a9c8bep-91},
    {{-0x0.003829ceaad3cp-1022, 0x0.0012cb4d399bfp-1022, -0x0.000257991e57bp-1022,
      0x0.22a80b8db31c6p-1022, -0x0.0000000000011p-1022, 0x0.0000000000002p-1022,
      0x0.00001e25c606fp-1022, 0x0.000b01b5aa05cp-1022}, 8, 0x0.228b754e9398ap-1022},
};

static void assert_rounds_to(const struct exact *sum, double expected)
{
    double rounded = 0;
    if (isinf(expected)) {
        assert_false(exact_round(sum, &rounded));
        return;
    }
    assert_true(exact_round(sum, &rounded));
    assert_memory_equal(&rounded, &expected, sizeof rounded);
}

static void a_sum_is_rounded_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        struct exact sum;
        exact_init(&sum);
        for (size_t k = 0; k < sums[i].count; k++)
            exact_add(&sum, sums[i].terms[k]);
        assert_rounds_to(&sum, sums[i].sum);
        assert_rounds_to(&sum, sums[i].sum); /* rounding changes nothing */
    }
}

static void the_order_and_the_parts_of_a_sum_do_not_matter(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        for (size_t first = 0; first < sums[i].count; first++) {
            struct exact parts[2];
            exact_init(&parts[0]);
            exact_init(&parts[1]);
            for (size_t k = 0; k < sums[i].count; k++)
                exact_add(&parts[k % 2], sums[i].terms[(first + k) % sums[i].count]);
            exact_merge(&parts[0], &parts[1]);
            assert_rounds_to(&parts[0], sums[i].sum);
        }
}

static void products_are_added_without_rounding(void **state)
{
    (void)state;
    struct exact sum;
    exact_init(&sum);
    /* 0.1 * 0.1 less its rounded self is what rounding lost. */
    exact_add_product(&sum, 0.1, 0.1);
    exact_add(&sum, -(0.1 * 0.1));
    assert_rounds_to(&sum, -0x1.eb851eb851eb8p-61);
    exact_init(&sum);
    exact_add_product(&sum, 0x1.fffffffffffffp+500, 0x1.0000000000001p-500);
    exact_add_product(&sum, -3.0, 2.0 / 3);
    exact_add_product(&sum, 1e-200, 1e-100);
    exact_add_product(&sum, 0.1, 0.1);
    assert_rounds_to(&sum, 0x1.47ae147ae153cp-7);
}

static void products_work_at_the_ends_of_the_range(void **state)
{
    (void)state;
    struct exact sum;
    exact_init(&sum);
    exact_add_product(&sum, 0x1.fffffffffffffp+511, 0x1.fffffffffffffp+511);
    exact_add_product(&sum, -0x1.fffffffffffffp+511, 0x1.fffffffffffffp+511);
    assert_rounds_to(&sum, 0);
    /* (1 + e)² / 2^1022 less 1 / 2^1022 less 2e / 2^1022 is e² / 2^1022: far below all
     * doubles. */
    exact_add_product(&sum, 0x1.0000000000001p-511, 0x1.0000000000001p-511);
    exact_add(&sum, -0x1p-1022);
    assert_rounds_to(&sum, 0x1p-1073);
    exact_add(&sum, -0x1p-1073);
    assert_rounds_to(&sum, 0);
    double mean;
    for (int i = 0; i < 52; i++) { /* but it is there: doubled often enough, it shows */
        struct exact same = sum;
        exact_merge(&sum, &same);
    }
    assert_rounds_to(&sum, tiny);
    assert_true(exact_mean(&sum, 1, &mean) && mean == tiny);
    exact_init(&sum);
    exact_add_product(&sum, tiny, 0x1p+1000);
    exact_add_product(&sum, 0, DBL_MAX);
    exact_add_product(&sum, tiny, tiny); /* subnormal: rounded, here to 0 */
    assert_rounds_to(&sum, 0x1p-74);
}

static void carries_are_passed_on_in_time(void **state)
{
    (void)state;
    struct exact sum;
    exact_init(&sum);
    exact_add(&sum, -0x1.fffffffffffffp+200);
    for (int i = 0; i < 40; i++) { /* 2^40 terms, long after 2^30 */
        struct exact same = sum;
        exact_merge(&sum, &same);
    }
    assert_rounds_to(&sum, -0x1.fffffffffffffp+240);
    for (int i = 0; i < 1000; i++)
        exact_add(&sum, -0x1.fffffffffffffp+200);
    sum.pending = (1u << 30) - 2; /* as after so many terms more */
    for (int i = 0; i < 10; i++) {
        exact_add(&sum, 0x1.fffffffffffffp+200);
        exact_add_product(&sum, 0x1.fffffffffffffp+100, -0x1p+100);
    }
    for (int i = 0; i < 1000; i++)
        exact_add(&sum, 0x1.fffffffffffffp+200);
    assert_rounds_to(&sum, -0x1.fffffffffffffp+240);
}

static void a_mean_is_rounded_once_and_always_there(void **state)
{
    (void)state;
    struct exact sum;
    double mean, third = 10.0 / 3;
    exact_init(&sum);
    assert_true(exact_mean(&sum, 3, &mean) && mean == 0);
    exact_add(&sum, -10);
    assert_true(exact_mean(&sum, 3, &mean) && mean == -third);
    assert_true(exact_mean(&sum, UINT64_MAX, &mean) && mean == -10 / 0x1p64);
    exact_init(&sum);
    for (uint64_t count = 1; count < 3000; count++) {
        exact_add(&sum, 0.1);
        assert_true(exact_mean(&sum, count, &mean) && mean == 0.1);
    }
    exact_init(&sum);
    exact_add(&sum, DBL_MAX);
    exact_add(&sum, DBL_MAX);
    assert_true(exact_mean(&sum, 2, &mean) && mean == DBL_MAX);
    assert_false(exact_mean(&sum, 1, &mean));
    exact_init(&sum);
    exact_add(&sum, 3 * tiny); /* 1.5 of the smallest: a half, to the even one */
    assert_true(exact_mean(&sum, 2, &mean) && mean == 2 * tiny);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sum_is_rounded_once),
        cmocka_unit_test(the_order_and_the_parts_of_a_sum_do_not_matter),
        cmocka_unit_test(products_are_added_without_rounding),
        cmocka_unit_test(products_work_at_the_ends_of_the_range),
        cmocka_unit_test(carries_are_passed_on_in_time),
        cmocka_unit_test(a_mean_is_rounded_once_and_always_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
