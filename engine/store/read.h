/* read.h - one vector, or a piece of a dictionary, out of a store.
 *
 * A vector is opened (what the catalogue says of it, and room for its bytes), filled (read, and held
 * against what it may be) and ended. Opening and ending are for one thread; filling may be done by
 * several, of which one at a time reads. What does not hold is a fault that names the part.
 */
#ifndef BAREME_STORE_READ_H
#define BAREME_STORE_READ_H

#include "store/inventory.h"

struct lock;

bool stored_open(struct store *store, struct shelf *shelf, uint32_t part, uint32_t segment,
                 struct arena *arena, struct vector *vector, struct fault *fault);
/* `reading`: held by the one who reads; NULL: nobody else does. */
bool stored_fill(struct store *store, struct shelf *shelf, uint32_t part, uint32_t segment,
                 const struct vector *vector, struct lock *reading, struct fault *fault);
bool stored_end(struct store *store, struct shelf *shelf, uint32_t part, uint32_t segment,
                struct arena *arena, struct vector *vector, struct fault *fault);
/* All three. */
bool stored_read(struct store *store, struct shelf *shelf, uint32_t part, uint32_t segment,
                 struct arena *arena, struct vector *vector, struct fault *fault);

/* Its bytes; false, perhaps without a fault: they are not what was written. */
bool stored_texts_bytes(struct store *store, const struct stored_texts *piece, char *bytes,
                        struct fault *fault);

/* "…: is damaged: values of 'events.amount' have changed since they were written". */
#define PART_CHANGED "have changed since they were written"
bool stored_damaged(const struct store *store, const struct shelf *shelf, uint32_t part,
                    const char *what, struct fault *fault);

#endif
