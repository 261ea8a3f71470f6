/* sentence.h - what a node says, in English words.
 *
 * "number of records of agreements where kind is protocol": for explanations and method
 * sheets, which say the same words for the same thing. An indicator that is used is named
 * and not spelt out. A sentence is cut with "…" where it gets too long to be read.
 */
#ifndef BAREME_EXPR_SENTENCE_H
#define BAREME_EXPR_SENTENCE_H

#include "expr/catalogue.h"

struct text;

/* Any node: a figure, a condition, a column, a dataset, a filter, a literal. */
void sentence_add(const struct catalogue *catalogue, uint32_t node, struct text *out);
/* "kind is protocol", "year is from 2010 to 2012": a test of the column of that name. */
void sentence_add_test(enum op op, const char *column, const char *const *operands,
                       size_t count, struct text *out);
/* The contrary of such a test: "kind is not protocol". */
void sentence_add_negated(const char *test, const char *column, struct text *out);
/* A text of the author's or of the data: between quotes where it would not stand out. */
void sentence_add_value(const char *value, struct text *out);
/* A number as it is read most easily: the shortest. */
void sentence_add_number(double number, struct text *out);

#endif
