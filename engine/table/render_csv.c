/* render_csv.c - tables as CSV: names and keys for machines, figures in full.
 *
 * Before the figures stand, in the order of the axes on rows: unit,label (and section,
 * where there are sections, and the columns beside, by their names), period, indicator
 * (its name, with its facet: "i.target"). Of several tables each line begins with the name
 * of its own, as in the long layout. A column of figures is named by what runs
 * across, outermost first, joined by " / ": an indicator by its name, a period and a unit
 * by their keys; with nothing across, "value". Totals are units `*` and `*:section`.
 * Heading lines, notes and marks are not printed. An empty field is missing, or a place
 * where nothing stands; the long layout tells which, and why.
 *
 * Half a million lines of eighteen figures are ordinary: a cell goes from the cube's
 * arrays into one buffer, without a struct table_cell and without a call for small whole
 * numbers; and lines are written by all processors, a piece of the table each.
 */
#include <stdlib.h>

#include "base/fault.h"
#include "base/task.h"
#include "table/fields.h"
#include "table/layout.h"
#include "table/renderers.h"
#include "table/sink.h"

void sink_add_field(struct sink *sink, const char *string)
{
    size_t size = strlen(string);
    if (strcspn(string, ",\"\r\n") == size) {
        sink_add(sink, string, size);
        return;
    }
    sink_char(sink, '"');
    for (const char *quote; (quote = strchr(string, '"')) != NULL; string = quote + 1) {
        sink_add(sink, string, (size_t)(quote - string));
        sink_add(sink, "\"\"", 2);
    }
    sink_add(sink, string, strlen(string));
    sink_char(sink, '"');
}

/* ---- the header ---- */

static void add_part(struct text *name, const char *part)
{
    if (name->size > 0)
        text_add(name, " / ");
    text_add(name, part);
}

static void column_name(const struct table *table, const struct table_column *column,
                        struct text *name)
{
    name->size = 0;
    for (size_t i = 0; i < table->across.axis_count; i++) {
        switch (table->across.axes[i]) {
        case AXIS_UNITS:
            add_part(name, table_row_key(table, column->row));
            break;
        case AXIS_PERIODS:
            if (column->period != table->overall || column->item < 0)
                add_part(name, table_period_key(table, column->period));
            break;
        case AXIS_INDICATORS:
            add_part(name, table->items[column->item].name);
            break;
        case AXIS_NONE:
            break;
        }
    }
    if (name->size == 0)
        text_add(name, "value");
}

static void add_header(struct sink *sink, const struct table *table, bool named)
{
    struct text name = {0};
    bool first = !named;
    sink_add(sink, "table", named ? 5 : 0);
    for (size_t s = 0; s < table->stub_count; s++) {
        const struct table_stub *stub = &table->stubs[s];
        if (stub->kind == STUB_FACET)
            continue; /* in the indicator's name */
        if (!first)
            sink_char(sink, ',');
        first = false;
        sink_add_field(sink, stub->name);
        if (stub->kind == STUB_UNIT)
            sink_add(sink, ",label", 6);
        if (stub->kind == STUB_UNIT && table->sections != NULL)
            sink_add(sink, ",section", 8);
    }
    for (size_t c = 0; c < table->column_count; c++) {
        if (!first)
            sink_char(sink, ',');
        first = false;
        column_name(table, &table->columns[c], &name);
        sink_add_field(sink, text_of(&name));
    }
    sink_char(sink, '\n');
    text_clear(&name);
}

/* ---- the stubs ---- */

static void add_unit(struct sink *sink, const struct table *table, uint32_t row)
{
    sink_add_field(sink, table_row_key(table, row));
    sink_char(sink, ',');
    sink_add_field(sink, table_row_label(table, row));
    if (table->sections != NULL) {
        const char *section = table_row_section(table, row);
        sink_char(sink, ',');
        sink_add_field(sink, section != NULL ? section : "");
    }
}

static bool add_stubs(struct sink *sink, const struct table *table, size_t number, bool first)
{
    const struct table_line *line = &table->lines[number];
    for (size_t s = 0; s < table->stub_count; s++) {
        enum stub_kind kind = table->stubs[s].kind;
        if (kind == STUB_FACET)
            continue;
        if (!first)
            sink_char(sink, ',');
        first = false;
        if (kind == STUB_UNIT)
            add_unit(sink, table, line->row);
        else if (kind == STUB_PERIOD)
            sink_add_field(sink, table_period_key(table, line->period));
        else if (kind == STUB_INDICATOR)
            sink_add_field(sink, table->items[line->item].name);
        else
            sink_add_field(sink, table_beside(table, number, s));
    }
    return first;
}

/* ---- the figures ---- */

struct source { /* an item's figures, ready to be read */
    const double *numbers;
    const uint8_t *reasons; /* NULL: nobody gave it */
    enum figure_kind kind;
    bool once;
};

static struct source *open_sources(const struct table *table)
{
    struct source *sources = memory_get_zeroed(table->item_count, sizeof *sources);
    for (size_t i = 0; i < table->item_count; i++) {
        const struct table_item *item = &table->items[i];
        if (item->step == STEP_NONE)
            continue;
        const struct figures *figures = &table->cube->figures[item->step];
        sources[i] = (struct source){figures->numbers, figures->reasons, figures->kind,
                                     item->once};
    }
    return sources;
}

static void add_figure(struct sink *sink, const struct table *table,
                       const struct source *source, size_t cell)
{
    if (source->reasons == NULL || source->reasons[cell] != REASON_NONE)
        return;
    double number = source->numbers[cell];
    if (source->kind == FIGURE_NUMBER)
        sink_number(sink, number);
    else if (source->kind == FIGURE_DATE)
        sink->used += date_format((int32_t)number, sink_room(sink, DATE_TEXT_SIZE));
    else
        sink_add_field(sink, dictionary_text(table->cube->texts, (uint32_t)number));
}

static void add_figures(struct sink *sink, const struct table *table,
                        const struct source *sources, const struct table_line *line,
                        bool first)
{
    size_t width = table->cube->grid->column_count;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        int32_t item = line->item >= 0     ? line->item
                       : column->item >= 0 ? column->item
                                           : 0;
        int32_t period = line->period >= 0     ? line->period
                         : column->period >= 0 ? column->period
                                               : table->lone_period;
        uint32_t row = line->row != ROW_NONE     ? line->row
                       : column->row != ROW_NONE ? column->row
                                                 : table->lone_row;
        if (!first || c > 0)
            sink_char(sink, ',');
        bool stands =
            !table->once_apart || sources[item].once == (period == table->overall);
        if (stands && row != ROW_NONE)
            add_figure(sink, table, &sources[item], row * width + (size_t)period);
    }
}

/* ---- lines ---- */

enum { PIECE_LINES = 1024 };

/* Lines are written in pieces, side by side, and put together in order. */
struct piecing {
    const struct table *table;
    bool named; /* it is one of several */
    const struct source *sources;
    struct sink **sinks; /* of each thread */
    struct text *pieces;
    struct sink *out;
    const struct render_options *options;
};

static void write_piece(void *self, size_t number, unsigned worker)
{
    struct piecing *piecing = self;
    const struct table *table = piecing->table;
    struct sink *sink = piecing->sinks[worker];
    size_t end = (number + 1) * PIECE_LINES;
    sink->out = &piecing->pieces[number];
    for (size_t l = number * PIECE_LINES; l < end && l < table->line_count; l++) {
        if (table->lines[l].kind == LINE_HEADING)
            continue;
        if (piecing->named)
            sink_add_field(sink, table->name);
        bool first = add_stubs(sink, table, l, !piecing->named);
        add_figures(sink, table, piecing->sources, &table->lines[l], first);
        sink_char(sink, '\n');
    }
    sink_flush(sink);
}

static void join_piece(void *self, size_t number)
{
    struct piecing *piecing = self;
    const struct render_options *options = piecing->options;
    struct text *piece = &piecing->pieces[number];
    if (options->drain != NULL) {
        sink_flush(piecing->out);
        options->drain(options->owner, piecing->out->out);
        options->drain(options->owner, piece);
    } else {
        sink_add(piecing->out, text_of(piece), piece->size);
    }
    text_clear(piece);
}

static void render_table(const struct table *table, bool named,
                         const struct render_options *options, struct sink *sink)
{
    struct source *sources = open_sources(table);
    struct piecing piecing = {
        .table = table, .named = named, .sources = sources, .out = sink, .options = options};
    size_t lines = table->item_count > 0 ? table->line_count : 0;
    size_t count = (lines + PIECE_LINES - 1) / PIECE_LINES;
    unsigned threads = task_threads(table_plan(table)->threads, count);
    add_header(sink, table, named);
    piecing.pieces = memory_get_zeroed(count, sizeof *piecing.pieces);
    piecing.sinks = memory_get(threads * sizeof *piecing.sinks);
    for (unsigned i = 0; i < threads; i++) {
        piecing.sinks[i] = memory_get(sizeof **piecing.sinks);
        piecing.sinks[i]->used = 0;
    }
    task_in_order(threads, count, write_piece, join_piece, &piecing);
    for (unsigned i = 0; i < threads; i++)
        free(piecing.sinks[i]);
    free(piecing.sinks);
    free(piecing.pieces);
    free(sources);
}

void render_csv(const struct table *const *tables, size_t count,
                const struct render_options *options, struct text *out)
{
    struct sink *sink = memory_get(sizeof *sink);
    sink->out = out;
    sink->used = 0;
    if (options->long_layout) {
        render_long_csv(tables, count, sink);
    } else {
        for (size_t i = 0; i < count; i++) {
            if (i > 0)
                sink_char(sink, '\n');
            render_table(tables[i], count > 1, options, sink);
        }
    }
    sink_flush(sink);
    free(sink);
}
