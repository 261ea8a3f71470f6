/* dialect_json.c - the dialect of a resource, as a datapackage.json says it.
 *
 * Data Package's delimiter, quoteChar, commentChar, header and headerRows, and our dropLast. What
 * would change how fields are cut but is not read (an escapeChar) is an error, never passed over.
 *
 * Nothing is kept.
 */
#include <string.h>

#include "source/dialect.h"
#include "source/members.h"

static bool is_character(const char *text)
{
    return strlen(text) == 1 && (*text >= 0x20 || *text == '\t') && *text != 0x7F;
}

/* "headerRows": [4] or [4, 5], lines that follow each other. */
static void read_header_rows(struct members *members, const struct json *json,
                             struct dialect *dialect)
{
    const struct json *rows =
        member_of(members, json, NULL, "headerRows", A_LIST | A_NULL);
    uint32_t line = 0, count = 0;
    if (rows == NULL || rows->kind != JSON_LIST)
        return;
    for (const struct json *row = rows->first; row != NULL; row = row->next) {
        uint32_t next = members_whole(members, row, "headerRows", 1, 1000000000);
        if (next == 0)
            return;
        if (count >= 10 || (count > 0 && next != line + 1)) {
            members_tell(
                members, SEVERITY_ERROR, NULL,
                "its \"headerRows\" are not lines that follow each other, at most 10",
                "write [4], or [4, 5] for a header of two rows");
            return;
        }
        if (count++ == 0)
            dialect->header_line = next;
        line = next;
    }
    dialect->header_rows = count;
}

void dialect_read(struct members *members, const struct json *resource,
                  struct dialect *dialect)
{
    const struct json *json =
        member_of(members, resource, NULL, "dialect", AN_OBJECT | A_NULL);
    *dialect = (struct dialect){0};
    if (json == NULL || json->kind != JSON_OBJECT)
        return;
    const char *delimiter = member_text(members, json, NULL, "delimiter", ",");
    const char *quote = member_text(members, json, NULL, "quoteChar", "\"");
    const char *comment = member_text(members, json, NULL, "commentChar", "");
    const char *escape = member_text(members, json, NULL, "escapeChar", "");
    if (strcmp(delimiter, "\\t") == 0)
        delimiter = "\t";
    if (!is_character(delimiter) || !is_character(quote) || *quote == *delimiter ||
        (*comment != '\0' && (!is_character(comment) || *comment == *delimiter))) {
        members_tell(members, SEVERITY_ERROR, NULL,
                     "delimiter, quoteChar and commentChar of the dialect are one "
                     "character each (ASCII), "
                     "and differ",
                     "correct them");
        return;
    }
    if (*escape != '\0' && strcmp(escape, quote) != 0)
        members_tell(members, SEVERITY_ERROR, NULL,
                     "an escapeChar is not read: a quote within quotes is written twice",
                     "export the data again without escapes");
    dialect->delimiter = *delimiter;
    dialect->quote = *quote;
    dialect->comment = *comment;
    dialect->headless = !member_truth(members, json, NULL, "header", true);
    dialect->drop_last =
        members_whole(members, json_member(json, "dropLast"), "dropLast", 0, 10000);
    read_header_rows(members, json, dialect);
}
