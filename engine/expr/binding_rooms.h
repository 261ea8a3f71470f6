/* binding_rooms.h - what the rooms of binding (binding.c, columns.c, filters.c) share.
 *
 * Adding is value numbering: an equal column, filter or source has the number it got first.
 */
#ifndef BAREME_EXPR_BINDING_ROOMS_H
#define BAREME_EXPR_BINDING_ROOMS_H

#include "expr/binding.h"

uint32_t binding_add_column(struct binding *binding, const struct bound_column *column);
uint32_t binding_add_filter(struct binding *binding, const struct bound_filter *filter);
uint32_t binding_add_source(struct binding *binding, const struct bound_source *source);
struct dictionary *binding_add_dictionary(struct binding *binding);

/* What a name of the author's ("agreements", "agreements.kind", "agreements.kind=protocol") is mapped
 * to; NULL when it is not. */
const char *binding_mapped(const struct binding *binding, const char *name);

/* The author's value of a column as the data writes it. */
const char *binding_mapped_value(const struct binding *binding, const struct bound_column *column,
                                 const char *value);

/* "column 'amount' of 'funding'", in the arena: the stored column at the end of a path. */
const char *binding_column_words(const struct binding *binding, const struct bound_column *column);

/* The place of a node, and its parts. */
struct place binding_place(struct binding *binding, uint32_t node);
uint32_t binding_argument(const struct binding *binding, const struct node *node, size_t position);

#endif
