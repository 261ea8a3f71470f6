/* plan_units.c - what is evaluated: records of a dataset, values of columns, or one whole.
 *
 * A column behind keys (data.events.cooperation.country) is taken where it stands (cooperations),
 * so that every unit has its row, with or without events.
 */
#include <string.h>

#include "base/text.h"
#include "expr/binding_rooms.h"
#include "expr/plan_rooms.h"

enum { UNIT_COLUMNS = 4, BESIDE_COLUMNS = 16 };

static void units_are_whole(struct plan *plan, const char *name)
{
    plan->units.whole = true;
    plan->units.whole_name = name;
}

/* ---- units by columns ---- */

/* The same column, read from the dataset in which it stands. */
static bool at_its_end(struct plan *plan, uint32_t *column, struct fault *fault)
{
    const struct bound_column bound = plan->binding->columns[*column];
    if (bound.op != OP_FIELD || bound.key_count == 0)
        return true;
    const struct bound_source *source = &plan->binding->sources[bound.source];
    if (source->filter != BOUND_NONE)
        return fault_at(fault, FAULT_DATA, bound.place,
                        "units are values of '%s' of '%s', so narrowing '%s' does not narrow them. "
                        "narrow '%s', or use the evaluation's where",
                        bound.end->columns[bound.column].name, bound.end->name, bound.frame->name,
                        bound.end->name);
    return binding_path(plan->binding, bound.end, bound.end->columns[bound.column].name,
                        bound.place, column, fault);
}

static bool units_are_values(struct plan *plan, uint32_t first, uint32_t count,
                             struct fault *fault)
{
    struct plan_units *units = &plan->units;
    struct binding *binding = plan->binding;
    if (count > UNIT_COLUMNS)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "units combine at most %d columns, and these are %u", UNIT_COLUMNS, count);
    bool together = true;
    for (uint32_t i = 0; i < count; i++) {
        if (!binding_column(binding, plan->catalogue->lists[first + i], &units->columns[i], fault))
            return false;
        together = together && binding->columns[units->columns[i]].frame ==
                                   binding->columns[units->columns[0]].frame;
    }
    for (uint32_t i = 0; i < count && (count == 1 || !together); i++)
        if (!at_its_end(plan, &units->columns[i], fault))
            return false;
    const struct bound_column *column = &binding->columns[units->columns[0]];
    for (uint32_t i = 1; i < count; i++)
        if (binding->columns[units->columns[i]].frame != column->frame)
            return fault_at(fault, FAULT_DATA, binding->columns[units->columns[i]].place,
                            "units combine columns of one dataset, and these are of '%s' and '%s'",
                            column->frame->name, binding->columns[units->columns[i]].frame->name);
    units->frame = column->frame;
    units->column_count = count;
    units->filter = column->source != BOUND_NONE ? binding->sources[column->source].filter
                                                 : BOUND_NONE;
    return true;
}

/* ---- units by records ---- */

/* What a unit is printed by, as the data calls it. */
static uint32_t label_column(struct plan *plan, const struct frame *frame)
{
    static const char *const labels[] = {"name", "title", "label"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct fault none = {0};
        uint32_t bound;
        if (!binding_path(plan->binding, frame, labels[i], plan_evaluation_place(plan), &bound,
                          &none))
            continue;
        const struct bound_column *column = &plan->binding->columns[bound];
        if (column->end == frame && frame->columns[column->column].loaded)
            return column->column;
    }
    return COLUMN_NONE;
}

static void units_are_records(struct plan *plan, uint32_t source_number)
{
    struct plan_units *units = &plan->units;
    const struct bound_source source = plan->binding->sources[source_number];
    units->frame = source.frame;
    units->filter = source.filter;
    uint32_t key = source.frame->primary != COLUMN_NONE ? source.frame->primary : 0;
    uint32_t label = label_column(plan, source.frame);
    units->key = binding_stored(plan->binding, source.frame, key);
    units->label = binding_stored(plan->binding, source.frame, label == COLUMN_NONE ? key : label);
    if (source.period[0] != BOUND_NONE && source.period[1] != BOUND_NONE) {
        units->life[0] = source.period[0];
        units->life[1] = source.period[1];
    }
}

static bool units_by_default(struct plan *plan, struct fault *fault)
{
    const char *mapped = binding_mapped(plan->binding, "cooperations");
    const char *name = mapped != NULL ? mapped : "cooperations";
    const struct frame *frame = datasets_find(plan->datasets, name);
    if (frame == NULL) {
        units_are_whole(plan, NULL);
        return true;
    }
    struct bound_source source = {.frame = frame, .filter = BOUND_NONE, .own_period = true};
    for (size_t i = 0; i < 2; i++)
        source.period[i] = frame->period[i] == COLUMN_NONE
                               ? BOUND_NONE
                               : binding_stored(plan->binding, frame, frame->period[i]);
    source.everywhere = source.period[0] == BOUND_NONE;
    units_are_records(plan, binding_add_source(plan->binding, &source));
    (void)fault;
    return true;
}

static bool units_as_said(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    if (evaluation->whole != NO_TEXT) {
        units_are_whole(plan, plan_text(plan, evaluation->whole));
        return true;
    }
    if (evaluation->units_count == 0)
        return units_by_default(plan, fault);
    uint32_t node = plan->catalogue->lists[evaluation->units_first];
    if (catalogue_node(plan->catalogue, node)->sort != SORT_DATASET)
        return units_are_values(plan, evaluation->units_first, evaluation->units_count, fault);
    uint32_t source;
    if (!binding_source(plan->binding, node, &source, fault))
        return false;
    units_are_records(plan, source);
    return true;
}

/* ---- what narrows, labels and orders them ---- */

static bool narrow_by_option(struct plan *plan, const char *said, struct fault *fault)
{
    const char *equals = strchr(said, '=');
    if (equals == NULL || equals == said)
        return fault_set(fault, FAULT_USAGE,
                         "--where '%s': say a column and a value, such as --where country=Tunisia",
                         said);
    if (plan->units.whole)
        return fault_set(fault, FAULT_USAGE,
                         "--where '%s': the units are one whole, so there is nothing to choose "
                         "among", said);
    uint32_t filter;
    const char *path = arena_bytes(plan->arena, said, (size_t)(equals - said));
    if (!binding_equals(plan->binding, plan->units.frame, path, equals + 1, &filter, fault)) {
        fault->kind = FAULT_USAGE;
        return false;
    }
    plan->units.filter = binding_both(plan->binding, plan->units.filter, filter);
    return true;
}

static bool narrow(struct plan *plan, const struct plan_options *options, struct fault *fault)
{
    if (plan->evaluation->where != NO_NODE) {
        uint32_t filter;
        if (plan->units.whole)
            return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                            "where narrows the units, and the units are one whole. narrow the "
                            "datasets: data.agreements:where {…}");
        if (!binding_filter(plan->binding, plan->evaluation->where, plan->units.frame, &filter,
                            fault))
            return false;
        plan->units.filter = binding_both(plan->binding, plan->units.filter, filter);
    }
    for (size_t i = 0; i < options->where_count; i++)
        if (!narrow_by_option(plan, options->where[i], fault))
            return false;
    return true;
}

static bool bind_path(struct plan *plan, uint32_t text, uint32_t *column, struct fault *fault)
{
    if (plan->units.whole)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "'%s' is a column of the units' dataset, and the units are one whole",
                        plan_text(plan, text));
    return binding_path(plan->binding, plan->units.frame, plan_text(plan, text),
                        plan_evaluation_place(plan), column, fault);
}

static bool is_shown_indicator(const struct plan *plan, const char *name)
{
    const struct evaluation *evaluation = plan->evaluation;
    for (uint32_t i = 0; i < evaluation->members_count; i++) {
        const struct member *member = &plan->catalogue->members[evaluation->members_first + i];
        const char *own =
            plan_text(plan, plan->catalogue->indicators[member->indicator].name);
        size_t size = own != NULL ? strlen(own) : 0;
        if (own != NULL && strncmp(own, name, size) == 0 && (name[size] == '\0' || name[size] == '['))
            return true;
    }
    return false;
}

static bool sort_column(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    const char *by = evaluation->has_sort ? plan_text(plan, evaluation->sort_by) : NULL;
    if (by == NULL || strcmp(by, "label") == 0 || is_shown_indicator(plan, by))
        return true;
    struct fault unknown = {0};
    if (!plan->units.whole &&
        binding_path(plan->binding, plan->units.frame, by, plan_evaluation_place(plan),
                     &plan->units.sort_column, &unknown))
        return true;
    struct text names = {0};
    for (uint32_t i = 0; i < evaluation->members_count && i < 12; i++) {
        const struct member *member = &plan->catalogue->members[evaluation->members_first + i];
        text_addf(&names, ", %s",
                  plan_text(plan, plan->catalogue->indicators[member->indicator].name));
    }
    fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
             "sort by '%s': it is neither an indicator of this evaluation, nor \"label\", nor a "
             "column of the units. choose among: label%s", by, text_of(&names));
    text_clear(&names);
    return false;
}

static bool label_and_order(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    struct plan_units *units = &plan->units;
    const char *sections = plan_text(plan, evaluation->sections);
    if (evaluation->label != NO_TEXT && !bind_path(plan, evaluation->label, &units->label, fault))
        return false;
    if (sections != NULL && strncmp(sections, "tags.", 5) != 0 &&
        !bind_path(plan, evaluation->sections, &units->section, fault))
        return false;
    if (evaluation->beside_count > BESIDE_COLUMNS)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "at most %d columns stand beside, and these are %u", BESIDE_COLUMNS,
                        evaluation->beside_count);
    for (uint32_t i = 0; i < evaluation->beside_count; i++) {
        uint32_t text = plan->catalogue->lists[evaluation->beside_first + i];
        if (!bind_path(plan, text, &units->beside[i], fault))
            return false;
        units->beside_count++;
    }
    return sort_column(plan, fault);
}

bool plan_units_bind(struct plan *plan, const struct plan_options *options, struct fault *fault)
{
    plan->units = (struct plan_units){.filter = BOUND_NONE, .key = BOUND_NONE,
                                      .label = BOUND_NONE, .section = BOUND_NONE,
                                      .sort_column = BOUND_NONE,
                                      .life = {BOUND_NONE, BOUND_NONE}};
    return units_as_said(plan, fault) && narrow(plan, options, fault) &&
           label_and_order(plan, fault);
}
