/* asked.c - values and calls as bytes.
 *
 * A call is a few pieces of fixed size and two short texts: a step may have a million of
 * them, and each field by itself would cost more than the call.
 *
 * Everything is borrowed.
 */
#include "lua/asked.h"

#include <math.h>
#include <string.h>

void asked_add_value(struct text *out, const struct own_value *value)
{
    size_t size =
        value->kind == OWN_TEXT && value->text != NULL ? strlen(value->text) + 1 : 0;
    struct asked_value sent = {value->number, (uint16_t)value->reason,
                               (uint16_t)value->kind, (uint32_t)size};
    text_add_bytes(out, (const char *)&sent, sizeof sent);
    if (size > 0)
        text_add_bytes(out, value->text, size);
}

bool asked_take_value(struct parcel *parcel, struct own_value *value)
{
    struct asked_value sent;
    const char *bytes = parcel_items(parcel, 1, sizeof sent);
    if (bytes == NULL)
        return false;
    memcpy(&sent, bytes, sizeof sent);
    *value = (struct own_value){(enum reason)sent.reason, (enum own_kind)sent.kind,
                                sent.number, NULL};
    if (sent.text_size > 0)
        value->text = parcel_items(parcel, sent.text_size, 1);
    return !parcel->broken && sent.reason < REASON_COUNT && sent.kind <= OWN_DATE &&
           (sent.kind == OWN_TEXT && sent.reason == REASON_NONE) ==
               (value->text != NULL) &&
           (value->text == NULL || memchr(value->text, '\0', sent.text_size) ==
                                       value->text + sent.text_size - 1);
}

void asked_add_call(struct text *out, const struct own_call *call)
{
    const struct own_cell *cell = &call->cell;
    struct asked_head head = {(uint32_t)call->argument_count,
                              (uint32_t)call->record_count,
                              cell->year,
                              cell->first_day,
                              cell->last_day,
                              cell->period_is_year,
                              cell->has_days};
    text_add_bytes(out, (const char *)&head, sizeof head);
    text_add_bytes(out, cell->unit, strlen(cell->unit) + 1);
    text_add_bytes(out, cell->period, strlen(cell->period) + 1);
    for (size_t i = 0; i < call->argument_count; i++)
        asked_add_value(out, &call->arguments[i]);
}
