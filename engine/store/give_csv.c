/* give_csv.c - datasets as CSV that reads back to them.
 *
 * The text of a value is made from the value, not kept from the file: only what could not
 * be read is. A field is quoted where it must be, and where a line would otherwise be
 * empty.
 *
 * An unread owns its list; texts are borrowed of the problems.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/give.h"

/* ---- marks ---- */

/* The first of the marks that is no value of the column. */
static const char *free_mark(const struct frame *frame, uint32_t number,
                             const char *const *marks, size_t count)
{
    const struct column *column = &frame->columns[number];
    for (size_t i = 0; i < count; i++)
        if (column->plain ? frame_find_record(frame, number, marks[i]) == RECORD_NONE
                          : column->texts == NULL ||
                                dictionary_find(column->texts, marks[i],
                                                strlen(marks[i])) == DICTIONARY_NONE)
            return marks[i];
    return "";
}

static const char *mark_of_not_applicable(const struct frame *frame, uint32_t column)
{
    static const char *const marks[] = {"s.o.", "sans objet", "no aplica"};
    return free_mark(frame, column, marks, sizeof marks / sizeof *marks);
}

/* For a record without any value: a line of empty fields would not be read as one. */
static const char *mark_of_missing(const struct frame *frame, uint32_t column)
{
    static const char *const marks[] = {"n.d.", "ND", "NC", "n/a", "#N/A"};
    return free_mark(frame, column, marks, sizeof marks / sizeof *marks);
}

static bool is_blank(const struct frame *frame, uint64_t record)
{
    const struct segment *segment = &frame->segments[record / SEGMENT_RECORDS];
    for (uint32_t c = 0; c < frame->column_count; c++)
        if (vector_state_at(&segment->columns[c], record % SEGMENT_RECORDS) !=
            STATE_MISSING)
            return false;
    return true;
}

static bool has_blank(const struct frame *frame)
{
    for (uint32_t c = 0; c < frame->column_count; c++)
        if (frame->columns[c].missing == 0)
            return false;
    for (uint64_t r = 0; r < frame->record_count; r++)
        if (is_blank(frame, r))
            return true;
    return false;
}

/* ---- what could not be read ---- */

struct unread {
    const struct problem **problems; /* those with a value, by file, line and column */
    size_t count;
    const char **not_applicable; /* of each column: its mark */
    const char *blank;           /* of a record without any value */
};

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int compare_problems(const void *a, const void *b)
{
    const struct problem *left = *(const struct problem *const *)a;
    const struct problem *right = *(const struct problem *const *)b;
    int files = compare_texts(left->file, right->file);
    if (files != 0)
        return files;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return compare_texts(left->column, right->column);
}

struct unread *unread_new(const struct frame *frame, const struct problems *problems)
{
    struct unread *unread = memory_get_zeroed(1, sizeof *unread);
    bool any = false;
    unread->not_applicable =
        memory_get_zeroed(frame->column_count + 1, sizeof *unread->not_applicable);
    unread->blank = frame->column_count > 0 && has_blank(frame) ? mark_of_missing(frame, 0) : "";
    for (uint32_t c = 0; c < frame->column_count; c++) {
        any = any || frame->columns[c].refused > 0;
        if (frame->columns[c].not_applicable > 0)
            unread->not_applicable[c] = mark_of_not_applicable(frame, c);
    }
    if (!any)
        return unread;
    unread->problems =
        memory_get((problems_kept(problems) + 1) * sizeof *unread->problems);
    for (size_t i = 0; i < problems_kept(problems); i++) {
        const struct problem *problem = problems_at(problems, i);
        if (problem->value != NULL && problem->line > 0 && problem->column != NULL)
            unread->problems[unread->count++] = problem;
    }
    if (unread->count > 0)
        qsort(unread->problems, unread->count, sizeof *unread->problems,
              compare_problems);
    return unread;
}

void unread_free(struct unread *unread)
{
    if (unread == NULL)
        return;
    free(unread->problems);
    free(unread->not_applicable);
    free(unread);
}

static const char *unread_text(const struct unread *unread, const struct frame *frame,
                               uint32_t column, uint64_t record)
{
    struct place place = frame_place(frame, (uint32_t)record);
    struct problem wanted = {
        .file = place.file, .line = place.line, .column = frame->columns[column].name};
    const struct problem *key = &wanted;
    const struct problem **found =
        unread->count == 0 ? NULL
                           : bsearch(&key, unread->problems, unread->count,
                                     sizeof *unread->problems, compare_problems);
    return found != NULL && (*found)->value != NULL ? (*found)->value : "?";
}

/* ---- fields ---- */

static void add_field(struct text *out, const char *bytes, size_t size, bool alone)
{
    bool quoted = (alone && size == 0) || (size >= 4 && memcmp(bytes, "sep=", 4) == 0);
    for (size_t i = 0; i < size && !quoted; i++)
        quoted = strchr(",\"\r\n", bytes[i]) != NULL;
    if (!quoted) {
        text_add_bytes(out, bytes, size);
        return;
    }
    text_add_char(out, '"');
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '"')
            text_add_char(out, '"');
        text_add_char(out, bytes[i]);
    }
    text_add_char(out, '"');
}

static const char *sign_of(const char *currency)
{
    static const char *const signs[][2] = {
        {"EUR", "€"}, {"USD", "$"}, {"GBP", "£"}, {"JPY", "¥"}};
    for (size_t i = 0; currency != NULL && i < sizeof signs / sizeof *signs; i++)
        if (strcmp(signs[i][0], currency) == 0)
            return signs[i][1];
    return "";
}

/* All digits of the scale: 12.50 reads back to two. */
static void add_scaled(struct text *out, int64_t value, unsigned scale)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char digits[48];
    int count = snprintf(digits, sizeof digits, "%0*" PRIu64, (int)scale + 1, size);
    if (value < 0)
        text_add_char(out, '-');
    text_add_bytes(out, digits, (size_t)count - scale);
    if (scale > 0) {
        text_add_char(out, '.');
        text_add_bytes(out, digits + count - scale, scale);
    }
}

static bool shows_percent(const struct column *column)
{
    return column->percent && column->type == COLUMN_DECIMAL && column->scale >= 2;
}

static void add_number(struct text *out, const struct column *column, int64_t value)
{
    if (shows_percent(column)) {
        add_scaled(out, value, column->scale - 2u);
        text_add_char(out, '%');
        return;
    }
    add_scaled(out, value, column->type == COLUMN_DECIMAL ? column->scale : 0);
    text_add(out, sign_of(column->currency));
}

/* An exponent keeps a column of reals one, though what stands in it may look like
 * decimals. */
static void add_real(struct text *out, double value)
{
    char number[NUMBER_TEXT_SIZE];
    size_t size = number_format(value, number);
    text_add_bytes(out, number, size);
    if (memchr(number, 'e', size) == NULL)
        text_add(out, "e0");
}

static void add_date(struct text *out, const struct column *column, int32_t days)
{
    char date[DATE_TEXT_SIZE];
    int year, month, day;
    date_split(days, &year, &month, &day);
    size_t size = date_format(days, date);
    if (column->grain == GRAIN_QUARTER && day == 1 && month % 3 == 1)
        text_addf(out, "%.4s-Q%d", date, (month + 2) / 3);
    else
        text_add_bytes(out, date,
                       column->grain == GRAIN_MONTH && day == 1 ? size - 3 : size);
}

static void add_value(struct text *out, const struct column *column,
                      const struct vector *vector, size_t number, bool alone)
{
    int64_t value = vector->real ? 0 : vector_at(vector, number);
    struct string string;
    switch (column->type) {
    case COLUMN_TEXT:
        string = column_text(column, vector, number);
        add_field(out, string.bytes, string.size, alone);
        break;
    case COLUMN_WHOLE:
    case COLUMN_DECIMAL:
        add_number(out, column, value);
        break;
    case COLUMN_REAL:
        add_real(out, vector_real_at(vector, number));
        break;
    case COLUMN_DATE:
        add_date(out, column, (int32_t)value);
        break;
    case COLUMN_BOOLEAN:
        text_add(out, value ? "true" : "false");
        break;
    }
}

/* ---- records ---- */

void give_header(const struct frame *frame, struct text *out)
{
    for (uint32_t c = 0; c < frame->column_count; c++) {
        text_add(out, c > 0 ? "," : "");
        add_field(out, frame->columns[c].name, strlen(frame->columns[c].name), true);
    }
    text_add_char(out, '\n');
}

void give_records(const struct frame *frame, const struct unread *unread, uint64_t first,
                  uint64_t count, struct text *out)
{
    bool alone = frame->column_count == 1;
    for (uint64_t r = first; r < first + count; r++) {
        const struct segment *segment = &frame->segments[r / SEGMENT_RECORDS];
        size_t number = r % SEGMENT_RECORDS;
        if (frame->column_count > 0 && is_blank(frame, r)) {
            text_add(out, unread->blank);
            text_add_repeated(out, ",", frame->column_count - 1);
            text_add_char(out, '\n');
            continue;
        }
        for (uint32_t c = 0; c < frame->column_count; c++) {
            const struct column *column = &frame->columns[c];
            const char *text = "";
            text_add(out, c > 0 ? "," : "");
            switch (vector_state_at(&segment->columns[c], number)) {
            case STATE_PRESENT:
                add_value(out, column, &segment->columns[c], number, alone);
                continue;
            case STATE_REFUSED:
                text = unread_text(unread, frame, c, r);
                break;
            case STATE_NOT_APPLICABLE:
                if (unread->not_applicable[c] != NULL) /* a catalogue may lack the mark */
                    text = unread->not_applicable[c];
                break;
            case STATE_MISSING:
                break;
            }
            add_field(out, text, strlen(text), alone);
        }
        text_add_char(out, '\n');
    }
}

/* ---- what it is, for a datapackage.json ---- */

struct frame give_schema(const struct frame *frame, const char *file, struct arena *arena)
{
    struct frame copy = *frame;
    struct source_file *files = arena_get_zeroed(arena, 1, sizeof *files);
    *files = (struct source_file){.name = file,
                                  .encoding = "UTF-8",
                                  .delimiter = ',',
                                  .records = frame->record_count};
    copy.files = files;
    copy.file_count = 1;
    copy.columns = arena_get(arena, (frame->column_count + 1) * sizeof *copy.columns);
    for (uint32_t c = 0; c < frame->column_count; c++) {
        struct column *column = &copy.columns[c];
        const char **marks = arena_get(arena, 2 * sizeof *marks);
        *column = frame->columns[c];
        column->number.decimal = '.';
        column->number.group = GROUP_NONE;
        column->dates = DATE_ISO;
        column->marks = marks;
        column->mark_count = 0;
        if (column->not_applicable > 0)
            marks[column->mark_count++] = mark_of_not_applicable(frame, c);
        if (c == 0 && has_blank(frame))
            marks[column->mark_count++] = mark_of_missing(frame, c);
    }
    return copy;
}
