/* choose.h - which columns of a file are kept.
 *
 * What a script names, and what the engine needs whatever the script says: keys, periods, labels.
 */
#ifndef BAREME_SOURCE_CHOOSE_H
#define BAREME_SOURCE_CHOOSE_H

#include "source/draft.h"

bool need_dataset(const struct source_need *need, const char *name); /* named, or asked for whole */
/* Whether a column of that name in that dataset could be a key to another. */
bool listing_has_target(const struct listing *listing, const char *dataset, const char *column);
void choose_columns(struct part *part, const struct draft *draft, const struct listed *file,
                    const struct listing *listing, const struct source_need *need);

#endif
