/* trial.h - evaluations of small datasets, from CSV text to the cube, for the tests of
 * eval/.
 *
 * A trial reads CSV from memory, builds the nodes of indicators as a script would, plans
 * and works them out. Figures are compared as texts: a row's periods and then overall,
 * apart by " | ", a missing figure by its reason. trial_close frees all of it.
 */
#ifndef BAREME_TESTS_TRIAL_H
#define BAREME_TESTS_TRIAL_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "eval/cube.h"
#include "source/source.h"

#define TRIAL_END UINT32_MAX

struct trial {
    struct datasets datasets;
    struct problems *problems;
    struct catalogue *catalogue;
    struct evaluation evaluation;
    struct plan *plan;
    struct cube *cube;
    struct fault fault;
    const struct own_functions *own;
};

static inline void trial_open(struct trial *t, const char *package, ...)
{
    struct source_memory files[8];
    size_t count = 0;
    va_list list;
    *t = (struct trial){.problems = problems_new(), .catalogue = catalogue_new()};
    catalogue_add_text(t->catalogue, "trial.lua");
    va_start(list, package);
    for (const char *name = va_arg(list, const char *); name != NULL;
         name = va_arg(list, const char *)) {
        const char *bytes = va_arg(list, const char *);
        files[count++] = (struct source_memory){name, bytes, strlen(bytes)};
    }
    va_end(list);
    struct source_options options = {.skip_bad = true};
    if (!source_read_memory(files, count, package, &options, &t->datasets, t->problems,
                            &t->fault))
        fail_msg("%s", t->fault.message);
    const struct titles none = {NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT};
    t->evaluation = (struct evaluation){.name = NO_TEXT,
                                        .title = none,
                                        .subtitle = none,
                                        .whole = NO_TEXT,
                                        .where = NO_NODE,
                                        .sections = NO_TEXT,
                                        .label = NO_TEXT,
                                        .sort_by = NO_TEXT,
                                        .sort_at = NO_TEXT,
                                        .rows = {AXIS_NONE, AXIS_NONE, AXIS_NONE},
                                        .columns = {AXIS_NONE, AXIS_NONE, AXIS_NONE}};
}

static inline void trial_close(struct trial *t)
{
    cube_free(t->cube);
    plan_free(t->plan);
    catalogue_free(t->catalogue);
    datasets_clear(&t->datasets);
    problems_free(t->problems);
}

/* ---- nodes ---- */

static inline uint32_t node(struct trial *t, enum op op, enum sort sort, const char *text,
                            double number, const uint32_t *arguments, size_t count)
{
    struct node made = {.op = (uint16_t)op,
                        .sort = (uint8_t)sort,
                        .file = 0,
                        .line = 1,
                        .text = NO_TEXT,
                        .number = number};
    if (text != NULL)
        made.text = catalogue_add_text(t->catalogue, text);
    return catalogue_add_node(t->catalogue, made, arguments, count);
}

static inline uint32_t number(struct trial *t, double value)
{
    return node(t, OP_NUMBER, SORT_NUMBER, NULL, value, NULL, 0);
}

static inline uint32_t string(struct trial *t, const char *text)
{
    return node(t, OP_TEXT, SORT_VALUE, text, 0, NULL, 0);
}

static inline uint32_t dataset(struct trial *t, const char *name)
{
    return node(t, OP_DATASET, SORT_DATASET, name, 0, NULL, 0);
}

/* A node with arguments, up to TRIAL_END. */
static inline uint32_t make(struct trial *t, enum op op, enum sort sort, const char *text,
                            ...)
{
    uint32_t arguments[16];
    size_t count = 0;
    va_list list;
    va_start(list, text);
    for (uint32_t a = va_arg(list, uint32_t); a != TRIAL_END; a = va_arg(list, uint32_t))
        arguments[count++] = a;
    va_end(list);
    return node(t, op, sort, text, 0, arguments, count);
}

static inline uint32_t column(struct trial *t, uint32_t of, const char *path)
{
    return make(t, OP_FIELD, SORT_COLUMN, path, of, TRIAL_END);
}

#define field(t, name, path) column(t, dataset(t, name), path)
#define test(t, op, ...)     make(t, op, SORT_FILTER, NULL, __VA_ARGS__, TRIAL_END)
#define where(t, of, filter) make(t, OP_WHERE, SORT_DATASET, NULL, of, filter, TRIAL_END)
#define dated(t, ...)        make(t, OP_DATED, SORT_DATASET, NULL, __VA_ARGS__, TRIAL_END)
#define measure(t, op, ...)  make(t, op, SORT_FIGURE, NULL, __VA_ARGS__, TRIAL_END)
#define computed(t, op, ...) make(t, op, SORT_COLUMN, NULL, __VA_ARGS__, TRIAL_END)

static inline uint32_t flagged(struct trial *t, uint32_t of, unsigned flags)
{
    t->catalogue->nodes[of].flags = (uint8_t)flags;
    return of;
}

/* ---- the evaluation ---- */

static inline uint32_t show(struct trial *t, uint32_t value)
{
    char name[20];
    const struct titles none = {NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT};
    uint32_t shown = (uint32_t)t->catalogue->member_count;
    snprintf(name, sizeof name, "i%u", shown);
    struct indicator indicator = {.name = catalogue_add_text(t->catalogue, name),
                                  .title = none,
                                  .unit = NO_TEXT,
                                  .unit_titles = none,
                                  .digits = -1,
                                  .value = value,
                                  .target = NO_NODE,
                                  .baseline = NO_NODE,
                                  .green = NO_NODE,
                                  .amber = NO_NODE,
                                  .about = NO_TEXT,
                                  .source = NO_TEXT,
                                  .examples = NO_TEXT};
    uint32_t made = catalogue_add_indicator(t->catalogue, indicator);
    catalogue_add_member(t->catalogue,
                         (struct member){.indicator = made, .heading = none});
    return shown;
}

static inline void units(struct trial *t, uint32_t of)
{
    t->evaluation.units_first = catalogue_add_list(t->catalogue, &of, 1);
    t->evaluation.units_count = 1;
}

static inline void whole(struct trial *t, const char *name)
{
    t->evaluation.whole = catalogue_add_text(t->catalogue, name);
}

static inline void periods(struct trial *t, enum periods_kind kind, int32_t first,
                           int32_t last)
{
    t->evaluation.has_periods = 1;
    t->evaluation.periods = (struct periods){(uint8_t)kind, 1, 1, first, last};
}

static inline void via(struct trial *t, const char *name, const char *theirs,
                       const char *ours)
{
    struct via road = {.dataset = catalogue_add_text(t->catalogue, name),
                       .key = NO_TEXT,
                       .theirs = NO_TEXT,
                       .ours = NO_TEXT,
                       .all = theirs == NULL};
    if (theirs != NULL) {
        road.theirs = catalogue_add_text(t->catalogue, theirs);
        road.ours = catalogue_add_text(t->catalogue, ours);
    }
    t->evaluation.via_first = catalogue_add_via(t->catalogue, road);
    t->evaluation.via_count = 1;
}

static inline bool try_run(struct trial *t)
{
    static const struct plan_options options = {.script_name = "trial"};
    t->evaluation.members_first = 0;
    t->evaluation.members_count = (uint32_t)t->catalogue->member_count;
    t->plan = plan_build(t->catalogue, &t->evaluation, &t->datasets, &options,
                         t->problems, &t->fault);
    if (t->plan == NULL)
        return false;
    t->cube = cube_build(t->plan, t->own, &t->fault);
    return t->cube != NULL;
}

static inline void run(struct trial *t)
{
    if (!try_run(t))
        fail_msg("%s", t->fault.message);
}

/* ---- figures ---- */

static inline size_t row_of(const struct trial *t, const char *unit)
{
    for (size_t i = 0; i < t->cube->grid->row_count; i++)
        if (strcmp(t->cube->grid->rows[i].key, unit) == 0)
            return i;
    fail_msg("no unit '%s'", unit);
    return 0;
}

static inline void add_figure(const struct trial *t, const struct figures *figures,
                              size_t cell, struct text *text)
{
    char out[NUMBER_TEXT_SIZE];
    if (figures->reasons[cell] != REASON_NONE)
        text_add(text, reason_text(figures->reasons[cell]));
    else if (figures->kind == FIGURE_TEXT)
        text_add(text, dictionary_text(t->cube->texts, (uint32_t)figures->numbers[cell]));
    else if (figures->kind == FIGURE_DATE)
        text_add_bytes(text, out, date_format((int32_t)figures->numbers[cell], out));
    else
        text_add_bytes(text, out, number_format(figures->numbers[cell], out));
    if (figures->reasons[cell] == REASON_NONE && figures->records != NULL &&
        figures->present[cell] < figures->records[cell])
        text_addf(text, " (%u/%u)", figures->present[cell], figures->records[cell]);
    if (figures->reasons[cell] == REASON_NONE && figures->expected != NULL &&
        figures->reported[cell] < figures->expected[cell])
        text_addf(text, " [%u/%u]", figures->reported[cell], figures->expected[cell]);
}

/* The periods of a unit, " | " between them; the overall column last, where it is worked
 * out. */
static inline void expect(const struct trial *t, uint32_t shown, const char *unit,
                          const char *expected)
{
    const struct figures *figures = &t->cube->figures[t->plan->shown[shown].step];
    size_t row = row_of(t, unit), columns = t->cube->grid->column_count;
    struct text text = {0};
    for (size_t column = 0; column + 1 < columns; column++) {
        if (column > 0)
            text_add(&text, " | ");
        add_figure(t, figures, cube_cell(t->cube, row, column), &text);
    }
    if (strcmp(text_of(&text), expected) != 0)
        fail_msg("figure %u of '%s': %s, expected %s", shown, unit, text_of(&text),
                 expected);
    text_clear(&text);
}

static inline void expect_units(const struct trial *t, const char *expected)
{
    struct text text = {0};
    for (size_t i = 0; i < t->cube->grid->row_count; i++)
        text_addf(&text, "%s%s", i > 0 ? ", " : "", t->cube->grid->rows[i].key);
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
}

#endif
