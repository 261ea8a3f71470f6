/* boundary.h - a script on the engine's side, and what the files of that side share.
 *
 * script.c has a script read, answers.c answers what it asks meanwhile, and
 * script_calls.c calls its functions. None of them knows Lua; what comes from the
 * script's process is looked at as a stranger's.
 */
#ifndef BAREME_LUA_BOUNDARY_H
#define BAREME_LUA_BOUNDARY_H

#include "lua/parcel.h"
#include "lua/script.h"
#include "lua/serve.h"
#include "lua/worker.h"

/* An answer that was given, for when the script is read again. */
struct answer {
    struct answer *next;
    enum message_kind asked, given;
    const char *question, *content;
    size_t question_size, content_size;
};

/* Records that were lent. */
struct lent {
    const struct frame *frame;
    const uint32_t *records;
    size_t count;
};

struct script {
    struct arena *arena;
    struct order order;
    struct script_host host; /* while the script is read first */
    struct problems *problems;
    struct catalogue *catalogue;
    uint64_t hash;
    uint32_t function_count;
    struct answer *answers;
    struct lent *lent;
    size_t lent_count, lent_room;
    struct worker reader;  /* while it is read */
    struct crew *crew;     /* who calls its functions; NULL: nobody yet */
    size_t returned;       /* bytes of texts that came from them */
    size_t answered;       /* bytes that answers and what is lent take */
    struct text out, in;
};

/* Starts a process for the script. `allowed`: seconds of processor time. */
bool script_start(struct script *script, struct worker *worker, double allowed,
                  struct fault *fault);
/* The next message, into script->in; a question is answered at once. False without a fault:
 * the process is gone, or not worth waiting for; with one: it was disbelieved. */
bool script_hear(struct script *script, struct worker *worker, enum message_kind *kind,
                 struct fault *fault);
/* Neither a question nor printed. */
bool script_is_final(enum message_kind kind);
/* What was printed, in script->in, to standard error; false: it is no such thing. */
bool script_print(struct script *script);
/* Ends a process that is gone, or given up; its board stays. */
void script_lose(struct script *script, struct worker *worker, struct fault *fault);
/* Ends the process, which said what it should not. */
bool script_disbelieve(struct script *script, struct worker *worker, struct fault *fault);
double script_seconds(const struct script *script, double otherwise);

/* answers.c: answers the question in script->in. */
bool answer_question(struct script *script, struct worker *worker,
                     enum message_kind kind, struct fault *fault);

#endif
