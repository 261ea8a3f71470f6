/* filters.c - tests of columns, bound: operands read as the column's type.
 *
 * A text is compared by its number in the column's dictionary, so equality costs one comparison of
 * whole numbers; like, has and the orders of texts are decided once for each text of the dictionary
 * (`passing`). A value that no record has is legal, and warned of: it is the commonest slip of all.
 *
 * Everything lies in the binding's arena.
 */
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "expr/binding.h"
#include "expr/binding_rooms.h"

enum { FILTER_DEPTH = 100, SPLIT_MARKS = 3 };

/* What separates several values of a cell, when no split says so. */
static const char *const marks[SPLIT_MARKS] = {";", ",", "|"};

/* ---- operands as the column's type ---- */

struct operand {
    const char *text; /* as written; of a number its shortest text */
    double number;
    uint32_t code;
    uint32_t against; /* a column stands there */
};

static void warn_of_value(struct binding *binding, const struct bound_column *column,
                          const char *value, struct place place)
{
    size_t count = dictionary_count(column->texts);
    if (binding->problems == NULL || count == 0)
        return;
    const char *suggestion = "";
    if (count <= 10000) {
        const char **texts = arena_get(binding->arena, count * sizeof *texts);
        for (size_t i = 0; i < count; i++)
            texts[i] = dictionary_text(column->texts, (uint32_t)i);
        suggestion = text_suggestion(binding->arena, value, texts, count);
    }
    problems_add(binding->problems,
                 (struct problem){.severity = SEVERITY_WARNING, .file = place.file,
                                  .line = place.line, .value = value,
                                  .message = arena_format(binding->arena,
                                                          "stands in no record of %s%s",
                                                          binding_column_words(binding, column),
                                                          suggestion)});
}

static bool text_operand(struct binding *binding, const struct bound_column *column, bool looked_up,
                         struct place place, struct operand *operand)
{
    operand->text = binding_mapped_value(binding, column, operand->text);
    operand->code = dictionary_find(column->texts, operand->text, strlen(operand->text));
    if (looked_up && operand->code == DICTIONARY_NONE)
        warn_of_value(binding, column, operand->text, place);
    return true;
}

static bool wrong_operand(struct binding *binding, const struct bound_column *column,
                          const char *text, const char *remedy, struct place place,
                          struct fault *fault)
{
    return fault_at(fault, FAULT_DATA, place, "%s holds %s, and '%s' is not one. %s",
                    binding_column_words(binding, column),
                    column->type == COLUMN_DATE      ? "dates"
                    : column->type == COLUMN_BOOLEAN ? "true and false"
                                                     : "numbers",
                    text, remedy);
}

/* The text of an operand, read as a number, date or boolean. */
static bool read_operand(struct binding *binding, const struct bound_column *column,
                         struct place place, struct operand *operand, struct fault *fault)
{
    size_t size = strlen(operand->text);
    int32_t days;
    enum grain grain;
    bool truth;
    struct number number;
    static const struct number_style plain = {.decimal = '.', .group = GROUP_NONE, .bare = true};
    switch (column->type) {
    case COLUMN_DATE:
        if (!date_parse(operand->text, size, DATE_ISO, &days, &grain) || grain > column->grain)
            return wrong_operand(binding, column, operand->text,
                                 "write a date as \"2010-01-01\"", place, fault);
        operand->number = days;
        return true;
    case COLUMN_BOOLEAN:
        if (!boolean_parse(operand->text, size, &truth))
            return wrong_operand(binding, column, operand->text, "write true or false", place,
                                 fault);
        operand->number = truth;
        return true;
    default:
        if (!number_parse(operand->text, size, plain, &number))
            return wrong_operand(binding, column, operand->text,
                                 "write a number, without quotes", place, fault);
        operand->number = number.value;
        return true;
    }
}

static bool make_operand(struct binding *binding, const struct bound_column *column,
                         const char *text, bool looked_up, struct place place,
                         struct operand *operand, struct fault *fault)
{
    *operand = (struct operand){.text = arena_text(binding->arena, text),
                                .code = DICTIONARY_NONE, .against = BOUND_NONE};
    if (column->type == COLUMN_TEXT)
        return text_operand(binding, column, looked_up, place, operand);
    return read_operand(binding, column, place, operand, fault);
}

static bool same_kind(const struct bound_column *a, const struct bound_column *b)
{
    return a->type == b->type || (column_is_numeric(a) && column_is_numeric(b));
}

static bool column_operand(struct binding *binding, uint32_t column, uint32_t node,
                           struct operand *operand, struct fault *fault)
{
    uint32_t other;
    if (!binding_column(binding, node, &other, fault))
        return false;
    const struct bound_column *tested = &binding->columns[column];
    const struct bound_column *against = &binding->columns[other];
    struct place place = binding_place(binding, node);
    if (against->frame != NULL && against->frame != tested->frame)
        return fault_at(fault, FAULT_DATA, place,
                        "a record of '%s' can only be tested against a column of its own, and this "
                        "one is of '%s'", tested->frame->name, against->frame->name);
    if (!same_kind(tested, against))
        return fault_at(fault, FAULT_DATA, place, "%s holds %s and %s %s: they cannot be compared",
                        binding_column_words(binding, tested), column_type_words(tested->type),
                        binding_column_words(binding, against), column_type_words(against->type));
    *operand = (struct operand){.text = "", .code = DICTIONARY_NONE, .against = other};
    return true;
}

static bool bind_operand(struct binding *binding, uint32_t column, uint32_t number, bool looked_up,
                         struct operand *operand, struct fault *fault)
{
    const struct node *node = catalogue_node(binding->catalogue, number);
    struct place place = binding_place(binding, number);
    char digits[NUMBER_TEXT_SIZE];
    const char *text;
    switch (node->op) {
    case OP_NUMBER:
        number_format(node->number, digits);
        text = digits;
        break;
    case OP_BOOLEAN: text = node->number != 0 ? "true" : "false"; break;
    case OP_TEXT: text = catalogue_text(binding->catalogue, node->text); break;
    default: return column_operand(binding, column, number, operand, fault);
    }
    const struct bound_column *tested = &binding->columns[column];
    if (node->op == OP_BOOLEAN && tested->type != COLUMN_BOOLEAN && tested->type != COLUMN_TEXT)
        return wrong_operand(binding, tested, text, "write a value without true or false", place,
                             fault);
    return make_operand(binding, tested, text, looked_up, place, operand, fault);
}

/* ---- tests that are decided text by text ---- */

static bool has_part(const char *cell, const char *separator, const char *value)
{
    size_t wanted = strlen(value), cut = strlen(separator);
    for (;;) {
        const char *end = strstr(cell, separator);
        const char *first = cell, *last = end != NULL ? end : cell + strlen(cell);
        while (first < last && *first == ' ')
            first++;
        while (last > first && last[-1] == ' ')
            last--;
        if ((size_t)(last - first) == wanted && memcmp(first, value, wanted) == 0)
            return true;
        if (end == NULL)
            return false;
        cell = end + cut;
    }
}

static bool text_has(const char *cell, const char *separator, const char *value)
{
    if (separator != NULL)
        return has_part(cell, separator, value);
    for (size_t i = 0; i < SPLIT_MARKS; i++)
        if (has_part(cell, marks[i], value))
            return true;
    return false;
}

static bool text_passes(struct binding *binding, const struct bound_filter *test,
                        const char *separator, const char *text)
{
    const char *first = test->texts[0];
    switch (test->op) {
    case OP_TEST_LIKE: return text_like(first, text_folded(binding->arena, text));
    case OP_TEST_HAS: return text_has(text, separator, first);
    case OP_TEST_ABOVE: return text_compare(text, first) > 0;
    case OP_TEST_AT_LEAST: return text_compare(text, first) >= 0;
    case OP_TEST_BELOW: return text_compare(text, first) < 0;
    case OP_TEST_AT_MOST: return text_compare(text, first) <= 0;
    default: return text_compare(text, first) >= 0 && text_compare(text, test->texts[1]) <= 0;
    }
}

static bool decided_by_text(enum op op)
{
    return op == OP_TEST_LIKE || op == OP_TEST_HAS || (op >= OP_TEST_ABOVE && op <= OP_TEST_BETWEEN);
}

static void decide_texts(struct binding *binding, struct bound_filter *test, const char *separator)
{
    const struct bound_column *column = &binding->columns[test->column];
    size_t count = dictionary_count(column->texts);
    uint8_t *passing = arena_get_zeroed(binding->arena, count + 1, 1);
    for (size_t i = 0; i < count; i++)
        passing[i] = text_passes(binding, test, separator,
                                 dictionary_text(column->texts, (uint32_t)i));
    test->passing = passing;
}

/* ---- one test ---- */

static bool check_test(struct binding *binding, const struct bound_filter *test,
                       struct fault *fault)
{
    const struct bound_column *column = &binding->columns[test->column];
    const struct column *field =
        column->op == OP_FIELD ? &column->end->columns[column->column] : NULL;
    if (column->type != COLUMN_TEXT && (test->op == OP_TEST_LIKE || test->op == OP_TEST_HAS))
        return fault_at(fault, FAULT_DATA, test->place, "'%s' needs a text, and %s holds %s",
                        op_word(test->op), binding_column_words(binding, column),
                        column_type_words(column->type));
    bool orders = test->op >= OP_TEST_ABOVE && test->op <= OP_TEST_BETWEEN;
    if (orders && field != NULL && field->unsettled != NULL)
        return fault_at(fault, FAULT_DATA, test->place, "%s is not settled: %s",
                        binding_column_words(binding, column), field->unsettled);
    return true;
}

/* Bounds written the wrong way round hold nothing, and are a slip. */
static bool in_order(const struct binding *binding, const struct bound_filter *test,
                     struct fault *fault)
{
    const struct bound_column *column = &binding->columns[test->column];
    if (test->against[0] != BOUND_NONE || test->against[1] != BOUND_NONE)
        return true;
    bool wrong = column->type == COLUMN_TEXT
                     ? text_compare(test->texts[0], test->texts[1]) > 0
                     : test->numbers[0] > test->numbers[1];
    if (!wrong)
        return true;
    return fault_at(fault, FAULT_DATA, test->place,
                    "between '%s' and '%s': the first is above the second, so nothing is. write "
                    "the lower one first", test->texts[0], test->texts[1]);
}

/* A split column is tested through the text that it splits: it has the value, or has none of them. */
static const char *look_through_split(struct binding *binding, struct bound_filter *test)
{
    const struct bound_column *column = &binding->columns[test->column];
    if (column->op != OP_SPLIT)
        return NULL;
    const char *separator = column->text;
    test->column = column->arguments[0];
    if (test->op == OP_TEST_EQUAL)
        test->op = OP_TEST_HAS;
    return separator;
}

static void set_operand(struct bound_filter *test, uint32_t i, const struct operand *operand)
{
    ((uint32_t *)test->against)[i] = operand->against;
    ((double *)test->numbers)[i] = operand->number;
    ((uint32_t *)test->codes)[i] = operand->code;
    ((const char **)test->texts)[i] = operand->text;
}

static void make_room(struct binding *binding, struct bound_filter *test, uint32_t count)
{
    test->operand_count = count;
    test->against = arena_get_zeroed(binding->arena, count + 1, sizeof *test->against);
    test->numbers = arena_get_zeroed(binding->arena, count + 1, sizeof *test->numbers);
    test->codes = arena_get_zeroed(binding->arena, count + 1, sizeof *test->codes);
    test->texts = arena_get_zeroed(binding->arena, count + 1, sizeof *test->texts);
}

static void finish_test(struct binding *binding, struct bound_filter *test, const char *separator,
                        uint32_t *filter)
{
    const struct bound_column *column = &binding->columns[test->column];
    if (test->op == OP_TEST_LIKE)
        ((const char **)test->texts)[0] = text_folded(binding->arena, test->texts[0]);
    bool constant = true;
    for (uint32_t i = 0; i < test->operand_count; i++)
        constant = constant && test->against[i] == BOUND_NONE;
    if (constant && column->type == COLUMN_TEXT && decided_by_text(test->op))
        decide_texts(binding, test, separator);
    *filter = binding_add_filter(binding, test);
}

static uint32_t join_filters(struct binding *binding, enum op op, struct place place,
                             const uint32_t *parts, uint32_t count)
{
    uint32_t *kept = arena_get(binding->arena, (count + 1) * sizeof *kept);
    memcpy(kept, parts, count * sizeof *kept);
    struct bound_filter join = {.op = op, .place = place, .column = BOUND_NONE, .parts = kept,
                                .part_count = count};
    return binding_add_filter(binding, &join);
}

/* Any of several values in a split cell: it has one, or another. */
static void any_has(struct binding *binding, const struct bound_filter *list, const char *separator,
                    uint32_t *filter)
{
    uint32_t *parts = arena_get(binding->arena, (list->operand_count + 1) * sizeof *parts);
    for (uint32_t i = 0; i < list->operand_count; i++) {
        struct bound_filter one = {.op = OP_TEST_HAS, .place = list->place, .column = list->column};
        make_room(binding, &one, 1);
        set_operand(&one, 0, &(struct operand){.text = list->texts[i], .code = list->codes[i],
                                               .against = BOUND_NONE});
        finish_test(binding, &one, separator, &parts[i]);
    }
    *filter = join_filters(binding, OP_ANY, list->place, parts, list->operand_count);
}

static bool bind_test(struct binding *binding, const struct node *node, struct place place,
                      uint32_t column, uint32_t *filter, struct fault *fault)
{
    struct bound_filter test = {.op = node->op, .place = place, .column = column};
    const char *separator = look_through_split(binding, &test);
    make_room(binding, &test, node->count - 1);
    bool looked_up = test.op == OP_TEST_EQUAL || test.op == OP_TEST_IN;
    if (!check_test(binding, &test, fault))
        return false;
    for (uint32_t i = 1; i < node->count; i++) {
        struct operand operand;
        if (!bind_operand(binding, test.column, binding_argument(binding, node, i), looked_up,
                          &operand, fault))
            return false;
        set_operand(&test, i - 1, &operand);
    }
    if (test.op == OP_TEST_BETWEEN && !in_order(binding, &test, fault))
        return false;
    if (separator != NULL && test.op == OP_TEST_IN)
        any_has(binding, &test, separator, filter);
    else
        finish_test(binding, &test, separator, filter);
    return true;
}

/* ---- joins ---- */

static bool bind_deep(struct binding *binding, uint32_t number, const struct frame *frame,
                      unsigned depth, uint32_t *filter, struct fault *fault);

static bool bind_join(struct binding *binding, const struct node *node, struct place place,
                      const struct frame *frame, unsigned depth, uint32_t *filter,
                      struct fault *fault)
{
    uint32_t *parts = arena_get(binding->arena, (node->count + 1) * sizeof *parts);
    for (uint32_t i = 0; i < node->count; i++)
        if (!bind_deep(binding, binding_argument(binding, node, i), frame, depth + 1, &parts[i],
                       fault))
            return false;
    *filter = node->count == 1 ? parts[0]
                               : join_filters(binding, node->op, place, parts, node->count);
    return true;
}

/* The column that a test is of. In an evaluation's `where` its dataset is the units' own. */
static bool bind_subject(struct binding *binding, uint32_t number, const struct frame *frame,
                         struct place place, uint32_t *column, struct fault *fault)
{
    const struct catalogue *catalogue = binding->catalogue;
    const struct node *node = catalogue_node(catalogue, number);
    const struct node *dataset =
        node->op == OP_FIELD ? catalogue_node(catalogue, binding_argument(binding, node, 0)) : NULL;
    if (dataset != NULL && dataset->op == OP_DATASET && dataset->text == NO_TEXT)
        return binding_path(binding, frame, catalogue_text(catalogue, node->text),
                            binding_place(binding, number), column, fault);
    if (!binding_column(binding, number, column, fault))
        return false;
    const struct frame *own = binding->columns[*column].frame;
    if (own != frame)
        return fault_at(fault, FAULT_DATA, place,
                        "this filter of '%s' tests a column of '%s'. a filter tests columns of its "
                        "own dataset, or of one that a key leads to", frame->name,
                        own != NULL ? own->name : "nothing");
    return true;
}

static bool bind_deep(struct binding *binding, uint32_t number, const struct frame *frame,
                      unsigned depth, uint32_t *filter, struct fault *fault)
{
    const struct node *node = catalogue_node(binding->catalogue, number);
    struct place place = binding_place(binding, number);
    if (depth > FILTER_DEPTH)
        return fault_at(fault, FAULT_DATA, place, "filters lie in each other more than %d deep",
                        FILTER_DEPTH);
    if (node->op == OP_ALL || node->op == OP_ANY)
        return bind_join(binding, node, place, frame, depth, filter, fault);
    uint32_t column;
    if (!bind_subject(binding, binding_argument(binding, node, 0), frame, place, &column, fault))
        return false;
    if (node->op != OP_TEST_NOT)
        return bind_test(binding, node, place, column, filter, fault);
    uint32_t inner;
    if (!bind_deep(binding, binding_argument(binding, node, 1), frame, depth + 1, &inner, fault))
        return false;
    struct bound_filter test = {.op = OP_TEST_NOT, .place = place, .column = column};
    look_through_split(binding, &test);
    uint32_t *part = arena_get(binding->arena, sizeof *part);
    *part = inner;
    test.parts = part, test.part_count = 1;
    *filter = binding_add_filter(binding, &test);
    return true;
}

bool binding_filter(struct binding *binding, uint32_t node, const struct frame *frame,
                    uint32_t *filter, struct fault *fault)
{
    return bind_deep(binding, node, frame, 0, filter, fault);
}

uint32_t binding_both(struct binding *binding, uint32_t a, uint32_t b)
{
    if (a == BOUND_NONE || a == b)
        return b;
    if (b == BOUND_NONE)
        return a;
    return join_filters(binding, OP_ALL, (struct place){NULL, 0}, (uint32_t[]){a, b}, 2);
}

bool binding_equals(struct binding *binding, const struct frame *frame, const char *path,
                    const char *text, uint32_t *filter, struct fault *fault)
{
    struct place place = {"--where", 0};
    struct bound_filter test = {.op = OP_TEST_EQUAL, .place = place};
    struct operand operand;
    if (!binding_path(binding, frame, path, place, &test.column, fault))
        return false;
    make_room(binding, &test, 1);
    if (!make_operand(binding, &binding->columns[test.column], text, true, place, &operand, fault))
        return false;
    set_operand(&test, 0, &operand);
    finish_test(binding, &test, NULL, filter);
    return true;
}

uint32_t binding_narrow(struct binding *binding, uint32_t source, uint32_t column, double value)
{
    const struct bound_column *tested = &binding->columns[column];
    struct bound_filter test = {.op = OP_TEST_EQUAL, .column = column};
    struct operand operand = {.number = value, .code = DICTIONARY_NONE, .against = BOUND_NONE};
    const char *separator = NULL;
    char digits[NUMBER_TEXT_SIZE];
    if (tested->type == COLUMN_TEXT) {
        operand.text = dictionary_text(tested->texts, (uint32_t)value);
        separator = look_through_split(binding, &test);
        operand.code = dictionary_find(binding->columns[test.column].texts, operand.text,
                                       strlen(operand.text));
    } else {
        number_format(value, digits);
        operand.text = arena_text(binding->arena, digits);
    }
    make_room(binding, &test, 1);
    set_operand(&test, 0, &operand);
    uint32_t filter;
    finish_test(binding, &test, separator, &filter);
    struct bound_source made = binding->sources[source];
    made.filter = binding_both(binding, made.filter, filter);
    return binding_add_source(binding, &made);
}
