/* arithmetic.h - the operations of CLASS_CELL on one cell: figures to a figure, missing with its reason.
 *
 * The one place where these formulas are; the loops of eval, computed columns and the words on plain
 * numbers in Lua all come here. A result that would be infinite or not a number is REASON_NOT_DEFINED
 * (division, // and % by zero: REASON_DIVISION_BY_ZERO). Conditions give 1 or 0.
 * COALESCE, OR_ZERO, WHEN, IS_MISSING, BOTH, EITHER and MIX look at reasons themselves (BOTH is
 * decided by one known 0, EITHER by one known 1); every other operation is missing when an operand
 * is, with the smallest code. LOWEST and HIGHEST too.
 */
#ifndef BAREME_EXPR_ARITHMETIC_H
#define BAREME_EXPR_ARITHMETIC_H

#include "data/reason.h"
#include "expr/catalogue.h"

struct amount {
    double number;
    uint8_t reason; /* enum reason; REASON_NONE: the number is there */
};

/* `arguments` as in ops.def; `flags` are the node's; `text` the node's text (IS_MISSING: a reason;
 * MIX: how), NULL when none. Not for INDICATOR, APPLY, PERIOD_YEAR, PERIOD_END.
 * GOALPOSTS with FLAG_BETTER_LOWER is 1 - itself. MIX takes part, weight, part, weight … */
struct amount arithmetic(enum op op, unsigned flags, const char *text, const struct amount *arguments, size_t count);

#endif
