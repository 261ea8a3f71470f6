/* dating.c - the days of records, and the periods they touch.
 *
 * Every dating becomes a range of days: a date is one day (a month its days), a year the
 * days of the axis's year of that name, a pair the days between. So one question, which
 * periods do these days touch, places them all.
 *
 * Everything is borrowed.
 */
#include "eval/placement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The first day of an author's year: as the years of the axis begin, else in January. */
static int32_t year_begins(const struct plan *plan, int64_t year)
{
    int start = 0, month = 1, day = 1;
    const struct period *axis = plan->periods;
    bool years = !plan->all_time && plan->period_count > 0 &&
                 axis[0].last_day - axis[0].first_day >= 364;
    if (years) {
        date_split(axis[0].first_day, &start, &month, &day);
        start -= axis[0].year;
    }
    year += start;
    year = year < 1 ? 1 : year > 9999 ? 9999 : year;
    if (month == 2 && day == 29 && !date_is_real((int)year, month, day))
        month = 3, day = 1;
    return date_days((int)year, month, day);
}

/* The last day of what a value stands for. */
static int32_t grain_ends(const struct plan *plan, const struct bound_column *column,
                          int64_t value)
{
    static const int months[] = {
        [GRAIN_DAY] = 0, [GRAIN_MONTH] = 1, [GRAIN_QUARTER] = 3, [GRAIN_YEAR] = 12};
    int year, month, day;
    if (column->type != COLUMN_DATE)
        return year_begins(plan, value + 1) - 1;
    if (column->grain == GRAIN_DAY)
        return (int32_t)value;
    date_split((int32_t)value, &year, &month, &day);
    month += months[column->grain];
    if (month > 12)
        year++, month -= 12;
    return year > 9999 ? INT32_MAX : date_days(year, month, 1) - 1;
}

static int32_t value_begins(const struct plan *plan, const struct bound_column *column,
                            int64_t value)
{
    return column->type == COLUMN_DATE ? (int32_t)value : year_begins(plan, value);
}

static void read_pair(const struct plan *plan, const uint32_t period[2],
                      const uint32_t *records, size_t count, struct dating *dating)
{
    const struct binding *binding = plan->binding;
    const struct bound_column *columns[] = {&binding->columns[period[0]],
                                            &binding->columns[period[1]]};
    int64_t from[RECORD_BATCH], to[RECORD_BATCH];
    uint8_t from_reasons[RECORD_BATCH], to_reasons[RECORD_BATCH];
    records_read_whole(binding, period[0], records, count, from, from_reasons);
    records_read_whole(binding, period[1], records, count, to, to_reasons);
    for (size_t i = 0; i < count; i++) {
        bool begins = from_reasons[i] == REASON_NONE, ends = to_reasons[i] == REASON_NONE;
        bool refused =
            from_reasons[i] == REASON_REFUSED || to_reasons[i] == REASON_REFUSED;
        dating->from[i] = begins ? value_begins(plan, columns[0], from[i]) : INT32_MIN;
        dating->to[i] = ends ? grain_ends(plan, columns[1], to[i]) : INT32_MAX;
        dating->dated[i] = begins && ends                 ? DATED_FULLY
                           : (begins || ends) && !refused ? DATED_OPEN
                                                          : DATED_NOT;
        if (dating->from[i] >
            dating->to[i]) { /* the wrong way round: no dates that mean anything */
            dating->from[i] = INT32_MIN;
            dating->to[i] = INT32_MAX;
            dating->dated[i] = DATED_NOT;
        }
    }
}

void dating_read(const struct plan *plan, const uint32_t period[2],
                 const uint32_t *records, size_t count, struct dating *dating)
{
    assert(count <= RECORD_BATCH);
    if (period[0] != BOUND_NONE && period[1] != BOUND_NONE) {
        read_pair(plan, period, records, count, dating);
        return;
    }
    const struct bound_column *column = &plan->binding->columns[period[0]];
    int64_t values[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    records_read_whole(plan->binding, period[0], records, count, values, reasons);
    for (size_t i = 0; i < count; i++) {
        dating->dated[i] = reasons[i] == REASON_NONE ? DATED_FULLY : DATED_NOT;
        dating->from[i] = INT32_MIN;
        dating->to[i] = INT32_MAX;
        if (reasons[i] == REASON_NONE)
            dating->from[i] = dating->to[i] = value_begins(plan, column, values[i]);
    }
}

void periods_touched(const struct plan *plan, int32_t from, int32_t to, int32_t *first,
                     int32_t *last)
{
    size_t low = 0, high = plan->period_count;
    while (low < high) { /* the first that ends on `from` or later */
        size_t middle = (low + high) / 2;
        if (plan->periods[middle].last_day < from)
            low = middle + 1;
        else
            high = middle;
    }
    *first = (int32_t)low;
    high = plan->period_count;
    while (low < high) { /* the first that begins after `to` */
        size_t middle = (low + high) / 2;
        if (plan->periods[middle].first_day <= to)
            low = middle + 1;
        else
            high = middle;
    }
    *last = (int32_t)low - 1;
}

/* ---- a table of days ---- */

enum { AXIS_DAYS = 1 << 20 };

void axis_days_init(struct axis_days *days, const struct plan *plan)
{
    *days = (struct axis_days){.plan = plan};
    if (plan->all_time || plan->period_count == 0)
        return;
    days->first = plan->periods[0].first_day;
    days->last = plan->periods[plan->period_count - 1].last_day;
    int64_t count = (int64_t)days->last - days->first + 1;
    if (count > AXIS_DAYS)
        return;
    days->periods = memory_get((size_t)count * sizeof *days->periods);
    memset(days->periods, 0xFF, (size_t)count * sizeof *days->periods);
    for (size_t p = 0; p < plan->period_count; p++)
        for (int32_t day = plan->periods[p].first_day; day <= plan->periods[p].last_day;
             day++)
            days->periods[day - days->first] = (int32_t)p;
}

void axis_days_clear(struct axis_days *days)
{
    free(days->periods);
}

void axis_days_find(const struct axis_days *days, int32_t from, int32_t to,
                    enum dated dated, int32_t *first, int32_t *last)
{
    *first = 0;
    *last = -1;
    if (days->plan->all_time) {
        *last = 0;
    } else if (dated == DATED_NOT) {
        return;
    } else if (from != to || days->periods == NULL) {
        periods_touched(days->plan, from, to, first, last);
    } else if (from >= days->first && from <= days->last) {
        int32_t period = days->periods[from - days->first];
        *first = period < 0 ? 0 : period;
        *last = period;
    }
}
