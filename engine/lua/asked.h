/* asked.h - how calls of the author's functions travel to the process that makes them,
 * and their results back.
 *
 * A MESSAGE_CALLS: how many records all calls have (whole), their numbers; the function
 * (whole); the frame, where it was when the process was forked (long); the seconds left
 * to all Lua, or below 0 (real); how many calls (whole); and for each of them a head, the
 * unit's key and the period's (with their NULs), and its arguments, each a value with its
 * text (with its NUL) behind it. The calls take their records in turn.
 *
 * A MESSAGE_RESULTS: the seconds that the calls took (real, 0 where nobody counts);
 * whether they left something behind (byte); how many have a result (whole), those, each
 * a value with its text; and where some have none, the fault of the first of them.
 *
 * Heads and values go as they lie in memory, so they have no gaps between their fields.
 */
#ifndef BAREME_LUA_ASKED_H
#define BAREME_LUA_ASKED_H

#include "eval/own.h"
#include "lua/parcel.h"

struct asked_head {
    uint32_t argument_count, record_count;
    int32_t year, first_day, last_day;
    uint16_t period_is_year, has_days;
};

struct asked_value {
    double number;
    uint16_t reason, kind;
    uint32_t text_size; /* with its NUL; 0: none */
};

void asked_add_value(struct text *out, const struct own_value *value);
/* The text lies in the parcel's bytes. False: there is no such value. */
bool asked_take_value(struct parcel *parcel, struct own_value *value);
void asked_add_call(struct text *out, const struct own_call *call);

#endif
