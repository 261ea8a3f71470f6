/* explain.c - what Lua says of an error, in the author's words and with what to do.
 *
 * Lua's messages are matched against tables of patterns, first those that also need
 * something in the line concerned ("+=", "!=", typographic quotes), then the plain ones.
 * A message that no pattern knows is left as it is: the engine's own come through here
 * too.
 *
 * Nothing is kept; what is built lies in buffers of fixed size.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lua/sandbox.h"

enum { CAPTURES = 4, CAPTURE_SIZE = 120, LONGEST = 1200 };

struct pattern {
    const char *match; /* '*' is any text, kept as {1}, {2} … */
    const char *line;  /* what the source line must hold too; NULL: anything */
    const char *plain; /* what is said; {1} … {4} are put in */
};

/* Looked at first: the line says what was meant. */
static const struct pattern by_line[] = {
    {"* near *", "“", "typographic quotes (“ ”) are not quotes in Lua. write \"…\""},
    {"* near *", "”", "typographic quotes (“ ”) are not quotes in Lua. write \"…\""},
    {"* near *", "«", "« » are not quotes in Lua. write \"…\""},
    {"* near *", "‘",
     "typographic quotes (‘ ’) are not quotes in Lua. write '…' or \"…\""},
    {"* near *", "’",
     "typographic quotes (‘ ’) are not quotes in Lua. write '…' or \"…\""},
    {"* near *",
     "!=", "'!=' is not Lua. 'not equal' is written ~=; in a filter, is_not(value)"},
    {"* near *", "+=", "'+=' is not Lua. write n = n + …"},
    {"* near *", "-=", "'-=' is not Lua. write n = n - …"},
    {"* near *", "*=", "'*=' is not Lua. write n = n * …"},
    {"* near *", "++", "'++' is not Lua. write n = n + 1"},
    {"* near *", "&&",
     "'&&' is not Lua. on figures write both(a, b); in plain Lua: a and b"},
    {"* near *", "||",
     "'||' is not Lua. on figures write either(a, b); in plain Lua: a or b"},
    {"* near *", "=>",
     "'=>' is not Lua. a field is written name = value; 'at least' is at_least(x, y), "
     "in plain Lua >="},
    {"* near *", "/*", "a remark begins with -- in Lua (a long one: --[[ … ]])"},
    {"unexpected symbol near '//'", NULL, "a remark begins with -- in Lua"},
    {"unexpected symbol near '#'", NULL, "a remark begins with -- in Lua"},
    {"'then' expected near '='", NULL, "'=' gives a value. a comparison is written =="},
    {"'then' expected near '{'", NULL,
     "Lua has no { } around what an 'if' does. write: if … then … end"},
    {"'do' expected near '{'", NULL,
     "Lua has no { } around what a loop does. write: for … do … end"},
    {"'=' or 'in' expected near *", NULL,
     "a loop is written: for i = 1, 10 do … end, or: for r in records(…) do … end"},
};

static const char arithmetic_on_text[] =
    "a text cannot be reckoned with. write a number without quotes, with a decimal point "
    "and no marks "
    "between thousands: 1234.56";

static const struct pattern plain[] = {
    /* while a file is compiled */
    {"unfinished string near *", NULL,
     "a text is not closed on its line: {1}. put the quote at its end"},
    {"unfinished long string *", NULL,
     "a long text [[ … is not closed. put ]] at its end"},
    {"unfinished long comment *", NULL,
     "a long remark --[[ … is not closed. put ]] at its end"},
    {"malformed number near '*'", NULL,
     "'{1}' is not a number. a number has a decimal point and no marks "
     "between thousands: 1234.5"},
    {"'}' expected (to close '{' at line *) near <eof>", NULL,
     "the '{' of line {1} is never closed. put a '}' where it ends"},
    {"'}' expected (to close '{' at line *) near '='", NULL,
     "in the '{' of line {1}, something before '=' is not a name. a field is written "
     "name = value, "
     "or [\"a name\"] = value"},
    {"'}' expected (to close '{' at line *) near '*'", NULL,
     "in the '{' of line {1}, a comma is missing before '{2}', or a '}' is"},
    {"'}' expected near <eof>", NULL, "a '{' is never closed. put a '}' where it ends"},
    {"'}' expected near '='", NULL,
     "something before '=' is not a name. a field is written name = value, "
     "or [\"a name\"] = value"},
    {"'}' expected near '*'", NULL, "a comma is missing before '{1}', or a '}' is"},
    {"')' expected (to close '(' at line *) near <eof>", NULL,
     "the '(' of line {1} is never closed. put a ')' where it ends"},
    {"')' expected (to close '(' at line *) near '*'", NULL,
     "the '(' of line {1} is not closed before '{2}'. put a ')', or a comma, there"},
    {"')' expected near '='", NULL,
     "inside ( ) there are no names with '='. options go in { }: sum(x, { missing = "
     "\"stop\" })"},
    {"')' expected near <eof>", NULL, "a '(' is never closed. put a ')' where it ends"},
    {"')' expected near '*'", NULL,
     "a '(' is not closed before '{1}'. put a ')', or a comma, there"},
    {"']' expected near *", NULL, "a '[' is not closed. put a ']' before {1}"},
    {"'end' expected (to close 'if' at line *) near *", NULL,
     "the 'if' of line {1} has no 'end'. add it ('elseif' is one word)"},
    {"'end' expected (to close '*' at line *) near *", NULL,
     "the '{1}' of line {2} has no 'end'. add it"},
    {"'end' expected near *", NULL, "an 'end' is missing before {1}"},
    {"'<eof>' expected near 'end'", NULL,
     "there is an 'end' too many, or a 'do', 'then' or 'function' is missing above"},
    {"'<eof>' expected near '*'", NULL,
     "'{1}' stands after the end of the script. 'return' must come last; "
     "or an 'end' or a bracket too many closed what is above"},
    {"<eof> expected near 'end'", NULL,
     "there is an 'end' too many, or a 'do', 'then' or 'function' is missing above"},
    {"<eof> expected near '*'", NULL,
     "'{1}' stands after the end of the script. 'return' must come last; or a bracket "
     "too many closed what is above"},
    {"'=' expected near *", NULL,
     "something is not finished before {1}. a value is given with name = value"},
    {"'then' expected near *", NULL,
     "'then' is missing before {1}. write: if … then … end"},
    {"'do' expected near *", NULL, "'do' is missing before {1}. write: for … do … end"},
    {"<name> expected near *", NULL,
     "a name is needed before {1}; a word of Lua (end, in, and …) or a number cannot be "
     "one"},
    {"unexpected symbol near <eof>", NULL,
     "the script ends in the middle of something. is a value missing at its end?"},
    {"unexpected symbol near '}'", NULL,
     "a value is missing before '}', or a '}' is too many"},
    {"unexpected symbol near ')'", NULL,
     "a value is missing before ')', or a ')' is too many"},
    {"unexpected symbol near ','", NULL,
     "a value is missing before ','. is there a comma too many?"},
    {"unexpected symbol near '*'", NULL,
     "'{1}' cannot stand here. is something missing before it?"},
    {"syntax error near <eof>", NULL, "the script ends in the middle of something"},
    {"syntax error near *", NULL,
     "{1} cannot follow what stands before it. a line of a script is local name = value, "
     "or return …"},
    {"attempt to assign to const variable '*'", NULL,
     "'{1}' is declared <const> and keeps its value"},
    {"function arguments expected near *", NULL,
     "after ':' comes a method and its argument: data.agreements:where { … }"},
    {"invalid escape sequence '*'", NULL,
     "in a text, a backslash begins a sign of its own ('{1}'). write \\\\ for a "
     "backslash"},
    {"chunk has too many syntax levels*", NULL, "brackets are nested too deep"},
    {"control structure too long*", NULL,
     "the script is too long here. make it shorter with a loop"},
    {"function or expression needs too many registers*", NULL,
     "an expression is too long. give parts of it names"},
    {"too many local variables*", NULL,
     "there are more than 200 local values. put some in a table"},
    /* while it runs */
    {"attempt to index a nil value (local '*')", NULL,
     "'{1}' is empty (nil) here, so nothing can be taken from it. look at how '{1}' got "
     "its value"},
    {"attempt to index a nil value (upvalue '*')", NULL,
     "'{1}' is empty (nil) here, so nothing can be taken from it. look at how '{1}' got "
     "its value"},
    {"attempt to index a nil value (field '*')", NULL,
     "there is no '{1}' here (it is nil), so nothing can be taken from it. look at its "
     "spelling"},
    {"attempt to index a nil value*", NULL,
     "something is empty (nil) here, so nothing can be taken from it"},
    {"attempt to index a * value (* '*')", NULL,
     "'{3}' is a {1}, and nothing can be taken from it with a point or brackets"},
    {"attempt to index a * value*", NULL,
     "a {1} is not something from which a field can be taken"},
    {"attempt to call a nil value (method '*')", NULL,
     "there is no method ':{1}' here. look at its spelling"},
    {"attempt to call a nil value (field '*')", NULL,
     "there is no function '{1}' here. look at its spelling"},
    {"attempt to call a nil value (* '*')", NULL,
     "'{2}' is empty (nil) here, so it cannot be called. look at how it got its value"},
    {"attempt to call a table value*", NULL,
     "a table { … } cannot be called like a function. is a comma missing before '(', '{' "
     "or a quote?"},
    {"attempt to call a * value (* '*')", NULL,
     "'{3}' is a {1} and cannot be called like a function. is a comma or a sign missing "
     "after it?"},
    {"attempt to call a * value*", NULL,
     "a {1} cannot be called like a function. is a comma or a sign missing before '(' or "
     "'{'?"},
    {"attempt to perform arithmetic on a nil value (* '*')", NULL,
     "'{2}' is empty (nil) here and cannot be reckoned with. a field of a record is nil "
     "where it is missing: test it with if {2} then"},
    {"attempt to perform arithmetic on a nil value*", NULL,
     "something is empty (nil) here and cannot be reckoned with. a field of a record is "
     "nil where it is missing"},
    {"attempt to perform arithmetic on a string value*", NULL, arithmetic_on_text},
    {"attempt to * a 'string' with a '*'", NULL, arithmetic_on_text},
    {"attempt to * a '*' with a 'string'", NULL, arithmetic_on_text},
    {"attempt to * a '*' with a '*'", NULL,
     "a {2} and a {3} cannot be reckoned with together"},
    {"attempt to perform arithmetic on a * value (* '*')", NULL,
     "'{3}' is a {1} and cannot be reckoned with"},
    {"attempt to perform arithmetic on a * value*", NULL,
     "a {1} cannot be reckoned with"},
    {"attempt to concatenate a nil value (* '*')", NULL,
     "'{2}' is empty (nil) here and cannot be joined to a text with '..'"},
    {"attempt to concatenate a * value (* '*')", NULL,
     "'{3}' is a {1} and cannot be joined to a text with '..'. tostring({3}) makes a "
     "text of it"},
    {"attempt to concatenate a * value*", NULL,
     "a {1} cannot be joined to a text with '..'"},
    {"attempt to get length of a nil value (* '*')", NULL,
     "'{2}' is empty (nil) here, so it has no length"},
    {"attempt to get length of a * value*", NULL, "a {1} has no length (#)"},
    {"attempt to compare nil with *", NULL,
     "something is empty (nil) here and cannot be compared with a {1}. a field of a "
     "record is nil where it is missing"},
    {"attempt to compare * with nil", NULL,
     "something is empty (nil) here and cannot be compared with a {1}. a field of a "
     "record is nil where it is missing"},
    {"attempt to compare two * values", NULL,
     "two values of the kind {1} cannot be compared with < or >"},
    {"attempt to compare * with *", NULL, "a {1} cannot be compared with a {2}"},
    {"attempt to perform 'n//0'", NULL, "whole-number division by zero (//)"},
    {"attempt to perform 'n%%0'", NULL, "a remainder of division by zero (%)"},
    {"number has no integer representation", NULL,
     "a whole number is needed here, and this one has decimals"},
    {"'for' initial value must be a number", NULL,
     "a loop 'for i = a, b' begins at a number, and this is none"},
    {"'for' limit must be a number", NULL,
     "a loop 'for i = a, b' ends at a number, and this is none"},
    {"'for' step must be a number", NULL,
     "the step of a loop 'for i = a, b, step' is a number, and this is none"},
    {"'for' step is zero", NULL, "the step of a loop cannot be 0"},
    {"table index is nil", NULL, "the key in [ ] is empty (nil)"},
    {"table index is NaN", NULL, "the key in [ ] is not a number (0/0)"},
    {"bad argument #1 to 'for iterator' (table expected, got nil)", NULL,
     "a loop 'for … in' has nothing to go through (nil). write: for i, x in ipairs(list) "
     "do"},
    {"bad argument #* to '*' (* expected, got no value)", NULL,
     "{2}: argument {1} is missing; it takes a {3}"},
    {"bad argument #* to '*' (* expected, got nil)", NULL,
     "{2}: argument {1} is empty (nil); it takes a {3}"},
    {"bad argument #* to '*' (* expected, got *)", NULL,
     "{2}: argument {1} is a {4}; it takes a {3}"},
    {"bad argument #* to '*' (*)", NULL, "{2}: argument {1}: {3}"},
    {"calling '*' on bad self*", NULL,
     "'{1}' is a method of a text: write text:{1}(…) with a colon"},
    {"wrong number of arguments to 'insert'", NULL,
     "table.insert takes a list and a value: table.insert(list, value)"},
    {"invalid order function for sorting*", NULL,
     "table.sort: the function must say of two items whether the first comes before the "
     "second, and never so for equal ones"},
    {"*C stack overflow*", NULL,
     "calls, or brackets, are nested too deep. does a function call itself without end?"},
    {"*stack overflow*", NULL, "a function calls itself without end"},
    {"error in error handling", NULL, "an error came up while another was being handled"},
    {"pattern too complex", NULL, "the pattern of a text search is too complex"},
    {"not enough memory", NULL,
     "the script needs more memory than it may have. allow more with --max-memory"},
};

struct captures {
    char text[CAPTURES][CAPTURE_SIZE];
    size_t count;
};

/* '*' takes as little as lets the rest match. */
static bool match(const char *pattern, const char *text, struct captures *captures)
{
    for (; *pattern != '\0' && *pattern != '*'; pattern++, text++)
        if (*pattern != *text)
            return false;
    if (*pattern == '\0')
        return *text == '\0';
    size_t slot = captures->count;
    for (const char *end = text;; end++) {
        captures->count = slot + 1;
        if (match(pattern + 1, end, captures)) {
            if (slot < CAPTURES)
                snprintf(captures->text[slot], CAPTURE_SIZE, "%.*s", (int)(end - text),
                         text);
            return true;
        }
        if (*end == '\0')
            return false;
    }
}

static void fill(const char *words, const struct captures *captures, char *out,
                 size_t room)
{
    size_t size = 0;
    for (; *words != '\0' && size + 1 < room; words++) {
        if (words[0] == '{' && words[1] >= '1' && words[1] <= '0' + CAPTURES &&
            words[2] == '}') {
            const char *text = captures->text[words[1] - '1'];
            size += (size_t)snprintf(out + size, room - size, "%s", text);
            if (size >= room)
                size = room - 1;
            words += 2;
        } else {
            out[size++] = *words;
        }
    }
    out[size] = '\0';
}

static bool try_patterns(const struct pattern *patterns, size_t count,
                         const char *message, const char *line, char *out, size_t room)
{
    for (size_t i = 0; i < count; i++) {
        struct captures captures = {.count = 0};
        if (patterns[i].line != NULL && strstr(line, patterns[i].line) == NULL)
            continue;
        if (!match(patterns[i].match, message, &captures))
            continue;
        fill(patterns[i].plain, &captures, out, room);
        return true;
    }
    return false;
}

void sandbox_line(const struct sandbox *sandbox, struct place place, char *out,
                  size_t room)
{
    out[0] = '\0';
    const struct sandbox_file *file = NULL;
    for (size_t i = 0; place.file != NULL && i < sandbox->file_count; i++)
        if (strcmp(sandbox->files[i].path, place.file) == 0)
            file = &sandbox->files[i];
    if (file == NULL)
        return;
    const char *at = file->bytes, *end = file->bytes + file->size;
    for (uint32_t i = 1; i < place.line && at < end; i++) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        at = next == NULL ? end : next + 1;
    }
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    snprintf(out, room, "%.*s", (int)((stop == NULL ? end : stop) - at), at);
}

/* The place with which Lua began a message, taken off it; false when it has none. */
static bool take_place(const struct sandbox *sandbox, const char **message,
                       const struct sandbox_file **file, uint32_t *line)
{
    for (size_t i = 0; i < sandbox->file_count; i++) {
        const struct sandbox_file *known = &sandbox->files[i];
        const char *const names[] = {known->path, known->short_path};
        for (size_t j = 0; j < 2; j++) {
            size_t size = strlen(names[j]);
            if (strncmp(*message, names[j], size) != 0 || (*message)[size] != ':')
                continue;
            *file = known;
            if ((*message)[size + 1] == ' ') { /* the file as a whole */
                *line = 0;
                *message += size + 2;
                return true;
            }
            if (!isdigit((unsigned char)(*message)[size + 1]))
                continue;
            char *end;
            unsigned long number = strtoul(*message + size + 1, &end, 10);
            if (end[0] != ':')
                continue;
            *line = (uint32_t)number;
            *message = end + 1 + (end[1] == ' ');
            return true;
        }
    }
    return false;
}

static bool is_broken(char c)
{
    return ((unsigned char)c < 0x20 && c != '\n') || c == 0x7f;
}

/* Cut to a length, on one line, without control characters, valid UTF-8. */
static void clean(const char *message, char *out)
{
    size_t size = 0, length = strlen(message);
    for (size_t i = 0; i < length && size < LONGEST;) {
        uint32_t character;
        size_t taken = utf8_decode(message + i, length - i, &character);
        if (taken == 0)
            taken = 1;
        if (taken == 1)
            out[size++] = message[i] == '\n' ? ' '
                          : is_broken(message[i]) || (unsigned char)message[i] >= 0x80
                              ? '?'
                              : message[i];
        else
            for (size_t j = 0; j < taken; j++)
                out[size++] = message[i + j];
        i += taken;
    }
    out[size] = '\0';
    if (size >= LONGEST)
        strcpy(out + size, "…");
}

void sandbox_explain(const struct sandbox *sandbox, const char *message,
                     struct fault *fault)
{
    char cleaned[LONGEST + 16], words[2 * LONGEST], line_text[400] = "";
    const struct sandbox_file *file = NULL;
    uint32_t line = 0;
    bool raised =
        sandbox->raised != FAULT_NONE &&
        strncmp(message, sandbox->raised_start, strlen(sandbox->raised_start)) == 0;
    bool placed = take_place(sandbox, &message, &file, &line);
    clean(message, cleaned);
    if (placed)
        sandbox_line(sandbox, (struct place){file->path, line}, line_text,
                     sizeof line_text);
    const char *said = cleaned;
    if ((sandbox->syntax && try_patterns(by_line, sizeof by_line / sizeof *by_line,
                                         cleaned, line_text, words, sizeof words)) ||
        try_patterns(plain, sizeof plain / sizeof *plain, cleaned, line_text, words,
                     sizeof words))
        said = words;
    struct place place = placed ? (struct place){file->path, line} : sandbox->at;
    if (raised && !placed)
        place = (struct place){NULL, 0}; /* the engine's faults say where */
    fault_at(fault, raised ? sandbox->raised : FAULT_DATA, place, "%s", said);
}
