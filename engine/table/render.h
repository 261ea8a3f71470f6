/* render.h - tables as text, CSV, JSON, Markdown and HTML; and the long layout.
 *
 * A renderer appends to a text and cannot fail. The same tables give the same bytes
 * everywhere. text      aligned by display width, at most `width` columns (0: no limit):
 * a table that is too wide is cut into blocks of columns, each with its stubs again;
 * colour only when asked; a sparkline at the end of a line where periods run across and
 * there is room csv       one header line (names and keys, joined by " / "), then lines;
 * exact figures; RFC 4180, LF. A second table follows after an empty line: see
 * render_csv.c json      one object: see render_json.c markdown  a pipe table, footnotes
 * under it html      one self-contained page long      LANGUAGE:
 * table,unit,label,period,indicator,value,missing (facets as `i.baseline`); csv or json:
 * see render_long.c
 */
#ifndef BAREME_TABLE_RENDER_H
#define BAREME_TABLE_RENDER_H

#include "table/table.h"

struct render_options {
    size_t width; /* of a text table; 0: no limit */
    bool colour;
    bool long_layout;
    const char *report_title; /* NULL: none */
    /* Takes what was rendered so far, and empties it; NULL: all is wanted together. CSV alone has so
     * much that it asks. */
    void (*drain)(void *owner, struct text *out);
    void *owner;
};

typedef void render_function(const struct table *const *tables, size_t count,
                             const struct render_options *options, struct text *out);

struct renderer {
    const char *name;
    const char *ending;
    render_function *run;
    bool has_long;
};

/* By the name of -f ("text", "csv" …), or by the ending of a file; NULL when there is
 * none. */
const struct renderer *renderer_find(const char *name);
const struct renderer *renderer_for_file(const char *file);
const struct renderer *renderers_all(size_t *count);

/* A plain aligned table of texts (list, sql): the first row is the header. Columns whose
 * cells are all numbers stand right. What is wider than it may be is cut between columns,
 * into blocks under one another. */
void render_grid(const char *const *cells, size_t rows, size_t columns,
                 const struct render_options *options, struct text *out);

#endif
