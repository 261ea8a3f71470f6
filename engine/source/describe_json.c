/* describe_json.c - what was understood, as a datapackage.json to keep and correct.
 *
 * Data Package v1 with our `period` and `coverage`. It is written to lie in the folder of the
 * data, so a path loses the folder that it was found in. Marks of missing are written on the field
 * that has them: on the schema they would hold for texts too. A column that is not settled is a
 * string, as it was read.
 *
 * Nothing is owned.
 */
#include <string.h>

#include "base/json.h"
#include "source/describe.h"

static const char *type_of(const struct column *column)
{
    switch (column->type) {
    case COLUMN_TEXT: return "string";
    case COLUMN_WHOLE: return "integer";
    case COLUMN_DECIMAL:
    case COLUMN_REAL: return "number";
    case COLUMN_DATE: return "date";
    case COLUMN_BOOLEAN: return "boolean";
    }
    return "any";
}

static void add_member(struct text *out, const char *before, const char *name, const char *value)
{
    text_addf(out, "%s\"%s\": ", before, name);
    text_add_json(out, value);
}

static void add_list(struct text *out, const char *name, const char *const *items, size_t count,
                     const char *first)
{
    text_addf(out, ", \"%s\": [", name);
    if (first != NULL)
        text_add_json(out, first);
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 || first != NULL ? ", " : "");
        text_add_json(out, items[i]);
    }
    text_add_char(out, ']');
}

static void add_number_style(struct text *out, const struct column *column)
{
    static const char *const groups[] = {
        [GROUP_SPACE] = " ", [GROUP_POINT] = ".", [GROUP_COMMA] = ",", [GROUP_APOSTROPHE] = "'"};
    if (column->number.decimal == ',')
        add_member(out, ", ", "decimalChar", ",");
    if (column->number.group != GROUP_NONE)
        add_member(out, ", ", "groupChar", groups[column->number.group]);
    if (column->percent || column->currency != NULL || !column->number.bare)
        text_add(out, ", \"bareNumber\": false");
}

static void add_field(struct text *out, const struct frame *frame, uint32_t number)
{
    static const char *const formats[] = {
        [DATE_DMY] = "%d/%m/%Y", [DATE_MDY] = "%m/%d/%Y", [DATE_YMD] = "%Y/%m/%d"};
    const struct column *column = &frame->columns[number];
    text_add(out, "          {");
    add_member(out, "", "name", column->name);
    if (column->title != NULL)
        add_member(out, ", ", "title", column->title);
    add_member(out, ", ", "type", type_of(column));
    if (column->type == COLUMN_DATE && column->dates != DATE_ISO)
        add_member(out, ", ", "format", formats[column->dates]);
    if (column->type == COLUMN_WHOLE || column->type == COLUMN_DECIMAL ||
        column->type == COLUMN_REAL)
        add_number_style(out, column);
    if (column->mark_count > 0)
        add_list(out, "missingValues", column->marks, column->mark_count, "");
    if (column->allowed_count > 0) {
        text_add(out, ", \"constraints\": {");
        struct text list = {0};
        add_list(&list, "enum", column->allowed, column->allowed_count, NULL);
        text_add(out, text_of(&list) + 2);
        text_clear(&list);
        text_add_char(out, '}');
    }
    text_add_char(out, '}');
}

static void add_compound(struct text *out, const struct frame *frame)
{
    text_add(out, ",\n        \"primaryKey\": [");
    for (uint32_t i = 0; i < frame->compound_count; i++) {
        text_add(out, i > 0 ? ", " : "");
        text_add_json(out, frame->columns[frame->compound[i]].name);
    }
    text_add_char(out, ']');
}

static void add_keys(struct text *out, const struct frame *frame)
{
    if (frame->compound_count > 0)
        add_compound(out, frame);
    if (frame->primary != COLUMN_NONE)
        add_member(out, ",\n        ", "primaryKey", frame->columns[frame->primary].name);
    if (frame->key_count == 0)
        return;
    text_add(out, ",\n        \"foreignKeys\": [");
    for (uint32_t k = 0; k < frame->key_count; k++) {
        const struct key *key = &frame->keys[k];
        text_add(out, k > 0 ? ",\n          {" : "\n          {");
        add_member(out, "", "fields", frame->columns[key->column].name);
        text_add(out, ", \"reference\": {");
        add_member(out, "", "resource", key->target == frame ? "" : key->target->name);
        add_member(out, ", ", "fields", key->target->columns[key->target_column].name);
        text_add(out, "}}");
    }
    text_add(out, "\n        ]");
}

/* Where the file lies in its own folder. */
static const char *path_of(const struct source_file *file)
{
    const char *slash = strrchr(file->name, '/');
    return slash != NULL ? slash + 1 : file->name;
}

static bool repeats(const struct frame *frame, uint32_t file)
{
    for (uint32_t i = 0; i < file; i++)
        if (strcmp(path_of(&frame->files[i]), path_of(&frame->files[file])) == 0)
            return true;
    return false;
}

static void add_paths(struct text *out, const struct frame *frame)
{
    const char *paths[64];
    size_t count = 0;
    for (uint32_t i = 0; i < frame->file_count && count < 64; i++)
        if (!repeats(frame, i))
            paths[count++] = path_of(&frame->files[i]);
    if (count == 1)
        add_member(out, ",\n      ", "path", paths[0]);
    else
        add_list(out, "path", paths, count, NULL);
}

/* Without a word, a column of dates would be found to be the period. */
static bool is_timeless(const struct frame *frame)
{
    uint32_t dates = 0;
    bool named = false;
    for (uint32_t i = 0; i < frame->column_count; i++) {
        const struct column *column = &frame->columns[i];
        dates += column->type == COLUMN_DATE;
        named = named || (column->type == COLUMN_WHOLE &&
                          (strcmp(column->name, "year") == 0 || strcmp(column->name, "period") == 0));
    }
    return frame->period[0] == COLUMN_NONE && (dates == 1 || named);
}

static void add_period(struct text *out, const struct frame *frame)
{
    if (is_timeless(frame))
        text_add(out, ",\n      \"period\": false");
    if (frame->period[0] != COLUMN_NONE && frame->period[1] == COLUMN_NONE) {
        add_member(out, ",\n      ", "period", frame->columns[frame->period[0]].name);
    } else if (frame->period[0] != COLUMN_NONE) {
        const char *const names[] = {frame->columns[frame->period[0]].name,
                                     frame->columns[frame->period[1]].name};
        add_list(out, "period", names, 2, NULL);
    }
    if (frame->coverage.in == NULL)
        return;
    struct text list = {0};
    add_list(&list, "by", frame->coverage.by, frame->coverage.by_count, NULL);
    text_addf(out, ",\n      \"coverage\": {%s", text_of(&list) + 2);
    add_member(out, ", ", "in", frame->coverage.in);
    text_add_char(out, '}');
    text_clear(&list);
}

static void add_character(struct text *out, const char *before, const char *name, char character)
{
    const char text[] = {character, '\0'};
    add_member(out, before, name, text);
}

/* Files whose headers stand on different lines are left to be looked at one by one. */
static bool one_header(const struct frame *frame)
{
    for (uint32_t i = 1; i < frame->file_count; i++)
        if (frame->files[i].header_line != frame->files[0].header_line)
            return false;
    return true;
}

static void add_dialect(struct text *out, const struct source_file *file, bool header)
{
    text_add(out, ",\n      \"dialect\": {");
    add_character(out, "", "delimiter", file->delimiter);
    if (file->quote != 0 && file->quote != '"')
        add_character(out, ", ", "quoteChar", file->quote);
    if (file->comment != 0)
        add_character(out, ", ", "commentChar", file->comment);
    if (file->headless)
        text_add(out, ", \"header\": false");
    if (header && !file->headless && (file->header_line > 1 || file->header_rows > 1)) {
        text_addf(out, ", \"headerRows\": [%u", file->header_line);
        for (uint32_t i = 1; i < file->header_rows; i++)
            text_addf(out, ", %u", file->header_line + i);
        text_add_char(out, ']');
    }
    if (file->dropped_rows > 0)
        text_addf(out, ", \"dropLast\": %u", file->dropped_rows);
    text_add_char(out, '}');
}

static void add_resource(struct text *out, const struct frame *frame)
{
    static const struct source_file usual = {.delimiter = ',', .quote = '"'};
    text_add(out, "    {");
    add_member(out, "\n      ", "name", frame->name);
    add_paths(out, frame);
    add_member(out, ",\n      ", "profile", "tabular-data-resource");
    add_member(out, ",\n      ", "encoding",
               frame->file_count > 0 ? frame->files[0].encoding : "UTF-8");
    add_dialect(out, frame->file_count > 0 ? &frame->files[0] : &usual, one_header(frame));
    add_period(out, frame);
    text_add(out, ",\n      \"schema\": {\n        \"fields\": [\n");
    for (uint32_t i = 0; i < frame->column_count; i++) {
        add_field(out, frame, i);
        text_add(out, i + 1 < frame->column_count ? ",\n" : "\n");
    }
    text_add(out, "        ]");
    add_keys(out, frame);
    text_add(out, "\n      }\n    }");
}

void describe_json(const struct datasets *datasets, struct text *out)
{
    text_add(out, "{\n  \"profile\": \"tabular-data-package\",\n  \"resources\": [\n");
    for (size_t i = 0; i < datasets->count; i++) {
        add_resource(out, datasets->frames[i]);
        text_add(out, i + 1 < datasets->count ? ",\n" : "\n");
    }
    text_add(out, "  ]\n}\n");
}
