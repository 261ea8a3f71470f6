/* settle.h - one column of a dataset while it is being typed.
 *
 * For each part that has the column: the rule for its values, what each different text is, and the
 * text's number in the frame's dictionary. Made by settling_decide, used up by settle.c.
 */
#ifndef BAREME_SOURCE_SETTLE_H
#define BAREME_SOURCE_SETTLE_H

#include "source/draft.h"

struct settling {
    const char *name;
    uint32_t *columns;    /* of each part: its column, UINT32_MAX where it has none */
    struct rule *rules;
    struct value **texts; /* of each part: for each text of its dictionary */
    uint32_t **numbers;   /* of each part: its texts' numbers in the frame's dictionary */
    enum column_type type;
    uint8_t scale;
    bool real;
    bool declared;        /* "number" by a schema: it stays a decimal though all are whole */
    size_t extra_marks;   /* marks of missing that look like plain numbers */
};

void settling_init(struct settling *settling, const struct draft *draft, uint32_t number);
void settling_clear(struct settling *settling, const struct draft *draft);
/* Finds rules and type, fills in the frame's column, and tells what is undecided. */
void settling_decide(struct settling *settling, struct draft *draft, uint32_t number);

/* Whether a plain number or date is taken as it stands; its digits after the mark. */
bool rule_suits(const struct rule *rule, uint8_t tag);
unsigned tag_scale(uint8_t tag);
bool rule_has_checks(const struct rule *rule);

#endif
