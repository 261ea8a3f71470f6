/* render.c - the list of renderers, and what several of them share.
 *
 * One table of names, endings and functions: the command line, its help and its
 * completions read the same list.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "data/value.h"
#include "table/layout.h"
#include "table/renderers.h"
#include "table/wrap.h"

static const struct renderer renderers[] = {
    {"text", "txt", render_text, false},  {"csv", "csv", render_csv, true},
    {"json", "json", render_json, true},  {"markdown", "md", render_markdown, false},
    {"html", "html", render_html, false},
};

static const struct {
    const char *ending, *name;
} other_endings[] = {
    {"markdown", "markdown"},
    {"htm", "html"},
    {"text", "text"},
};

const struct renderer *renderers_all(size_t *count)
{
    *count = sizeof renderers / sizeof *renderers;
    return renderers;
}

const struct renderer *renderer_find(const char *name)
{
    for (size_t i = 0; i < sizeof renderers / sizeof *renderers; i++)
        if (strcmp(renderers[i].name, name) == 0)
            return &renderers[i];
    return NULL;
}

const struct renderer *renderer_for_file(const char *file)
{
    const char *slash = strrchr(file, '/'), *base = slash != NULL ? slash + 1 : file;
    const char *point = strrchr(base, '.');
    if (point == NULL)
        return NULL;
    for (size_t i = 0; i < sizeof renderers / sizeof *renderers; i++)
        if (strcasecmp(renderers[i].ending, point + 1) == 0)
            return &renderers[i];
    for (size_t i = 0; i < sizeof other_endings / sizeof *other_endings; i++)
        if (strcasecmp(other_endings[i].ending, point + 1) == 0)
            return renderer_find(other_endings[i].name);
    return NULL;
}

const char *render_band_sign(enum band band)
{
    static const char *const signs[] = {"", "●", "▲", "▼"};
    return signs[band];
}

void render_add_mark(struct text *out, const char *mark)
{
    static const char *const raised[] = {"ᵃ", "ᵇ", "ᶜ", "ᵈ", "ᵉ", "ᶠ", "ᵍ", "ʰ", "ⁱ",
                                         "ʲ", "ᵏ", "ˡ", "ᵐ", "ⁿ", "ᵒ", "ᵖ", "",  "ʳ",
                                         "ˢ", "ᵗ", "ᵘ", "ᵛ", "ʷ", "ˣ", "ʸ", "ᶻ"};
    for (; *mark != '\0'; mark++)
        text_add(out, raised[*mark - 'a']);
}

/* ---- a plain grid ---- */

enum { GRID_GAP = 2 };

static bool is_number(const char *text)
{
    struct number number;
    size_t size = strlen(text);
    return size > 0 &&
           number_parse(text, size, (struct number_style){'.', GROUP_NONE, true},
                        &number);
}

/* Whether all cells of a column are numbers (or empty), and some is. */
static bool stands_right(const char *const *cells, size_t rows, size_t columns,
                         size_t column)
{
    bool any = false;
    for (size_t r = 1; r < rows; r++) {
        const char *cell = cells[r * columns + column];
        if (cell == NULL || *cell == '\0')
            continue;
        if (!is_number(cell))
            return false;
        any = true;
    }
    return any;
}

struct plain {
    const char *const *cells;
    size_t rows, columns;
    size_t *widths;
    bool *right;
    const struct render_options *options;
    struct text safe;
};

static const char *safe_cell(struct plain *plain, size_t row, size_t column)
{
    const char *cell = plain->cells[row * plain->columns + column];
    plain->safe.size = 0;
    text_add_safe(&plain->safe, cell != NULL ? cell : "");
    return text_of(&plain->safe);
}

static void measure(struct plain *plain)
{
    for (size_t c = 0; c < plain->columns; c++) {
        plain->right[c] = stands_right(plain->cells, plain->rows, plain->columns, c);
        for (size_t r = 0; r < plain->rows; r++) {
            size_t width = utf8_width(safe_cell(plain, r, c));
            plain->widths[c] = width > plain->widths[c] ? width : plain->widths[c];
        }
    }
}

/* Whether the first column stands again in a block that begins later: it says of what its rows are,
 * unless it takes most of the room. */
static bool names_rows(const struct plain *plain, size_t first)
{
    return first > 0 && plain->widths[0] * 2 <= plain->options->width;
}

/* Past the last column that has room, and the width up to there; at least one. */
static size_t end_of_block(const struct plain *plain, size_t first, size_t *width)
{
    size_t end = first, most = plain->options->width;
    *width = names_rows(plain, first) ? plain->widths[0] + GRID_GAP : 0;
    while (end < plain->columns) {
        size_t wider = *width + plain->widths[end] + (end > first ? GRID_GAP : 0);
        if (most > 0 && wider > most && end > first)
            break;
        *width = wider;
        end++;
    }
    return end;
}

static void draw_cell(struct plain *plain, struct drawn *drawn, size_t row, size_t column,
                      size_t *at)
{
    const char *cell = safe_cell(plain, row, column);
    size_t space = plain->right[column] ? plain->widths[column] - utf8_width(cell) : 0;
    drawn_put(drawn, *at + space, cell, plain->safe.size,
              row == 0 && plain->options->colour ? "1" : NULL);
    *at += plain->widths[column] + GRID_GAP;
}

static void draw_block(struct plain *plain, struct drawn *drawn, size_t first, size_t end,
                       size_t width)
{
    for (size_t r = 0; r < plain->rows; r++) {
        size_t at = 0;
        if (names_rows(plain, first))
            draw_cell(plain, drawn, r, 0, &at);
        for (size_t c = first; c < end; c++)
            draw_cell(plain, drawn, r, c, &at);
        drawn_end(drawn);
        if (r > 0)
            continue;
        drawn_rule(drawn, 0, width, plain->options->colour ? "2" : NULL);
        drawn_end(drawn);
    }
}

void render_grid(const char *const *cells, size_t rows, size_t columns,
                 const struct render_options *options, struct text *out)
{
    struct plain plain = {.cells = cells, .rows = rows, .columns = columns, .options = options};
    struct drawn drawn = {out, 0};
    plain.widths = memory_get_zeroed(columns, sizeof *plain.widths);
    plain.right = memory_get_zeroed(columns, sizeof *plain.right);
    measure(&plain);
    for (size_t first = 0, end, width; first < columns; first = end) {
        end = end_of_block(&plain, first, &width);
        if (first > 0)
            drawn_end(&drawn);
        draw_block(&plain, &drawn, first, end, width);
    }
    text_clear(&plain.safe);
    free(plain.widths);
    free(plain.right);
}
