/* known.h - records of an addition that the dataset has already.
 *
 * A record is the same as another when what names it is, its primary key of one column or of
 * several. With the same values throughout it is left out; with others it is an error where the key
 * is one, and else shows that it is none.
 */
#ifndef BAREME_STORE_KNOWN_H
#define BAREME_STORE_KNOWN_H

#include "store/join.h"

/* Sets `dropped` of the records that are known; `joinings` are those of all columns. */
void drop_known(const struct adding *adding, const struct joining *joinings);

#endif
