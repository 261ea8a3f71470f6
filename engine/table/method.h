/* method.h - the method sheet of an indicator: what it says, how it is worked out, what
 * it needs.
 *
 * Made of what its author wrote (title, about, source, tags, examples) and of what its
 * nodes say (the formula in words, the data). Everything lies in the arena; the catalogue
 * must outlive it.
 */
#ifndef BAREME_TABLE_METHOD_H
#define BAREME_TABLE_METHOD_H

#include "base/arena.h"
#include "base/text.h"
#include "expr/catalogue.h"

struct method_line {
    const char *head; /* "formula", "unit", "data" */
    const char *text;
};

struct method_example {
    const char *
        *given; /* "agreements: cooperation a, year 2016", a line for each record */
    size_t given_count, given_room;
    const char **expect; /* "a in 2016: 2", a line for each figure */
    size_t expect_count, expect_room;
};

struct method {
    const char *name, *title,
        *other_titles; /* in the other languages; "" when there are none */
    const char *unit;  /* NULL: none */
    struct method_line *lines;
    size_t line_count, line_room;
    struct method_example *examples;
    size_t example_count, example_room;
    struct arena *arena;
};

/* Of the indicator of that number; `name` is what it is used by. */
struct method method_read(const struct catalogue *catalogue, uint32_t indicator,
                          const char *name, const char *language, struct arena *arena);

void method_add_text(const struct method *method, size_t width, struct text *out);
/* A section of a page, its heading at that level. */
void method_add_markdown(const struct method *method, unsigned level, struct text *out);
/* What a link to that heading says after #. */
void method_add_anchor(const char *name, struct text *out);

#endif
