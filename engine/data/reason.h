/* reason.h - why a figure is missing.
 *
 * Every figure has one byte beside it. The codes stand in the order in which reasons prevail, and
 * REASON_NONE (the figure is there) comes last: so the reason of an operation is the smallest of
 * its operands' codes, whatever the order of evaluation. Not a NaN payload: which one survives an
 * addition depends on compiler and processor.
 */
#ifndef BAREME_DATA_REASON_H
#define BAREME_DATA_REASON_H

#include <stdint.h>

enum reason {
    REASON_REFUSED,            /* could not be read */
    REASON_STOPPED,            /* a limit was hit; only with --keep-going */
    REASON_NOT_REPORTED,       /* the dataset declares coverage, and nobody reported */
    REASON_MISSING,            /* records, but all without a value: "missing in the data" */
    REASON_NO_RECORDS,
    REASON_DEFINITION_CHANGED,
    REASON_OUTSIDE_LIFE,       /* "outside the cooperation's life" */
    REASON_NO_PREVIOUS,        /* "no previous period" */
    REASON_NO_TARGET,
    REASON_DIVISION_BY_ZERO,
    REASON_NOT_DEFINED,        /* the formula has no value there, or it is too large */
    REASON_NOT_APPLICABLE,
    REASON_NONE,               /* nothing is missing: the figure is there */
    REASON_COUNT,
};

/* The words of the manual, the same in every output for machines; "" for REASON_NONE. */
const char *reason_text(enum reason reason);
/* The code of such words; REASON_COUNT when they name none. */
enum reason reason_find(const char *text);

#endif
