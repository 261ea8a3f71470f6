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
/* Only to that one, from columns that are no key yet. */
void draft_find_keys_to(struct draft *draft, const struct frame *target);
/* Whether its columns, keys or coverage may lead to a dataset of that name; its parts are read. */
bool draft_leads_to(const struct draft *draft, const char *name);

#endif
