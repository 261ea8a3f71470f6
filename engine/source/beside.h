/* beside.h - datasets that lie elsewhere, and are read together with files.
 *
 * Their names and columns are known before a file is read; their values are loaded when it is known
 * which of them are wanted: those that are named, and those to which a column of something wanted
 * could be a key, whichever side it is on. Then keys are followed both ways.
 *
 * Everything is the caller's; what is noted lives in the arena of the call.
 */
#ifndef BAREME_SOURCE_BESIDE_H
#define BAREME_SOURCE_BESIDE_H

#include "source/filing.h"

/* Refuses a name that files have too, and marks what is named. False: a fault. */
bool beside_begin(struct reading_all *all);
/* Marks what a draft's columns, keys or coverage may lead to. */
void beside_mark(struct reading_all *all, const struct draft *from);
/* Something that is wanted and was not handed out yet; NULL: there is none. */
const struct frame *beside_next(struct reading_all *all);
/* When the files are read: adds what is wanted to the datasets. */
bool beside_load(struct reading_all *all);
/* When all frames are there: keys that begin in what was added and lead to another place. */
void beside_find_keys(struct reading_all *all);

#endif
