/* plan_rules.c - what each operation takes and gives: kinds of figures, directions, changes of
 * definition.
 *
 * One table, `rules`, says it for every operation; what it does not name takes numbers and gives one.
 */
#include <string.h>

#include "expr/plan_rooms.h"

static const char *const kind_words[] = {
    [FIGURE_NUMBER] = "a number", [FIGURE_TEXT] = "a text", [FIGURE_DATE] = "a date"};

enum takes {
    TAKES_NUMBERS = 1, /* the default */
    TAKES_ANY,         /* texts and dates too; gives what it takes */
    TAKES_ALIKE,       /* any, all of one kind; gives that kind (WHEN: after its condition) */
    TAKES_TO_COMPARE,  /* numbers, or dates, or (EQUAL) texts; gives a condition */
    TAKES_ANY_TO_TEST, /* any; gives a condition */
};

struct rule {
    uint8_t takes;
    bool passes_direction; /* lower is better passes through */
    bool turns;            /* turned round where lower is better */
    bool forgets_breaks;   /* its own figure is not a series */
    bool once;
    bool gives_date;
};

static const struct rule rules[OP_COUNT_OF_OPS] = {
    [OP_ROUND] = {.passes_direction = true},
    [OP_FLOOR] = {.passes_direction = true},
    [OP_CEIL] = {.passes_direction = true},
    [OP_OR_ZERO] = {.passes_direction = true},
    [OP_COALESCE] = {.takes = TAKES_ALIKE, .passes_direction = true},
    [OP_WHEN] = {.takes = TAKES_ALIKE},
    [OP_IF_ABOVE] = {.takes = TAKES_TO_COMPARE},
    [OP_IF_AT_LEAST] = {.takes = TAKES_TO_COMPARE},
    [OP_IF_BELOW] = {.takes = TAKES_TO_COMPARE},
    [OP_IF_AT_MOST] = {.takes = TAKES_TO_COMPARE},
    [OP_IF_EQUAL] = {.takes = TAKES_TO_COMPARE},
    [OP_IF_BETWEEN] = {.takes = TAKES_TO_COMPARE},
    [OP_IS_MISSING] = {.takes = TAKES_ANY_TO_TEST},
    [OP_BOTH] = {.takes = TAKES_ANY_TO_TEST},
    [OP_EITHER] = {.takes = TAKES_ANY_TO_TEST},
    [OP_NEGATE] = {.takes = TAKES_ANY_TO_TEST},
    [OP_APPLY] = {.takes = TAKES_ANY_TO_TEST},
    [OP_PERIOD_END] = {.gives_date = true},
    [OP_PREVIOUS] = {.takes = TAKES_ANY, .passes_direction = true},
    [OP_ROLLING] = {.passes_direction = true},
    [OP_CUMULATIVE] = {.passes_direction = true},
    [OP_BY_YEAR] = {.takes = TAKES_ALIKE},
    [OP_AT] = {.takes = TAKES_ANY, .passes_direction = true, .forgets_breaks = true, .once = true},
    [OP_OVERALL] = {.takes = TAKES_ANY, .passes_direction = true, .forgets_breaks = true, .once = true},
    [OP_CAGR] = {.forgets_breaks = true, .once = true},
    [OP_TREND] = {.forgets_breaks = true, .once = true},
    [OP_RANK] = {.turns = true},
    [OP_PERCENT_RANK] = {.turns = true},
    [OP_BORDA] = {.turns = true},
    [OP_MINMAX] = {.turns = true},
    [OP_ZSCORE] = {.turns = true},
    [OP_FRACTION_OF_BEST] = {.turns = true},
    [OP_GOALPOSTS] = {.turns = true},
};

static const char *argument_words(const struct plan *plan, uint32_t number)
{
    const struct step *step = &plan->steps[number];
    if (step->op == OP_INDICATOR) {
        const struct indicator *indicator =
            &plan->catalogue->indicators[(size_t)step->number];
        const char *name = plan_text(plan, indicator->name);
        return name != NULL ? arena_format(plan->arena, "'%s'", name) : "this indicator";
    }
    if (step->op == OP_TEXT)
        return arena_format(plan->arena, "'%s'", step->text);
    if (step->op == OP_NUMBER) {
        char bytes[NUMBER_TEXT_SIZE];
        return arena_bytes(plan->arena, bytes, number_format(step->number, bytes));
    }
    return arena_format(plan->arena, "this '%s'", op_word(step->op));
}

static bool needs_numbers(const struct plan *plan, const struct step *step, const uint32_t *arguments,
                          size_t from, struct fault *fault)
{
    for (size_t i = from; i < step->count; i++) {
        enum figure_kind kind =
            arguments[i] == STEP_NONE ? FIGURE_NUMBER : plan->steps[arguments[i]].kind;
        if (kind != FIGURE_NUMBER)
            return fault_at(fault, FAULT_DATA, step->place,
                            "'%s' needs numbers, and %s is %s. a text or a date can be shown, and "
                            "tested with equal and is_missing", op_word(step->op),
                            argument_words(plan, arguments[i]), kind_words[kind]);
    }
    return true;
}

/* A date written as text, where a date is compared. */
static bool dates_from_texts(struct plan *plan, const struct step *step, uint32_t *arguments,
                             struct fault *fault)
{
    bool dates = false;
    for (uint32_t i = 0; i < step->count; i++)
        dates = dates || plan->steps[arguments[i]].kind == FIGURE_DATE;
    for (uint32_t i = 0; dates && i < step->count; i++) {
        const struct step *argument = &plan->steps[arguments[i]];
        int32_t days;
        enum grain grain;
        if (argument->op != OP_TEXT)
            continue;
        if (!date_parse(argument->text, strlen(argument->text), DATE_ISO, &days, &grain) ||
            grain != GRAIN_DAY)
            return fault_at(fault, FAULT_DATA, step->place,
                            "'%s' compares dates, and '%s' is not one. write a date as "
                            "\"2010-01-01\"", op_word(step->op), argument->text);
        arguments[i] = plan_number_step(plan, days, FIGURE_DATE);
    }
    return true;
}

static bool needs_alike(const struct plan *plan, const struct step *step, const uint32_t *arguments,
                        size_t from, struct fault *fault)
{
    for (size_t i = from + 1; i < step->count; i++) {
        enum figure_kind first = plan->steps[arguments[from]].kind;
        enum figure_kind kind = plan->steps[arguments[i]].kind;
        if (kind != first)
            return fault_at(fault, FAULT_DATA, step->place,
                            "'%s' takes figures of one kind, and %s is %s while %s is %s",
                            op_word(step->op), argument_words(plan, arguments[from]),
                            kind_words[first], argument_words(plan, arguments[i]),
                            kind_words[kind]);
    }
    return true;
}

bool plan_check_kinds(struct plan *plan, struct step *step, uint32_t *arguments,
                      struct fault *fault)
{
    size_t from = step->op == OP_WHEN ? 1 : 0;
    enum takes takes = rules[step->op].takes;
    step->kind = rules[step->op].gives_date ? FIGURE_DATE : FIGURE_NUMBER;
    switch (takes) {
    case TAKES_ANY_TO_TEST: return true;
    case TAKES_ANY: step->kind = plan->steps[arguments[0]].kind; return true;
    case TAKES_ALIKE:
        if (!needs_alike(plan, step, arguments, from, fault))
            return false;
        step->kind = plan->steps[arguments[from]].kind;
        return true;
    case TAKES_TO_COMPARE:
        if (!dates_from_texts(plan, step, arguments, fault) ||
            !needs_alike(plan, step, arguments, 0, fault))
            return false;
        return step->op == OP_IF_EQUAL || plan->steps[arguments[0]].kind != FIGURE_TEXT ||
               needs_numbers(plan, step, arguments, 0, fault);
    default: break;
    }
    bool days = step->op == OP_SUBTRACT && plan->steps[arguments[0]].kind == FIGURE_DATE &&
                plan->steps[arguments[1]].kind == FIGURE_DATE;
    return days || needs_numbers(plan, step, arguments, 0, fault);
}

/* ---- what a figure inherits from its arguments ---- */

static void join_breaks(struct plan *plan, struct step *step, const struct step *argument)
{
    if (argument->break_count == 0 || argument->breaks == step->breaks)
        return;
    if (step->break_count == 0) {
        step->breaks = argument->breaks;
        step->break_count = argument->break_count;
        return;
    }
    uint32_t most = step->break_count + argument->break_count, count = 0, i = 0, j = 0;
    int32_t *joined = arena_get(plan->arena, most * sizeof *joined);
    while (i < step->break_count || j < argument->break_count) {
        bool left = j == argument->break_count ||
                    (i < step->break_count && step->breaks[i] <= argument->breaks[j]);
        int32_t next = left ? step->breaks[i++] : argument->breaks[j++];
        if (count == 0 || joined[count - 1] != next)
            joined[count++] = next;
    }
    step->breaks = joined;
    step->break_count = count;
}

void plan_inherit(struct plan *plan, struct step *step, const uint32_t *arguments)
{
    const struct rule *rule = &rules[step->op];
    bool all_once = true;
    step->constant = step->count > 0 && step->op != OP_APPLY;
    step->compares = step->compares || op_class(step->op) == CLASS_UNITS;
    for (uint32_t i = 0; i < step->count; i++) {
        if (arguments[i] == STEP_NONE)
            continue;
        const struct step argument = plan->steps[arguments[i]];
        step->constant = step->constant && argument.constant;
        all_once = all_once && (argument.once || argument.constant);
        step->compares = step->compares || argument.compares;
        if (!rule->forgets_breaks)
            join_breaks(plan, step, &argument);
    }
    bool along = op_class(step->op) == CLASS_ALONG || op_class(step->op) == CLASS_UNITS;
    step->once = rule->once || (all_once && !step->constant && step->count > 0 && !along);
    bool lower = step->count > 0 && arguments[0] != STEP_NONE && plan->steps[arguments[0]].lower;
    step->lower = rule->passes_direction && lower;
    if (rule->turns) {
        bool turned = (step->flags & FLAG_BETTER_LOWER) != 0 ||
                      (lower && (step->flags & FLAG_BETTER_HIGHER) == 0);
        step->flags &= (uint8_t)~(FLAG_BETTER_HIGHER | FLAG_BETTER_LOWER);
        if (turned)
            step->flags |= FLAG_BETTER_LOWER;
    }
}
