/* grid.c - units, totals and periods as rows and columns.
 *
 * Units are found once, in the order in which tables show them; from then on everything
 * speaks of rows by number. A record of the units' frame knows the rows of its units as a
 * list (one row, or several when units are the parts of a split column), and every other
 * frame's records reach rows through those lists (placement.c).
 *
 * The grid's arena holds rows and texts; lists and placements are freed by grid_free.
 */
#include "eval/grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "eval/parts.h"
#include "eval/placement.h"
#include "eval/rows.h"
#include "expr/records.h"
#include "expr/values.h"

void rows_each_batch(struct grid *grid,
                     void (*each)(void *self, const uint32_t *records, size_t count),
                     void *self)
{
    const struct plan_units *units = &grid->plan->units;
    uint32_t records[RECORD_BATCH];
    uint8_t passes[RECORD_BATCH];
    uint64_t total = units->frame->record_count;
    for (uint64_t first = 0; first < total; first += RECORD_BATCH) {
        size_t count =
            total - first < RECORD_BATCH ? (size_t)(total - first) : RECORD_BATCH;
        size_t kept = 0;
        for (size_t i = 0; i < count; i++)
            records[i] = (uint32_t)(first + i);
        memset(passes, 1, sizeof passes);
        if (units->filter != BOUND_NONE)
            records_test(grid->plan->binding, units->filter, records, count, passes);
        for (size_t i = 0; i < count; i++) {
            grid->left_out[records[i]] = !passes[i];
            if (passes[i])
                records[kept++] = records[i];
        }
        each(self, records, kept);
    }
}

/* ---- units that are records ---- */

struct collecting {
    struct grid *grid;
    struct grid_row *rows;
    size_t count;
};

/* Each record's value of a column as a text in the grid's arena, NULL where there is
 * none. */
static void read_texts(const struct grid *grid, uint32_t column, const uint32_t *records,
                       size_t count, const char **texts)
{
    const struct binding *binding = grid->plan->binding;
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    struct text text = {0};
    records_read_numbers(binding, column, records, count, numbers, reasons);
    for (size_t i = 0; i < count; i++) {
        text.size = 0;
        texts[i] = NULL;
        if (reasons[i] != REASON_NONE)
            continue;
        values_text(&binding->columns[column], numbers[i], &text);
        texts[i] = arena_bytes(grid->arena, text_of(&text), text.size);
    }
    text_clear(&text);
}

static void add_record_rows(void *self, const uint32_t *records, size_t count)
{
    struct collecting *collecting = self;
    struct grid *grid = collecting->grid;
    const struct plan_units *units = &grid->plan->units;
    const char *keys[RECORD_BATCH] = {0}, *labels[RECORD_BATCH] = {0};
    if (units->key != BOUND_NONE)
        read_texts(grid, units->key, records, count, keys);
    if (units->label != BOUND_NONE)
        read_texts(grid, units->label, records, count, labels);
    for (size_t i = 0; i < count; i++) {
        struct grid_row *row = &collecting->rows[collecting->count++];
        *row = (struct grid_row){
            .key = keys[i] != NULL ? keys[i]
                                   : arena_format(grid->arena, "%u", records[i] + 1),
            .record = records[i],
            .life_first = INT32_MIN,
            .life_last = INT32_MAX,
        };
        row->label = labels[i] != NULL ? labels[i] : row->key;
    }
}

static void rows_of_records(struct grid *grid)
{
    size_t total = (size_t)grid->plan->units.frame->record_count;
    struct collecting collecting = {.grid = grid};
    struct lists *lists = &grid->units_of;
    collecting.rows = memory_get(total * sizeof *collecting.rows);
    rows_each_batch(grid, add_record_rows, &collecting);
    grid->unit_count = collecting.count;
    grid->rows = arena_get(grid->arena, collecting.count * sizeof *grid->rows);
    memcpy(grid->rows, collecting.rows, collecting.count * sizeof *grid->rows);
    free(collecting.rows);
    lists->count = total;
    lists->starts = memory_get((total + 1) * sizeof *lists->starts);
    lists->items = memory_get(grid->unit_count * sizeof *lists->items);
    for (size_t record = 0, row = 0; record <= total; record++) {
        lists->starts[record] = (uint32_t)row;
        if (row < grid->unit_count && grid->rows[row].record == record) {
            lists->items[row] = (uint32_t)row;
            row++;
        }
    }
}

static void row_of_whole(struct grid *grid)
{
    const char *name = grid->plan->units.whole_name;
    grid->unit_count = 1;
    grid->rows = arena_get(grid->arena, sizeof *grid->rows);
    grid->rows[0] = (struct grid_row){
        .key = name != NULL ? name : "all",
        .label = name != NULL ? name : "all",
        .record = RECORD_NONE,
        .life_first = INT32_MIN,
        .life_last = INT32_MAX,
    };
}

/* ---- life, and what the units say ---- */

static void read_lives(struct grid *grid)
{
    const struct plan_units *units = &grid->plan->units;
    if (units->column_count > 0 || units->whole || units->life[0] == BOUND_NONE)
        return;
    for (size_t first = 0; first < grid->unit_count; first += RECORD_BATCH) {
        uint32_t records[RECORD_BATCH];
        struct dating dating;
        size_t count = grid->unit_count - first;
        if (count > RECORD_BATCH)
            count = RECORD_BATCH;
        for (size_t i = 0; i < count; i++)
            records[i] = grid->rows[first + i].record;
        dating_read(grid->plan, units->life, records, count, &dating);
        for (size_t i = 0; i < count; i++) {
            grid->rows[first + i].life_first = dating.from[i];
            grid->rows[first + i].life_last = dating.to[i];
        }
    }
}

/* What the records of a unit say in a column, when all of them say the same. */
struct agreeing {
    struct grid *grid;
    uint32_t column;
    uint32_t *records; /* by unit: one that says it, or RECORD_NONE */
    double *numbers;
    uint8_t *reasons, *seen;
};

static void add_agreeing(void *self, const uint32_t *records, size_t count)
{
    struct agreeing *agreeing = self;
    const struct lists *units = &agreeing->grid->units_of;
    double numbers[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    records_read_numbers(agreeing->grid->plan->binding, agreeing->column, records, count,
                         numbers, reasons);
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = units->starts[records[i]]; k < units->starts[records[i] + 1];
             k++) {
            uint32_t unit = units->items[k];
            bool alike =
                reasons[i] == agreeing->reasons[unit] &&
                (reasons[i] != REASON_NONE || numbers[i] == agreeing->numbers[unit]);
            if (!agreeing->seen[unit]) {
                agreeing->seen[unit] = 1;
                agreeing->records[unit] = records[i];
                agreeing->numbers[unit] = numbers[i];
                agreeing->reasons[unit] = reasons[i];
            } else if (!alike) {
                agreeing->records[unit] = RECORD_NONE;
            }
        }
}

/* For each unit a record that says what all of its records say in a column. */
static uint32_t *agreed_records(struct grid *grid, uint32_t column)
{
    size_t count = grid->unit_count;
    struct agreeing agreeing = {grid, column, NULL, NULL, NULL, NULL};
    agreeing.records = arena_get(grid->arena, (count + 1) * sizeof *agreeing.records);
    agreeing.numbers = memory_get_zeroed(count + 1, sizeof *agreeing.numbers);
    agreeing.reasons = memory_get_zeroed(count + 1, 1);
    agreeing.seen = memory_get_zeroed(count + 1, 1);
    for (size_t i = 0; i < count; i++)
        agreeing.records[i] = RECORD_NONE;
    rows_each_batch(grid, add_agreeing, &agreeing);
    free(agreeing.numbers);
    free(agreeing.reasons);
    free(agreeing.seen);
    return agreeing.records;
}

uint32_t grid_saying(const struct grid *grid, size_t row, uint32_t column)
{
    if (grid->rows[row].record != RECORD_NONE || row >= grid->unit_count)
        return grid->rows[row].record;
    for (size_t i = 0; i < grid->said_count; i++)
        if (grid->said[i].column == column)
            return grid->said[i].records[row];
    return RECORD_NONE;
}

static void add_said(struct grid *grid, uint32_t column)
{
    if (column != BOUND_NONE)
        grid->said[grid->said_count++] =
            (struct said){column, agreed_records(grid, column)};
}

/* A unit that is a value has no record of its own: what stands beside it, its section and
 * label are those on which its records agree. */
static void read_said(struct grid *grid)
{
    const struct plan_units *units = &grid->plan->units;
    if (units->whole || units->column_count == 0)
        return;
    grid->said = arena_get(grid->arena, (units->beside_count + 3) * sizeof *grid->said);
    add_said(grid, units->section);
    add_said(grid, units->sort_column);
    add_said(grid, units->label);
    for (uint32_t i = 0; i < units->beside_count; i++)
        add_said(grid, units->beside[i]);
}

/* The unit's text in a column, NULL where it has none. */
static const char *text_of_unit(struct grid *grid, size_t row, uint32_t column)
{
    const char *text = NULL;
    uint32_t record = grid_saying(grid, row, column);
    if (record != RECORD_NONE)
        read_texts(grid, column, &record, 1, &text);
    return text;
}

static void read_sections(struct grid *grid)
{
    const struct plan_units *units = &grid->plan->units;
    if (units->whole)
        return;
    for (size_t i = 0; i < grid->unit_count; i++) {
        struct grid_row *row = &grid->rows[i];
        if (units->section != BOUND_NONE)
            row->section = text_of_unit(grid, i, units->section);
        if (units->column_count == 0 || units->label == BOUND_NONE)
            continue;
        const char *label = text_of_unit(grid, i, units->label);
        row->label = label != NULL ? label : row->key;
    }
}

/* ---- totals ---- */

static struct grid_row total_row(const char *key, const char *label, const char *section)
{
    return (struct grid_row){key, label, section, RECORD_NONE, INT32_MIN, INT32_MAX};
}

static void add_totals(struct grid *grid)
{
    const struct evaluation *evaluation = grid->plan->evaluation;
    bool sections = evaluation->totals == 2 && !grid->plan->units.whole &&
                    grid->plan->units.section != BOUND_NONE;
    struct dictionary *names = dictionary_new();
    grid->row_count = grid->unit_count;
    if (sections) {
        grid->section_rows = arena_get(grid->arena, grid->unit_count * sizeof(uint32_t));
        for (size_t i = 0; i < grid->unit_count; i++) {
            const char *name = grid->rows[i].section;
            grid->section_rows[i] = UINT32_MAX;
            if (name != NULL)
                grid->section_rows[i] = (uint32_t)grid->unit_count +
                                        dictionary_add(names, name, strlen(name));
        }
    }
    size_t totals = dictionary_count(names) + (evaluation->totals != 0);
    struct grid_row *rows =
        arena_get(grid->arena, (grid->unit_count + totals) * sizeof *rows);
    memcpy(rows, grid->rows, grid->unit_count * sizeof *rows);
    for (uint32_t i = 0; i < dictionary_count(names); i++) {
        const char *name = arena_text(grid->arena, dictionary_text(names, i));
        rows[grid->row_count++] = total_row(name, name, name);
    }
    if (evaluation->totals != 0)
        rows[grid->row_count++] = total_row("*", "Total", NULL);
    grid->rows = rows;
    dictionary_free(names);
}

/* ---- the grid ---- */

struct grid *grid_new(const struct plan *plan, struct fault *fault)
{
    struct arena *arena = arena_new();
    struct grid *grid = arena_get_zeroed(arena, 1, sizeof *grid);
    const struct plan_units *units = &plan->units;
    (void)fault;
    grid->plan = plan;
    grid->arena = arena;
    grid->period_count = plan->period_count;
    grid->column_count = plan->period_count + 1;
    /* Room for every dating of every source, so that what grid_place gave stays where it
     * is. */
    grid->placements = arena_get_zeroed(arena, plan->binding->source_count + 1,
                                        sizeof *grid->placements);
    if (!units->whole)
        grid->left_out =
            arena_get_zeroed(arena, (size_t)units->frame->record_count + 1, 1);
    if (units->whole)
        row_of_whole(grid);
    else if (units->column_count > 0)
        rows_of_values(grid);
    else
        rows_of_records(grid);
    read_lives(grid);
    read_said(grid);
    read_sections(grid);
    add_totals(grid);
    return grid;
}

void grid_free(struct grid *grid)
{
    if (grid == NULL)
        return;
    for (size_t i = 0; i < grid->placement_count; i++)
        placement_clear(&grid->placements[i]);
    lists_clear(&grid->units_of);
    arena_free(grid->arena);
}
