/* fault.c - the one error value, and the one place where memory can run out.
 *
 * A fault is of fixed size and belongs to the caller: setting it allocates nothing, so it
 * works when nothing else does. What memory_get gives belongs to the caller, who frees
 * it.
 */
#include "base/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char cut_mark[] = "…";

/* A message that did not fit ends in "…", and never in half a character. */
static void cut(char *message, size_t room)
{
    size_t end = room - sizeof cut_mark;
    while (end > 0 && ((unsigned char)message[end] & 0xC0) == 0x80)
        end--;
    memcpy(message + end, cut_mark, sizeof cut_mark);
}

__attribute__((format(printf, 4, 0))) static bool
set(struct fault *fault, enum fault_kind kind, struct place place, const char *format,
    va_list arguments)
{
    if (fault->kind != FAULT_NONE)
        return false;
    fault->kind = kind;
    size_t room = sizeof fault->message;
    int size = 0;
    if (place.file && place.line)
        size = snprintf(fault->message, room, "%s:%u: ", place.file,
                        (unsigned)place.line);
    else if (place.file)
        size = snprintf(fault->message, room, "%s: ", place.file);
    size_t used = size < 0 ? 0 : (size_t)size;
    if (used < room) {
        size = vsnprintf(fault->message + used, room - used, format, arguments);
        used += size < 0 ? 0 : (size_t)size;
    }
    if (used >= room)
        cut(fault->message, room);
    return false;
}

bool fault_set(struct fault *fault, enum fault_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(fault, kind, (struct place){NULL, 0}, format, arguments);
    va_end(arguments);
    return false;
}

bool fault_at(struct fault *fault, enum fault_kind kind, struct place place,
              const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set(fault, kind, place, format, arguments);
    va_end(arguments);
    return false;
}

_Noreturn void memory_exhausted(void)
{
    /* write and _exit: neither allocates, nor runs what was registered for a normal
     * end. */
    static const char message[] = "bareme: out of memory\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(FAULT_MACHINE);
}

void *memory_get(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_get_zeroed(size_t count, size_t size)
{
    void *memory = count && size ? calloc(count, size) : calloc(1, 1);
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *memory, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        memory_exhausted();
    memory = realloc(memory, bytes ? bytes : 1);
    if (!memory)
        memory_exhausted();
    return memory;
}
