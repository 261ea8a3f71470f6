/* run.c - bareme run: from scripts and data to printed tables.
 *
 * All or nothing: tables are rendered when the last of them is worked out, so a run that
 * fails prints none. With --keep-going what could be worked out is printed, and the
 * status is 1 all the same.
 *
 * A batch owns its results; a result owns its job, its plans, cubes and tables.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/file.h"
#include "cli/job.h"

/* One evaluation worked out. */
struct result {
    struct plan *plan;
    struct cube *cube;
    struct table *table;
};

/* One script on one set of data. */
struct run {
    struct job job;
    struct own_functions functions;
    struct result *results;
    size_t count;
    bool keep_going;
    const char *stopped; /* the last limit that was hit and passed over; NULL: none */
};

struct batch {
    const struct options *options;
    const struct renderer *renderer;
    struct render_options render;
    struct table_options table;
    struct run *runs;
    size_t count;
};

/* ---- how it is to be printed ---- */

static bool find_renderer(struct batch *batch, struct fault *fault)
{
    const char *format = options_text(batch->options, OPTION_format);
    const char *output = options_text(batch->options, OPTION_output);
    const char *layout = options_text(batch->options, OPTION_layout);
    batch->render.long_layout = layout != NULL && strcmp(layout, "long") == 0;
    if (format != NULL) {
        batch->renderer = renderer_find(format);
        if (batch->renderer == NULL)
            return fault_set(fault, FAULT_USAGE, "-f: there is no format '%s'", format);
    } else if (output != NULL) {
        batch->renderer = renderer_for_file(output);
        const char *slash = strrchr(output, '/');
        const char *point = strrchr(slash != NULL ? slash : output, '.');
        /* A device or a name without ending says nothing, and gets what a terminal would.
         */
        if (batch->renderer == NULL && point != NULL && strncmp(output, "/dev/", 5) != 0)
            return fault_set(fault, FAULT_USAGE,
                             "-o %s: no format goes by that ending. say which with -f",
                             output);
    }
    if (batch->renderer == NULL)
        batch->renderer = renderer_find(batch->render.long_layout ? "csv" : "text");
    if (batch->render.long_layout && !batch->renderer->has_long)
        return fault_set(
            fault, FAULT_USAGE,
            "--layout long is for machines: there is none of it as %s. use -f csv "
            "or -f json",
            batch->renderer->name);
    return true;
}

static bool wants_colour(const struct options *options)
{
    const char *colour = options_text(options, OPTION_colour);
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (colour != NULL && strcmp(colour, "auto") != 0)
        return strcmp(colour, "always") == 0;
    return options_text(options, OPTION_output) == NULL && isatty(STDOUT_FILENO) &&
           (no_colour == NULL || *no_colour == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

static bool settle_output(struct batch *batch, struct fault *fault)
{
    const char *language = options_text(batch->options, OPTION_lang);
    batch->table.language = language != NULL ? language : "en";
    batch->render.colour = wants_colour(batch->options);
    return width_of(batch->options, &batch->render.width, fault) &&
           find_renderer(batch, fault);
}

/* ---- own functions, when a run is to go on past a limit ---- */

/* Each message is told once. */
static bool go_on(void *self, const struct fault *fault)
{
    struct run *run = self;
    if (!run->keep_going || run->job.leaves_out)
        return false;
    if (run->stopped == NULL || strcmp(run->stopped, fault->message) != 0) {
        tell_fault(fault);
        run->stopped = arena_text(run->job.arena, fault->message);
    }
    return true;
}

/* ---- working out ---- */

static void close_run(struct run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        table_free(run->results[i].table);
        cube_free(run->results[i].cube);
        plan_free(run->results[i].plan);
    }
    free(run->results);
    run->results = NULL;
    run->count = 0;
    job_close(&run->job);
}

/* "romans: Funding", and "romans/funding" for machines: which data a table is of, when
 * each is evaluated by itself. */
static void name_table(struct result *result, const char *data)
{
    struct arena *arena = result->table->arena;
    const char *title = result->table->title;
    result->table->title = title != NULL && *title != '\0'
                               ? arena_format(arena, "%s: %s", data, title)
                               : data;
    result->plan->name =
        arena_format(result->plan->arena, "%s/%s", data, result->plan->name);
    result->table->name = result->plan->name;
}

static bool evaluate(const struct batch *batch, struct run *run, size_t number,
                     const char *data, struct fault *fault)
{
    struct result *result = &run->results[run->count++];
    result->plan = job_plan(&run->job, number, fault);
    if (result->plan == NULL)
        return false;
    result->cube = cube_build(result->plan, &run->functions, fault);
    if (result->cube == NULL)
        return false;
    result->table = table_build(result->cube, &batch->table, fault);
    if (result->table == NULL)
        return false;
    if (data != NULL)
        name_table(result, data);
    return true;
}

/* Records that were measured, and are no units, are not asked again: tables are made of figures, and
 * without the records there is room to print them. */
static void drop_measured(struct run *run)
{
    for (size_t d = 0; d < run->job.datasets.count; d++) {
        struct frame *frame = run->job.datasets.frames[d];
        bool units = frame->sorted_by == KEY_NONE;
        for (size_t i = 0; i < run->count; i++)
            units = units || run->results[i].plan->units.frame == frame;
        if (!units)
            frame_drop_values(frame);
    }
}

/* Reads and works out one script on one set of data; `data` is its name with --each, else
 * NULL. */
static bool work_out(const struct batch *batch, struct run *run, const char *script,
                     const char *const *paths, size_t path_count, const char *data,
                     struct fault *fault)
{
    struct job *job = &run->job;
    job->figures_alone = true;
    if (!job_open(job, batch->options, script, paths, path_count, fault) ||
        !job_read(job, false, fault) || stops(job->problems, fault))
        return false;
    if (job_evaluation_count(job) == 0)
        return fault_set(
            fault, FAULT_DATA,
            "%s: returns nothing to show. let it return an evaluation { … } or an "
            "indicator { … }",
            job->path);
    run->keep_going = options_given(batch->options, OPTION_keep_going);
    run->functions =
        script_functions(job->script, &(struct script_stops){run, go_on});
    run->results = memory_get_zeroed(job_evaluation_count(job), sizeof *run->results);
    for (size_t i = 0; i < job_evaluation_count(job); i++)
        if (!evaluate(batch, run, i, data, fault))
            return false;
    drop_measured(run);
    return true;
}

/* Runs it, and tells what was found; what failed leaves no run. */
static bool add_run(struct batch *batch, const char *script, const char *const *paths,
                    size_t path_count, const char *data, struct fault *fault)
{
    struct run *run = &batch->runs[batch->count++];
    bool done = work_out(batch, run, script, paths, path_count, data, fault);
    if (!done && run->job.leaves_out && fault->kind == FAULT_LIMIT) {
        /* A function asked for a column that its script does not mention. */
        close_run(run);
        *fault = (struct fault){0};
        *run = (struct run){.job.unmentioned = true};
        done = work_out(batch, run, script, paths, path_count, data, fault);
    }
    /* What is undecided does not concern a script that does without; one that was refused
     * may have been refused for it. */
    if (run->job.problems != NULL) {
        tell_problems(run->job.problems, SEVERITY_WARNING, SEVERITY_WARNING);
        tell_problems(run->job.problems, done ? SEVERITY_ERROR : SEVERITY_PROBLEM,
                      SEVERITY_ERROR);
    }
    if (!done) {
        close_run(run);
        batch->count--;
    }
    return done;
}

/* ---- printing ---- */

static void drain(void *owner, struct text *out)
{
    output_add(owner, text_of(out), out->size);
    out->size = 0;
}

static bool print_tables(struct batch *batch, struct fault *fault)
{
    struct output output;
    if (!output_begin(&output, options_text(batch->options, OPTION_output), fault))
        return false;
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++)
        count += batch->runs[i].count;
    const struct table **tables = memory_get((count + 1) * sizeof *tables);
    count = 0;
    for (size_t i = 0; i < batch->count; i++)
        for (size_t j = 0; j < batch->runs[i].count; j++)
            tables[count++] = batch->runs[i].results[j].table;
    if (batch->count > 0) {
        const struct catalogue *catalogue = batch->runs[0].job.catalogue;
        batch->render.report_title =
            catalogue_title(catalogue, catalogue->report_title, batch->table.language);
    }
    struct text out = {0};
    batch->render.drain = drain;
    batch->render.owner = &output;
    batch->renderer->run(tables, count, &batch->render, &out);
    drain(&output, &out);
    text_clear(&out);
    free(tables);
    return output_end(&output, fault);
}

static const char *last_part(struct arena *arena, const char *path)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    size_t first = size;
    while (first > 0 && path[first - 1] != '/')
        first--;
    return arena_bytes(arena, path + first, size - first);
}

/* The last part of a path; the whole path when two would be called the same. */
static const char *data_name(struct arena *arena, const char *const *paths, size_t count,
                             size_t number)
{
    const char *name = last_part(arena, paths[number]);
    for (size_t i = 0; i < count; i++)
        if (i != number && strcmp(last_part(arena, paths[i]), name) == 0)
            return paths[number];
    return name;
}

static bool run_all(struct batch *batch, const char *const *scripts, size_t script_count,
                    const char *const *paths, size_t path_count, struct fault *fault)
{
    bool each = options_given(batch->options, OPTION_each);
    bool keep_going = options_given(batch->options, OPTION_keep_going), failed = false;
    for (size_t i = 0; i < script_count; i++)
        for (size_t j = 0; j < (each ? path_count : 1); j++) {
            struct fault own = {0};
            const char *data =
                each ? data_name(batch->options->arena, paths, path_count, j) : NULL;
            if (add_run(batch, scripts[i], each ? paths + j : paths,
                        each ? 1 : path_count, data, &own)) {
                failed |= batch->runs[batch->count - 1].stopped != NULL;
                continue;
            }
            if (!keep_going || own.kind == FAULT_USAGE || own.kind == FAULT_MACHINE) {
                *fault = own;
                return false;
            }
            tell_fault(&own);
            failed = true;
        }
    if (batch->count > 0 && !print_tables(batch, fault))
        return false;
    return failed ? told(fault, FAULT_DATA) : true;
}

bool command_run(const struct options *options, struct fault *fault)
{
    struct batch batch = {.options = options};
    const char *const *arguments = options->arguments;
    size_t scripts = options->argument_count > 0;
    while (scripts < options->argument_count &&
           job_is_script(options, arguments[scripts]))
        scripts++;
    if (scripts == 0)
        return fault_set(fault, FAULT_USAGE,
                         "run needs a script and data: bareme run SCRIPT DATA…");
    if (scripts == options->argument_count)
        return fault_set(
            fault, FAULT_USAGE,
            "run needs data too, a folder of CSV files or a CSV file: bareme run "
            "%s DATA…",
            arguments[scripts - 1]);
    if (!settle_output(&batch, fault))
        return false;
    size_t paths = options->argument_count - scripts;
    batch.runs = memory_get_zeroed(scripts * paths, sizeof *batch.runs);
    bool done = run_all(&batch, arguments, scripts, arguments + scripts, paths, fault);
    for (size_t i = 0; i < batch.count; i++)
        close_run(&batch.runs[i]);
    free(batch.runs);
    return done;
}
