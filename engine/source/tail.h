/* tail.h - the last rows of a file: those to be passed over, and those that are hardly
 * records.
 *
 * With --drop-last rows are held back until as many have come after them. Rows of totals
 * and notes below a table are known by their first field and how many others are filled;
 * a total is then compared with the sums of the records, once they are typed.
 *
 * A tail is freed by tail_clear.
 */
#ifndef BAREME_SOURCE_TAIL_H
#define BAREME_SOURCE_TAIL_H

#include "base/text.h"
#include "source/csvread.h"

enum { TAIL_ROWS = 4, TAIL_LABEL = 64, TAIL_ENOUGH = 2 * TAIL_ROWS };

struct tail_row {
    uint32_t line, filled;  /* filled: 0, 1 or 2 for more */
    bool leads;             /* the first field is filled, and not a number */
    char label[TAIL_LABEL]; /* the first field, cut */
};

struct held_row;

struct tail {
    uint32_t drop;
    void (*take)(void *owner, const struct row *row);
    void *owner;
    struct held_row *held; /* a ring of `drop` rows */
    uint32_t held_count, held_next;
    uint64_t rows; /* with two fields or more filled; counted up to TAIL_ENOUGH */
    struct tail_row
        last[TAIL_ROWS]; /* the last rows, the newest at (count - 1) % TAIL_ROWS */
    uint64_t count;
    uint32_t dropped_line; /* the first row that was passed over; 0: none */
    uint32_t dropped;
};

void tail_init(struct tail *tail, uint32_t drop,
               void (*take)(void *owner, const struct row *row), void *owner);
void tail_clear(struct tail *tail);
void tail_add(struct tail *tail,
              const struct row *row); /* calls `take`, perhaps for an earlier row */
void tail_see(struct tail *tail,
              const struct rows *rows); /* regular ones, none held back; the caller takes them */
void tail_join(struct tail *tail, const struct tail *next); /* of the rows that follow */
void tail_end(struct tail *tail);     /* what is still held is passed over */

/* "Total", "Sous-total :", "Moyenne". Mean: it is an average rather than a sum. */
bool is_total_word(const char *text, size_t size, bool *mean);

/* How many rows at the end are notes below a table of that many columns; 0 when it may be
 * the way of the data. */
uint32_t tail_notes(const struct tail *tail, uint32_t columns, uint32_t *line);

struct draft;
struct part;
/* Tells of notes; before the part is settled. */
void tell_notes(const struct part *part, const struct tail *tail,
                struct problems *problems);
/* Tells of rows of totals; when the frame is made. */
void tell_totals(const struct draft *draft);

#endif
