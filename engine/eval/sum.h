/* sum.h - a sum of reals that is exact, and small while it can be.
 *
 * Two doubles hold the sum exactly as long as the rounding error of every addition fits
 * the second one, which it does for the amounts and scores that people write; the first
 * one that does not moves the cell to a struct exact. Adding to struct exact at once was
 * tried on paper: 584 bytes for every open cell is what a range of rows could not keep in
 * the cache.
 *
 * sum_clear frees what a sum had to grow to.
 */
#ifndef BAREME_EVAL_SUM_H
#define BAREME_EVAL_SUM_H

#include <math.h>
#include <stdlib.h>

#include "base/fault.h"
#include "data/exact.h"

struct sum {
    double high, low;   /* the sum is exactly high + low … */
    struct exact *wide; /* … unless this is there */
};

static inline void sum_widen(struct sum *sum, double term)
{
    sum->wide = memory_get(sizeof *sum->wide);
    exact_init(sum->wide);
    exact_add(sum->wide, sum->high);
    exact_add(sum->wide, sum->low);
    exact_add(sum->wide, term);
}

static inline void sum_add(struct sum *sum, double term)
{
    if (sum->wide != NULL) {
        exact_add(sum->wide, term);
        return;
    }
    double high = sum->high + term, part = high - sum->high;
    double error = (sum->high - (high - part)) + (term - part);
    double low = sum->low + error, rest = low - sum->low;
    double lost = (sum->low - (low - rest)) + (error - rest);
    if (lost != 0) { /* also when it grew too large: infinity less infinity is not 0 */
        sum_widen(sum, term);
        return;
    }
    sum->high = high;
    sum->low = low;
}

static inline bool sum_round(const struct sum *sum, double *rounded)
{
    if (sum->wide != NULL)
        return exact_round(sum->wide, rounded);
    *rounded = sum->high + sum->low;
    return isfinite(*rounded);
}

static inline void sum_merge(struct sum *sum, const struct sum *other)
{
    if (other->wide == NULL) {
        sum_add(sum, other->high);
        sum_add(sum, other->low);
        return;
    }
    if (sum->wide == NULL)
        sum_widen(sum, 0);
    exact_merge(sum->wide, other->wide);
}

static inline void sum_clear(struct sum *sum)
{
    free(sum->wide);
    *sum = (struct sum){0};
}

#endif
