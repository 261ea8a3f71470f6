/* tail.c - holding rows back, and what the last rows of a file look like.
 *
 * The summary of a row is made before it is known to be one of the last, so it looks at
 * no more than the first two filled fields. Texts of a held row are copied, for a row is
 * only good until the next one.
 */
#include "source/tail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/detect.h"
#include "source/draft.h"

/* ---- holding back ---- */

struct held_row {
    struct text bytes;
    struct field *fields;
    uint32_t count, room, line;
};

void tail_init(struct tail *tail, uint32_t drop,
               void (*take)(void *owner, const struct row *row), void *owner)
{
    *tail = (struct tail){.drop = drop, .take = take, .owner = owner};
    if (drop > 0)
        tail->held = memory_get_zeroed(drop, sizeof *tail->held);
}

void tail_clear(struct tail *tail)
{
    for (uint32_t i = 0; i < tail->drop; i++) {
        text_clear(&tail->held[i].bytes);
        free(tail->held[i].fields);
    }
    free(tail->held);
    tail->held = NULL;
    tail->drop = 0;
}

static void hold(struct held_row *held, const struct row *row)
{
    size_t at = 0;
    held->bytes.size = 0;
    held->line = row->line;
    held->count = row->count;
    if (row->count > held->room) {
        held->room = row->count;
        held->fields = memory_resize(held->fields, held->room, sizeof *held->fields);
    }
    for (uint32_t i = 0; i < row->count; i++)
        if (row->fields[i].size > 0)
            text_add_bytes(&held->bytes, row->fields[i].bytes, row->fields[i].size);
    for (uint32_t i = 0; i < row->count; i++) {
        held->fields[i] = (struct field){text_of(&held->bytes) + at, row->fields[i].size};
        at += row->fields[i].size;
    }
}

/* ---- the summary ---- */

static void summarise(struct tail *tail, const struct row *row, uint32_t filled)
{
    struct tail_row *last = &tail->last[tail->count++ % TAIL_ROWS];
    *last = (struct tail_row){.line = row->line, .filled = filled};
    tail->rows += filled > 1 && tail->rows < TAIL_ENOUGH;
    size_t size = row->count == 0 ? 0 : row->fields[0].size;
    if (size == 0)
        return;
    const char *bytes = row->fields[0].bytes;
    last->leads = !(*bytes >= '0' && *bytes <= '9');
    if (size >= TAIL_LABEL)
        for (size = TAIL_LABEL - 1; size > 0 && (bytes[size] & 0xC0) == 0x80;)
            size--;
    memcpy(last->label, bytes, size);
    last->label[size] = '\0';
}

static uint32_t count_filled(const struct row *row)
{
    uint32_t filled = 0;
    for (uint32_t i = 0; i < row->count && filled < 2; i++)
        filled += row->fields[i].size > 0;
    return filled;
}

static void give(struct tail *tail, const struct held_row *held)
{
    struct row row = {held->fields, held->count, held->line};
    summarise(tail, &row, count_filled(&row));
    tail->take(tail->owner, &row);
}

void tail_add(struct tail *tail, const struct row *row)
{
    uint32_t filled = count_filled(row);
    bool mark = row->count == 1 && filled == 1 && row->fields[0].bytes[0] == 0x1A;
    if (filled == 0 || mark) { /* blank rows and a mark of the end are no rows */
        tail->take(tail->owner, row);
        return;
    }
    if (tail->drop == 0) {
        summarise(tail, row, filled);
        tail->take(tail->owner, row);
        return;
    }
    struct held_row *held = &tail->held[tail->held_next];
    if (tail->held_count == tail->drop)
        give(tail, held);
    else
        tail->held_count++;
    hold(held, row);
    tail->held_next = (tail->held_next + 1) % tail->drop;
}

/* Of a row only its first field is looked at, and whether two are filled. */
static void see_row(struct tail *tail, const struct rows *rows, uint32_t number)
{
    const uint32_t *ends = rows->ends + (size_t)number * rows->fields;
    uint32_t begin = rows->begins[number], filled = 0;
    struct field first = {rows->bytes + begin, ends[0] - begin};
    for (uint32_t i = 0; i < rows->fields && filled < 2; i++) {
        filled += ends[i] > begin;
        begin = ends[i] + 1;
    }
    struct row row = {&first, 1, rows->line + number};
    summarise(tail, &row, filled);
}

void tail_see(struct tail *tail, const struct rows *rows)
{
    uint32_t number = 0;
    while (number < rows->count && tail->rows < TAIL_ENOUGH)
        see_row(tail, rows, number++);
    if (rows->count - number > TAIL_ROWS) {
        tail->count += rows->count - number - TAIL_ROWS;
        number = rows->count - TAIL_ROWS;
    }
    while (number < rows->count)
        see_row(tail, rows, number++);
}

void tail_join(struct tail *tail, const struct tail *next)
{
    uint64_t first = next->count > TAIL_ROWS ? next->count - TAIL_ROWS : 0;
    tail->count += first;
    for (uint64_t i = first; i < next->count; i++)
        tail->last[tail->count++ % TAIL_ROWS] = next->last[i % TAIL_ROWS];
    tail->rows += next->rows;
    if (tail->rows > TAIL_ENOUGH)
        tail->rows = TAIL_ENOUGH;
}

void tail_end(struct tail *tail)
{
    if (tail->held_count == 0)
        return;
    uint32_t oldest = tail->held_count < tail->drop ? 0 : tail->held_next;
    tail->dropped = tail->held_count;
    tail->dropped_line = tail->held[oldest].line;
}

static const struct tail_row *row_back(const struct tail *tail, uint32_t back)
{
    if (back >= TAIL_ROWS || back >= tail->count)
        return NULL;
    return &tail->last[(tail->count - 1 - back) % TAIL_ROWS];
}

uint32_t tail_notes(const struct tail *tail, uint32_t columns, uint32_t *line)
{
    uint32_t notes = 0;
    *line = 0;
    if (columns < 3 || tail->rows == 0)
        return 0;
    for (const struct tail_row *row; (row = row_back(tail, notes)) != NULL; notes++) {
        bool mean;
        if (row->filled != 1 || !row->leads ||
            is_total_word(row->label, strlen(row->label), &mean))
            break;
        *line = row->line;
    }
    return notes < TAIL_ROWS && notes * 2 <= tail->rows ? notes : 0;
}

void tell_notes(const struct part *part, const struct tail *tail,
                struct problems *problems)
{
    uint32_t line, notes = tail_notes(tail, part->column_count, &line);
    char message[160], remedy[80];
    if (tail->dropped > 0) {
        snprintf(message, sizeof message,
                 "the last %u row%s passed over, as --drop-last says", tail->dropped,
                 tail->dropped == 1 ? " is" : "s are");
        problems_add(problems, (struct problem){.severity = SEVERITY_NOTE,
                                                .file = part->file,
                                                .line = tail->dropped_line,
                                                .message = message});
    }
    if (notes == 0)
        return;
    snprintf(message, sizeof message,
             "the last %s of the file hold%s only a first field, like %s below a table, "
             "but %s "
             "read as %s",
             notes == 1 ? "row" : "rows", notes == 1 ? "s" : "",
             notes == 1 ? "a note" : "notes", notes == 1 ? "is" : "are",
             notes == 1 ? "a record" : "records");
    snprintf(remedy, sizeof remedy, "say --drop-last %u if so", notes);
    problems_add(problems, (struct problem){.severity = SEVERITY_WARNING,
                                            .file = part->file,
                                            .line = line,
                                            .message = message,
                                            .remedy = remedy});
}

/* ---- totals ---- */

static const struct total_word {
    const char *text; /* folded */
    bool alone;       /* nothing may follow */
    bool mean;
} total_words[] = {
    {"total", false, false},       {"totals", false, false},
    {"totaux", false, false},      {"totales", false, false},
    {"grand total", false, false}, {"gran total", false, false},
    {"sous-total", false, false},  {"sous total", false, false},
    {"subtotal", false, false},    {"sub-total", false, false},
    {"sub total", false, false},   {"somme", false, false},
    {"suma", false, false},        {"sum", true, false},
    {"ensemble", true, false},     {"au total", false, false},
    {"en total", false, false},    {"total general", false, false},
    {"gesamt", true, false},       {"summe", true, false},
    {"insgesamt", true, false},    {"totale", false, false},
    {"soma", true, false},         {"cumul", true, false},
    {"moyenne", false, true},      {"average", false, true},
    {"mean", true, true},          {"promedio", false, true},
    {"media", true, true},         {"moy.", true, true},
};

bool is_total_word(const char *text, size_t size, bool *mean)
{
    if (size == 0 || size > TAIL_LABEL || !utf8_is_valid(text, size))
        return false;
    struct arena *arena = arena_new();
    const char *folded = text_folded(arena, arena_bytes(arena, text, size));
    bool found = false;
    while (*folded == ' ' || *folded == '*')
        folded++;
    for (size_t i = 0; !found && i < sizeof total_words / sizeof *total_words; i++) {
        size_t length = strlen(total_words[i].text);
        if (strncmp(folded, total_words[i].text, length) != 0)
            continue;
        const char *rest = folded + length;
        size_t blank = strspn(rest, " :.*=");
        found = rest[blank] == '\0' || (!total_words[i].alone && blank > 0);
        *mean = total_words[i].mean;
    }
    arena_free(arena);
    return found;
}

/* What a column of numbers says of a row against the rows above it in its file. */
struct sums {
    uint32_t same, larger, numbers; /* columns */
    bool text;                      /* a text or date besides the label is there */
    bool unread;                    /* some columns were not asked for */
    const char *column;             /* the first that agrees */
};

static bool is_numeric(const struct column *column)
{
    return column->loaded &&
           (column->type == COLUMN_WHOLE || column->type == COLUMN_DECIMAL ||
            column->type == COLUMN_REAL);
}

static bool close_to(double a, double b)
{
    double size = a < 0 ? -a : a, gap = a < b ? b - a : a - b;
    return gap <= size * 1e-9;
}

enum { BATCH = 1024 };

/* The sum and the largest size of a column over [first, end); returns how many have a
 * value. */
static uint64_t add_up(const struct frame *frame, uint32_t column, uint32_t first,
                       uint32_t end, double *sum, double *most)
{
    uint32_t records[BATCH];
    double numbers[BATCH];
    uint8_t states[BATCH];
    uint64_t present = 0;
    *sum = *most = 0;
    while (first < end) {
        uint32_t count = 0;
        for (; count < BATCH && first < end; count++)
            records[count] = first++;
        frame_read_numbers(frame, column, records, count, numbers, states);
        for (uint32_t i = 0; i < count; i++) {
            if (states[i] != STATE_PRESENT)
                continue;
            double size = numbers[i] < 0 ? -numbers[i] : numbers[i];
            *sum += numbers[i];
            *most = size > *most ? size : *most;
            present++;
        }
    }
    return present;
}

static void compare_column(const struct frame *frame, uint32_t column, uint32_t first,
                           uint32_t record, bool mean, struct sums *sums)
{
    double own, sum, most;
    uint8_t state;
    frame_read_numbers(frame, column, &record, 1, &own, &state);
    if (state != STATE_PRESENT || own == 0)
        return;
    uint64_t count = add_up(frame, column, first, record, &sum, &most);
    if (count == 0)
        return;
    sums->numbers++;
    sums->larger += (own < 0 ? -own : own) >= most;
    if (count > 1 && close_to(own, mean ? sum / (double)count : sum) && sums->same++ == 0)
        sums->column = frame->columns[column].name;
}

static struct sums compare(const struct frame *frame, uint32_t first, uint32_t record,
                           bool mean)
{
    struct sums sums = {0};
    uint32_t texts = 0;
    for (uint32_t c = 0; c < frame->column_count; c++) {
        const struct column *column = &frame->columns[c];
        if (is_numeric(column))
            compare_column(frame, c, first, record, mean, &sums);
        else if (!column->loaded)
            sums.unread = true;
        else
            texts += frame_state(frame, c, record) == STATE_PRESENT;
    }
    sums.text = texts > 1;
    return sums;
}

/* The records of one part in the frame: [first, end). */
static void records_of(const struct frame *frame, uint32_t part, uint32_t *first,
                       uint32_t *end)
{
    uint32_t record = 0;
    *first = *end = 0;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct segment *segment = &frame->segments[s];
        uint32_t step = 1, last = segment->count - 1;
        if (vector_at(&segment->file, 0) == vector_at(&segment->file, last))
            step = last > 0 ? last : 1; /* records of a part stand together: all are of one */
        for (uint32_t i = 0; i <= last; i += step)
            if (vector_at(&segment->file, i) == part) {
                if (*end == 0)
                    *first = record + i;
                *end = record + i + 1;
            }
        record += segment->count;
    }
}

static void tell_total(const struct draft *draft, uint32_t record, const char *label,
                       bool mean, const struct sums *sums, uint32_t drop)
{
    struct text message = {0};
    struct place place = frame_place(draft->frame, record);
    char remedy[160];
    text_addf(&message, "looks like a row of %s", mean ? "averages" : "totals");
    if (sums->column != NULL)
        text_addf(&message, " (its '%s' is the %s of those above)", sums->column,
                  mean ? "mean" : "sum");
    text_add(&message, ", but is read as a record");
    if (drop > 0)
        snprintf(remedy, sizeof remedy, "say --drop-last %u if so", drop);
    else
        snprintf(remedy, sizeof remedy,
                 "take it out of the file if so, or leave it out with where");
    problems_add(draft->problems, (struct problem){.severity = SEVERITY_WARNING,
                                                   .file = place.file,
                                                   .line = place.line,
                                                   .value = label,
                                                   .message = text_of(&message),
                                                   .remedy = remedy});
    text_clear(&message);
}

/* The last rows: a row called a total whose figures agree or that lacks its other texts,
 * or a row without a label whose figures are all sums. The first of them counts for
 * --drop-last. */
static void tell_last(const struct draft *draft, uint32_t part, uint32_t first,
                      uint32_t end)
{
    const struct tail *tail = &draft->parts[part]->tail;
    for (uint32_t back = TAIL_ROWS; back-- > 0;) {
        const struct tail_row *row = row_back(tail, back);
        uint32_t record = end;
        bool mean = false;
        for (uint32_t i = end;
             row != NULL && record == end && i > first && i + TAIL_ROWS + 1 > end; i--)
            if (frame_place(draft->frame, i - 1).line == row->line)
                record = i - 1;
        if (record == end || record < first + 1)
            continue;
        bool called = is_total_word(row->label, strlen(row->label), &mean);
        if (!called && row->label[0] != '\0')
            continue;
        struct sums sums = compare(draft->frame, first, record, mean);
        bool nameless = row->label[0] == '\0' && !sums.text && record > first + 1;
        bool agrees = sums.same > 0 ||
                      (sums.numbers > 0 && sums.larger == sums.numbers && !sums.text);
        if (called ? agrees || (sums.numbers == 0 && sums.unread)
                   : nameless && sums.same > 0 && sums.same == sums.numbers) {
            tell_total(draft, record, called ? row->label : NULL, mean, &sums, back + 1);
            return;
        }
    }
}

/* Totals in the middle, by name and by the sum of the rows since the one before. */
static void tell_between(const struct draft *draft, uint32_t first, uint32_t end)
{
    const struct frame *frame = draft->frame;
    const struct column *label = &frame->columns[0];
    if (frame->column_count == 0 || !label->loaded || label->type != COLUMN_TEXT ||
        end - first > 20000)
        return;
    uint32_t from = first;
    bool any = label->plain, mean;
    for (size_t i = 0; !any && i < dictionary_count(label->texts); i++)
        any = is_total_word(dictionary_text(label->texts, (uint32_t)i),
                            dictionary_size(label->texts, (uint32_t)i), &mean);
    for (uint32_t record = first; any && record + 1 < end; record++) {
        struct text text = {0};
        bool called = frame_add_value_text(frame, 0, record, &text) &&
                      is_total_word(text_of(&text), text.size, &mean) && !mean;
        if (called) {
            struct sums sums = compare(frame, from, record, false);
            if (record > from + 1 && sums.same > 0 && record + TAIL_ROWS < end)
                tell_total(draft, record, text_of(&text), false, &sums, 0);
            from = record + 1;
        }
        text_clear(&text);
    }
}

void tell_totals(const struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++) {
        uint32_t first, end;
        if (draft->parts[p]->tail.count == 0)
            continue;
        const struct tail_row *last = row_back(&draft->parts[p]->tail, 0);
        if (last == NULL)
            continue;
        records_of(draft->frame, p, &first, &end);
        if (end - first < 2)
            continue;
        tell_last(draft, p, first, end);
        tell_between(draft, first, end);
    }
}
