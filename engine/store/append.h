/* append.h - records added to the datasets of a store, in the schema that these have.
 *
 * Both are whole in memory, and what they make together is written as any datasets are. A
 * record whose key is there already with the same values is left out; with other values
 * it is an error that names both places, as when folders are stacked. Keys are followed
 * anew.
 */
#ifndef BAREME_STORE_APPEND_H
#define BAREME_STORE_APPEND_H

#include <stdbool.h>

#include "base/problem.h"
#include "data/frame.h"

/* Adds the records of each dataset of `more` to the one of that name. `skip_bad`: a key
 * to nothing is told, and stays. What is wrong is among the problems; then nothing may be
 * written. */
void datasets_append(struct datasets *datasets, const struct datasets *more,
                     bool skip_bad, struct problems *problems);

/* Whether two different records with one key are an error, as when folders are stacked; else a key
 * that was only found is given up. */
bool dataset_is_strict(const struct datasets *datasets, const struct frame *frame);

#endif
