/* heading.c - the words around the figures: stubs before a line, headings over the
 * columns.
 *
 * A heading's levels follow the axes on columns. Neighbours join under one heading when
 * they are the same thing (not when they merely read alike). A column that has nothing at
 * a level below takes the heading above it down, so that a `once` figure is headed by its
 * indicator's title alone.
 */
#include <string.h>

#include "table/layout.h"

/* ---- stubs ---- */

static void add_stub(struct table *table, enum stub_kind kind, uint32_t number,
                     const char *heading, const char *name)
{
    table->stubs[table->stub_count++] = (struct table_stub){kind, number, heading, name};
}

const char *table_beside_name(const struct table *table, uint32_t number)
{
    const struct plan *plan = table_plan(table);
    if (number < plan->evaluation->beside_count)
        return catalogue_text(
            plan->catalogue,
            plan->catalogue->lists[plan->evaluation->beside_first + number]);
    const struct bound_column *bound =
        &plan->binding->columns[plan->units.beside[number]];
    return bound->end->columns[bound->column].name;
}

static void add_beside_stubs(struct table *table)
{
    const struct plan *plan = table_plan(table);
    for (uint32_t i = 0; i < plan->units.beside_count; i++) {
        const struct bound_column *bound = &plan->binding->columns[plan->units.beside[i]];
        const char *name = table_beside_name(table, i);
        const char *title =
            bound->op == OP_FIELD ? bound->end->columns[bound->column].title : NULL;
        add_stub(table, STUB_BESIDE, i, title != NULL ? title : name, name);
    }
}

/* "heading: label" where the headings over a label cannot be lines of their own. */
static const char *with_heading(const struct table *table, const char *heading,
                                const char *label)
{
    if (heading == NULL)
        return label;
    return arena_format(table->arena, "%s%s%s", heading,
                        word_of(table->language, WORD_COLON), label);
}

static void make_item_stubs(struct table *table)
{
    table->item_stubs =
        arena_get(table->arena, (table->item_count + 1) * sizeof *table->item_stubs);
    for (size_t i = 0; i < table->item_count; i++) {
        const char *title = table->items[i].title;
        for (size_t part = ITEM_PATH; part-- > 0;)
            title = with_heading(table, table->items[i].path[part], title);
        table->item_stubs[i] = title;
    }
}

static void make_row_stubs(struct table *table)
{
    table->row_stubs = arena_get_zeroed(table->arena, table->cube->grid->row_count + 1,
                                        sizeof *table->row_stubs);
    for (size_t i = 0; i < table->unit_count; i++) {
        uint32_t row = table->units[i];
        bool total = table_row_is_total(table, row);
        table->row_stubs[row] = with_heading(table, total ? NULL : table->sections[i],
                                             table_row_label(table, row));
    }
}

void table_make_stubs(struct table *table)
{
    const char *language = table->language;
    table->stubs = arena_get(table->arena, (5 + table_plan(table)->units.beside_count) *
                                               sizeof *table->stubs);
    for (size_t i = 0; i < table->rows.axis_count; i++) {
        switch (table->rows.axes[i]) {
        case AXIS_UNITS:
            add_stub(table, STUB_UNIT, 0, word_of(language, WORD_UNIT), "unit");
            add_beside_stubs(table);
            break;
        case AXIS_PERIODS:
            add_stub(table, STUB_PERIOD, 0, word_of(language, WORD_PERIOD), "period");
            break;
        case AXIS_INDICATORS:
            add_stub(table, STUB_INDICATOR, 0, word_of(language, WORD_INDICATOR),
                     "indicator");
            break;
        case AXIS_NONE:
            break;
        }
    }
    for (size_t i = 1; i < table->rows.axis_count; i++)
        if (table->rows.axes[i] == AXIS_INDICATORS)
            make_item_stubs(table);
        else if (table->rows.axes[i] == AXIS_UNITS && table->sections != NULL)
            make_row_stubs(table);
    if (table->rows.facets)
        add_stub(table, STUB_FACET, 0, "", "facet");
}

const char *table_stub(const struct table *table, size_t number, size_t stub)
{
    const struct table_line *line = &table->lines[number];
    if (line->kind == LINE_HEADING)
        return "";
    switch (table->stubs[stub].kind) {
    case STUB_UNIT:
        return table->row_stubs != NULL ? table->row_stubs[line->row]
                                        : table_row_label(table, line->row);
    case STUB_BESIDE: {
        if (table_row_is_total(table, line->row))
            return "";
        size_t width = table_plan(table)->units.beside_count;
        size_t at = line->row * width + table->stubs[stub].number;
        return table->beside_words[at] != NULL ? table->beside_words[at] : "";
    }
    case STUB_PERIOD:
        return table_period_label(table, line->period);
    case STUB_INDICATOR:
        return table->item_stubs != NULL ? table->item_stubs[line->item]
                                         : table->items[line->item].title;
    case STUB_FACET:
        return table_facet_word(table, table->items[line->item].facet);
    }
    return "";
}

const char *table_beside(const struct table *table, size_t number, size_t stub)
{
    const struct table_line *line = &table->lines[number];
    if (line->kind == LINE_HEADING || table_row_is_total(table, line->row))
        return "";
    size_t width = table_plan(table)->units.beside_count;
    const char *text = table->beside[line->row * width + table->stubs[stub].number];
    return text != NULL ? text : "";
}

static bool same_axis(const struct table *table, const struct table_line *a,
                      const struct table_line *b, enum stub_kind kind)
{
    switch (kind) {
    case STUB_UNIT:
    case STUB_BESIDE:
        return a->row == b->row;
    case STUB_PERIOD:
        return a->period == b->period;
    case STUB_INDICATOR:
        return table->items[a->item].shown == table->items[b->item].shown;
    case STUB_FACET:
        return a->item == b->item;
    }
    return false;
}

bool table_stub_repeats(const struct table *table, size_t line, size_t stub)
{
    if (line == 0 || table->lines[line - 1].kind == LINE_HEADING ||
        table->lines[line].kind == LINE_HEADING)
        return false;
    for (size_t s = 0; s <= stub; s++)
        if (!same_axis(table, &table->lines[line], &table->lines[line - 1],
                       table->stubs[s].kind))
            return false;
    return true;
}

/* ---- headings over columns ---- */

enum level_kind {
    LEVEL_SECTION,
    LEVEL_UNIT,
    LEVEL_PERIOD,
    LEVEL_TAG,
    LEVEL_GROUP,
    LEVEL_FAMILY,
    LEVEL_INDICATOR,
    LEVEL_FACET,
    LEVEL_ALONE
};

static const char *unit_section(const struct table *table, uint32_t row)
{
    for (size_t i = 0; table->sections != NULL && i < table->unit_count; i++)
        if (table->units[i] == row)
            return table->sections[i];
    return NULL;
}

static const char *level_text(const struct table *table, enum level_kind level,
                              const struct table_column *column)
{
    const struct table_item *item = column->item < 0 ? NULL : &table->items[column->item];
    const char *text = NULL;
    switch (level) {
    case LEVEL_SECTION:
        text = unit_section(table, column->row);
        break;
    case LEVEL_UNIT:
        return table_row_label(table, column->row);
    case LEVEL_PERIOD:
        return column->period == table->overall && item != NULL
                   ? ""
                   : table_period_label(table, column->period);
    case LEVEL_TAG:
    case LEVEL_GROUP:
    case LEVEL_FAMILY:
        text = item->path[level - LEVEL_TAG];
        break;
    case LEVEL_INDICATOR:
        text = item->title;
        break;
    case LEVEL_FACET:
        text = table_facet_word(table, item->facet);
        break;
    case LEVEL_ALONE:
        text = table->item_count == 1 ? table->items[0].title
                                      : word_of(table->language, WORD_FIGURE);
        break;
    }
    return text != NULL ? text : "";
}

/* Whether two neighbouring columns are the same thing at a level. */
static bool level_joins(const struct table *table, enum level_kind level,
                        const struct table_column *a, const struct table_column *b)
{
    const struct plan *plan = table_plan(table);
    if (level == LEVEL_UNIT)
        return a->row == b->row;
    if (level == LEVEL_PERIOD)
        return a->period == b->period;
    if (level == LEVEL_INDICATOR)
        return table->items[a->item].shown == table->items[b->item].shown;
    if (level == LEVEL_FACET || level == LEVEL_ALONE)
        return false;
    if (strcmp(level_text(table, level, a), level_text(table, level, b)) != 0)
        return false;
    if (level == LEVEL_SECTION || level == LEVEL_TAG)
        return true;
    const struct shown_indicator *left = &plan->shown[table->items[a->item].shown];
    const struct shown_indicator *right = &plan->shown[table->items[b->item].shown];
    if (level == LEVEL_FAMILY)
        return left->member == right->member && (left->value != NULL || left == right);
    return *level_text(table, level, a) == '\0' ||
           plan->catalogue->members[left->member].heading_number ==
               plan->catalogue->members[right->member].heading_number;
}

static bool any_path(const struct table *table, size_t part)
{
    for (size_t i = 0; i < table->item_count; i++)
        if (table->items[i].path[part] != NULL)
            return true;
    return false;
}

static size_t find_levels(const struct table *table,
                          enum level_kind levels[HEADING_LEVELS])
{
    size_t count = 0;
    for (size_t i = 0; i < table->across.axis_count; i++) {
        switch (table->across.axes[i]) {
        case AXIS_UNITS:
            if (table->sections != NULL)
                levels[count++] = LEVEL_SECTION;
            levels[count++] = LEVEL_UNIT;
            break;
        case AXIS_PERIODS:
            levels[count++] = LEVEL_PERIOD;
            break;
        case AXIS_INDICATORS:
            for (size_t part = 0; part < ITEM_PATH; part++)
                if (any_path(table, part))
                    levels[count++] = (enum level_kind)(LEVEL_TAG + part);
            levels[count++] = LEVEL_INDICATOR;
            break;
        case AXIS_NONE:
            break;
        }
    }
    if (table->across.facets)
        levels[count++] = LEVEL_FACET;
    if (count == 0)
        levels[count++] = LEVEL_ALONE;
    return count;
}

/* Fills level `depth`; `joined[c]`: column c stands under the same heading as the one
 * before it. */
static void make_level(struct table *table, enum level_kind level, size_t depth,
                       bool *joined, bool innermost)
{
    struct table_heading *headings =
        arena_get(table->arena, (table->column_count + 1) * sizeof *headings);
    size_t count = 0;
    for (uint32_t c = 0; c < table->column_count; c++) {
        joined[c] = c > 0 && joined[c] && !innermost &&
                    level_joins(table, level, &table->columns[c - 1], &table->columns[c]);
        if (joined[c])
            headings[count - 1].count++;
        else
            headings[count++] = (struct table_heading){
                level_text(table, level, &table->columns[c]), c, 1};
    }
    table->headings[depth] = headings;
    table->heading_counts[depth] = count;
}

/* Lets a heading fall onto the empty place below it. */
static void let_fall(struct table *table, size_t depth)
{
    struct table_heading *above = table->headings[depth],
                         *below = table->headings[depth + 1];
    for (size_t a = 0, b = 0; a < table->heading_counts[depth]; a++) {
        while (b < table->heading_counts[depth + 1] && below[b].first < above[a].first)
            b++;
        if (below[b].count == above[a].count && *below[b].text == '\0') {
            below[b].text = above[a].text;
            above[a].text = "";
        }
    }
}

void table_make_headings(struct table *table)
{
    enum level_kind levels[HEADING_LEVELS];
    table->heading_depth = find_levels(table, levels);
    bool *joined = arena_get(table->arena, table->column_count + 1);
    memset(joined, true, table->column_count + 1);
    for (size_t depth = 0; depth < table->heading_depth; depth++)
        make_level(table, levels[depth], depth, joined,
                   depth + 1 == table->heading_depth);
    for (size_t round = 1; round < table->heading_depth; round++)
        for (size_t depth = table->heading_depth - 1; depth-- > 0;)
            let_fall(table, depth);
}
