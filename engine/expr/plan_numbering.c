/* plan_numbering.c - value numbering: equal steps are one.
 *
 * Steps are found by a hash of what they are, so a script may make any number of them.
 */
#include <stdlib.h>
#include <string.h>

#include "expr/plan_rooms.h"

static uint64_t mix_in(uint64_t hash, uint64_t value)
{
    hash ^= value + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
    return hash * 0xBF58476D1CE4E5B9u;
}

static uint64_t hash_step(const struct step *step, const uint32_t *arguments)
{
    uint64_t number;
    memcpy(&number, &step->number, sizeof number);
    uint64_t hash = mix_in(step->op, step->flags);
    hash = mix_in(hash, number);
    hash = mix_in(hash, ((uint64_t)step->source << 32) | step->column);
    hash = mix_in(hash, ((uint64_t)step->second << 32) | step->filter);
    hash = mix_in(hash, ((uint64_t)step->kind << 32) | (uint32_t)step->period);
    for (const char *c = step->text; c != NULL && *c != '\0'; c++)
        hash = mix_in(hash, (unsigned char)*c);
    for (uint32_t i = 0; i < step->count; i++)
        hash = mix_in(hash, arguments[i]);
    return hash;
}

static bool same_step(const struct plan *plan, const struct step *a, const struct step *b,
                      const uint32_t *arguments)
{
    bool texts = a->text == b->text ||
                 (a->text != NULL && b->text != NULL && strcmp(a->text, b->text) == 0);
    return texts && a->op == b->op && a->flags == b->flags &&
           memcmp(&a->number, &b->number, sizeof a->number) == 0 && a->source == b->source &&
           a->column == b->column && a->second == b->second && a->filter == b->filter &&
           a->kind == b->kind && a->period == b->period && a->count == b->count &&
           (a->count == 0 ||
            memcmp(plan->arguments + a->first, arguments, a->count * sizeof *arguments) == 0) &&
           (a->begins == b->begins ||
            (a->begins != NULL && b->begins != NULL &&
             memcmp(a->begins, b->begins, a->count * sizeof *a->begins) == 0));
}

static void grow_slots(struct plan *plan)
{
    size_t count = plan->step_slot_count == 0 ? 256 : plan->step_slot_count * 2;
    uint32_t *slots = memory_get(count * sizeof *slots);
    memset(slots, 0xFF, count * sizeof *slots);
    for (size_t i = 0; i < plan->step_count; i++) {
        const struct step *step = &plan->steps[i];
        size_t slot = hash_step(step, plan->arguments + step->first) & (count - 1);
        while (slots[slot] != STEP_NONE)
            slot = (slot + 1) & (count - 1);
        slots[slot] = (uint32_t)i;
    }
    free(plan->step_slots);
    plan->step_slots = slots;
    plan->step_slot_count = count;
}

uint32_t plan_add_step(struct plan *plan, struct step step, const uint32_t *arguments, size_t count)
{
    step.count = (uint32_t)count;
    if (plan->step_count * 2 >= plan->step_slot_count)
        grow_slots(plan);
    size_t slot = hash_step(&step, arguments) & (plan->step_slot_count - 1);
    for (; plan->step_slots[slot] != STEP_NONE; slot = (slot + 1) & (plan->step_slot_count - 1))
        if (same_step(plan, &plan->steps[plan->step_slots[slot]], &step, arguments))
            return plan->step_slots[slot];
    plan->steps = arena_grow(plan->arena, plan->steps, plan->step_count, &plan->step_room,
                             sizeof *plan->steps);
    step.first = (uint32_t)plan->argument_count;
    for (size_t i = 0; i < count; i++) {
        plan->arguments = arena_grow(plan->arena, plan->arguments, plan->argument_count,
                                     &plan->argument_room, sizeof *plan->arguments);
        plan->arguments[plan->argument_count++] = arguments[i];
    }
    plan->steps[plan->step_count] = step;
    plan->step_slots[slot] = (uint32_t)plan->step_count;
    return (uint32_t)plan->step_count++;
}

struct step plan_blank_step(enum op op)
{
    return (struct step){.op = op, .node = NO_NODE, .source = BOUND_NONE, .column = BOUND_NONE,
                         .second = BOUND_NONE, .filter = BOUND_NONE, .period = -1};
}

uint32_t plan_number_step(struct plan *plan, double number, enum figure_kind kind)
{
    struct step step = plan_blank_step(OP_NUMBER);
    step.number = number;
    step.kind = kind;
    step.constant = true;
    return plan_add_step(plan, step, NULL, 0);
}

void plan_steps_open(struct plan *plan)
{
    size_t count = plan->catalogue->node_count;
    plan->step_of = memory_get((count + 1) * sizeof *plan->step_of);
    memset(plan->step_of, 0xFF, (count + 1) * sizeof *plan->step_of);
    plan->sort_step = STEP_NONE;
}

/* What an OVERALL rests on needs the overall column. */
void plan_steps_close(struct plan *plan)
{
    for (size_t i = plan->step_count; i > 0; i--) {
        const struct step *step = &plan->steps[i - 1];
        if (step->op != OP_OVERALL && !step->overall_needed)
            continue;
        for (uint32_t j = 0; j < step->count; j++) {
            uint32_t argument = plan_argument(plan, step, j);
            if (argument != STEP_NONE)
                plan->steps[argument].overall_needed = true;
        }
    }
}

struct step plan_step_of_node(const struct plan *plan, uint32_t number)
{
    const struct node *node = catalogue_node(plan->catalogue, number);
    struct step step = plan_blank_step(node->op);
    step.flags = node->flags;
    step.place = plan_place(plan, number);
    step.node = number;
    step.number = node->number;
    step.text = plan_text(plan, node->text);
    return step;
}
