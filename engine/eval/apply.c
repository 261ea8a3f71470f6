/* apply.c - the author's own function of the figures of one cell.
 *
 * The function is not called where one of its figures is missing: that reason stands (the
 * first in the order of reasons). Whether it gives numbers, texts or dates shows with its
 * first figure; from then on it must be the same. In the overall column it is called only
 * when something asks for it.
 */
#include "eval/formula_step.h"

#include <string.h>

static const enum own_kind own_kinds[] = {
    [FIGURE_NUMBER] = OWN_NUMBER,
    [FIGURE_TEXT] = OWN_TEXT,
    [FIGURE_DATE] = OWN_DATE,
};
static const enum figure_kind figure_kinds[] = {
    [OWN_NUMBER] = FIGURE_NUMBER,
    [OWN_TEXT] = FIGURE_TEXT,
    [OWN_DATE] = FIGURE_DATE,
};

/* The values of a cell's arguments; the reason why there are not all. */
static uint8_t take_values(const struct formula *formula, size_t cell,
                           struct own_value *values)
{
    uint8_t reason = REASON_NONE;
    for (size_t i = 0; i < formula->step->count; i++) {
        const struct figures *figures = formula_argument(formula, i);
        struct amount amount = formula_amount(figures, cell);
        reason = reason_first(reason, amount.reason);
        if (reason != REASON_NONE)
            continue;
        values[i] = (struct own_value){.reason = REASON_NONE,
                                       .kind = own_kinds[figures->kind],
                                       .number = amount.number};
        if (figures->kind == FIGURE_TEXT)
            values[i].text =
                dictionary_text(formula->cube->texts, (uint32_t)amount.number);
    }
    return reason;
}

/* The cells of a step, from the next one on. */
struct asking {
    struct formula *formula;
    size_t row, column;
    bool settled; /* which kind the function gives */
};

static bool keep_result(void *self, const struct own_call *call, struct fault *fault)
{
    struct asking *asking = self;
    struct formula *formula = asking->formula;
    const struct own_value *result = &call->result;
    if (result->reason != REASON_NONE) {
        formula_set(formula, call->number, amount_missing((uint8_t)result->reason));
        return true;
    }
    enum figure_kind kind = figure_kinds[result->kind];
    if (asking->settled && kind != formula->result->kind)
        return fault_at(
            fault, FAULT_DATA, formula->step->place,
            "the function given to 'apply' returns a text in one cell and a number "
            "in another. return one kind");
    asking->settled = true;
    formula->result->kind = kind;
    double number = result->number;
    if (kind == FIGURE_TEXT)
        number = dictionary_add(formula->cube->texts, result->text, strlen(result->text));
    formula_set(formula, call->number, (struct amount){number, REASON_NONE});
    return true;
}

/* Adds the call for the cell, unless it has none: then why is written. */
static void add_cell(const struct asking *asking, struct own_batch *batch)
{
    struct formula *formula = asking->formula;
    size_t cell = asking->row * formula->columns + asking->column;
    size_t arguments = formula->step->count;
    struct own_value *values = arena_get(batch->arena, (arguments + 1) * sizeof *values);
    uint8_t reason = take_values(formula, cell, values);
    if (asking->column == formula->overall && !formula->step->overall_needed)
        reason = REASON_NOT_APPLICABLE;
    if (reason != REASON_NONE) {
        formula_set(formula, cell, amount_missing(reason));
        return;
    }
    batch->calls[batch->count++] = (struct own_call){
        .number = cell,
        .cell = cube_own_cell(formula->cube, asking->row, asking->column),
        .arguments = values,
        .argument_count = arguments};
}

static void next_calls(void *self, struct own_batch *batch)
{
    struct asking *asking = self;
    for (; asking->row < asking->formula->rows; asking->row++, asking->column = 0)
        for (; asking->column < asking->formula->columns; asking->column++) {
            if (batch->count == batch->room)
                return;
            add_cell(asking, batch);
        }
}

bool formula_apply(struct formula *formula, const struct own_functions *own,
                   struct fault *fault)
{
    const struct step *step = formula->step;
    struct asking asking = {.formula = formula};
    if (own == NULL)
        return fault_at(fault, FAULT_DATA, step->place,
                        "'apply' needs the author's script, which is not at hand here");
    struct own_work work = {.function = (uint32_t)step->number,
                            .threads = formula->plan->threads,
                            .self = &asking,
                            .next = next_calls,
                            .keep = keep_result};
    return own->run(own->self, &work, fault);
}
