/* statistics.c - figures of a list of numbers.
 *
 * Every sum is exact and rounded once, and each term depends on its own number and on
 * such sums alone: so no result depends on the order of the list. Numbers are first
 * brought near 1 by a power of two where a square or product could leave a double's
 * range. Nothing is owned.
 */
#include "data/statistics.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "data/exact.h"

static enum reason give(double result, double *figure)
{
    if (!isfinite(result))
        return REASON_NOT_DEFINED;
    *figure = result;
    return REASON_NONE;
}

/* ---- sorting ---- */

enum { SMALL = 64, RADIX = 256, COUNTED = 1024 };

static const double LARGEST_WHOLE = 4503599627370496.0; /* 2^52: they step by 1 below it */

/* Doubles as whole numbers in the same order; -0 comes before 0, so that equal lists
 * have equal bytes once sorted. */
static uint64_t key_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double number_of(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static void sort_small(double *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        double number = numbers[i];
        uint64_t key = key_of(number);
        size_t at = i;
        for (; at > 0 && key_of(numbers[at - 1]) > key; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

/* By one byte after the other from the lowest; a byte that all keys share is passed
 * over. */
static void sort_large(double *numbers, size_t count)
{
    uint64_t *keys = memory_resize(NULL, count, 2 * sizeof *keys), *sorted = keys + count;
    uint64_t *both = keys;
    size_t (*counts)[RADIX] = memory_get_zeroed(8, sizeof *counts);
    for (size_t i = 0; i < count; i++) {
        keys[i] = key_of(numbers[i]);
        for (int byte = 0; byte < 8; byte++)
            counts[byte][keys[i] >> (8 * byte) & 0xFF]++;
    }
    for (int byte = 0; byte < 8; byte++) {
        size_t start = 0;
        if (counts[byte][keys[0] >> (8 * byte) & 0xFF] == count)
            continue;
        for (int value = 0; value < RADIX; value++) {
            size_t many = counts[byte][value];
            counts[byte][value] = start;
            start += many;
        }
        for (size_t i = 0; i < count; i++)
            sorted[counts[byte][keys[i] >> (8 * byte) & 0xFF]++] = keys[i];
        uint64_t *swapped = keys;
        keys = sorted;
        sorted = swapped;
    }
    for (size_t i = 0; i < count; i++)
        numbers[i] = number_of(keys[i]);
    free(counts);
    free(both);
}

static bool is_rising(const double *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (key_of(numbers[i - 1]) > key_of(numbers[i]))
            return false;
    return true;
}

/* Whole numbers that lie close together are counted, as days between events often do.
 * False: they are not such; -0 is no whole number here. */
static bool sort_counted(double *numbers, size_t count)
{
    uint32_t counts[COUNTED] = {0};
    double least = numbers[0], most = numbers[0];
    for (size_t i = 1; i < count; i++) {
        least = numbers[i] < least ? numbers[i] : least;
        most = numbers[i] > most ? numbers[i] : most;
    }
    if (!(most - least < COUNTED) || least != floor(least) || fabs(least) > LARGEST_WHOLE)
        return false;
    for (size_t i = 0; i < count; i++) {
        unsigned at = (unsigned)(numbers[i] - least);
        if (least + at != numbers[i] || (numbers[i] == 0 && signbit(numbers[i])))
            return false;
        counts[at]++;
    }
    for (size_t value = 0, at = 0; at < count; value++)
        for (uint32_t k = 0; k < counts[value]; k++)
            numbers[at++] = least + (double)value;
    return true;
}

void statistics_sort(double *numbers, size_t count)
{
    if (is_rising(numbers, count) ||
        (count > SMALL && count < UINT32_MAX && sort_counted(numbers, count)))
        return;
    if (count <= SMALL)
        sort_small(numbers, count);
    else
        sort_large(numbers, count);
}

/* ---- sum and mean ---- */

static void add_all(struct exact *sum, const double *numbers, size_t count)
{
    exact_init(sum);
    for (size_t i = 0; i < count; i++)
        exact_add(sum, numbers[i]);
}

enum reason statistics_sum(const double *numbers, size_t count, double *figure)
{
    struct exact sum;
    double result;
    if (count == 0)
        return REASON_NO_RECORDS;
    add_all(&sum, numbers, count);
    return exact_round(&sum, &result) ? give(result, figure) : REASON_NOT_DEFINED;
}

/* Sound even where the sum itself is too large for a double. */
enum reason statistics_mean(const double *numbers, size_t count, double *figure)
{
    struct exact sum;
    double result;
    if (count == 0)
        return REASON_NO_RECORDS;
    add_all(&sum, numbers, count);
    return exact_mean(&sum, count, &result) ? give(result, figure) : REASON_NOT_DEFINED;
}

/* ---- order ---- */

enum reason statistics_median_sorted(const double *sorted, size_t count, double *figure)
{
    if (count == 0)
        return REASON_NO_RECORDS;
    if (count % 2)
        return give(sorted[count / 2], figure);
    double low = sorted[count / 2 - 1], high = sorted[count / 2], sum = low + high;
    return give(isfinite(sum) ? sum / 2 : low / 2 + high / 2, figure);
}

enum reason statistics_quantile_sorted(const double *sorted, size_t count, double p,
                                       double *figure)
{
    if (count == 0)
        return REASON_NO_RECORDS;
    if (!(p >= 0 && p <= 1))
        return REASON_NOT_DEFINED;
    double at = (double)(count - 1) * p, whole = floor(at), part = at - whole;
    size_t below = (size_t)whole;
    if (below + 1 >= count || part == 0)
        return give(sorted[below < count ? below : count - 1], figure);
    double low = sorted[below], high = sorted[below + 1], step = high - low;
    if (!isfinite(step))
        return give(low * (1 - part) + high * part, figure);
    double between = low + part * step;
    return give(between < high ? between : high, figure); /* rounding never passes it */
}

/* ---- spread ---- */

/* The distances of numbers from their mean, as multiples of 2^exponent, so that no square
 * overflows or vanishes. */
struct spread {
    double mean;
    int exponent;
    double shift;    /* what rounding left out of the mean, in units of 2^exponent */
    double variance; /* in units of 2^(2 exponent) */
};

static double distance(const struct spread *spread, double number)
{
    return ldexp(number - spread->mean, -spread->exponent);
}

static bool bring_near_one(const double *numbers, size_t count, struct spread *spread)
{
    double farthest = 0;
    for (size_t i = 0; i < count; i++) {
        double far = fabs(numbers[i] - spread->mean);
        farthest = far > farthest ? far : farthest;
    }
    spread->exponent = 0;
    if (!isfinite(farthest))
        return false;
    if (farthest > 0x1p300 || farthest < 0x1p-300)
        frexp(farthest, &spread->exponent);
    return true;
}

/* Beside the squares the distances themselves are added: their sum would be 0 if the
 * mean were not rounded, and its square over n is what the rounding put into the
 * squares. */
static enum reason spread_of(const double *numbers, size_t count, struct spread *spread)
{
    struct exact squares, plain;
    double square_sum, plain_sum = 0;
    if (count == 0)
        return REASON_NO_RECORDS;
    if (count == 1)
        return REASON_NOT_DEFINED;
    if (statistics_mean(numbers, count, &spread->mean) != REASON_NONE ||
        !bring_near_one(numbers, count, spread))
        return REASON_NOT_DEFINED;
    exact_init(&squares);
    exact_init(&plain);
    for (size_t i = 0; i < count; i++) {
        double far = distance(spread, numbers[i]);
        exact_add_product(&squares, far, far);
        exact_add(&plain, far);
    }
    if (!exact_round(&squares, &square_sum) || !exact_round(&plain, &plain_sum) ||
        !exact_mean(&plain, count, &spread->shift))
        return REASON_NOT_DEFINED;
    double left = square_sum - plain_sum * plain_sum / (double)count;
    spread->variance = left > 0 ? left / (double)(count - 1) : 0;
    return REASON_NONE;
}

enum reason statistics_variance(const double *numbers, size_t count, double *figure)
{
    struct spread spread;
    enum reason reason = spread_of(numbers, count, &spread);
    if (reason != REASON_NONE)
        return reason;
    return give(ldexp(spread.variance, 2 * spread.exponent), figure);
}

enum reason statistics_stddev(const double *numbers, size_t count, double *figure)
{
    struct spread spread;
    enum reason reason = spread_of(numbers, count, &spread);
    if (reason != REASON_NONE)
        return reason;
    return give(ldexp(sqrt(spread.variance), spread.exponent), figure);
}

/* The sum of the `power`th powers (3 or 4) of the distances in standard deviations. */
static enum reason standard_moment(const double *numbers, size_t count, int power,
                                   double *sum)
{
    struct spread spread;
    struct exact powers;
    enum reason reason = spread_of(numbers, count, &spread);
    if (reason != REASON_NONE)
        return reason;
    if (count < (size_t)power || spread.variance == 0)
        return REASON_NOT_DEFINED;
    double deviation = sqrt(spread.variance);
    exact_init(&powers);
    for (size_t i = 0; i < count; i++) {
        double z = (distance(&spread, numbers[i]) - spread.shift) / deviation;
        exact_add_product(&powers, z * z, power == 3 ? z : z * z);
    }
    return exact_round(&powers, sum) ? REASON_NONE : REASON_NOT_DEFINED;
}

enum reason statistics_skew(const double *numbers, size_t count, double *figure)
{
    double cubes, n = (double)count;
    enum reason reason = standard_moment(numbers, count, 3, &cubes);
    if (reason != REASON_NONE)
        return reason;
    return give(n / ((n - 1) * (n - 2)) * cubes, figure);
}

enum reason statistics_kurtosis(const double *numbers, size_t count, double *figure)
{
    double fourths, n = (double)count;
    enum reason reason = standard_moment(numbers, count, 4, &fourths);
    if (reason != REASON_NONE)
        return reason;
    double factor = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3));
    double normal = 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
    return give(factor * fourths - normal, figure);
}

/* ---- inequality ---- */

/* What to divide numbers by so that neither their sum overflows nor their mean
 * vanishes, for figures that do not depend on the unit. */
static int unit_of(double largest)
{
    int exponent = 0;
    if (largest > 0x1p900 || largest < 0x1p-900)
        frexp(largest, &exponent);
    return exponent;
}

/* No number below 0, and one above: then the mean is above 0 too. */
static enum reason check_shares(const double *sorted, size_t count)
{
    if (count == 0)
        return REASON_NO_RECORDS;
    return sorted[0] < 0 || sorted[count - 1] == 0 ? REASON_NOT_DEFINED : REASON_NONE;
}

/* Over sorted numbers, number i (from 0) is added i times and taken away n - 1 - i
 * times. */
enum reason statistics_gini_sorted(const double *sorted, size_t count, double *figure)
{
    struct exact differences, sum;
    double difference, whole, n = (double)count;
    enum reason reason = check_shares(sorted, count);
    if (reason != REASON_NONE)
        return reason;
    int unit = unit_of(sorted[count - 1]);
    exact_init(&differences);
    exact_init(&sum);
    for (size_t i = 0; i < count; i++) {
        double number = ldexp(sorted[i], -unit);
        exact_add_product(&differences, 2 * (double)i - (n - 1), number);
        exact_add(&sum, number);
    }
    if (!exact_round(&differences, &difference) || !exact_round(&sum, &whole))
        return REASON_NOT_DEFINED;
    return give(difference / (n * whole), figure);
}

enum reason statistics_theil_sorted(const double *sorted, size_t count, double *figure)
{
    struct exact sum;
    double mean, result;
    enum reason reason = check_shares(sorted, count);
    if (reason != REASON_NONE)
        return reason;
    int unit = unit_of(sorted[count - 1]);
    exact_init(&sum);
    for (size_t i = 0; i < count; i++)
        exact_add(&sum, ldexp(sorted[i], -unit));
    if (!exact_mean(&sum, count, &mean))
        return REASON_NOT_DEFINED;
    exact_init(&sum);
    for (size_t i = 0; i < count; i++) {
        double share = ldexp(sorted[i], -unit) / mean;
        if (share > 0)
            exact_add_product(&sum, share, log(share));
    }
    if (!exact_mean(&sum, count, &result))
        return REASON_NOT_DEFINED;
    return give(result > 0 ? result : 0, figure); /* never below, but for rounding */
}

/* ---- weights ---- */

/* a / b as of the exact sums: what each lost in rounding corrects the quotient, so
 * that the weighted mean of equal numbers is that number. */
static bool quotient(struct exact *a, struct exact *b, double *result)
{
    double above, below, above_rest, below_rest;
    if (!exact_round(a, &above) || !exact_round(b, &below))
        return false;
    exact_add(a, -above);
    exact_add(b, -below);
    if (!exact_round(a, &above_rest) || !exact_round(b, &below_rest))
        return false;
    double first = above / below;
    double rest = fma(-first, below, above) + above_rest - first * below_rest;
    double better = first + rest / below;
    *result = isfinite(better) ? better : first;
    return isfinite(*result);
}

/* Weights count only relative to each other: bringing the largest down to 2^-64 leaves
 * room for the products and their sum. */
static bool weigh(const double *numbers, const double *weights, size_t count, int unit,
                  double *result)
{
    struct exact products, sum;
    exact_init(&products);
    exact_init(&sum);
    for (size_t i = 0; i < count; i++) {
        double weight = ldexp(weights[i], -unit);
        if (!isfinite(weight * numbers[i]))
            return false;
        exact_add_product(&products, weight, numbers[i]);
        exact_add(&sum, weight);
    }
    return quotient(&products, &sum, result);
}

enum reason statistics_weighted_mean(const double *numbers, const double *weights,
                                     size_t count, double *figure)
{
    double largest = 0, result;
    int exponent;
    if (count == 0)
        return REASON_NO_RECORDS;
    for (size_t i = 0; i < count; i++) {
        if (weights[i] < 0)
            return REASON_NOT_DEFINED;
        largest = weights[i] > largest ? weights[i] : largest;
    }
    if (largest == 0)
        return REASON_DIVISION_BY_ZERO;
    frexp(largest, &exponent);
    bool common = largest > 0x1p-500 && largest < 0x1p500;
    if ((common && weigh(numbers, weights, count, 0, &result)) ||
        weigh(numbers, weights, count, exponent + 64, &result))
        return give(result, figure);
    return REASON_NOT_DEFINED;
}
