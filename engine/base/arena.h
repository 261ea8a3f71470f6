/* arena.h - memory that is released all at once.
 *
 * A function that takes an arena gives memory that lives as long as the arena; `x_new` is freed by
 * `x_free`; everything else is borrowed and const. Memory of an arena is aligned for any type.
 */
#ifndef BAREME_BASE_ARENA_H
#define BAREME_BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
struct spill;
/* What arena_keep and arena_lay are given lies in that spill, as far as it has room; NULL: in memory. */
struct arena *arena_new_in(struct spill *spill);
void arena_free(struct arena *arena); /* NULL is nothing to free */

void *arena_get(struct arena *arena, size_t size);
void *arena_get_zeroed(struct arena *arena, size_t count, size_t size);
char *arena_text(struct arena *arena, const char *text);               /* a copy */
char *arena_bytes(struct arena *arena, const char *bytes, size_t size); /* a copy, with a NUL after it */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* For large arrays that are written once: room for one to be made, until the next is, and then where
 * it is kept; or a copy of one that is there already. */
void *arena_draft(struct arena *arena, size_t size);
const void *arena_keep(struct arena *arena, const void *draft, size_t size);
const void *arena_lay(struct arena *arena, const void *bytes, size_t size);

/* Room for one more item at the end of a growing array held in an arena: returns the array, moved
 * when it had to grow (the old one stays in the arena, so growth doubles).
 *   items = arena_grow(arena, items, count, &capacity, sizeof *items); items[count++] = … */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
