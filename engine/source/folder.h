/* folder.h - which files there are, and of which dataset each is.
 *
 * A path is a folder (its data files in bytewise order of names, or what its datapackage.json
 * names) or one file. Everything lives in the arena given.
 */
#ifndef BAREME_SOURCE_FOLDER_H
#define BAREME_SOURCE_FOLDER_H

#include "source/package.h"

struct listed {
    const char *dataset;
    const char *file;  /* as messages name it */
    const char *path;  /* NULL: in memory */
    const char *bytes;
    size_t size;
    uint32_t folder;   /* files of one path have one number */
    uint64_t device, node; /* which file it is on this machine; 0: not known */
    const struct resource *resource; /* NULL: everything is found out */
};

struct listing {
    struct listed *files;
    size_t count, room;
    const char *const *others; /* names of datasets that lie elsewhere */
    size_t other_count;
};

/* Adds the files of a path given on the command line. */
bool listing_add_path(struct listing *listing, struct arena *arena, const char *path,
                      uint32_t folder, struct problems *problems, struct fault *fault);
/* Adds one; the dataset is named after the file unless the resource names it. */
void listing_add(struct listing *listing, struct arena *arena, struct listed listed);

/* "data/plan.csv.gz" -> "plan" */
const char *dataset_name(struct arena *arena, const char *file);

#endif
