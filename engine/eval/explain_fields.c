/* explain_fields.c - columns, filters and ways as they are bound: in words, and of one
 * record.
 *
 * Words come from what is bound and not from the author's nodes, because a filter may
 * have come from elsewhere too: from `across`, or from a dataset narrowed twice.
 */
#include <string.h>

#include "eval/explain_rooms.h"
#include "expr/records.h"
#include "expr/sentence.h"

static const struct binding *binding_of(const struct explanation *explanation)
{
    return explanation->cube->plan->binding;
}

/* ---- which columns ---- */

/* The same column of the same records, bound for differently narrowed datasets. */
static bool same_field(const struct bound_column *a, const struct bound_column *b)
{
    return a->end == b->end && a->column == b->column && a->key_count == b->key_count &&
           memcmp(a->keys, b->keys, a->key_count * sizeof *a->keys) == 0;
}

static void add_field(const struct explanation *explanation, uint32_t column,
                      struct explain_columns *columns)
{
    const struct bound_column *all = binding_of(explanation)->columns;
    for (size_t i = 0; i < columns->count; i++)
        if (same_field(&all[columns->items[i]], &all[column]))
            return;
    columns->items = arena_grow(explanation->arena, columns->items, columns->count,
                                &columns->room, sizeof *columns->items);
    columns->items[columns->count++] = column;
}

void explain_collect_fields(const struct explanation *explanation, uint32_t column,
                            struct explain_columns *columns)
{
    if (column == BOUND_NONE)
        return;
    const struct bound_column *bound = &binding_of(explanation)->columns[column];
    if (bound->op == OP_FIELD)
        add_field(explanation, column, columns);
    for (uint32_t i = 0; i < bound->argument_count; i++)
        explain_collect_fields(explanation, bound->arguments[i], columns);
}

void explain_collect_tested(const struct explanation *explanation, uint32_t filter,
                            struct explain_columns *columns)
{
    if (filter == BOUND_NONE)
        return;
    const struct bound_filter *bound = &binding_of(explanation)->filters[filter];
    for (uint32_t i = 0; i < bound->part_count; i++)
        explain_collect_tested(explanation, bound->parts[i], columns);
    if (bound->part_count > 0)
        return;
    explain_collect_fields(explanation, bound->column, columns);
    for (uint32_t i = 0; bound->against != NULL && i < bound->operand_count; i++)
        explain_collect_fields(explanation, bound->against[i], columns);
}

/* ---- words ---- */

static void add_column(const struct binding *binding, uint32_t column, struct text *out)
{
    const struct bound_column *bound = &binding->columns[column];
    if (bound->op == OP_NUMBER) {
        sentence_add_number(bound->number, out);
        return;
    }
    if (bound->op != OP_FIELD) {
        text_addf(out, "%s(", op_word(bound->op));
        for (uint32_t i = 0; i < bound->argument_count; i++) {
            text_add(out, i > 0 ? ", " : "");
            add_column(binding, bound->arguments[i], out);
        }
        text_add(out, ")");
        return;
    }
    const struct frame *frame = bound->frame;
    for (uint32_t k = 0; k < bound->key_count; k++) {
        const struct key *key = &frame->keys[bound->keys[k]];
        text_addf(out, "%s.", frame->columns[key->column].name);
        frame = key->target;
    }
    text_add(out, bound->end->columns[bound->column].name);
}

const char *explain_column_name(struct explanation *explanation, uint32_t column)
{
    struct text text = {0};
    add_column(binding_of(explanation), column, &text);
    return explain_take(explanation, &text);
}

static void add_filter(struct explanation *explanation, uint32_t number, bool inside,
                       struct text *out)
{
    const struct binding *binding = binding_of(explanation);
    const struct bound_filter *filter = &binding->filters[number];
    if (filter->op == OP_ALL || filter->op == OP_ANY) {
        bool wrap = inside && filter->part_count > 1;
        text_add(out, wrap ? "(" : "");
        for (uint32_t i = 0; i < filter->part_count; i++) {
            text_add(out, i == 0 ? "" : filter->op == OP_ALL ? " and " : " or ");
            add_filter(explanation, filter->parts[i], true, out);
        }
        text_add(out, wrap ? ")" : "");
        return;
    }
    bool negated = filter->op == OP_TEST_NOT;
    const char *column = explain_column_name(
        explanation,
        negated ? binding->filters[filter->parts[0]].column : filter->column);
    if (negated) {
        struct text inner = {0};
        add_filter(explanation, filter->parts[0], true, &inner);
        sentence_add_negated(text_of(&inner), column, out);
        text_clear(&inner);
        return;
    }
    const char **operands =
        arena_get(explanation->arena, (filter->operand_count + 1) * sizeof *operands);
    for (uint32_t i = 0; i < filter->operand_count; i++) {
        struct text operand = {0};
        if (filter->against != NULL && filter->against[i] != BOUND_NONE)
            add_column(binding, filter->against[i], &operand);
        else if (filter->texts != NULL && filter->texts[i] != NULL)
            sentence_add_value(filter->texts[i], &operand);
        else if (filter->numbers != NULL)
            sentence_add_number(filter->numbers[i], &operand);
        operands[i] = explain_take(explanation, &operand);
    }
    sentence_add_test(filter->op, column, operands, filter->operand_count, out);
}

const char *explain_filter_words(struct explanation *explanation, uint32_t filter)
{
    struct text text = {0};
    if (filter == BOUND_NONE)
        return NULL;
    add_filter(explanation, filter, false, &text);
    return explain_take(explanation, &text);
}

const char *explain_failing(struct explanation *explanation, uint32_t filter,
                            uint32_t record)
{
    const struct binding *binding = binding_of(explanation);
    const struct bound_filter *bound = &binding->filters[filter];
    for (uint32_t i = 0; bound->op == OP_ALL && i < bound->part_count; i++) {
        uint8_t passes;
        records_test(binding, bound->parts[i], &record, 1, &passes);
        if (!passes)
            return explain_failing(explanation, bound->parts[i], record);
    }
    return explain_filter_words(explanation, filter);
}

/* ---- where records come from ---- */

const char *explain_way_words(struct explanation *explanation, const struct frame *frame)
{
    const struct way *way = plan_way(explanation->cube->plan, frame);
    struct text text = {0};
    if (way == NULL || explanation->cube->plan->units.whole)
        return NULL;
    if (way->kind == WAY_ALL)
        return "counts for every unit";
    if (way->kind == WAY_MATCH)
        return arena_format(explanation->arena, "where %s equals the unit's %s",
                            explain_column_name(explanation, way->theirs),
                            explain_column_name(explanation, way->ours));
    for (uint32_t i = 0; i < way->key_count; i++) {
        const struct key *key = &frame->keys[way->keys[i]];
        text_addf(&text, "%s%s", i == 0 ? "by the key " : ".",
                  frame->columns[key->column].name);
        frame = key->target;
    }
    return way->key_count == 0 ? NULL : explain_take(explanation, &text);
}

const char *explain_dated_words(struct explanation *explanation,
                                const struct bound_source *source)
{
    if (source->everywhere || source->period[0] == BOUND_NONE)
        return NULL;
    const char *from = explain_column_name(explanation, source->period[0]);
    if (source->period[1] == BOUND_NONE)
        return from;
    return arena_format(explanation->arena, "%s and %s", from,
                        explain_column_name(explanation, source->period[1]));
}

void explain_collect_unit(struct explanation *explanation, const struct frame *frame,
                          struct explain_columns *columns)
{
    const struct plan *plan = explanation->cube->plan;
    const struct way *way = plan_way(plan, frame);
    if (way == NULL || plan->units.whole || way->kind == WAY_ALL)
        return;
    if (way->kind == WAY_MATCH)
        explain_collect_fields(explanation, way->theirs, columns);
    else if (way->key_count > 0)
        explain_collect_fields(
            explanation,
            binding_stored(plan->binding, frame, frame->keys[way->keys[0]].column),
            columns);
    else
        for (uint32_t i = 0; i < plan->units.column_count; i++)
            explain_collect_fields(explanation, plan->units.columns[i], columns);
}

/* ---- of one record ---- */

static uint32_t follow(const struct bound_column *column, uint32_t record)
{
    const struct frame *frame = column->frame;
    for (uint32_t k = 0; k < column->key_count && record != RECORD_NONE; k++) {
        uint32_t target;
        frame_follow(frame, column->keys[k], &record, 1, &target);
        frame = frame->keys[column->keys[k]].target;
        record = target;
    }
    return record;
}

void explain_fill_fields(struct explanation *explanation,
                         const struct explain_columns *columns,
                         struct explain_record *record)
{
    record->fields =
        arena_get_zeroed(explanation->arena, columns->count + 1, sizeof *record->fields);
    for (size_t i = 0; i < columns->count; i++) {
        const struct bound_column *column =
            &binding_of(explanation)->columns[columns->items[i]];
        struct explain_field *field = &record->fields[i];
        struct text text = {0};
        field->name = columns->names[i];
        field->end = column->end;
        field->end_column = column->column;
        field->end_record = follow(column, record->record);
        if (field->end_record != RECORD_NONE &&
            frame_add_value_text(column->end, column->column, field->end_record, &text))
            field->value = explain_take(explanation, &text);
        text_clear(&text);
    }
}
