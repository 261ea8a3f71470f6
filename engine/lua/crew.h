/* crew.h - the processes that call a script's functions, and the batches they work on.
 *
 * Each hand is forked when there is work for it, finds the frames in the memory that it
 * inherited, and reads the script again, which must come to the same catalogue; so a call
 * sends no more than the numbers of its records. All hands are alike until a call leaves
 * something behind (leftover.h): the script's functions then depend on the order of their
 * calls, and from that batch on one hand makes all of them, in order.
 *
 * A hand that ends, whatever the reason, takes along what it was asked and had not
 * answered; only the call that it was in has failed. Hands stay from work to work, and
 * are ended with the script.
 */
#ifndef BAREME_LUA_CREW_H
#define BAREME_LUA_CREW_H

#include "base/task.h"
#include "lua/boundary.h"

/* A batch of calls, and what is known of it. */
struct slot {
    struct own_batch batch;
    enum slot_state { SLOT_WAITING, SLOT_ASKED, SLOT_ANSWERED } state;
    uint8_t *known; /* of each call: it has its result */
    size_t kept;    /* results that were kept, from the first on */
    struct fault fault;
    size_t at;    /* the call that failed, when there is a fault */
    bool stopped; /* by a limit, or as the process ended */
    bool changed; /* some call left something behind */
};

struct hand {
    struct worker worker;
    enum hand_state { HAND_OUT, HAND_READING, HAND_IDLE, HAND_BUSY } state;
    struct slot *slot; /* that it is busy with */
};

struct crew {
    struct hand hands[TASK_THREADS_MOST];
    bool several;      /* more than one was there at a time */
    bool alone;        /* only the first of them is asked */
    struct fault over; /* why there can be no more calls: the time of all is used up */
    struct script_stops stops;
};

void crew_free(struct crew *crew); /* NULL is nothing to free */
void crew_end(struct crew *crew);  /* all its hands */

/* It reads the script. Hands are there to be asked once they have read it. */
bool hand_start(struct script *script, struct hand *hand, struct fault *fault);
void hand_end(struct hand *hand);
/* For the results of the slot's calls that are not known. */
void hand_ask(struct script *script, struct hand *hand, const struct own_work *work,
              struct slot *slot);
/* Takes what it says, or its end. False: it could not read the script. */
bool hand_hear(struct script *script, struct hand *hand, struct fault *fault);
/* The same of one that is not worth waiting for: it is ended. */
bool hand_lose(struct script *script, struct hand *hand, struct fault *fault);

#endif
