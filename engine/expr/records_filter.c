/* records_filter.c - which records of a batch pass a bound filter.
 *
 * A filter gives one byte a record, never a list: joins are then byte operations, and the
 * measures of one batch share the bytes of the filters they have in common. Numbers are
 * compared as the correctly rounded doubles of both sides, so 0.1 in the data is 0.1 in
 * the script. A value that is not there passes no test but `missing`, and neither does a
 * comparison with one.
 *
 * Everything is borrowed; room for batches is on the stack.
 */
#include "expr/records.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* One operand of a test, for the whole batch. */
struct operand {
    const struct bound_column *column; /* NULL: a constant */
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
};

static bool compare_passes(enum op op, double order)
{
    switch (op) {
    case OP_TEST_ABOVE:
        return order > 0;
    case OP_TEST_AT_LEAST:
        return order >= 0;
    case OP_TEST_BELOW:
        return order < 0;
    case OP_TEST_AT_MOST:
        return order <= 0;
    default:
        return order == 0; /* EQUAL, IN */
    }
}

static double order_of(double a, double b)
{
    return (a > b) - (a < b);
}

/* ---- against a constant ---- */

static void test_codes(const struct bound_filter *filter, const double *codes,
                       size_t count, uint32_t operand, uint8_t *passes)
{
    uint32_t wanted = filter->codes[operand];
    if (wanted != DICTIONARY_NONE)
        for (size_t i = 0; i < count; i++)
            passes[i] |= codes[i] == (double)wanted;
}

static void test_numbers(enum op op, const double *numbers, size_t count, double against,
                         uint8_t *passes)
{
    for (size_t i = 0; i < count; i++)
        passes[i] |= compare_passes(op, order_of(numbers[i], against));
}

static void test_texts(enum op op, const struct bound_column *column, const double *codes,
                       const uint8_t *reasons, size_t count, const char *against,
                       uint8_t *passes)
{
    for (size_t i = 0; i < count; i++)
        if (reasons[i] == REASON_NONE)
            passes[i] |= compare_passes(
                op, text_compare(dictionary_text(column->texts, (uint32_t)codes[i]),
                                 against));
}

static void test_passing(const struct bound_filter *filter, const double *codes,
                         const uint8_t *reasons, size_t count, uint8_t *passes)
{
    for (size_t i = 0; i < count; i++)
        passes[i] = reasons[i] == REASON_NONE && filter->passing[(uint32_t)codes[i]];
}

/* ---- one of several values in a cell ---- */

struct search {
    const char *wanted;
    bool found;
};

static void compare_part(void *self, const char *part, size_t size)
{
    struct search *search = self;
    if (strlen(search->wanted) == size && memcmp(part, search->wanted, size) == 0)
        search->found = true;
}

static bool cell_has(const struct binding *binding, const struct bound_column *column,
                     double code, const char *wanted)
{
    const struct bound_column *cells = column;
    const char *separator = ";";
    if (column->op == OP_SPLIT) {
        cells = &binding->columns[column->arguments[0]];
        separator = column->text;
    }
    struct search search = {wanted, false};
    records_each_part(dictionary_text(cells->texts, (uint32_t)code), separator,
                      compare_part, &search);
    return search.found;
}

static void test_has(const struct binding *binding, const struct bound_filter *filter,
                     const struct operand *tested, size_t count, uint8_t *passes)
{
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0;
             k < filter->operand_count && tested->reasons[i] == REASON_NONE; k++)
            if (filter->texts[k] != NULL &&
                cell_has(binding, tested->column, tested->numbers[i], filter->texts[k]))
                passes[i] = 1;
}

/* ---- against a column ---- */

static double order_of_texts(const struct bound_column *a, double a_code,
                             const struct bound_column *b, double b_code, bool only_equal)
{
    if (a->texts == b->texts && a_code == b_code)
        return 0;
    const char *one = dictionary_text(a->texts, (uint32_t)a_code);
    const char *other = dictionary_text(b->texts, (uint32_t)b_code);
    return only_equal ? strcmp(one, other) : text_compare(one, other);
}

static void test_column(const struct binding *binding, const struct bound_filter *filter,
                        enum op op, const struct operand *tested, uint32_t against,
                        const uint32_t *records, size_t count, uint8_t *passes)
{
    struct operand *other = memory_get(sizeof *other);
    bool texts, has = filter->op == OP_TEST_HAS;
    bool equal = op == OP_TEST_EQUAL || op == OP_TEST_IN;
    other->column = &binding->columns[against];
    texts = tested->column->type == COLUMN_TEXT && other->column->type == COLUMN_TEXT;
    records_read_numbers(binding, against, records, count, other->numbers,
                         other->reasons);
    for (size_t i = 0; i < count; i++) {
        if (tested->reasons[i] != REASON_NONE || other->reasons[i] != REASON_NONE)
            continue;
        double a = tested->numbers[i], b = other->numbers[i];
        if (has)
            passes[i] |= cell_has(binding, tested->column, a,
                                  dictionary_text(other->column->texts, (uint32_t)b));
        else
            passes[i] |= compare_passes(
                op, texts ? order_of_texts(tested->column, a, other->column, b, equal)
                          : order_of(a, b));
    }
    free(other);
}

/* ---- one test ---- */

/* Whether the test compared with operand `number` holds; `op` is EQUAL, ABOVE and the
 * like. */
static void test_operand(const struct binding *binding, const struct bound_filter *filter,
                         enum op op, const struct operand *tested, uint32_t number,
                         const uint32_t *records, size_t count, uint8_t *passes)
{
    bool equal = op == OP_TEST_EQUAL || op == OP_TEST_IN;
    if (filter->against != NULL && filter->against[number] != BOUND_NONE)
        test_column(binding, filter, op, tested, filter->against[number], records, count,
                    passes);
    else if (tested->column->type != COLUMN_TEXT)
        test_numbers(op, tested->numbers, count, filter->numbers[number], passes);
    else if (equal && filter->codes != NULL)
        test_codes(filter, tested->numbers, count, number, passes);
    else
        test_texts(op, tested->column, tested->numbers, tested->reasons, count,
                   filter->texts[number], passes);
}

static void test_between(const struct binding *binding, const struct bound_filter *filter,
                         const struct operand *tested, const uint32_t *records,
                         size_t count, uint8_t *passes)
{
    uint8_t under[RECORD_BATCH] = {0};
    test_operand(binding, filter, OP_TEST_AT_LEAST, tested, 0, records, count, passes);
    test_operand(binding, filter, OP_TEST_AT_MOST, tested, 1, records, count, under);
    for (size_t i = 0; i < count; i++)
        passes[i] &= under[i];
}

static bool all_constant(const struct bound_filter *filter)
{
    for (uint32_t k = 0; filter->against != NULL && k < filter->operand_count; k++)
        if (filter->against[k] != BOUND_NONE)
            return false;
    return true;
}

/* The tests that look at a value that is there. */
static void test_present(const struct binding *binding, const struct bound_filter *filter,
                         const struct operand *tested, const uint32_t *records,
                         size_t count, uint8_t *passes)
{
    bool equal = filter->op == OP_TEST_EQUAL || filter->op == OP_TEST_IN;
    bool constant = all_constant(filter);
    if (filter->passing != NULL && constant)
        test_passing(filter, tested->numbers, tested->reasons, count, passes);
    else if (constant &&
             (filter->op == OP_TEST_HAS || (equal && tested->column->op == OP_SPLIT)))
        test_has(binding, filter, tested, count, passes);
    else if (filter->op == OP_TEST_BETWEEN)
        test_between(binding, filter, tested, records, count, passes);
    else
        for (uint32_t k = 0; k < filter->operand_count; k++)
            test_operand(binding, filter, filter->op, tested, k, records, count, passes);
    for (size_t i = 0; i < count; i++)
        passes[i] &= tested->reasons[i] == REASON_NONE;
}

/* Passes where the value is there, everything it is compared with too, and the inner test
 * fails. */
static void test_not(const struct binding *binding, const struct bound_filter *filter,
                     const uint8_t *reasons, const uint32_t *records, size_t count,
                     uint8_t *passes)
{
    const struct bound_filter *inner = &binding->filters[filter->parts[0]];
    records_test(binding, filter->parts[0], records, count, passes);
    for (size_t i = 0; i < count; i++)
        passes[i] = !passes[i] && reasons[i] == REASON_NONE;
    for (uint32_t k = 0; inner->against != NULL && k < inner->operand_count; k++) {
        if (inner->against[k] == BOUND_NONE)
            continue;
        double numbers[RECORD_BATCH];
        uint8_t others[RECORD_BATCH];
        records_read_numbers(binding, inner->against[k], records, count, numbers, others);
        for (size_t i = 0; i < count; i++)
            passes[i] &= others[i] == REASON_NONE;
    }
}

static void test_one(const struct binding *binding, const struct bound_filter *filter,
                     const uint32_t *records, size_t count, uint8_t *passes)
{
    struct operand *tested = memory_get(sizeof *tested);
    uint32_t column = filter->column;
    if (filter->op == OP_TEST_NOT && filter->part_count == 1)
        column = binding->filters[filter->parts[0]].column;
    tested->column = &binding->columns[column];
    records_read_numbers(binding, column, records, count, tested->numbers,
                         tested->reasons);
    switch (filter->op) {
    case OP_TEST_MISSING:
    case OP_TEST_PRESENT:
        for (size_t i = 0; i < count; i++)
            passes[i] =
                (tested->reasons[i] == REASON_NONE) == (filter->op == OP_TEST_PRESENT);
        break;
    case OP_TEST_NOT:
        test_not(binding, filter, tested->reasons, records, count, passes);
        break;
    default:
        memset(passes, 0, count);
        test_present(binding, filter, tested, records, count, passes);
        break;
    }
    free(tested);
}

void records_test(const struct binding *binding, uint32_t filter, const uint32_t *records,
                  size_t count, uint8_t *passes)
{
    const struct bound_filter *bound = &binding->filters[filter];
    assert(count <= RECORD_BATCH);
    if (bound->op != OP_ALL && bound->op != OP_ANY) {
        test_one(binding, bound, records, count, passes);
        return;
    }
    bool all = bound->op == OP_ALL;
    uint8_t part[RECORD_BATCH];
    memset(passes, all, count);
    for (uint32_t k = 0; k < bound->part_count; k++) {
        records_test(binding, bound->parts[k], records, count, part);
        for (size_t i = 0; i < count; i++)
            passes[i] = all ? passes[i] & part[i] : passes[i] | part[i];
    }
}

size_t records_filter(const struct binding *binding, uint32_t filter,
                      const uint32_t *records, size_t count, uint32_t *kept)
{
    uint8_t passes[RECORD_BATCH];
    size_t left = 0;
    records_test(binding, filter, records, count, passes);
    for (size_t i = 0; i < count; i++) {
        kept[left] = records[i]; /* no branch that is guessed wrong */
        left += passes[i];
    }
    return left;
}
