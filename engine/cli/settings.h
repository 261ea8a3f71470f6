/* settings.h - pairs of the command line: --set NAME=VALUE, --where COLUMN=VALUE, --map
 * FILE.
 *
 * Texts are composed (NFC), as all texts inside are; they lie in the arena.
 */
#ifndef BAREME_CLI_SETTINGS_H
#define BAREME_CLI_SETTINGS_H

#include "cli/options.h"
#include "lua/script.h"

struct settings {
    struct script_setting *items;
    size_t count, room;
};

/* Each text is cut at its first '='; `option` is what a message calls it. */
bool settings_split(struct settings *settings, struct arena *arena, const char *option,
                    const char *const *texts, size_t count, struct fault *fault);

/* The settings of --set, and the mappings of every --map FILE: a line each, `from = to`,
 * where ` = ` with a space on both sides divides (a name may hold a =:
 * agreements.kind=protocol = protocole d'accord); either side may stand in double quotes;
 * empty lines and those from # or -- are passed over. */
bool settings_from_options(struct settings *sets, struct settings *maps,
                           const struct options *options, struct arena *arena,
                           struct fault *fault);

#endif
