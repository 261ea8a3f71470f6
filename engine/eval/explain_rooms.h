/* explain_rooms.h - what the rooms of explain (explain.c, explain_parts.c,
 * explain_records.c, explain_fields.c, explain_units.c) share.
 *
 * All texts are made in the explanation's arena.
 */
#ifndef BAREME_EVAL_EXPLAIN_ROOMS_H
#define BAREME_EVAL_EXPLAIN_ROOMS_H

#include "base/arena.h"
#include "base/text.h"
#include "eval/explain.h"

/* explain.c: the node of a step in a cell, new or shown before. */
struct explain_part *explain_add_part(struct explanation *explanation,
                                      struct explain_node *node, const char *role,
                                      uint32_t step, size_t column, size_t depth);
void explain_add_remark(struct explanation *explanation, struct explain_node *node,
                        const char *format, ...) __attribute__((format(printf, 3, 4)));
struct explain_value explain_value_at(const struct cube *cube, uint32_t step, size_t row,
                                      size_t column);
/* A value in short: "12", "2018-07-05", "'Kénitra'", or its reason in brackets. */
void explain_add_value(const struct explain_value *value, struct text *out);
/* "2017"; "all periods" for the column after the last. */
const char *explain_period(const struct cube *cube, size_t column);
const char *explain_take(struct explanation *explanation,
                         struct text *text); /* and clears it */

/* explain_parts.c */
void explain_parts(struct explanation *explanation, struct explain_node *node,
                   size_t depth);
/* explain_units.c */
void explain_rivals(struct explanation *explanation, struct explain_node *node);
/* explain_records.c */
void explain_leaf(struct explanation *explanation, struct explain_node *node);

/* explain_fields.c: columns and filters as they are bound, in words. */
struct explain_columns {
    uint32_t *items; /* bound columns that are fields, each once */
    size_t count, room;
    const char **names;
};
void explain_collect_fields(const struct explanation *explanation, uint32_t column,
                            struct explain_columns *columns);
void explain_collect_tested(const struct explanation *explanation, uint32_t filter,
                            struct explain_columns *columns);
/* What gives a record its unit: the key that begins its way, the values that are matched,
 * or the units' own columns. */
void explain_collect_unit(struct explanation *explanation, const struct frame *frame,
                          struct explain_columns *columns);
/* "by the key cooperation"; "signed_on", "from and to". NULL: there is nothing to say. */
const char *explain_way_words(struct explanation *explanation, const struct frame *frame);
const char *explain_dated_words(struct explanation *explanation,
                                const struct bound_source *source);
const char *explain_column_name(struct explanation *explanation, uint32_t column);
const char *explain_filter_words(struct explanation *explanation, uint32_t filter);
/* The test that a record fails. */
const char *explain_failing(struct explanation *explanation, uint32_t filter,
                            uint32_t record);
void explain_fill_fields(struct explanation *explanation,
                         const struct explain_columns *columns,
                         struct explain_record *record);

#endif
