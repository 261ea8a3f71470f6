/* part_rooms.h - what the rooms of part (part.c, part_store.c, piece.c) share. */
#ifndef BAREME_SOURCE_PART_ROOMS_H
#define BAREME_SOURCE_PART_ROOMS_H

#include "source/part.h"

uint64_t part_hash(uint64_t hash, const char *bytes, size_t size);
const char *part_composed(struct part *part, struct arena *arena, const char *bytes,
                          size_t size, size_t *into);
/* False: the row is no record. */
bool part_check_row(struct part *part, const struct row *row);
void part_end_chunk(struct part *part);
void part_free_rooms(struct part *part); /* those of the chunk being filled */
/* Gives up the numbers of texts where most differ. */
void part_loosen(struct part *part);
/* Drops a column that nobody asked for, once the dataset is large. */
void part_drop_fleeting(struct part *part);

#endif
