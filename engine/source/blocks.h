/* blocks.h - one file of plain UTF-8, read in blocks by all processors.
 *
 * The result is that of csvread over the whole file: the same rows on the same lines, the
 * same problems in the same order, the same numbers of texts. What is rare (a line
 * without end, bytes that are not UTF-8, a file that changes) is not settled here: `odd`
 * says that the file has to be read again from its beginning, by the decoder.
 */
#ifndef BAREME_SOURCE_BLOCKS_H
#define BAREME_SOURCE_BLOCKS_H

#include "source/csvread.h"
#include "source/part.h"
#include "source/source.h"

enum { BLOCK_USUAL = 1 << 20 };

/* The records from byte `begin` on, the first behind the header, on line `line`, go to
 * the part, which has its header; progress is told of each block. False: it is odd, and
 * the part is spoilt. */
bool blocks_read(const struct input *input, const struct dialect *dialect, uint64_t begin,
                 uint32_t line, const struct source_options *options, struct part *part);

#endif
