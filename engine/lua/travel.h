/* travel.h - a catalogue as bytes, from the process of a script to the engine.
 *
 * Written field by field by the table of expr/catalogue_fields.h, so equal catalogues are
 * equal bytes. Reading believes no count, and checks the catalogue as a whole.
 */
#ifndef BAREME_LUA_TRAVEL_H
#define BAREME_LUA_TRAVEL_H

#include "expr/catalogue.h"
#include "lua/parcel.h"

void travel_add(struct text *out, const struct catalogue *catalogue);
/* A new catalogue; NULL and a fault when the bytes are none, or it cannot be. `functions`
 * is how many of the author's the script has; `path` is named in the fault. */
struct catalogue *travel_take(struct parcel *parcel, uint32_t functions, const char *path,
                              struct fault *fault);
/* Of a catalogue that a script made, to tell whether it makes the same again. */
uint64_t travel_hash(const struct catalogue *catalogue);

#endif
