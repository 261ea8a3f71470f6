/* worker.c - forking, watching and ending the process of a script.
 *
 * What the process wrote on the board before it ended is the only thing known of a script
 * that was killed; it is told, and nothing rests on it.
 *
 * The worker owns the process, its end of the channel and the board.
 */
#include "lua/worker.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lua/confine.h"
#include "lua/parcel.h"

/* So many looks, WAIT_SLICE apart, may pass with nothing used and nothing said. */
enum { IDLE_MOST = 60 * 1000 / WAIT_SLICE };

/* Processor seconds of the process; below 0 when it is gone. */
static double seconds_used(const struct worker *worker)
{
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(worker->process, &clock) != 0 ||
        clock_gettime(clock, &time) != 0)
        return -1;
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

bool worker_is_patient(struct worker *worker)
{
    double used = seconds_used(worker);
    if (used < 0)
        return true; /* it has ended, and the channel will say so */
    worker->idle = used > worker->used ? 0 : worker->idle + 1;
    worker->used = used;
    worker->late = used - worker->since > worker->allowed;
    worker->silent = worker->idle > IDLE_MOST;
    return !worker->late && !worker->silent;
}

static bool is_patient(void *self)
{
    return worker_is_patient(self);
}

bool worker_start(struct worker *worker,
                  void (*serve)(void *self, int descriptor, struct board *board),
                  void *self, struct fault *fault)
{
    int ends[2];
    assert(syscall(SYS_gettid) == getpid());
    *worker = (struct worker){0};
    void *page = mmap(NULL, sizeof(struct board), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        memory_exhausted();
    worker->board = page;
    bool paired = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
    pid_t engine = getpid();
    pid_t process = paired ? fork() : -1;
    if (process == 0) {
        confine_streams(ends[1], engine);
        serve(self, STDIN_FILENO, worker->board);
        _exit(0);
    }
    int error = errno;
    if (paired)
        close(ends[1]);
    if (process < 0) {
        if (paired)
            close(ends[0]);
        worker_end(worker);
        return fault_set(fault, FAULT_MACHINE,
                         "there is no starting a process for the script: %s",
                         strerror(error));
    }
    worker->process = process;
    worker->channel = (struct channel){ends[0], is_patient, worker};
    return true;
}

void worker_allow(struct worker *worker, double seconds)
{
    double used = seconds_used(worker);
    worker->since = used > 0 ? used : 0;
    worker->allowed = seconds;
    worker->idle = 0;
}

void worker_stop(struct worker *worker)
{
    if (worker->process == 0)
        return;
    close(worker->channel.descriptor);
    /* One that ended by itself has left its own status: a signal does not change it. */
    (void)kill(worker->process, SIGKILL);
    while (waitpid(worker->process, &worker->status, 0) < 0 && errno == EINTR)
        continue;
    worker->process = 0;
}

void worker_end(struct worker *worker)
{
    worker_stop(worker);
    if (worker->board != NULL)
        (void)munmap(worker->board, sizeof *worker->board);
    worker->board = NULL;
}

/* ---- telling ---- */

/* Where the script was last seen, in clean characters; else the script as a whole. */
static struct place place_seen(const struct worker *worker, const char *path,
                               struct text *text)
{
    char copy[sizeof worker->board->path];
    memcpy(copy, worker->board->path, sizeof copy);
    copy[sizeof copy - 1] = '\0';
    clean_text(copy, strlen(copy), text);
    if (text->size == 0)
        return (struct place){path, 0};
    return (struct place){text_of(text), worker->board->line};
}

void worker_tell(const struct worker *worker, const struct worker_limits *limits,
                 struct fault *fault)
{
    struct text text = {0};
    struct place place = place_seen(worker, limits->path, &text);
    int status = worker->status;
    int ended_by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (worker->board->end == BOARD_TIME)
        fault_at(fault, FAULT_LIMIT, place,
                 "one function of the library took more than %g s of processor time, the "
                 "limit. look for a pattern over a long text, or allow more with "
                 "--max-time",
                 limits->seconds);
    else if (worker->late || ended_by == SIGXCPU)
        fault_at(fault, FAULT_LIMIT, place,
                 "the script took more than %g s of processor time, the limit, and did "
                 "not stop. allow more with --max-time",
                 limits->seconds);
    else if (worker->silent)
        fault_at(fault, FAULT_LIMIT, place,
                 "the process of the script did nothing for a minute, and was ended");
    else if (worker->board->end == BOARD_CRASH)
        fault_at(fault, FAULT_DATA, place,
                 "the script made Lua itself crash here. write it in simpler steps");
    else if (WIFEXITED(status) && WEXITSTATUS(status) == FAULT_MACHINE)
        fault_at(fault, FAULT_LIMIT, place,
                 "the script needs more than %zu MiB of memory, the limit. look for a "
                 "table or a text that grows without end, or allow more with "
                 "--max-memory",
                 limits->memory >> 20);
    else if (ended_by != 0)
        fault_at(fault, FAULT_LIMIT, place,
                 "the process of the script was ended from outside (signal %d). is the "
                 "machine out of memory?",
                 ended_by);
    else
        fault_at(fault, FAULT_DATA, place,
                 "the process of the script ended without saying what it found");
    text_clear(&text);
}
