/* range.c - smallest and largest values.
 *
 * Whole numbers, decimals and dates have them in the head of each vector; only reals are gone
 * through. Texts and booleans have none. The texts lie in the frame's arena.
 */
#include "source/range.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/text.h"

static bool whole_range(const struct frame *frame, uint32_t column, int64_t *low, int64_t *high)
{
    bool found = false;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        if (vector->absent == frame->segments[s].count)
            continue;
        if (!found || vector->minimum < *low)
            *low = vector->minimum;
        if (!found || vector->maximum > *high)
            *high = vector->maximum;
        found = true;
    }
    return found;
}

static bool real_range(const struct frame *frame, uint32_t column, double *low, double *high)
{
    bool found = false;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        for (uint32_t i = 0; i < frame->segments[s].count; i++) {
            if (vector_state_at(vector, i) != STATE_PRESENT)
                continue;
            double value = vector_real_at(vector, i);
            if (!found || value < *low)
                *low = value;
            if (!found || value > *high)
                *high = value;
            found = true;
        }
    }
    return found;
}

static const char *number_text(struct arena *arena, double number)
{
    char out[NUMBER_TEXT_SIZE];
    return arena_bytes(arena, out, number_format(number, out));
}

static const char *whole_text(struct arena *arena, const struct column *column, int64_t value)
{
    char out[DATE_TEXT_SIZE];
    if (column->type == COLUMN_DATE)
        return arena_bytes(arena, out, date_format((int32_t)value, out));
    if (column->type == COLUMN_DECIMAL)
        return number_text(arena, number_from_scaled(value, column->scale));
    return arena_format(arena, "%" PRId64, value);
}

void column_set_range(struct frame *frame, uint32_t number)
{
    struct column *column = &frame->columns[number];
    if (column->type == COLUMN_TEXT || column->type == COLUMN_BOOLEAN)
        return;
    if (column->type == COLUMN_REAL) {
        double low = 0, high = 0;
        if (!real_range(frame, number, &low, &high))
            return;
        column->minimum_text = number_text(frame->arena, low);
        column->maximum_text = number_text(frame->arena, high);
        return;
    }
    int64_t low = 0, high = 0;
    if (!whole_range(frame, number, &low, &high))
        return;
    column->minimum_text = whole_text(frame->arena, column, low);
    column->maximum_text = whole_text(frame->arena, column, high);
}
