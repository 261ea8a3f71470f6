/* write.h - datasets into a store, all or nothing.
 *
 * One transaction: when it ends, the store holds exactly the datasets given; when it does
 * not (a full disk, a kill, a power loss), the store is as it was, or is not there. BLOBs
 * that are in the store already may be kept where they are.
 */
#ifndef BAREME_STORE_WRITE_H
#define BAREME_STORE_WRITE_H

#include "store/identity.h"
#include "store/store.h"

struct written_file {
    const char *name; /* as the datasets' files are called, or a datapackage.json */
    struct identity identity;
};

struct store_content {
    const struct datasets *datasets; /* all of it is loaded */
    const struct written_file *files;
    size_t file_count;
    const struct problems *problems; /* what was told when they were read */
    const char *options;
    bool keep; /* BLOBs of the store were read and are good: those that stay as they are
                  stay */
    unsigned threads; /* 0: as many as there are processors */
    struct spill *spill; /* where the datasets lie: ended before the transaction is; NULL */
    /* Called before the store is written to, and as bytes are written; may be NULL.
     * False: nothing is to be written after all, and that is a fault. */
    bool (*progress)(void *owner, uint64_t done, uint64_t all);
    void *owner;
};

/* What the store must still be when its lock is held; else `changed` and nothing is
 * written. */
struct store_expected {
    bool exists;
    uint64_t checksum;
};

/* `expected` NULL: whatever it is. */
bool store_write(const char *path, const struct store_content *content,
                 const struct store_expected *expected, bool *changed,
                 struct fault *fault);

#endif
