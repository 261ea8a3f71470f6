/* item.c - what the cells of a table show: each indicator with each of its facets.
 *
 * An item has its titles resolved once, in the table's language, so that no renderer
 * looks into the catalogue. Titles live in the table's arena or the catalogue.
 */
#include <string.h>

#include "table/layout.h"

static const char *const facet_names[] = {
    [FACET_VALUE] = "value",
    [FACET_BASELINE] = "baseline",
    [FACET_TARGET] = "target",
    [FACET_ACHIEVEMENT] = "achievement",
};

static const enum word facet_words[] = {
    [FACET_VALUE] = WORD_VALUE,
    [FACET_BASELINE] = WORD_BASELINE,
    [FACET_TARGET] = WORD_TARGET,
    [FACET_ACHIEVEMENT] = WORD_ACHIEVEMENT,
};

const char *table_facet_word(const struct table *table, enum facet facet)
{
    return word_of(table->language, facet_words[facet]);
}

static uint32_t facet_step(const struct shown_indicator *shown, enum facet facet)
{
    switch (facet) {
    case FACET_BASELINE:
        return shown->baseline;
    case FACET_TARGET:
        return shown->target;
    case FACET_ACHIEVEMENT:
        return shown->achievement;
    case FACET_VALUE:
        break;
    }
    return shown->step;
}

static const char *title_with_unit(const struct table *table,
                                   const struct indicator *indicator, const char *name)
{
    const struct catalogue *catalogue = table_plan(table)->catalogue;
    const char *title = catalogue_title(catalogue, indicator->title, table->language);
    if (title == NULL)
        title = name;
    const char *unit =
        catalogue_title(catalogue, indicator->unit_titles, table->language);
    if (unit == NULL)
        unit = catalogue_text(catalogue, indicator->unit);
    if (unit == NULL || *unit == '\0')
        return title;
    return arena_format(table->arena, "%s (%s)", title, unit);
}

/* The value of a tag: its first. NULL when there is none. */
static const char *tag_value(const struct catalogue *catalogue,
                             const struct indicator *indicator, const char *tag)
{
    for (uint32_t i = 0; i < indicator->tags_count; i++) {
        struct pair pair = catalogue->pairs[indicator->tags_first + i];
        if (strcmp(catalogue_text(catalogue, pair.name), tag) == 0)
            return catalogue_text(catalogue, pair.value);
    }
    return NULL;
}

/* The tag that makes sections ("level" of "tags.level"), or NULL. */
static const char *section_tag(const struct table *table)
{
    const char *sections =
        catalogue_text(table_plan(table)->catalogue, table_evaluation(table)->sections);
    return sections != NULL && strncmp(sections, "tags.", 5) == 0 ? sections + 5 : NULL;
}

static bool column_is_year(const struct plan *plan, uint32_t number)
{
    if (number == BOUND_NONE)
        return false;
    const struct bound_column *column = &plan->binding->columns[number];
    return column->op == OP_YEAR ||
           (column->op == OP_FIELD && column->type == COLUMN_WHOLE &&
            column->end->period[0] == column->column);
}

/* Whether a figure is a calendar year: 2018, not 2,018. */
static bool step_is_year(const struct plan *plan, uint32_t number)
{
    while (number != STEP_NONE) {
        const struct step *step = &plan->steps[number];
        switch (step->op) {
        case OP_PERIOD_YEAR:
            return true;
        case OP_MIN:
        case OP_MAX:
        case OP_MEDIAN:
        case OP_FIRST:
        case OP_LAST:
        case OP_ONLY:
            return column_is_year(plan, step->column);
        case OP_INDICATOR:
        case OP_COALESCE:
        case OP_ROUND:
        case OP_PREVIOUS:
        case OP_AT:
        case OP_OVERALL:
            number = plan_argument(plan, step, 0);
            break;
        default:
            return false;
        }
    }
    return false;
}

static struct table_item make_item(struct table *table, uint32_t number, enum facet facet)
{
    const struct plan *plan = table_plan(table);
    const struct catalogue *catalogue = plan->catalogue;
    const struct shown_indicator *shown = &plan->shown[number];
    const struct indicator *indicator = &catalogue->indicators[shown->indicator];
    const char *title = title_with_unit(table, indicator, shown->name);
    const char *tag = section_tag(table), *group = NULL;
    if (shown->member < catalogue->member_count &&
        catalogue->members[shown->member].heading_number)
        group = catalogue_title(catalogue, catalogue->members[shown->member].heading,
                                table->language);
    const char *section = tag == NULL ? NULL : tag_value(catalogue, indicator, tag);
    struct table_item item = {
        .shown = number,
        .facet = facet,
        .step = facet_step(shown, facet),
        .percent = facet == FACET_ACHIEVEMENT || indicator->percent,
        .year = step_is_year(plan, facet_step(shown, facet)),
        .name = shown->name,
        .title = shown->value == NULL ? title : shown->value,
        .path = {tag != NULL && section == NULL ? word_of(table->language, WORD_NOT_GIVEN)
                 : section != NULL ? word_of_tag(table->language, section)
                                   : NULL,
                 group, shown->value == NULL ? NULL : title},
    };
    /* Beside a value that is printed once, its target and the like are printed once too.
     */
    item.once =
        !plan->all_time && (plan->steps[shown->step].once ||
                            (item.step != STEP_NONE && plan->steps[item.step].once));
    if (facet != FACET_VALUE)
        item.name = arena_format(table->arena, "%s.%s", shown->name, facet_names[facet]);
    return item;
}

/* Indicators of one section stand together, sections in the order of their first
 * indicator; those without the tag come last. */
static void order_by_section(struct table *table)
{
    size_t count = table->order_count, placed = 0;
    bool *done = arena_get_zeroed(table->arena, count, sizeof *done);
    const char *none = word_of(table->language, WORD_NOT_GIVEN);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < count; i++) {
            const char *section = table->items[i * table->facet_count].path[0];
            if (done[i] || (pass == 0 && section == none))
                continue;
            for (uint32_t j = i; j < count; j++)
                if (!done[j] &&
                    strcmp(table->items[j * table->facet_count].path[0], section) == 0) {
                    done[j] = true;
                    table->orders[placed++] = j;
                }
        }
}

void table_make_items(struct table *table)
{
    static const uint8_t value_alone[] = {FACET_VALUE};
    const struct evaluation *evaluation = table_evaluation(table);
    const uint8_t *facets = evaluation->facet_count ? evaluation->facets : value_alone;
    size_t shown_count = table_plan(table)->shown_count;
    table->facet_count = evaluation->facet_count ? evaluation->facet_count : 1;
    table->item_count = shown_count * table->facet_count;
    table->items = arena_get(table->arena, table->item_count * sizeof *table->items);
    table->orders = arena_get(table->arena, shown_count * sizeof *table->orders);
    table->order_count = shown_count;
    for (uint32_t i = 0; i < shown_count; i++) {
        table->orders[i] = i;
        for (size_t f = 0; f < table->facet_count; f++)
            table->items[i * table->facet_count + f] = make_item(table, i, facets[f]);
    }
    if (section_tag(table) != NULL)
        order_by_section(table);
}
