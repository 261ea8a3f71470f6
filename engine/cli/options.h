/* options.h - the command line, read by one table (options.def).
 *
 * Options may stand anywhere, before the sub-command too; `--` ends them. `--name VALUE`,
 * `--name=VALUE`, `-f VALUE` and `-fVALUE` are the same. Values stay texts here: the
 * sub-commands ask for what they need. The options borrow argv; lists lie in the arena.
 */
#ifndef BAREME_CLI_OPTIONS_H
#define BAREME_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/fault.h"

enum command_id {
#define COMMAND(id, name, arguments, help, example) COMMAND_##id,
#include "cli/options.def"
    COMMAND_COUNT,
};

enum option_id {
#define OPTION(id, name, letter, argument, times, commands, help) OPTION_##id,
#include "cli/options.def"
    OPTION_COUNT,
};

#define IN(command) (1u << COMMAND_##command)
#define EVERYWHERE  (1u << COMMAND_COUNT)       /* without a sub-command */
#define HIDDEN      (1u << (COMMAND_COUNT + 1)) /* not in the help */

enum times { ONCE, EACH };

struct command_entry {
    const char *name, *arguments, *help, *example;
};

struct option_entry {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* "": none */
    enum times times;
    unsigned commands;
    const char *help;
};

extern const struct command_entry command_entries[COMMAND_COUNT];
extern const struct option_entry option_entries[OPTION_COUNT];

struct option_values {
    const char **items;
    size_t count, room;
};

struct options {
    enum command_id command; /* COMMAND_COUNT: none given */
    struct option_values values[OPTION_COUNT];
    const char **arguments; /* what is neither the sub-command nor an option */
    size_t argument_count, argument_room;
    struct arena *arena;
};

/* FAULT_USAGE, with the nearest name, for what the table does not know. */
bool options_parse(struct options *options, struct arena *arena, int count, char **texts,
                   struct fault *fault);

bool options_given(const struct options *options, enum option_id option);
const char *options_text(const struct options *options,
                         enum option_id option); /* NULL: not given */

/* A whole number from `least` on, into *number, which stays as it is when the option is
 * not given. */
bool options_whole(const struct options *options, enum option_id option, size_t least,
                   size_t *number, struct fault *fault);
/* Of memory: 64, 64M (mebibytes) or 1G. */
bool options_bytes(const struct options *options, enum option_id option, size_t *number,
                   struct fault *fault);
bool options_seconds(const struct options *options, enum option_id option, double *number,
                     struct fault *fault);

#endif
