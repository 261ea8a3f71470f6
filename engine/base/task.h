/* task.h - the same work on many pieces, on several processors, joined before it returns.
 *
 * Nothing lives on between two calls: threads are made and joined within one, so a caller
 * may fork before and after, and there is no pool to end. Pieces are handed out in order;
 * what they write is their own, so a result never depends on how many threads there were.
 * With one thread none is made. A thread that cannot be made is done without.
 */
#ifndef BAREME_BASE_TASK_H
#define BAREME_BASE_TASK_H

#include <stdbool.h>
#include <stddef.h>

struct fault;

enum { TASK_THREADS_MOST = 64 };

/* How many threads to use for `count` pieces, at least 1. `asked` 0: as many as there are
 * processors for us. */
unsigned task_threads(unsigned asked, size_t count);

/* Calls run(self, number, worker) once for each number below `count`, `threads` (of
 * task_threads) at a time; `worker` is below `threads`, and no two calls at a time share
 * it. */
void task_each(unsigned threads, size_t count,
               void (*run)(void *self, size_t number, unsigned worker), void *self);

/* The same for pieces that can fail: after the first that does none is handed out any more, and the
 * fault is that of the first of all, whatever the number of threads. */
bool task_try(unsigned threads, size_t count,
              bool (*run)(void *self, size_t number, unsigned worker, struct fault *fault),
              void *self, struct fault *fault);

/* The same as task_each, and join(self, number) after each run, in order of number and one at a time,
 * while other pieces are run. At most TASK_AHEAD * threads pieces wait for their join. */
enum { TASK_AHEAD = 4 };
void task_in_order(unsigned threads, size_t count,
                   void (*run)(void *self, size_t number, unsigned worker),
                   void (*join)(void *self, size_t number), void *self);

/* A turn that pieces take in order: turn_wait(n) returns when n have passed. Only for
 * pieces that are handed out in order, so that the one waited for is never behind the one
 * that waits. */
struct turn;
struct turn *turn_new(void);
void turn_free(struct turn *turn);
void turn_wait(struct turn *turn, size_t number);
void turn_pass(struct turn *turn);

/* What only one piece may do at a time. */
struct lock;
struct lock *lock_new(void);
void lock_free(struct lock *lock);
void lock_hold(struct lock *lock);
void lock_release(struct lock *lock);

#endif
