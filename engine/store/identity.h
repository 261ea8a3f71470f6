/* identity.h - which file it is: its size, and XXH3-128 of its bytes.
 *
 * Not SHA-256: that is slower than reading the data. A file is noted before it is read or hashed,
 * and looked at again after, so one that changes meanwhile is noticed.
 */
#ifndef BAREME_STORE_IDENTITY_H
#define BAREME_STORE_IDENTITY_H

#include "base/fault.h"

enum { IDENTITY_TEXT = 33 };

struct identity {
    uint64_t size;
    char hash[IDENTITY_TEXT];     /* hexadecimal */
    int64_t seconds, nanoseconds; /* of its last change; not stored */
    uint64_t node;
};

/* All but the hash. */
bool identity_note(const char *path, const char *name, struct identity *identity,
                   struct fault *fault);
bool identity_hash(const char *path, const char *name, struct identity *identity,
                   struct fault *fault);
/* A fault when the file is not as it was. */
bool identity_holds(const char *path, const char *name, const struct identity *identity,
                    struct fault *fault);

#endif
