/* rule.h - how the fields of one column of one file become values.
 *
 * A rule comes from a schema (declared) or from the evidence of the values (found). It says of a
 * text what it is: present with a value, missing, not applicable, or wrong and why.
 */
#ifndef BAREME_SOURCE_RULE_H
#define BAREME_SOURCE_RULE_H

#include "data/segment.h"
#include "source/evidence.h"
#include "source/package.h"

struct rule {
    struct reading reading;
    const struct field_schema *schema; /* NULL: found */
    const char *const *missing;        /* marks of --missing, for every column */
    size_t missing_count;
    bool has_minimum, has_maximum;
    double minimum, maximum;
};

struct value {
    enum state state; /* STATE_REFUSED: wrong */
    bool real;
    uint8_t scale;
    int64_t scaled; /* a number in units of 10^-scale, days, 0 or 1; of a text nothing */
    double number;
    const char *wrong; /* "is not a number"; static */
};

/* A rule for a declared field; minimum and maximum that cannot be read are told by false. */
bool rule_declare(struct rule *rule, const struct field_schema *schema);
/* What a mark makes of a text, missing or not applicable; STATE_PRESENT: it is none. */
enum state rule_mark(const struct rule *rule, const char *bytes, size_t size);
bool rule_has_marks(const struct rule *rule); /* any that a text can be */
struct value rule_read(const struct rule *rule, const char *bytes, size_t size);
/* The same, refused when it does not keep to the schema's constraints. */
struct value rule_judge(const struct rule *rule, const char *bytes, size_t size);
/* The constraints of the schema on a value that is present: NULL, or what is wrong. */
const char *rule_check(const struct rule *rule, const struct value *value, const char *bytes,
                       size_t size);

#endif
