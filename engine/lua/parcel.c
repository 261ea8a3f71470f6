/* parcel.c - numbers and texts as bytes, written and read with care.
 *
 * Reading never goes past the end: what is not there is zero, and the parcel remembers
 * that it is broken, so a reader checks once, when it has read everything.
 *
 * The bytes belong to whoever gave them.
 */
#include "lua/parcel.h"

#include <string.h>

/* ---- writing ---- */

void parcel_add_byte(struct text *out, unsigned byte)
{
    text_add_char(out, (char)(unsigned char)byte);
}

void parcel_add_whole(struct text *out, uint32_t number)
{
    text_add_bytes(out, (const char *)&number, sizeof number);
}

void parcel_add_long(struct text *out, uint64_t number)
{
    text_add_bytes(out, (const char *)&number, sizeof number);
}

void parcel_add_real(struct text *out, double number)
{
    text_add_bytes(out, (const char *)&number, sizeof number);
}

void parcel_add_sized(struct text *out, const char *bytes, size_t size)
{
    parcel_add_whole(out, (uint32_t)size);
    text_add_bytes(out, bytes, size);
    text_add_char(out, '\0');
}

void parcel_add_text(struct text *out, const char *text)
{
    if (text != NULL)
        parcel_add_sized(out, text, strlen(text));
    else
        parcel_add_whole(out, UINT32_MAX);
}

void parcel_add_fault(struct text *out, const struct fault *fault)
{
    parcel_add_byte(out, (unsigned)fault->kind);
    parcel_add_text(out, fault->message);
}

/* ---- reading ---- */

struct parcel parcel_open(const struct text *bytes)
{
    const char *start = text_of(bytes);
    return (struct parcel){start, start + bytes->size, false};
}

const char *parcel_items(struct parcel *parcel, size_t count, size_t size)
{
    size_t bytes;
    if (parcel->broken || __builtin_mul_overflow(count, size, &bytes) ||
        bytes > (size_t)(parcel->end - parcel->at)) {
        parcel->broken = true;
        return NULL;
    }
    const char *items = parcel->at;
    parcel->at += bytes;
    return items;
}

static void take(struct parcel *parcel, void *number, size_t size)
{
    const char *bytes = parcel_items(parcel, 1, size);
    if (bytes != NULL)
        memcpy(number, bytes, size);
}

unsigned parcel_byte(struct parcel *parcel)
{
    unsigned char byte = 0;
    take(parcel, &byte, sizeof byte);
    return byte;
}

uint32_t parcel_whole(struct parcel *parcel)
{
    uint32_t number = 0;
    take(parcel, &number, sizeof number);
    return number;
}

uint64_t parcel_long(struct parcel *parcel)
{
    uint64_t number = 0;
    take(parcel, &number, sizeof number);
    return number;
}

double parcel_real(struct parcel *parcel)
{
    double number = 0;
    take(parcel, &number, sizeof number);
    return number;
}

static const char *after_size(struct parcel *parcel, size_t size)
{
    const char *bytes = parcel_items(parcel, size, 1);
    const char *end = parcel_items(parcel, 1, 1);
    if (end == NULL || *end != '\0')
        parcel->broken = true;
    return parcel->broken ? "" : bytes;
}

const char *parcel_sized(struct parcel *parcel, size_t *size)
{
    *size = parcel_whole(parcel);
    const char *bytes = after_size(parcel, *size);
    if (parcel->broken)
        *size = 0;
    return bytes;
}

const char *parcel_text(struct parcel *parcel)
{
    uint32_t size = parcel_whole(parcel);
    if (size == UINT32_MAX && !parcel->broken)
        return NULL;
    const char *text = after_size(parcel, size);
    if (memchr(text, '\0', size) != NULL && !parcel->broken)
        parcel->broken = true;
    return parcel->broken ? "" : text;
}

void parcel_fault(struct parcel *parcel, struct fault *fault)
{
    unsigned kind = parcel_byte(parcel);
    const char *message = parcel_text(parcel);
    if (kind < FAULT_DATA || kind > FAULT_MACHINE || message == NULL)
        parcel->broken = true;
    if (parcel->broken)
        return;
    struct text clean = {0};
    clean_text(message, strlen(message), &clean);
    fault_set(fault, (enum fault_kind)kind, "%s", text_of(&clean));
    text_clear(&clean);
}

bool parcel_ended(const struct parcel *parcel)
{
    return !parcel->broken && parcel->at == parcel->end;
}

/* ---- cleaning ---- */

void clean_text(const char *bytes, size_t size, struct text *out)
{
    for (size_t at = 0; at < size;) {
        unsigned char first = (unsigned char)bytes[at];
        size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        bool good = at + length <= size && utf8_is_valid(bytes + at, length);
        if ((first < 0x20 && first != '\n' && first != '\t') || first == 0x7f)
            good = false;
        if (length == 2 && first == 0xc2 && good && (unsigned char)bytes[at + 1] < 0xa0)
            good = false; /* the control characters of Latin-1 */
        if (good)
            text_add_bytes(out, bytes + at, length);
        else
            text_add_char(out, '?');
        at += good ? length : 1;
    }
}
