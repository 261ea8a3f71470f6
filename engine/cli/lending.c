/* lending.c - records for a script that is still being read.
 *
 * The names needed are those of the dataset's own nodes, not of all that the script has
 * said so far: a script that reads a small plan must not pay for the large datasets it
 * also speaks of. Datasets read for the same names are read once.
 */
#include "cli/lending.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/data.h"
#include "expr/records.h"
#include "expr/binding.h"

struct lent {
    struct lent *next;
    char *wanted; /* the names it was read for, one a line */
    struct datasets datasets;
    struct arena *arena;
};

/* Marks a node and all that it rests on. */
static void mark(const struct catalogue *catalogue, uint32_t number, bool *marks)
{
    if (marks[number])
        return;
    marks[number] = true;
    const struct node *node = catalogue_node(catalogue, number);
    for (size_t i = 0; i < node->count; i++)
        mark(catalogue, catalogue_argument(catalogue, node, i), marks);
}

/* The names of the one dataset: those of a catalogue in which every other node says
 * nothing, and a `compute` asks for all of its columns. */
static struct catalogue_names names_of(const struct catalogue *catalogue,
                                       uint32_t dataset, struct arena *arena)
{
    struct catalogue part = *catalogue;
    bool *marks = arena_get_zeroed(arena, catalogue->node_count, sizeof *marks);
    mark(catalogue, dataset, marks);
    part.nodes = arena_get(arena, (catalogue->node_count + 1) * sizeof *part.nodes);
    part.lists = arena_get(arena, (catalogue->list_count + 1) * sizeof *part.lists);
    for (size_t i = 0; i < catalogue->node_count; i++)
        part.nodes[i] = marks[i] ? catalogue->nodes[i] : (struct node){.op = OP_NUMBER};
    for (size_t i = 0; i < catalogue->list_count; i++)
        part.lists[i] = catalogue->lists[i];
    part.lists[part.list_count] = dataset;
    part.nodes[part.node_count++] = (struct node){.op = OP_COMPUTE,
                                                  .first = (uint32_t)part.list_count,
                                                  .count = 1,
                                                  .text = NO_TEXT};
    part.list_count++;
    part.evaluation_count = 0;
    part.returned_indicator = NO_INDICATOR;
    return catalogue_collect_names(&part, arena);
}

static struct lent *find(const struct lending *lending, const char *wanted)
{
    for (struct lent *lent = lending->first; lent != NULL; lent = lent->next)
        if (strcmp(lent->wanted, wanted) == 0)
            return lent;
    return NULL;
}

static struct lent *add(struct lending *lending, const char *wanted)
{
    struct lent *lent = memory_get_zeroed(1, sizeof *lent);
    lent->wanted = memory_get(strlen(wanted) + 1);
    strcpy(lent->wanted, wanted);
    lent->arena = arena_new();
    lent->next = lending->first;
    lending->first = lent;
    return lent;
}

/* The datasets for these names, read now or before. */
static struct lent *lend(struct lending *lending, struct catalogue_names names,
                         struct fault *fault)
{
    struct text wanted = {0};
    for (size_t i = 0; i < names.name_count; i++)
        text_addf(&wanted, "%s\n", names.names[i]);
    for (size_t i = 0; i < names.whole_count; i++)
        text_addf(&wanted, "*%s\n", names.whole[i]);
    for (size_t i = 0; i < names.called_count; i++)
        text_addf(&wanted, "*%s\n", names.called[i]);
    struct lent *lent = find(lending, text_of(&wanted));
    if (lent == NULL) {
        lent = add(lending, text_of(&wanted));
        struct source_need need = {.names = names.names,
                                   .name_count = names.name_count,
                                   .whole = names.whole,
                                   .whole_count = names.whole_count,
                                   .called = names.called,
                                   .called_count = names.called_count};
        struct problems *problems = problems_new();
        bool read = data_read(lending->paths, lending->path_count, lending->options,
                                &need, &lent->datasets, problems, fault);
        /* The same files are read again for the evaluation, and then told: here only what
         * stops. */
        for (size_t i = 0; i < problems_kept(problems); i++)
            if (problems_at(problems, i)->severity == SEVERITY_ERROR)
                problems_add(lending->problems, *problems_at(problems, i));
        size_t errors = problems_count(problems, SEVERITY_ERROR);
        problems_free(problems);
        if (read && errors > 0)
            fault_set(fault, FAULT_DATA, "records(…) cannot be given: %zu %s in the data",
                      errors, errors == 1 ? "error" : "errors");
    }
    text_clear(&wanted);
    return fault->kind == FAULT_NONE ? lent : NULL;
}

/* The numbers of the records that pass the dataset's filter; a script may ask for many
 * filters that few pass. */
static const uint32_t *passing(const struct binding *binding,
                               const struct bound_source *source, struct arena *arena,
                               size_t *count)
{
    size_t all = (size_t)source->frame->record_count, kept = 0;
    uint32_t *records = memory_get((all + 1) * sizeof *records);
    for (size_t first = 0; first < all; first += RECORD_BATCH) {
        size_t batch = all - first < RECORD_BATCH ? all - first : RECORD_BATCH;
        uint32_t *place = records + kept;
        for (size_t i = 0; i < batch; i++)
            place[i] = (uint32_t)(first + i);
        kept += source->filter == BOUND_NONE
                    ? batch
                    : records_filter(binding, source->filter, place, batch, place);
    }
    *count = kept;
    const uint32_t *passed = memcpy(arena_get(arena, (kept + 1) * sizeof *passed),
                                    records, kept * sizeof *records);
    free(records);
    return passed;
}

/* Which name was meant can only be said when all that the data have was read; that costs
 * a second reading, and only then. */
static void refuse_better(const struct lending *lending, const struct catalogue *catalogue,
                          uint32_t dataset, struct fault *fault)
{
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct fault better = {0}, none = {0};
    uint32_t number;
    if (data_read(lending->paths, lending->path_count, lending->options, NULL, &datasets,
                    problems, &none)) {
        datasets_number_texts(&datasets);
        struct binding *binding = binding_new(catalogue, &datasets);
        if (!binding_source(binding, dataset, &number, &better))
            *fault = better;
        binding_free(binding);
    }
    datasets_clear(&datasets);
    problems_free(problems);
}

bool lending_records(void *self, const struct catalogue *catalogue, uint32_t dataset,
                     const struct frame **frame, const uint32_t **records, size_t *count,
                     struct fault *fault)
{
    struct lending *lending = self;
    struct arena *arena = arena_new();
    struct lent *lent = lend(lending, names_of(catalogue, dataset, arena), fault);
    arena_free(arena);
    if (lent == NULL)
        return false;
    struct binding *binding = binding_new(catalogue, &lent->datasets);
    uint32_t number;
    bool bound = binding_source(binding, dataset, &number, fault);
    if (bound) {
        const struct bound_source *source = &binding->sources[number];
        *frame = source->frame;
        *records = passing(binding, source, lent->arena, count);
    } else {
        refuse_better(lending, catalogue, dataset, fault);
    }
    binding_free(binding);
    return bound;
}

void lending_clear(struct lending *lending)
{
    while (lending->first != NULL) {
        struct lent *lent = lending->first;
        lending->first = lent->next;
        datasets_clear(&lent->datasets);
        arena_free(lent->arena);
        free(lent->wanted);
        free(lent);
    }
}
