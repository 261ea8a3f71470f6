/* binding.c - names to real things, and equal things to one number.
 *
 * The arrays only grow and are compared from the first on: a script has tens of columns and
 * filters, rarely hundreds, so no hash table is kept.
 *
 * The binding owns its arena and the dictionaries of splits and recodes.
 */
#include "expr/binding.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expr/binding_rooms.h"

struct binding *binding_new(const struct catalogue *catalogue, const struct datasets *datasets)
{
    struct arena *arena = arena_new();
    struct binding *binding = arena_get_zeroed(arena, 1, sizeof *binding);
    binding->arena = arena;
    binding->catalogue = catalogue;
    binding->datasets = datasets;
    return binding;
}

void binding_free(struct binding *binding)
{
    if (binding == NULL)
        return;
    for (size_t i = 0; i < binding->dictionary_count; i++)
        dictionary_free(binding->dictionaries[i]);
    free(binding->bound);
    arena_free(binding->arena);
}

struct dictionary *binding_add_dictionary(struct binding *binding)
{
    binding->dictionaries =
        arena_grow(binding->arena, binding->dictionaries, binding->dictionary_count,
                   &binding->dictionary_room, sizeof *binding->dictionaries);
    return binding->dictionaries[binding->dictionary_count++] = dictionary_new();
}

/* ---- equal things ---- */

static bool same_numbers(const uint32_t *a, const uint32_t *b, size_t count)
{
    return count == 0 || a == b || (a != NULL && b != NULL && memcmp(a, b, count * sizeof *a) == 0);
}

static bool same_doubles(const double *a, const double *b, size_t count)
{
    return count == 0 || a == b || (a != NULL && b != NULL && memcmp(a, b, count * sizeof *a) == 0);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_column(const struct bound_column *a, const struct bound_column *b)
{
    return a->op == b->op && a->frame == b->frame && a->source == b->source &&
           a->column == b->column && a->end == b->end && a->flags == b->flags &&
           a->number == b->number && a->key_count == b->key_count &&
           same_numbers(a->keys, b->keys, a->key_count) &&
           a->argument_count == b->argument_count &&
           same_numbers(a->arguments, b->arguments, a->argument_count) &&
           same_text(a->text, b->text) && a->recode_count == b->recode_count &&
           same_doubles(a->recoded, b->recoded, a->recode_count) &&
           same_doubles(a->recode_from, b->recode_from, a->recode_from ? a->recode_count : 0) &&
           (a->recoded == b->recoded || a->texts == b->texts);
}

static bool same_operands(const struct bound_filter *a, const struct bound_filter *b)
{
    if (a->operand_count != b->operand_count || (a->texts == NULL) != (b->texts == NULL))
        return false;
    for (uint32_t i = 0; a->texts != NULL && i < a->operand_count; i++)
        if (!same_text(a->texts[i], b->texts[i]))
            return false;
    return same_numbers(a->against, b->against, a->operand_count) &&
           same_doubles(a->numbers, b->numbers, a->operand_count);
}

static bool same_filter(const struct bound_filter *a, const struct bound_filter *b)
{
    return a->op == b->op && a->column == b->column && a->part_count == b->part_count &&
           same_numbers(a->parts, b->parts, a->part_count) && same_operands(a, b);
}

uint32_t binding_add_column(struct binding *binding, const struct bound_column *column)
{
    for (size_t i = 0; i < binding->column_count; i++)
        if (same_column(&binding->columns[i], column))
            return (uint32_t)i;
    binding->columns = arena_grow(binding->arena, binding->columns, binding->column_count,
                                  &binding->column_room, sizeof *binding->columns);
    binding->columns[binding->column_count] = *column;
    return (uint32_t)binding->column_count++;
}

uint32_t binding_add_filter(struct binding *binding, const struct bound_filter *filter)
{
    for (size_t i = 0; i < binding->filter_count; i++)
        if (same_filter(&binding->filters[i], filter))
            return (uint32_t)i;
    binding->filters = arena_grow(binding->arena, binding->filters, binding->filter_count,
                                  &binding->filter_room, sizeof *binding->filters);
    binding->filters[binding->filter_count] = *filter;
    return (uint32_t)binding->filter_count++;
}

uint32_t binding_add_source(struct binding *binding, const struct bound_source *source)
{
    for (size_t i = 0; i < binding->source_count; i++) {
        const struct bound_source *old = &binding->sources[i];
        if (old->frame == source->frame && old->filter == source->filter &&
            old->everywhere == source->everywhere && old->own_period == source->own_period &&
            old->period[0] == source->period[0] && old->period[1] == source->period[1])
            return (uint32_t)i;
    }
    binding->sources = arena_grow(binding->arena, binding->sources, binding->source_count,
                                  &binding->source_room, sizeof *binding->sources);
    binding->sources[binding->source_count] = *source;
    return (uint32_t)binding->source_count++;
}

/* ---- names ---- */

const char *binding_mapped(const struct binding *binding, const char *name)
{
    const struct catalogue *catalogue = binding->catalogue;
    for (size_t i = catalogue->mapping_count; i > 0; i--) {
        const struct mapping *mapping = &catalogue->mappings[i - 1];
        if (strcmp(catalogue_text(catalogue, mapping->from), name) == 0)
            return catalogue_text(catalogue, mapping->to);
    }
    return NULL;
}

const char *binding_author_name(const struct binding *binding, const struct frame *frame)
{
    const struct catalogue *catalogue = binding->catalogue;
    for (size_t i = catalogue->mapping_count; i > 0; i--) {
        const char *from = catalogue_text(catalogue, catalogue->mappings[i - 1].from);
        const char *to = catalogue_text(catalogue, catalogue->mappings[i - 1].to);
        if (strchr(from, '.') == NULL && strcmp(to, frame->name) == 0)
            return from;
    }
    return frame->name;
}

const char *binding_mapped_value(const struct binding *binding, const struct bound_column *column,
                                 const char *value)
{
    if (binding->catalogue->mapping_count == 0 || column->op != OP_FIELD)
        return value;
    const char *dataset = binding_author_name(binding, column->end);
    const struct catalogue *catalogue = binding->catalogue;
    const char *real = column->end->columns[column->column].name;
    for (size_t i = catalogue->mapping_count; i > 0; i--) {
        const char *from = catalogue_text(catalogue, catalogue->mappings[i - 1].from);
        const char *to = catalogue_text(catalogue, catalogue->mappings[i - 1].to);
        const char *equals = strchr(from, '=');
        if (equals == NULL || strcmp(equals + 1, value) != 0)
            continue;
        /* "agreements.kind=protocol": kind may itself be mapped to another column. */
        const char *author = arena_bytes(binding->arena, from, (size_t)(equals - from));
        const char *mapped = binding_mapped(binding, author);
        const char *name = mapped != NULL ? mapped : author;
        const char *point = strchr(name, '.');
        size_t size = strlen(dataset);
        bool ours = strncmp(author, dataset, size) == 0 && author[size] == '.';
        if (ours && point != NULL && strcmp(point + 1, real) == 0)
            return to;
    }
    return value;
}

/* How a name is written that cannot stand after a point: ". write data["my-file"]", or "". */
static const char *in_brackets(struct binding *binding, const char *name)
{
    size_t plain = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    return name[plain] == '\0' ? "" : arena_format(binding->arena, ". write data[\"%s\"]", name);
}

const struct frame *binding_frame(struct binding *binding, const char *name, struct place place,
                                  struct fault *fault)
{
    const char *mapped = binding_mapped(binding, name);
    const struct frame *frame =
        datasets_find(binding->datasets, mapped != NULL ? mapped : name);
    if (frame != NULL)
        return frame;
    size_t count = binding->datasets->count;
    const char **names = arena_get(binding->arena, (count + 1) * sizeof *names);
    struct text all = {0};
    for (size_t i = 0; i < count; i++) {
        names[i] = binding->datasets->frames[i]->name;
        text_addf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *sought = mapped != NULL ? mapped : name;
    const char *nearest = text_suggestion(binding->arena, sought, names, count);
    const char *by_map =
        mapped == NULL || strcmp(mapped, name) == 0
            ? ""
            : arena_format(binding->arena, ", which is what map calls '%s'", name);
    if (*nearest != '\0')
        fault_at(fault, FAULT_DATA, place, "no dataset '%s'%s%s%s", sought, by_map, nearest,
                 in_brackets(binding, text_nearest(sought, names, count)));
    else
        fault_at(fault, FAULT_DATA, place, "no dataset '%s'%s. the data has: %s", sought, by_map,
                 count > 0 ? text_of(&all) : "none");
    text_clear(&all);
    return NULL;
}

/* The file's name is copied: a catalogue that grows moves its texts. */
struct place binding_place(struct binding *binding, uint32_t node)
{
    struct place place = catalogue_place(binding->catalogue, node);
    if (place.file == NULL)
        return place;
    if (binding->last_file == NULL || strcmp(binding->last_file, place.file) != 0)
        binding->last_file = arena_text(binding->arena, place.file);
    place.file = binding->last_file;
    return place;
}

uint32_t binding_argument(const struct binding *binding, const struct node *node, size_t position)
{
    return catalogue_argument(binding->catalogue, node, position);
}

/* ---- sources ---- */

static bool period_columns(struct binding *binding, const struct node *node,
                           struct bound_source *source, struct fault *fault)
{
    source->own_period = false;
    source->everywhere = node->count == 1;
    source->period[0] = source->period[1] = BOUND_NONE;
    for (uint32_t i = 1; i < node->count; i++) {
        uint32_t argument = binding_argument(binding, node, i), column;
        if (!binding_column(binding, argument, &column, fault))
            return false;
        const struct bound_column *bound = &binding->columns[column];
        if (bound->type != COLUMN_DATE && bound->type != COLUMN_WHOLE)
            return fault_at(fault, FAULT_DATA, binding_place(binding, argument),
                            "%s is %s, so records cannot be dated by it. name a column of dates "
                            "or years", binding_column_words(binding, bound),
                            column_type_words(bound->type));
        source->period[i - 1] = column;
    }
    return true;
}

static bool dataset_source(struct binding *binding, const struct node *node, struct place place,
                           struct bound_source *source, struct fault *fault)
{
    const char *name = catalogue_text(binding->catalogue, node->text);
    const struct frame *frame = binding_frame(binding, name, place, fault);
    if (frame == NULL)
        return false;
    *source = (struct bound_source){.frame = frame, .filter = BOUND_NONE, .own_period = true};
    for (size_t i = 0; i < 2; i++)
        source->period[i] = frame->period[i] == COLUMN_NONE
                                ? BOUND_NONE
                                : binding_stored(binding, frame, frame->period[i]);
    source->everywhere = source->period[0] == BOUND_NONE && source->period[1] == BOUND_NONE;
    return true;
}

bool binding_source(struct binding *binding, uint32_t number, uint32_t *source,
                    struct fault *fault)
{
    const struct node *node = catalogue_node(binding->catalogue, number);
    struct place place = binding_place(binding, number);
    struct bound_source made;
    if (node->op == OP_DATASET) {
        if (!dataset_source(binding, node, place, &made, fault))
            return false;
    } else {
        uint32_t inner, filter;
        if (!binding_source(binding, binding_argument(binding, node, 0), &inner, fault))
            return false;
        made = binding->sources[inner];
        if (node->op == OP_DATED) {
            if (!period_columns(binding, node, &made, fault))
                return false;
        } else {
            if (!binding_filter(binding, binding_argument(binding, node, 1), made.frame, &filter,
                                fault))
                return false;
            made.filter = binding_both(binding, made.filter, filter);
        }
    }
    *source = binding_add_source(binding, &made);
    return true;
}

uint32_t binding_everywhere(struct binding *binding, uint32_t source)
{
    struct bound_source made = binding->sources[source];
    made.everywhere = true;
    made.period[0] = made.period[1] = BOUND_NONE;
    return binding_add_source(binding, &made);
}
