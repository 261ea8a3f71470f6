/* settle.c - from what was kept of the files to typed columns.
 *
 * For each column: a rule for each part, one type for all parts, then one pass over the kept
 * values into vectors of full segments (fill). A different text is read once; a plain number that
 * suits the rule is taken as it is.
 *
 * The frame owns what is made; rules and tables of a column live on the heap until it is done.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/fill.h"
#include "source/range.h"
#include "source/variety.h"

/* ---- one column ---- */

static struct part_column *column_of(const struct draft *draft, const struct settling *settling,
                                     uint32_t part)
{
    uint32_t number = settling->columns[part];
    return number == UINT32_MAX ? NULL : &draft->parts[part]->columns[number];
}

/* A plain number or date that the rule takes as it stands. */
bool rule_suits(const struct rule *rule, uint8_t tag)
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

unsigned tag_scale(uint8_t tag)
{
    return tag >= TAG_COMMA ? tag - TAG_COMMA + 1u : tag >= TAG_POINT ? tag - TAG_POINT + 1u : 0;
}

static bool is_year(const struct rule *rule)
{
    return rule->schema != NULL && strstr(rule->schema->type, "year") != NULL &&
           rule->reading.type == COLUMN_WHOLE;
}

bool rule_has_checks(const struct rule *rule)
{
    return rule->schema != NULL && (rule->has_minimum || rule->has_maximum ||
                                    rule->schema->allowed_count > 0 || is_year(rule));
}

static void see_number(struct settling *settling, const struct value *value)
{
    if (value->state != STATE_PRESENT)
        return;
    if (value->real)
        settling->real = true;
    else if (value->scale > settling->scale)
        settling->scale = value->scale;
}

static void read_texts(struct settling *settling, const struct part_column *column, uint32_t part)
{
    size_t count = column->texts == NULL ? 0 : dictionary_count(column->texts);
    const struct rule *rule = &settling->rules[part];
    settling->texts[part] = memory_get_zeroed(count + 1, sizeof(struct value));
    for (size_t i = 0; i < count; i++) {
        settling->texts[part][i] =
            rule_judge(rule, dictionary_text(column->texts, (uint32_t)i),
                       dictionary_size(column->texts, (uint32_t)i));
        see_number(settling, &settling->texts[part][i]);
    }
}

/* What the texts of a chunk are as numbers. */
struct scanned {
    const struct rule *rule;
    struct settling numbers;
};

static bool scan_text(void *owner, const char *text, size_t size)
{
    struct scanned *scanned = owner;
    struct value value = rule_judge(scanned->rule, text, size);
    see_number(&scanned->numbers, &value);
    return true;
}

/* Loose texts have no place where what they are could be kept: they are read again when they
 * are filled in. */
static void scan_loose(struct settling *settling, const struct draft *draft, uint32_t part)
{
    const struct part *from = draft->parts[part];
    const struct part_column *column = column_of(draft, settling, part);
    struct scanned *chunks = memory_get_zeroed(from->chunk_count + 1, sizeof *chunks);
    for (uint32_t c = 0; c < from->chunk_count; c++)
        chunks[c].rule = &settling->rules[part];
    part_scan_texts(from, column, draft->options->threads, scan_text, chunks, sizeof *chunks);
    for (uint32_t c = 0; c < from->chunk_count; c++) {
        settling->real = settling->real || chunks[c].numbers.real;
        if (chunks[c].numbers.scale > settling->scale)
            settling->scale = chunks[c].numbers.scale;
    }
    free(chunks);
}

/* The scale that all plain numbers need. */
static void scan_tags(struct settling *settling, const struct part_column *column, uint32_t part)
{
    for (uint8_t tag = TAG_WHOLE; tag < TAG_COUNT; tag++)
        if (column->counts[tag] > 0 && rule_suits(&settling->rules[part], tag) &&
            tag_scale(tag) > settling->scale)
            settling->scale = (uint8_t)tag_scale(tag);
}

/* The first pass ends early when a number is too large at the scale of all: then they are reals. */
static void fill_column(struct draft *draft, struct filler *filler,
                        struct settling *settling, uint32_t number)
{
    struct column *column = &draft->frame->columns[number];
    bool numeric = settling->type == COLUMN_DECIMAL || settling->type == COLUMN_WHOLE;
    if (numeric && settling->real)
        settling->type = COLUMN_REAL;
    else if (settling->type == COLUMN_DECIMAL && settling->scale == 0 && !settling->declared)
        settling->type = COLUMN_WHOLE;
    if (!filler_column(filler, settling, number, true)) {
        settling->type = COLUMN_REAL;
        filler_column(filler, settling, number, false);
    }
    column->type = settling->type;
    column->scale = settling->type == COLUMN_DECIMAL ? settling->scale : 0;
    frame_limit_plain(draft->frame, number);
    column_set_range(draft->frame, number);
}

/* ---- texts that mostly differ ---- */

static bool see_variety(void *owner, const char *text, size_t size)
{
    variety_add(owner, text, size);
    return true;
}

/* Numbers and dates of a column that is text. */
static void see_numbers(struct variety *variety, const struct part *part,
                        const struct part_column *column)
{
    for (uint32_t c = 0; c < part->chunk_count; c++)
        for (uint32_t i = 0; i < part->chunk_sizes[c]; i++) {
            int64_t value;
            uint8_t tag;
            size_t size;
            char room[PART_TEXT];
            part_read(column, c, i, 1, &value, &tag);
            if (tag < TAG_DATE)
                continue;
            const char *text = part_text(column, tag, value, room, &size);
            variety_add(variety, text, size);
        }
}

static void see_part(struct variety *variety, const struct draft *draft,
                     const struct part *part, const struct part_column *column)
{
    uint64_t numbers = 0;
    for (unsigned tag = TAG_DATE; tag < TAG_COUNT; tag++)
        numbers += column->counts[tag];
    if (numbers > 0)
        see_numbers(variety, part, column);
    if (column->counts[TAG_LOOSE] == 0) {
        for (uint32_t i = 0; column->texts != NULL && i < dictionary_count(column->texts); i++)
            variety_add(variety, dictionary_text(column->texts, i),
                        dictionary_size(column->texts, i));
        return;
    }
    struct variety *chunks = memory_get_zeroed(part->chunk_count + 1, sizeof *chunks);
    part_scan_texts(part, column, draft->options->threads, see_variety, chunks, sizeof *chunks);
    for (uint32_t c = 0; c < part->chunk_count; c++)
        variety_join(variety, &chunks[c]);
    free(chunks);
}

/* Whether the texts of the column are to be plain: by what they are alone, not by how they
 * were kept. */
static bool mostly_differ(const struct draft *draft, const struct settling *settling)
{
    uint64_t count = 0;
    struct variety variety = {0};
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part_column *column = column_of(draft, settling, p);
        if (!draft->parts[p]->whole)
            return false;
        for (unsigned tag = TAG_TEXT; column != NULL && tag < TAG_COUNT; tag++)
            count += column->counts[tag];
    }
    for (uint32_t p = 0; p < draft->part_count && count >= PLAIN_TEXTS; p++) {
        const struct part_column *column = column_of(draft, settling, p);
        if (column != NULL)
            see_part(&variety, draft, draft->parts[p], column);
    }
    return count >= PLAIN_TEXTS && variety_count(&variety) * 2 > (double)count;
}

static void settle_values(struct draft *draft, struct filler *filler,
                          struct settling *settling, uint32_t number)
{
    struct column *column = &draft->frame->columns[number];
    bool text = settling->type == COLUMN_TEXT;
    for (uint32_t p = 0; p < draft->part_count; p++) {
        const struct part_column *from = column_of(draft, settling, p);
        if (from == NULL)
            continue;
        read_texts(settling, from, p);
        scan_tags(settling, from, p);
        if (!text && from->counts[TAG_LOOSE] > 0)
            scan_loose(settling, draft, p);
        if (!text || from->texts == NULL)
            continue;
        size_t count = dictionary_count(from->texts);
        settling->numbers[p] = memory_get((count + 1) * sizeof(uint32_t));
        memset(settling->numbers[p], 0xFF, (count + 1) * sizeof(uint32_t));
    }
    column->plain = text && mostly_differ(draft, settling);
    if (text && !column->plain)
        column->texts = dictionary_new();
    fill_column(draft, filler, settling, number);
}

static void settle_column(struct draft *draft, struct filler *filler, uint32_t number)
{
    struct settling settling;
    settling_init(&settling, draft, number);
    settling_decide(&settling, draft, number);
    if (draft->frame->columns[number].loaded)
        settle_values(draft, filler, &settling, number);
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
        file->delimiter = part->dialect.delimiter;
        file->header_line = part->dialect.header_line;
        file->header_rows = part->dialect.header_rows > 1 ? part->dialect.header_rows : 1;
        file->dropped_rows = part->dialect.drop_last;
        file->comment = part->dialect.comment;
        file->quote = part->dialect.quote;
        file->headless = part->dialect.headless;
        file->records = part->record_count - draft->duplicates[p];
        file->skipped_rows = draft->options->skip_bad ? part->bad_rows : 0;
        file->duplicates = draft->duplicates[p];
        if (draft->files[p]->path != NULL)
            file->path = arena_text(draft->frame->arena, draft->files[p]->path);
        file->size = part->file_size;
        file->fields = fields_of(draft->frame, part);
    }
}

void draft_settle(struct draft *draft)
{
    draft->frame = frame_new_in(draft->name, draft->options->spill);
    add_columns(draft);
    add_files(draft);
    struct filler *filler = filler_new(draft);
    for (uint32_t i = 0; i < draft->frame->column_count; i++)
        settle_column(draft, filler, i);
    filler_free(filler);
}
