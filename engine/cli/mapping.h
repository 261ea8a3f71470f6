/* mapping.h - another's data: what of it could serve what an indicator needs.
 *
 * What is found is told, and what is not is proposed as a file of mappings, in the form
 * that --map takes: everything that is not a mapping is a comment, so the output can be
 * kept as it is.
 */
#ifndef BAREME_CLI_MAPPING_H
#define BAREME_CLI_MAPPING_H

#include "base/text.h"
#include "data/frame.h"
#include "expr/needs.h"

struct mapping_report {
    size_t missing;  /* names that the data do not have as they are … */
    size_t proposed; /* … and those for which something near was found */
};

struct mapping_report mapping_add(const struct catalogue *catalogue,
                                  const struct needs *needs,
                                  const struct datasets *datasets, struct arena *arena,
                                  struct text *out);

#endif
