/* layout.c - the lines and columns of a table, and the table itself.
 *
 * Each side is the product of its axes, walked outermost first; a point of it says which
 * unit, period and item stand there (or says nothing of them). A side is walked twice,
 * first to count: half a million lines are then one array and no list.
 */
#include <string.h>

#include "base/fault.h"
#include "table/layout.h"

/* ---- walking a side ---- */

struct point {
    uint32_t row;
    int32_t period;
    int64_t shown, facet;
    uint32_t unit;
};

struct walk {
    const struct table *table;
    const struct table_side *side;
    bool any_once, any_each; /* among the items, for a side that does not say which */
    void (*each)(void *self, const struct table *table, const struct point *point);
    void *self;
};

static int32_t point_item(const struct table *table, const struct point *point)
{
    if (point->shown < 0)
        return -1;
    return (int32_t)(point->shown * (int64_t)table->facet_count + point->facet);
}

/* Hands a point on, unless nothing stands there: a `once` figure has no place in a
 * period. */
static void walk_end(const struct walk *walk, const struct point *point)
{
    const struct table *table = walk->table;
    int32_t item = point_item(table, point);
    if (point->period >= 0 && table->once_apart) {
        bool apart = point->period == table->overall;
        if (item < 0 ? !(apart ? walk->any_once : walk->any_each)
                     : !table_stands_at(table, &table->items[item], point->period))
            return;
    }
    walk->each(walk->self, table, point);
}

static void walk_level(const struct walk *walk, size_t level, struct point point)
{
    const struct table *table = walk->table;
    const struct plan *plan = table_plan(table);
    if (level == walk->side->axis_count) {
        for (size_t f = 0; walk->side->facets && f < table->facet_count; f++) {
            point.facet = (int64_t)f;
            walk_end(walk, &point);
        }
        if (!walk->side->facets)
            walk_end(walk, &point);
        return;
    }
    switch (walk->side->axes[level]) {
    case AXIS_UNITS:
        for (uint32_t i = 0; i < table->unit_count; i++) {
            point.row = table->units[i];
            point.unit = i;
            walk_level(walk, level + 1, point);
        }
        break;
    case AXIS_PERIODS:
        for (int32_t i = 0; i < (int32_t)plan->period_count; i++)
            if (plan->periods[i].shown) {
                point.period = i;
                walk_level(walk, level + 1, point);
            }
        point.period = table->overall;
        if (table->once_apart)
            walk_level(walk, level + 1, point);
        break;
    case AXIS_INDICATORS:
        for (size_t i = 0; i < table->order_count; i++) {
            point.shown = table->orders[i];
            walk_level(walk, level + 1, point);
        }
        break;
    case AXIS_NONE:
        break;
    }
}

static void walk_side(const struct table *table, const struct table_side *side,
                      void (*each)(void *, const struct table *, const struct point *),
                      void *self)
{
    struct walk walk = {table, side, false, false, each, self};
    for (size_t i = 0; i < table->item_count; i++) {
        walk.any_once |= table->items[i].once;
        walk.any_each |= !table->items[i].once;
    }
    walk_level(&walk, 0, (struct point){ROW_NONE, -1, -1, 0, 0});
}

/* ---- columns ---- */

static void add_column(void *self, const struct table *table, const struct point *point)
{
    struct table *filled = self;
    if (filled->columns != NULL)
        filled->columns[filled->column_count] =
            (struct table_column){point->row, point->period, point_item(table, point)};
    filled->column_count++;
}

static void make_columns(struct table *table)
{
    walk_side(table, &table->across, add_column, table);
    table->columns =
        arena_get(table->arena, (table->column_count + 1) * sizeof *table->columns);
    table->column_count = 0;
    walk_side(table, &table->across, add_column, table);
}

/* ---- lines ---- */

struct lining {
    struct table *table;
    bool units_first,
        indicators_first;        /* which axis is outermost: its headings become lines */
    const char *path[ITEM_PATH]; /* the headings above the line before */
};

static void add_line(struct table *table, struct table_line line)
{
    if (table->lines != NULL)
        table->lines[table->line_count] = line;
    table->line_count++;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Heading lines for what has changed since the line before; returns the depth of what
 * follows. */
static uint32_t add_headings(struct lining *lining, const char *const path[ITEM_PATH])
{
    uint32_t depth = 0;
    bool changed = false;
    for (size_t i = 0; i < ITEM_PATH; i++) {
        changed |= !same(path[i], lining->path[i]);
        if (path[i] == NULL)
            continue;
        if (changed)
            add_line(lining->table, (struct table_line){.kind = LINE_HEADING,
                                                        .depth = depth,
                                                        .row = ROW_NONE,
                                                        .period = -1,
                                                        .item = -1,
                                                        .heading = path[i]});
        depth++;
    }
    memcpy(lining->path, path, ITEM_PATH * sizeof *path);
    return depth;
}

static void add_point_line(void *self, const struct table *table,
                           const struct point *point)
{
    struct lining *lining = self;
    const char *path[ITEM_PATH] = {NULL, NULL, NULL};
    int32_t item = point_item(table, point);
    if (lining->units_first && table->sections != NULL)
        path[0] = table->sections[point->unit];
    if (lining->indicators_first)
        memcpy(path, table->items[item].path, sizeof path);
    uint32_t depth = add_headings(lining, path);
    bool total = point->row != ROW_NONE && table_row_is_total(table, point->row);
    add_line(lining->table, (struct table_line){.kind = total ? LINE_TOTAL : LINE_FIGURES,
                                                .depth = depth,
                                                .row = point->row,
                                                .period = point->period,
                                                .item = item});
}

static void make_lines(struct table *table)
{
    bool any = table->rows.axis_count > 0;
    struct lining lining = {.table = table,
                            .units_first = any && table->rows.axes[0] == AXIS_UNITS,
                            .indicators_first =
                                any && table->rows.axes[0] == AXIS_INDICATORS};
    struct lining again = lining;
    walk_side(table, &table->rows, add_point_line, &lining);
    table->lines =
        arena_get(table->arena, (table->line_count + 1) * sizeof *table->lines);
    table->line_count = 0;
    walk_side(table, &table->rows, add_point_line, &again);
}

/* ---- rows and periods ---- */

bool table_row_is_total(const struct table *table, uint32_t row)
{
    return row >= table->cube->grid->unit_count;
}

static bool is_grand_total(const struct table *table, uint32_t row)
{
    const struct grid *grid = table->cube->grid;
    return row >= grid->unit_count && row == grid->row_count - 1 &&
           strcmp(grid->rows[row].key, "*") == 0 && grid->rows[row].section == NULL;
}

const char *table_row_section(const struct table *table, uint32_t row)
{
    const struct grid_row *it = &table->cube->grid->rows[row];
    if (row < table->cube->grid->unit_count || it->section != NULL)
        return it->section;
    return is_grand_total(table, row) ? NULL : it->key;
}

bool table_opens_total(const struct table *table, size_t number)
{
    const struct table_line *line = &table->lines[number];
    return number > 0 && table->rows.axes[0] == AXIS_UNITS && line->kind == LINE_TOTAL &&
           is_grand_total(table, line->row) && table->lines[number - 1].row != line->row;
}

const char *table_row_key(const struct table *table, uint32_t row)
{
    size_t units = table->cube->grid->unit_count;
    return row < units ? table->cube->grid->rows[row].key
                       : table->total_keys[row - units];
}

const char *table_row_label(const struct table *table, uint32_t row)
{
    const struct grid_row *it = &table->cube->grid->rows[row];
    const struct plan_units *units = &table_plan(table)->units;
    if (table_row_is_total(table, row))
        return table->total_labels[row - table->cube->grid->unit_count];
    if (units->whole)
        return units->whole_name != NULL ? units->whole_name
                                         : word_of(table->language, WORD_WHOLE);
    return it->label != NULL && *it->label != '\0' ? it->label : it->key;
}

const char *table_period_key(const struct table *table, int32_t period)
{
    if (period < 0 || (size_t)period >= table_plan(table)->period_count)
        return "all";
    return table_plan(table)->periods[period].key;
}

const char *table_period_label(const struct table *table, int32_t period)
{
    if (period < 0 || (size_t)period >= table_plan(table)->period_count)
        return word_of(table->language, WORD_ALL_PERIODS);
    return table->period_labels[period];
}

static const char *make_period_label(const struct table *table, const char *key)
{
    if (strcmp(key, "all") == 0)
        return word_of(table->language, WORD_ALL_PERIODS);
    const char *quarter = strstr(key, "-Q");
    if (quarter == NULL)
        return key;
    return arena_format(table->arena, "%s%s %.*s", word_of(table->language, WORD_QUARTER),
                        quarter + 2, (int)(quarter - key), key);
}

/* The names of totals and periods, once for all. */
static void make_names(struct table *table)
{
    const struct grid *grid = table->cube->grid;
    const struct plan *plan = table_plan(table);
    size_t totals = grid->row_count - grid->unit_count;
    const char *total = word_of(table->language, WORD_TOTAL);
    table->total_keys = arena_get(table->arena, (totals + 1) * sizeof *table->total_keys);
    table->total_labels =
        arena_get(table->arena, (totals + 1) * sizeof *table->total_labels);
    for (size_t i = 0; i < totals; i++) {
        const char *section = table_row_section(table, (uint32_t)(grid->unit_count + i));
        table->total_keys[i] =
            section == NULL ? "*" : arena_format(table->arena, "*:%s", section);
        if (section != NULL && *section == '\0')
            section = word_of(table->language, WORD_NOT_GIVEN);
        table->total_labels[i] =
            section == NULL ? total : arena_format(table->arena, "%s %s", total, section);
    }
    table->period_labels =
        arena_get(table->arena, (plan->period_count + 1) * sizeof *table->period_labels);
    for (size_t i = 0; i < plan->period_count; i++)
        table->period_labels[i] = make_period_label(table, plan->periods[i].key);
}

/* ---- the table ---- */

static const char *title_or_empty(const struct table *table, struct titles titles)
{
    const char *title =
        catalogue_title(table_plan(table)->catalogue, titles, table->language);
    return title != NULL ? title : "";
}

struct table *table_build(const struct cube *cube, const struct table_options *options,
                          struct fault *fault)
{
    (void)fault; /* nothing can be wrong that the plan has not refused */
    struct arena *arena = arena_new();
    struct table *table = arena_get_zeroed(arena, 1, sizeof *table);
    table->arena = arena;
    table->cube = cube;
    table->language =
        options != NULL && options->language != NULL ? options->language : "en";
    table->name = cube->plan->name;
    table->title = title_or_empty(table, cube->plan->evaluation->title);
    if (*table->title == '\0' && table->name != NULL)
        table->title = table->name;
    table->subtitle = title_or_empty(table, cube->plan->evaluation->subtitle);
    make_names(table);
    table_make_items(table);
    table_make_units(table);
    table_make_sides(table);
    make_columns(table);
    make_lines(table);
    table_make_stubs(table);
    table_make_headings(table);
    table->lazy = table_lazy_new(table);
    return table;
}

void table_free(struct table *table)
{
    if (table != NULL)
        arena_free(table->arena);
}
