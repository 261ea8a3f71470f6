/* explain_markdown.c - an explanation for a report: the tree as a nested list, then a
 * table of records for each measure.
 *
 * What Markdown would take for its own is escaped in the user's texts.
 */
#include <inttypes.h>
#include <string.h>

#include "table/explain.h"
#include "table/words.h"

struct page {
    struct text *out;
};

static void add_escaped(struct text *out, const char *string)
{
    struct text safe = {0};
    text_add_safe(&safe, string);
    for (const char *at = text_of(&safe); *at != '\0'; at++) {
        if (strchr("\\`*_[]<>|#~", *at) != NULL)
            text_add_char(out, '\\');
        text_add_char(out, *at);
    }
    text_clear(&safe);
}

static void add_taken(struct text *out, struct text *text)
{
    add_escaped(out, text_of(text));
    text->size = 0;
    if (text->bytes != NULL)
        text->bytes[0] = '\0';
}

/* ---- the tree ---- */

static void list_item(struct page *page, size_t depth)
{
    text_add_repeated(page->out, "  ", depth);
    text_add(page->out, "- ");
}

static void list_note(struct page *page, size_t depth, const char *start,
                      struct text *note)
{
    list_item(page, depth);
    text_add(page->out, start);
    add_taken(page->out, note);
    text_add(page->out, "\n");
}

static void list_node(struct page *page, size_t depth, const struct explain_node *node,
                      const char *role)
{
    struct text text = {0};
    list_item(page, depth);
    if (*role != '\0') {
        add_escaped(page->out, role);
        text_add(page->out, ": ");
    }
    text_add(page->out, "**");
    explain_words_value(node, &text);
    add_taken(page->out, &text);
    text_add(page->out, "** ");
    explain_words_formula(node, &text);
    add_taken(page->out, &text);
    if (op_class(node->op) != CLASS_LITERAL)
        text_addf(page->out, " (%u)", node->number);
    text_add(page->out, "\n");
    text_clear(&text);
}

static void list_notes(struct page *page, size_t depth, const struct explain_node *node)
{
    struct text text = {0};
    if (node->sums != NULL) {
        text_add(&text, node->sums);
        list_note(page, depth, "= ", &text);
    }
    for (size_t i = 0; i < node->remark_count; i++) {
        text_add(&text, node->remarks[i]);
        list_note(page, depth, "", &text);
    }
    for (size_t i = 0; i < node->fact_count; i++) {
        text_add(&text, i > 0 ? ", " : "");
        explain_words_fact(&node->facts[i], &text);
    }
    if (node->fact_count > 0)
        list_note(page, depth, "", &text);
    if (node->rival_count > 0) {
        explain_words_rivals(node, &text);
        list_note(page, depth, "compared: ", &text);
    }
    if (node->leaf != NULL) {
        explain_words_counts(node, &text);
        list_note(page, depth, "", &text);
    }
    if (node->cut)
        text_add(&text, "… deeper than asked for");
    if (node->cut)
        list_note(page, depth, "", &text);
    text_clear(&text);
}

static void list_tree(struct page *page, size_t depth, const struct explain_node *node,
                      const char *given)
{
    list_node(page, depth, node, given);
    list_notes(page, depth + 1, node);
    for (size_t i = 0; i < node->part_count; i++) {
        const struct explain_part *part = &node->parts[i];
        struct text role = {0};
        explain_words_role(part, &role);
        if (part->node != NULL && !part->again) {
            list_tree(page, depth + 1, part->node, text_of(&role));
        } else if (part->node != NULL) {
            text_add(&role, role.size > 0 ? ": " : "");
            explain_words_value(part->node, &role);
            text_addf(&role, ", see (%u)", part->node->number);
            list_note(page, depth + 1, "", &role);
        } else {
            list_note(page, depth + 1, "", &role);
        }
        text_clear(&role);
    }
}

/* ---- records ---- */

static void cell(struct page *page, const char *text)
{
    add_escaped(page->out, text);
    text_add(page->out, " | ");
}

static void add_row(struct page *page, const struct explain_node *node,
                    const struct explain_record *record)
{
    struct text text = {0};
    text_add(page->out, "| ");
    text_addf(&text, "%s:%u",
              record->place.file != NULL ? record->place.file : "in memory",
              record->place.line);
    cell(page, text_of(&text));
    text_clear(&text);
    explain_words_amount(node, record, &text);
    cell(page, text_of(&text));
    for (size_t i = 0; i < node->leaf->column_count; i++)
        cell(page, explain_field_text(&record->fields[i]));
    cell(page, explain_fate_words(record->fate));
    text_clear(&text);
    if (record->why != NULL)
        text_addf(&text, "%s%s", record->fate == FATE_FILTERED ? "not: " : "",
                  record->why);
    add_escaped(page->out, text_of(&text));
    text_add(page->out, " |\n");
    text_clear(&text);
}

static void add_records(struct page *page, const struct explain_node *node)
{
    const struct explain_leaf *leaf = node->leaf;
    struct text text = {0};
    if (leaf->record_count == 0)
        return;
    text_addf(page->out, "\n**(%u)** ", node->number);
    explain_words_formula(node, &text);
    add_taken(page->out, &text);
    if (leaf->sums != NULL)
        text_addf(page->out, " = %s", leaf->sums);
    text_add(page->out, "\n\n| place | counts | ");
    for (size_t i = 0; i < leaf->column_count; i++)
        cell(page, leaf->columns[i]);
    text_add(page->out, "what became of it | why |\n|---|---:|");
    text_add_repeated(page->out, "---|", leaf->column_count + 2);
    text_add(page->out, "\n");
    for (size_t i = 0; i < leaf->record_count; i++)
        add_row(page, node, &leaf->records[i]);
    for (enum explain_fate fate = FATE_USED; fate <= FATE_FILTERED; fate++)
        if (leaf->more[fate] > 0)
            text_addf(page->out, "\n%" PRIu64 " more %s.\n", leaf->more[fate],
                      explain_fate_words(fate));
    if (leaf->sorted_count > 0) {
        text_add(page->out, "\nValues in order: ");
        explain_words_sorted(leaf, &text);
        add_taken(page->out, &text);
        text_add(page->out, "\n");
    }
    if (!explain_is_quoted(leaf))
        text_add(page->out,
                 "\nNot as it stood in the file, which has changed or is not at hand: "
                 "as it was understood.\n");
    text_clear(&text);
}

void explain_render_markdown(const struct explanation *explanation,
                             const struct explain_page *page_of, struct text *out)
{
    struct page page = {out};
    text_add(out, "## ");
    add_escaped(out, page_of->title);
    text_add(out, "\n\n");
    add_escaped(out, page_of->indicator);
    text_add(out, ", ");
    add_escaped(out, page_of->label);
    text_add(out, ", ");
    add_escaped(out, page_of->period);
    text_add(out, ": **");
    add_escaped(out, page_of->printed);
    text_add(out, "**\n\n");
    list_tree(&page, 0, explanation->root, "");
    for (size_t i = 0; i < explanation->node_count; i++)
        if (explanation->nodes[i]->leaf != NULL)
            add_records(&page, explanation->nodes[i]);
}
