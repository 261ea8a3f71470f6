/* travel.c - a catalogue written into a parcel, and read again.
 *
 * Arrays are made as large as the bytes that came can fill, whatever count was said.
 *
 * The catalogue read is the caller's.
 */
#include "lua/travel.h"

#include <stdlib.h>
#include <string.h>

#include "expr/catalogue_check.h"
#include "expr/catalogue_fields.h"

void travel_add(struct text *out, const struct catalogue *catalogue)
{
    parcel_add_long(out, catalogue->text_size);
    text_add_bytes(out, catalogue->texts, catalogue->text_size);
    for (enum array i = 0; i < ARRAY_COUNT; i++) {
        const struct catalogue_array *array = &catalogue_arrays[i];
        size_t count = catalogue_array_count(catalogue, i);
        const char *item = catalogue_array_items(catalogue, i);
        parcel_add_long(out, count);
        for (size_t n = 0; n < count; n++, item += array->size)
            for (size_t f = 0; f < array->field_count; f++)
                text_add_bytes(out, item + array->fields[f].offset,
                               array->fields[f].size);
    }
    parcel_add_whole(out, catalogue->returned_indicator);
    const uint32_t title[] = {catalogue->report_title.any, catalogue->report_title.en,
                              catalogue->report_title.fr, catalogue->report_title.es};
    for (size_t i = 0; i < 4; i++)
        parcel_add_whole(out, title[i]);
}

static void take_array(struct parcel *parcel, struct catalogue *catalogue, enum array i)
{
    const struct catalogue_array *array = &catalogue_arrays[i];
    size_t packed = 0;
    for (size_t f = 0; f < array->field_count; f++)
        packed += array->fields[f].size;
    uint64_t count = parcel_long(parcel);
    if (count >= UINT32_MAX)
        parcel->broken = true;
    const char *bytes = parcel_items(parcel, (size_t)count, packed);
    if (bytes == NULL || count == 0)
        return;
    char *items = memory_get_zeroed((size_t)count, array->size), *item = items;
    for (size_t n = 0; n < count; n++, item += array->size)
        for (size_t f = 0; f < array->field_count; f++) {
            memcpy(item + array->fields[f].offset, bytes, array->fields[f].size);
            bytes += array->fields[f].size;
        }
    size_t had = (size_t)count;
    memcpy((char *)catalogue + array->items, &items, sizeof items);
    memcpy((char *)catalogue + array->count, &had, sizeof had);
    memcpy((char *)catalogue + array->room, &had, sizeof had);
}

static void take_texts(struct parcel *parcel, struct catalogue *catalogue)
{
    uint64_t size = parcel_long(parcel);
    if (size >= UINT32_MAX)
        parcel->broken = true;
    const char *texts = parcel_items(parcel, (size_t)size, 1);
    if (texts == NULL || size == 0)
        return;
    catalogue->texts = memory_get((size_t)size);
    memcpy(catalogue->texts, texts, (size_t)size);
    catalogue->text_size = catalogue->text_room = (size_t)size;
}

struct catalogue *travel_take(struct parcel *parcel, uint32_t functions, const char *path,
                              struct fault *fault)
{
    struct catalogue *catalogue = catalogue_new();
    take_texts(parcel, catalogue);
    for (enum array i = 0; i < ARRAY_COUNT && !parcel->broken; i++)
        take_array(parcel, catalogue, i);
    catalogue->returned_indicator = parcel_whole(parcel);
    catalogue->report_title.any = parcel_whole(parcel);
    catalogue->report_title.en = parcel_whole(parcel);
    catalogue->report_title.fr = parcel_whole(parcel);
    catalogue->report_title.es = parcel_whole(parcel);
    if (parcel->broken)
        fault_at(fault, FAULT_DATA, (struct place){path, 0},
                 "what the script declared came over broken");
    if (parcel->broken || !catalogue_check(catalogue, functions, path, fault)) {
        catalogue_free(catalogue);
        return NULL;
    }
    return catalogue;
}

uint64_t travel_hash(const struct catalogue *catalogue)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    struct text bytes = {0};
    travel_add(&bytes, catalogue);
    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ (unsigned char)bytes.bytes[i]) * UINT64_C(0x100000001b3);
    text_clear(&bytes);
    return hash;
}
