/* explain_json.c - an explanation for machines: one object, with every field.
 *
 * { script, evaluation, indicator, title, unit, label, period, value, missing, printed,
 * tree }. A node of the tree has id, word, formula, unit, period, value, missing, file,
 * line, remarks and parts; an indicator its name; and where there are such: present and
 * records, reported and expected, sums (the last step in numbers), facts and units (what
 * a word across units compares), cut. A part has role, used, of a mix weight,
 * contribution and share, and its node, or `see`: the id of one shown before. A measure's
 * data has dataset, filter, dated, way, counts, sums, sorted, quoted, records and how
 * many more there are; a record has file, line, fate, why, value, number, its fields as
 * understood and as they stood, and its whole row as it stood.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "data/value.h"
#include "table/explain.h"

struct writing {
    struct text *out;
    size_t depth;
    bool first;
};

static void new_line(struct writing *writing)
{
    text_add(writing->out, writing->first ? "\n" : ",\n");
    text_add_repeated(writing->out, "  ", writing->depth);
    writing->first = false;
}

static void name(struct writing *writing, const char *member)
{
    new_line(writing);
    text_add_json(writing->out, member);
    text_add(writing->out, ": ");
}

static void open(struct writing *writing, const char *bracket)
{
    text_add(writing->out, bracket);
    writing->depth++;
    writing->first = true;
}

static void close(struct writing *writing, const char *bracket)
{
    writing->depth--;
    if (!writing->first) {
        text_add(writing->out, "\n");
        text_add_repeated(writing->out, "  ", writing->depth);
    }
    text_add(writing->out, bracket);
    writing->first = false;
}

static void add_text(struct writing *writing, const char *text)
{
    if (text == NULL)
        text_add(writing->out, "null");
    else
        text_add_json(writing->out, text);
}

static void add_number(struct writing *writing, double number)
{
    char written[NUMBER_TEXT_SIZE];
    if (!isfinite(number))
        text_add(writing->out, "null");
    else
        text_add_bytes(writing->out, written, number_format(number, written));
}

static void text_member(struct writing *writing, const char *member, const char *text)
{
    name(writing, member);
    add_text(writing, text);
}

static void number_member(struct writing *writing, const char *member, double number)
{
    name(writing, member);
    add_number(writing, number);
}

static void count_member(struct writing *writing, const char *member, uint64_t count)
{
    name(writing, member);
    text_addf(writing->out, "%" PRIu64, count);
}

static void add_value(struct writing *writing, const struct explain_value *value)
{
    char date[DATE_TEXT_SIZE];
    name(writing, "value");
    if (value->reason != REASON_NONE)
        text_add(writing->out, "null");
    else if (value->kind == FIGURE_TEXT)
        text_add_json(writing->out, value->text);
    else if (value->kind == FIGURE_DATE)
        text_addf(writing->out, "\"%.*s\"",
                  (int)date_format((int32_t)value->number, date), date);
    else
        add_number(writing, value->number);
    text_member(writing, "missing",
                value->reason != REASON_NONE ? reason_text(value->reason) : NULL);
}

/* ---- records ---- */

static void add_row(struct writing *writing, const struct frame *frame,
                    const struct explain_record *record)
{
    if (record->line == NULL)
        return;
    name(writing, "row");
    open(writing, "{");
    for (uint32_t i = 0; i < frame->column_count; i++)
        if (record->line[i] != NULL)
            text_member(writing, frame->columns[i].name, record->line[i]);
    close(writing, "}");
}

static void add_record(struct writing *writing, const struct explain_node *node,
                       const struct explain_record *record)
{
    new_line(writing);
    open(writing, "{");
    text_member(writing, "file", record->place.file);
    count_member(writing, "line", record->place.line);
    text_member(writing, "fate", explain_fate_words(record->fate));
    text_member(writing, "why", record->why);
    text_member(writing, "value", record->value);
    if (record->has_number)
        number_member(writing, "number", record->number);
    if (node->op == OP_WEIGHTED_MEAN && record->fate == FATE_USED)
        number_member(writing, "weight", record->weight);
    if (record->days != 1)
        number_member(writing, "days", record->days);
    name(writing, "fields");
    open(writing, "{");
    for (size_t i = 0; i < node->leaf->column_count; i++) {
        name(writing, record->fields[i].name);
        text_add(writing->out, "{\"value\": ");
        add_text(writing, record->fields[i].value);
        text_add(writing->out, ", \"stood\": ");
        add_text(writing, record->fields[i].stood);
        text_add(writing->out, "}");
    }
    close(writing, "}");
    add_row(writing, node->leaf->frame, record);
    close(writing, "}");
}

static void add_counts(struct writing *writing, const struct explain_counts *counts)
{
    const struct {
        const char *name;
        uint64_t count;
    } members[] = {
        {"dataset", counts->dataset},      {"unit", counts->unit},
        {"period", counts->period},        {"filtered", counts->filtered},
        {"missing", counts->missing},      {"used", counts->used},
        {"no unit", counts->no_unit},      {"other unit", counts->other_unit},
        {"no period", counts->no_period},  {"other period", counts->other_period},
        {"broken key", counts->broken_key}};
    name(writing, "counts");
    open(writing, "{");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        count_member(writing, members[i].name, members[i].count);
    close(writing, "}");
}

static void add_leaf(struct writing *writing, const struct explain_node *node)
{
    const struct explain_leaf *leaf = node->leaf;
    name(writing, "data");
    open(writing, "{");
    text_member(writing, "dataset", leaf->dataset);
    text_member(writing, "filter", leaf->filter);
    text_member(writing, "dated", leaf->dated);
    text_member(writing, "way", leaf->way);
    add_counts(writing, &leaf->counts);
    text_member(writing, "sums", leaf->sums);
    if (leaf->sorted_count > 0) {
        name(writing, "sorted");
        text_add(writing->out, "[");
        for (size_t i = 0; i < leaf->sorted_count; i++) {
            text_add(writing->out, i > 0 ? ", " : "");
            add_number(writing, leaf->sorted[i]);
        }
        text_add(writing->out, "]");
        count_member(writing, "sorted more", leaf->sorted_more);
    }
    name(writing, "quoted");
    text_add(writing->out, explain_is_quoted(leaf) ? "true" : "false");
    name(writing, "records");
    open(writing, "[");
    for (size_t i = 0; i < leaf->record_count; i++)
        add_record(writing, node, &leaf->records[i]);
    close(writing, "]");
    name(writing, "more");
    open(writing, "{");
    for (enum explain_fate fate = FATE_USED; fate <= FATE_FILTERED; fate++)
        count_member(writing, explain_fate_words(fate), leaf->more[fate]);
    close(writing, "}");
    close(writing, "}");
}

/* ---- nodes ---- */

static void add_node(struct writing *writing, const struct explain_node *node);

static void add_part(struct writing *writing, const struct explain_part *part)
{
    new_line(writing);
    open(writing, "{");
    text_member(writing, "role", part->role);
    name(writing, "used");
    text_add(writing->out, part->used ? "true" : "false");
    if (part->shares) {
        number_member(writing, "weight", part->weight);
        number_member(writing, "contribution", part->contribution);
        number_member(writing, "share", part->share);
    }
    if (part->again) {
        count_member(writing, "see", part->node->number);
    } else if (part->node != NULL) {
        name(writing, "node");
        add_node(writing, part->node);
    }
    close(writing, "}");
}

static void add_comparison(struct writing *writing, const struct explain_node *node)
{
    name(writing, "facts");
    open(writing, "{");
    for (size_t i = 0; i < node->fact_count; i++)
        number_member(writing, node->facts[i].name, node->facts[i].number);
    close(writing, "}");
    name(writing, "units");
    open(writing, "[");
    for (size_t i = 0; i < node->rival_count; i++) {
        new_line(writing);
        text_add(writing->out, "{\"unit\": ");
        add_text(writing, node->rivals[i].label);
        if (node->rivals[i].period != NULL) {
            text_add(writing->out, ", \"period\": ");
            add_text(writing, node->rivals[i].period);
        }
        text_add(writing->out, ", \"value\": ");
        add_number(writing, node->rivals[i].number);
        text_add(writing->out, node->rivals[i].here ? ", \"here\": true}" : "}");
    }
    close(writing, "]");
    count_member(writing, "units more", node->rival_more);
}

static void add_marks(struct writing *writing, const struct explain_value *value)
{
    if (value->records > 0) {
        count_member(writing, "present", value->present);
        count_member(writing, "records", value->records);
    }
    if (value->expected > 0) {
        count_member(writing, "reported", value->reported);
        count_member(writing, "expected", value->expected);
    }
}

static void add_node(struct writing *writing, const struct explain_node *node)
{
    open(writing, "{");
    if (node->number > 0)
        count_member(writing, "id", node->number);
    text_member(writing, "word", op_word(node->op));
    if (node->op == OP_INDICATOR)
        text_member(writing, "indicator", node->name);
    text_member(writing, "formula", node->sentence);
    text_member(writing, "unit", node->unit_key);
    text_member(writing, "period", node->period);
    add_value(writing, &node->value);
    add_marks(writing, &node->value);
    if (node->sums != NULL)
        text_member(writing, "sums", node->sums);
    text_member(writing, "file", node->place.file);
    count_member(writing, "line", node->place.line);
    name(writing, "remarks");
    open(writing, "[");
    for (size_t i = 0; i < node->remark_count; i++) {
        new_line(writing);
        text_add_json(writing->out, node->remarks[i]);
    }
    close(writing, "]");
    if (node->cut) {
        name(writing, "cut");
        text_add(writing->out, "true");
    }
    if (node->fact_count > 0)
        add_comparison(writing, node);
    if (node->leaf != NULL)
        add_leaf(writing, node);
    name(writing, "parts");
    open(writing, "[");
    for (size_t i = 0; i < node->part_count; i++)
        add_part(writing, &node->parts[i]);
    close(writing, "]");
    close(writing, "}");
}

void explain_render_json(const struct explanation *explanation,
                         const struct explain_page *page, struct text *out)
{
    struct writing writing = {out, 0, true};
    open(&writing, "{");
    text_member(&writing, "script", page->script);
    text_member(&writing, "evaluation", page->evaluation);
    text_member(&writing, "indicator", page->indicator);
    text_member(&writing, "title", page->title);
    text_member(&writing, "unit", page->unit);
    text_member(&writing, "label", page->label);
    text_member(&writing, "period", page->period);
    add_value(&writing, &explanation->root->value);
    text_member(&writing, "printed", page->printed);
    name(&writing, "tree");
    add_node(&writing, explanation->root);
    close(&writing, "}");
    text_add(out, "\n");
}
