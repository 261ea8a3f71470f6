/* plan_periods.c - the axis of periods: the script's own, and the years that --years adds.
 *
 * years() without bounds looks at the stored minimum and maximum of the period columns of the
 * datasets that the shown indicators measure; no record is read for it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr/plan_rooms.h"

enum { MOST_PERIODS = 20000 };

/* ---- one period by its number ---- */

static struct period make_year(const struct periods *said, int32_t year)
{
    struct period period = {.year = year};
    period.first_day = date_days(year, said->start_month, said->start_day);
    period.last_day = date_days(year + 1, said->start_month, said->start_day) - 1;
    snprintf(period.key, sizeof period.key, "%d", year);
    return period;
}

static struct period make_months(int32_t year, int month, int months)
{
    struct period period = {.year = year};
    int next = month + months;
    period.first_day = date_days(year, month, 1);
    period.last_day = date_days(next > 12 ? year + 1 : year, next > 12 ? next - 12 : next, 1) - 1;
    return period;
}

static struct period make_period(const struct periods *said, int32_t number)
{
    struct period period;
    switch (said->kind) {
    case PERIODS_QUARTERS:
        period = make_months(number / 4, number % 4 * 3 + 1, 3);
        snprintf(period.key, sizeof period.key, "%d-Q%d", number / 4, number % 4 + 1);
        return period;
    case PERIODS_MONTHS: /* year * 12 + month - 1 */
        period = make_months(number / 12, number % 12 + 1, 1);
        snprintf(period.key, sizeof period.key, "%d-%02d", number / 12, number % 12 + 1);
        return period;
    default: return make_year(said, number);
    }
}

/* ---- the first and last year found ---- */

static int32_t year_of_day(const struct periods *said, int64_t day)
{
    int year, month, date;
    date_split((int32_t)day, &year, &month, &date);
    bool before = month < said->start_month || (month == said->start_month && date < said->start_day);
    return year - before;
}

static void look_at_column(const struct plan *plan, const struct periods *said, uint32_t number,
                           int32_t *first, int32_t *last)
{
    const struct bound_column *column = &plan->binding->columns[number];
    if (column->op != OP_FIELD)
        return;
    const struct frame *end = column->end;
    bool year = column->type == COLUMN_WHOLE;
    for (uint32_t i = 0; i < end->segment_count; i++) {
        const struct vector *vector = &end->segments[i].columns[column->column];
        if (end->segments[i].count == 0 || vector->absent == end->segments[i].count)
            continue;
        int32_t from = year ? (int32_t)vector->minimum : year_of_day(said, vector->minimum);
        int32_t to = year ? (int32_t)vector->maximum : year_of_day(said, vector->maximum);
        *first = from < *first ? from : *first;
        *last = to > *last ? to : *last;
    }
}

/* Marks what the shown indicators rest on, from the highest node down. */
static void mark_needed(const struct plan *plan, uint8_t *needed)
{
    const struct catalogue *catalogue = plan->catalogue;
    const struct evaluation *evaluation = plan->evaluation;
    for (uint32_t i = 0; i < evaluation->members_count; i++) {
        uint32_t indicator = catalogue->members[evaluation->members_first + i].indicator;
        needed[catalogue->indicators[indicator].value] = 1;
    }
    for (size_t i = catalogue->node_count; i > 0; i--) {
        const struct node *node = &catalogue->nodes[i - 1];
        if (!needed[i - 1])
            continue;
        /* What is dated anew is not looked at by its own dates. */
        for (uint32_t j = 0; j < node->count && node->op != OP_DATED; j++)
            needed[catalogue_argument(catalogue, node, j)] = 1;
        if (node->op == OP_INDICATOR)
            needed[catalogue->indicators[(size_t)node->number].value] = 1;
    }
}

/* A dataset counts as narrowed or dated: an inner one that is only narrowed further does not matter,
 * as its period is the same; one that is dated anew must not be looked at. */
static bool find_years(struct plan *plan, struct periods *said, struct fault *fault)
{
    const struct catalogue *catalogue = plan->catalogue;
    uint8_t *needed = memory_get_zeroed(catalogue->node_count + 1, 1);
    mark_needed(plan, needed);
    int32_t first = INT32_MAX, last = INT32_MIN;
    bool done = true;
    for (size_t i = 0; done && i < catalogue->node_count; i++) {
        uint32_t source;
        if (!needed[i] || catalogue->nodes[i].sort != SORT_DATASET)
            continue;
        done = binding_source(plan->binding, (uint32_t)i, &source, fault);
        const struct bound_source *bound = done ? &plan->binding->sources[source] : NULL;
        if (!done || (bound->own_period && bound->frame == plan->units.frame &&
                      plan->units.column_count == 0))
            continue;
        for (size_t j = 0; j < 2 && !bound->everywhere; j++)
            if (bound->period[j] != BOUND_NONE)
                look_at_column(plan, said, bound->period[j], &first, &last);
    }
    free(needed);
    if (!done)
        return false;
    if (first > last)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "years() finds no date in the datasets that are measured. a dataset's "
                        "period is its column 'year' or 'period', else its only column of dates; "
                        "or say years(2015, 2018), or dated \"a column\"");
    said->kind = PERIODS_YEARS;
    said->first = first;
    said->last = last;
    return true;
}

/* ---- the axis ---- */

static void axis_is_all_time(struct plan *plan)
{
    plan->all_time = true;
    plan->periods = arena_get_zeroed(plan->arena, 1, sizeof *plan->periods);
    plan->periods[0] = (struct period){.key = "all", .first_day = INT32_MIN,
                                       .last_day = INT32_MAX, .own = true, .shown = true};
    plan->period_count = 1;
}

/* "2016:2018", "2016". */
static bool read_years(const char *said, int32_t *first, int32_t *last, struct fault *fault)
{
    char *end;
    long from = strtol(said, &end, 10), to = from;
    bool good = end != said;
    if (good && *end == ':') {
        const char *second = end + 1;
        to = strtol(second, &end, 10);
        good = end != second;
    }
    if (!good || *end != '\0')
        return fault_set(fault, FAULT_USAGE,
                         "--years '%s': say a first and a last year, such as --years 2016:2018",
                         said);
    if (from > to)
        return fault_set(fault, FAULT_USAGE,
                         "--years '%s': the last comes before the first. write --years %ld:%ld",
                         said, to, from);
    if (from < 1 || to > 9998)
        return fault_set(fault, FAULT_USAGE,
                         "--years '%s': a year lies between 1 and 9998. say such as "
                         "--years 2016:2018", said);
    *first = (int32_t)from;
    *last = (int32_t)to;
    return true;
}

static bool bad_bounds(const struct plan *plan, int32_t first, int32_t last, struct fault *fault)
{
    if (first > last)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "periods: the last comes before the first. give the first, then the last");
    return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                    "periods: %lld of them are more than the most, %d",
                    (long long)last - first + 1, MOST_PERIODS);
}

static bool make_axis(struct plan *plan, const struct periods *said, int32_t from, int32_t to,
                      struct fault *fault)
{
    if (from > to || (int64_t)to - from >= MOST_PERIODS)
        return bad_bounds(plan, from, to, fault);
    plan->period_count = (size_t)(to - from + 1);
    plan->periods = arena_get_zeroed(plan->arena, plan->period_count, sizeof *plan->periods);
    for (int32_t number = from; number <= to; number++) {
        struct period *period = &plan->periods[number - from];
        *period = make_period(said, number);
        period->own = number >= said->first && number <= said->last;
    }
    plan->own_first = said->first - from;
    plan->own_last = said->last - from;
    return true;
}

static bool show_as_said(struct plan *plan, const struct periods *said, struct fault *fault)
{
    const struct periods *show = &plan->evaluation->show;
    if (!plan->evaluation->has_show) {
        for (size_t i = 0; i < plan->period_count; i++)
            plan->periods[i].shown = plan->periods[i].own;
        return true;
    }
    if (show->kind != said->kind || show->first < said->first || show->last > said->last)
        return fault_at(fault, FAULT_DATA, plan_evaluation_place(plan),
                        "show: it chooses among the evaluation's periods ('%s' to '%s'), and "
                        "reaches beyond them", plan->periods[plan->own_first].key,
                        plan->periods[plan->own_last].key);
    for (size_t i = 0; i < plan->period_count; i++) {
        int32_t number = said->first + (int32_t)i - plan->own_first;
        plan->periods[i].shown = number >= show->first && number <= show->last;
    }
    return true;
}

static void show_years(struct plan *plan, int32_t first, int32_t last)
{
    for (size_t i = 0; i < plan->period_count; i++)
        plan->periods[i].shown =
            plan->periods[i].year >= first && plan->periods[i].year <= last;
}

/* The numbers of the periods that some years hold. */
static void periods_of_years(const struct periods *said, int32_t first, int32_t last, int32_t *from,
                             int32_t *to)
{
    int32_t size = said->kind == PERIODS_QUARTERS ? 4 : said->kind == PERIODS_MONTHS ? 12 : 1;
    *from = first * size;
    *to = last * size + size - 1;
}

bool plan_periods_bind(struct plan *plan, const struct plan_options *options, struct fault *fault)
{
    struct periods said = plan->evaluation->periods;
    int32_t first = 0, last = 0, from, to;
    if (!plan->evaluation->has_periods)
        said = (struct periods){.kind = PERIODS_ALL, .start_month = 1, .start_day = 1};
    if (options->years != NULL && !read_years(options->years, &first, &last, fault))
        return false;
    if (said.kind == PERIODS_YEARS_FOUND && !find_years(plan, &said, fault))
        return false;
    if (said.kind == PERIODS_ALL && options->years == NULL) {
        axis_is_all_time(plan);
        return true;
    }
    if (said.kind == PERIODS_ALL) { /* a script without periods gets those asked for */
        said.kind = PERIODS_YEARS;
        said.first = first;
        said.last = last;
    }
    from = said.first, to = said.last;
    if (options->years != NULL) {
        int32_t wanted_from, wanted_to;
        periods_of_years(&said, first, last, &wanted_from, &wanted_to);
        from = wanted_from < from ? wanted_from : from;
        to = wanted_to > to ? wanted_to : to;
    }
    if (!make_axis(plan, &said, from, to, fault))
        return false;
    if (options->years == NULL)
        return show_as_said(plan, &said, fault);
    show_years(plan, first, last);
    return true;
}
