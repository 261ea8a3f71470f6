/* runs.h - the records of a frame in runs, as frame.h says, and back in file order.
 *
 * An order has, for each place in a run, the number in the run of the record that goes there. It is
 * found once a run, and then each part of the run (a column, the rows of a key, the places) is moved
 * by it: read whole, as narrow as it is, and packed anew segment by segment.
 *
 * Nothing here changes a frame; moved vectors lie in the caller's arena.
 */
#ifndef BAREME_DATA_RUNS_H
#define BAREME_DATA_RUNS_H

#include "data/frame.h"

/* The key to sort by: to the cooperations, else the first; KEY_NONE: sorting would not pay. */
uint32_t runs_key(const struct frame *frame);

size_t runs_count(const struct frame *frame);
uint32_t run_records(const struct frame *frame, size_t run);
uint32_t run_segments(const struct frame *frame, size_t run);

/* From file order to the frame's runs sorted by that key; `order` has room for run_records. */
void run_sort(const struct frame *frame, uint32_t key, size_t run, uint32_t *order);
/* And back, by the files and lines of a sorted run: `files` and `lines` of its segments. */
void run_unsort(const struct frame *frame, size_t run, const struct vector *files,
                const struct vector *lines, uint32_t *order);
/* Whether the records are as run_sort leaves them, by that key's rows. */
bool run_is_sorted(const struct frame *frame, size_t run, const struct vector *rows);

/* What a run passes through when it is moved; for one thread, and any run of the frame. */
struct run_room;
struct run_room *run_room_new(const struct frame *frame);
void run_room_free(struct run_room *room);

/* One part of a run: `from` and `to` are the vectors of its segments. */
void run_move(const struct frame *frame, size_t run, const struct vector *from,
              const uint32_t *order, struct run_room *room, struct arena *arena,
              struct vector *to);

#endif
