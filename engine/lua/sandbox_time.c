/* sandbox_time.c - the end of a script's time.
 *
 * A timer of processor time ticks; nothing is asked of a script that runs well, so Lua
 * runs at its full speed. A tick that finds the time used up arms the hook, which raises
 * the limit before Lua's next instruction. A tick that finds the hook armed for long
 * already, finds the script inside one of Lua's functions in C: it writes where that was
 * on the board, and ends the process. Only then does a handler look into the state, which
 * may be in the middle of a change: should that crash, the process ends all the same.
 *
 * What the handlers see is one static pointer, to the sandbox that runs now.
 */
#include "lua/sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MICROSECONDS = 20000, HANDLER_STACK = 64 * 1024 };

static const double in_library = 0.25; /* seconds from the hook's arming to the end */

static struct sandbox *volatile running;
static volatile sig_atomic_t ending;

double sandbox_processor_time(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void on_hook(lua_State *L, lua_Debug *debug)
{
    (void)debug;
    sandbox_raise_time(L);
}

/* Where the script is now, without a call that a handler may not make. */
static void note_place(struct sandbox *sandbox, enum board_end end)
{
    sandbox->board->end = end;
    struct place place = sandbox_place(sandbox->state);
    sandbox_note(sandbox, place);
}

static void on_tick(int signal_number)
{
    (void)signal_number;
    struct sandbox *sandbox = running;
    if (sandbox == NULL)
        return;
    int error = errno;
    double now = sandbox_processor_time();
    if (!sandbox->timing) {
        sandbox->timing = true;
        sandbox->started = now;
    } else if (!sandbox->armed) {
        if (now - sandbox->started >= sandbox->seconds) {
            sandbox->armed = true;
            sandbox->armed_at = now;
            lua_sethook(sandbox->state, on_hook,
                        LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
        }
    } else if (now - sandbox->armed_at >= in_library && sandbox->board != NULL) {
        ending = 1;
        note_place(sandbox, BOARD_TIME);
        _exit(FAULT_LIMIT);
    }
    errno = error;
}

static void on_crash(int signal_number)
{
    struct sandbox *sandbox = running;
    if (!ending && sandbox != NULL) {
        ending = 1;
        note_place(sandbox, BOARD_CRASH);
    }
    _exit(128 + signal_number);
}

void sandbox_start_timer(void)
{
    struct sigaction action = {.sa_handler = on_tick, .sa_flags = SA_RESTART};
    struct itimerval timer = {{0, TICK_MICROSECONDS}, {0, TICK_MICROSECONDS}};
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGPROF);
    if (sigaction(SIGPROF, &action, NULL) == 0 &&
        sigprocmask(SIG_UNBLOCK, &ours, NULL) == 0)
        (void)setitimer(ITIMER_PROF, &timer, NULL);
}

void sandbox_catch_crashes(void)
{
    static char stack[HANDLER_STACK];
    const stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    struct sigaction action = {.sa_handler = on_crash,
                               .sa_flags = SA_ONSTACK | SA_NODEFER};
    if (sigaltstack(&own, NULL) != 0)
        return;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        (void)sigaction(signals[i], &action, NULL);
}

void sandbox_begin(struct sandbox *sandbox, double seconds)
{
    sandbox->seconds = seconds;
    sandbox->armed = false;
    sandbox->timing = sandbox->left >= 0;
    if (sandbox->timing) {
        sandbox->seconds = sandbox->left;
        if (!sandbox->together)
            sandbox->started = sandbox_processor_time();
    }
    running = sandbox;
}

static void spend(struct sandbox *sandbox)
{
    sandbox->left -= sandbox_processor_time() - sandbox->started;
    if (sandbox->left < 0)
        sandbox->left = 0;
}

void sandbox_end(struct sandbox *sandbox)
{
    running = NULL;
    if (sandbox->armed)
        lua_sethook(sandbox->state, NULL, 0, 0);
    if (sandbox->left >= 0 && !sandbox->together)
        spend(sandbox);
}

void sandbox_begin_together(struct sandbox *sandbox)
{
    sandbox->together = sandbox->left >= 0;
    if (sandbox->together)
        sandbox->started = sandbox_processor_time();
}

void sandbox_end_together(struct sandbox *sandbox)
{
    if (sandbox->together)
        spend(sandbox);
    sandbox->together = false;
}

bool sandbox_pause(struct sandbox *sandbox)
{
    bool ran = running == sandbox;
    running = NULL;
    return ran;
}

void sandbox_go_on(struct sandbox *sandbox)
{
    running = sandbox;
}
