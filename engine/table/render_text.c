/* render_text.c - tables for the terminal.
 *
 * Few rules, much room: one rule under the headings, one before the total; numbers stand
 * on their decimal mark, a footnote's mark is a raised letter in the room after the
 * number, where it moves nothing. Colour is only ever beside a sign or a place that says
 * the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "table/text_sheet.h"
#include "table/wrap.h"

struct drawing {
    struct sheet sheet;
    const struct render_options *options;
    struct text *out;
    size_t first, end;    /* the block: slots first … end - 1, and the stubs */
    size_t width;         /* of the block */
    struct piece *pieces; /* one for each slot */
    const char **rests;   /* what is still to be drawn of each */
};

static const char *style(const struct drawing *drawing, const char *wanted)
{
    return drawing->options->colour ? wanted : NULL;
}

static bool in_block(const struct drawing *drawing, size_t slot)
{
    return slot < drawing->sheet.stub_count ||
           (slot >= drawing->first && slot < drawing->end);
}

/* ---- headings ---- */

/* Draws one of the lines that a wrapped text takes; it stands on the last of `height`
 * lines. What stands right leaves `aside` columns free, if it can. */
static void draw_wrapped(struct drawn *drawn, const char *text, size_t x, size_t width,
                         size_t line, size_t height, bool right, size_t aside)
{
    size_t count = 0, widest = 0;
    for (const char *rest = text, *next; *rest != '\0'; rest = next, count++) {
        size_t wide = wrap_width(rest, wrap_line(rest, width, &next));
        widest = wide > widest ? wide : widest;
    }
    if (line + count < height)
        return;
    for (size_t skip = line + count - height; skip > 0; skip--)
        wrap_line(text, width, &text);
    const char *next;
    size_t size = wrap_line(text, width, &next), wide = wrap_width(text, size);
    size_t room = widest + aside <= width ? width - aside : width;
    drawn_put(drawn, x + (right && wide < room ? room - wide : 0), text, size, NULL);
}

/* The part of a heading that lies in the block. */
static bool clip(const struct drawing *drawing, const struct table_heading *heading,
                 size_t *x, size_t *width)
{
    bool found = false;
    for (size_t s = drawing->first; s < drawing->end; s++) {
        const struct slot *slot = &drawing->sheet.slots[s];
        if (slot->kind != SLOT_FIGURES || slot->number < heading->first ||
            slot->number >= heading->first + heading->count)
            continue;
        if (!found)
            *x = slot->x;
        *width = slot->x + slot->width - *x;
        found = true;
    }
    return found;
}

static void draw_level(struct drawing *drawing, size_t depth)
{
    const struct table *table = drawing->sheet.table;
    struct drawn drawn = {drawing->out, 0};
    size_t height = 0, x = 0, width = 0;
    for (size_t h = 0; h < table->heading_counts[depth]; h++)
        if (clip(drawing, &table->headings[depth][h], &x, &width)) {
            size_t lines = wrap_count(drawing->sheet.over[depth][h], width);
            height = lines > height ? lines : height;
        }
    for (size_t line = 0; line <= height && height > 0; line++) {
        for (size_t h = 0; h < table->heading_counts[depth]; h++) {
            const char *text = drawing->sheet.over[depth][h];
            if (*text == '\0' || !clip(drawing, &table->headings[depth][h], &x, &width))
                continue;
            if (line == height)
                drawn_rule(&drawn, x, width, style(drawing, "2"));
            else
                draw_wrapped(&drawn, text, x, width, line, height, false, 0);
        }
        drawn_end(&drawn);
    }
}

static void draw_names(struct drawing *drawing)
{
    struct drawn drawn = {drawing->out, 0};
    size_t height = 0;
    for (size_t s = 0; s < drawing->sheet.slot_count; s++) {
        const struct slot *slot = &drawing->sheet.slots[s];
        size_t lines = in_block(drawing, s) ? wrap_count(slot->heading, slot->width) : 0;
        height = lines > height ? lines : height;
    }
    for (size_t line = 0; line < height; line++) {
        for (size_t s = 0; s < drawing->sheet.slot_count; s++) {
            const struct slot *slot = &drawing->sheet.slots[s];
            if (in_block(drawing, s))
                draw_wrapped(&drawn, slot->heading, slot->x, slot->width, line, height,
                             !slot->flows, slot->suffix);
        }
        drawn_end(&drawn);
    }
    drawn_rule(&drawn, 0, drawing->width, style(drawing, "2"));
    drawn_end(&drawn);
}

/* ---- lines ---- */

static void draw_piece(struct drawing *drawing, struct drawn *drawn, size_t s, bool first)
{
    const struct slot *slot = &drawing->sheet.slots[s];
    const struct piece *piece = &drawing->pieces[s];
    const char *how = style(drawing, piece->style), *text = drawing->rests[s];
    size_t x = slot->x + piece->indent, room = slot->width - piece->indent;
    if (slot->flows) {
        size_t size = wrap_line(text, room > 0 ? room : 1, &drawing->rests[s]);
        drawn_put(drawn, x, text, size, how);
    } else if (first) {
        size_t width = utf8_width(text), size = strlen(text);
        if (slot->kind ==
            SLOT_SPARK) /* gaps at its end are part of it, but no line ends in one */
            while (size > 0 && text[size - 1] == ' ')
                size--;
        else if (piece->words)
            x += slot->width > width ? slot->width - width : 0;
        else
            x += slot->width - slot->tail - piece->left;
        drawn_put(drawn, x, text, size, how);
        drawing->rests[s] = "";
    }
}

/* Readies what a line has to draw. A label that repeats goes on where the line above left
 * it, so that a long one flows down beside the lines it names. */
static void ready_line(struct drawing *drawing, size_t line)
{
    const struct sheet *sheet = &drawing->sheet;
    for (size_t s = 0; s < sheet->slot_count; s++) {
        bool stub = s < sheet->stub_count;
        if (!in_block(drawing, s) || (stub && table_stub_repeats(sheet->table, line, s)))
            continue;
        sheet_piece(sheet, line, s, &drawing->pieces[s]);
        if (stub && sheet->table->lines[line].kind == LINE_TOTAL)
            drawing->pieces[s].style = "1";
        drawing->rests[s] = text_of(&drawing->pieces[s].text);
    }
}

static void draw_figures(struct drawing *drawing, size_t line)
{
    const struct sheet *sheet = &drawing->sheet;
    struct drawn drawn = {drawing->out, 0};
    bool more = true, last = line + 1 == sheet->table->line_count;
    ready_line(drawing, line);
    for (bool first = true; more; first = false) {
        more = false;
        for (size_t s = 0; s < sheet->slot_count; s++) {
            if (!in_block(drawing, s))
                continue;
            draw_piece(drawing, &drawn, s, first);
            bool flows_on = s < sheet->stub_count && !last &&
                            table_stub_repeats(sheet->table, line + 1, s);
            more |= *drawing->rests[s] != '\0' && !flows_on;
        }
        drawn_end(&drawn);
    }
}

static void draw_heading(struct drawing *drawing, const struct table_line *line,
                         bool first)
{
    struct text safe = {0};
    char spaces[ITEM_PATH * 2 + 1] = "      ";
    spaces[line->depth * 2 < sizeof spaces ? line->depth * 2 : sizeof spaces - 1] = '\0';
    if (line->depth == 0 && !first)
        text_add_char(drawing->out, '\n');
    text_add_safe(&safe, line->heading);
    wrap_paragraph(drawing->out, spaces, text_of(&safe), line->depth * 2,
                   drawing->options->width, style(drawing, "1"));
    text_clear(&safe);
}

static void draw_block(struct drawing *drawing)
{
    const struct table *table = drawing->sheet.table;
    struct slot *slots = drawing->sheet.slots;
    size_t x = 0;
    sheet_widen_block(&drawing->sheet, drawing->first, drawing->end);
    for (size_t s = 0; s < drawing->sheet.slot_count; s++)
        if (in_block(drawing, s)) {
            slots[s].x = x;
            x += slots[s].width + TEXT_GAP;
        }
    drawing->width = x > TEXT_GAP ? x - TEXT_GAP : 0;
    for (size_t depth = 0; depth + 1 < table->heading_depth; depth++)
        draw_level(drawing, depth);
    draw_names(drawing);
    for (size_t line = 0; line < table->line_count; line++) {
        struct drawn drawn = {drawing->out, 0};
        if (table_opens_total(table, line)) {
            drawn_rule(&drawn, 0, drawing->width, style(drawing, "2"));
            drawn_end(&drawn);
        }
        if (table->lines[line].kind == LINE_HEADING)
            draw_heading(drawing, &table->lines[line], line == 0);
        else
            draw_figures(drawing, line);
    }
}

/* ---- around the table ---- */

static void draw_paragraph(struct drawing *drawing, const char *start, const char *text,
                           size_t indent, const char *how)
{
    struct text safe = {0};
    text_add_safe(&safe, text);
    wrap_paragraph(drawing->out, start, text_of(&safe), indent, drawing->options->width,
                   style(drawing, how));
    text_clear(&safe);
}

static void draw_notes(struct drawing *drawing)
{
    size_t count;
    const struct table_note *notes = table_notes(drawing->sheet.table, &count);
    if (count > 0)
        text_add_char(drawing->out, '\n');
    for (size_t i = 0; i < count; i++) {
        struct text mark = {0};
        render_add_mark(&mark, notes[i].mark);
        size_t indent = mark.size > 0 ? utf8_width(text_of(&mark)) + 1 : 0;
        draw_paragraph(drawing, text_of(&mark), notes[i].text, indent,
                       notes[i].kind == NOTE_CHECK ? NULL : "2");
        text_clear(&mark);
    }
}

static void draw_table(struct drawing *drawing, const struct table *table)
{
    struct sheet *sheet = &drawing->sheet;
    draw_paragraph(drawing, "", table->title, 0, "1");
    draw_paragraph(drawing, "", table->subtitle, 0, NULL);
    if (*table->title != '\0' || *table->subtitle != '\0')
        text_add_char(drawing->out, '\n');
    sheet_open(sheet, table, drawing->options);
    sheet_fit(sheet);
    drawing->pieces = memory_get_zeroed(sheet->slot_count, sizeof *drawing->pieces);
    drawing->rests = memory_get_zeroed(sheet->slot_count, sizeof *drawing->rests);
    drawing->first = sheet->stub_count;
    do {
        drawing->end = sheet_end_of_block(sheet, drawing->first);
        if (drawing->first > sheet->stub_count)
            text_add_char(drawing->out, '\n');
        draw_block(drawing);
        drawing->first = drawing->end;
    } while (drawing->first < sheet->slot_count);
    if (table->unit_count == 0)
        draw_paragraph(drawing, "", word_of(table->language, WORD_NO_UNITS), 0, NULL);
    draw_notes(drawing);
    for (size_t s = 0; s < sheet->slot_count; s++)
        text_clear(&drawing->pieces[s].text);
    free(drawing->pieces);
    free(drawing->rests);
    sheet_close(sheet);
}

void render_text(const struct table *const *tables, size_t count,
                 const struct render_options *options, struct text *out)
{
    struct drawing drawing = {.options = options, .out = out};
    if (options->report_title != NULL && *options->report_title != '\0') {
        draw_paragraph(&drawing, "", options->report_title, 0, "1");
        text_add_char(out, '\n');
    }
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? "\n\n" : "");
        draw_table(&drawing, tables[i]);
    }
}
