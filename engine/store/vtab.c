/* vtab.c - datasets as virtual tables.
 *
 * Constraints become ranges (narrow.h), and what lies outside them is passed over; SQLite
 * itself tests what is handed out. A cursor goes through all records, or through a list
 * of them that a lookup has: those of one value, or all in the order of a column.
 *
 * A table owns its indexes; a cursor its ranges. Everything else is the store's.
 */
#include "store/vtab.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/lookup.h"
#include "store/narrow.h"

enum { RANGES = 8, ASK_EVERY = 1 << 16, SCANS_BEFORE_INDEX = 2, TEXTS_SORTED = 1 << 20 };

struct dataset_table {
    sqlite3_vtab base;
    struct vtab_host *host;
    size_t dataset;
    struct frame *frame;
    struct lookup *lookups; /* of each column */
};

struct dataset_cursor {
    sqlite3_vtab_cursor base;
    struct range ranges[RANGES];
    size_t range_count;
    uint64_t record; /* the one it stands on */
    const uint32_t
        *listed; /* records to hand out, from a lookup; NULL: all are looked at */
    size_t next, listed_count;
    bool ended, backwards;
};

static struct dataset_table *table_of(sqlite3_vtab_cursor *cursor)
{
    return (struct dataset_table *)(void *)cursor->pVtab;
}

/* ---- tables ---- */

static int connect_table(sqlite3 *handle, void *owner, int count,
                         const char *const *arguments, sqlite3_vtab **table,
                         char **message)
{
    struct vtab_host *host = owner;
    const struct datasets *datasets = store_datasets(host->store);
    size_t dataset = count > 3 ? strtoul(arguments[3], NULL, 10) : datasets->count;
    (void)message;
    if (dataset >= datasets->count)
        return SQLITE_ERROR;
    struct frame *frame = datasets->frames[dataset];
    struct text sql = {0};
    text_add(&sql, "CREATE TABLE x (");
    for (uint32_t c = 0; c < frame->column_count; c++) {
        vtab_add_name(datasets, dataset, c, &sql);
        text_addf(&sql, " %s, ", vtab_type(&frame->columns[c]));
    }
    text_add(&sql, "_file TEXT HIDDEN, _line INTEGER HIDDEN)");
    int answer = sqlite3_declare_vtab(handle, text_of(&sql));
    text_clear(&sql);
    if (answer != SQLITE_OK)
        return answer;
    struct dataset_table *made = memory_get_zeroed(1, sizeof *made);
    made->host = host;
    made->dataset = dataset;
    made->frame = frame;
    made->lookups = memory_get_zeroed(frame->column_count + 1, sizeof *made->lookups);
    *table = &made->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    struct dataset_table *of = (struct dataset_table *)(void *)table;
    for (uint32_t c = 0; c < of->frame->column_count; c++)
        lookup_clear(&of->lookups[c]);
    free(of->lookups);
    free(of);
    return SQLITE_OK;
}

/* ---- planning ---- */

/* About how many different values a column has. */
static double different(struct dataset_table *table, uint32_t column)
{
    struct lookup lookup = {0};
    return lookup_fits(&lookup, table->host->store, table->dataset, column)
               ? (double)lookup.span + 1
               : 100;
}

/* Whether records can be handed out in the order of one column, so that SQLite need not
 * sort them all to group them. */
static bool can_order(struct dataset_table *table, sqlite3_index_info *info)
{
    struct lookup lookup = {0};
    if (info->nOrderBy != 1 || info->aOrderBy[0].iColumn < 0 ||
        (uint32_t)info->aOrderBy[0].iColumn >= table->frame->column_count)
        return false;
    uint32_t column = (uint32_t)info->aOrderBy[0].iColumn;
    enum column_type type = table->frame->columns[column].type;
    if (type == COLUMN_DECIMAL || type == COLUMN_REAL || table->frame->columns[column].plain)
        return false;
    return lookup_fits(&lookup, table->host->store, table->dataset, column) &&
           (type != COLUMN_TEXT || lookup.span < TEXTS_SORTED);
}

static char letter_of(const struct sqlite3_index_constraint *constraint)
{
    switch (constraint->op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return '=';
    case SQLITE_INDEX_CONSTRAINT_GT:
    case SQLITE_INDEX_CONSTRAINT_GE:
        return '>';
    case SQLITE_INDEX_CONSTRAINT_LT:
    case SQLITE_INDEX_CONSTRAINT_LE:
        return '<';
    default:
        return 0;
    }
}

static bool can_use(const struct dataset_table *table, sqlite3_index_info *info,
                    int number)
{
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[number];
    if (!constraint->usable || constraint->iColumn < 0 ||
        (uint32_t)constraint->iColumn >= table->frame->column_count)
        return false;
    const struct column *column = &table->frame->columns[constraint->iColumn];
    char letter = letter_of(constraint);
    if (letter == 0 || (column->type == COLUMN_TEXT && letter != '='))
        return false;
    const char *collation = sqlite3_vtab_collation(info, number);
    return collation == NULL || sqlite3_stricmp(collation, "BINARY") == 0;
}

/* The plan's text is "=3>4<4": what each argument of xFilter is for; "o2" before it: in
 * the order of that column, "O2": in the opposite one. */
static int plan_table(sqlite3_vtab *vtab, sqlite3_index_info *info)
{
    struct dataset_table *table = (struct dataset_table *)(void *)vtab;
    double rows = (double)table->frame->record_count;
    struct text plan = {0};
    int used = 0;
    bool one = false;
    for (int i = 0; i < info->nConstraint && used < RANGES; i++) {
        if (!can_use(table, info, i))
            continue;
        char letter = letter_of(&info->aConstraint[i]);
        info->aConstraintUsage[i].argvIndex = ++used;
        text_addf(&plan, "%c%d", letter, info->aConstraint[i].iColumn);
        rows /=
            letter == '=' ? different(table, (uint32_t)info->aConstraint[i].iColumn) : 3;
        one = one || letter == '=';
    }
    bool ordered = !one && can_order(table, info);
    info->orderByConsumed = ordered;
    if (used > 0 || ordered) {
        info->idxStr = ordered
                           ? sqlite3_mprintf("%c%d%s", info->aOrderBy[0].desc ? 'O' : 'o',
                                             info->aOrderBy[0].iColumn, text_of(&plan))
                           : sqlite3_mprintf("%s", text_of(&plan));
        info->needToFreeIdxStr = 1;
    }
    text_clear(&plan);
    info->estimatedCost = rows + 1;
    info->estimatedRows = (sqlite3_int64)rows + 1;
    return SQLITE_OK;
}

/* ---- ranges ---- */

static struct range *range_of(struct dataset_cursor *cursor, uint32_t column)
{
    for (size_t i = 0; i < cursor->range_count; i++)
        if (cursor->ranges[i].column == column)
            return &cursor->ranges[i];
    struct range *range = &cursor->ranges[cursor->range_count++];
    *range = (struct range){.column = column, .low = -INFINITY, .high = INFINITY};
    return range;
}

/* Whether any record of the segment may lie in all ranges. */
static bool may_hold(const struct dataset_cursor *cursor,
                     const struct dataset_table *table, uint32_t segment)
{
    for (size_t i = 0; i < cursor->range_count; i++)
        if (!range_meets(&cursor->ranges[i], table->host->store, table->dataset, segment))
            return false;
    return true;
}

static bool load(struct dataset_table *table, uint32_t column, uint32_t segment)
{
    return store_load_segment(table->host->store, table->dataset, column, segment,
                              &table->host->fault);
}

static bool is_inside(const struct dataset_cursor *cursor,
                      const struct dataset_table *table, uint64_t record)
{
    for (size_t i = 0; i < cursor->range_count; i++)
        if (!range_holds(&cursor->ranges[i], table->frame, record))
            return false;
    return true;
}

/* ---- looking up ---- */

/* A cursor that hands out all records in the order of a column. */
static bool put_in_order(struct dataset_table *table, struct dataset_cursor *cursor,
                         uint32_t column)
{
    struct lookup *lookup = &table->lookups[column];
    if (!lookup_order(lookup, table->host->store, table->dataset, column,
                      &table->host->fault))
        return false;
    cursor->listed = lookup->ordered;
    cursor->listed_count = (size_t)table->frame->record_count;
    return true;
}

/* Turns a cursor that looks for one value into a list of records. */
static bool look_up(struct dataset_table *table, struct dataset_cursor *cursor)
{
    for (size_t i = 0; i < cursor->range_count; i++) {
        const struct range *range = &cursor->ranges[i];
        const struct column *column = &table->frame->columns[range->column];
        struct lookup *lookup = &table->lookups[range->column];
        if ((!range->plain && range->low != range->high) || column->type == COLUMN_DECIMAL ||
            column->type == COLUMN_REAL || lookup->refused)
            continue;
        if (!lookup->built && ++lookup->asked <= SCANS_BEFORE_INDEX)
            continue;
        if (!lookup_build(lookup, table->host->store, table->dataset, range->column,
                          &table->host->fault))
            return false;
        if (!lookup->built)
            continue;
        double offset = range->plain ? (double)lookup_of_hash(lookup, range->hash)
                                     : range->low - (double)lookup->minimum;
        if (!(offset >= 0 && offset <= (double)lookup->span) || offset != floor(offset)) {
            cursor->ended = true;
            return true;
        }
        uint64_t value = (uint64_t)offset;
        cursor->listed = lookup->records + lookup->starts[value];
        cursor->listed_count = lookup->starts[value + 1] - lookup->starts[value];
        return true;
    }
    return true;
}

/* ---- cursors ---- */

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    (void)table;
    struct dataset_cursor *made = memory_get_zeroed(1, sizeof *made);
    *cursor = &made->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static bool load_ranges(struct dataset_table *table, const struct dataset_cursor *cursor,
                        uint32_t segment)
{
    for (size_t i = 0; i < cursor->range_count; i++)
        if (!load(table, cursor->ranges[i].column, segment))
            return false;
    return true;
}

/* Moves on to the first record from `record` on that may belong to the answer. */
static int find_from(struct dataset_table *table, struct dataset_cursor *cursor,
                     uint64_t record)
{
    struct vtab_host *host = table->host;
    for (; record < table->frame->record_count; record++) {
        uint32_t segment = (uint32_t)(record / SEGMENT_RECORDS);
        if (record % ASK_EVERY == 0 && host->expired(host->owner))
            return SQLITE_INTERRUPT;
        if (cursor->range_count > 0 && record % SEGMENT_RECORDS == 0) {
            if (!may_hold(cursor, table, segment)) {
                record += table->frame->segments[segment].count - 1;
                continue;
            }
            if (!load_ranges(table, cursor, segment))
                return SQLITE_ERROR;
        }
        if (is_inside(cursor, table, record)) {
            cursor->record = record;
            return SQLITE_OK;
        }
    }
    cursor->ended = true;
    return SQLITE_OK;
}

static int step_cursor(sqlite3_vtab_cursor *base)
{
    struct dataset_cursor *cursor = (struct dataset_cursor *)(void *)base;
    if (cursor->listed == NULL)
        return find_from(table_of(base), cursor, cursor->record + 1);
    struct dataset_table *table = table_of(base);
    for (; cursor->next < cursor->listed_count; cursor->next++) {
        cursor->record =
            cursor->listed[cursor->backwards ? cursor->listed_count - 1 - cursor->next
                                             : cursor->next];
        if (cursor->next % ASK_EVERY == 0 && table->host->expired(table->host->owner))
            return SQLITE_INTERRUPT;
        if (!load_ranges(table, cursor, (uint32_t)(cursor->record / SEGMENT_RECORDS)))
            return SQLITE_ERROR;
        if (!is_inside(cursor, table, cursor->record))
            continue;
        cursor->next++;
        return SQLITE_OK;
    }
    cursor->ended = true;
    return SQLITE_OK;
}

static int start_cursor(sqlite3_vtab_cursor *base, int number, const char *plan,
                        int count, sqlite3_value **values)
{
    struct dataset_cursor *cursor = (struct dataset_cursor *)(void *)base;
    struct dataset_table *table = table_of(base);
    (void)number;
    cursor->range_count = cursor->next = cursor->listed_count = 0;
    cursor->listed = NULL;
    cursor->ended = false;
    cursor->backwards = plan != NULL && *plan == 'O';
    if (plan != NULL && (*plan == 'o' || *plan == 'O')) {
        char *end;
        if (!put_in_order(table, cursor, (uint32_t)strtoul(plan + 1, &end, 10)))
            return SQLITE_ERROR;
        plan = end;
    }
    for (int i = 0; i < count && plan != NULL; i++) {
        char letter = *plan;
        char *end;
        uint32_t column = (uint32_t)strtoul(plan + 1, &end, 10);
        plan = end;
        if (!range_narrow(range_of(cursor, column), table->host->store, table->dataset,
                          letter, values[i], &table->host->fault))
            return SQLITE_ERROR;
    }
    if (cursor->listed == NULL && !look_up(table, cursor))
        return SQLITE_ERROR;
    if (cursor->ended)
        return SQLITE_OK;
    return cursor->listed != NULL ? step_cursor(base) : find_from(table, cursor, 0);
}

static int has_ended(sqlite3_vtab_cursor *base)
{
    return ((struct dataset_cursor *)(void *)base)->ended;
}

static int give_place(struct dataset_table *table, sqlite3_context *context,
                      uint64_t record, bool line)
{
    if (!store_load_places(table->host->store, table->dataset, &table->host->fault))
        return SQLITE_ERROR;
    struct place place = frame_place(table->frame, (uint32_t)record);
    if (line)
        sqlite3_result_int64(context, place.line);
    else
        sqlite3_result_text(context, place.file, -1, SQLITE_STATIC);
    return SQLITE_OK;
}

static int give_value(sqlite3_vtab_cursor *base, sqlite3_context *context, int number)
{
    struct dataset_table *table = table_of(base);
    struct frame *frame = table->frame;
    uint64_t record = ((struct dataset_cursor *)(void *)base)->record;
    uint32_t segment = (uint32_t)(record / SEGMENT_RECORDS),
             at = record % SEGMENT_RECORDS;
    if ((uint32_t)number >= frame->column_count)
        return give_place(table, context, record, (uint32_t)number > frame->column_count);
    const struct column *column = &frame->columns[number];
    if (!load(table, (uint32_t)number, segment) ||
        (column->type == COLUMN_TEXT &&
         !store_load_texts(table->host->store, table->dataset, (uint32_t)number,
                           &table->host->fault)))
        return SQLITE_ERROR;
    const struct vector *vector = &frame->segments[segment].columns[number];
    if (vector_state_at(vector, at) != STATE_PRESENT)
        return SQLITE_OK; /* NULL */
    char text[DATE_TEXT_SIZE];
    struct string string;
    int64_t value = vector->real ? 0 : vector_at(vector, at);
    switch (column->type) {
    case COLUMN_TEXT:
        string = column_text(column, vector, at);
        sqlite3_result_text(context, string.bytes, (int)string.size, SQLITE_STATIC);
        break;
    case COLUMN_DATE:
        sqlite3_result_text(context, text, (int)date_format((int32_t)value, text),
                            SQLITE_TRANSIENT);
        break;
    case COLUMN_REAL:
        sqlite3_result_double(context, vector_real_at(vector, at));
        break;
    case COLUMN_DECIMAL:
        sqlite3_result_double(context, number_from_scaled(value, column->scale));
        break;
    default:
        sqlite3_result_int64(context, value);
    }
    return SQLITE_OK;
}

static int give_number(sqlite3_vtab_cursor *base, sqlite3_int64 *number)
{
    *number = (sqlite3_int64)((struct dataset_cursor *)(void *)base)->record + 1;
    return SQLITE_OK;
}

/* ---- all of them ---- */

static const sqlite3_module module = {
    .iVersion = 1,
    .xCreate = connect_table,
    .xConnect = connect_table,
    .xBestIndex = plan_table,
    .xDisconnect = disconnect_table,
    .xDestroy = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = start_cursor,
    .xNext = step_cursor,
    .xEof = has_ended,
    .xColumn = give_value,
    .xRowid = give_number,
};

bool vtab_make(sqlite3 *handle, struct vtab_host *host, struct fault *fault)
{
    const struct datasets *datasets = store_datasets(host->store);
    struct text sql = {0};
    int answer = sqlite3_create_module(handle, "dataset", &module, host);
    for (size_t d = 0; answer == SQLITE_OK && d < datasets->count; d++) {
        sql.size = 0;
        text_add(&sql, "CREATE VIRTUAL TABLE ");
        vtab_add_name(datasets, d, COLUMN_NONE, &sql);
        text_addf(&sql, " USING dataset(%zu)", d);
        answer = sqlite3_exec(handle, text_of(&sql), NULL, NULL, NULL);
    }
    text_clear(&sql);
    return answer == SQLITE_OK ||
           fault_set(fault, answer == SQLITE_NOMEM ? FAULT_MACHINE : FAULT_DATA,
                     "the datasets cannot be shown as tables: %s",
                     sqlite3_errmsg(handle));
}
