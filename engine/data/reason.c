/* reason.c - why a figure is missing.
 *
 * The words are those of the manual and of an author's own functions; nothing is owned.
 */
#include "data/reason.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const char *const texts[REASON_COUNT] = {
    [REASON_REFUSED] = "refused",
    [REASON_STOPPED] = "stopped",
    [REASON_NOT_REPORTED] = "not reported",
    [REASON_MISSING] = "missing in the data",
    [REASON_NO_RECORDS] = "no records",
    [REASON_DEFINITION_CHANGED] = "definition changed",
    [REASON_OUTSIDE_LIFE] = "outside the cooperation's life",
    [REASON_NO_PREVIOUS] = "no previous period",
    [REASON_NO_TARGET] = "no target",
    [REASON_DIVISION_BY_ZERO] = "division by zero",
    [REASON_NOT_DEFINED] = "not defined",
    [REASON_NOT_APPLICABLE] = "not applicable",
    [REASON_NONE] = "",
};

const char *reason_text(enum reason reason)
{
    assert((unsigned)reason < REASON_COUNT);
    return texts[reason];
}

enum reason reason_find(const char *text)
{
    for (int reason = 0; reason < REASON_NONE; reason++)
        if (strcmp(texts[reason], text) == 0)
            return (enum reason)reason;
    return REASON_COUNT;
}
