/* catalogue_check.c - whether a catalogue is one that reading a script can make.
 *
 * First the fields, by the table of catalogue_fields.h; then the shape of each node, by
 * the table of shapes; then what nodes that are not arguments are asked to be. Depth is
 * the one thing in which an honest script can fail: its line is told.
 *
 * Scratch is freed here.
 */
#include "expr/catalogue_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expr/catalogue_fields.h"

struct scrutiny {
    const struct catalogue *catalogue;
    uint32_t functions;
    const char *path;
    struct fault *fault;
};

static bool refuse(const struct scrutiny *scrutiny, const char *what, size_t number)
{
    return fault_at(scrutiny->fault, FAULT_DATA, (struct place){scrutiny->path, 0},
                    "what the script declared cannot be: %s %zu. this is a mistake of "
                    "the program, or of one that pretends to be it",
                    what, number);
}

/* ---- fields ---- */

static bool is_text(const struct catalogue *catalogue, uint32_t text)
{
    return text < catalogue->text_size &&
           (text == 0 || catalogue->texts[text - 1] == '\0');
}

static bool is_range(const struct catalogue *catalogue, enum array array, uint32_t first,
                     uint32_t count)
{
    size_t all = catalogue_array_count(catalogue, array);
    return count == 0 || (first < all && count <= all - first);
}

static bool is_field(const struct catalogue *catalogue, const char *item,
                     const struct catalogue_field *field)
{
    uint32_t value = catalogue_field_at(item, field);
    switch (field->kind) {
    case FIELD_UP_TO:
        return value <= field->limit;
    case FIELD_DIGITS:
        return (int32_t)value >= -1 && (int32_t)value <= 15;
    case FIELD_TEXT:
        return is_text(catalogue, value);
    case FIELD_TEXT_OR_NONE:
        return value == NO_TEXT || is_text(catalogue, value);
    case FIELD_NODE:
        return value < catalogue->node_count;
    case FIELD_NODE_OR_NONE:
        return value == NO_NODE || value < catalogue->node_count;
    case FIELD_INDICATOR:
        return value < catalogue->indicator_count;
    case FIELD_EVALUATION:
        return value < catalogue->evaluation_count;
    case FIELD_FIRST:
        return is_range(catalogue, (enum array)field->limit, value,
                        catalogue_field_at(item, field + 1));
    default:
        return true;
    }
}

static bool check_fields(const struct scrutiny *scrutiny)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    for (enum array i = 0; i < ARRAY_COUNT; i++) {
        const struct catalogue_array *array = &catalogue_arrays[i];
        const char *item = catalogue_array_items(catalogue, i);
        size_t count = catalogue_array_count(catalogue, i);
        for (size_t n = 0; n < count; n++, item += array->size)
            for (size_t f = 0; f < array->field_count; f++)
                if (!is_field(catalogue, item, &array->fields[f]))
                    return refuse(scrutiny, array->name, n);
    }
    const struct titles *title = &catalogue->report_title;
    const uint32_t texts[] = {title->any, title->en, title->fr, title->es};
    for (size_t i = 0; i < 4; i++)
        if (texts[i] != NO_TEXT && !is_text(catalogue, texts[i]))
            return refuse(scrutiny, "title", i);
    if (catalogue->returned_indicator != NO_INDICATOR &&
        catalogue->returned_indicator >= catalogue->indicator_count)
        return refuse(scrutiny, "indicator", catalogue->returned_indicator);
    return true;
}

static bool check_texts(const struct scrutiny *scrutiny)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    size_t size = catalogue->text_size;
    if (size > 0 && catalogue->texts[size - 1] != '\0')
        return refuse(scrutiny, "text", size);
    return size == 0 || utf8_is_valid(catalogue->texts, size) ||
           refuse(scrutiny, "text", 0);
}

/* ---- the shapes of nodes ---- */

#define N (1u << SORT_NUMBER)
#define V (1u << SORT_VALUE)
#define D (1u << SORT_DATASET)
#define L (1u << SORT_FILTER)
#define C (1u << SORT_COLUMN)
#define F (1u << SORT_FIGURE)
#define K (1u << SORT_CONDITION)
#define X (N | V | C | F | K) /* what a cell or a record can hold */
#define G (N | V | F | K)     /* what a cell can hold */

enum { MANY = UINT16_MAX };

/* How many arguments, of which sorts the first and the others; whether it has a text. */
struct shape {
    uint16_t least, most;
    uint8_t first, rest;
    bool text;
};

#define CELL(least, most)                                                                \
    {                                                                                    \
        least, most, X, X, false                                                         \
    }
#define OF_FIGURE(most)                                                                  \
    {                                                                                    \
        1, most, G, N | V, false                                                         \
    }
#define OF_COLUMN(most)                                                                  \
    {                                                                                    \
        1, most, C, N | C, false                                                         \
    }
#define TEST(least, most)                                                                \
    {                                                                                    \
        least, most, C, N | V | C, false                                                 \
    }

static const struct shape shapes[OP_COUNT_OF_OPS] = {
    [OP_TEXT] = {.text = true},
    [OP_WHERE] = {2, 2, D, L, false},
    [OP_DATED] = {1, 3, D, C, false},
    [OP_ALL] = {0, MANY, L, L, false},
    [OP_ANY] = {0, MANY, L, L, false},
    [OP_TEST_EQUAL] = TEST(2, 2),
    [OP_TEST_IN] = TEST(2, MANY),
    [OP_TEST_ABOVE] = TEST(2, 2),
    [OP_TEST_AT_LEAST] = TEST(2, 2),
    [OP_TEST_BELOW] = TEST(2, 2),
    [OP_TEST_AT_MOST] = TEST(2, 2),
    [OP_TEST_BETWEEN] = TEST(3, 3),
    [OP_TEST_NOT] = {2, 2, C, L, false},
    [OP_TEST_LIKE] = TEST(2, 2),
    [OP_TEST_MISSING] = TEST(1, 1),
    [OP_TEST_PRESENT] = TEST(1, 1),
    [OP_TEST_HAS] = TEST(2, 2),
    [OP_FIELD] = {1, 1, D, 0, true},
    [OP_RECODE] = {3, MANY, C, N | V, false},
    [OP_SPLIT] = {1, 1, C, 0, true},
    [OP_SPREAD] = OF_COLUMN(1),
    [OP_YEAR] = OF_COLUMN(1),
    [OP_MONTH] = OF_COLUMN(1),
    [OP_DAY] = OF_COLUMN(1),
    [OP_ADD] = CELL(2, 2),
    [OP_SUBTRACT] = CELL(2, 2),
    [OP_MULTIPLY] = CELL(2, 2),
    [OP_DIVIDE] = CELL(2, 2),
    [OP_FLOOR_DIVIDE] = CELL(2, 2),
    [OP_MODULO] = CELL(2, 2),
    [OP_POWER] = CELL(2, 2),
    [OP_NEGATIVE] = CELL(1, 1),
    [OP_ABS] = CELL(1, 1),
    [OP_LOG] = CELL(1, 1),
    [OP_EXP] = CELL(1, 1),
    [OP_SQRT] = CELL(1, 1),
    [OP_FLOOR] = CELL(1, 1),
    [OP_CEIL] = CELL(1, 1),
    [OP_ROUND] = {2, 2, X, N, false},
    [OP_CLAMP] = CELL(3, 3),
    [OP_LOWEST] = CELL(1, MANY),
    [OP_HIGHEST] = CELL(1, MANY),
    [OP_COALESCE] = CELL(1, MANY),
    [OP_OR_ZERO] = CELL(1, 1),
    [OP_WHEN] = CELL(3, 3),
    [OP_IF_ABOVE] = CELL(2, 2),
    [OP_IF_AT_LEAST] = CELL(2, 2),
    [OP_IF_BELOW] = CELL(2, 2),
    [OP_IF_AT_MOST] = CELL(2, 2),
    [OP_IF_EQUAL] = CELL(2, 2),
    [OP_IF_BETWEEN] = CELL(3, 3),
    [OP_IS_MISSING] = CELL(1, 1),
    [OP_BOTH] = CELL(1, MANY),
    [OP_EITHER] = CELL(1, MANY),
    [OP_NEGATE] = CELL(1, 1),
    [OP_APPLY] = CELL(1, MANY),
    [OP_COUNT] = {1, 1, D | C, 0, false},
    [OP_DISTINCT] = OF_COLUMN(1),
    [OP_SUM] = OF_COLUMN(1),
    [OP_MEAN] = OF_COLUMN(1),
    [OP_MEDIAN] = OF_COLUMN(1),
    [OP_MIN] = OF_COLUMN(1),
    [OP_MAX] = OF_COLUMN(1),
    [OP_RANGE] = OF_COLUMN(1),
    [OP_STDDEV] = OF_COLUMN(1),
    [OP_VARIANCE] = OF_COLUMN(1),
    [OP_QUANTILE] = {2, 2, C, N, false},
    [OP_WEIGHTED_MEAN] = {2, 2, C, C, false},
    [OP_SHARE] = {2, 2, D, L, false},
    [OP_FIRST] = OF_COLUMN(1),
    [OP_LAST] = OF_COLUMN(1),
    [OP_ONLY] = OF_COLUMN(1),
    [OP_VALUES] = OF_COLUMN(1),
    [OP_GINI] = OF_COLUMN(1),
    [OP_THEIL] = OF_COLUMN(1),
    [OP_COMPUTE] = {1, 1, D, 0, false},
    [OP_ACROSS] = {2, 2, C, F, false},
    [OP_PREVIOUS] = {2, 2, G, N, false},
    [OP_CHANGE] = OF_FIGURE(1),
    [OP_GROWTH] = OF_FIGURE(1),
    [OP_CUMULATIVE] = OF_FIGURE(1),
    [OP_ROLLING] = {2, 2, G, N, true},
    [OP_BASE_INDEX] = {2, 2, G, N | V, false},
    [OP_BY_YEAR] = {2, MANY, N, G, false},
    [OP_AT] = {2, 2, G, N | V, false},
    [OP_OVERALL] = OF_FIGURE(1),
    [OP_CAGR] = OF_FIGURE(1),
    [OP_TREND] = OF_FIGURE(1),
    [OP_RANK] = OF_FIGURE(1),
    [OP_PERCENT_RANK] = OF_FIGURE(1),
    [OP_BORDA] = OF_FIGURE(1),
    [OP_SHARE_OF_TOTAL] = OF_FIGURE(1),
    [OP_MINMAX] = {3, 3, G, N, false},
    [OP_ZSCORE] = OF_FIGURE(1),
    [OP_FRACTION_OF_BEST] = OF_FIGURE(1),
    [OP_GOALPOSTS] = {3, 3, G, G, false},
    [OP_WINSORISE] = {4, 4, G, N, false},
    [OP_OF_UNITS] = {1, 1, G, 0, true},
    [OP_ACHIEVEMENT] = {1, 2, G, G, false},
    [OP_PROGRESS] = {1, 3, G, G, false},
    [OP_MIX] = {2, MANY, G, G, true},
};

static const struct node *argument(const struct catalogue *catalogue,
                                   const struct node *node, size_t position)
{
    return &catalogue->nodes[catalogue->lists[node->first + position]];
}

/* A literal that the engine takes as a number without looking. */
static bool is_whole(const struct node *node, double least, double most)
{
    return node->op == OP_NUMBER && node->number >= least && node->number <= most &&
           node->number == floor(node->number);
}

/* Of a node of one record all arguments are of a record, of a cell none is. */
static bool is_sort(const struct node *node)
{
    enum sort own = op_sort((enum op)node->op);
    bool cell = op_class((enum op)node->op) == CLASS_CELL;
    if (own == SORT_ANY || (own == SORT_CONDITION && cell))
        return node->sort == SORT_COLUMN || node->sort == SORT_FIGURE ||
               node->sort == SORT_CONDITION;
    return node->sort == own;
}

static bool are_arguments(const struct catalogue *catalogue, const struct node *node,
                          size_t number)
{
    const struct shape *shape = &shapes[node->op];
    bool cell = op_class((enum op)node->op) == CLASS_CELL;
    if (node->count < shape->least || node->count > shape->most)
        return false;
    for (size_t i = 0; i < node->count; i++) {
        if (catalogue->lists[node->first + i] >= number)
            return false;
        unsigned sort = 1u << argument(catalogue, node, i)->sort;
        if (!(sort & (i == 0 ? shape->first : shape->rest)))
            return false;
        if (cell && (sort & (node->sort == SORT_COLUMN ? F | K : C)))
            return false;
    }
    return true;
}

/* Below the node itself: nothing goes in circles. */
static bool is_indicator(const struct catalogue *catalogue, const struct node *node,
                         size_t number)
{
    if (!(node->number >= 0 && node->number < (double)catalogue->indicator_count) ||
        node->number != floor(node->number))
        return false;
    const struct indicator *indicator = &catalogue->indicators[(size_t)node->number];
    const uint32_t nodes[] = {indicator->value, indicator->target, indicator->baseline,
                              indicator->green, indicator->amber};
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        if (nodes[i] != NO_NODE && nodes[i] >= number)
            return false;
    return true;
}

static bool is_special(const struct scrutiny *scrutiny, const struct node *node,
                       size_t number)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    switch (node->op) {
    case OP_NUMBER:
        return isfinite(node->number);
    case OP_INDICATOR:
        return is_indicator(catalogue, node, number);
    case OP_APPLY:
    case OP_COMPUTE:
        return node->number >= 0 && node->number < (double)scrutiny->functions &&
               node->number == floor(node->number);
    case OP_RECODE:
        return node->count % 2 == 1;
    case OP_ROUND:
        return is_whole(argument(catalogue, node, 1), -15, 15);
    case OP_PREVIOUS:
    case OP_ROLLING:
        return is_whole(argument(catalogue, node, 1), 1, 10000);
    case OP_BY_YEAR:
        for (size_t i = 0; i < node->count; i += 2)
            if (!is_whole(argument(catalogue, node, i), 1, 9999))
                return false;
        return node->count % 2 == 0;
    case OP_MIX:
        for (size_t i = 1; i < node->count; i += 2)
            if (argument(catalogue, node, i)->op != OP_NUMBER)
                return false;
        return node->count % 2 == 0;
    default:
        return true;
    }
}

static bool check_nodes(const struct scrutiny *scrutiny)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    for (size_t i = 0; i < catalogue->node_count; i++) {
        const struct node *node = &catalogue->nodes[i];
        if (!is_sort(node) || !are_arguments(catalogue, node, i) ||
            (shapes[node->op].text && node->text == NO_TEXT) ||
            !is_special(scrutiny, node, i))
            return refuse(scrutiny, "node", i);
    }
    return true;
}

/* ---- depth ---- */

static bool is_filter(const struct node *node)
{
    return node->sort == SORT_DATASET || node->sort == SORT_FILTER;
}

/* Of filters (and narrowed datasets) in filters, and of columns in columns. */
static bool check_depth(const struct scrutiny *scrutiny)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    uint32_t *depths = memory_get_zeroed(catalogue->node_count + 1, sizeof *depths);
    bool good = true;
    for (size_t i = 0; i < catalogue->node_count && good; i++) {
        const struct node *node = &catalogue->nodes[i];
        if (!is_filter(node) && node->sort != SORT_COLUMN)
            continue;
        for (size_t j = 0; j < node->count; j++) {
            uint32_t below = catalogue_argument(catalogue, node, j);
            if (is_filter(node) == is_filter(&catalogue->nodes[below]) &&
                depths[below] > depths[i])
                depths[i] = depths[below];
        }
        depths[i]++;
        struct place place = catalogue_place(catalogue, (uint32_t)i);
        if (is_filter(node) && depths[i] > DEEPEST_FILTER)
            good = fault_at(scrutiny->fault, FAULT_DATA, place,
                            "where and either are nested more than %d deep. put what "
                            "must hold into one where { … }",
                            DEEPEST_FILTER);
        else if (depths[i] > DEEPEST_COLUMN)
            good = fault_at(scrutiny->fault, FAULT_DATA, place,
                            "this column is worked out in more than %d steps. look for "
                            "a loop that goes on too long",
                            DEEPEST_COLUMN);
    }
    free(depths);
    return good;
}

/* ---- what stands alone ---- */

static bool has_sort(const struct catalogue *catalogue, uint32_t node, unsigned sorts)
{
    return node == NO_NODE || (1u << catalogue->nodes[node].sort & sorts) != 0;
}

static bool is_period_range(const struct periods *periods, bool given)
{
    static const int32_t most[] = {[PERIODS_YEARS] = 9999,
                                   [PERIODS_YEARS_FOUND] = INT32_MAX,
                                   [PERIODS_QUARTERS] = 9999 * 4 + 3,
                                   [PERIODS_MONTHS] = 9999 * 12 + 11};
    if (!given || periods->kind == PERIODS_ALL)
        return true;
    if (periods->start_month < 1 || periods->start_day < 1)
        return false;
    return periods->kind == PERIODS_YEARS_FOUND ||
           (periods->first >= 1 && periods->first <= periods->last &&
            periods->last <= most[periods->kind]);
}

static bool is_evaluation(const struct catalogue *catalogue,
                          const struct evaluation *evaluation)
{
    if (!has_sort(catalogue, evaluation->where, L) ||
        !is_period_range(&evaluation->periods, evaluation->has_periods) ||
        !is_period_range(&evaluation->show, evaluation->has_show))
        return false;
    for (uint32_t i = 0; i < evaluation->units_count; i++) {
        uint32_t node = catalogue->lists[evaluation->units_first + i];
        if (node >= catalogue->node_count || !has_sort(catalogue, node, D | C))
            return false;
    }
    for (uint32_t i = 0; i < evaluation->beside_count; i++)
        if (!is_text(catalogue, catalogue->lists[evaluation->beside_first + i]))
            return false;
    for (uint32_t i = 0; i < evaluation->checks_count; i++) {
        const struct check *check = &catalogue->checks[evaluation->checks_first + i];
        if (!has_sort(catalogue, check->condition, K | F))
            return false;
    }
    return true;
}

static bool check_declared(const struct scrutiny *scrutiny)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    for (size_t i = 0; i < catalogue->indicator_count; i++) {
        const struct indicator *indicator = &catalogue->indicators[i];
        if (!has_sort(catalogue, indicator->value, G) ||
            !has_sort(catalogue, indicator->target, G) ||
            !has_sort(catalogue, indicator->baseline, G) ||
            !has_sort(catalogue, indicator->green, G) ||
            !has_sort(catalogue, indicator->amber, G))
            return refuse(scrutiny, "indicator", i);
    }
    for (size_t i = 0; i < catalogue->evaluation_count; i++)
        if (!is_evaluation(catalogue, &catalogue->evaluations[i]))
            return refuse(scrutiny, "evaluation", i);
    return true;
}

/* Like depth, something in which an honest script can fail. */
static bool check_size(const struct scrutiny *scrutiny)
{
    const struct catalogue *catalogue = scrutiny->catalogue;
    struct place place = {scrutiny->path, 0};
    for (size_t i = 0; i < catalogue->shown_count; i++) {
        const struct evaluation *shown = &catalogue->evaluations[catalogue->shown[i]];
        bool checks = shown->checks_count > MOST_MEMBERS;
        place.line = shown->line;
        if (checks || shown->members_count > MOST_MEMBERS)
            return fault_at(scrutiny->fault, FAULT_LIMIT, place,
                            "an evaluation of %u %s is larger than any may be: "
                            "%d. make several of it",
                            (unsigned)(checks ? shown->checks_count : shown->members_count),
                            checks ? "checks" : "indicators", MOST_MEMBERS);
    }
    if (catalogue->shown_count * (catalogue->node_count + 1) <= MOST_PLANNED)
        return true;
    return fault_at(scrutiny->fault, FAULT_LIMIT, place,
                    "the script returns %zu evaluations, out of %zu steps: too many to "
                    "be worked out together. make several scripts of it",
                    catalogue->shown_count, catalogue->node_count);
}

bool catalogue_check(const struct catalogue *catalogue, uint32_t functions,
                     const char *path, struct fault *fault)
{
    const struct scrutiny scrutiny = {catalogue, functions, path, fault};
    return check_texts(&scrutiny) && check_fields(&scrutiny) && check_nodes(&scrutiny) &&
           check_declared(&scrutiny) && check_depth(&scrutiny) && check_size(&scrutiny);
}
