/* words.h - the product's own words under and around a table, in English, French and
 * Spanish.
 *
 * Texts are constants; what they are filled with is the caller's.
 */
#ifndef BAREME_TABLE_WORDS_H
#define BAREME_TABLE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "data/reason.h"

struct text;

enum word {
    WORD_UNIT,
    WORD_PERIOD,
    WORD_INDICATOR,
    WORD_FIGURE,
    WORD_BASELINE,
    WORD_VALUE,
    WORD_TARGET,
    WORD_ACHIEVEMENT,
    WORD_TOTAL,
    WORD_WHOLE,
    WORD_ALL_PERIODS,
    WORD_NOT_GIVEN,
    WORD_QUARTER,
    WORD_COLON,
    WORD_GREEN,
    WORD_AMBER,
    WORD_RED,
    WORD_VALUES_OF,
    WORD_REPORTED_OF,
    WORD_PARTIAL_MANY,
    WORD_AND_MORE,
    WORD_BANDS,
    WORD_LIMIT,
    WORD_LIMIT_TOTALS,
    WORD_SPANS,
    WORD_CHECK,
    WORD_CHECK_HERE,
    WORD_CHECK_FIGURES,
    WORD_CHECK_FULL,
    WORD_CHECK_MORE,
    WORD_UNDECIDED,
    WORD_RECORDS_OF,
    WORD_RECORDS_BY,
    WORD_READ,
    WORD_USED,
    WORD_UNDATED,
    WORD_NO_UNIT,
    WORD_OTHER_UNIT,
    WORD_NO_PERIOD,
    WORD_OTHER_PERIOD,
    WORD_BROKEN_KEY,
    WORD_SKIPPED,
    WORD_DUPLICATE,
    WORD_UNREADABLE,
    WORD_NOTES,
    WORD_NO_UNITS,
    WORD_COUNT
};

const char *word_of(const char *language, enum word word);
/* With a count: a word that is "one|many" in the table. French counts 0 as one. */
void word_add_counted(struct text *out, const char *language, enum word word,
                      uint64_t count);
/* Appends the word with %1 … %9 replaced by the arguments. */
void word_add_filled(struct text *out, const char *language, enum word word,
                     const char *const *arguments, size_t count);
/* The reasons of LANGUAGE section 6, for people; English is reason_text. */
/* A tag's value in the field's word for it ("output", "produit"); one that the field has none for as it is. */
const char *word_of_tag(const char *language, const char *tag);
const char *word_of_reason(const char *language, enum reason reason);

/* For people's eyes: control characters, and those that turn the direction of writing
 * round, become U+FFFD; tabs and ends of lines a space. So no text of the user's can move
 * a terminal's cursor. */
void text_add_safe(struct text *out, const char *string);
/* The same for one character: what stands in its place (0xFFFD, ' ', or itself). */
uint32_t character_safe(uint32_t character);

#endif
