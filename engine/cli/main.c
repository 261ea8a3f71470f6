/* main.c - bareme: evaluates cooperation data with indicator scripts.
 *
 * Only this floor prints and chooses the exit status, and the kinds of faults are the
 * statuses. Help and versions are answered here; everything else by the sub-commands.
 */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/file.h"
#include "cli/interrupt.h"
#include "cli/manual.h"

enum { LARGE_BLOCK = 1 << 18 };

static command_function *const functions[COMMAND_COUNT] = {
#define COMMAND(id, name, arguments, help, example) [COMMAND_##id] = command_##id,
#include "cli/options.def"
};

/* ---- what the sub-commands tell ---- */

bool told(struct fault *fault, enum fault_kind kind)
{
    return fault_set(fault, kind, "%s", "");
}

void tell_problems(const struct problems *problems, enum severity least,
                   enum severity most)
{
    struct problems *some = problems_new();
    for (size_t i = 0; i < problems_kept(problems); i++)
        if (problems_at(problems, i)->severity <= most)
            problems_add(some, *problems_at(problems, i));
    struct text out = {0};
    problems_print(some, least, &out);
    file_tell(text_of(&out), out.size);
    text_clear(&out);
    problems_free(some);
}

void tell_fault(const struct fault *fault)
{
    if (fault->message[0] == '\0')
        return;
    struct text out = {0};
    /* A fault of the data begins with its place; the others need to say who speaks. */
    bool ours = fault->kind == FAULT_USAGE || fault->kind == FAULT_MACHINE;
    text_add(&out, ours ? "bareme: " : "");
    /* An author's own error may have several lines. */
    char message[sizeof fault->message], *rest = strcpy(message, fault->message);
    while (rest != NULL) {
        text_add_shown(&out, strsep(&rest, "\n"));
        text_add_char(&out, '\n');
    }
    file_tell(text_of(&out), out.size);
    text_clear(&out);
}

bool stops(const struct problems *problems, struct fault *fault)
{
    if (problems_count(problems, SEVERITY_ERROR) == 0)
        return false;
    told(fault, FAULT_DATA);
    return true;
}

bool give(const struct options *options, const struct text *result, struct fault *fault)
{
    return file_write(options_text(options, OPTION_output), text_of(result), result->size,
                      fault);
}

bool width_of(const struct options *options, size_t *width, struct fault *fault)
{
    struct winsize window;
    *width = 100;
    if (options_text(options, OPTION_output) == NULL && isatty(STDOUT_FILENO)) {
        const char *columns = getenv("COLUMNS");
        if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
            *width = window.ws_col;
        else if (columns != NULL && atoi(columns) > 0)
            *width = (size_t)atoi(columns);
    }
    return options_whole(options, OPTION_width, 0, width, fault);
}

/* ---- the program ---- */

/* A standard stream that was closed would be taken by the next file opened, and written
 * into. */
static void hold_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR);
}

static bool answer(const struct options *options, struct fault *fault)
{
    struct text out = {0};
    if (options_given(options, OPTION_help))
        manual_help(options->command, &out);
    else if (options_given(options, OPTION_version))
        manual_version(&out);
    else if (options_given(options, OPTION_man))
        manual_page(&out);
    else if (options_given(options, OPTION_completion))
        manual_completion(&out);
    else
        return functions[options->command](options, fault);
    bool printed = file_write(NULL, text_of(&out), out.size, fault);
    text_clear(&out);
    return printed;
}

static void tell_short(void)
{
    struct text out = {0};
    manual_short(&out);
    file_tell(text_of(&out), out.size);
    text_clear(&out);
}

int main(int count, char **texts)
{
    hold_streams();
    /* Large blocks go back to the system as they are freed: what was read of a file is freed
       column by column while its dataset grows, and would else be there twice. */
    mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
    signal(SIGPIPE,
           SIG_IGN); /* a closed pipe is a write that fails, and is told as one */
    signal(SIGXFSZ, SIG_IGN); /* so is a file that may not grow */
    interrupt_prepare();
    struct arena *arena = arena_new();
    struct fault fault = {0};
    struct options options;
    if (count < 2) {
        tell_short();
        fault.kind = FAULT_USAGE;
    } else if (!options_parse(&options, arena, count, texts, &fault) ||
               !answer(&options, &fault)) {
        tell_fault(&fault);
    }
    arena_free(arena);
    interrupt_end();
    return (int)fault.kind;
}
