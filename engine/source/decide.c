/* decide.c - the type of a column over all files of its dataset.
 *
 * Each file has its own way of writing numbers and dates, so each gets a rule; the type is one for
 * all. A file in which the column holds nothing but marks of missing has no say. Numbers in one
 * file and texts in another are told: the column is then text, and unsettled.
 *
 * The settling owns its arrays; texts for the frame go to the frame's arena.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/settle.h"

enum { MARKS_MOST = 24, MARK_MOST = 24, SIGNS_LOOKED_AT = 1000 };

void settling_init(struct settling *settling, const struct draft *draft, uint32_t number)
{
    size_t count = draft->part_count;
    *settling = (struct settling){.name = draft->frame->columns[number].name};
    settling->columns = memory_get((count + 1) * sizeof *settling->columns);
    settling->rules = memory_get_zeroed(count + 1, sizeof *settling->rules);
    settling->texts = memory_get_zeroed(count + 1, sizeof *settling->texts);
    settling->numbers = memory_get_zeroed(count + 1, sizeof *settling->numbers);
    for (uint32_t p = 0; p < draft->part_count; p++)
        settling->columns[p] = part_find_column(draft->parts[p], settling->name);
}

void settling_clear(struct settling *settling, const struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++) {
        free(settling->texts[p]);
        free(settling->numbers[p]);
    }
    free(settling->columns);
    free(settling->rules);
    free(settling->texts);
    free(settling->numbers);
}

static struct part_column *column_of(const struct draft *draft, const struct settling *settling,
                                     uint32_t part)
{
    uint32_t number = settling->columns[part];
    return number == UINT32_MAX ? NULL : &draft->parts[part]->columns[number];
}

static const struct field_schema *schema_of(const struct draft *draft, uint32_t part,
                                            const char *name)
{
    const struct resource *resource = draft->files[part]->resource;
    return resource == NULL ? NULL : resource_field(resource, name);
}

static bool is_loaded(const struct draft *draft, const struct settling *settling)
{
    bool loaded = false;
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part_column *column = column_of(draft, settling, p);
        if (column == NULL)
            continue;
        if (!column->stored)
            return false;
        loaded = true;
    }
    return loaded;
}

/* ---- the rule of each part ---- */

static void note_unsettled(struct draft *draft, struct column *column, uint32_t part,
                           struct unsettled unsettled)
{
    if (unsettled.why == NULL || column->unsettled != NULL)
        return;
    column->unsettled = unsettled.why;
    column->unsettled_file = arena_text(draft->frame->arena, draft->parts[part]->file);
    column->unsettled_line = unsettled.line;
}

static void find_rule(struct settling *settling, struct draft *draft, uint32_t part,
                      struct column *column)
{
    const struct source_options *options = draft->options;
    const struct part_column *from = column_of(draft, settling, part);
    struct evidence evidence = part_weigh(draft->parts[part], from, draft->missing,
                                          draft->options->threads);
    struct reading reading =
        evidence_read(&evidence, options->decimal, options->dates, options->skip_bad);
    settling->rules[part].reading = reading;
    note_unsettled(draft, column, part,
                   part_tell(draft->parts[part], from, &evidence, &reading,
                             draft->frame->arena, draft->problems));
}

/* A declared date of any style: the order of day and month is found, the type is not. */
static void find_date_order(struct settling *settling, struct draft *draft, uint32_t part,
                            struct column *column)
{
    const struct part_column *from = column_of(draft, settling, part);
    struct evidence evidence = part_weigh(draft->parts[part], from, draft->missing,
                                          draft->options->threads);
    struct reading reading = {.type = COLUMN_TEXT};
    evidence.present = evidence.dates;
    evidence.marks = evidence.numbers = evidence.zero_led = 0;
    reading = evidence_read(&evidence, 0, draft->options->dates, false);
    if (reading.type == COLUMN_DATE) {
        settling->rules[part].reading.dates = reading.dates;
        return;
    }
    settling->rules[part].reading.type = COLUMN_TEXT;
    note_unsettled(draft, column, part,
                   part_tell(draft->parts[part], from, &evidence, &reading,
                             draft->frame->arena, draft->problems));
}

static void make_rules(struct settling *settling, struct draft *draft, struct column *column)
{
    for (uint32_t p = 0; p < draft->part_count; p++) {
        struct rule *rule = &settling->rules[p];
        const struct field_schema *schema = schema_of(draft, p, settling->name);
        rule->missing = draft->missing.texts;
        rule->missing_count = draft->missing.count;
        if (settling->columns[p] == UINT32_MAX) {
            rule->reading.empty = true;
        } else if (schema == NULL || !schema->known) {
            find_rule(settling, draft, p, column);
        } else {
            if (!rule_declare(rule, schema))
                problems_add(draft->problems, (struct problem){
                    .severity = SEVERITY_ERROR, .file = draft->parts[p]->file,
                    .column = settling->name,
                    .message = "has a minimum or maximum in the schema that is not of its type",
                    .remedy = "correct the datapackage.json"});
            if (schema->kind == COLUMN_DATE && schema->format == DATE_FORMAT_ANY)
                find_date_order(settling, draft, p, column);
        }
    }
}

/* ---- one type ---- */

static bool is_numeric(enum column_type type)
{
    return type == COLUMN_WHOLE || type == COLUMN_DECIMAL || type == COLUMN_REAL;
}

static const char *word_of(enum column_type type)
{
    return is_numeric(type)          ? "numbers"
           : type == COLUMN_DATE     ? "dates"
           : type == COLUMN_BOOLEAN  ? "true and false"
                                     : "text";
}

static void tell_disagreement(struct draft *draft, struct settling *settling,
                              struct column *column, uint32_t first, uint32_t part)
{
    struct arena *arena = draft->frame->arena;
    const char *message = arena_format(
        arena, "holds %s, but %s in %s: the column is text",
        word_of(settling->rules[part].reading.type),
        word_of(settling->rules[first].reading.type), draft->parts[first]->file);
    const char *remedy = "write it alike in both, or declare it in a datapackage.json";
    problems_add(draft->problems, (struct problem){
        .severity = SEVERITY_PROBLEM, .file = draft->parts[part]->file,
        .column = settling->name, .message = message, .remedy = remedy});
    note_unsettled(draft, column, part,
                   (struct unsettled){arena_format(arena, "%s. %s", message, remedy), 0});
}

/* What two files make of a column together; false: they disagree, and it is text. */
static bool unite(enum column_type *type, enum column_type other)
{
    if (*type == other)
        return true;
    if (is_numeric(*type) && is_numeric(other)) {
        *type = COLUMN_DECIMAL;
        return true;
    }
    bool text = *type == COLUMN_TEXT || other == COLUMN_TEXT;
    bool truth = *type == COLUMN_BOOLEAN || other == COLUMN_BOOLEAN;
    *type = COLUMN_TEXT;
    return text && truth; /* "no" among names is a name */
}

static bool declared_text(const struct settling *settling, uint32_t part)
{
    const struct rule *rule = &settling->rules[part];
    return rule->schema != NULL && rule->reading.type == COLUMN_TEXT;
}

static void find_type(struct settling *settling, struct draft *draft, struct column *column)
{
    uint32_t first = UINT32_MAX;
    bool told = column->unsettled != NULL, by_schema = false;
    for (uint32_t p = 0; p < draft->part_count; p++)
        by_schema = by_schema || declared_text(settling, p);
    settling->type = COLUMN_TEXT;
    for (uint32_t p = 0; p < draft->part_count && !by_schema; p++) {
        const struct rule *rule = &settling->rules[p];
        if (rule->reading.empty)
            continue;
        if (rule->schema != NULL && rule->reading.type == COLUMN_DECIMAL)
            settling->declared = true;
        if (first == UINT32_MAX) {
            first = p;
            settling->type = rule->reading.type;
        } else if (!unite(&settling->type, rule->reading.type) && !told) {
            tell_disagreement(draft, settling, column, first, p);
            told = true;
        }
    }
    if (column->unsettled != NULL)
        settling->type = COLUMN_TEXT;
    /* A text column keeps what would be marks elsewhere, unless there is nothing else in it. */
    for (uint32_t p = 0; p < draft->part_count; p++) {
        struct rule *rule = &settling->rules[p];
        if (settling->type == COLUMN_TEXT) {
            rule->reading.type = COLUMN_TEXT;
            rule->reading.usual_marks = rule->schema == NULL && first == UINT32_MAX && !by_schema;
        } else if (rule->reading.empty) {
            rule->reading.type = settling->type;
            rule->reading.usual_marks = true;
        }
    }
}

/* ---- the frame's column ---- */

/* In the order in which they came, loose ones each time. */
static void each_different_text(const struct part *part, const struct part_column *column,
                                part_text_function *take, void *owner)
{
    bool more = true;
    size_t count = column->texts == NULL ? 0 : dictionary_count(column->texts);
    if (column->counts[TAG_LOOSE] > 0)
        for (uint32_t c = 0; more && c < part->chunk_count; c++)
            more = part_each_text(part, column, c, take, owner);
    else
        for (uint32_t i = 0; more && i < count; i++)
            more = take(owner, dictionary_text(column->texts, i),
                        dictionary_size(column->texts, i));
}

static bool looks_plain(const char *text)
{
    return (*text >= '0' && *text <= '9') || (*text == '-' && text[1] >= '0' && text[1] <= '9');
}

static size_t count_plain(const char *const *texts, size_t count)
{
    size_t plain = 0;
    for (size_t i = 0; i < count; i++)
        plain += looks_plain(texts[i]);
    return plain;
}

static void add_mark(struct column *column, const char **marks, struct arena *arena,
                     const char *text)
{
    for (size_t m = 0; m < column->mark_count; m++)
        if (strcmp(marks[m], text) == 0)
            return;
    if (column->mark_count < MARKS_MOST)
        marks[column->mark_count++] = arena_text(arena, text);
}

/* Marks that look like plain numbers are in no dictionary: 999. */
static void add_plain_marks(const struct rule *rule, struct column *column, const char **marks,
                            struct arena *arena)
{
    for (size_t i = 0; i < rule->missing_count; i++)
        if (looks_plain(rule->missing[i]))
            add_mark(column, marks, arena, rule->missing[i]);
    for (size_t i = 0; rule->schema != NULL && i < rule->schema->missing_count; i++)
        if (looks_plain(rule->schema->missing[i]))
            add_mark(column, marks, arena, rule->schema->missing[i]);
}

/* Takes the marks of missing among texts. */
struct collecting {
    const struct rule *rule;
    struct column *column;
    const char **marks;
    struct arena *arena;
};

static bool collect_mark(void *owner, const char *text, size_t size)
{
    struct collecting *collecting = owner;
    if (size <= MARK_MOST && rule_mark(collecting->rule, text, size) != STATE_PRESENT)
        add_mark(collecting->column, collecting->marks, collecting->arena, text);
    return collecting->column->mark_count < MARKS_MOST;
}

static void collect_marks(const struct settling *settling, struct draft *draft,
                          struct column *column)
{
    struct arena *arena = draft->frame->arena;
    const char **marks = arena_get_zeroed(arena, MARKS_MOST, sizeof *marks);
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part_column *from = column_of(draft, settling, p);
        bool marked = settling->type != COLUMN_TEXT || settling->rules[p].missing_count > 0 ||
                      settling->rules[p].reading.usual_marks || settling->rules[p].schema != NULL;
        struct collecting collecting = {&settling->rules[p], column, marks, arena};
        if (marked && from != NULL)
            each_different_text(draft->parts[p], from, collect_mark, &collecting);
        add_plain_marks(&settling->rules[p], column, marks, arena);
    }
    column->marks = marks;
}

struct coarse {
    enum date_style dates;
    enum grain grain;
};

static bool see_grain(void *owner, const char *text, size_t size)
{
    struct coarse *coarse = owner;
    int32_t days;
    enum grain grain;
    if (date_parse(text, size, coarse->dates, &days, &grain) && grain > coarse->grain)
        coarse->grain = grain;
    return true;
}

static enum grain coarsest(const struct settling *settling, const struct draft *draft)
{
    struct coarse coarse = {.grain = GRAIN_DAY};
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part_column *from = column_of(draft, settling, p);
        coarse.dates = settling->rules[p].reading.dates;
        if (from != NULL)
            each_different_text(draft->parts[p], from, see_grain, &coarse);
    }
    return coarse.grain;
}

static void copy_schema(struct draft *draft, struct column *column,
                        const struct field_schema *schema)
{
    struct arena *arena = draft->frame->arena;
    if (schema->title != NULL && column->title == NULL)
        column->title = arena_text(arena, schema->title);
    if (schema->allowed_count == 0 || column->allowed_count > 0)
        return;
    const char **allowed = arena_get_zeroed(arena, schema->allowed_count, sizeof *allowed);
    for (size_t i = 0; i < schema->allowed_count; i++)
        allowed[i] = arena_text(arena, schema->allowed[i]);
    column->allowed = allowed;
    column->allowed_count = schema->allowed_count;
}

/* Of a declared column of numbers: the signs that stood beside them. */
static void find_signs(const struct part_column *from, struct rule *rule)
{
    size_t count = from->texts == NULL ? 0 : dictionary_count(from->texts);
    struct number number;
    for (size_t i = 0; i < count && i < SIGNS_LOOKED_AT; i++)
        if (number_parse(dictionary_text(from->texts, (uint32_t)i),
                         dictionary_size(from->texts, (uint32_t)i), rule->reading.number,
                         &number)) {
            rule->reading.percent = rule->reading.percent || number.percent;
            if (number.currency != NULL)
                rule->reading.currency = number.currency;
        }
}

static void fill_in(struct settling *settling, struct draft *draft, struct column *column)
{
    for (uint32_t p = draft->part_count; p-- > 0;) {
        struct rule *rule = &settling->rules[p];
        const struct part_column *from = column_of(draft, settling, p);
        if (from != NULL && rule->schema != NULL && is_numeric(settling->type))
            find_signs(from, rule);
        if (!rule->reading.empty && settling->type != COLUMN_TEXT) {
            column->number = rule->reading.number;
            column->dates = rule->reading.dates;
            column->percent = column->percent || rule->reading.percent;
            if (rule->reading.currency != NULL)
                column->currency = rule->reading.currency;
        }
        settling->extra_marks += count_plain(rule->missing, rule->missing_count);
        if (rule->schema != NULL)
            settling->extra_marks +=
                count_plain(rule->schema->missing, rule->schema->missing_count);
    }
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct field_schema *schema = schema_of(draft, p, settling->name);
        if (schema != NULL)
            copy_schema(draft, column, schema);
    }
    if (settling->type == COLUMN_DATE)
        column->grain = coarsest(settling, draft);
    collect_marks(settling, draft, column);
}

static void tell_absent(struct settling *settling, struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++)
        if (settling->columns[p] == UINT32_MAX)
            problems_add(draft->problems, (struct problem){
                .severity = SEVERITY_NOTE, .file = draft->parts[p]->file,
                .column = settling->name,
                .message = "is not in this file, but in another of the dataset: it is missing "
                           "here"});
}

void settling_decide(struct settling *settling, struct draft *draft, uint32_t number)
{
    struct column *column = &draft->frame->columns[number];
    const struct field_schema *schema = NULL;
    for (uint32_t p = 0; p < draft->part_count && schema == NULL; p++)
        schema = schema_of(draft, p, settling->name);
    column->loaded = is_loaded(draft, settling);
    if (!column->loaded) {
        column->type = schema != NULL && schema->known ? schema->kind : COLUMN_TEXT;
        if (column->type == COLUMN_TEXT)
            column->texts = dictionary_new();
        return;
    }
    tell_absent(settling, draft);
    make_rules(settling, draft, column);
    find_type(settling, draft, column);
    fill_in(settling, draft, column);
}
