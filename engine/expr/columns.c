/* columns.c - columns of the author's, bound: paths along keys, and columns that are worked out.
 *
 * A path is tried as a column's whole name first, since a name may have a point; then its first part
 * must be a key, and the rest is looked for where the key leads.
 *
 * Everything lies in the binding's arena.
 */
#include <stdlib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "expr/binding.h"
#include "expr/binding_rooms.h"

static const char *const type_words[] = {
    [COLUMN_TEXT] = "a text", [COLUMN_WHOLE] = "a number", [COLUMN_DECIMAL] = "a number",
    [COLUMN_REAL] = "a number", [COLUMN_DATE] = "a date", [COLUMN_BOOLEAN] = "true or false",
};

const char *column_type_words(enum column_type type)
{
    return type_words[type];
}

bool column_is_numeric(const struct bound_column *column)
{
    return column->type == COLUMN_WHOLE || column->type == COLUMN_DECIMAL ||
           column->type == COLUMN_REAL || column->type == COLUMN_BOOLEAN;
}

static const struct column *stored(const struct bound_column *column)
{
    return column->op == OP_FIELD ? &column->end->columns[column->column] : NULL;
}

bool column_needs_number(const struct bound_column *column, const char *user, struct place place,
                         struct fault *fault)
{
    if (column_is_numeric(column))
        return true;
    const struct column *field = stored(column);
    if (field == NULL)
        return fault_at(fault, FAULT_DATA, place, "'%s' needs numbers, and this column holds %s",
                        user, type_words[column->type]);
    if (field->unsettled != NULL)
        return fault_at(fault, FAULT_DATA, place,
                        "'%s' needs numbers, and column '%s' of '%s' is not settled: %s", user,
                        field->name, column->end->name, field->unsettled);
    return fault_at(fault, FAULT_DATA, place,
                    "'%s' needs numbers, and column '%s' of '%s' holds %s%s%s%s. "
                    "name a column of numbers, or recode() it",
                    user, field->name, column->end->name,
                    column->type == COLUMN_TEXT ? "texts" : type_words[column->type],
                    field->example != NULL ? " ('" : "",
                    field->example != NULL ? field->example : "",
                    field->example != NULL ? "')" : "");
}

const char *binding_column_words(const struct binding *binding, const struct bound_column *column)
{
    const struct column *field = stored(column);
    if (field == NULL)
        return arena_format(binding->arena, "this %s", op_word(column->op));
    return arena_format(binding->arena, "column '%s' of '%s'", field->name, column->end->name);
}

static struct bound_column field_of(const struct frame *frame, uint32_t column)
{
    const struct column *field = &frame->columns[column];
    return (struct bound_column){.op = OP_FIELD, .frame = frame, .source = BOUND_NONE,
                                 .type = field->type, .scale = field->scale,
                                 .grain = field->grain, .texts = field->texts,
                                 .end = frame, .column = column};
}

uint32_t binding_stored(struct binding *binding, const struct frame *frame, uint32_t column)
{
    struct bound_column made = field_of(frame, column);
    return binding_add_column(binding, &made);
}

/* ---- paths ---- */

/* What a name of the author's is mapped to in a dataset; NULL when it is not. */
static const char *mapped_column(struct binding *binding, const struct frame *frame,
                                 const char *name)
{
    const char *author = binding_author_name(binding, frame);
    const char *mapped =
        binding_mapped(binding, arena_format(binding->arena, "%s.%s", author, name));
    const char *point = mapped != NULL ? strchr(mapped, '.') : NULL;
    return point != NULL ? point + 1 : mapped;
}

static bool no_column(struct binding *binding, const struct frame *frame, const char *name,
                      struct place place, struct fault *fault)
{
    const char **names = arena_get(binding->arena, (frame->column_count + 1) * sizeof *names);
    struct text all = {0};
    const char *mapped = mapped_column(binding, frame, name), *by_map = "";
    if (mapped != NULL && strcmp(mapped, name) != 0) {
        by_map = arena_format(binding->arena, ", which is what map calls '%s'", name);
        name = mapped;
    }
    for (uint32_t i = 0; i < frame->column_count; i++) {
        names[i] = frame->columns[i].name;
        if (i < 12)
            text_addf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    if (frame->column_count > 12)
        text_add(&all, ", …");
    const char *nearest = text_suggestion(binding->arena, name, names, frame->column_count);
    if (*nearest != '\0')
        fault_at(fault, FAULT_DATA, place, "no column '%s' in '%s'%s%s", name, frame->name, by_map,
                 nearest);
    else
        fault_at(fault, FAULT_DATA, place, "no column '%s' in '%s'%s. it has: %s", name,
                 frame->name, by_map, text_of(&all));
    text_clear(&all);
    return false;
}

/* The column of a name of the author's: as mapped, as it stands, or with `_id` for a key. */
static uint32_t find_column(struct binding *binding, const struct frame *frame, const char *name)
{
    const char *mapped = mapped_column(binding, frame, name);
    if (mapped != NULL) /* what it stood for is not read */
        return frame_find_column(frame, mapped);
    uint32_t column = frame_find_column(frame, name);
    if (column == COLUMN_NONE) {
        uint32_t other =
            frame_find_column(frame, arena_format(binding->arena, "%s_id", name));
        if (other != COLUMN_NONE && frame->columns[other].key != KEY_NONE)
            column = other;
    }
    return column;
}

static bool no_way_on(const struct frame *frame, uint32_t column, const char *rest,
                      struct place place, struct fault *fault)
{
    const struct column *field = &frame->columns[column];
    if (field->unsettled != NULL)
        return fault_at(fault, FAULT_DATA, place,
                        "'%s' cannot be looked up through column '%s' of '%s': %s", rest,
                        field->name, frame->name, field->unsettled);
    return fault_at(fault, FAULT_DATA, place,
                    "'%s' cannot be looked up through column '%s' of '%s', which is not a key to "
                    "another dataset. a key is named after a dataset, and all its values are "
                    "found there (`bareme describe` shows the keys)",
                    rest, field->name, frame->name);
}

bool binding_path(struct binding *binding, const struct frame *frame, const char *path,
                  struct place place, uint32_t *column, struct fault *fault)
{
    struct bound_column made = {.op = OP_FIELD, .frame = frame, .source = BOUND_NONE};
    const struct frame *here = frame;
    const char *rest = path;
    for (;;) {
        uint32_t whole = find_column(binding, here, rest);
        if (whole != COLUMN_NONE) {
            struct bound_column last = field_of(here, whole);
            made.type = last.type, made.scale = last.scale, made.grain = last.grain;
            made.texts = last.texts, made.end = here, made.column = whole;
            made.place = place;
            *column = binding_add_column(binding, &made);
            return true;
        }
        const char *point = strchr(rest, '.');
        const char *head = point == NULL
                               ? rest
                               : arena_bytes(binding->arena, rest, (size_t)(point - rest));
        uint32_t step = find_column(binding, here, head);
        if (point == NULL || step == COLUMN_NONE)
            return no_column(binding, here, head, place, fault);
        rest = point + 1;
        uint32_t key = here->columns[step].key;
        if (key == KEY_NONE)
            return no_way_on(here, step, rest, place, fault);
        if (made.key_count == PATH_KEYS)
            return fault_at(fault, FAULT_DATA, place, "'%s' goes through more than %d keys", path,
                            PATH_KEYS);
        made.keys[made.key_count++] = key;
        here = here->keys[key].target;
    }
}

static bool bind_field(struct binding *binding, const struct node *node, struct place place,
                       uint32_t *column, struct fault *fault)
{
    uint32_t source;
    if (!binding_source(binding, binding_argument(binding, node, 0), &source, fault))
        return false;
    const char *path = catalogue_text(binding->catalogue, node->text);
    if (!binding_path(binding, binding->sources[source].frame, path, place, column, fault))
        return false;
    struct bound_column made = binding->columns[*column];
    made.source = source;
    made.place = place;
    *column = binding_add_column(binding, &made);
    return true;
}

/* ---- columns that are worked out ---- */


/* The separate values of a split column, each cell's in its order. */
static void add_parts(struct dictionary *parts, const char *cell, const char *separator)
{
    size_t size = strlen(separator);
    for (;;) {
        const char *end = strstr(cell, separator);
        const char *stop = end != NULL ? end : cell + strlen(cell);
        const char *first = cell, *last = stop;
        while (first < last && *first == ' ')
            first++;
        while (last > first && last[-1] == ' ')
            last--;
        if (last > first)
            dictionary_add(parts, first, (size_t)(last - first));
        if (end == NULL)
            return;
        cell = end + size;
    }
}

static bool finish_split(struct binding *binding, struct bound_column *made, struct fault *fault)
{
    const struct bound_column *cell = &binding->columns[made->arguments[0]];
    if (cell->op == OP_SPLIT || cell->type != COLUMN_TEXT)
        return fault_at(fault, FAULT_DATA, made->place, "split needs a text, and %s is %s",
                        binding_column_words(binding, cell), type_words[cell->type]);
    if (made->text == NULL || *made->text == '\0')
        return fault_at(fault, FAULT_DATA, made->place,
                        "split needs a separator, such as split(column, \";\")");
    made->type = COLUMN_TEXT;
    made->texts = NULL; /* given once the column turns out to be new */
    return true;
}

static void fill_split(struct binding *binding, uint32_t column)
{
    struct bound_column *made = &binding->columns[column];
    if (made->texts != NULL)
        return;
    struct dictionary *cells = binding->columns[made->arguments[0]].texts;
    made->texts = binding_add_dictionary(binding);
    for (size_t i = 0; i < dictionary_count(cells); i++)
        add_parts(made->texts, dictionary_text(cells, (uint32_t)i), made->text);
}

/* One line for all that a recode forgets: the first of them, and how many there are. */
static void tell_unlisted(struct binding *binding, const struct bound_column *cell,
                          struct place place, const uint8_t *listed, size_t count)
{
    size_t unlisted = 0, first = count;
    for (size_t i = count; i > 0; i--)
        if (!listed[i - 1])
            unlisted++, first = i - 1;
    if (unlisted == 0 || binding->problems == NULL)
        return;
    const char *message = "is not listed in recode, so it is missing";
    if (unlisted > 1)
        message = arena_format(binding->arena, "and %zu other value%s are not listed in recode, "
                               "so they are missing", unlisted - 1, unlisted == 2 ? "" : "s");
    problems_add(binding->problems,
                 (struct problem){.severity = SEVERITY_WARNING, .file = place.file,
                                  .line = place.line,
                                  .column = cell->op == OP_FIELD ? stored(cell)->name : NULL,
                                  .value = dictionary_text(cell->texts, (uint32_t)first),
                                  .message = message});
}

/* A value of a recode: what stands in the data, and the number or text it becomes. */
static bool recode_text(struct binding *binding, const struct node *node,
                        const struct bound_column *cell, struct bound_column *made,
                        bool to_text, struct fault *fault)
{
    size_t count = dictionary_count(cell->texts);
    double *recoded = arena_get_zeroed(binding->arena, count + 1, sizeof *recoded);
    uint8_t *listed = arena_get_zeroed(binding->arena, count + 1, 1);
    const struct catalogue *catalogue = binding->catalogue;
    for (uint32_t i = 1; i + 1 < node->count; i += 2) {
        const struct node *from = catalogue_node(catalogue, binding_argument(binding, node, i));
        const struct node *to = catalogue_node(catalogue, binding_argument(binding, node, i + 1));
        char digits[NUMBER_TEXT_SIZE];
        if (from->op != OP_TEXT)
            number_format(from->number, digits);
        const char *value =
            from->op == OP_TEXT ? catalogue_text(catalogue, from->text) : digits;
        value = binding_mapped_value(binding, cell, value);
        uint32_t code = dictionary_find(cell->texts, value, strlen(value));
        const char *target = to_text ? catalogue_text(catalogue, to->text) : NULL;
        double number = to_text ? dictionary_add(made->texts, target, strlen(target)) : to->number;
        if (code != DICTIONARY_NONE)
            recoded[code] = number, listed[code] = 1;
    }
    tell_unlisted(binding, cell, made->place, listed, count);
    made->recoded = recoded, made->listed = listed, made->recode_count = count;
    (void)fault;
    return true;
}

/* A value listed in a recode of numbers; of true and false, in any of the words for them. */
static bool recode_key(const struct node *node, const char *text, const struct bound_column *cell,
                       double *number)
{
    bool truth;
    *number = node->number;
    if (node->op != OP_TEXT)
        return true;
    if (cell->type != COLUMN_BOOLEAN || !boolean_parse(text, strlen(text), &truth))
        return false;
    *number = truth;
    return true;
}

static bool recode_number(struct binding *binding, const struct node *node,
                          const struct bound_column *cell, struct bound_column *made, bool to_text, struct fault *fault)
{
    size_t count = (node->count - 1) / 2;
    double *from = arena_get_zeroed(binding->arena, count + 1, sizeof *from);
    double *recoded = arena_get_zeroed(binding->arena, count + 1, sizeof *recoded);
    for (uint32_t i = 0; i < count; i++) {
        const struct catalogue *catalogue = binding->catalogue;
        const struct node *old = catalogue_node(catalogue, binding_argument(binding, node, 2 * i + 1));
        const struct node *new = catalogue_node(catalogue, binding_argument(binding, node, 2 * i + 2));
        if (!recode_key(old, catalogue_text(catalogue, old->text), cell, &from[i]))
            return fault_at(fault, FAULT_DATA, made->place,
                            "recode lists the text '%s', and the column holds %s. write it "
                            "without quotes", catalogue_text(catalogue, old->text),
                            cell->type == COLUMN_BOOLEAN ? "true and false" : "numbers");
        const char *target = to_text ? catalogue_text(catalogue, new->text) : NULL;
        recoded[i] = to_text ? dictionary_add(made->texts, target, strlen(target)) : new->number;
    }
    made->recode_from = from, made->recoded = recoded, made->recode_count = count;
    return true;
}

static bool finish_recode(struct binding *binding, const struct node *node,
                          struct bound_column *made, struct fault *fault)
{
    const struct bound_column *cell = &binding->columns[made->arguments[0]];
    if (cell->op == OP_SPLIT)
        return fault_at(fault, FAULT_DATA, made->place,
                        "recode takes one value a record, and a split column has several. test "
                        "the values with has(), or go across the split column");
    bool to_text = catalogue_node(binding->catalogue, binding_argument(binding, node, 2))->op == OP_TEXT;
    for (uint32_t i = 2; i < node->count; i += 2)
        if ((catalogue_node(binding->catalogue, binding_argument(binding, node, i))->op == OP_TEXT) != to_text)
            return fault_at(fault, FAULT_DATA, made->place,
                            "recode gives texts for some values and numbers for others. "
                            "give one kind");
    made->texts = to_text ? binding_add_dictionary(binding) : NULL;
    made->type = to_text ? COLUMN_TEXT : COLUMN_REAL;
    if (cell->type == COLUMN_TEXT)
        return recode_text(binding, node, cell, made, to_text, fault);
    if (column_is_numeric(cell))
        return recode_number(binding, node, cell, made, to_text, fault);
    return fault_at(fault, FAULT_DATA, made->place, "recode needs a text or a number, and %s is %s",
                    binding_column_words(binding, cell), type_words[cell->type]);
}

static bool is_condition(const struct bound_column *column)
{
    return column->op >= OP_IF_ABOVE && column->op <= OP_NEGATE;
}

/* Numbers, and dates where a date makes sense: between two dates, or a date chosen among dates. */
static bool finish_cell(struct binding *binding, struct bound_column *made, struct fault *fault)
{
    uint32_t dates = 0, values = 0;
    for (uint32_t i = 0; i < made->argument_count; i++) {
        const struct bound_column *argument = &binding->columns[made->arguments[i]];
        if (is_condition(argument))
            continue;
        values++;
        if (argument->type == COLUMN_DATE)
            dates++;
        else if (made->op != OP_IS_MISSING &&
                 !column_needs_number(argument, op_word(made->op), made->place, fault))
            return false;
    }
    bool choice = made->op == OP_COALESCE || made->op == OP_WHEN || made->op == OP_LOWEST ||
                  made->op == OP_HIGHEST;
    bool compares = (is_condition(made) || made->op == OP_SUBTRACT);
    if (dates > 0 && made->op != OP_IS_MISSING && (dates != values || (!choice && !compares)))
        return fault_at(fault, FAULT_DATA, made->place,
                        "'%s' cannot take a date together with numbers. two dates can be "
                        "subtracted (days) or compared; year(), month() and day() give numbers",
                        op_word(made->op));
    made->type = choice && dates > 0 ? COLUMN_DATE : COLUMN_REAL;
    return true;
}

static bool finish_part_of_date(struct binding *binding, struct bound_column *made,
                                struct fault *fault)
{
    const struct bound_column *date = &binding->columns[made->arguments[0]];
    if (date->type != COLUMN_DATE)
        return fault_at(fault, FAULT_DATA, made->place, "'%s' needs a date, and %s is %s",
                        op_word(made->op), binding_column_words(binding, date),
                        type_words[date->type]);
    made->type = COLUMN_REAL;
    return true;
}

static bool finish_spread(struct binding *binding, struct bound_column *made, struct fault *fault)
{
    const struct bound_column *number = &binding->columns[made->arguments[0]];
    made->type = COLUMN_REAL;
    return column_needs_number(number, "spread", made->place, fault);
}

static bool finish(struct binding *binding, const struct node *node, struct bound_column *made,
                   struct fault *fault)
{
    switch (made->op) {
    case OP_RECODE: return finish_recode(binding, node, made, fault);
    case OP_SPLIT: return finish_split(binding, made, fault);
    case OP_SPREAD: return finish_spread(binding, made, fault);
    case OP_YEAR:
    case OP_MONTH:
    case OP_DAY: return finish_part_of_date(binding, made, fault);
    default: return finish_cell(binding, made, fault);
    }
}

/* Arguments must be of one frame, narrowed alike: records are combined one by one. */
static bool join(struct binding *binding, struct bound_column *made, uint32_t argument,
                 struct fault *fault)
{
    const struct bound_column *column = &binding->columns[argument];
    if (column->frame == NULL)
        return true;
    if (made->frame == NULL) {
        made->frame = column->frame;
        made->source = column->source;
        return true;
    }
    if (made->frame != column->frame)
        return fault_at(fault, FAULT_DATA, made->place,
                        "columns of '%s' and '%s' cannot be combined record by record. measure "
                        "each (sum, mean …), then combine the figures",
                        made->frame->name, column->frame->name);
    if (made->source != column->source)
        return fault_at(fault, FAULT_DATA, made->place,
                        "these columns of '%s' are narrowed differently (where, dated), so their "
                        "records do not go together. narrow once: local d = data.%s:where {…}",
                        made->frame->name, made->frame->name);
    return true;
}

/* A date written as text beside a column of dates. */
static bool date_literal(struct binding *binding, const struct node *node, struct place place,
                         uint32_t *column, struct fault *fault)
{
    const char *text = catalogue_text(binding->catalogue, node->text);
    int32_t days;
    enum grain grain;
    if (!date_parse(text, strlen(text), DATE_ISO, &days, &grain) || grain != GRAIN_DAY)
        return fault_at(fault, FAULT_DATA, place,
                        "the text '%s' cannot be combined with columns. a date is written "
                        "\"2010-01-01\"; texts are tested with where", text);
    struct bound_column made = {.op = OP_NUMBER, .source = BOUND_NONE, .type = COLUMN_DATE,
                                .number = days, .place = place};
    *column = binding_add_column(binding, &made);
    return true;
}

static bool bind_made(struct binding *binding, const struct node *node, struct place place,
                      uint32_t *column, struct fault *fault)
{
    struct bound_column made = {.op = node->op, .flags = node->flags, .place = place,
                                .source = BOUND_NONE, .number = node->number,
                                .text = catalogue_text(binding->catalogue, node->text)};
    if (made.text != NULL)
        made.text = arena_text(binding->arena, made.text);
    uint32_t columns = node->op == OP_RECODE ? 1 : node->count; /* the rest are a table */
    uint32_t *arguments = arena_get(binding->arena, (columns + 1) * sizeof *arguments);
    made.arguments = arguments;
    for (uint32_t i = 0; i < columns; i++) {
        if (!binding_column(binding, binding_argument(binding, node, i), &arguments[i], fault) ||
            !join(binding, &made, arguments[i], fault))
            return false;
        made.argument_count++;
    }
    if (!finish(binding, node, &made, fault))
        return false;
    *column = binding_add_column(binding, &made);
    if (made.op == OP_SPLIT)
        fill_split(binding, *column);
    return true;
}

/* Room for what nodes are bound to; the catalogue may have grown since. */
static uint32_t *remembered(struct binding *binding, uint32_t node)
{
    if (node >= binding->bound_count) {
        size_t count = binding->catalogue->node_count;
        binding->bound = memory_resize(binding->bound, count, sizeof *binding->bound);
        for (size_t i = binding->bound_count; i < count; i++)
            binding->bound[i] = BOUND_NONE;
        binding->bound_count = count;
    }
    return &binding->bound[node];
}

bool binding_column(struct binding *binding, uint32_t number, uint32_t *column,
                    struct fault *fault)
{
    uint32_t *known = remembered(binding, number);
    if (*known != BOUND_NONE) {
        *column = *known;
        return true;
    }
    const struct node *node = catalogue_node(binding->catalogue, number);
    struct place place = binding_place(binding, number);
    bool bound;
    if (node->op == OP_NUMBER) {
        struct bound_column made = {.op = OP_NUMBER, .source = BOUND_NONE, .type = COLUMN_REAL,
                                    .number = node->number, .place = place};
        *column = binding_add_column(binding, &made);
        bound = true;
    } else if (node->op == OP_FIELD) {
        bound = bind_field(binding, node, place, column, fault);
    } else if (node->op == OP_TEXT) {
        bound = date_literal(binding, node, place, column, fault);
    } else if (node->sort == SORT_COLUMN) {
        bound = bind_made(binding, node, place, column, fault);
    } else {
        return fault_at(fault, FAULT_DATA, place, "'%s' is %s, and a column is needed here",
                        op_word(node->op), sort_words(node->sort));
    }
    if (bound)
        *remembered(binding, number) = *column;
    return bound;
}
