/* own.h - an author's own functions (`apply`, `compute`), as the engine sees them.
 *
 * The engine knows no Lua: whoever runs it hands over a callback. Without one, an
 * evaluation that needs it is refused. The cells of a step are one work: its calls are
 * fetched in batches and may be made anywhere, at once and in any order; their results
 * are kept in the order of the cells, so a work never shows who made its calls.
 * A result is a number or a text, or missing with a reason. A fault (an error in the
 * author's function, a limit) ends the evaluation: the first one in the order of cells.
 *
 * A batch and what lies in its arena belong to whoever runs the work, and are good until
 * the last of its results is kept.
 */
#ifndef BAREME_EVAL_OWN_H
#define BAREME_EVAL_OWN_H

#include "base/arena.h"
#include "data/frame.h"
#include "data/reason.h"

struct own_cell {
    const char *unit;       /* its key; "*" for a total */
    const char *period;     /* as in the long layout: "2017", "2017-Q1", "2017-03", "all" */
    bool period_is_year;    /* then `year` is it */
    int32_t year;
    bool has_days;          /* false for all_time() */
    int32_t first_day, last_day;
};

enum own_kind { OWN_NUMBER, OWN_TEXT, OWN_DATE };

struct own_value {
    enum reason reason;     /* REASON_NONE: the value is there */
    enum own_kind kind;
    double number;          /* of a number or a date (days) */
    const char *text;       /* of a text */
};

/* The function for one cell. */
struct own_call {
    size_t number;                     /* of the cell, for whoever made the work */
    struct own_cell cell;
    const struct own_value *arguments; /* of apply */
    size_t argument_count;
    const uint32_t *records;           /* of compute, in period and file order */
    size_t record_count;
    struct own_value result;           /* its text lies in the batch's arena */
};

/* So many calls at most are in a batch, and one that has so many records is full. */
enum { OWN_CALLS = 2048, OWN_RECORDS = 1 << 17 };

struct own_batch {
    struct own_call *calls;
    size_t count, room;       /* calls that are in it, and that may be */
    size_t record_count;
    struct arena *arena;
};

struct own_work {
    uint32_t function;
    const struct frame *frame; /* of the records; NULL: of apply */
    unsigned threads;          /* 0: as many as there are processors */
    void *self;
    /* Fills an empty batch with the next calls; leaves it empty when there are no more. */
    void (*next)(void *self, struct own_batch *batch);
    bool (*keep)(void *self, const struct own_call *call, struct fault *fault);
};

struct own_functions {
    void *self;
    bool (*run)(void *self, const struct own_work *work, struct fault *fault);
};

#endif
