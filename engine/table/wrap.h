/* wrap.h - lines of text of a given width. Only for table/ itself.
 *
 * Widths are columns of a terminal. A break is at a space (not at a no-break one); a word
 * longer than the width is cut, after a hyphen or slash if it has one.
 */
#ifndef BAREME_TABLE_WRAP_H
#define BAREME_TABLE_WRAP_H

#include <stddef.h>

struct text;

/* Bytes of the first line of `text`; `*next` is where the line after it begins ("" at the
 * end). */
size_t wrap_line(const char *text, size_t width, const char **next);
size_t wrap_count(const char *text, size_t width); /* lines it takes, 0 of "" */
size_t wrap_fit(const char *text,
                size_t lines); /* the narrowest width that takes at most so many */
size_t wrap_longest_word(const char *text);
size_t wrap_width(const char *bytes, size_t size); /* display width of a piece */

/* A line being drawn: pieces at columns, from left to right. */
struct drawn {
    struct text *out;
    size_t at;
};
void drawn_put(struct drawn *drawn, size_t column, const char *bytes, size_t size,
               const char *style);
void drawn_rule(struct drawn *drawn, size_t column, size_t width, const char *style);
void drawn_end(struct drawn *drawn);

/* A paragraph: wrapped to `width` (0: not at all), each line after `indent` spaces; the
 * first one begins with `start` instead of its first spaces. */
void wrap_paragraph(struct text *out, const char *start, const char *text, size_t indent,
                    size_t width, const char *style);

#endif
