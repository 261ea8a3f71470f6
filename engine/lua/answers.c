/* answers.c - what a script asks while it is read, answered on the engine's side.
 *
 * Each answer is kept with its question: when the script is read again for its functions,
 * the same questions get the same answers, and another question is not answered. Records
 * go out in batches, read from the frame as they are asked for.
 *
 * Answers lie in the script's arena; what is lent stays the host's.
 */
#include <string.h>

#include "lua/boundary.h"
#include "lua/lent.h"
#include "lua/travel.h"

/* ---- kept answers ---- */

static const struct answer *find_answer(const struct script *script,
                                        enum message_kind kind)
{
    const struct answer *answer = script->answers;
    while (answer != NULL &&
           !(answer->asked == kind && answer->question_size == script->in.size &&
             memcmp(answer->question, text_of(&script->in), script->in.size) == 0))
        answer = answer->next;
    return answer;
}

static void keep_answer(struct script *script, enum message_kind asked,
                        enum message_kind given)
{
    struct answer *answer = arena_get(script->arena, sizeof *answer);
    *answer = (struct answer){
        .next = script->answers,
        .asked = asked,
        .given = given,
        .question = arena_bytes(script->arena, text_of(&script->in), script->in.size),
        .question_size = script->in.size,
        .content = arena_bytes(script->arena, text_of(&script->out), script->out.size),
        .content_size = script->out.size,
    };
    script->answers = answer;
    script->answered += sizeof *answer + answer->question_size + answer->content_size;
}

/* What is kept for a script counts like what it keeps itself. */
static bool is_too_much(const struct script *script, struct fault *fault)
{
    size_t most = script->order.options.max_memory;
    if (script->answered <= most)
        return false;
    fault_at(fault, FAULT_LIMIT, (struct place){script->order.path, 0},
             "the script asks for more files and records than fit %zu MiB, the limit. "
             "read records(…) once, "
             "outside of loops, or allow more with --max-memory",
             most >> 20);
    return true;
}

/* ---- use ---- */

/* The answer or the refusal into script->out. */
static enum message_kind answer_use(struct script *script, struct parcel *parcel)
{
    struct text path = {0}, content = {0};
    struct fault own = {0};
    const char *name = parcel_text(parcel), *from = parcel_text(parcel);
    enum message_kind given = MESSAGE_REFUSAL;
    if (!parcel_ended(parcel) || name == NULL || from == NULL) {
        parcel->broken = true;
    } else if (script->host.use == NULL) {
        fault_set(&own, FAULT_DATA, "use \"%s\": other files cannot be read here", name);
    } else if (script->host.use(script->host.self, name, from, &path, &content, &own)) {
        parcel_add_text(&script->out, text_of(&path));
        parcel_add_sized(&script->out, text_of(&content), content.size);
        given = MESSAGE_ANSWER;
    }
    if (given == MESSAGE_REFUSAL)
        parcel_add_fault(&script->out, &own);
    text_clear(&path);
    text_clear(&content);
    return given;
}

/* ---- records ---- */

static void describe_lent(struct script *script)
{
    const struct lent *lent = &script->lent[script->lent_count - 1];
    const struct frame *frame = lent->frame;
    parcel_add_whole(&script->out, (uint32_t)script->lent_count - 1);
    parcel_add_long(&script->out, lent->count);
    parcel_add_whole(&script->out, frame->column_count);
    for (uint32_t i = 0; i < frame->column_count; i++) {
        parcel_add_text(&script->out, frame->columns[i].name);
        parcel_add_byte(&script->out, frame->columns[i].loaded);
    }
}

static enum message_kind answer_records(struct script *script, struct parcel *parcel)
{
    struct fault own = {0};
    struct lent lent = {0};
    uint32_t dataset = parcel_whole(parcel), functions = parcel_whole(parcel);
    struct catalogue *catalogue =
        travel_take(parcel, functions, script->order.path, &own);
    enum message_kind given = MESSAGE_REFUSAL;
    if (catalogue != NULL && (dataset >= catalogue->node_count ||
                              catalogue->nodes[dataset].sort != SORT_DATASET))
        parcel->broken = true;
    if (catalogue != NULL && !parcel->broken && script->host.records != NULL &&
        script->host.records(script->host.self, catalogue, dataset, &lent.frame,
                             &lent.records, &lent.count, &own)) {
        script->lent = arena_grow(script->arena, script->lent, script->lent_count,
                                  &script->lent_room, sizeof *script->lent);
        script->lent[script->lent_count++] = lent;
        script->answered += lent.count * sizeof *lent.records;
        describe_lent(script);
        given = MESSAGE_ANSWER;
    } else {
        if (own.kind == FAULT_NONE)
            fault_set(&own, FAULT_DATA, "records(…) needs data, and there are none here");
        parcel_add_fault(&script->out, &own);
    }
    catalogue_free(catalogue);
    return given;
}

static void add_value(struct text *out, const struct frame *frame, uint32_t column,
                      uint32_t record)
{
    const struct column *field = &frame->columns[column];
    int64_t value = 0;
    double number = 0;
    uint8_t state = STATE_PRESENT;
    bool whole = field->type == COLUMN_TEXT || field->type == COLUMN_BOOLEAN;
    if (whole)
        frame_read(frame, column, &record, 1, &value, &state);
    else
        frame_read_numbers(frame, column, &record, 1, &number, &state);
    if (state != STATE_PRESENT) {
        parcel_add_byte(out, LENT_NIL);
    } else if (field->type == COLUMN_BOOLEAN) {
        parcel_add_byte(out, value != 0 ? LENT_TRUE : LENT_FALSE);
    } else if (field->type == COLUMN_TEXT) {
        parcel_add_byte(out, LENT_TEXT);
        parcel_add_sized(out, dictionary_text(field->texts, (uint32_t)value),
                         dictionary_size(field->texts, (uint32_t)value));
    } else {
        parcel_add_byte(out, LENT_NUMBER);
        parcel_add_real(out, number);
    }
}

static enum message_kind answer_next(struct script *script, struct parcel *parcel)
{
    uint32_t number = parcel_whole(parcel);
    uint64_t first = parcel_long(parcel);
    if (!parcel_ended(parcel) || number >= script->lent_count ||
        first >= script->lent[number].count) {
        parcel->broken = true;
        return MESSAGE_REFUSAL;
    }
    const struct lent *lent = &script->lent[number];
    uint64_t end = first + LENT_BATCH < lent->count ? first + LENT_BATCH : lent->count;
    for (uint64_t at = first; at < end; at++)
        for (uint32_t column = 0; column < lent->frame->column_count; column++)
            if (lent->frame->columns[column].loaded)
                add_value(&script->out, lent->frame, column, lent->records[at]);
    return MESSAGE_ANSWER;
}

/* ---- all three ---- */

static bool unanswered(const struct script *script, struct fault *fault)
{
    return fault_at(fault, FAULT_DATA, (struct place){script->order.path, 0},
                    "the script asks for other files or records when it is read again, "
                    "for its functions. it must do the same each time");
}

bool answer_question(struct script *script, struct worker *worker,
                     enum message_kind kind, struct fault *fault)
{
    struct parcel parcel = parcel_open(&script->in);
    enum message_kind given;
    script->out.size = 0;
    const struct answer *kept = kind == MESSAGE_NEXT ? NULL : find_answer(script, kind);
    if (kept != NULL) {
        text_add_bytes(&script->out, kept->content, kept->content_size);
        given = kept->given;
    } else if (kind != MESSAGE_NEXT && script->order.again) {
        return unanswered(script, fault);
    } else {
        given = kind == MESSAGE_USE       ? answer_use(script, &parcel)
                : kind == MESSAGE_RECORDS ? answer_records(script, &parcel)
                                          : answer_next(script, &parcel);
        if (parcel.broken)
            return script_disbelieve(script, worker, fault);
        if (kind != MESSAGE_NEXT)
            keep_answer(script, kind, given);
        if (is_too_much(script, fault))
            return false;
    }
    return channel_send(&worker->channel, given, &script->out);
}
