/* manual.c - help, the manual page and bash completion, all made from options.def.
 *
 * Nothing is written twice: an option added to the table is in all of them. Lines of help
 * are at most HELP_WIDTH columns wide.
 */
#include "cli/manual.h"

#include <string.h>

#include "lua/script.h"

/* "lua5.4 5.4.4, sqlite3 3.40.1, …": the build says it, so that no library but the
 * floors' own is known here. */
#ifndef BAREME_LIBRARIES
#define BAREME_LIBRARIES "libraries not told by the build"
#endif

enum { HELP_WIDTH = 80, HELP_INDENT = 6 };

/* Appends words with line breaks, `indent` columns in, from `column` on. */
static void add_wrapped(struct text *out, const char *words, size_t indent, size_t column)
{
    while (*words != '\0') {
        size_t size = strcspn(words, " ");
        if (column > indent && column + 1 + size > HELP_WIDTH) {
            text_add_char(out, '\n');
            column = 0;
        } else if (column > indent) {
            text_add_char(out, ' ');
            column++;
        }
        if (column < indent)
            text_add_repeated(out, " ", indent - column);
        column = column < indent ? indent : column;
        text_add_bytes(out, words, size);
        column += size;
        words += size + (words[size] == ' ');
    }
    text_add_char(out, '\n');
}

static void add_option_names(const struct option_entry *option, struct text *out)
{
    if (option->letter != 0)
        text_addf(out, "-%c, ", option->letter);
    text_addf(out, "--%s", option->name);
    if (option->argument[0] != '\0')
        text_addf(out, " %s", option->argument);
}

static void add_options(unsigned commands, struct text *out)
{
    for (enum option_id i = 0; i < OPTION_COUNT; i++) {
        const struct option_entry *option = &option_entries[i];
        if (!(option->commands & commands) || option->commands & HIDDEN)
            continue;
        text_add(out, "  ");
        add_option_names(option, out);
        if (option->times == EACH)
            text_add(out, " (may be repeated)");
        text_add_char(out, '\n');
        add_wrapped(out, option->help, HELP_INDENT, 0);
    }
}

static void add_commands(struct text *out)
{
    for (enum command_id i = 0; i < COMMAND_COUNT; i++) {
        const struct command_entry *command = &command_entries[i];
        text_addf(out, "  bareme %s %s\n", command->name, command->arguments);
        size_t end = strcspn(command->help, ".:");
        while (command->help[end] != '\0' && command->help[end + 1] != ' ')
            end += 1 + strcspn(command->help + end + 1, ".:");
        struct text first = {0};
        text_add_bytes(&first, command->help, end);
        add_wrapped(out, text_of(&first), HELP_INDENT, 0);
        text_clear(&first);
    }
}

void manual_short(struct text *out)
{
    text_add(out, "bareme evaluates cooperation data with indicator scripts.\n\n");
    add_commands(out);
    text_add(out, "\n'bareme COMMAND --help' says more about each.\n");
}

static void add_statuses(struct text *out)
{
    text_add(out, "\nexit status:\n"
                  "  0  done\n"
                  "  1  the data or the script has errors\n"
                  "  2  the command line is wrong\n"
                  "  3  a limit was hit\n"
                  "  4  the machine failed (disk full, output not writable)\n");
}

void manual_help(enum command_id command, struct text *out)
{
    if (command == COMMAND_COUNT) {
        manual_short(out);
        text_add(out, "\noptions:\n");
        add_options(EVERYWHERE, out);
        add_statuses(out);
        return;
    }
    const struct command_entry *entry = &command_entries[command];
    text_addf(out, "bareme %s [options] %s\n\n", entry->name, entry->arguments);
    add_wrapped(out, entry->help, 0, 0);
    text_add(out, "\noptions:\n");
    add_options(1u << command, out);
    text_addf(out, "\nexample:\n  %s\n", entry->example);
}

/* ---- the manual page ---- */

/* A text with man's own marks taken out of their meaning. */
static void add_roff(struct text *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        text_add(out, "\\&");
    for (; *text != '\0'; text++) {
        if (*text == '\\' || *text == '-')
            text_add_char(out, '\\');
        text_add_char(out, *text);
    }
}

static void add_roff_option(struct text *out, const struct option_entry *option)
{
    text_add(out, ".TP\n");
    if (option->letter != 0)
        text_addf(out, "\\fB\\-%c\\fR, ", option->letter);
    text_add(out, "\\fB\\-\\-");
    add_roff(out, option->name);
    text_add(out, "\\fR");
    if (option->argument[0] != '\0') {
        text_add(out, " \\fI");
        add_roff(out, option->argument);
        text_add(out, "\\fR");
    }
    text_add_char(out, '\n');
    add_roff(out, option->help);
    text_add_char(out, '\n');
}

static void add_roff_command(struct text *out, enum command_id command)
{
    const struct command_entry *entry = &command_entries[command];
    text_addf(out, ".SS bareme %s ", entry->name);
    add_roff(out, entry->arguments);
    text_add_char(out, '\n');
    add_roff(out, entry->help);
    text_add_char(out, '\n');
    for (enum option_id i = 0; i < OPTION_COUNT; i++)
        if (option_entries[i].commands & (1u << command))
            add_roff_option(out, &option_entries[i]);
    text_add(out, ".PP\n.EX\n");
    add_roff(out, entry->example);
    text_add(out, "\n.EE\n");
}

void manual_page(struct text *out)
{
    text_add(out, ".TH BAREME 1 \"\" \"bareme " BAREME_VERSION "\" \"User Commands\"\n"
                  ".SH NAME\n"
                  "bareme \\- evaluate cooperation data with indicator scripts\n"
                  ".SH SYNOPSIS\n");
    for (enum command_id i = 0; i < COMMAND_COUNT; i++) {
        text_addf(out, ".B bareme %s\n", command_entries[i].name);
        add_roff(out, command_entries[i].arguments);
        text_add(out, i + 1 < COMMAND_COUNT ? "\n.br\n" : "\n");
    }
    text_add(out, ".SH COMMANDS\n");
    for (enum command_id i = 0; i < COMMAND_COUNT; i++)
        add_roff_command(out, i);
    text_add(
        out,
        ".SH EXIT STATUS\n"
        ".TP\n0\ndone\n"
        ".TP\n1\nthe data or the script has errors, each printed with file, line and "
        "what to do\n"
        ".TP\n2\nthe command line is wrong\n"
        ".TP\n3\na limit was hit\n"
        ".TP\n4\nthe machine failed: disk full, output not writable\n"
        ".SH ENVIRONMENT\n"
        ".TP\nNO_COLOR\nwhen set and not empty, no colours unless asked for\n"
        ".TP\nCOLUMNS\nwidth of a terminal that does not tell its own\n");
}

/* ---- completion ---- */

static void add_case(struct text *out, const struct option_entry *option)
{
    if (option->argument[0] == '\0' || option->commands & HIDDEN)
        return;
    text_add(out, "    ");
    if (option->letter != 0)
        text_addf(out, "-%c|", option->letter);
    text_addf(out, "--%s) COMPREPLY=(", option->name);
    if (strchr(option->argument, '|') != NULL) {
        text_add(out, "$(compgen -W '");
        for (const char *at = option->argument; *at != '\0'; at++)
            text_add_char(out, *at == '|' ? ' ' : *at);
        text_add(out, "' -- \"$word\")");
    } else if (strcmp(option->argument, "DIR") == 0) {
        text_add(out, "$(compgen -d -- \"$word\")");
    } else if (strcmp(option->argument, "FILE") == 0) {
        text_add(out, "$(compgen -f -- \"$word\")");
    }
    text_add(out, "); return ;;\n");
}

void manual_completion(struct text *out)
{
    text_add(out,
             "# bash completion for bareme\n"
             "_bareme() {\n"
             "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
             "command= i\n"
             "  COMPREPLY=()\n"
             "  case $before in\n");
    for (enum option_id i = 0; i < OPTION_COUNT; i++)
        add_case(out, &option_entries[i]);
    text_add(out, "  esac\n"
                  "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                  "    case ${COMP_WORDS[i]} in\n"
                  "      ");
    for (enum command_id i = 0; i < COMMAND_COUNT; i++)
        text_addf(out, "%s%s", i == 0 ? "" : "|", command_entries[i].name);
    text_add(
        out,
        ") command=${COMP_WORDS[i]}; break ;;\n    esac\n  done\n  case $command in\n");
    for (size_t command = 0; command <= COMMAND_COUNT; command++) {
        text_addf(out, "    %s) COMPREPLY=($(compgen -W '",
                  command < COMMAND_COUNT ? command_entries[command].name : "*");
        for (enum command_id i = 0; command == COMMAND_COUNT && i < COMMAND_COUNT; i++)
            text_addf(out, "%s ", command_entries[i].name);
        for (enum option_id i = 0; i < OPTION_COUNT; i++)
            if (option_entries[i].commands & (1u << command) &&
                !(option_entries[i].commands & HIDDEN))
                text_addf(out, "--%s ", option_entries[i].name);
        if (command == COMMAND_list)
            text_add(out, "indicators datasets words ");
        if (command == COMMAND_new)
            text_add(out, "indicator script ");
        text_add(out, "' -- \"$word\")) ;;\n");
    }
    text_add(out, "  esac\n"
                  "  [[ -n $command && $word != -* ]] && "
                  "COMPREPLY+=($(compgen -f -- \"$word\"))\n"
                  "}\n"
                  "complete -o filenames -F _bareme bareme\n");
}

void manual_version(struct text *out)
{
    text_add(out, "bareme " BAREME_VERSION "\n" BAREME_LIBRARIES "\nscripts run in: ");
    script_walls(out);
    text_add_char(out, '\n');
}
