/* query.c - running a question in SQL.
 *
 * The tables live in a connection of memory that knows no file, so even what an
 * authorizer might let through could reach none. SQLite's own memory has a limit of its
 * own, and the clock is asked by SQLite between steps and by the tables while they pass
 * over records.
 *
 * A query lives as long as the call.
 */
#include "store/query.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/vtab.h"

enum { STEPS_BETWEEN_LOOKS = 10000, LONGEST_TEXT = 64 << 20, MOST_MEMORY = 1 << 30 };

struct query {
    sqlite3 *handle;
    const char *sql;
    struct vtab_host host;
    const struct datasets *datasets;
    double deadline, max_seconds;
    bool expired, denied;
    struct arena *arena;
    struct fault *fault;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool has_expired(void *owner)
{
    struct query *query = owner;
    query->expired = query->expired || now() > query->deadline;
    return query->expired;
}

static int look_at_clock(void *owner)
{
    return has_expired(owner);
}

/* ---- what a query may do ---- */

static bool is_ours(const struct query *query, const char *table)
{
    struct text name = {0}, quoted = {0};
    bool ours = false;
    text_add_char(&quoted, '"');
    for (const char *c = table; *c != '\0'; c++) {
        if (*c == '"')
            text_add_char(&quoted, '"');
        text_add_char(&quoted, *c);
    }
    text_add_char(&quoted, '"');
    for (size_t d = 0; d < query->datasets->count && !ours; d++) {
        name.size = 0;
        vtab_add_name(query->datasets, d, COLUMN_NONE, &name);
        ours = sqlite3_stricmp(text_of(&name), text_of(&quoted)) == 0;
    }
    text_clear(&name);
    text_clear(&quoted);
    return ours;
}

/* A table that no column is read of may be one that the query itself names (WITH): these
 * are known by not being any of SQLite's own. */
static bool may_read(const struct query *query, const char *table, const char *column)
{
    static const char *const own[] = {"sqlite_",     "pragma_", "dbstat", "fts3",
                                      "fts4",        "fts5",    "rtree",  "bytecode",
                                      "tables_used", "stmt"};
    if (is_ours(query, table) || sqlite3_stricmp(table, "json_each") == 0 ||
        sqlite3_stricmp(table, "json_tree") == 0)
        return true;
    if (*column != '\0')
        return false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (sqlite3_strnicmp(table, own[i], (int)strlen(own[i])) == 0)
            return false;
    return true;
}

static int authorize(void *owner, int action, const char *first, const char *second,
                     const char *database, const char *inner)
{
    static const char *const functions[] = {"load_extension", "fts3_tokenizer"};
    struct query *query = owner;
    (void)database;
    (void)inner;
    bool allowed = action == SQLITE_SELECT || action == SQLITE_RECURSIVE;
    if (action == SQLITE_READ)
        allowed =
            may_read(query, first != NULL ? first : "", second != NULL ? second : "");
    if (action == SQLITE_FUNCTION) {
        allowed = true;
        for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
            allowed = allowed && sqlite3_stricmp(second, functions[i]) != 0;
    }
    query->denied = query->denied || !allowed;
    return allowed ? SQLITE_OK : SQLITE_DENY;
}

/* ---- what went wrong ---- */

/* As a query writes it: in double quotes where it must be. */
static void add_table(const struct query *query, size_t dataset, struct text *out)
{
    const char *name = query->datasets->frames[dataset]->name;
    int size = (int)strlen(name);
    bool plain = sqlite3_keyword_check(name, size) == 0 && (*name < '0' || *name > '9') &&
                 strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "_0123456789") == (size_t)size;
    struct text quoted = {0};
    vtab_add_name(query->datasets, dataset, COLUMN_NONE, &quoted);
    text_add(out, plain && quoted.size == (size_t)size + 2 ? name : text_of(&quoted));
    text_clear(&quoted);
}

static const char *list_of_datasets(struct query *query)
{
    struct text list = {0};
    for (size_t d = 0; d < query->datasets->count; d++) {
        text_add(&list, d > 0 ? ", " : "");
        add_table(query, d, &list);
    }
    const char *kept = arena_text(query->arena, text_of(&list));
    text_clear(&list);
    return kept;
}

/* Where a text was meant and a column's name was written. */
static bool is_quoted(const char *sql, const char *name)
{
    struct text quoted = {0};
    text_addf(&quoted, "\"%s\"", name);
    bool found = strstr(sql, text_of(&quoted)) != NULL;
    text_clear(&quoted);
    return found;
}

static const char *suggestion(struct query *query, const char *message)
{
    static const char table[] = "no such table: ", column[] = "no such column: ";
    bool of_table = strncmp(message, table, sizeof table - 1) == 0;
    if (!of_table && strncmp(message, column, sizeof column - 1) != 0)
        return "";
    const char *name = message + (of_table ? sizeof table : sizeof column) - 1;
    if (!of_table && is_quoted(query->sql, name))
        return arena_format(query->arena, " (a text stands in single quotes: '%s')", name);
    const char *point = strrchr(name, '.');
    size_t count = 0, room = 0;
    const char **names = NULL;
    for (size_t d = 0; d < query->datasets->count; d++) {
        const struct frame *frame = query->datasets->frames[d];
        for (uint32_t c = 0; c < (of_table ? 1 : frame->column_count); c++) {
            names = arena_grow(query->arena, names, count, &room, sizeof *names);
            names[count++] = of_table ? frame->name : frame->columns[c].name;
        }
    }
    return text_suggestion(query->arena, point != NULL && !of_table ? point + 1 : name,
                           names, count);
}

static bool failed(struct query *query)
{
    const char *message = sqlite3_errmsg(query->handle);
    int code = sqlite3_errcode(query->handle) & 0xFF;
    if (query->host.fault.kind != FAULT_NONE) {
        *query->fault = query->host.fault;
        return false;
    }
    if (query->expired)
        return fault_set(
            query->fault, FAULT_LIMIT,
            "the query took longer than %g second%s. narrow it, or say --max-time",
            query->max_seconds, query->max_seconds == 1 ? "" : "s");
    if (code == SQLITE_NOMEM || code == SQLITE_TOOBIG)
        return fault_set(
            query->fault, FAULT_LIMIT,
            "the query needs more memory than it may have (%d MiB). narrow it",
            MOST_MEMORY >> 20);
    if (query->denied)
        return fault_set(query->fault, FAULT_DATA,
                         "a query only reads: one SELECT over the datasets %s (%s)",
                         list_of_datasets(query), message);
    return fault_set(query->fault, FAULT_DATA,
                     "the query: %s%s. the datasets are %s; bareme describe says which "
                     "columns they have",
                     message, suggestion(query, message), list_of_datasets(query));
}

/* ---- running ---- */

static struct query_value text_value(struct query *query, const char *bytes, size_t size,
                                     bool text)
{
    struct query_value value = {.kind = QUERY_TEXT, .text = bytes, .size = size};
    if (text && utf8_is_valid(bytes, size) && memchr(bytes, '\0', size) == NULL)
        return value;
    struct text hex = {0};
    text_add(&hex, "X'");
    for (size_t i = 0; i < size; i++)
        text_addf(&hex, "%02X", (unsigned char)bytes[i]);
    text_add_char(&hex, '\'');
    value.size = hex.size;
    value.text = arena_text(query->arena, text_of(&hex));
    text_clear(&hex);
    return value;
}

static struct query_value value_at(struct query *query, sqlite3_stmt *statement,
                                   int column)
{
    int kind = sqlite3_column_type(statement, column);
    if (kind == SQLITE_NULL)
        return (struct query_value){.kind = QUERY_NULL};
    if (kind == SQLITE_INTEGER)
        return (struct query_value){.kind = QUERY_WHOLE,
                                    .whole = sqlite3_column_int64(statement, column)};
    if (kind == SQLITE_FLOAT)
        return (struct query_value){.kind = QUERY_REAL,
                                    .real = sqlite3_column_double(statement, column)};
    const char *bytes = kind == SQLITE_TEXT
                            ? (const char *)sqlite3_column_text(statement, column)
                            : sqlite3_column_blob(statement, column);
    size_t size = (size_t)sqlite3_column_bytes(statement, column);
    return text_value(query, bytes != NULL ? bytes : "", bytes != NULL ? size : 0,
                      kind == SQLITE_TEXT);
}

static bool give_rows(struct query *query, sqlite3_stmt *statement,
                      query_row_function *take, void *owner)
{
    int count = sqlite3_column_count(statement), answer = SQLITE_DONE;
    struct query_value *values =
        arena_get_zeroed(query->arena, (size_t)count + 1, sizeof *values);
    for (int i = 0; i < count; i++) {
        const char *name = sqlite3_column_name(statement, i);
        values[i] = text_value(query, name != NULL ? name : "",
                               name != NULL ? strlen(name) : 0, true);
    }
    bool going = take(owner, values, (size_t)count);
    while (going && (answer = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < count; i++)
            values[i] = value_at(query, statement, i);
        going = take(owner, values, (size_t)count);
    }
    return answer == SQLITE_DONE || answer == SQLITE_ROW || failed(query);
}

/* Nothing but blanks and comments. */
static bool is_blank(struct query *query, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    const char *rest = sql;
    bool blank = true;
    while (blank && *rest != '\0') {
        blank = sqlite3_prepare_v2(query->handle, rest, -1, &statement, &rest) == SQLITE_OK &&
                statement == NULL;
        sqlite3_finalize(statement);
    }
    return blank;
}

static bool run(struct query *query, query_row_function *take, void *owner)
{
    sqlite3_stmt *statement = NULL;
    const char *rest = "";
    if (sqlite3_prepare_v2(query->handle, query->sql, -1, &statement, &rest) != SQLITE_OK)
        return failed(query);
    bool done;
    if (statement == NULL)
        done =
            fault_set(query->fault, FAULT_DATA, "the query is empty. the datasets are %s",
                      list_of_datasets(query));
    else if (!is_blank(query, rest))
        done = fault_set(query->fault, FAULT_DATA,
                         "one query at a time: '%.60s' is left over",
                         rest + strspn(rest, " \t\r\n;"));
    else
        done = give_rows(query, statement, take, owner);
    sqlite3_finalize(statement);
    return done;
}

static void limit(struct query *query)
{
    sqlite3 *handle = query->handle;
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, LONGEST_TEXT);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
    sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_hard_heap_limit64(MOST_MEMORY);
    sqlite3_set_authorizer(handle, authorize, query);
    sqlite3_progress_handler(handle, STEPS_BETWEEN_LOOKS, look_at_clock, query);
}

bool store_query(struct store *store, const char *sql, double max_seconds,
                 query_row_function *take, void *owner, struct fault *fault)
{
    struct query query = {.sql = sql,
                          .datasets = store_datasets(store),
                          .max_seconds = max_seconds,
                          .deadline = now() + max_seconds,
                          .arena = arena_new(),
                          .fault = fault};
    query.host =
        (struct vtab_host){.store = store, .expired = has_expired, .owner = &query};
    if (sqlite3_open_v2(":memory:", &query.handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        memory_exhausted();
    sqlite3_exec(query.handle, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
    bool done = vtab_make(query.handle, &query.host, fault);
    if (done) {
        limit(&query);
        done = run(&query, take, owner);
    }
    sqlite3_close(query.handle);
    sqlite3_hard_heap_limit64(0);
    arena_free(query.arena);
    return done;
}
