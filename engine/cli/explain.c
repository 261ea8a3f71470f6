/* explain.c - bareme explain: how one figure came about.
 *
 * The script is run as it would be for its tables, so the figure explained is the figure
 * printed; then the plan is replayed for one cell. The texts of its records are read
 * again from their files here, because no floor above knows files.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/job.h"
#include "eval/explain.h"
#include "source/quote.h"
#include "table/explain.h"

enum { LISTED = 50, LEVELS = 24 };

/* One evaluation worked out, and the cell that is asked for. */
struct asked {
    const struct options *options;
    struct job job;
    struct plan *plan;
    struct cube *cube;
    struct table *table;
    uint32_t item, row;
    int32_t period;
};

static const struct {
    const char *name;
    explain_render *render;
} formats[] = {
    {"text", explain_render_text},
    {"json", explain_render_json},
    {"markdown", explain_render_markdown},
};

static explain_render *find_format(const struct options *options, struct fault *fault)
{
    const char *format = options_text(options, OPTION_format);
    const char *output = options_text(options, OPTION_output);
    if (format == NULL && output != NULL && renderer_for_file(output) != NULL)
        format = renderer_for_file(output)->name;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (format == NULL || strcmp(format, formats[i].name) == 0)
            return formats[i].render;
    fault_set(fault, FAULT_USAGE, "explain prints text, json or markdown, not %s",
              format);
    return NULL;
}

/* ---- which evaluation ---- */

static void close_evaluation(struct asked *asked)
{
    table_free(asked->table);
    cube_free(asked->cube);
    plan_free(asked->plan);
    asked->table = NULL;
    asked->cube = NULL;
    asked->plan = NULL;
}

/* The item of that name, of a plan that is not worked out yet: facets are "name.target".
 */
static bool shows(const struct plan *plan, const char *name)
{
    if (name == NULL)
        return true;
    for (size_t i = 0; i < plan->shown_count; i++) {
        size_t size = strlen(plan->shown[i].name);
        if (strncmp(plan->shown[i].name, name, size) == 0 &&
            (name[size] == '\0' || name[size] == '.'))
            return true;
    }
    return false;
}

struct names {
    const char **items;
    size_t count, room;
};

static void add_name(struct asked *asked, struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return;
    names->items = arena_grow(asked->job.arena, names->items, names->count, &names->room,
                              sizeof *names->items);
    names->items[names->count++] = arena_text(asked->job.arena, name);
}

/* ", as they are 'a', 'b' …": what could have been asked for. */
static const char *listed(struct asked *asked, const struct names *names)
{
    struct text text = {0};
    for (size_t i = 0; i < names->count && i < 12; i++)
        text_addf(&text, "%s%s", i == 0 ? "" : ", ", names->items[i]);
    if (names->count > 12)
        text_addf(&text, " and %zu more", names->count - 12);
    const char *copy = arena_text(asked->job.arena, text_of(&text));
    text_clear(&text);
    return copy;
}

/* Plans the evaluations from number *next on, until one has the name asked for and the
 * indicator; *next is then the one after it. False without a fault: there is none. */
static bool next_evaluation(struct asked *asked, size_t *next, struct fault *fault)
{
    const char *wanted = options_text(asked->options, OPTION_evaluation);
    const char *indicator = options_text(asked->options, OPTION_indicator);
    while (*next < job_evaluation_count(&asked->job)) {
        asked->plan = job_plan(&asked->job, (*next)++, fault);
        if (asked->plan == NULL)
            return false;
        if ((wanted == NULL || strcmp(wanted, asked->plan->name) == 0) &&
            shows(asked->plan, indicator))
            return true;
        close_evaluation(asked);
    }
    return false;
}

/* No evaluation has the name, or none of them shows the indicator. */
static bool no_evaluation(struct asked *asked, struct fault *fault)
{
    struct names evaluations = {0}, indicators = {0};
    const char *wanted = options_text(asked->options, OPTION_evaluation);
    const char *indicator = options_text(asked->options, OPTION_indicator);
    bool named = wanted == NULL;
    for (size_t i = 0; i < job_evaluation_count(&asked->job); i++) {
        asked->plan = job_plan(&asked->job, i, fault);
        if (asked->plan == NULL)
            return false;
        bool here = wanted == NULL || strcmp(wanted, asked->plan->name) == 0;
        named = named || here;
        add_name(asked, &evaluations, asked->plan->name);
        for (size_t k = 0; here && k < asked->plan->shown_count; k++)
            add_name(asked, &indicators, asked->plan->shown[k].name);
        close_evaluation(asked);
    }
    struct names *names = named ? &indicators : &evaluations;
    const char *said = named ? indicator : wanted;
    if (said == NULL)
        said = "";
    return fault_set(fault, FAULT_USAGE,
                     named ? "--indicator: no table shows '%s'%s. shown are %s"
                           : "--evaluation: there is no '%s'%s. there are %s",
                     said,
                     text_suggestion(asked->job.arena, said, names->items, names->count),
                     listed(asked, names));
}

/* ---- which cell ---- */

static bool find_item(struct asked *asked, struct fault *fault)
{
    const struct table *table = asked->table;
    const char *wanted = options_text(asked->options, OPTION_indicator);
    struct names names = {0};
    for (size_t i = 0; i < table->item_count; i++)
        add_name(asked, &names, table->items[i].name);
    if (wanted == NULL && table->item_count != 1)
        return fault_set(fault, FAULT_USAGE, "--indicator: say which of %s",
                         listed(asked, &names));
    for (size_t i = 0; i < table->item_count; i++)
        if (wanted == NULL || strcmp(table->items[i].name, wanted) == 0) {
            asked->item = (uint32_t)i;
            if (table->items[i].step != STEP_NONE)
                return true;
            return fault_set(fault, FAULT_DATA,
                             "'%s': nobody gave it, there is nothing to explain",
                             table->items[i].name);
        }
    return fault_set(fault, FAULT_USAGE, "--indicator: no '%s'%s. there are %s", wanted,
                     text_suggestion(asked->job.arena, wanted, names.items, names.count),
                     listed(asked, &names));
}

static bool find_unit(struct asked *asked, struct fault *fault)
{
    const struct table *table = asked->table;
    const struct grid *grid = asked->cube->grid;
    const char *wanted = options_text(asked->options, OPTION_unit);
    struct names names = {0};
    asked->row = 0;
    if (wanted == NULL && grid->unit_count == 1)
        return true;
    for (int by_label = 0; wanted != NULL && by_label < 2; by_label++)
        for (uint32_t row = 0; row < grid->row_count; row++) {
            const char *name =
                by_label ? table_row_label(table, row) : table_row_key(table, row);
            asked->row = row;
            if (strcmp(name, wanted) == 0)
                return true;
        }
    if (wanted != NULL && strcmp(wanted, "*") == 0)
        return fault_set(
            fault, FAULT_USAGE,
            "--unit *: this table has no total. say totals = true in the evaluation");
    for (uint32_t row = 0; row < grid->row_count; row++)
        add_name(asked, &names, table_row_key(table, row));
    if (wanted == NULL)
        return fault_set(fault, FAULT_USAGE, "--unit: say which of %s",
                         listed(asked, &names));
    const char *suggestion =
        text_suggestion(asked->job.arena, wanted, names.items, names.count);
    struct names labels = {0};
    for (uint32_t row = 0; row < grid->row_count && *suggestion == '\0'; row++)
        add_name(asked, &labels, table_row_label(table, row));
    if (*suggestion == '\0')
        suggestion =
            text_suggestion(asked->job.arena, wanted, labels.items, labels.count);
    return fault_set(fault, FAULT_USAGE, "--unit: no unit '%s'%s. there are %s", wanted,
                     suggestion, listed(asked, &names));
}

static bool find_period(struct asked *asked, struct fault *fault)
{
    const struct plan *plan = asked->plan;
    const char *wanted = options_text(asked->options, OPTION_period);
    struct names names = {0};
    bool once = asked->table->items[asked->item].once;
    asked->period = once ? asked->table->overall : 0;
    if (once && wanted != NULL &&
        strcmp(wanted, table_period_key(asked->table, asked->table->overall)) == 0)
        return true;
    for (int32_t p = 0; p < (int32_t)plan->period_count; p++) {
        bool is_it = wanted != NULL ? strcmp(plan->periods[p].key, wanted) == 0
                                    : plan->periods[p].shown && !once;
        if (is_it)
            asked->period = p;
        if (is_it && wanted != NULL)
            return true;
        add_name(asked, &names, plan->periods[p].key);
    }
    if (wanted == NULL)
        return true;
    return fault_set(fault, FAULT_USAGE, "--period: no period '%s'%s. there are %s",
                     wanted,
                     text_suggestion(asked->job.arena, wanted, names.items, names.count),
                     listed(asked, &names));
}

/* ---- as it stood ---- */

/* The records of one frame that are to be quoted, and where the quotes go. */
struct quoting {
    const struct frame *frame;
    uint32_t *records;
    size_t count, room, field_room;
    struct explain_record **lines; /* of each: its own record, or … */
    struct explain_field **fields; /* … a field that lies there */
    size_t line_room;
};

static void want_quote(struct arena *arena, struct quoting *quoting, uint32_t record,
                       struct explain_record *line, struct explain_field *field)
{
    size_t number = quoting->count;
    quoting->records = arena_grow(arena, quoting->records, number, &quoting->room,
                                  sizeof *quoting->records);
    quoting->lines = arena_grow(arena, quoting->lines, number, &quoting->line_room,
                                sizeof *quoting->lines);
    quoting->fields = arena_grow(arena, quoting->fields, number, &quoting->field_room,
                                 sizeof *quoting->fields);
    quoting->records[number] = record;
    quoting->lines[number] = line;
    quoting->fields[number] = field;
    quoting->count++;
}

static struct quoting *quoting_of(struct quoting *all, size_t *count,
                                  const struct frame *frame)
{
    for (size_t i = 0; i < *count; i++)
        if (all[i].frame == frame)
            return &all[i];
    all[*count].frame = frame;
    return &all[(*count)++];
}

static void want_leaf(struct arena *arena, struct explain_leaf *leaf, struct quoting *all,
                      size_t *count)
{
    for (size_t r = 0; r < leaf->record_count; r++) {
        struct explain_record *record = &leaf->records[r];
        want_quote(arena, quoting_of(all, count, leaf->frame), record->record, record,
                   NULL);
        for (size_t f = 0; f < leaf->column_count; f++) {
            struct explain_field *field = &record->fields[f];
            if (field->end_record != RECORD_NONE && field->end_column != COLUMN_NONE)
                want_quote(arena, quoting_of(all, count, field->end), field->end_record,
                           NULL, field);
        }
    }
}

/* Each file is read once more for all that is quoted of it. */
static void quote_all(struct asked *asked, struct explanation *explanation)
{
    struct arena *arena = asked->job.arena;
    struct quoting *all =
        arena_get_zeroed(arena, asked->job.datasets.count + 1, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < explanation->node_count; i++)
        if (explanation->nodes[i]->leaf != NULL)
            want_leaf(arena, explanation->nodes[i]->leaf, all, &count);
    for (size_t i = 0; i < count; i++) {
        struct quote *quotes =
            quote_records(all[i].frame, all[i].records, all[i].count, arena);
        for (size_t k = 0; k < all[i].count; k++) {
            if (quotes[k].fields == NULL)
                continue;
            if (all[i].lines[k] != NULL)
                all[i].lines[k]->line = quotes[k].fields;
            else
                all[i].fields[k]->stood = quotes[k].fields[all[i].fields[k]->end_column];
        }
    }
}

/* ---- the page ---- */

static bool print_page(struct asked *asked, explain_render *render, struct fault *fault)
{
    const struct table *table = asked->table;
    const struct table_item *item = &table->items[asked->item];
    size_t limit = LISTED, depth = LEVELS;
    if (!options_whole(asked->options, OPTION_depth, 0, &depth, fault))
        return false;
    if (options_given(asked->options, OPTION_all))
        limit = SIZE_MAX;
    struct explain_options options = {limit, depth, table->language};
    struct explanation *explanation =
        explain_build(asked->cube, item->step, asked->row, (size_t)asked->period,
                      &options, asked->job.arena);
    quote_all(asked, explanation);
    struct table_cell cell = table_cell_of(table, asked->row, asked->period, asked->item);
    struct text printed = {0}, out = {0};
    table_format(table, &cell, &printed);
    if (cell.reason != REASON_NONE)
        text_addf(&printed, " (%s)", reason_text(cell.reason));
    struct explain_page page = {
        .script = asked->job.path,
        .evaluation = table->name,
        .indicator = item->name,
        .title = item->title != NULL ? item->title : item->name,
        .unit = table_row_key(table, asked->row),
        .label = table_row_label(table, asked->row),
        .period = table_period_key(table, asked->period),
        .printed = text_of(&printed),
    };
    render(explanation, &page, &out);
    bool given = give(asked->options, &out, fault);
    text_clear(&printed);
    text_clear(&out);
    return given;
}

static bool find_cell(struct asked *asked, const struct own_functions *functions,
                      struct fault *fault)
{
    const char *language = options_text(asked->options, OPTION_lang);
    struct table_options table = {language != NULL ? language : "en"};
    asked->cube = cube_build(asked->plan, functions, fault);
    if (asked->cube == NULL)
        return false;
    asked->table = table_build(asked->cube, &table, fault);
    return asked->table != NULL && find_item(asked, fault) && find_unit(asked, fault) &&
           find_period(asked, fault);
}

/* The first evaluation that has the cell; when none has, what the first one lacks is
 * told.
 */
static bool work_out(struct asked *asked, struct fault *fault)
{
    struct own_functions functions = script_functions(asked->job.script, NULL);
    struct fault first = {0};
    for (size_t next = 0; next_evaluation(asked, &next, fault);) {
        struct fault own = {0};
        if (find_cell(asked, &functions, &own))
            return true;
        close_evaluation(asked);
        if (first.kind == FAULT_NONE)
            first = own;
        if (own.kind != FAULT_USAGE)
            break;
    }
    if (fault->kind != FAULT_NONE)
        return false;
    if (first.kind == FAULT_NONE)
        return no_evaluation(asked, fault);
    *fault = first;
    return false;
}

bool command_explain(const struct options *options, struct fault *fault)
{
    struct asked asked = {.options = options};
    const char *const *arguments = options->arguments;
    explain_render *render = find_format(options, fault);
    if (render == NULL)
        return false;
    if (options->argument_count < 2)
        return fault_set(fault, FAULT_USAGE,
                         "explain needs a script and data: bareme explain SCRIPT DATA… "
                         "--indicator NAME --unit UNIT --period PERIOD");
    bool done = job_open(&asked.job, options, arguments[0], arguments + 1,
                         options->argument_count - 1, fault) &&
                job_read(&asked.job, false, fault) && !stops(asked.job.problems, fault);
    if (done && job_evaluation_count(&asked.job) == 0)
        done =
            fault_set(fault, FAULT_DATA, "%s: returns nothing to show", asked.job.path);
    done = done && work_out(&asked, fault) && print_page(&asked, render, fault);
    if (asked.job.problems != NULL)
        tell_problems(asked.job.problems, SEVERITY_ERROR, SEVERITY_ERROR);
    close_evaluation(&asked);
    job_close(&asked.job);
    return done;
}
