/* catalogue.c - the flat arrays that scripts fill, and what is asked of them.
 *
 * Every array grows by doubling and holds numbers or offsets only, so a catalogue can be
 * written to a pipe as it stands. A pointer got from one (a node, a text) is good until
 * the next adder.
 *
 * The catalogue owns its arrays; what it is handed is copied.
 */
#include "expr/catalogue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

struct operation {
    const char *word;
    enum sort sort;
    enum op_class op_class;
};

static const struct operation operations[] = {
#define OP(name, word, sort, class) [OP_##name] = {word, SORT_##sort, CLASS_##class},
#include "expr/ops.def"
#undef OP
};

static const char *const sort_names[] = {
    [SORT_NUMBER] = "a number",       [SORT_VALUE] = "a value",
    [SORT_DATASET] = "a dataset",     [SORT_FILTER] = "a filter",
    [SORT_COLUMN] = "a column",       [SORT_FIGURE] = "a figure",
    [SORT_CONDITION] = "a condition", [SORT_ANY] = "a figure or a column",
};

struct catalogue *catalogue_new(void)
{
    struct catalogue *catalogue = memory_get_zeroed(1, sizeof *catalogue);
    catalogue->returned_indicator = NO_INDICATOR;
    catalogue->report_title = (struct titles){NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT};
    return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (catalogue == NULL)
        return;
    free(catalogue->nodes);
    free(catalogue->lists);
    free(catalogue->texts);
    free(catalogue->indicators);
    free(catalogue->evaluations);
    free(catalogue->pairs);
    free(catalogue->members);
    free(catalogue->checks);
    free(catalogue->titles);
    free(catalogue->vias);
    free(catalogue->parameters);
    free(catalogue->mappings);
    free(catalogue->shown);
    free(catalogue);
}

/* Room for `more` items after `count`; returns the array, moved when it had to grow. */
static void *room_for(void *items, size_t count, size_t more, size_t *room, size_t size)
{
    if (count + more >= UINT32_MAX)
        memory_exhausted();
    if (count + more <= *room)
        return items;
    size_t wanted = *room == 0 ? 16 : *room;
    while (wanted < count + more)
        wanted *= 2;
    *room = wanted;
    return memory_resize(items, wanted, size);
}

uint32_t catalogue_add_text(struct catalogue *catalogue, const char *text)
{
    size_t size = strlen(text) + 1;
    catalogue->texts =
        room_for(catalogue->texts, catalogue->text_size, size, &catalogue->text_room, 1);
    size_t offset = catalogue->text_size;
    memcpy(catalogue->texts + offset, text, size);
    catalogue->text_size += size;
    return (uint32_t)offset;
}

uint32_t catalogue_add_list(struct catalogue *catalogue, const uint32_t *items,
                            size_t count)
{
    size_t first = catalogue->list_count;
    if (count == 0)
        return (uint32_t)first;
    catalogue->lists =
        room_for(catalogue->lists, first, count, &catalogue->list_room, sizeof *items);
    memcpy(catalogue->lists + first, items, count * sizeof *items);
    catalogue->list_count += count;
    return (uint32_t)first;
}

uint32_t catalogue_add_node(struct catalogue *catalogue, struct node node,
                            const uint32_t *arguments, size_t count)
{
    assert(node.op < OP_COUNT_OF_OPS);
    for (size_t i = 0; i < count; i++)
        assert(arguments[i] < catalogue->node_count);
    node.first = catalogue_add_list(catalogue, arguments, count);
    node.count = (uint32_t)count;
    catalogue->nodes = room_for(catalogue->nodes, catalogue->node_count, 1,
                                &catalogue->node_room, sizeof node);
    catalogue->nodes[catalogue->node_count] = node;
    return (uint32_t)catalogue->node_count++;
}

/* The adders that differ in nothing but the array. */
#define ADDER(noun, array, type)                                                         \
    uint32_t catalogue_add_##noun(struct catalogue *catalogue, struct type item)         \
    {                                                                                    \
        catalogue->array = room_for(catalogue->array, catalogue->noun##_count, 1,        \
                                    &catalogue->noun##_room, sizeof item);               \
        catalogue->array[catalogue->noun##_count] = item;                                \
        return (uint32_t)catalogue->noun##_count++;                                      \
    }

ADDER(indicator, indicators, indicator)
ADDER(evaluation, evaluations, evaluation)
ADDER(pair, pairs, pair)
ADDER(member, members, member)
ADDER(check, checks, check)
ADDER(via, vias, via)
ADDER(parameter, parameters, parameter)
ADDER(mapping, mappings, mapping)

uint32_t catalogue_add_titles(struct catalogue *catalogue, struct titles titles)
{
    catalogue->titles = room_for(catalogue->titles, catalogue->title_count, 1,
                                 &catalogue->title_room, sizeof titles);
    catalogue->titles[catalogue->title_count] = titles;
    return (uint32_t)catalogue->title_count++;
}

void catalogue_show(struct catalogue *catalogue, uint32_t evaluation)
{
    assert(evaluation < catalogue->evaluation_count);
    catalogue->shown = room_for(catalogue->shown, catalogue->shown_count, 1,
                                &catalogue->shown_room, sizeof evaluation);
    catalogue->shown[catalogue->shown_count++] = evaluation;
}

const struct node *catalogue_node(const struct catalogue *catalogue, uint32_t number)
{
    assert(number < catalogue->node_count);
    return &catalogue->nodes[number];
}

uint32_t catalogue_argument(const struct catalogue *catalogue, const struct node *node,
                            size_t position)
{
    assert(position < node->count);
    return catalogue->lists[node->first + position];
}

const char *catalogue_text(const struct catalogue *catalogue, uint32_t text)
{
    if (text == NO_TEXT)
        return NULL;
    assert(text < catalogue->text_size);
    return catalogue->texts + text;
}

struct place catalogue_place(const struct catalogue *catalogue, uint32_t node)
{
    if (node == NO_NODE)
        return (struct place){NULL, 0};
    const struct node *found = catalogue_node(catalogue, node);
    return (struct place){catalogue_text(catalogue, found->file), found->line};
}

const char *catalogue_title(const struct catalogue *catalogue, struct titles titles,
                            const char *language)
{
    uint32_t own = NO_TEXT;
    if (language != NULL && strcmp(language, "en") == 0)
        own = titles.en;
    else if (language != NULL && strcmp(language, "fr") == 0)
        own = titles.fr;
    else if (language != NULL && strcmp(language, "es") == 0)
        own = titles.es;
    const uint32_t order[] = {own, titles.any, titles.en, titles.fr, titles.es};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (order[i] != NO_TEXT)
            return catalogue_text(catalogue, order[i]);
    return NULL;
}

const char *op_word(enum op op)
{
    assert(op < OP_COUNT_OF_OPS);
    return operations[op].word;
}

enum sort op_sort(enum op op)
{
    assert(op < OP_COUNT_OF_OPS);
    return operations[op].sort;
}

enum op_class op_class(enum op op)
{
    assert(op < OP_COUNT_OF_OPS);
    return operations[op].op_class;
}

const char *sort_words(enum sort sort)
{
    assert(sort <= SORT_ANY);
    return sort_names[sort];
}
