/* explain.h - an explanation as text, JSON and Markdown, from one structure.
 *
 * All three show the same nodes, values, records and reasons; JSON has every field, text
 * and Markdown put them into sentences. User texts are made safe for a terminal in text.
 */
#ifndef BAREME_TABLE_EXPLAIN_H
#define BAREME_TABLE_EXPLAIN_H

#include "base/text.h"
#include "eval/explain.h"

/* What the page is of, beside the tree: as the table says it. */
struct explain_page {
    const char *script, *evaluation, *indicator, *title, *unit, *label, *period;
    const char *printed; /* the figure as the table prints it */
};

typedef void explain_render(const struct explanation *explanation,
                            const struct explain_page *page, struct text *out);

explain_render explain_render_text, explain_render_json, explain_render_markdown;

/* ---- the words that text and Markdown share (explain_words.c) ---- */

/* "0.5", "2018-07-05", "'wording'", "holds", "missing: no records". */
void explain_words_value(const struct explain_node *node, struct text *out);
/* The formula in words, after an indicator's name and title. */
void explain_words_formula(const struct explain_node *node, struct text *out);
/* "in 2017", "part, weight 0.5, adds 0.25 (38.5 % of the figure)"; "" when there is
 * nothing to say. */
void explain_words_role(const struct explain_part *part, struct text *out);
/* Where the records come from, and how many went which way. */
void explain_words_counts(const struct explain_node *node, struct text *out);
/* "1.5, 2, 3 … and 4 more". */
void explain_words_sorted(const struct explain_leaf *leaf, struct text *out);
/* "lowest 1 (Bello)"; the units compared, "Medellín 4, Bello 2 and 3 more". */
void explain_words_fact(const struct explain_fact *fact, struct text *out);
void explain_words_rivals(const struct explain_node *node, struct text *out);
/* What a record adds: "1", "12.5", "0.25 (by days: 0.5)", "4 (weight 2)". */
void explain_words_amount(const struct explain_node *node,
                          const struct explain_record *record, struct text *out);
/* What stands in a field, and whether as it stands in the file. */
const char *explain_field_text(const struct explain_field *field);
/* Whether every listed record could be quoted from its file. */
bool explain_is_quoted(const struct explain_leaf *leaf);
/* "used", "passed over", "left out". */
const char *explain_fate_words(enum explain_fate fate);

#endif
