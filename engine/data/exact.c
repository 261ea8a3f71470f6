/* exact.c - sums that are exact and rounded once, whatever the order of the terms.
 *
 * Limb i counts units of 2^(32 i - 1152): 78 bits below the smallest double, for the low
 * half of a product, and 128 above the largest, for sums that leave a double's range and
 * come back. A term changes each limb by less than 2^32, so 2^30 of them fit before
 * carries are passed on. Passed-on limbs lie in 0 to 2^32 - 1, except the last, which has
 * the sign.
 */
#include "data/exact.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

enum {
    LIMBS = 72,
    BASE = 1152,              /* limb 0 begins at 2^-BASE */
    SMALLEST = BASE - 1074,   /* the bit of the smallest double */
    PENDING_MOST = 1 << 30,
    MANTISSA_BITS = 53,
};

#define LOW_32 UINT64_C(0xFFFFFFFF)

void exact_init(struct exact *sum)
{
    memset(sum, 0, sizeof *sum);
}

static void pass_carries(struct exact *sum)
{
    int64_t carry = 0;
    for (int i = 0; i < LIMBS - 1; i++) {
        int64_t limb = sum->limb[i] + carry;
        carry = limb >> 32; /* towards minus infinity, as both compilers do it */
        sum->limb[i] = (int64_t)((uint64_t)limb & LOW_32);
    }
    sum->limb[LIMBS - 1] += carry;
    sum->pending = 1; /* what is left counts as one term */
}

/* Adds bits * 2^(position - BASE), or takes it away. */
static void add_bits(struct exact *sum, uint64_t bits, unsigned position, bool negative)
{
    unsigned at = position / 32, shift = position % 32;
    assert(at + 2 < LIMBS);
    uint64_t low = (bits & LOW_32) << shift, high = (bits >> 32) << shift;
    int64_t parts[3] = {
        (int64_t)(low & LOW_32),
        (int64_t)((low >> 32) + (high & LOW_32)),
        (int64_t)(high >> 32),
    };
    for (int i = 0; i < 3; i++)
        sum->limb[at + (unsigned)i] += negative ? -parts[i] : parts[i];
}

struct parts {
    uint64_t mantissa;
    unsigned exponent; /* the value is mantissa * 2^(exponent - 1075) */
    bool negative;
};

static struct parts take_apart(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    struct parts parts = {
        .mantissa = bits & ((UINT64_C(1) << 52) - 1),
        .exponent = (bits >> 52) & 0x7FF,
        .negative = bits >> 63,
    };
    assert(parts.exponent != 0x7FF);
    if (parts.exponent)
        parts.mantissa |= UINT64_C(1) << 52;
    else
        parts.exponent = 1;
    return parts;
}

void exact_add(struct exact *sum, double term)
{
    struct parts parts = take_apart(term);
    if (++sum->pending > PENDING_MOST)
        pass_carries(sum);
    add_bits(sum, parts.mantissa, parts.exponent + BASE - 1075, parts.negative);
}

void exact_add_product(struct exact *sum, double a, double b)
{
    struct parts x = take_apart(a), y = take_apart(b);
    unsigned __int128 product = (unsigned __int128)x.mantissa * y.mantissa;
    int position = (int)x.exponent + (int)y.exponent + BASE - 2 * 1075;
    if (product == 0)
        return;
    assert(isfinite(a * b));
    if (position < 0) { /* so small that the product, too, is subnormal: see the header */
        exact_add(sum, a * b);
        return;
    }
    sum->pending += 2;
    if (sum->pending > PENDING_MOST)
        pass_carries(sum);
    bool negative = x.negative != y.negative;
    add_bits(sum, (uint64_t)product, (unsigned)position, negative);
    add_bits(sum, (uint64_t)(product >> 64), (unsigned)position + 64, negative);
}

void exact_merge(struct exact *sum, const struct exact *other)
{
    struct exact passed;
    if (other->pending > PENDING_MOST / 2) {
        passed = *other;
        pass_carries(&passed);
        other = &passed;
    }
    if (sum->pending > PENDING_MOST / 2)
        pass_carries(sum);
    for (int i = 0; i < LIMBS; i++)
        sum->limb[i] += other->limb[i];
    sum->pending += other->pending;
}

/* The sum without its sign, in limbs of 32 bits; returns whether it is negative. */
static bool magnitude(const struct exact *sum, uint32_t *limbs)
{
    struct exact passed = *sum;
    pass_carries(&passed);
    bool negative = passed.limb[LIMBS - 1] < 0;
    if (negative) {
        for (int i = 0; i < LIMBS; i++)
            passed.limb[i] = -passed.limb[i];
        pass_carries(&passed);
    }
    for (int i = 0; i < LIMBS; i++)
        limbs[i] = (uint32_t)passed.limb[i];
    return negative;
}

static bool bit_at(const uint32_t *limbs, int bit)
{
    return limbs[bit / 32] >> bit % 32 & 1;
}

static bool any_below(const uint32_t *limbs, int bit)
{
    for (int i = 0; i < bit / 32; i++)
        if (limbs[i])
            return true;
    return limbs[bit / 32] & ((UINT32_C(1) << bit % 32) - 1);
}

/* `more`: what the limbs hold is a little less than the number to be rounded. */
static bool round_limbs(const uint32_t *limbs, bool more, bool negative, double *rounded)
{
    int top = LIMBS - 1;
    while (top > 0 && !limbs[top])
        top--;
    if (!limbs[top]) {
        *rounded = 0;
        return true;
    }
    int highest = top * 32 + 31 - __builtin_clz(limbs[top]);
    int lowest = highest - (MANTISSA_BITS - 1);
    if (lowest < SMALLEST)
        lowest = SMALLEST;
    uint64_t mantissa = 0;
    for (int bit = highest; bit >= lowest; bit--)
        mantissa = mantissa << 1 | bit_at(limbs, bit);
    if (bit_at(limbs, lowest - 1))
        mantissa += (mantissa & 1) || more || any_below(limbs, lowest - 1);
    double number = ldexp((double)mantissa, lowest - BASE);
    *rounded = negative ? -number : number;
    return isfinite(number);
}

bool exact_round(const struct exact *sum, double *rounded)
{
    uint32_t limbs[LIMBS];
    bool negative = magnitude(sum, limbs);
    return round_limbs(limbs, false, negative, rounded);
}

bool exact_mean(const struct exact *sum, uint64_t count, double *mean)
{
    uint32_t limbs[LIMBS];
    bool negative = magnitude(sum, limbs);
    unsigned __int128 rest = 0;
    assert(count > 0);
    for (int i = LIMBS - 1; i >= 0; i--) {
        rest = rest << 32 | limbs[i];
        if (rest < count) {
            limbs[i] = 0;
        } else if (rest >> 64) {
            limbs[i] = (uint32_t)(rest / count);
            rest %= count;
        } else {
            limbs[i] = (uint32_t)((uint64_t)rest / count);
            rest = (uint64_t)rest % count;
        }
    }
    return round_limbs(limbs, rest != 0, negative, mean);
}
