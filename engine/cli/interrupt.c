/* interrupt.c - handling the signals that end the program.
 *
 * The handler runs in the main thread alone (task.c), calls only what a handler may, and
 * reads single words that the thread writes whole. A script's process inherits it, and
 * has nothing to tidy up.
 */
#include "cli/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static struct {
    pid_t program;
    volatile sig_atomic_t held, drawn, came;
    const char *volatile path;
} state;

static void leave(int number)
{
    static const char clear[] = "\r\033[K";
    if (state.drawn) {
        ssize_t written = write(STDERR_FILENO, clear, sizeof clear - 1);
        (void)written;
    }
    if (state.path != NULL)
        (void)unlink(state.path);
    (void)signal(number, SIG_DFL);
    (void)raise(number); /* from its handler: as soon as that returns */
}

static void on_signal(int number)
{
    int error = errno;
    if (getpid() != state.program)
        _exit(128 + number);
    if (!state.held || state.came != 0)
        leave(number);
    state.came = number;
    errno = error;
}

void interrupt_prepare(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    state.program = getpid();
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old, action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            (void)sigaction(signals[i], &action, NULL);
    }
}

void interrupt_end(void)
{
    if (state.came != 0)
        leave(state.came);
}

void interrupt_clears_line(bool drawn)
{
    state.drawn = drawn;
}

void interrupt_removes(const char *path)
{
    state.path = path;
}

void interrupt_hold(bool held)
{
    state.held = held;
}

bool interrupt_came(void)
{
    return state.came != 0;
}
