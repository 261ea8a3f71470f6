/* text_index.h - from a text to the first record of a column that has it.
 *
 * For texts without numbers: what a dictionary would say of equal texts is asked of the
 * column itself, through a table of hashes that is made for the time and takes some five
 * to ten bytes a record. Works for numbered texts too.
 *
 * text_index_new gives an index that text_index_free frees; the frame is borrowed, and
 * stays as it is meanwhile.
 */
#ifndef BAREME_DATA_TEXT_INDEX_H
#define BAREME_DATA_TEXT_INDEX_H

#include "data/frame.h"

struct text_index;

/* Of a loaded column of texts. */
struct text_index *text_index_new(const struct frame *frame, uint32_t column);
void text_index_free(struct text_index *index);

uint32_t text_index_find(const struct text_index *index, const char *bytes,
                         size_t size);                  /* RECORD_NONE */
size_t text_index_count(const struct text_index *index); /* different texts */

/* Whether each text that is present comes behind the one before, by its bytes: so that
 * none stands twice, and no index is needed to know. */
bool texts_rise(const struct frame *frame, uint32_t column);
/* How many different texts a column has. */
uint64_t texts_different(const struct frame *frame, uint32_t column);

#endif
