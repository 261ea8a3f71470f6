/* render_long.c - the form for machines: one line for each cell that the table prints.
 *
 * CSV: table,unit,label,period,indicator,value,missing. JSON: a list of objects with the
 * same members
 * ("value" is null where missing, and "missing" is null where there is a value).
 * Units come in the order of the table (sorted and limited as it is), then periods, then
 * indicators; a facet is an indicator of its own, `i.target`. A figure that is `once` has
 * one line, with the period `all`, after the unit's periods. Totals come last: of
 * sections, unit `*:` and the section's value; of all, unit `*`.
 */
#include "base/json.h"
#include "table/fields.h"
#include "table/layout.h"
#include "table/renderers.h"
#include "table/sink.h"

struct long_out {
    const struct table *table;
    struct sink *sink;
    struct text *names; /* of each item, as it is written */
    struct text table_name, unit, scratch;
    bool json, any;
};

static void add_name(struct long_out *out, struct text *text, const char *name)
{
    text->size = 0;
    if (out->json) {
        text_add_json(text, name);
        return;
    }
    struct text *kept = out->sink->out;
    sink_flush(out->sink);
    out->sink->out = text;
    sink_add_field(out->sink, name);
    sink_flush(out->sink);
    out->sink->out = kept;
}

static void add_text(struct long_out *out, const struct text *text)
{
    sink_add(out->sink, text_of(text), text->size);
}

static void add_string(struct long_out *out, const char *string)
{
    sink_add(out->sink, string, strlen(string));
}

/* Unit and label, and the separators between them: the same for all the unit's lines. */
static void set_unit(struct long_out *out, uint32_t row)
{
    struct text label = {0}, key = {0};
    add_name(out, &key, table_row_key(out->table, row));
    add_name(out, &label, table_row_label(out->table, row));
    out->unit.size = 0;
    text_add(&out->unit, out->json ? "{\"table\": " : "");
    text_add(&out->unit, text_of(&out->table_name));
    text_add(&out->unit, out->json ? ", \"unit\": " : ",");
    text_add(&out->unit, text_of(&key));
    text_add(&out->unit, out->json ? ", \"label\": " : ",");
    text_add(&out->unit, text_of(&label));
    text_add(&out->unit, out->json ? ", \"period\": \"" : ",");
    text_clear(&label);
    text_clear(&key);
}

static void add_value(struct long_out *out, const struct table_cell *cell)
{
    if (cell->reason != REASON_NONE) {
        add_string(out, out->json ? "null" : "");
    } else if (cell->kind == FIGURE_NUMBER) {
        sink_number(out->sink, cell->number);
    } else if (cell->kind == FIGURE_DATE) {
        add_string(out, out->json ? "\"" : "");
        out->sink->used +=
            date_format((int32_t)cell->number, sink_room(out->sink, DATE_TEXT_SIZE));
        add_string(out, out->json ? "\"" : "");
    } else if (out->json) {
        add_name(out, &out->scratch, cell->text);
        add_text(out, &out->scratch);
    } else {
        sink_add_field(out->sink, cell->text);
    }
}

static void add_cell(struct long_out *out, uint32_t row, int32_t period, uint32_t item)
{
    struct table_cell cell = table_cell_of(out->table, row, period, item);
    bool missing = cell.reason != REASON_NONE;
    if (out->json)
        add_string(out, out->any ? ",\n" : "\n");
    out->any = true;
    add_text(out, &out->unit);
    add_string(out, table_period_key(out->table, out->table->items[item].once
                                                     ? out->table->overall
                                                     : period));
    add_string(out, out->json ? "\", \"indicator\": " : ",");
    add_text(out, &out->names[item]);
    add_string(out, out->json ? ", \"value\": " : ",");
    add_value(out, &cell);
    add_string(out, !out->json ? ","
                    : missing  ? ", \"missing\": \""
                               : ", \"missing\": null");
    add_string(out, reason_text(cell.reason));
    add_string(out, !out->json ? "\n" : missing ? "\"}" : "}");
}

static void add_items(struct long_out *out, uint32_t row, int32_t period, bool once)
{
    const struct table *table = out->table;
    for (size_t i = 0; i < table->order_count; i++)
        for (size_t f = 0; f < table->facet_count; f++) {
            uint32_t item = (uint32_t)(table->orders[i] * table->facet_count + f);
            if (table->items[item].once == once)
                add_cell(out, row, period, item);
        }
}

static void add_row(struct long_out *out, uint32_t row)
{
    const struct plan *plan = table_plan(out->table);
    set_unit(out, row);
    for (size_t p = 0; p < plan->period_count; p++)
        if (plan->periods[p].shown)
            add_items(out, row, (int32_t)p, false);
    add_items(out, row, out->table->overall, true);
}

static void add_table(struct long_out *out)
{
    const struct table *table = out->table;
    out->names =
        arena_get_zeroed(table->arena, table->item_count + 1, sizeof *out->names);
    for (size_t i = 0; i < table->item_count; i++)
        add_name(out, &out->names[i], table->items[i].name);
    add_name(out, &out->table_name, table->name);
    for (int totals = 0; totals < 2; totals++)
        for (size_t i = 0; i < table->unit_count; i++)
            if (table_row_is_total(table, table->units[i]) == (totals == 1))
                add_row(out, table->units[i]);
    for (size_t i = 0; i < table->item_count; i++)
        text_clear(&out->names[i]);
}

static void render(const struct table *const *tables, size_t count, struct sink *sink,
                   bool json)
{
    struct long_out out = {.sink = sink, .json = json};
    for (size_t i = 0; i < count; i++) {
        out.table = tables[i];
        add_table(&out);
    }
    text_clear(&out.table_name);
    text_clear(&out.unit);
    text_clear(&out.scratch);
}

void render_long_csv(const struct table *const *tables, size_t count, struct sink *sink)
{
    static const char header[] = "table,unit,label,period,indicator,value,missing\n";
    sink_add(sink, header, sizeof header - 1);
    render(tables, count, sink, false);
}

void render_long_json(const struct table *const *tables, size_t count, struct sink *sink)
{
    sink_char(sink, '[');
    render(tables, count, sink, true);
    sink_add(sink, "\n]\n", 3);
}
