/* formula.c - steps that are not measures: their dispatch, and those that go cell by
 * cell.
 *
 * The class in ops.def chooses the room once a step; inside it the loops are plain. A
 * figure that compares units has no total, so its totals are written over at the end,
 * whatever the formula made of them (a mix passes over a part that is not applicable,
 * coalesce replaces it). Steps whose kind (number, text, date) shows only when an
 * author's function has run are checked here; all others the plan has refused already.
 */
#include "eval/formula_step.h"

#include <assert.h>
#include <stdlib.h>

/* ---- what the rooms share ---- */

const struct step *formula_argument_step(const struct formula *formula, size_t position)
{
    uint32_t number = plan_argument(formula->plan, formula->step, position);
    return number == STEP_NONE ? NULL : &formula->plan->steps[number];
}

const struct figures *formula_argument(const struct formula *formula, size_t position)
{
    uint32_t number = plan_argument(formula->plan, formula->step, position);
    return number == STEP_NONE ? NULL : &formula->cube->figures[number];
}

struct amount formula_amount(const struct figures *figures, size_t cell)
{
    if (figures == NULL)
        return amount_missing(REASON_NO_TARGET);
    return (struct amount){figures->numbers[cell], figures->reasons[cell]};
}

const uint32_t *formula_marks_of(const struct figures *figures, enum mark mark)
{
    if (figures == NULL)
        return NULL;
    const uint32_t *const marks[MARK_COUNT] = {figures->present, figures->records,
                                               figures->reported, figures->expected};
    return marks[mark];
}

uint32_t *formula_marks(struct formula *formula, enum mark mark)
{
    struct figures *result = formula->result;
    uint32_t **const marks[MARK_COUNT] = {&result->present, &result->records,
                                          &result->reported, &result->expected};
    enum mark pair = mark & ~1u;
    for (unsigned one = pair; one < pair + 2; one++)
        if (*marks[one] == NULL)
            *marks[one] =
                arena_get_zeroed(formula->cube->arena, formula->rows * formula->columns,
                                 sizeof **marks[one]);
    return *marks[mark];
}

bool formula_breaks(const struct step *step, int64_t from, int64_t to)
{
    for (uint32_t i = 0; i < step->break_count; i++)
        if (step->breaks[i] > from && step->breaks[i] <= to && step->breaks[i] > 0)
            return true;
    return false;
}

/* ---- cell by cell ---- */

static void run_period(struct formula *formula)
{
    bool end = formula->step->op == OP_PERIOD_END;
    for (size_t column = 0; column < formula->columns; column++) {
        struct amount amount = amount_missing(REASON_NOT_APPLICABLE);
        if (column < formula->periods && !formula->plan->all_time) {
            const struct period *period = &formula->plan->periods[column];
            amount = amount_of(end ? period->last_day : period->year);
        }
        for (size_t row = 0; row < formula->rows; row++)
            formula_set(formula, row * formula->columns + column, amount);
    }
}

/* The four operations that most formulas are made of, without a call for each cell. */
#define FOUR(name, operation, otherwise)                                                 \
    static void name(struct formula *formula, const struct figures *a,                   \
                     const struct figures *b)                                            \
    {                                                                                    \
        size_t cells = formula->rows * formula->columns;                                 \
        for (size_t i = 0; i < cells; i++) {                                             \
            double x = a->numbers[i], y = b->numbers[i];                                 \
            uint8_t reason = reason_first(a->reasons[i], b->reasons[i]);                 \
            if (reason == REASON_NONE)                                                   \
                reason = otherwise;                                                      \
            formula_set(formula, i, (struct amount){operation, reason});                 \
        }                                                                                \
    }
FOUR(run_add, x + y, REASON_NONE)
FOUR(run_subtract, x - y, REASON_NONE)
FOUR(run_multiply, x *y, REASON_NONE)
FOUR(run_divide, y != 0 ? x / y : 0, y != 0 ? REASON_NONE : REASON_DIVISION_BY_ZERO)
#undef FOUR

static bool run_four(struct formula *formula)
{
    static const struct {
        enum op op;
        void (*run)(struct formula *formula, const struct figures *a,
                    const struct figures *b);
    } four[] = {{OP_ADD, run_add},
                {OP_SUBTRACT, run_subtract},
                {OP_MULTIPLY, run_multiply},
                {OP_DIVIDE, run_divide}};
    for (size_t i = 0; i < sizeof four / sizeof *four; i++) {
        if (four[i].op != formula->step->op)
            continue;
        four[i].run(formula, formula_argument(formula, 0), formula_argument(formula, 1));
        return true;
    }
    return false;
}

static void run_arithmetic(struct formula *formula)
{
    const struct step *step = formula->step;
    size_t count = step->count;
    const struct figures **figures = memory_get(count * sizeof *figures);
    struct amount *amounts = memory_get(count * sizeof *amounts);
    for (size_t i = 0; i < count; i++)
        figures[i] = formula_argument(formula, i);
    for (size_t cell = 0; cell < formula->rows * formula->columns; cell++) {
        for (size_t i = 0; i < count; i++)
            amounts[i] = formula_amount(figures[i], cell);
        formula_set(formula, cell,
                    arithmetic(step->op, step->flags, step->text, amounts, count));
    }
    free(figures);
    free(amounts);
}

/* Marks of an expression: its parts' added up. */
static void add_marks(struct formula *formula)
{
    size_t cells = formula->rows * formula->columns;
    for (size_t position = 0; position < formula->step->count; position++) {
        for (unsigned mark = 0; mark < MARK_COUNT; mark++) {
            const uint32_t *from =
                formula_marks_of(formula_argument(formula, position), mark);
            if (from == NULL)
                continue;
            uint32_t *to = formula_marks(formula, mark);
            for (size_t cell = 0; cell < cells; cell++)
                to[cell] += from[cell];
        }
    }
}

static bool run_cells(struct formula *formula, const struct own_functions *own,
                      struct fault *fault)
{
    enum op op = formula->step->op;
    if (op == OP_PERIOD_YEAR || op == OP_PERIOD_END)
        run_period(formula);
    else if (op == OP_APPLY) {
        if (!formula_apply(formula, own, fault))
            return false;
    } else if (!run_four(formula))
        run_arithmetic(formula);
    add_marks(formula);
    return true;
}

/* ---- kinds ---- */

/* Which words take texts and dates as they are, and from which argument on. */
static const struct {
    enum op op;
    uint8_t first; /* arguments before it are conditions */
    bool keeps;    /* the result is of that kind too */
} any_kind[] = {
    {OP_COALESCE, 0, true}, {OP_WHEN, 1, true},        {OP_IF_EQUAL, 0, false},
    {OP_BY_YEAR, 0, true},  {OP_PREVIOUS, 0, true},    {OP_AT, 0, true},
    {OP_OVERALL, 0, true},  {OP_IS_MISSING, 0, false}, {OP_APPLY, UINT8_MAX, false},
};

static bool has_any(const struct formula *formula, const struct figures *figures)
{
    for (size_t cell = 0; cell < formula->rows * formula->columns; cell++)
        if (figures->reasons[cell] == REASON_NONE)
            return true;
    return false;
}

/* A kind that the plan did not know: an author's function gave a text or a date. */
static bool check_number(const struct formula *formula, size_t position,
                         struct fault *fault)
{
    const struct figures *figures = formula_argument(formula, position);
    const struct step *step = formula_argument_step(formula, position);
    if (figures == NULL || figures->kind == FIGURE_NUMBER || step->kind != FIGURE_NUMBER)
        return true;
    for (size_t i = 0; i < formula->step->count; i++)
        if (formula_argument(formula, i) == NULL)
            return true; /* the achievement of an indicator that has no target: nobody
                            asked */
    return fault_at(
        fault, FAULT_DATA, formula->step->place,
        "'%s' needs numbers, and '%s' gives a %s here. show it as it is, or test it "
        "with equal or is_missing",
        op_word(formula->step->op), op_word(step->op),
        figures->kind == FIGURE_TEXT ? "text" : "date");
}

static bool settle_kind(struct formula *formula, struct fault *fault)
{
    size_t count = formula->step->count, first = count, word = 0;
    size_t words = sizeof any_kind / sizeof *any_kind;
    while (word < words && any_kind[word].op != formula->step->op)
        word++;
    if (word < words && any_kind[word].first < count)
        first = any_kind[word].first;
    if (word == words || any_kind[word].first != UINT8_MAX)
        for (size_t i = 0; i < first; i++)
            if (!check_number(formula, i, fault))
                return false;

    enum figure_kind kind = FIGURE_NUMBER;
    for (size_t i = first; i < count && kind == FIGURE_NUMBER; i++)
        kind = formula_argument(formula, i)->kind;
    for (size_t i = first; i < count; i++) {
        const struct figures *figures = formula_argument(formula, i);
        if (figures->kind != kind && has_any(formula, figures))
            return fault_at(
                fault, FAULT_DATA, formula->step->place,
                "'%s' holds texts, dates and numbers together. give it one kind",
                op_word(formula->step->op));
    }
    if (first < count)
        formula->result->kind = any_kind[word].keeps ? kind : FIGURE_NUMBER;
    return true;
}

/* ---- dispatch ---- */

/* A total is not applicable where the figure compares units. */
static void close_totals(struct formula *formula)
{
    for (size_t row = formula->units; row < formula->rows; row++)
        for (size_t column = 0; column < formula->columns; column++)
            formula_set(formula, row * formula->columns + column,
                        amount_missing(REASON_NOT_APPLICABLE));
}

static bool run_class(struct formula *formula, enum op_class class,
                      const struct own_functions *own, struct fault *fault)
{
    switch (class) {
    case CLASS_CELL:
        return run_cells(formula, own, fault);
    case CLASS_ALONG:
        formula_along(formula);
        return true;
    case CLASS_ONCE:
        formula_once(formula);
        return true;
    case CLASS_UNITS:
        formula_units(formula);
        return true;
    default:
        assert(!"a class of formula");
        return false;
    }
}

bool formula_run(struct cube *cube, uint32_t number, const struct own_functions *own,
                 struct fault *fault)
{
    struct formula formula = {
        .cube = cube,
        .plan = cube->plan,
        .step = &cube->plan->steps[number],
        .rows = cube->grid->row_count,
        .units = cube->grid->unit_count,
        .columns = cube->grid->column_count,
        .periods = cube->grid->period_count,
        .overall = cube->grid->period_count,
    };
    enum op_class class = op_class(formula.step->op);
    formula.result = cube_open(cube, number);
    formula.result->kind = formula.step->kind;
    if (!settle_kind(&formula, fault) || !run_class(&formula, class, own, fault))
        return false;
    if (formula.step->compares || class == CLASS_UNITS)
        close_totals(&formula);
    return true;
}
