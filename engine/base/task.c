/* task.c - threads that are made, run and joined within one call.
 *
 * One lock holds what is handed out; a piece is a thousand times longer than taking it.
 * The caller's own thread works too. The others take no signals, so that handlers of the
 * program run where they always did.
 *
 * A run lives on the caller's stack; nothing is kept.
 */
#include "base/task.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/fault.h"

struct run {
    pthread_mutex_t lock;
    pthread_cond_t joined_more;
    size_t count, next; /* pieces, and the next one to hand out */
    size_t ahead;       /* how far `next` may be before `joined` */
    size_t joined;
    bool joining; /* somebody is */
    bool *done;   /* of each piece: run, not yet joined; NULL: there is no join */
    void (*each)(void *self, size_t number, unsigned worker);
    void (*join)(void *self, size_t number);
    bool (*attempt)(void *self, size_t number, unsigned worker, struct fault *fault);
    size_t failed; /* the first attempt that has */
    struct fault *fault;
    void *self;
};

struct hand {
    struct run *run;
    unsigned worker;
    pthread_t thread;
};

unsigned task_threads(unsigned asked, size_t count)
{
    cpu_set_t processors;
    if (asked == 0) {
        CPU_ZERO(&processors);
        if (sched_getaffinity(0, sizeof processors, &processors) == 0)
            asked = (unsigned)CPU_COUNT(&processors);
    }
    if (asked > TASK_THREADS_MOST)
        asked = TASK_THREADS_MOST;
    if (asked > count)
        asked = (unsigned)count;
    return asked == 0 ? 1 : asked;
}

/* ---- one thread ---- */

/* False: nothing is left. */
static bool take(struct run *run, size_t *number)
{
    pthread_mutex_lock(&run->lock);
    while (run->done != NULL && run->next < run->count &&
           run->next >= run->joined + run->ahead)
        pthread_cond_wait(&run->joined_more, &run->lock);
    *number = run->next;
    bool left = run->next < run->count;
    run->next += left;
    pthread_mutex_unlock(&run->lock);
    return left;
}

/* Whoever has run a piece joins all that can be, unless another is at it, who then does.
 */
static void join_ready(struct run *run, size_t number)
{
    pthread_mutex_lock(&run->lock);
    run->done[number] = true;
    if (run->joining) {
        pthread_mutex_unlock(&run->lock);
        return;
    }
    run->joining = true;
    while (run->joined < run->count && run->done[run->joined]) {
        size_t next = run->joined;
        pthread_mutex_unlock(&run->lock);
        run->join(run->self, next);
        pthread_mutex_lock(&run->lock);
        run->joined++;
        pthread_cond_broadcast(&run->joined_more);
    }
    run->joining = false;
    pthread_mutex_unlock(&run->lock);
}

/* All before a piece are handed out already: so the first that fails is among those that run. */
static void attempt(struct run *run, size_t number, unsigned worker)
{
    struct fault fault = {0};
    if (run->attempt(run->self, number, worker, &fault))
        return;
    pthread_mutex_lock(&run->lock);
    if (number < run->failed) {
        run->failed = number;
        *run->fault = fault;
    }
    run->next = run->count;
    pthread_mutex_unlock(&run->lock);
}

static void work(struct run *run, unsigned worker)
{
    size_t number;
    while (take(run, &number)) {
        if (run->attempt != NULL)
            attempt(run, number, worker);
        else
            run->each(run->self, number, worker);
        if (run->done != NULL)
            join_ready(run, number);
    }
}

static void *start(void *given)
{
    struct hand *hand = given;
    work(hand->run, hand->worker);
    return NULL;
}

/* ---- all of them ---- */

static void run_threads(struct run *run, unsigned threads)
{
    struct hand hands[TASK_THREADS_MOST];
    unsigned made = 0;
    sigset_t all, before;
    sigfillset(&all);
    pthread_mutex_init(&run->lock, NULL);
    pthread_cond_init(&run->joined_more, NULL);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (unsigned i = 1; i < threads && i < TASK_THREADS_MOST; i++) {
        hands[made] = (struct hand){.run = run, .worker = i};
        made += pthread_create(&hands[made].thread, NULL, start, &hands[made]) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(run, 0);
    for (unsigned i = 0; i < made; i++)
        pthread_join(hands[i].thread, NULL);
    pthread_cond_destroy(&run->joined_more);
    pthread_mutex_destroy(&run->lock);
}

void task_each(unsigned threads, size_t count,
               void (*each)(void *self, size_t number, unsigned worker), void *self)
{
    if (threads <= 1 || count <= 1) {
        for (size_t i = 0; i < count; i++)
            each(self, i, 0);
        return;
    }
    struct run run = {.count = count, .each = each, .self = self};
    run_threads(&run, threads);
}

bool task_try(unsigned threads, size_t count,
              bool (*run)(void *self, size_t number, unsigned worker, struct fault *fault),
              void *self, struct fault *fault)
{
    if (threads <= 1 || count <= 1) {
        bool done = true;
        for (size_t i = 0; i < count && done; i++)
            done = run(self, i, 0, fault);
        return done;
    }
    struct run all = {
        .count = count, .attempt = run, .failed = SIZE_MAX, .fault = fault, .self = self};
    run_threads(&all, threads);
    return all.failed == SIZE_MAX;
}

void task_in_order(unsigned threads, size_t count,
                   void (*each)(void *self, size_t number, unsigned worker),
                   void (*join)(void *self, size_t number), void *self)
{
    if (threads <= 1 || count <= 1) {
        for (size_t i = 0; i < count; i++) {
            each(self, i, 0);
            join(self, i);
        }
        return;
    }
    struct run run = {.count = count,
                      .each = each,
                      .join = join,
                      .self = self,
                      .ahead = (size_t)threads * TASK_AHEAD};
    run.done = memory_get_zeroed(count, sizeof *run.done);
    run_threads(&run, threads);
    free(run.done);
}

/* ---- turns ---- */

struct turn {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t passed;
};

struct turn *turn_new(void)
{
    struct turn *turn = memory_get_zeroed(1, sizeof *turn);
    pthread_mutex_init(&turn->lock, NULL);
    pthread_cond_init(&turn->moved, NULL);
    return turn;
}

void turn_free(struct turn *turn)
{
    if (turn == NULL)
        return;
    pthread_cond_destroy(&turn->moved);
    pthread_mutex_destroy(&turn->lock);
    free(turn);
}

void turn_wait(struct turn *turn, size_t number)
{
    pthread_mutex_lock(&turn->lock);
    while (turn->passed < number)
        pthread_cond_wait(&turn->moved, &turn->lock);
    pthread_mutex_unlock(&turn->lock);
}

void turn_pass(struct turn *turn)
{
    pthread_mutex_lock(&turn->lock);
    turn->passed++;
    pthread_cond_broadcast(&turn->moved);
    pthread_mutex_unlock(&turn->lock);
}

/* ---- locks ---- */

struct lock {
    pthread_mutex_t mutex;
};

struct lock *lock_new(void)
{
    struct lock *lock = memory_get(sizeof *lock);
    pthread_mutex_init(&lock->mutex, NULL);
    return lock;
}

void lock_free(struct lock *lock)
{
    if (lock == NULL)
        return;
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void lock_hold(struct lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void lock_release(struct lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}
