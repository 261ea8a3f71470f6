/* along.c - words along periods: previous, change, growth, cumulative, rolling,
 * base_index, by_year.
 *
 * Only the axis exists: nothing stands before its first period, and a gap is a gap. The
 * reason of a missing figure is the first, in the order of reasons, of all that hold:
 * those of the figures the word reads, `definition changed` where it reads across a
 * change of its argument's definition, and `no previous period` where it reaches before
 * the axis. The overall column has no previous one, and no place among the others:
 * cumulative, rolling and base_index are not applicable there.
 */
#include "eval/formula_step.h"

#include <stdlib.h>
#include <string.h>

/* A row of the argument, and where its figures come from. */
struct series {
    const double *numbers;
    const uint8_t *reasons;
    const struct step *argument;
};

/* A sum in period order, with what rounding lost kept beside it (Neumaier). */
struct running {
    double sum, lost;
};

static void running_add(struct running *running, double term)
{
    double sum = running->sum + term;
    if (fabs(running->sum) >= fabs(term))
        running->lost += (running->sum - sum) + term;
    else
        running->lost += (term - sum) + running->sum;
    running->sum = sum;
}

static double running_total(const struct running *running)
{
    return isfinite(running->sum) ? running->sum + running->lost : running->sum;
}

/* The reason why periods first … last cannot all be read together; REASON_NONE when they
 * can. */
static uint8_t window_reason(const struct series *series, int64_t first, int64_t last)
{
    uint8_t reason = first < 0 ? REASON_NO_PREVIOUS : REASON_NONE;
    if (formula_breaks(series->argument, first, last))
        reason = reason_first(reason, REASON_DEFINITION_CHANGED);
    for (int64_t period = first < 0 ? 0 : first; period <= last; period++)
        reason = reason_first(reason, series->reasons[period]);
    return reason;
}

static struct amount previous_at(const struct series *series, int64_t period,
                                 int64_t back)
{
    int64_t there = period - back;
    uint8_t reason = there < 0 ? REASON_NO_PREVIOUS : series->reasons[there];
    if (formula_breaks(series->argument, there, period))
        reason = reason_first(reason, REASON_DEFINITION_CHANGED);
    if (reason != REASON_NONE)
        return amount_missing(reason);
    return amount_of(series->numbers[there]);
}

/* ---- one row ---- */

static void row_previous(struct formula *formula, const struct series *series,
                         size_t cell)
{
    for (size_t period = 0; period < formula->periods; period++)
        formula_set(formula, cell + period,
                    previous_at(series, (int64_t)period, (int64_t)formula->step->number));
    formula_set(formula, cell + formula->overall, amount_missing(REASON_NO_PREVIOUS));
}

/* change and growth: x - previous, and for growth divided by |previous|. */
static void row_change(struct formula *formula, const struct series *series, size_t cell)
{
    bool growth = formula->step->op == OP_GROWTH;
    for (size_t period = 0; period < formula->periods; period++) {
        struct amount before = previous_at(series, (int64_t)period, 1);
        before.reason = reason_first(before.reason, series->reasons[period]);
        if (before.reason == REASON_NONE && growth && before.number == 0)
            before.reason = REASON_DIVISION_BY_ZERO;
        double change = series->numbers[period] - before.number;
        if (growth && before.reason == REASON_NONE)
            change /= fabs(before.number);
        formula_set(formula, cell + period, (struct amount){change, before.reason});
    }
    uint8_t overall = reason_first(series->reasons[formula->overall], REASON_NO_PREVIOUS);
    formula_set(formula, cell + formula->overall, amount_missing(overall));
}

static void row_cumulative(struct formula *formula, const struct series *series,
                           size_t cell)
{
    struct running running = {0, 0};
    uint8_t reason = REASON_NONE;
    for (size_t period = 0; period < formula->periods; period++) {
        reason = reason_first(reason, series->reasons[period]);
        if (formula_breaks(series->argument, 0, (int64_t)period))
            reason = reason_first(reason, REASON_DEFINITION_CHANGED);
        running_add(&running, series->numbers[period]);
        formula_set(formula, cell + period,
                    (struct amount){running_total(&running), reason});
    }
    formula_set(formula, cell + formula->overall, amount_missing(REASON_NOT_APPLICABLE));
}

static double window_sum(const double *numbers, size_t count)
{
    struct running running = {0, 0};
    for (size_t i = 0; i < count; i++)
        running_add(&running, numbers[i]);
    return running_total(&running);
}

static double window_mean(const double *numbers, size_t count)
{
    return window_sum(numbers, count) / (double)count;
}

static double window_min(const double *numbers, size_t count)
{
    double least = numbers[0];
    for (size_t i = 1; i < count; i++)
        least = numbers[i] < least ? numbers[i] : least;
    return least;
}

static double window_max(const double *numbers, size_t count)
{
    double most = numbers[0];
    for (size_t i = 1; i < count; i++)
        most = numbers[i] > most ? numbers[i] : most;
    return most;
}

static void row_rolling(struct formula *formula, const struct series *series, size_t cell)
{
    static const struct {
        const char *how;
        double (*figure)(const double *numbers, size_t count);
    } hows[] = {{"mean", window_mean},
                {"sum", window_sum},
                {"min", window_min},
                {"max", window_max}};
    const char *text = formula->step->text;
    size_t how = 0, count = (size_t)formula->step->number;
    for (size_t i = 0; text != NULL && i < sizeof hows / sizeof *hows; i++)
        if (strcmp(hows[i].how, text) == 0)
            how = i;
    for (size_t period = 0; period < formula->periods; period++) {
        int64_t first = (int64_t)period - (int64_t)count + 1;
        uint8_t reason = window_reason(series, first, (int64_t)period);
        double figure =
            reason == REASON_NONE ? hows[how].figure(series->numbers + first, count) : 0;
        formula_set(formula, cell + period, (struct amount){figure, reason});
    }
    formula_set(formula, cell + formula->overall, amount_missing(REASON_NOT_APPLICABLE));
}

static void row_base_index(struct formula *formula, const struct series *series,
                           size_t cell)
{
    int64_t base = formula->step->period;
    bool outside = base < 0 || base >= (int64_t)formula->periods;
    for (size_t period = 0; period < formula->columns; period++) {
        if (outside || period == formula->overall) {
            formula_set(formula, cell + period, amount_missing(REASON_NOT_APPLICABLE));
            continue;
        }
        int64_t here = (int64_t)period;
        uint8_t reason = reason_first(series->reasons[here], series->reasons[base]);
        if (formula_breaks(series->argument, here < base ? here : base,
                           here < base ? base : here))
            reason = reason_first(reason, REASON_DEFINITION_CHANGED);
        double there = series->numbers[base];
        if (reason == REASON_NONE && there == 0)
            reason = REASON_DIVISION_BY_ZERO;
        double index = reason == REASON_NONE ? 100 * series->numbers[here] / there : 0;
        formula_set(formula, cell + period, (struct amount){index, reason});
    }
}

/* ---- marks: of the cells that were read ---- */

/* The periods read for one period: first … last, and perhaps one more. */
struct reading {
    int64_t first, last, more;
};

static struct reading reading_of(const struct step *step, int64_t period)
{
    int64_t back = (int64_t)step->number;
    switch (step->op) {
    case OP_PREVIOUS:
        return (struct reading){period - back, period - back, -1};
    case OP_CUMULATIVE:
        return (struct reading){0, period, -1};
    case OP_ROLLING:
        return (struct reading){period - back + 1, period, -1};
    case OP_BASE_INDEX:
        return (struct reading){period, period,
                                step->period == period ? -1 : step->period};
    default:
        return (struct reading){period - 1, period, -1};
    }
}

static void add_marks(struct formula *formula, const uint32_t *from, uint32_t *to)
{
    uint32_t *until = memory_get_zeroed(formula->periods + 1, sizeof *until);
    for (size_t row = 0; row < formula->rows; row++) {
        const uint32_t *marks = from + row * formula->columns;
        for (size_t period = 0; period < formula->periods; period++)
            until[period + 1] = until[period] + marks[period];
        for (size_t period = 0; period < formula->periods; period++) {
            struct reading reading = reading_of(formula->step, (int64_t)period);
            int64_t first = reading.first < 0 ? 0 : reading.first;
            uint32_t sum =
                reading.last < first ? 0 : until[reading.last + 1] - until[first];
            if (reading.more >= 0 && reading.more < (int64_t)formula->periods)
                sum += marks[reading.more];
            to[row * formula->columns + period] = sum;
        }
    }
    free(until);
}

/* ---- by_year ---- */

/* Which of by_year's figures holds in a period; -1 before the first key. */
static int64_t holding(const struct step *step, int64_t period)
{
    int64_t piece = -1;
    for (uint32_t i = 0; i < step->count; i++)
        if (step->begins[i] <= period)
            piece = i;
    return piece;
}

/* Over all periods together there is a figure only when one definition holds in all of
 * them: it, or STEP_NONE with the reason. */
static uint32_t find_overall(const struct formula *formula, uint8_t *reason)
{
    const struct step *step = formula->step;
    uint32_t found = STEP_NONE;
    bool several = false, none = false;
    for (int64_t t = formula->plan->own_first; t <= formula->plan->own_last; t++) {
        int64_t piece = holding(step, t);
        if (piece < 0) {
            none = true;
            continue;
        }
        uint32_t here = plan_argument(formula->plan, step, (size_t)piece);
        several = several || (found != STEP_NONE && found != here);
        found = here;
    }
    *reason = REASON_NOT_APPLICABLE;
    if (several)
        *reason =
            step->flags & FLAG_BRIDGE ? REASON_NOT_DEFINED : REASON_DEFINITION_CHANGED;
    return several || none ? STEP_NONE : found;
}

static void run_by_year(struct formula *formula)
{
    for (size_t column = 0; column < formula->columns; column++) {
        uint8_t reason = REASON_NOT_APPLICABLE;
        int64_t holds =
            column < formula->periods ? holding(formula->step, (int64_t)column) : -1;
        const struct figures *piece = NULL;
        uint32_t overall = STEP_NONE;
        if (column == formula->overall)
            overall = find_overall(formula, &reason);
        if (overall != STEP_NONE)
            piece = &formula->cube->figures[overall];
        if (holds >= 0)
            piece = formula_argument(formula, (size_t)holds);
        for (size_t row = 0; row < formula->rows; row++) {
            size_t cell = row * formula->columns + column;
            formula_set(formula, cell,
                        piece != NULL ? formula_amount(piece, cell)
                                      : amount_missing(reason));
        }
        for (unsigned mark = 0; mark < MARK_COUNT; mark++) {
            const uint32_t *from = formula_marks_of(piece, mark);
            uint32_t *to = from != NULL ? formula_marks(formula, mark) : NULL;
            for (size_t row = 0; to != NULL && row < formula->rows; row++)
                to[row * formula->columns + column] =
                    from[row * formula->columns + column];
        }
    }
}

void formula_along(struct formula *formula)
{
    static const struct {
        enum op op;
        void (*row)(struct formula *formula, const struct series *series, size_t cell);
    } words[] = {{OP_PREVIOUS, row_previous}, {OP_CHANGE, row_change},
                 {OP_GROWTH, row_change},     {OP_CUMULATIVE, row_cumulative},
                 {OP_ROLLING, row_rolling},   {OP_BASE_INDEX, row_base_index}};
    if (formula->step->op == OP_BY_YEAR) {
        run_by_year(formula);
        return;
    }
    size_t word = 0;
    while (words[word].op != formula->step->op)
        word++;
    const struct figures *figures = formula_argument(formula, 0);
    for (size_t row = 0; row < formula->rows; row++) {
        size_t cell = row * formula->columns;
        struct series series = {figures->numbers + cell, figures->reasons + cell,
                                formula_argument_step(formula, 0)};
        words[word].row(formula, &series, cell);
    }
    for (unsigned mark = 0; mark < MARK_COUNT; mark++) {
        const uint32_t *from = formula_marks_of(figures, mark);
        if (from != NULL)
            add_marks(formula, from, formula_marks(formula, mark));
    }
}
