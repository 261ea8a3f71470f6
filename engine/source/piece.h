/* piece.h - a part filled by several hands: each reads blocks of the file into a part of
 * its own.
 *
 * A helper is such a part; what it has read of one block is taken from it as a piece, and
 * pieces are joined in the order of the file. The numbers of texts are those that one
 * reader would have given: a text gets its number in the whole part when the first piece
 * that has it is joined.
 *
 * helpers_new gives helpers that belong to the part from then on (part_free). A helper is
 * used by one thread at a time; pieces are joined or discarded by one thread at a time,
 * whatever the helpers do. Both free the piece.
 */
#ifndef BAREME_SOURCE_PIECE_H
#define BAREME_SOURCE_PIECE_H

#include "source/part.h"

struct piece;
struct helpers;

/* The part has its header; its columns are the helpers' too. */
struct helpers *helpers_new(struct part *part, unsigned count);
void helpers_free(struct helpers *helpers);

/* The helper, ready for the rows of a block. */
struct part *helper_begin(struct helpers *helpers, unsigned number);
struct piece *helper_take(struct helpers *helpers, unsigned number);

void piece_join(struct part *part, struct piece *piece);
/* The rows are not those of the file after all. False: the helper cannot be used any
 * more. */
bool piece_discard(struct part *part, struct piece *piece);

/* After the last piece. */
void helpers_end(struct part *part);

#endif
