/* examples.c - an example's records as CSV, and its evaluation.
 *
 * Records go through the same reader as a user's files, so an example also shows how its
 * data would be understood. Every text is quoted: only an empty field is missing.
 */
#include "cli/examples.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/job.h"

/* ---- records ---- */

struct names {
    const char **items;
    size_t count, room;
};

static bool has_name(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return true;
    return false;
}

/* A Lua table has no order, and the first column of a dataset is its key: one so called
 * goes first. */
static void put_key_first(struct names *names)
{
    static const char *const keys[] = {"id", "key", "code", "number", "name"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < names->count; i++) {
            if (strcmp(names->items[i], keys[k]) != 0)
                continue;
            const char *key = names->items[i];
            memmove(names->items + 1, names->items, i * sizeof *names->items);
            names->items[0] = key;
            return;
        }
}

static struct names columns_of(struct arena *arena, const struct json *records)
{
    struct names names = {0};
    for (const struct json *record = records->first; record != NULL;
         record = record->next)
        for (const struct json *field = record->first; field != NULL;
             field = field->next) {
            if (field->name == NULL || has_name(&names, field->name))
                continue;
            names.items = arena_grow(arena, names.items, names.count, &names.room,
                                     sizeof *names.items);
            names.items[names.count++] = field->name;
        }
    put_key_first(&names);
    return names;
}

static void add_quoted(struct text *out, const char *text)
{
    text_add_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            text_add_char(out, '"');
        text_add_char(out, *text);
    }
    text_add_char(out, '"');
}

static void add_field(struct text *out, const struct json *field)
{
    if (field == NULL || field->kind == JSON_NULL)
        return;
    if (field->kind == JSON_BOOLEAN)
        text_add(out, field->number != 0 ? "true" : "false");
    else if (field->text != NULL && field->text[0] != '\0')
        add_quoted(out, field->text);
}

static void add_records(struct text *out, struct names columns,
                        const struct json *records)
{
    for (size_t i = 0; i < columns.count; i++) {
        text_add(out, i == 0 ? "" : ",");
        add_quoted(out, columns.items[i]);
    }
    text_add_char(out, '\n');
    for (const struct json *record = records->first; record != NULL;
         record = record->next) {
        for (size_t i = 0; i < columns.count; i++) {
            text_add(out, i == 0 ? "" : ",");
            const struct json *field = json_member(record, columns.items[i]);
            add_field(out, field);
            /* A line of nothing at all would be no record. */
            if (columns.count == 1 && (field == NULL || field->kind == JSON_NULL))
                text_add(out, "\"\"");
        }
        text_add_char(out, '\n');
    }
}

struct source_memory *example_files(struct arena *arena, const struct json *given,
                                    size_t *count)
{
    struct source_memory *files =
        arena_get_zeroed(arena, given->count + 1, sizeof *files);
    *count = 0;
    for (const struct json *records = given->first; records != NULL;
         records = records->next) {
        struct text bytes = {0};
        add_records(&bytes, columns_of(arena, records), records);
        files[(*count)++] = (struct source_memory){
            arena_format(arena, "%s.csv", records->name),
            arena_bytes(arena, text_of(&bytes), bytes.size),
            bytes.size,
        };
        text_clear(&bytes);
    }
    return files;
}

/* ---- the schema ---- */

static void add_json(struct text *out, const struct json *value)
{
    if (value->kind == JSON_LIST || value->kind == JSON_OBJECT) {
        bool list = value->kind == JSON_LIST;
        text_add_char(out, list ? '[' : '{');
        for (const struct json *one = value->first; one != NULL; one = one->next) {
            if (!list) {
                text_add_json(out, one->name);
                text_add_char(out, ':');
            }
            add_json(out, one);
            if (one->next != NULL)
                text_add_char(out, ',');
        }
        text_add_char(out, list ? ']' : '}');
    } else if (value->kind == JSON_TEXT) {
        text_add_json(out, value->text);
    } else if (value->kind == JSON_NUMBER) {
        text_add(out, value->text);
    } else {
        text_add(out, value->kind == JSON_NULL ? "null"
                      : value->number != 0     ? "true"
                                               : "false");
    }
}

/* { agreements = { period = "signed_on", fields = … } } as a resource: period and
 * coverage are the resource's own, all else is its schema. */
static void add_resource(struct text *out, const struct json *dataset)
{
    text_add(out, "{\"name\":");
    text_add_json(out, dataset->name);
    text_add(out, ",\"path\":");
    struct text path = {0};
    text_addf(&path, "%s.csv", dataset->name);
    text_add_json(out, text_of(&path));
    text_clear(&path);
    const char *before = ",\"schema\":{";
    for (int schema = 0; schema < 2; schema++) {
        for (const struct json *one = dataset->first; one != NULL; one = one->next) {
            bool own =
                strcmp(one->name, "period") == 0 || strcmp(one->name, "coverage") == 0;
            if (own == (schema == 1))
                continue;
            text_add(out, schema == 1 ? before : ",");
            before = schema == 1 ? "," : before;
            text_add_json(out, one->name);
            text_add_char(out, ':');
            add_json(out, one);
        }
    }
    text_add(out, before[1] == '\0' ? "}}" : "}");
}

const char *example_package(struct arena *arena, const struct json *schema)
{
    if (schema == NULL || schema->kind != JSON_OBJECT)
        return NULL;
    struct text out = {0};
    if (json_member(schema, "resources") != NULL) {
        add_json(&out, schema);
    } else {
        text_add(&out, "{\"name\":\"example\",\"resources\":[");
        for (const struct json *one = schema->first; one != NULL; one = one->next) {
            add_resource(&out, one);
            if (one->next != NULL)
                text_add_char(&out, ',');
        }
        text_add(&out, "]}");
    }
    const char *package = arena_bytes(arena, text_of(&out), out.size);
    text_clear(&out);
    return package;
}

/* ---- periods ---- */

static const char *period_key(struct arena *arena, const struct json *period)
{
    return period->kind == JSON_NUMBER ? arena_format(arena, "%04.0f", period->number)
                                       : json_text(period, "");
}

const char *example_period(struct arena *arena, const struct json *expectation)
{
    const struct json *period = json_member(expectation, "period");
    return period != NULL ? period_key(arena, period) : NULL;
}

/* "2017", "2017-Q1", "2017-03" as the numbers of struct periods; false for "all". */
static bool period_number(const char *key, struct periods *periods, int32_t *number)
{
    char *end;
    long year = strtol(key, &end, 10);
    if (end == key)
        return false;
    if (*end == '\0') {
        periods->kind = PERIODS_YEARS;
        *number = (int32_t)year;
        return true;
    }
    bool quarter = end[1] == 'Q';
    long part = strtol(end + (quarter ? 2 : 1), &end, 10);
    periods->kind = quarter ? PERIODS_QUARTERS : PERIODS_MONTHS;
    *number = (int32_t)(quarter ? year * 4 + part - 1 : year * 12 + part - 1);
    return true;
}

/* Periods that the example does not say: from the first to the last one expected. */
static struct periods periods_expected(struct arena *arena, const struct json *example)
{
    struct periods periods = {.kind = PERIODS_ALL, .start_month = 1, .start_day = 1};
    bool any = false;
    const struct json *expect = json_member(example, "expect");
    for (const struct json *one = expect != NULL ? expect->first : NULL; one != NULL;
         one = one->next) {
        const char *key = example_period(arena, one);
        int32_t number;
        if (key == NULL || !period_number(key, &periods, &number))
            continue;
        if (!any || number < periods.first)
            periods.first = number;
        if (!any || number > periods.last)
            periods.last = number;
        any = true;
    }
    return periods;
}

/* Those that it says: { kind, first, last, start }. */
static struct periods periods_said(struct arena *arena, const struct json *said)
{
    struct periods periods = {.kind = PERIODS_ALL, .start_month = 1, .start_day = 1};
    const char *kind = json_text(json_member(said, "kind"), "all");
    const char *start = json_text(json_member(said, "start"), "01-01");
    const struct json *first = json_member(said, "first"),
                      *last = json_member(said, "last");
    if (strcmp(kind, "all") == 0)
        return periods;
    if (first != NULL && last != NULL) {
        period_number(period_key(arena, first), &periods, &periods.first);
        period_number(period_key(arena, last), &periods, &periods.last);
    } else {
        periods.kind = PERIODS_YEARS_FOUND;
    }
    periods.start_month = (uint8_t)strtol(start, NULL, 10);
    periods.start_day = (uint8_t)strtol(start + strcspn(start, "-") + 1, NULL, 10);
    return periods;
}

/* ---- the evaluation ---- */

static uint32_t add_dataset(struct catalogue *catalogue, const char *name)
{
    struct node node = {
        .op = OP_DATASET, .sort = SORT_DATASET, .file = NO_TEXT, .text = NO_TEXT};
    node.text = catalogue_add_text(catalogue, name);
    return catalogue_add_node(catalogue, node, NULL, 0);
}

/* { dataset } or { dataset, column }. */
static bool add_unit(struct catalogue *catalogue, const struct json *unit,
                     uint32_t *number, struct fault *fault)
{
    const char *dataset = json_text(json_member(unit, "dataset"), "");
    const char *column = json_text(json_member(unit, "column"), NULL);
    if (dataset[0] == '\0')
        return fault_set(
            fault, FAULT_DATA,
            "its units must be a dataset, a column, a list of columns or a whole, "
            "without a filter");
    *number = add_dataset(catalogue, dataset);
    if (column == NULL)
        return true;
    struct node node = {.op = OP_FIELD, .sort = SORT_COLUMN, .file = NO_TEXT};
    node.text = catalogue_add_text(catalogue, column);
    *number = catalogue_add_node(catalogue, node, number, 1);
    return true;
}

static bool set_units(struct catalogue *catalogue, struct evaluation *evaluation,
                      const struct json *units, struct fault *fault)
{
    uint32_t numbers[4];
    size_t count = 0;
    const char *whole = json_text(json_member(units, "whole"), NULL);
    if (whole != NULL) {
        evaluation->whole = catalogue_add_text(catalogue, whole);
        return true;
    }
    if (units->kind == JSON_OBJECT) {
        if (!add_unit(catalogue, units, &numbers[count++], fault))
            return false;
    } else {
        for (const struct json *one = units->first; one != NULL && count < 4;
             one = one->next)
            if (!add_unit(catalogue, one, &numbers[count++], fault))
                return false;
    }
    evaluation->units_first = catalogue_add_list(catalogue, numbers, count);
    evaluation->units_count = (uint32_t)count;
    return true;
}

/* { events = "host", budgets = { city = "city" }, deflators = "all" } */
static void set_ways(struct catalogue *catalogue, struct evaluation *evaluation,
                     const struct json *ways)
{
    for (const struct json *one = ways->first; one != NULL; one = one->next) {
        struct via via = {.key = NO_TEXT, .theirs = NO_TEXT, .ours = NO_TEXT};
        via.dataset = catalogue_add_text(catalogue, one->name);
        if (one->kind == JSON_OBJECT && one->first != NULL) {
            via.theirs = catalogue_add_text(catalogue, one->first->name);
            via.ours = catalogue_add_text(catalogue, json_text(one->first, ""));
        } else if (strcmp(json_text(one, ""), "all") == 0) {
            via.all = 1;
        } else {
            via.key = catalogue_add_text(catalogue, json_text(one, ""));
        }
        uint32_t number = catalogue_add_via(catalogue, via);
        if (evaluation->via_count++ == 0)
            evaluation->via_first = number;
    }
}

bool example_evaluation(struct catalogue *catalogue, struct arena *arena,
                        uint32_t indicator, const struct json *example,
                        uint32_t *evaluation, struct fault *fault)
{
    *evaluation = add_evaluation_of(catalogue, indicator);
    struct evaluation made = catalogue->evaluations[*evaluation];
    const struct json *units = json_member(example, "units");
    const struct json *periods = json_member(example, "periods");
    const struct json *ways = json_member(example, "via");
    made.has_periods = 1;
    made.periods =
        periods != NULL ? periods_said(arena, periods) : periods_expected(arena, example);
    if (units != NULL && !set_units(catalogue, &made, units, fault))
        return false;
    if (ways != NULL)
        set_ways(catalogue, &made, ways);
    catalogue->evaluations[*evaluation] = made;
    return true;
}
