/* naming.h - names of columns that say what the column is for. */
#ifndef BAREME_DATA_NAMING_H
#define BAREME_DATA_NAMING_H

#include <stdbool.h>

/* Called like what names a record: "id", "town_id". */
bool naming_is_key(const char *name);
/* Called like what a unit or a period is printed by. */
bool naming_is_label(const char *name);

#endif
