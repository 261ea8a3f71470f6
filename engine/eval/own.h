/* own.h - an author's own functions (`apply`, `compute`), as the engine sees them.
 *
 * The engine knows no Lua: whoever runs it hands over this structure of callbacks. Without one, an
 * evaluation that needs it is refused. A result is a number or a text, or missing with a reason.
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

struct own_functions {
    void *self;
    bool (*apply)(void *self, uint32_t function, const struct own_value *arguments, size_t count,
                  const struct own_cell *cell, struct arena *arena, struct own_value *result,
                  struct fault *fault);
    /* records in period and file order */
    bool (*compute)(void *self, uint32_t function, const struct frame *frame, const uint32_t *records,
                    size_t count, const struct own_cell *cell, struct arena *arena,
                    struct own_value *result, struct fault *fault);
};

#endif
