/* landing.h - where the records of a frame land: their rows and their periods.
 *
 * A batch of neighbouring records is asked for at a time: the road gives each its group, dates
 * their periods, and what has no row or no period is told apart by why. Whoever deals records out
 * to rows (placing.c) and whoever measures them where they stand (cells.c) begin here, so both put
 * a record in the same cells and tell the same of it.
 *
 * A landing is read-only once made, and shared by threads; each has a `landed` of its own. Freed
 * by landing_clear and landed_free.
 */
#ifndef BAREME_EVAL_LANDING_H
#define BAREME_EVAL_LANDING_H

#include "eval/placement.h"

/* The row of a group that has not exactly one. */
enum { ROW_NONE = -1, ROWS_SEVERAL = -2 };

struct landing {
    const struct placement *placement;
    struct road road;
    size_t first_row, end_row; /* only these rows are asked for */
    int32_t *lone_rows;        /* of each group: its one row, or one of the above */
    size_t most_rows;          /* that any record has */
    bool dated;
    struct axis_days days;
};

/* A batch of records. Without a place they have a group below 0: one of placement.h's, or … */
enum { GROUP_UNDATED = -4, GROUP_PAST = -5 }; /* … with rows, but no day, or no period */

struct landed {
    uint32_t records[RECORD_BATCH];
    int32_t groups[RECORD_BATCH];
    int32_t first[RECORD_BATCH], last[RECORD_BATCH]; /* periods; 0 where it is everywhere */
    struct dating dating;
    uint32_t *rows; /* of one record */
    uint8_t *taken;
};

void landing_init(struct landing *landing, const struct grid *grid,
                  const struct placement *placement, size_t first_row, size_t end_row);
void landing_clear(struct landing *landing);

struct landed *landed_new(const struct landing *landing);
void landed_free(struct landed *landed);
/* Records at … at + count - 1, at most RECORD_BATCH. */
void landing_read(const struct landing *landing, size_t at, size_t count, struct landed *landed);
/* The rows asked for of a group from 0 on; they hold until the next call. */
const uint32_t *landing_rows(const struct landing *landing, struct landed *landed, int32_t group,
                             size_t *count);

/* What became of the records of a batch; and of those of another tally. */
void tally_landed(struct tally *tally, const struct landed *landed, size_t count);
void tally_add(struct tally *sum, const struct tally *tally);

#endif
