/* writing.h - a store being written, between write.c, write_rows.c and write_values.c. */
#ifndef BAREME_STORE_WRITING_H
#define BAREME_STORE_WRITING_H

#include "base/text.h"
#include "store/database.h"
#include "store/write.h"

struct writing {
    struct database database;
    const struct store_content *content;
    sqlite3_stmt *insert_content, *insert_segment, *insert_texts, *find_segment,
        *find_texts;
    struct text buffer;
    uint64_t done, all;
    struct fault *fault;
};

/* One row: for each letter of `kinds` i an int64_t, n a number or UINT32_MAX for none, t
 * a text or NULL. */
bool writing_add_row(struct writing *writing, sqlite3_stmt *statement, const char *kinds,
                     ...);

/* Tells of so many bytes written; a fault when nothing is to be written after all. */
bool writing_tell(struct writing *writing, uint64_t bytes);

/* What the catalogue says of datasets, files and what could not be read. */
bool writing_add_value(struct writing *writing, const char *name, const char *value);
bool writing_add_dataset(struct writing *writing, size_t dataset);
bool writing_add_files(struct writing *writing);
bool writing_add_problems(struct writing *writing);

/* The values of a dataset, its texts and its places. */
bool writing_add_values(struct writing *writing, size_t dataset);
/* The key that its records are sorted by in the store; KEY_NONE: they are in file order. */
uint32_t writing_sorted_by(const struct writing *writing, size_t dataset);

#endif
