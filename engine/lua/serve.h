/* serve.h - what the process of a script does: it reads the script, says what it found,
 * and calls the author's functions as it is asked.
 *
 * Everything it needs lies in the memory inherited at the fork, and is only read.
 */
#ifndef BAREME_LUA_SERVE_H
#define BAREME_LUA_SERVE_H

#include "lua/board.h"
#include "lua/script.h"

struct order {
    const char *path, *name, *bytes;
    size_t size;
    struct script_options options; /* max_memory is set */
    bool with_data;                /* records may be asked for */
    bool with_warnings;
    bool again;   /* for its functions: what it finds is known */
    double spent; /* of max_seconds, when it is read again */
};

void serve(void *order, int descriptor, struct board *board);

#endif
