/* identity.c - hashing a file.
 *
 * Nothing is kept.
 */
#include "store/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum { BLOCK = 1 << 17 };

static bool failed(const char *name, struct fault *fault)
{
    return fault_at(fault,
                    errno == ENOENT || errno == ENOTDIR ? FAULT_DATA : FAULT_MACHINE,
                    (struct place){.file = name}, "cannot be read: %s", strerror(errno));
}

/* What is no plain file has no size: the reader says what it is. */
bool identity_note(const char *path, const char *name, struct identity *identity,
                   struct fault *fault)
{
    struct stat status;
    *identity = (struct identity){0};
    if (stat(path, &status) != 0)
        return failed(name, fault);
    identity->size = S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    identity->seconds = status.st_mtim.tv_sec;
    identity->nanoseconds = status.st_mtim.tv_nsec;
    identity->node = status.st_ino;
    return true;
}

static bool hash_file(int file, const char *name, struct identity *identity,
                      struct fault *fault)
{
    XXH3_state_t *state = XXH3_createState();
    if (state == NULL)
        memory_exhausted();
    char *block = memory_get(BLOCK);
    uint64_t left = identity->size;
    bool fine = true;
    XXH3_128bits_reset(state);
    while (fine && left > 0) {
        ssize_t got = read(file, block, left < BLOCK ? (size_t)left : BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        fine = got >= 0 || failed(name, fault);
        if (got <= 0)
            break;
        XXH3_128bits_update(state, block, (size_t)got);
        left -= (uint64_t)got;
    }
    XXH128_hash_t hash = XXH3_128bits_digest(state);
    snprintf(identity->hash, sizeof identity->hash, "%016" PRIx64 "%016" PRIx64,
             hash.high64, hash.low64);
    free(block);
    XXH3_freeState(state);
    return fine;
}

bool identity_hash(const char *path, const char *name, struct identity *identity,
                   struct fault *fault)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return failed(name, fault);
    bool fine = hash_file(file, name, identity, fault);
    close(file);
    return fine;
}

bool identity_holds(const char *path, const char *name, const struct identity *identity,
                    struct fault *fault)
{
    struct identity now;
    if (!identity_note(path, name, &now, fault))
        return false;
    if (now.size == identity->size && now.seconds == identity->seconds &&
        now.nanoseconds == identity->nanoseconds && now.node == identity->node)
        return true;
    return fault_at(fault, FAULT_DATA, (struct place){.file = name},
                    "has changed while it was read. load it again when nobody writes it");
}
