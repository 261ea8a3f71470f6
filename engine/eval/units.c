/* units.c - words across units: rank, percent_rank, borda, share_of_total, minmax,
 * zscore, fraction_of_best, winsorise, of_units.
 *
 * All of them are read off a yardstick, made once for the figures compared: those of the
 * units in one column, or with { over = "all" } those of all units in all of the script's
 * own periods (years added for printing are held against that yardstick, never part of
 * it; the overall column keeps its own, but for of_units). Units without a figure stay
 * missing, with their reason; of_units is the same for all.
 */
#include "eval/formula_step.h"

#include <stdlib.h>
#include <string.h>

#include "data/statistics.h"

struct yardstick {
    double *sorted; /* the figures compared, rising */
    size_t count;
    uint8_t absent;                     /* the first reason among units that have none */
    struct amount sum, mean, deviation; /* where the word uses them */
    struct amount of_all;               /* of_units: the figure */
    double low, high;                   /* winsorise: what lies beyond is set to these */
};

enum needs { NEEDS_NOTHING, NEEDS_SUM = 1, NEEDS_DEVIATION = 2, NEEDS_TAMING = 4 };

/* One cell: its figure and the arguments after it. */
struct compared {
    double x;
    struct amount lo, hi;
    bool lower; /* lower is better */
};

static double least(const struct yardstick *yardstick)
{
    return yardstick->sorted[0];
}

static double most(const struct yardstick *yardstick)
{
    return yardstick->sorted[yardstick->count - 1];
}

/* Figures of the yardstick below x (or, `with`, below or equal). */
static size_t count_below(const struct yardstick *yardstick, double x, bool with)
{
    const double *base = yardstick->sorted;
    size_t count = yardstick->count;
    while (count > 0) {
        size_t half = count / 2;
        bool below = with ? base[half] <= x : base[half] < x;
        base = below ? base + half + 1 : base;
        count = below ? count - half - 1 : half;
    }
    return (size_t)(base - yardstick->sorted);
}

/* Units that x leaves behind, strictly. */
static size_t worse_than(const struct yardstick *yardstick, const struct compared *cell)
{
    if (cell->lower)
        return yardstick->count - count_below(yardstick, cell->x, true);
    return count_below(yardstick, cell->x, false);
}

/* ---- the words ---- */

static struct amount figure_rank(const struct yardstick *yardstick,
                                 const struct compared *cell)
{
    if (cell->lower)
        return amount_of((double)count_below(yardstick, cell->x, false) + 1);
    return amount_of((double)(yardstick->count - count_below(yardstick, cell->x, true)) +
                     1);
}

static struct amount figure_percent_rank(const struct yardstick *yardstick,
                                         const struct compared *cell)
{
    if (yardstick->count < 2)
        return amount_missing(REASON_NOT_DEFINED);
    double share = (double)worse_than(yardstick, cell) / (double)(yardstick->count - 1);
    return amount_of(
        share > 1 ? 1 : share); /* above 1 only in an added year, with { over = "all" } */
}

static struct amount figure_borda(const struct yardstick *yardstick,
                                  const struct compared *cell)
{
    return amount_of((double)worse_than(yardstick, cell));
}

static struct amount figure_share(const struct yardstick *yardstick,
                                  const struct compared *cell)
{
    if (yardstick->sum.reason != REASON_NONE)
        return yardstick->sum;
    if (yardstick->sum.number == 0)
        return amount_missing(REASON_DIVISION_BY_ZERO);
    return amount_of(cell->x / yardstick->sum.number);
}

static struct amount figure_minmax(const struct yardstick *yardstick,
                                   const struct compared *cell)
{
    uint8_t reason = reason_first(cell->lo.reason, cell->hi.reason);
    double range = yardstick->count == 0 ? 0 : most(yardstick) - least(yardstick);
    if (reason == REASON_NONE && (range == 0 || !isfinite(range)))
        reason = REASON_NOT_DEFINED;
    if (reason != REASON_NONE)
        return amount_missing(reason);
    double lo = cell->lo.number, hi = cell->hi.number;
    double figure = lo + (hi - lo) * ((cell->x - least(yardstick)) / range);
    return amount_of(cell->lower ? lo + hi - figure : figure);
}

static struct amount figure_zscore(const struct yardstick *yardstick,
                                   const struct compared *cell)
{
    uint8_t reason = reason_first(yardstick->mean.reason, yardstick->deviation.reason);
    /* the deviation of equal values can come out as a rounding of the mean rather than 0
     */
    if (reason == REASON_NONE &&
        (yardstick->deviation.number == 0 || least(yardstick) == most(yardstick)))
        reason = REASON_NOT_DEFINED;
    if (reason != REASON_NONE)
        return amount_missing(reason);
    double score = (cell->x - yardstick->mean.number) / yardstick->deviation.number;
    return amount_of(cell->lower ? -score : score);
}

static struct amount figure_of_best(const struct yardstick *yardstick,
                                    const struct compared *cell)
{
    if (yardstick->count == 0) /* an added year, and nobody in the own ones */
        return amount_missing(REASON_NOT_DEFINED);
    double above = cell->lower ? least(yardstick) : cell->x;
    double below = cell->lower ? cell->x : most(yardstick);
    if (below == 0)
        return amount_missing(REASON_DIVISION_BY_ZERO);
    return amount_of(above / below);
}

static struct amount figure_winsorised(const struct yardstick *yardstick,
                                       const struct compared *cell)
{
    if (cell->x < yardstick->low)
        return amount_of(yardstick->low);
    return amount_of(cell->x > yardstick->high ? yardstick->high : cell->x);
}

static const struct word {
    enum op op;
    unsigned needs;
    struct amount (*figure)(const struct yardstick *yardstick,
                            const struct compared *cell);
} words[] = {
    {OP_RANK, NEEDS_NOTHING, figure_rank},
    {OP_PERCENT_RANK, NEEDS_NOTHING, figure_percent_rank},
    {OP_BORDA, NEEDS_NOTHING, figure_borda},
    {OP_SHARE_OF_TOTAL, NEEDS_SUM, figure_share},
    {OP_MINMAX, NEEDS_NOTHING, figure_minmax},
    {OP_ZSCORE, NEEDS_DEVIATION, figure_zscore},
    {OP_FRACTION_OF_BEST, NEEDS_NOTHING, figure_of_best},
    {OP_WINSORISE, NEEDS_TAMING, figure_winsorised},
    {OP_OF_UNITS, NEEDS_NOTHING, NULL},
};

/* ---- of_units ---- */

static enum reason units_min(const double *sorted, size_t count, double *figure)
{
    (void)count;
    *figure = sorted[0];
    return REASON_NONE;
}

static enum reason units_max(const double *sorted, size_t count, double *figure)
{
    *figure = sorted[count - 1];
    return REASON_NONE;
}

static enum reason units_range(const double *sorted, size_t count, double *figure)
{
    *figure = sorted[count - 1] - sorted[0];
    return REASON_NONE;
}

static struct amount work_out(enum reason (*figure)(const double *sorted, size_t count,
                                                    double *figure),
                              const struct yardstick *yardstick)
{
    double number = 0;
    enum reason reason = figure(yardstick->sorted, yardstick->count, &number);
    return reason == REASON_NONE ? amount_of(number) : amount_missing((uint8_t)reason);
}

static struct amount figure_of_all(const struct yardstick *yardstick, const char *how)
{
    static const struct {
        const char *how;
        enum reason (*figure)(const double *sorted, size_t count, double *figure);
    } hows[] = {{"min", units_min},
                {"max", units_max},
                {"range", units_range},
                {"mean", statistics_mean},
                {"median", statistics_median_sorted},
                {"stddev", statistics_stddev},
                {"gini", statistics_gini_sorted}};
    if (yardstick->count == 0)
        return amount_missing(yardstick->absent);
    for (size_t i = 0; i < sizeof hows / sizeof *hows; i++)
        if (how != NULL && strcmp(hows[i].how, how) == 0)
            return work_out(hows[i].figure, yardstick);
    return amount_missing(REASON_NOT_DEFINED);
}

/* ---- winsorise ---- */

/* While |skew| > the limit and kurtosis > its own, all that stand at the end farthest
 * from the mean (at the high one when both are as far) are set to the next value, as long
 * as no more than `max` figures have been changed in all. Fewer than four, or no spread:
 * nothing to tame. */
static void tame(struct yardstick *yardstick, const struct amount *limits)
{
    size_t count = yardstick->count, low = 0, high = 0; /* figures changed at each end */
    double *tamed = memory_get(count * sizeof *tamed);
    memcpy(tamed, yardstick->sorted, count * sizeof *tamed);
    yardstick->low = count == 0 ? -INFINITY : tamed[0];
    yardstick->high = count == 0 ? INFINITY : tamed[count - 1];
    double skew, kurtosis, mean;
    while (statistics_skew(tamed, count, &skew) == REASON_NONE &&
           statistics_kurtosis(tamed, count, &kurtosis) == REASON_NONE &&
           statistics_mean(tamed, count, &mean) == REASON_NONE &&
           fabs(skew) > limits[0].number && kurtosis > limits[1].number) {
        bool upper = tamed[count - 1] - mean >= mean - tamed[0];
        size_t *changed = upper ? &high : &low, next = 0;
        double end = upper ? tamed[count - 1] : tamed[0];
        while (next < count && (upper ? tamed[count - 1 - next] : tamed[next]) == end)
            next++;
        if (next == count || (double)(next + (upper ? low : high)) > limits[2].number)
            break;
        *changed = next;
        double value = upper ? tamed[count - 1 - next] : tamed[next];
        for (size_t i = 0; i < next; i++)
            tamed[upper ? count - 1 - i : i] = value;
        *(upper ? &yardstick->high : &yardstick->low) = value;
    }
    free(tamed);
}

/* ---- comparing ---- */

/* What a step compares: its argument, and the limits of winsorise. */
struct comparison {
    struct formula *formula;
    const struct word *word;
    const struct figures *figures;
};

static void collect(struct yardstick *yardstick, const struct comparison *comparison,
                    size_t first_column, size_t last_column)
{
    const struct formula *formula = comparison->formula;
    const struct figures *figures = comparison->figures;
    yardstick->count = 0;
    yardstick->absent = REASON_NONE;
    for (size_t row = 0; row < formula->units; row++) {
        for (size_t column = first_column; column <= last_column; column++) {
            size_t cell = row * formula->columns + column;
            if (figures->reasons[cell] == REASON_NONE)
                yardstick->sorted[yardstick->count++] = figures->numbers[cell];
            yardstick->absent = reason_first(yardstick->absent, figures->reasons[cell]);
        }
    }
}

static void prepare(struct yardstick *yardstick, const struct comparison *comparison,
                    size_t first_column)
{
    const struct word *word = comparison->word;
    statistics_sort(yardstick->sorted, yardstick->count);
    if (word->needs & NEEDS_SUM)
        yardstick->sum = work_out(statistics_sum, yardstick);
    if (word->needs & NEEDS_DEVIATION) {
        yardstick->mean = work_out(statistics_mean, yardstick);
        yardstick->deviation = work_out(statistics_stddev, yardstick);
    }
    if (word->needs & NEEDS_TAMING) {
        struct amount limits[3] = {
            {2, REASON_NONE}, {3.5, REASON_NONE}, {5, REASON_NONE}};
        for (size_t i = 0; i < 3 && i + 1 < comparison->formula->step->count; i++)
            limits[i] = formula_amount(formula_argument(comparison->formula, i + 1),
                                       first_column);
        tame(yardstick, limits);
    }
    if (word->op == OP_OF_UNITS)
        yardstick->of_all = figure_of_all(yardstick, comparison->formula->step->text);
}

static void fill_column(const struct yardstick *yardstick,
                        const struct comparison *comparison, size_t column)
{
    struct formula *formula = comparison->formula;
    const struct figures *figures = comparison->figures;
    const struct word *word = comparison->word;
    bool scaled = word->op == OP_MINMAX && formula->step->count >= 3;
    const struct figures *lo = scaled ? formula_argument(formula, 1) : NULL;
    const struct figures *hi = scaled ? formula_argument(formula, 2) : NULL;
    struct compared compared = {.lo = {0, REASON_NONE},
                                .hi = {1, REASON_NONE},
                                .lower = (formula->step->flags & FLAG_BETTER_LOWER) != 0};
    for (size_t row = 0; row < formula->units; row++) {
        size_t cell = row * formula->columns + column;
        if (word->figure == NULL) {
            formula_set(formula, cell, yardstick->of_all);
            continue;
        }
        if (figures->reasons[cell] != REASON_NONE) {
            formula_set(formula, cell, amount_missing(figures->reasons[cell]));
            continue;
        }
        compared.x = figures->numbers[cell];
        if (scaled) {
            compared.lo = formula_amount(lo, cell);
            compared.hi = formula_amount(hi, cell);
        }
        formula_set(formula, cell, word->figure(yardstick, &compared));
    }
}

/* Marks: of the cell itself; of_units, which rests on all of them: those of all units. */
static void fill_marks(const struct comparison *comparison, size_t column,
                       size_t first_column, size_t last_column)
{
    struct formula *formula = comparison->formula;
    for (unsigned mark = 0; mark < MARK_COUNT; mark++) {
        const uint32_t *from = formula_marks_of(comparison->figures, mark);
        if (from == NULL)
            continue;
        uint32_t *to = formula_marks(formula, mark), sum = 0;
        for (size_t row = 0; row < formula->units; row++)
            for (size_t read = first_column; read <= last_column; read++)
                sum += from[row * formula->columns + read];
        for (size_t row = 0; row < formula->units; row++) {
            size_t cell = row * formula->columns + column;
            to[cell] = comparison->word->figure == NULL ? sum : from[cell];
        }
    }
}

void formula_units(struct formula *formula)
{
    struct comparison comparison = {formula, words, formula_argument(formula, 0)};
    while (comparison.word->op != formula->step->op)
        comparison.word++;
    const struct plan *plan = formula->plan;
    size_t first = (size_t)plan->own_first, last = (size_t)plan->own_last;
    bool over_all = (formula->step->flags & FLAG_OVER_ALL) != 0;
    size_t until = formula->step->op == OP_OF_UNITS ? formula->columns : formula->periods;
    struct yardstick yardstick = {.count = 0};
    yardstick.sorted = memory_get(formula->units * (over_all ? last - first + 1 : 1) *
                                  sizeof *yardstick.sorted);
    if (over_all) {
        collect(&yardstick, &comparison, first, last);
        prepare(&yardstick, &comparison, first);
        for (size_t column = 0; column < until; column++) {
            fill_column(&yardstick, &comparison, column);
            fill_marks(&comparison, column, first, last);
        }
    }
    for (size_t column = over_all ? until : 0; column < formula->columns; column++) {
        collect(&yardstick, &comparison, column, column);
        prepare(&yardstick, &comparison, column);
        fill_column(&yardstick, &comparison, column);
        fill_marks(&comparison, column, column, column);
    }
    free(yardstick.sorted);
}
