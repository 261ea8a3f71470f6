/* catalogue_fields.h - the arrays of a catalogue and their fields, as a table.
 *
 * What is done to every field, whatever it means, goes by this table: writing a catalogue
 * without the holes between fields, reading it again, and checking it as from a stranger.
 * A field that is missing here does not travel.
 */
#ifndef BAREME_EXPR_CATALOGUE_FIELDS_H
#define BAREME_EXPR_CATALOGUE_FIELDS_H

#include "expr/catalogue.h"

/* What a field may hold. */
enum field_kind {
    FIELD_NUMBER, /* anything */
    FIELD_UP_TO,  /* 0 … limit */
    FIELD_DIGITS, /* -1 … 15 */
    FIELD_TEXT,
    FIELD_TEXT_OR_NONE,
    FIELD_NODE,
    FIELD_NODE_OR_NONE,
    FIELD_INDICATOR,
    FIELD_EVALUATION,
    FIELD_FIRST, /* of an array; the next field is how many. limit: enum array */
    FIELD_COUNT,
};

struct catalogue_field {
    size_t offset, size;
    enum field_kind kind;
    uint32_t limit;
};

enum array {
    ARRAY_NODES,
    ARRAY_LISTS,
    ARRAY_INDICATORS,
    ARRAY_EVALUATIONS,
    ARRAY_PAIRS,
    ARRAY_MEMBERS,
    ARRAY_CHECKS,
    ARRAY_TITLES,
    ARRAY_VIAS,
    ARRAY_PARAMETERS,
    ARRAY_MAPPINGS,
    ARRAY_SHOWN,
    ARRAY_COUNT,
};

struct catalogue_array {
    const char *name;
    size_t items, count, room; /* offsets in struct catalogue */
    size_t size;               /* of an item */
    const struct catalogue_field *fields;
    size_t field_count;
};

extern const struct catalogue_array catalogue_arrays[ARRAY_COUNT];

size_t catalogue_array_count(const struct catalogue *catalogue, enum array array);
const char *catalogue_array_items(const struct catalogue *catalogue, enum array array);
/* A whole-number field of an item, as wide as it is (digits: as it lies). */
uint32_t catalogue_field_at(const char *item, const struct catalogue_field *field);

#endif
