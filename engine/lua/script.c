/* script.c - an author's script, read in a process of its own.
 *
 * The process is forked before the script is looked at, and its last message is what was
 * read: a process that ends in any other way has failed, whatever its status. What it
 * says is checked before it is believed.
 *
 * The script owns its catalogue, its process and an arena, where all that it was given
 * is copied to, as it is read again for its functions.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua/boundary.h"
#include "lua/confine.h"
#include "lua/crew.h"
#include "lua/sandbox.h"
#include "lua/travel.h"

/* What the process itself takes beside the script's own time, and a late end of it. */
static const double patience = 2;

/* ---- talking to the process ---- */

double script_seconds(const struct script *script, double otherwise)
{
    double seconds = script->order.options.max_seconds;
    return seconds > 0 ? seconds : otherwise;
}

bool script_start(struct script *script, struct worker *worker, double allowed,
                  struct fault *fault)
{
    if (!worker_start(worker, serve, &script->order, fault))
        return false;
    worker_allow(worker, allowed + patience);
    return true;
}

bool script_disbelieve(struct script *script, struct worker *worker, struct fault *fault)
{
    worker_end(worker);
    return fault_at(
        fault, FAULT_DATA, (struct place){script->order.path, 0},
        "the process of the script said what no script can say, and was ended");
}

void script_lose(struct script *script, struct worker *worker, struct fault *fault)
{
    const struct worker_limits limits = {script->order.path,
                                         script_seconds(script, script->catalogue != NULL
                                                                    ? SECONDS_A_CALL
                                                                    : SECONDS_TO_READ),
                                         script->order.options.max_memory};
    worker_stop(worker);
    worker_tell(worker, &limits, fault);
}

bool script_print(struct script *script)
{
    struct parcel parcel = parcel_open(&script->in);
    struct text clean = {0};
    size_t size;
    const char *bytes = parcel_sized(&parcel, &size);
    if (!parcel_ended(&parcel) || size > SANDBOX_PRINTED + 1)
        return false;
    clean_text(bytes, size, &clean);
    fwrite(text_of(&clean), 1, clean.size, stderr);
    text_clear(&clean);
    return true;
}

bool script_hear(struct script *script, struct worker *worker, enum message_kind *kind,
                 struct fault *fault)
{
    if (!channel_receive(&worker->channel, kind, &script->in))
        return false;
    switch (*kind) {
    case MESSAGE_USE:
    case MESSAGE_RECORDS:
    case MESSAGE_NEXT:
        return answer_question(script, worker, *kind, fault) ||
               (fault->kind != FAULT_NONE && script_disbelieve(script, worker, fault));
    default:
        return true;
    }
}

bool script_is_final(enum message_kind kind)
{
    return kind != MESSAGE_USE && kind != MESSAGE_RECORDS && kind != MESSAGE_NEXT &&
           kind != MESSAGE_PRINT;
}

/* ---- what was read ---- */

static void take_warnings(struct script *script, struct parcel *parcel)
{
    uint32_t count = parcel_whole(parcel);
    struct text message = {0}, remedy = {0};
    for (uint32_t i = 0; i < count && !parcel->broken; i++) {
        struct problem problem = {.severity = SEVERITY_WARNING};
        problem.file = parcel_text(parcel);
        problem.line = parcel_whole(parcel);
        const char *said = parcel_text(parcel), *advice = parcel_text(parcel);
        message.size = remedy.size = 0;
        text_add(&message, "");
        text_add(&remedy, "");
        if (said != NULL)
            clean_text(said, strlen(said), &message);
        if (advice != NULL)
            clean_text(advice, strlen(advice), &remedy);
        problem.message = text_of(&message);
        problem.remedy = advice != NULL ? text_of(&remedy) : NULL;
        if (!parcel->broken && script->problems != NULL)
            problems_add(script->problems, problem);
    }
    text_clear(&message);
    text_clear(&remedy);
}

static double take_spent(struct script *script, struct parcel *parcel)
{
    double spent = parcel_real(parcel), most = script->order.options.max_seconds;
    return isfinite(spent) && spent > 0 ? fmin(spent, most) : 0;
}

static bool take_catalogue(struct script *script, struct fault *fault)
{
    struct parcel parcel = parcel_open(&script->in);
    script->order.spent = take_spent(script, &parcel);
    script->function_count = parcel_whole(&parcel);
    script->catalogue =
        travel_take(&parcel, script->function_count, script->order.path, fault);
    if (script->catalogue == NULL)
        return false;
    take_warnings(script, &parcel);
    if (!parcel_ended(&parcel))
        return script_disbelieve(script, &script->reader, fault);
    if (script->function_count > 0)
        script->hash = travel_hash(script->catalogue);
    return true;
}

static bool take_fault(struct script *script, struct fault *fault)
{
    struct parcel parcel = parcel_open(&script->in);
    (void)take_spent(script, &parcel);
    parcel_fault(&parcel, fault);
    if (!parcel_ended(&parcel))
        return script_disbelieve(script, &script->reader, fault);
    return false;
}

/* Until it says its last. */
static bool listen(struct script *script, struct fault *fault)
{
    enum message_kind kind;
    do {
        if (!script_hear(script, &script->reader, &kind, fault)) {
            if (fault->kind == FAULT_NONE)
                script_lose(script, &script->reader, fault);
            return false;
        }
        if (kind == MESSAGE_PRINT && !script_print(script))
            return script_disbelieve(script, &script->reader, fault);
    } while (!script_is_final(kind));
    return kind == MESSAGE_CATALOGUE ? take_catalogue(script, fault)
           : kind == MESSAGE_FAULT   ? take_fault(script, fault)
                                     : script_disbelieve(script, &script->reader, fault);
}

static bool read_in_process(struct script *script, struct fault *fault)
{
    double seconds = script_seconds(script, SECONDS_TO_READ);
    bool good = script_start(script, &script->reader, seconds, fault) &&
                listen(script, fault);
    worker_end(&script->reader);
    return good;
}

/* ---- the script ---- */

static const struct script_setting *
copy_settings(struct arena *arena, const struct script_setting *settings, size_t count)
{
    struct script_setting *copy = arena_get(arena, (count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = (struct script_setting){arena_text(arena, settings[i].name),
                                          arena_text(arena, settings[i].value)};
    return copy;
}

static void copy_options(struct script *script, const struct script_options *options)
{
    struct script_options *own = &script->order.options;
    if (options != NULL)
        *own = *options;
    own->sets = copy_settings(script->arena, own->sets, own->set_count);
    own->maps = copy_settings(script->arena, own->maps, own->map_count);
    if (own->max_memory == 0)
        own->max_memory = MEMORY_LIMIT;
}

struct script *script_read(const char *path, const char *name, const char *bytes,
                           size_t size, const struct script_options *options,
                           const struct script_host *host, struct problems *problems,
                           struct fault *fault)
{
    struct script *script = memory_get_zeroed(1, sizeof *script);
    script->arena = arena_new();
    script->problems = problems;
    if (host != NULL)
        script->host = *host;
    copy_options(script, options);
    script->order.path = arena_text(script->arena, path);
    script->order.name = arena_text(script->arena, name);
    script->order.bytes = arena_bytes(script->arena, bytes, size);
    script->order.size = size;
    script->order.with_data = script->host.records != NULL;
    script->order.with_warnings = problems != NULL;
    if (!read_in_process(script, fault)) {
        script_free(script);
        return NULL;
    }
    script->host = (struct script_host){0};
    script->problems = NULL;
    return script;
}

void script_free(struct script *script)
{
    if (script == NULL)
        return;
    crew_free(script->crew);
    catalogue_free(script->catalogue);
    text_clear(&script->out);
    text_clear(&script->in);
    arena_free(script->arena);
    free(script);
}

void script_walls(struct text *out)
{
    unsigned layers = confine_layers();
    const char *before = "";
    for (unsigned i = 0; i < LAYER_COUNT; i++) {
        if (!(layers & 1u << i))
            continue;
        text_addf(out, "%s%s", before, layer_words((enum layer)(1u << i)));
        before = ", ";
    }
}

const struct catalogue *script_catalogue(const struct script *script)
{
    return script->catalogue;
}

bool script_mentions(const struct script *script, const char *text)
{
    size_t size = strlen(text);
    if (memmem(script->order.bytes, script->order.size, text, size) != NULL)
        return true;
    for (const struct answer *answer = script->answers; answer != NULL; answer = answer->next)
        if (answer->asked == MESSAGE_USE &&
            memmem(answer->content, answer->content_size, text, size) != NULL)
            return true;
    return false;
}
