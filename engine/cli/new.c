/* new.c - bareme new: a commented start of an indicator or a script.
 *
 * What is written works as it stands: an indicator passes its own example. Nothing is
 * ever overwritten, save the file of words for editors, which is made from the program.
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/file.h"
#include "lua/script.h"

static const char indicator_start[] =
    "-- %s: what it counts, in a line.\n"
    "--\n"
    "-- Try it:  bareme test %s\n"
    "--          bareme run %s DATA\n"
    "-- 'bareme list words' lists every word; 'bareme describe DATA' the datasets and "
    "columns.\n"
    "\n"
    "return indicator {\n"
    "  title  = { en = \"Agreements signed\", fr = \"Accords signés\", es = \"Acuerdos "
    "firmados\" },\n"
    "  unit   = \"agreements\",\n"
    "  about  = \"What is counted, what is left out, and why.\",\n"
    "  source = \"Where the definition comes from.\",\n"
    "\n"
    "  -- The figure. data.agreements is the file agreements.csv; a filter narrows it:\n"
    "  --   count(data.agreements:where { kind = \"protocol\" })\n"
    "  --   sum(data.agreements.amount) / count(data.agreements)\n"
    "  value  = count(data.agreements),\n"
    "\n"
    "  -- better = \"lower\",                       -- when less is better\n"
    "  -- digits = 1, percent = true,              -- how it is printed\n"
    "  -- target = 12,                             -- a number, or a figure of the data\n"
    "\n"
    "  -- Worked out by hand; 'bareme test' checks them.\n"
    "  examples = {\n"
    "    { given  = { cooperations = { { id = \"a\" } },\n"
    "                 agreements   = { { cooperation = \"a\", year = 2016 },\n"
    "                                  { cooperation = \"a\", year = 2017 },\n"
    "                                  { cooperation = \"a\", year = 2017 } } },\n"
    "      expect = { { unit = \"a\", period = 2016, value = 1 },\n"
    "                 { unit = \"a\", period = 2017, value = 2 } } },\n"
    "  },\n"
    "}\n";

static const char script_start[] =
    "-- %s: which table, of whom, for whom.\n"
    "--\n"
    "-- Run it:  bareme check %s DATA\n"
    "--          bareme run %s DATA\n"
    "-- 'bareme list indicators' lists the catalogue; 'bareme describe DATA' datasets "
    "and columns.\n"
    "\n"
    "return evaluation {\n"
    "  title      = { en = \"Evaluation\", fr = \"Évaluation\", es = \"Evaluación\" },\n"
    "  units      = data.cooperations,      -- a row for each; "
    "data.cooperations.country: for each country\n"
    "  periods    = years(),                -- from the first year found to the last; "
    "years(2016, 2018)\n"
    "  indicators = {\n"
    "    indicator { name = \"agreements\", title = \"Agreements\", value = "
    "count(data.agreements) },\n"
    "    -- use \"medellin/agreements\",     -- one of the catalogue\n"
    "  },\n"
    "  rows = \"units\", columns = { \"indicators\", \"periods\" },\n"
    "  totals = true,\n"
    "}\n";

static const char editor_settings[] = "{\n"
                                      "  \"runtime.version\": \"Lua 5.4\",\n"
                                      "  \"workspace.library\": [\".bareme\"],\n"
                                      "  \"workspace.checkThirdParty\": false\n"
                                      "}\n";

static bool is_good_name(const char *name)
{
    for (const char *part = name; part != NULL;) {
        size_t size = strcspn(part, "/");
        if (size == 0 || part[0] == '.' || part[0] == '-')
            return false;
        part = part[size] == '/' ? part + size + 1 : NULL;
    }
    return strcspn(name, "\\\n\r\t\"'") == strlen(name) &&
           utf8_is_valid(name, strlen(name));
}

static bool write_for_editors(struct text *said, struct fault *fault)
{
    struct text words = {0};
    words_meta(&words);
    bool written = true;
    if (file_exists(".bareme/bareme.lua"))
        written = file_write(".bareme/bareme.lua", text_of(&words), words.size, fault);
    else
        written = file_create(".bareme/bareme.lua", text_of(&words), words.size, fault);
    text_clear(&words);
    if (!written)
        return false;
    if (file_exists(".luarc.json")) {
        text_add(
            said,
            ".bareme/bareme.lua: the words, for an editor; .luarc.json is as it was\n");
        return true;
    }
    text_add(said, ".luarc.json, .bareme/bareme.lua: the words, for an editor\n");
    return file_create(".luarc.json", editor_settings, sizeof editor_settings - 1, fault);
}

/* The start, with its own path in place of every %s. */
static void fill(struct text *out, const char *start, const char *path)
{
    for (const char *mark = strstr(start, "%s"); mark != NULL;
         mark = strstr(start, "%s")) {
        text_add_bytes(out, start, (size_t)(mark - start));
        text_add(out, path);
        start = mark + 2;
    }
    text_add(out, start);
}

bool command_new(const struct options *options, struct fault *fault)
{
    static const char *const kinds[] = {"indicator", "script"};
    if (options->argument_count != 2)
        return fault_set(fault, FAULT_USAGE,
                         "new needs a kind and a name: bareme new indicator|script NAME");
    const char *kind = options->arguments[0], *name = options->arguments[1];
    bool script = strcmp(kind, "script") == 0;
    if (!script && strcmp(kind, "indicator") != 0)
        return fault_set(fault, FAULT_USAGE,
                         "new makes an indicator or a script, no '%s'%s", kind,
                         text_suggestion(options->arena, kind, kinds, 2));
    size_t size = strlen(name);
    if (size > 4 && strcmp(name + size - 4, ".lua") == 0)
        name = arena_bytes(options->arena, name, size - 4);
    if (!is_good_name(name))
        return fault_set(
            fault, FAULT_USAGE,
            "'%s' is no name for it: parts divided by /, as in quito/districts", name);
    const char *path = arena_format(options->arena, "%s/%s.lua",
                                    script ? "scripts" : "indicators", name);
    struct text start = {0}, said = {0};
    fill(&start, script ? script_start : indicator_start, path);
    bool written = file_create(path, text_of(&start), start.size, fault);
    text_addf(&said, "%s: a start, ready to be changed\n", path);
    written = written && write_for_editors(&said, fault) &&
              file_write(NULL, text_of(&said), said.size, fault);
    text_clear(&start);
    text_clear(&said);
    return written;
}
