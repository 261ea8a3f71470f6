/* leftover.h - what calls of the author's functions leave behind for the calls after
 * them.
 *
 * A counter, a table that is added to, a random number that was drawn: where a call
 * leaves something, its figure may depend on the calls before it, and then there is one
 * order in which they can be made. Where no call does, they can be made anywhere. So all
 * that the functions can reach is summed up to one number, which changes when any of it
 * does.
 */
#ifndef BAREME_LUA_LEFTOVER_H
#define BAREME_LUA_LEFTOVER_H

#include "lua/reading.h"

/* False: there is too much to look at, or no memory for it. */
bool leftover_sum(struct reading *reading, uint64_t *sum);

#endif
