/* rule.c - reading one text by a rule, and the schema's constraints.
 *
 * Marks come first, then the type. Everything is borrowed.
 */
#include "source/rule.h"

#include <string.h>

static bool is_one_of(const char *const *texts, size_t count, const char *bytes, size_t size)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(texts[i]) == size && memcmp(texts[i], bytes, size) == 0)
            return true;
    return false;
}

/* ---- declared ---- */

static bool read_limit(const struct rule *rule, const char *text, double *limit)
{
    struct number number;
    int32_t days;
    enum grain grain;
    if (rule->reading.type == COLUMN_DATE) {
        if (!date_parse(text, strlen(text), DATE_ISO, &days, &grain))
            return false;
        *limit = days;
        return true;
    }
    if (!number_parse(text, strlen(text), (struct number_style){'.', GROUP_NONE, true}, &number))
        return false;
    *limit = number.value;
    return true;
}

bool rule_declare(struct rule *rule, const struct field_schema *schema)
{
    rule->schema = schema;
    rule->reading = (struct reading){
        .type = schema->kind, .number = schema->number, .dates = schema->dates};
    bool fine = true;
    if (schema->minimum != NULL) {
        rule->has_minimum = read_limit(rule, schema->minimum, &rule->minimum);
        fine = rule->has_minimum;
    }
    if (schema->maximum != NULL) {
        rule->has_maximum = read_limit(rule, schema->maximum, &rule->maximum);
        fine = fine && rule->has_maximum;
    }
    return fine;
}

/* Numbers of an enum are compared as numbers: 1 allows 1.0. */
static bool is_allowed(const struct rule *rule, const struct value *value, const char *bytes,
                       size_t size)
{
    const struct field_schema *schema = rule->schema;
    struct number number;
    if (is_one_of(schema->allowed, schema->allowed_count, bytes, size))
        return true;
    if (schema->kind != COLUMN_WHOLE && schema->kind != COLUMN_DECIMAL)
        return false;
    for (size_t i = 0; i < schema->allowed_count; i++)
        if (number_parse(schema->allowed[i], strlen(schema->allowed[i]),
                         (struct number_style){'.', GROUP_NONE, true}, &number) &&
            number.value == value->number)
            return true;
    return false;
}

const char *rule_check(const struct rule *rule, const struct value *value, const char *bytes,
                       size_t size)
{
    if (rule->schema == NULL)
        return NULL;
    if (rule->has_minimum && value->number < rule->minimum)
        return "is below the minimum that the schema allows";
    if (rule->has_maximum && value->number > rule->maximum)
        return "is above the maximum that the schema allows";
    if (rule->schema->allowed_count > 0 && !is_allowed(rule, value, bytes, size))
        return "is none of the values that the schema allows";
    return NULL;
}

/* ---- reading ---- */

static struct value absent(enum state state)
{
    return (struct value){.state = state};
}

static struct value wrong(const char *why)
{
    return (struct value){.state = STATE_REFUSED, .wrong = why};
}

static struct value read_number(const struct rule *rule, const char *bytes, size_t size)
{
    struct number number;
    bool year = rule->schema != NULL && strstr(rule->schema->type, "year") != NULL;
    if (!number_parse(bytes, size, rule->reading.number, &number))
        return wrong(year ? "is not a year" : "is not a number");
    if (rule->reading.type == COLUMN_WHOLE && (number.real || number.scale > 0))
        return wrong(year ? "is not a year" : "is not a whole number");
    if (year && (number.value < 1 || number.value > 9999))
        return wrong("is not a year");
    return (struct value){.state = STATE_PRESENT, .real = number.real, .scale = number.scale,
                          .scaled = number.scaled, .number = number.value};
}

static struct value read_date(const struct rule *rule, const char *bytes, size_t size)
{
    int32_t days;
    enum grain grain;
    if (!date_parse(bytes, size, rule->reading.dates, &days, &grain)) {
        struct form form = form_of(bytes, size);
        return wrong(form.kinds & FORM_DATE_LIKE ? "is not a date that exists, or not written "
                                                   "as one that is read"
                     : form.kinds & FORM_DATE    ? "is not a date in the order of the others"
                                                 : "is not a date");
    }
    return (struct value){.state = STATE_PRESENT, .scaled = days, .number = days};
}

static struct value read_boolean(const struct rule *rule, const char *bytes, size_t size)
{
    const struct field_schema *schema = rule->schema;
    bool truth = false, told = schema != NULL && (schema->truth_count + schema->untruth_count);
    if (told) {
        truth = is_one_of(schema->truths, schema->truth_count, bytes, size);
        if (!truth && !is_one_of(schema->untruths, schema->untruth_count, bytes, size))
            return wrong("is none of the schema's trueValues and falseValues");
    } else if (schema != NULL && size == 1 && (*bytes == '0' || *bytes == '1')) {
        truth = *bytes == '1';
    } else if (!boolean_parse(bytes, size, &truth)) {
        return wrong("is neither true nor false");
    }
    return (struct value){.state = STATE_PRESENT, .scaled = truth, .number = truth};
}

bool rule_has_marks(const struct rule *rule)
{
    bool declared = false;
    for (size_t i = 0; rule->schema != NULL && i < rule->schema->missing_count; i++)
        declared = declared || *rule->schema->missing[i] != '\0';
    return declared || rule->missing_count > 0 || rule->reading.usual_marks;
}

enum state rule_mark(const struct rule *rule, const char *bytes, size_t size)
{
    const struct field_schema *schema = rule->schema;
    if (rule->reading.type != COLUMN_TEXT)
        trim_blanks(&bytes, &size);
    if (size == 0 || is_one_of(rule->missing, rule->missing_count, bytes, size))
        return STATE_MISSING;
    bool declared =
        schema != NULL && is_one_of(schema->missing, schema->missing_count, bytes, size);
    unsigned mark = declared || rule->reading.usual_marks ? mark_of(bytes, size) : 0;
    return (mark & FORM_NOT_APPLICABLE) != 0 ? STATE_NOT_APPLICABLE
           : declared || mark != 0           ? STATE_MISSING
                                             : STATE_PRESENT;
}

struct value rule_judge(const struct rule *rule, const char *bytes, size_t size)
{
    struct value value = rule_read(rule, bytes, size);
    if (value.state != STATE_PRESENT)
        return value;
    value.wrong = rule_check(rule, &value, bytes, size);
    if (value.wrong != NULL)
        value.state = STATE_REFUSED;
    return value;
}

struct value rule_read(const struct rule *rule, const char *bytes, size_t size)
{
    enum state mark = rule_mark(rule, bytes, size);
    if (mark != STATE_PRESENT)
        return absent(mark);
    if (rule->reading.type != COLUMN_TEXT)
        trim_blanks(&bytes, &size);
    switch (rule->reading.type) {
    case COLUMN_TEXT: return absent(STATE_PRESENT);
    case COLUMN_DATE: return read_date(rule, bytes, size);
    case COLUMN_BOOLEAN: return read_boolean(rule, bytes, size);
    default: return read_number(rule, bytes, size);
    }
}
