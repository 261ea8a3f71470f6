/* text_sheet.c - a table for the terminal: its slots, and what stands in them.
 *
 * Every line is written once to be measured (text_fit.c) and once to be drawn; nothing is
 * kept in between, so a long table costs time, not memory.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "table/text_sheet.h"
#include "table/wrap.h"

enum { SPARK_PERIODS = 3 };

static const char *safe_text(const struct table *table, const char *string)
{
    struct text safe = {0};
    text_add_safe(&safe, string);
    const char *copy = arena_text(table->arena, text_of(&safe));
    text_clear(&safe);
    return copy;
}

/* ---- slots ---- */

/* Whether an indicator's definition changes within the periods of a series: it is not
 * drawn then. */
static bool breaks_within(const struct table *table, int32_t item, size_t first,
                          size_t count)
{
    if (item < 0 || table->items[item].step == STEP_NONE)
        return false;
    const struct step *step = &table_plan(table)->steps[table->items[item].step];
    for (uint32_t i = 0; i < step->break_count; i++)
        if (step->breaks[i] > table->columns[first].period &&
            step->breaks[i] <= table->columns[first + count - 1].period)
            return true;
    return false;
}

/* Columns from `first` on that are one indicator's (and unit's) periods. */
static size_t series_length(const struct table *table, size_t first)
{
    const struct table_column *start = &table->columns[first];
    size_t count = 1;
    if (start->period < 0 || start->period == table->overall)
        return 1;
    while (first + count < table->column_count) {
        const struct table_column *before = &table->columns[first + count - 1];
        const struct table_column *column = &table->columns[first + count];
        if (column->row != start->row || column->item != start->item ||
            column->period <= before->period || column->period == table->overall)
            break;
        count++;
    }
    return count;
}

static void add_slot(struct sheet *sheet, enum slot_kind kind, size_t number,
                     const char *heading)
{
    sheet->slots[sheet->slot_count++] = (struct slot){
        .kind = kind, .number = number, .heading = safe_text(sheet->table, heading)};
}

static void make_slots(struct sheet *sheet)
{
    const struct table *table = sheet->table;
    size_t leaf = table->heading_depth - 1;
    sheet->slots = memory_get((table->stub_count + 2 * table->column_count + 1) *
                              sizeof *sheet->slots);
    for (size_t s = 0; s < table->stub_count; s++)
        add_slot(sheet, SLOT_STUB, s, table->stubs[s].heading);
    sheet->stub_count = table->stub_count;
    for (size_t first = 0, end; first < table->column_count; first = end) {
        end = first + series_length(table, first);
        for (size_t c = first; c < end; c++)
            add_slot(sheet, SLOT_FIGURES, c, table->headings[leaf][c].text);
        if (end - first >= SPARK_PERIODS &&
            !breaks_within(table, table->columns[first].item, first, end - first)) {
            add_slot(sheet, SLOT_SPARK, first, "");
            sheet->slots[sheet->slot_count - 1].count = end - first;
        }
    }
    sheet->over = arena_get(table->arena, HEADING_LEVELS * sizeof *sheet->over);
    for (size_t d = 0; d < leaf; d++) {
        sheet->over[d] = arena_get(table->arena,
                                   (table->heading_counts[d] + 1) * sizeof **sheet->over);
        for (size_t h = 0; h < table->heading_counts[d]; h++)
            sheet->over[d][h] = safe_text(table, table->headings[d][h].text);
    }
}

/* ---- pieces ---- */

static void stub_piece(const struct sheet *sheet, size_t line, size_t stub,
                       struct piece *piece)
{
    const struct table *table = sheet->table;
    piece->words = true;
    if (table_stub_repeats(table, line, stub))
        return;
    piece->indent = stub == 0 ? table->lines[line].depth * 2 : 0;
    text_add_safe(&piece->text, table_stub(table, line, stub));
}

/* Width up to the decimal mark, or up to the sign of percent, or all of it. */
static size_t left_width(const struct table *table, const struct table_cell *cell,
                         const char *text)
{
    if (cell->reason != REASON_NONE || cell->kind != FIGURE_NUMBER)
        return utf8_width(text);
    const char *end = NULL;
    if (table_digits(table, cell->item) > 0)
        end = strrchr(text,
                      *table->language == 'e' && table->language[1] == 'n' ? '.' : ',');
    else if (table->items[cell->item].percent)
        end =
            strstr(text, "\u202f%") != NULL ? strstr(text, "\u202f%") : strchr(text, '%');
    return end == NULL ? utf8_width(text) : wrap_width(text, (size_t)(end - text));
}

static void figure_piece(const struct sheet *sheet, size_t line, size_t column,
                         struct piece *piece)
{
    static const char *const styles[] = {NULL, "32", "33", "31"};
    const struct table *table = sheet->table;
    struct table_cell cell = table_cell(table, line, column);
    if (cell.empty)
        return;
    piece->words = table_is_words(table, &cell);
    struct text written = {0};
    table_format(table, &cell, &written);
    text_add_safe(&piece->text, text_of(&written));
    text_clear(&written);
    if (!piece->words)
        piece->left = left_width(table, &cell, text_of(&piece->text));
    size_t bare = utf8_width(text_of(&piece->text));
    if (cell.band != BAND_NONE) {
        text_add_char(&piece->text, ' ');
        text_add(&piece->text, render_band_sign(cell.band));
        piece->style = styles[cell.band];
    }
    render_add_mark(&piece->text, table_mark(table, &cell));
    piece->suffix = utf8_width(text_of(&piece->text)) - bare;
    if (cell.reason != REASON_NONE)
        piece->style = "2";
}

static void spark_piece(const struct sheet *sheet, size_t line, const struct slot *slot,
                        struct piece *piece)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const struct table *table = sheet->table;
    double lowest = 0, highest = 0;
    size_t there = 0;
    piece->words = true;
    if (breaks_within(table, table->lines[line].item, slot->number, slot->count))
        return;
    for (size_t c = slot->number; c < slot->number + slot->count; c++) {
        struct table_cell cell = table_cell(table, line, c);
        if (cell.empty || cell.kind != FIGURE_NUMBER || cell.reason != REASON_NONE)
            continue;
        lowest = there == 0 || cell.number < lowest ? cell.number : lowest;
        highest = there == 0 || cell.number > highest ? cell.number : highest;
        there++;
    }
    for (size_t c = slot->number; there > 1 && c < slot->number + slot->count; c++) {
        struct table_cell cell = table_cell(table, line, c);
        bool gap = cell.empty || cell.kind != FIGURE_NUMBER || cell.reason != REASON_NONE;
        /* Halves first: the difference of two very large numbers may not be a number. */
        double share = highest > lowest
                           ? (cell.number / 2 - lowest / 2) / (highest / 2 - lowest / 2)
                           : 0.5;
        text_add(&piece->text, gap ? " " : bars[(size_t)(share * 7 + 0.5)]);
    }
    piece->style = "2";
}

void sheet_piece(const struct sheet *sheet, size_t line, size_t number,
                 struct piece *piece)
{
    const struct slot *slot = &sheet->slots[number];
    text_clear(&piece->text);
    *piece = (struct piece){0};
    if (slot->kind == SLOT_STUB)
        stub_piece(sheet, line, slot->number, piece);
    else if (slot->kind == SLOT_FIGURES)
        figure_piece(sheet, line, slot->number, piece);
    else
        spark_piece(sheet, line, slot, piece);
}

void sheet_open(struct sheet *sheet, const struct table *table,
                const struct render_options *options)
{
    *sheet = (struct sheet){.table = table, .options = options};
    make_slots(sheet);
}

void sheet_close(struct sheet *sheet)
{
    free(sheet->slots);
}
