/* json.h - reading JSON, through SQLite's json_tree.
 *
 * The whole document becomes a tree in the arena. Order is that of the text; a member twice keeps
 * both, json_member finds the last. Writing JSON is text_add_json.
 */
#ifndef BAREME_BASE_JSON_H
#define BAREME_BASE_JSON_H

#include "base/fault.h"

struct arena;
struct text;

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json {
    enum json_kind kind;
    const char *name;        /* of a member of an object, else NULL */
    const char *text;        /* of a text; of a number as it stood */
    double number;           /* of a number; 1 or 0 of a boolean */
    const struct json *first; /* of a list or object: its members */
    const struct json *next;
    size_t count;
};

/* NULL and a fault for what is not JSON, is deeper than 100 levels or has a NUL in a text. `name`
 * is what messages call the document (its file). */
const struct json *json_parse(struct arena *arena, const char *name, const char *bytes, size_t size,
                              struct fault *fault);

const struct json *json_member(const struct json *object, const char *name); /* NULL when absent */
const char *json_text(const struct json *value, const char *otherwise);      /* NULL value allowed */

/* Appends a text as a JSON string, quotes and all. */
void text_add_json(struct text *text, const char *string);

#endif
