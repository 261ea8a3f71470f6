/* explain_words.c - the sentences that explanations in text and in Markdown share. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "data/value.h"
#include "table/explain.h"

static void add_number(double number, struct text *out)
{
    char written[NUMBER_TEXT_SIZE];
    text_add_bytes(out, written, number_format(number, written));
}

/* For reading: what stands in the sums has all its digits. */
static void add_rounded(double number, struct text *out)
{
    add_number(number_round(number, 6), out);
}

void explain_words_value(const struct explain_node *node, struct text *out)
{
    const struct explain_value *value = &node->value;
    char date[DATE_TEXT_SIZE];
    if (value->reason != REASON_NONE)
        text_addf(out, "missing: %s", reason_text(value->reason));
    else if (value->kind == FIGURE_TEXT)
        text_addf(out, "'%s'", value->text);
    else if (value->kind == FIGURE_DATE)
        text_add_bytes(out, date, date_format((int32_t)value->number, date));
    else if (op_sort(node->op) == SORT_CONDITION)
        text_add(out, value->number != 0 ? "holds" : "does not hold");
    else
        add_number(value->number, out);
    if (value->records > 0)
        text_addf(out, " (%u of %u values)", value->present, value->records);
}

void explain_words_formula(const struct explain_node *node, struct text *out)
{
    if (op_class(node->op) == CLASS_LITERAL)
        return;
    if (node->name != NULL) {
        text_addf(out, "%s", node->name);
        if (node->title != NULL && strcmp(node->title, node->name) != 0)
            text_addf(out, " \"%s\"", node->title);
        if (node->unit != NULL)
            text_addf(out, ", in %s", node->unit);
        return;
    }
    text_add(out, node->sentence);
}

void explain_words_role(const struct explain_part *part, struct text *out)
{
    text_add(out, part->role);
    if (part->shares && part->weight == 0) {
        text_add(out, ", passed over");
    } else if (part->shares) {
        double percent = number_round(part->share * 100, 1);
        text_add(out, ", weight ");
        add_rounded(part->weight, out);
        text_add(out, ", gives ");
        add_rounded(part->contribution, out);
        if (!isnan(percent)) {
            text_add(out, ", ");
            add_number(percent, out);
            text_add(out, " % of the figure");
        }
    } else if (!part->used && part->node != NULL) {
        text_add(out, *part->role != '\0' ? ", not taken" : "not taken");
    }
}

static void add_count(struct text *out, uint64_t count, const char *words)
{
    if (count > 0)
        text_addf(out, "; %" PRIu64 " %s", count, words);
}

void explain_words_counts(const struct explain_node *node, struct text *out)
{
    const struct explain_leaf *leaf = node->leaf;
    const struct explain_counts *counts = &leaf->counts;
    text_addf(out, "%s: %" PRIu64 " record%s", leaf->dataset, counts->dataset,
              counts->dataset == 1 ? "" : "s");
    text_addf(out, "; %" PRIu64 " of the unit", counts->unit);
    if (leaf->way != NULL)
        text_addf(out, ", %s", leaf->way);
    if (leaf->dated != NULL)
        text_addf(out, "; %" PRIu64 " in %s, by %s", counts->period, node->period,
                  leaf->dated);
    if (leaf->filter != NULL)
        text_addf(out, "; %" PRIu64 " left out, not: %s", counts->filtered, leaf->filter);
    add_count(out, counts->missing, "without a value, passed over");
    text_addf(out, "; %" PRIu64 " used", counts->used);
    add_count(out, counts->no_unit, "of the dataset without a unit");
    add_count(out, counts->no_period, "of the dataset without a date");
    add_count(out, counts->broken_key, "of the dataset with a key to nothing");
}

void explain_words_sorted(const struct explain_leaf *leaf, struct text *out)
{
    for (size_t i = 0; i < leaf->sorted_count; i++) {
        text_add(out, i > 0 ? ", " : "");
        add_number(leaf->sorted[i], out);
    }
    if (leaf->sorted_more > 0)
        text_addf(out, " and %zu more", leaf->sorted_more);
}

void explain_words_fact(const struct explain_fact *fact, struct text *out)
{
    text_addf(out, "%s ", fact->name);
    add_number(fact->number, out);
    if (fact->who != NULL)
        text_addf(out, " (%s)", fact->who);
}

void explain_words_rivals(const struct explain_node *node, struct text *out)
{
    for (size_t i = 0; i < node->rival_count; i++) {
        const struct explain_rival *rival = &node->rivals[i];
        text_addf(out, "%s%s%s", i > 0 ? ", " : "", rival->here ? "> " : "",
                  rival->label);
        if (rival->period != NULL)
            text_addf(out, " %s", rival->period);
        text_add(out, " ");
        add_number(rival->number, out);
    }
    if (node->rival_more > 0)
        text_addf(out, " and %zu more", node->rival_more);
}

void explain_words_amount(const struct explain_node *node,
                          const struct explain_record *record, struct text *out)
{
    if (record->fate != FATE_USED)
        return;
    if (node->op == OP_COUNT || node->op == OP_SHARE || record->value == NULL)
        add_number(record->number, out);
    else
        text_add(out, record->value);
    if (record->days != 1) {
        text_add(out, " (share of its days: ");
        add_number(record->days, out);
        text_add(out, ")");
    }
    if (node->op == OP_WEIGHTED_MEAN) {
        text_add(out, " (weight ");
        add_number(record->weight, out);
        text_add(out, ")");
    }
}

const char *explain_field_text(const struct explain_field *field)
{
    if (field->stood != NULL)
        return field->stood;
    return field->value != NULL ? field->value : "";
}

bool explain_is_quoted(const struct explain_leaf *leaf)
{
    for (size_t i = 0; i < leaf->record_count; i++)
        if (leaf->records[i].line == NULL)
            return false;
    return true;
}

const char *explain_fate_words(enum explain_fate fate)
{
    static const char *const words[] = {[FATE_USED] = "used",
                                        [FATE_MISSING] = "passed over",
                                        [FATE_FILTERED] = "left out"};
    return words[fate];
}
