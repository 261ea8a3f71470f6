/* script_operators.c - operators, and the words that choose by what they are given.
 *
 * + - * / on figures and columns are the same operations as the words, built by the same
 * function. < and <= cannot make a condition in Lua: they say what does. A measure given
 * records or a list is worked out at once; a target's word given an indicator alone uses
 * its own.
 *
 * Nodes belong to the catalogue.
 */
#include "lua/reading.h"

/* A measure of a column, or at once of a list or of records in an author's function. */
int word_measure(lua_State *L)
{
    const struct entry *entry = word_here(L);
    double numbers[WORD_OPTIONS];
    int top = lua_gettop(L);
    bool list =
        is_plain_table(L, top) && lua_rawlen(L, top) > 0; /* weights, not options */
    unsigned flags = top > 1 && !list ? take_options(L, entry, &top, numbers) : 0;
    enum handle_kind kind = kind_at(L, 1);
    if (kind == VALUE_NUMBER || kind == HANDLE_FIGURE || kind == HANDLE_INDICATOR)
        want_column(
            L, 1,
            (struct spot){entry->word.name, 1, NULL}); /* says what to use instead */
    word_check_count(L, entry, top);
    if (reading_here(L)->calling || kind == VALUE_TABLE || kind == HANDLE_RECORDS ||
        kind == HANDLE_VALUES)
        return measure_now(L, entry, top, flags);
    return word_build(L, entry, flags, top, numbers);
}

int word_equal(lua_State *L)
{
    const struct entry *entry = word_here(L);
    if (lua_gettop(L) == 1)
        sandbox_raise(
            L, "equal compares two figures: equal(x, 5). in a filter a value stands by "
               "itself: { kind = \"protocol\" }");
    if (reading_here(L)->calling && lua_gettop(L) == 2 &&
        (!is_plain(L, 1) || !is_plain(L, 2)) && handle_of(L, 1, HANDLE_MISSING) == NULL &&
        handle_of(L, 2, HANDLE_MISSING) == NULL) {
        lua_pushboolean(L, lua_rawequal(L, 1, 2));
        return 1;
    }
    (void)entry;
    return word_generic(L);
}

int word_targets(lua_State *L)
{
    const struct entry *entry = word_here(L);
    double numbers[WORD_OPTIONS];
    int top = lua_gettop(L);
    unsigned flags = take_options(L, entry, &top, numbers);
    if (top != 1 || reading_here(L)->calling ||
        handle_of(L, 1, HANDLE_INDICATOR) == NULL) {
        if (top == 1 && !reading_here(L)->calling)
            sandbox_raise(
                L,
                "%s of %s alone knows no target: only an indicator has its own. give "
                "it: %s",
                entry->word.name, describe(L, 1), push_signature(L, entry));
        word_check_count(L, entry, top);
        if (reading_here(L)->calling)
            return word_in_call(L, entry, flags, top);
        bool plain = true;
        for (int i = 1; i <= top; i++)
            plain = plain && is_plain(L, i);
        return plain ? word_work_out(L, entry, flags, top)
                     : word_build(L, entry, flags, top, numbers);
    }
    struct node node = new_node(entry->op, SORT_FIGURE);
    node.flags = (uint8_t)flags;
    uint32_t argument = want_figure(L, 1, (struct spot){entry->word.name, 1, NULL});
    push_node(L, add_node(L, reading_here(L)->catalogue, node, &argument, 1));
    return 1;
}

/* ---- operators ---- */

int arithmetic_metamethod(lua_State *L)
{
    static const struct entry none = {.options = "", .arguments = "", .choices = ""};
    struct entry entry = none;
    entry.op = (enum op)lua_tointeger(L, lua_upvalueindex(1));
    int operands = entry.op == OP_NEGATIVE ? 1 : 2;
    lua_settop(L, operands);
    const char *word = lua_pushfstring(L, "'%s'", op_word(entry.op));
    entry.word.name = word;
    struct spot spot = {lua_pushfstring(L, "an operand of %s", word), 0, NULL};
    bool plain = true, columns = false;
    for (int i = 1; i <= operands; i++) {
        plain = plain && is_plain(L, i);
        columns = columns || handle_of(L, i, HANDLE_COLUMN) != NULL;
    }
    if (plain)
        return word_work_out(L, &entry, 0, operands);
    if (reading_here(L)->calling)
        for (int i = 1; i <= operands; i++)
            if (!is_plain(L, i))
                refuse(L, i, spot, "a number");
    if (columns)
        refuse_mixture(L, operands, word);
    uint32_t arguments[2];
    for (int i = 1; i <= operands; i++)
        arguments[i - 1] =
            columns ? want_column_or_number(L, i, spot) : want_figure(L, i, spot);
    push_node(L, add_node(L, reading_here(L)->catalogue,
                          new_node(entry.op, columns ? SORT_COLUMN : SORT_FIGURE),
                          arguments, (size_t)operands));
    return 1;
}

int comparison_metamethod(lua_State *L)
{
    int at = handle_at(L, 1) != NULL ? 1 : 2;
    if (handle_of(L, 1, HANDLE_MISSING) != NULL ||
        handle_of(L, 2, HANDLE_MISSING) != NULL)
        sandbox_raise(L, "%s cannot be compared. test it first: if is_missing(x) then …",
                      describe(L, handle_of(L, 1, HANDLE_MISSING) != NULL ? 1 : 2));
    enum handle_kind kind = kind_at(L, at);
    if (kind == HANDLE_COLUMN)
        sandbox_raise(
            L,
            "%s cannot be compared with <, <=, > or >=: it has no value yet. choose "
            "records with where { amount = above(5) }; there are above, at_least, "
            "below and at_most",
            describe(L, at));
    if (kind == HANDLE_FIGURE || kind == HANDLE_INDICATOR)
        sandbox_raise(
            L,
            "%s cannot be compared with <, <=, > or >=: it has no value yet. write "
            "below(x, y), at_most(x, y), above(x, y) or at_least(x, y), inside when(…)",
            describe(L, at));
    sandbox_raise(L, "%s cannot be compared with <, <=, > or >=", describe(L, at));
}
