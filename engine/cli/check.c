/* check.c - bareme check: everything that can be known before a run.
 *
 * Scripts are read, and with data their plans are built but nothing is measured: a plan
 * holds every name, type and way. Data are read whole, so every bad row is told, used by
 * a script or not. One wrong script does not hide what is wrong with the next.
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/job.h"
#include "cli/mapping.h"

static const char *plural(size_t count, const char *one, const char *more)
{
    return count == 1 ? one : more;
}

static void add_units(struct text *out, const struct plan *plan)
{
    const struct plan_units *units = &plan->units;
    if (units->whole) {
        text_addf(out, "one whole%s%s", units->whole_name != NULL ? ", " : "",
                  units->whole_name != NULL ? units->whole_name : "");
        return;
    }
    if (units->column_count == 0) {
        text_addf(out, "each record of %s", units->frame->name);
        return;
    }
    for (uint32_t i = 0; i < units->column_count; i++) {
        const struct bound_column *column = &plan->binding->columns[units->columns[i]];
        text_addf(out, "%s%s", i == 0 ? "each " : " and ",
                  column->end != NULL ? column->end->columns[column->column].name
                                      : "computed value");
    }
    text_addf(out, " of %s", units->frame->name);
}

static void add_way(struct text *out, const struct plan *plan, const struct way *way)
{
    text_addf(out, "    %s: ", way->frame->name);
    if (way->kind == WAY_ALL) {
        text_add(out, "counts for every unit\n");
        return;
    }
    if (way->kind == WAY_MATCH) {
        text_add(out, "where its values equal the units'\n");
        return;
    }
    if (way->key_count == 0) {
        text_add(out, plan->units.whole ? "all of it\n" : "by its own records\n");
        return;
    }
    const struct frame *at = way->frame;
    for (uint32_t i = 0; i < way->key_count; i++) {
        const struct key *key = &at->keys[way->keys[i]];
        text_addf(out, "%s%s -> %s", i == 0 ? "by " : ", then by ",
                  at->columns[key->column].name, key->target->name);
        at = key->target;
    }
    text_add_char(out, '\n');
}

static void add_plan(struct text *out, const struct plan *plan)
{
    text_addf(out, "  %s: units: ", plan->name);
    add_units(out, plan);
    text_addf(out, "; periods: %s", plan->periods[0].key);
    if (plan->period_count > 1)
        text_addf(out, " to %s", plan->periods[plan->period_count - 1].key);
    text_addf(out, "; %zu %s\n", plan->shown_count,
              plural(plan->shown_count, "indicator", "indicators"));
    for (size_t i = 0; i < plan->way_count; i++)
        add_way(out, plan, &plan->ways[i]);
}

static bool check_plans(struct job *job, struct text *out)
{
    bool right = true;
    for (size_t i = 0; i < job_evaluation_count(job); i++) {
        struct fault own = {0};
        struct plan *plan = job_plan(job, i, &own);
        if (plan == NULL) {
            tell_fault(&own);
            right = false;
            continue;
        }
        add_plan(out, plan);
        plan_free(plan);
    }
    return right;
}

/* ---- another's data ---- */

/* Each line with something before it, in place of its first `cut` characters. */
static void add_prefixed(struct text *out, const char *prefix, size_t cut, const char *lines)
{
    while (*lines != '\0') {
        size_t size = strcspn(lines, "\n");
        text_add(out, prefix);
        text_add_bytes(out, lines + (cut < size ? cut : size), size - (cut < size ? cut : size));
        text_add(out, "\n");
        lines += size + (lines[size] == '\n');
    }
}

/* What the figures shown need of the data. */
static struct mapping_report match_data(struct job *job, struct text *out)
{
    const struct catalogue *catalogue = job->catalogue;
    uint32_t *nodes = arena_get(job->arena, (catalogue->member_count * 3 + 1) * sizeof *nodes);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->member_count; i++) {
        const struct indicator *shown = &catalogue->indicators[catalogue->members[i].indicator];
        nodes[count++] = shown->value;
        nodes[count++] = shown->target;
        nodes[count++] = shown->baseline;
    }
    struct needs needs = needs_collect(catalogue, nodes, count, job->arena);
    return mapping_add(catalogue, &needs, &job->datasets, job->arena, out);
}

/* Names that the data do not have turn what is printed into a file of mappings, with all
 * the rest as comments. */
static void add_checked(struct job *job, const struct text *head, const struct text *plans,
                        struct text *out)
{
    struct text needs = {0};
    struct mapping_report report = match_data(job, &needs);
    bool indicator = job->catalogue->returned_indicator != NO_INDICATOR;
    const char *prefix = report.missing > 0 ? "# " : "";
    add_prefixed(out, prefix, 0, text_of(head));
    add_prefixed(out, prefix, 0, text_of(plans));
    if (report.missing > 0)
        text_add(out, text_of(&needs));
    else if (indicator) {
        text_add(out, "  needs of the data:\n");
        add_prefixed(out, "    ", 2, text_of(&needs));
    }
    text_clear(&needs);
}

/* All that was found, or only what was found in scripts. */
static void tell_found(const struct problems *problems, bool in_data)
{
    struct problems *some = problems_new();
    for (size_t i = 0; i < problems_kept(problems); i++) {
        const struct problem *problem = problems_at(problems, i);
        size_t size = problem->file != NULL ? strlen(problem->file) : 0;
        if (in_data || size < 4 || strcmp(problem->file + size - 4, ".lua") == 0)
            problems_add(some, *problem);
    }
    tell_problems(some, SEVERITY_NOTE, SEVERITY_ERROR);
    problems_free(some);
}

/* What a script declares, and with data how it meets them. What is wrong is told, and of
 * which kind it is given back. */
static enum fault_kind check_script(const struct options *options, const char *script,
                                    const char *const *paths, size_t path_count,
                                    bool tell_data, struct text *out, struct fault *fault)
{
    struct job job = {0};
    struct fault own = {0};
    struct text head = {0}, plans = {0};
    bool right = job_open(&job, options, script, paths, path_count, &own), read = false;
    if (right)
        text_addf(&head, "%s: %zu %s, %zu %s\n", job.path, job_evaluation_count(&job),
                  plural(job_evaluation_count(&job), "table", "tables"),
                  job.catalogue->indicator_count,
                  plural(job.catalogue->indicator_count, "indicator", "indicators"));
    if (right && path_count > 0) {
        right = read = job_read(&job, true, &own);
        if (right)
            right = check_plans(&job, &plans);
        right &= problems_count(job.problems, SEVERITY_ERROR) == 0;
    }
    if (read)
        add_checked(&job, &head, &plans, out);
    else
        text_add(out, text_of(&head));
    text_clear(&head);
    text_clear(&plans);
    if (job.problems != NULL)
        tell_found(job.problems, tell_data);
    if (own.kind == FAULT_USAGE || own.kind == FAULT_MACHINE)
        *fault = own;
    else
        tell_fault(&own);
    job_close(&job);
    return own.kind == FAULT_LIMIT ? FAULT_LIMIT : right ? FAULT_NONE : FAULT_DATA;
}

static bool check_data(const struct options *options, const char *const *paths,
                       size_t path_count, struct text *out, struct fault *fault)
{
    struct source_options source;
    if (!source_options_from(options, &source, fault))
        return false;
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    bool right =
        data_read(paths, path_count, &source, NULL, &datasets, problems, fault);
    for (size_t i = 0; right && i < datasets.count; i++) {
        text_add_shown(out, datasets.frames[i]->name);
        text_addf(out, ": %llu %s, %u %s\n",
                  (unsigned long long)datasets.frames[i]->record_count,
                  plural((size_t)datasets.frames[i]->record_count, "record", "records"),
                  datasets.frames[i]->column_count,
                  plural(datasets.frames[i]->column_count, "column", "columns"));
    }
    tell_problems(problems, SEVERITY_NOTE, SEVERITY_ERROR);
    right = right && problems_count(problems, SEVERITY_PROBLEM) == 0;
    problems_free(problems);
    datasets_clear(&datasets);
    return right;
}

bool command_check(const struct options *options, struct fault *fault)
{
    size_t count = options->argument_count, script_count = 0, path_count = 0;
    const char **scripts = arena_get(options->arena, (count + 1) * sizeof *scripts);
    const char **paths = arena_get(options->arena, (count + 1) * sizeof *paths);
    for (size_t i = 0; i < count; i++)
        if (job_is_script(options, options->arguments[i]))
            scripts[script_count++] = options->arguments[i];
        else
            paths[path_count++] = options->arguments[i];
    if (count == 0)
        return fault_set(
            fault, FAULT_USAGE,
            "check needs something to check: bareme check SCRIPT|INDICATOR|DATA…");
    struct text out = {0};
    enum fault_kind wrong = FAULT_NONE;
    if (script_count == 0 && !check_data(options, paths, path_count, &out, fault))
        wrong = FAULT_DATA;
    /* What is wrong with the data is told once, with the first script. */
    for (size_t i = 0; i < script_count && fault->kind == FAULT_NONE; i++) {
        enum fault_kind kind =
            check_script(options, scripts[i], paths, path_count, i == 0, &out, fault);
        wrong = kind > wrong ? kind : wrong;
    }
    if (fault->kind == FAULT_NONE)
        give(options, &out, fault);
    text_clear(&out);
    if (fault->kind != FAULT_NONE)
        return false;
    return wrong == FAULT_NONE || told(fault, wrong);
}
