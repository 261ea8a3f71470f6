/* data.h - datasets from wherever they are given: CSV files and folders, or a store.
 *
 * A store is known by its first bytes, and is given alone. How its files are read was
 * settled when they were loaded, so the options that settle it are refused.
 */
#ifndef BAREME_CLI_DATA_H
#define BAREME_CLI_DATA_H

#include "source/source.h"

/* As source_read. */
bool data_read(const char *const *paths, size_t path_count,
               const struct source_options *options, const struct source_need *need,
               struct datasets *datasets, struct problems *problems, struct fault *fault);

#endif
