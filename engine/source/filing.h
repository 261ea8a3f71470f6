/* filing.h - one file into a part of its dataset's draft.
 *
 * Everything is the caller's; the part belongs to the draft.
 */
#ifndef BAREME_SOURCE_FILING_H
#define BAREME_SOURCE_FILING_H

#include "source/draft.h"

struct reading_all {
    struct arena *arena;
    const struct source_options *options;
    const struct source_need *need;
    struct listing listing;
    struct draft *drafts; /* one for each name, in order of first appearance */
    bool *read, *wanted;
    size_t count;
    bool *beside_wanted, *beside_followed; /* of what lies elsewhere */
    struct datasets *datasets;
    struct problems *problems;
    struct fault *fault;
};

/* False: a fault. A file that cannot be data gives no part, and the problems say why. */
bool file_read_into(struct reading_all *all, struct draft *draft,
                    const struct listed *file);

#endif
