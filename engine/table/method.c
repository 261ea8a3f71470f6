/* method.c - reading a method sheet out of a catalogue.
 *
 * The order of the lines is that of the questions a reader asks: what is it, how is it
 * worked out, in what, is more better, from which data, on whose word.
 */
#include "table/method.h"

#include <string.h>

#include "base/json.h"
#include "expr/needs.h"
#include "expr/sentence.h"

struct reading {
    const struct catalogue *catalogue;
    const struct indicator *indicator;
    const char *language;
    struct method *method;
};

static const char *take(struct method *method, struct text *text)
{
    const char *taken = arena_bytes(method->arena, text_of(text), text->size);
    text_clear(text);
    return taken;
}

static void add_line(struct method *method, const char *head, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    method->lines = arena_grow(method->arena, method->lines, method->line_count,
                               &method->line_room, sizeof *method->lines);
    method->lines[method->line_count++] = (struct method_line){head, text};
}

/* ---- what the author wrote ---- */

static void read_titles(struct reading *reading)
{
    const struct catalogue *catalogue = reading->catalogue;
    const struct titles *titles = &reading->indicator->title;
    const uint32_t others[] = {titles->en, titles->fr, titles->es};
    struct method *method = reading->method;
    struct text text = {0};
    method->title = catalogue_title(catalogue, *titles, reading->language);
    if (method->title == NULL)
        method->title = method->name;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *other = catalogue_text(catalogue, others[i]);
        if (other != NULL && strcmp(other, method->title) != 0)
            text_addf(&text, "%s%s", text.size > 0 ? " · " : "", other);
    }
    method->other_titles = take(method, &text);
    method->unit =
        catalogue_title(catalogue, reading->indicator->unit_titles, reading->language);
    if (method->unit == NULL)
        method->unit = catalogue_text(catalogue, reading->indicator->unit);
}

static void read_tags(struct reading *reading)
{
    const struct catalogue *catalogue = reading->catalogue;
    const struct indicator *indicator = reading->indicator;
    struct text text = {0};
    const char *last = "";
    for (uint32_t i = 0; i < indicator->tags_count; i++) {
        const struct pair *pair = &catalogue->pairs[indicator->tags_first + i];
        const char *name = catalogue_text(catalogue, pair->name);
        const char *value = catalogue_text(catalogue, pair->value);
        if (strcmp(name, last) == 0)
            text_addf(&text, ", %s", value);
        else
            text_addf(&text, "%s%s %s", i > 0 ? "; " : "", name, value);
        last = name;
    }
    add_line(reading->method, "tags", take(reading->method, &text));
}

static void read_printing(struct reading *reading)
{
    const struct catalogue *catalogue = reading->catalogue;
    const struct indicator *indicator = reading->indicator;
    struct text text = {0};
    if (indicator->percent)
        text_add(&text, "as a percentage");
    if (indicator->digits >= 0)
        text_addf(&text, "%swith %d digit%s", text.size > 0 ? ", " : "",
                  indicator->digits, indicator->digits == 1 ? "" : "s");
    for (uint32_t i = 0; i < indicator->labels_count; i++) {
        const struct pair *pair = &catalogue->pairs[indicator->labels_first + i];
        text_addf(&text, "%s%s as %s", text.size > 0 ? ", " : "",
                  catalogue_text(catalogue, pair->name),
                  catalogue_text(catalogue, pair->value));
    }
    add_line(reading->method, "printed", take(reading->method, &text));
}

/* ---- what its nodes say ---- */

/* Words through which a direction passes. */
static const enum op passing[] = {OP_ROUND,   OP_FLOOR,     OP_CEIL,    OP_COALESCE,
                                  OP_OR_ZERO, OP_AT,        OP_OVERALL, OP_PREVIOUS,
                                  OP_ROLLING, OP_CUMULATIVE};

static bool lower_is_better(const struct catalogue *catalogue,
                            const struct indicator *indicator)
{
    enum { HOPS = 100 };
    for (int hop = 0; hop < HOPS; hop++) {
        if (indicator->better_lower != 0)
            return indicator->better_lower == 1;
        const struct node *node = catalogue_node(catalogue, indicator->value);
        bool passes = true;
        while (passes && node->op != OP_INDICATOR) {
            passes = false;
            for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
                passes = passes || passing[i] == node->op;
            if (passes)
                node = catalogue_node(catalogue, catalogue_argument(catalogue, node, 0));
        }
        if (node->op != OP_INDICATOR)
            return false;
        indicator = &catalogue->indicators[(size_t)node->number];
    }
    return false;
}

static void add_sentence(struct reading *reading, const char *head, uint32_t node)
{
    struct text text = {0};
    if (node == NO_NODE)
        return;
    sentence_add(reading->catalogue, node, &text);
    add_line(reading->method, head, take(reading->method, &text));
}

/* The indicators that it names itself: not those behind them. */
static void read_uses(struct reading *reading)
{
    const struct catalogue *catalogue = reading->catalogue;
    uint8_t *marks =
        arena_get_zeroed(reading->method->arena, catalogue->node_count + 1, 1);
    const uint32_t roots[] = {reading->indicator->value, reading->indicator->target,
                              reading->indicator->baseline};
    struct text text = {0};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (roots[i] != NO_NODE)
            marks[roots[i]] = 1;
    for (size_t i = catalogue->node_count; i > 0; i--) {
        const struct node *node = &catalogue->nodes[i - 1];
        for (uint32_t k = 0; marks[i - 1] && k < node->count; k++)
            marks[catalogue_argument(catalogue, node, k)] = 1;
    }
    uint8_t *named =
        arena_get_zeroed(reading->method->arena, catalogue->indicator_count + 1, 1);
    for (size_t i = 0; i < catalogue->node_count; i++)
        if (marks[i] && catalogue->nodes[i].op == OP_INDICATOR)
            named[(size_t)catalogue->nodes[i].number] = 1;
    for (size_t i = 0; i < catalogue->indicator_count; i++) {
        const char *name = catalogue_text(catalogue, catalogue->indicators[i].name);
        if (named[i] && name != NULL)
            text_addf(&text, "%s%s", text.size > 0 ? ", " : "", name);
    }
    add_line(reading->method, "uses", take(reading->method, &text));
}

static void add_column(const struct need_column *column, struct text *text)
{
    text_addf(text, "%s (", column->path);
    needs_add_types(column->types, text);
    for (size_t i = 0; i < column->value_count; i++) {
        text_add(text, i == 0 ? ": " : ", ");
        sentence_add_value(column->values[i], text);
    }
    text_add(text, ")");
}

static void read_needs(struct reading *reading)
{
    struct method *method = reading->method;
    struct needs needs = needs_of_indicator(
        reading->catalogue,
        (uint32_t)(reading->indicator - reading->catalogue->indicators), method->arena);
    for (size_t i = 0; i < needs.count; i++) {
        const struct need *need = &needs.items[i];
        struct text text = {0};
        text_add(&text, need->dataset != NULL ? need->dataset : "the units' dataset");
        for (size_t c = 0; c < need->column_count; c++) {
            text_add(&text, c == 0 ? ": " : ", ");
            add_column(&need->columns[c], &text);
        }
        if (need->own_function)
            text_add(&text, need->column_count > 0 ? ", and what its own function reads"
                                                   : ": what its own function reads");
        if (need->measured)
            text_add(&text, need->everywhere
                                ? "; a key to the units"
                                : "; a key to the units, and a date or a year");
        add_line(method, "data", take(method, &text));
    }
}

static void read_bands(struct reading *reading)
{
    const struct indicator *indicator = reading->indicator;
    struct text text = {0};
    const char *side = lower_is_better(reading->catalogue, indicator) ? "down" : "up";
    if (indicator->green != NO_NODE) {
        text_add(&text, "green from ");
        sentence_add(reading->catalogue, indicator->green, &text);
        text_addf(&text, " %s", side);
    }
    if (indicator->amber != NO_NODE) {
        text_add(&text, text.size > 0 ? ", amber from " : "amber from ");
        sentence_add(reading->catalogue, indicator->amber, &text);
        text_addf(&text, " %s", side);
    }
    add_line(reading->method, "bands", take(reading->method, &text));
}

/* ---- examples ---- */

static void add_scalar(const struct json *value, struct text *text)
{
    if (value->kind == JSON_BOOLEAN)
        text_add(text, value->number != 0 ? "true" : "false");
    else if (value->kind == JSON_TEXT || value->kind == JSON_NUMBER)
        sentence_add_value(value->text, text);
    else
        text_add(text, "…");
}

static void add_to(struct method *method, const char ***items, size_t *count,
                   size_t *room, struct text *text)
{
    *items = arena_grow(method->arena, *items, *count, room, sizeof **items);
    (*items)[(*count)++] = take(method, text);
}

static const char *record_words(struct method *method, const struct json *record)
{
    struct text text = {0};
    for (const struct json *field = record->first; field != NULL; field = field->next) {
        text_addf(&text, "%s%s ", field == record->first ? "" : ", ", field->name);
        add_scalar(field, &text);
    }
    return take(method, &text);
}

/* Records that are alike and follow each other are one line: "3 agreements: …". */
static void read_given(struct method *method, const struct json *given,
                       struct method_example *example)
{
    for (const struct json *dataset = given != NULL ? given->first : NULL;
         dataset != NULL; dataset = dataset->next)
        for (const struct json *record = dataset->first; record != NULL;) {
            const char *words = record_words(method, record);
            size_t alike = 0;
            while (record != NULL && strcmp(record_words(method, record), words) == 0) {
                alike++;
                record = record->next;
            }
            struct text text = {0};
            if (alike > 1)
                text_addf(&text, "%zu ", alike);
            text_addf(&text, "%s%s%s", dataset->name, *words != '\0' ? ": " : "", words);
            add_to(method, &example->given, &example->given_count, &example->given_room,
                   &text);
        }
}

static void read_expect(struct method *method, const struct json *expect,
                        struct method_example *example)
{
    for (const struct json *one = expect != NULL ? expect->first : NULL; one != NULL;
         one = one->next) {
        static const char *const places[] = {"indicator", "unit", "period"};
        struct text text = {0};
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            const struct json *place = json_member(one, places[i]);
            if (place == NULL)
                continue;
            text_add(&text, text.size > 0 ? ", " : "");
            add_scalar(place, &text);
        }
        const struct json *value = json_member(one, "value");
        text_add(&text, text.size > 0 ? ": " : "");
        if (value != NULL)
            add_scalar(value, &text);
        else
            text_addf(&text, "missing, %s", json_text(json_member(one, "missing"), "?"));
        add_to(method, &example->expect, &example->expect_count, &example->expect_room,
               &text);
    }
}

static void read_examples(struct reading *reading)
{
    struct method *method = reading->method;
    const char *text = catalogue_text(reading->catalogue, reading->indicator->examples);
    struct fault fault = {0};
    if (text == NULL)
        return;
    const struct json *all =
        json_parse(method->arena, "examples", text, strlen(text), &fault);
    for (const struct json *one = all != NULL ? all->first : NULL; one != NULL;
         one = one->next) {
        struct method_example example = {0};
        read_given(method, json_member(one, "given"), &example);
        read_expect(method, json_member(one, "expect"), &example);
        method->examples =
            arena_grow(method->arena, method->examples, method->example_count,
                       &method->example_room, sizeof *method->examples);
        method->examples[method->example_count++] = example;
    }
}

struct method method_read(const struct catalogue *catalogue, uint32_t indicator,
                          const char *name, const char *language, struct arena *arena)
{
    struct method method = {.name = name, .arena = arena};
    struct reading reading = {catalogue, &catalogue->indicators[indicator], language,
                              &method};
    read_titles(&reading);
    add_line(&method, "about", catalogue_text(catalogue, reading.indicator->about));
    add_sentence(&reading, "formula", reading.indicator->value);
    read_uses(&reading);
    add_line(&method, "unit", method.unit);
    read_printing(&reading);
    add_line(&method, "better",
             lower_is_better(catalogue, reading.indicator) ? "lower" : "higher");
    add_sentence(&reading, "baseline", reading.indicator->baseline);
    add_sentence(&reading, "target", reading.indicator->target);
    read_bands(&reading);
    read_needs(&reading);
    add_line(&method, "source", catalogue_text(catalogue, reading.indicator->source));
    read_tags(&reading);
    read_examples(&reading);
    return method;
}
