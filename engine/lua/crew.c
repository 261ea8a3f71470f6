/* crew.c - starting the hands of a crew, asking them, and taking what they answer.
 *
 * What comes back is checked as a stranger's. The time that all Lua of a run may take
 * together is handed out with each question and counted from the answers.
 *
 * Texts of results lie in the batch's arena.
 */
#include "lua/crew.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lua/asked.h"
#include "lua/travel.h"

/* ---- starting and ending ---- */

void hand_end(struct hand *hand)
{
    worker_end(&hand->worker);
    hand->state = HAND_OUT;
    hand->slot = NULL;
}

void crew_end(struct crew *crew)
{
    for (unsigned i = 0; i < TASK_THREADS_MOST; i++)
        hand_end(&crew->hands[i]);
}

void crew_free(struct crew *crew)
{
    if (crew != NULL)
        crew_end(crew);
    free(crew);
}

bool hand_start(struct script *script, struct hand *hand, struct fault *fault)
{
    script->order.again = true;
    script->order.with_warnings = false;
    if (!script_start(script, &hand->worker, script_seconds(script, SECONDS_TO_READ),
                      fault))
        return false;
    hand->state = HAND_READING;
    return true;
}

static bool take_ready(struct script *script, struct hand *hand, enum message_kind kind,
                       struct fault *fault)
{
    struct parcel parcel = parcel_open(&script->in);
    hand->state = HAND_IDLE;
    if (kind == MESSAGE_FAULT) {
        (void)parcel_real(&parcel);
        parcel_fault(&parcel, fault);
    } else if (kind == MESSAGE_READY) {
        uint64_t hash = parcel_long(&parcel);
        if (parcel_ended(&parcel) && hash == script->hash)
            return true;
        if (parcel_ended(&parcel))
            fault_at(fault, FAULT_DATA, (struct place){script->order.path, 0},
                     "the script declares other things when it is read again, for its "
                     "functions. it must do the same each time");
    }
    (void)script_disbelieve(script, &hand->worker, fault);
    hand_end(hand);
    return false;
}

/* ---- asking ---- */

static void add_records(struct text *out, const struct slot *slot)
{
    uint32_t records = 0;
    for (size_t i = 0; i < slot->batch.count; i++)
        records += slot->known[i] ? 0 : (uint32_t)slot->batch.calls[i].record_count;
    parcel_add_whole(out, records);
    for (size_t i = 0; i < slot->batch.count; i++)
        if (!slot->known[i])
            text_add_bytes(out, (const char *)slot->batch.calls[i].records,
                           slot->batch.calls[i].record_count * sizeof(uint32_t));
}

/* Seconds that are left to all Lua; below 0: there is no such budget. */
static double seconds_left(const struct script *script)
{
    double most = script->order.options.max_seconds;
    return most <= 0 ? -1 : fmax(most - script->order.spent, 0);
}

void hand_ask(struct script *script, struct hand *hand, const struct own_work *work,
              struct slot *slot)
{
    double left = seconds_left(script);
    size_t count = 0;
    for (size_t i = 0; i < slot->batch.count; i++)
        count += !slot->known[i];
    script->out.size = 0;
    add_records(&script->out, slot);
    parcel_add_whole(&script->out, work->function);
    parcel_add_long(&script->out, (uint64_t)(uintptr_t)work->frame);
    parcel_add_real(&script->out, left);
    parcel_add_whole(&script->out, (uint32_t)count);
    for (size_t i = 0; i < slot->batch.count; i++)
        if (!slot->known[i])
            asked_add_call(&script->out, &slot->batch.calls[i]);
    worker_allow(&hand->worker, (left >= 0 ? left : SECONDS_A_CALL * (double)count) + 2);
    hand->state = HAND_BUSY;
    hand->slot = slot;
    slot->state = SLOT_ASKED;
    slot->changed = slot->stopped = false;
    /* A process that is gone is found out by listening. */
    (void)channel_send(&hand->worker.channel, MESSAGE_CALLS, &script->out);
}

/* ---- answers ---- */

static bool take_result(struct parcel *parcel, struct arena *arena,
                        struct own_value *result)
{
    if (!asked_take_value(parcel, result) || result->kind == OWN_DATE)
        return false;
    if (result->text != NULL) {
        size_t size = strlen(result->text);
        if (!utf8_is_valid(result->text, size))
            return false;
        const char *text = text_composed(arena, result->text, size, &size);
        result->text = arena_bytes(arena, text, size);
    } else if (result->reason == REASON_NONE && !isfinite(result->number)) {
        result->reason = REASON_NOT_DEFINED;
    }
    return true;
}

/* Of the calls that were asked for, those before the first without a result. */
static bool take_results(struct slot *slot, struct parcel *parcel)
{
    uint32_t results = parcel_whole(parcel);
    size_t at = 0;
    for (; at < slot->batch.count && (results > 0 || slot->known[at]); at++) {
        if (slot->known[at])
            continue;
        if (!take_result(parcel, slot->batch.arena, &slot->batch.calls[at].result))
            return false;
        slot->known[at] = 1;
        results--;
    }
    slot->at = at;
    if (at < slot->batch.count)
        parcel_fault(parcel, &slot->fault);
    return results == 0 && parcel_ended(parcel);
}

static void spend(struct script *script, double seconds, const struct fault *fault)
{
    struct order *order = &script->order;
    if (isfinite(seconds) && seconds > 0)
        order->spent += seconds;
    if (order->options.max_seconds > 0 && fault->kind == FAULT_LIMIT &&
        order->spent > order->options.max_seconds - 1e-6)
        script->crew->over = *fault;
}

static void take_answer(struct script *script, struct hand *hand, enum message_kind kind)
{
    struct slot *slot = hand->slot;
    struct parcel parcel = parcel_open(&script->in);
    double seconds = parcel_real(&parcel);
    slot->state = SLOT_ANSWERED;
    slot->changed = parcel_byte(&parcel) != 0;
    slot->fault = (struct fault){0};
    bool taken = kind == MESSAGE_RESULTS && take_results(slot, &parcel);
    if (!taken) {
        slot->fault = (struct fault){0};
        (void)script_disbelieve(script, &hand->worker, &slot->fault);
    }
    slot->stopped = taken && slot->fault.kind == FAULT_LIMIT;
    spend(script, seconds, &slot->fault);
    if (!taken || slot->stopped)
        hand_end(hand);
    hand->state = hand->state == HAND_BUSY ? HAND_IDLE : HAND_OUT;
    hand->slot = NULL;
}

/* What is printed is seen as it comes when nobody else is at work; else its batch is one
 * that leaves something behind, and is asked for again. */
static bool take_print(struct script *script, struct hand *hand)
{
    if (script->crew->alone || !script->crew->several) {
        script->crew->alone = true;
        return script_print(script);
    }
    if (hand->slot != NULL) {
        hand->slot->state = SLOT_ANSWERED;
        hand->slot->changed = true;
    }
    hand_end(hand);
    return true;
}

/* Its end, and why the call that it was in has no result. */
static bool fail(struct hand *hand, size_t at, const struct fault *why, bool stopped,
                 struct fault *fault)
{
    struct slot *slot = hand->slot;
    hand_end(hand);
    if (slot == NULL) {
        *fault = *why;
        return false;
    }
    slot->state = SLOT_ANSWERED;
    slot->at = at;
    slot->fault = *why;
    slot->stopped = stopped;
    return true;
}

/* The call that was asked as number `asked`, counted from 0. */
static size_t call_asked(const struct slot *slot, uint32_t asked)
{
    size_t at = 0;
    for (size_t i = 0; i < slot->batch.count; i++) {
        if (slot->known[i])
            continue;
        at = i;
        if (asked-- == 0)
            break;
    }
    return at;
}

bool hand_lose(struct script *script, struct hand *hand, struct fault *fault)
{
    struct fault why = {0};
    script_lose(script, &hand->worker, &why);
    const struct board *board = hand->worker.board;
    if (board->end == BOARD_TIME || hand->worker.late)
        spend(script, seconds_left(script), &why);
    return fail(hand, hand->slot != NULL ? call_asked(hand->slot, board->call) : 0, &why,
                true, fault);
}

bool hand_hear(struct script *script, struct hand *hand, struct fault *fault)
{
    enum message_kind kind;
    struct fault why = {0};
    if (!script_hear(script, &hand->worker, &kind, &why))
        return why.kind == FAULT_NONE ? hand_lose(script, hand, fault)
                                      : fail(hand, 0, &why, false, fault);
    if (kind == MESSAGE_PRINT ? take_print(script, hand) : !script_is_final(kind))
        return true;
    if (hand->state == HAND_READING)
        return take_ready(script, hand, kind, fault);
    take_answer(script, hand, kind);
    return true;
}
