/* slips.c - what Lua takes without a word, and its author did not mean.
 *
 * `local rate = 12,5` is legal: two values for one name, and the second is lost. It is looked for in
 * the text, line by line, before the script runs, since nothing of it is left afterwards. Texts
 * between [[ and ]] are passed over.
 */
#include <ctype.h>
#include <string.h>

#include "lua/sandbox.h"

static const char *past(const char *at, int (*is)(int))
{
    while (is((unsigned char)*at))
        at++;
    return at;
}

static int is_blank(int c)
{
    return c == ' ' || c == '\t';
}

static int is_of_name(int c)
{
    return isalnum(c) || c == '_';
}

/* `NAME = 12,5` alone on its line: the number, with its comma; NULL when the line is none such. */
static const char *decimal_comma(const char *line, size_t *size)
{
    const char *at = past(line, is_blank);
    if (strncmp(at, "local", 5) == 0 && is_blank((unsigned char)at[5]))
        at = past(at + 5, is_blank);
    const char *name = at;
    at = past(at, is_of_name);
    if (at == name || *(at = past(at, is_blank)) != '=')
        return NULL;
    const char *number = past(at + 1, is_blank);
    at = past(number + (*number == '-'), isdigit);
    const char *comma = at;
    if (comma == number || *comma != ',' || !isdigit((unsigned char)comma[1]))
        return NULL;
    at = past(comma + 1, isdigit);
    *size = (size_t)(at - number);
    at = past(at, is_blank);
    return *at == '\0' || *at == '\n' || *at == '\r' || *at == ';' || strncmp(at, "--", 2) == 0
               ? number
               : NULL;
}

void check_slips(lua_State *L, const char *path, const char *bytes)
{
    uint32_t line = 1;
    for (const char *at = bytes; at != NULL && *at != '\0';) {
        size_t size, length = strcspn(at, "\n");
        const char *number = decimal_comma(at, &size);
        if (number != NULL) {
            struct fault fault = {.kind = FAULT_NONE};
            int whole = (int)(strchr(number, ',') - number);
            fault_at(&fault, FAULT_DATA, (struct place){path, line},
                     "'%.*s' is two values in Lua, and the second is lost. write %.*s.%.*s",
                     (int)size, number, whole, number, (int)size - whole - 1, number + whole + 1);
            sandbox_raise_fault(L, &fault);
        }
        const char *open = strstr(at, "[["), *end = at + length;
        if (open != NULL && open < end) { /* on to the line in which it closes */
            const char *close = strstr(open, "]]");
            for (const char *c = at; close != NULL && c < close; c++)
                line += *c == '\n';
            end = close != NULL ? close + strcspn(close, "\n") : NULL;
        }
        at = end != NULL && *end == '\n' ? end + 1 : NULL;
        line++;
    }
}
