/* give.h - datasets given back: as CSV, and as plain tables of SQLite.
 *
 * CSV is UTF-8 with commas, points and ISO dates, and with the datapackage.json of the
 * same datasets reads back to them: decimals keep their digits, months stay months, what
 * could not be read is written as it stood. A plain table has typed columns, dates as ISO
 * texts, and NULL for all that is missing.
 */
#ifndef BAREME_STORE_GIVE_H
#define BAREME_STORE_GIVE_H

#include "store/store.h"

struct text;
struct arena;

/* ---- CSV ---- */

/* What could not be read of a dataset, as it stood, and how what is absent is marked. */
struct unread;
struct unread *unread_new(const struct frame *frame, const struct problems *problems);
void unread_free(struct unread *unread);

void give_header(const struct frame *frame, struct text *out);
void give_records(const struct frame *frame, const struct unread *unread, uint64_t first,
                  uint64_t count, struct text *out);
/* The frame as it will read back: one file, plain numbers and dates. A shallow copy; what
 * is new lies in the arena. */
struct frame give_schema(const struct frame *frame, const char *file,
                         struct arena *arena);

/* ---- plain tables ---- */

/* Into an SQLite file that is there and empty; all datasets of the store. */
bool give_tables(struct store *store, const char *path, const char *name,
                 void (*progress)(void *owner, uint64_t records), void *owner,
                 struct fault *fault);

#endif
