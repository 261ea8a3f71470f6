/* order.c - the units in the order printed: sorted, limited, gathered in sections, with
 * totals.
 *
 * Sort and limit come first and know no sections: the first twenty are the first twenty
 * of all. Sections then stand in the order of their column's values, and a unit keeps its
 * place within its section. A missing figure stands last in either order; ties keep the
 * order of the file.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "table/layout.h"

/* What a unit is sorted by. */
struct sort_key {
    uint32_t row;
    bool missing;
    double number;
    const char *text; /* NULL: the number counts */
    size_t rank; /* among the values that the schema allows; SIZE_MAX: not among them */
};

/* ---- values of a column of the units' dataset ---- */

static uint32_t follow(const struct bound_column *column, uint32_t record)
{
    const struct frame *frame = column->frame;
    for (uint32_t k = 0; k < column->key_count && record != RECORD_NONE; k++) {
        uint32_t target;
        frame_follow(frame, column->keys[k], &record, 1, &target);
        frame = frame->keys[column->keys[k]].target;
        record = target;
    }
    return record;
}

static const struct bound_column *bound_field(const struct table *table, uint32_t bound)
{
    if (bound == BOUND_NONE)
        return NULL;
    const struct bound_column *column = &table_plan(table)->binding->columns[bound];
    return column->op == OP_FIELD ? column : NULL;
}

static const char *value_text(const struct table *table, uint32_t bound, uint32_t record)
{
    const struct bound_column *column = bound_field(table, bound);
    if (column == NULL || record == RECORD_NONE ||
        (record = follow(column, record)) == RECORD_NONE)
        return NULL;
    struct text text = {0};
    bool there = frame_add_value_text(column->end, column->column, record, &text);
    const char *copy = there ? arena_text(table->arena, text_of(&text)) : NULL;
    text_clear(&text);
    return copy;
}

static size_t allowed_rank(const struct column *column, const char *text)
{
    for (size_t i = 0; i < column->allowed_count; i++)
        if (strcmp(column->allowed[i], text) == 0)
            return i;
    return SIZE_MAX;
}

/* The key of a value by the order of values: the schema's enum, else numbers by size,
 * else the alphabet. */
static struct sort_key value_key(const struct table *table, uint32_t bound, uint32_t row)
{
    struct sort_key key = {.row = row, .missing = true, .rank = SIZE_MAX};
    const struct bound_column *column = bound_field(table, bound);
    uint32_t record = grid_saying(table->cube->grid, row, bound), own = record;
    if (column == NULL || record == RECORD_NONE ||
        (record = follow(column, record)) == RECORD_NONE)
        return key;
    key.text = value_text(table, bound, own);
    key.missing = key.text == NULL;
    if (key.missing)
        return key;
    const struct column *field = &column->end->columns[column->column];
    key.rank = allowed_rank(field, key.text);
    if (field->type != COLUMN_TEXT) {
        uint8_t state;
        frame_read_numbers(column->end, column->column, &record, 1, &key.number, &state);
        key.text = NULL;
    }
    return key;
}

/* ---- sorting ---- */

static struct sort_key figure_key(const struct table *table, uint32_t row)
{
    const struct cube *cube = table->cube;
    const struct plan *plan = cube->plan;
    const struct figures *figures = &cube->figures[plan->sort_step];
    int32_t period = plan->sort_period < 0 || plan->steps[plan->sort_step].once
                         ? (int32_t)cube->grid->period_count
                         : plan->sort_period;
    size_t cell = row * cube->grid->column_count + (size_t)period;
    struct sort_key key = {
        .row = row, .missing = figures->reasons[cell] != REASON_NONE, .rank = SIZE_MAX};
    key.number = figures->numbers[cell];
    if (figures->kind == FIGURE_TEXT && !key.missing)
        key.text = dictionary_text(cube->texts, (uint32_t)key.number);
    return key;
}

static int compare_values(const struct sort_key *a, const struct sort_key *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->text != NULL && b->text != NULL)
        return text_compare(a->text, b->text);
    return (a->number > b->number) - (a->number < b->number);
}

static int compare(const void *left, const void *right, void *descending)
{
    const struct sort_key *a = left, *b = right;
    if (a->missing != b->missing)
        return a->missing ? 1 : -1;
    int order = a->missing ? 0 : compare_values(a, b);
    if (order != 0)
        return *(const bool *)descending ? -order : order;
    return a->row < b->row ? -1 : 1;
}

static void sort_units(struct table *table)
{
    const struct plan *plan = table_plan(table);
    size_t count = table->cube->grid->unit_count;
    struct sort_key *keys = memory_get_zeroed(count, sizeof *keys);
    for (uint32_t row = 0; row < count; row++) {
        if (plan->sort_step != STEP_NONE)
            keys[row] = figure_key(table, row);
        else if (plan->units.sort_column != BOUND_NONE)
            keys[row] = value_key(table, plan->units.sort_column, row);
        else
            keys[row] = (struct sort_key){
                .row = row, .text = table_row_label(table, row), .rank = SIZE_MAX};
    }
    bool descending = plan->evaluation->sort_descending;
    qsort_r(keys, count, sizeof *keys, compare, &descending);
    for (size_t i = 0; i < count; i++)
        table->units[i] = keys[i].row;
    free(keys);
}

/* ---- sections ---- */

struct section {
    const char *name;
    struct sort_key key;
    uint32_t total;
    uint32_t number;
    size_t next;
};

static const char *section_name(const struct table *table, const char *name)
{
    return name != NULL && *name != '\0' ? name
                                         : word_of(table->language, WORD_NOT_GIVEN);
}

static int compare_sections(const void *left, const void *right)
{
    bool ascending = false;
    return compare(&((const struct section *)left)->key,
                   &((const struct section *)right)->key, &ascending);
}

/* The sections of the first `count` units, numbered by first appearance; each unit's in
 * `places`. */
static struct section *find_sections(struct table *table, size_t count, uint32_t *places,
                                     size_t *found)
{
    const struct grid *grid = table->cube->grid;
    struct dictionary *names = dictionary_new();
    struct section *sections = memory_get_zeroed(count, sizeof *sections);
    *found = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = section_name(table, grid->rows[table->units[i]].section);
        places[i] = dictionary_add(names, name, strlen(name));
        if (places[i] == *found)
            sections[(*found)++] = (struct section){
                name, value_key(table, table_plan(table)->units.section, table->units[i]),
                ROW_NONE, places[i], 0};
        sections[places[i]].next++;
    }
    for (uint32_t row = (uint32_t)grid->unit_count; row < grid->row_count; row++) {
        const struct grid_row *total = &grid->rows[row];
        const char *name =
            section_name(table, total->section != NULL ? total->section : total->key);
        uint32_t number = dictionary_find(names, name, strlen(name));
        if (number != DICTIONARY_NONE && table_row_section(table, row) != NULL)
            sections[number].total = row;
    }
    dictionary_free(names);
    return sections;
}

/* Gathers the units by section, sections in the order of their values, each with its
 * total last. */
static void gather_sections(struct table *table, size_t count)
{
    uint32_t *places = memory_get_zeroed(count, sizeof *places);
    size_t found, room = table->cube->grid->row_count + 1;
    struct section *sections = find_sections(table, count, places, &found);
    qsort(sections, found, sizeof *sections, compare_sections);
    uint32_t *rows = arena_get(table->arena, room * sizeof *rows);
    size_t *starts = memory_get_zeroed(found, sizeof *starts);
    table->sections = arena_get_zeroed(table->arena, room, sizeof *table->sections);
    table->unit_count = 0;
    for (size_t s = 0; s < found; s++) {
        size_t units = sections[s].next, first = table->unit_count;
        starts[sections[s].number] = first;
        table->unit_count = first + units + (sections[s].total != ROW_NONE);
        for (size_t i = first; i < table->unit_count; i++)
            table->sections[i] = sections[s].name;
        if (sections[s].total != ROW_NONE)
            rows[first + units] = sections[s].total;
    }
    for (size_t i = 0; i < count; i++)
        rows[starts[places[i]]++] = table->units[i];
    table->units = rows;
    free(starts);
    free(sections);
    free(places);
}

/* ---- the units ---- */

/* A value beside as people of the table's language write it. A whole number of four digits
 * is as often a year as not, and stands as it is. */
static const char *beside_words(const struct table *table, uint32_t bound,
                                uint32_t record, const char *exact)
{
    const struct bound_column *column = bound_field(table, bound);
    char bytes[NUMBER_TEXT_SIZE];
    double number;
    uint8_t state;
    if (exact == NULL || column == NULL || column->type == COLUMN_TEXT ||
        column->type == COLUMN_BOOLEAN ||
        (column->type == COLUMN_DATE && column->grain != GRAIN_DAY))
        return exact;
    record = follow(column, record);
    frame_read_numbers(column->end, column->column, &record, 1, &number, &state);
    if (column->type == COLUMN_DATE)
        return arena_bytes(table->arena, bytes,
                           date_format_for((int32_t)number, table->language, bytes));
    const char *point = strchr(exact, '.');
    if (strchr(exact, 'e') != NULL ||
        (point == NULL && number < 10000 && number > -10000))
        return exact;
    int digits = point == NULL ? 0 : (int)strlen(point + 1);
    return arena_bytes(table->arena, bytes,
                       number_format_for(number, digits, table->language, bytes));
}

static void read_beside(struct table *table)
{
    const struct plan_units *units = &table_plan(table)->units;
    const struct grid *grid = table->cube->grid;
    if (units->beside_count == 0)
        return;
    size_t count = grid->unit_count * units->beside_count + 1;
    table->beside = arena_get_zeroed(table->arena, count, sizeof *table->beside);
    table->beside_words =
        arena_get_zeroed(table->arena, count, sizeof *table->beside_words);
    for (size_t i = 0; i < table->unit_count; i++) {
        uint32_t row = table->units[i];
        if (row >= grid->unit_count)
            continue;
        for (uint32_t b = 0; b < units->beside_count; b++) {
            size_t at = row * units->beside_count + b;
            uint32_t record = grid_saying(grid, row, units->beside[b]);
            table->beside[at] = value_text(table, units->beside[b], record);
            table->beside_words[at] =
                beside_words(table, units->beside[b], record, table->beside[at]);
        }
    }
}

void table_make_units(struct table *table)
{
    const struct evaluation *evaluation = table_evaluation(table);
    const struct grid *grid = table->cube->grid;
    table->units = arena_get(table->arena, (grid->row_count + 1) * sizeof *table->units);
    for (uint32_t row = 0; row < grid->unit_count; row++)
        table->units[row] = row;
    if (evaluation->has_sort)
        sort_units(table);
    size_t count = grid->unit_count;
    if (evaluation->limit > 0 && evaluation->limit < count) {
        table->units_hidden = count - evaluation->limit;
        count = evaluation->limit;
    }
    table->unit_count = count;
    const char *sections =
        catalogue_text(table_plan(table)->catalogue, evaluation->sections);
    if (sections != NULL && strncmp(sections, "tags.", 5) != 0)
        gather_sections(table, count);
    uint32_t last = (uint32_t)grid->row_count - 1;
    bool whole = table_plan(table)->units.whole; /* its total would say the same again */
    if (!whole && grid->row_count > grid->unit_count &&
        strcmp(grid->rows[last].key, "*") == 0)
        table->units[table->unit_count++] = last;
    read_beside(table);
}
