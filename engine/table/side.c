/* side.c - which axis stands on rows and which on columns.
 *
 * What the author says stands as it is said; the rest goes where there is room. An axis
 * that is left out is told in the subtitle, so that no table is without its indicator,
 * unit or period.
 */
#include <string.h>

#include "table/layout.h"

static size_t shown_periods(const struct table *table, int32_t *only)
{
    const struct plan *plan = table_plan(table);
    size_t count = 0;
    for (size_t i = 0; i < plan->period_count; i++)
        if (plan->periods[i].shown) {
            *only = (int32_t)i;
            count++;
        }
    return count;
}

static size_t members(const struct table *table, enum axis axis)
{
    int32_t period;
    switch (axis) {
    case AXIS_UNITS:
        return table->unit_count;
    case AXIS_PERIODS:
        return shown_periods(table, &period);
    case AXIS_INDICATORS:
        return table->item_count;
    case AXIS_NONE:
        break;
    }
    return 0;
}

static bool side_has(const struct table_side *side, enum axis axis)
{
    for (size_t i = 0; i < side->axis_count; i++)
        if (side->axes[i] == axis)
            return true;
    return false;
}

static void side_add(struct table_side *side, enum axis axis)
{
    if (axis != AXIS_NONE && !side_has(side, axis) && side->axis_count < 3)
        side->axes[side->axis_count++] = axis;
}

static void side_drop(struct table_side *side, enum axis axis)
{
    size_t kept = 0;
    for (size_t i = 0; i < side->axis_count; i++)
        if (side->axes[i] != axis)
            side->axes[kept++] = side->axes[i];
    side->axis_count = kept;
}

static void place_axes(struct table *table)
{
    const struct evaluation *evaluation = table_evaluation(table);
    for (size_t i = 0; i < 3; i++)
        side_add(&table->rows, evaluation->rows[i]);
    for (size_t i = 0; i < 3; i++)
        if (!side_has(&table->rows, evaluation->columns[i]))
            side_add(&table->across, evaluation->columns[i]);
    bool nothing_said = table->rows.axis_count == 0 && table->across.axis_count == 0;
    if (table->rows.axis_count == 0 && !side_has(&table->across, AXIS_UNITS))
        side_add(&table->rows, AXIS_UNITS);
    static const enum axis others[] = {AXIS_UNITS, AXIS_INDICATORS, AXIS_PERIODS};
    for (size_t i = 0; i < 3; i++) {
        bool placed =
            side_has(&table->rows, others[i]) || side_has(&table->across, others[i]);
        if (placed || (members(table, others[i]) < 2 && !nothing_said))
            continue;
        side_add(others[i] == AXIS_UNITS ? &table->rows : &table->across, others[i]);
    }
    if (table->across.axis_count == 0 && !side_has(&table->rows, AXIS_INDICATORS))
        side_add(&table->across, AXIS_INDICATORS);
}

static void drop_lone(struct table *table)
{
    struct table_side *sides[] = {&table->rows, &table->across};
    const struct plan *plan = table_plan(table);
    for (size_t s = 0; s < 2; s++) {
        if (plan->all_time && sides[s]->axis_count > 1)
            side_drop(sides[s], AXIS_PERIODS);
        if (plan->units.whole && table->unit_count == 1 && sides[s]->axis_count > 1)
            side_drop(sides[s], AXIS_UNITS);
    }
}

static bool on_axis(const struct table *table, enum axis axis)
{
    return side_has(&table->rows, axis) || side_has(&table->across, axis);
}

static void add_caption(struct text *caption, const char *part)
{
    if (part == NULL || *part == '\0')
        return;
    if (caption->size > 0)
        text_add(caption, " · ");
    text_add(caption, part);
}

/* The subtitle, and after it each axis that stands nowhere in the table. */
static void add_left_out(struct table *table)
{
    const struct plan *plan = table_plan(table);
    struct text caption = {0};
    int32_t period = 0;
    add_caption(&caption, table->subtitle);
    if (!on_axis(table, AXIS_INDICATORS) && table->item_count > 0)
        add_caption(&caption, table->items[0].title);
    if (!on_axis(table, AXIS_UNITS) && table->unit_count > 0 &&
        (!plan->units.whole || plan->units.whole_name != NULL))
        add_caption(&caption, table_row_label(table, table->units[0]));
    if (!on_axis(table, AXIS_PERIODS) && !plan->all_time &&
        shown_periods(table, &period) > 0)
        add_caption(&caption, table_period_label(table, period));
    table->subtitle = arena_text(table->arena, text_of(&caption));
    text_clear(&caption);
}

void table_make_sides(struct table *table)
{
    table->overall = (int32_t)table->cube->grid->period_count;
    place_axes(table);
    drop_lone(table);
    table->rows.facets =
        table->facet_count > 1 && side_has(&table->rows, AXIS_INDICATORS);
    table->across.facets = table->facet_count > 1 && !table->rows.facets;
    table->once_apart = on_axis(table, AXIS_PERIODS) && !table_plan(table)->all_time;
    int32_t period = table->overall;
    shown_periods(table, &period);
    table->lone_period = period;
    table->lone_row = table->unit_count > 0 ? table->units[0] : ROW_NONE;
    add_left_out(table);
}
