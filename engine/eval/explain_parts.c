/* explain_parts.c - which figures a step rests on, in which cells, and in what way.
 *
 * A word that reads other periods rests on its argument in each of them; one that chooses
 * marks what it took. The last step is written with its numbers ("(14 - 12) / 12"), so
 * that whoever reads can work it out again.
 */
#include <math.h>
#include <string.h>

#include "data/value.h"
#include "eval/explain_rooms.h"
#include "expr/sentence.h"

struct unfolding {
    struct explanation *explanation;
    struct explain_node *node;
    const struct plan *plan;
    const struct step *step;
    size_t depth;
};

static struct explain_part *part_at(struct unfolding *unfolding, size_t position,
                                    size_t column, const char *role)
{
    uint32_t step = plan_argument(unfolding->plan, unfolding->step, position);
    return explain_add_part(unfolding->explanation, unfolding->node, role, step, column,
                            unfolding->depth);
}

static const char *in_period(struct unfolding *unfolding, size_t column)
{
    if (column >= unfolding->plan->period_count)
        return "all periods together";
    return arena_format(unfolding->explanation->arena, "in %s",
                        explain_period(unfolding->explanation->cube, column));
}

/* A part's value as text, for the numbers of the last step. */
static const char *value_of(struct unfolding *unfolding, size_t part)
{
    struct text text = {0};
    const struct explain_node *node = unfolding->node->parts[part].node;
    if (node == NULL)
        return "?";
    bool negative = node->value.reason == REASON_NONE &&
                    node->value.kind == FIGURE_NUMBER && node->value.number < 0;
    text_add(&text, negative ? "(" : "");
    explain_add_value(&node->value, &text);
    text_add(&text, negative ? ")" : "");
    return explain_take(unfolding->explanation, &text);
}

static void set_sums(struct unfolding *unfolding, const char *format, const char *a,
                     const char *b, const char *c)
{
    if (unfolding->node->value.reason != REASON_NONE || unfolding->node->cut)
        return;
    struct text text = {0};
    const char *const given[3] = {a, b, c};
    for (const char *at = format; *at != '\0'; at++)
        if (*at >= '1' && *at <= '3' && at > format && at[-1] == '%')
            text_add(&text, given[*at - '1']);
        else if (*at != '%')
            text_add_char(&text, *at);
    unfolding->node->sums = explain_take(unfolding->explanation, &text);
}

/* ---- cell by cell ---- */

static const struct {
    enum op op;
    const char *roles[3];
    const char *sums;
} cell_words[] = {
    {OP_ADD, {"", "", ""}, "%1 + %2"},
    {OP_SUBTRACT, {"", "less", ""}, "%1 - %2"},
    {OP_MULTIPLY, {"", "times", ""}, "%1 × %2"},
    {OP_DIVIDE, {"", "divided by", ""}, "%1 / %2"},
    {OP_FLOOR_DIVIDE, {"", "divided by", ""}, "%1 / %2, rounded down"},
    {OP_MODULO, {"", "divided by", ""}, "remainder of %1 / %2"},
    {OP_POWER, {"", "to the power of", ""}, "%1 ^ %2"},
    {OP_ROUND, {"", "digits", ""}, NULL},
    {OP_CLAMP, {"", "at least", "at most"}, NULL},
    {OP_WHEN, {"condition", "where it holds", "else"}, NULL},
    {OP_IF_ABOVE, {"", "above", ""}, "%1 above %2"},
    {OP_IF_AT_LEAST, {"", "at least", ""}, "%1 at least %2"},
    {OP_IF_BELOW, {"", "below", ""}, "%1 below %2"},
    {OP_IF_AT_MOST, {"", "at most", ""}, "%1 at most %2"},
    {OP_IF_EQUAL, {"", "equal to", ""}, "%1 equal to %2"},
    {OP_IF_BETWEEN, {"", "from", "to"}, "%1 from %2 to %3"},
    {OP_GOALPOSTS, {"", "0 at", "1 at"}, "(%1 - %2) / (%3 - %2), held within 0 and 1"},
    {OP_ACHIEVEMENT, {"", "target", ""}, "%1 / %2"},
    {OP_PROGRESS, {"", "baseline", "target"}, "(%1 - %2) / (%3 - %2)"},
};

/* Which argument a choosing word took; SIZE_MAX: it did not choose. */
static size_t chosen(const struct unfolding *unfolding)
{
    const struct explain_node *node = unfolding->node;
    if (node->op == OP_WHEN && node->parts[0].node->value.reason == REASON_NONE)
        return node->parts[0].node->value.number != 0 ? 1 : 2;
    for (size_t i = 0; node->op == OP_COALESCE && i < node->part_count; i++)
        if (node->parts[i].node->value.reason == REASON_NONE)
            return i;
    return SIZE_MAX;
}

static void cell_parts(struct unfolding *unfolding)
{
    const struct step *step = unfolding->step;
    struct explain_node *node = unfolding->node;
    size_t word = 0, words = sizeof cell_words / sizeof *cell_words;
    while (word < words && cell_words[word].op != step->op)
        word++;
    for (size_t i = 0; i < step->count; i++) {
        const char *role = word < words && i < 3 ? cell_words[word].roles[i] : "";
        struct explain_part *part = part_at(unfolding, i, node->column, role);
        if (part->node == NULL)
            part->role =
                i + 1 == step->count ? "no target is given" : "no baseline is given";
    }
    bool turned = step->op == OP_GOALPOSTS && (step->flags & FLAG_BETTER_LOWER);
    size_t took = chosen(unfolding);
    for (size_t i = 0; took != SIZE_MAX && i < node->part_count; i++)
        node->parts[i].used = i == took || (step->op == OP_WHEN && i == 0);
    if (word < words && cell_words[word].sums != NULL && step->count >= 2)
        set_sums(unfolding,
                 turned ? "1 - (%1 - %2) / (%3 - %2), held within 0 and 1"
                        : cell_words[word].sums,
                 value_of(unfolding, 0), value_of(unfolding, 1),
                 step->count > 2 ? value_of(unfolding, 2) : "");
    if (step->op == OP_APPLY)
        explain_add_remark(
            unfolding->explanation, node,
            "worked out by the author's own function, at %s:%u, of the figures "
            "below",
            step->place.file, step->place.line);
}

/* ---- mix ---- */

enum how { ARITHMETIC, GEOMETRIC, HARMONIC };

static enum how how_of(const struct step *step)
{
    if (step->text != NULL && strcmp(step->text, "geometric") == 0)
        return GEOMETRIC;
    return step->text != NULL && strcmp(step->text, "harmonic") == 0 ? HARMONIC
                                                                     : ARITHMETIC;
}

/* What each part adds to the sum that the mix is worked out from: w x, w log x, w / x. */
static double term_of(enum how how, const struct explain_part *part)
{
    double x = part->node->value.number;
    return how == ARITHMETIC  ? part->weight * x
           : how == GEOMETRIC ? part->weight * log(x)
                              : part->weight / x;
}

static void share_out(struct unfolding *unfolding, double weights)
{
    enum how how = how_of(unfolding->step);
    struct explain_node *node = unfolding->node;
    double sum = 0;
    for (size_t i = 0; i < node->part_count; i++) {
        struct explain_part *part = &node->parts[i];
        part->weight /= weights;
        if (part->weight > 0)
            sum += term_of(how, part);
    }
    for (size_t i = 0; i < node->part_count; i++) {
        struct explain_part *part = &node->parts[i];
        part->shares = true;
        part->share = NAN;
        part->contribution = how == GEOMETRIC ? 1 : 0;
        if (part->weight == 0)
            continue;
        double term = term_of(how, part);
        part->contribution = how == GEOMETRIC  ? exp(term)
                             : how == HARMONIC ? term / sum * node->value.number
                                               : term;
        if (sum != 0 && isfinite(sum) && isfinite(term))
            part->share = term / sum;
    }
}

/* "0.5 × 3 + 0.5 × 4", "3 ^ 0.5 × 4 ^ 0.5", "1 / (0.5 / 3 + 0.5 / 4)" */
static void mix_sums(struct unfolding *unfolding)
{
    struct text text = {0};
    enum how how = how_of(unfolding->step);
    bool any = false;
    text_add(&text, how == HARMONIC ? "1 / (" : "");
    for (size_t i = 0; i < unfolding->node->part_count; i++) {
        const struct explain_part *part = &unfolding->node->parts[i];
        char weight[NUMBER_TEXT_SIZE];
        if (part->weight == 0)
            continue;
        number_format(part->weight, weight);
        text_add(&text, !any ? "" : how == GEOMETRIC ? " × " : " + ");
        if (how == GEOMETRIC)
            text_addf(&text, "%s ^ %s", value_of(unfolding, i), weight);
        else
            text_addf(&text, "%s %s %s", weight, how == HARMONIC ? "/" : "×",
                      value_of(unfolding, i));
        any = true;
    }
    text_add(&text, how == HARMONIC ? ")" : "");
    unfolding->node->sums = explain_take(unfolding->explanation, &text);
}

static void mix_parts(struct unfolding *unfolding)
{
    struct explain_node *node = unfolding->node;
    const struct cube *cube = unfolding->explanation->cube;
    double weights = 0;
    bool there = node->value.reason == REASON_NONE;
    for (size_t i = 0; i + 1 < unfolding->step->count; i += 2) {
        uint32_t weight = plan_argument(unfolding->plan, unfolding->step, i + 1);
        struct explain_part *part = part_at(unfolding, i, node->column, "part");
        struct explain_value value =
            explain_value_at(cube, weight, node->row, node->column);
        bool passed = part->node->value.reason != REASON_NONE;
        part->weight = passed && there ? 0 : value.number;
        part->used = !passed || !there;
        weights += part->weight;
    }
    if (!there || !(weights > 0))
        return;
    share_out(unfolding, weights);
    mix_sums(unfolding);
}

/* ---- along periods ---- */

static void parts_of_periods(struct unfolding *unfolding, int64_t first, int64_t last)
{
    if (first < 0)
        explain_add_remark(unfolding->explanation, unfolding->node,
                           "it reaches before the first period, %s",
                           unfolding->plan->periods[0].key);
    for (int64_t period = first < 0 ? 0 : first; period <= last; period++)
        part_at(unfolding, 0, (size_t)period, in_period(unfolding, (size_t)period));
}

static void changes(struct unfolding *unfolding)
{
    struct explain_node *node = unfolding->node;
    int64_t here = (int64_t)node->column;
    parts_of_periods(unfolding, here, here);
    if (here > 0)
        parts_of_periods(unfolding, here - 1, here - 1);
    else
        parts_of_periods(unfolding, -1, -1);
    if (node->part_count == 2)
        set_sums(unfolding, node->op == OP_GROWTH ? "(%1 - %2) / |%2|" : "%1 - %2",
                 value_of(unfolding, 0), value_of(unfolding, 1), "");
}

static void along_parts(struct unfolding *unfolding)
{
    struct explain_node *node = unfolding->node;
    int64_t here = (int64_t)node->column, back = (int64_t)unfolding->step->number;
    if (node->column >= unfolding->plan->period_count) {
        explain_add_remark(unfolding->explanation, node,
                           "all periods together have none before them and none after");
        return;
    }
    switch (node->op) {
    case OP_PREVIOUS:
        parts_of_periods(unfolding, here - back, here - back);
        break;
    case OP_CUMULATIVE:
        parts_of_periods(unfolding, 0, here);
        break;
    case OP_ROLLING:
        parts_of_periods(unfolding, here - back + 1, here);
        break;
    case OP_BASE_INDEX:
        parts_of_periods(unfolding, here, here);
        if (unfolding->step->period != here)
            parts_of_periods(unfolding, unfolding->step->period, unfolding->step->period);
        set_sums(unfolding, "100 × %1 / %2", value_of(unfolding, 0),
                 value_of(unfolding, node->part_count - 1), "");
        break;
    default:
        changes(unfolding);
    }
}

/* ---- by_year ---- */

static int64_t holding(const struct step *step, int64_t period)
{
    int64_t piece = -1;
    for (uint32_t i = 0; i < step->count; i++)
        if (step->begins[i] <= period)
            piece = i;
    return piece;
}

static const char *from_when(struct unfolding *unfolding, size_t piece)
{
    size_t begins = (size_t)unfolding->step->begins[piece];
    if (begins >= unfolding->plan->period_count)
        return "after the last period";
    return arena_format(unfolding->explanation->arena, "from %s on",
                        unfolding->plan->periods[begins].key);
}

static void by_year_parts(struct unfolding *unfolding)
{
    struct explanation *explanation = unfolding->explanation;
    const struct plan *plan = unfolding->plan;
    struct explain_node *node = unfolding->node;
    bool overall = node->column >= plan->period_count;
    int64_t first = overall ? plan->own_first : (int64_t)node->column;
    int64_t last = overall ? plan->own_last : (int64_t)node->column;
    for (size_t i = 0; i < unfolding->step->count; i++) {
        bool holds = false, always = true;
        for (int64_t period = first; period <= last; period++) {
            bool here = holding(unfolding->step, period) == (int64_t)i;
            holds = holds || here;
            always = always && here;
        }
        if (holds && always) {
            part_at(unfolding, i, node->column,
                    arena_format(explanation->arena, "%s, the definition that holds",
                                 from_when(unfolding, i)));
            continue;
        }
        const struct step *piece = &plan->steps[plan_argument(plan, unfolding->step, i)];
        struct text text = {0};
        if (piece->op == OP_INDICATOR)
            text_add(&text, catalogue_text(
                                plan->catalogue,
                                plan->catalogue->indicators[(size_t)piece->number].name));
        else if (piece->node != NO_NODE)
            sentence_add(plan->catalogue, piece->node, &text);
        struct explain_part *part =
            explain_add_part(explanation, node,
                             arena_format(explanation->arena, "%s: %s",
                                          from_when(unfolding, i), text_of(&text)),
                             STEP_NONE, node->column, unfolding->depth);
        part->used = holds;
        text_clear(&text);
    }
    if (holding(unfolding->step, first) < 0)
        explain_add_remark(explanation, node, "no definition holds yet in %s",
                           explain_period(explanation->cube, (size_t)first));
}

/* ---- one figure for the unit ---- */

static void once_parts(struct unfolding *unfolding)
{
    const struct plan *plan = unfolding->plan;
    struct explain_node *node = unfolding->node;
    switch (node->op) {
    case OP_AT:
        part_at(unfolding, 0, (size_t)unfolding->step->period,
                in_period(unfolding, (size_t)unfolding->step->period));
        break;
    case OP_OVERALL:
        part_at(unfolding, 0, plan->period_count, "all periods together");
        break;
    case OP_CAGR:
        parts_of_periods(unfolding, plan->own_first, plan->own_first);
        parts_of_periods(unfolding, plan->own_last, plan->own_last);
        set_sums(unfolding, "(%2 / %1) ^ (1 / %3) - 1", value_of(unfolding, 0),
                 value_of(unfolding, 1),
                 arena_format(unfolding->explanation->arena, "%d",
                              plan->own_last - plan->own_first));
        break;
    default:
        parts_of_periods(unfolding, plan->own_first, plan->own_last);
    }
}

/* ---- across units ---- */

/* The 0 and 1 that minmax has when nothing else was said need no line. */
static bool is_default(const struct unfolding *unfolding, size_t position)
{
    const struct step *argument =
        &unfolding->plan
             ->steps[plan_argument(unfolding->plan, unfolding->step, position)];
    return unfolding->step->op == OP_MINMAX && position > 0 &&
           argument->op == OP_NUMBER && argument->number == (double)(position - 1);
}

static void units_parts(struct unfolding *unfolding)
{
    static const struct {
        enum op op;
        const char *roles[4];
    } words[] = {
        {OP_MINMAX, {"", "the lowest unit gets", "the highest unit gets", ""}},
        {OP_WINSORISE,
         {"", "skewness at most", "kurtosis at most", "units changed at most"}},
    };
    for (size_t i = 0; i < unfolding->step->count; i++) {
        const char *role = "";
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (words[w].op == unfolding->step->op && i < 4)
                role = words[w].roles[i];
        if (!is_default(unfolding, i))
            part_at(unfolding, i, unfolding->node->column, role);
    }
}

static void remark_breaks(struct unfolding *unfolding)
{
    if (unfolding->node->value.reason != REASON_DEFINITION_CHANGED)
        return;
    for (size_t i = 0; i < unfolding->step->count; i++) {
        uint32_t number = plan_argument(unfolding->plan, unfolding->step, i);
        const struct step *part =
            number != STEP_NONE ? &unfolding->plan->steps[number] : NULL;
        for (uint32_t k = 0; part != NULL && k < part->break_count; k++)
            explain_add_remark(
                unfolding->explanation, unfolding->node,
                "the definition changes in %s, and a series is not compared "
                "across a change",
                explain_period(unfolding->explanation->cube, (size_t)part->breaks[k]));
    }
}

void explain_parts(struct explanation *explanation, struct explain_node *node,
                   size_t depth)
{
    const struct plan *plan = explanation->cube->plan;
    struct unfolding unfolding = {explanation, node, plan, &plan->steps[node->step],
                                  depth};
    switch (op_class(node->op)) {
    case CLASS_INDICATOR:
        part_at(&unfolding, 0, node->column, "");
        break;
    case CLASS_ALONG:
        if (node->op == OP_BY_YEAR)
            by_year_parts(&unfolding);
        else
            along_parts(&unfolding);
        break;
    case CLASS_ONCE:
        once_parts(&unfolding);
        break;
    case CLASS_UNITS:
        units_parts(&unfolding);
        break;
    default:
        if (node->op == OP_MIX)
            mix_parts(&unfolding);
        else
            cell_parts(&unfolding);
    }
    if (op_class(node->op) != CLASS_INDICATOR && op_class(node->op) != CLASS_CELL)
        remark_breaks(&unfolding);
}
