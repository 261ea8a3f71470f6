/* query.h - a question in SQL over the datasets of a store.
 *
 * One SELECT (or WITH … SELECT, or VALUES), read only: an authorizer lets nothing through
 * but reading our tables and calling functions. It ends at its deadline.
 */
#ifndef BAREME_STORE_QUERY_H
#define BAREME_STORE_QUERY_H

#include "store/store.h"

enum query_kind { QUERY_NULL, QUERY_WHOLE, QUERY_REAL, QUERY_TEXT };

struct query_value {
    enum query_kind kind;
    int64_t whole;
    double real;      /* may be infinite */
    const char *text; /* ends in NUL */
    size_t size;
};

/* The names of the columns come first, as texts; then the rows. False ends the query. */
typedef bool query_row_function(void *owner, const struct query_value *values,
                                size_t count);

bool store_query(struct store *store, const char *sql, double max_seconds,
                 query_row_function *take, void *owner, struct fault *fault);

#endif
