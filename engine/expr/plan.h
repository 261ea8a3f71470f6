/* plan.h - one evaluation bound to real datasets: what will be worked out, step by step.
 *
 * The plan holds everything that can be known before records are measured: the units and the road of
 * every dataset to them, the periods, the figures in the order of their dependencies (a step's
 * arguments have smaller numbers), and what is refused. Equal steps are one (value numbering): ten
 * indicators that use count(data.agreements) count once.
 *
 * Freed by plan_free; catalogue and datasets must outlive it.
 */
#ifndef BAREME_EXPR_PLAN_H
#define BAREME_EXPR_PLAN_H

#include "base/problem.h"
#include "expr/binding.h"

#define STEP_NONE UINT32_MAX

enum figure_kind { FIGURE_NUMBER, FIGURE_TEXT, FIGURE_DATE };

/* One figure for every cell. OP_INDICATOR is its argument's figures under another name (direction,
 * place): never stored twice. */
struct step {
    enum op op;
    uint8_t flags;              /* enum node_flag; FLAG_BETTER_LOWER is resolved: set where the op turns round */
    struct place place;
    uint32_t node;              /* in the catalogue, for explain */
    uint32_t first, count;      /* into plan->arguments: steps. MIX: part, weight, part, weight …;
                                   BY_YEAR: figure, figure …, with `begins` below; ACHIEVEMENT x, target; PROGRESS x, baseline, target
                                   (STEP_NONE where an indicator has none: REASON_NO_TARGET) */
    double number;              /* NUMBER; PREVIOUS, ROLLING: n; APPLY, COMPUTE: the function; QUANTILE: p; INDICATOR: its number */
    const char *text;           /* the node's text */
    enum figure_kind kind;
    /* of measures */
    uint32_t source;            /* bound_source: whose records count (share: not narrowed by its filter) */
    uint32_t column;            /* bound_column, or BOUND_NONE (count of a dataset, compute) */
    uint32_t second;            /* weighted_mean: the weights; else BOUND_NONE */
    uint32_t filter;            /* share: the bound_filter; else BOUND_NONE */
    const uint32_t *tested;     /* share: the bound columns its filter tests (must be present to count below) */
    uint32_t tested_count;
    bool split;                 /* the column is a split: a record counts under each part */
    bool spread;                /* sum(spread(column)) */
    /* of figures */
    bool constant;              /* rests on plain numbers alone */
    bool once;                  /* one figure for the unit, the same in every period */
    bool lower;                 /* lower is better */
    bool compares;              /* compares units: a total is not applicable */
    bool overall_needed;        /* some OVERALL (or over = "all") stands above: the overall column counts */
    const int32_t *begins;      /* BY_YEAR: for each figure, the first period (on the axis) from which it holds */
    const int32_t *breaks;      /* periods at which the definition changes, rising */
    uint32_t break_count;
    int32_t period;             /* AT, BASE_INDEX: number on the axis; -1: not on it (refused before) */
};

/* A period of the axis. */
struct period {
    char key[24];               /* "2017" "2017-Q1" "2017-03" "all" */
    int32_t first_day, last_day; /* both in; all_time: INT32_MIN, INT32_MAX */
    int32_t year;               /* calendar year it begins in; the name of a year that starts elsewhere than in January */
    bool own;                   /* the script's own (else added by --years) */
    bool shown;
};

/* How a frame's records reach the units. */
enum way_kind { WAY_KEYS, WAY_ALL, WAY_MATCH };

struct way {
    const struct frame *frame;
    enum way_kind kind;
    uint32_t keys[PATH_KEYS];   /* WAY_KEYS: to the units' frame; none when it is the units' own (or units are a whole) */
    uint32_t key_count;
    uint32_t theirs, ours;      /* WAY_MATCH: bound columns with equal values */
};

struct plan_units {
    bool whole;                 /* one unit in which every record counts */
    const char *whole_name;     /* whole("Madrid"); NULL: the default whole */
    const struct frame *frame;  /* the units' dataset, or the one whose columns' values they are */
    uint32_t filter;            /* the dataset's own narrowing and `where` together: bound_filter or BOUND_NONE */
    uint32_t columns[4];        /* bound: units are the values of these; column_count 0: units are frame's records */
    uint32_t column_count;
    uint32_t key;               /* bound: what names a unit (frame's primary or first column) */
    uint32_t label;             /* bound: what it is printed by */
    uint32_t section;           /* bound, or BOUND_NONE */
    uint32_t beside[16];        /* bound */
    uint32_t beside_count;
    uint32_t sort_column;       /* bound: when sorting by a column; else BOUND_NONE */
    uint32_t life[2];           /* bound: the unit's life (a period pair of the units' own dataset), or BOUND_NONE */
};

/* An indicator as the table shows it. A family (across) gives several. */
struct shown_indicator {
    uint32_t indicator;         /* in the catalogue */
    const char *name;           /* "medellin/agreements", "by_kind[protocol]" */
    const char *value;          /* of a family: "protocol"; else NULL */
    uint32_t member;            /* in the catalogue's members: its heading */
    uint32_t step;
    uint32_t target, baseline, achievement, green, amber; /* steps, or STEP_NONE */
};

struct plan_check { uint32_t condition; uint32_t left, right; const char *message; struct place place; };
/* condition: a step of 1 and 0; left and right: the two figures compared, when it compares two, else STEP_NONE */

struct plan {
    const struct catalogue *catalogue;
    const struct evaluation *evaluation;
    const struct datasets *datasets;
    struct binding *binding;
    struct arena *arena;
    const char *name;           /* of the evaluation */
    struct plan_units units;
    struct period *periods; size_t period_count; /* rising; the axis, with added years */
    int32_t own_first, own_last; /* numbers on the axis of the script's own first and last */
    bool all_time;
    struct way *ways; size_t way_count;          /* one for each frame that is measured or gives coverage */
    struct step *steps; size_t step_count, step_room;
    uint32_t *step_slots; size_t step_slot_count;  /* steps by what they are, for value numbering */
    uint32_t *step_of;          /* the step of each node of the catalogue, or STEP_NONE */
    uint32_t *arguments; size_t argument_count, argument_room;
    struct shown_indicator *shown; size_t shown_count, shown_room;
    struct plan_check *checks; size_t check_count;
    unsigned threads;           /* 0: as many as there are processors */
    size_t share_room;          /* bytes that a thread may hold of figures under way; 0: what is good */
    uint32_t sort_step;         /* when sorting by an indicator, else STEP_NONE */
    int32_t sort_period;
};

struct plan_options {
    const char *years;          /* "2016:2018": printed, and added where the script lacks them; NULL */
    const char *const *where;   /* "country=Tunisia": narrows the units */
    size_t where_count;
    const char *script_name;    /* what an evaluation without a name is called */
    unsigned threads;           /* 0: as many as there are processors */
};

/* NULL and a fault (with the author's place) when anything is refused. Warnings go to the problems. */
struct plan *plan_build(const struct catalogue *catalogue, const struct evaluation *evaluation,
                        const struct datasets *datasets, const struct plan_options *options,
                        struct problems *problems, struct fault *fault);
void plan_free(struct plan *plan);

const struct way *plan_way(const struct plan *plan, const struct frame *frame); /* NULL: not measured */
uint32_t plan_argument(const struct plan *plan, const struct step *step, size_t position);
/* The period of the axis that holds that day: its number, or -1. */
int32_t plan_period_of(const struct plan *plan, int32_t day);

#endif
