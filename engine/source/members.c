/* members.c - the members of a stranger's JSON, each of the kind it must be.
 *
 * What is of another kind is told with the resource and field it stands in, and left out,
 * so that one run shows all that is wrong. Nothing is taken for what it is not: "no" is
 * not false.
 *
 * Texts lie in the caller's arena.
 */
#include "source/members.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

void members_tell(struct members *members, enum severity severity, const char *field,
                  const char *message, const char *remedy)
{
    if (members->resource != NULL)
        message =
            arena_format(members->arena, "resource '%s': %s", members->resource, message);
    problems_add(members->problems, (struct problem){.severity = severity,
                                                     .file = members->file,
                                                     .column = field,
                                                     .message = message,
                                                     .remedy = remedy});
}

/* ---- kinds ---- */

const char *members_word(enum json_kind kind)
{
    switch (kind) {
    case JSON_NULL:
        return "null";
    case JSON_BOOLEAN:
        return "true or false";
    case JSON_NUMBER:
        return "a number";
    case JSON_TEXT:
        return "a text";
    case JSON_LIST:
        return "a list";
    case JSON_OBJECT:
        return "an object";
    }
    return "";
}

static void add_kinds(struct text *out, unsigned kinds)
{
    unsigned left = kinds;
    for (int kind = JSON_NULL; kind <= JSON_OBJECT; kind++) {
        if ((kinds >> kind & 1) == 0)
            continue;
        left &= ~(1u << kind);
        text_add(out, members_word((enum json_kind)kind));
        text_add(out, left == 0 ? "" : (left & (left - 1)) == 0 ? " or " : ", ");
    }
}

/* The member of that name if it is of one of the kinds; another is told and left out. */
const struct json *member_of(struct members *members, const struct json *object,
                             const char *field, const char *name, unsigned kinds)
{
    const struct json *value = json_member(object, name);
    if (value == NULL || (kinds >> value->kind & 1) != 0)
        return value;
    struct text wanted = {0};
    add_kinds(&wanted, kinds);
    members_tell(members, SEVERITY_ERROR, field,
                 arena_format(members->arena, "its \"%s\" is %s, where %s belongs", name,
                              members_word(value->kind), text_of(&wanted)),
                 "correct it, or take it out");
    text_clear(&wanted);
    return NULL;
}

const char *member_text(struct members *members, const struct json *object,
                        const char *field, const char *name, const char *otherwise)
{
    const struct json *value = member_of(members, object, field, name, A_TEXT | A_NULL);
    return json_text(value, otherwise);
}

bool member_truth(struct members *members, const struct json *object, const char *field,
                  const char *name, bool otherwise)
{
    const struct json *value =
        member_of(members, object, field, name, A_BOOLEAN | A_NULL);
    return value == NULL || value->kind != JSON_BOOLEAN ? otherwise : value->number != 0;
}

/* A whole number from `least` to `most`; another is told, and 0. */
uint32_t members_whole(struct members *members, const struct json *value,
                       const char *name, uint32_t least, uint32_t most)
{
    if (value == NULL || value->kind == JSON_NULL)
        return 0;
    double number = value->kind == JSON_NUMBER ? value->number : -1;
    if (number >= least && number <= most && number == (double)(uint32_t)number)
        return (uint32_t)number;
    members_tell(members, SEVERITY_ERROR, NULL,
                 arena_format(members->arena,
                              "its \"%s\" is no whole number from %u to %u", name, least,
                              most),
                 "correct it");
    return 0;
}

/* A text or a list of texts, as a list. */
static const char *const *list_texts(struct members *members, const struct json *value,
                                     size_t *count)
{
    *count = 0;
    if (value == NULL || value->kind == JSON_NULL)
        return NULL;
    bool list = value->kind == JSON_LIST;
    const char **items =
        arena_get_zeroed(members->arena, (list ? value->count : 1) + 1, sizeof *items);
    for (const struct json *item = list ? value->first : value; item != NULL;
         item = list ? item->next : NULL) {
        if (item->kind == JSON_BOOLEAN)
            items[(*count)++] = item->number != 0 ? "true" : "false";
        else if (item->kind == JSON_TEXT || item->kind == JSON_NUMBER)
            items[(*count)++] = item->text;
    }
    return items;
}

const char *const *member_texts(struct members *members, const struct json *object,
                                const char *field, const char *name, unsigned kinds,
                                size_t *count)
{
    const struct json *value =
        member_of(members, object, field, name, kinds | A_LIST | A_NULL);
    *count = 0;
    for (const struct json *item =
             value != NULL && value->kind == JSON_LIST ? value->first : NULL;
         item != NULL; item = item->next)
        if (item->kind == JSON_LIST || item->kind == JSON_OBJECT ||
            item->kind == JSON_NULL) {
            members_tell(members, SEVERITY_ERROR, field,
                         arena_format(members->arena,
                                      "its \"%s\" has %s in it, where texts belong", name,
                                      members_word(item->kind)),
                         "correct it");
            return NULL;
        }
    return list_texts(members, value, count);
}

/* A text or a number, as it stood. */
const char *members_scalar(const struct json *value)
{
    bool plain =
        value != NULL && (value->kind == JSON_TEXT || value->kind == JSON_NUMBER);
    return plain ? value->text : NULL;
}
