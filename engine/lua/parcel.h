/* parcel.h - numbers and texts as bytes, one after the other, for messages between
 * processes.
 *
 * Both ends are the same program on the same machine, so numbers go as they lie in
 * memory; but the reader trusts nothing: past the end, or at a text without its NUL, the
 * parcel is broken, and gives zeros and "" from then on.
 *
 * A parcel is written into a `struct text` and read from bytes that it borrows; texts
 * that come out of it lie in those bytes.
 */
#ifndef BAREME_LUA_PARCEL_H
#define BAREME_LUA_PARCEL_H

#include "base/fault.h"
#include "base/text.h"

void parcel_add_byte(struct text *out, unsigned byte);
void parcel_add_whole(struct text *out, uint32_t number);
void parcel_add_long(struct text *out, uint64_t number);
void parcel_add_real(struct text *out, double number);
void parcel_add_text(struct text *out, const char *text); /* may be NULL */
/* A text that may have zero bytes in it. */
void parcel_add_sized(struct text *out, const char *bytes, size_t size);
void parcel_add_fault(struct text *out, const struct fault *fault);

struct parcel {
    const char *at, *end;
    bool broken;
};

struct parcel parcel_open(const struct text *bytes);
unsigned parcel_byte(struct parcel *parcel);
uint32_t parcel_whole(struct parcel *parcel);
uint64_t parcel_long(struct parcel *parcel);
double parcel_real(struct parcel *parcel);
const char *parcel_text(struct parcel *parcel); /* NULL when it was */
const char *parcel_sized(struct parcel *parcel, size_t *size);
/* `count` items of `size` bytes each, as they lie; NULL when broken. */
const char *parcel_items(struct parcel *parcel, size_t count, size_t size);
/* A fault of a known kind, its message in clean characters. */
void parcel_fault(struct parcel *parcel, struct fault *fault);
/* Whether it was read whole, and nothing is left. */
bool parcel_ended(const struct parcel *parcel);

/* The same text with '?' for what is no character, or would steer a terminal. */
void clean_text(const char *bytes, size_t size, struct text *out);

#endif
