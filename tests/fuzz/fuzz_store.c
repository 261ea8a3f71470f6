/* fuzz_store.c - a store changed here and there, and every checksum made good again: refused,
 * or read, asked in SQL, worked out and given back as CSV like any other.
 *
 * The input is a list of changes of eight bytes: how, two for where (a row or a place in the
 * file), one for which (a column of the catalogue, or a BLOB), and four for what. Changes to
 * the file itself come last, behind the checksums, as a disk would make them.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/arena.h"
#include "eval/cube.h"
#include "lua/script.h"
#include "source/source.h"
#include "store/database.h"
#include "store/give.h"
#include "store/query.h"
#include "store/write.h"

int LLVMFuzzerInitialize(int *count, char ***texts);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Every kind of column; more records than a segment of 7 has, and a column of texts that differ. */
static const char events[] =
    "number,city,day,kind,amount,ratio,done,share,note\n"
    "1,a,2017-01-05,fair,12.50,1e3,yes,12%,first\n2,b,2017-02-05,visit,,2e-3,no,7.5%,second\n"
    "3,a,2017-03-05,fair,-3.25,,yes,s.o.,été\n4,c,,visit,0.5,1e3,,1%,\n"
    "5,a,2018-01-05,,99999999.99,-2e0,no,,fourth\n6,b,2018-01-06,fair,12.5,1e-9,no,2%,fifth\n"
    "7,a,2018-01-07,other,n.d.,3e0,yes,3%,sixth\n8,z,2018-01-08,fair,1,1e3,yes,4%,seventh\n"
    "9,a,2018-01-09,visit,2,1e3,yes,5%,eighth\n10,b,2018-01-10,fair,3,1e3,yes,x%,ninth\n";
static const char cities[] = "id;name;size\na;\"Quito; la ciudad\";2500000\nb;two;n.d.\nc;;12\n";
static const char package[] =
    "{\"resources\": [{\"name\": \"cities\", \"path\": \"cities.csv\"},"
    " {\"name\": \"events\", \"path\": \"events.csv\","
    "  \"coverage\": {\"by\": [\"id\"], \"in\": \"cities\"}, \"schema\": {\"primaryKey\": \"number\","
    "  \"fields\": [{\"name\": \"number\", \"type\": \"integer\"}, {\"name\": \"city\"},"
    "   {\"name\": \"day\", \"type\": \"date\"}, {\"name\": \"kind\", \"constraints\":"
    "    {\"enum\": [\"visit\", \"fair\", \"other\"]}},"
    "   {\"name\": \"amount\", \"type\": \"number\", \"missingValues\": [\"n.d.\"]},"
    "   {\"name\": \"ratio\", \"type\": \"number\"}, {\"name\": \"done\", \"type\": \"boolean\"},"
    "   {\"name\": \"share\", \"type\": \"number\", \"bareNumber\": false}, {\"name\": \"note\"}],"
    "   \"foreignKeys\": [{\"fields\": \"city\", \"reference\": {\"resource\": \"cities\","
    "    \"fields\": \"id\"}}]}}]}";
static const char script[] =
    "local e = data.events\n"
    "return evaluation { name = 'v', units = data.cities, periods = years(2016, 2018), totals = true,\n"
    "  indicators = { indicator { name = 'n', title = 'N', value = count(e:where { kind = 'fair' }) },\n"
    "    indicator { name = 's', title = 'S', value = sum(e.amount) + median(e.ratio) },\n"
    "    indicator { name = 'd', title = 'D', value = distinct(e.note) + max(e.share) },\n"
    "    indicator { name = 'l', title = 'L', value = last(e.day) },\n"
    "    indicator { name = 'p', title = 'P', value = sum(e.city.size) } } }\n";
static const char *const questions[] = {
    "SELECT * FROM events",
    "SELECT kind, count(*), sum(amount), max(day), min(ratio) FROM events GROUP BY kind",
    "SELECT number, _file, _line FROM events WHERE kind = 'fair' AND day > '2017-06-01'",
    "SELECT c.name, e.number FROM cities c JOIN events e ON e.city = c.id WHERE e.amount < 10",
    "SELECT done, number FROM events WHERE share >= 0.02 ORDER BY day DESC",
    "SELECT number FROM events WHERE note = 'fifth' OR note LIKE 's%' ORDER BY note",
};

/* What a value of the catalogue becomes: the value itself stands between the two, where there are
 * two; ?3 is the change's number. */
static const struct becoming { const char *before, *after; } values[] = {
    {"?3", NULL}, {"", " + ?3"}, {"NULL", NULL}, {"1 << (?3 & 63)", NULL}, {"-1 - (1 << (?3 & 63))", NULL},
    {"CAST(?3 AS TEXT)", NULL}, {"", " || char(?3 & 2097151)"}, {"CAST(", " AS BLOB)"}, {"?3 * 1.5", NULL},
};

enum {
    HOWS = 16,
    DROP_ROW = sizeof values / sizeof *values, /* below: values */
    ADD_ROW,
    CUT_BLOB,
    GROW_BLOB,
    CHANGE_BLOB, /* and one more */
    CHANGE_FILE = HOWS - 1,
    COLUMNS = 100
};

static char path[] = "/tmp/bareme-fuzz-XXXXXX";
static char *good;
static size_t good_size;
static struct script *measured;
static struct { char table[20], column[20]; } columns[COLUMNS];
static size_t column_count;

static void must(bool done, const char *what)
{
    if (done)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* ---- the good store ---- */

static void write_good(void)
{
    const struct source_memory files[] = {{"cities.csv", cities, sizeof cities - 1},
                                          {"events.csv", events, sizeof events - 1}};
    const struct written_file written[] = {{"cities.csv", {.size = 1, .hash = "11"}},
                                           {"events.csv", {.size = 2, .hash = "22"}}};
    struct source_options options = {.skip_bad = true};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct fault fault = {0};
    bool changed;
    must(source_read_memory(files, 2, package, &options, &datasets, problems, &fault), fault.message);
    struct store_content content = {.datasets = &datasets, .files = written, .file_count = 2,
                                    .problems = problems, .options = "--skip-bad"};
    must(store_write(path, &content, NULL, &changed, &fault), fault.message);
    measured = script_read("s.lua", "s", script, sizeof script - 1, NULL, NULL, problems, &fault);
    must(measured != NULL, fault.message);
    datasets_clear(&datasets);
    problems_free(problems);
    FILE *file = fopen(path, "rb");
    good = malloc(1 << 20);
    good_size = fread(good, 1, 1 << 20, file);
    fclose(file);
}

static void list_columns(void)
{
    sqlite3 *handle;
    sqlite3_stmt *rows;
    sqlite3_open(path, &handle);
    sqlite3_prepare_v2(handle, "SELECT s.name, i.name FROM sqlite_schema s, pragma_table_info(s.name) i "
                               "WHERE s.name <> 'content'", -1, &rows, NULL);
    while (column_count < COLUMNS && sqlite3_step(rows) == SQLITE_ROW) {
        snprintf(columns[column_count].table, 20, "%s", sqlite3_column_text(rows, 0));
        snprintf(columns[column_count++].column, 20, "%s", sqlite3_column_text(rows, 1));
    }
    sqlite3_finalize(rows);
    sqlite3_close(handle);
}

static void remove_store(void)
{
    unlink(path);
}

int LLVMFuzzerInitialize(int *count, char ***texts)
{
    (void)count, (void)texts;
    int file = mkstemp(path);
    must(file >= 0, "no temporary file");
    close(file);
    atexit(remove_store);
    write_good();
    list_columns();
    return 0;
}

/* ---- changes ---- */

static void hash_blob(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    (void)count;
    const void *bytes = sqlite3_value_blob(arguments[0]);
    int size = sqlite3_value_bytes(arguments[0]);
    sqlite3_result_int64(context, (int64_t)XXH3_64bits(bytes != NULL ? bytes : "", (size_t)size));
}

/* What SQLite refuses is no change. */
static void run(sqlite3 *handle, const char *sql, const uint8_t *change)
{
    sqlite3_stmt *statement;
    int32_t number;
    memcpy(&number, change + 4, sizeof number);
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_int(statement, 1, change[1] | change[2] << 8);
        sqlite3_bind_int(statement, 2, change[3]);
        sqlite3_bind_int(statement, 3, number);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
}

#define A_ROW(table)                                                                              \
    "id = (SELECT id FROM " table " LIMIT 1 OFFSET ?1 %% max(1, (SELECT count(*) FROM " table ")))"
#define A_BLOB "id = (SELECT id FROM content LIMIT 1 OFFSET ?2 % (SELECT count(*) FROM content))"

static void change_catalogue(sqlite3 *handle, const uint8_t *change, unsigned how)
{
    char value[200], sql[400];
    const char *table = columns[change[3] % column_count].table;
    const char *column = columns[change[3] % column_count].column;
    if (how < DROP_ROW) {
        const struct becoming *becoming = &values[how];
        snprintf(value, sizeof value, "%s%s%s", becoming->before, becoming->after != NULL ? column : "",
                 becoming->after != NULL ? becoming->after : "");
        snprintf(sql, sizeof sql, "UPDATE %1$s SET %2$s = %3$s WHERE " A_ROW("%1$s"), table, column, value);
    } else if (how == DROP_ROW) {
        snprintf(sql, sizeof sql, "DELETE FROM %1$s WHERE " A_ROW("%1$s"), table);
    } else {
        snprintf(sql, sizeof sql,
                 "CREATE TEMP TABLE row AS SELECT * FROM %1$s WHERE " A_ROW("%1$s"), table);
        run(handle, sql, change);
        run(handle, "UPDATE row SET id = id + ?3", change);
        snprintf(sql, sizeof sql, "INSERT INTO %s SELECT * FROM row", table);
        run(handle, sql, change);
        snprintf(sql, sizeof sql, "DROP TABLE row");
    }
    run(handle, sql, change);
}

/* One, two or four bytes of it. */
static void change_blob(sqlite3 *handle, const uint8_t *change)
{
    sqlite3_stmt *row;
    sqlite3_blob *blob = NULL;
    sqlite3_prepare_v2(handle, "SELECT id FROM content WHERE " A_BLOB, -1, &row, NULL);
    sqlite3_bind_int(row, 2, change[3]);
    if (sqlite3_step(row) == SQLITE_ROW &&
        sqlite3_blob_open(handle, "main", "content", "bytes", sqlite3_column_int64(row, 0), 1, &blob) ==
            SQLITE_OK &&
        sqlite3_blob_bytes(blob) > 0)
        sqlite3_blob_write(blob, change + 4, 1 << change[2] % 3, change[1] % sqlite3_blob_bytes(blob));
    sqlite3_blob_close(blob);
    sqlite3_finalize(row);
}

static void make_change(sqlite3 *handle, const uint8_t *change)
{
    unsigned how = change[0] % HOWS;
    if (how <= ADD_ROW)
        change_catalogue(handle, change, how);
    else if (how == CUT_BLOB)
        run(handle, "UPDATE content SET bytes = substr(bytes, 1, ?1) WHERE " A_BLOB, change);
    else if (how == GROW_BLOB)
        run(handle, "UPDATE content SET bytes = CAST(bytes || zeroblob(?1 & 4095) AS BLOB) WHERE " A_BLOB,
            change);
    else if (how != CHANGE_FILE)
        change_blob(handle, change);
}

static void make_good_again(sqlite3 *handle)
{
    static const uint8_t nothing[8];
    struct database database = {handle, path};
    struct fault fault = {0};
    uint64_t checksum;
    char sql[100];
    run(handle, "UPDATE segment SET checksum = hash((SELECT bytes FROM content c WHERE c.id = content)) "
                "WHERE content > 0", nothing);
    run(handle, "UPDATE dictionary SET (size, checksum) = "
                "(SELECT length(bytes), hash(bytes) FROM content c WHERE c.id = content)", nothing);
    if (!schema_checksum(&database, &checksum, &fault))
        return;
    snprintf(sql, sizeof sql, "UPDATE store SET value = '%016llx' WHERE name = 'checksum'",
             (unsigned long long)checksum);
    run(handle, sql, nothing);
}

static void change_file(const uint8_t *bytes, size_t size)
{
    FILE *file = fopen(path, "r+b");
    for (; size >= 8; bytes += 8, size -= 8)
        if (bytes[0] % HOWS == CHANGE_FILE) {
            fseek(file, (long)((bytes[1] | (size_t)bytes[2] << 8) % good_size), SEEK_SET);
            fputc(bytes[4], file);
        }
    fclose(file);
}

static void make_store(const uint8_t *bytes, size_t size)
{
    sqlite3 *handle;
    FILE *file = fopen(path, "wb");
    must(file != NULL && fwrite(good, 1, good_size, file) == good_size && fclose(file) == 0, path);
    sqlite3_open(path, &handle);
    sqlite3_exec(handle, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; BEGIN", NULL, NULL, NULL);
    sqlite3_create_function(handle, "hash", 1, SQLITE_UTF8, NULL, hash_blob, NULL, NULL);
    for (size_t at = 0; at + 8 <= size; at += 8)
        make_change(handle, bytes + at);
    make_good_again(handle);
    sqlite3_exec(handle, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(handle);
    change_file(bytes, size);
}

/* ---- reading ---- */

static bool take_row(void *owner, const struct query_value *row, size_t count)
{
    uint64_t *hash = owner;
    for (size_t i = 0; i < count; i++)
        if (row[i].kind == QUERY_TEXT)
            *hash ^= XXH3_64bits(row[i].text, row[i].size);
    return true;
}

/* One question an input: each makes a connection of its own. */
static void ask(struct store *store, uint64_t number)
{
    uint64_t hash = 0;
    struct fault fault = {0};
    store_query(store, questions[number % (sizeof questions / sizeof *questions)], 10, take_row, &hash,
                &fault);
}

static void give(const struct datasets *datasets, const struct problems *problems)
{
    struct text out = {0};
    for (size_t i = 0; i < datasets->count; i++) {
        struct unread *unread = unread_new(datasets->frames[i], problems);
        give_records(datasets->frames[i], unread, 0, datasets->frames[i]->record_count, &out);
        unread_free(unread);
    }
    text_clear(&out);
}

static void work_out(const struct datasets *datasets, struct problems *problems)
{
    static const struct plan_options options = {.script_name = "s"};
    const struct catalogue *catalogue = script_catalogue(measured);
    struct fault fault = {0};
    struct plan *plan = plan_build(catalogue, &catalogue->evaluations[catalogue->shown[0]], datasets,
                                   &options, problems, &fault);
    struct cube *cube = plan != NULL ? cube_build(plan, NULL, &fault) : NULL;
    cube_free(cube);
    plan_free(plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct fault fault = {0};
    make_store(bytes, size);
    struct store *store = store_open(path, &fault);
    if (store == NULL) {
        must(fault.message[0] != '\0', "refused, and nothing is said");
        return 0;
    }
    struct problems *problems = problems_new();
    ask(store, XXH3_64bits(bytes, size));
    fault = (struct fault){0};
    if (store_load_all(store, &fault) && store_tell(store, NULL, problems, &fault)) {
        give(store_datasets(store), problems);
        struct datasets taken = store_take(store);
        datasets_number_texts(&taken); /* as scripts see them */
        work_out(&taken, problems);
        datasets_clear(&taken);
    } else {
        must(fault.message[0] != '\0', "cannot be read, and nothing is said");
    }
    problems_free(problems);
    store_close(store);
    return 0;
}
