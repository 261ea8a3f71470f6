/* watch.c - the timer behind watch.h.
 *
 * The signal comes every TICK of processor time and counts while something is watched;
 * only write and _exit are called from it. The state is what a handler may touch:
 * volatile and of one word each.
 */
#include "cli/watch.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/fault.h"

enum { TICKS_A_SECOND = 10, MESSAGE_SIZE = 4600 };

static volatile sig_atomic_t watching, ticks, allowed;
static char message[MESSAGE_SIZE];

static void tick(int signal_number)
{
    (void)signal_number;
    if (!watching)
        return;
    ticks = ticks + 1;
    if (ticks < allowed)
        return;
    ssize_t written = write(STDERR_FILENO, message, strlen(message));
    (void)written;
    _exit(FAULT_LIMIT);
}

static void start_timer(void)
{
    static bool started;
    if (started)
        return;
    started = true;
    struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
    struct itimerval timer = {{0, 1000000 / TICKS_A_SECOND},
                              {0, 1000000 / TICKS_A_SECOND}};
    if (sigaction(SIGPROF, &action, NULL) == 0)
        (void)setitimer(ITIMER_PROF, &timer, NULL);
}

void watch_begin(const char *path, double seconds)
{
    static char last[4096];
    static double last_seconds;
    if (seconds != last_seconds || strcmp(path, last) != 0) {
        snprintf(
            message, sizeof message,
            "%.4000s: one function of the library took more than %g s of processor "
            "time, the limit. look for a pattern over a long text, or allow more with "
            "--max-time\n",
            path, seconds);
        snprintf(last, sizeof last, "%s", path);
        last_seconds = seconds;
    }
    start_timer();
    ticks = 0;
    allowed =
        seconds < 1e6 ? (sig_atomic_t)((seconds + 0.5) * TICKS_A_SECOND) + 1 : 1 << 30;
    watching = 1;
}

void watch_end(void)
{
    watching = 0;
}
