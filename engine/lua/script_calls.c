/* script_calls.c - the calls of a step, made by a crew.
 *
 * Batches are fetched in order, given to whoever is free, and taken in in order; a few
 * more than there are hands are under way. What a batch holds never depends on the crew,
 * so neither do figures, nor which fault comes first. One hand begins; when its answer is
 * not there soon, others are started.
 *
 * Slots belong to the work, hands to the crew.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lua/crew.h"

/* Calls of a step that may be stopped before the rest is not tried. */
enum { STOPS_MOST = 20 };

/* Calls in the first batches; later ones are a part of all before them, so that a few
 * slow calls are shared out, and very many do not go in small change. */
enum { FIRST_CALLS = 16, PART_OF_CALLS = 8 };

/* Milliseconds after which more hands are worth their start. */
enum { LONG_WORK = 2 };

struct calling {
    struct script *script;
    struct crew *crew;
    const struct own_work *work;
    unsigned most; /* hands */
    bool enough;   /* no more of them can be had */
    struct slot *slots;
    size_t room, first, count; /* of slots: a ring */
    size_t calls;              /* that were fetched */
    bool fetched;              /* all of it */
    unsigned stops;
    bool given_up;
    int64_t since, looked; /* milliseconds: when it began; when hands were looked at */
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static struct slot *slot_at(struct calling *calling, size_t number)
{
    return &calling->slots[(calling->first + number) % calling->room];
}

/* ---- batches ---- */

static void stop_all(struct slot *slot)
{
    for (size_t i = slot->kept; i < slot->batch.count; i++) {
        slot->known[i] = 1;
        slot->batch.calls[i].result = (struct own_value){.reason = REASON_STOPPED};
    }
    slot->fault = (struct fault){0};
    slot->changed = false;
    slot->state = SLOT_ANSWERED;
}

static void slot_clear(struct slot *slot)
{
    arena_free(slot->batch.arena);
    free(slot->batch.calls);
    free(slot->known);
    *slot = (struct slot){0};
}

/* A slot keeps its room from batch to batch; what it was once filled with is gone. */
static void open_slot(struct slot *slot, size_t calls)
{
    if (slot->batch.room < calls) {
        slot->batch.calls =
            memory_resize(slot->batch.calls, calls, sizeof *slot->batch.calls);
        slot->known = memory_resize(slot->known, calls, 1);
    }
    arena_free(slot->batch.arena);
    slot->batch = (struct own_batch){
        .calls = slot->batch.calls, .room = calls, .arena = arena_new()};
    memset(slot->known, 0, calls);
    *slot = (struct slot){.batch = slot->batch, .known = slot->known};
}

static void fetch(struct calling *calling)
{
    while (!calling->fetched && calling->count < calling->room) {
        struct slot *slot = slot_at(calling, calling->count);
        size_t calls = calling->calls / PART_OF_CALLS;
        open_slot(slot, calls < FIRST_CALLS ? FIRST_CALLS
                        : calls > OWN_CALLS ? OWN_CALLS
                                            : calls);
        calling->work->next(calling->work->self, &slot->batch);
        if (slot->batch.count == 0) {
            calling->fetched = true;
            return;
        }
        calling->count++;
        calling->calls += slot->batch.count;
        if (calling->given_up)
            stop_all(slot);
    }
}

/* ---- stops ---- */

static void end_busy(struct crew *crew)
{
    for (unsigned i = 0; i < TASK_THREADS_MOST; i++)
        if (crew->hands[i].state == HAND_BUSY)
            hand_end(&crew->hands[i]);
}

static bool may_go_on(const struct calling *calling, const struct fault *why)
{
    const struct script_stops *stops = &calling->crew->stops;
    return stops->go_on != NULL && stops->go_on(stops->self, why);
}

/* No more calls for this reason: what is left is stopped, or the work has failed. */
static bool give_up(struct calling *calling, const struct fault *why, struct fault *fault)
{
    if (!may_go_on(calling, why)) {
        *fault = *why;
        return false;
    }
    calling->given_up = true;
    end_busy(calling->crew);
    for (size_t i = 0; i < calling->count; i++)
        stop_all(slot_at(calling, i));
    return true;
}

/* One call was stopped. */
static bool pass_over(struct calling *calling, struct slot *slot, struct fault *fault)
{
    if (!slot->stopped || !may_go_on(calling, &slot->fault)) {
        *fault = slot->fault;
        return false;
    }
    slot->known[slot->at] = 1;
    slot->batch.calls[slot->at].result = (struct own_value){.reason = REASON_STOPPED};
    slot->fault = (struct fault){0};
    if (memchr(slot->known, 0, slot->batch.count) != NULL)
        slot->state = SLOT_WAITING;
    if (calling->crew->over.kind != FAULT_NONE)
        return give_up(calling, &calling->crew->over, fault);
    if (++calling->stops < STOPS_MOST)
        return true;
    struct fault many = {0};
    fault_at(&many, FAULT_LIMIT, (struct place){calling->script->order.path, 0},
             "%u calls of one function were stopped by a limit. its other cells are not "
             "tried",
             calling->stops);
    return give_up(calling, &many, fault);
}

/* ---- giving out ---- */

/* Hands that may be asked: something printed can have left us with one. */
static unsigned hands_of(const struct calling *calling)
{
    return calling->crew->alone ? 1 : calling->most;
}

static struct hand *find_idle(struct calling *calling)
{
    for (unsigned i = 0; i < hands_of(calling); i++)
        if (calling->crew->hands[i].state == HAND_IDLE)
            return &calling->crew->hands[i];
    return NULL;
}

/* Starts one more, when it is worth while. One that cannot be started is done without,
 * unless it would be the only one. */
static bool start_more(struct calling *calling, struct fault *fault)
{
    struct fault own = {0};
    unsigned there = 0, most = hands_of(calling), free_one = most;
    for (unsigned i = most; i-- > 0;)
        if (calling->crew->hands[i].state == HAND_OUT)
            free_one = i;
        else
            there++;
    if (free_one == most ||
        (there > 0 && (calling->enough || now() - calling->since < LONG_WORK)))
        return true;
    calling->crew->several = calling->crew->several || there > 0;
    if (hand_start(calling->script, &calling->crew->hands[free_one], &own))
        return true;
    calling->enough = true;
    if (there == 0)
        *fault = own;
    return there > 0;
}

/* Nothing is asked beyond a batch that has a fault, or is to be asked again. */
static bool give_out(struct calling *calling, struct fault *fault)
{
    size_t waiting = 0, reading = 0;
    for (size_t i = 0; i < calling->count; i++) {
        struct slot *slot = slot_at(calling, i);
        if (slot->fault.kind != FAULT_NONE || (slot->changed && !calling->crew->alone))
            break;
        if (slot->state != SLOT_WAITING)
            continue;
        struct hand *hand = find_idle(calling);
        if (hand != NULL)
            hand_ask(calling->script, hand, calling->work, slot);
        else
            waiting++;
    }
    for (unsigned i = 0; i < hands_of(calling); i++)
        reading += calling->crew->hands[i].state == HAND_READING;
    return waiting <= reading || start_more(calling, fault);
}

/* ---- waiting ---- */

/* Until somebody has something to say, or it is time to look again. */
static bool wait_for_hands(struct calling *calling, struct fault *fault)
{
    struct pollfd wanted[TASK_THREADS_MOST];
    struct hand *whose[TASK_THREADS_MOST];
    nfds_t count = 0;
    for (unsigned i = 0; i < TASK_THREADS_MOST; i++) {
        struct hand *hand = &calling->crew->hands[i];
        if (hand->state != HAND_READING && hand->state != HAND_BUSY)
            continue;
        whose[count] = hand;
        wanted[count++] = (struct pollfd){hand->worker.channel.descriptor, POLLIN, 0};
    }
    bool young = now() - calling->since < LONG_WORK;
    int ready = poll(wanted, count, young ? LONG_WORK : WAIT_SLICE);
    for (nfds_t i = 0; i < count && ready > 0; i++)
        if (wanted[i].revents != 0 && !hand_hear(calling->script, whose[i], fault))
            return false;
    if (now() - calling->looked < WAIT_SLICE)
        return true;
    calling->looked = now();
    for (nfds_t i = 0; i < count; i++) {
        bool waited_for = whose[i]->state == HAND_READING || whose[i]->state == HAND_BUSY;
        if (waited_for && !worker_is_patient(&whose[i]->worker) &&
            !hand_lose(calling->script, whose[i], fault))
            return false;
    }
    return true;
}

/* ---- taking in ---- */

/* From now on one hand makes all calls in their order. What others have found out from
 * the oldest batch on does not count, unless there are no others. */
static bool go_alone(struct calling *calling)
{
    struct crew *crew = calling->crew;
    crew->alone = true;
    if (!crew->several)
        return false;
    crew_end(crew);
    for (size_t i = 0; i < calling->count; i++) {
        struct slot *slot = slot_at(calling, i);
        memset(slot->known + slot->kept, 0, slot->batch.count - slot->kept);
        slot->fault = (struct fault){0};
        slot->changed = slot->stopped = false;
        slot->state = SLOT_WAITING;
    }
    return true;
}

static bool keep_results(struct calling *calling, struct slot *slot, struct fault *fault)
{
    struct script *script = calling->script;
    size_t most = script->order.options.max_memory, end = slot->batch.count;
    if (slot->fault.kind != FAULT_NONE)
        end = slot->at;
    for (; slot->kept < end && slot->known[slot->kept]; slot->kept++) {
        const struct own_call *call = &slot->batch.calls[slot->kept];
        if (call->result.text != NULL)
            script->returned += strlen(call->result.text);
        if (script->returned > most)
            fault_at(&calling->crew->over, FAULT_LIMIT,
                     (struct place){script->order.path, 0},
                     "the functions of the script return more than %zu MiB of texts, the "
                     "limit. return shorter ones",
                     most >> 20);
        if (script->returned > most && !calling->given_up)
            return give_up(calling, &calling->crew->over, fault);
        if (!calling->work->keep(calling->work->self, call, fault))
            return false;
    }
    return true;
}

static bool take_in(struct calling *calling, struct fault *fault)
{
    while (calling->count > 0) {
        struct slot *slot = slot_at(calling, 0);
        if (slot->state != SLOT_ANSWERED)
            return true;
        if (slot->changed && !calling->crew->alone && go_alone(calling))
            return true;
        if (!keep_results(calling, slot, fault))
            return false;
        if (slot->fault.kind != FAULT_NONE &&
            !(pass_over(calling, slot, fault) && keep_results(calling, slot, fault)))
            return false;
        if (slot->kept < slot->batch.count)
            continue;
        calling->first = (calling->first + 1) % calling->room;
        calling->count--;
    }
    return true;
}

/* ---- all of it ---- */

static bool make_calls(struct calling *calling, struct fault *fault)
{
    for (;;) {
        fetch(calling);
        if (calling->count == 0)
            return true;
        if (calling->crew->over.kind != FAULT_NONE && !calling->given_up &&
            !give_up(calling, &calling->crew->over, fault))
            return false;
        if (!give_out(calling, fault))
            return false;
        if (slot_at(calling, 0)->state != SLOT_ANSWERED &&
            !wait_for_hands(calling, fault))
            return false;
        if (!take_in(calling, fault))
            return false;
    }
}

static bool run_work(void *self, const struct own_work *work, struct fault *fault)
{
    struct script *script = self;
    struct calling calling = {
        .script = script, .crew = script->crew, .work = work, .since = now()};
    struct fault own = {0};
    calling.looked = calling.since;
    calling.most = task_threads(work->threads, SIZE_MAX);
    calling.room = (size_t)calling.most * TASK_AHEAD;
    calling.slots = memory_get_zeroed(calling.room, sizeof *calling.slots);
    bool done = make_calls(&calling, &own);
    if (!done) {
        end_busy(script->crew);
        *fault = own;
    }
    for (size_t i = 0; i < calling.room; i++)
        slot_clear(&calling.slots[i]);
    free(calling.slots);
    return done;
}

struct own_functions script_functions(struct script *script,
                                      const struct script_stops *stops)
{
    crew_free(script->crew);
    script->crew = memory_get_zeroed(1, sizeof *script->crew);
    if (stops != NULL)
        script->crew->stops = *stops;
    return (struct own_functions){script, run_work};
}
