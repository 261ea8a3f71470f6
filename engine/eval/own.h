/* own.h - an author's own functions (`apply`, `compute`), as the engine sees them.
 *
 * The engine knows no Lua: whoever runs it hands over this structure of callbacks. Without one, an
 * evaluation that needs it is refused. Calls go out many at a time, as the functions may run in
 * another process. A result is a number or a text, or missing with a reason.
 * A fault (an error in the author's function, a limit) ends the evaluation.
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
    struct own_cell cell;
    const struct own_value *arguments; /* of apply */
    size_t argument_count;
    const uint32_t *records;           /* of compute, in period and file order */
    size_t record_count;
    struct own_value result;           /* its text lies in the arena given */
};

/* So many calls, records or arguments at most are handed over together (one call more than fits goes
 * alone). */
enum { OWN_CALLS = 512, OWN_RECORDS = 1 << 17 };

struct own_functions {
    void *self;
    /* Of the calls, in their order, the first *done have a result; on a fault the next one has failed. */
    bool (*apply)(void *self, uint32_t function, struct own_call *calls, size_t count, size_t *done,
                  struct arena *arena, struct fault *fault);
    bool (*compute)(void *self, uint32_t function, const struct frame *frame, struct own_call *calls,
                    size_t count, size_t *done, struct arena *arena, struct fault *fault);
};

#endif
