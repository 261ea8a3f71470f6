/* examples.h - the examples of an indicator: records given, figures expected.
 *
 * An indicator's examples travel as JSON (see lua/script_examples.c). Here each becomes
 * what the engine knows: CSV bytes to read, and an evaluation added to the catalogue.
 * Everything lies in the arena.
 */
#ifndef BAREME_CLI_EXAMPLES_H
#define BAREME_CLI_EXAMPLES_H

#include "base/arena.h"
#include "base/json.h"
#include "expr/catalogue.h"
#include "source/source.h"

/* The given records as CSV, a file for each dataset; columns in the order of their first
 * use. */
struct source_memory *example_files(struct arena *arena, const struct json *given,
                                    size_t *count);

/* The example's `schema` as the text of a datapackage.json: given as one (with
 * `resources`), or as { dataset = { period = …, fields = …, foreignKeys = … } }. NULL
 * when there is none. */
const char *example_package(struct arena *arena, const struct json *schema);

/* An evaluation of the indicator in the example's units, periods and ways; its number.
 * Periods that are not said go from the first to the last one expected. */
bool example_evaluation(struct catalogue *catalogue, struct arena *arena,
                        uint32_t indicator, const struct json *example,
                        uint32_t *evaluation, struct fault *fault);

/* A period as the cube calls it: 2017 -> "2017"; NULL when the expectation says none. */
const char *example_period(struct arena *arena, const struct json *expectation);

#endif
