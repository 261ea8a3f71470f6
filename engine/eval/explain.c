/* explain.c - the tree of one figure: its nodes, and the cells they stand in.
 *
 * A node is a step in a cell. Each is made once; met again it is referred to, so the tree
 * of an expression that uses a figure ten times stays as small as the expression. Plain
 * numbers are the exception: they explain nothing, and are shown where they stand.
 */
#include "eval/explain.h"

#include <stdarg.h>
#include <string.h>

#include "eval/explain_rooms.h"
#include "expr/sentence.h"

enum { MOST_NODES = 4000 };

const char *explain_take(struct explanation *explanation, struct text *text)
{
    const char *taken = arena_bytes(explanation->arena, text_of(text), text->size);
    text_clear(text);
    return taken;
}

void explain_add_remark(struct explanation *explanation, struct explain_node *node,
                        const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    node->remarks = arena_grow(explanation->arena, node->remarks, node->remark_count,
                               &node->remark_room, sizeof *node->remarks);
    node->remarks[node->remark_count++] = explain_take(explanation, &text);
}

const char *explain_period(const struct cube *cube, size_t column)
{
    if (column < cube->plan->period_count && !cube->plan->all_time)
        return cube->plan->periods[column].key;
    return "all periods";
}

/* ---- values ---- */

static void take_marks(struct explain_value *value, const struct figures *figures,
                       size_t cell)
{
    if (figures->records != NULL && figures->present[cell] < figures->records[cell]) {
        value->present = figures->present[cell];
        value->records = figures->records[cell];
    }
    if (figures->expected != NULL && figures->reported[cell] < figures->expected[cell]) {
        value->reported = figures->reported[cell];
        value->expected = figures->expected[cell];
    }
}

struct explain_value explain_value_at(const struct cube *cube, uint32_t step, size_t row,
                                      size_t column)
{
    const struct figures *figures = &cube->figures[step];
    size_t cell = cube_cell(cube, row, column);
    struct explain_value value = {.reason = figures->reasons[cell],
                                  .kind = figures->kind};
    if (value.reason != REASON_NONE)
        return value;
    value.number = figures->numbers[cell];
    if (value.kind == FIGURE_TEXT)
        value.text = dictionary_text(cube->texts, (uint32_t)value.number);
    take_marks(&value, figures, cell);
    return value;
}

void explain_add_value(const struct explain_value *value, struct text *out)
{
    char date[DATE_TEXT_SIZE];
    if (value->reason != REASON_NONE)
        text_addf(out, "[%s]", reason_text(value->reason));
    else if (value->kind == FIGURE_TEXT)
        text_addf(out, "'%s'", value->text);
    else if (value->kind == FIGURE_DATE)
        text_add_bytes(out, date, date_format((int32_t)value->number, date));
    else
        sentence_add_number(value->number, out);
}

/* ---- nodes ---- */

static struct explain_node *find_node(const struct explanation *explanation,
                                      uint32_t step, size_t row, size_t column)
{
    for (size_t i = 0; i < explanation->node_count; i++) {
        struct explain_node *node = explanation->nodes[i];
        if (node->step == step && node->row == row && node->column == column)
            return node;
    }
    return NULL;
}

static void name_indicator(struct explanation *explanation, struct explain_node *node)
{
    const struct catalogue *catalogue = explanation->cube->plan->catalogue;
    size_t number = (size_t)explanation->cube->plan->steps[node->step].number;
    const struct indicator *indicator = &catalogue->indicators[number];
    const char *language = explanation->options->language;
    node->name = catalogue_text(catalogue, indicator->name);
    node->title = catalogue_title(catalogue, indicator->title, language);
    node->unit = catalogue_title(catalogue, indicator->unit_titles, language);
    if (node->unit == NULL)
        node->unit = catalogue_text(catalogue, indicator->unit);
}

/* Of a measure that `across` has narrowed further than its node says: to what. */
static void add_narrowing(struct explanation *explanation, const struct step *step,
                          struct text *out)
{
    const struct plan *plan = explanation->cube->plan;
    const struct binding *binding = plan->binding;
    const struct node *node = catalogue_node(plan->catalogue, step->node);
    uint32_t first = catalogue_argument(plan->catalogue, node, 0), said = BOUND_NONE,
             column;
    struct fault none = {0};
    if (catalogue_node(plan->catalogue, first)->sort == SORT_DATASET)
        binding_source(plan->binding, first, &said, &none);
    else if (binding_column(plan->binding, first, &column, &none))
        said = binding->columns[column].source;
    uint32_t filter = binding->sources[step->source].filter;
    if (said != BOUND_NONE && filter != BOUND_NONE &&
        binding->sources[said].filter != filter)
        text_addf(out, " (here: %s)", explain_filter_words(explanation, filter));
}

static const char *sentence_of(struct explanation *explanation, const struct step *step)
{
    struct text text = {0};
    const struct catalogue *catalogue = explanation->cube->plan->catalogue;
    if (op_class(step->op) == CLASS_LITERAL) {
        if (step->op == OP_TEXT)
            sentence_add_value(step->text, &text);
        else
            sentence_add_number(step->number, &text);
    } else if (step->op == OP_INDICATOR) {
        sentence_add(catalogue, catalogue->indicators[(size_t)step->number].value, &text);
    } else if (step->node != NO_NODE) {
        sentence_add(catalogue, step->node, &text);
        if (op_class(step->op) == CLASS_MEASURE)
            add_narrowing(explanation, step, &text);
    } else {
        text_add(
            &text,
            op_word(step->op)); /* made by the plan: an achievement beside a target */
    }
    return explain_take(explanation, &text);
}

/* Why a figure is missing that no part of it explains. */
static void remark_reason(struct explanation *explanation, struct explain_node *node)
{
    const struct cube *cube = explanation->cube;
    const struct step *step = &cube->plan->steps[node->step];
    const struct grid_row *row = &cube->grid->rows[node->row];
    if (node->row >= cube->grid->unit_count &&
        node->value.reason == REASON_NOT_APPLICABLE && step->op != OP_INDICATOR &&
        (step->compares || op_class(step->op) == CLASS_UNITS))
        explain_add_remark(explanation, node,
                           "a figure that compares units has no value for a total");
    if (op_class(step->op) != CLASS_MEASURE)
        return;
    if (node->value.reason == REASON_OUTSIDE_LIFE) {
        char from[DATE_TEXT_SIZE] = "ever", to[DATE_TEXT_SIZE] = "still under way";
        if (row->life_first != INT32_MIN)
            from[date_format(row->life_first, from)] = '\0';
        if (row->life_last != INT32_MAX)
            to[date_format(row->life_last, to)] = '\0';
        explain_add_remark(
            explanation, node,
            "the unit lasts from %s to %s: outside it there are no figures", from, to);
    }
    const struct frame *frame = cube->plan->binding->sources[step->source].frame;
    if (node->value.reason == REASON_NOT_REPORTED && frame->coverage.in != NULL)
        explain_add_remark(
            explanation, node,
            "nobody reported: '%s' is covered by '%s', which has no report for it",
            frame->name, frame->coverage.in);
    if (node->value.expected > 0)
        explain_add_remark(explanation, node, "%u of %u reported", node->value.reported,
                           node->value.expected);
    if (step->flags & FLAG_STOP && node->value.reason != REASON_NONE)
        explain_add_remark(explanation, node, "asked to be missing where any value is");
}

static struct explain_node *new_node(struct explanation *explanation, uint32_t number,
                                     size_t row, size_t column)
{
    const struct cube *cube = explanation->cube;
    const struct step *step = &cube->plan->steps[number];
    struct explain_node *node = arena_get_zeroed(explanation->arena, 1, sizeof *node);
    if (op_class(step->op) != CLASS_LITERAL) { /* a plain number is never referred to */
        explanation->nodes =
            arena_grow(explanation->arena, explanation->nodes, explanation->node_count,
                       &explanation->node_room, sizeof *explanation->nodes);
        explanation->nodes[explanation->node_count++] = node;
        node->number = (uint32_t)explanation->node_count;
    }
    node->step = number;
    node->row = row;
    node->column = column;
    node->op = step->op;
    node->sentence = sentence_of(explanation, step);
    node->unit_key = cube->grid->rows[row].key;
    node->period = explain_period(cube, column);
    node->place = step->place;
    node->value = explain_value_at(cube, number, row, column);
    if (step->op == OP_INDICATOR)
        name_indicator(explanation, node);
    return node;
}

static void unfold(struct explanation *explanation, struct explain_node *node,
                   size_t depth)
{
    const struct cube *cube = explanation->cube;
    const struct step *step = &cube->plan->steps[node->step];
    enum op_class class = op_class(step->op);
    bool total = node->row >= cube->grid->unit_count &&
                 (class == CLASS_UNITS || (step->compares && class != CLASS_INDICATOR));
    remark_reason(explanation, node);
    if (class == CLASS_LITERAL || total)
        return;
    if (class == CLASS_MEASURE) {
        explain_leaf(explanation, node);
        if (step->op == OP_COMPUTE)
            explain_add_remark(explanation, node,
                               "worked out by the author's own function, at %s:%u",
                               step->place.file, step->place.line);
        return;
    }
    if (depth >= explanation->options->depth || explanation->node_count >= MOST_NODES) {
        node->cut = true;
        return;
    }
    explain_parts(explanation, node, depth + 1);
    if (class == CLASS_UNITS)
        explain_rivals(explanation, node);
}

struct explain_part *explain_add_part(struct explanation *explanation,
                                      struct explain_node *node, const char *role,
                                      uint32_t step, size_t column, size_t depth)
{
    struct explain_part part = {.role = role, .used = true};
    node->parts = arena_grow(explanation->arena, node->parts, node->part_count,
                             &node->part_room, sizeof *node->parts);
    size_t number = node->part_count++;
    node->parts[number] = part;
    if (step == STEP_NONE)
        return &node->parts[number];
    part.node = find_node(explanation, step, node->row, column);
    part.again = part.node != NULL;
    if (!part.again) {
        part.node = new_node(explanation, step, node->row, column);
        unfold(explanation, part.node, depth);
    }
    node->parts[number] = part;
    return &node->parts[number];
}

struct explanation *explain_build(const struct cube *cube, uint32_t step, size_t row,
                                  size_t column, const struct explain_options *options,
                                  struct arena *arena)
{
    struct explanation *explanation = arena_get_zeroed(arena, 1, sizeof *explanation);
    *explanation = (struct explanation){.cube = cube, .arena = arena, .options = options};
    explanation->root = new_node(explanation, step, row, column);
    unfold(explanation, explanation->root, 0);
    return explanation;
}
