/* script_layout.c - the fields of an evaluation that say how its table looks.
 *
 * Axes, facets, sections, what stands beside, order, checks and notes. Columns are named
 * by text, or given as themselves: what is kept is their path, which the plan looks up.
 *
 * What is read goes into the catalogue.
 */
#include <string.h>

#include "lua/layout.h"

static const char *const axes[] = {"units", "periods", "indicators"};

static void read_axes(lua_State *L, uint8_t *out, struct spot spot)
{
    size_t count = 1;
    bool list = is_plain_table(L, -1);
    if (list)
        count = want_list(L, -1, spot);
    if (count > 3)
        sandbox_raise(L,
                      "%s names %d axes, and there are three: units, periods, indicators",
                      push_spot(L, spot), (int)count);
    for (size_t i = 0; i < count; i++) {
        if (list)
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
        out[i] = (uint8_t)want_choice(L, -1, axes, 3, spot);
        if (list)
            lua_pop(L, 1);
    }
}

void layout_read_rows(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    read_axes(L, evaluation->rows, spot);
}

void layout_read_columns(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    read_axes(L, evaluation->columns, spot);
}

void layout_check(lua_State *L, const struct evaluation *evaluation)
{
    int seen[3] = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
        if (evaluation->rows[i] != AXIS_NONE)
            seen[evaluation->rows[i]]++;
        if (evaluation->columns[i] != AXIS_NONE)
            seen[evaluation->columns[i]]++;
    }
    for (int i = 0; i < 3; i++)
        if (seen[i] > 1)
            sandbox_raise(
                L,
                "evaluation: '%s' stands twice in the layout. each axis is on rows or on "
                "columns",
                axes[i]);
}

void layout_read_facets(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    static const char *const names[] = {"value", "baseline", "target", "achievement"};
    size_t count = want_list(L, -1, spot);
    if (count > 4)
        sandbox_raise(
            L,
            "evaluation: 'facets' has %d items, and there are four: baseline, value, "
            "target, achievement",
            (int)count);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        evaluation->facets[i] = (uint8_t)want_choice(L, -1, names, 4, spot);
        lua_pop(L, 1);
        for (size_t j = 0; j < i; j++)
            if (evaluation->facets[j] == evaluation->facets[i])
                sandbox_raise(L, "evaluation: 'facets' names '%s' twice",
                              names[evaluation->facets[i]]);
    }
    evaluation->facet_count = (uint8_t)count;
}

/* A column's path between quotes, or the column itself. */
static uint32_t want_path(lua_State *L, struct spot spot)
{
    struct handle *column = handle_of(L, -1, HANDLE_COLUMN);
    if (column != NULL && lua_getiuservalue(L, -1, 1) == LUA_TSTRING) {
        uint32_t text = add_text(L, reading_here(L)->catalogue, -1);
        lua_pop(L, 1);
        return text;
    }
    want_text(L, -1, spot);
    return add_text(L, reading_here(L)->catalogue, -1);
}

void layout_read_sections(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->sections = want_path(L, spot);
}

void layout_read_label(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->label = want_path(L, spot);
}

void layout_read_beside(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    uint32_t texts[64];
    size_t count = 1;
    if (!is_plain_table(L, -1)) {
        texts[0] = want_path(L, spot);
    } else {
        count = want_list(L, -1, spot);
        if (count > 64)
            sandbox_raise(L, "evaluation: 'beside' has more than 64 columns");
        for (size_t i = 0; i < count; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
            texts[i] = want_path(L, spot);
            lua_pop(L, 1);
        }
    }
    evaluation->beside_first =
        catalogue_add_list(reading_here(L)->catalogue, texts, count);
    evaluation->beside_count = (uint32_t)count;
}

void layout_read_totals(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    if (lua_isboolean(L, -1))
        evaluation->totals = (uint8_t)lua_toboolean(L, -1);
    else if (lua_type(L, -1) == LUA_TSTRING &&
             strcmp(lua_tostring(L, -1), "sections") == 0)
        evaluation->totals = 2;
    else
        refuse(L, -1, spot, "true, false or \"sections\"");
}

void layout_read_sort(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    static const char *const names[] = {"by", "at", "order"};
    static const char *const orders[] = {"ascending", "descending"};
    if (!is_plain_table(L, -1))
        refuse(L, -1, spot, "a table { by = \"growth\", order = \"descending\" }");
    int table = lua_gettop(L);
    check_fields(L, table, "sort", names, 3, false);
    if (lua_getfield(L, table, "by") == LUA_TNIL)
        sandbox_raise(
            L,
            "evaluation: 'sort' does not say by what. write sort = { by = \"growth\" }");
    struct handle *indicator = handle_of(L, -1, HANDLE_INDICATOR);
    evaluation->sort_by =
        indicator != NULL ? reading_here(L)->catalogue->indicators[indicator->parent].name
                          : want_path(L, (struct spot){"sort", 0, "by"});
    if (evaluation->sort_by == NO_TEXT)
        sandbox_raise(L, "sort: the indicator has no name. give it one");
    if (lua_getfield(L, table, "at") != LUA_TNIL) {
        struct spot at = {"sort", 0, "at"};
        if (lua_type(L, -1) == LUA_TNUMBER)
            lua_pushfstring(L, "%d", (int)want_whole(L, -1, 1, 9999, at));
        want_text(L, -1, at);
        evaluation->sort_at = add_text(L, reading_here(L)->catalogue, -1);
    }
    if (lua_getfield(L, table, "order") != LUA_TNIL)
        evaluation->sort_descending =
            (uint8_t)want_choice(L, -1, orders, 2, (struct spot){"sort", 0, "order"});
    evaluation->has_sort = 1;
    lua_settop(L, table);
}

void layout_read_limit(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->limit = (uint32_t)want_whole(L, -1, 1, 1000000000, spot);
}

void layout_read_checks(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    const char *shape =
        "a list of { condition, \"what is wrong\" }: checks = { { equal(a, b), \"a "
        "and b differ\" } }";
    int list = lua_gettop(L);
    if (!is_plain_table(L, list))
        refuse(L, list, spot, shape);
    size_t count = want_list(L, list, spot);
    evaluation->checks_first = (uint32_t)reading_here(L)->catalogue->check_count;
    evaluation->checks_count = (uint32_t)count;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i);
        if (!is_plain_table(L, -1))
            sandbox_raise(L, "evaluation: 'checks': item %d is %s, and 'checks' is %s",
                          (int)i, describe(L, -1), shape);
        if (want_list(L, -1, spot) != 2)
            sandbox_raise(
                L, "evaluation: 'checks': item %d has not two parts; 'checks' is %s",
                (int)i, shape);
        struct check check;
        lua_rawgeti(L, -1, 1);
        check.condition = want_condition(L, -1, spot);
        lua_rawgeti(L, -2, 2);
        want_text(L, -1, spot);
        check.message = add_text(L, reading_here(L)->catalogue, -1);
        catalogue_add_check(reading_here(L)->catalogue, check);
        lua_settop(L, list);
    }
}

void layout_read_notes(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    int notes = lua_gettop(L);
    evaluation->notes_first = (uint32_t)reading_here(L)->catalogue->title_count;
    if (is_plain_table(L, notes) && lua_rawlen(L, notes) > 0) {
        size_t count = want_list(L, notes, spot);
        for (size_t i = 1; i <= count; i++) {
            lua_rawgeti(L, notes, (lua_Integer)i);
            catalogue_add_titles(reading_here(L)->catalogue, read_titles(L, -1, spot));
            lua_pop(L, 1);
        }
        evaluation->notes_count = (uint32_t)count;
        return;
    }
    catalogue_add_titles(reading_here(L)->catalogue, read_titles(L, notes, spot));
    evaluation->notes_count = 1;
}
