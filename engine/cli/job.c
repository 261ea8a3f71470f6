/* job.c - one script, its data, its plans.
 *
 * The order is fixed: the script names the columns, so it is read first, and only what it
 * names is loaded. The catalogue is the script's; an indicator given as script gets an
 * evaluation added to it, before anything is planned.
 */
#include "cli/job.h"

#include <stdlib.h>
#include <string.h>

#include "cli/data.h"
#include "cli/file.h"
#include "cli/settings.h"

/* ---- options ---- */

bool source_options_from(const struct options *options, struct source_options *source,
                         struct fault *fault)
{
    const char *delimiter = options_text(options, OPTION_delimiter);
    const char *decimal = options_text(options, OPTION_decimal);
    size_t header_row = 0, header_rows = 0, drop_last = 0;
    size_t threads = 0; /* 0: all there are */
    *source = (struct source_options){
        .encoding = options_text(options, OPTION_encoding),
        .dates = options_text(options, OPTION_dates),
        .missing = options_text(options, OPTION_missing),
        .skip_bad = options_given(options, OPTION_skip_bad),
    };
    if (!options_whole(options, OPTION_header_row, 1, &header_row, fault) ||
        !options_whole(options, OPTION_header_rows, 1, &header_rows, fault) ||
        !options_whole(options, OPTION_drop_last, 0, &drop_last, fault))
        return false;
    if (!options_whole(options, OPTION_threads, 1, &threads, fault))
        return false;
    if (header_rows > 10 || drop_last > 10000 || header_row > UINT32_MAX)
        return fault_set(fault, FAULT_USAGE, "%s: %zu is too large",
                         header_rows > 10 ? "--header-rows"
                         : drop_last > 10000 ? "--drop-last" : "--header-row",
                         header_rows > 10 ? header_rows : drop_last > 10000 ? drop_last : header_row);
    source->header_row = (uint32_t)header_row;
    source->header_rows = (uint32_t)header_rows;
    source->drop_last = (uint32_t)drop_last;
    source->threads = threads > 1024 ? 1024 : (unsigned)threads;
    if (delimiter != NULL &&
        (strcmp(delimiter, "tab") == 0 || strcmp(delimiter, "\\t") == 0))
        source->delimiter = '\t';
    else if (delimiter != NULL && strlen(delimiter) == 1 && delimiter[0] != '"' &&
             delimiter[0] != '\n' && delimiter[0] != '\r')
        source->delimiter = delimiter[0];
    else if (delimiter != NULL)
        return fault_set(fault, FAULT_USAGE,
                         "--delimiter: '%s' is not one character (or 'tab')", delimiter);
    if (decimal != NULL)
        source->decimal =
            strcmp(decimal, "comma") == 0 || strcmp(decimal, ",") == 0 ? ',' : '.';
    return true;
}

static bool plan_options_from(struct job *job, struct fault *fault)
{
    struct settings wheres;
    const struct option_values *given = &job->options->values[OPTION_where];
    if (!settings_split(&wheres, job->arena, "--where", given->items, given->count,
                        fault))
        return false;
    const char **where = arena_get(job->arena, (given->count + 1) * sizeof *where);
    for (size_t i = 0; i < wheres.count; i++)
        where[i] = arena_format(job->arena, "%s=%s", wheres.items[i].name,
                                wheres.items[i].value);
    job->plan = (struct plan_options){.years = options_text(job->options, OPTION_years),
                                      .where = where,
                                      .where_count = wheres.count,
                                      .script_name = job->name,
                                      .threads = job->source.threads};
    return true;
}

/* ---- the script ---- */

/* What the questions of a script that is being read are answered from. */
struct host {
    const struct folders *folders;
    struct lending *lending;
};

static bool use(void *self, const char *name, const char *from, struct text *path,
                struct text *content, struct fault *fault)
{
    (void)from;
    const char *found = folders_find(((struct host *)self)->folders, name, fault);
    if (found == NULL)
        return false;
    text_add(path, found);
    return file_read(found, "indicator", content, fault);
}

static bool records(void *self, const struct catalogue *catalogue, uint32_t dataset,
                    const struct frame **frame, const uint32_t **numbers, size_t *count,
                    struct fault *fault)
{
    const struct host *host = self;
    return lending_records(host->lending, catalogue, dataset, frame, numbers, count,
                           fault);
}

struct script *read_script(const struct options *options, const struct folders *folders,
                           const char *path, const char *name, struct lending *lending,
                           struct problems *problems, struct fault *fault)
{
    struct settings sets, maps;
    struct script_options limits = {0};
    if (!settings_from_options(&sets, &maps, options, folders->arena, fault) ||
        !options_seconds(options, OPTION_max_time, &limits.max_seconds, fault) ||
        !options_bytes(options, OPTION_max_memory, &limits.max_memory, fault))
        return NULL;
    limits.sets = sets.items;
    limits.set_count = sets.count;
    limits.maps = maps.items;
    limits.map_count = maps.count;
    struct host host = {folders, lending};
    struct script_host questions = {&host, use, lending != NULL ? records : NULL};
    struct text content = {0};
    struct script *script = NULL;
    if (file_read(path, "script", &content, fault))
        script = script_read(path, name, text_of(&content), content.size, &limits,
                             &questions, problems, fault);
    text_clear(&content);
    return script;
}

bool job_is_script(const struct options *options, const char *argument)
{
    size_t size = strlen(argument);
    if (size > 4 && strcmp(argument + size - 4, ".lua") == 0)
        return true;
    if (file_exists(argument))
        return false;
    struct arena *arena = arena_new();
    struct folders folders;
    struct fault none = {0};
    const struct option_values *more = &options->values[OPTION_indicators];
    bool found = folders_init(&folders, arena, NULL, more->items, more->count, &none) &&
                 folders_find(&folders, argument, &none) != NULL;
    arena_free(arena);
    return found;
}

/* The file of what was given: itself, or an indicator by its name. */
static bool find_script(struct job *job, const char *given, struct fault *fault)
{
    const struct option_values *more = &job->options->values[OPTION_indicators];
    const char *found = NULL;
    if (!file_exists(given)) {
        struct fault none = {0};
        if (!folders_init(&job->folders, job->arena, NULL, more->items, more->count,
                          fault))
            return false;
        found = folders_find(&job->folders, given, &none);
    }
    job->path = found != NULL ? found : given;
    return folders_init(&job->folders, job->arena, job->path, more->items, more->count,
                        fault);
}

static const struct titles no_titles = {NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT};

uint32_t add_evaluation_of(struct catalogue *catalogue, uint32_t indicator)
{
    const struct indicator *given = &catalogue->indicators[indicator];
    struct evaluation evaluation = {
        .name = given->name,
        .file = given->file,
        .line = given->line,
        .title = no_titles,
        .subtitle = no_titles,
        .whole = NO_TEXT,
        .where = NO_NODE,
        .members_count = 1,
        .sections = NO_TEXT,
        .label = NO_TEXT,
        .sort_by = NO_TEXT,
        .sort_at = NO_TEXT,
        .rows = {AXIS_NONE, AXIS_NONE, AXIS_NONE},
        .columns = {AXIS_NONE, AXIS_NONE, AXIS_NONE},
    };
    evaluation.members_first =
        catalogue_add_member(catalogue, (struct member){indicator, no_titles, 0});
    return catalogue_add_evaluation(catalogue, evaluation);
}

bool job_open(struct job *job, const struct options *options, const char *script,
              const char *const *data, size_t data_count, struct fault *fault)
{
    job->options = options;
    job->arena = arena_new();
    job->problems = problems_new();
    job->data = data;
    job->data_count = data_count;
    if (!source_options_from(options, &job->source, fault) ||
        !find_script(job, script, fault))
        return false;
    job->name = folders_name(&job->folders, job->path);
    if (!plan_options_from(job, fault))
        return false;
    job->lending =
        (struct lending){job->data, job->data_count, &job->source, job->problems, NULL};
    job->script =
        read_script(options, &job->folders, job->path, job->name,
                    data_count > 0 ? &job->lending : NULL, job->problems, fault);
    if (job->script == NULL)
        return false;
    /* The script is ours, so what it declared may be added to. */
    job->catalogue = (struct catalogue *)script_catalogue(job->script);
    uint32_t indicator = job->catalogue->returned_indicator;
    if (indicator != NO_INDICATOR && job->catalogue->shown_count == 0)
        catalogue_show(job->catalogue, add_evaluation_of(job->catalogue, indicator));
    return true;
}

void job_close(struct job *job)
{
    script_free(job->script);
    lending_clear(&job->lending);
    datasets_clear(&job->datasets);
    problems_free(job->problems);
    arena_free(job->arena);
    *job = (struct job){0};
}

/* ---- the data and the plans ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the script names, and the columns of --where: every run of a path's parts could be
 * a name. */
static struct catalogue_names names_needed(struct job *job)
{
    struct catalogue_names names = catalogue_collect_names(job->catalogue, job->arena);
    for (size_t i = 0; i < job->plan.where_count; i++) {
        const char *where = job->plan.where[i];
        size_t size = strcspn(where, "="), parts = 1;
        for (size_t at = 0; at < size; at++)
            parts += where[at] == '.';
        const char **more = arena_get(
            job->arena, (names.name_count + parts * (parts + 1) / 2) * sizeof *more);
        for (size_t n = 0; n < names.name_count; n++)
            more[n] = names.names[n];
        for (size_t first = 0; first < size; first++) {
            if (first > 0 && where[first - 1] != '.')
                continue;
            for (size_t end = first + 1; end <= size; end++)
                if (end == size || where[end] == '.')
                    more[names.name_count++] =
                        arena_bytes(job->arena, where + first, end - first);
        }
        names.names = more;
    }
    if (names.name_count > 0)
        qsort(names.names, names.name_count, sizeof *names.names, compare_names);
    return names;
}

static bool is_mentioned(const void *script, const char *name)
{
    return script_mentions(script, name);
}

/* Whether an author's function may ask for a column that was not loaded. */
static bool leaves_out(const struct job *job, const struct catalogue_names *names)
{
    for (size_t i = 0; i < names->called_count; i++) {
        const struct frame *frame = datasets_find(&job->datasets, names->called[i]);
        for (uint32_t c = 0; frame != NULL && c < frame->column_count; c++)
            if (!frame->columns[c].loaded)
                return true;
    }
    return false;
}

bool job_read(struct job *job, bool everything, struct fault *fault)
{
    /* A file that no name of the script asks for would not be opened, nor missed. */
    for (size_t i = 0; i < job->data_count; i++)
        if (!file_exists(job->data[i]))
            return fault_set(fault, FAULT_DATA,
                             "%s: there is no such file or folder of data", job->data[i]);
    job->everything = everything;
    struct catalogue_names names = names_needed(job);
    struct source_need need = {
        .names = names.names,
        .name_count = names.name_count,
        .whole = names.whole,
        .whole_count = names.whole_count,
        .called = names.called,
        .called_count = names.called_count,
        .mentions = job->figures_alone && !job->unmentioned ? is_mentioned : NULL,
        .owner = job->script,
        .any_order = job->figures_alone,
        .no_places = job->figures_alone && names.no_places,
    };
    bool read = data_read(job->data, job->data_count, &job->source,
                          everything ? NULL : &need, &job->datasets, job->problems, fault);
    datasets_number_texts(&job->datasets);
    job->leaves_out = read && leaves_out(job, &names);
    return read;
}

size_t job_evaluation_count(const struct job *job)
{
    return job->catalogue->shown_count;
}

const struct evaluation *job_evaluation(const struct job *job, size_t number)
{
    return &job->catalogue->evaluations[job->catalogue->shown[number]];
}

/* A plan is refused for want of a name; which name was meant can only be said when all
 * that the data have was read. Costs a second reading, and only then. */
static void refuse_better(struct job *job, size_t number, struct fault *fault)
{
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct fault better = {0}, none = {0};
    if (data_read(job->data, job->data_count, &job->source, NULL, &datasets, problems,
                  &none)) {
        datasets_number_texts(&datasets);
        struct plan *plan = plan_build(job->catalogue, job_evaluation(job, number),
                                       &datasets, &job->plan, problems, &better);
        if (plan == NULL)
            *fault = better;
        plan_free(plan);
    }
    datasets_clear(&datasets);
    problems_free(problems);
}

struct plan *job_plan(struct job *job, size_t number, struct fault *fault)
{
    struct plan *plan = plan_build(job->catalogue, job_evaluation(job, number),
                                   &job->datasets, &job->plan, job->problems, fault);
    if (plan == NULL && fault->kind == FAULT_DATA && !job->everything)
        refuse_better(job, number, fault);
    return plan;
}
