/* catalogue.h - bareme list, of indicators. */
#ifndef BAREME_CLI_CATALOGUE_H
#define BAREME_CLI_CATALOGUE_H

#include "cli/options.h"

/* All of them by theme (`wanted` NULL), those of a theme or folder, or one method sheet.
 */
bool list_catalogue(const struct options *options, const char *wanted,
                    struct fault *fault);

#endif
