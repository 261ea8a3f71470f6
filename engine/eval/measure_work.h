/* measure_work.h - measures at work: what the rooms of measure share.
 *
 * Used by measure.c, share.c, pass.c, cells.c, range.c, gather.c, close.c, finish.c, compute.c and
 * coverage.c only. The measures of one placement are a `work`; those of one column as narrowed
 * are a `lane` of it, and what they need is gathered once. A work and its lanes are read-only
 * while records are read; all that changes is in a `range`, so ranges can be given to threads
 * that share nothing. Only texts are shared (the cube's): ranges finish their text figures in
 * order.
 *
 * Records come to their cells by one of three courses. Where all cells of a work are few, every
 * thread reads its share of the frame as it stands and has all cells of its own, which are
 * merged. Where the frame is sorted by the key to the units, a range of rows is one stretch of
 * each run, read as it stands. Else records are dealt out to their rows first (placing.c), and a
 * range of rows reads its entries. What a lane gathers does not depend on the order of records,
 * so every course gives the same figures.
 */
#ifndef BAREME_EVAL_MEASURE_WORK_H
#define BAREME_EVAL_MEASURE_WORK_H

#include "eval/cube.h"
#include "eval/landing.h"
#include "eval/sum.h"

/* What is gathered of a lane's values, a state a cell; bits. How many there are always
 * is. */
enum gather {
    GATHER_SUM = 1,
    GATHER_LEAST = 2,
    GATHER_MOST = 4,
    GATHER_FIRST = 8,
    GATHER_LAST = 16,
    GATHER_ONLY = 32,
    GATHER_LIST = 64, /* all values, for what closes when the range ends */
};

enum course { COURSE_DEALT, COURSE_SHARES, COURSE_RUNS };

/* Rows of a work that are worked out together. */
struct pass {
    enum course course;
    size_t first_row, end_row;
};

union value {
    int64_t whole; /* as stored: scaled, days, codes */
    double real;
};

#define SLOT_NONE UINT32_MAX

/* One column as narrowed. */
struct lane {
    uint32_t filter; /* slot of the source's filter, or SLOT_NONE */
    uint32_t column,
        second;     /* slots; SLOT_NONE: records are counted; `second`: weights */
    uint32_t share; /* slot of a share's filter: values are 1 and 0; else SLOT_NONE */
    const uint32_t *tested; /* of a share: slots of the columns that must be there */
    uint32_t tested_count;
    uint32_t bound;  /* the bound column, or BOUND_NONE */
    uint32_t source; /* bound_source */
    bool spread;
    bool whole; /* values are wholes, in units of 10^-scale */
    uint8_t scale;
    bool split;
    bool complete; /* no value can be missing */
    bool overall;  /* some measure needs the overall column */
    bool overall_apart; /* which is stepped from records; else it is put together from cells */
    bool tallied;  /* a count that is read off a tally of codes */
    bool numbers;  /* the list is needed as numbers, rising */
    bool stamped;  /* different values are all that is asked, and they are few enough to mark */
    bool marked;   /* in this pass they are marked in each cell, and there is no list */
    uint64_t stamps; /* values from `least` on, so many */
    int64_t least;
    unsigned gathers;
    struct place only_place; /* of a GATHER_ONLY */
    struct lists parts;      /* of a split: codes of the parts of each cell */
    uint32_t *measures;      /* numbers of the work's measures, in order */
    uint32_t measure_count, measure_room;
};

struct measured {
    uint32_t step, lane;
    const struct measure_kind *kind;
    bool short_somewhere; /* some figure rests on fewer values than it should */
};

struct column_slot {
    uint32_t bound;
    bool whole;
};

/* A text column whose filters are tables by code. */
struct coded {
    uint32_t column; /* bound */
    uint32_t codes;  /* so many; this very code stands for a value that is not there */
    bool tallied;    /* records are counted by cell and code, once for all counts */
};

struct filter_slot {
    uint32_t bound;
    uint32_t coded;   /* SLOT_NONE: tested record by record */
    uint8_t *passing; /* by code */
    bool used;        /* by a lane that is not tallied */
};

/* The measures of one placement. */
struct work {
    struct cube *cube;
    struct placement *placement;
    struct arena *arena;
    size_t rows,
        columns; /* worked out: 1 row when it is shared, 1 column when everywhere */
    bool dated_for_spread;
    struct lane *lanes;
    uint32_t lane_count;
    size_t lane_room;
    struct measured *measures;
    uint32_t measure_count;
    size_t measure_room;
    struct pass pass;   /* the one under way */
    bool ranked;        /* some lane asks which record comes first or last … */
    bool ordered;       /* … or tells which ones disagree */
    bool single;        /* a record is in one cell of a row */
    bool overall_apart; /* some lane's is */
    struct coded *coded;
    uint32_t coded_count;
    size_t coded_room;
    struct filter_slot *filters;
    uint32_t filter_count;
    size_t filter_room;
    struct column_slot *columns_read;
    uint32_t column_count;
    size_t column_room;
};

#define RANK_NONE UINT64_MAX

/* The cells of a lane in a range. */
struct lane_state {
    uint32_t *present,
        *absent;    /* values there, and not (not applicable ones are neither) */
    uint8_t *worst; /* the smallest reason of one that is not there */
    __int128 *whole_sums;
    struct sum *real_sums;
    union value *least, *most, *first, *last, *only;
    uint64_t *first_ranks, *last_ranks; /* RANK_NONE: none yet */
    uint64_t *marks;       /* of a marked lane: a bit for each value, in words by cell */
    uint32_t *only_record; /* RECORD_NONE: none yet */
    uint8_t *several;      /* of only: more than one, in a total */
    /* GATHER_LIST: in the order they came, then by cell */
    uint32_t *list_cells;
    union value *list;
    double *list_weights;
    size_t list_count, list_room;
    bool ordered; /* the list is by cell as it stands */
    size_t *starts;
    union value *by_cell;
    double *weights_by_cell;
    size_t by_cell_room;
    /* values of a batch, just before they are gathered */
    uint32_t *cells, *items;
    union value *values;
    double *weights;
    size_t count;
};

/* One column of a batch. */
struct read_column {
    union value *values;
    uint8_t *reasons;
    bool complete; /* all present */
};

struct batch {
    const uint32_t *records;
    uint64_t first; /* entry of the placement, if it has them */
    size_t count, record_room;
    uint32_t *cells, *items; /* record `items[k]` of the batch falls in `cells[k]` */
    size_t cell_count, cell_room;
    uint32_t *overall_cells, *overall_items;
    size_t overall_count;
    uint32_t **codes;            /* of coded columns */
    uint8_t **passes;            /* by slot of filters */
    struct read_column *columns; /* by slot of columns */
    uint64_t *ranks;             /* for first and last: an earlier record has a smaller one */
    const struct dating *dating; /* for spread */
};

struct range {
    const struct work *work;
    const struct landing *landing; /* NULL: records come as entries */
    struct landed *landed;
    struct dating *dating;  /* of entries */
    struct tally tally;     /* of records that did not come as entries */
    size_t first_row, row_count;
    size_t cell_room; /* cells that all states have room for */
    struct batch batch;
    struct lane_state *lanes;
    uint32_t **tallies; /* of coded columns: records by cell and code */
    uint32_t *stamps;   /* by value: the number of the last cell that has it */
    size_t stamp_room;
    uint32_t stamped;   /* cells that were counted with them */
    double *numbers;
    size_t number_room; /* one cell's list, for finish */
    uint8_t *short_somewhere; /* by measure */
    struct fault *fault;
};

/* What a finish sees: one cell of a lane. */
struct cell_view {
    struct range *range;
    struct cube *cube;
    const struct step *step;
    const struct lane *lane;
    const struct bound_column *column; /* NULL: none */
    struct lane_state *state;
    size_t cell;
    size_t present;
    union value *list; /* GATHER_LIST: `present` of them */
    double *weights;
    double *numbers; /* the same as numbers, rising (with weights: as they stand) */
};

struct measure_kind {
    enum op op;
    unsigned gathers;
    bool empty_is_zero; /* over no records: 0 */
    bool marks;         /* "n of m values" */
    enum reason (*finish)(struct cell_view *view, double *figure);
};

const struct measure_kind *measure_kind_of(enum op op);

/* share.c: what lanes can share, once all are known */
void work_code_filter(struct work *work, struct filter_slot *slot);
void work_settle(struct work *work);
/* The fields that its lanes read, each once; returns how many. There is room for coded_count +
 * column_count. */
size_t work_fields(const struct work *work, uint32_t *columns);

/* pass.c: works all figures out, by the course that suits */
bool work_run(struct work *work, struct fault *fault);

/* cells.c: the next records of those from `first` on, and their cells */
void batch_init(struct range *range);
void batch_clear(struct range *range);
void batch_of_entries(struct range *range, uint64_t first, uint64_t end, size_t *row);
void batch_of_records(struct range *range, uint64_t first, uint64_t end);

/* range.c. `landing`: NULL where records come as entries. */
enum { CELLS_AT_ONCE = 8192 }; /* values of a lane before they are gathered */
void range_init(struct range *range, const struct work *work, const struct landing *landing,
                size_t cells);
void range_clear(struct range *range);
void range_open(struct range *range, size_t first_row, size_t row_count);
/* Steps all entries of its rows, or the records first … end - 1. False: a fault; of records, there
 * is one that the other way will tell. */
bool range_gather(struct range *range);
bool range_gather_records(struct range *range, uint64_t first, uint64_t end);
void range_order_lists(struct range *range);
/* How many bytes a cell of a lane takes, its list aside. */
size_t lane_cell_bytes(const struct lane *lane);
static inline size_t lane_mark_words(const struct lane *lane)
{
    return (size_t)(lane->stamps + 63) / 64;
}

/* close.c: what is counted by code; another range's cells put to its own (false: as range_gather_records);
 * the ends of a range: counts read off, overall put together */
void tally_batch(struct range *range);
bool range_merge(struct range *range, struct range *other);
void range_close(struct range *range);
/* How many different values a stamped lane has in a cell. */
size_t count_stamps(struct range *range, const struct lane *lane, const union value *values,
                    size_t count);
size_t count_marks(const struct lane_state *state, const struct lane *lane, size_t cell);

/* gather.c: steps a lane's values of the batch into those cells; false: a fault */
bool gather_lane(struct range *range, uint32_t lane, const uint32_t *cells,
                 const uint32_t *items, size_t count);
/* Puts values at the end of a list. `weights` may be NULL. */
void list_add(struct lane_state *state, const uint32_t *cells, const union value *values,
              const double *weights, size_t count);
/* Whether the record of rank `a` comes before that of rank `b`. */
bool comes_before(const struct work *work, uint64_t a, uint64_t b);
/* Whether several values in a cell are the data's mistake, or a total's way. */
bool only_mistaken(const struct range *range, size_t cell);

/* finish.c */
void range_finish(struct range *range);
/* Writes a figure to all cells that the worked one stands for. */
void work_write(const struct work *work, const struct measured *measured, size_t row,
                size_t column, double number, enum reason reason, uint32_t present,
                uint32_t records);

/* compute.c */
bool compute_step(struct cube *cube, uint32_t step, const struct placement *placement,
                  const struct own_functions *own, struct fault *fault);

/* coverage.c */
bool coverage_apply(struct cube *cube, struct fault *fault);
bool life_covers(const struct cube *cube, size_t row, size_t column);

#endif
