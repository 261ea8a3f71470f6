/* test_formula.c - every word from figures to figures, on cubes made by hand.
 *
 * A cube is written as a text: rows apart by '|', the overall column after ';', a missing
 * figure by two letters of its reason. Figures in tables were worked out by hand, or by R
 * (rank, lm, sd, median) where the row says so.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval/formula.h"

enum { MOST_ARGUMENTS = 8, MOST_BREAKS = 4 };

static const char *const reason_codes[REASON_COUNT] = {
    [REASON_REFUSED] = "rf",      [REASON_STOPPED] = "st",
    [REASON_NOT_REPORTED] = "nr", [REASON_MISSING] = "mi",
    [REASON_NO_RECORDS] = "no",   [REASON_DEFINITION_CHANGED] = "dc",
    [REASON_OUTSIDE_LIFE] = "ol", [REASON_NO_PREVIOUS] = "np",
    [REASON_NO_TARGET] = "nt",    [REASON_DIVISION_BY_ZERO] = "dz",
    [REASON_NOT_DEFINED] = "nd",  [REASON_NOT_APPLICABLE] = "na",
};

/* One step on figures given as texts. */
struct trial {
    const char *what;
    enum op op;
    const char *x, *y, *z, *w; /* arguments; "none": STEP_NONE */
    const char *expected;
    unsigned flags;
    double n;
    const char *text;
    int period;
    const char *breaks;       /* of x, or by_year's begins */
    int totals;               /* rows at the end that are totals */
    int own_first, own_after; /* own periods: from, and how many at the end are added */
    bool compares, all_time;
};

struct bench {
    struct plan plan;
    struct grid grid;
    struct cube cube;
    struct step steps[MOST_ARGUMENTS + 1];
    uint32_t arguments[MOST_ARGUMENTS];
    struct period periods[16];
    struct grid_row rows[32];
    int32_t breaks[MOST_BREAKS];
    uint32_t break_count;
};

/* ---- cubes as texts ---- */

static void measure_text(const char *text, size_t *rows, size_t *columns)
{
    size_t tokens = 0;
    bool inside = false;
    *rows = 1;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '|')
            ++*rows;
        bool word = *at != ' ' && *at != ';' && *at != '|';
        tokens += word && !inside;
        inside = word;
    }
    *columns = tokens / *rows;
    assert_int_equal(tokens, *rows * *columns);
}

static void read_cube(const char *text, double *numbers, uint8_t *reasons)
{
    size_t cell = 0;
    const char *at = text + strspn(text, " ;|");
    for (; *at != '\0'; at += strspn(at, " ;|"), cell++) {
        size_t size = strcspn(at, " ;|");
        numbers[cell] = 0;
        reasons[cell] = REASON_NONE;
        for (unsigned reason = 0; reason < REASON_NONE; reason++)
            if (size == 2 && memcmp(at, reason_codes[reason], 2) == 0)
                reasons[cell] = (uint8_t)reason;
        if (reasons[cell] == REASON_NONE)
            numbers[cell] = strtod(at, NULL);
        at += size;
    }
}

static void print_cube(char *out, size_t size, const struct bench *bench,
                       const struct figures *figures)
{
    size_t used = 0;
    for (size_t cell = 0; cell < bench->grid.row_count * bench->grid.column_count;
         cell++) {
        size_t column = cell % bench->grid.column_count;
        const char *gap = cell == 0                            ? ""
                          : column == 0                        ? " | "
                          : column == bench->grid.period_count ? "; "
                                                               : " ";
        if (figures->reasons[cell] != REASON_NONE)
            used += (size_t)snprintf(out + used, size - used, "%s%s", gap,
                                     reason_codes[figures->reasons[cell]]);
        else
            used += (size_t)snprintf(out + used, size - used, "%s%.15g", gap,
                                     figures->numbers[cell]);
    }
}

/* ---- a plan and a cube by hand ---- */

static void open_bench(struct bench *bench, const struct trial *trial)
{
    memset(bench, 0, sizeof *bench);
    size_t rows, columns;
    measure_text(trial->x, &rows, &columns);
    bench->grid.row_count = rows;
    bench->grid.unit_count = rows - (size_t)trial->totals;
    bench->grid.column_count = columns;
    bench->grid.period_count = columns - 1;
    bench->grid.rows = bench->rows;
    bench->plan.arena = arena_new();
    bench->plan.steps = bench->steps;
    bench->plan.arguments = bench->arguments;
    bench->plan.periods = bench->periods;
    bench->plan.period_count = columns - 1;
    bench->plan.own_first = trial->own_first;
    bench->plan.own_last = (int32_t)columns - 2 - trial->own_after;
    bench->plan.all_time = trial->all_time;
    for (size_t i = 0; i + 1 < columns; i++) {
        bench->periods[i].year = 2015 + (int32_t)i;
        bench->periods[i].last_day = 16800 + (int32_t)i; /* 16800: 2015-12-31 */
        snprintf(bench->periods[i].key, sizeof bench->periods[i].key, "%u",
                 2015u + (unsigned)i % 100);
    }
    bench->cube.plan = &bench->plan;
    bench->cube.grid = &bench->grid;
    bench->cube.arena = bench->plan.arena;
    bench->cube.texts = dictionary_new();
    bench->cube.figures = arena_get_zeroed(bench->plan.arena, MOST_ARGUMENTS + 1,
                                           sizeof *bench->cube.figures);
}

static void close_bench(struct bench *bench)
{
    dictionary_free(bench->cube.texts);
    arena_free(bench->plan.arena);
}

static uint32_t add_figures(struct bench *bench, const char *text)
{
    if (strcmp(text, "none") == 0)
        return STEP_NONE;
    uint32_t number = (uint32_t)bench->plan.step_count++;
    size_t cells = bench->grid.row_count * bench->grid.column_count;
    struct figures *figures = &bench->cube.figures[number];
    figures->numbers = arena_get_zeroed(bench->cube.arena, cells, sizeof(double));
    figures->reasons = arena_get_zeroed(bench->cube.arena, cells, 1);
    size_t rows, columns;
    measure_text(text, &rows, &columns);
    if (rows * columns == 1) { /* a plain number: the same everywhere */
        for (size_t cell = 0; cell < cells; cell++)
            read_cube(text, figures->numbers + cell, figures->reasons + cell);
    } else {
        assert_int_equal(rows * columns, cells);
        read_cube(text, figures->numbers, figures->reasons);
    }
    bench->steps[number].op = OP_SUM;
    return number;
}

static void read_breaks(struct bench *bench, const char *text)
{
    char *end = NULL;
    for (const char *at = text; at != NULL && *at != '\0'; at = end)
        bench->breaks[bench->break_count++] = (int32_t)strtol(at, &end, 10);
}

/* The step of the trial, its arguments filled in; its number. */
static uint32_t add_step(struct bench *bench, const struct trial *trial)
{
    const char *const texts[] = {trial->x, trial->y, trial->z, trial->w};
    uint32_t count = 0;
    for (size_t i = 0; i < 4 && texts[i] != NULL; i++)
        bench->arguments[count++] = add_figures(bench, texts[i]);
    read_breaks(bench, trial->breaks);
    uint32_t number = (uint32_t)bench->plan.step_count++;
    bench->steps[number] = (struct step){
        .op = trial->op,
        .flags = (uint8_t)trial->flags,
        .count = count,
        .number = trial->n,
        .text = trial->text,
        .period = trial->period,
        .compares = trial->compares,
        .begins = bench->breaks,
    };
    if (trial->op != OP_BY_YEAR) {
        bench->steps[0].breaks = bench->breaks;
        bench->steps[0].break_count = bench->break_count;
    }
    return number;
}

static bool near(double a, double b)
{
    return a == b || fabs(a - b) <= 1e-12 * (fabs(a) > fabs(b) ? fabs(a) : fabs(b));
}

static void check_figures(const struct bench *bench, const struct figures *figures,
                          const struct trial *trial)
{
    size_t cells = bench->grid.row_count * bench->grid.column_count;
    double *numbers = calloc(cells, sizeof *numbers);
    uint8_t *reasons = calloc(cells, 1);
    size_t rows, columns;
    measure_text(trial->expected, &rows, &columns);
    assert_int_equal(rows * columns, cells);
    read_cube(trial->expected, numbers, reasons);
    bool good = true;
    for (size_t cell = 0; cell < cells; cell++) {
        good = good && reasons[cell] == figures->reasons[cell] &&
               near(numbers[cell], figures->numbers[cell]);
        good = good && !(figures->numbers[cell] == 0 && signbit(figures->numbers[cell]));
    }
    free(numbers);
    free(reasons);
    if (good)
        return;
    char found[2000] = "";
    print_cube(found, sizeof found, bench, figures);
    fail_msg("%s\n  expected %s\n  found    %s", trial->what, trial->expected, found);
}

static void run_trials(const struct trial *trials, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct bench bench;
        struct fault fault = {0};
        open_bench(&bench, &trials[i]);
        uint32_t number = add_step(&bench, &trials[i]);
        if (!formula_run(&bench.cube, number, NULL, &fault))
            fail_msg("%s: %s", trials[i].what, fault.message);
        check_figures(&bench, &bench.cube.figures[number], &trials[i]);
        close_bench(&bench);
    }
}

#define RUN(trials) run_trials(trials, sizeof trials / sizeof *trials)

/* ---- cell by cell ---- */

static void cells_are_worked_out_one_by_one(void **state)
{
    (void)state;
    static const struct trial trials[] = {
        {"sum", OP_ADD, "1 2; 3", "10 -2; 5", NULL, NULL, "11 0; 8", .n = 0},
        {"the first reason of the order stands", OP_ADD, "no mi; na", "mi no; dz", NULL,
         NULL, "mi mi; dz", .n = 0},
        {"difference is missing where a part is", OP_SUBTRACT, "1 no; 3", "no 1; 5", NULL,
         NULL, "no no; -2", .n = 0},
        {"a product too large is not defined", OP_MULTIPLY, "1e300 -2; 3", "1e300 0; 5",
         NULL, NULL, "nd 0; 15", .n = 0},
        {"division by zero", OP_DIVIDE, "1 0; -3", "0 0; 2", NULL, NULL, "dz dz; -1.5",
         .n = 0},
        {"0 / 0 where a part is missing", OP_DIVIDE, "no 0; 1", "0 mi; 4", NULL, NULL,
         "no mi; 0.25", .n = 0},
        {"a tiny divisor", OP_DIVIDE, "1e300 0; 1", "1e-300 1; 1", NULL, NULL, "nd 0; 1",
         .n = 0},
        {"negative of 0 is 0", OP_NEGATIVE, "0 1; -1", NULL, NULL, NULL, "0 -1; 1",
         .n = 0},
        {"coalesce", OP_COALESCE, "no 1; mi", "2 3; no", NULL, NULL, "2 1; mi", .n = 0},
        {"or_zero only where there are no records", OP_OR_ZERO, "no mi; na", NULL, NULL,
         NULL, "0 mi; na", .n = 0},
        {"when takes one side only", OP_WHEN, "1 0; no", "5 mi; 1", "no 7; 2", NULL,
         "5 7; no", .n = 0},
        {"is_missing with a reason", OP_IS_MISSING, "no mi; 1", NULL, NULL, NULL,
         "1 0; 0", .text = "no records"},
        {"achievement", OP_ACHIEVEMENT, "5 no; 0", "10", NULL, NULL, "0.5 no; 0", .n = 0},
        {"no target", OP_ACHIEVEMENT, "5 no; 0", "none", NULL, NULL, "nt no; nt", .n = 0},
        {"progress", OP_PROGRESS, "5 no; 0", "1", "9", NULL, "0.5 no; -0.125", .n = 0},
        {"no baseline", OP_PROGRESS, "5 no; 0", "none", "9", NULL, "nt no; nt", .n = 0},
        {"progress from the target", OP_PROGRESS, "5 no; 0", "9", "9", NULL, "dz no; dz",
         .n = 0},
        {"goalposts", OP_GOALPOSTS, "5 -1; 12", "0", "10", NULL, "0.5 0; 1", .n = 0},
        {"goalposts, lower is better", OP_GOALPOSTS, "2 -1; 12", "0", "10", NULL,
         "0.8 1; 0", .flags = FLAG_BETTER_LOWER},
        {"mix", OP_MIX, "4 no; 1", "1", "8 8; na", "3", "7 no; 1", .n = 0},
        {"mix, skipping", OP_MIX, "4 no; 1", "1", "8 8; na", "3", "7 8; 1",
         .flags = FLAG_SKIP},
        {"the year", OP_PERIOD_YEAR, "0 0 0; 0", NULL, NULL, NULL, "2015 2016 2017; na",
         .n = 0},
        {"the year of all time", OP_PERIOD_YEAR, "0; 0", NULL, NULL, NULL, "na; na",
         .all_time = true},
        {"the last day", OP_PERIOD_END, "0 0; 0", NULL, NULL, NULL, "16800 16801; na",
         .n = 0},
        {"a total of what compares units", OP_COALESCE, "1; 1 | na; na", "0", NULL, NULL,
         "1; 1 | na; na", .totals = 1, .compares = true},
        {"a mix passes over it, the total must not", OP_MIX, "1; 1 | na; na", "1",
         "3; 3 | 9; 9", "1", "2; 2 | na; na", .totals = 1, .compares = true},
    };
    RUN(trials);
}

/* ---- along periods ---- */

static void words_along_periods_read_the_axis(void **state)
{
    (void)state;
    static const struct trial trials[] = {
        {"previous", OP_PREVIOUS, "1 2 no 4; 9 | 5 6 7 8; 9", NULL, NULL, NULL,
         "np 1 2 no; np | np 5 6 7; np", .n = 1},
        {"previous by two", OP_PREVIOUS, "1 2 no 4; 9", NULL, NULL, NULL, "np np 1 2; np",
         .n = 2},
        {"previous by more than there are", OP_PREVIOUS, "1 2; 9", NULL, NULL, NULL,
         "np np; np", .n = 5},
        {"previous across a change", OP_PREVIOUS, "1 2 3 4; 9", NULL, NULL, NULL,
         "np 1 dc 3; np", .n = 1, .breaks = "2"},
        {"previous by two across a change", OP_PREVIOUS, "1 2 3 4 5; 9", NULL, NULL, NULL,
         "np np dc dc 3; np", .n = 2, .breaks = "2"},
        {"a change before the table begins", OP_PREVIOUS, "1 2; 9", NULL, NULL, NULL,
         "np 1; np", .n = 1, .breaks = "-1 0"},
        {"a missing figure prevails over the change", OP_PREVIOUS, "1 no 3 ol 4; 9", NULL,
         NULL, NULL, "np 1 no 3 dc; np", .n = 1, .breaks = "2 4"},
        {"change", OP_CHANGE, "1 4 no 4 -2; 9", NULL, NULL, NULL, "np 3 no no -6; np",
         .n = 0},
        {"change of a missing first", OP_CHANGE, "no 4 ol; na", NULL, NULL, NULL,
         "no no ol; np", .n = 0},
        {"growth", OP_GROWTH, "2 3 0 4 -2 -1; 9", NULL, NULL, NULL,
         "np 0.5 -1 dz -1.5 0.5; np", .n = 0},
        {"growth across a change", OP_GROWTH, "2 3 0 4; no", NULL, NULL, NULL,
         "np 0.5 dc dz; no", .breaks = "2"},
        {"growth too large", OP_GROWTH, "1e-300 1e300; 1", NULL, NULL, NULL, "np nd; np",
         .n = 0},
        {"growth with one period", OP_GROWTH, "2; 2", NULL, NULL, NULL, "np; np", .n = 0},
        {"cumulative", OP_CUMULATIVE, "1 2 no 4; 9 | 5 -5 0.5 8; 9", NULL, NULL, NULL,
         "1 3 no no; na | 5 0 0.5 8.5; na", .n = 0},
        {"cumulative keeps the first of the reasons", OP_CUMULATIVE, "1 ol mi 4; 9", NULL,
         NULL, NULL, "1 ol mi mi; na", .n = 0},
        {"cumulative across a change", OP_CUMULATIVE, "1 2 3 no; 9", NULL, NULL, NULL,
         "1 dc dc no; na", .breaks = "1"},
        {"ten tenths make one", OP_CUMULATIVE,
         "0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1; 1", NULL, NULL, NULL,
         "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1; na", .n = 0},
        {"cumulative too large", OP_CUMULATIVE, "1e308 1e308 -1e308; 1", NULL, NULL, NULL,
         "1e308 nd nd; na", .n = 0},
        {"rolling mean", OP_ROLLING, "1 2 6 no 2 4; 9", NULL, NULL, NULL,
         "np 1.5 4 no no 3; na", .n = 2, .text = "mean"},
        {"rolling sum", OP_ROLLING, "1 2 6 3; 9", NULL, NULL, NULL, "np np 9 11; na",
         .n = 3, .text = "sum"},
        {"rolling min", OP_ROLLING, "1 -2 6 3; 9", NULL, NULL, NULL, "np -2 -2 3; na",
         .n = 2, .text = "min"},
        {"rolling max", OP_ROLLING, "1 -2 6 3; 9", NULL, NULL, NULL, "np 1 6 6; na",
         .n = 2, .text = "max"},
        {"a window of one", OP_ROLLING, "1 no; 9", NULL, NULL, NULL, "1 no; na", .n = 1,
         .text = "mean"},
        {"a window longer than the table", OP_ROLLING, "1 2; 9", NULL, NULL, NULL,
         "np np; na", .n = 3, .text = "sum"},
        {"a window that holds a change", OP_ROLLING, "1 2 3 4; 9", NULL, NULL, NULL,
         "np 3 dc 7; na", .n = 2, .text = "sum", .breaks = "2"},
        {"a missing figure before the table's start", OP_ROLLING, "no 2 3; 9", NULL, NULL,
         NULL, "no no 5; na", .n = 2, .text = "sum"},
        {"base index", OP_BASE_INDEX, "1 2 no 5; 9", NULL, NULL, NULL,
         "50 100 no 250; na", .period = 1},
        {"base of 0", OP_BASE_INDEX, "1 0 no 5; 9", NULL, NULL, NULL, "dz dz no dz; na",
         .period = 1},
        {"a missing base", OP_BASE_INDEX, "1 mi no 5; 9", NULL, NULL, NULL,
         "mi mi mi mi; na", .period = 1},
        {"base on the other side of a change", OP_BASE_INDEX, "1 2 4 5; 9", NULL, NULL,
         NULL, "dc dc 100 125; na", .period = 2, .breaks = "2"},
        {"negative base", OP_BASE_INDEX, "-4 2; 9", NULL, NULL, NULL, "100 -50; na",
         .period = 0},
    };
    RUN(trials);
}

static void by_year_holds_from_its_keys_on(void **state)
{
    (void)state;
    static const struct trial trials[] = {
        {"two definitions", OP_BY_YEAR, "1 2 3; 6", "10 20 no; 60", NULL, NULL,
         "1 20 no; dc", .breaks = "0 1"},
        {"three", OP_BY_YEAR, "1 2 3; 6", "10 20 30; 60", "7 8 9; 10", NULL, "1 20 9; dc",
         .breaks = "0 1 2"},
        {"before the first key", OP_BY_YEAR, "1 2 3; 6", NULL, NULL, NULL, "na 2 3; na",
         .breaks = "1"},
        {"before the first of two", OP_BY_YEAR, "1 2 3; 6", "10 20 30; 60", NULL, NULL,
         "na 2 30; dc", .breaks = "1 2"},
        {"one holds from before the table", OP_BY_YEAR, "1 2 3; 6", "10 20 30; 60", NULL,
         NULL, "10 20 30; 60", .breaks = "-3 0"},
        {"one begins after the table", OP_BY_YEAR, "1 2 3; 6", "10 20 30; 60", NULL, NULL,
         "1 2 3; 6", .breaks = "0 3"},
        {"a bridge has no figure over all", OP_BY_YEAR, "1 2 3; 6", "10 20 30; 60", NULL,
         NULL, "1 20 30; nd", .breaks = "0 1", .flags = FLAG_BRIDGE},
        {"years added after the own ones", OP_BY_YEAR, "1 2 3; 6", "10 20 30; 60", NULL,
         NULL, "1 2 30; 6", .breaks = "0 2", .own_after = 1},
    };
    RUN(trials);
}

/* ---- once ---- */

static void one_figure_for_the_unit(void **state)
{
    (void)state;
    static const struct trial trials[] = {
        {"at", OP_AT, "1 2 no; 9 | 4 no 6; 9", NULL, NULL, NULL,
         "2 2 2; 2 | no no no; no", .period = 1},
        {"at looks across a change", OP_AT, "1 2 3; 9", NULL, NULL, NULL, "1 1 1; 1",
         .period = 0, .breaks = "1"},
        {"overall", OP_OVERALL, "1 2 no; 9 | 4 no 6; mi", NULL, NULL, NULL,
         "9 9 9; 9 | mi mi mi; mi", .n = 0},
        {"overall across a change", OP_OVERALL, "1 2 no; 9", NULL, NULL, NULL,
         "dc dc dc; dc", .breaks = "1"},
        {"a change outside the own periods", OP_OVERALL, "1 2 3; 9", NULL, NULL, NULL,
         "9 9 9; 9", .breaks = "2", .own_after = 1},
        {"cagr", OP_CAGR, "1 no 4; 9", NULL, NULL, NULL, "1 1 1; 1", .n = 0},
        {"cagr of a fall", OP_CAGR, "8 no no 1; 9", NULL, NULL, NULL,
         "-0.5 -0.5 -0.5 -0.5; -0.5", .n = 0},
        {"cagr, one end missing", OP_CAGR, "mi 2 no; 9 | 1 2 no; 9", NULL, NULL, NULL,
         "mi mi mi; mi | no no no; no", .n = 0},
        {"cagr at or below 0", OP_CAGR, "0 2; 9 | 1 -1; 9 | -1 -1; 9", NULL, NULL, NULL,
         "nd nd; nd | nd nd; nd | nd nd; nd", .n = 0},
        {"cagr of one period", OP_CAGR, "2; 2", NULL, NULL, NULL, "nd; nd", .n = 0},
        {"cagr of the own periods", OP_CAGR, "100 1 2 4 100; 9", NULL, NULL, NULL,
         "1 1 1 1 1; 1", .own_first = 1, .own_after = 1},
        {"cagr across a change", OP_CAGR, "1 2 4; 9", NULL, NULL, NULL, "dc dc dc; dc",
         .breaks = "2"},
        {"trend", OP_TREND, "1 3 5 7; 9", NULL, NULL, NULL, "2 2 2 2; 2", .n = 0},
        /* R: coef(lm(c(2, 9, 4, -1) ~ seq(0, 3)))[2] */
        {"trend of a cloud", OP_TREND, "2 9 4 -1; 9", NULL, NULL, NULL,
         "-1.4 -1.4 -1.4 -1.4; -1.4", .n = 0},
        /* R: coef(lm(c(2, NA, 4, 9) ~ seq(0, 3)))[2] = 15/7 */
        {"trend through what is there", OP_TREND, "2 no 4 9; 9", NULL, NULL, NULL,
         "2.142857142857143 2.142857142857143 2.142857142857143 2.142857142857143; "
         "2.142857142857143",
         .n = 0},
        {"trend of one figure", OP_TREND, "no 3 mi; 9 | 3 no no; 9", NULL, NULL, NULL,
         "mi mi mi; mi | no no no; no", .n = 0},
        {"trend of one period", OP_TREND, "3; 3 | no; 2", NULL, NULL, NULL,
         "nd; nd | no; no", .n = 0},
        {"trend of the own periods", OP_TREND, "100 1 2 3 100; 9", NULL, NULL, NULL,
         "1 1 1 1 1; 1", .own_first = 1, .own_after = 1},
        {"trend across a change", OP_TREND, "1 2 3; 9 | no no no; no", NULL, NULL, NULL,
         "dc dc dc; dc | no no no; no", .breaks = "1"},
        {"totals have their own", OP_TREND, "1 2; 3 | 5 9; 3", NULL, NULL, NULL,
         "1 1; 1 | 4 4; 4", .totals = 1},
    };
    RUN(trials);
}

/* ---- across units ---- */

static void units_are_compared_within_a_period(void **state)
{
    (void)state;
    static const struct trial trials[] = {
        {"rank: ties share the lowest", OP_RANK, "5 1 | 9 1 | 5 2 | no mi | 1 0 | 99 99",
         NULL, NULL, NULL, "2 2 | 1 2 | 2 1 | no mi | 4 4 | na na", .totals = 1},
        {"rank, lower is better", OP_RANK, "5 1 | 9 1 | 5 2 | no mi | 1 0", NULL, NULL,
         NULL, "2 2 | 4 2 | 2 4 | no mi | 1 1", .flags = FLAG_BETTER_LOWER},
        {"rank of one unit", OP_RANK, "5 no", NULL, NULL, NULL, "1 no", .n = 0},
        {"percent rank", OP_PERCENT_RANK, "5 1 | 9 1 | 5 2 | no mi | 1 0", NULL, NULL,
         NULL,
         "0.333333333333333333 0.333333333333333333 | 1 0.333333333333333333 | "
         "0.333333333333333333 1 | no mi | 0 0",
         .n = 0},
        {"percent rank, lower is better", OP_PERCENT_RANK, "5 1 | 9 1 | no 2", NULL, NULL,
         NULL, "1 0.5 | 0 0.5 | no 0", .flags = FLAG_BETTER_LOWER},
        {"percent rank of one unit", OP_PERCENT_RANK, "5 no | no no", NULL, NULL, NULL,
         "nd no | no no", .n = 0},
        {"borda", OP_BORDA, "5 1 | 9 1 | 5 2 | no mi | 1 0", NULL, NULL, NULL,
         "1 1 | 3 1 | 1 3 | no mi | 0 0", .n = 0},
        {"borda, lower is better", OP_BORDA, "5 1 | 9 1 | 5 2", NULL, NULL, NULL,
         "1 1 | 0 1 | 1 0", .flags = FLAG_BETTER_LOWER},
        {"borda of one unit", OP_BORDA, "5 no", NULL, NULL, NULL, "0 no", .n = 0},
        {"share of total", OP_SHARE_OF_TOTAL, "1 1 | 3 -1 | no no | 9 9", NULL, NULL,
         NULL, "0.25 dz | 0.75 dz | no no | na na", .totals = 1},
        {"share of a negative total", OP_SHARE_OF_TOTAL, "1 0 | -3 0", NULL, NULL, NULL,
         "-0.5 dz | 1.5 dz", .n = 0},
        {"minmax", OP_MINMAX, "5 1 | 9 1 | 1 no", NULL, NULL, NULL,
         "0.5 nd | 1 nd | 0 no", .n = 0},
        {"minmax within other bounds", OP_MINMAX, "5 1 | 9 2 | 1 no", "10", "30", NULL,
         "20 10 | 30 30 | 10 no", .n = 0},
        {"minmax, lower is better", OP_MINMAX, "5 1 | 9 2 | 1 no", "10", "30", NULL,
         "20 30 | 10 10 | 30 no", .flags = FLAG_BETTER_LOWER},
        {"minmax of one unit", OP_MINMAX, "5 no", NULL, NULL, NULL, "nd no", .n = 0},
        {"minmax too wide", OP_MINMAX, "-1.7e308 1 | 1.7e308 2", NULL, NULL, NULL,
         "nd 0 | nd 1", .n = 0},
        /* R: scale(c(2, 4, 9)): mean 5, sd 3.605551275463989 */
        {"zscore", OP_ZSCORE, "2 3 | 4 3 | 9 no", NULL, NULL, NULL,
         "-0.8320502943378437 nd | -0.2773500981126146 nd | 1.1094003924504583 no",
         .n = 0},
        {"zscore, lower is better", OP_ZSCORE, "2 1 | 4 1 | 9 7", NULL, NULL, NULL,
         "0.8320502943378437 0.5773502691896258 | 0.2773500981126146 0.5773502691896258 "
         "| "
         "-1.1094003924504583 -1.1547005383792517",
         .flags = FLAG_BETTER_LOWER},
        {"zscore of one unit", OP_ZSCORE, "2 no", NULL, NULL, NULL, "nd no", .n = 0},
        {"zscore of equal values", OP_ZSCORE, "0.1 no | 0.1 no | 0.1 no", NULL, NULL,
         NULL, "nd no | nd no | nd no", .n = 0},
        {"fraction of best", OP_FRACTION_OF_BEST, "5 -4 0 | 10 -2 0 | no no -1", NULL,
         NULL, NULL, "0.5 2 dz | 1 1 dz | no no dz", .n = 0},
        {"fraction of best, lower is better", OP_FRACTION_OF_BEST,
         "5 1 0 | 10 4 0 | no no 1", NULL, NULL, NULL, "1 1 dz | 0.5 0.25 dz | no no 0",
         .flags = FLAG_BETTER_LOWER},
        {"all units without a figure", OP_RANK, "no mi | mi no", NULL, NULL, NULL,
         "no mi | mi no", .n = 0},
    };
    RUN(trials);
}

static void of_units_is_the_same_for_all(void **state)
{
    (void)state;
    static const char x[] = "5 no 0 -1 | 9 mi 0 2 | no ol no 2 | 1 3 0 no | 7 7 7 7";
    static const struct trial trials[] = {
        {"min", OP_OF_UNITS, x, NULL, NULL, NULL,
         "1 3 0 -1 | 1 3 0 -1 | 1 3 0 -1 | 1 3 0 -1 | na na na na", .text = "min",
         .totals = 1},
        {"max", OP_OF_UNITS, x, NULL, NULL, NULL,
         "9 3 0 2 | 9 3 0 2 | 9 3 0 2 | 9 3 0 2 | na na na na", .text = "max",
         .totals = 1},
        {"range", OP_OF_UNITS, x, NULL, NULL, NULL,
         "8 0 0 3 | 8 0 0 3 | 8 0 0 3 | 8 0 0 3 | na na na na", .text = "range",
         .totals = 1},
        {"mean", OP_OF_UNITS, x, NULL, NULL, NULL,
         "5 3 0 1 | 5 3 0 1 | 5 3 0 1 | 5 3 0 1 | na na na na", .text = "mean",
         .totals = 1},
        {"median", OP_OF_UNITS, x, NULL, NULL, NULL,
         "5 3 0 2 | 5 3 0 2 | 5 3 0 2 | 5 3 0 2 | na na na na", .text = "median",
         .totals = 1},
        {"stddev", OP_OF_UNITS, x, NULL, NULL, NULL,
         "4 nd 0 1.7320508075688772 | 4 nd 0 1.7320508075688772 | 4 nd 0 "
         "1.7320508075688772 | "
         "4 nd 0 1.7320508075688772 | na na na na",
         .text = "stddev", .totals = 1},
        /* gini of 1 5 9: pairs 2(4 + 8 + 4) = 32 / (2 * 9 * 5) */
        {"gini", OP_OF_UNITS, x, NULL, NULL, NULL,
         "0.35555555555555557 0 nd nd | 0.35555555555555557 0 nd nd | "
         "0.35555555555555557 0 nd nd | 0.35555555555555557 0 nd nd | na na na na",
         .text = "gini", .totals = 1},
        {"of nobody", OP_OF_UNITS, "no | mi | na", NULL, NULL, NULL, "mi | mi | mi",
         .text = "mean"},
    };
    RUN(trials);
}

static void winsorising_tames_the_most_extreme(void **state)
{
    (void)state;
    /* 0 1 2 3 4 100: SKEW 2.443, KURT 5.974 (R, by their formulas) */
    static const struct trial trials[] = {
        {"one outlier", OP_WINSORISE, "0 | 1 | 2 | 3 | 4 | 100", "2", "3.5", "5",
         "0 | 1 | 2 | 3 | 4 | 4", .n = 0},
        {"one low outlier and a missing unit", OP_WINSORISE,
         "0 | -1 | no | -2 | -3 | -4 | -100", "2", "3.5", "5",
         "0 | -1 | no | -2 | -3 | -4 | -4", .n = 0},
        {"none allowed", OP_WINSORISE, "0 | 1 | 2 | 3 | 4 | 100", "2", "3.5", "0",
         "0 | 1 | 2 | 3 | 4 | 100", .n = 0},
        {"both limits must be passed", OP_WINSORISE, "0 | 1 | 2 | 3 | 4 | 100", "2", "6",
         "5", "0 | 1 | 2 | 3 | 4 | 100", .n = 0},
        {"one after the other", OP_WINSORISE,
         "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 9 | 10", "2", "3.5", "1",
         "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 9 | 9", .n = 0},
        {"both together", OP_WINSORISE,
         "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 9 | 10", "2", "3.5", "5",
         "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0", .n = 0},
        {"ties that are more than the limit", OP_WINSORISE,
         "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 9 | 9", "2", "3.5", "1",
         "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 9 | 9", .n = 0},
        {"three units", OP_WINSORISE, "0 | 1 | 100", "2", "3.5", "5", "0 | 1 | 100",
         .n = 0},
        {"equal values", OP_WINSORISE, "3 | 3 | 3 | 3", "2", "3.5", "5", "3 | 3 | 3 | 3",
         .n = 0},
    };
    struct trial wide[sizeof trials / sizeof *trials];
    char texts[sizeof trials / sizeof *trials][2][400];
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        /* a cube has at least one period and the overall column: the same figures in both
         */
        const char *const from[2] = {trials[i].x, trials[i].expected};
        for (size_t t = 0; t < 2; t++) {
            char copy[200], *rest = copy, *token, *out = texts[i][t];
            snprintf(copy, sizeof copy, "%s", from[t]);
            *out = '\0';
            while ((token = strsep(&rest, "|")) != NULL)
                out += sprintf(out, "%s%s ; %s", out == texts[i][t] ? "" : "|", token,
                               token);
        }
        wide[i] = trials[i];
        wide[i].x = texts[i][0];
        wide[i].expected = texts[i][1];
    }
    RUN(wide);
}

static void all_periods_together_are_compared_on_request(void **state)
{
    (void)state;
    static const struct trial trials[] = {
        {"rank", OP_RANK, "5 1; 6 | 9 no; 9 | 99 99; 9", NULL, NULL, NULL,
         "2 3; 2 | 1 no; 1 | na na; na", .flags = FLAG_OVER_ALL, .totals = 1},
        {"minmax", OP_MINMAX, "5 1; 6 | 9 no; 9", NULL, NULL, NULL, "0.5 0; 0 | 1 no; 1",
         .flags = FLAG_OVER_ALL},
        {"of_units", OP_OF_UNITS, "5 1; 6 | 9 no; 8", NULL, NULL, NULL, "5 5; 5 | 5 5; 5",
         .flags = FLAG_OVER_ALL, .text = "mean"},
        {"share of total", OP_SHARE_OF_TOTAL, "5 1; 6 | 4 no; 4", NULL, NULL, NULL,
         "0.5 0.1; 0.6 | 0.4 no; 0.4", .flags = FLAG_OVER_ALL},
        {"added years change nothing", OP_MINMAX, "17 5 1; 6 | -3 9 no; 9", NULL, NULL,
         NULL, "2 0.5 0; 0 | -0.5 1 no; 1", .flags = FLAG_OVER_ALL, .own_first = 1},
        {"an added year's rank", OP_PERCENT_RANK, "17 5 1; 6 | -3 9 no; 9", NULL, NULL,
         NULL, "1 0.5 0; 0 | 0 1 no; 1", .flags = FLAG_OVER_ALL, .own_first = 1},
        {"nobody in the own years", OP_FRACTION_OF_BEST, "17 no; 6 | -3 no; 3", NULL,
         NULL, NULL, "nd no; 1 | nd no; 0.5", .flags = FLAG_OVER_ALL, .own_first = 1},
    };
    RUN(trials);
}

/* ---- marks ---- */

static uint32_t *marks(const char *text)
{
    double numbers[32];
    uint8_t reasons[32];
    static uint32_t kept[4][32];
    static unsigned next;
    uint32_t *out = kept[next++ % 4];
    read_cube(text, numbers, reasons);
    for (size_t i = 0; i < 32; i++)
        out[i] = (uint32_t)numbers[i];
    return out;
}

struct marked {
    const char *what;
    struct trial trial;
    const char *present, *records;                   /* of the first argument */
    const char *expected_present, *expected_records; /* NULL: none */
};

static void check_marks(const char *what, const char *expected, const uint32_t *found,
                        size_t cells)
{
    if (expected == NULL) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    uint32_t *wanted = marks(expected);
    for (size_t i = 0; i < cells; i++)
        if (wanted[i] != found[i])
            fail_msg("%s: cell %zu: expected %u, found %u", what, i, wanted[i], found[i]);
}

static void marks_are_those_of_the_cells_read(void **state)
{
    (void)state;
    static const char x[] = "1 2 3; 6 | 4 5 6; 15", p[] = "1 2 3; 6 | 4 5 6; 15",
                      r[] = "2 3 5; 10 | 4 5 7; 16";
#define ON(...)                                                                          \
    {                                                                                    \
        "", __VA_ARGS__                                                                  \
    }
    static const struct marked trials[] = {
        {"sum", ON(OP_ADD, x, x, .n = 0), p, r, p, r},
        {"no marks", ON(OP_ADD, x, x, .n = 0), NULL, NULL, NULL, NULL},
        {"previous", ON(OP_PREVIOUS, x, .n = 1), p, r, "0 1 2; 0 | 0 4 5; 0",
         "0 2 3; 0 | 0 4 5; 0"},
        {"change", ON(OP_CHANGE, x, .n = 0), p, r, "1 3 5; 0 | 4 9 11; 0",
         "2 5 8; 0 | 4 9 12; 0"},
        {"cumulative", ON(OP_CUMULATIVE, x, .n = 0), p, r, "1 3 6; 0 | 4 9 15; 0",
         "2 5 10; 0 | 4 9 16; 0"},
        {"rolling", ON(OP_ROLLING, x, .n = 2, .text = "sum"), p, r,
         "1 3 5; 0 | 4 9 11; 0", "2 5 8; 0 | 4 9 12; 0"},
        {"base", ON(OP_BASE_INDEX, x, .period = 0), p, r, "1 3 4; 0 | 4 9 10; 0",
         "2 5 7; 0 | 4 9 11; 0"},
        {"at", ON(OP_AT, x, .period = 1), p, r, "2 2 2; 2 | 5 5 5; 5",
         "3 3 3; 3 | 5 5 5; 5"},
        {"overall", ON(OP_OVERALL, x, .n = 0), p, r, "6 6 6; 6 | 15 15 15; 15",
         "10 10 10; 10 | 16 16 16; 16"},
        {"cagr", ON(OP_CAGR, x, .n = 0), p, r, "4 4 4; 4 | 10 10 10; 10",
         "7 7 7; 7 | 11 11 11; 11"},
        {"trend", ON(OP_TREND, x, .n = 0), p, r, "6 6 6; 6 | 15 15 15; 15",
         "10 10 10; 10 | 16 16 16; 16"},
        {"trend through gaps", ON(OP_TREND, "1 no 3; 6 | 4 5 6; 15", .n = 0), NULL, NULL,
         "2 2 2; 2 | 0 0 0; 0", "3 3 3; 3 | 0 0 0; 0"},
        {"rank", ON(OP_RANK, x, .n = 0), p, r, p, r},
        {"of units", ON(OP_OF_UNITS, x, .text = "mean"), p, r, "5 7 9; 21 | 5 7 9; 21",
         "6 8 12; 26 | 6 8 12; 26"},
        {"by year", ON(OP_BY_YEAR, x, x, .breaks = "0 1"), p, r, "1 0 0; 0 | 4 0 0; 0",
         "2 0 0; 0 | 4 0 0; 0"},
    };
#undef ON
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        struct bench bench;
        struct fault fault = {0};
        open_bench(&bench, &trials[i].trial);
        uint32_t number = add_step(&bench, &trials[i].trial);
        size_t cells = bench.grid.row_count * bench.grid.column_count;
        if (trials[i].present != NULL) {
            bench.cube.figures[0].present = marks(trials[i].present);
            bench.cube.figures[0].records = marks(trials[i].records);
            bench.cube.figures[0].reported = marks(trials[i].present);
            bench.cube.figures[0].expected = marks(trials[i].records);
        }
        assert_true(formula_run(&bench.cube, number, NULL, &fault));
        struct figures *result = &bench.cube.figures[number];
        check_marks(trials[i].what, trials[i].expected_present, result->present, cells);
        check_marks(trials[i].what, trials[i].expected_records, result->records, cells);
        if (trials[i].present != NULL) {
            check_marks(trials[i].what, trials[i].expected_present, result->reported,
                        cells);
            check_marks(trials[i].what, trials[i].expected_records, result->expected,
                        cells);
        }
        close_bench(&bench);
    }
}

/* ---- kinds, own functions ---- */

static bool tell_one(uint32_t function, const struct own_value *arguments,
                     struct own_value *result, struct arena *arena, struct fault *fault)
{
    double x = arguments[0].number;
    switch (function) {
    case 0:
        *result =
            (struct own_value){REASON_NONE, OWN_NUMBER, x / arguments[1].number, NULL};
        break;
    case 1:
        *result =
            (struct own_value){REASON_NONE, OWN_TEXT, 0, arena_format(arena, "t%g", x)};
        break;
    case 2:
        *result = (struct own_value){REASON_NOT_APPLICABLE, OWN_NUMBER, 0, NULL};
        break;
    case 3:
        *result = (struct own_value){REASON_NONE, x > 1 ? OWN_TEXT : OWN_NUMBER, x, "t"};
        break;
    default:
        return fault_set(fault, FAULT_DATA, "script.lua:3: an error of the author's");
    }
    return true;
}

static bool tell(void *self, const struct own_work *work, struct fault *fault)
{
    size_t *told = self;
    struct own_call calls[8];
    struct own_batch batch = {.calls = calls, .room = 8, .arena = arena_new()};
    bool good = true;
    work->next(work->self, &batch);
    for (size_t i = 0; i < batch.count && good; i++) {
        ++*told;
        assert_int_equal(calls[i].argument_count, 2);
        good = tell_one(work->function, calls[i].arguments, &calls[i].result, batch.arena,
                        fault) &&
               work->keep(work->self, &calls[i], fault);
    }
    arena_free(batch.arena);
    return good;
}

static const struct trial own_trial = {"apply", OP_APPLY, "1 2 no; 9", "1 0 2; 9",
                                       NULL,    NULL,     "",          .n = 0};

/* Runs apply with one of the functions above, then a step on its figures. */
static bool run_own(struct bench *bench, unsigned function, size_t *calls,
                    struct fault *fault)
{
    struct own_functions own = {calls, tell};
    *calls = 0;
    open_bench(bench, &own_trial);
    uint32_t number = add_step(bench, &own_trial);
    bench->steps[number].number = function;
    return formula_run(&bench->cube, number, &own, fault);
}

static void own_functions_are_not_called_where_a_figure_is_missing(void **state)
{
    (void)state;
    struct bench bench;
    struct fault fault = {0};
    size_t calls;
    struct trial expected = own_trial;

    assert_true(run_own(&bench, 0, &calls, &fault));
    expected.expected =
        "1 nd no; na"; /* a result that is not finite; overall is not asked for */
    check_figures(&bench, &bench.cube.figures[2], &expected);
    assert_int_equal(calls, 2);
    close_bench(&bench);

    assert_true(run_own(&bench, 2, &calls, &fault));
    expected.expected = "na na no; na";
    check_figures(&bench, &bench.cube.figures[2], &expected);
    close_bench(&bench);

    assert_false(run_own(&bench, 4, &calls, &fault));
    assert_string_equal(fault.message, "script.lua:3: an error of the author's");
    assert_int_equal(calls, 1);
    close_bench(&bench);
}

static void own_functions_give_one_kind(void **state)
{
    (void)state;
    struct bench bench;
    struct fault fault = {0};
    size_t calls;

    assert_true(run_own(&bench, 1, &calls, &fault));
    struct figures *told = &bench.cube.figures[2];
    assert_int_equal(told->kind, FIGURE_TEXT);
    assert_string_equal(dictionary_text(bench.cube.texts, (uint32_t)told->numbers[1]),
                        "t2");
    bench.arguments[2] = 2; /* arithmetic refuses it, coalesce keeps it */
    bench.steps[3] = (struct step){.op = OP_ABS, .first = 2, .count = 1};
    bench.steps[4] = (struct step){.op = OP_COALESCE, .first = 2, .count = 1};
    assert_false(formula_run(&bench.cube, 3, NULL, &fault));
    assert_non_null(strstr(fault.message, "'abs' needs numbers"));
    fault.kind = FAULT_NONE;
    assert_true(formula_run(&bench.cube, 4, NULL, &fault));
    assert_int_equal(bench.cube.figures[4].kind, FIGURE_TEXT);
    close_bench(&bench);

    assert_false(run_own(&bench, 3, &calls, &fault));
    assert_non_null(strstr(fault.message, "return one kind"));
    close_bench(&bench);
}

static void texts_and_dates_keep_their_kind(void **state)
{
    (void)state;
    static const struct {
        struct trial trial;
        enum figure_kind given, kept;
    } trials[] = {
        {{"when", OP_WHEN, "1 0; 1", "4 5; 6", "7 8; 9", NULL, "4 8; 6", .n = 0},
         FIGURE_TEXT,
         FIGURE_TEXT},
        {{"coalesce", OP_COALESCE, "no 0; 1", "4 5; 6", NULL, NULL, "4 0; 1", .n = 0},
         FIGURE_DATE,
         FIGURE_DATE},
        {{"previous", OP_PREVIOUS, "3 0; 1", NULL, NULL, NULL, "np 3; np", .n = 1},
         FIGURE_TEXT,
         FIGURE_TEXT},
        {{"at", OP_AT, "3 0; 1", NULL, NULL, NULL, "0 0; 0", .period = 1},
         FIGURE_DATE,
         FIGURE_DATE},
        {{"equal", OP_IF_EQUAL, "3 0; 1", "3 1; no", NULL, NULL, "1 0; no", .n = 0},
         FIGURE_TEXT,
         FIGURE_NUMBER},
        {{"is_missing", OP_IS_MISSING, "3 no; 1", NULL, NULL, NULL, "0 1; 0", .n = 0},
         FIGURE_TEXT,
         FIGURE_NUMBER},
    };
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        struct bench bench;
        struct fault fault = {0};
        open_bench(&bench, &trials[i].trial);
        uint32_t number = add_step(&bench, &trials[i].trial);
        size_t first = trials[i].trial.op == OP_WHEN;
        for (size_t argument = first; argument < number; argument++) {
            bench.cube.figures[argument].kind = trials[i].given;
            bench.steps[argument].kind = trials[i].given;
        }
        assert_true(formula_run(&bench.cube, number, NULL, &fault));
        check_figures(&bench, &bench.cube.figures[number], &trials[i].trial);
        assert_int_equal(bench.cube.figures[number].kind, trials[i].kept);
        close_bench(&bench);
    }
}

static void no_unit_has_no_figure(void **state)
{
    (void)state;
    static const enum op ops[] = {OP_RANK, OP_ZSCORE, OP_WINSORISE, OP_OF_UNITS,
                                  OP_SHARE_OF_TOTAL};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        struct trial trial = {"no unit", ops[i],      "1 2; 3",    NULL,          NULL,
                              NULL,      "na na; na", .totals = 1, .text = "mean"};
        run_trials(&trial, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_worked_out_one_by_one),
        cmocka_unit_test(words_along_periods_read_the_axis),
        cmocka_unit_test(by_year_holds_from_its_keys_on),
        cmocka_unit_test(one_figure_for_the_unit),
        cmocka_unit_test(units_are_compared_within_a_period),
        cmocka_unit_test(of_units_is_the_same_for_all),
        cmocka_unit_test(winsorising_tames_the_most_extreme),
        cmocka_unit_test(all_periods_together_are_compared_on_request),
        cmocka_unit_test(marks_are_those_of_the_cells_read),
        cmocka_unit_test(own_functions_are_not_called_where_a_figure_is_missing),
        cmocka_unit_test(own_functions_give_one_kind),
        cmocka_unit_test(texts_and_dates_keep_their_kind),
        cmocka_unit_test(no_unit_has_no_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
