/* catalogue_check.h - a catalogue that came from another process, looked at as a
 * stranger's.
 *
 * After it, every number in the catalogue leads somewhere, nothing goes in circles, and
 * each node has the arguments that its operation asks for: what the engine rests on
 * without looking again.
 */
#ifndef BAREME_EXPR_CATALOGUE_CHECK_H
#define BAREME_EXPR_CATALOGUE_CHECK_H

#include "expr/catalogue.h"

/* Filters and columns are gone through by functions that call themselves. */
enum { DEEPEST_FILTER = 200, DEEPEST_COLUMN = 10000 };
/* Each evaluation is planned beside all nodes, and worked out together with the others.
 */
enum { MOST_PLANNED = 20000000, MOST_MEMBERS = 10000 };

/* `functions`: how many functions of the author's there are. The fault names `path`, or
 * the author's line where it is the author's doing. */
bool catalogue_check(const struct catalogue *catalogue, uint32_t functions,
                     const char *path, struct fault *fault);

#endif
