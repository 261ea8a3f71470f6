/* keys.h - what holds datasets together: primary keys, foreign keys, periods, coverage.
 *
 * Declared ones are taken from the schema and checked; without a schema they are found by names
 * and proved by the values.
 */
#ifndef BAREME_SOURCE_KEYS_H
#define BAREME_SOURCE_KEYS_H

#include "source/draft.h"

/* Whether a column of that name could be a key to that dataset. */
bool key_fits(const char *column, const char *dataset);

/* Of one frame: its primary key, unique columns, period and coverage. */
void draft_find_primary(struct draft *draft);
void draft_find_period(struct draft *draft);
/* Of one frame, when all of them are made. */
void draft_find_keys(struct draft *draft, const struct datasets *datasets);

#endif
