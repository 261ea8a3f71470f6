/* interrupt.h - a signal that ends the program (Ctrl-C, a terminal that closes, kill)
 * leaves nothing half done behind.
 *
 * Mostly it ends the program at once: the line of progress is cleared, the file that is
 * not whole yet is removed, and the program dies of the signal, as whoever started it
 * expects. While something is written that only its writer can undo (a store's
 * transaction, a folder of files), the signal is held: the writer looks now and then, and
 * undoes it; the program dies of the signal when it ends. A second signal ends it at once
 * all the same: a store is undone by whoever opens it next.
 *
 * A handler is given nothing but a number, so what it needs is the program's one global
 * state. Nothing is owned.
 */
#ifndef BAREME_CLI_INTERRUPT_H
#define BAREME_CLI_INTERRUPT_H

#include <stdbool.h>

/* Once, before anything is written. A signal that is ignored stays so (nohup). */
void interrupt_prepare(void);
/* Last of all: dies of a signal that was held. */
void interrupt_end(void);

/* Whether a line that is to be cleared stands on the terminal. */
void interrupt_clears_line(bool drawn);
/* The file to remove, good until the next call; NULL: none. */
void interrupt_removes(const char *path);

void interrupt_hold(bool held);
bool interrupt_came(void);

#endif
