/* plan_shown.c - what the table shows: indicators, families of them, targets, bands, checks, order.
 */
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "expr/binding_rooms.h"
#include "expr/plan_rooms.h"

static void add_shown(struct plan *plan, struct shown_indicator shown)
{
    plan->shown = arena_grow(plan->arena, plan->shown, plan->shown_count, &plan->shown_room,
                             sizeof *plan->shown);
    plan->shown[plan->shown_count] = shown;
    plan->shown_count++;
}

/* A target, baseline or band: STEP_NONE where the indicator has none. */
static bool bind_beside(struct plan *plan, uint32_t node, uint32_t *step, struct fault *fault)
{
    *step = STEP_NONE;
    if (node == NO_NODE || !plan_bind_figure(plan, node, NULL, NULL, step, fault))
        return node == NO_NODE;
    if (plan->steps[*step].kind == FIGURE_NUMBER)
        return true;
    return fault_at(fault, FAULT_DATA, plan_place(plan, node),
                    "a target, a baseline and a band are numbers");
}

static bool shows_achievement(const struct plan *plan)
{
    for (uint8_t i = 0; i < plan->evaluation->facet_count; i++)
        if (plan->evaluation->facets[i] == FACET_ACHIEVEMENT)
            return true;
    return false;
}

/* Bands the wrong way round would never be amber. */
static bool bands_in_order(struct plan *plan, const struct indicator *indicator,
                           const struct shown_indicator *shown, struct fault *fault)
{
    if (shown->green == STEP_NONE || shown->amber == STEP_NONE)
        return true;
    const struct step *green = &plan->steps[shown->green], *amber = &plan->steps[shown->amber];
    if (green->op != OP_NUMBER || amber->op != OP_NUMBER)
        return true;
    bool lower = indicator->better_lower == 1 ||
                 (indicator->better_lower == 0 && plan->steps[shown->step].lower);
    if (lower ? green->number <= amber->number : green->number >= amber->number)
        return true;
    return fault_at(fault, FAULT_DATA, plan_place(plan, indicator->green),
                    "bands: %s is better here, and amber begins beyond green, so nothing would "
                    "be amber. exchange them%s", lower ? "lower" : "higher",
                    lower ? "" : ", or say better = \"lower\"");
}

static bool bind_sides(struct plan *plan, const struct indicator *indicator,
                       struct shown_indicator *shown, struct fault *fault)
{
    if (!bind_beside(plan, indicator->target, &shown->target, fault) ||
        !bind_beside(plan, indicator->baseline, &shown->baseline, fault) ||
        !bind_beside(plan, indicator->green, &shown->green, fault) ||
        !bind_beside(plan, indicator->amber, &shown->amber, fault))
        return false;
    if (!bands_in_order(plan, indicator, shown, fault))
        return false;
    const struct step *value = &plan->steps[shown->step];
    struct step step = plan_blank_step(OP_ACHIEVEMENT);
    step.place = value->place;
    step.compares = value->compares;
    step.once = value->once;
    shown->achievement = STEP_NONE;
    if (value->kind == FIGURE_NUMBER && (shown->target != STEP_NONE || shows_achievement(plan)))
        shown->achievement =
            plan_add_step(plan, step, (uint32_t[]){shown->step, shown->target}, 2);
    return true;
}

static bool show_one(struct plan *plan, uint32_t member, const struct family *family,
                     const double *value, struct fault *fault)
{
    uint32_t number = plan->catalogue->members[member].indicator;
    const struct indicator *indicator = &plan->catalogue->indicators[number];
    struct shown_indicator shown = {.indicator = number, .member = member,
                                    .name = plan_text(plan, indicator->name)};
    if (value != NULL) {
        struct text text = {0};
        values_text(&plan->binding->columns[family->column], *value, &text);
        shown.value = arena_text(plan->arena, text_of(&text));
        shown.name = arena_format(plan->arena, "%s[%s]", shown.name, shown.value);
        text_clear(&text);
    }
    if (!plan_bind_indicator(plan, number, family, value, &shown.step, fault) ||
        !bind_sides(plan, indicator, &shown, fault))
        return false;
    add_shown(plan, shown);
    return true;
}

/* Without a value there is no figure to show: a table that lacks it would not say why. */
static void warn_of_no_values(struct plan *plan, uint32_t member, const struct family *family)
{
    uint32_t number = plan->catalogue->members[member].indicator;
    const struct indicator *indicator = &plan->catalogue->indicators[number];
    if (plan->binding->problems == NULL)
        return;
    problems_add(plan->binding->problems,
                 (struct problem){
                     .severity = SEVERITY_WARNING,
                     .file = plan_text(plan, indicator->file),
                     .line = indicator->line,
                     .value = plan_text(plan, indicator->name),
                     .message = arena_format(
                         plan->arena, "is not shown: %s has no value in the records that it "
                         "goes across",
                         binding_column_words(plan->binding,
                                              &plan->binding->columns[family->column]))});
}

static bool show_member(struct plan *plan, uint32_t member, struct fault *fault)
{
    uint32_t number = plan->catalogue->members[member].indicator;
    struct family family;
    if (!plan_find_family(plan, plan->catalogue->indicators[number].value, &family, fault))
        return false;
    if (!family.found)
        return show_one(plan, member, NULL, NULL, fault);
    if (family.values.count == 0)
        warn_of_no_values(plan, member, &family);
    for (size_t i = 0; i < family.values.count; i++)
        if (!show_one(plan, member, &family, &family.values.values[i], fault))
            return false;
    return true;
}

/* ---- checks ---- */

static bool bind_check(struct plan *plan, const struct check *said, struct plan_check *check,
                       struct fault *fault)
{
    const struct node *node = catalogue_node(plan->catalogue, said->condition);
    *check = (struct plan_check){.left = STEP_NONE, .right = STEP_NONE,
                                 .message = plan_text(plan, said->message),
                                 .place = plan_place(plan, said->condition)};
    if (!plan_bind_figure(plan, said->condition, NULL, NULL, &check->condition, fault))
        return false;
    if (node->op >= OP_IF_ABOVE && node->op <= OP_IF_EQUAL) {
        const struct step *step = &plan->steps[check->condition];
        check->left = plan_argument(plan, step, 0);
        check->right = plan_argument(plan, step, 1);
    }
    return true;
}

static bool bind_checks(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    plan->checks = arena_get_zeroed(plan->arena, evaluation->checks_count + 1,
                                    sizeof *plan->checks);
    for (uint32_t i = 0; i < evaluation->checks_count; i++) {
        const struct check *said = &plan->catalogue->checks[evaluation->checks_first + i];
        if (!bind_check(plan, said, &plan->checks[i], fault))
            return false;
        plan->check_count++;
    }
    return true;
}

/* ---- order ---- */

static bool bind_sort(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    plan->sort_period = (int32_t)plan->period_count - 1;
    for (size_t i = 0; i < plan->period_count; i++)
        if (plan->periods[i].shown)
            plan->sort_period = (int32_t)i;
    if (!evaluation->has_sort || plan->units.sort_column != BOUND_NONE)
        return true;
    const char *by = plan_text(plan, evaluation->sort_by);
    for (size_t i = 0; by != NULL && i < plan->shown_count; i++)
        if (strcmp(plan->shown[i].name, by) == 0)
            plan->sort_step = plan->shown[i].step;
    if (plan->sort_step == STEP_NONE && by != NULL && strcmp(by, "label") != 0)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "sort by '%s': it gives a figure for each value. name one, such as '%s'",
                        by, plan->shown_count > 0 ? plan->shown[0].name : by);
    const char *at = plan_text(plan, evaluation->sort_at);
    if (at == NULL)
        return true;
    plan->sort_period = plan_find_period(plan, at);
    if (plan->sort_period >= 0)
        return true;
    return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                    "sort at '%s': the evaluation's periods go from '%s' to '%s'", at,
                    plan->periods[0].key, plan->periods[plan->period_count - 1].key);
}

bool plan_shown_bind(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    for (uint32_t i = 0; i < evaluation->members_count; i++)
        if (!show_member(plan, evaluation->members_first + i, fault))
            return false;
    return bind_checks(plan, fault) && bind_sort(plan, fault);
}
