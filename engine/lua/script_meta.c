/* script_meta.c - the words for others: the list of them, and the editors' file.
 *
 * Both come from words.def. The editors' file is for the Lua language server (LuaLS):
 * types of the language as classes with their operators, and each word as a function with
 * its parameters.
 *
 * The list is made once into static memory of the caller's choosing: here, a table built
 * by the compiler.
 */
#include <string.h>

#include "base/text.h"
#include "lua/script.h"

static const struct word words[] = {
#define WORD(name, function, op, arguments, options, choices, signature, returns, group, \
             help)                                                                       \
    {name, signature, returns, group, help},
#include "lua/words.def"
#undef WORD
};

const struct word *words_all(size_t *count)
{
    *count = sizeof words / sizeof *words;
    return words;
}

static const char classes[] =
    "---@meta\n"
    "-- The words of bareme's indicator language, for editors. Made by bareme; do not "
    "edit.\n"
    "\n"
    "---@class dataset\n"
    "---@field [string] column\n"
    "local dataset = {}\n"
    "---The same dataset, narrowed.\n"
    "---@param filter table|filter\n"
    "---@return dataset\n"
    "function dataset:where(filter) end\n"
    "---The same dataset, placed in time by another column; false: in every period.\n"
    "---@param column string|string[]|false\n"
    "---@return dataset\n"
    "function dataset:dated(column) end\n"
    "\n"
    "---@class column\n"
    "---@field [string] column\n"
    "---@operator add(column|number): column\n"
    "---@operator sub(column|number): column\n"
    "---@operator mul(column|number): column\n"
    "---@operator div(column|number): column\n"
    "---@operator pow(column|number): column\n"
    "---@operator unm: column\n"
    "\n"
    "---@class figure\n"
    "---@operator add(figure|number): figure\n"
    "---@operator sub(figure|number): figure\n"
    "---@operator mul(figure|number): figure\n"
    "---@operator div(figure|number): figure\n"
    "---@operator idiv(figure|number): figure\n"
    "---@operator mod(figure|number): figure\n"
    "---@operator pow(figure|number): figure\n"
    "---@operator unm: figure\n"
    "\n"
    "---@class indicator: figure\n"
    "---@class condition\n"
    "---@class test\n"
    "---@class filter\n"
    "---@class evaluation\n"
    "---@class report\n"
    "---@class periods\n"
    "---@class whole\n"
    "---@alias amount figure|column|number\n"
    "\n"
    "---@class cell\n"
    "---@field unit string\n"
    "---@field period integer|string\n"
    "---@field first_day integer\n"
    "---@field last_day integer\n"
    "\n"
    "---@class values\n"
    "---@field [integer] any\n"
    "local values = {}\n"
    "---@return values\n"
    "function values:sorted() end\n"
    "---@return values\n"
    "function values:differences() end\n"
    "\n"
    "---@class records\n"
    "---@field [integer] table<string, any>\n"
    "---@field [string] values\n"
    "local record_list = {}\n"
    "---@return fun(): table<string, any>\n"
    "function record_list:each() end\n"
    "---@param filter table|filter\n"
    "---@return records\n"
    "function record_list:where(filter) end\n"
    "\n"
    "---@type table<string, dataset>\n"
    "data = {}\n";

/* The parameter that begins at `at`, up to its comma or the last bracket. */
static size_t parameter_size(const char *at)
{
    int depth = 0;
    size_t size = 0;
    for (; at[size] != '\0'; size++) {
        if (depth == 0 && (at[size] == ',' || at[size] == ')'))
            break;
        depth += at[size] == '(';
        depth -= at[size] == ')';
    }
    return size;
}

/* "name?: type" as ---@param, and its name into `names`. */
static void add_parameter(struct text *out, struct text *names, const char *at,
                          size_t size)
{
    size_t name = 0;
    while (name < size && at[name] != ':')
        name++;
    size_t bare = name > 0 && at[name - 1] == '?' ? name - 1 : name;
    text_add(out, "---@param ");
    text_add_bytes(out, at, name);
    text_add(out, " ");
    if (name < size)
        text_add_bytes(out, at + name + 2, size - name - 2);
    else
        text_add(out, "any");
    text_add(out, "\n");
    if (names->size > 0)
        text_add(names, ", ");
    text_add_bytes(names, at, bare);
}

static void add_word(struct text *out, const struct word *word)
{
    struct text names = {0};
    const char *at = strchr(word->signature, '(') + 1;
    text_addf(out, "\n---%s\n", word->help);
    while (*at != ')' && *at != '\0') {
        size_t size = parameter_size(at);
        add_parameter(out, &names, at, size);
        at += size;
        if (*at == ',')
            at++;
        while (*at == ' ')
            at++;
    }
    if (strcmp(word->returns, "nil") != 0)
        text_addf(out, "---@return %s\n", word->returns);
    text_addf(out, "function %s(%s) end\n", word->name, text_of(&names));
    text_clear(&names);
}

void words_meta(struct text *out)
{
    text_add(out, classes);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_word(out, &words[i]);
}
