/* grid.h - units, periods, and which cells each record falls in.
 *
 * The grid numbers the units (in file order, or in the order of a column's values), adds a row for
 * each total, and gives each record of a frame a list of rows and a first and last period. A record
 * falls in a total once, however many of its units it counts for. Totals and `overall` are rows and
 * columns of their own, stepped from records, never added up from cells: an agreement of 2016 to 2018 is in three
 * cells, and is still one.
 */
#ifndef BAREME_EVAL_GRID_H
#define BAREME_EVAL_GRID_H

#include "expr/plan.h"

struct grid_row {
    const char *key;        /* the unit's key; "*" for the total of all; the section's value for its total */
    const char *label;
    const char *section;    /* its value in the sections' column, or NULL */
    uint32_t record;        /* in the units' frame, or RECORD_NONE */
    int32_t life_first, life_last; /* INT32_MIN, INT32_MAX: no bound */
};

/* What became of the records of one placed dataset (a frame and its dating), for the lines under a table. */
struct tally {
    const struct frame *frame;
    uint64_t read;          /* records of the frame */
    uint64_t used;          /* in at least one cell */
    uint64_t no_unit;       /* a missing key or a blank in the units' column */
    uint64_t other_unit;    /* of a unit that `where` leaves out */
    uint64_t no_period;     /* no date */
    uint64_t other_period;  /* outside the periods */
    uint64_t broken_key;    /* a key to nothing, with --skip-bad */
};

/* A frame's records row by row: those of row r are the entries of placement_entries, by day (no day: first),
 * then file order. Records that fall in no period have no entry. */
struct carried;

struct placement {
    const struct frame *frame;
    bool everywhere;             /* in every period */
    bool shared;                 /* counts for every unit: all rows have the entries of row 0, kept once */
    uint32_t period[2];          /* bound columns; BOUND_NONE */
    uint64_t *starts;
    uint32_t *records;
    /* Which periods an entry falls in, unless it is everywhere: where each has a single one, only where
       the periods' entries end, counted from the row's start (row * period_count + period); else the first
       and last of each entry. */
    uint32_t *period_ends;
    size_t period_count;
    int32_t *first, *last;
    struct carried *carried;     /* columns whose values stand in the order of the entries */
    uint32_t carried_count;
    bool filled;
    struct tally tally;
};

/* Lists of numbers: list i is items[starts[i]] … items[starts[i + 1] - 1]. */
struct lists {
    size_t count;
    uint32_t *starts, *items;
};

/* What units that are values say in a column on which their records agree. */
struct said {
    uint32_t column;             /* bound */
    uint32_t *records;           /* by unit: one that says it, or RECORD_NONE */
};

struct grid {
    const struct plan *plan;
    struct arena *arena;
    struct grid_row *rows;
    size_t unit_count;           /* rows 0 … unit_count - 1 */
    size_t row_count;            /* with totals: sections' (in order of their first unit), then the total of all; the
                                    grid has totals when the evaluation asks for them */
    size_t period_count;         /* columns - 1 */
    size_t column_count;         /* period_count + 1: the last one is `overall` */
    struct placement *placements; size_t placement_count; /* they never move */
    struct lists units_of;       /* for each record of the units' frame: its units' rows, without totals; a whole has none */
    uint8_t *left_out;           /* of such a record: 1 where the units' filter leaves it out */
    struct said *said; size_t said_count; /* of units that are values: section, sort, label, beside */
    uint32_t *section_rows;      /* of each unit: the row of its section's total, or UINT32_MAX; NULL: no such totals */
};

struct grid *grid_new(const struct plan *plan, struct fault *fault);
void grid_free(struct grid *grid);
/* The placement of a source's frame and dating; and its entries, once, with those bound columns carried
 * along (they are fields). Without `ordered`, entries of a day may stand in any order, and where their
 * records stood need not be loaded. */
struct placement *grid_place(struct grid *grid, const struct bound_source *source, struct fault *fault);
void grid_fill(struct grid *grid, struct placement *placement, bool ordered, const uint32_t *columns,
               size_t count);
/* The record that says what a unit has in a column of the units' frame: its own, or one of those that agree;
 * RECORD_NONE where there is none. */
uint32_t grid_saying(const struct grid *grid, size_t row, uint32_t column);
/* The first and last period of entries of a row; not of a placement that is everywhere. */
void placement_read_periods(const struct placement *placement, size_t row, uint64_t first, uint64_t end,
                            int32_t *from, int32_t *to);
/* The entries of a row: first … end - 1. */
void placement_entries(const struct placement *placement, size_t row, uint64_t *first, uint64_t *end);

#endif
