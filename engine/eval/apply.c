/* apply.c - the author's own function of the figures of one cell.
 *
 * The function is not called where one of its figures is missing: that reason stands (the
 * first in the order of reasons). Whether it gives numbers, texts or dates shows with its
 * first figure; from then on it must be the same. Cells are gathered before their calls
 * go out together. In the overall column it is called only
 * when something asks for it.
 */
#include "eval/formula_step.h"

#include <stdlib.h>
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

static bool keep_result(struct formula *formula, size_t cell,
                        const struct own_value *result, bool *settled,
                        struct fault *fault)
{
    if (result->reason != REASON_NONE) {
        formula_set(formula, cell, amount_missing((uint8_t)result->reason));
        return true;
    }
    enum figure_kind kind = figure_kinds[result->kind];
    if (*settled && kind != formula->result->kind)
        return fault_at(
            fault, FAULT_DATA, formula->step->place,
            "the function given to 'apply' returns a text in one cell and a number "
            "in another. return one kind");
    *settled = true;
    formula->result->kind = kind;
    double number = result->number;
    if (kind == FIGURE_TEXT)
        number = dictionary_add(formula->cube->texts, result->text, strlen(result->text));
    formula_set(formula, cell, (struct amount){number, REASON_NONE});
    return true;
}

/* Cells whose calls are yet to go out. */
struct gathered {
    struct own_call calls[OWN_CALLS];
    size_t cells[OWN_CALLS];
    struct own_value *values; /* the arguments of all */
    size_t count;
    bool settled;
};

/* The calls go out, and their results into the figures. */
static bool call_gathered(struct formula *formula, struct gathered *gathered,
                          const struct own_functions *own, struct fault *fault)
{
    struct arena *arena = arena_new();
    struct fault kinds = {0};
    size_t done = 0;
    bool good = gathered->count == 0 ||
                own->apply(own->self, (uint32_t)formula->step->number, gathered->calls,
                           gathered->count, &done, arena, fault);
    for (size_t i = 0; i < done; i++)
        if (!keep_result(formula, gathered->cells[i], &gathered->calls[i].result,
                         &gathered->settled, &kinds)) {
            *fault = kinds; /* it came before what ended the calls */
            good = false;
            break;
        }
    arena_free(arena);
    gathered->count = 0;
    return good;
}

static bool add_cell(struct formula *formula, struct gathered *gathered, size_t row,
                     size_t column, const struct own_functions *own, struct fault *fault)
{
    size_t cell = row * formula->columns + column, arguments = formula->step->count;
    struct own_value *values = gathered->values + gathered->count * arguments;
    uint8_t reason = take_values(formula, cell, values);
    if (column == formula->overall && !formula->step->overall_needed)
        reason = REASON_NOT_APPLICABLE;
    if (reason != REASON_NONE) {
        formula_set(formula, cell, amount_missing(reason));
        return true;
    }
    gathered->calls[gathered->count] =
        (struct own_call){.cell = cube_own_cell(formula->cube, row, column),
                          .arguments = values,
                          .argument_count = arguments,
                          .result = {.reason = REASON_MISSING}};
    gathered->cells[gathered->count++] = cell;
    return gathered->count < OWN_CALLS || call_gathered(formula, gathered, own, fault);
}

bool formula_apply(struct formula *formula, const struct own_functions *own,
                   struct fault *fault)
{
    const struct step *step = formula->step;
    if (own == NULL || own->apply == NULL)
        return fault_at(fault, FAULT_DATA, step->place,
                        "'apply' needs the author's script, which is not at hand here");
    struct gathered *gathered = memory_get_zeroed(1, sizeof *gathered);
    gathered->values =
        memory_get_zeroed(OWN_CALLS * step->count + 1, sizeof *gathered->values);
    bool good = true;
    for (size_t row = 0; good && row < formula->rows; row++)
        for (size_t column = 0; good && column < formula->columns; column++)
            good = add_cell(formula, gathered, row, column, own, fault);
    good = good && call_gathered(formula, gathered, own, fault);
    free(gathered->values);
    free(gathered);
    return good;
}
