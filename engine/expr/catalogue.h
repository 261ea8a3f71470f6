/* catalogue.h - what scripts declare: nodes, indicators, evaluations. The page between Lua and C.
 *
 * The binding only declares: reading a script fills a catalogue, and C does the rest. A node is one
 * operation with its place in the author's file; nodes name each other by number, texts and lists by
 * their offset, so a catalogue is a handful of flat arrays that can travel between processes as they
 * are. No name of data is resolved here: an indicator can be read without data. Nodes are never
 * changed once made, and an argument's number is always below its node's own: no circles.
 *
 * Owner: catalogue_new / catalogue_free. Adders return the number of what they added.
 */
#ifndef BAREME_EXPR_CATALOGUE_H
#define BAREME_EXPR_CATALOGUE_H

#include "base/fault.h"

#define NO_NODE UINT32_MAX
#define NO_TEXT UINT32_MAX
#define NO_INDICATOR UINT32_MAX

enum op {
#define OP(name, word, sort, class) OP_##name,
#include "expr/ops.def"
#undef OP
    OP_COUNT_OF_OPS
};

enum sort { SORT_NUMBER, SORT_VALUE, SORT_DATASET, SORT_FILTER, SORT_COLUMN, SORT_FIGURE, SORT_CONDITION, SORT_ANY };
enum op_class { CLASS_LITERAL, CLASS_DATASET, CLASS_FILTER, CLASS_TEST, CLASS_COLUMN, CLASS_CELL, CLASS_MEASURE,
                CLASS_FAMILY, CLASS_ALONG, CLASS_ONCE, CLASS_UNITS, CLASS_INDICATOR };

/* Last arguments such as { missing = "stop" }, as bits. */
enum node_flag {
    FLAG_STOP = 1,          /* measures: { missing = "stop" } */
    FLAG_OF_ALL = 2,        /* share: { of = "all" } */
    FLAG_OVER_ALL = 4,      /* across units: { over = "all" } */
    FLAG_SKIP = 8,          /* mix: missing = "skip" */
    FLAG_BRIDGE = 16,       /* by_year: bridge = true */
    FLAG_BETTER_LOWER = 32, /* { better = "lower" } as last argument */
    FLAG_BETTER_HIGHER = 64,
    FLAG_WEIGHTED = 128,    /* mix: every part had a weight */
};

struct node {
    uint16_t op;     /* enum op */
    uint8_t sort;    /* enum sort; of OP with SORT_ANY: SORT_COLUMN, SORT_FIGURE or SORT_CONDITION as its arguments say.
                        A condition on columns is SORT_COLUMN too: its value is 1 or 0 */
    uint8_t flags;   /* enum node_flag */
    uint32_t file;   /* text: the script */
    uint32_t line;
    uint32_t first;  /* into lists: its arguments, numbers of nodes */
    uint32_t count;
    uint32_t text;   /* text, or NO_TEXT */
    double number;
};

/* A text in the three languages of the product; NO_TEXT where not given. A plain text is `any`. */
struct titles { uint32_t any, en, fr, es; };

struct pair { uint32_t name, value; };        /* texts: of tags and labels */

struct indicator {
    uint32_t name;          /* text: "medellin/agreements", or the name given; NO_TEXT: none (an error once shown) */
    uint32_t file, line;    /* where it is declared */
    struct titles title;
    uint32_t unit;          /* text: of measure */
    struct titles unit_titles; /* when given by language */
    int32_t digits;         /* -1: not given */
    uint8_t percent;
    uint8_t better_lower;   /* 0 not said, 1 lower, 2 higher */
    uint32_t value;         /* node: a figure, or a number */
    uint32_t target, baseline; /* nodes, or NO_NODE */
    uint32_t green, amber;  /* nodes (numbers or figures), or NO_NODE: no bands */
    uint32_t labels_first, labels_count; /* in pairs: name is a number's text ("1"), value a text (its titles are plain) */
    uint32_t tags_first, tags_count;     /* in pairs: a tag with several values is several pairs ("sdg" "6", "sdg" "17") */
    uint32_t about, source; /* texts */
    uint32_t examples;      /* text: the table as JSON (see cli/test), or NO_TEXT */
};

enum axis { AXIS_UNITS, AXIS_PERIODS, AXIS_INDICATORS, AXIS_NONE };
enum facet { FACET_VALUE, FACET_BASELINE, FACET_TARGET, FACET_ACHIEVEMENT };

enum periods_kind { PERIODS_ALL, PERIODS_YEARS, PERIODS_YEARS_FOUND, PERIODS_QUARTERS, PERIODS_MONTHS };

struct periods {
    uint8_t kind;             /* enum periods_kind */
    uint8_t start_month, start_day; /* of PERIODS_YEARS*: 1, 1 unless { start = "04-01" } */
    int32_t first, last;      /* years; quarters as year * 4 + quarter - 1; months as year * 12 + month - 1 */
};

struct via { /* a road said by the author */
    uint32_t dataset;         /* text */
    uint32_t key;             /* text: the key (path) to follow; NO_TEXT: not this way */
    uint32_t theirs, ours;    /* texts: { city = "city" }; NO_TEXT: not this way */
    uint8_t all;              /* "all": counts for every unit */
};

struct member { uint32_t indicator; struct titles heading; uint32_t heading_number; }; /* heading_number 0: under no heading */
struct check { uint32_t condition; uint32_t message; }; /* node, text */

struct evaluation {
    uint32_t name;            /* text; NO_TEXT: the script's */
    uint32_t file, line;
    struct titles title, subtitle;
    uint32_t whole;           /* text: units = whole("Madrid"); NO_TEXT: not so */
    uint32_t units_first, units_count; /* lists: nodes (one dataset, or columns); 0: the default */
    uint32_t where;           /* node: a filter whose columns' dataset is the units' own (OP_DATASET with NO_TEXT), or NO_NODE */
    uint32_t via_first, via_count;
    struct periods periods, show; uint8_t has_periods, has_show;
    uint32_t members_first, members_count;
    uint8_t rows[3], columns[3];     /* enum axis, AXIS_NONE fills up; both empty: the default */
    uint8_t facets[4]; uint8_t facet_count; /* 0: the value alone */
    uint32_t sections;        /* text: a column's path, or "tags.level"; NO_TEXT */
    uint32_t beside_first, beside_count;  /* lists: texts */
    uint32_t label;           /* text, or NO_TEXT */
    uint8_t totals;           /* 0 none, 1 true, 2 "sections" */
    uint8_t has_sort, sort_descending;
    uint32_t sort_by;         /* text: an indicator's name, "label" or a column */
    uint32_t sort_at;         /* text: a period; NO_TEXT: the last shown */
    uint32_t limit;           /* 0: none */
    uint32_t checks_first, checks_count;
    uint32_t notes_first, notes_count;    /* lists of titles: in `titles` */
};

struct parameter { uint32_t name; uint32_t value; uint8_t is_text; }; /* texts; declared by params */
struct mapping { uint32_t from, to; };                               /* texts; declared by map */

struct catalogue {
    struct node *nodes;             size_t node_count, node_room;
    uint32_t *lists;                size_t list_count, list_room;
    char *texts;                    size_t text_size, text_room;
    struct indicator *indicators;   size_t indicator_count, indicator_room;
    struct evaluation *evaluations; size_t evaluation_count, evaluation_room;
    struct pair *pairs;             size_t pair_count, pair_room;
    struct member *members;         size_t member_count, member_room;
    struct check *checks;           size_t check_count, check_room;
    struct titles *titles;          size_t title_count, title_room;
    struct via *vias;               size_t via_count, via_room;
    struct parameter *parameters;   size_t parameter_count, parameter_room;
    struct mapping *mappings;       size_t mapping_count, mapping_room;
    /* what the script returned */
    uint32_t *shown;                size_t shown_count, shown_room;  /* evaluations, in order */
    uint32_t returned_indicator;    /* the script was an indicator: its number; else NO_INDICATOR */
    struct titles report_title;     /* of report { title = … } */
};

struct catalogue *catalogue_new(void);
void catalogue_free(struct catalogue *catalogue);

uint32_t catalogue_add_text(struct catalogue *catalogue, const char *text); /* the old number of a text seen before is not looked for */
uint32_t catalogue_add_node(struct catalogue *catalogue, struct node node, const uint32_t *arguments, size_t count);
uint32_t catalogue_add_list(struct catalogue *catalogue, const uint32_t *items, size_t count); /* its first */
uint32_t catalogue_add_indicator(struct catalogue *catalogue, struct indicator indicator);
uint32_t catalogue_add_evaluation(struct catalogue *catalogue, struct evaluation evaluation);
uint32_t catalogue_add_pair(struct catalogue *catalogue, struct pair pair);
uint32_t catalogue_add_member(struct catalogue *catalogue, struct member member);
uint32_t catalogue_add_check(struct catalogue *catalogue, struct check check);
uint32_t catalogue_add_titles(struct catalogue *catalogue, struct titles titles);
uint32_t catalogue_add_via(struct catalogue *catalogue, struct via via);
uint32_t catalogue_add_parameter(struct catalogue *catalogue, struct parameter parameter);
uint32_t catalogue_add_mapping(struct catalogue *catalogue, struct mapping mapping);
void catalogue_show(struct catalogue *catalogue, uint32_t evaluation);

const struct node *catalogue_node(const struct catalogue *catalogue, uint32_t number);
uint32_t catalogue_argument(const struct catalogue *catalogue, const struct node *node, size_t position);
const char *catalogue_text(const struct catalogue *catalogue, uint32_t text);   /* NULL for NO_TEXT */
struct place catalogue_place(const struct catalogue *catalogue, uint32_t node);
/* The text for a language ("en" "fr" "es"): its own, else any, else en, fr, es; NULL when none. */
const char *catalogue_title(const struct catalogue *catalogue, struct titles titles, const char *language);

const char *op_word(enum op op);
enum sort op_sort(enum op op);
enum op_class op_class(enum op op);
const char *sort_words(enum sort sort); /* "a dataset", "a column", "a figure", "a condition" … */

/* What the nodes name: for source_need. Sorted, each once; the arrays lie in the arena. Names are
 * as the data calls them, when the catalogue has mappings. */
struct arena;
struct catalogue_names {
    const char **names;
    size_t name_count;
    const char **whole;
    size_t whole_count;
    const char **called; /* datasets whose records an author's function is given */
    size_t called_count;
    bool no_places; /* no figure asks where a record stood */
};
struct catalogue_names catalogue_collect_names(const struct catalogue *catalogue, struct arena *arena);

#endif
