/* wrap.c - lines of text of a given width, and a line drawn piece by piece.
 *
 * Spaces are only ever written before a piece, so no line ends in one. A style is the
 * number of a terminal's colour sequence ("1" bold), or NULL for none.
 */
#include "table/wrap.h"

#include <string.h>

#include "base/text.h"

size_t wrap_width(const char *bytes, size_t size)
{
    struct text copy = {0};
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)bytes[i] >= 0x80) {
            text_add_bytes(&copy, bytes, size);
            size = utf8_width(text_of(&copy));
            text_clear(&copy);
            break;
        }
    return size;
}

/* One long word: cut after a hyphen or slash that leaves something before and behind it,
 * else anywhere, but never into nothing. */
static size_t cut_word(const char *text, size_t fits)
{
    uint32_t character;
    for (size_t end = fits; end > 2; end--)
        if ((text[end - 1] == '-' || text[end - 1] == '/') && text[end] != ' ')
            return end;
    return fits > 0 ? fits : utf8_decode(text, strlen(text), &character);
}

size_t wrap_line(const char *text, size_t width, const char **next)
{
    size_t fits = utf8_fitting(text, width);
    if (text[fits] == '\0') {
        *next = text + fits;
        return fits;
    }
    size_t end = fits;
    while (end > 0 && text[end] != ' ')
        end--;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    if (end == 0)
        end = cut_word(text, fits);
    *next = text + end;
    while (**next == ' ')
        (*next)++;
    return end;
}

size_t wrap_count(const char *text, size_t width)
{
    size_t lines = 0;
    for (; *text != '\0'; lines++)
        wrap_line(text, width, &text);
    return lines;
}

size_t wrap_longest_word(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t size = strcspn(text, " "), width = wrap_width(text, size);
        longest = width > longest ? width : longest;
        text += size + strspn(text + size, " ");
    }
    return longest;
}

size_t wrap_fit(const char *text, size_t lines)
{
    enum { LONGEST_WORD = 28 };
    size_t width = wrap_longest_word(text), whole = utf8_width(text);
    if (width > LONGEST_WORD)
        return LONGEST_WORD;
    while (width < whole && wrap_count(text, width) > lines)
        width++;
    return width;
}

void drawn_put(struct drawn *drawn, size_t column, const char *bytes, size_t size,
               const char *style)
{
    if (size == 0)
        return;
    if (column > drawn->at) {
        text_add_repeated(drawn->out, " ", column - drawn->at);
        drawn->at = column;
    }
    if (style != NULL)
        text_addf(drawn->out, "\033[%sm", style);
    text_add_bytes(drawn->out, bytes, size);
    if (style != NULL)
        text_add(drawn->out, "\033[0m");
    drawn->at += wrap_width(bytes, size);
}

void drawn_rule(struct drawn *drawn, size_t column, size_t width, const char *style)
{
    struct text rule = {0};
    text_add_repeated(&rule, "─", width);
    drawn_put(drawn, column, text_of(&rule), rule.size, style);
    text_clear(&rule);
}

void drawn_end(struct drawn *drawn)
{
    text_add_char(drawn->out, '\n');
    drawn->at = 0;
}

void wrap_paragraph(struct text *out, const char *start, const char *text, size_t indent,
                    size_t width, const char *style)
{
    enum { NARROWEST = 20 };
    struct drawn drawn = {out, 0};
    size_t room = width == 0                   ? SIZE_MAX / 2
                  : width < indent + NARROWEST ? NARROWEST
                                               : width - indent;
    if (*text == '\0')
        return;
    for (const char *next = text; *text != '\0'; text = next) {
        size_t size = wrap_line(text, room, &next);
        drawn_put(&drawn, 0, start, strlen(start), style);
        drawn_put(&drawn, indent, text, size, style);
        drawn_end(&drawn);
        start = "";
    }
}
