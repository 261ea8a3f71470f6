/* plan.c - an evaluation, bound: calls the rooms in order, and answers small questions of the plan.
 *
 * The plan owns its arena and its binding.
 */
#include "expr/plan.h"

#include <stdlib.h>
#include <string.h>

#include "expr/plan_rooms.h"

struct place plan_place(const struct plan *plan, uint32_t node)
{
    return catalogue_place(plan->catalogue, node);
}

const char *plan_text(const struct plan *plan, uint32_t text)
{
    return catalogue_text(plan->catalogue, text);
}

struct place plan_evaluation_place(const struct plan *plan)
{
    return (struct place){plan_text(plan, plan->evaluation->file), plan->evaluation->line};
}

struct plan *plan_build(const struct catalogue *catalogue, const struct evaluation *evaluation,
                        const struct datasets *datasets, const struct plan_options *options,
                        struct problems *problems, struct fault *fault)
{
    struct arena *arena = arena_new();
    struct plan *plan = arena_get_zeroed(arena, 1, sizeof *plan);
    plan->arena = arena;
    plan->catalogue = catalogue;
    plan->evaluation = evaluation;
    plan->datasets = datasets;
    plan->threads = options->threads;
    plan->binding = binding_new(catalogue, datasets);
    plan->binding->problems = problems;
    plan->name = evaluation->name != NO_TEXT ? catalogue_text(catalogue, evaluation->name)
                                             : options->script_name;
    plan_steps_open(plan);
    if (plan_units_bind(plan, options, fault) && plan_periods_bind(plan, options, fault) &&
        plan_shown_bind(plan, fault) && plan_ways_bind(plan, fault)) {
        plan_steps_close(plan);
        return plan;
    }
    plan_free(plan);
    return NULL;
}

void plan_free(struct plan *plan)
{
    if (plan == NULL)
        return;
    binding_free(plan->binding);
    free(plan->step_slots);
    free(plan->step_of);
    arena_free(plan->arena);
}

const struct way *plan_way(const struct plan *plan, const struct frame *frame)
{
    for (size_t i = 0; i < plan->way_count; i++)
        if (plan->ways[i].frame == frame)
            return &plan->ways[i];
    return NULL;
}

uint32_t plan_argument(const struct plan *plan, const struct step *step, size_t position)
{
    return plan->arguments[step->first + position];
}

int32_t plan_period_of(const struct plan *plan, int32_t day)
{
    size_t from = 0, to = plan->period_count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (day < plan->periods[middle].first_day)
            to = middle;
        else if (day > plan->periods[middle].last_day)
            from = middle + 1;
        else
            return (int32_t)middle;
    }
    return -1;
}

int32_t plan_find_period(const struct plan *plan, const char *key)
{
    for (size_t i = 0; i < plan->period_count; i++)
        if (strcmp(plan->periods[i].key, key) == 0)
            return (int32_t)i;
    return -1;
}
