/* database.c - opening an SQLite file with care.
 *
 * The first bytes are looked at before SQLite sees them: a file that says it has a
 * write-ahead log would have files made beside it just to be read. Opened for writing
 * even when it is only read, because a load that was killed leaves a journal to be rolled
 * back; where nothing can be written, SQLite falls back to reading by itself.
 *
 * A database owns its connection.
 */
#include "store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "store/store.h"

enum {
    WAIT_READING = 10000, /* milliseconds */
    WAIT_WRITING = 60000,
    HEADER_SIZE = 100,
    WRITE_VERSION_AT = 18, /* 1: a rollback journal; then the same of reading */
};

/* ---- errors ---- */

bool database_damaged(const struct database *database, const char *what,
                      struct fault *fault)
{
    return fault_set(
        fault, FAULT_DATA,
        "%s: this store is damaged: %s. take a copy of it, or load its data anew "
        "into another file",
        database->path, what);
}

static bool machine(const struct database *database, const char *what,
                    struct fault *fault)
{
    return fault_set(fault, FAULT_MACHINE, "%s: %s", database->path, what);
}

static bool disk_failed(const struct database *database, struct fault *fault)
{
    int number = sqlite3_system_errno(database->handle);
    if (number == ENOSPC || number == EDQUOT || number == EFBIG)
        return machine(database, "the disk is full; nothing was changed", fault);
    if ((sqlite3_extended_errcode(database->handle)) == SQLITE_IOERR_WRITE && number == 0)
        return machine(database,
                       "cannot be written: is the disk full, or a limit reached? nothing "
                       "was changed",
                       fault);
    return fault_set(fault, FAULT_MACHINE, "%s: cannot be read or written: %s",
                     database->path,
                     number != 0 ? strerror(number) : sqlite3_errmsg(database->handle));
}

static bool read_only(const struct database *database, int code, struct fault *fault)
{
    if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY ||
        code == SQLITE_CANTOPEN)
        return machine(
            database,
            "a load into it was cut short, and it cannot be written here to undo "
            "that. read it once where it can be written",
            fault);
    return machine(database, "cannot be written (is it, or its folder, write-protected?)",
                   fault);
}

static bool has_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct text folder = {0};
    struct stat status;
    text_add_bytes(&folder, path, slash == NULL ? 0 : (size_t)(slash + 1 - path));
    text_add_char(&folder, '.');
    bool there = stat(text_of(&folder), &status) == 0;
    text_clear(&folder);
    return there;
}

bool database_failed(const struct database *database, struct fault *fault)
{
    int code = sqlite3_extended_errcode(database->handle);
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return machine(database, "the disk is full; nothing was changed", fault);
    case SQLITE_IOERR:
        return disk_failed(database, fault);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return machine(database,
                       "another program is writing it. try again when it is done", fault);
    case SQLITE_READONLY:
        return read_only(database, code, fault);
    case SQLITE_CANTOPEN: {
        int number = sqlite3_system_errno(database->handle);
        if (!has_folder(database->path))
            return machine(database, "cannot be made: there is no such folder", fault);
        if (number == ENOENT)
            return machine(database,
                           "cannot be made or written (is the disk full, or its folder "
                           "write-protected?)",
                           fault);
        if (number == 0 || number == EROFS || number == EACCES)
            return read_only(database, SQLITE_READONLY, fault);
        return disk_failed(database, fault);
    }
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return machine(database, "cannot be opened: not allowed", fault);
    case SQLITE_NOMEM: /* what was begun is rolled back all the same */
        return fault_set(fault, FAULT_MACHINE, "out of memory");
    case SQLITE_TOOBIG:
        return fault_set(fault, FAULT_DATA, "%s: a value is too large for a store",
                         database->path);
    default:
        return database_damaged(database, sqlite3_errmsg(database->handle), fault);
    }
}

/* ---- opening ---- */

static bool cannot_open(const struct database *database, struct fault *fault)
{
    return fault_set(fault,
                     errno == ENOENT || errno == ENOTDIR ? FAULT_DATA : FAULT_MACHINE,
                     "%s: %s", database->path,
                     errno == ENOENT    ? "there is no such store. bareme load makes one"
                     : errno == ENOTDIR ? "there is no such folder"
                                        : strerror(errno));
}

static const char magic[16] = "SQLite format 3";

/* A first load was cut short by the power: its first page never came to the disk, the
 * journal that undoes the others did. */
static bool is_unfinished(const char *path, const void *first)
{
    static const char nothing[sizeof magic];
    struct text journal = {0};
    text_addf(&journal, "%s-journal", path);
    bool unfinished = memcmp(first, nothing, sizeof nothing) == 0 &&
                      access(text_of(&journal), F_OK) == 0;
    text_clear(&journal);
    return unfinished;
}

static bool look_at(const struct database *database, const unsigned char *header,
                    size_t size, struct fault *fault)
{
    if (size == 0)
        return true; /* nothing was loaded yet */
    if (size >= HEADER_SIZE && is_unfinished(database->path, header))
        return true;
    if (size < HEADER_SIZE || memcmp(header, magic, sizeof magic) != 0)
        return fault_set(fault, FAULT_DATA,
                         "%s: is not a store (nor any SQLite file). name another file",
                         database->path);
    if (header[WRITE_VERSION_AT] == 2 && header[WRITE_VERSION_AT + 1] == 2)
        return fault_set(
            fault, FAULT_DATA,
            "%s: another program has changed the journal of this store to WAL. "
            "turn it back with: sqlite3 FILE 'PRAGMA journal_mode=delete'",
            database->path);
    if (header[WRITE_VERSION_AT] != 1 || header[WRITE_VERSION_AT + 1] != 1)
        return database_damaged(database, "its header is not one that was written",
                                fault);
    return true;
}

/* No lock of ours is on the file yet, so opening and closing it takes none away. */
static bool look_first(const struct database *database, enum opening opening,
                       struct fault *fault)
{
    unsigned char header[HEADER_SIZE];
    struct stat status;
    int file = open(database->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0 && errno == ENOENT && opening == OPEN_TO_WRITE)
        return true;
    if (file < 0)
        return cannot_open(database, fault);
    bool fine = fstat(file, &status) == 0;
    if (!fine)
        cannot_open(database, fault);
    else if (!S_ISREG(status.st_mode))
        fine =
            fault_set(fault, FAULT_DATA, "%s: is %s, not a file that a store could be",
                      database->path, S_ISDIR(status.st_mode) ? "a folder" : "a device");
    if (fine) {
        ssize_t size = pread(file, header, sizeof header, 0);
        fine = size >= 0 ? look_at(database, header, (size_t)size, fault)
                         : cannot_open(database, fault);
    }
    close(file);
    return fine;
}

static void defend(sqlite3 *handle)
{
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
}

bool database_open(struct database *database, const char *path, enum opening opening,
                   struct fault *fault)
{
    *database = (struct database){.path = path};
    if (!look_first(database, opening, fault))
        return false;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (opening == OPEN_TO_WRITE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK) {
        if (database->handle == NULL)
            memory_exhausted();
        bool failed = database_failed(database, fault);
        database_close(database);
        return failed;
    }
    defend(database->handle);
    sqlite3_busy_timeout(database->handle,
                         opening == OPEN_TO_WRITE ? WAIT_WRITING : WAIT_READING);
    if (database_run(database, "PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY", fault) &&
        (opening == OPEN_TO_WRITE ||
         database_run(database, "PRAGMA query_only=1", fault)))
        return true;
    database_close(database);
    return false;
}

void database_close(struct database *database)
{
    sqlite3_close(database->handle);
    database->handle = NULL;
}

bool store_looks_like(const char *path)
{
    char first[sizeof magic];
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return false;
    struct stat status;
    bool store = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                 pread(file, first, sizeof first, 0) == sizeof first &&
                 (memcmp(first, magic, sizeof magic) == 0 || is_unfinished(path, first));
    close(file);
    return store;
}

/* Under the lock of all bytes that SQLite locks, taken by hand: SQLite would have to write
 * a journal for it, on a disk that may be full. Whoever waits for the file finds that it
 * is gone (schema_check). With a journal beside it, nothing that stands in it is for good. */
void store_unmake(const char *path)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000,
                         .l_len = 512};
    struct stat status;
    struct text journal = {0};
    int file = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return;
    text_addf(&journal, "%s-journal", path);
    bool begun = access(text_of(&journal), F_OK) == 0;
    if (fcntl(file, F_SETLK, &lock) == 0 && fstat(file, &status) == 0 &&
        S_ISREG(status.st_mode) && (begun || status.st_size == 0) && unlink(path) == 0)
        unlink(text_of(&journal));
    text_clear(&journal);
    close(file);
}

/* ---- statements ---- */

bool database_run(const struct database *database, const char *sql, struct fault *fault)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           database_failed(database, fault);
}

sqlite3_stmt *database_prepare(const struct database *database, const char *sql,
                               struct fault *fault)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) != SQLITE_OK)
        database_failed(database, fault);
    return statement;
}

bool database_step(const struct database *database, sqlite3_stmt *statement,
                   struct fault *fault)
{
    int answer = sqlite3_step(statement);
    bool done = answer == SQLITE_DONE || database_failed(database, fault);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return done;
}

bool database_ask(const struct database *database, const char *sql, int64_t *number,
                  struct fault *fault)
{
    sqlite3_stmt *statement = database_prepare(database, sql, fault);
    if (statement == NULL)
        return false;
    bool asked =
        sqlite3_step(statement) == SQLITE_ROW || database_failed(database, fault);
    if (asked)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return asked;
}
