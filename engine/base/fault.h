/* fault.h - the one error value.
 *
 * A function that can fail takes a `struct fault *` last and returns false (or NULL) when it has
 * failed; the fault then holds one message for the user. The fault is the caller's, of fixed size,
 * so it stays valid whatever is released, and even when a Lua error jumps. It is set once, at the
 * deepest place that knows the user's words.
 *
 * A message reads: place: what is wrong, with the user's own name and value. what to do
 *   samples/romans/funding.csv:7: column 'amount': '12,5x' is not a number
 *   scripts/x.lua:6: no indicator 'agrements' (did you mean 'agreements'?)
 * The user's trouble is a fault; a mistake of ours is an assert; running out of memory ends the
 * program in one function (memory_exhausted, with exit status 4).
 */
#ifndef BAREME_BASE_FAULT_H
#define BAREME_BASE_FAULT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The values are the exit statuses of the command. */
enum fault_kind {
    FAULT_NONE = 0,
    FAULT_DATA = 1,    /* the data or the script is wrong */
    FAULT_USAGE = 2,   /* the command line is wrong */
    FAULT_LIMIT = 3,   /* a limit of time or memory was hit */
    FAULT_MACHINE = 4, /* disk full, output not writable, file not readable */
};

struct fault {
    enum fault_kind kind;
    char message[4000];
};

/* Where something stands in a file of the user's. line 0: the file as a whole. */
struct place {
    const char *file;
    uint32_t line;
};

/* Sets the fault, unless one is set already, and returns false: `return fault_set(…)`.
 * A message too long for the fault is cut at a character's border and ends in "…". */
bool fault_set(struct fault *fault, enum fault_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with "file:line: " (or "file: ") before the message; a NULL file gives no place. */
bool fault_at(struct fault *fault, enum fault_kind kind, struct place place,
              const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Writes "bareme: out of memory" to standard error and ends the program with status 4. */
_Noreturn void memory_exhausted(void);

/* malloc, calloc and realloc that never return NULL (a size of 0 asks for 1 byte; a product
 * that overflows is out of memory). Freed by free. */
void *memory_get(size_t size);
void *memory_get_zeroed(size_t count, size_t size);
void *memory_resize(void *memory, size_t count, size_t size);

#endif
