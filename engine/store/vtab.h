/* vtab.h - datasets as tables of SQL.
 *
 * Each dataset is a virtual table that reads the store as it goes: a column's segment is
 * loaded when a value of it is asked for, and a segment whose smallest and largest value
 * rule it out is not read at all. A column that is looked up again and again by one value
 * (a join) gets an index.
 *
 * A column's values are INTEGER (whole numbers, booleans 0 and 1), REAL, or TEXT (dates
 * as 2018-07-05); what is missing is NULL. The hidden columns _file and _line say where a
 * record stood. Names are those of the datasets; one that SQL would take for another, as
 * case does not count there, gets _2.
 */
#ifndef BAREME_STORE_VTAB_H
#define BAREME_STORE_VTAB_H

#include <sqlite3.h>

#include "store/store.h"

struct text;

/* Between the tables of one connection and who asks. */
struct vtab_host {
    struct store *store;
    bool (*expired)(void *owner); /* asked now and then while records are passed over */
    void *owner;
    struct fault fault; /* what went wrong with the store while a query ran */
};

/* Makes the tables in a connection of memory. Host and store outlive the connection. */
bool vtab_make(sqlite3 *handle, struct vtab_host *host, struct fault *fault);
/* The name by which SQL knows a column, or with COLUMN_NONE the dataset itself; in double
 * quotes. */
void vtab_add_name(const struct datasets *datasets, size_t dataset, uint32_t column,
                   struct text *out);
const char *vtab_type(const struct column *column); /* "INTEGER" … */

#endif
