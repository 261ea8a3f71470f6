/* once.c - one figure for the unit, the same in every period: at, overall, cagr, trend.
 *
 * cagr and trend look at the script's own periods, never at years added for printing.
 * cagr needs the first and the last figure. trend draws its line through the figures that
 * are there, two at least (as R's lm does), and marks them "n of m"; with fewer, the
 * reason of the missing ones stands. Where the definition changes within the own periods,
 * overall, cagr and trend are missing.
 */
#include "eval/formula_step.h"

/* A row of the argument, and the columns that the word looks at. */
struct row {
    const double *numbers;
    const uint8_t *reasons;
    size_t first, last; /* the script's own periods */
    size_t at;          /* of at and overall: the column */
};

static struct amount figure_at(const struct row *row)
{
    if (row->reasons[row->at] != REASON_NONE)
        return amount_missing(row->reasons[row->at]);
    return amount_of(row->numbers[row->at]);
}

/* (last / first)^(1 / periods between) - 1 */
static struct amount figure_cagr(const struct row *row)
{
    uint8_t reason = reason_first(row->reasons[row->first], row->reasons[row->last]);
    if (reason != REASON_NONE)
        return amount_missing(reason);
    double first = row->numbers[row->first], last = row->numbers[row->last];
    if (row->first == row->last || first <= 0 || last <= 0)
        return amount_missing(REASON_NOT_DEFINED);
    return amount_of(pow(last / first, 1.0 / (double)(row->last - row->first)) - 1);
}

/* Σ(t - mean t)(x - mean x) / Σ(t - mean t)², with whole weights w = n t - Σt, so that
 * nothing is rounded before the last division where figures are whole numbers. */
static struct amount figure_trend(const struct row *row)
{
    double count = 0, times = 0, start = 0;
    uint8_t reason = REASON_NONE;
    for (size_t t = row->first; t <= row->last; t++) {
        reason = reason_first(reason, row->reasons[t]);
        if (row->reasons[t] != REASON_NONE)
            continue;
        if (count == 0)
            start = row->numbers[t];
        count++;
        times += (double)(t - row->first);
    }
    if (count < 2)
        return amount_missing(reason != REASON_NONE ? reason : REASON_NOT_DEFINED);
    double above = 0, below = 0;
    for (size_t t = row->first; t <= row->last; t++) {
        if (row->reasons[t] != REASON_NONE)
            continue;
        double weight = count * (double)(t - row->first) - times;
        above += weight * (row->numbers[t] - start);
        below += weight * weight;
    }
    return amount_of(count * above / below);
}

/* ---- marks: of the cells that were read ---- */

static uint32_t marks_read(const struct formula *formula, const struct row *row,
                           const uint32_t *marks)
{
    uint32_t sum = 0;
    switch (formula->step->op) {
    case OP_CAGR:
        return marks[row->first] + (row->last != row->first ? marks[row->last] : 0);
    case OP_TREND:
        for (size_t t = row->first; t <= row->last; t++)
            sum += marks[t];
        return sum;
    default:
        return marks[row->at];
    }
}

static void copy_mark(struct formula *formula, enum mark mark, size_t cell,
                      uint32_t value)
{
    uint32_t *marks = formula_marks(formula, mark);
    for (size_t column = 0; column < formula->columns; column++)
        marks[cell + column] = value;
}

static void add_marks(struct formula *formula, const struct figures *figures,
                      const struct row *row, size_t cell)
{
    for (unsigned mark = 0; mark < MARK_COUNT; mark++) {
        const uint32_t *from = formula_marks_of(figures, mark);
        if (from != NULL)
            copy_mark(formula, mark, cell, marks_read(formula, row, from + cell));
    }
    if (formula->step->op != OP_TREND)
        return;
    uint32_t there = 0, periods = (uint32_t)(row->last - row->first + 1);
    for (size_t t = row->first; t <= row->last; t++)
        there += row->reasons[t] == REASON_NONE;
    if (there < periods) {
        copy_mark(formula, MARK_PRESENT, cell, there);
        copy_mark(formula, MARK_RECORDS, cell, periods);
    }
}

void formula_once(struct formula *formula)
{
    static const struct {
        enum op op;
        struct amount (*figure)(const struct row *row);
    } words[] = {{OP_AT, figure_at},
                 {OP_OVERALL, figure_at},
                 {OP_CAGR, figure_cagr},
                 {OP_TREND, figure_trend}};
    const struct step *step = formula->step;
    size_t word = 0;
    while (words[word].op != step->op)
        word++;
    const struct plan *plan = formula->plan;
    const struct figures *figures = formula_argument(formula, 0);
    bool changed = step->op != OP_AT && formula_breaks(formula_argument_step(formula, 0),
                                                       plan->own_first, plan->own_last);
    bool outside = step->op == OP_AT &&
                   (step->period < 0 || (size_t)step->period >= formula->periods);
    for (size_t number = 0; number < formula->rows; number++) {
        size_t cell = number * formula->columns;
        struct row row = {figures->numbers + cell, figures->reasons + cell,
                          (size_t)plan->own_first, (size_t)plan->own_last,
                          step->op == OP_AT && !outside ? (size_t)step->period
                                                        : formula->overall};
        struct amount amount =
            outside ? amount_missing(REASON_NOT_APPLICABLE) : words[word].figure(&row);
        if (changed)
            amount =
                amount_missing(reason_first(amount.reason, REASON_DEFINITION_CHANGED));
        for (size_t column = 0; column < formula->columns; column++)
            formula_set(formula, cell + column, amount);
        if (!outside)
            add_marks(formula, figures, &row, cell);
    }
}
