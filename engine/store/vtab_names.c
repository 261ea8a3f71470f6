/* vtab_names.c - what datasets and columns are called in SQL, and of which type they are.
 *
 * Case does not count there, so of two names that differ by it alone the second gets a
 * number.
 */
#include <sqlite3.h>

#include "base/text.h"
#include "store/vtab.h"

static const char *plain_name(const struct datasets *datasets, size_t dataset,
                              uint32_t column)
{
    const struct frame *frame = datasets->frames[dataset];
    return column == COLUMN_NONE ? frame->name : frame->columns[column].name;
}

void vtab_add_name(const struct datasets *datasets, size_t dataset, uint32_t column,
                   struct text *out)
{
    const char *name = plain_name(datasets, dataset, column);
    size_t alike = 1, count = column == COLUMN_NONE ? dataset : column;
    for (size_t i = 0; i < count; i++)
        alike +=
            sqlite3_stricmp(name, column == COLUMN_NONE
                                      ? plain_name(datasets, i, COLUMN_NONE)
                                      : plain_name(datasets, dataset, (uint32_t)i)) == 0;
    text_add_char(out, '"');
    if (column == COLUMN_NONE && sqlite3_strnicmp(name, "sqlite_", 7) == 0)
        text_add_char(out, '_'); /* SQLite keeps those names to itself */
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '"')
            text_add_char(out, '"');
        text_add_char(out, *c);
    }
    if (alike > 1)
        text_addf(out, "_%zu", alike);
    text_add_char(out, '"');
}

const char *vtab_type(const struct column *column)
{
    switch (column->type) {
    case COLUMN_WHOLE:
    case COLUMN_BOOLEAN:
        return "INTEGER";
    case COLUMN_DECIMAL:
    case COLUMN_REAL:
        return "REAL";
    default:
        return "TEXT";
    }
}
