/* dictionary.h - the different texts of a column, numbered in the order in which they came.
 *
 * It only grows, so a number stays good. Texts are NFC, so equal texts are equal bytes.
 */
#ifndef BAREME_DATA_DICTIONARY_H
#define BAREME_DATA_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#define DICTIONARY_NONE UINT32_MAX

struct dictionary;

struct dictionary *dictionary_new(void);
void dictionary_free(struct dictionary *dictionary);

uint32_t dictionary_add(struct dictionary *dictionary, const char *bytes, size_t size); /* the old number of a text seen before */
uint32_t dictionary_find(const struct dictionary *dictionary, const char *bytes, size_t size); /* DICTIONARY_NONE when absent */
const char *dictionary_text(const struct dictionary *dictionary, uint32_t number);
size_t dictionary_size(const struct dictionary *dictionary, uint32_t number); /* bytes of that text */
size_t dictionary_count(const struct dictionary *dictionary);

#endif
