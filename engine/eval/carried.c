/* carried.c - narrow copies of fields, written in one order and read in another.
 *
 * Values stand less the least of the whole column, so that one width does for all
 * segments. One loop a width: the macros hold nothing but such loops.
 */
#include "eval/carried.h"

#include <stdlib.h>
#include <string.h>

static uint8_t width_of(uint64_t span)
{
    return span == 0            ? 0
           : span <= UINT8_MAX  ? 1
           : span <= UINT16_MAX ? 2
           : span <= UINT32_MAX ? 4
                                : 8;
}

struct carried carried_open(const struct binding *binding, uint32_t column,
                            uint64_t count)
{
    const struct bound_column *bound = &binding->columns[column];
    const struct frame *frame = bound->end;
    struct carried carried = {.column = column, .real = bound->type == COLUMN_REAL};
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[bound->column];
        if (vector->absent == frame->segments[s].count)
            continue;
        least = vector->minimum < least ? vector->minimum : least;
        most = vector->maximum > most ? vector->maximum : most;
    }
    carried.least = carried.real || least > most ? 0 : least;
    carried.width = carried.real   ? 8
                    : least > most ? 0
                                   : width_of((uint64_t)most - (uint64_t)least);
    carried.values = memory_get(count * carried.width);
    if (!records_always_present(binding, column))
        carried.reasons = memory_get(count);
    return carried;
}

void placement_drop_carried(struct placement *placement)
{
    for (uint32_t i = 0; i < placement->carried_count; i++) {
        free(placement->carried[i].values);
        free(placement->carried[i].reasons);
    }
    free(placement->carried);
    placement->carried = NULL;
    placement->carried_count = 0;
}

const struct carried *placement_carried(const struct placement *placement,
                                        uint32_t column)
{
    for (uint32_t i = 0; i < placement->carried_count; i++)
        if (placement->carried[i].column == column)
            return &placement->carried[i];
    return NULL;
}

/* ---- writing ---- */

#define WRITE(type)                                                                      \
    do {                                                                                 \
        type *out = carried->values;                                                     \
        for (size_t i = 0; i < count; i++)                                               \
            out[at[i]] = (type)((uint64_t)values[items[i]] - least);                     \
    } while (0)

void carried_write(struct carried *carried, const uint64_t *at, const uint32_t *items,
                   size_t count, const int64_t *values, const uint8_t *reasons)
{
    uint64_t least = (uint64_t)carried->least;
    switch (carried->width) {
    case 0:
        break;
    case 1:
        WRITE(uint8_t);
        break;
    case 2:
        WRITE(uint16_t);
        break;
    case 4:
        WRITE(uint32_t);
        break;
    default:
        WRITE(uint64_t);
        break;
    }
    for (size_t i = 0; carried->reasons != NULL && i < count; i++)
        carried->reasons[at[i]] = reasons[items[i]];
}

#define ORDER(type)                                                                      \
    do {                                                                                 \
        const type *in = values;                                                         \
        type *out = room;                                                                \
        for (size_t i = 0; i < count; i++)                                               \
            out[i] = in[(uint32_t)order[i]];                                             \
    } while (0)

static void order_values(void *values, unsigned width, const uint64_t *order,
                         size_t count, void *room)
{
    switch (width) {
    case 0:
        return;
    case 1:
        ORDER(uint8_t);
        break;
    case 2:
        ORDER(uint16_t);
        break;
    case 4:
        ORDER(uint32_t);
        break;
    default:
        ORDER(uint64_t);
        break;
    }
    memcpy(values, room, count * width);
}

void carried_order(struct carried *carried, uint64_t first, const uint64_t *order,
                   size_t count, void *room)
{
    order_values((char *)carried->values + first * carried->width, carried->width, order,
                 count, room);
    if (carried->reasons != NULL)
        order_values(carried->reasons + first, 1, order, count, room);
}

/* ---- reading ---- */

#define READ(type)                                                                       \
    do {                                                                                 \
        const type *in = (const type *)carried->values + first;                          \
        for (size_t i = 0; i < count; i++)                                               \
            values[i] = (int64_t)(in[i] + least);                                        \
    } while (0)

void carried_read_whole(const struct carried *carried, uint64_t first, size_t count,
                        int64_t *values, uint8_t *reasons)
{
    uint64_t least = (uint64_t)carried->least;
    switch (carried->width) {
    case 0:
        for (size_t i = 0; i < count; i++)
            values[i] = carried->least;
        break;
    case 1:
        READ(uint8_t);
        break;
    case 2:
        READ(uint16_t);
        break;
    case 4:
        READ(uint32_t);
        break;
    default:
        READ(uint64_t);
        break;
    }
    if (carried->reasons != NULL)
        memcpy(reasons, carried->reasons + first, count);
    else
        memset(reasons, REASON_NONE, count);
}

void carried_read_numbers(const struct carried *carried,
                          const struct bound_column *column, uint64_t first, size_t count,
                          double *numbers, uint8_t *reasons)
{
    int64_t values[RECORD_BATCH];
    carried_read_whole(carried, first, count, values, reasons);
    if (carried->real)
        memcpy(numbers, values, count * sizeof *numbers);
    else if (column->type == COLUMN_DECIMAL)
        for (size_t i = 0; i < count; i++)
            numbers[i] = number_from_scaled(values[i], column->scale);
    else
        for (size_t i = 0; i < count; i++)
            numbers[i] = (double)values[i];
}
