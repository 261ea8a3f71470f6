/* spill.c - large arrays on disk.
 *
 * Writing into a mapped file costs a fault for each page, and the program if the disk is full; so
 * arrays are written as a whole, and mapped for reading alone. What the disk itself may do wrong is
 * only known afterwards: fsync tells of every failure since the file was opened, and is quick once
 * the file is cut short.
 */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fault.h"

enum {
    ARRAY_LEAST = 4 << 10,   /* smaller ones stay in memory */
    PIECE = 32 << 20,        /* bytes mapped at a time */
    ALIGNMENT = 64,
};

struct piece {
    char *bytes;
    size_t size;
};

struct spill {
    pthread_mutex_t lock;
    int file;
    off_t end;
    struct piece *pieces;
    size_t piece_count, piece_room;
    size_t used; /* of the last piece */
    bool full;   /* the disk is */
    char *path;  /* as messages name it */
};

/* ---- the file ---- */

/* Without a name from the start where the file system can do that. */
static int open_nameless(const char *folder)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    size_t size = strlen(folder) + 32;
    char *name = memory_get(size);
    snprintf(name, size, "%s/.bareme-XXXXXX", folder);
    file = mkostemp(name, O_CLOEXEC);
    if (file >= 0)
        unlink(name);
    free(name);
    return file;
}

struct spill *spill_open(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t size = slash == NULL ? 1 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = memory_get(size + 1);
    memcpy(folder, slash == NULL ? "." : path, size);
    folder[size] = '\0';
    int file = open_nameless(folder);
    free(folder);
    if (file < 0)
        return NULL;
    struct spill *spill = memory_get_zeroed(1, sizeof *spill);
    pthread_mutex_init(&spill->lock, NULL);
    spill->file = file;
    spill->path = memory_get(strlen(path) + 1);
    strcpy(spill->path, path);
    return spill;
}

void spill_close(struct spill *spill)
{
    if (spill == NULL)
        return;
    for (size_t i = 0; i < spill->piece_count; i++)
        munmap(spill->pieces[i].bytes, spill->pieces[i].size);
    close(spill->file);
    pthread_mutex_destroy(&spill->lock);
    free(spill->pieces);
    free(spill->path);
    free(spill);
}

/* ---- arrays ---- */

static void let_go(const struct piece *piece)
{
    madvise(piece->bytes, piece->size, MADV_DONTNEED);
}

/* As much stays free as the spill takes: what is made of it needs room beside it. */
static bool leaves_room(const struct spill *spill, size_t size)
{
    struct statvfs disk;
    if (fstatvfs(spill->file, &disk) != 0)
        return false;
    uint64_t free_bytes = (uint64_t)disk.f_bavail * disk.f_frsize;
    return free_bytes / 2 >= size && free_bytes - size >= (uint64_t)spill->end + size;
}

/* What stands in the pieces before is not needed soon. */
static bool add_piece(struct spill *spill, size_t least)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), size = least < PIECE ? PIECE : least;
    if (size > SIZE_MAX - page)
        return false;
    size = (size + page - 1) / page * page;
    if (!leaves_room(spill, size))
        return false;
    char *bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, spill->file, spill->end);
    if (bytes == MAP_FAILED)
        return false;
    if (spill->piece_count == spill->piece_room) {
        spill->piece_room = spill->piece_room * 2 + 16;
        spill->pieces =
            memory_resize(spill->pieces, spill->piece_room, sizeof *spill->pieces);
    }
    for (size_t i = 0; i < spill->piece_count; i++)
        let_go(&spill->pieces[i]);
    spill->pieces[spill->piece_count++] = (struct piece){bytes, size};
    spill->end += (off_t)size;
    spill->used = 0;
    return true;
}

/* Where an array of that size goes in the file, and where it is seen. */
static const char *take_room(struct spill *spill, size_t size, off_t *at)
{
    const char *array = NULL;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    pthread_mutex_lock(&spill->lock);
    const struct piece *last =
        spill->piece_count > 0 ? &spill->pieces[spill->piece_count - 1] : NULL;
    if (!spill->full && (last == NULL || last->size - spill->used < size))
        spill->full = !add_piece(spill, size);
    if (!spill->full) {
        last = &spill->pieces[spill->piece_count - 1];
        array = last->bytes + spill->used;
        *at = spill->end - (off_t)(last->size - spill->used);
        spill->used += size;
    }
    pthread_mutex_unlock(&spill->lock);
    return array;
}

static bool write_at(const struct spill *spill, const char *bytes, size_t size, off_t at)
{
    while (size > 0) {
        ssize_t written = pwrite(spill->file, bytes, size, at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
        at += written;
    }
    return true;
}

const void *spill_keep(struct spill *spill, const void *bytes, size_t size)
{
    off_t at;
    if (size < ARRAY_LEAST || size > SIZE_MAX - ALIGNMENT)
        return NULL;
    const char *array = take_room(spill, size, &at);
    return array != NULL && write_at(spill, bytes, size, at) ? array : NULL;
}

void spill_rest(struct spill *spill)
{
    pthread_mutex_lock(&spill->lock);
    for (size_t i = 0; i < spill->piece_count; i++)
        let_go(&spill->pieces[i]);
    pthread_mutex_unlock(&spill->lock);
}

bool spill_check(struct spill *spill, struct fault *fault)
{
    /* What was never written to the disk is forgotten, so there is nothing to wait for. */
    if (ftruncate(spill->file, 0) == 0 && fsync(spill->file) == 0)
        return true;
    return fault_set(fault, FAULT_MACHINE,
                     "%s: the disk failed to keep what was laid aside beside it (%s)",
                     spill->path, strerror(errno));
}
