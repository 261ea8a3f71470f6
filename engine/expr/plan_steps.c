/* plan_steps.c - nodes to steps, and families of them.
 *
 * Nodes are bound in rising order (an argument's number is below its node's own), never by
 * recursion: an expression may be as deep as memory allows. What rests on `across` is bound once for
 * each value.
 *
 * Everything lies in the plan's arena.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expr/binding_rooms.h"
#include "expr/plan_rooms.h"

/* ---- operations with something of their own ---- */

static const char *period_text(struct plan *plan, uint32_t node, char *written)
{
    const struct node *period = catalogue_node(plan->catalogue, node);
    if (period->op == OP_TEXT)
        return plan_text(plan, period->text);
    number_format(period->number, written);
    return written;
}

static bool find_period(struct plan *plan, struct step *step, uint32_t node, struct fault *fault)
{
    char written[NUMBER_TEXT_SIZE];
    const char *key = period_text(plan, node, written);
    step->period = plan_find_period(plan, key);
    if (step->period >= 0)
        return true;
    return fault_at(fault, FAULT_DATA, step->place,
                    "'%s' names the period '%s', and the evaluation's go from '%s' to '%s'",
                    op_word(step->op), key, plan->periods[0].key,
                    plan->periods[plan->period_count - 1].key);
}

/* The first period of the axis that begins in that year or later. */
static int32_t first_from(const struct plan *plan, int32_t year)
{
    int32_t number = 0;
    while (number < (int32_t)plan->period_count && plan->periods[number].year < year)
        number++;
    return number;
}

static bool bind_by_year(struct plan *plan, const struct node *node, struct step *step,
                         uint32_t *arguments, struct fault *fault)
{
    if (plan->all_time)
        return fault_at(fault, FAULT_DATA, step->place,
                        "by_year needs periods, and this evaluation has all_time(). say "
                        "periods = years(2015, 2018)");
    uint32_t count = node->count / 2;
    int32_t *begins = arena_get(plan->arena, (count + 1) * sizeof *begins);
    int32_t *breaks = arena_get(plan->arena, (count + 1) * sizeof *breaks);
    int32_t base = plan->periods[plan->own_first].year - 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = catalogue_argument(plan->catalogue, node, 2 * i);
        int32_t year = (int32_t)catalogue_node(plan->catalogue, key)->number;
        begins[i] = first_from(plan, year < 100 ? base + year : year);
        arguments[i] = arguments[2 * i + 1];
        bool changes = i > 0 && arguments[i] != arguments[i - 1];
        if (changes && begins[i] > 0 && begins[i] < (int32_t)plan->period_count &&
            (step->flags & FLAG_BRIDGE) == 0)
            breaks[step->break_count++] = begins[i];
    }
    step->count = count;
    step->begins = begins;
    step->breaks = breaks;
    return true;
}

/* With an indicator alone, its own target and baseline. */
static void own_target(struct plan *plan, struct step *step, uint32_t *arguments)
{
    const struct step *x = &plan->steps[arguments[0]];
    uint32_t wanted = step->op == OP_ACHIEVEMENT ? 2 : 3;
    if (step->count == wanted)
        return;
    const struct indicator *indicator =
        x->op == OP_INDICATOR ? &plan->catalogue->indicators[(size_t)x->number] : NULL;
    uint32_t target = indicator != NULL ? indicator->target : NO_NODE;
    uint32_t baseline = indicator != NULL ? indicator->baseline : NO_NODE;
    uint32_t nodes[2] = {step->op == OP_ACHIEVEMENT ? target : baseline, target};
    for (uint32_t i = 1; i < wanted; i++)
        arguments[i] = nodes[i - 1] == NO_NODE ? STEP_NONE : plan->step_of[nodes[i - 1]];
    step->count = wanted;
}

/* How many of a node's arguments are figures: the rest are a period or a count, kept in the step. */
static uint32_t figure_count(const struct node *node)
{
    switch (node->op) {
    case OP_PREVIOUS:
    case OP_ROLLING:
    case OP_AT:
    case OP_BASE_INDEX: return 1;
    default: return node->count;
    }
}

static bool finish_step(struct plan *plan, const struct node *node, struct step *step,
                        uint32_t *arguments, struct fault *fault)
{
    switch (node->op) {
    case OP_PREVIOUS:
    case OP_ROLLING:
        step->number = 1;
        if (node->count > 1)
            step->number = catalogue_node(plan->catalogue,
                                          catalogue_argument(plan->catalogue, node, 1))->number;
        return true;
    case OP_AT:
    case OP_BASE_INDEX:
        return find_period(plan, step, catalogue_argument(plan->catalogue, node, 1), fault);
    case OP_BY_YEAR: return bind_by_year(plan, node, step, arguments, fault);
    case OP_ACHIEVEMENT:
    case OP_PROGRESS: own_target(plan, step, arguments); return true;
    default: return true;
    }
}

/* ---- one node ---- */

static bool bind_literal(struct plan *plan, uint32_t number, uint32_t *result)
{
    struct step step = plan_step_of_node(plan, number);
    step.kind = step.op == OP_TEXT ? FIGURE_TEXT : FIGURE_NUMBER;
    if (step.op == OP_TEXT)
        step.number = 0;
    step.constant = true;
    *result = plan_add_step(plan, step, NULL, 0);
    return true;
}

static uint32_t add_indicator(struct plan *plan, uint32_t number, uint32_t value)
{
    const struct indicator *indicator = &plan->catalogue->indicators[number];
    const struct step of = plan->steps[value];
    struct step step = of;
    step.op = OP_INDICATOR;
    step.flags = 0;
    step.place = (struct place){plan_text(plan, indicator->file), indicator->line};
    step.number = number;
    step.text = NULL;
    step.source = step.column = step.second = step.filter = BOUND_NONE;
    step.tested = NULL;
    step.begins = NULL;
    step.period = -1;
    step.lower = indicator->better_lower == 1 || (indicator->better_lower == 0 && of.lower);
    return plan_add_step(plan, step, &value, 1);
}

static bool bind_formula(struct plan *plan, uint32_t number, uint32_t *result, struct fault *fault)
{
    const struct node *node = catalogue_node(plan->catalogue, number);
    struct step step = plan_step_of_node(plan, number);
    uint32_t count = figure_count(node);
    /* Room for a target and a baseline besides. */
    uint32_t *arguments = arena_get(plan->arena, (count + 3) * sizeof *arguments);
    for (uint32_t i = 0; i < count; i++)
        arguments[i] = plan->step_of[catalogue_argument(plan->catalogue, node, i)];
    step.count = count;
    if (!finish_step(plan, node, &step, arguments, fault) ||
        !plan_check_kinds(plan, &step, arguments, fault))
        return false;
    plan_inherit(plan, &step, arguments);
    *result = plan_add_step(plan, step, arguments, step.count);
    return true;
}

static bool bind_node(struct plan *plan, uint32_t number, const struct family *family,
                      const double *value, struct fault *fault)
{
    const struct node *node = catalogue_node(plan->catalogue, number);
    uint32_t *step = &plan->step_of[number], bound;
    switch (op_class(node->op)) {
    case CLASS_LITERAL: return bind_literal(plan, number, step);
    case CLASS_DATASET:
    case CLASS_FILTER:
    case CLASS_TEST: return true;
    case CLASS_MEASURE: return plan_bind_measure(plan, number, BOUND_NONE, 0, step, fault);
    case CLASS_FAMILY:
        return plan_bind_measure(plan, catalogue_argument(plan->catalogue, node, 1),
                                 family->column, *value, step, fault);
    case CLASS_INDICATOR: {
        uint32_t indicator = (uint32_t)node->number;
        *step = add_indicator(plan, indicator,
                              plan->step_of[plan->catalogue->indicators[indicator].value]);
        return true;
    }
    default: break;
    }
    if (node->sort == SORT_COLUMN) /* in order too, so that a long chain is never recursed into */
        return binding_column(plan->binding, number, &bound, fault);
    return bind_formula(plan, number, step, fault);
}

/* ---- all that a figure rests on ---- */

enum mark { MARK_NONE, MARK_NEEDED, MARK_FAMILY /* needed, and differs from value to value */ };

static void mark_arguments(const struct plan *plan, const struct node *node, uint8_t *marks)
{
    const struct catalogue *catalogue = plan->catalogue;
    uint32_t first = node->op == OP_ACROSS ? node->count : 0; /* its measure is bound narrowed */
    for (uint32_t i = first; i < node->count; i++)
        marks[catalogue_argument(catalogue, node, i)] = MARK_NEEDED;
    const struct node *x =
        node->count > 0 ? catalogue_node(catalogue, catalogue_argument(catalogue, node, 0)) : NULL;
    const struct indicator *own = NULL;
    if (node->op == OP_INDICATOR)
        marks[catalogue->indicators[(size_t)node->number].value] = MARK_NEEDED;
    if ((node->op == OP_ACHIEVEMENT || node->op == OP_PROGRESS) && node->count == 1 &&
        x->op == OP_INDICATOR)
        own = &catalogue->indicators[(size_t)x->number];
    if (own != NULL && own->target != NO_NODE)
        marks[own->target] = MARK_NEEDED;
    if (own != NULL && own->baseline != NO_NODE)
        marks[own->baseline] = MARK_NEEDED;
}

static bool rests_on_family(const struct plan *plan, const struct node *node, const uint8_t *marks)
{
    const struct catalogue *catalogue = plan->catalogue;
    if (node->op == OP_ACROSS)
        return true;
    if (node->op == OP_INDICATOR &&
        marks[catalogue->indicators[(size_t)node->number].value] == MARK_FAMILY)
        return true;
    for (uint32_t i = 0; i < node->count; i++)
        if (marks[catalogue_argument(catalogue, node, i)] == MARK_FAMILY)
            return true;
    return false;
}

static uint8_t *mark_all(const struct plan *plan, uint32_t root)
{
    const struct catalogue *catalogue = plan->catalogue;
    uint8_t *marks = memory_get_zeroed(catalogue->node_count + 1, 1);
    marks[root] = MARK_NEEDED;
    for (size_t i = (size_t)root + 1; i > 0; i--)
        if (marks[i - 1] != MARK_NONE)
            mark_arguments(plan, &catalogue->nodes[i - 1], marks);
    for (size_t i = 0; i <= root; i++)
        if (marks[i] != MARK_NONE && rests_on_family(plan, &catalogue->nodes[i], marks))
            marks[i] = MARK_FAMILY;
    return marks;
}

bool plan_bind_figure(struct plan *plan, uint32_t node, const struct family *family,
                      const double *value, uint32_t *step, struct fault *fault)
{
    uint8_t *marks = mark_all(plan, node);
    bool bound = true;
    if (marks[node] == MARK_FAMILY && value == NULL)
        bound = fault_at(fault, FAULT_DATA, plan_place(plan, node),
                         "'across' gives a figure for each value, and one figure is needed here. make "
                         "it an indicator's value; a target or test takes a plain figure");
    for (size_t i = 0; bound && i <= node; i++) {
        bool again = marks[i] == MARK_FAMILY; /* what rests on the value is bound anew for it */
        if (again || (marks[i] == MARK_NEEDED && plan->step_of[i] == STEP_NONE))
            bound = bind_node(plan, (uint32_t)i, family, value, fault);
    }
    free(marks);
    *step = bound ? plan->step_of[node] : STEP_NONE;
    return bound;
}

bool plan_bind_indicator(struct plan *plan, uint32_t indicator, const struct family *family,
                         const double *value, uint32_t *step, struct fault *fault)
{
    uint32_t figure;
    if (!plan_bind_figure(plan, plan->catalogue->indicators[indicator].value, family, value,
                          &figure, fault))
        return false;
    *step = add_indicator(plan, indicator, figure);
    return true;
}

/* ---- families ---- */

enum { FAMILY_MOST = 1000 };

static bool family_values(struct plan *plan, const struct node *across, uint32_t number,
                          struct family *family, struct fault *fault)
{
    struct place place = plan_place(plan, number);
    uint32_t column, measure = catalogue_argument(plan->catalogue, across, 1);
    if (op_class(catalogue_node(plan->catalogue, measure)->op) != CLASS_MEASURE)
        return fault_at(fault, FAULT_DATA, place,
                        "across repeats a measure (count, sum …). put what is worked out of it "
                        "around: growth(across(column, count(dataset)))");
    if (!binding_column(plan->binding, catalogue_argument(plan->catalogue, across, 0), &column,
                        fault))
        return false;
    if (family->found && family->column != column)
        return fault_at(fault, FAULT_DATA, place,
                        "this expression goes across two different columns. make an indicator for "
                        "each");
    if (family->found)
        return true;
    family->found = true;
    family->column = column;
    uint32_t source = plan->binding->columns[column].source;
    if (!values_found(plan->binding, source, column, FAMILY_MOST, plan->arena, &family->values))
        return fault_at(fault, FAULT_DATA, place,
                        "across %s would make more than %d figures",
                        binding_column_words(plan->binding, &plan->binding->columns[column]),
                        FAMILY_MOST);
    return true;
}

bool plan_find_family(struct plan *plan, uint32_t node, struct family *family, struct fault *fault)
{
    uint8_t *marks = mark_all(plan, node);
    bool good = true;
    *family = (struct family){.column = BOUND_NONE};
    for (size_t i = 0; good && i <= node; i++)
        if (marks[i] == MARK_FAMILY && plan->catalogue->nodes[i].op == OP_ACROSS)
            good = family_values(plan, &plan->catalogue->nodes[i], (uint32_t)i, family, fault);
    free(marks);
    return good;
}
