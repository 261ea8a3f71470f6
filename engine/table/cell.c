/* cell.c - one cell: where its figure lies in the cube, and how it is written.
 *
 * A cell takes from its line and its column what each of them says; what neither says has
 * one member only. Writing rounds; the figure itself is never changed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/layout.h"

/* ---- bands ---- */

/* The number of a step in a cell; false when there is none. */
static bool number_at(const struct table *table, uint32_t step, size_t cell,
                      double *number)
{
    if (step == STEP_NONE)
        return false;
    const struct figures *figures = &table->cube->figures[step];
    *number = figures->numbers[cell];
    return figures->kind == FIGURE_NUMBER && figures->reasons[cell] == REASON_NONE;
}

static enum band cell_band(const struct table *table, uint32_t item, size_t cell,
                           double number)
{
    const struct shown_indicator *shown = table_shown(table, item);
    double green = 0, amber = 0;
    bool has_green = number_at(table, shown->green, cell, &green);
    bool has_amber = number_at(table, shown->amber, cell, &amber);
    if (!has_green && !has_amber)
        return BAND_NONE;
    const struct indicator *indicator = table_indicator(table, item);
    bool lower =
        indicator->better_lower == 1 ||
        (indicator->better_lower == 0 && table_plan(table)->steps[shown->step].lower);
    if (has_green && (lower ? number <= green : number >= green))
        return BAND_GREEN;
    return has_amber && (lower ? number <= amber : number >= amber) ? BAND_AMBER
                                                                    : BAND_RED;
}

/* ---- the cell ---- */

struct table_cell table_cell_of(const struct table *table, uint32_t row, int32_t period,
                                uint32_t number)
{
    const struct table_item *item = &table->items[number];
    struct table_cell cell = {
        .reason = REASON_NO_TARGET, .item = number, .row = row, .period = period};
    if (item->step == STEP_NONE)
        return cell;
    const struct figures *figures = &table->cube->figures[item->step];
    size_t at = row * table->cube->grid->column_count + (size_t)period;
    cell.kind = figures->kind;
    cell.reason = figures->reasons[at];
    if (cell.reason != REASON_NONE)
        return cell;
    cell.number = figures->numbers[at];
    if (cell.kind == FIGURE_TEXT)
        cell.text = dictionary_text(table->cube->texts, (uint32_t)cell.number);
    if (figures->records != NULL && figures->present[at] < figures->records[at]) {
        cell.present = figures->present[at];
        cell.records = figures->records[at];
    }
    if (figures->expected != NULL && figures->reported[at] < figures->expected[at]) {
        cell.reported = figures->reported[at];
        cell.expected = figures->expected[at];
    }
    if (cell.kind == FIGURE_NUMBER && item->facet == FACET_VALUE)
        cell.band = cell_band(table, number, at, cell.number);
    return cell;
}

struct table_cell table_cell(const struct table *table, size_t line_number,
                             size_t column_number)
{
    const struct table_line *line = &table->lines[line_number];
    const struct table_column *column = &table->columns[column_number];
    if (line->kind == LINE_HEADING || table->item_count == 0)
        return (struct table_cell){.reason = REASON_NONE, .empty = true};
    int32_t item = line->item >= 0 ? line->item : column->item >= 0 ? column->item : 0;
    int32_t period = line->period >= 0     ? line->period
                     : column->period >= 0 ? column->period
                                           : table->lone_period;
    uint32_t row = line->row != ROW_NONE     ? line->row
                   : column->row != ROW_NONE ? column->row
                                             : table->lone_row;
    if (row == ROW_NONE || !table_stands_at(table, &table->items[item], period))
        return (struct table_cell){.reason = REASON_NONE, .empty = true};
    return table_cell_of(table, row, period, (uint32_t)item);
}

/* ---- for people ---- */

static bool is_whole(double number)
{
    return number == floor(number);
}

static bool all_whole(const struct table *table, uint32_t step)
{
    const struct plan *plan = table_plan(table);
    const struct figures *figures = &table->cube->figures[step];
    size_t width = table->cube->grid->column_count;
    bool once = plan->steps[step].once;
    if (figures->kind != FIGURE_NUMBER)
        return true;
    for (size_t i = 0; i < table->unit_count; i++)
        for (size_t p = 0; p < width; p++) {
            size_t cell = table->units[i] * width + p;
            bool shown = p < plan->period_count ? plan->periods[p].shown : once;
            if (shown && figures->reasons[cell] == REASON_NONE &&
                !is_whole(figures->numbers[cell]))
                return false;
        }
    return true;
}

static int find_digits(const struct table *table, uint32_t item)
{
    const struct indicator *indicator = table_indicator(table, item);
    if (indicator->digits >= 0 && table->items[item].facet != FACET_ACHIEVEMENT)
        return indicator->digits;
    if (table->items[item].percent)
        return 1;
    size_t first = table->items[item].shown * table->facet_count;
    for (size_t i = first; i < first + table->facet_count; i++) {
        const struct table_item *facet = &table->items[i];
        if (facet->facet != FACET_ACHIEVEMENT && facet->step != STEP_NONE &&
            !all_whole(table, facet->step))
            return 2;
    }
    return 0;
}

int table_digits(const struct table *table, uint32_t item)
{
    int8_t *known = table_lazy_digits(table);
    if (known[item] < 0)
        known[item] = (int8_t)find_digits(table, item);
    return known[item];
}

/* What the author calls a figure, or NULL. */
static const char *find_label(const struct table *table, const struct table_cell *cell)
{
    const struct catalogue *catalogue = table_plan(table)->catalogue;
    const struct indicator *indicator = table_indicator(table, cell->item);
    if (cell->kind != FIGURE_NUMBER ||
        table->items[cell->item].facet == FACET_ACHIEVEMENT)
        return NULL;
    for (uint32_t i = 0; i < indicator->labels_count; i++) {
        struct pair pair = catalogue->pairs[indicator->labels_first + i];
        const char *text = catalogue_text(catalogue, pair.name);
        struct number number;
        if (number_parse(text, strlen(text), (struct number_style){'.', GROUP_NONE, true},
                         &number) &&
            number.value == cell->number)
            return catalogue_text(catalogue, pair.value);
    }
    return NULL;
}

bool table_is_words(const struct table *table, const struct table_cell *cell)
{
    if (cell->empty || cell->reason != REASON_NONE)
        return false;
    return cell->kind == FIGURE_TEXT || find_label(table, cell) != NULL;
}

static void format_number(const struct table *table, const struct table_cell *cell,
                          struct text *out)
{
    char bytes[NUMBER_TEXT_SIZE];
    int digits = table_digits(table, cell->item);
    bool percent = table->items[cell->item].percent;
    /* Rounded before it is made a hundred times larger, on the decimal text the author
     * sees. */
    double number = percent ? number_round(cell->number, digits + 2) * 100 : cell->number;
    if (table->items[cell->item].year && digits == 0 && !percent) {
        text_add_bytes(out, bytes, number_format(number_round(number, 0), bytes));
        return;
    }
    text_add_bytes(out, bytes, number_format_for(number, digits, table->language, bytes));
    if (percent)
        text_add(out, strcmp(table->language, "en") == 0 ? "%" : "\u202f%");
}

void table_format(const struct table *table, const struct table_cell *cell,
                  struct text *out)
{
    if (cell->empty)
        return;
    if (cell->reason != REASON_NONE) {
        text_add(out, "–");
        return;
    }
    const char *label = find_label(table, cell);
    char bytes[DATE_TEXT_SIZE];
    if (cell->kind == FIGURE_TEXT || label != NULL)
        text_add(out, label != NULL ? label : cell->text);
    else if (cell->kind == FIGURE_DATE)
        text_add_bytes(out, bytes,
                       date_format_for((int32_t)cell->number, table->language, bytes));
    else
        format_number(table, cell, out);
}

/* ---- for machines ---- */

void table_format_exact(const struct table *table, const struct table_cell *cell,
                        struct text *out)
{
    (void)table;
    char bytes[NUMBER_TEXT_SIZE];
    if (cell->empty || cell->reason != REASON_NONE)
        return;
    if (cell->kind == FIGURE_TEXT)
        text_add(out, cell->text);
    else if (cell->kind == FIGURE_DATE)
        text_add_bytes(out, bytes, date_format((int32_t)cell->number, bytes));
    else
        text_add_bytes(out, bytes, number_format(cell->number, bytes));
}
