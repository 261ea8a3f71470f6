/* values.c - the different values of a column, in order.
 *
 * Texts are marked in an array as long as the dictionary; numbers are collected, sorted and made
 * unique batch by batch, so that memory follows the number of different values.
 */
#include "expr/values.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expr/records.h"

/* Where the schema's enum puts a text; beyond all of them when it lists none such. */
static size_t enum_position(const struct bound_column *column, const char *text)
{
    const struct column *field =
        column->op == OP_FIELD ? &column->end->columns[column->column] : NULL;
    size_t count = field != NULL && field->allowed != NULL ? field->allowed_count : 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(field->allowed[i], text) == 0)
            return i;
    return count;
}

static bool is_listed(const struct bound_column *column)
{
    return column->op == OP_FIELD && column->end->columns[column->column].allowed != NULL;
}

/* Numbers and dates of which the schema lists those allowed: as it lists them, the others by
 * size. */
static int compare_listed(const struct bound_column *column, double a, double b)
{
    struct text first = {0}, second = {0};
    values_text(column, a, &first);
    values_text(column, b, &second);
    size_t i = enum_position(column, text_of(&first));
    size_t j = enum_position(column, text_of(&second));
    text_clear(&first);
    text_clear(&second);
    return i != j ? (i > j) - (i < j) : (a > b) - (a < b);
}

int values_compare(const struct bound_column *column, double a, double b)
{
    if (column->type != COLUMN_TEXT && !is_listed(column))
        return (a > b) - (a < b);
    if (column->type != COLUMN_TEXT)
        return compare_listed(column, a, b);
    const char *first = dictionary_text(column->texts, (uint32_t)a);
    const char *second = dictionary_text(column->texts, (uint32_t)b);
    size_t i = enum_position(column, first), j = enum_position(column, second);
    return i != j ? (i > j) - (i < j) : text_compare(first, second);
}

static int compare(const void *a, const void *b, void *column)
{
    return values_compare(column, *(const double *)a, *(const double *)b);
}

void values_sort(const struct bound_column *column, double *values, size_t count)
{
    if (count > 1)
        qsort_r(values, count, sizeof *values, compare, (void *)column);
}

void values_text(const struct bound_column *column, double value, struct text *out)
{
    char written[NUMBER_TEXT_SIZE];
    size_t size;
    switch (column->type) {
    case COLUMN_TEXT: text_add(out, dictionary_text(column->texts, (uint32_t)value)); return;
    case COLUMN_BOOLEAN: text_add(out, value != 0 ? "true" : "false"); return;
    case COLUMN_DATE: size = date_format((int32_t)value, written); break;
    default: size = number_format(value, written); break;
    }
    text_add_bytes(out, written, size);
}

/* ---- finding them ---- */

struct finding {
    const struct bound_column *column; /* whose values are wanted */
    uint8_t *seen;                     /* of texts: by code */
    double *values;
    size_t count, room;
};

static void mark_part(void *self, const char *part, size_t size)
{
    struct finding *finding = self;
    uint32_t code = dictionary_find(finding->column->texts, part, size);
    if (code != DICTIONARY_NONE)
        finding->seen[code] = 1;
}

/* A cell of a split column marks its parts, once for each different cell. */
static void mark_cells(struct finding *finding, const struct bound_column *cell,
                       const uint8_t *cells)
{
    for (size_t i = 0; i < dictionary_count(cell->texts); i++)
        if (cells[i])
            records_each_part(dictionary_text(cell->texts, (uint32_t)i), finding->column->text,
                              mark_part, finding);
}

static int by_size(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

static void keep_different(struct finding *finding)
{
    size_t kept = 0;
    if (finding->count == 0)
        return; /* qsort may not be handed nothing at all */
    qsort(finding->values, finding->count, sizeof *finding->values, by_size);
    for (size_t i = 0; i < finding->count; i++)
        if (kept == 0 || finding->values[i] != finding->values[kept - 1])
            finding->values[kept++] = finding->values[i];
    finding->count = kept;
}

static void add_number(struct finding *finding, double number)
{
    if (finding->count == finding->room) {
        keep_different(finding);
        if (finding->count * 2 >= finding->room) {
            finding->room = finding->room * 2 + RECORD_BATCH;
            finding->values =
                memory_resize(finding->values, finding->room, sizeof *finding->values);
        }
    }
    finding->values[finding->count++] = number;
}

/* Every record of the source, batch by batch: marks texts, collects numbers. */
static void read_values(const struct binding *binding, const struct bound_source *source,
                        uint32_t column, struct finding *finding, uint8_t *seen)
{
    uint32_t records[RECORD_BATCH];
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    for (uint64_t from = 0; from < source->frame->record_count; from += RECORD_BATCH) {
        size_t count = 0;
        while (count < RECORD_BATCH && from + count < source->frame->record_count) {
            records[count] = (uint32_t)(from + count);
            count++;
        }
        if (source->filter != BOUND_NONE)
            count = records_filter(binding, source->filter, records, count, records);
        records_read_numbers(binding, column, records, count, numbers, reasons);
        for (size_t i = 0; i < count; i++) {
            if (reasons[i] != REASON_NONE)
                continue;
            if (seen != NULL)
                seen[(size_t)numbers[i]] = 1;
            else
                add_number(finding, numbers[i]);
        }
    }
}

bool values_found(const struct binding *binding, uint32_t source, uint32_t column, size_t limit,
                  struct arena *arena, struct value_list *list)
{
    const struct bound_column *wanted = &binding->columns[column];
    bool split = wanted->op == OP_SPLIT;
    uint32_t read = split ? wanted->arguments[0] : column;
    const struct bound_column *cell = &binding->columns[read];
    struct finding finding = {.column = wanted};
    uint8_t *cells = NULL;
    if (wanted->type == COLUMN_TEXT) {
        finding.seen = memory_get_zeroed(dictionary_count(wanted->texts) + 1, 1);
        cells = split ? memory_get_zeroed(dictionary_count(cell->texts) + 1, 1) : finding.seen;
    }
    read_values(binding, &binding->sources[source], read, &finding, cells);
    if (split)
        mark_cells(&finding, cell, cells);
    if (finding.seen != NULL)
        for (size_t i = 0; i < dictionary_count(wanted->texts); i++)
            if (finding.seen[i])
                add_number(&finding, (double)i);
    keep_different(&finding);
    bool fits = finding.count <= limit;
    if (fits) {
        list->count = finding.count;
        list->values = arena_get(arena, (finding.count + 1) * sizeof *list->values);
        if (finding.count > 0)
            memcpy(list->values, finding.values, finding.count * sizeof *list->values);
        values_sort(wanted, list->values, list->count);
    }
    if (split)
        free(cells);
    free(finding.seen);
    free(finding.values);
    return fits;
}
