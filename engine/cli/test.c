/* test.c - bareme test: the examples of indicators, run.
 *
 * An example goes the whole way of a run: records are read as CSV, the plan is made, the
 * cube worked out; only then are figures compared, numbers within 1e-9 of the larger. An
 * indicator without an example has failed: nobody has worked it out by hand.
 */
#include <math.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/examples.h"
#include "cli/file.h"
#include "cli/job.h"
#include "eval/cube.h"

static const double tolerance = 1e-9;

/* One indicator under test, and what failed so far. */
struct trial {
    const struct options *options;
    struct arena *arena;
    struct script *script;
    struct catalogue *catalogue;
    uint32_t indicator;
    size_t number; /* of the example, from 1 */
    struct text *out;
    size_t passed, failed;
};

static void add_place(struct trial *trial)
{
    const struct indicator *indicator = &trial->catalogue->indicators[trial->indicator];
    text_addf(trial->out,
              "%s:%u: example %zu: ", catalogue_text(trial->catalogue, indicator->file),
              (unsigned)indicator->line, trial->number);
}

/* ---- comparing ---- */

/* What stands in a cell, in the words of an expectation: `3.5`, `"open"`, `missing "no
 * records"`. */
static void add_figure(struct text *out, const struct cube *cube,
                       const struct figures *figures, size_t cell)
{
    char text[NUMBER_TEXT_SIZE];
    if (figures->reasons[cell] != REASON_NONE) {
        text_addf(out, "missing \"%s\"", reason_text(figures->reasons[cell]));
    } else if (figures->kind == FIGURE_TEXT) {
        text_addf(out, "\"%s\"",
                  dictionary_text(cube->texts, (uint32_t)figures->numbers[cell]));
    } else if (figures->kind == FIGURE_DATE) {
        date_format((int32_t)figures->numbers[cell], text);
        text_addf(out, "\"%s\"", text);
    } else {
        number_format(figures->numbers[cell], text);
        text_add(out, text);
    }
}

static void add_expected(struct text *out, const struct json *expectation)
{
    const struct json *value = json_member(expectation, "value");
    if (value == NULL)
        text_addf(out, "missing \"%s\"",
                  json_text(json_member(expectation, "missing"), ""));
    else if (value->kind == JSON_TEXT)
        text_addf(out, "\"%s\"", value->text);
    else
        text_add(out,
                 value->kind == JSON_NUMBER ? value->text : "what is no number or text");
}

static bool is_as_expected(const struct cube *cube, const struct figures *figures,
                           size_t cell, const struct json *expectation)
{
    const struct json *value = json_member(expectation, "value");
    const struct json *missing = json_member(expectation, "missing");
    if (value == NULL)
        return missing != NULL && figures->reasons[cell] != REASON_NONE &&
               strcmp(json_text(missing, ""), reason_text(figures->reasons[cell])) == 0;
    if (figures->reasons[cell] != REASON_NONE)
        return false;
    if (value->kind == JSON_NUMBER) {
        double got = figures->numbers[cell], wanted = value->number;
        return figures->kind == FIGURE_NUMBER &&
               fabs(got - wanted) <=
                   tolerance * (fabs(got) > fabs(wanted) ? fabs(got) : fabs(wanted));
    }
    char date[DATE_TEXT_SIZE];
    const char *got = date;
    if (figures->kind == FIGURE_DATE)
        date_format((int32_t)figures->numbers[cell], date);
    else if (figures->kind == FIGURE_TEXT)
        got = dictionary_text(cube->texts, (uint32_t)figures->numbers[cell]);
    else
        return false;
    return value->kind == JSON_TEXT && strcmp(value->text, got) == 0;
}

/* The row of a unit by its key, else by its label; the only one when none is said. */
static bool find_row(const struct grid *grid, const char *unit, size_t *row)
{
    if (unit == NULL && grid->unit_count == 1) {
        *row = 0;
        return true;
    }
    for (size_t i = 0; unit != NULL && i < grid->unit_count; i++)
        if (strcmp(grid->rows[i].key, unit) == 0) {
            *row = i;
            return true;
        }
    for (size_t i = 0; unit != NULL && i < grid->unit_count; i++)
        if (strcmp(grid->rows[i].label, unit) == 0) {
            *row = i;
            return true;
        }
    return false;
}

static bool find_column(const struct plan *plan, const char *period, bool once,
                        size_t *column)
{
    *column = 0;
    if (period == NULL)
        return plan->period_count == 1 || once;
    for (size_t i = 0; i < plan->period_count; i++)
        if (strcmp(plan->periods[i].key, period) == 0) {
            *column = i;
            return true;
        }
    return once && strcmp(period, "all") == 0;
}

/* The figure that an expectation speaks of: `of` names the value of a family. */
static const struct shown_indicator *find_shown(const struct plan *plan,
                                                const struct json *expectation)
{
    const struct json *of = json_member(expectation, "of");
    const char *name = of != NULL ? of->text : NULL;
    if (name == NULL)
        return plan->shown_count == 1 ? &plan->shown[0] : NULL;
    for (size_t i = 0; i < plan->shown_count; i++)
        if (strcmp(plan->shown[i].name, name) == 0 ||
            (plan->shown[i].value != NULL && strcmp(plan->shown[i].value, name) == 0))
            return &plan->shown[i];
    return NULL;
}

/* Whether one expectation is met; what differs goes to the trial's text. */
static bool compare(struct trial *trial, const struct cube *cube,
                    const struct json *expectation)
{
    const struct plan *plan = cube->plan;
    const struct shown_indicator *shown = find_shown(plan, expectation);
    const struct json *unit_given = json_member(expectation, "unit");
    const char *unit = json_text(unit_given, NULL);
    const char *period = example_period(trial->arena, expectation);
    size_t row, column;
    if (unit_given != NULL && unit_given->kind == JSON_NUMBER)
        unit = unit_given->text;
    const char *wrong = NULL;
    if (shown == NULL)
        wrong = json_member(expectation, "of") != NULL
                    ? "no figure has the value that 'of' names"
                    : "across gives a figure for each value: say which with of = \"value\"";
    else if (!find_row(cube->grid, unit, &row))
        wrong = unit != NULL ? "there is no such unit" : "it does not say which unit";
    else if (!find_column(plan, period, plan->steps[shown->step].once, &column))
        wrong =
            period != NULL ? "there is no such period" : "it does not say which period";
    const struct figures *figures = shown != NULL ? &cube->figures[shown->step] : NULL;
    size_t cell = wrong == NULL ? cube_cell(cube, row, column) : 0;
    if (wrong == NULL && is_as_expected(cube, figures, cell, expectation))
        return true;
    add_place(trial);
    if (unit != NULL)
        text_addf(trial->out, "unit '%s', ", unit);
    if (period != NULL)
        text_addf(trial->out, "period %s, ", period);
    text_add(trial->out, "expected ");
    add_expected(trial->out, expectation);
    if (wrong != NULL) {
        text_addf(trial->out, ": %s\n", wrong);
        return false;
    }
    text_add(trial->out, ", got ");
    add_figure(trial->out, cube, figures, cell);
    text_add_char(trial->out, '\n');
    return false;
}

/* ---- running ---- */

static bool compare_all(struct trial *trial, const struct cube *cube,
                        const struct json *example)
{
    const struct json *expect = json_member(example, "expect");
    bool met = true;
    for (const struct json *one = expect->first; one != NULL; one = one->next)
        met &= compare(trial, cube, one);
    return met;
}

/* The example's records, read, planned, worked out and compared. */
static bool work_out(struct trial *trial, const struct json *example,
                     const struct datasets *datasets, struct problems *problems,
                     struct fault *fault)
{
    uint32_t number;
    if (!example_evaluation(trial->catalogue, trial->arena, trial->indicator, example,
                            &number, fault))
        return false;
    struct plan_options options = {.script_name = "example"};
    struct plan *plan =
        plan_build(trial->catalogue, &trial->catalogue->evaluations[number], datasets,
                   &options, problems, fault);
    if (plan == NULL)
        return false;
    struct own_functions functions = script_functions(trial->script, NULL);
    struct cube *cube = cube_build(plan, &functions, fault);
    bool met = cube != NULL && compare_all(trial, cube, example);
    cube_free(cube);
    plan_free(plan);
    return met;
}

static void run_example(struct trial *trial, const struct json *example)
{
    struct fault fault = {0};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct source_options source = {0};
    size_t count = 0;
    const struct json *given = json_member(example, "given");
    struct source_memory *files =
        given != NULL ? example_files(trial->arena, given, &count) : NULL;
    bool met = source_read_memory(
        files, count, example_package(trial->arena, json_member(example, "schema")),
        &source, &datasets, problems, &fault);
    datasets_number_texts(&datasets);
    if (met && problems_count(problems, SEVERITY_ERROR) > 0) {
        add_place(trial);
        text_add(trial->out, "its records cannot be read:\n");
        problems_print(problems, SEVERITY_ERROR, trial->out);
        met = false;
    }
    met = met && work_out(trial, example, &datasets, problems, &fault);
    if (fault.kind != FAULT_NONE) {
        add_place(trial);
        text_addf(trial->out, "%s\n", fault.message);
    }
    problems_free(problems);
    datasets_clear(&datasets);
    trial->passed += met;
    trial->failed += !met;
}

static void run_examples(struct trial *trial, const char *path)
{
    struct fault fault = {0};
    const struct indicator *indicator = &trial->catalogue->indicators[trial->indicator];
    const char *text = catalogue_text(trial->catalogue, indicator->examples);
    const struct json *examples =
        text != NULL ? json_parse(trial->arena, path, text, strlen(text), &fault) : NULL;
    if (fault.kind != FAULT_NONE)
        text_addf(trial->out, "%s\n", fault.message);
    else if (examples == NULL || examples->count == 0)
        text_addf(trial->out,
                  "%s:%u: the indicator has no example. add one, worked out by hand: "
                  "examples = "
                  "{ { given = …, expect = … } }\n",
                  path, (unsigned)indicator->line);
    if (examples == NULL || examples->count == 0) {
        trial->failed++;
        return;
    }
    for (const struct json *one = examples->first; one != NULL; one = one->next) {
        trial->number++;
        run_example(trial, one);
    }
}

/* One file. What is no indicator (a function or a table for others) has nothing to test.
 */
static void test_file(struct trial *trial, const struct folders *folders,
                      const char *path)
{
    struct fault fault = {0};
    struct problems *problems = problems_new();
    trial->arena = arena_new();
    trial->number = 0;
    trial->script = read_script(trial->options, folders, path,
                                folders_name(folders, path), NULL, problems, &fault);
    if (trial->script == NULL) {
        text_addf(trial->out, "%s\n", fault.message);
        trial->failed++;
    } else {
        /* The script is ours, so what it declared may be added to. */
        trial->catalogue = (struct catalogue *)script_catalogue(trial->script);
        trial->indicator = trial->catalogue->returned_indicator;
        problems_print(problems, SEVERITY_WARNING, trial->out);
        if (trial->indicator != NO_INDICATOR)
            run_examples(trial, path);
    }
    script_free(trial->script);
    problems_free(problems);
    arena_free(trial->arena);
}

/* The files of what was named: a file, a folder's files, an indicator by its name. */
static bool find_files(const struct options *options, const struct folders *folders,
                       struct found_files *files, struct fault *fault)
{
    struct arena *arena = options->arena;
    for (size_t i = 0; i < folders->count && options->argument_count == 0; i++)
        folders_walk(arena, folders->items[i], files);
    for (size_t i = 0; i < options->argument_count; i++) {
        const char *given = options->arguments[i], *path = given;
        if (file_is_folder(given)) {
            folders_walk(arena, given, files);
            continue;
        }
        if (!file_exists(given) && (path = folders_find(folders, given, fault)) == NULL)
            return false;
        files->paths = arena_grow(arena, files->paths, files->count, &files->room,
                                  sizeof *files->paths);
        files->paths[files->count++] = path;
    }
    return true;
}

bool command_test(const struct options *options, struct fault *fault)
{
    const struct option_values *more = &options->values[OPTION_indicators];
    struct found_files files = {0};
    struct folders folders;
    if (!folders_init(&folders, options->arena, NULL, more->items, more->count, fault) ||
        !find_files(options, &folders, &files, fault))
        return false;
    struct text out = {0};
    struct trial trial = {.options = options, .out = &out};
    for (size_t i = 0; i < files.count; i++) {
        struct folders own;
        struct arena *arena = arena_new();
        if (folders_init(&own, arena, files.paths[i], more->items, more->count, fault))
            test_file(&trial, &own, files.paths[i]);
        arena_free(arena);
    }
    text_addf(&out, "%zu passed, %zu failed\n", trial.passed, trial.failed);
    bool printed = file_write(NULL, text_of(&out), out.size, fault);
    text_clear(&out);
    return printed && (trial.failed == 0 || told(fault, FAULT_DATA));
}
