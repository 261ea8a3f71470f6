/* script_calls.c - the author's functions, called in a process that sees the data.
 *
 * The process is forked at the first call, when the engine has read everything: it finds
 * the frames in the memory that it inherited, so a call sends no more than the numbers of
 * its records. It reads the script again, and must come to the same catalogue.
 * Once it has ended, by a limit or otherwise, every further call fails in the same way.
 *
 * Texts of results lie in the arena of whoever calls.
 */
#include <math.h>
#include <string.h>

#include "lua/boundary.h"
#include "lua/travel.h"

/* ---- starting ---- */

static bool take_ready(struct script *script, enum message_kind kind, struct fault *fault)
{
    struct parcel parcel = parcel_open(&script->in);
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
    return script_disbelieve(script, fault);
}

static bool start(struct script *script, struct fault *fault)
{
    enum message_kind kind;
    if (script->worker.process != 0)
        return true;
    script->order.again = true;
    script->order.with_warnings = false;
    return script_start(script, script_seconds(script, SECONDS_TO_READ), fault) &&
           script_listen(script, &kind, fault) && take_ready(script, kind, fault);
}

/* ---- sending ---- */

static void add_cell(struct text *out, const struct own_cell *cell)
{
    parcel_add_text(out, cell->unit);
    parcel_add_text(out, cell->period);
    parcel_add_byte(out, cell->period_is_year);
    parcel_add_byte(out, cell->has_days);
    parcel_add_whole(out, (uint32_t)cell->year);
    parcel_add_whole(out, (uint32_t)cell->first_day);
    parcel_add_whole(out, (uint32_t)cell->last_day);
}

static void add_call(struct text *out, const struct own_call *call)
{
    add_cell(out, &call->cell);
    parcel_add_whole(out, (uint32_t)call->argument_count);
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct own_value *value = &call->arguments[i];
        parcel_add_byte(out, (unsigned)value->reason);
        parcel_add_byte(out, (unsigned)value->kind);
        parcel_add_real(out, value->number);
        if (value->kind == OWN_TEXT)
            parcel_add_text(out, value->text);
    }
    parcel_add_whole(out, (uint32_t)call->record_count);
    text_add_bytes(out, (const char *)call->records,
                   call->record_count * sizeof *call->records);
}

/* ---- results ---- */

static bool take_result(struct parcel *parcel, struct arena *arena,
                        struct own_value *result)
{
    unsigned reason = parcel_byte(parcel), kind = parcel_byte(parcel);
    double number = parcel_real(parcel);
    if (parcel->broken || reason >= REASON_COUNT ||
        (kind != OWN_NUMBER && kind != OWN_TEXT))
        return false;
    *result = (struct own_value){
        .reason = (enum reason)reason, .kind = (enum own_kind)kind, .number = number};
    if (kind == OWN_TEXT) {
        const char *text = parcel_text(parcel);
        size_t size = text != NULL ? strlen(text) : 0;
        if (parcel->broken || text == NULL || !utf8_is_valid(text, size))
            return false;
        text = text_composed(arena, text, size, &size);
        result->text = arena_bytes(arena, text, size);
    } else if (result->reason == REASON_NONE && !isfinite(number)) {
        result->reason = REASON_NOT_DEFINED;
    }
    return true;
}

/* Those that were worked out, and why there are no more. */
static bool take_results(struct script *script, struct own_call *calls, size_t count,
                         size_t *done, struct arena *arena, struct fault *fault)
{
    struct parcel parcel = parcel_open(&script->in);
    double spent = parcel_real(&parcel);
    uint32_t results = parcel_whole(&parcel);
    if (results > count)
        return script_disbelieve(script, fault);
    for (uint32_t i = 0; i < results; i++)
        if (!take_result(&parcel, arena, &calls[i].result))
            return script_disbelieve(script, fault);
    if (results < count)
        parcel_fault(&parcel, fault);
    if (!parcel_ended(&parcel))
        return script_disbelieve(script, fault);
    for (uint32_t i = 0; i < results; i++)
        if (calls[i].result.text != NULL)
            script->returned += strlen(calls[i].result.text);
    if (script->returned > script->order.options.max_memory)
        return fault_at(fault, FAULT_LIMIT, (struct place){script->order.path, 0},
                        "the functions of the script return more than %zu MiB of texts, "
                        "the limit. return shorter ones",
                        script->order.options.max_memory >> 20);
    if (isfinite(spent) && spent > script->order.spent)
        script->order.spent = spent;
    *done = results;
    return results == count;
}

/* ---- calling ---- */

static bool call(struct script *script, uint32_t function, const struct frame *frame,
                 struct own_call *calls, size_t count, size_t *done, struct arena *arena,
                 struct fault *fault)
{
    enum message_kind kind;
    double each = script_seconds(script, SECONDS_A_CALL);
    bool in_all = script->order.options.max_seconds > 0;
    if (!start(script, fault))
        return false;
    script->out.size = 0;
    parcel_add_whole(&script->out, function);
    parcel_add_long(&script->out, (uint64_t)(uintptr_t)frame);
    parcel_add_whole(&script->out, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        add_call(&script->out, &calls[i]);
    worker_allow(&script->worker, (in_all ? each : each * (double)count) + 2);
    /* A process that is gone is found out by listening. */
    (void)channel_send(&script->worker.channel, MESSAGE_CALLS, &script->out);
    if (!script_listen(script, &kind, fault))
        return false;
    if (kind != MESSAGE_RESULTS)
        return script_disbelieve(script, fault);
    return take_results(script, calls, count, done, arena, fault);
}

static bool call_once(struct script *script, uint32_t function, const struct frame *frame,
                      struct own_call *calls, size_t count, size_t *done,
                      struct arena *arena, struct fault *fault)
{
    struct fault own = {0};
    *done = 0;
    if (script->ended.kind == FAULT_NONE &&
        call(script, function, frame, calls, count, done, arena, &own))
        return true;
    if (own.kind == FAULT_LIMIT || script->worker.process == 0) {
        worker_end(&script->worker);
        if (script->ended.kind == FAULT_NONE)
            script->ended = own;
    }
    *fault = own.kind != FAULT_NONE ? own : script->ended;
    return false;
}

static bool call_apply(void *self, uint32_t function, struct own_call *calls,
                       size_t count, size_t *done, struct arena *arena,
                       struct fault *fault)
{
    return call_once(self, function, NULL, calls, count, done, arena, fault);
}

static bool call_compute(void *self, uint32_t function, const struct frame *frame,
                         struct own_call *calls, size_t count, size_t *done,
                         struct arena *arena, struct fault *fault)
{
    return call_once(self, function, frame, calls, count, done, arena, fault);
}

struct own_functions script_functions(struct script *script)
{
    worker_end(&script->worker);
    script->ended = (struct fault){0};
    return (struct own_functions){script, call_apply, call_compute};
}
