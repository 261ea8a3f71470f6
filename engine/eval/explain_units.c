/* explain_units.c - what a word across units compares: the others' figures that decide.
 *
 * The units that have a figure, best first, and what the word makes of them all (the
 * lowest, the highest, the sum, the mean). Over all periods together a unit stands there
 * once for each period.
 */
#include <stdlib.h>
#include <string.h>

#include "data/statistics.h"
#include "data/value.h"
#include "eval/explain_rooms.h"

struct comparing {
    struct explanation *explanation;
    struct explain_node *node;
    const struct step *step;
    const struct figures *figures;
    struct explain_rival *rivals; /* all of them */
    size_t count;
    double *sorted;
    bool lower; /* lower is better */
};

static void collect(struct comparing *comparing, size_t first, size_t last)
{
    const struct cube *cube = comparing->explanation->cube;
    const struct explain_node *node = comparing->node;
    size_t units = cube->grid->unit_count;
    comparing->rivals =
        memory_get((units * (last - first + 1) + 1) * sizeof *comparing->rivals);
    comparing->sorted = memory_get((units * (last - first + 1) + 1) * sizeof(double));
    for (size_t row = 0; row < units; row++)
        for (size_t column = first; column <= last; column++) {
            size_t cell = cube_cell(cube, row, column);
            if (comparing->figures->reasons[cell] != REASON_NONE)
                continue;
            double number = comparing->figures->numbers[cell];
            comparing->sorted[comparing->count] = number;
            comparing->rivals[comparing->count++] = (struct explain_rival){
                .row = row,
                .column = column,
                .label = cube->grid->rows[row].label,
                .period = last > first ? explain_period(cube, column) : NULL,
                .number = number,
                .here = row == node->row && column == node->column,
            };
        }
    statistics_sort(comparing->sorted, comparing->count);
}

static int compare_places(const struct explain_rival *x, const struct explain_rival *y)
{
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static int compare_rising(const void *a, const void *b)
{
    const struct explain_rival *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return compare_places(x, y);
}

static int compare_falling(const void *a, const void *b)
{
    const struct explain_rival *x = a, *y = b;
    if (x->number != y->number)
        return x->number > y->number ? -1 : 1;
    return compare_places(x, y);
}

static void add_fact(struct comparing *comparing, const char *name, double number,
                     const char *who)
{
    struct explain_node *node = comparing->node;
    node->facts = arena_grow(comparing->explanation->arena, node->facts, node->fact_count,
                             &node->fact_room, sizeof *node->facts);
    node->facts[node->fact_count++] = (struct explain_fact){name, number, who};
}

static const char *who_has(const struct comparing *comparing, double number)
{
    for (size_t i = 0; i < comparing->count; i++)
        if (comparing->rivals[i].number == number)
            return comparing->rivals[i].label;
    return NULL;
}

/* ---- what the word makes of them ---- */

enum fact {
    FACT_LOWEST = 1,
    FACT_HIGHEST = 2,
    FACT_SUM = 4,
    FACT_MEAN = 8,
    FACT_DEVIATION = 16,
    FACT_SHAPE = 32
};

static const struct {
    enum op op;
    unsigned facts;
} words[] = {
    {OP_RANK, 0},
    {OP_PERCENT_RANK, 0},
    {OP_BORDA, 0},
    {OP_SHARE_OF_TOTAL, FACT_SUM},
    {OP_MINMAX, FACT_LOWEST | FACT_HIGHEST},
    {OP_ZSCORE, FACT_MEAN | FACT_DEVIATION},
    {OP_FRACTION_OF_BEST, FACT_LOWEST | FACT_HIGHEST},
    {OP_WINSORISE, FACT_LOWEST | FACT_HIGHEST | FACT_SHAPE},
    {OP_OF_UNITS, FACT_LOWEST | FACT_HIGHEST | FACT_SUM},
};

static void add_statistic(struct comparing *comparing, const char *name,
                          enum reason (*of)(const double *numbers, size_t count,
                                            double *figure))
{
    double number;
    if (of(comparing->sorted, comparing->count, &number) == REASON_NONE)
        add_fact(comparing, name, number, NULL);
}

static void add_facts(struct comparing *comparing)
{
    unsigned facts = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].op == comparing->step->op)
            facts = words[i].facts;
    add_fact(comparing, "units with a figure", (double)comparing->count, NULL);
    if (comparing->count == 0)
        return;
    double least = comparing->sorted[0], most = comparing->sorted[comparing->count - 1];
    if (facts & FACT_LOWEST)
        add_fact(comparing, "lowest", least, who_has(comparing, least));
    if (facts & FACT_HIGHEST)
        add_fact(comparing, "highest", most, who_has(comparing, most));
    if (facts & FACT_SUM)
        add_statistic(comparing, "sum", statistics_sum);
    if (facts & FACT_MEAN)
        add_statistic(comparing, "mean", statistics_mean);
    if (facts & FACT_DEVIATION)
        add_statistic(comparing, "standard deviation", statistics_stddev);
    if (facts & FACT_SHAPE) {
        add_statistic(comparing, "skewness", statistics_skew);
        add_statistic(comparing, "kurtosis", statistics_kurtosis);
    }
}

/* ---- the last step in numbers ---- */

static double fact_of(const struct explain_node *node, const char *name)
{
    for (size_t i = 0; i < node->fact_count; i++)
        if (strcmp(node->facts[i].name, name) == 0)
            return node->facts[i].number;
    return 0;
}

static const char *number_text(struct comparing *comparing, double number)
{
    char written[NUMBER_TEXT_SIZE];
    number_format(number, written);
    return arena_format(comparing->explanation->arena, number < 0 ? "(%s)" : "%s",
                        written);
}

static size_t ahead_of(const struct comparing *comparing, double x, bool with_ties)
{
    size_t ahead = 0;
    for (size_t i = 0; i < comparing->count; i++) {
        double other = comparing->rivals[i].number;
        ahead += (comparing->lower ? other < x : other > x) || (with_ties && other == x);
    }
    return ahead;
}

static const char *sums_of(struct comparing *comparing, double x)
{
    struct arena *arena = comparing->explanation->arena;
    const struct explain_node *node = comparing->node;
    const char *x_text = number_text(comparing, x);
    size_t worse = comparing->count - ahead_of(comparing, x, true);
    const char *least = number_text(comparing, fact_of(node, "lowest"));
    const char *most = number_text(comparing, fact_of(node, "highest"));
    switch (comparing->step->op) {
    case OP_RANK:
        return arena_format(arena, "%zu ahead + 1", ahead_of(comparing, x, false));
    case OP_PERCENT_RANK:
        return arena_format(arena, "%zu behind / (%zu units - 1)", worse,
                            comparing->count);
    case OP_BORDA:
        return arena_format(arena, "%zu behind", worse);
    case OP_SHARE_OF_TOTAL:
        return arena_format(arena, "%s / %s", x_text,
                            number_text(comparing, fact_of(node, "sum")));
    case OP_MINMAX:
        return arena_format(arena,
                            comparing->lower ? "(%2$s - %1$s) / (%2$s - %3$s), scaled"
                                             : "(%1$s - %3$s) / (%2$s - %3$s), scaled",
                            x_text, most, least);
    case OP_ZSCORE:
        return arena_format(arena, "%s(%s - %s) / %s", comparing->lower ? "- " : "",
                            x_text, number_text(comparing, fact_of(node, "mean")),
                            number_text(comparing, fact_of(node, "standard deviation")));
    case OP_FRACTION_OF_BEST:
        return comparing->lower ? arena_format(arena, "%s / %s", least, x_text)
                                : arena_format(arena, "%s / %s", x_text, most);
    default:
        return NULL;
    }
}

void explain_rivals(struct explanation *explanation, struct explain_node *node)
{
    const struct plan *plan = explanation->cube->plan;
    struct comparing comparing = {
        explanation, node, &plan->steps[node->step], NULL, NULL, 0, NULL, false};
    uint32_t argument = plan_argument(plan, comparing.step, 0);
    bool over_all = (comparing.step->flags & FLAG_OVER_ALL) != 0;
    size_t limit = explanation->options->limit;
    comparing.figures = &explanation->cube->figures[argument];
    comparing.lower = (comparing.step->flags & FLAG_BETTER_LOWER) != 0;
    collect(&comparing, over_all ? (size_t)plan->own_first : node->column,
            over_all ? (size_t)plan->own_last : node->column);
    if (comparing.count > 0)
        qsort(comparing.rivals, comparing.count, sizeof *comparing.rivals,
              comparing.lower ? compare_rising : compare_falling);
    add_facts(&comparing);
    struct explain_value x =
        explain_value_at(explanation->cube, argument, node->row, node->column);
    if (node->value.reason == REASON_NONE && x.reason == REASON_NONE)
        node->sums = sums_of(&comparing, x.number);
    node->rivals =
        arena_get(explanation->arena, (comparing.count + 1) * sizeof *node->rivals);
    for (size_t i = 0; i < comparing.count; i++)
        if (i < limit || comparing.rivals[i].here)
            node->rivals[node->rival_count++] = comparing.rivals[i];
    node->rival_more = comparing.count - node->rival_count;
    free(comparing.rivals);
    free(comparing.sorted);
}
