/* rows_values.c - units that are the values of columns.
 *
 * Each column's values are numbered (a text by its code, a number by a dictionary of its
 * bytes), put in the language's order of values, and a record's unit is the tuple of its
 * ranks. Of a split column a record has several values, and counts for the units of all
 * its combinations.
 *
 * What lasts goes into the grid's arena and lists; the rest is freed here.
 */
#include "eval/rows.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "eval/parts.h"
#include "expr/records.h"
#include "expr/values.h"

enum { UNIT_COLUMNS = 4 };

struct tuple {
    uint32_t rank[UNIT_COLUMNS];
};

/* One of the columns whose values are the units. */
struct value_column {
    const struct bound_column *bound;
    uint32_t read;              /* the column read: of a split, its cells' */
    struct dictionary *numbers; /* of a column of numbers: its values' bytes */
    uint32_t *found;            /* by record: the number of its value, or UINT32_MAX */
    uint8_t *seen;              /* by number of a text: whether a record has it */
    struct lists parts;         /* of a split: by code of a cell */
    double *values;             /* in the order of values … */
    size_t value_count;
    uint32_t *rank; /* … and where each number stands among them */
};

struct numbering {
    struct grid *grid;
    struct value_column columns[UNIT_COLUMNS];
    uint32_t column_count;
    struct dictionary *tuples;
};

/* ---- numbering the values of each column ---- */

static uint32_t number_of(struct value_column *column, double value)
{
    if (column->numbers == NULL)
        return (uint32_t)value;
    value += 0.0; /* -0 is 0 */
    return dictionary_add(column->numbers, (const char *)&value, sizeof value);
}

static void mark_seen(struct value_column *column, uint32_t number)
{
    if (column->bound->op != OP_SPLIT)
        column->seen[number] = 1;
    else
        for (uint32_t k = column->parts.starts[number];
             k < column->parts.starts[number + 1]; k++)
            column->seen[column->parts.items[k]] = 1;
}

static void read_batch(void *self, const uint32_t *records, size_t count)
{
    struct numbering *numbering = self;
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    for (uint32_t c = 0; c < numbering->column_count; c++) {
        struct value_column *column = &numbering->columns[c];
        records_read_numbers(numbering->grid->plan->binding, column->read, records, count,
                             numbers, reasons);
        for (size_t i = 0; i < count; i++) {
            if (reasons[i] != REASON_NONE)
                continue;
            uint32_t number = number_of(column, numbers[i]);
            column->found[records[i]] = number;
            if (column->seen != NULL)
                mark_seen(column, number);
        }
    }
}

static void open_column(struct numbering *numbering, uint32_t bound)
{
    const struct plan *plan = numbering->grid->plan;
    struct value_column *column = &numbering->columns[numbering->column_count++];
    size_t total = (size_t)plan->units.frame->record_count;
    column->bound = &plan->binding->columns[bound];
    column->read = bound;
    if (column->bound->op == OP_SPLIT) {
        column->read = column->bound->arguments[0];
        column->parts = parts_of_cells(plan->binding, bound);
    }
    if (column->bound->type == COLUMN_TEXT)
        column->seen = memory_get_zeroed(dictionary_count(column->bound->texts) + 1, 1);
    else
        column->numbers = dictionary_new();
    column->found = memory_get((total + 1) * sizeof *column->found);
    memset(column->found, 0xFF, (total + 1) * sizeof *column->found);
}

static void rank_values(struct value_column *column)
{
    size_t numbers = column->numbers != NULL ? dictionary_count(column->numbers)
                                             : dictionary_count(column->bound->texts);
    column->values = memory_get((numbers + 1) * sizeof *column->values);
    column->rank = memory_get_zeroed(numbers + 1, sizeof *column->rank);
    for (uint32_t i = 0; i < numbers; i++) {
        double value = i;
        if (column->numbers != NULL)
            memcpy(&value, dictionary_text(column->numbers, i), sizeof value);
        if (column->numbers != NULL || column->seen[i])
            column->values[column->value_count++] = value;
    }
    values_sort(column->bound, column->values, column->value_count);
    for (size_t i = 0; i < column->value_count; i++)
        column->rank[number_of(column, column->values[i])] = (uint32_t)i;
}

static void close_column(struct value_column *column)
{
    dictionary_free(column->numbers);
    lists_clear(&column->parts);
    free(column->found);
    free(column->seen);
    free(column->values);
    free(column->rank);
}

/* ---- tuples ---- */

struct cells {
    uint32_t *items;
    size_t count, room;
};

/* Adds the tuples of a record: all combinations of its columns' values from column c on.
 */
static void add_tuples(struct numbering *numbering, struct cells *cells, size_t record,
                       uint32_t c, struct tuple *tuple)
{
    if (c == numbering->column_count) {
        if (cells->count == cells->room) {
            cells->room = cells->room * 2 + 1024;
            cells->items = memory_resize(cells->items, cells->room, sizeof *cells->items);
        }
        cells->items[cells->count++] =
            numbering->column_count == 1
                ? tuple->rank[0]
                : dictionary_add(numbering->tuples, (const char *)tuple, sizeof *tuple);
        return;
    }
    struct value_column *column = &numbering->columns[c];
    uint32_t number = column->found[record];
    if (number == UINT32_MAX)
        return;
    if (column->bound->op != OP_SPLIT) {
        tuple->rank[c] = column->rank[number];
        add_tuples(numbering, cells, record, c + 1, tuple);
        return;
    }
    for (uint32_t k = column->parts.starts[number]; k < column->parts.starts[number + 1];
         k++) {
        tuple->rank[c] = column->rank[column->parts.items[k]];
        add_tuples(numbering, cells, record, c + 1, tuple);
    }
}

static int compare_tuples(const void *a, const void *b)
{
    for (int i = 0; i < UNIT_COLUMNS; i++) {
        uint32_t x = ((const struct tuple *)a)->rank[i],
                 y = ((const struct tuple *)b)->rank[i];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

/* The different tuples in order; lists' items become rows. */
static struct tuple *sort_tuples(struct numbering *numbering, struct lists *lists,
                                 size_t item_count)
{
    bool single = numbering->column_count == 1;
    size_t count =
        single ? numbering->columns[0].value_count : dictionary_count(numbering->tuples);
    struct tuple *tuples = memory_get_zeroed(count + 1, sizeof *tuples);
    uint32_t *row_of = memory_get((count + 1) * sizeof *row_of);
    numbering->grid->unit_count = count;
    for (uint32_t i = 0; i < count; i++)
        if (single)
            tuples[i].rank[0] = i;
        else
            memcpy(&tuples[i], dictionary_text(numbering->tuples, i), sizeof *tuples);
    if (!single) {
        qsort(tuples, count, sizeof *tuples, compare_tuples);
        for (uint32_t i = 0; i < count; i++)
            row_of[dictionary_find(numbering->tuples, (const char *)&tuples[i],
                                   sizeof *tuples)] = i;
        for (size_t i = 0; i < item_count; i++)
            lists->items[i] = row_of[lists->items[i]];
    }
    free(row_of);
    return tuples;
}

static void make_rows(struct numbering *numbering, const struct tuple *tuples)
{
    struct grid *grid = numbering->grid;
    struct text text = {0};
    grid->rows = arena_get(grid->arena, (grid->unit_count + 1) * sizeof *grid->rows);
    for (size_t i = 0; i < grid->unit_count; i++) {
        text.size = 0;
        for (uint32_t c = 0; c < numbering->column_count; c++) {
            const struct value_column *column = &numbering->columns[c];
            if (c > 0)
                text_add(&text, " · ");
            values_text(column->bound, column->values[tuples[i].rank[c]], &text);
        }
        const char *key = arena_bytes(grid->arena, text_of(&text), text.size);
        grid->rows[i] =
            (struct grid_row){key, key, NULL, RECORD_NONE, INT32_MIN, INT32_MAX};
    }
    text_clear(&text);
}

void rows_of_values(struct grid *grid)
{
    const struct plan_units *units = &grid->plan->units;
    struct numbering numbering = {.grid = grid, .tuples = dictionary_new()};
    struct lists *lists = &grid->units_of;
    struct cells cells = {0};
    assert(units->column_count <= UNIT_COLUMNS);
    for (uint32_t c = 0; c < units->column_count; c++)
        open_column(&numbering, units->columns[c]);
    rows_each_batch(grid, read_batch, &numbering);
    for (uint32_t c = 0; c < numbering.column_count; c++)
        rank_values(&numbering.columns[c]);
    lists->count = (size_t)units->frame->record_count;
    lists->starts = memory_get((lists->count + 1) * sizeof *lists->starts);
    for (size_t record = 0; record < lists->count; record++) {
        struct tuple tuple = {{0}};
        lists->starts[record] = (uint32_t)cells.count;
        add_tuples(&numbering, &cells, record, 0, &tuple);
    }
    lists->starts[lists->count] = (uint32_t)cells.count;
    lists->items = cells.items;
    struct tuple *tuples = sort_tuples(&numbering, lists, cells.count);
    make_rows(&numbering, tuples);
    free(tuples);
    for (uint32_t c = 0; c < numbering.column_count; c++)
        close_column(&numbering.columns[c]);
    dictionary_free(numbering.tuples);
}
