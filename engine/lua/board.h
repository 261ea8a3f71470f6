/* board.h - what a script's process leaves behind when it ends without a word.
 *
 * A page shared with the engine. The process writes on it where its script was last seen,
 * and, from a signal's handler, why it ends; the engine reads it only once the process is
 * gone, and believes nothing of it but to say it.
 */
#ifndef BAREME_LUA_BOARD_H
#define BAREME_LUA_BOARD_H

#include <stdint.h>

enum board_end {
    BOARD_NOTHING,
    BOARD_TIME,  /* the time was up inside one function of the library */
    BOARD_CRASH, /* SIGSEGV and its kind */
};

struct board {
    volatile uint32_t end; /* enum board_end */
    volatile uint32_t line;
    volatile uint32_t call; /* of those asked for together: the one that runs */
    char path[1024];
};

#endif
