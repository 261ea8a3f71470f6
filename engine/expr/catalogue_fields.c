/* catalogue_fields.c - the table behind catalogue_fields.h.
 *
 * Fields stand in the order of their structures in catalogue.h.
 */
#include "expr/catalogue_fields.h"

#include <stddef.h>
#include <string.h>

#define FIELD(member, kind, limit)                                                       \
    {                                                                                    \
        offsetof(struct OWNER, member), sizeof(((struct OWNER *)0)->member),             \
            FIELD_##kind, limit                                                          \
    }
#define TEXT(member)    FIELD(member, TEXT_OR_NONE, 0)
#define PRESENT(member) FIELD(member, TEXT, 0)
#define FLAG(member)    FIELD(member, UP_TO, 1)
#define TITLES(member)  TEXT(member.any), TEXT(member.en), TEXT(member.fr), TEXT(member.es)
#define RANGE(member, array)                                                             \
    FIELD(member##_first, FIRST, ARRAY_##array), FIELD(member##_count, COUNT, 0)
#define PERIODS(member)                                                                  \
    FIELD(member.kind, UP_TO, PERIODS_MONTHS), FIELD(member.start_month, UP_TO, 12),     \
        FIELD(member.start_day, UP_TO, 31), FIELD(member.first, NUMBER, 0),              \
        FIELD(member.last, NUMBER, 0)

static const struct catalogue_field node_fields[] = {
#define OWNER node
    FIELD(op, UP_TO, OP_COUNT_OF_OPS - 1),
    FIELD(sort, UP_TO, SORT_ANY),
    FIELD(flags, NUMBER, 0),
    PRESENT(file),
    FIELD(line, NUMBER, 0),
    FIELD(first, FIRST, ARRAY_LISTS),
    FIELD(count, COUNT, 0),
    TEXT(text),
    FIELD(number, NUMBER, 0),
#undef OWNER
};

static const struct catalogue_field indicator_fields[] = {
#define OWNER indicator
    TEXT(name),
    PRESENT(file),
    FIELD(line, NUMBER, 0),
    TITLES(title),
    TEXT(unit),
    TITLES(unit_titles),
    FIELD(digits, DIGITS, 0),
    FLAG(percent),
    FIELD(better_lower, UP_TO, 2),
    FIELD(value, NODE, 0),
    FIELD(target, NODE_OR_NONE, 0),
    FIELD(baseline, NODE_OR_NONE, 0),
    FIELD(green, NODE_OR_NONE, 0),
    FIELD(amber, NODE_OR_NONE, 0),
    RANGE(labels, PAIRS),
    RANGE(tags, PAIRS),
    TEXT(about),
    TEXT(source),
    TEXT(examples),
#undef OWNER
};

static const struct catalogue_field evaluation_fields[] = {
#define OWNER evaluation
    TEXT(name),
    PRESENT(file),
    FIELD(line, NUMBER, 0),
    TITLES(title),
    TITLES(subtitle),
    TEXT(whole),
    RANGE(units, LISTS),
    FIELD(where, NODE_OR_NONE, 0),
    RANGE(via, VIAS),
    PERIODS(periods),
    PERIODS(show),
    FLAG(has_periods),
    FLAG(has_show),
    RANGE(members, MEMBERS),
    FIELD(rows[0], UP_TO, AXIS_NONE),
    FIELD(rows[1], UP_TO, AXIS_NONE),
    FIELD(rows[2], UP_TO, AXIS_NONE),
    FIELD(columns[0], UP_TO, AXIS_NONE),
    FIELD(columns[1], UP_TO, AXIS_NONE),
    FIELD(columns[2], UP_TO, AXIS_NONE),
    FIELD(facets[0], UP_TO, FACET_ACHIEVEMENT),
    FIELD(facets[1], UP_TO, FACET_ACHIEVEMENT),
    FIELD(facets[2], UP_TO, FACET_ACHIEVEMENT),
    FIELD(facets[3], UP_TO, FACET_ACHIEVEMENT),
    FIELD(facet_count, UP_TO, 4),
    TEXT(sections),
    RANGE(beside, LISTS),
    TEXT(label),
    FIELD(totals, UP_TO, 2),
    FLAG(has_sort),
    FLAG(sort_descending),
    TEXT(sort_by),
    TEXT(sort_at),
    FIELD(limit, NUMBER, 0),
    RANGE(checks, CHECKS),
    RANGE(notes, TITLES),
#undef OWNER
};

static const struct catalogue_field pair_fields[] = {
#define OWNER pair
    PRESENT(name),
    PRESENT(value),
#undef OWNER
};

static const struct catalogue_field member_fields[] = {
#define OWNER member
    FIELD(indicator, INDICATOR, 0),
    TITLES(heading),
    FIELD(heading_number, NUMBER, 0),
#undef OWNER
};

static const struct catalogue_field check_fields[] = {
#define OWNER check
    FIELD(condition, NODE, 0),
    TEXT(message),
#undef OWNER
};

static const struct catalogue_field titles_fields[] = {
#define OWNER titles
    TEXT(any),
    TEXT(en),
    TEXT(fr),
    TEXT(es),
#undef OWNER
};

static const struct catalogue_field via_fields[] = {
#define OWNER via
    PRESENT(dataset), TEXT(key), TEXT(theirs), TEXT(ours), FLAG(all),
#undef OWNER
};

static const struct catalogue_field parameter_fields[] = {
#define OWNER parameter
    PRESENT(name),
    PRESENT(value),
    FLAG(is_text),
#undef OWNER
};

static const struct catalogue_field mapping_fields[] = {
#define OWNER mapping
    PRESENT(from),
    PRESENT(to),
#undef OWNER
};

static const struct catalogue_field item_fields[] = {
    {0, sizeof(uint32_t), FIELD_NUMBER, 0},
};
static const struct catalogue_field shown_fields[] = {
    {0, sizeof(uint32_t), FIELD_EVALUATION, 0},
};

#define ARRAY(noun, array, fields)                                                       \
    {                                                                                    \
#noun, offsetof(struct catalogue, array),                                        \
            offsetof(struct catalogue, noun##_count),                                    \
            offsetof(struct catalogue, noun##_room),                                     \
            sizeof(*((struct catalogue *)0)->array), fields,                             \
            sizeof fields / sizeof *fields                                               \
    }

const struct catalogue_array catalogue_arrays[ARRAY_COUNT] = {
    [ARRAY_NODES] = ARRAY(node, nodes, node_fields),
    [ARRAY_LISTS] = ARRAY(list, lists, item_fields),
    [ARRAY_INDICATORS] = ARRAY(indicator, indicators, indicator_fields),
    [ARRAY_EVALUATIONS] = ARRAY(evaluation, evaluations, evaluation_fields),
    [ARRAY_PAIRS] = ARRAY(pair, pairs, pair_fields),
    [ARRAY_MEMBERS] = ARRAY(member, members, member_fields),
    [ARRAY_CHECKS] = ARRAY(check, checks, check_fields),
    [ARRAY_TITLES] = ARRAY(title, titles, titles_fields),
    [ARRAY_VIAS] = ARRAY(via, vias, via_fields),
    [ARRAY_PARAMETERS] = ARRAY(parameter, parameters, parameter_fields),
    [ARRAY_MAPPINGS] = ARRAY(mapping, mappings, mapping_fields),
    [ARRAY_SHOWN] = ARRAY(shown, shown, shown_fields),
};

size_t catalogue_array_count(const struct catalogue *catalogue, enum array array)
{
    size_t count;
    memcpy(&count, (const char *)catalogue + catalogue_arrays[array].count, sizeof count);
    return count;
}

const char *catalogue_array_items(const struct catalogue *catalogue, enum array array)
{
    void *items;
    memcpy(&items, (const char *)catalogue + catalogue_arrays[array].items, sizeof items);
    return items;
}

uint32_t catalogue_field_at(const char *item, const struct catalogue_field *field)
{
    uint32_t whole = 0;
    uint16_t half;
    switch (field->size) {
    case 1:
        return (unsigned char)item[field->offset];
    case 2:
        memcpy(&half, item + field->offset, sizeof half);
        return half;
    default:
        memcpy(&whole, item + field->offset, sizeof whole);
        return whole;
    }
}
