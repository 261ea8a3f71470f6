/* manual.h - what the table of options says to people: help, the manual page, completion.
 *
 * Each appends to a text and cannot fail.
 */
#ifndef BAREME_CLI_MANUAL_H
#define BAREME_CLI_MANUAL_H

#include "base/text.h"
#include "cli/options.h"

#define BAREME_VERSION "0.1.0"

void manual_short(struct text *out); /* what `bareme` alone prints */
void manual_help(enum command_id command,
                 struct text *out);       /* COMMAND_COUNT: of bareme itself */
void manual_page(struct text *out);       /* bareme.1, in man's own marks */
void manual_completion(struct text *out); /* for bash */
void manual_version(struct text *out);

#endif
