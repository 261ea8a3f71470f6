/* dialect.c - finding the delimiter and the header row.
 *
 * Each delimiter is tried on the sample: the one that cuts most rows into the same number of
 * fields (two or more) wins, with a half row's credit when the first row agrees. A file in which
 * none does has one column; its delimiter is then one that does not occur, so that commas within
 * its texts cut nothing.
 *
 * Rows of the sample live on the heap during the call.
 */
#include "source/dialect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "source/headers.h"

static const char delimiters[] = {';', ',', '\t', '|'};

enum { DELIMITERS = sizeof delimiters, ROWS_MOST = 2000, TITLES_MOST = 30,
       FIELDS_MOST = 1 << 17 };

/* A row of the sample, as one delimiter cuts it. */
struct cut {
    size_t at; /* where it begins in the sample */
    uint32_t line;
    uint32_t count, filled, numeric;
    uint32_t last; /* the last filled field, from 1 */
    bool first_is_text;
    bool doubled; /* every second field is empty: "a||b" */
    bool hash;    /* it begins with a #: a comment, unless it is cut like the others */
    bool ended;   /* its newline is there */
};

struct cuts {
    struct cut rows[ROWS_MOST];
    size_t count;
};

/* Looked for by windows: a file of lone CRs must not be searched for LFs to its end at each line. */
size_t line_size(const char *bytes, size_t size, bool last)
{
    enum { WINDOW = 512 };
    for (size_t from = 0; from < size; from += WINDOW) {
        size_t window = size - from < WINDOW ? size - from : WINDOW;
        const char *newline = memchr(bytes + from, '\n', window);
        size_t reach = newline != NULL ? (size_t)(newline - bytes) - from : window;
        const char *carriage = memchr(bytes + from, '\r', reach);
        if (carriage != NULL) {
            size_t at = (size_t)(carriage - bytes);
            if (at + 1 < size)
                return at + 1 + (bytes[at + 1] == '\n');
            return last ? at + 1 : 0;
        }
        if (newline != NULL)
            return (size_t)(newline - bytes) + 1;
    }
    return last ? size : 0;
}

static bool looks_numeric(const char *bytes, size_t size)
{
    bool digit = false;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] >= '0' && bytes[i] <= '9')
            digit = true;
        else if (strchr("+-., '%/:", bytes[i]) == NULL)
            return false;
    }
    return digit;
}

static void end_field(struct cut *cut, const char *bytes, size_t size)
{
    while (size > 0 && (*bytes == ' ' || *bytes == '\t')) {
        bytes++;
        size--;
    }
    cut->count++;
    if (size == 0)
        return;
    if (cut->count % 2 == 0)
        cut->doubled = false;
    bool numeric = looks_numeric(bytes, size);
    cut->filled++;
    cut->last = cut->count;
    cut->numeric += numeric;
    if (cut->count == 1)
        cut->first_is_text = !numeric;
}

/* Cuts one row; returns its size, 0 when it is not all there. */
static size_t cut_row(const char *bytes, size_t size, const struct dialect *dialect,
                      char delimiter, bool whole, struct cut *cut, uint32_t *lines)
{
    bool quoted = false;
    size_t field = 0, i = 0;
    cut->doubled = true;
    while (i < size) {
        char c = bytes[i];
        if (c == dialect->quote && (quoted || i == field)) {
            if (quoted && i + 1 < size && bytes[i + 1] == dialect->quote)
                i++;
            else
                quoted = !quoted;
        } else if (c == '\n' || c == '\r') {
            size_t end = i + 1 < size && c == '\r' && bytes[i + 1] == '\n' ? 2 : 1;
            ++*lines;
            if (!quoted) {
                end_field(cut, bytes + field, i - field);
                return i + end;
            }
            i += end - 1;
        } else if (!quoted && c == delimiter) {
            end_field(cut, bytes + field, i - field);
            field = i + 1;
        }
        i++;
    }
    if (!whole)
        return 0;
    end_field(cut, bytes + field, size - field);
    return size;
}

static void cut_sample(struct cuts *cuts, const struct dialect *dialect, char delimiter,
                       const char *sample, size_t size, uint32_t line, bool whole)
{
    const char *begin = sample;
    cuts->count = 0;
    while (size > 0 && cuts->count < ROWS_MOST) {
        struct cut cut = {
            .at = (size_t)(sample - begin), .line = line, .hash = *sample == '#'};
        size_t used = cut_row(sample, size, dialect, delimiter, whole, &cut, &line);
        if (used == 0)
            break;
        bool blank = cut.count == 1 && cut.filled == 0;
        cut.ended = sample[used - 1] == '\n' || sample[used - 1] == '\r';
        bool comment = dialect->comment != 0 && *sample == dialect->comment;
        if (!blank && !comment)
            cuts->rows[cuts->count++] = cut;
        sample += used;
        size -= used;
    }
}

/* The number of fields that most rows have, and how well the delimiter does. */
static uint32_t usual_count(const struct cuts *cuts, double *score)
{
    uint32_t *rows = memory_get_zeroed(FIELDS_MOST + 1, sizeof *rows);
    uint32_t usual = 0;
    *score = 0;
    for (size_t i = 0; i < cuts->count; i++)
        if (cuts->rows[i].count >= 2 && cuts->rows[i].count <= FIELDS_MOST)
            rows[cuts->rows[i].count]++;
    for (uint32_t fields = 2; fields <= FIELDS_MOST; fields++) {
        if (rows[fields] == 0)
            continue;
        bool first = cuts->rows[0].count == fields;
        double credit = (rows[fields] + (first ? 0.5 : 0)) / (double)cuts->count;
        if (credit >= *score) {
            *score = credit;
            usual = fields;
        }
    }
    free(rows);
    return usual;
}

/* Title rows fill at most one field, or a few from the left ("Source;INSEE;;;"); a row with blanks
 * between filled fields is rather the upper of two header rows. Comments are cut otherwise. */
static bool is_title(const struct cut *row, uint32_t usual, uint32_t width)
{
    if (row->hash && row->count != usual)
        return true;
    return row->filled <= 1 || (row->filled * 2 <= width && row->last == row->filled &&
                                row->numeric < row->filled);
}

/* The header: the first row, unless that is a title and a row further down has most of its fields
 * filled (all, below a title of several fields), with names rather than numbers. */
static const struct cut *find_header(const struct cuts *cuts, uint32_t usual)
{
    const struct cut *first = &cuts->rows[0];
    uint32_t width = 0;
    for (size_t i = 0; i < cuts->count; i++)
        if (cuts->rows[i].count == usual && cuts->rows[i].last > width)
            width = cuts->rows[i].last;
    if (width < 2)
        return first;
    bool plain = true; /* one field at most in each row so far */
    for (size_t i = 0; i < cuts->count && i < TITLES_MOST; i++) {
        const struct cut *row = &cuts->rows[i];
        bool names = row->first_is_text || row->numeric * 2 <= row->filled;
        bool enough = plain ? row->filled * 2 > width : row->filled == width && i > 0 &&
                                                            row->numeric == 0;
        bool comment = row->hash && row->count != usual;
        if (i > 0 && !comment && row->filled > 1 && enough && names && row->numeric < row->filled)
            return row;
        if (!is_title(row, usual, width))
            return first;
        plain = plain && (row->filled <= 1 || comment);
    }
    return first;
}

/* "Amount", "1,5", "2,5" is one column: what the comma cuts has no header. Where the first row has
 * one field, it is a title only if most rows below it are cut alike. */
static bool has_header(const struct cuts *cuts, uint32_t usual)
{
    if (cuts->rows[0].count >= 2)
        return true;
    const struct cut *header = find_header(cuts, usual);
    size_t alike = 0, below = (size_t)(cuts->rows + cuts->count - header);
    for (size_t i = cuts->count - below; i < cuts->count; i++)
        alike += cuts->rows[i].count == usual;
    return header->count == usual && header->filled > 1 && alike > 1 && alike * 2 > below;
}

/* Of a first row that is larger than the sample: the delimiter that stands in it most. */
static char most_frequent(const char *sample, size_t size)
{
    char best = 0;
    size_t most = 0;
    for (size_t d = 0; d < DELIMITERS; d++) {
        size_t count = 0;
        for (size_t i = 0; i < size; i++)
            count += sample[i] == delimiters[d];
        if (count > most) {
            most = count;
            best = delimiters[d];
        }
    }
    return best;
}

static void find_delimiter(struct dialect *dialect, struct cuts *cuts, const char *sample,
                           size_t size, uint32_t line, bool whole)
{
    double best = 0;
    for (size_t i = 0; i < DELIMITERS; i++) {
        double score;
        cut_sample(cuts, dialect, delimiters[i], sample, size, line, whole);
        if (cuts->count == 0)
            continue;
        uint32_t usual = usual_count(cuts, &score);
        if (usual >= 2 && score > best && has_header(cuts, usual)) {
            best = score;
            dialect->delimiter = delimiters[i];
        }
    }
    if (cuts->count == 0 && !whole)
        dialect->delimiter = most_frequent(sample, size);
    for (size_t i = 0; i < DELIMITERS && dialect->delimiter == 0; i++) {
        char c = ",;\t|"[i];
        if (memchr(sample, c, size) == NULL)
            dialect->delimiter = c;
    }
    if (dialect->delimiter == 0)
        dialect->delimiter = ',';
}

/* A line "sep=;" above the header, as spreadsheets write it: its size. */
static size_t separator_line(const char *sample, size_t size, bool whole, char *delimiter)
{
    size_t line = line_size(sample, size, whole);
    if (line < 5 || strncasecmp(sample, "sep=", 4) != 0)
        return 0;
    size_t text = line;
    while (text > 0 && (sample[text - 1] == '\n' || sample[text - 1] == '\r'))
        text--;
    if (text != 5)
        return 0;
    *delimiter = sample[4];
    return line;
}

static bool refuse(const char *name, struct problems *problems, uint32_t line,
                   const char *message, const char *remedy)
{
    problems_add(problems, (struct problem){.severity = SEVERITY_ERROR, .file = name,
                                            .line = line, .message = message,
                                            .remedy = remedy});
    return false;
}

static bool check_doubled(const struct dialect *dialect, const struct cuts *cuts,
                          const char *name, struct problems *problems)
{
    char message[120];
    bool doubled = true;
    for (size_t i = 0; i < cuts->count; i++)
        doubled = doubled && cuts->rows[i].doubled && cuts->rows[i].count > 2 &&
                  cuts->rows[i].filled > 1;
    if (!doubled)
        return true;
    snprintf(message, sizeof message,
             "its fields stand between '%c%c', but a delimiter is one character",
             dialect->delimiter, dialect->delimiter);
    return refuse(name, problems, cuts->rows[0].line, message,
                  "export it with one of , ; | or a tab between fields");
}

static void tell_titles(uint32_t header, const char *name, struct problems *problems)
{
    char message[160], remedy[120];
    snprintf(message, sizeof message,
             "the header is taken to be line %u; what stands above it is passed over as titles",
             header);
    snprintf(remedy, sizeof remedy, "say --header-row %u if so, or the line that it is", header);
    problems_add(problems, (struct problem){.severity = SEVERITY_WARNING, .file = name,
                                            .line = header, .message = message,
                                            .remedy = remedy});
}

/* A header with more names than any row has fields: the names are what is wrong, so the rows are
 * read, and the rest of the names stays empty. */
static void find_short_rows(struct dialect *dialect, const struct cuts *cuts, size_t header,
                            const char *name, struct problems *problems)
{
    size_t first = header + (dialect->header_rows > 1 ? dialect->header_rows : 1);
    uint32_t names = cuts->rows[header].last, fields = 0;
    char message[200];
    if (first >= cuts->count || !cuts->rows[cuts->count - 1].ended)
        return;
    for (size_t i = first; i < cuts->count; i++) {
        if (fields == 0)
            fields = cuts->rows[i].count;
        if (cuts->rows[i].count != fields)
            return;
    }
    if (fields < 2 || fields >= names)
        return;
    dialect->row_fields = fields;
    snprintf(message, sizeof message,
             "the header has %u names, but every row has %u fields: the last %u of the names are "
             "taken to be empty columns", names, fields, names - fields);
    problems_add(problems, (struct problem){
        .severity = SEVERITY_WARNING, .file = name, .line = cuts->rows[header].line,
        .message = message,
        .remedy = "see whether a name holds a delimiter, and put it in quotes: the names after "
                  "it stand one column too far right"});
}

/* One column, but every line has the same number of some other mark: perhaps that is the delimiter. */
static void check_other_marks(const char *sample, size_t size, bool whole, uint32_t line,
                              const char *name, struct problems *problems)
{
    static const char marks[] = ":^~!";
    for (size_t m = 0; marks[m] != '\0'; m++) {
        size_t rows = 0, each = 0, used;
        for (size_t at = 0; at < size; at += used) {
            size_t count = 0;
            used = line_size(sample + at, size - at, whole);
            if (used == 0)
                break;
            for (size_t i = 0; i < used; i++)
                count += sample[at + i] == marks[m];
            if (rows++ == 0)
                each = count;
            if (count == 0 || count != each) {
                each = 0;
                break;
            }
        }
        char message[120], remedy[80];
        if (each == 0 || rows < 2)
            continue;
        snprintf(message, sizeof message, "is read as one column, though every line has %zu '%c'",
                 each, marks[m]);
        snprintf(remedy, sizeof remedy, "say --delimiter %c if it stands between fields", marks[m]);
        problems_add(problems, (struct problem){.severity = SEVERITY_WARNING, .file = name,
                                                .line = line, .message = message,
                                                .remedy = remedy});
        return;
    }
}

static bool all_blank(const struct cuts *cuts)
{
    for (size_t i = 0; i < cuts->count; i++)
        if (cuts->rows[i].filled > 0)
            return false;
    return true;
}

/* The lines above the one asked for are no part of the sample. */
static size_t skip_lines(const char *sample, size_t size, uint32_t *line, uint32_t until)
{
    size_t skipped = 0;
    while (*line < until && skipped < size) {
        size_t used = line_size(sample + skipped, size - skipped, true);
        skipped += used;
        ++*line;
    }
    return skipped;
}

bool dialect_find(struct dialect *dialect, const char *name, const char *sample, size_t size,
                  bool whole, struct problems *problems)
{
    char told = 0;
    uint32_t line = 1;
    bool asked = dialect->header_line != 0, told_delimiter = dialect->delimiter != 0;
    if (dialect->quote == 0)
        dialect->quote = '"';
    size_t skipped = separator_line(sample, size, whole, &told);
    if (skipped > 0)
        line = 2;
    if (skipped > 0 && dialect->delimiter == 0)
        dialect->delimiter = told;
    if (asked)
        skipped += skip_lines(sample + skipped, size - skipped, &line, dialect->header_line);
    sample += skipped;
    size -= skipped;

    struct cuts *cuts = memory_get(sizeof *cuts);
    if (dialect->delimiter == 0)
        find_delimiter(dialect, cuts, sample, size, line, whole);
    cut_sample(cuts, dialect, dialect->delimiter, sample, size, line, whole);
    bool fine = true;
    if (whole && cuts->count > 0 && all_blank(cuts))
        cuts->count = 0;
    if (cuts->count == 0 && size > 0 && !whole) {
        dialect->header_line = line; /* one row larger than the sample */
    } else if (cuts->count == 0) {
        fine = refuse(name, problems, 0,
                      asked ? "has nothing in or after the line of the header"
                            : "holds nothing: not even a header row",
                      asked ? "say another --header-row" : "give a file with a header row");
    } else {
        double score;
        uint32_t usual = usual_count(cuts, &score);
        const struct cut *header = asked || dialect->headless
                                       ? &cuts->rows[0] : find_header(cuts, usual);
        fine = check_doubled(dialect, cuts, name, problems);
        if (fine && header != &cuts->rows[0])
            tell_titles(header->line, name, problems);
        dialect->header_line = header->line;
        if (fine && !dialect->headless) {
            size_t number = (size_t)(header - cuts->rows);
            if (!told_delimiter && header->count == 1)
                check_other_marks(sample, size, whole, header->line, name, problems);
            find_short_rows(dialect, cuts, number, name, problems);
            headers_check(dialect, sample + header->at, size - header->at, whole, name, problems);
        }
    }
    free(cuts);
    return fine;
}
