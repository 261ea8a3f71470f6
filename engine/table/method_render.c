/* method_render.c - a method sheet for a terminal, and as a section of a Markdown page.
 */
#include <ctype.h>
#include <string.h>

#include "table/method.h"
#include "table/words.h"
#include "table/wrap.h"

enum { HEAD = 12 };

/* ---- text ---- */

static void paragraph(struct text *out, const char *head, const char *text, size_t indent,
                      size_t width)
{
    struct text start = {0}, safe = {0};
    text_addf(&start, "  %s", head);
    text_add_safe(&safe, text);
    wrap_paragraph(out, text_of(&start), text_of(&safe), indent, width, NULL);
    text_clear(&start);
    text_clear(&safe);
}

void method_add_text(const struct method *method, size_t width, struct text *out)
{
    text_add_safe(out, method->name);
    text_add(out, "\n\n");
    paragraph(out, "title", method->title, HEAD, width);
    paragraph(out, "", method->other_titles, HEAD, width);
    const char *last = "";
    for (size_t i = 0; i < method->line_count; i++) {
        const struct method_line *line = &method->lines[i];
        bool again = strcmp(line->head, last) == 0;
        paragraph(out, again ? "" : line->head, line->text, HEAD, width);
        last = line->head;
    }
    for (size_t i = 0; i < method->example_count; i++) {
        const struct method_example *example = &method->examples[i];
        struct text head = {0};
        text_addf(&head, "example %zu", i + 1);
        for (size_t k = 0; k < example->given_count; k++)
            paragraph(out, k == 0 ? text_of(&head) : "", example->given[k], HEAD, width);
        for (size_t k = 0; k < example->expect_count; k++)
            paragraph(out, k == 0 && example->given_count == 0 ? text_of(&head) : "",
                      arena_format(method->arena, "-> %s", example->expect[k]), HEAD,
                      width);
        text_clear(&head);
    }
}

/* ---- Markdown ---- */

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

void method_add_anchor(const char *name, struct text *out)
{
    for (const char *at = name; *at != '\0'; at++)
        if (isalnum((unsigned char)*at) || *at == '_' || *at == '-' ||
            (unsigned char)*at >= 0x80)
            text_add_char(out, (char)tolower((unsigned char)*at));
        else if (*at == ' ')
            text_add_char(out, '-');
}

static void add_example(const struct method_example *example, size_t number,
                        struct text *out)
{
    text_addf(out, "- **example %zu** given ", number);
    for (size_t k = 0; k < example->given_count; k++) {
        text_add(out, k > 0 ? " · " : "");
        add_escaped(out, example->given[k]);
    }
    text_add(out, " — ");
    for (size_t k = 0; k < example->expect_count; k++) {
        text_add(out, k > 0 ? " · " : "");
        text_add(out, "**");
        add_escaped(out, example->expect[k]);
        text_add(out, "**");
    }
    text_add(out, "\n");
}

void method_add_markdown(const struct method *method, unsigned level, struct text *out)
{
    text_add_repeated(out, "#", level);
    text_add(out, " ");
    add_escaped(out, method->name);
    text_add(out, "\n\n**");
    add_escaped(out, method->title);
    text_add(out, "**");
    if (*method->other_titles != '\0') {
        text_add(out, " · ");
        add_escaped(out, method->other_titles);
    }
    text_add(out, "\n\n");
    for (size_t i = 0; i < method->line_count; i++) {
        text_addf(out, "- **%s** ", method->lines[i].head);
        add_escaped(out, method->lines[i].text);
        text_add(out, "\n");
    }
    for (size_t i = 0; i < method->example_count; i++)
        add_example(&method->examples[i], i + 1, out);
}
