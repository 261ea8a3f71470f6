/* renderers.h - the renderers, for the list in render.c. Only for table/ itself. */
#ifndef BAREME_TABLE_RENDERERS_H
#define BAREME_TABLE_RENDERERS_H

#include "table/render.h"

struct sink;

render_function render_text, render_csv, render_json, render_markdown, render_html;

/* "●" green, "▲" amber, "▼" red: shapes that differ without their colours. */
const char *render_band_sign(enum band band);
/* A footnote's mark as raised letters: "ab" becomes "ᵃᵇ". */
void render_add_mark(struct text *out, const char *mark);

/* The long layout, one line (or object) for each cell. */
void render_long_csv(const struct table *const *tables, size_t count, struct sink *sink);
void render_long_json(const struct table *const *tables, size_t count, struct sink *sink);

#endif
