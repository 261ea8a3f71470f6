/* script_words.c - the words whose arguments say all: a table of codes read by one
 * function.
 *
 * Codes of arguments, one letter each: x a figure, column or number · v the same, or a
 * text · f a figure or number · c a column · D a dataset or column · d digits (0 when
 * left out) · w a whole number from 1 (1 when left out) · p a period · q a number from 0
 * to 1 · k a condition · t one of `choices` · * the letter before it once more, and more.
 * Codes of options: s missing = "stop" · o over = "all" · b better · a of = "all" · m lo,
 * hi · w skew, kurtosis, max.
 *
 * Operations of one cell on plain numbers are worked out at once, by the same arithmetic
 * as cells.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "data/reason.h"
#include "expr/arithmetic.h"
#include "lua/reading.h"

enum { MOST_ARGUMENTS = 200 };

static const struct entry entries[] = {
#define WORD(name, function, op, arguments, options, choices, signature, returns, group, \
             help)                                                                       \
    {{name, signature, returns, group, help},                                            \
     function,                                                                           \
     OP_##op,                                                                            \
     arguments,                                                                          \
     options,                                                                            \
     choices},
#include "lua/words.def"
#undef WORD
};

const struct entry *entries_all(size_t *count)
{
    *count = sizeof entries / sizeof *entries;
    return entries;
}

const struct entry *word_here(lua_State *L)
{
    return &entries[lua_tointeger(L, lua_upvalueindex(1))];
}

/* Into the table on the top of the stack. */
void words_open(lua_State *L)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, entries[i].function, 1);
        lua_setfield(L, -2, entries[i].word.name);
    }
    handle_push(L, HANDLE_DATA, NO_NODE);
    lua_setfield(L, -2, "data");
}

void refuse_in_call(lua_State *L, const char *word)
{
    if (reading_here(L)->calling)
        sandbox_raise(
            L,
            "'%s' cannot be used inside a function of apply or compute, which sees "
            "only its cell. make the figure outside, and give it to apply(function, "
            "figure)",
            word);
}

/* "round(x, digits)": the signature without its types. */
const char *push_signature(lua_State *L, const struct entry *entry)
{
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    int depth = 0;
    bool skipping = false;
    for (const char *at = entry->word.signature; *at != '\0'; at++) {
        if (*at == ':' && depth == 1)
            skipping = true;
        depth += *at == '(';
        depth -= *at == ')';
        if ((*at == ',' && depth == 1) || (*at == ')' && depth == 0))
            skipping = false;
        if (!skipping && *at != '?')
            luaL_addchar(&buffer, *at);
    }
    luaL_pushresult(&buffer);
    return lua_tostring(L, -1);
}

/* ---- options ---- */

struct option {
    char letter;
    const char *name;
    const char *values[2];
    unsigned flags[2];
    double number; /* of one that is a number: the default */
};

static const struct option options[] = {
    {'s', "missing", {"stop", NULL}, {FLAG_STOP, 0}, 0},
    {'o', "over", {"all", NULL}, {FLAG_OVER_ALL, 0}, 0},
    {'b', "better", {"lower", "higher"}, {FLAG_BETTER_LOWER, FLAG_BETTER_HIGHER}, 0},
    {'a', "of", {"all", NULL}, {FLAG_OF_ALL, 0}, 0},
    {'m', "lo", {NULL, NULL}, {0, 0}, 0},
    {'m', "hi", {NULL, NULL}, {0, 0}, 1},
    {'w', "skew", {NULL, NULL}, {0, 0}, 2},
    {'w', "kurtosis", {NULL, NULL}, {0, 0}, 3.5},
    {'w', "max", {NULL, NULL}, {0, 0}, 5},
};

enum { OPTIONS = sizeof options / sizeof *options };
_Static_assert(OPTIONS == (int)WORD_OPTIONS, "reading.h says how many");

static bool has_option(const struct entry *entry, size_t option)
{
    return strchr(entry->options, options[option].letter) != NULL;
}

static unsigned read_option(lua_State *L, const struct entry *entry, const char *name,
                            double *numbers)
{
    const char *names[OPTIONS];
    size_t count = 0;
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct option *option = &options[i];
        if (!has_option(entry, i))
            continue;
        names[count++] = option->name;
        if (strcmp(option->name, name) != 0)
            continue;
        struct spot spot = {entry->word.name, 0, option->name};
        if (option->values[0] == NULL) {
            numbers[i] = want_number(L, -1, spot);
            return 0;
        }
        return option
            ->flags[want_choice(L, -1, option->values, option->values[1] ? 2 : 1, spot)];
    }
    const char *near = push_suggestion(L, name, names, count);
    sandbox_raise(L, "%s has no option '%s'%s. its options: %s", entry->word.name, name,
                  near, push_choices(L, names, count));
}

unsigned take_options(lua_State *L, const struct entry *entry, int *top, double *numbers)
{
    unsigned flags = 0;
    for (size_t i = 0; i < OPTIONS; i++)
        numbers[i] = options[i].number;
    if (*top < 1 || entry->options[0] == '\0' || !is_plain_table(L, *top))
        return 0;
    size_t count = push_keys(L, *top);
    int keys = lua_gettop(L);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        if (lua_type(L, -1) != LUA_TSTRING)
            sandbox_raise(L,
                          "%s: argument %d is a list { … }. options are named: "
                          "{ better = \"lower\" }",
                          entry->word.name, *top);
        lua_pushvalue(L, -1);
        lua_rawget(L, *top);
        flags |= read_option(L, entry, lua_tostring(L, -2), numbers);
        lua_pop(L, 2);
    }
    lua_settop(L, --*top);
    return flags;
}

/* ---- at once ---- */

void push_amount(lua_State *L, double number, unsigned reason)
{
    if (reason != REASON_NONE)
        handle_push(L, HANDLE_MISSING, reason);
    else if (number == floor(number) && fabs(number) <= 2097152)
        lua_pushinteger(
            L, (lua_Integer)number); /* small, so that a product of three cannot wrap */
    else
        lua_pushnumber(L, number);
}

bool is_plain(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TNUMBER ||
           handle_of(L, index, HANDLE_MISSING) != NULL;
}

static struct amount amount_at(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TNUMBER) {
        double number = lua_tonumber(L, index);
        return isfinite(number) ? (struct amount){number, REASON_NONE}
                                : (struct amount){0, REASON_NOT_DEFINED};
    }
    if (lua_isboolean(L, index))
        return (struct amount){lua_toboolean(L, index), REASON_NONE};
    struct handle *handle = handle_of(L, index, HANDLE_MISSING);
    return (struct amount){0, handle != NULL ? (uint8_t)handle->number : REASON_MISSING};
}

static int push_result(lua_State *L, const struct entry *entry, struct amount result)
{
    if (op_sort(entry->op) == SORT_CONDITION && result.reason == REASON_NONE)
        lua_pushboolean(L, result.number != 0);
    else
        push_amount(L, result.number, result.reason);
    return 1;
}

int word_work_out(lua_State *L, const struct entry *entry, unsigned flags, int top)
{
    struct amount *amounts = lua_newuserdatauv(L, (size_t)(top + 1) * sizeof *amounts, 0);
    for (int i = 0; i < top; i++)
        amounts[i] = amount_at(L, i + 1);
    size_t count = (size_t)top;
    if (entry->op == OP_ROUND && top == 1)
        amounts[count++] = (struct amount){0, REASON_NONE};
    return push_result(L, entry, arithmetic(entry->op, flags, NULL, amounts, count));
}

/* Words that choose a value: it may be a text, or nothing. */
static int choose_in_call(lua_State *L, const struct entry *entry, int top)
{
    if (entry->op == OP_WHEN) {
        struct spot spot = {"when", 1, NULL};
        if (handle_of(L, 1, HANDLE_MISSING) != NULL)
            lua_pushvalue(L, 1);
        else if (lua_isboolean(L, 1))
            lua_pushvalue(L, lua_toboolean(L, 1) ? 2 : 3);
        else
            refuse(L, 1, spot, "a condition");
        return 1;
    }
    for (int i = 1; i <= top; i++)
        if (!lua_isnil(L, i) && handle_of(L, i, HANDLE_MISSING) == NULL) {
            lua_pushvalue(L, i);
            return 1;
        }
    return word_work_out(L, entry, 0, top);
}

int word_in_call(lua_State *L, const struct entry *entry, unsigned flags, int top)
{
    if (op_class(entry->op) != CLASS_CELL || top == 0)
        refuse_in_call(L, entry->word.name);
    if (entry->op == OP_WHEN || entry->op == OP_COALESCE)
        return choose_in_call(L, entry, top);
    bool joins = entry->op == OP_BOTH || entry->op == OP_EITHER || entry->op == OP_NEGATE;
    for (int i = 1; i <= top; i++) {
        struct spot spot = {entry->word.name, i, NULL};
        if (joins ? !lua_isboolean(L, i) && handle_of(L, i, HANDLE_MISSING) == NULL
                  : !is_plain(L, i))
            refuse(L, i, spot, joins ? "a condition" : "a number");
    }
    return word_work_out(L, entry, flags, top);
}

/* ---- nodes ---- */

static const struct handle *find_kind(lua_State *L, int top, enum handle_kind kind,
                                      int *index)
{
    for (int i = 1; i <= top; i++)
        if (handle_of(L, i, kind) != NULL) {
            *index = i;
            return handle_at(L, i);
        }
    return NULL;
}

/* A column and a figure in one expression: says which to wrap. */
void refuse_mixture(lua_State *L, int top, const char *word)
{
    int column = 0, figure = 0;
    if (find_kind(L, top, HANDLE_COLUMN, &column) == NULL)
        return;
    if (find_kind(L, top, HANDLE_FIGURE, &figure) == NULL &&
        find_kind(L, top, HANDLE_INDICATOR, &figure) == NULL)
        return;
    const char *left = describe(L, column), *right = describe(L, figure);
    const char *example = strncmp(left, "the column ", 11) == 0 ? left + 11 : "column";
    sandbox_raise(
        L,
        "%s: %s has a value for each record, and %s one for each cell: they do not go "
        "together. wrap it in a measure such as sum(%s)",
        word, left, right, example);
}

static uint32_t period_node(lua_State *L, int index, struct spot spot)
{
    if (lua_type(L, index) != LUA_TNUMBER && lua_type(L, index) != LUA_TSTRING)
        refuse(L, index, spot, "a period: 2018, \"2018-Q1\" or \"2018-03\"");
    if (lua_type(L, index) == LUA_TNUMBER)
        want_whole(L, index, 1, 9999, spot);
    return add_literal(L, reading_here(L)->catalogue, index, spot);
}

static uint32_t value_node(lua_State *L, int index, bool columns, struct spot spot)
{
    int type = lua_type(L, index);
    if (type == LUA_TSTRING)
        return add_literal(L, reading_here(L)->catalogue, index, spot);
    return columns ? want_column_or_number(L, index, spot) : want_figure(L, index, spot);
}

static uint32_t condition_node(lua_State *L, int index, bool columns, struct spot spot)
{
    const struct catalogue *catalogue = reading_here(L)->catalogue;
    if (columns && handle_of(L, index, HANDLE_COLUMN) != NULL) {
        uint32_t number = handle_at(L, index)->number;
        if (number != NO_NODE &&
            op_sort((enum op)catalogue_node(catalogue, number)->op) == SORT_CONDITION)
            return number;
    }
    return want_condition(L, index, spot);
}

struct building {
    uint32_t arguments[MOST_ARGUMENTS + 4];
    size_t count;
    struct node node;
    bool columns; /* one of the arguments is a column */
};

static void read_choice(lua_State *L, const struct entry *entry, int index,
                        struct building *building)
{
    char names[8][16];
    const char *pointers[8];
    size_t count = 0;
    for (const char *at = entry->choices; *at != '\0' && count < 8; count++) {
        size_t size = strcspn(at, ",");
        snprintf(names[count], sizeof names[count], "%.*s", (int)size, at);
        pointers[count] = names[count];
        at += size + (at[size] == ',');
    }
    size_t choice = want_choice(L, index, pointers, count,
                                (struct spot){entry->word.name, index, NULL});
    building->node.text = add_string(L, reading_here(L)->catalogue, names[choice]);
}

static void read_argument(lua_State *L, const struct entry *entry, char letter, int index,
                          struct building *building)
{
    struct spot spot = {entry->word.name, index, NULL};
    struct catalogue *into = reading_here(L)->catalogue;
    uint32_t node = NO_NODE;
    double number;
    switch (letter) {
    case 'x':
        node = building->columns ? want_column_or_number(L, index, spot)
                                 : want_figure(L, index, spot);
        break;
    case 'v':
        node = value_node(L, index, building->columns, spot);
        break;
    case 'f':
        node = want_figure(L, index, spot);
        break;
    case 'c':
        node = want_column(L, index, spot);
        break;
    case 'D':
        node = handle_of(L, index, HANDLE_DATASET) != NULL ? want_dataset(L, index, spot)
                                                           : want_column(L, index, spot);
        break;
    case 'd':
        node = add_number(L, into, (double)want_whole(L, index, -15, 15, spot));
        break;
    case 'w':
        node = add_number(L, into, (double)want_whole(L, index, 1, 10000, spot));
        break;
    case 'p':
        node = period_node(L, index, spot);
        break;
    case 'q':
        number = want_number(L, index, spot);
        if (number < 0 || number > 1)
            sandbox_raise(L, "%s is %s, and must be from 0 to 1: the median is 0.5",
                          push_spot(L, spot), describe(L, index));
        node = add_number(L, into, number);
        break;
    case 'k':
        node = condition_node(L, index, building->columns, spot);
        break;
    default:
        read_choice(L, entry, index, building);
        return;
    }
    building->arguments[building->count++] = node;
}

void word_check_count(lua_State *L, const struct entry *entry, int top)
{
    const char *codes = entry->arguments;
    size_t length = strlen(codes);
    bool repeated = length > 0 && codes[length - 1] == '*';
    int most = repeated ? MOST_ARGUMENTS : (int)length;
    int least = (int)length - repeated;
    if (length > 1 && (codes[length - 1] == 'd' || codes[length - 1] == 'w'))
        least--;
    if (entry->op == OP_BOTH || entry->op == OP_EITHER)
        least = 2;
    if (top >= least && top <= most)
        return;
    const char *signature = push_signature(L, entry);
    if (top > most)
        sandbox_raise(
            L,
            "%s takes %s%d argument%s and got %d: %s. (a decimal point is a point: "
            "12.5)",
            entry->word.name, least < most ? "at most " : "", most, most == 1 ? "" : "s",
            top, signature);
    sandbox_raise(L, "%s takes %s%d argument%s and got %d: %s", entry->word.name,
                  least < most ? "at least " : "", least, least == 1 ? "" : "s", top,
                  signature);
}

static enum sort result_sort(const struct entry *entry, bool columns)
{
    enum sort sort = op_sort(entry->op);
    if (sort == SORT_ANY || sort == SORT_CONDITION)
        return columns ? SORT_COLUMN : sort == SORT_ANY ? SORT_FIGURE : SORT_CONDITION;
    return sort;
}

/* What a word makes of arguments that are not all plain numbers: a node, pushed. */
int word_build(lua_State *L, const struct entry *entry, unsigned flags, int top,
               const double *numbers)
{
    struct catalogue *into = reading_here(L)->catalogue;
    struct building *building = lua_newuserdatauv(L, sizeof *building, 0);
    const char *code = entry->arguments;
    int ignored;
    building->count = 0;
    building->columns = strpbrk(code, "xvk") != NULL &&
                        find_kind(L, top, HANDLE_COLUMN, &ignored) != NULL;
    if (building->columns)
        refuse_mixture(L, top, entry->word.name);
    building->node = new_node(entry->op, result_sort(entry, building->columns));
    building->node.flags = (uint8_t)flags;
    for (int i = 1; i <= top; i++) {
        read_argument(L, entry, *code, i, building);
        if (code[1] != '\0' && code[1] != '*')
            code++;
    }
    if (strlen(entry->arguments) > (size_t)top && *code == 'd')
        building->arguments[building->count++] = add_number(L, into, 0);
    else if (strlen(entry->arguments) > (size_t)top && *code == 'w')
        building->arguments[building->count++] = add_number(L, into, 1);
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].values[0] == NULL && has_option(entry, i))
            building->arguments[building->count++] = add_number(L, into, numbers[i]);
    push_node(L, add_node(L, into, building->node, building->arguments, building->count));
    return 1;
}

int word_generic(lua_State *L)
{
    const struct entry *entry = word_here(L);
    double numbers[OPTIONS];
    int top = lua_gettop(L);
    unsigned flags = take_options(L, entry, &top, numbers);
    word_check_count(L, entry, top);
    if (reading_here(L)->calling)
        return word_in_call(L, entry, flags, top);
    bool plain = top > 0 && op_class(entry->op) == CLASS_CELL &&
                 op_sort(entry->op) != SORT_CONDITION;
    for (int i = 1; i <= top; i++)
        plain = plain && is_plain(L, i);
    if (plain)
        return word_work_out(L, entry, flags, top);
    return word_build(L, entry, flags, top, numbers);
}
