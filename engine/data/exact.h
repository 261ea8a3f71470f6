/* exact.h - sums that are exact and rounded once, whatever the order of the terms.
 *
 * An accumulator is a fixed-point number wide enough for every double and for products of two
 * doubles, in limbs with room for carries: adding is a few integer operations, two accumulators
 * merge limb by limb. Scaled whole numbers (decimals) need none of it: they add in 128 bits.
 */
#ifndef BAREME_DATA_EXACT_H
#define BAREME_DATA_EXACT_H

#include <stdbool.h>
#include <stdint.h>

struct exact {
    int64_t limb[72];  /* 32 bits of the sum each, the rest of the 64 for carries */
    uint32_t pending;  /* terms added since carries were last passed on */
};

void exact_init(struct exact *sum);
void exact_add(struct exact *sum, double term);                 /* term is finite */
void exact_add_product(struct exact *sum, double a, double b);  /* a * b, without rounding, where the product is finite and not subnormal */
void exact_merge(struct exact *sum, const struct exact *other);
/* The nearest double, halves to even; false when it is too large for one. */
bool exact_round(const struct exact *sum, double *rounded);
/* The sum divided by a count above 0 and rounded once, so that the mean of equal numbers is that
 * number; false when it is too large for a double (no mean of finite terms is). */
bool exact_mean(const struct exact *sum, uint64_t count, double *mean);

#endif
