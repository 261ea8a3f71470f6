/* worker.h - the process of a script, as the engine sees it.
 *
 * It is forked from the engine with all that the engine has in memory, does what it was
 * given to do, and is never waited for blindly: it may use so much processor time, and
 * one that uses none and says nothing is given up. Processor time, not the clock's: a
 * busy machine does not end an honest script.
 *
 * worker_start and worker_end go together; a worker that was never started may be ended.
 */
#ifndef BAREME_LUA_WORKER_H
#define BAREME_LUA_WORKER_H

#include <sys/types.h>

#include "base/fault.h"
#include "lua/board.h"
#include "lua/channel.h"

struct worker {
    pid_t process; /* 0: none */
    struct channel channel;
    struct board *board;
    double since,
        allowed;   /* processor seconds: used when it was allowed, and how many more */
    double used;   /* when last looked at */
    unsigned idle; /* looks without anything used */
    bool late, silent; /* why it was ended */
    int status;        /* of waitpid */
};

/* `serve` runs in the new process, with its end of the channel, and does not return. Only
 * from the main thread, with no other running. */
bool worker_start(struct worker *worker,
                  void (*serve)(void *self, int descriptor, struct board *board),
                  void *self, struct fault *fault);
/* From now on, so many seconds of its processor time. */
void worker_allow(struct worker *worker, double seconds);
/* Whether to go on waiting for it; asked every WAIT_SLICE. */
bool worker_is_patient(struct worker *worker);
/* Ends the process, if it has not ended, and waits for it. The board stays readable … */
void worker_stop(struct worker *worker);
/* … until here. */
void worker_end(struct worker *worker);

struct worker_limits {
    const char *path; /* the script's */
    double seconds;   /* as the script was told them */
    size_t memory;
};

/* Why a stopped worker did not say its last word. */
void worker_tell(const struct worker *worker, const struct worker_limits *limits,
                 struct fault *fault);

#endif
