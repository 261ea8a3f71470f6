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

void render_grid(const char *const *cells, size_t rows, size_t columns,
                 const struct render_options *options, struct text *out)
{
    size_t *widths = memory_get_zeroed(columns, sizeof *widths), x = 0;
    bool *right = memory_get_zeroed(columns, sizeof *right);
    struct drawn drawn = {out, 0};
    struct text safe = {0};
    for (size_t c = 0; c < columns; c++) {
        right[c] = stands_right(cells, rows, columns, c);
        for (size_t r = 0; r < rows; r++) {
            safe.size = 0;
            text_add_safe(&safe,
                          cells[r * columns + c] != NULL ? cells[r * columns + c] : "");
            size_t width = utf8_width(text_of(&safe));
            widths[c] = width > widths[c] ? width : widths[c];
        }
        x += widths[c] + (c > 0 ? 2 : 0);
    }
    for (size_t r = 0; r < rows; r++) {
        size_t at = 0;
        for (size_t c = 0; c < columns; c++) {
            safe.size = 0;
            text_add_safe(&safe,
                          cells[r * columns + c] != NULL ? cells[r * columns + c] : "");
            size_t space = right[c] ? widths[c] - utf8_width(text_of(&safe)) : 0;
            drawn_put(&drawn, at + space, text_of(&safe), safe.size,
                      r == 0 && options->colour ? "1" : NULL);
            at += widths[c] + 2;
        }
        drawn_end(&drawn);
        if (r == 0) {
            drawn_rule(&drawn, 0, x, options->colour ? "2" : NULL);
            drawn_end(&drawn);
        }
    }
    text_clear(&safe);
    free(widths);
    free(right);
}
