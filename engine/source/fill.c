/* fill.c - one segment of one column at a time.
 *
 * Segments share nothing: each knows with which record of which chunk it begins, counts
 * its own states, and keeps its own problems until all are joined in order. What is plain
 * goes by a table from tag to factor, a batch at a time; all else is read value by value.
 * New numbers of texts are given before, in the order in which the texts came; only where
 * numbers and dates have become texts are segments filled one after the other, since they
 * get theirs as they are met.
 *
 * Vectors lie in arenas of the frame, one for each thread.
 */
#include "source/fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/task.h"
#include "source/cursor.h"

/* What came of one segment. */
struct filled {
    uint64_t states[STATE_NOT_APPLICABLE + 1];
    bool too_large, has_example;
    uint32_t example_part;
    uint8_t example_tag;
    int64_t example;
    struct problems *problems; /* NULL: none */
};

struct room {
    int64_t *values, *other;
    uint8_t *states;
    struct text bytes; /* of plain texts */
    struct arena *arena;
};

struct filler {
    struct draft *draft;
    struct cursor *cursors; /* of each segment: its first record */
    struct filled *filled;
    struct room *rooms; /* of each thread */
    unsigned threads;
    /* the column */
    struct settling *settling;
    uint32_t number;
    bool tell;
    int64_t (*factors)[TAG_COUNT]; /* of each part, by tag: what a plain value is
                                      multiplied by; 0: it is not taken so */
};

/* One segment being filled. */
struct filling {
    const struct filler *filler;
    struct filled *filled;
    struct room *room;
    uint32_t count; /* filled so far */
    bool plain;     /* its texts get no numbers */
    /* the batch at hand */
    struct cursor at;
    const struct part_column *from; /* NULL: the part has no such column */
};

/* ---- segments ---- */

static void fill_places(void *self, size_t number, unsigned worker)
{
    struct filler *filler = self;
    const struct draft *draft = filler->draft;
    struct room *room = &filler->rooms[worker];
    struct segment *segment = &draft->frame->segments[number];
    struct cursor cursor = filler->cursors[number], at;
    for (uint32_t filled = 0; filled < segment->count;) {
        int64_t lines[CURSOR_BATCH];
        uint32_t count = cursor_next(draft, &cursor, &at);
        vector_read(&draft->parts[at.part]->lines[at.chunk], at.first, count, lines,
                    NULL);
        for (uint32_t i = 0; i < count && filled < segment->count; i++) {
            if (draft_has_dropped(draft, at.part, at.record + i))
                continue;
            room->values[filled] = lines[i];
            room->other[filled++] = at.part;
        }
    }
    segment->line = vector_pack(room->arena, room->values, NULL, segment->count);
    segment->file = vector_pack(room->arena, room->other, NULL, segment->count);
}

struct filler *filler_new(struct draft *draft)
{
    struct filler *filler = memory_get_zeroed(1, sizeof *filler);
    filler->draft = draft;
    filler->cursors = cursors_new(draft);
    filler->filled =
        memory_get_zeroed(draft->frame->segment_count + 1, sizeof *filler->filled);
    struct frame *frame = draft->frame;
    size_t room =
        frame->record_count < SEGMENT_RECORDS ? frame->record_count : SEGMENT_RECORDS;
    filler->threads = task_threads(draft->options->threads, frame->segment_count);
    filler->rooms = memory_get_zeroed(filler->threads, sizeof *filler->rooms);
    for (unsigned i = 0; i < filler->threads; i++)
        filler->rooms[i] =
            (struct room){.values = memory_get((room + 1) * sizeof(int64_t)),
                          .other = memory_get((room + 1) * sizeof(int64_t)),
                          .states = memory_get(room + 1),
                          .arena = i == 0 ? frame->vectors : frame_add_arena(frame)};
    filler->factors = memory_get((draft->part_count + 1) * sizeof *filler->factors);
    task_each(filler->threads, frame->segment_count, fill_places, filler);
    return filler;
}

void filler_free(struct filler *filler)
{
    for (unsigned i = 0; i < filler->threads; i++) {
        free(filler->rooms[i].values);
        free(filler->rooms[i].other);
        free(filler->rooms[i].states);
        text_clear(&filler->rooms[i].bytes);
    }
    free(filler->rooms);
    free(filler->cursors);
    free(filler->filled);
    free(filler->factors);
    free(filler);
}

/* ---- telling ---- */

static void tell_bad(struct filling *filling, uint32_t item, const char *value,
                     const char *wrong)
{
    const struct filler *filler = filling->filler;
    const struct part *part = filler->draft->parts[filling->at.part];
    bool skip = filler->draft->options->skip_bad;
    if (filling->filled->problems == NULL)
        filling->filled->problems = problems_new();
    problems_add(
        filling->filled->problems,
        (struct problem){
            .severity = skip ? SEVERITY_WARNING : SEVERITY_ERROR,
            .file = part->file,
            .line = part_line(part, filling->at.chunk, filling->at.first + item),
            .column = filler->settling->name,
            .value = value,
            .message = wrong,
            .remedy = skip ? "refused, as --skip-bad says"
                           : "correct it, or take it as refused with --skip-bad"});
}

static void tell_value(struct filling *filling, uint32_t item, const struct value *value,
                       uint8_t tag, int64_t stored)
{
    const struct field_schema *schema =
        filling->filler->settling->rules[filling->at.part].schema;
    char room[PART_TEXT];
    size_t size;
    if (value->state == STATE_REFUSED)
        tell_bad(filling, item, part_text(filling->from, tag, stored, room, &size),
                 value->wrong);
    if (value->state == STATE_MISSING && schema != NULL && schema->required)
        tell_bad(filling, item, NULL, "is required by the schema, and is missing here");
}

/* ---- one value ---- */

/* From the table of texts, as it stands, or read from its text. */
static struct value value_of(const struct settling *settling,
                             const struct part_column *column, uint32_t part, uint8_t tag,
                             int64_t value)
{
    const struct rule *rule = &settling->rules[part];
    if (tag == TAG_TEXT)
        return settling->texts[part][value];
    if (tag == TAG_EMPTY)
        return (struct value){.state = STATE_MISSING};
    char room[PART_TEXT];
    size_t size;
    bool plain = rule_suits(rule, tag) && settling->extra_marks == 0;
    if (plain && !rule_has_checks(rule))
        return (struct value){.state = STATE_PRESENT,
                              .scale = (uint8_t)tag_scale(tag),
                              .scaled = value,
                              .number = (double)value};
    const char *text = part_text(column, tag, value, room, &size);
    return rule_judge(rule, text, size);
}

static const int64_t tens[] = {1,
                               10,
                               100,
                               1000,
                               10000,
                               100000,
                               1000000,
                               10000000,
                               100000000,
                               1000000000,
                               10000000000,
                               100000000000,
                               1000000000000,
                               10000000000000,
                               100000000000000,
                               1000000000000000,
                               10000000000000000,
                               100000000000000000,
                               1000000000000000000};

/* False: the number is too large at the column's scale. */
static bool store_value(struct filling *filling, const struct value *value)
{
    const struct settling *settling = filling->filler->settling;
    int64_t scaled = value->scaled;
    unsigned more = settling->type == COLUMN_DECIMAL && value->state == STATE_PRESENT
                        ? (unsigned)(settling->scale - value->scale)
                        : 0;
    if (settling->type == COLUMN_REAL) {
        double real =
            value->real ? value->number : number_from_scaled(value->scaled, value->scale);
        memcpy(&filling->room->values[filling->count], &real, sizeof real);
        return true;
    }
    if (more > 18 || __builtin_mul_overflow(scaled, tens[more], &scaled))
        return false;
    filling->room->values[filling->count] = scaled;
    return true;
}

static void keep_example(struct filling *filling, uint8_t tag, int64_t stored)
{
    struct filled *filled = filling->filled;
    if (filled->has_example)
        return;
    filled->has_example = true;
    filled->example_part = filling->at.part;
    filled->example_tag = tag;
    filled->example = stored;
}

static void note_state(struct filling *filling, enum state state, uint8_t tag,
                       int64_t stored)
{
    filling->room->states[filling->count] = (uint8_t)state;
    filling->filled->states[state]++;
    if (state == STATE_PRESENT)
        keep_example(filling, tag, stored);
}

/* One record that is not text; false when the column must become real. */
static bool pass_value(struct filling *filling, uint32_t item, uint8_t tag,
                       int64_t stored)
{
    const struct filler *filler = filling->filler;
    struct value value =
        value_of(filler->settling, filling->from, filling->at.part, tag, stored);
    if (filler->tell)
        tell_value(filling, item, &value, tag, stored);
    note_state(filling, value.state, tag, stored);
    return store_value(filling, &value);
}

static uint32_t text_number(struct filling *filling, uint8_t tag, int64_t stored)
{
    const struct filler *filler = filling->filler;
    uint32_t *numbers = filler->settling->numbers[filling->at.part];
    char room[PART_TEXT];
    size_t size;
    if (tag == TAG_TEXT && numbers[stored] != DICTIONARY_NONE)
        return numbers[stored];
    const char *text = part_text(filling->from, tag, stored, room, &size);
    uint32_t number =
        dictionary_add(filler->draft->frame->columns[filler->number].texts, text, size);
    if (tag == TAG_TEXT)
        numbers[stored] = number;
    return number;
}

/* Its size; the bytes go behind those of the texts before. */
static int64_t add_text(struct filling *filling, uint8_t tag, int64_t stored)
{
    char room[PART_TEXT];
    size_t size;
    const char *text = part_text(filling->from, tag, stored, room, &size);
    text_add_bytes(&filling->room->bytes, text, size);
    return (int64_t)size;
}

static void pass_text(struct filling *filling, uint32_t item, uint8_t tag, int64_t stored)
{
    const struct settling *settling = filling->filler->settling;
    uint32_t part = filling->at.part;
    struct value value = {.state = STATE_PRESENT};
    if (tag < TAG_DATE || settling->extra_marks > 0 ||
        rule_has_checks(&settling->rules[part]))
        value = value_of(settling, filling->from, part, tag, stored);
    tell_value(filling, item, &value, tag, stored);
    note_state(filling, value.state, tag, stored);
    filling->room->values[filling->count] =
        value.state != STATE_PRESENT ? 0
        : filling->plain             ? add_text(filling, tag, stored)
                                     : text_number(filling, tag, stored);
}

/* ---- a batch ---- */

/* The batch's states are written: counts them. */
static void end_batch(struct filling *filling, const int64_t *values, const uint8_t *tags,
                      uint32_t count)
{
    const uint8_t *states = filling->room->states + filling->count;
    uint32_t present = 0;
    for (uint32_t i = 0; i < count; i++)
        present += states[i] == STATE_PRESENT;
    for (uint32_t i = 0; i < count && !filling->filled->has_example; i++)
        if (states[i] == STATE_PRESENT)
            keep_example(filling, tags[i], values[i]);
    filling->filled->states[STATE_PRESENT] += present;
    filling->filled->states[STATE_MISSING] += count - present;
    filling->count += count;
}

/* Plain values and empty ones alone: one multiplication each. False: not these. */
static bool pass_plain(struct filling *filling, const int64_t *values,
                       const uint8_t *tags, uint32_t count)
{
    const int64_t *factors = filling->filler->factors[filling->at.part];
    int64_t *out = filling->room->values + filling->count;
    uint8_t *states = filling->room->states + filling->count;
    bool odd = false;
    for (uint32_t i = 0; i < count; i++) {
        int64_t factor = factors[tags[i]];
        odd |= (factor == 0) | __builtin_mul_overflow(values[i], factor, &out[i]);
        states[i] = tags[i] == TAG_EMPTY ? STATE_MISSING : STATE_PRESENT;
    }
    if (odd)
        return false;
    end_batch(filling, values, tags, count);
    return true;
}

/* Texts that have their numbers, and empty ones. */
static bool pass_numbered(struct filling *filling, const int64_t *values,
                          const uint8_t *tags, uint32_t count)
{
    const uint32_t *numbers = filling->filler->settling->numbers[filling->at.part];
    int64_t *out = filling->room->values + filling->count;
    uint8_t *states = filling->room->states + filling->count;
    bool odd = false;
    for (uint32_t i = 0; i < count; i++) {
        bool empty = tags[i] == TAG_EMPTY;
        if (!empty && tags[i] != TAG_TEXT)
            return false;
        uint32_t number = empty ? 0 : numbers[values[i]];
        odd |= number == DICTIONARY_NONE;
        out[i] = number;
        states[i] = empty ? STATE_MISSING : STATE_PRESENT;
    }
    if (odd)
        return false;
    end_batch(filling, values, tags, count);
    return true;
}

/* Loose texts of which none can be a mark, and empty ones, for a plain column. */
static bool pass_loose(struct filling *filling, const int64_t *values,
                       const uint8_t *tags, uint32_t count)
{
    int64_t *out = filling->room->values + filling->count;
    uint8_t *states = filling->room->states + filling->count;
    struct string texts[CURSOR_BATCH];
    const struct vector *from =
        filling->from == NULL ? NULL : &filling->from->chunks[filling->at.chunk].texts;
    if (from == NULL || from->bytes == NULL ||
        rule_has_marks(&filling->filler->settling->rules[filling->at.part]))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (tags[i] != TAG_LOOSE && tags[i] != TAG_EMPTY)
            return false;
    vector_read_texts(from, filling->at.first, count, texts, NULL);
    for (uint32_t i = 0; i < count; i++) {
        bool empty = tags[i] == TAG_EMPTY;
        size_t size = empty ? 0 : texts[i].size - 1;
        text_add_bytes(&filling->room->bytes, texts[i].bytes, size);
        out[i] = (int64_t)size;
        states[i] = empty ? STATE_MISSING : STATE_PRESENT;
    }
    end_batch(filling, values, tags, count);
    return true;
}

/* False: a number is too large. */
static bool pass_batch(struct filling *filling, uint32_t count, uint32_t most)
{
    const struct filler *filler = filling->filler;
    const struct draft *draft = filler->draft;
    uint32_t part = filling->at.part;
    int64_t values[CURSOR_BATCH];
    uint8_t tags[CURSOR_BATCH];
    bool text = filler->settling->type == COLUMN_TEXT;
    if (filling->from != NULL) {
        part_read(filling->from, filling->at.chunk, filling->at.first, count, values,
                  tags);
    } else {
        memset(tags, TAG_EMPTY, count);
        memset(values, 0, count * sizeof *values);
    }
    if (draft->dropped[part] == NULL && filler->factors[part][TAG_EMPTY] != 0 &&
        (filling->plain ? pass_loose
         : text         ? pass_numbered
                        : pass_plain)(filling, values, tags,
                                            count < most ? count : most))
        return true;
    for (uint32_t i = 0; i < count && most > 0; i++) {
        if (draft_has_dropped(draft, part, filling->at.record + i))
            continue;
        if (text)
            pass_text(filling, i, tags[i], values[i]);
        else if (!pass_value(filling, i, tags[i], values[i]))
            return false;
        filling->count++;
        most--;
    }
    return true;
}

static void fill_segment(void *self, size_t number, unsigned worker)
{
    struct filler *filler = self;
    const struct draft *draft = filler->draft;
    struct segment *segment = &draft->frame->segments[number];
    struct cursor cursor = filler->cursors[number];
    struct filling filling = {.filler = filler,
                              .filled = &filler->filled[number],
                              .room = &filler->rooms[worker],
                              .plain = draft->frame->columns[filler->number].plain};
    *filling.filled = (struct filled){0};
    filling.room->bytes.size = 0;
    while (filling.count < segment->count) {
        uint32_t count = cursor_next(draft, &cursor, &filling.at);
        uint32_t column = filler->settling->columns[filling.at.part];
        filling.from =
            column == UINT32_MAX ? NULL : &draft->parts[filling.at.part]->columns[column];
        if (!pass_batch(&filling, count, segment->count - filling.count)) {
            filling.filled->too_large = true;
            return;
        }
    }
    struct room *room = filling.room;
    segment->columns[filler->number] =
        filling.plain
            ? vector_pack_texts(room->arena, room->values, room->states, segment->count,
                                room->bytes.bytes)
        : filler->settling->type == COLUMN_REAL
            ? vector_pack_reals(room->arena, (const double *)(const void *)room->values,
                                room->states, segment->count)
            : vector_pack(room->arena, room->values, room->states, segment->count);
}

/* ---- a column ---- */

/* By tag, what a plain value is multiplied by to stand at the column's scale; an empty
 * one by 1. */
static void find_factors(struct filler *filler)
{
    const struct settling *settling = filler->settling;
    memset(filler->factors, 0, filler->draft->part_count * sizeof *filler->factors);
    for (uint32_t p = 0; p < filler->draft->part_count; p++) {
        const struct rule *rule = &settling->rules[p];
        if (settling->type == COLUMN_REAL || settling->extra_marks > 0 ||
            rule_has_checks(rule) || (rule->schema != NULL && rule->schema->required))
            continue;
        filler->factors[p][TAG_EMPTY] = 1;
        for (uint8_t tag = TAG_DATE; settling->type != COLUMN_TEXT && tag < TAG_COUNT;
             tag++) {
            unsigned scale = tag_scale(tag);
            unsigned wanted = settling->type == COLUMN_DECIMAL ? settling->scale : scale;
            if (rule_suits(rule, tag) && wanted >= scale && wanted - scale <= 18)
                filler->factors[p][tag] = tens[wanted - scale];
        }
    }
}

/* Texts and nothing else, all of them in some record: their numbers can be given before.
 */
static bool number_texts(struct filler *filler)
{
    const struct draft *draft = filler->draft;
    struct settling *settling = filler->settling;
    struct column *column = &draft->frame->columns[filler->number];
    for (uint32_t p = 0; p < draft->part_count; p++) {
        uint32_t number = settling->columns[p];
        if (draft->dropped[p] != NULL)
            return false;
        for (unsigned tag = TAG_LOOSE; number != UINT32_MAX && tag < TAG_COUNT; tag++)
            if (draft->parts[p]->columns[number].counts[tag] > 0)
                return false;
    }
    for (uint32_t p = 0; p < draft->part_count; p++) {
        uint32_t number = settling->columns[p];
        const struct dictionary *texts =
            number == UINT32_MAX ? NULL : draft->parts[p]->columns[number].texts;
        for (size_t i = 0; texts != NULL && i < dictionary_count(texts); i++)
            if (settling->texts[p][i].state == STATE_PRESENT)
                settling->numbers[p][i] =
                    dictionary_add(column->texts, dictionary_text(texts, (uint32_t)i),
                                   dictionary_size(texts, (uint32_t)i));
    }
    return true;
}

static void join_segment(struct filler *filler, const struct filled *filled, bool counts)
{
    struct frame *frame = filler->draft->frame;
    struct column *column = &frame->columns[filler->number];
    for (size_t i = 0;
         filled->problems != NULL && counts && i < problems_kept(filled->problems); i++)
        problems_add(filler->draft->problems, *problems_at(filled->problems, i));
    problems_free(filled->problems);
    if (!counts)
        return;
    column->present += filled->states[STATE_PRESENT];
    column->missing += filled->states[STATE_MISSING];
    column->not_applicable += filled->states[STATE_NOT_APPLICABLE];
    column->refused += filled->states[STATE_REFUSED];
    if (!filled->has_example || column->example != NULL)
        return;
    uint32_t part = filled->example_part;
    const struct part_column *from =
        &filler->draft->parts[part]->columns[filler->settling->columns[part]];
    char room[PART_TEXT];
    size_t size;
    const char *text = part_text(from, filled->example_tag, filled->example, room, &size);
    column->example = arena_bytes(frame->arena, text, size);
}

bool filler_column(struct filler *filler, struct settling *settling, uint32_t number,
                   bool tell)
{
    struct frame *frame = filler->draft->frame;
    struct column *column = &frame->columns[number];
    bool fine = true;
    filler->settling = settling;
    filler->number = number;
    filler->tell = tell;
    column->present = column->missing = column->not_applicable = column->refused = 0;
    find_factors(filler);
    bool alone =
        settling->type == COLUMN_TEXT && !column->plain && !number_texts(filler);
    task_each(alone ? 1 : filler->threads, frame->segment_count, fill_segment, filler);
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        join_segment(filler, &filler->filled[s], fine);
        fine = fine && !filler->filled[s].too_large;
    }
    return fine;
}
