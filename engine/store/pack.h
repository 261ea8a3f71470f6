/* pack.h - vectors and dictionaries as BLOBs.
 *
 * A vector's BLOB is its packed values, then its states where not all are present; of
 * plain texts the values are their sizes, and the texts come last. A
 * dictionary's is the sizes of its texts, four bytes each, then the texts; cut into
 * pieces of some MiB, so that what is appended adds pieces and leaves the earlier ones as
 * they are.
 */
#ifndef BAREME_STORE_PACK_H
#define BAREME_STORE_PACK_H

#include "base/text.h"
#include "store/inventory.h"

/* What the catalogue says of a vector, and its bytes, in `buffer` or in the vector
 * itself. */
struct stored pack_vector(const struct vector *vector, uint32_t records,
                          struct text *buffer, const void **bytes);
/* The piece that begins with text `first`; its bytes in `buffer`. */
struct stored_texts pack_texts(const struct dictionary *texts, uint32_t first,
                               struct text *buffer);

#endif
