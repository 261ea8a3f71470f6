/* render_markdown.c - pipe tables, with their notes under them.
 *
 * A pipe table has one line of headings, so the headings over a column are joined by " ·
 * " (each written once in a run of columns would be lost when the table is cut). Whatever
 * Markdown or HTML would take for its own is escaped. Repeated labels are left blank, as
 * in print.
 */
#include <string.h>

#include "table/layout.h"
#include "table/renderers.h"

static void add_escaped(struct text *out, const char *string)
{
    struct text safe = {0};
    text_add_safe(&safe, string);
    for (const char *c = text_of(&safe); *c != '\0'; c++) {
        bool entity = *c == '&' && c[1] != ' ' && c[1] != '\0';
        if (strchr("\\|*_`<>[]~", *c) != NULL || entity)
            text_add_char(out, '\\');
        text_add_char(out, *c);
    }
    text_clear(&safe);
}

static void add_column_heading(const struct table *table, size_t column, struct text *out)
{
    bool any = false;
    for (size_t d = 0; d < table->heading_depth; d++) {
        size_t h = 0;
        while (table->headings[d][h].first + table->headings[d][h].count <= column)
            h++;
        const char *text = table->headings[d][h].text;
        if (*text == '\0')
            continue;
        text_add(out, any ? " · " : "");
        add_escaped(out, text);
        any = true;
    }
}

/* A column of words stands left. */
static bool is_words(const struct table *table, size_t column)
{
    bool words = false;
    for (size_t l = 0; l < table->line_count; l++) {
        struct table_cell cell = table_cell(table, l, column);
        if (cell.empty || cell.reason != REASON_NONE)
            continue;
        if (!table_is_words(table, &cell))
            return false;
        words = true;
    }
    return words;
}

static void add_header(const struct table *table, struct text *out)
{
    for (size_t s = 0; s < table->stub_count; s++) {
        text_add(out, "| ");
        add_escaped(out, table->stubs[s].heading);
        text_add_char(out, ' ');
    }
    for (size_t c = 0; c < table->column_count; c++) {
        text_add(out, "| ");
        add_column_heading(table, c, out);
        text_add_char(out, ' ');
    }
    text_add(out, "|\n");
    text_add_repeated(out, "| :--- ", table->stub_count);
    for (size_t c = 0; c < table->column_count; c++)
        text_add(out, is_words(table, c) ? "| :--- " : "| ---: ");
    text_add(out, "|\n");
}

static void add_heading_line(const struct table *table, const struct table_line *line,
                             struct text *out)
{
    text_add(out, "| ");
    text_add_repeated(out, "&emsp;", line->depth);
    text_add(out, "**");
    add_escaped(out, line->heading);
    text_add(out, "** |");
    text_add_repeated(out, " |", table->stub_count + table->column_count - 1);
    text_add_char(out, '\n');
}

static void add_stub(const struct table *table, size_t line, size_t stub,
                     struct text *out)
{
    bool total = table->lines[line].kind == LINE_TOTAL;
    const char *text =
        table_stub_repeats(table, line, stub) ? "" : table_stub(table, line, stub);
    text_add(out, "| ");
    if (stub == 0 && *text != '\0')
        text_add_repeated(out, "&emsp;", table->lines[line].depth);
    bool bold = total && *text != '\0';
    text_add(out, bold ? "**" : "");
    add_escaped(out, text);
    text_add(out, bold ? "**" : "");
    text_add_char(out, ' ');
}

static void add_cell(const struct table *table, size_t line, size_t column,
                     struct text *out)
{
    struct table_cell cell = table_cell(table, line, column);
    struct text written = {0};
    table_format(table, &cell, &written);
    text_add(out, "| ");
    add_escaped(out, text_of(&written));
    if (cell.band != BAND_NONE) {
        text_add_char(out, ' ');
        text_add(out, render_band_sign(cell.band));
    }
    render_add_mark(out, table_mark(table, &cell));
    text_add_char(out, ' ');
    text_clear(&written);
}

static void add_notes(const struct table *table, struct text *out)
{
    size_t count;
    const struct table_note *notes = table_notes(table, &count);
    for (size_t i = 0; i < count; i++) {
        /* A line of its own for each: two spaces would be lost, a backslash stays. */
        text_add(out, i == 0 ? "\n" : "\\\n");
        render_add_mark(out, notes[i].mark);
        text_add(out, *notes[i].mark != '\0' ? " " : "");
        add_escaped(out, notes[i].text);
    }
    text_add(out, count > 0 ? "\n" : "");
}

static void add_table(const struct table *table, const char *level, struct text *out)
{
    if (*table->title != '\0') {
        text_add(out, level);
        add_escaped(out, table->title);
        text_add(out, "\n\n");
    }
    if (*table->subtitle != '\0') {
        add_escaped(out, table->subtitle);
        text_add(out, "\n\n");
    }
    add_header(table, out);
    for (size_t l = 0; l < table->line_count; l++) {
        if (table->lines[l].kind == LINE_HEADING) {
            add_heading_line(table, &table->lines[l], out);
            continue;
        }
        for (size_t s = 0; s < table->stub_count; s++)
            add_stub(table, l, s, out);
        for (size_t c = 0; c < table->column_count; c++)
            add_cell(table, l, c, out);
        text_add(out, "|\n");
    }
    add_notes(table, out);
}

void render_markdown(const struct table *const *tables, size_t count,
                     const struct render_options *options, struct text *out)
{
    bool report = options->report_title != NULL && *options->report_title != '\0';
    if (report) {
        text_add(out, "# ");
        add_escaped(out, options->report_title);
        text_add(out, "\n\n");
    }
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? "\n" : "");
        add_table(tables[i], report ? "## " : "# ", out);
    }
}
