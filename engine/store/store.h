/* store.h - datasets kept in one file, and read back.
 *
 * A file on its way in: `identity` (what it is) -> the datasets that were read of it ->
 * `write` (rows of the catalogue, BLOBs, checksums, in one transaction) or `append`
 * first; large datasets are sorted in runs on the way (`data/runs`). On its way out:
 * `database` (opened with care) -> `schema` (is it ours, is it whole) -> `inventory` (the
 * datasets without values) -> `load` (the values, column by column, in file order unless
 * that shows in nothing). `vtab` and `query` show datasets to SQL; `give_tables` and
 * `give_csv` give them back as tables and as CSV.
 *
 * Everything in a store is read as from a stranger: every checksum is verified, and every
 * count, width and number is held against what it may be. What does not hold is one fault
 * that names the file; a figure is never made from it.
 *
 * store_open gives a store that store_close closes, with the datasets unless they were
 * taken. One read transaction lasts from the one to the other.
 */
#ifndef BAREME_STORE_STORE_H
#define BAREME_STORE_STORE_H

#include "base/fault.h"
#include "base/problem.h"
#include "data/frame.h"

struct store;

/* Whether the first bytes are those of an SQLite file. */
bool store_looks_like(const char *path);

/* What a script uses: names between points, and datasets of which all columns are needed;
 * sorted. As source_need, which says more. */
struct store_need {
    const char *const *names;
    size_t name_count;
    const char *const *whole;
    size_t whole_count;
    const char *const *called;
    size_t called_count;
    bool (*mentions)(const void *owner, const char *name);
    const void *owner;
    bool any_order; /* file order does not show in what is made of the data … */
    bool no_places; /* … nor do files and lines, then */
    unsigned threads; /* 0: as many as there are processors */
};

/* The datasets, with the columns needed (NULL: all), and what was told when they were
 * loaded. With a need no column has plain texts. */
bool store_read(const char *path, const struct store_need *need,
                struct datasets *datasets, struct problems *problems,
                struct fault *fault);

/* ---- piece by piece ---- */

struct store *store_open(const char *path, struct fault *fault);
void store_close(struct store *store);
/* As store_read; the store has no datasets from then on. */
bool store_take_needed(struct store *store, const struct store_need *need,
                       struct datasets *datasets, struct problems *problems,
                       struct fault *fault);

/* Takes away what a first load has made and failed to finish, with its journal. */
void store_unmake(const char *path);

/* All datasets with their schema and segments, no column loaded. */
const struct datasets *store_datasets(const struct store *store);
/* Loads the whole column; one that is loaded stays as it is. Plain texts stay plain. */
bool store_load_column(struct store *store, size_t dataset, uint32_t column,
                       struct fault *fault);
/* Loads a column of plain texts with numbers for them: it is not plain any more. */
bool store_number_texts(struct store *store, size_t dataset, uint32_t column,
                        struct fault *fault);
/* One segment of it, or its dictionary, alone: `loaded` stays false. */
bool store_load_segment(struct store *store, size_t dataset, uint32_t column,
                        uint32_t segment, struct fault *fault);
bool store_load_texts(struct store *store, size_t dataset, uint32_t column,
                      struct fault *fault);
/* The smallest and largest value that a segment may hold; false: it has none. Of reals
 * and plain texts: false and *unknown is set. */
bool store_range(const struct store *store, size_t dataset, uint32_t column,
                 uint32_t segment, int64_t *minimum, int64_t *maximum, bool *unknown);
/* Files and lines of the records; the rows of the keys. */
bool store_load_places(struct store *store, size_t dataset, struct fault *fault);
bool store_load_keys(struct store *store, size_t dataset, struct fault *fault);
/* Everything of every dataset. */
bool store_load_all(struct store *store, struct fault *fault);
/* What was told when they were loaded; with a need, what concerns it. */
bool store_tell(struct store *store, const struct store_need *need,
                struct problems *problems, struct fault *fault);
/* Lets go of the file, so that it can be written; what was read stays. */
void store_release(struct store *store);
/* The datasets are the caller's from now on, and the store has none. */
struct datasets store_take(struct store *store);

/* The files that were loaded, a datapackage.json among them. */
struct store_file {
    const char *name;
    uint64_t size;
    const char *hash;    /* XXH3-128, 32 hexadecimal digits */
    const char *dataset; /* NULL: of none */
};
const struct store_file *store_files(const struct store *store, size_t *count);
/* How they were read: the options of the load, as one text. */
const char *store_options(const struct store *store);
uint64_t store_checksum(const struct store *store);

#endif
