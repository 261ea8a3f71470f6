/* render_json.c - tables as JSON.
 *
 * One table is one object; several, or a report with a title, are
 * {"title": …, "tables": [object, …]}. A table is
 *
 *   "name", "title", "subtitle", "language"
 *   "units"       [{"unit": key, "label", "section"?, "total"?: true, "beside"?: {column:
 * value|null}}] "periods"     [{"period": "2017", "first_day": "2017-01-01", "last_day":
 * …}]  days: null for all time "indicators"  [{"indicator": name, "title", "unit": of
 * measure|null, "percent", "better": "higher"|"lower", "once", "family"?: its value,
 * "heading"?, "facet"?, "labels"?: {"1": "weak"}}] "cells"       [{"unit", "period",
 * "indicator", "value"}] in the order of the table; with "missing": reason  where the
 * value is null "present", "records"    where it rests on fewer values than there are
 * records "reported", "expected"  where not all have reported "band":
 * "green"|"amber"|"red"  where the indicator has bands "checks"      [{"message", "unit",
 * "period", "left", "right", "missing"?: reason}] that do not hold, or (missing) cannot
 * be decided "notes"       [text], the author's "hidden"      units that limit has left
 * out "records"     [{"dataset", "dated": column|null, "read", "used", "no_unit",
 * "other_unit", "no_period", "other_period", "broken_key", "skipped_rows", "duplicates",
 *                   "unreadable"}]
 *
 * Figures are exact; a text is a string, a date "2018-07-05". A `once` figure has the
 * period "all". A total's unit is "*", a section's "*:" and its value.
 */
#include <stdlib.h>

#include "base/fault.h"
#include "base/json.h"
#include "table/layout.h"
#include "table/renderers.h"
#include "table/sink.h"

static void add_member(struct text *out, const char *name, const char *string)
{
    text_add_char(out, '"');
    text_add(out, name);
    text_add(out, "\": ");
    if (string == NULL)
        text_add(out, "null");
    else
        text_add_json(out, string);
}

static void add_next(struct text *out, const char *name, const char *string)
{
    text_add(out, ", ");
    add_member(out, name, string);
}

/* Opens the next item of a list on a line of its own. */
static void add_item(struct text *out, bool *any)
{
    text_add(out, *any ? ",\n    {" : "\n    {");
    *any = true;
}

static void end_list(struct text *out, bool any)
{
    text_add(out, any ? "\n  ]" : "]");
}

static void add_day(struct text *out, const char *name, int32_t day)
{
    char bytes[DATE_TEXT_SIZE + 1];
    bool bound = day != INT32_MIN && day != INT32_MAX;
    if (bound)
        bytes[date_format(day, bytes)] = '\0';
    add_next(out, name, bound ? bytes : NULL);
}

/* ---- the axes ---- */

static void add_units(const struct table *table, struct text *out)
{
    const struct plan *plan = table_plan(table);
    bool any = false;
    text_add(out, ",\n  \"units\": [");
    for (size_t i = 0; i < table->unit_count; i++) {
        uint32_t row = table->units[i];
        add_item(out, &any);
        add_member(out, "unit", table_row_key(table, row));
        add_next(out, "label", table_row_label(table, row));
        if (table->sections != NULL)
            add_next(out, "section", table_row_section(table, row));
        if (table_row_is_total(table, row))
            text_add(out, ", \"total\": true");
        else if (plan->units.beside_count > 0) {
            text_add(out, ", \"beside\": {");
            for (uint32_t b = 0; b < plan->units.beside_count; b++) {
                const char *name = table_beside_name(table, b);
                text_add(out, b > 0 ? ", " : "");
                text_add_json(out, name);
                text_add(out, ": ");
                const char *value = table->beside[row * plan->units.beside_count + b];
                if (value == NULL)
                    text_add(out, "null");
                else
                    text_add_json(out, value);
            }
            text_add_char(out, '}');
        }
        text_add_char(out, '}');
    }
    end_list(out, any);
}

static void add_periods(const struct table *table, struct text *out)
{
    const struct plan *plan = table_plan(table);
    bool any = false;
    text_add(out, ",\n  \"periods\": [");
    for (size_t i = 0; i < plan->period_count; i++) {
        if (!plan->periods[i].shown)
            continue;
        add_item(out, &any);
        add_member(out, "period", plan->periods[i].key);
        add_day(out, "first_day", plan->periods[i].first_day);
        add_day(out, "last_day", plan->periods[i].last_day);
        text_add_char(out, '}');
    }
    end_list(out, any);
}

static void add_labels(const struct table *table, const struct indicator *indicator,
                       struct text *out)
{
    const struct catalogue *catalogue = table_plan(table)->catalogue;
    if (indicator->labels_count == 0)
        return;
    text_add(out, ", \"labels\": {");
    for (uint32_t i = 0; i < indicator->labels_count; i++) {
        struct pair pair = catalogue->pairs[indicator->labels_first + i];
        text_add(out, i > 0 ? ", " : "");
        text_add_json(out, catalogue_text(catalogue, pair.name));
        text_add(out, ": ");
        text_add_json(out, catalogue_text(catalogue, pair.value));
    }
    text_add_char(out, '}');
}

static void add_indicator(const struct table *table, uint32_t number, struct text *out)
{
    static const char *const facets[] = {"value", "baseline", "target", "achievement"};
    const struct table_item *item = &table->items[number];
    const struct catalogue *catalogue = table_plan(table)->catalogue;
    const struct indicator *indicator = table_indicator(table, number);
    const struct shown_indicator *shown = table_shown(table, number);
    const char *title = catalogue_title(catalogue, indicator->title, table->language);
    const char *unit =
        catalogue_title(catalogue, indicator->unit_titles, table->language);
    bool lower =
        indicator->better_lower == 1 ||
        (indicator->better_lower == 0 && table_plan(table)->steps[shown->step].lower);
    add_member(out, "indicator", item->name);
    add_next(out, "title", title != NULL ? title : shown->name);
    add_next(out, "unit",
             unit != NULL ? unit : catalogue_text(catalogue, indicator->unit));
    text_addf(out, ", \"percent\": %s, \"better\": \"%s\", \"once\": %s",
              item->percent ? "true" : "false", lower ? "lower" : "higher",
              item->once ? "true" : "false");
    if (shown->value != NULL)
        add_next(out, "family", shown->value);
    if (item->path[1] != NULL)
        add_next(out, "heading", item->path[1]);
    if (table->facet_count > 1)
        add_next(out, "facet", facets[item->facet]);
    add_labels(table, indicator, out);
}

static void add_indicators(const struct table *table, struct text *out)
{
    bool any = false;
    text_add(out, ",\n  \"indicators\": [");
    for (size_t i = 0; i < table->order_count; i++)
        for (size_t f = 0; f < table->facet_count; f++) {
            add_item(out, &any);
            add_indicator(table, (uint32_t)(table->orders[i] * table->facet_count + f),
                          out);
            text_add_char(out, '}');
        }
    end_list(out, any);
}

/* ---- the cells ---- */

static void add_value(const struct table *table, const struct table_cell *cell,
                      struct text *out)
{
    if (cell->reason != REASON_NONE) {
        text_add(out, "null");
    } else if (cell->kind == FIGURE_TEXT) {
        text_add_json(out, cell->text);
    } else {
        text_add(out, cell->kind == FIGURE_DATE ? "\"" : "");
        table_format_exact(table, cell, out);
        text_add(out, cell->kind == FIGURE_DATE ? "\"" : "");
    }
}

static void add_cell(const struct table *table, const struct table_cell *cell,
                     struct text *out)
{
    static const char *const bands[] = {NULL, "green", "amber", "red"};
    add_member(out, "unit", table_row_key(table, cell->row));
    add_next(out, "period",
             table_period_key(table, table->items[cell->item].once ? table->overall
                                                                   : cell->period));
    add_next(out, "indicator", table->items[cell->item].name);
    text_add(out, ", \"value\": ");
    add_value(table, cell, out);
    if (cell->reason != REASON_NONE)
        add_next(out, "missing", reason_text(cell->reason));
    if (cell->records > 0)
        text_addf(out, ", \"present\": %u, \"records\": %u", cell->present,
                  cell->records);
    if (cell->expected > 0)
        text_addf(out, ", \"reported\": %u, \"expected\": %u", cell->reported,
                  cell->expected);
    if (cell->band != BAND_NONE)
        add_next(out, "band", bands[cell->band]);
}

static void add_cells(const struct table *table, struct text *out)
{
    bool any = false;
    text_add(out, ",\n  \"cells\": [");
    for (size_t l = 0; l < table->line_count; l++)
        for (size_t c = 0; c < table->column_count; c++) {
            struct table_cell cell = table_cell(table, l, c);
            if (cell.empty)
                continue;
            add_item(out, &any);
            add_cell(table, &cell, out);
            text_add_char(out, '}');
        }
    end_list(out, any);
}

/* ---- what stands under a table ---- */

static void add_step_value(const struct table *table, uint32_t step, size_t cell,
                           struct text *out)
{
    const struct cube *cube = table->cube;
    struct table_cell value = {.reason = REASON_NO_TARGET};
    if (step != STEP_NONE) {
        value.reason = cube->figures[step].reasons[cell];
        value.kind = cube->figures[step].kind;
        value.number = cube->figures[step].numbers[cell];
        if (value.kind == FIGURE_TEXT && value.reason == REASON_NONE)
            value.text = dictionary_text(cube->texts, (uint32_t)value.number);
    }
    add_value(table, &value, out);
}

static void add_checks(const struct table *table, struct text *out)
{
    size_t count;
    const struct table_failure *failures = table_failures(table, &count);
    bool any = false;
    text_add(out, ",\n  \"checks\": [");
    for (size_t i = 0; i < count; i++) {
        const struct table_failure *failure = &failures[i];
        size_t cell =
            failure->row * table->cube->grid->column_count + (size_t)failure->period;
        add_item(out, &any);
        add_member(out, "message", failure->check->message);
        add_next(out, "unit", table_row_key(table, failure->row));
        add_next(out, "period", table_period_key(table, failure->period));
        text_add(out, ", \"left\": ");
        add_step_value(table, failure->check->left, cell, out);
        text_add(out, ", \"right\": ");
        add_step_value(table, failure->check->right, cell, out);
        if (failure->reason != REASON_NONE)
            add_next(out, "missing", reason_text(failure->reason));
        text_add_char(out, '}');
    }
    end_list(out, any);
}

static void add_author_notes(const struct table *table, struct text *out)
{
    const struct evaluation *evaluation = table_evaluation(table);
    const struct catalogue *catalogue = table_plan(table)->catalogue;
    text_add(out, ",\n  \"notes\": [");
    for (uint32_t i = 0; i < evaluation->notes_count; i++) {
        uint32_t number = evaluation->notes_first + i;
        const char *note =
            catalogue_title(catalogue, catalogue->titles[number], table->language);
        text_add(out, i > 0 ? ", " : "");
        text_add_json(out, note != NULL ? note : "");
    }
    text_addf(out, "],\n  \"hidden\": %zu", table->units_hidden);
}

static void add_records(const struct table *table, struct text *out)
{
    static const char *const names[TALLY_COUNT] = {
        [TALLY_READ] = "read",
        [TALLY_USED] = "used",
        [TALLY_NO_UNIT] = "no_unit",
        [TALLY_OTHER_UNIT] = "other_unit",
        [TALLY_NO_PERIOD] = "no_period",
        [TALLY_OTHER_PERIOD] = "other_period",
        [TALLY_BROKEN_KEY] = "broken_key",
        [TALLY_SKIPPED] = "skipped_rows",
        [TALLY_DUPLICATES] = "duplicates",
        [TALLY_UNREADABLE] = "unreadable",
    };
    bool any = false;
    text_add(out, ",\n  \"records\": [");
    for (size_t i = 0; i < table->cube->grid->placement_count; i++) {
        struct table_tally tally = table_tally(table, i);
        add_item(out, &any);
        add_member(out, "dataset", tally.dataset);
        add_next(out, "dated", tally.dated);
        for (size_t c = 0; c < TALLY_COUNT; c++)
            text_addf(out, ", \"%s\": %llu", names[c],
                      (unsigned long long)tally.counts[c]);
        text_add_char(out, '}');
    }
    end_list(out, any);
}

static void add_table(const struct table *table, struct text *out)
{
    text_add(out, "{\n  ");
    add_member(out, "name", table->name);
    add_next(out, "title", table->title);
    add_next(out, "subtitle", table->subtitle);
    add_next(out, "language", table->language);
    add_units(table, out);
    add_periods(table, out);
    add_indicators(table, out);
    add_cells(table, out);
    add_checks(table, out);
    add_author_notes(table, out);
    add_records(table, out);
    text_add(out, "\n}");
}

static void render_long(const struct table *const *tables, size_t count, struct text *out)
{
    struct sink *sink = memory_get(sizeof *sink);
    sink->out = out;
    sink->used = 0;
    render_long_json(tables, count, sink);
    sink_flush(sink);
    free(sink);
}

void render_json(const struct table *const *tables, size_t count,
                 const struct render_options *options, struct text *out)
{
    if (options->long_layout) {
        render_long(tables, count, out);
        return;
    }
    bool several = count != 1 || options->report_title != NULL;
    if (several) {
        text_add_char(out, '{');
        add_member(out, "title", options->report_title);
        text_add(out, ", \"tables\": [\n");
    }
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? ",\n" : "");
        add_table(tables[i], out);
    }
    text_add(out, several ? "\n]}\n" : "\n");
}
