/* plan_measures.c - measures, bound: whose records, which column, and what figure comes of it.
 *
 * What each measure takes is in one table, `measures`.
 */
#include <string.h>

#include "expr/binding_rooms.h"
#include "expr/plan_rooms.h"

enum measured {
    MEASURES_NUMBERS,  /* numbers; gives a number */
    MEASURES_ORDERED,  /* numbers, or dates; gives the same */
    MEASURES_ANY,      /* any column; gives the same */
    MEASURES_TO_TEXT,  /* any column; gives a text */
    MEASURES_TO_COUNT, /* any column; gives a number */
};

static const uint8_t measures[OP_COUNT_OF_OPS] = {
    [OP_COUNT] = MEASURES_TO_COUNT, [OP_DISTINCT] = MEASURES_TO_COUNT,
    [OP_MEDIAN] = MEASURES_ORDERED, [OP_MIN] = MEASURES_ORDERED, [OP_MAX] = MEASURES_ORDERED,
    [OP_FIRST] = MEASURES_ANY,      [OP_LAST] = MEASURES_ANY,    [OP_ONLY] = MEASURES_ANY,
    [OP_VALUES] = MEASURES_TO_TEXT,
};

static enum figure_kind kind_of(enum column_type type)
{
    return type == COLUMN_TEXT ? FIGURE_TEXT : type == COLUMN_DATE ? FIGURE_DATE : FIGURE_NUMBER;
}

static bool check_column(struct plan *plan, struct step *step, struct fault *fault)
{
    const struct bound_column *column = &plan->binding->columns[step->column];
    enum measured takes = measures[step->op];
    step->split = column->op == OP_SPLIT;
    step->spread = column->op == OP_SPREAD;
    if (step->spread && step->op != OP_SUM)
        return fault_at(fault, FAULT_DATA, step->place,
                        "spread shares a number out over periods, so it can only be summed: "
                        "sum(spread(column))");
    if (step->split && takes != MEASURES_TO_COUNT && takes != MEASURES_TO_TEXT)
        return fault_at(fault, FAULT_DATA, step->place,
                        "a split column can be counted (count, distinct), listed (values), gone "
                        "across, or make units; '%s' takes one value a record", op_word(step->op));
    step->kind = FIGURE_NUMBER;
    if (takes == MEASURES_TO_TEXT)
        step->kind = FIGURE_TEXT;
    if (takes == MEASURES_ANY || (takes == MEASURES_ORDERED && column->type == COLUMN_DATE))
        step->kind = kind_of(column->type);
    bool numbers = takes == MEASURES_NUMBERS ||
                   (takes == MEASURES_ORDERED && column->type != COLUMN_DATE);
    return !numbers || column_needs_number(column, op_word(step->op), step->place, fault);
}

/* The columns that must be there for a record to count below the line of a share: those that a
 * filter tests, each once, but for missing() and present(), which have an answer for every record. */
static void collect_tested(const struct binding *binding, uint32_t filter, uint32_t *tested,
                           uint32_t *count, uint32_t most)
{
    const struct bound_filter *bound = &binding->filters[filter];
    if (bound->op == OP_ALL || bound->op == OP_ANY) {
        for (uint32_t i = 0; i < bound->part_count; i++)
            collect_tested(binding, bound->parts[i], tested, count, most);
        return;
    }
    if (bound->op == OP_TEST_MISSING || bound->op == OP_TEST_PRESENT)
        return;
    if (bound->op == OP_TEST_NOT) {
        enum op inner = binding->filters[bound->parts[0]].op;
        if (inner == OP_TEST_MISSING || inner == OP_TEST_PRESENT)
            return;
    }
    for (uint32_t i = 0; i < *count; i++)
        if (tested[i] == bound->column)
            return;
    if (*count < most)
        tested[(*count)++] = bound->column;
}

static bool bind_share(struct plan *plan, const struct node *node, struct step *step,
                       struct fault *fault)
{
    enum { TESTED_MOST = 64 };
    struct binding *binding = plan->binding;
    if (!binding_filter(binding, catalogue_argument(plan->catalogue, node, 1),
                        binding->sources[step->source].frame, &step->filter, fault))
        return false;
    uint32_t *tested = arena_get(plan->arena, TESTED_MOST * sizeof *tested);
    collect_tested(binding, step->filter, tested, &step->tested_count, TESTED_MOST);
    step->tested = tested;
    return true;
}

static bool same_records(struct plan *plan, const struct step *step, struct fault *fault)
{
    const struct binding *binding = plan->binding;
    uint32_t other = binding->columns[step->second].source;
    if (binding->columns[step->second].frame == NULL || other == step->source)
        return column_needs_number(&binding->columns[step->second], "weighted_mean", step->place,
                                   fault);
    return fault_at(fault, FAULT_DATA, step->place,
                    "weighted_mean takes values and weights of the same records, and these are of "
                    "differently narrowed datasets. narrow once: local d = data.%s:where {…}",
                    binding->sources[step->source].frame->name);
}

static bool bind_columns(struct plan *plan, const struct node *node, struct step *step,
                         struct fault *fault)
{
    struct binding *binding = plan->binding;
    if (!binding_column(binding, catalogue_argument(plan->catalogue, node, 0), &step->column,
                        fault))
        return false;
    step->source = binding->columns[step->column].source;
    if (step->source == BOUND_NONE)
        return fault_at(fault, FAULT_DATA, step->place,
                        "'%s' needs a column of a dataset, such as data.funding.amount",
                        op_word(step->op));
    if (!check_column(plan, step, fault))
        return false;
    if (step->op == OP_QUANTILE)
        step->number = catalogue_node(plan->catalogue,
                                      catalogue_argument(plan->catalogue, node, 1))->number;
    if (step->op != OP_WEIGHTED_MEAN)
        return true;
    return binding_column(binding, catalogue_argument(plan->catalogue, node, 1), &step->second,
                          fault) &&
           same_records(plan, step, fault);
}

/* A record of the units' own dataset counts for itself, in every period. */
static void place_own_records(struct plan *plan, struct step *step)
{
    const struct bound_source *source = &plan->binding->sources[step->source];
    bool own = !plan->units.whole && plan->units.column_count == 0 &&
               source->frame == plan->units.frame && source->own_period;
    if (own && !source->everywhere)
        step->source = binding_everywhere(plan->binding, step->source);
}

/* A dataset without a period counts in every one. Where it has none only because its dates are not
 * settled, that would be a wrong figure in silence. */
static bool check_dates(const struct plan *plan, const struct step *step, struct fault *fault)
{
    const struct bound_source *source = &plan->binding->sources[step->source];
    const struct frame *frame = source->frame;
    bool own = !plan->units.whole && plan->units.column_count == 0 && frame == plan->units.frame;
    if (plan->all_time || own || !source->everywhere || !source->own_period)
        return true;
    for (uint32_t i = 0; i < frame->column_count; i++) {
        const char *unsettled = frame->columns[i].unsettled;
        if (unsettled != NULL && strstr(unsettled, "--dates") != NULL)
            return fault_at(fault, FAULT_DATA, step->place,
                            "records of '%s' cannot be placed in time: column '%s' is not settled: "
                            "%s, or date them by another column, or by none: data.%s:dated(false)",
                            frame->name, frame->columns[i].name, unsettled,
                            binding_author_name(plan->binding, frame));
    }
    return true;
}

bool plan_bind_measure(struct plan *plan, uint32_t number, uint32_t narrow_column, double value,
                       uint32_t *result, struct fault *fault)
{
    struct binding *binding = plan->binding;
    const struct node *node = catalogue_node(plan->catalogue, number);
    uint32_t first = catalogue_argument(plan->catalogue, node, 0);
    struct step step = plan_step_of_node(plan, number);
    if (catalogue_node(plan->catalogue, first)->sort == SORT_DATASET) {
        if (!binding_source(binding, first, &step.source, fault))
            return false;
    } else if (!bind_columns(plan, node, &step, fault)) {
        return false;
    }
    if (step.op == OP_SHARE && !bind_share(plan, node, &step, fault))
        return false;
    if (narrow_column != BOUND_NONE) {
        const struct frame *frame = binding->columns[narrow_column].frame;
        if (frame != binding->sources[step.source].frame)
            return fault_at(fault, FAULT_DATA, step.place,
                            "across goes over a column of '%s', and measures '%s': both must be "
                            "one dataset", frame->name, binding->sources[step.source].frame->name);
        step.source = binding_narrow(binding, step.source, narrow_column, value);
    }
    if (!check_dates(plan, &step, fault))
        return false;
    place_own_records(plan, &step);
    *result = plan_add_step(plan, step, NULL, 0);
    return true;
}
