/* sql.c - bareme sql: a question in SQL over the datasets of a store.
 *
 * Rows are laid out as they come, in the format asked for, and printed when the last one
 * is there: a query that fails prints nothing. What is missing is an empty field, or null
 * in JSON.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/data.h"
#include "store/query.h"

enum { DEFAULT_SECONDS = 60 };

enum layout { LAYOUT_TEXT, LAYOUT_CSV, LAYOUT_JSON, LAYOUT_MARKDOWN };

struct sheet {
    enum layout layout;
    struct arena *arena;
    struct text out;
    const char **names;
    const char **cells; /* of the text layout */
    size_t cell_count, cell_room, columns, rows;
};

/* ---- one value ---- */

static void add_number(struct text *out, const struct query_value *value)
{
    char number[NUMBER_TEXT_SIZE];
    if (value->kind == QUERY_WHOLE)
        text_addf(out, "%" PRId64, value->whole);
    else if (isinf(value->real))
        text_add(out, value->real > 0 ? "Infinity" : "-Infinity");
    else
        text_add_bytes(out, number, number_format(value->real, number));
}

static void add_csv(struct text *out, const struct query_value *value)
{
    if (value->kind == QUERY_NULL)
        return;
    if (value->kind != QUERY_TEXT) {
        add_number(out, value);
        return;
    }
    bool plain = value->size > 0 && strpbrk(value->text, ",\"\r\n") == NULL;
    if (plain) {
        text_add(out, value->text);
        return;
    }
    text_add_char(out, '"');
    for (const char *c = value->text; *c != '\0'; c++) {
        if (*c == '"')
            text_add_char(out, '"');
        text_add_char(out, *c);
    }
    text_add_char(out, '"');
}

static void add_markdown(struct text *out, const struct query_value *value)
{
    if (value->kind == QUERY_WHOLE || value->kind == QUERY_REAL)
        add_number(out, value);
    for (const char *c = value->kind == QUERY_TEXT ? value->text : ""; *c != '\0'; c++) {
        if (*c == '|' || *c == '\\')
            text_add_char(out, '\\');
        if (*c == '\n' || *c == '\r')
            text_add_char(out, ' ');
        else
            text_add_char(out, *c);
    }
}

static void add_json_value(struct text *out, const struct query_value *value)
{
    if (value->kind == QUERY_NULL || (value->kind == QUERY_REAL && isinf(value->real)))
        text_add(out, "null");
    else if (value->kind == QUERY_TEXT)
        text_add_json(out, value->text);
    else
        add_number(out, value);
}

/* A grid is cut at its lines, so what would break one is shown as what it is. */
static const char *grid_cell(struct sheet *sheet, const struct query_value *value)
{
    struct text cell = {0};
    if (value->kind == QUERY_WHOLE || value->kind == QUERY_REAL)
        add_number(&cell, value);
    if (value->kind == QUERY_TEXT)
        text_add_shown(&cell, value->text);
    const char *kept = arena_text(sheet->arena, text_of(&cell));
    text_clear(&cell);
    return kept;
}

/* ---- rows ---- */

static void add_grid_row(struct sheet *sheet, const struct query_value *values)
{
    for (size_t i = 0; i < sheet->columns; i++) {
        sheet->cells = arena_grow(sheet->arena, sheet->cells, sheet->cell_count,
                                  &sheet->cell_room, sizeof *sheet->cells);
        sheet->cells[sheet->cell_count++] = grid_cell(sheet, &values[i]);
    }
}

static void add_csv_row(struct sheet *sheet, const struct query_value *values)
{
    for (size_t i = 0; i < sheet->columns; i++) {
        text_add(&sheet->out, i > 0 ? "," : "");
        if (sheet->columns == 1 && values[i].kind == QUERY_NULL)
            text_add(&sheet->out, "\"\""); /* an empty line would be none */
        add_csv(&sheet->out, &values[i]);
    }
    text_add_char(&sheet->out, '\n');
}

static void add_markdown_row(struct sheet *sheet, const struct query_value *values)
{
    for (size_t i = 0; i < sheet->columns; i++) {
        text_add(&sheet->out, "| ");
        add_markdown(&sheet->out, &values[i]);
        text_add_char(&sheet->out, ' ');
    }
    text_add(&sheet->out, "|\n");
    if (sheet->rows > 0)
        return;
    for (size_t i = 0; i < sheet->columns; i++)
        text_add(&sheet->out, "| --- ");
    text_add(&sheet->out, "|\n");
}

static void add_json_row(struct sheet *sheet, const struct query_value *values)
{
    if (sheet->rows == 0)
        return;
    text_add(&sheet->out, sheet->rows == 1 ? "\n  {" : ",\n  {");
    for (size_t i = 0; i < sheet->columns; i++) {
        text_add(&sheet->out, i > 0 ? ", " : "");
        text_add_json(&sheet->out, sheet->names[i]);
        text_add(&sheet->out, ": ");
        add_json_value(&sheet->out, &values[i]);
    }
    text_add_char(&sheet->out, '}');
}

static bool take_row(void *owner, const struct query_value *values, size_t count)
{
    struct sheet *sheet = owner;
    if (sheet->rows == 0) {
        sheet->columns = count;
        sheet->names = arena_get(sheet->arena, (count + 1) * sizeof *sheet->names);
        for (size_t i = 0; i < count; i++)
            sheet->names[i] = arena_text(sheet->arena, values[i].text);
    }
    switch (sheet->layout) {
    case LAYOUT_TEXT:
        add_grid_row(sheet, values);
        break;
    case LAYOUT_CSV:
        add_csv_row(sheet, values);
        break;
    case LAYOUT_JSON:
        add_json_row(sheet, values);
        break;
    case LAYOUT_MARKDOWN:
        add_markdown_row(sheet, values);
        break;
    }
    sheet->rows++;
    return true;
}

/* ---- the command ---- */

static bool find_layout(const struct options *options, enum layout *layout,
                        struct fault *fault)
{
    static const char *const names[] = {"text", "csv", "json", "markdown"};
    static const char *const endings[] = {".txt", ".csv", ".json", ".md"};
    const char *format = options_text(options, OPTION_format);
    const char *output = options_text(options, OPTION_output);
    const char *ending = output != NULL && format == NULL ? strrchr(output, '.') : NULL;
    *layout = LAYOUT_TEXT;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((format != NULL && strcmp(format, names[i]) == 0) ||
            (ending != NULL && strcmp(ending, endings[i]) == 0)) {
            *layout = (enum layout)i;
            return true;
        }
    if (format != NULL)
        return fault_set(fault, FAULT_USAGE,
                         "-f %s: a query is printed as text, csv, json or markdown", format);
    return ending == NULL || strchr(ending, '/') != NULL ||
           fault_set(fault, FAULT_USAGE,
                     "-o %s: a query is printed as text, csv, json or markdown, and none of "
                     "them goes by that ending. say which with -f",
                     output);
}

static bool print(struct sheet *sheet, const struct options *options, struct fault *fault)
{
    struct render_options render = {0};
    if (sheet->layout == LAYOUT_TEXT) {
        if (!width_of(options, &render.width, fault))
            return false;
        render_grid(sheet->cells, sheet->rows, sheet->columns, &render, &sheet->out);
    }
    if (sheet->layout == LAYOUT_JSON)
        text_add(&sheet->out, sheet->rows > 1 ? "\n]\n" : "]\n");
    return give(options, &sheet->out, fault);
}

bool command_sql(const struct options *options, struct fault *fault)
{
    static const char usage[] = "bareme sql STORE QUERY";
    struct sheet sheet = {.arena = options->arena};
    double seconds = DEFAULT_SECONDS;
    if (options->argument_count != 2)
        return fault_set(
            fault, FAULT_USAGE,
            "sql needs a store and one query in quotes: bareme sql STORE QUERY");
    if (!find_layout(options, &sheet.layout, fault) ||
        !options_seconds(options, OPTION_max_time, &seconds, fault))
        return false;
    if (!data_expect_turn(options->arguments[0], options->arguments[1], usage, fault) ||
        !data_expect_store(options->arguments[0], usage, fault))
        return false;
    struct store *store = store_open(options->arguments[0], fault);
    if (store == NULL)
        return false;
    if (sheet.layout == LAYOUT_JSON)
        text_add_char(&sheet.out, '[');
    bool done =
        store_query(store, options->arguments[1], seconds, take_row, &sheet, fault) &&
        print(&sheet, options, fault);
    text_clear(&sheet.out);
    store_close(store);
    return done;
}
