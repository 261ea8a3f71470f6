/* needs.h - what data some figures need: datasets, columns, and of which type.
 *
 * Read from the nodes alone, so it is known of an indicator before there is any data: a
 * sum needs numbers, `dated` a date or a year, a test against a text a text. Names are
 * the author's; what a mapping makes of them is the reader's business.
 */
#ifndef BAREME_EXPR_NEEDS_H
#define BAREME_EXPR_NEEDS_H

#include "expr/catalogue.h"

struct arena;
struct text;

/* Types that would do; a column used in several ways has what they have in common. */
enum need_type {
    NEED_NUMBER = 1,
    NEED_DATE = 2,
    NEED_TEXT = 4,
    NEED_BOOLEAN = 8,
    NEED_ANY = 15,
};

struct need_column {
    const char *path; /* "kind", "cooperation.country" */
    unsigned types;
    const char *const *values; /* texts it is tested against or recoded from */
    size_t value_count, value_room;
};

struct need {
    const char *dataset; /* NULL: the units' own */
    bool measured; /* its records are measured: they must reach a unit, and a period */
    bool own_function; /* a function of the author's reads what it likes of it */
    bool everywhere;   /* counts in every period: needs no date */
    struct need_column *columns; /* sorted by path */
    size_t column_count, column_room;
};

struct needs {
    struct need *items; /* sorted by name */
    size_t count, room;
};

/* What those nodes rest on, through indicators, their own targets and all. */
struct needs needs_collect(const struct catalogue *catalogue, const uint32_t *nodes,
                           size_t count, struct arena *arena);
/* Of an indicator: its value, target, baseline and bands. */
struct needs needs_of_indicator(const struct catalogue *catalogue, uint32_t indicator,
                                struct arena *arena);
/* "a number", "a number or a date", "anything". */
void needs_add_types(unsigned types, struct text *out);

#endif
