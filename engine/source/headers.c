/* headers.c - looking at the cells around a header, and joining the rows of one.
 *
 * The header's next rows are cut once more, into cells: at most ROWS rows of COLUMNS
 * columns. What a column holds is judged by the rows from the third on, for the second is
 * in question.
 *
 * Cells live on the heap during the call; joined names in the caller's arena.
 */
#include "source/headers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/detect.h"

enum { ROWS = 60, COLUMNS = 256 };

enum cell {
    CELL_NONE,
    CELL_EMPTY,
    CELL_NUMBER,
    CELL_YEAR,
    CELL_MARK,
    CELL_TEXT,
    CELL_UNIT,
    CELL_TAG
};

struct cells {
    uint8_t kinds[ROWS][COLUMNS];
    uint32_t lines[ROWS], counts[ROWS];
    uint32_t rows;
};

/* ---- cells ---- */

static bool is_unit(const char *bytes, size_t size)
{
    static const char *const units[] = {
        "EUR",    "€",      "USD",    "$",       "%",     "k€",     "M€",     "kEUR",
        "MEUR",   "FCFA",   "XOF",    "km",      "km2",   "km²",    "ha",     "m",
        "m2",     "m²",     "t",      "kg",      "jours", "days",   "días",   "nb",
        "nombre", "number", "número", "n°",      "no.",   "année",  "year",   "año",
        "date",   "text",   "texte",  "texto",   "unité", "unit",   "unidad", "oui/non",
        "yes/no", "sí/no",  "euros",  "dollars", "hab.",  "heures",
    };
    if (size >= 2 && (*bytes == '(' || *bytes == '[') &&
        (bytes[size - 1] == ')' || bytes[size - 1] == ']'))
        return true;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i]) == size && strncasecmp(units[i], bytes, size) == 0)
            return true;
    return false;
}

static enum cell kind_of(const char *bytes, size_t size)
{
    while (size > 0 && (*bytes == ' ' || *bytes == '\t')) {
        bytes++;
        size--;
    }
    while (size > 0 && (bytes[size - 1] == ' ' || bytes[size - 1] == '\t'))
        size--;
    if (size == 0)
        return CELL_EMPTY;
    if (is_unit(bytes, size))
        return CELL_UNIT;
    if (*bytes == '#' && size > 1 && bytes[1] >= 'a' && bytes[1] <= 'z')
        return CELL_TAG;
    struct form form = form_of(bytes, size);
    if (form.kinds & (FORM_MISSING | FORM_NOT_APPLICABLE))
        return CELL_MARK;
    if (size == 4 && (form.kinds & FORM_NUMBER) && (*bytes == '1' || *bytes == '2') &&
        memchr(bytes, '.', 4) == NULL && memchr(bytes, ',', 4) == NULL)
        return CELL_YEAR;
    if (form.kinds & (FORM_NUMBER | FORM_DATE | FORM_NUMBER_LIKE | FORM_DATE_LIKE))
        return CELL_NUMBER;
    return CELL_TEXT;
}

static void add_cell(struct cells *cells, const char *bytes, size_t size)
{
    uint32_t column = cells->counts[cells->rows]++;
    if (column >= COLUMNS)
        return;
    if (size >= 2 && bytes[0] == '"' && bytes[size - 1] == '"') {
        bytes++;
        size -= 2;
    }
    cells->kinds[cells->rows][column] = (uint8_t)kind_of(bytes, size);
}

static bool row_is_blank(const struct cells *cells, uint32_t row)
{
    for (uint32_t i = 0; i < cells->counts[row] && i < COLUMNS; i++)
        if (cells->kinds[row][i] != CELL_EMPTY)
            return false;
    return true;
}

static void end_row(struct cells *cells)
{
    if (!row_is_blank(cells, cells->rows))
        cells->rows++;
    else
        memset(cells->kinds[cells->rows], 0, COLUMNS);
    if (cells->rows < ROWS)
        cells->counts[cells->rows] = 0;
}

static void cut_cells(struct cells *cells, const struct dialect *dialect,
                      const char *sample, size_t size, bool whole)
{
    bool quoted = false;
    size_t field = 0;
    uint32_t line = dialect->header_line;
    cells->lines[0] = line;
    for (size_t i = 0; i < size && cells->rows < ROWS; i++) {
        char c = sample[i];
        bool newline =
            c == '\n' || (c == '\r' && !(i + 1 < size && sample[i + 1] == '\n'));
        line += newline;
        if (c == dialect->quote && (quoted || i == field)) {
            quoted = !quoted;
        } else if (!quoted && (c == dialect->delimiter || newline)) {
            size_t end = i > field && newline && sample[i - 1] == '\r' ? i - 1 : i;
            add_cell(cells, sample + field, end - field);
            field = i + 1;
            if (newline) {
                end_row(cells);
                if (cells->rows < ROWS)
                    cells->lines[cells->rows] = line;
            }
        }
    }
    if (whole && cells->rows < ROWS && field < size && !quoted) {
        add_cell(cells, sample + field, size - field);
        end_row(cells);
    }
}

static bool is_number(uint8_t kind)
{
    return kind == CELL_NUMBER || kind == CELL_YEAR;
}

/* Whether all that the rows from `first` on have in the column are numbers, dates and
 * marks. */
static bool numeric_below(const struct cells *cells, uint32_t column, uint32_t first)
{
    uint32_t numbers = 0;
    for (uint32_t row = first; row < cells->rows; row++) {
        uint8_t kind = cells->kinds[row][column];
        numbers += is_number(kind);
        if (kind == CELL_TEXT || kind == CELL_UNIT || kind == CELL_TAG)
            return false;
    }
    return numbers > 0;
}

/* ---- what is told ---- */

static uint32_t width_of(const struct cells *cells)
{
    uint32_t width = cells->counts[0];
    return width < COLUMNS ? width : COLUMNS;
}

static bool is_second_header(const struct cells *cells)
{
    uint32_t over = 0, tags = 0, filled = 0, units = 0, years = 0, nameless = 0;
    for (uint32_t i = 0; i < width_of(cells); i++) {
        uint8_t kind = cells->kinds[1][i];
        bool words = kind == CELL_TEXT || kind == CELL_UNIT || kind == CELL_TAG;
        if (is_number(kind) && !(kind == CELL_YEAR && numeric_below(cells, i, 2)))
            return false;
        filled += words;
        nameless += kind != CELL_EMPTY && cells->kinds[0][i] == CELL_EMPTY;
        tags += kind == CELL_TAG;
        if (!numeric_below(cells, i, 2))
            continue;
        over += words;
        years += kind == CELL_YEAR;
        units += kind == CELL_UNIT;
        if (is_number(cells->kinds[0][i]) && !words && kind != CELL_YEAR)
            return false;
    }
    if (years > 0 && nameless == 0 && cells->kinds[1][0] != CELL_EMPTY)
        return false; /* a record of years under names of their own */
    over += years;
    if (filled > 0 && tags == filled && tags > 1)
        return true; /* the tags of humanitarian data: #country, #affected */
    if (filled == 0) /* years alone are a header where names above them are wanting */
        return nameless > 0 && over > 1 && cells->kinds[1][0] == CELL_EMPTY;
    return over > 0 &&
           (over > 1 || units > 0 || cells->kinds[1][0] == CELL_EMPTY ||
            cells->kinds[0][0] == CELL_EMPTY);
}

static void tell_second(const struct cells *cells, const struct dialect *dialect,
                        const char *name, struct problems *problems)
{
    char remedy[160];
    snprintf(remedy, sizeof remedy,
             "if so say --header-rows 2 to join the two, or --header-row %u to leave out "
             "line %u",
             cells->lines[1], dialect->header_line);
    problems_add(
        problems,
        (struct problem){
            .severity = SEVERITY_WARNING,
            .file = name,
            .line = cells->lines[1],
            .message =
                "looks like a second row of the header (words where the rows below have "
                "numbers), but is read as a record",
            .remedy = remedy});
}

/* Numbers above numbers, other than years, are no names. */
static bool has_no_names(const struct cells *cells)
{
    uint32_t numbers = 0, years = 0, words = 0;
    for (uint32_t i = 0; i < width_of(cells); i++) {
        uint8_t kind = cells->kinds[0][i];
        words += kind == CELL_TEXT || kind == CELL_UNIT || kind == CELL_TAG;
        years += kind == CELL_YEAR;
        numbers +=
            kind == CELL_NUMBER && (cells->rows == 1 || numeric_below(cells, i, 1));
    }
    return numbers > 0 && (years == 0 || words == 0);
}

void headers_check(const struct dialect *dialect, const char *sample, size_t size,
                   bool whole, const char *name, struct problems *problems)
{
    struct cells *cells = memory_get_zeroed(1, sizeof *cells);
    cut_cells(cells, dialect, sample, size, whole);
    if (cells->rows > 0 && has_no_names(cells))
        problems_add(
            problems,
            (struct problem){
                .severity = SEVERITY_WARNING,
                .file = name,
                .line = cells->lines[0],
                .message = "is taken as the header, though numbers stand in it as in the "
                           "rows below",
                .remedy =
                    "if the file has no header, add one, or say \"header\": false in the "
                    "dialect of a datapackage.json"});
    else if (dialect->header_rows < 2 && cells->rows > 2 && is_second_header(cells))
        tell_second(cells, dialect, name, problems);
    free(cells);
}

/* ---- joining ---- */

void header_rows_add(struct header_rows *rows, struct arena *arena, const struct row *row)
{
    if (rows->rows == NULL) {
        rows->rows = arena_get_zeroed(arena, rows->wanted + 1, sizeof *rows->rows);
        rows->counts = arena_get_zeroed(arena, rows->wanted + 1, sizeof *rows->counts);
    }
    struct field *fields = arena_get_zeroed(arena, row->count + 1, sizeof *fields);
    for (uint32_t i = 0; i < row->count; i++) {
        fields[i].size = row->fields[i].size;
        fields[i].bytes = fields[i].size == 0
                              ? ""
                              : arena_bytes(arena, row->fields[i].bytes, fields[i].size);
    }
    rows->rows[rows->count] = fields;
    rows->counts[rows->count++] = row->count;
}

static const struct field *field_at(const struct header_rows *rows, uint32_t row,
                                    uint32_t column)
{
    static const struct field none = {"", 0};
    return column < rows->counts[row] ? &rows->rows[row][column] : &none;
}

static bool filled_below(const struct header_rows *rows, uint32_t row, uint32_t column)
{
    for (uint32_t below = row + 1; below < rows->count; below++)
        if (field_at(rows, below, column)->size > 0)
            return true;
    return false;
}

const struct field *header_rows_join(const struct header_rows *rows, struct arena *arena,
                                     uint32_t *count)
{
    *count = 0;
    for (uint32_t r = 0; r < rows->count; r++)
        if (rows->counts[r] > *count)
            *count = rows->counts[r];
    struct field *names = arena_get_zeroed(arena, *count + 1, sizeof *names);
    struct text *name = memory_get_zeroed(*count + 1, sizeof *name);
    for (uint32_t r = 0; r < rows->count; r++) {
        const struct field *merged = NULL;
        for (uint32_t i = 0; i < *count; i++) {
            const struct field *field = field_at(rows, r, i);
            if (field->size > 0)
                merged = field;
            else if (merged != NULL && filled_below(rows, r, i))
                field = merged;
            if (field->size == 0)
                continue;
            if (name[i].size > 0)
                text_add_char(&name[i], ' ');
            text_add_bytes(&name[i], field->bytes, field->size);
        }
    }
    for (uint32_t i = 0; i < *count; i++) {
        names[i] = (struct field){arena_bytes(arena, text_of(&name[i]), name[i].size),
                                  name[i].size};
        text_clear(&name[i]);
    }
    free(name);
    return names;
}
