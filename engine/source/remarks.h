/* remarks.h - what is worth telling of a dataset though it could be read.
 *
 * Told by describe, check and load only: names that differ by case, accents or blanks, text that
 * went through a wrong encoding, records that stand twice.
 */
#ifndef BAREME_SOURCE_REMARKS_H
#define BAREME_SOURCE_REMARKS_H

#include "source/draft.h"

/* Before it is settled; finds out whether it is in order, too. */
void tell_repeated_records(struct draft *draft);
void tell_texts(const struct draft *draft);
void tell_records_alike(const struct draft *draft); /* after keys and periods are found */
void tell_names_alike(const struct draft *draft);
bool is_mojibake(const char *text, size_t size);

#endif
