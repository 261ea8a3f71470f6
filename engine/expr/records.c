/* records.c - the values of bound columns for a batch of records.
 *
 * A field's values are gathered straight from its vectors, one loop a width: the records
 * of a unit seldom lie side by side, so a run of neighbours is not waited for. What is
 * computed reads its arguments for the whole batch first and then goes value by value.
 *
 * Everything is borrowed; the room that computed columns need is taken and given back in
 * the call.
 */
#include "expr/records.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "expr/arithmetic.h"

static const uint8_t reason_of_state[] = {
    [STATE_PRESENT] = REASON_NONE,
    [STATE_REFUSED] = REASON_REFUSED,
    [STATE_MISSING] = REASON_MISSING,
    [STATE_NOT_APPLICABLE] = REASON_NOT_APPLICABLE,
};

/* ---- fields ---- */

/* The records at the end of the path, RECORD_NONE with the reason in `reasons` where it
 * breaks. */
static const uint32_t *follow_path(const struct bound_column *column,
                                   const uint32_t *records, size_t count,
                                   uint32_t *targets, uint8_t *reasons)
{
    const struct frame *frame = column->frame;
    const uint32_t *from = records;
    for (uint32_t k = 0; k < column->key_count; k++) {
        const struct key *key = &frame->keys[column->keys[k]];
        uint32_t next[RECORD_BATCH];
        frame_follow(frame, column->keys[k], from, count, next);
        for (size_t i = 0; i < count; i++) {
            if (next[i] != RECORD_NONE || from[i] == RECORD_NONE)
                continue;
            const struct vector *rows = &key->rows[from[i] / SEGMENT_RECORDS];
            reasons[i] =
                reason_of_state[vector_state_at(rows, from[i] % SEGMENT_RECORDS)];
        }
        memcpy(targets, next, count * sizeof *next);
        from = targets;
        frame = key->target;
    }
    return from;
}

/* Whether they follow each other in one segment: then a vector reads itself. */
static bool are_neighbours(const uint32_t *records, size_t count)
{
    return records[0] != RECORD_NONE && records_are_neighbours(records, count) &&
           records[0] / SEGMENT_RECORDS == records[count - 1] / SEGMENT_RECORDS;
}

/* Whether all of them lie in one segment: then one loop reads them. */
static bool in_one_segment(const uint32_t *records, size_t count)
{
    uint32_t different = 0;
    for (size_t i = 0; i < count; i++)
        different |= records[i] / SEGMENT_RECORDS ^ records[0] / SEGMENT_RECORDS;
    return records[0] != RECORD_NONE && different == 0;
}

static void gather_states(const struct vector *vector, const uint32_t *records,
                          size_t count, uint8_t *reasons)
{
    if (vector->states == NULL)
        memset(reasons, REASON_NONE, count);
    else
        for (size_t i = 0; i < count; i++)
            reasons[i] = reason_of_state[vector->states[records[i] % SEGMENT_RECORDS]];
}

/* The same of neighbours, many at a time. */
static void read_states(const struct vector *vector, size_t first, size_t count,
                        uint8_t *restrict reasons)
{
    if (vector->states == NULL) {
        memset(reasons, REASON_NONE, count);
        return;
    }
    const uint8_t *restrict states = vector->states + first;
    for (size_t i = 0; i < count; i++)
        reasons[i] = (uint8_t)((states[i] == STATE_PRESENT) * REASON_NONE +
                               (states[i] == STATE_REFUSED) * REASON_REFUSED +
                               (states[i] == STATE_MISSING) * REASON_MISSING +
                               (states[i] == STATE_NOT_APPLICABLE) * REASON_NOT_APPLICABLE);
}

static void gather_run(const struct vector *vector, const uint32_t *records, size_t count,
                       int64_t *values)
{
    uint64_t base = (uint64_t)vector->minimum;
    const uint8_t *bytes = vector->values;
    const uint16_t *shorts = vector->values;
    const uint32_t *words = vector->values;
    const uint64_t *longs = vector->values;
    switch (vector->width) {
    case 0:
        for (size_t i = 0; i < count; i++)
            values[i] = (int64_t)base;
        break;
    case 1:
        for (size_t i = 0; i < count; i++)
            values[i] = (int64_t)(base + bytes[records[i] % SEGMENT_RECORDS]);
        break;
    case 2:
        for (size_t i = 0; i < count; i++)
            values[i] = (int64_t)(base + shorts[records[i] % SEGMENT_RECORDS]);
        break;
    case 4:
        for (size_t i = 0; i < count; i++)
            values[i] = (int64_t)(base + words[records[i] % SEGMENT_RECORDS]);
        break;
    default:
        for (size_t i = 0; i < count; i++)
            values[i] = (int64_t)(base + longs[records[i] % SEGMENT_RECORDS]);
        break;
    }
}

static void gather_run_reals(const struct vector *vector, const uint32_t *records,
                             size_t count, double *numbers)
{
    const double *values = vector->values;
    for (size_t i = 0; i < count; i++)
        numbers[i] = values[records[i] % SEGMENT_RECORDS];
}

static int64_t whole_at(const struct vector *vector, uint32_t number)
{
    uint64_t base = (uint64_t)vector->minimum;
    switch (vector->width) {
    case 0:
        return (int64_t)base;
    case 1:
        return (int64_t)(base + ((const uint8_t *)vector->values)[number]);
    case 2:
        return (int64_t)(base + ((const uint16_t *)vector->values)[number]);
    case 4:
        return (int64_t)(base + ((const uint32_t *)vector->values)[number]);
    default:
        return (int64_t)(base + ((const uint64_t *)vector->values)[number]);
    }
}

/* Records of several segments, or with breaks in their path: one by one. */
static void gather_scattered(const struct bound_column *column, const uint32_t *records,
                             size_t count, int64_t *values, double *numbers,
                             uint8_t *reasons)
{
    const struct segment *segments = column->end->segments;
    for (size_t i = 0; i < count; i++) {
        if (records[i] == RECORD_NONE) { /* its reason is there from the path */
            if (values != NULL)
                values[i] = 0;
            else
                numbers[i] = 0;
            continue;
        }
        uint32_t number = records[i] % SEGMENT_RECORDS;
        const struct vector *vector =
            &segments[records[i] / SEGMENT_RECORDS].columns[column->column];
        reasons[i] = vector->states == NULL ? REASON_NONE
                                            : reason_of_state[vector->states[number]];
        if (values != NULL)
            values[i] = whole_at(vector, number);
        else
            numbers[i] = ((const double *)vector->values)[number];
    }
}

/* Reads a field into `values`, or, of a real, into `numbers`: one of the two is NULL. */
static void read_field(const struct bound_column *column, const uint32_t *records,
                       size_t count, int64_t *values, double *numbers, uint8_t *reasons)
{
    uint32_t targets[RECORD_BATCH];
    if (count == 0)
        return;
    const uint32_t *from = follow_path(column, records, count, targets, reasons);
    assert(column->end->columns[column->column].loaded && !column->end->dropped);
    bool neighbours = are_neighbours(from, count);
    if (!neighbours && !in_one_segment(from, count)) {
        gather_scattered(column, from, count, values, numbers, reasons);
        return;
    }
    const struct segment *segment = &column->end->segments[from[0] / SEGMENT_RECORDS];
    const struct vector *vector = &segment->columns[column->column];
    if (neighbours) {
        size_t first = from[0] % SEGMENT_RECORDS;
        read_states(vector, first, count, reasons);
        if (values != NULL)
            vector_read(vector, first, count, values, NULL);
        else
            vector_read_reals(vector, first, count, numbers, NULL);
        return;
    }
    gather_states(vector, from, count, reasons);
    if (values != NULL)
        gather_run(vector, from, count, values);
    else
        gather_run_reals(vector, from, count, numbers);
}

static void read_field_numbers(const struct bound_column *column, const uint32_t *records,
                               size_t count, double *numbers, uint8_t *reasons)
{
    if (column->type == COLUMN_REAL) {
        read_field(column, records, count, NULL, numbers, reasons);
        return;
    }
    int64_t values[RECORD_BATCH];
    read_field(column, records, count, values, NULL, reasons);
    if (column->type == COLUMN_DECIMAL)
        for (size_t i = 0; i < count; i++)
            numbers[i] = number_from_scaled(values[i], column->scale);
    else
        for (size_t i = 0; i < count; i++)
            numbers[i] = (double)values[i];
}

/* ---- computed columns ---- */

static void recode_texts(const struct bound_column *column, const struct binding *binding,
                         const uint32_t *records, size_t count, double *numbers,
                         uint8_t *reasons)
{
    int64_t codes[RECORD_BATCH];
    records_read_whole(binding, column->arguments[0], records, count, codes, reasons);
    for (size_t i = 0; i < count; i++) {
        if (reasons[i] != REASON_NONE)
            continue;
        uint64_t code = (uint64_t)codes[i];
        if (code < column->recode_count && column->listed[code])
            numbers[i] = column->recoded[code];
        else
            reasons[i] = REASON_MISSING;
    }
}

static void recode_numbers(const struct bound_column *column, size_t count,
                           double *numbers, uint8_t *reasons)
{
    for (size_t i = 0; i < count; i++) {
        if (reasons[i] != REASON_NONE)
            continue;
        size_t k = 0;
        while (k < column->recode_count && column->recode_from[k] != numbers[i])
            k++;
        if (k < column->recode_count)
            numbers[i] = column->recoded[k];
        else
            reasons[i] = REASON_MISSING;
    }
}

static void part_of_date(enum op op, size_t count, double *numbers,
                         const uint8_t *reasons)
{
    for (size_t i = 0; i < count; i++) {
        int year, month, day;
        if (reasons[i] != REASON_NONE)
            continue;
        date_split((int32_t)numbers[i], &year, &month, &day);
        numbers[i] = op == OP_YEAR ? year : op == OP_MONTH ? month : day;
    }
}

/* a + b and the like without a call for each value: what authors write most. False: not
 * one of them. */
static bool simple_operation(enum op op, const double *b, const uint8_t *b_reasons,
                             size_t count, double *a, uint8_t *reasons)
{
    if (op != OP_ADD && op != OP_SUBTRACT && op != OP_MULTIPLY && op != OP_DIVIDE)
        return false;
    for (size_t i = 0; i < count; i++) {
        double result = op == OP_ADD        ? a[i] + b[i]
                        : op == OP_SUBTRACT ? a[i] - b[i]
                        : op == OP_MULTIPLY ? a[i] * b[i]
                        : b[i] == 0         ? 0
                                            : a[i] / b[i];
        if (b_reasons[i] < reasons[i])
            reasons[i] = b_reasons[i];
        if (reasons[i] != REASON_NONE)
            continue;
        if (op == OP_DIVIDE && b[i] == 0)
            reasons[i] = REASON_DIVISION_BY_ZERO;
        else if (!isfinite(result))
            reasons[i] = REASON_NOT_DEFINED;
        a[i] = result;
    }
    return true;
}

/* Whether two texts are the same: their codes when they share a dictionary. */
static bool same_text(const struct bound_column *a, double a_code,
                      const struct bound_column *b, double b_code)
{
    if (a->texts == b->texts)
        return a_code == b_code;
    return strcmp(dictionary_text(a->texts, (uint32_t)a_code),
                  dictionary_text(b->texts, (uint32_t)b_code)) == 0;
}

static void value_by_value(const struct binding *binding,
                           const struct bound_column *column, const double *read,
                           const uint8_t *read_reasons, size_t count, double *numbers,
                           uint8_t *reasons)
{
    size_t arguments = column->argument_count;
    struct amount *amounts = memory_get(arguments * sizeof *amounts);
    const struct bound_column *a = &binding->columns[column->arguments[0]];
    const struct bound_column *b =
        arguments == 2 ? &binding->columns[column->arguments[1]] : NULL;
    bool texts = column->op == OP_IF_EQUAL && b != NULL && a->type == COLUMN_TEXT &&
                 b->type == COLUMN_TEXT;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < arguments; k++)
            amounts[k] =
                (struct amount){read[k * count + i], read_reasons[k * count + i]};
        if (texts && amounts[0].reason == REASON_NONE &&
            amounts[1].reason == REASON_NONE) {
            bool same = same_text(a, amounts[0].number, b, amounts[1].number);
            amounts[0].number = same;
            amounts[1].number = 1;
        }
        struct amount result =
            arithmetic(column->op, column->flags, column->text, amounts, arguments);
        numbers[i] = result.number;
        reasons[i] = result.reason;
    }
    free(amounts);
}

static void read_operation(const struct binding *binding,
                           const struct bound_column *column, const uint32_t *records,
                           size_t count, double *numbers, uint8_t *reasons)
{
    size_t arguments = column->argument_count;
    double *read = memory_get(arguments * count * sizeof *read);
    uint8_t *read_reasons = memory_get(arguments * count);
    for (size_t k = 0; k < arguments; k++)
        records_read_numbers(binding, column->arguments[k], records, count,
                             read + k * count, read_reasons + k * count);
    memcpy(numbers, read, count * sizeof *numbers);
    memcpy(reasons, read_reasons, count);
    if (arguments != 2 ||
        !simple_operation(column->op, read + count, read_reasons + count, count, numbers,
                          reasons))
        value_by_value(binding, column, read, read_reasons, count, numbers, reasons);
    free(read);
    free(read_reasons);
}

/* ---- any column ---- */

void records_read_numbers(const struct binding *binding, uint32_t column,
                          const uint32_t *records, size_t count, double *numbers,
                          uint8_t *reasons)
{
    const struct bound_column *bound = &binding->columns[column];
    assert(count <= RECORD_BATCH);
    if (count == 0)
        return;
    switch (bound->op) {
    case OP_FIELD:
        read_field_numbers(bound, records, count, numbers, reasons);
        return;
    case OP_NUMBER:
    case OP_BOOLEAN:
        for (size_t i = 0; i < count; i++)
            numbers[i] = bound->number;
        memset(reasons, REASON_NONE, count);
        return;
    case OP_RECODE:
        if (bound->recode_from == NULL) {
            recode_texts(bound, binding, records, count, numbers, reasons);
            return;
        }
        records_read_numbers(binding, bound->arguments[0], records, count, numbers,
                             reasons);
        recode_numbers(bound, count, numbers, reasons);
        return;
    case OP_SPLIT:
    case OP_SPREAD:
        records_read_numbers(binding, bound->arguments[0], records, count, numbers,
                             reasons);
        return;
    case OP_YEAR:
    case OP_MONTH:
    case OP_DAY:
        records_read_numbers(binding, bound->arguments[0], records, count, numbers,
                             reasons);
        part_of_date(bound->op, count, numbers, reasons);
        return;
    default:
        read_operation(binding, bound, records, count, numbers, reasons);
        return;
    }
}

void records_read_whole(const struct binding *binding, uint32_t column,
                        const uint32_t *records, size_t count, int64_t *values,
                        uint8_t *reasons)
{
    const struct bound_column *bound = &binding->columns[column];
    assert(count <= RECORD_BATCH);
    if (bound->op == OP_SPLIT || bound->op == OP_SPREAD) {
        records_read_whole(binding, bound->arguments[0], records, count, values, reasons);
        return;
    }
    if (bound->op == OP_FIELD) {
        assert(bound->type != COLUMN_REAL);
        read_field(bound, records, count, values, NULL, reasons);
        return;
    }
    double numbers[RECORD_BATCH];
    records_read_numbers(binding, column, records, count, numbers, reasons);
    for (size_t i = 0; i < count; i++)
        values[i] = reasons[i] == REASON_NONE ? (int64_t)numbers[i] : 0;
}

bool records_always_present(const struct binding *binding, uint32_t column)
{
    const struct bound_column *bound = &binding->columns[column];
    if (bound->op == OP_NUMBER)
        return true;
    if (bound->op == OP_SPLIT || bound->op == OP_SPREAD)
        return records_always_present(binding, bound->arguments[0]);
    if (bound->op != OP_FIELD || bound->key_count > 0)
        return false;
    for (uint32_t s = 0; s < bound->end->segment_count; s++)
        if (bound->end->segments[s].columns[bound->column].absent > 0)
            return false;
    return true;
}

void records_each_part(const char *cell, const char *separator,
                       void (*each)(void *self, const char *part, size_t size),
                       void *self)
{
    size_t width = strlen(separator);
    for (const char *at = cell; at != NULL;) {
        const char *end = width > 0 ? strstr(at, separator) : NULL;
        const char *first = at, *last = end != NULL ? end : at + strlen(at);
        while (first < last && (*first == ' ' || *first == '\t'))
            first++;
        while (last > first && (last[-1] == ' ' || last[-1] == '\t'))
            last--;
        if (last > first)
            each(self, first, (size_t)(last - first));
        at = end != NULL ? end + width : NULL;
    }
}
