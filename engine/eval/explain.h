/* explain.h - how one figure came about: the plan replayed for one cell.
 *
 * A tree of the steps that the figure rests on, each with its value in its own cell (the
 * period before, the whole of the periods), down to the records that were counted and
 * those that were left out, with the reason. Values are the cube's, never worked out a
 * second time; what the tree adds is which ones they rest on. A step and cell shown once
 * is referred to by its number.
 *
 * Reading the files again is not this floor's: whoever can (cli/) fills in `stood` of the
 * records. Everything lies in the arena given; the cube must outlive it.
 */
#ifndef BAREME_EVAL_EXPLAIN_H
#define BAREME_EVAL_EXPLAIN_H

#include "eval/cube.h"

struct explain_value {
    enum reason reason; /* REASON_NONE: there is a figure */
    enum figure_kind kind;
    double number;                                 /* of a date: days */
    const char *text;                              /* of a text */
    uint32_t present, records, reported, expected; /* 0 of 0: no mark */
};

/* What became of a record that reaches the unit and the period. */
enum explain_fate {
    FATE_USED,     /* it counts, or its value does */
    FATE_MISSING,  /* it passes, but has no value: it is passed over */
    FATE_FILTERED, /* a test leaves it out */
};

/* A column of a record, as the measure sees it. The value lies in record `end_record` and
 * column `end_column` of dataset `end`, perhaps behind keys (RECORD_NONE: they lead
 * nowhere). */
struct explain_field {
    const char *name;  /* "kind", "cooperation.country" */
    const char *value; /* canonical; NULL: missing */
    const char *stood; /* as it stands in the file; NULL: not known */
    const struct frame *end;
    uint32_t end_record, end_column;
};

/* `number` is what it adds: its value, 1 or 0 of a share, its part by days, how many
 * parts a split has. */
struct explain_record {
    uint32_t record;
    struct place place;
    enum explain_fate fate;
    const char *why; /* the test that it fails, or why it has no value; NULL */
    bool has_number;
    double number, weight; /* weight: of a weighted mean */
    double days; /* of a spread: the part of its days that lies in the period; else 1 */
    const char *value; /* what it adds, as text; NULL: none */
    struct explain_field *fields;
    const char *const *line; /* all of its fields as they stand, by column of the frame;
                                NULL: not known */
};

/* How many records went which way; each number is exact, whatever is listed. */
struct explain_counts {
    uint64_t dataset;  /* all records of the dataset */
    uint64_t unit;     /* of the unit, in some period (or in all) */
    uint64_t period;   /* of these, in this period */
    uint64_t filtered; /* of these, left out by a filter */
    uint64_t missing;  /* passed, but without a value */
    uint64_t used;
    uint64_t no_unit, other_unit, no_period, other_period,
        broken_key; /* of the dataset, in no cell */
};

/* What a measure was made of. */
struct explain_leaf {
    const struct frame *frame;
    const char *dataset; /* as the author calls it */
    const char *filter;  /* in words; NULL: none */
    const char *dated;   /* the column that places the records in time; NULL: none */
    const char *way;     /* how they reach the unit, in words; NULL: it needs no saying */
    struct explain_counts counts;
    struct explain_record
        *records; /* those used, then those passed over, then those left out */
    size_t record_count;
    uint64_t more[3];           /* by fate: how many more there are */
    const char *const *columns; /* names of the fields of each record */
    size_t column_count;
    double *sorted; /* of measures of sorted values: all of them, rising */
    size_t sorted_count, sorted_more;
    const char *sums; /* "48 / 12": the last step in numbers; NULL */
};

/* One of the units that a word across units compares. */
struct explain_rival {
    size_t row, column;
    const char *label, *period; /* period NULL: the cell's own */
    double number;
    bool here; /* the unit explained */
};

struct explain_fact {
    const char *name; /* "lowest", "mean", "standard deviation" */
    double number;
    const char *who; /* the unit that has it; NULL */
};

struct explain_node;

struct explain_part {
    const char *role; /* "in 2017", "weight", "from 2016 on: holds"; "" */
    struct explain_node *node;
    bool again;          /* the node was shown before */
    bool used;           /* false: the word looked at it, and took another */
    bool shares;         /* of a mix: */
    double weight;       /* scaled to what is there; 0: passed over */
    double contribution; /* what it adds (arithmetic), or multiplies (geometric) */
    double share;        /* of the figure; NAN: has no meaning here */
};

struct explain_node {
    uint32_t number; /* from 1, in the order shown; of a plain number 0 */
    uint32_t step;
    size_t row, column;
    enum op op;
    const char *name;              /* of an indicator */
    const char *title, *unit;      /* of an indicator; NULL */
    const char *sentence;          /* the formula in words */
    const char *unit_key, *period; /* the cell */
    struct place place;            /* in the author's file */
    struct explain_value value;
    const char *sums; /* the formula with numbers, "12 / 4"; NULL */
    const char **remarks;
    size_t remark_count, remark_room;
    struct explain_part *parts;
    size_t part_count, part_room;
    bool cut;                     /* it has parts, but is deeper than asked for */
    struct explain_leaf *leaf;    /* of measures; NULL */
    struct explain_rival *rivals; /* best first */
    size_t rival_count, rival_more;
    struct explain_fact *facts;
    size_t fact_count, fact_room;
};

struct explain_options {
    size_t limit; /* records, values and units listed of each kind; SIZE_MAX: all */
    size_t depth; /* levels of the tree */
    const char *language; /* of titles */
};

struct explanation {
    const struct cube *cube;
    struct arena *arena;
    const struct explain_options *options;
    struct explain_node **nodes; /* by number - 1 */
    size_t node_count, node_room;
    struct explain_node *root;
};

/* `column`: a period of the axis, or the one after the last for all of them together. */
struct explanation *explain_build(const struct cube *cube, uint32_t step, size_t row,
                                  size_t column, const struct explain_options *options,
                                  struct arena *arena);

#endif
