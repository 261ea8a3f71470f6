/* plan_rooms.h - what the rooms of plan (plan.c, plan_units.c, plan_ways.c, plan_periods.c,
 * plan_steps.c, plan_rules.c, plan_measures.c, plan_numbering.c, plan_shown.c) share. They run in this order: units, periods, steps
 * and what is shown of them, ways.
 */
#ifndef BAREME_EXPR_PLAN_ROOMS_H
#define BAREME_EXPR_PLAN_ROOMS_H

#include "expr/plan.h"
#include "expr/values.h"

bool plan_units_bind(struct plan *plan, const struct plan_options *options, struct fault *fault);
bool plan_periods_bind(struct plan *plan, const struct plan_options *options, struct fault *fault);
bool plan_shown_bind(struct plan *plan, struct fault *fault);
bool plan_ways_bind(struct plan *plan, struct fault *fault);

/* ---- steps ---- */

/* An indicator whose expression holds `across`: a figure for each value. */
struct family {
    bool found;
    uint32_t column;          /* bound: whose values they are */
    struct value_list values;
};

void plan_steps_open(struct plan *plan);
void plan_steps_close(struct plan *plan); /* what is known only when all steps are there */
bool plan_find_family(struct plan *plan, uint32_t node, struct family *family, struct fault *fault);
/* The step of a figure or condition; `value` points at the family's value, NULL for none. */
bool plan_bind_figure(struct plan *plan, uint32_t node, const struct family *family, const double *value,
                      uint32_t *step, struct fault *fault);
/* The same figure under an indicator's name: its direction is the indicator's. */
bool plan_bind_indicator(struct plan *plan, uint32_t indicator, const struct family *family,
                         const double *value, uint32_t *step, struct fault *fault);
uint32_t plan_add_step(struct plan *plan, struct step step, const uint32_t *arguments, size_t count);
struct step plan_blank_step(enum op op);
struct step plan_step_of_node(const struct plan *plan, uint32_t node); /* its op, flags, place, number and text */
uint32_t plan_number_step(struct plan *plan, double number, enum figure_kind kind);

/* Refuses what the operation does not take, and says what kind of figure it gives; a text that is
 * compared with a date becomes one. */
bool plan_check_kinds(struct plan *plan, struct step *step, uint32_t *arguments, struct fault *fault);
/* What a figure has from its arguments: constant, once, compares, lower, breaks. */
void plan_inherit(struct plan *plan, struct step *step, const uint32_t *arguments);

/* A measure, perhaps narrowed to `column = value` (narrow_column BOUND_NONE: not). */
bool plan_bind_measure(struct plan *plan, uint32_t node, uint32_t narrow_column, double value,
                       uint32_t *step, struct fault *fault);

struct place plan_place(const struct plan *plan, uint32_t node);
const char *plan_text(const struct plan *plan, uint32_t text); /* NULL for NO_TEXT */
struct place plan_evaluation_place(const struct plan *plan);
/* The number on the axis of a period's key; -1. */
int32_t plan_find_period(const struct plan *plan, const char *key);

#endif
