/* commands.h - the sub-commands, one file each.
 *
 * Each returns true, or false with a fault whose kind is the exit status. What went wrong
 * but was told already (bad rows, a failing example) is FAULT_DATA with an empty message.
 */
#ifndef BAREME_CLI_COMMANDS_H
#define BAREME_CLI_COMMANDS_H

#include "base/problem.h"
#include "cli/options.h"
#include "table/render.h"

typedef bool command_function(const struct options *options, struct fault *fault);

#define COMMAND(id, name, arguments, help, example) command_function command_##id;
#include "cli/options.def"

/* Ends a command whose troubles are on standard error already. */
bool told(struct fault *fault, enum fault_kind kind);
/* To standard error: problems of those severities; and a fault's message. */
void tell_problems(const struct problems *problems, enum severity least,
                   enum severity most);
void tell_fault(const struct fault *fault);
/* What stops a run was told too. */
bool stops(const struct problems *problems, struct fault *fault);

/* The result: to the file of -o, else to standard output. */
bool give(const struct options *options, const struct text *result, struct fault *fault);
/* Columns of a text table: --width, else the terminal's, else 100. */
bool width_of(const struct options *options, size_t *width, struct fault *fault);

#endif
