/* loading.h - one load: its files, and what they are to the store.
 *
 * A loading owns its listing, identities and datasets.
 */
#ifndef BAREME_CLI_LOADING_H
#define BAREME_CLI_LOADING_H

#include "cli/options.h"
#include "cli/progress.h"
#include "source/source.h"
#include "store/write.h"

enum how { LOAD_NEW, LOAD_REPLACE, LOAD_APPEND };

/* What a file is to the store. */
enum standing { FILE_NEW, FILE_SAME, FILE_CHANGED, FILE_TWIN };

struct loading {
    const struct options *options;
    struct arena *arena;
    struct source_options source;
    const char *path; /* of the store */
    const char *const *data;
    size_t data_count;
    enum how how;
    struct written_file *files;
    const char **paths;
    enum standing *standings;
    size_t file_count, file_room, path_room;
    bool hashed; /* the files are */
    struct store *store; /* as it was; NULL: there was none */
    struct store_expected expected;
    bool made; /* the file, by this load */
    struct datasets datasets;
    struct problems *problems;
    struct problems *unlisted; /* paths with no files: told when they are read, or if none is */
    size_t known_problems; /* told by the loads before */
    struct progress progress;
    struct fault *fault;
};

/* What the store was before; no fault when there was none. */
bool loading_open_store(struct loading *loading);
/* Notes the files of the data, and what says how they are read; hashes them; whether they are still as
 * noted. */
bool loading_find_files(struct loading *loading);
bool loading_hash_files(struct loading *loading, struct fault *fault);
bool loading_files_hold(struct loading *loading);
/* The options that change what is read, as one text. */
const char *loading_options(struct loading *loading);
/* What each file is to the store; false: a fault, or, `done`, nothing is to be done. */
bool loading_compare(struct loading *loading, bool *done);

#endif
