/* options.c - reading the command line by the table of options.def.
 *
 * Own parsing rather than getopt_long: that one knows neither the nearest name nor which
 * sub-command an option belongs to, and accepts beginnings of names, which later options
 * break. An option is taken wherever it stands, and checked against the sub-command at
 * the end.
 */
#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const struct command_entry command_entries[COMMAND_COUNT] = {
#define COMMAND(id, name, arguments, help, example)                                      \
    [COMMAND_##id] = {name, arguments, help, example},
#include "cli/options.def"
};

const struct option_entry option_entries[OPTION_COUNT] = {
#define OPTION(id, name, letter, argument, times, commands, help)                        \
    [OPTION_##id] = {name, letter, argument, times, commands, help},
#include "cli/options.def"
};

/* ---- finding ---- */

static enum option_id find_long(const char *name, size_t size)
{
    for (enum option_id i = 0; i < OPTION_COUNT; i++)
        if (strlen(option_entries[i].name) == size &&
            memcmp(option_entries[i].name, name, size) == 0)
            return i;
    return OPTION_COUNT;
}

static enum option_id find_letter(char letter)
{
    for (enum option_id i = 0; i < OPTION_COUNT; i++)
        if (option_entries[i].letter != 0 && option_entries[i].letter == letter)
            return i;
    return OPTION_COUNT;
}

/* The options that may be given with a sub-command (or with none, COMMAND_COUNT). */
static bool belongs(enum option_id option, enum command_id command)
{
    return option_entries[option].commands & (1u << command);
}

static bool no_option(const struct options *options, const char *text, size_t size,
                      struct fault *fault)
{
    const char *names[OPTION_COUNT];
    size_t count = 0;
    for (enum option_id i = 0; i < OPTION_COUNT; i++)
        if (!(option_entries[i].commands & HIDDEN))
            names[count++] = arena_format(options->arena, "--%s", option_entries[i].name);
    const char *given = arena_bytes(options->arena, text, size);
    return fault_set(fault, FAULT_USAGE, "no option '%s'%s", given,
                     text_suggestion(options->arena, given, names, count));
}

static bool no_command(const struct options *options, const char *text,
                       struct fault *fault)
{
    const char *names[COMMAND_COUNT];
    for (enum command_id i = 0; i < COMMAND_COUNT; i++)
        names[i] = command_entries[i].name;
    return fault_set(fault, FAULT_USAGE, "no command '%s'%s. 'bareme --help' lists them",
                     text, text_suggestion(options->arena, text, names, COMMAND_COUNT));
}

/* ---- taking ---- */

/* A value out of "text|csv|json": any other is refused, with the nearest. */
static bool is_allowed(const struct options *options, enum option_id option,
                       const char *value, struct fault *fault)
{
    const char *choices = option_entries[option].argument;
    if (strchr(choices, '|') == NULL)
        return true;
    if (option == OPTION_decimal && (strcmp(value, ".") == 0 || strcmp(value, ",") == 0))
        return true;
    const char *names[16];
    size_t count = 0;
    for (const char *at = choices; *at != '\0' && count < 16; count++) {
        size_t size = strcspn(at, "|");
        names[count] = arena_bytes(options->arena, at, size);
        if (strcmp(names[count], value) == 0)
            return true;
        at += size + (at[size] == '|');
    }
    return fault_set(fault, FAULT_USAGE, "--%s: '%s' is not one of %s%s",
                     option_entries[option].name, value, choices,
                     text_suggestion(options->arena, value, names, count));
}

static bool take(struct options *options, enum option_id option, const char *value,
                 struct fault *fault)
{
    if (value != NULL && !is_allowed(options, option, value, fault))
        return false;
    struct option_values *values = &options->values[option];
    if (option_entries[option].times == ONCE)
        values->count = 0;
    values->items = arena_grow(options->arena, values->items, values->count,
                               &values->room, sizeof *values->items);
    values->items[values->count++] = value != NULL ? value : "";
    return true;
}

static void take_argument(struct options *options, const char *text)
{
    options->arguments =
        arena_grow(options->arena, options->arguments, options->argument_count,
                   &options->argument_room, sizeof *options->arguments);
    options->arguments[options->argument_count++] = text;
}

/* An option and, where it takes one, its value: in the same text or the next. */
static bool take_option(struct options *options, int count, char **texts, int *at,
                        struct fault *fault)
{
    const char *text = texts[*at], *value = NULL;
    bool is_long = text[1] == '-';
    size_t size = is_long ? strcspn(text, "=") : 2;
    enum option_id option =
        is_long ? find_long(text + 2, size - 2) : find_letter(text[1]);
    if (option == OPTION_COUNT)
        return no_option(options, text, size, fault);
    if (is_long && text[size] == '=')
        value = text + size + 1;
    else if (!is_long && text[2] != '\0')
        value = text + 2;
    bool takes = option_entries[option].argument[0] != '\0';
    if (!takes && value != NULL)
        return fault_set(fault, FAULT_USAGE, "--%s takes no value, but '%s' was given",
                         option_entries[option].name, value);
    if (takes && value == NULL) {
        if (*at + 1 >= count)
            return fault_set(fault, FAULT_USAGE, "--%s needs a value: --%s %s",
                             option_entries[option].name, option_entries[option].name,
                             option_entries[option].argument);
        value = texts[++*at];
    }
    return take(options, option, value, fault);
}

static bool find_command(struct options *options, struct fault *fault)
{
    if (options->argument_count == 0)
        return true;
    const char *name = options->arguments[0];
    for (enum command_id i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(command_entries[i].name, name) == 0)
            options->command = i;
    if (options->command == COMMAND_COUNT)
        return no_command(options, name, fault);
    options->arguments++;
    options->argument_count--;
    return true;
}

static bool check_options(const struct options *options, struct fault *fault)
{
    for (enum option_id i = 0; i < OPTION_COUNT; i++) {
        if (options->values[i].count == 0 || belongs(i, options->command))
            continue;
        if (options->command == COMMAND_COUNT)
            return fault_set(fault, FAULT_USAGE,
                             "--%s needs a command before or after it",
                             option_entries[i].name);
        if (option_entries[i].commands & EVERYWHERE)
            continue;
        return fault_set(fault, FAULT_USAGE, "'%s' has no option --%s",
                         command_entries[options->command].name, option_entries[i].name);
    }
    return true;
}

bool options_parse(struct options *options, struct arena *arena, int count, char **texts,
                   struct fault *fault)
{
    *options = (struct options){.command = COMMAND_COUNT, .arena = arena};
    bool ended = false;
    for (int at = 1; at < count; at++) {
        const char *text = texts[at];
        if (!ended && strcmp(text, "--") == 0)
            ended = true;
        else if (ended || text[0] != '-' || text[1] == '\0')
            take_argument(options, text);
        else if (!take_option(options, count, texts, &at, fault))
            return false;
    }
    if (options->argument_count > 0 && strcmp(options->arguments[0], "help") == 0) {
        options->arguments++;
        options->argument_count--;
        if (!take(options, OPTION_help, NULL, fault))
            return false;
    }
    return find_command(options, fault) && check_options(options, fault);
}

/* ---- asking ---- */

bool options_given(const struct options *options, enum option_id option)
{
    return options->values[option].count > 0;
}

const char *options_text(const struct options *options, enum option_id option)
{
    const struct option_values *values = &options->values[option];
    return values->count > 0 ? values->items[values->count - 1] : NULL;
}

bool options_whole(const struct options *options, enum option_id option, size_t least,
                   size_t *number, struct fault *fault)
{
    const char *text = options_text(options, option);
    if (text == NULL)
        return true;
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[strspn(text, "0123456789")] != '\0' || end == text || errno != 0 ||
        value < least || value > UINT32_MAX)
        return fault_set(fault, FAULT_USAGE,
                         "--%s: '%s' is not a whole number from %zu on",
                         option_entries[option].name, text, least);
    *number = (size_t)value;
    return true;
}

bool options_bytes(const struct options *options, enum option_id option, size_t *number,
                   struct fault *fault)
{
    static const struct {
        const char *name;
        unsigned shift;
    } units[] = {{"", 20}, {"M", 20}, {"MiB", 20}, {"G", 30}, {"GiB", 30}};
    const char *text = options_text(options, option);
    if (text == NULL)
        return true;
    size_t digits = strspn(text, "0123456789");
    unsigned long value = digits > 0 && digits < 7 ? strtoul(text, NULL, 10) : 0;
    for (size_t i = 0; value > 0 && i < sizeof units / sizeof *units; i++)
        if (strcmp(text + digits, units[i].name) == 0) {
            *number = (size_t)value << units[i].shift;
            return true;
        }
    return fault_set(fault, FAULT_USAGE,
                     "--%s: '%s' is not an amount of memory such as 64, 64M or 1G",
                     option_entries[option].name, text);
}

bool options_seconds(const struct options *options, enum option_id option, double *number,
                     struct fault *fault)
{
    const char *text = options_text(options, option);
    if (text == NULL)
        return true;
    char *end;
    double value = strtod(text, &end);
    if (text[strspn(text, "0123456789.")] != '\0' || end == text || *end != '\0' ||
        !(value > 0 && value <= 1e9))
        return fault_set(fault, FAULT_USAGE,
                         "--%s: '%s' is not a number of seconds above 0",
                         option_entries[option].name, text);
    *number = value;
    return true;
}
