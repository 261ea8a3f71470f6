/* fake_cube.h - cubes made by hand, for the tests of table/.
 *
 * A fake has years, units, totals and indicators, in that order, and figures that a test
 * sets one by one; nothing is read, planned or measured. What is not set is 0. fake_close
 * frees all of it.
 */
#ifndef BAREME_TESTS_FAKE_CUBE_H
#define BAREME_TESTS_FAKE_CUBE_H

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "data/dictionary.h"
#include "expr/binding.h"
#include "table/render.h"
#include "table/table.h"

enum { FAKE_STEPS = 32, FAKE_ROWS = 64, FAKE_PERIODS = 16 };

struct fake {
    struct arena *arena;
    struct catalogue *catalogue;
    struct evaluation evaluation;
    struct binding binding;
    struct plan plan;
    struct grid grid;
    struct cube cube;
    struct period periods[FAKE_PERIODS];
    struct grid_row rows[FAKE_ROWS];
    struct step steps[FAKE_STEPS];
    struct figures figures[FAKE_STEPS];
    struct shown_indicator shown[FAKE_STEPS];
    struct plan_check checks[4];
    struct placement placements[4];
    struct table *table;
    struct text out;
};

static inline struct titles fake_titles(struct fake *f, const char *text)
{
    uint32_t number = text == NULL ? NO_TEXT : catalogue_add_text(f->catalogue, text);
    return (struct titles){number, NO_TEXT, NO_TEXT, NO_TEXT};
}

/* years(first, last); first 0: all_time(). */
static inline void fake_open(struct fake *f, int first, int last)
{
    *f = (struct fake){.arena = arena_new(), .catalogue = catalogue_new()};
    f->evaluation = (struct evaluation){.title = fake_titles(f, "Three cities"),
                                        .subtitle = fake_titles(f, NULL),
                                        .whole = NO_TEXT,
                                        .where = NO_NODE,
                                        .sections = NO_TEXT,
                                        .label = NO_TEXT,
                                        .sort_by = NO_TEXT,
                                        .sort_at = NO_TEXT,
                                        .rows = {AXIS_NONE, AXIS_NONE, AXIS_NONE},
                                        .columns = {AXIS_NONE, AXIS_NONE, AXIS_NONE}};
    f->plan = (struct plan){.catalogue = f->catalogue,
                            .evaluation = &f->evaluation,
                            .binding = &f->binding,
                            .arena = f->arena,
                            .name = "cities",
                            .periods = f->periods,
                            .steps = f->steps,
                            .shown = f->shown,
                            .checks = f->checks,
                            .all_time = first == 0,
                            .sort_step = STEP_NONE};
    f->plan.units.section = f->plan.units.sort_column = BOUND_NONE;
    for (int year = first; year <= last; year++) {
        struct period *period = &f->periods[f->plan.period_count++];
        *period = (struct period){.year = year,
                                  .own = true,
                                  .shown = true,
                                  .first_day = INT32_MIN,
                                  .last_day = INT32_MAX};
        if (first == 0) {
            strcpy(period->key, "all");
            continue;
        }
        snprintf(period->key, sizeof period->key, "%d", year);
        period->first_day = date_days(year, 1, 1);
        period->last_day = date_days(year, 12, 31);
    }
    f->grid = (struct grid){.plan = &f->plan,
                            .arena = f->arena,
                            .rows = f->rows,
                            .placements = f->placements,
                            .period_count = f->plan.period_count,
                            .column_count = f->plan.period_count + 1};
    f->cube = (struct cube){.plan = &f->plan,
                            .grid = &f->grid,
                            .figures = f->figures,
                            .texts = dictionary_new(),
                            .arena = f->arena};
}

static inline void fake_unit(struct fake *f, const char *key, const char *label,
                             const char *section)
{
    f->rows[f->grid.row_count++] =
        (struct grid_row){key, label, section, RECORD_NONE, INT32_MIN, INT32_MAX};
    f->grid.unit_count = f->grid.row_count;
}

/* section NULL: the total of all. */
static inline void fake_total(struct fake *f, const char *section)
{
    f->rows[f->grid.row_count++] = (struct grid_row){section != NULL ? section : "*",
                                                     "Total",
                                                     section,
                                                     RECORD_NONE,
                                                     INT32_MIN,
                                                     INT32_MAX};
}

static inline uint32_t fake_step(struct fake *f)
{
    size_t cells = FAKE_ROWS * f->grid.column_count;
    uint32_t step = (uint32_t)f->plan.step_count++;
    f->steps[step] =
        (struct step){.op = OP_COUNT, .source = BOUND_NONE, .column = BOUND_NONE};
    f->figures[step].numbers = arena_get_zeroed(f->arena, cells, sizeof(double));
    f->figures[step].reasons = arena_get(f->arena, cells);
    memset(f->figures[step].reasons, REASON_NONE, cells);
    return step;
}

/* Its step; the indicator is the last of the catalogue, the shown one the last of the
 * plan. */
static inline uint32_t fake_indicator(struct fake *f, const char *name, const char *title)
{
    uint32_t step = fake_step(f);
    uint32_t number = catalogue_add_indicator(
        f->catalogue, (struct indicator){.name = catalogue_add_text(f->catalogue, name),
                                         .title = fake_titles(f, title),
                                         .unit = NO_TEXT,
                                         .unit_titles = fake_titles(f, NULL),
                                         .digits = -1,
                                         .target = NO_NODE,
                                         .baseline = NO_NODE,
                                         .green = NO_NODE,
                                         .amber = NO_NODE,
                                         .about = NO_TEXT,
                                         .source = NO_TEXT,
                                         .examples = NO_TEXT});
    f->shown[f->plan.shown_count++] =
        (struct shown_indicator){number,    name,      NULL,      UINT32_MAX, step,
                                 STEP_NONE, STEP_NONE, STEP_NONE, STEP_NONE,  STEP_NONE};
    return step;
}

static inline struct indicator *fake_last_indicator(struct fake *f)
{
    return &f->catalogue->indicators[f->catalogue->indicator_count - 1];
}

static inline void fake_set(struct fake *f, uint32_t step, size_t row, size_t column,
                            double number)
{
    f->figures[step].numbers[row * f->grid.column_count + column] = number;
}

/* A row's figures, from its first period on. */
static inline void fake_row(struct fake *f, uint32_t step, size_t row, size_t count,
                            const double *numbers)
{
    for (size_t i = 0; i < count; i++)
        fake_set(f, step, row, i, numbers[i]);
}

#define FAKE_ROW(f, step, row, ...)                                                      \
    fake_row(f, step, row, sizeof((double[]){__VA_ARGS__}) / sizeof(double),             \
             (double[]){__VA_ARGS__})

static inline void fake_missing(struct fake *f, uint32_t step, size_t row, size_t column,
                                enum reason reason)
{
    f->figures[step].reasons[row * f->grid.column_count + column] = (uint8_t)reason;
}

static inline void fake_text(struct fake *f, uint32_t step, size_t row, size_t column,
                             const char *text)
{
    f->figures[step].kind = FIGURE_TEXT;
    fake_set(f, step, row, column, dictionary_add(f->cube.texts, text, strlen(text)));
}

static inline void fake_partial(struct fake *f, uint32_t step, size_t row, size_t column,
                                uint32_t present, uint32_t records)
{
    struct figures *figures = &f->figures[step];
    size_t cells = FAKE_ROWS * f->grid.column_count;
    if (figures->records == NULL) {
        figures->present = arena_get_zeroed(f->arena, cells, sizeof(uint32_t));
        figures->records = arena_get_zeroed(f->arena, cells, sizeof(uint32_t));
    }
    figures->present[row * f->grid.column_count + column] = present;
    figures->records[row * f->grid.column_count + column] = records;
}

static inline void fake_axes(struct fake *f, enum axis r0, enum axis r1, enum axis c0,
                             enum axis c1)
{
    f->evaluation.rows[0] = (uint8_t)r0;
    f->evaluation.rows[1] = (uint8_t)r1;
    f->evaluation.columns[0] = (uint8_t)c0;
    f->evaluation.columns[1] = (uint8_t)c1;
}

static inline const struct table *fake_table(struct fake *f, const char *language)
{
    struct fault fault = {0};
    struct table_options options = {language};
    table_free(f->table);
    f->table = table_build(&f->cube, &options, &fault);
    assert_non_null(f->table);
    return f->table;
}

static inline const char *fake_render(struct fake *f, const char *format,
                                      const char *language, struct render_options options)
{
    const struct table *table = fake_table(f, language);
    text_clear(&f->out);
    renderer_find(format)->run(&table, 1, &options, &f->out);
    return text_of(&f->out);
}

static inline void fake_close(struct fake *f)
{
    table_free(f->table);
    text_clear(&f->out);
    dictionary_free(f->cube.texts);
    catalogue_free(f->catalogue);
    arena_free(f->arena);
}

#endif
