/* needs.c - a walk over all nodes that figures rest on, noting what each asks of its
 * columns.
 *
 * An argument's number is below its node's own, so one walk down marks what is needed and
 * one walk up reads it. What a word asks of a column stands in one table.
 *
 * Everything lies in the arena.
 */
#include "expr/needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/value.h"

struct collecting {
    const struct catalogue *catalogue;
    struct arena *arena;
    uint8_t *marks;
    struct needs needs;
};

/* ---- what is needed ---- */

static void mark(struct collecting *collecting, uint32_t node)
{
    if (node != NO_NODE)
        collecting->marks[node] = 1;
}

static void mark_indicator(struct collecting *collecting, uint32_t number, bool sides)
{
    const struct indicator *indicator = &collecting->catalogue->indicators[number];
    mark(collecting, indicator->value);
    if (!sides)
        return;
    mark(collecting, indicator->target);
    mark(collecting, indicator->baseline);
}

static void mark_all(struct collecting *collecting)
{
    const struct catalogue *catalogue = collecting->catalogue;
    for (size_t i = catalogue->node_count; i > 0; i--) {
        const struct node *node = &catalogue->nodes[i - 1];
        if (!collecting->marks[i - 1])
            continue;
        for (uint32_t k = 0; k < node->count; k++)
            mark(collecting, catalogue_argument(catalogue, node, k));
        if (node->op == OP_INDICATOR)
            mark_indicator(collecting, (uint32_t)node->number, false);
        const struct node *x =
            node->count == 1
                ? catalogue_node(catalogue, catalogue_argument(catalogue, node, 0))
                : NULL;
        if ((node->op == OP_ACHIEVEMENT || node->op == OP_PROGRESS) && x != NULL &&
            x->op == OP_INDICATOR)
            mark_indicator(collecting, (uint32_t)x->number, true);
    }
}

/* ---- noting ---- */

static int compare_names(const char *a, const char *b)
{
    return a == NULL ? (b == NULL ? 0 : -1) : b == NULL ? 1 : strcmp(a, b);
}

static struct need *need_of(struct collecting *collecting, const char *dataset)
{
    struct needs *needs = &collecting->needs;
    for (size_t i = 0; i < needs->count; i++)
        if (compare_names(needs->items[i].dataset, dataset) == 0)
            return &needs->items[i];
    needs->items = arena_grow(collecting->arena, needs->items, needs->count, &needs->room,
                              sizeof *needs->items);
    needs->items[needs->count] = (struct need){.dataset = dataset};
    return &needs->items[needs->count++];
}

/* The dataset below narrowings and datings. */
static const struct node *dataset_below(const struct catalogue *catalogue,
                                        const struct node *node, bool *everywhere)
{
    *everywhere = false;
    while (node->op != OP_DATASET && node->count > 0) {
        if (node->op == OP_DATED && node->count == 1)
            *everywhere = true;
        node = catalogue_node(catalogue, catalogue_argument(catalogue, node, 0));
    }
    return node;
}

static struct need_column *column_of(struct collecting *collecting,
                                     const struct node *field)
{
    bool everywhere;
    const struct catalogue *catalogue = collecting->catalogue;
    const struct node *dataset = dataset_below(
        catalogue, catalogue_node(catalogue, catalogue_argument(catalogue, field, 0)),
        &everywhere);
    struct need *need = need_of(collecting, catalogue_text(catalogue, dataset->text));
    const char *path = catalogue_text(catalogue, field->text);
    for (size_t i = 0; i < need->column_count; i++)
        if (strcmp(need->columns[i].path, path) == 0)
            return &need->columns[i];
    need->columns = arena_grow(collecting->arena, need->columns, need->column_count,
                               &need->column_room, sizeof *need->columns);
    need->columns[need->column_count] =
        (struct need_column){.path = path, .types = NEED_ANY};
    return &need->columns[need->column_count++];
}

/* The fields that give a column its values as they are: through split, but not through
 * what is worked out. NULL: the column is none. */
static const struct node *field_below(const struct catalogue *catalogue, uint32_t number)
{
    const struct node *node = catalogue_node(catalogue, number);
    while (node->op == OP_SPLIT)
        node = catalogue_node(catalogue, catalogue_argument(catalogue, node, 0));
    return node->op == OP_FIELD ? node : NULL;
}

static void ask(struct collecting *collecting, uint32_t number, unsigned types)
{
    const struct node *field = field_below(collecting->catalogue, number);
    if (field == NULL)
        return;
    struct need_column *column = column_of(collecting, field);
    if (column->types & types) /* uses that contradict each other are for check to tell */
        column->types &= types;
}

static void add_value(struct collecting *collecting, uint32_t number, const char *value)
{
    const struct node *field = field_below(collecting->catalogue, number);
    if (field == NULL)
        return;
    struct need_column *column = column_of(collecting, field);
    for (size_t i = 0; i < column->value_count; i++)
        if (strcmp(column->values[i], value) == 0)
            return;
    column->values =
        arena_grow(collecting->arena, (void *)column->values, column->value_count,
                   &column->value_room, sizeof *column->values);
    ((const char **)column->values)[column->value_count++] = value;
}

/* ---- what each word asks ---- */

static const struct {
    enum op op;
    unsigned types;
} asked[] = {
    {OP_SUM, NEED_NUMBER},
    {OP_MEAN, NEED_NUMBER},
    {OP_MEDIAN, NEED_NUMBER | NEED_DATE},
    {OP_MIN, NEED_NUMBER | NEED_DATE},
    {OP_MAX, NEED_NUMBER | NEED_DATE},
    {OP_RANGE, NEED_NUMBER},
    {OP_STDDEV, NEED_NUMBER},
    {OP_VARIANCE, NEED_NUMBER},
    {OP_QUANTILE, NEED_NUMBER},
    {OP_WEIGHTED_MEAN, NEED_NUMBER},
    {OP_GINI, NEED_NUMBER},
    {OP_THEIL, NEED_NUMBER},
    {OP_SPREAD, NEED_NUMBER},
    {OP_SPLIT, NEED_TEXT},
    {OP_YEAR, NEED_DATE},
    {OP_MONTH, NEED_DATE},
    {OP_DAY, NEED_DATE},
    {OP_DATED, NEED_DATE | NEED_NUMBER}, /* a year is a number */
    {OP_TEST_LIKE, NEED_TEXT},
    {OP_TEST_HAS, NEED_TEXT},
    {OP_IF_EQUAL, NEED_ANY},
    {OP_IS_MISSING, NEED_ANY},
    {OP_COALESCE, NEED_ANY},
    {OP_WHEN, NEED_ANY},
    {OP_ADD, NEED_NUMBER | NEED_DATE},
    {OP_SUBTRACT, NEED_NUMBER | NEED_DATE},
};

static unsigned types_asked(const struct node *node)
{
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (asked[i].op == node->op)
            return asked[i].types;
    bool computed = node->sort == SORT_COLUMN && op_class(node->op) == CLASS_CELL;
    return computed ? NEED_NUMBER : NEED_ANY;
}

/* What a value that a column is compared with says of it. */
static unsigned types_of_value(const struct catalogue *catalogue,
                               const struct node *value)
{
    int32_t days;
    enum grain grain;
    if (value->op == OP_NUMBER)
        return NEED_NUMBER;
    if (value->op == OP_BOOLEAN)
        return NEED_BOOLEAN;
    if (value->op != OP_TEXT)
        return NEED_ANY;
    const char *text = catalogue_text(catalogue, value->text);
    return date_parse(text, strlen(text), DATE_ISO, &days, &grain) ? NEED_DATE | NEED_TEXT
                                                                   : NEED_TEXT;
}

static void ask_values(struct collecting *collecting, const struct node *node,
                       uint32_t step)
{
    const struct catalogue *catalogue = collecting->catalogue;
    uint32_t column = catalogue_argument(catalogue, node, 0);
    for (uint32_t i = 1; i < node->count; i += step) {
        const struct node *value =
            catalogue_node(catalogue, catalogue_argument(catalogue, node, i));
        if (op_class(value->op) != CLASS_LITERAL)
            continue;
        unsigned types = types_of_value(catalogue, value);
        ask(collecting, column, types);
        bool named = node->op == OP_TEST_EQUAL || node->op == OP_TEST_IN ||
                     node->op == OP_RECODE || node->op == OP_TEST_HAS;
        if (types == NEED_TEXT && named)
            add_value(collecting, column, catalogue_text(catalogue, value->text));
    }
}

static void read_measure(struct collecting *collecting, const struct node *node)
{
    const struct catalogue *catalogue = collecting->catalogue;
    const struct node *first =
        catalogue_node(catalogue, catalogue_argument(catalogue, node, 0));
    bool everywhere;
    while (first->sort == SORT_COLUMN && first->op != OP_FIELD && first->count > 0)
        first = catalogue_node(catalogue, catalogue_argument(catalogue, first, 0));
    if (first->op == OP_FIELD)
        first = catalogue_node(catalogue, catalogue_argument(catalogue, first, 0));
    if (first->sort != SORT_DATASET)
        return;
    const struct node *dataset = dataset_below(catalogue, first, &everywhere);
    struct need *need = need_of(collecting, catalogue_text(catalogue, dataset->text));
    need->everywhere = need->measured ? need->everywhere && everywhere : everywhere;
    need->measured = true;
    need->own_function = need->own_function || node->op == OP_COMPUTE;
}

static void read_node(struct collecting *collecting, const struct node *node)
{
    const struct catalogue *catalogue = collecting->catalogue;
    if (node->op == OP_DATASET && node->text != NO_TEXT)
        need_of(collecting, catalogue_text(catalogue, node->text));
    if (node->op == OP_FIELD)
        column_of(collecting, node);
    unsigned types = types_asked(node);
    uint32_t columns = node->op == OP_RECODE ? 1 : node->count;
    for (uint32_t i = 0; i < columns; i++)
        if (catalogue_node(catalogue, catalogue_argument(catalogue, node, i))->sort ==
            SORT_COLUMN)
            ask(collecting, catalogue_argument(catalogue, node, i), types);
    if (op_class(node->op) == CLASS_TEST && node->op != OP_TEST_NOT && node->count > 1)
        ask_values(collecting, node, 1);
    if (node->op == OP_RECODE)
        ask_values(collecting, node, 2);
    if (op_class(node->op) == CLASS_MEASURE && node->count > 0)
        read_measure(collecting, node);
}

/* ---- all of it ---- */

static int compare_columns(const void *a, const void *b)
{
    return strcmp(((const struct need_column *)a)->path,
                  ((const struct need_column *)b)->path);
}

static int compare_needs(const void *a, const void *b)
{
    return compare_names(((const struct need *)a)->dataset,
                         ((const struct need *)b)->dataset);
}

struct needs needs_collect(const struct catalogue *catalogue, const uint32_t *nodes,
                           size_t count, struct arena *arena)
{
    struct collecting collecting = {.catalogue = catalogue, .arena = arena};
    collecting.marks = memory_get_zeroed(catalogue->node_count + 1, 1);
    for (size_t i = 0; i < count; i++)
        mark(&collecting, nodes[i]);
    mark_all(&collecting);
    for (size_t i = 0; i < catalogue->node_count; i++)
        if (collecting.marks[i])
            read_node(&collecting, &catalogue->nodes[i]);
    free(collecting.marks);
    struct needs *needs = &collecting.needs;
    for (size_t i = 0; i < needs->count; i++)
        if (needs->items[i].column_count > 0)
            qsort(needs->items[i].columns, needs->items[i].column_count,
                  sizeof *needs->items[i].columns, compare_columns);
    if (needs->count > 0)
        qsort(needs->items, needs->count, sizeof *needs->items, compare_needs);
    return *needs;
}

struct needs needs_of_indicator(const struct catalogue *catalogue, uint32_t indicator,
                                struct arena *arena)
{
    const struct indicator *it = &catalogue->indicators[indicator];
    uint32_t nodes[] = {it->value, it->target, it->baseline, it->green, it->amber};
    return needs_collect(catalogue, nodes, sizeof nodes / sizeof *nodes, arena);
}

void needs_add_types(unsigned types, struct text *out)
{
    static const struct {
        unsigned type;
        const char *words;
    } names[] = {{NEED_NUMBER, "a number"},
                 {NEED_DATE, "a date"},
                 {NEED_TEXT, "a text"},
                 {NEED_BOOLEAN, "true or false"}};
    if (types == NEED_ANY) {
        text_add(out, "anything");
        return;
    }
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (types & names[i].type) {
            text_addf(out, "%s%s", any ? " or " : "", names[i].words);
            any = true;
        }
}
