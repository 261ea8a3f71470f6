/* data.h - datasets from wherever they are given: CSV files and folders, and stores.
 *
 * A store is known by its first bytes. What is given together is one: keys are followed from a
 * store to files, from files to a store, from one store to another. A dataset is whole in one
 * place, though: records of it in two are refused, with what to do. How the files of a store are
 * read was settled when they were loaded, so the options that settle it are refused where there
 * are stores alone.
 */
#ifndef BAREME_CLI_DATA_H
#define BAREME_CLI_DATA_H

#include "source/source.h"

/* As source_read. */
bool data_read(const char *const *paths, size_t path_count,
               const struct source_options *options, const struct source_need *need,
               struct datasets *datasets, struct problems *problems, struct fault *fault);

/* Where a store is asked for: data in its place are a slip that is answered with `usage`, the
 * command line as it should be. What is not there, or empty, passes. */
bool data_expect_store(const char *path, const char *usage, struct fault *fault);
/* So is the store behind what should follow it. */
bool data_expect_turn(const char *path, const char *behind, const char *usage,
                      struct fault *fault);

#endif
