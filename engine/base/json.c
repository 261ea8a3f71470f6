/* json.c - reading JSON, through SQLite's json_tree.
 *
 * SQLite says what the values are, but neither where a document is wrong nor how a number
 * stood, and it ends a text at an escaped NUL. So a scan of the tokens comes first: it
 * finds the line of a mistake, the depth, the NULs and the text of each number; json_tree
 * then gives the values in the same order. The tree lives in the caller's arena; the
 * connection lives for one call.
 */
#include "base/json.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { DEEPEST = 100 };

/* What may come next. */
enum expected {
    EXPECTED_VALUE,
    EXPECTED_VALUE_OR_END, /* after [ */
    EXPECTED_NAME,
    EXPECTED_NAME_OR_END, /* after { */
    EXPECTED_COLON,
    EXPECTED_COMMA_OR_END,
    EXPECTED_NOTHING, /* after the outermost value */
};

struct scan {
    struct place place;
    const char *at;
    const char *end;
    enum expected expected;
    int depth;
    char open[DEEPEST]; /* [ or { */
    struct arena *arena;
    const char **numbers; /* the texts of all numbers, in order; in the arena */
    size_t number_count;
    size_t number_capacity;
    struct fault *fault;
};

static bool wrong(struct scan *scan, const char *message)
{
    return fault_at(scan->fault, FAULT_DATA, scan->place, "is not JSON: %s", message);
}

static const char *expectation(enum expected expected)
{
    switch (expected) {
    case EXPECTED_VALUE: return "a value is expected here";
    case EXPECTED_VALUE_OR_END: return "a value or ']' is expected here";
    case EXPECTED_NAME: return "a name in double quotes is expected here";
    case EXPECTED_NAME_OR_END: return "a name in double quotes or '}' is expected here";
    case EXPECTED_COLON: return "':' is expected here";
    case EXPECTED_COMMA_OR_END: return "',' or a closing bracket is expected here";
    case EXPECTED_NOTHING: return "something follows after its end";
    }
    return "";
}

static bool unexpected(struct scan *scan)
{
    return wrong(scan, expectation(scan->expected));
}

static void value_ended(struct scan *scan)
{
    scan->expected = scan->depth ? EXPECTED_COMMA_OR_END : EXPECTED_NOTHING;
}

static bool value_begins(struct scan *scan)
{
    if (scan->expected != EXPECTED_VALUE && scan->expected != EXPECTED_VALUE_OR_END)
        return unexpected(scan);
    return true;
}

static bool scan_open(struct scan *scan)
{
    if (!value_begins(scan))
        return false;
    if (scan->depth == DEEPEST)
        return fault_at(scan->fault, FAULT_DATA, scan->place,
                        "is JSON deeper than %d levels. Make it flatter", DEEPEST);
    char c = *scan->at++;
    scan->open[scan->depth++] = c;
    scan->expected = c == '{' ? EXPECTED_NAME_OR_END : EXPECTED_VALUE_OR_END;
    return true;
}

static bool scan_close(struct scan *scan)
{
    bool object = *scan->at == '}';
    enum expected empty = object ? EXPECTED_NAME_OR_END : EXPECTED_VALUE_OR_END;
    if (scan->expected != empty && scan->expected != EXPECTED_COMMA_OR_END)
        return unexpected(scan);
    if ((scan->open[scan->depth - 1] == '{') != object)
        return wrong(scan, object ? "'}' closes a list" : "']' closes an object");
    scan->at++;
    scan->depth--;
    value_ended(scan);
    return true;
}

static bool scan_text(struct scan *scan)
{
    bool name = scan->expected == EXPECTED_NAME || scan->expected == EXPECTED_NAME_OR_END;
    if (!name && !value_begins(scan))
        return false;
    for (scan->at++; scan->at < scan->end && *scan->at != '"'; scan->at++) {
        if ((unsigned char)*scan->at < 0x20)
            return wrong(scan, "a text has a line break or control character in it; the "
                               "closing '\"' may be missing");
        if (*scan->at != '\\')
            continue;
        if (scan->end - scan->at >= 6 && memcmp(scan->at, "\\u0000", 6) == 0)
            return fault_at(scan->fault, FAULT_DATA, scan->place,
                            "a text has a NUL (\\u0000) in it. Take it out");
        if (++scan->at == scan->end)
            break;
        if (!strchr("\"\\/bfnrtu", *scan->at))
            return wrong(scan, "a text has a '\\' that begins no escape; write '\\\\'");
    }
    if (scan->at == scan->end)
        return wrong(scan, "a text has no closing '\"'");
    scan->at++;
    if (name)
        scan->expected = EXPECTED_COLON;
    else
        value_ended(scan);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool skip_digits(const char **at, const char *end)
{
    const char *begin = *at;
    while (*at < end && is_digit(**at))
        (*at)++;
    return *at > begin;
}

static bool scan_number(struct scan *scan)
{
    if (!value_begins(scan))
        return false;
    const char *at = scan->at, *end = scan->end;
    at += *at == '-';
    bool zero = at < end && *at == '0';
    const char *whole = at;
    bool good = skip_digits(&at, end) && !(zero && at - whole > 1);
    if (at < end && *at == '.') {
        at++;
        good = skip_digits(&at, end) && good;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        at += at < end && (*at == '+' || *at == '-');
        good = skip_digits(&at, end) && good;
    }
    const char *text = arena_bytes(scan->arena, scan->at, (size_t)(at - scan->at));
    if (!good)
        return fault_at(scan->fault, FAULT_DATA, scan->place,
                        "is not JSON: '%.60s' is not a number", text);
    scan->numbers = arena_grow(scan->arena, scan->numbers, scan->number_count,
                               &scan->number_capacity, sizeof *scan->numbers);
    scan->numbers[scan->number_count++] = text;
    scan->at = at;
    value_ended(scan);
    return true;
}

static bool scan_word(struct scan *scan)
{
    static const char *const words[] = {"null", "true", "false"};
    if (!value_begins(scan))
        return false;
    for (size_t i = 0; i < 3; i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(scan->end - scan->at) >= size && !memcmp(scan->at, words[i], size)) {
            scan->at += size;
            value_ended(scan);
            return true;
        }
    }
    return unexpected(scan);
}

static bool scan_sign(struct scan *scan)
{
    bool colon = *scan->at == ':';
    if (scan->expected != (colon ? EXPECTED_COLON : EXPECTED_COMMA_OR_END))
        return unexpected(scan);
    scan->at++;
    scan->expected =
        colon || scan->open[scan->depth - 1] == '[' ? EXPECTED_VALUE : EXPECTED_NAME;
    return true;
}

static bool scan_token(struct scan *scan)
{
    switch (*scan->at) {
    case '\n': scan->place.line++; scan->at++; return true;
    case ' ': case '\t': case '\r': scan->at++; return true;
    case '[': case '{': return scan_open(scan);
    case ']': case '}': return scan_close(scan);
    case ',': case ':': return scan_sign(scan);
    case '"': return scan_text(scan);
    default:
        if (is_digit(*scan->at) || *scan->at == '-')
            return scan_number(scan);
        return scan_word(scan);
    }
}

static bool scan_all(struct scan *scan)
{
    while (scan->at < scan->end)
        if (!scan_token(scan))
            return false;
    if (scan->expected != EXPECTED_NOTHING)
        return wrong(scan, scan->depth ? "it ends in the middle" : "it is empty");
    return true;
}

/* ---- the tree ---- */

enum { COLUMN_KEY, COLUMN_ATOM, COLUMN_TYPE, COLUMN_ID, COLUMN_PARENT };

/* The lists and objects around the row being read. */
struct nest {
    struct {
        sqlite3_int64 id;
        struct json *node;
        struct json *last; /* member so far */
    } open[DEEPEST + 1];
    size_t depth;
    struct json *root;
};

static const char *column_text(struct scan *scan, sqlite3_stmt *rows, int column)
{
    const char *bytes = (const char *)sqlite3_column_text(rows, column);
    if (!bytes)
        memory_exhausted();
    size_t size = (size_t)sqlite3_column_bytes(rows, column), composed_size;
    if (!utf8_is_valid(bytes, size)) { /* half of a pair of \u escapes */
        fault_set(scan->fault, FAULT_DATA,
                  "%s: a text has half a character (a lone \\ud800 to \\udfff) in it",
                  scan->place.file);
        return NULL;
    }
    const char *composed = text_composed(scan->arena, bytes, size, &composed_size);
    return composed == bytes ? arena_bytes(scan->arena, bytes, size) : composed;
}

static bool read_number(struct scan *scan, struct json *node, size_t number)
{
    node->kind = JSON_NUMBER;
    node->text = scan->numbers[number];
    node->number = strtod(node->text, NULL);
    if (isinf(node->number))
        return fault_set(scan->fault, FAULT_DATA, "%s: '%.60s' is too large a number",
                         scan->place.file, node->text);
    return true;
}

static bool read_value(struct scan *scan, sqlite3_stmt *rows, struct json *node,
                       size_t *numbers)
{
    const char *type = (const char *)sqlite3_column_text(rows, COLUMN_TYPE);
    if (!type)
        memory_exhausted();
    switch (type[0]) {
    case 'o': node->kind = JSON_OBJECT; return true;
    case 'a': node->kind = JSON_LIST; return true;
    case 'i': case 'r': return read_number(scan, node, (*numbers)++);
    case 'n': node->kind = JSON_NULL; return true;
    case 'f': node->kind = JSON_BOOLEAN; return true;
    }
    if (strcmp(type, "true") == 0) {
        node->kind = JSON_BOOLEAN;
        node->number = 1;
        return true;
    }
    node->kind = JSON_TEXT;
    node->text = column_text(scan, rows, COLUMN_ATOM);
    return node->text;
}

static bool read_row(struct scan *scan, sqlite3_stmt *rows, struct nest *nest,
                     size_t *numbers)
{
    struct json *node = arena_get_zeroed(scan->arena, 1, sizeof *node);
    if (!read_value(scan, rows, node, numbers))
        return false;
    if (sqlite3_column_type(rows, COLUMN_PARENT) == SQLITE_NULL) {
        nest->root = node;
    } else {
        sqlite3_int64 parent = sqlite3_column_int64(rows, COLUMN_PARENT);
        while (nest->depth > 1 && nest->open[nest->depth - 1].id != parent)
            nest->depth--;
        struct json *around = nest->open[nest->depth - 1].node;
        struct json *last = nest->open[nest->depth - 1].last;
        if (around->kind == JSON_OBJECT) {
            node->name = column_text(scan, rows, COLUMN_KEY);
            if (!node->name)
                return false;
        }
        if (last)
            last->next = node;
        else
            around->first = node;
        around->count++;
        nest->open[nest->depth - 1].last = node;
    }
    if (node->kind == JSON_LIST || node->kind == JSON_OBJECT) {
        nest->open[nest->depth].id = sqlite3_column_int64(rows, COLUMN_ID);
        nest->open[nest->depth].node = node;
        nest->open[nest->depth++].last = NULL;
    }
    return true;
}

/* No rows are what is not JSON, and what memory ran out for. */
static bool is_valid(sqlite3 *memory, const char *bytes, size_t size)
{
    sqlite3_stmt *statement = NULL;
    int status = sqlite3_prepare_v2(memory, "SELECT json_valid(?1)", -1, &statement, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_bind_text64(statement, 1, bytes, size, SQLITE_STATIC, SQLITE_UTF8);
    if (status == SQLITE_OK)
        status = sqlite3_step(statement);
    bool valid = status == SQLITE_ROW && sqlite3_column_int(statement, 0) != 0;
    sqlite3_finalize(statement);
    return valid;
}

static bool read_rows(struct scan *scan, sqlite3_stmt *rows, const char *bytes, size_t size,
                      struct nest *nest)
{
    size_t numbers = 0;
    int status;
    while ((status = sqlite3_step(rows)) == SQLITE_ROW)
        if (!read_row(scan, rows, nest, &numbers))
            return false;
    bool nothing = status == SQLITE_DONE && !nest->root;
    if (status == SQLITE_NOMEM ||
        (nothing && is_valid(sqlite3_db_handle(rows), bytes, size)))
        memory_exhausted();
    if (status != SQLITE_DONE || nothing)
        return fault_set(scan->fault, FAULT_DATA, "%s: is not JSON", scan->place.file);
    return true;
}

static const struct json *read_tree(struct scan *scan, const char *bytes, size_t size)
{
    /* `atom`, not `value`: that would write out each list and object again at every
     * level. */
    static const char query[] = "SELECT key, atom, type, id, parent FROM json_tree(?1) "
                                "WHERE json_valid(?1)";
    struct nest nest = {.depth = 0};
    sqlite3 *memory = NULL;
    sqlite3_stmt *rows = NULL;
    bool good = false;
    int status = sqlite3_open_v2(":memory:", &memory,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_prepare_v2(memory, query, -1, &rows, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_bind_text64(rows, 1, bytes, size, SQLITE_STATIC, SQLITE_UTF8);
    if (status == SQLITE_NOMEM)
        memory_exhausted();
    if (status == SQLITE_OK)
        good = read_rows(scan, rows, bytes, size, &nest);
    else
        fault_set(scan->fault, FAULT_MACHINE, "%s: SQLite cannot read JSON: %s",
                  scan->place.file, sqlite3_errstr(status));
    sqlite3_finalize(rows);
    sqlite3_close(memory);
    return good ? nest.root : NULL;
}

const struct json *json_parse(struct arena *arena, const char *name, const char *bytes,
                              size_t size, struct fault *fault)
{
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    struct scan scan = {.place = {name, 1}, .at = bytes, .end = bytes + size,
                        .arena = arena, .fault = fault};
    if (!utf8_is_valid(bytes, size)) {
        fault_set(fault, FAULT_DATA, "%s: is not UTF-8. Save it as UTF-8", name);
        return NULL;
    }
    if (size && memchr(bytes, '\0', size)) {
        fault_set(fault, FAULT_DATA, "%s: has a NUL in it, so it is not JSON", name);
        return NULL;
    }
    if (!scan_all(&scan))
        return NULL;
    return read_tree(&scan, bytes, size);
}

const struct json *json_member(const struct json *object, const char *name)
{
    const struct json *found = NULL;
    if (object && object->kind == JSON_OBJECT)
        for (const struct json *member = object->first; member; member = member->next)
            if (strcmp(member->name, name) == 0)
                found = member;
    return found;
}

const char *json_text(const struct json *value, const char *otherwise)
{
    return value && value->kind == JSON_TEXT ? value->text : otherwise;
}

void text_add_json(struct text *text, const char *string)
{
    text_add_char(text, '"');
    const char *plain = string; /* what needs no escape is added in one piece */
    for (; *string; string++) {
        unsigned char c = (unsigned char)*string;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        text_add_bytes(text, plain, (size_t)(string - plain));
        plain = string + 1;
        switch (c) {
        case '"': text_add(text, "\\\""); break;
        case '\\': text_add(text, "\\\\"); break;
        case '\n': text_add(text, "\\n"); break;
        case '\r': text_add(text, "\\r"); break;
        case '\t': text_add(text, "\\t"); break;
        default: text_addf(text, "\\u%04x", c);
        }
    }
    text_add_bytes(text, plain, (size_t)(string - plain));
    text_add_char(text, '"');
}
