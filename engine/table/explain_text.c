/* explain_text.c - an explanation for a terminal: the tree by indentation, records below
 * their measure.
 *
 * One line a node (value, formula, its number in brackets), then indented what it rests
 * on. A node that was shown is only named by its number.
 */
#include <inttypes.h>
#include <string.h>

#include "table/explain.h"
#include "table/words.h"

enum { STEP = 2, AMOUNTS_ALIGNED = 24 };

struct drawing {
    struct text *out;
};

/* One line: made of user texts too, so made safe as a whole. */
static void draw_line(struct drawing *drawing, size_t indent, struct text *line)
{
    text_add_repeated(drawing->out, " ", indent);
    text_add_safe(drawing->out, text_of(line));
    text_add(drawing->out, "\n");
    line->size = 0;
}

static void draw_note(struct drawing *drawing, size_t indent, const char *start,
                      const char *note)
{
    struct text line = {0};
    text_addf(&line, "%s%s", start, note);
    draw_line(drawing, indent, &line);
    text_clear(&line);
}

/* ---- records ---- */

static void place_words(const struct explain_record *record, struct text *out)
{
    text_addf(out, "%s:%u", record->place.file != NULL ? record->place.file : "in memory",
              record->place.line);
}

struct widths {
    size_t place, amount;
};

static struct widths measure(const struct explain_node *node)
{
    struct widths widths = {0, 0};
    struct text text = {0};
    for (size_t i = 0; i < node->leaf->record_count; i++) {
        text.size = 0;
        place_words(&node->leaf->records[i], &text);
        size_t width = utf8_width(text_of(&text));
        widths.place = width > widths.place ? width : widths.place;
        text.size = 0;
        text_add(&text, "");
        explain_words_amount(node, &node->leaf->records[i], &text);
        width = text.size > 0 ? utf8_width(text_of(&text)) : 0;
        if (width <= AMOUNTS_ALIGNED)
            widths.amount = width > widths.amount ? width : widths.amount;
    }
    text_clear(&text);
    return widths;
}

static void pad(struct text *line, size_t width)
{
    size_t used = utf8_width(text_of(line));
    text_add_repeated(line, " ", used < width ? width - used : 0);
}

static void draw_record(struct drawing *drawing, size_t indent,
                        const struct explain_node *node,
                        const struct explain_record *record, struct widths widths)
{
    struct text line = {0}, amount = {0};
    place_words(record, &line);
    pad(&line, widths.place);
    explain_words_amount(node, record, &amount);
    size_t width = amount.size > 0 ? utf8_width(text_of(&amount)) : 0;
    text_add(&line, "  ");
    text_add_repeated(&line, " ", width < widths.amount ? widths.amount - width : 0);
    text_add(&line, text_of(&amount));
    for (size_t i = 0; i < node->leaf->column_count; i++)
        text_addf(&line, "%s%s \"%s\"", i == 0 ? "  " : ", ", record->fields[i].name,
                  explain_field_text(&record->fields[i]));
    if (record->why != NULL)
        text_addf(&line, "  (%s%s)", record->fate == FATE_FILTERED ? "not: " : "",
                  record->why);
    draw_line(drawing, indent, &line);
    text_clear(&line);
    text_clear(&amount);
}

static void draw_more(struct drawing *drawing, size_t indent,
                      const struct explain_leaf *leaf, enum explain_fate fate)
{
    struct text line = {0};
    if (leaf->more[fate] == 0)
        return;
    text_addf(&line, "and %" PRIu64 " more, %s: --all lists them", leaf->more[fate],
              explain_fate_words(fate));
    draw_line(drawing, indent, &line);
    text_clear(&line);
}

static void draw_leaf(struct drawing *drawing, size_t indent,
                      const struct explain_node *node)
{
    const struct explain_leaf *leaf = node->leaf;
    struct text line = {0};
    explain_words_counts(node, &line);
    draw_line(drawing, indent, &line);
    if (leaf->sums != NULL)
        draw_note(drawing, indent, "= ", leaf->sums);
    if (leaf->sorted_count > 0) {
        explain_words_sorted(leaf, &line);
        draw_note(drawing, indent, "values in order: ", text_of(&line));
        line.size = 0;
    }
    struct widths widths = measure(node);
    for (size_t i = 0; i < leaf->record_count; i++) {
        enum explain_fate fate = leaf->records[i].fate;
        if (i > 0 && fate != leaf->records[i - 1].fate)
            draw_more(drawing, indent, leaf, leaf->records[i - 1].fate);
        if (fate != FATE_USED && (i == 0 || fate != leaf->records[i - 1].fate)) {
            text_addf(&line, "%s:", explain_fate_words(fate));
            draw_line(drawing, indent, &line);
        }
        draw_record(drawing, indent + STEP * (fate != FATE_USED), node, &leaf->records[i],
                    widths);
    }
    if (leaf->record_count > 0)
        draw_more(drawing, indent, leaf, leaf->records[leaf->record_count - 1].fate);
    if (!explain_is_quoted(leaf))
        draw_note(drawing, indent, "",
                  "(not as it stood in the file, which has changed or is not at hand: as "
                  "it was "
                  "understood)");
    text_clear(&line);
}

/* ---- nodes ---- */

static void draw_node(struct drawing *drawing, size_t indent,
                      const struct explain_node *node, const char *role);

static void draw_part(struct drawing *drawing, size_t indent,
                      const struct explain_part *part)
{
    struct text role = {0};
    explain_words_role(part, &role);
    if (part->node == NULL) {
        draw_line(drawing, indent, &role);
    } else if (part->again) {
        struct text line = {0};
        if (role.size > 0)
            text_addf(&line, "%s: ", text_of(&role));
        explain_words_value(part->node, &line);
        text_addf(&line, "  see [%u]", part->node->number);
        draw_line(drawing, indent, &line);
        text_clear(&line);
    } else {
        draw_node(drawing, indent, part->node, text_of(&role));
    }
    text_clear(&role);
}

static void draw_comparison(struct drawing *drawing, size_t indent,
                            const struct explain_node *node)
{
    struct text line = {0};
    if (node->fact_count == 0)
        return;
    for (size_t i = 0; i < node->fact_count; i++) {
        text_add(&line, i > 0 ? ", " : "");
        explain_words_fact(&node->facts[i], &line);
    }
    draw_line(drawing, indent, &line);
    if (node->rival_count > 0) {
        text_add(&line, "compared: ");
        explain_words_rivals(node, &line);
        draw_line(drawing, indent, &line);
    }
    text_clear(&line);
}

static void draw_node(struct drawing *drawing, size_t indent,
                      const struct explain_node *node, const char *role)
{
    struct text line = {0};
    if (*role != '\0')
        text_addf(&line, "%s: ", role);
    explain_words_value(node, &line);
    bool literal = op_class(node->op) == CLASS_LITERAL;
    text_add(&line, literal ? "" : "  ");
    explain_words_formula(node, &line);
    if (!literal)
        text_addf(&line, "  [%u]", node->number);
    draw_line(drawing, indent, &line);
    text_clear(&line);
    indent += STEP;
    if (node->sums != NULL)
        draw_note(drawing, indent, "= ", node->sums);
    for (size_t i = 0; i < node->remark_count; i++)
        draw_note(drawing, indent, "", node->remarks[i]);
    draw_comparison(drawing, indent, node);
    if (node->leaf != NULL)
        draw_leaf(drawing, indent, node);
    for (size_t i = 0; i < node->part_count; i++)
        draw_part(drawing, indent, &node->parts[i]);
    if (node->cut)
        draw_note(drawing, indent, "", "… deeper than asked for: --depth says how far");
}

void explain_render_text(const struct explanation *explanation,
                         const struct explain_page *page, struct text *out)
{
    struct drawing drawing = {out};
    struct text line = {0};
    text_addf(&line, "%s (%s), %s", page->title, page->indicator, page->label);
    if (strcmp(page->label, page->unit) != 0)
        text_addf(&line, " (%s)", page->unit);
    text_addf(&line, ", %s: %s", page->period, page->printed);
    draw_line(&drawing, 0, &line);
    text_add(out, "\n");
    draw_node(&drawing, 0, explanation->root, "");
    text_clear(&line);
}
