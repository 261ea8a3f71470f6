/* sentence_patterns.h - what each operation is called in a sentence, for sentence.c
 * alone.
 *
 * %1 %2 %3 the arguments, %* all of them, %t the node's text, %d the dataset of a
 * measured column.
 */
#ifndef BAREME_EXPR_SENTENCE_PATTERNS_H
#define BAREME_EXPR_SENTENCE_PATTERNS_H

#include "expr/catalogue.h"

static const char *const patterns[OP_COUNT_OF_OPS] = {
    [OP_SPLIT] = "each part of %1",
    [OP_SPREAD] = "%1 shared out by days",
    [OP_YEAR] = "year of %1",
    [OP_MONTH] = "month of %1",
    [OP_DAY] = "day of %1",
    [OP_ADD] = "%1 + %2",
    [OP_SUBTRACT] = "%1 - %2",
    [OP_MULTIPLY] = "%1 × %2",
    [OP_DIVIDE] = "%1 / %2",
    [OP_FLOOR_DIVIDE] = "%1 / %2, rounded down",
    [OP_MODULO] = "remainder of %1 / %2",
    [OP_POWER] = "%1 to the power of %2",
    [OP_NEGATIVE] = "- %1",
    [OP_ABS] = "size of %1 without its sign",
    [OP_LOG] = "natural logarithm of %1",
    [OP_EXP] = "e to the power of %1",
    [OP_SQRT] = "square root of %1",
    [OP_FLOOR] = "%1 rounded down",
    [OP_CEIL] = "%1 rounded up",
    [OP_ROUND] = "%1 rounded to %2 digits",
    [OP_CLAMP] = "%1 held within %2 and %3",
    [OP_LOWEST] = "the lowest of %*",
    [OP_HIGHEST] = "the highest of %*",
    [OP_COALESCE] = "the first that is there of %*",
    [OP_OR_ZERO] = "%1, or 0 where there are no records",
    [OP_WHEN] = "%2 when %1, else %3",
    [OP_IF_ABOVE] = "%1 is above %2",
    [OP_IF_AT_LEAST] = "%1 is at least %2",
    [OP_IF_BELOW] = "%1 is below %2",
    [OP_IF_AT_MOST] = "%1 is at most %2",
    [OP_IF_EQUAL] = "%1 equals %2",
    [OP_IF_BETWEEN] = "%1 is from %2 to %3",
    [OP_IS_MISSING] = "%1 is missing",
    [OP_PERIOD_YEAR] = "the year of the period",
    [OP_PERIOD_END] = "the last day of the period",
    [OP_APPLY] = "the author's own function of %*",
    [OP_COUNT] = "number of values of %1%d",
    [OP_DISTINCT] = "number of different values of %1%d",
    [OP_SUM] = "sum of %1%d",
    [OP_MEAN] = "mean of %1%d",
    [OP_MEDIAN] = "median of %1%d",
    [OP_MIN] = "smallest value of %1%d",
    [OP_MAX] = "largest value of %1%d",
    [OP_RANGE] = "largest less smallest value of %1%d",
    [OP_STDDEV] = "standard deviation of %1%d",
    [OP_VARIANCE] = "variance of %1%d",
    [OP_QUANTILE] = "%2 quantile of %1%d",
    [OP_WEIGHTED_MEAN] = "mean of %1 weighted by %2%d",
    [OP_FIRST] = "first value of %1%d",
    [OP_LAST] = "last value of %1%d",
    [OP_ONLY] = "the one value of %1%d",
    [OP_VALUES] = "the different values of %1%d",
    [OP_GINI] = "Gini coefficient of %1%d",
    [OP_THEIL] = "Theil index of %1%d",
    [OP_COMPUTE] = "the author's own function of the records of %1",
    [OP_ACROSS] = "for each value of %1: %2",
    [OP_CHANGE] = "change of %1 against the period before",
    [OP_GROWTH] = "growth of %1 against the period before",
    [OP_CUMULATIVE] = "%1 added up since the first period",
    [OP_ROLLING] = "%t of %1 over the last %2 periods",
    [OP_BASE_INDEX] = "%1 as an index, %2 = 100",
    [OP_AT] = "%1 in %2",
    [OP_OVERALL] = "%1 over all periods together",
    [OP_CAGR] = "mean growth of %1 by period, compounded",
    [OP_TREND] = "trend of %1 by period, least squares",
    [OP_RANK] = "rank of %1 among the units",
    [OP_PERCENT_RANK] = "share of the other units that %1 leaves behind",
    [OP_BORDA] = "number of units that %1 leaves behind",
    [OP_SHARE_OF_TOTAL] = "%1 as a share of the sum of all units",
    [OP_MINMAX] = "%1 placed between the lowest unit (%2) and the highest (%3)",
    [OP_ZSCORE] = "%1 less the mean of the units, in standard deviations",
    [OP_FRACTION_OF_BEST] = "%1 as a share of the best unit's",
    [OP_GOALPOSTS] = "%1 placed between %2 (0) and %3 (1), held within them",
    [OP_WINSORISE] = "%1 with the most extreme units set to the next ones",
    [OP_OF_UNITS] = "%t of %1 over the units",
};

/* Words that have another form with another number of arguments. */
static const struct {
    enum op op;
    uint32_t count;
    const char *pattern;
} shorter[] = {
    {OP_ACHIEVEMENT, 1, "%1 as a share of its own target"},
    {OP_ACHIEVEMENT, 2, "%1 as a share of the target %2"},
    {OP_PROGRESS, 1, "progress of %1 from its own baseline to its own target"},
    {OP_PROGRESS, 3, "progress of %1 from %2 to %3"},
    {OP_MINMAX, 1, "%1 placed between the lowest unit (0) and the highest (1)"},
};

/* What a last argument adds. */
static const struct {
    unsigned flag;
    const char *words;
} flag_words[] = {
    {FLAG_STOP, " (missing where a value is missing)"},
    {FLAG_OVER_ALL, ", over all periods together"},
    {FLAG_BETTER_LOWER, " (lower is better)"},
    {FLAG_BETTER_HIGHER, " (higher is better)"},
};

#endif
