/* fail.c - preloaded, makes the n-th call of a kind fail: FAIL_ALLOCATION=n or
 * FAIL_WRITE=n.
 *
 * Writes are write, pwrite, fwrite, fsync, fdatasync and rename, which find the disk full; or, with
 * FAIL_SIGNAL=number, that signal arrives instead and the write goes well. FAIL_COUNT=file: how many
 * of either there were is written there at the end, and nothing fails. A process that is forked goes
 * on with its parent's count of allocations.
 */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static long allocations, writes, fail_allocation = -1, fail_write = -1;
static int signal_number;
static pid_t first;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);

__attribute__((constructor)) static void begin(void)
{
    const char *allocation = getenv("FAIL_ALLOCATION"), *written = getenv("FAIL_WRITE");
    first = getpid();
    fail_allocation = allocation != NULL ? atol(allocation) : 0;
    fail_write = written != NULL ? atol(written) : 0;
    signal_number = getenv("FAIL_SIGNAL") != NULL ? atoi(getenv("FAIL_SIGNAL")) : 0;
    allocations = writes = 0;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAIL_COUNT");
    if (path == NULL || getpid() != first)
        return;
    long had_allocations = allocations, had_writes = writes;
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return;
    fprintf(file, "%ld %ld\n", had_allocations, had_writes);
    fclose(file);
}

static int fails(long *count, long at)
{
    return at >= 0 && ++*count == at;
}

static int write_fails(void)
{
    if (getpid() != first || !fails(&writes, fail_write))
        return 0;
    if (signal_number == 0)
        return 1;
    kill(first, signal_number); /* as from a terminal: not to the thread that writes */
    return 0;
}

static int allocation_fails(void)
{
    if (!fails(&allocations, fail_allocation))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return allocation_fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return allocation_fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return allocation_fails() ? NULL : __libc_realloc(memory, size);
}

/* The C library's own function of the same name. */
static void *original(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

ssize_t write(int file, const void *bytes, size_t size)
{
    ssize_t (*own)(int, const void *, size_t);
    *(void **)&own = original("write");
    if (!write_fails())
        return own(file, bytes, size);
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
    ssize_t (*own)(int, const void *, size_t, off64_t);
    *(void **)&own = original("pwrite64");
    if (!write_fails())
        return own(file, bytes, size, at);
    errno = ENOSPC;
    return -1;
}

size_t fwrite(const void *items, size_t size, size_t count, FILE *file)
{
    size_t (*own)(const void *, size_t, size_t, FILE *);
    *(void **)&own = original("fwrite");
    if (!write_fails())
        return own(items, size, count, file);
    errno = ENOSPC;
    return 0;
}

int fsync(int file)
{
    int (*own)(int);
    *(void **)&own = original("fsync");
    if (!write_fails())
        return own(file);
    errno = ENOSPC;
    return -1;
}

int fdatasync(int file)
{
    int (*own)(int);
    *(void **)&own = original("fdatasync");
    if (!write_fails())
        return own(file);
    errno = ENOSPC;
    return -1;
}

int rename(const char *from, const char *to)
{
    int (*own)(const char *, const char *);
    *(void **)&own = original("rename");
    if (!write_fails())
        return own(from, to);
    errno = ENOSPC;
    return -1;
}
