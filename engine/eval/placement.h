/* placement.h - when records are, and which rows and periods they fall in. */
#ifndef BAREME_EVAL_PLACEMENT_H
#define BAREME_EVAL_PLACEMENT_H

#include "eval/grid.h"
#include "expr/records.h"

enum dated {
    DATED_NOT,
    DATED_OPEN,
    DATED_FULLY
}; /* no date; a pair with one end; a date or both ends */

/* The days of a batch of records, both in. INT32_MIN: since ever; INT32_MAX: still under
 * way. */
struct dating {
    int32_t from[RECORD_BATCH], to[RECORD_BATCH];
    uint8_t dated[RECORD_BATCH]; /* enum dated */
};

/* `period`: a bound column of dates or years, or a pair; an author's year is a period of
 * the axis, when that has years, however they begin. */
void dating_read(const struct plan *plan, const uint32_t period[2],
                 const uint32_t *records, size_t count, struct dating *dating);

/* The first and the last period of the axis that these days touch: first above last when
 * none. */
void periods_touched(const struct plan *plan, int32_t from, int32_t to, int32_t *first,
                     int32_t *last);

/* The same, with a table of the axis's days where it is short enough: a single date is one look-up.
 * It must be initialised, or zeroed where nobody asks; axis_days_clear frees the table. */
struct axis_days {
    const struct plan *plan;
    int32_t *periods; /* of each day, or -1; NULL: too many */
    int32_t first, last;
};
void axis_days_init(struct axis_days *days, const struct plan *plan);
void axis_days_clear(struct axis_days *days);
void axis_days_find(const struct axis_days *days, int32_t from, int32_t to, enum dated dated,
                    int32_t *first, int32_t *last);

/* For each record, `group` gets the number of its list of unit rows, or one of these. */
enum { GROUP_OTHER = -1, GROUP_BLANK = -2, GROUP_BROKEN = -3 };

/* The road of a frame's records to the units. */
struct road {
    const struct grid *grid;
    const struct way *way;
    struct lists matched; /* WAY_MATCH: unit rows by number of the value, of theirs' cells
                             when split */
    struct dictionary *values; /* WAY_MATCH: what the values are numbered by */
    int32_t *by_code;          /* WAY_MATCH of texts: the list of each code of theirs */
};

void road_init(struct road *road, const struct grid *grid, const struct way *way);
void road_clear(struct road *road);
void road_read(const struct road *road, const uint32_t *records, size_t count,
               int32_t *groups);
/* The unit rows of a group, for ways other than WAY_ALL; a whole: row 0. */
const uint32_t *road_rows(const struct road *road, int32_t group, size_t *count);

/* The same with the rows of their totals, each once. `rows` has room for twice the grid's
 * rows, `taken` a 0 for each row, and gets them back as 0. */
size_t road_rows_and_totals(const struct road *road, int32_t group, uint8_t *taken,
                            uint32_t *rows);

void placement_clear(struct placement *placement);
void placement_drop_carried(struct placement *placement);

#endif
