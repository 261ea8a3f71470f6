/* formula_step.h - one step being worked out: what the rooms of formula share.
 *
 * Used by formula.c, apply.c, along.c, once.c and units.c only. Every figure is written
 * through formula_set, so no figure is infinite, NaN or minus zero, and a missing one has
 * number 0. Borrows everything; new memory is the cube's arena's.
 */
#ifndef BAREME_EVAL_FORMULA_STEP_H
#define BAREME_EVAL_FORMULA_STEP_H

#include <math.h>

#include "eval/formula.h"
#include "expr/arithmetic.h"

struct formula {
    struct cube *cube;
    const struct plan *plan;
    const struct step *step;
    struct figures *result;
    size_t rows, units;      /* rows: units, then totals */
    size_t columns, periods; /* columns = periods + 1: the last one is `overall` */
    size_t overall;          /* number of that column */
};

/* Marks go in pairs: present of records, reported of expected. */
enum mark { MARK_PRESENT, MARK_RECORDS, MARK_REPORTED, MARK_EXPECTED, MARK_COUNT };

/* The figures of an argument; NULL for STEP_NONE. */
const struct figures *formula_argument(const struct formula *formula, size_t position);
const struct step *formula_argument_step(const struct formula *formula, size_t position);
struct amount formula_amount(const struct figures *figures, size_t cell);

const uint32_t *formula_marks_of(const struct figures *figures,
                                 enum mark mark); /* NULL: none */
/* The result's marks, made (all 0) at the first call, with the other of the pair. */
uint32_t *formula_marks(struct formula *formula, enum mark mark);

/* Whether the definition of a step changes after period `from`, up to `to`. */
bool formula_breaks(const struct step *step, int64_t from, int64_t to);

/* The rooms. Results are open, all arguments are there. */
bool formula_apply(struct formula *formula, const struct own_functions *own,
                   struct fault *fault);
void formula_along(struct formula *formula);
void formula_once(struct formula *formula);
void formula_units(struct formula *formula);

static inline uint8_t reason_first(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

static inline struct amount amount_of(double number)
{
    return (struct amount){number, isfinite(number) ? REASON_NONE : REASON_NOT_DEFINED};
}

static inline struct amount amount_missing(uint8_t reason)
{
    return (struct amount){0, reason};
}

static inline void formula_set(struct formula *formula, size_t cell, struct amount amount)
{
    if (amount.reason == REASON_NONE && !isfinite(amount.number))
        amount.reason = REASON_NOT_DEFINED;
    formula->result->numbers[cell] =
        amount.reason == REASON_NONE ? amount.number + 0.0 : 0;
    formula->result->reasons[cell] = amount.reason;
}

#endif
