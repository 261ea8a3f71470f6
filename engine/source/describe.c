/* describe.c - what was understood, as text for people.
 *
 * A line a file and a line a column; what is not so is not said, so that a plain column reads
 * "whole number, 1 to 20". The frame is all that is looked at.
 *
 * Nothing is owned.
 */
#include "source/describe.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "data/text_index.h"

static const char *const type_words[] = {
    [COLUMN_TEXT] = "text",           [COLUMN_WHOLE] = "whole number",
    [COLUMN_DECIMAL] = "number",      [COLUMN_REAL] = "number (real)",
    [COLUMN_DATE] = "date",           [COLUMN_BOOLEAN] = "true or false",
};

static const char *const grain_words[] = {
    [GRAIN_DAY] = "", [GRAIN_MONTH] = " (months)", [GRAIN_QUARTER] = " (quarters)",
    [GRAIN_YEAR] = " (years)",
};

static void add_count(struct text *out, uint64_t count, const char *what)
{
    if (count > 0)
        text_addf(out, ", %" PRIu64 " %s", count, what);
}

static void add_type(const struct frame *frame, uint32_t number, struct text *out)
{
    const struct column *column = &frame->columns[number];
    text_add(out, type_words[column->type]);
    if (column->type == COLUMN_DATE)
        text_add(out, grain_words[column->grain]);
    if (column->type == COLUMN_DECIMAL && column->scale > 0)
        text_addf(out, " of %u decimal%s", column->scale, column->scale == 1 ? "" : "s");
    if (column->percent)
        text_add(out, ", written with %");
    if (column->currency != NULL)
        text_addf(out, ", %s", column->currency);
    if (column->minimum_text != NULL && strcmp(column->minimum_text, column->maximum_text) == 0)
        text_addf(out, ", always %s", column->minimum_text);
    else if (column->minimum_text != NULL)
        text_addf(out, ", %s to %s", column->minimum_text, column->maximum_text);
    if (column->type == COLUMN_TEXT && column->present > 0)
        text_addf(out, ", %" PRIu64 " different", texts_different(frame, number));
    if (column->allowed_count > 0)
        text_addf(out, ", one of %zu allowed", column->allowed_count);
    if (column->present == 0)
        text_add(out, ", no values");
}

static void add_column(const struct frame *frame, uint32_t number, struct text *out)
{
    const struct column *column = &frame->columns[number];
    if (!column->loaded) {
        text_add(out, "not read");
        return;
    }
    add_type(frame, number, out);
    add_count(out, column->missing, "missing");
    add_count(out, column->not_applicable, "not applicable");
    add_count(out, column->refused, "refused");
    if (frame->primary == number)
        text_add(out, "; names a record");
    for (uint32_t i = 0; i < frame->compound_count; i++)
        if (frame->compound[i] == number)
            text_add(out, "; part of what names a record");
    for (uint32_t k = 0; k < frame->key_count; k++)
        if (frame->keys[k].column == number)
            text_addf(out, "; key to %s.%s", frame->keys[k].target->name,
                      frame->keys[k].target->columns[frame->keys[k].target_column].name);
    if (frame->period[0] == number)
        text_add(out, frame->period[1] == COLUMN_NONE ? "; the period" : "; the period begins");
    if (frame->period[1] == number)
        text_add(out, "; the period ends");
    if (column->unsettled != NULL)
        text_add(out, "; not settled, see below");
}

/* Adds a line, cut to the width; one "…" stands for the rest. */
static void add_line(struct text *out, const char *bare, size_t width)
{
    struct text shown = {0};
    text_add_shown(&shown, bare);
    const char *line = text_of(&shown);
    if (width == 0 || utf8_width(line) <= width) {
        text_add(out, line);
    } else {
        text_add_bytes(out, line, utf8_fitting(line, width - 1));
        text_add(out, "…");
    }
    text_add_char(out, '\n');
    text_clear(&shown);
}

static void add_delimiter(struct text *line, char delimiter)
{
    if (delimiter == '\t')
        text_add(line, "tab");
    else
        text_add_char(line, delimiter);
}

static void describe_file(const struct source_file *file, size_t width, struct text *out)
{
    struct text line = {0};
    text_addf(&line, "  %s: %" PRIu64 " record%s, %s, delimiter ", file->name, file->records,
              file->records == 1 ? "" : "s", file->encoding);
    add_delimiter(&line, file->delimiter);
    if (file->header_rows > 1)
        text_addf(&line, ", header on %u rows from line %u", file->header_rows, file->header_line);
    else if (file->header_line > 1 && !file->headless)
        text_addf(&line, ", header on line %u", file->header_line);
    add_count(&line, file->dropped_rows, "rows passed over at the end");
    add_count(&line, file->skipped_rows, "rows left out");
    add_count(&line, file->duplicates, "records already in another folder");
    add_line(out, text_of(&line), width);
    text_clear(&line);
}

static size_t widest_name(const struct frame *frame)
{
    size_t widest = 0;
    for (uint32_t i = 0; i < frame->column_count; i++) {
        size_t width = utf8_width(frame->columns[i].name);
        if (width > widest && width <= 30)
            widest = width;
    }
    return widest;
}

static void describe_frame(const struct frame *frame, size_t width, struct text *out)
{
    struct text line = {0};
    size_t names = widest_name(frame);
    text_addf(&line, "%s: %" PRIu64 " record%s, %u column%s", frame->name, frame->record_count,
              frame->record_count == 1 ? "" : "s", frame->column_count,
              frame->column_count == 1 ? "" : "s");
    add_line(out, text_of(&line), width);
    for (uint32_t i = 0; i < frame->file_count; i++)
        describe_file(&frame->files[i], width, out);
    if (frame->coverage.in != NULL) {
        line.size = 0;
        text_addf(&line, "  reported in %s, by", frame->coverage.in);
        for (uint32_t i = 0; i < frame->coverage.by_count; i++)
            text_addf(&line, "%s %s", i > 0 ? " and" : "", frame->coverage.by[i]);
        add_line(out, text_of(&line), width);
    }
    for (uint32_t i = 0; i < frame->column_count; i++) {
        line.size = 0;
        size_t own = utf8_width(frame->columns[i].name);
        text_addf(&line, "    %s", frame->columns[i].name);
        text_add_repeated(&line, " ", own < names ? names - own : 0);
        text_add(&line, "  ");
        add_column(frame, i, &line);
        add_line(out, text_of(&line), width);
    }
    text_clear(&line);
}

void describe_text(const struct datasets *datasets, size_t width, struct text *out)
{
    for (size_t i = 0; i < datasets->count; i++) {
        if (i > 0)
            text_add_char(out, '\n');
        describe_frame(datasets->frames[i], width, out);
    }
}
