/* lookup.h - the records of a column by value, for SQL that asks again and again.
 *
 * Only where values lie close together, as codes of texts, years, days and numbers of
 * records do: then finding a value is a step into a table. Made when first needed, from
 * the whole column. The value of a plain text is a part of its hash, so that records of
 * other texts may be among those found.
 *
 * A lookup is zeroed to begin with, and released by lookup_clear.
 */
#ifndef BAREME_STORE_LOOKUP_H
#define BAREME_STORE_LOOKUP_H

#include "base/hash.h"
#include "store/store.h"

/* Records of value v: records[starts[v - minimum]] up to the next start. */
struct lookup {
    uint32_t asked; /* how often one value was looked for by going through all */
    bool built, refused;
    int64_t minimum;
    uint64_t span;
    uint32_t *starts, *records;
    uint32_t *ordered; /* all records: those without a value, then by value; made when
                          asked for */
};

void lookup_clear(struct lookup *lookup);

/* The value of a plain text of that hash. */
static inline uint64_t lookup_of_hash(const struct lookup *lookup, uint64_t hash)
{
    return hash & lookup->span;
}

/* Whether there can be one; sets minimum and span from the ranges of the segments alone.
 */
bool lookup_fits(struct lookup *lookup, struct store *store, size_t dataset,
                 uint32_t column);
/* Builds it, once; `refused` when there can be none. */
bool lookup_build(struct lookup *lookup, struct store *store, size_t dataset,
                  uint32_t column, struct fault *fault);
/* Fills in `ordered`, once; texts by their bytes, as SQLite compares them. */
bool lookup_order(struct lookup *lookup, struct store *store, size_t dataset,
                  uint32_t column, struct fault *fault);

#endif
