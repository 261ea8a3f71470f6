/* table.h - a cube laid out on rows and columns: a view that formats on output.
 *
 * A table holds no figures: it knows which row of the cube, which period and which
 * indicator (with which facet) stands at each line and column, the headings over them,
 * and the notes under them. Every renderer reads the same view, so the same figures stand
 * in every output.
 *
 * Layout: each of the three axes stands in the evaluation's `rows` or `columns`,
 * outermost first. Said of neither, an axis with one member is left out and told in the
 * subtitle; with more, units go on rows and the others on columns. All time, and a whole,
 * are left out too where another axis shares their side. Facets go innermost on the side
 * of the indicators. A figure that is `once` is printed once, not in every period: where
 * periods are an axis it has a column (or line) of its own after them. Headings over the
 * lines come from the outermost axis on rows (sections, headings over members, a family's
 * title); of an axis further in they stand before the label ("heading: label").
 *
 * What needs a look at every figure (digits, footnotes, checks) is worked out when first
 * asked for, so that outputs for machines never pay for it; a table is not to be shared
 * by threads.
 *
 * The table is freed by table_free; its cube must outlive it.
 */
#ifndef BAREME_TABLE_TABLE_H
#define BAREME_TABLE_TABLE_H

#include "base/text.h"
#include "eval/cube.h"

#define ROW_NONE UINT32_MAX
enum { HEADING_LEVELS = 8, ITEM_PATH = 3 };

/* Where a cell's figure comes from: an indicator and a facet of it. */
struct table_item {
    uint32_t shown; /* number in plan->shown */
    enum facet facet;
    uint32_t step; /* STEP_NONE: nobody gave it (a target that is not there) */
    bool once;     /* stands apart from the periods */
    bool percent;
    bool year; /* a calendar year: its thousands are not set apart */
    const char
        *name; /* for machines: "agreements", "by_kind[protocol]", "agreements.target" */
    const char
        *title; /* the indicator's, with its unit of measure; of a family: the value */
    const char *path[ITEM_PATH]; /* over it: its section by a tag, heading of members,
                                    family's title; NULL */
};

enum line_kind { LINE_HEADING, LINE_FIGURES, LINE_TOTAL };

struct table_line {
    enum line_kind kind;
    uint32_t depth; /* of a heading or an indented line */
    uint32_t row;   /* of the grid; ROW_NONE: the line does not say */
    int32_t period; /* of the axis; -1: the line does not say; table->overall: a `once`
                       figure */
    int32_t item;   /* number in items; -1: the line does not say */
    const char *heading; /* LINE_HEADING: its text */
};

struct table_column { /* a column of figures; as in a line */
    uint32_t row;
    int32_t period, item;
};

struct table_heading {
    const char *text;
    uint32_t first, count;
}; /* over columns first … */

enum stub_kind { STUB_UNIT, STUB_BESIDE, STUB_PERIOD, STUB_INDICATOR, STUB_FACET };

struct table_stub { /* a column that names a line */
    enum stub_kind kind;
    uint32_t number;     /* STUB_BESIDE: which of them */
    const char *heading; /* "Unit", "Period", the title of a column beside */
    const char *name;    /* for machines: "unit", "period", the column's name */
};

struct table_side {
    enum axis axes[3];
    size_t axis_count;
    bool facets;
}; /* outermost first */

enum note_kind {
    NOTE_REASON,
    NOTE_PARTIAL,
    NOTE_BANDS,
    NOTE_LIMIT,
    NOTE_SPANS,
    NOTE_CHECK,
    NOTE_AUTHOR,
    NOTE_TALLY
};

struct table_note {
    enum note_kind kind;
    const char *mark; /* of NOTE_REASON and NOTE_PARTIAL: "a" "b" …; else "" */
    const char *text;
};

/* A check that does not hold, or (reason) cannot be decided, in one cell. */
struct table_failure {
    const struct plan_check *check;
    uint32_t row;
    int32_t period;     /* table->overall where the condition is `once` */
    enum reason reason; /* REASON_NONE: it does not hold */
};

/* What became of the records of one placed dataset. */
enum tally_count {
    TALLY_READ,
    TALLY_USED,
    TALLY_NO_UNIT,
    TALLY_OTHER_UNIT,
    TALLY_NO_PERIOD,
    TALLY_OTHER_PERIOD,
    TALLY_BROKEN_KEY,
    TALLY_SKIPPED,
    TALLY_DUPLICATES,
    TALLY_UNREADABLE,
    TALLY_COUNT
};

struct table_tally {
    const char *dataset;
    const char *dated; /* the column that places it in time; NULL: none */
    const char *until; /* of a pair: the second; else NULL */
    uint64_t counts[TALLY_COUNT];
};

enum band { BAND_NONE, BAND_GREEN, BAND_AMBER, BAND_RED };

struct table_lazy;

struct table {
    const struct cube *cube;
    const char *language; /* en fr es */
    const char *name;     /* of the evaluation */
    const char *title,
        *subtitle; /* "" when none; the subtitle also names what the layout leaves out */
    struct table_item *items;
    size_t item_count; /* facets of an indicator are neighbours */
    size_t facet_count;
    struct table_side rows, across;
    struct table_stub *stubs;
    size_t stub_count;
    struct table_line *lines;
    size_t line_count;
    struct table_column *columns;
    size_t column_count;
    struct table_heading *headings[HEADING_LEVELS];
    size_t heading_counts[HEADING_LEVELS];
    size_t heading_depth; /* outermost first; the last one names each column */
    uint32_t *units;
    size_t unit_count; /* rows of the grid in the order printed, totals at their place */
    const char **sections; /* of each of `units`; NULL: no sections */
    size_t units_hidden;   /* by limit */
    const char **beside; /* row by row of the grid's units, one for each column beside */
    const char **beside_words; /* the same as people write it */
    uint32_t *orders;
    size_t order_count;                      /* shown indicators in the order printed */
    const char **total_keys, **total_labels; /* of the grid's rows after the units */
    const char **period_labels;
    const char **item_stubs, **row_stubs; /* labels with the headings that cannot be
                                             lines; NULL: as they are */
    uint32_t lone_row;
    int32_t lone_period; /* what stands where neither line nor column says */
    int32_t overall;     /* the period of a `once` figure that stands apart */
    bool once_apart;
    struct arena *arena;
    struct table_lazy *lazy;
};

struct table_options {
    const char *language;
};

struct table *table_build(const struct cube *cube, const struct table_options *options,
                          struct fault *fault);
void table_free(struct table *table);

/* What names a line in stub `number`: a unit's label, a period, an indicator's title, a
 * column beside. */
const char *table_stub(const struct table *table, size_t line, size_t stub);
/* What stands in the stub of a column beside, for machines. */
const char *table_beside(const struct table *table, size_t line, size_t stub);
/* The same words stood in the line above, and all that is further out too: nothing needs
 * saying. */
bool table_stub_repeats(const struct table *table, size_t line, size_t stub);

/* A row of the grid: "*" for the total, "*:Tunisia" for a section's; its label for
 * people; its section. */
const char *table_row_key(const struct table *table, uint32_t row);
const char *table_row_label(const struct table *table, uint32_t row);
const char *table_row_section(const struct table *table, uint32_t row); /* NULL: none */
bool table_row_is_total(const struct table *table,
                        uint32_t row); /* of all, or of a section */
/* Whether a line opens the total of all, and a rule should part it from the units before
 * it. */
bool table_opens_total(const struct table *table, size_t line);
/* A period: as in the long layout ("2017-Q1", "all"), and for people ("2017 T1"). */
const char *table_period_key(const struct table *table, int32_t period);
const char *table_period_label(const struct table *table, int32_t period);

const char *table_beside_name(const struct table *table,
                              uint32_t number); /* as the author wrote it */

/* One cell as the outputs need it. */
struct table_cell {
    enum reason reason; /* REASON_NONE: there is a figure */
    enum figure_kind kind;
    double number;
    const char *text;                              /* of a text figure */
    uint32_t present, records, reported, expected; /* records 0, expected 0: no mark */
    enum band band;
    uint32_t item, row;
    int32_t period;
    bool empty; /* nothing stands here (a once-figure's other cells, a heading line) */
};
struct table_cell table_cell(const struct table *table, size_t line, size_t column);
struct table_cell table_cell_of(const struct table *table, uint32_t row, int32_t period,
                                uint32_t item);
/* For people: digits, percent, labels, the language's marks; "–" when missing; never the
 * footnote's mark. */
void table_format(const struct table *table, const struct table_cell *cell,
                  struct text *out);
/* Whether what table_format writes of it is words (a text, a label) rather than a figure
 * or a dash. */
bool table_is_words(const struct table *table, const struct table_cell *cell);
/* For machines: the shortest text that reads back the same, an ISO date, a text as it is;
 * "" when missing. */
void table_format_exact(const struct table *table, const struct table_cell *cell,
                        struct text *out);
/* Digits after the mark: the indicator's own; else 1 for percent, 0 when all figures are
 * whole, 2. */
int table_digits(const struct table *table, uint32_t item);

/* Footnotes in the order of first appearance, then bands, limit, spans, checks, the
 * author's notes, tallies. */
const struct table_note *table_notes(const struct table *table, size_t *count);
/* The mark of a cell's footnote, "" when it has none. */
const char *table_mark(const struct table *table, const struct table_cell *cell);
/* Of placement `number` of the grid; and the same as a sentence. */
struct table_tally table_tally(const struct table *table, size_t number);
void table_add_tally(const struct table *table, size_t number, struct text *out);
const struct table_failure *table_failures(const struct table *table, size_t *count);

#endif
