/* records.h - bound columns and filters, worked out for a batch of records.
 *
 * A batch is at most RECORD_BATCH record numbers of one frame. A value that is not there has a
 * reason beside it (REASON_MISSING, REASON_REFUSED, REASON_NOT_APPLICABLE; computed columns also
 * REASON_DIVISION_BY_ZERO and REASON_NOT_DEFINED): the reasons of fields come from their states.
 */
#ifndef BAREME_EXPR_RECORDS_H
#define BAREME_EXPR_RECORDS_H

#include "data/reason.h"
#include "expr/binding.h"

enum { RECORD_BATCH = 2048 };

/* Any type as doubles: numbers (decimals divided out), dates as days, booleans, texts as codes. */
void records_read_numbers(const struct binding *binding, uint32_t column, const uint32_t *records,
                          size_t count, double *numbers, uint8_t *reasons);
/* Wholes, decimals (scaled), dates, booleans and texts (codes) as they are stored. Not for COLUMN_REAL. */
void records_read_whole(const struct binding *binding, uint32_t column, const uint32_t *records,
                        size_t count, int64_t *values, uint8_t *reasons);
/* Whether the column has a value for every record of its frame, as far as its vectors tell. */
bool records_always_present(const struct binding *binding, uint32_t column);
/* 1 for each record that passes, else 0: what measures share. */
void records_test(const struct binding *binding, uint32_t filter, const uint32_t *records,
                  size_t count, uint8_t *passes);
/* Keeps the records that pass, in their order; returns how many. `kept` may be `records` itself. */
size_t records_filter(const struct binding *binding, uint32_t filter, const uint32_t *records,
                      size_t count, uint32_t *kept);
/* Of a split text: calls `each` for every part of the cell, blanks around it taken away, empty ones left out. */
void records_each_part(const char *cell, const char *separator,
                       void (*each)(void *self, const char *part, size_t size), void *self);

#endif
