/* test_statistics.c - figures of a list of numbers. Expected figures: python's
 * statistics and fractions, SKEW and KURT as in the manuals of spreadsheets, or by
 * hand as said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/statistics.h"

typedef enum reason statistic(const double *, size_t, double *);

static void assert_figure(statistic *of, const double *numbers, size_t count,
                          double expected)
{
    double figure = NAN;
    assert_int_equal(of(numbers, count, &figure), REASON_NONE);
    assert_true(fabs(figure - expected) <= 4 * DBL_EPSILON * fabs(expected));
}

static void assert_missing(statistic *of, const double *numbers, size_t count,
                           enum reason reason)
{
    double figure = 12;
    assert_int_equal(of(numbers, count, &figure), reason);
}

/* The funding of Romans, sorted, and others. */
static const double funding[] = {25000, 25000, 25000, 27000, 112285};
/* The example of SKEW in the manuals of spreadsheets. */
static const double marks[] = {3, 4, 5, 2, 3, 4, 5, 6, 4, 7};
static const double small[] = {0.1, 0.2, 0.3, 0.4, 0.7};
static const double skewed[] = {1, 2, 3, 4, 10};

static void figures_are_those_of_an_independent_source(void **state)
{
    (void)state;
    assert_figure(statistics_sum, funding, 5, 214285);
    assert_figure(statistics_mean, funding, 5, 42857);
    assert_figure(statistics_median_sorted, funding, 5, 25000);
    assert_figure(statistics_median_sorted, funding + 1, 4, 26000);
    assert_figure(statistics_variance, funding, 5, 1507077245);
    assert_figure(statistics_gini_sorted, funding, 5, 0.3295984319947733);
    assert_figure(statistics_theil_sorted, funding, 5, 0.25783574822392946);
    assert_figure(statistics_sum, small, 5, 1.7);
    assert_figure(statistics_mean, small, 5, 0.33999999999999997);
    assert_figure(statistics_variance, small, 5, 0.05299999999999999);
    assert_figure(statistics_variance, marks, 10, 2.2333333333333334);
    assert_figure(statistics_stddev, marks, 10, 1.4944341180973264);
    assert_figure(statistics_skew, marks, 10, 0.35954307140679725);
    /* What is left of 4.47… less 4.62…: so the difference has fewer digits. */
    double kurtosis;
    assert_int_equal(statistics_kurtosis(marks, 10, &kurtosis), REASON_NONE);
    assert_true(fabs(kurtosis - -4770.0 / 31423) < 1e-14);
    assert_figure(statistics_gini_sorted, skewed, 5, 0.4);
    assert_figure(statistics_theil_sorted, skewed, 5, 0.27636361895732137);
}

static void quantiles_are_of_type_7(void **state)
{
    (void)state;
    static const struct {
        double p, figure;
    } cases[] = {{0, 25000}, {0.25, 25000}, {0.5, 25000}, {0.75, 27000}, {0.9, 78171},
                 {1, 112285}};
    double figure;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(statistics_quantile_sorted(funding, 5, cases[i].p, &figure),
                         REASON_NONE);
        assert_true(fabs(figure - cases[i].figure) < 1e-10);
    }
    static const double wide[] = {-DBL_MAX, DBL_MAX};
    assert_int_equal(statistics_quantile_sorted(wide, 2, 0.5, &figure),
                     REASON_NONE);
    assert_true(figure == 0);
    assert_int_equal(statistics_quantile_sorted(funding, 1, 0.3, &figure),
                     REASON_NONE);
    assert_true(figure == 25000);
    assert_int_equal(statistics_quantile_sorted(funding, 5, -0.1, &figure),
                     REASON_NOT_DEFINED);
    assert_int_equal(statistics_quantile_sorted(funding, 5, 1.1, &figure),
                     REASON_NOT_DEFINED);
    assert_int_equal(statistics_quantile_sorted(funding, 5, NAN, &figure),
                     REASON_NOT_DEFINED);
    assert_int_equal(statistics_quantile_sorted(funding, 0, 0.5, &figure),
                     REASON_NO_RECORDS);
}

static void an_empty_list_has_no_records(void **state)
{
    (void)state;
    static statistic *const all[] = {
        statistics_sum, statistics_mean, statistics_median_sorted, statistics_variance,
        statistics_stddev, statistics_gini_sorted, statistics_theil_sorted,
        statistics_skew, statistics_kurtosis,
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_missing(all[i], NULL, 0, REASON_NO_RECORDS);
}

static void too_few_or_equal_values_have_no_spread(void **state)
{
    (void)state;
    static const double equal[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    assert_missing(statistics_variance, marks, 1, REASON_NOT_DEFINED);
    assert_missing(statistics_stddev, marks, 1, REASON_NOT_DEFINED);
    assert_missing(statistics_skew, marks, 2, REASON_NOT_DEFINED);
    assert_missing(statistics_kurtosis, marks, 3, REASON_NOT_DEFINED);
    assert_figure(statistics_mean, equal, 7, 0.1);
    assert_figure(statistics_variance, equal, 7, 0);
    assert_figure(statistics_stddev, equal, 7, 0);
    assert_figure(statistics_gini_sorted, equal, 7, 0);
    assert_figure(statistics_theil_sorted, equal, 7, 0);
    assert_missing(statistics_skew, equal, 7, REASON_NOT_DEFINED);
    assert_missing(statistics_kurtosis, equal, 7, REASON_NOT_DEFINED);
}

static void shares_need_values_of_0_and_more(void **state)
{
    (void)state;
    static const double negative[] = {-1, 2, 3}, zeros[] = {0, 0}, one[] = {0, 0, 0, 5};
    assert_missing(statistics_gini_sorted, negative, 3, REASON_NOT_DEFINED);
    assert_missing(statistics_theil_sorted, negative, 3, REASON_NOT_DEFINED);
    assert_missing(statistics_gini_sorted, zeros, 2, REASON_NOT_DEFINED);
    assert_missing(statistics_theil_sorted, zeros, 2, REASON_NOT_DEFINED);
    assert_figure(statistics_gini_sorted, one, 4, 0.75);             /* (n - 1) / n */
    assert_figure(statistics_theil_sorted, one, 4, 1.3862943611198906); /* ln n */
}

static void nothing_is_lost_at_the_ends_of_the_range(void **state)
{
    (void)state;
    static const double huge[] = {1e308, 1.2e308, 1.4e308}, tiny[] = {1e-200, 3e-200};
    static const double far[] = {-1.7e308, 1.7e308};
    static const double least[] = {0, 0, 0x1p-1074, 0x1p-1073};
    assert_missing(statistics_sum, huge, 3, REASON_NOT_DEFINED);
    assert_figure(statistics_mean, huge, 3, 1.2e308);
    assert_figure(statistics_stddev, huge, 3, 2e307);
    assert_missing(statistics_variance, huge, 3, REASON_NOT_DEFINED);
    assert_figure(statistics_median_sorted, huge + 1, 2, 1.3e308);
    assert_figure(statistics_gini_sorted, huge, 3, 0.8 / 10.8); /* 2 * 0.4 / (3 * 3.6) */
    assert_figure(statistics_stddev, tiny, 2, 1.4142135623730951e-200);
    assert_missing(statistics_variance, far, 2, REASON_NOT_DEFINED);
    assert_figure(statistics_mean, far, 2, 0);
    assert_figure(statistics_median_sorted, far, 2, 0);
    /* (1 * 1 + 3 * 2) / (4 * 3) */
    assert_figure(statistics_gini_sorted, least, 4, 7.0 / 12);
}

/* Numbers that differ in their last digits: the rounding of the mean must not show. */
static void a_small_spread_far_from_zero_is_exact(void **state)
{
    (void)state;
    static const double close[] = {1, 1 + DBL_EPSILON};
    static const double shifted[] = {1e9 + 3, 1e9 + 4, 1e9 + 5, 1e9 + 2, 1e9 + 3,
                                     1e9 + 4, 1e9 + 5, 1e9 + 6, 1e9 + 4, 1e9 + 7};
    assert_figure(statistics_variance, close, 2, DBL_EPSILON * DBL_EPSILON / 2);
    assert_figure(statistics_variance, shifted, 10, 2.2333333333333334);
    assert_figure(statistics_skew, shifted, 10, 0.35954307140679725);
}

static void weights_count_relative_to_each_other(void **state)
{
    (void)state;
    static const struct {
        double numbers[3], weights[3], figure;
        enum reason reason;
    } cases[] = {
        {{1, 2, 3}, {1, 1, 1}, 2, REASON_NONE},
        {{1, 2, 3}, {1, 0, 3}, 2.5, REASON_NONE},
        {{0.1, 0.1, 0.1}, {0.3, 0.3, 0.1}, 0.1, REASON_NONE},
        {{1, 2, 3}, {1e308, 1e308, 1e308}, 2, REASON_NONE},
        {{1e308, 1e308, 1e308}, {5, 6, 7}, 1e308, REASON_NONE},
        {{1, 2, 3}, {0x1p-1074, 0, 0x1p-1074}, 2, REASON_NONE},
        {{1e308, -1e308, 3}, {9, 9, 9}, 1, REASON_NONE},
        {{1, 2, 3}, {0, 0, 0}, 0, REASON_DIVISION_BY_ZERO},
        {{1, 2, 3}, {2, -1, 2}, 0, REASON_NOT_DEFINED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double figure = 0;
        assert_int_equal(statistics_weighted_mean(cases[i].numbers, cases[i].weights, 3,
                                                  &figure), cases[i].reason);
        assert_true(figure == cases[i].figure);
    }
    double figure;
    assert_int_equal(statistics_weighted_mean(NULL, NULL, 0, &figure), REASON_NO_RECORDS);
}

static uint64_t next_random(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sorting_works_for_short_and_long_lists(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 63, 64, 65, 1000, 20000};
    static double numbers[20000], expected[20000];
    uint64_t random = 88172645463325252u;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (int kind = 0; kind < 3; kind++) {
            for (size_t k = 0; k < counts[i]; k++) {
                double number = (double)(next_random(&random) % 1000) - 500;
                if (kind == 1)
                    number = ldexp(number, (int)(random % 2000) - 1000);
                numbers[k] = expected[k] = kind == 2 ? 7 : number;
            }
            qsort(expected, counts[i], sizeof *expected, compare);
            statistics_sort(numbers, counts[i]);
            for (size_t k = 0; k < counts[i]; k++)
                assert_true(numbers[k] == expected[k]);
        }
}

static void equal_lists_have_equal_bytes_once_sorted(void **state)
{
    (void)state;
    double some[] = {0.0, -1, -0.0, 5}, others[] = {5, -0.0, 0.0, -1};
    statistics_sort(some, 4);
    statistics_sort(others, 4);
    assert_memory_equal(some, others, sizeof some);
    assert_true(some[0] == -1 && signbit(some[1]) && !signbit(some[2]) && some[3] == 5);

    enum { MANY = 300 }; /* whole numbers that lie close together, but for one or two */
    static const double odd[] = {2, -0.0, 2.5, 1e300, -4503599627370497.0, INFINITY};
    for (size_t kind = 0; kind < sizeof odd / sizeof *odd; kind++) {
        double many[MANY], turned[MANY];
        for (size_t i = 0; i < MANY; i++)
            many[i] = i % 100 == 7 ? odd[kind] : (double)(i * 37 % 11);
        for (size_t i = 0; i < MANY; i++)
            turned[i] = many[MANY - 1 - i];
        statistics_sort(many, MANY);
        statistics_sort(turned, MANY);
        assert_memory_equal(many, turned, sizeof many);
        for (size_t i = 1; i < MANY; i++)
            assert_true(many[i - 1] <= many[i]);
    }
}

static void no_figure_depends_on_the_order(void **state)
{
    (void)state;
    static statistic *const all[] = {
        statistics_sum, statistics_mean, statistics_variance,
        statistics_stddev, statistics_skew, statistics_kurtosis,
    };
    enum { COUNT = 500 };
    double numbers[COUNT], figures[6];
    uint64_t random = 362436069;
    for (size_t i = 0; i < COUNT; i++)
        numbers[i] = ldexp((double)next_random(&random), -(int)(random % 80)) - 1e9;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < 6; i++) {
            double figure;
            assert_int_equal(all[i](numbers, COUNT, &figure), REASON_NONE);
            assert_true(round == 0 || figure == figures[i]);
            figures[i] = figure;
        }
        for (size_t i = COUNT - 1; i > 0; i--) {
            size_t other = next_random(&random) % (i + 1);
            double number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_an_independent_source),
        cmocka_unit_test(quantiles_are_of_type_7),
        cmocka_unit_test(an_empty_list_has_no_records),
        cmocka_unit_test(too_few_or_equal_values_have_no_spread),
        cmocka_unit_test(shares_need_values_of_0_and_more),
        cmocka_unit_test(nothing_is_lost_at_the_ends_of_the_range),
        cmocka_unit_test(a_small_spread_far_from_zero_is_exact),
        cmocka_unit_test(weights_count_relative_to_each_other),
        cmocka_unit_test(sorting_works_for_short_and_long_lists),
        cmocka_unit_test(equal_lists_have_equal_bytes_once_sorted),
        cmocka_unit_test(no_figure_depends_on_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
