/* values.h - the different values of a column, in the language's order of values.
 *
 * The order, wherever a column's values make rows or indicators: the schema's `enum`, else numbers
 * by size, else alphabetical with accents aside.
 */
#ifndef BAREME_EXPR_VALUES_H
#define BAREME_EXPR_VALUES_H

#include "expr/binding.h"

struct text;

struct value_list {
    double *values;  /* codes of a text column's dictionary, else numbers (dates as days) */
    size_t count;
};

/* The values found in the source as narrowed; missing ones are left out. Of a split column: its
 * parts. False when there are more than `limit`. The list lies in the arena. */
bool values_found(const struct binding *binding, uint32_t source, uint32_t column, size_t limit,
                  struct arena *arena, struct value_list *list);

/* Sorts values of that column into the order of values. */
void values_sort(const struct bound_column *column, double *values, size_t count);
/* <0, 0, >0: the order of two values of a column. */
int values_compare(const struct bound_column *column, double a, double b);
/* A value as people read it in a label or key: the text, the number's shortest text, an ISO date, true, false. */
void values_text(const struct bound_column *column, double value, struct text *out);

#endif
