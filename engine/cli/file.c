/* file.c - files read and written whole.
 *
 * Nothing here keeps a descriptor or memory after it returns, save the text that
 * file_read fills, which is the caller's.
 */
#include "cli/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"

enum { READ_MOST = 16 << 20, READ_BLOCK = 1 << 16 };

/* ---- reading ---- */

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool read_all(int file, const char *path, struct text *content,
                     struct fault *fault)
{
    char block[READ_BLOCK];
    for (;;) {
        ssize_t size = read(file, block, sizeof block);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return fault_set(fault, FAULT_MACHINE, "%s: cannot be read: %s", path,
                             strerror(errno));
        if (size == 0)
            return true;
        if (content->size + (size_t)size > READ_MOST)
            return fault_set(fault, FAULT_DATA, "%s: is larger than 16 MiB", path);
        if (memchr(block, 0, (size_t)size) != NULL)
            return fault_set(fault, FAULT_DATA, "%s: holds a NUL byte: it is not a text",
                             path);
        text_add_bytes(content, block, (size_t)size);
    }
}

bool file_read(const char *path, const char *what, struct text *content,
               struct fault *fault)
{
    /* Without O_NONBLOCK, opening a FIFO would wait for a writer. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fault_set(fault, FAULT_DATA, "%s: there is no such %s", path, what);
    if (file < 0)
        return fault_set(fault, FAULT_MACHINE, "%s: cannot be opened: %s", path,
                         strerror(errno));
    struct stat status;
    bool read = false;
    if (fstat(file, &status) != 0)
        fault_set(fault, FAULT_MACHINE, "%s: %s", path, strerror(errno));
    else if (S_ISDIR(status.st_mode))
        fault_set(fault, FAULT_DATA, "%s: is a folder, not a %s", path, what);
    else if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))
        fault_set(fault, FAULT_DATA, "%s: is a device, not a %s", path, what);
    else if (fcntl(file, F_SETFL, 0) != 0)
        fault_set(fault, FAULT_MACHINE, "%s: %s", path, strerror(errno));
    else
        read = read_all(file, path, content, fault);
    close(file);
    return read;
}

/* ---- writing ---- */

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

void file_tell(const char *bytes, size_t size)
{
    (void)write_all(STDERR_FILENO, bytes, size);
}

static bool not_written(const char *path, struct fault *fault)
{
    return fault_set(fault, FAULT_MACHINE, "%s: cannot be written: %s", path,
                     strerror(errno));
}

/* The rights that an ordinary new file gets: mkstemp's are the owner's alone. */
static mode_t usual_mode(const char *target)
{
    struct stat status;
    if (stat(target, &status) == 0)
        return status.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* After a rename, the folder must reach the disk too. Not every file system can; then it
 * is as safe as that file system is. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[PATH_MAX];
    if (slash == NULL)
        snprintf(folder, sizeof folder, ".");
    else
        snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path),
                 path);
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    (void)fsync(file);
    close(file);
}

/* ---- results ---- */

static char *copy_of(const char *text)
{
    char *copy = memory_get(strlen(text) + 1);
    return strcpy(copy, text);
}

/* Beside the target, to be renamed over it. */
static bool open_beside(struct output *output, const char *target, struct fault *fault)
{
    char temporary[PATH_MAX + 32];
    const char *slash = strrchr(target, '/');
    int folder = slash == NULL ? 0 : (int)(slash + 1 - target);
    snprintf(temporary, sizeof temporary, "%.*s.bareme-XXXXXX", folder, target);
    output->file = mkostemp(temporary, O_CLOEXEC);
    if (output->file < 0)
        return not_written(target, fault);
    output->target = copy_of(target);
    output->temporary = copy_of(temporary);
    interrupt_removes(output->temporary);
    return true;
}

bool output_begin(struct output *output, const char *path, struct fault *fault)
{
    struct stat status;
    *output = (struct output){.path = path, .file = STDOUT_FILENO};
    if (path == NULL)
        return true;
    bool there = stat(path, &status) == 0;
    if (there && S_ISDIR(status.st_mode))
        return fault_set(fault, FAULT_MACHINE, "%s: is a folder, not a file to write",
                         path);
    if (there && !S_ISREG(status.st_mode)) { /* devices and pipes: nothing to rename over */
        output->file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return output->file >= 0 || not_written(path, fault);
    }
    /* A link stays a link: what it points to is replaced. */
    char real[PATH_MAX];
    const char *target = there && realpath(path, real) != NULL ? real : path;
    if (strlen(target) >= PATH_MAX)
        return fault_set(fault, FAULT_MACHINE, "%s: the name is too long", path);
    return open_beside(output, target, fault);
}

void output_add(struct output *output, const char *bytes, size_t size)
{
    if (output->error == 0 && !write_all(output->file, bytes, size))
        output->error = errno;
}

/* Notes what fails of what must be done in the end. */
static void must(struct output *output, bool done)
{
    if (!done && output->error == 0)
        output->error = errno;
}

static void end_beside(struct output *output)
{
    mode_t mode = usual_mode(output->target);
    if (output->error == 0)
        must(output, fchmod(output->file, mode) == 0 && fsync(output->file) == 0);
    must(output, close(output->file) == 0);
    if (output->error == 0)
        must(output, rename(output->temporary, output->target) == 0);
    if (output->error != 0)
        unlink(output->temporary);
    else
        sync_folder(output->target);
    interrupt_removes(NULL);
    free(output->target);
    free(output->temporary);
}

bool output_end(struct output *output, struct fault *fault)
{
    if (output->temporary != NULL)
        end_beside(output);
    else if (output->path != NULL)
        must(output, close(output->file) == 0);
    errno = output->error;
    if (errno == 0)
        return true;
    if (output->path != NULL)
        return not_written(output->path, fault);
    if (errno ==
        EPIPE) /* `bareme run … | head`: who reads has had enough, and knows it */
        return fault_set(fault, FAULT_MACHINE, "%s", "");
    return fault_set(fault, FAULT_MACHINE, "standard output: cannot be written: %s",
                     strerror(errno));
}

bool file_write(const char *path, const char *bytes, size_t size, struct fault *fault)
{
    struct output output;
    if (!output_begin(&output, path, fault))
        return false;
    output_add(&output, bytes, size);
    return output_end(&output, fault);
}

bool file_create(const char *path, const char *bytes, size_t size, struct fault *fault)
{
    char folder[PATH_MAX];
    if (strlen(path) >= sizeof folder)
        return fault_set(fault, FAULT_MACHINE, "%s: the name is too long", path);
    for (const char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            return fault_set(fault, FAULT_MACHINE, "%s: cannot be made: %s", folder,
                             strerror(errno));
    }
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0 && errno == EEXIST)
        return fault_set(fault, FAULT_DATA,
                         "%s: is there already. choose another name, or move it away",
                         path);
    if (file < 0)
        return not_written(path, fault);
    bool written = write_all(file, bytes, size) || not_written(path, fault);
    if (close(file) != 0 && written)
        written = not_written(path, fault);
    if (!written)
        unlink(path);
    return written;
}
