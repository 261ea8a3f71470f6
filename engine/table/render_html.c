/* render_html.c - one self-contained page.
 *
 * No script, no font or picture from elsewhere; every heading has its scope, so that a
 * screen reader says which unit and period a figure belongs to, and a band is said in
 * words beside its sign. All that comes from the user is escaped, and control characters
 * are taken away.
 */
#include <string.h>

#include "table/layout.h"
#include "table/renderers.h"

static const char style_sheet[] =
    "body { font: 15px/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; "
    "margin: 2rem; }\n"
    "h1 { font-size: 1.5rem; margin: 0 0 1.5rem; }\n"
    "section { margin: 0 0 3rem; overflow-x: auto; }\n"
    "table { border-collapse: collapse; font-variant-numeric: tabular-nums lining-nums; "
    "}\n"
    "caption { text-align: left; font-weight: 600; font-size: 1.15rem; padding-bottom: "
    ".6rem; }\n"
    "caption span { display: block; font-weight: 400; font-size: .95rem; color: #555; }\n"
    "th, td { padding: .2rem .7rem; vertical-align: top; text-align: left; font-weight: "
    "400; }\n"
    "td { text-align: right; white-space: nowrap; }\n"
    "td.words { text-align: left; white-space: normal; }\n"
    "thead th { vertical-align: bottom; text-align: right; font-weight: 600; }\n"
    "thead th.stub { text-align: left; }\n"
    "thead th[scope=colgroup] { text-align: left; border-bottom: 1px solid #bbb; }\n"
    "thead { border-bottom: 1px solid #1a1a1a; }\n"
    "tr.heading th { font-weight: 600; padding-top: .9rem; }\n"
    "tr.total > * { font-weight: 600; }\n"
    "tr.grand > * { border-top: 1px solid #1a1a1a; }\n"
    "td sup { position: absolute; margin-left: .1em; color: #555; }\n"
    ".missing { color: #777; }\n"
    ".green { color: #1b6e2c; } .amber { color: #8a5a00; } .red { color: #b3261e; }\n"
    ".hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: "
    "inset(50%); }\n"
    ".notes { max-width: 70ch; margin-top: .8rem; font-size: .87rem; color: #444; }\n"
    ".notes p { margin: .15rem 0; }\n"
    ".notes .check { color: #1a1a1a; }\n"
    "@media print { body { margin: 0; font-size: 10pt; } section { overflow: visible; }\n"
    "  thead { display: table-header-group; } tr { break-inside: avoid; } }\n";

static void add_escaped(struct text *out, const char *string)
{
    struct text safe = {0};
    text_add_safe(&safe, string);
    for (const char *c = text_of(&safe); *c != '\0'; c++) {
        switch (*c) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        default:
            text_add_char(out, *c);
        }
    }
    text_clear(&safe);
}

/* ---- headings ---- */

static void add_span(struct text *out, const char *name, size_t count)
{
    if (count > 1)
        text_addf(out, " %s=\"%zu\"", name, count);
}

static void add_head(const struct table *table, struct text *out)
{
    text_add(out, "<thead>\n");
    for (size_t d = 0; d < table->heading_depth; d++) {
        bool leaf = d + 1 == table->heading_depth;
        text_add(out, "<tr>");
        for (size_t s = 0; d == 0 && s < table->stub_count; s++) {
            text_add(out, "<th scope=\"col\" class=\"stub\"");
            add_span(out, "rowspan", table->heading_depth);
            text_add_char(out, '>');
            add_escaped(out, table->stubs[s].heading);
            text_add(out, "</th>");
        }
        for (size_t h = 0; h < table->heading_counts[d]; h++) {
            const struct table_heading *heading = &table->headings[d][h];
            bool empty = *heading->text == '\0';
            text_add(out, empty  ? "<td"
                          : leaf ? "<th scope=\"col\""
                                 : "<th scope=\"colgroup\"");
            add_span(out, "colspan", heading->count);
            text_add_char(out, '>');
            add_escaped(out, heading->text);
            text_add(out, empty ? "</td>" : "</th>");
        }
        text_add(out, "</tr>\n");
    }
    text_add(out, "</thead>\n");
}

/* ---- lines ---- */

/* Lines from `line` on that have the same label in a stub, for which it stands once. */
static size_t rows_of(const struct table *table, size_t line, size_t stub)
{
    size_t count = 1;
    while (line + count < table->line_count &&
           table_stub_repeats(table, line + count, stub))
        count++;
    return count;
}

static void add_stub(const struct table *table, size_t line, size_t stub,
                     struct text *out)
{
    if (table_stub_repeats(table, line, stub))
        return;
    size_t rows = rows_of(table, line, stub);
    bool beside = table->stubs[stub].kind == STUB_BESIDE;
    text_add(out, beside     ? "<td class=\"words\""
                  : rows > 1 ? "<th scope=\"rowgroup\""
                             : "<th scope=\"row\"");
    add_span(out, "rowspan", rows);
    if (stub == 0 && table->lines[line].depth > 0)
        text_addf(out, " style=\"padding-left: %u.7rem\"", table->lines[line].depth);
    text_add_char(out, '>');
    add_escaped(out, table_stub(table, line, stub));
    text_add(out, beside ? "</td>" : "</th>");
}

static void add_cell(const struct table *table, size_t line, size_t column,
                     struct text *out)
{
    static const char *const classes[] = {NULL, "green", "amber", "red"};
    static const enum word words[] = {WORD_COUNT, WORD_GREEN, WORD_AMBER, WORD_RED};
    struct table_cell cell = table_cell(table, line, column);
    const char *kind = cell.empty                     ? NULL
                       : cell.reason != REASON_NONE   ? "missing"
                       : table_is_words(table, &cell) ? "words"
                                                      : classes[cell.band];
    struct text written = {0};
    text_add(out, "<td");
    if (kind != NULL)
        text_addf(out, " class=\"%s\"", kind);
    text_add_char(out, '>');
    table_format(table, &cell, &written);
    add_escaped(out, text_of(&written));
    text_clear(&written);
    if (cell.band != BAND_NONE)
        text_addf(
            out, " <span aria-hidden=\"true\">%s</span><span class=\"hidden\">%s</span>",
            render_band_sign(cell.band), word_of(table->language, words[cell.band]));
    const char *mark = table_mark(table, &cell);
    if (*mark != '\0')
        text_addf(out, "<sup>%s</sup>", mark);
    text_add(out, "</td>");
}

static void add_heading_line(const struct table *table, const struct table_line *line,
                             struct text *out)
{
    text_addf(out, "<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"%zu\"",
              table->stub_count + table->column_count);
    if (line->depth > 0)
        text_addf(out, " style=\"padding-left: %u.7rem\"", line->depth);
    text_add_char(out, '>');
    add_escaped(out, line->heading);
    text_add(out, "</th></tr>\n");
}

static void add_body(const struct table *table, struct text *out)
{
    text_add(out, "<tbody>\n");
    for (size_t l = 0; l < table->line_count; l++) {
        const struct table_line *line = &table->lines[l];
        if (line->kind == LINE_HEADING) {
            if (l > 0 && line->depth == 0)
                text_add(out, "</tbody>\n<tbody>\n");
            add_heading_line(table, line, out);
            continue;
        }
        bool total = line->kind == LINE_TOTAL;
        bool grand = table_opens_total(table, l);
        if (grand)
            text_add(out, "</tbody>\n<tbody>\n");
        text_add(out, grand   ? "<tr class=\"total grand\">"
                      : total ? "<tr class=\"total\">"
                              : "<tr>");
        for (size_t s = 0; s < table->stub_count; s++)
            add_stub(table, l, s, out);
        for (size_t c = 0; c < table->column_count; c++)
            add_cell(table, l, c, out);
        text_add(out, "</tr>\n");
    }
    text_add(out, "</tbody>\n");
}

/* ---- the page ---- */

static void add_notes(const struct table *table, struct text *out)
{
    size_t count;
    const struct table_note *notes = table_notes(table, &count);
    if (count == 0)
        return;
    text_addf(out, "<div class=\"notes\" role=\"note\" aria-label=\"%s\">\n",
              word_of(table->language, WORD_NOTES));
    for (size_t i = 0; i < count; i++) {
        text_add(out, notes[i].kind == NOTE_CHECK ? "<p class=\"check\">" : "<p>");
        if (*notes[i].mark != '\0')
            text_addf(out, "<sup>%s</sup> ", notes[i].mark);
        add_escaped(out, notes[i].text);
        text_add(out, "</p>\n");
    }
    text_add(out, "</div>\n");
}

static void add_table(const struct table *table, struct text *out)
{
    text_add(out, "<section>\n<table>\n<caption>");
    add_escaped(out, table->title);
    if (*table->subtitle != '\0') {
        text_add(out, "<span>");
        add_escaped(out, table->subtitle);
        text_add(out, "</span>");
    }
    text_add(out, "</caption>\n");
    add_head(table, out);
    add_body(table, out);
    text_add(out, "</table>\n");
    if (table->unit_count == 0)
        text_addf(out, "<p>%s</p>\n", word_of(table->language, WORD_NO_UNITS));
    add_notes(table, out);
    text_add(out, "</section>\n");
}

void render_html(const struct table *const *tables, size_t count,
                 const struct render_options *options, struct text *out)
{
    bool report = options->report_title != NULL && *options->report_title != '\0';
    const char *title = report      ? options->report_title
                        : count > 0 ? tables[0]->title
                                    : "";
    if (*title == '\0' && count > 0)
        title = tables[0]->name;
    text_addf(out,
              "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, "
              "initial-scale=1\">\n<title>",
              count > 0 ? tables[0]->language : "en");
    add_escaped(out, title);
    text_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style_sheet);
    if (report) {
        text_add(out, "<h1>");
        add_escaped(out, options->report_title);
        text_add(out, "</h1>\n");
    }
    for (size_t i = 0; i < count; i++)
        add_table(tables[i], out);
    text_add(out, "</body>\n</html>\n");
}
