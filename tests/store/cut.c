/* cut.c - preloaded, cuts a program short at the n-th of its calls that change a store.
 *
 * CUT_AT=n and CUT_HOW=full (the disk is), error (of the disk) or kill (the program, before
 * the call); CUT_EVER: all later calls fail as well. CUT_LOG=file: each call is written
 * there, with its bytes, so that what a disk held at any moment can be made again. The
 * calls are those by which SQLite changes files; nothing else of the program uses them.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long calls;
static int logging = -1;

/* The C library's own function of the same name. */
static void *original(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("CUT_LOG");
    if (path != NULL)
        logging = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* What is to be done again: one line, then the bytes. */
static void record(char what, const char *name, long long offset, const void *bytes, size_t size)
{
    char line[4200];
    if (logging < 0)
        return;
    int length = snprintf(line, sizeof line, "%c %lld %zu %s\n", what, offset, size, name);
    if (write(logging, line, (size_t)length) < 0 || (size > 0 && write(logging, bytes, size) < 0))
        abort();
}

static void record_file(char what, int file, long long offset, const void *bytes, size_t size)
{
    char link[64], name[4096];
    if (logging < 0)
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    name[length < 0 ? 0 : length] = '\0';
    record(what, name, offset, bytes, size);
}

static int is_cut(void)
{
    const char *at = getenv("CUT_AT"), *how = getenv("CUT_HOW");
    calls++;
    if (at == NULL || how == NULL || calls < atol(at) ||
        (calls > atol(at) && getenv("CUT_EVER") == NULL))
        return 0;
    if (strcmp(how, "kill") == 0)
        raise(SIGKILL);
    errno = strcmp(how, "full") == 0 ? ENOSPC : EIO;
    return 1;
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset)
{
    ssize_t (*own)(int, const void *, size_t, off64_t);
    *(void **)&own = original("pwrite64");
    if (is_cut())
        return -1;
    record_file('W', file, offset, bytes, size);
    return own(file, bytes, size, offset);
}

int ftruncate64(int file, off64_t size)
{
    int (*own)(int, off64_t);
    *(void **)&own = original("ftruncate64");
    if (is_cut())
        return -1;
    record_file('T', file, size, NULL, 0);
    return own(file, size);
}

int fdatasync(int file)
{
    int (*own)(int);
    *(void **)&own = original("fdatasync");
    if (is_cut())
        return -1;
    record_file('S', file, 0, NULL, 0);
    return own(file);
}

int unlink(const char *path)
{
    int (*own)(const char *);
    *(void **)&own = original("unlink");
    if (is_cut())
        return -1;
    record('U', path, 0, NULL, 0);
    return own(path);
}
