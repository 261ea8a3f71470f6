/* script_special.c - the words that read their arguments in a way of their own.
 *
 * Tables among the arguments are gone through by sorted key, so that one script always
 * makes one catalogue. Functions of the author's are kept in the registry under a number,
 * which is all the catalogue knows of them.
 *
 * Nodes belong to the catalogue, functions to the state.
 */
#include <math.h>
#include <string.h>

#include "data/reason.h"
#include "data/value.h"
#include "lua/reading.h"

static void want_count(lua_State *L, const struct entry *entry, int top, int least,
                       int most, const char *example)
{
    if (top < least || top > most)
        sandbox_raise(L, "%s takes %d argument%s and got %d: %s", entry->word.name,
                      top < least ? least : most,
                      (top < least ? least : most) == 1 ? "" : "s", top, example);
}

static void push_made(lua_State *L, struct node node, const uint32_t *arguments,
                      size_t count)
{
    push_node(L, add_node(L, reading_here(L)->catalogue, node, arguments, count));
}

/* ---- measures ---- */

int word_share(lua_State *L)
{
    const struct entry *entry = word_here(L);
    double numbers[WORD_OPTIONS];
    int top = lua_gettop(L);
    unsigned flags = top > 2 ? take_options(L, entry, &top, numbers) : 0;
    want_count(L, entry, top, 2, 2, "share(data.agreements, { kind = \"protocol\" })");
    if (reading_here(L)->calling)
        return measure_now(L, entry, top, flags);
    struct node node = new_node(OP_SHARE, SORT_FIGURE);
    node.flags = (uint8_t)flags;
    uint32_t arguments[2];
    arguments[0] = want_dataset(L, 1, (struct spot){"share", 1, NULL});
    arguments[1] = build_filter(L, reading_here(L)->catalogue, arguments[0], 2,
                                (struct spot){"share", 2, NULL});
    push_made(L, node, arguments, 2);
    return 1;
}

int word_compute(lua_State *L)
{
    const struct entry *entry = word_here(L);
    double numbers[WORD_OPTIONS];
    int top = lua_gettop(L);
    unsigned flags = top > 2 ? take_options(L, entry, &top, numbers) : 0;
    const char *example = "compute(data.agreements, function(records, cell) … end)";
    want_count(L, entry, top, 2, 2, example);
    refuse_in_call(L, "compute");
    struct node node = new_node(OP_COMPUTE, SORT_FIGURE);
    node.flags = (uint8_t)flags;
    uint32_t dataset = want_dataset(L, 1, (struct spot){"compute", 1, NULL});
    if (!lua_isfunction(L, 2))
        refuse(L, 2, (struct spot){"compute", 2, NULL},
               "a function(records, cell) … end");
    node.number = keep_function(L, 2, dataset);
    push_made(L, node, &dataset, 1);
    return 1;
}

int word_across(lua_State *L)
{
    want_count(L, word_here(L), lua_gettop(L), 2, 2,
               "across(data.agreements.kind, count(data.agreements))");
    refuse_in_call(L, "across");
    uint32_t arguments[] = {want_column(L, 1, (struct spot){"across", 1, NULL}),
                            want_figure(L, 2, (struct spot){"across", 2, NULL})};
    push_made(L, new_node(OP_ACROSS, SORT_FIGURE), arguments, 2);
    return 1;
}

int word_apply(lua_State *L)
{
    const struct entry *entry = word_here(L);
    double numbers[WORD_OPTIONS];
    int top = lua_gettop(L);
    unsigned flags = top > 2 ? take_options(L, entry, &top, numbers) : 0;
    refuse_in_call(L, "apply");
    want_count(L, entry, top, 2, 100, "apply(function(x, y, cell) … end, x, y)");
    if (!lua_isfunction(L, 1))
        refuse(L, 1, (struct spot){"apply", 1, NULL},
               "a function(x, cell) … end, then the figures");
    struct node node = new_node(OP_APPLY, SORT_FIGURE);
    node.flags = (uint8_t)flags;
    uint32_t arguments[100];
    for (int i = 2; i <= top; i++)
        arguments[i - 2] = want_figure(L, i, (struct spot){"apply", i, NULL});
    node.number = keep_function(L, 1, NO_NODE);
    push_made(L, node, arguments, (size_t)top - 1);
    return 1;
}

/* ---- columns ---- */

int word_recode(lua_State *L)
{
    const char *example =
        "recode(data.reviews.rating, { [\"good\"] = 4, [\"fair\"] = 3 })";
    want_count(L, word_here(L), lua_gettop(L), 2, 2, example);
    refuse_in_call(L, "recode");
    struct catalogue *into = reading_here(L)->catalogue;
    uint32_t column = want_column(L, 1, (struct spot){"recode", 1, NULL});
    if (!is_plain_table(L, 2))
        refuse(L, 2, (struct spot){"recode", 2, NULL},
               "a table { [\"value\"] = number, … }");
    size_t count = push_keys(L, 2), filled = 1;
    int keys = lua_gettop(L), kind = LUA_TNIL;
    if (count == 0)
        sandbox_raise(L, "recode: the table is empty. write %s", example);
    uint32_t *arguments = lua_newuserdatauv(L, (2 * count + 1) * sizeof *arguments, 0);
    arguments[0] = column;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        lua_pushvalue(L, -1);
        lua_rawget(L, 2);
        int type = lua_type(L, -1);
        if (type != LUA_TNUMBER && type != LUA_TSTRING)
            sandbox_raise(L,
                          "recode: what %s becomes is %s, and must be a number or a text",
                          describe(L, -2), describe(L, -1));
        if (kind != LUA_TNIL && type != kind)
            sandbox_raise(
                L,
                "recode: what %s becomes is %s, and others are of another kind. make "
                "them all numbers, or all texts",
                describe(L, -2), describe(L, -1));
        kind = type;
        arguments[filled++] = add_literal(L, into, -2, (struct spot){"recode", 2, NULL});
        arguments[filled++] = add_literal(L, into, -1, (struct spot){"recode", 2, NULL});
        lua_pop(L, 2);
    }
    push_made(L, new_node(OP_RECODE, SORT_COLUMN), arguments, filled);
    return 1;
}

int word_split(lua_State *L)
{
    want_count(L, word_here(L), lua_gettop(L), 2, 2,
               "split(data.projects.themes, \";\")");
    refuse_in_call(L, "split");
    uint32_t column = want_column(L, 1, (struct spot){"split", 1, NULL});
    struct node node = new_node(OP_SPLIT, SORT_COLUMN);
    if (want_text(L, 2, (struct spot){"split", 2, NULL})[0] == '\0')
        sandbox_raise(
            L, "split: the separator is empty. write split(data.projects.themes, \";\")");
    node.text = add_text(L, reading_here(L)->catalogue, 2);
    push_made(L, node, &column, 1);
    return 1;
}

int word_date_part(lua_State *L)
{
    const struct entry *entry = word_here(L);
    int year, month, day;
    want_count(L, entry, lua_gettop(L), 1, 1, entry->word.signature);
    if (handle_of(L, 1, HANDLE_MISSING) != NULL) {
        lua_pushvalue(L, 1);
    } else if (lua_type(L, 1) == LUA_TNUMBER) {
        double days = want_number(L, 1, (struct spot){entry->word.name, 1, NULL});
        if (days < -719162 || days > 2932896)
            sandbox_raise(
                L, "%s: %s is not a date: a date is a number of days, as records give it",
                entry->word.name, describe(L, 1));
        date_split((int32_t)floor(days), &year, &month, &day);
        lua_pushinteger(L, entry->op == OP_YEAR    ? year
                           : entry->op == OP_MONTH ? month
                                                   : day);
    } else if (reading_here(L)->calling && kind_at(L, 1) == VALUE_NIL) {
        sandbox_raise(L,
                      "%s: argument 1 is nothing (nil): this record has no date there, or "
                      "a name is misspelt. test it first: if d then …",
                      entry->word.name);
    } else {
        refuse_in_call(L, entry->word.name);
        if (kind_at(L, 1) == HANDLE_FIGURE)
            sandbox_raise(
                L,
                "%s takes a column of dates, and this is %s. the year of the cell is "
                "period_year()",
                entry->word.name, describe(L, 1));
        uint32_t column = want_column(L, 1, (struct spot){entry->word.name, 1, NULL});
        push_made(L, new_node(entry->op, SORT_COLUMN), &column, 1);
    }
    return 1;
}

int word_date_text(lua_State *L)
{
    char text[DATE_TEXT_SIZE];
    if (handle_of(L, 1, HANDLE_MISSING) != NULL) {
        lua_settop(L, 1);
        return 1;
    }
    if (reading_here(L)->calling && kind_at(L, 1) == VALUE_NIL)
        sandbox_raise(L, "date_text: argument 1 is nothing (nil): this record has no date "
                         "there, or a name is misspelt. test it first: if d then …");
    double days = want_number(L, 1, (struct spot){"date_text", 1, NULL});
    if (days < -719162 || days > 2932896)
        sandbox_raise(
            L,
            "date_text: %s is not a date: a date is a number of days, as records give "
            "it",
            describe(L, 1));
    date_format((int32_t)floor(days), text);
    lua_pushstring(L, text);
    return 1;
}

/* ---- conditions ---- */

/* The reasons' words, for a message: pushes them. */
static const char *push_reasons(lua_State *L, const char *wrong)
{
    const char *names[REASON_NONE];
    for (int i = 0; i < REASON_NONE; i++)
        names[i] = reason_text((enum reason)i);
    const char *near = push_suggestion(L, wrong, names, REASON_NONE);
    const char *all = push_choices(L, names, REASON_NONE);
    return lua_pushfstring(L, "%s. the reasons are %s", near, all);
}

void check_reason(lua_State *L, struct place place, const char *text, const char *word)
{
    if (reason_find(text) < REASON_NONE)
        return;
    const char *shown = quoted(L, text);
    sandbox_raise_at(L, place, "%s: %s is not a reason why a figure is missing%s", word, shown,
                  push_reasons(L, text));
}

int word_is_missing(lua_State *L)
{
    struct spot spot = {"is_missing", 1, NULL};
    int top = lua_gettop(L);
    if (top == 0)
        sandbox_raise(
            L, "is_missing takes a figure: is_missing(x). in a filter, the test is "
               "missing()");
    want_count(L, word_here(L), top, 1, 2, "is_missing(x, \"not reported\")");
    const char *reason =
        top > 1 ? want_text(L, 2, (struct spot){"is_missing", 2, NULL}) : NULL;
    if (reason != NULL)
        check_reason(L, sandbox_place(L), reason, "is_missing");
    if (reading_here(L)->calling) {
        struct handle *handle = handle_of(L, 1, HANDLE_MISSING);
        unsigned found = handle != NULL    ? handle->number
                         : lua_isnil(L, 1) ? REASON_MISSING
                                           : REASON_NONE;
        lua_pushboolean(L, reason == NULL ? found != REASON_NONE
                                          : found == reason_find(reason));
        return 1;
    }
    bool column = handle_of(L, 1, HANDLE_COLUMN) != NULL;
    uint32_t argument = column ? want_column(L, 1, spot) : want_figure(L, 1, spot);
    struct node node = new_node(OP_IS_MISSING, column ? SORT_COLUMN : SORT_CONDITION);
    if (reason != NULL)
        node.text = add_text(L, reading_here(L)->catalogue, 2);
    push_made(L, node, &argument, 1);
    return 1;
}

/* ---- by_year and mix ---- */

static unsigned read_better(lua_State *L, const char *word)
{
    static const char *const names[] = {"lower", "higher"};
    static const unsigned flags[] = {FLAG_BETTER_LOWER, FLAG_BETTER_HIGHER};
    return flags[want_choice(L, -1, names, 2, (struct spot){word, 0, "better"})];
}

static bool want_boolean(lua_State *L, struct spot spot)
{
    if (!lua_isboolean(L, -1))
        refuse(L, -1, spot, "true or false");
    return lua_toboolean(L, -1);
}

struct years_build {
    uint32_t arguments[2 * 100];
    size_t count;
    struct node node;
    int relative, calendar;
};

/* The key at -2 and its value at -1. */
static void by_year_field(lua_State *L, struct years_build *build)
{
    struct catalogue *into = reading_here(L)->catalogue;
    if (lua_type(L, -2) == LUA_TSTRING) {
        static const char *const names[] = {"bridge", "better"};
        const char *name = lua_tostring(L, -2);
        if (strcmp(name, "bridge") == 0)
            build->node.flags |=
                want_boolean(L, (struct spot){"by_year", 0, name}) ? FLAG_BRIDGE : 0;
        else if (strcmp(name, "better") == 0)
            build->node.flags |= (uint8_t)read_better(L, "by_year");
        else
            sandbox_raise(
                L,
                "by_year has no field '%s'%s. it takes years, and bridge = true: "
                "by_year { [1] = x, [2] = y }",
                name, push_suggestion(L, name, names, 2));
        return;
    }
    if (!lua_isinteger(L, -2))
        sandbox_raise(
            L,
            "by_year: the key %s is not a year: by_year { [1] = x, [2] = y }, or "
            "{ [2017] = x }",
            describe(L, -2));
    lua_Integer year = lua_tointeger(L, -2);
    if (year < 1 || year > 9999 || (year > 99 && year < 1000))
        sandbox_raise(
            L,
            "by_year: the key %d is neither a year of the script's periods (1, 2 …) "
            "nor a calendar year (2017)",
            (int)year);
    *(year <= 99 ? &build->relative : &build->calendar) += 1;
    if (build->relative > 0 && build->calendar > 0)
        sandbox_raise(
            L, "by_year has years counted from the first (1, 2 …) and calendar years "
               "(2017). use one or the other");
    if (build->count + 2 > sizeof build->arguments / sizeof *build->arguments)
        sandbox_raise(L, "by_year has more than 100 years");
    build->arguments[build->count++] = add_number(L, into, (double)year);
    int value = lua_gettop(L);
    struct spot spot = {"by_year", 0, lua_pushfstring(L, "[%d]", (int)year)};
    build->arguments[build->count++] = want_figure(L, value, spot);
}

int word_by_year(lua_State *L)
{
    refuse_in_call(L, "by_year");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(L, "by_year takes a table: by_year { [1] = x, [2] = y, [3] = z }");
    struct years_build build = {.node = new_node(OP_BY_YEAR, SORT_FIGURE)};
    size_t count = push_keys(L, 1);
    int keys = lua_gettop(L);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        lua_pushvalue(L, -1);
        lua_rawget(L, 1);
        by_year_field(L, &build);
        lua_settop(L, keys);
    }
    if (build.count == 0)
        sandbox_raise(L, "by_year is empty. write by_year { [1] = x, [2] = y }");
    push_made(L, build.node, build.arguments, build.count);
    return 1;
}

struct mix_build {
    struct node node;
    size_t weighted;
    double weights;
};

/* The part at the top of the stack, bare or { part, weight = w }; its node, and its
 * weight. */
static uint32_t mix_part(lua_State *L, int position, struct mix_build *build,
                         double *weight)
{
    struct spot spot = {"mix", 0, lua_pushfstring(L, "part %d", position)};
    lua_insert(L, -2); /* the text stays below */
    *weight = 1;
    if (!is_plain_table(L, -1))
        return want_figure(L, -1, spot);
    int part = lua_gettop(L);
    static const char *const names[] = {"weight"};
    check_fields(L, part, spot.field, names, 1, true);
    if (lua_rawgeti(L, part, 1) == LUA_TNIL)
        sandbox_raise(
            L,
            "mix: part %d has no figure. write { x, weight = 0.5 }; is a name misspelt?",
            position);
    if (lua_rawlen(L, part) > 1)
        sandbox_raise(
            L,
            "mix: part %d has more than one figure. each part is in { } of its own: "
            "mix { { x, weight = 0.5 }, { y, weight = 0.5 } }. (a decimal point is a "
            "point: 0.5)",
            position);
    uint32_t node = want_figure(L, -1, spot);
    lua_pop(L, 1);
    lua_pushliteral(L, "weight");
    if (lua_rawget(L, part) != LUA_TNIL) {
        *weight = want_number(L, -1, (struct spot){"mix", 0, "weight"});
        if (*weight < 0)
            sandbox_raise(L, "mix: the weight of part %d is %s, and must not be below 0",
                          position, describe(L, -1));
        build->weighted++;
    }
    lua_settop(L, part);
    return node;
}

static void mix_options(lua_State *L, struct mix_build *build)
{
    static const char *const names[] = {"how", "missing", "better"};
    static const char *const hows[] = {"arithmetic", "geometric", "harmonic"};
    static const char *const missings[] = {"stop", "skip"};
    check_fields(L, 1, "mix", names, 3, true);
    if (lua_getfield(L, 1, "how") != LUA_TNIL) {
        size_t how = want_choice(L, -1, hows, 3, (struct spot){"mix", 0, "how"});
        build->node.text = add_string(L, reading_here(L)->catalogue, hows[how]);
    }
    if (lua_getfield(L, 1, "missing") != LUA_TNIL &&
        want_choice(L, -1, missings, 2, (struct spot){"mix", 0, "missing"}) == 1)
        build->node.flags |= FLAG_SKIP;
    if (lua_getfield(L, 1, "better") != LUA_TNIL)
        build->node.flags |= (uint8_t)read_better(L, "mix");
    lua_pop(L, 3);
}

/* How many parts there are; holes are refused, names passed over. */
static size_t mix_length(lua_State *L)
{
    lua_Integer highest = 0, count = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        if (lua_isinteger(L, -2)) {
            count++;
            if (lua_tointeger(L, -2) > highest)
                highest = lua_tointeger(L, -2);
        }
    if (count == 0)
        sandbox_raise(
            L,
            "mix has no parts. write mix { { x, weight = 0.5 }, { y, weight = 0.5 } }");
    for (lua_Integer i = 1; i <= highest && count != highest; i++)
        if (lua_rawgeti(L, 1, i) == LUA_TNIL)
            sandbox_raise(L, "mix: part %d is nothing (nil). is a name misspelt?",
                          (int)i);
        else
            lua_pop(L, 1);
    return (size_t)count;
}

int word_mix(lua_State *L)
{
    refuse_in_call(L, "mix");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(
            L, "mix takes a table: mix { { x, weight = 0.5 }, { y, weight = 0.5 } }");
    struct mix_build build = {.node = new_node(OP_MIX, SORT_FIGURE)};
    mix_options(L, &build);
    if (build.node.text == NO_TEXT)
        build.node.text = add_string(L, reading_here(L)->catalogue, "arithmetic");
    size_t count = mix_length(L);
    uint32_t *arguments = lua_newuserdatauv(L, 2 * count * sizeof *arguments, 0);
    int base = lua_gettop(L);
    for (size_t i = 0; i < count; i++) {
        double weight;
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        arguments[2 * i] = mix_part(L, (int)i + 1, &build, &weight);
        arguments[2 * i + 1] = add_number(L, reading_here(L)->catalogue, weight);
        build.weights += weight;
        lua_settop(L, base);
    }
    if (build.weighted > 0 && build.weighted < count)
        sandbox_raise(L,
                      "mix: %d of %d parts have a weight. give all of them one, or none",
                      (int)build.weighted, (int)count);
    if (!(build.weights > 0))
        sandbox_raise(L, "mix: the weights are all 0. at least one must be above");
    if (build.weighted > 0)
        build.node.flags |= FLAG_WEIGHTED;
    push_made(L, build.node, arguments, 2 * count);
    return 1;
}
