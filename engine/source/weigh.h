/* weigh.h - what the values of a column say together, and telling where they disagree.
 *
 * The values of one column of one part are weighed after the whole file was read, each different
 * text once; lines are looked for only when there is something to tell.
 */
#ifndef BAREME_SOURCE_WEIGH_H
#define BAREME_SOURCE_WEIGH_H

#include "source/part.h"
#include "source/rule.h"
#include "source/source.h"

/* The marks of --missing, cut at commas. */
struct marks {
    const char *const *texts;
    size_t count;
};

/* `threads` as in source_options. */
struct evidence part_weigh(const struct part *part, const struct part_column *column,
                           struct marks missing, unsigned threads);

/* Tells of what `reading` could not decide, line by line; and of what is decided but worth
 * knowing. `unsettled` gets the reason and the line of the first value, when there is one. */
struct unsettled {
    const char *why; /* in the arena; NULL: nothing */
    uint32_t line;
};
struct unsettled part_tell(const struct part *part, const struct part_column *column,
                           const struct evidence *evidence, const struct reading *reading,
                           struct arena *arena, struct problems *problems);

#endif
