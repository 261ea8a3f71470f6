/* text_fit.c - the widths of a text table's slots, and where it is cut into blocks.
 *
 * Room is found in this order: headings wrap, sparklines go, columns of words shrink, but
 * not so far that their words would be cut, and then the table is cut into blocks. A
 * table cut anyway is cut into as few blocks as narrow labels allow, and labels get the
 * room that this leaves.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "table/text_sheet.h"
#include "table/wrap.h"

enum {
    WIDEST_WORDS = 48,
    NARROWEST_LABEL = 20,
    NARROWEST_WORDS = 14,
    LONGEST_WORD = 28,
    CUT_HEADING_LINES = 6, /* a heading of which a block has only a part */
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---- what stands in the slots ---- */

static void measure_piece(struct slot *slot, const struct piece *piece)
{
    const char *text = text_of(&piece->text);
    size_t width = piece->indent + utf8_width(text);
    if (piece->words) {
        slot->words = larger(slot->words, width);
        slot->word = larger(slot->word, piece->indent + wrap_longest_word(text));
        return;
    }
    slot->left = larger(slot->left, piece->left);
    slot->tail = larger(slot->tail, width - piece->left);
    slot->suffix =
        larger(slot->suffix, piece->left > 1 || piece->suffix > 1 ? piece->suffix : 0);
}

static void measure(struct sheet *sheet)
{
    struct piece piece = {0};
    for (size_t line = 0; line < sheet->table->line_count; line++)
        for (size_t s = 0;
             sheet->table->lines[line].kind != LINE_HEADING && s < sheet->slot_count;
             s++) {
            if (sheet->slots[s].kind == SLOT_SPARK)
                continue;
            sheet_piece(sheet, line, s, &piece);
            measure_piece(&sheet->slots[s], &piece);
        }
    text_clear(&piece.text);
    for (size_t s = 0; s < sheet->slot_count; s++) {
        struct slot *slot = &sheet->slots[s];
        /* A dash among words is no reason to stand right. */
        slot->flows = slot->kind == SLOT_STUB || (slot->words > 0 && slot->left <= 1);
    }
}

static void drop_sparks(struct sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < sheet->slot_count; i++)
        if (sheet->slots[i].kind != SLOT_SPARK)
            sheet->slots[kept++] = sheet->slots[i];
    sheet->slot_count = kept;
}

/* ---- widths ---- */

/* The width of a slot whose heading may take so many lines. */
static size_t wanted(const struct slot *slot, size_t lines)
{
    if (slot->kind == SLOT_SPARK)
        return slot->count;
    size_t figures = slot->left + slot->tail, words = slot->words;
    if (slot->flows)
        words = smaller(words, WIDEST_WORDS);
    size_t heading = slot->kind == SLOT_STUB
                         ? wrap_fit(slot->heading, 2)
                         : larger(wrap_fit(slot->heading, lines),
                                  smaller(utf8_width(slot->heading), 10));
    return larger(larger(figures, words), heading);
}

/* The least width of a column of words: its words stay whole, unless one is very long. */
static size_t least(const struct sheet *sheet, size_t s)
{
    const struct slot *slot = &sheet->slots[s];
    size_t width = s == 0 && slot->kind == SLOT_STUB ? NARROWEST_LABEL : NARROWEST_WORDS;
    width = larger(width, smaller(slot->word, LONGEST_WORD));
    width = smaller(width, larger(sheet->options->width / 2, NARROWEST_WORDS));
    width = larger(smaller(width, slot->words), wrap_fit(slot->heading, 2));
    return larger(width, slot->left + slot->tail);
}

static size_t total_width(const struct sheet *sheet)
{
    size_t width = 0;
    for (size_t s = 0; s < sheet->slot_count; s++)
        width += sheet->slots[s].width + (s > 0 ? TEXT_GAP : 0);
    return width;
}

static bool is_under(const struct slot *slot, const struct table_heading *heading)
{
    return slot->kind == SLOT_FIGURES && slot->number >= heading->first &&
           slot->number < heading->first + heading->count;
}

/* Widens the slots from `first` to `end` that stand under a heading that needs more. */
static void widen_under(struct sheet *sheet, const struct table_heading *heading,
                        size_t needed, size_t first, size_t end)
{
    size_t width = 0, found = 0, start = end;
    for (size_t s = first; s < end; s++)
        if (is_under(&sheet->slots[s], heading)) {
            start = found++ == 0 ? s : start;
            width += sheet->slots[s].width + (found > 1 ? TEXT_GAP : 0);
        }
    for (size_t s = start; found > 0 && width < needed; s++) {
        if (s == end || (sheet->slots[s].kind == SLOT_FIGURES &&
                         !is_under(&sheet->slots[s], heading)))
            s = start;
        if (sheet->slots[s].kind == SLOT_FIGURES) {
            sheet->slots[s].width++;
            width++;
        }
    }
}

/* Headings may take so many lines, and ask for no more than `room`. */
static void widen_for_headings(struct sheet *sheet, size_t lines, size_t room,
                               size_t first, size_t end)
{
    const struct table *table = sheet->table;
    if (first == end)
        return;
    size_t low = sheet->slots[first].number, high = sheet->slots[end - 1].number;
    for (size_t d = table->heading_depth - 1; d-- > 0;)
        for (size_t h = 0; h < table->heading_counts[d]; h++) {
            const struct table_heading *heading = &table->headings[d][h];
            if (heading->first <= high && heading->first + heading->count > low)
                widen_under(sheet, heading,
                            smaller(wrap_fit(sheet->over[d][h], lines), room), first,
                            end);
        }
}

static size_t set_widths(struct sheet *sheet, size_t lines)
{
    for (size_t s = 0; s < sheet->slot_count; s++)
        sheet->slots[s].width = wanted(&sheet->slots[s], lines);
    widen_for_headings(sheet, lines, SIZE_MAX, sheet->stub_count, sheet->slot_count);
    return total_width(sheet);
}

/* Takes columns of words down, the widest first, until all fits or none can give more. */
static void shrink_words(struct sheet *sheet)
{
    for (size_t total = total_width(sheet); total > sheet->options->width; total--) {
        struct slot *widest = NULL;
        for (size_t s = 0; s < sheet->slot_count; s++) {
            struct slot *slot = &sheet->slots[s];
            if (slot->flows && slot->width > least(sheet, s) &&
                (widest == NULL || slot->width > widest->width))
                widest = slot;
        }
        if (widest == NULL)
            return;
        widest->width--;
    }
}

/* ---- blocks ---- */

static size_t stubs_width(const struct sheet *sheet)
{
    size_t width = 0;
    for (size_t s = 0; s < sheet->stub_count; s++)
        width += sheet->slots[s].width + TEXT_GAP;
    return width;
}

/* Past the last slot that fits into a block. */
static size_t last_that_fits(const struct sheet *sheet, size_t first)
{
    size_t used = stubs_width(sheet), end = first;
    while (end < sheet->slot_count &&
           (end == first || used + sheet->slots[end].width <= sheet->options->width))
        used += sheet->slots[end++].width + TEXT_GAP;
    return end;
}

/* The width of a block in which headings of which it has only a part have room too. */
static size_t block_width(struct sheet *sheet, size_t first, size_t end)
{
    size_t width = stubs_width(sheet);
    size_t *widths = memory_get((end - first) * sizeof *widths);
    for (size_t s = first; s < end; s++)
        widths[s - first] = sheet->slots[s].width;
    sheet_widen_block(sheet, first, end);
    for (size_t s = first; s < end; s++) {
        width += sheet->slots[s].width + (s > first ? TEXT_GAP : 0);
        sheet->slots[s].width = widths[s - first];
    }
    free(widths);
    return width;
}

size_t sheet_end_of_block(struct sheet *sheet, size_t first)
{
    if (sheet->options->width == 0)
        return sheet->slot_count;
    size_t end = last_that_fits(sheet, first);
    if (sheet->table->heading_depth < 2)
        return end;
    while (end > first + 1 && block_width(sheet, first, end) > sheet->options->width)
        end--;
    if (end == sheet->slot_count)
        return end;
    /* Better between two of the outermost headings, if that still leaves half of the
     * block. */
    const struct table *table = sheet->table;
    for (size_t h = 0; h < table->heading_counts[0]; h++) {
        size_t start = sheet->stub_count + table->headings[0][h].first;
        if (start < end && start > first + (end - first) / 2 &&
            start + table->headings[0][h].count > end)
            return start;
    }
    return end;
}

void sheet_widen_block(struct sheet *sheet, size_t first, size_t end)
{
    size_t stubs = stubs_width(sheet), width = sheet->options->width;
    if (first > sheet->stub_count || end < sheet->slot_count)
        widen_for_headings(sheet, CUT_HEADING_LINES, width > stubs ? width - stubs : 0,
                           first, end);
}

static size_t count_blocks(struct sheet *sheet)
{
    size_t count = 0;
    for (size_t first = sheet->stub_count; first < sheet->slot_count; count++)
        first = sheet_end_of_block(sheet, first);
    return count;
}

/* The narrowest the words may be when the table is cut: stubs leave a third to figures.
 */
static void narrow_words(struct sheet *sheet)
{
    size_t room = sheet->options->width - sheet->options->width / 3;
    for (size_t s = 0; s < sheet->slot_count; s++)
        if (sheet->slots[s].flows)
            sheet->slots[s].width = smaller(sheet->slots[s].width, least(sheet, s));
    while (stubs_width(sheet) > room) {
        struct slot *widest = &sheet->slots[0];
        for (size_t s = 1; s < sheet->stub_count; s++)
            if (sheet->slots[s].width > widest->width)
                widest = &sheet->slots[s];
        if (widest->width <= NARROWEST_WORDS / 2)
            return;
        widest->width--;
    }
}

/* Gives labels what room they can have without another block. */
static void widen_stubs(struct sheet *sheet)
{
    size_t blocks = count_blocks(sheet), width = sheet->options->width;
    for (size_t s = 0; s < sheet->stub_count; s++) {
        struct slot *slot = &sheet->slots[s];
        size_t low = slot->width, high = larger(low, wanted(slot, 2));
        while (low < high) {
            slot->width = high - (high - low) / 2;
            if (stubs_width(sheet) * 3 <= width * 2 && count_blocks(sheet) <= blocks)
                low = slot->width;
            else
                high = slot->width - 1;
        }
        slot->width = low;
    }
}

static void fit_in_blocks(struct sheet *sheet)
{
    static const size_t heading_lines[] = {3, 4, 6};
    size_t best = 0, fewest = SIZE_MAX;
    for (size_t i = 0; i < 3; i++) {
        set_widths(sheet, heading_lines[i]);
        narrow_words(sheet);
        size_t blocks = count_blocks(sheet);
        if (blocks < fewest) {
            best = i;
            fewest = blocks;
        }
    }
    set_widths(sheet, heading_lines[best]);
    narrow_words(sheet);
    widen_stubs(sheet);
}

/* ---- the sheet ---- */

void sheet_fit(struct sheet *sheet)
{
    static const size_t heading_lines[] = {3, 4, 6};
    size_t width = sheet->options->width;
    measure(sheet);
    size_t total = set_widths(sheet, heading_lines[0]);
    if (width == 0 || total <= width)
        return;
    for (size_t i = 1; i < 3 && total > width; i++)
        total = set_widths(sheet, heading_lines[i]);
    if (total > width) {
        drop_sparks(sheet);
        for (size_t i = 0; i < 3 && total > width; i++)
            total = set_widths(sheet, heading_lines[i]);
    }
    if (total > width)
        shrink_words(sheet);
    if (total_width(sheet) > width)
        fit_in_blocks(sheet);
}
