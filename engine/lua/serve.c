/* serve.c - the process of a script, from its first instruction to its last.
 *
 * The walls go up when Lua is there and before the script is looked at. While a message
 * is under way the time's end waits, so that none is left half written.
 *
 * The process ends here; what it holds ends with it.
 */
#include "lua/serve.h"

#include <string.h>
#include <unistd.h>

#include "lua/asked.h"
#include "lua/channel.h"
#include "lua/confine.h"
#include "lua/leftover.h"
#include "lua/parcel.h"
#include "lua/reading.h"
#include "lua/travel.h"

struct serving {
    const struct order *order;
    struct reading *reading;
    struct problems *problems;
    struct channel channel;
    struct text out, in, results;
    struct own_value *values; /* arguments of one call */
    size_t value_room;
    bool watched;       /* what calls may change is known … */
    uint64_t untouched; /* … as it was before the first of them */
};

/* ---- messages ---- */

static void say(struct serving *serving, enum message_kind kind)
{
    if (!channel_send(&serving->channel, kind, &serving->out))
        _exit(0); /* nobody listens any more */
    serving->out.size = 0;
}

static enum message_kind hear(struct serving *serving)
{
    enum message_kind kind;
    if (!channel_receive(&serving->channel, &kind, &serving->in))
        _exit(0);
    return kind;
}

/* Sends the question in `out`; the answer is in `in`. */
static bool ask(struct serving *serving, enum message_kind kind, struct fault *fault)
{
    bool running = sandbox_pause(serving->reading->sandbox);
    say(serving, kind);
    kind = hear(serving);
    if (running)
        sandbox_go_on(serving->reading->sandbox);
    if (kind == MESSAGE_ANSWER)
        return true;
    struct parcel parcel = parcel_open(&serving->in);
    parcel_fault(&parcel, fault);
    return false;
}

static bool ask_use(void *self, const char *name, const char *from, struct text *path,
                    struct text *content, struct fault *fault)
{
    struct serving *serving = self;
    size_t size;
    parcel_add_text(&serving->out, name);
    parcel_add_text(&serving->out, from);
    if (!ask(serving, MESSAGE_USE, fault))
        return false;
    struct parcel parcel = parcel_open(&serving->in);
    text_add(path, parcel_text(&parcel));
    const char *bytes = parcel_sized(&parcel, &size);
    text_add_bytes(content, bytes, size);
    return true;
}

static bool ask_records(void *self, const struct catalogue *catalogue, uint32_t dataset,
                        struct text *answer, struct fault *fault)
{
    struct serving *serving = self;
    parcel_add_whole(&serving->out, dataset);
    parcel_add_whole(&serving->out, serving->reading->function_count);
    travel_add(&serving->out, catalogue);
    if (!ask(serving, MESSAGE_RECORDS, fault))
        return false;
    answer->size = 0;
    text_add_bytes(answer, text_of(&serving->in), serving->in.size);
    return true;
}

static bool ask_next(void *self, uint32_t lent, uint64_t first, struct text *answer,
                     struct fault *fault)
{
    struct serving *serving = self;
    parcel_add_whole(&serving->out, lent);
    parcel_add_long(&serving->out, first);
    if (!ask(serving, MESSAGE_NEXT, fault))
        return false;
    answer->size = 0;
    text_add_bytes(answer, text_of(&serving->in), serving->in.size);
    return true;
}

static void print(void *self, const struct text *text)
{
    struct serving *serving = self;
    struct sandbox *sandbox = serving->reading->sandbox;
    if (serving->order->again && !serving->reading->calling)
        return; /* it was printed the first time */
    bool running = sandbox_pause(sandbox);
    parcel_add_sized(&serving->out, text_of(text), text->size);
    say(serving, MESSAGE_PRINT);
    if (running)
        sandbox_go_on(sandbox);
}

static void add_spent(struct serving *serving)
{
    const struct sandbox *sandbox =
        serving->reading != NULL ? serving->reading->sandbox : NULL;
    parcel_add_real(&serving->out, sandbox != NULL && sandbox->left >= 0
                                       ? sandbox->total - sandbox->left
                                       : 0);
}

static _Noreturn void end_with(struct serving *serving, const struct fault *fault)
{
    serving->out.size = 0;
    add_spent(serving);
    parcel_add_fault(&serving->out, fault);
    say(serving, MESSAGE_FAULT);
    _exit(0);
}

/* ---- what was read ---- */

static void say_catalogue(struct serving *serving)
{
    const struct problems *problems = serving->problems;
    struct text *out = &serving->out;
    add_spent(serving);
    parcel_add_whole(out, serving->reading->function_count);
    travel_add(out, serving->reading->catalogue);
    size_t count = problems != NULL ? problems_kept(problems) : 0;
    parcel_add_whole(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        const struct problem *problem = problems_at(problems, i);
        parcel_add_text(out, problem->file);
        parcel_add_whole(out, problem->line);
        parcel_add_text(out, problem->message);
        parcel_add_text(out, problem->remedy);
    }
    say(serving, MESSAGE_CATALOGUE);
}

static void say_ready(struct serving *serving)
{
    parcel_add_long(&serving->out, travel_hash(serving->reading->catalogue));
    say(serving, MESSAGE_READY);
}

/* ---- calls ---- */

/* What stands next, up to its NUL. */
static const char *take_text(struct parcel *parcel)
{
    const char *text = parcel->at;
    (void)parcel_items(parcel, strlen(text) + 1, 1);
    return text;
}

/* Its arguments and records are good until the next. */
static struct own_call take_call(struct serving *serving, struct parcel *parcel,
                                 const uint32_t **records)
{
    struct asked_head head = {0};
    const char *bytes = parcel_items(parcel, 1, sizeof head);
    if (bytes != NULL)
        memcpy(&head, bytes, sizeof head);
    struct own_call call = {.cell = {.unit = take_text(parcel),
                                     .period_is_year = head.period_is_year != 0,
                                     .year = head.year,
                                     .has_days = head.has_days != 0,
                                     .first_day = head.first_day,
                                     .last_day = head.last_day},
                            .argument_count = head.argument_count,
                            .records = *records,
                            .record_count = head.record_count};
    call.cell.period = take_text(parcel);
    if (call.argument_count > serving->value_room) {
        serving->value_room = call.argument_count;
        serving->values =
            memory_resize(serving->values, serving->value_room, sizeof *serving->values);
    }
    for (size_t i = 0; i < call.argument_count; i++)
        (void)asked_take_value(parcel, &serving->values[i]);
    call.arguments = serving->values;
    *records += call.record_count;
    return call;
}

/* Whether the calls have left something behind, for all that can be known. */
static bool has_changed(struct serving *serving)
{
    uint64_t sum;
    return serving->reading->sandbox->limit.kind == FAULT_NONE &&
           (!serving->watched || !leftover_sum(serving->reading, &sum) ||
            sum != serving->untouched);
}

/* Each result as it comes; then no more, and how that ended. The frame is where it was
 * when the process was forked. */
static void serve_calls(struct serving *serving)
{
    struct sandbox *sandbox = serving->reading->sandbox;
    struct parcel parcel = parcel_open(&serving->in);
    struct fault fault = {0};
    size_t record_count = parcel_whole(&parcel);
    const uint32_t *records =
        (const void *)parcel_items(&parcel, record_count, sizeof *records);
    uint32_t function = parcel_whole(&parcel);
    const struct frame *frame = (const struct frame *)(uintptr_t)parcel_long(&parcel);
    double left = parcel_real(&parcel);
    uint32_t count = parcel_whole(&parcel), done = 0;
    if (left >= 0)
        sandbox->left = left;
    serving->results.size = 0;
    sandbox_begin_together(sandbox);
    for (; done < count; done++) {
        struct own_call call = take_call(serving, &parcel, &records);
        sandbox->board->call = done;
        if (!reading_call(serving->reading, function, frame, &call, &fault))
            break;
        asked_add_value(&serving->results, &call.result);
    }
    sandbox_end_together(sandbox);
    parcel_add_real(&serving->out, left >= 0 ? left - sandbox->left : 0);
    parcel_add_byte(&serving->out, has_changed(serving));
    parcel_add_whole(&serving->out, done);
    text_add_bytes(&serving->out, text_of(&serving->results), serving->results.size);
    if (done < count)
        parcel_add_fault(&serving->out, &fault);
    say(serving, MESSAGE_RESULTS);
}

/* ---- all of it ---- */

static void put_up_walls(const struct order *order)
{
    size_t memory = order->options.max_memory;
    struct walls walls = {.memory = 2 * memory + (32 << 20)};
    if (order->options.max_seconds > 0)
        walls.seconds =
            order->options.max_seconds + (order->again ? order->options.max_seconds : 0);
    else if (!order->again)
        walls.seconds = SECONDS_TO_READ;
    if (!confine_is_sanitized())
        sandbox_catch_crashes();
    sandbox_start_timer();
    (void)confine(&walls);
}

void serve(void *self, int descriptor, struct board *board)
{
    const struct order *order = self;
    struct serving serving = {.order = order, .channel = {.descriptor = descriptor}};
    struct questions questions = {&serving, ask_use,
                                  order->with_data ? ask_records : NULL, ask_next};
    struct fault fault = {0}, placed = {0};
    if (order->with_warnings)
        serving.problems = problems_new();
    serving.reading = reading_new(order->path, order->name, &order->options, questions,
                                  serving.problems, &fault);
    if (serving.reading == NULL) {
        fault_at(&placed, fault.kind, (struct place){order->path, 0}, "%s",
                 fault.message);
        end_with(&serving, &placed);
    }
    struct sandbox *sandbox = serving.reading->sandbox;
    sandbox->board = board;
    sandbox->print = print;
    sandbox->print_self = &serving;
    put_up_walls(order);
    if (!reading_read(serving.reading, order->bytes, order->size, &fault))
        end_with(&serving, &fault);
    if (!order->again) {
        say_catalogue(&serving);
        _exit(0);
    }
    serving.watched = leftover_sum(serving.reading, &serving.untouched);
    say_ready(&serving);
    while (hear(&serving) == MESSAGE_CALLS)
        serve_calls(&serving);
    _exit(0);
}
