/* members.h - the members of a stranger's JSON, each of the kind it must be.
 *
 * A member that is not there, or null, gives what stands for it (NULL, `otherwise`, 0);
 * one of another kind is told besides. `field` is the column that messages name, or NULL.
 *
 * What is given lives in the arena.
 */
#ifndef BAREME_SOURCE_MEMBERS_H
#define BAREME_SOURCE_MEMBERS_H

#include "base/json.h"
#include "base/problem.h"

struct arena;

struct members {
    struct arena *arena;
    const char *file;
    struct problems *problems;
    const char *resource; /* the one being read, for messages */
};

enum {
    A_NULL = 1 << JSON_NULL,
    A_BOOLEAN = 1 << JSON_BOOLEAN,
    A_NUMBER = 1 << JSON_NUMBER,
    A_TEXT = 1 << JSON_TEXT,
    A_LIST = 1 << JSON_LIST,
    AN_OBJECT = 1 << JSON_OBJECT,
};

void members_tell(struct members *members, enum severity severity, const char *field,
                  const char *message, const char *remedy);
const char *members_word(enum json_kind kind); /* "a number" */

/* The member of that name, if it is of one of the kinds (bits). */
const struct json *member_of(struct members *members, const struct json *object,
                             const char *field, const char *name, unsigned kinds);
const char *member_text(struct members *members, const struct json *object,
                        const char *field, const char *name, const char *otherwise);
bool member_truth(struct members *members, const struct json *object, const char *field,
                  const char *name, bool otherwise);
/* A list of texts (numbers as they stood); with A_TEXT among the kinds one bare text will
 * do. */
const char *const *member_texts(struct members *members, const struct json *object,
                                const char *field, const char *name, unsigned kinds,
                                size_t *count);

/* A whole number from `least` to `most`, else 0. */
uint32_t members_whole(struct members *members, const struct json *value,
                       const char *name, uint32_t least, uint32_t most);
/* A text or a number, as it stood; else NULL. */
const char *members_scalar(const struct json *value);

#endif
