/* layout.h - how a table is put together: the stages of table_build. Only for table/
 * itself.
 *
 * Each stage fills its part of the table in the table's arena, and reads what the stages
 * before it have filled: items, units, sides, lines and columns, headings.
 */
#ifndef BAREME_TABLE_LAYOUT_H
#define BAREME_TABLE_LAYOUT_H

#include "table/table.h"
#include "table/words.h"

/* item.c: what the cells show, and in which order. */
void table_make_items(struct table *table);

/* order.c: the units in the order printed, with sections, totals, and what stands beside
 * them. */
void table_make_units(struct table *table);

/* side.c: which axis stands where; adds what is left out to the subtitle. */
void table_make_sides(struct table *table);

/* heading.c */
void table_make_stubs(struct table *table);
void table_make_headings(struct table *table);
const char *table_facet_word(const struct table *table, enum facet facet);

/* notes.c: what is worked out when first asked for. */
struct table_lazy;
struct table_lazy *table_lazy_new(struct table *table);

/* cell.c: digits are kept here, -1 until they are known. */
int8_t *table_lazy_digits(const struct table *table);

static inline const struct plan *table_plan(const struct table *table)
{
    return table->cube->plan;
}

static inline const struct evaluation *table_evaluation(const struct table *table)
{
    return table->cube->plan->evaluation;
}

static inline const struct shown_indicator *table_shown(const struct table *table,
                                                        uint32_t item)
{
    return &table->cube->plan->shown[table->items[item].shown];
}

static inline const struct indicator *table_indicator(const struct table *table,
                                                      uint32_t item)
{
    return &table->cube->plan->catalogue->indicators[table_shown(table, item)->indicator];
}

/* Whether an item stands at a period: `once` figures only at the one apart, others never
 * there. */
static inline bool table_stands_at(const struct table *table,
                                   const struct table_item *item, int32_t period)
{
    return !table->once_apart || item->once == (period == table->overall);
}

#endif
