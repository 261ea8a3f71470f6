/* draft.h - a dataset in the making: its parts on the way to a frame.
 *
 * draft_settle types and packs columns one after the other and frees each part's column behind
 * it, so that at most one column is there twice. The order of records is that of the parts.
 */
#ifndef BAREME_SOURCE_DRAFT_H
#define BAREME_SOURCE_DRAFT_H

#include "source/folder.h"
#include "source/part.h"
#include "source/source.h"
#include "source/weigh.h"

struct draft {
    const char *name;
    struct part **parts;
    const struct listed **files; /* of each part */
    uint8_t **dropped;           /* of each part: a byte a record, 1: it is in another part; NULL: none */
    uint64_t *duplicates;        /* of each part: how many are dropped */
    uint32_t part_count;
    size_t parts_room, files_room, dropped_room, duplicates_room;
    const struct resource *resource; /* of the first file that has one */
    const struct source_options *options;
    struct marks missing;
    bool in_order; /* one file, whose first column has texts alone or whole numbers alone, which rise */
    bool referred; /* another dataset may have a key to this one */
    struct frame *frame;
    struct problems *problems;
};

void draft_add_part(struct draft *draft, struct arena *arena, struct part *part,
                    const struct listed *file);

/* Marks records of one part that are in an earlier one already, and tells of different records
 * with the same key. */
void draft_merge(struct draft *draft, struct arena *arena);

/* Makes the frame: columns, records, places. Keys and periods come after. */
void draft_settle(struct draft *draft);

/* Frees the parts. */
void draft_clear(struct draft *draft);

#endif
