/* lazy.h - what a table works out when first asked for. Only for table/ itself.
 *
 * Digits, footnotes and checks look at every figure; outputs for machines never ask. All
 * of it lies in the table's arena.
 */
#ifndef BAREME_TABLE_LAZY_H
#define BAREME_TABLE_LAZY_H

#include "table/layout.h"

enum { NOTES_PARTIAL = 8, NOTES_LISTED = 6, CHECKS_LISTED = 10 };

struct partial {
    uint32_t present, records, reported, expected;
    const char *mark;
};

struct table_lazy {
    struct table *table;
    bool collected, checked;
    struct table_note *notes;
    size_t note_count, note_room;
    struct table_failure *failures;
    size_t failure_count, failure_room;
    int8_t *digits;
    const char *reason_marks[REASON_COUNT]; /* NULL: none met */
    struct partial partials[NOTES_PARTIAL];
    size_t partial_count;
    bool partial_many;   /* then all have the mark of partials[0] */
    size_t partial_note; /* the note of the first */
    size_t mark_count;
};

/* Takes the text's bytes over into the arena, and clears it. */
void lazy_add_note(struct table_lazy *lazy, enum note_kind kind, const char *mark,
                   struct text *text);
void lazy_add_filled(struct table_lazy *lazy, enum note_kind kind, enum word word,
                     const char *const *arguments, size_t count);
const char *lazy_count(const struct table_lazy *lazy, uint64_t count); /* for people */
void lazy_add_where(const struct table_lazy *lazy, uint32_t row, int32_t period,
                    struct text *text);
/* checks.c */
void lazy_note_checks(struct table_lazy *lazy);

#endif
