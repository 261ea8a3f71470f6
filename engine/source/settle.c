/* settle.c - from what was kept of the files to typed columns.
 *
 * For each column: a rule for each part, one type for all parts, then one pass over the kept
 * values into vectors of full segments. A different text is read once; a plain number that suits
 * the rule is taken as it is.
 *
 * The frame owns what is made; rules and tables of a column live on the heap until it is done.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/range.h"
#include "source/settle.h"

enum { BATCH = 1024 };

/* ---- segments: the records, before their values ---- */

struct filling {
    struct frame *frame;
    uint32_t segment, filled;
    int64_t *values;
    double *reals;
    uint8_t *states;
};

static void filling_init(struct filling *filling, struct frame *frame, bool real)
{
    size_t room = frame->record_count < SEGMENT_RECORDS ? frame->record_count : SEGMENT_RECORDS;
    *filling = (struct filling){.frame = frame};
    filling->values = memory_get((room + 1) * sizeof *filling->values);
    filling->reals = real ? memory_get((room + 1) * sizeof *filling->reals) : NULL;
    filling->states = memory_get(room + 1);
}

static void filling_clear(struct filling *filling)
{
    free(filling->values);
    free(filling->reals);
    free(filling->states);
}

/* Puts the vector into the segment when it is full. */
static void filling_step(struct filling *filling, uint32_t column)
{
    struct frame *frame = filling->frame;
    struct segment *segment = &frame->segments[filling->segment];
    if (++filling->filled < segment->count)
        return;
    segment->columns[column] =
        filling->reals != NULL
            ? vector_pack_reals(frame->arena, filling->reals, filling->states, segment->count)
            : vector_pack(frame->arena, filling->values, filling->states, segment->count);
    filling->segment++;
    filling->filled = 0;
}

static bool is_dropped(const struct draft *draft, uint32_t part, uint64_t record)
{
    return draft->dropped[part] != NULL && draft->dropped[part][record];
}

static void add_segment(struct frame *frame, const int64_t *files, const int64_t *lines,
                        uint32_t count)
{
    frame_add_segment(frame, (struct segment){
        .count = count,
        .columns = arena_get_zeroed(frame->arena, frame->column_count + 1,
                                    sizeof(struct vector)),
        .file = vector_pack(frame->arena, files, NULL, count),
        .line = vector_pack(frame->arena, lines, NULL, count),
    });
}

static void add_segments(struct draft *draft)
{
    struct frame *frame = draft->frame;
    int64_t *files = memory_get(SEGMENT_RECORDS * sizeof *files);
    int64_t *lines = memory_get(SEGMENT_RECORDS * sizeof *lines);
    uint32_t count = 0;
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part *part = draft->parts[p];
        uint64_t record = 0;
        for (uint32_t c = 0; c < part->chunk_count; c++)
            for (uint32_t i = 0; i < part->chunk_sizes[c]; i++, record++) {
                if (is_dropped(draft, p, record))
                    continue;
                files[count] = p;
                lines[count] = part_line(part, c, i);
                if (++count == SEGMENT_RECORDS) {
                    add_segment(frame, files, lines, count);
                    count = 0;
                }
            }
    }
    if (count > 0)
        add_segment(frame, files, lines, count);
    free(files);
    free(lines);
}

/* ---- one column ---- */

static struct part_column *column_of(const struct draft *draft, const struct settling *settling,
                                     uint32_t part)
{
    uint32_t number = settling->columns[part];
    return number == UINT32_MAX ? NULL : &draft->parts[part]->columns[number];
}

static void tell_bad(const struct draft *draft, const struct settling *settling, uint32_t part,
                     uint32_t line, const char *value, const char *wrong)
{
    bool skip = draft->options->skip_bad;
    problems_add(draft->problems, (struct problem){
        .severity = skip ? SEVERITY_WARNING : SEVERITY_ERROR,
        .file = draft->parts[part]->file, .line = line, .column = settling->name,
        .value = value, .message = wrong,
        .remedy = skip ? "refused, as --skip-bad says"
                       : "correct it, or take it as refused with --skip-bad"});
}

/* A plain number or date that the rule takes as it stands. */
static bool suits(const struct rule *rule, uint8_t tag)
{
    switch (rule->reading.type) {
    case COLUMN_WHOLE: return tag == TAG_WHOLE;
    case COLUMN_DECIMAL:
    case COLUMN_REAL:
        return tag == TAG_WHOLE ||
               (tag >= TAG_COMMA ? rule->reading.number.decimal == ','
                                 : tag >= TAG_POINT && rule->reading.number.decimal == '.');
    case COLUMN_DATE:
        return tag == TAG_DATE &&
               (rule->reading.dates == DATE_ISO || rule->reading.dates == DATE_YMD);
    default: return false;
    }
}

static unsigned scale_of(uint8_t tag)
{
    return tag >= TAG_COMMA ? tag - TAG_COMMA + 1u : tag >= TAG_POINT ? tag - TAG_POINT + 1u : 0;
}

static bool is_year(const struct rule *rule)
{
    return rule->schema != NULL && strstr(rule->schema->type, "year") != NULL &&
           rule->reading.type == COLUMN_WHOLE;
}

static bool has_checks(const struct rule *rule)
{
    return rule->schema != NULL && (rule->has_minimum || rule->has_maximum ||
                                    rule->schema->allowed_count > 0 || is_year(rule));
}

/* The value of a field: from the table of texts, as it stands, or read from its text. */
static struct value value_of(const struct settling *settling, const struct part_column *column,
                             uint32_t part, uint8_t tag, int64_t value)
{
    const struct rule *rule = &settling->rules[part];
    if (tag == TAG_TEXT)
        return settling->texts[part][value];
    if (tag == TAG_EMPTY)
        return (struct value){.state = STATE_MISSING};
    char room[PART_TEXT];
    size_t size;
    struct value made;
    bool plain = suits(rule, tag) && settling->extra_marks == 0;
    if (plain && !has_checks(rule))
        return (struct value){.state = STATE_PRESENT, .scale = (uint8_t)scale_of(tag),
                              .scaled = value, .number = (double)value};
    const char *text = part_text(column, tag, value, room, &size);
    made = rule_read(rule, text, size);
    if (made.state == STATE_PRESENT) {
        made.wrong = rule_check(rule, &made, text, size);
        if (made.wrong != NULL)
            made.state = STATE_REFUSED;
    }
    return made;
}

static void read_texts(struct settling *settling, const struct part_column *column, uint32_t part)
{
    size_t count = column->texts == NULL ? 0 : dictionary_count(column->texts);
    const struct rule *rule = &settling->rules[part];
    settling->texts[part] = memory_get_zeroed(count + 1, sizeof(struct value));
    for (size_t i = 0; i < count; i++) {
        const char *text = dictionary_text(column->texts, (uint32_t)i);
        size_t size = dictionary_size(column->texts, (uint32_t)i);
        struct value value = rule_read(rule, text, size);
        if (value.state == STATE_PRESENT) {
            value.wrong = rule_check(rule, &value, text, size);
            if (value.wrong != NULL)
                value.state = STATE_REFUSED;
            else if (value.real)
                settling->real = true;
            else if (value.scale > settling->scale)
                settling->scale = value.scale;
        }
        settling->texts[part][i] = value;
    }
}

/* The scale that all plain numbers need. */
static void scan_tags(struct settling *settling, const struct part_column *column, uint32_t part)
{
    for (uint8_t tag = TAG_WHOLE; tag < TAG_COUNT; tag++)
        if (column->counts[tag] > 0 && suits(&settling->rules[part], tag) &&
            scale_of(tag) > settling->scale)
            settling->scale = (uint8_t)scale_of(tag);
}

static void store_real(struct filling *filling, const struct value *value)
{
    filling->reals[filling->filled] =
        value->real ? value->number : number_from_scaled(value->scaled, value->scale);
}

/* False: the number is too large at the column's scale. */
static bool store_value(const struct settling *settling, struct filling *filling,
                        const struct value *value)
{
    static const int64_t tens[] = {
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
        10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000,
        1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000};
    int64_t scaled = value->scaled;
    unsigned more = settling->type == COLUMN_DECIMAL && value->state == STATE_PRESENT
                        ? (unsigned)(settling->scale - value->scale) : 0;
    if (filling->reals != NULL) {
        store_real(filling, value);
        return true;
    }
    if (more > 18 || __builtin_mul_overflow(scaled, tens[more], &scaled))
        return false;
    filling->values[filling->filled] = scaled;
    return true;
}

static void count_state(struct column *column, enum state state)
{
    switch (state) {
    case STATE_PRESENT: column->present++; break;
    case STATE_REFUSED: column->refused++; break;
    case STATE_MISSING: column->missing++; break;
    case STATE_NOT_APPLICABLE: column->not_applicable++; break;
    }
}

struct pass {
    struct draft *draft;
    struct settling *settling;
    struct filling *filling;
    uint32_t number; /* of the frame's column */
    bool tell;
};

static void keep_example(struct pass *pass, const struct part_column *from, uint8_t tag,
                         int64_t value)
{
    char room[PART_TEXT];
    size_t size;
    struct column *column = &pass->draft->frame->columns[pass->number];
    const char *text = part_text(from, tag, value, room, &size);
    column->example = arena_bytes(pass->draft->frame->arena, text, size);
}

/* One record that is not text; false when the column must become real. */
static bool pass_value(struct pass *pass, const struct part_column *from, uint32_t part,
                       uint32_t chunk, uint32_t number, uint8_t tag, int64_t stored)
{
    struct draft *draft = pass->draft;
    struct settling *settling = pass->settling;
    struct value value = value_of(settling, from, part, tag, stored);
    if (value.state == STATE_REFUSED && pass->tell) {
        char room[PART_TEXT];
        size_t size;
        tell_bad(draft, settling, part, part_line(draft->parts[part], chunk, number),
                 part_text(from, tag, stored, room, &size), value.wrong);
    }
    if (value.state == STATE_MISSING && settling->rules[part].schema != NULL &&
        settling->rules[part].schema->required && pass->tell)
        tell_bad(draft, settling, part, part_line(draft->parts[part], chunk, number), NULL,
                 "is required by the schema, and is missing here");
    pass->filling->states[pass->filling->filled] = (uint8_t)value.state;
    struct column *column = &draft->frame->columns[pass->number];
    if (value.state == STATE_PRESENT && column->example == NULL)
        keep_example(pass, from, tag, stored);
    count_state(column, value.state);
    return store_value(settling, pass->filling, &value);
}

static uint32_t text_number(struct settling *settling, const struct part_column *from,
                            struct column *column, uint32_t part, uint8_t tag, int64_t stored)
{
    char room[PART_TEXT];
    size_t size;
    if (tag == TAG_TEXT && settling->numbers[part][stored] != DICTIONARY_NONE)
        return settling->numbers[part][stored];
    const char *text = part_text(from, tag, stored, room, &size);
    uint32_t number = dictionary_add(column->texts, text, size);
    if (tag == TAG_TEXT)
        settling->numbers[part][stored] = number;
    return number;
}

static void pass_text(struct pass *pass, const struct part_column *from, uint32_t part,
                      uint32_t chunk, uint32_t number, uint8_t tag, int64_t stored)
{
    struct draft *draft = pass->draft;
    struct filling *filling = pass->filling;
    struct column *column = &draft->frame->columns[pass->number];
    struct value value = {.state = STATE_PRESENT};
    if (tag == TAG_TEXT || pass->settling->extra_marks > 0 ||
        has_checks(&pass->settling->rules[part]) || tag == TAG_EMPTY)
        value = value_of(pass->settling, from, part, tag, stored);
    if (value.state == STATE_REFUSED) {
        char room[PART_TEXT];
        size_t size;
        tell_bad(draft, pass->settling, part, part_line(draft->parts[part], chunk, number),
                 part_text(from, tag, stored, room, &size), value.wrong);
    }
    if (value.state == STATE_MISSING && pass->settling->rules[part].schema != NULL &&
        pass->settling->rules[part].schema->required)
        tell_bad(draft, pass->settling, part, part_line(draft->parts[part], chunk, number), NULL,
                 "is required by the schema, and is missing here");
    filling->states[filling->filled] = (uint8_t)value.state;
    filling->values[filling->filled] = 0;
    count_state(column, value.state);
    if (value.state != STATE_PRESENT)
        return;
    filling->values[filling->filled] =
        text_number(pass->settling, from, column, part, tag, stored);
    if (column->example == NULL)
        keep_example(pass, from, tag, stored);
}

static bool pass_part(struct pass *pass, uint32_t part_number)
{
    int64_t values[BATCH];
    uint8_t tags[BATCH];
    const struct part *part = pass->draft->parts[part_number];
    const struct part_column *from = column_of(pass->draft, pass->settling, part_number);
    uint64_t record = 0;
    bool text = pass->settling->type == COLUMN_TEXT;
    for (uint32_t c = 0; c < part->chunk_count; c++)
        for (uint32_t first = 0; first < part->chunk_sizes[c]; first += BATCH) {
            uint32_t count = part->chunk_sizes[c] - first;
            if (count > BATCH)
                count = BATCH;
            if (from != NULL)
                part_read(from, c, first, count, values, tags);
            else
                memset(tags, TAG_EMPTY, count);
            for (uint32_t i = 0; i < count; i++, record++) {
                if (is_dropped(pass->draft, part_number, record))
                    continue;
                int64_t value = from == NULL ? 0 : values[i];
                if (text)
                    pass_text(pass, from, part_number, c, first + i, tags[i], value);
                else if (!pass_value(pass, from, part_number, c, first + i, tags[i], value))
                    return false;
                filling_step(pass->filling, pass->number);
            }
        }
    return true;
}

static bool pass_all(struct draft *draft, struct settling *settling, uint32_t number, bool tell)
{
    struct filling filling;
    struct column *column = &draft->frame->columns[number];
    struct pass pass = {draft, settling, &filling, number, tell};
    bool fine = true;
    column->present = column->missing = column->not_applicable = column->refused = 0;
    filling_init(&filling, draft->frame, settling->type == COLUMN_REAL);
    for (uint32_t p = 0; fine && p < draft->part_count; p++)
        fine = pass_part(&pass, p);
    filling_clear(&filling);
    return fine;
}

/* The first pass ends early when a number is too large at the scale of all: then they are reals. */
static void fill_column(struct draft *draft, struct settling *settling, uint32_t number)
{
    struct column *column = &draft->frame->columns[number];
    bool numeric = settling->type == COLUMN_DECIMAL || settling->type == COLUMN_WHOLE;
    if (numeric && settling->real)
        settling->type = COLUMN_REAL;
    else if (settling->type == COLUMN_DECIMAL && settling->scale == 0 && !settling->declared)
        settling->type = COLUMN_WHOLE;
    if (!pass_all(draft, settling, number, true)) {
        settling->type = COLUMN_REAL;
        pass_all(draft, settling, number, false);
    }
    column->type = settling->type;
    column->scale = settling->type == COLUMN_DECIMAL ? settling->scale : 0;
    column_set_range(draft->frame, number);
}

static void settle_values(struct draft *draft, struct settling *settling, uint32_t number)
{
    struct column *column = &draft->frame->columns[number];
    bool text = settling->type == COLUMN_TEXT;
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part_column *from = column_of(draft, settling, p);
        if (from == NULL)
            continue;
        read_texts(settling, from, p);
        scan_tags(settling, from, p);
        if (!text || from->texts == NULL)
            continue;
        size_t count = dictionary_count(from->texts);
        settling->numbers[p] = memory_get((count + 1) * sizeof(uint32_t));
        memset(settling->numbers[p], 0xFF, (count + 1) * sizeof(uint32_t));
    }
    if (text && column->texts == NULL)
        column->texts = dictionary_new();
    fill_column(draft, settling, number);
}

static void settle_column(struct draft *draft, uint32_t number)
{
    struct settling settling;
    settling_init(&settling, draft, number);
    settling_decide(&settling, draft, number);
    if (draft->frame->columns[number].loaded)
        settle_values(draft, &settling, number);
    settling_clear(&settling, draft);
    for (uint32_t p = 0; p < draft->part_count; p++) {
        uint32_t from = part_find_column(draft->parts[p], draft->frame->columns[number].name);
        if (from != UINT32_MAX)
            part_drop_column(&draft->parts[p]->columns[from]);
    }
}

/* ---- the frame ---- */

static void add_columns(struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part *part = draft->parts[p];
        for (uint32_t i = 0; i < part->column_count; i++)
            if (frame_find_column(draft->frame, part->columns[i].name) == COLUMN_NONE)
                frame_add_column(draft->frame, part->columns[i].name, COLUMN_WHOLE);
    }
}

/* Which field of the file's rows each column of the frame is. */
static const uint32_t *fields_of(const struct frame *frame, const struct part *part)
{
    uint32_t *fields = arena_get(frame->arena, (frame->column_count + 1) * sizeof *fields);
    for (uint32_t i = 0; i < frame->column_count; i++)
        fields[i] = part_find_column(part, frame->columns[i].name);
    return fields;
}

static void add_files(struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part *part = draft->parts[p];
        struct source_file *file = frame_add_file(draft->frame, part->file);
        file->encoding = arena_text(draft->frame->arena, part->encoding);
        file->delimiter = part->delimiter;
        file->records = part->record_count - draft->duplicates[p];
        file->skipped_rows = draft->options->skip_bad ? part->bad_rows : 0;
        file->duplicates = draft->duplicates[p];
        if (draft->files[p]->path != NULL)
            file->path = arena_text(draft->frame->arena, draft->files[p]->path);
        file->size = part->file_size;
        file->header_line = part->header_line;
        file->quote = part->quote;
        file->comment = part->comment;
        file->fields = fields_of(draft->frame, part);
    }
}

void draft_settle(struct draft *draft)
{
    draft->frame = frame_new(draft->name);
    add_columns(draft);
    add_files(draft);
    add_segments(draft);
    for (uint32_t i = 0; i < draft->frame->column_count; i++)
        settle_column(draft, i);
}
