/* script_evaluation.c - evaluation and report: the fields of a table into the catalogue.
 *
 * As for an indicator, a table of fields with a reader each. Only what can be seen
 * without data is checked here: names of indicators, the layout, the kinds of values;
 * names of columns wait for the plan.
 *
 * What is read goes into the catalogue; lists that are being read lie in userdata.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/layout.h"

static struct catalogue *into(lua_State *L)
{
    return reading_here(L)->catalogue;
}

static void read_name(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    const char *name = want_text(L, -1, spot);
    if (name[0] == '\0' || strpbrk(name, "\n\r\t") != NULL)
        sandbox_raise(L, "%s is empty, or has line ends", push_spot(L, spot));
    evaluation->name = add_text(L, into(L), -1);
}

static void read_title(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->title = read_titles(L, -1, spot);
}

static void read_subtitle(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->subtitle = read_titles(L, -1, spot);
}

static void read_units(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    const char *wanted = "a dataset, a column, a list of columns, or whole(\"Madrid\")";
    uint32_t units[8];
    size_t count = 1;
    switch (kind_at(L, -1)) {
    case HANDLE_WHOLE:
        evaluation->whole = handle_at(L, -1)->number;
        return;
    case HANDLE_DATASET:
        units[0] = handle_at(L, -1)->number;
        break;
    case HANDLE_COLUMN:
        units[0] = column_node(L, -1);
        break;
    case VALUE_TABLE:
        count = want_list(L, -1, spot);
        if (count < 1 || count > 8)
            sandbox_raise(
                L, "evaluation: 'units' is a list of %d columns, and must have 1 to 8",
                (int)count);
        for (size_t i = 0; i < count; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
            units[i] = want_column(L, -1, spot);
            lua_pop(L, 1);
        }
        break;
    case VALUE_TEXT:
        sandbox_raise(
            L,
            "evaluation: 'units' is %s. a dataset is written data.cooperations, without "
            "quotes; one whole is whole(\"Madrid\")",
            describe(L, -1));
    default:
        refuse(L, -1, spot, wanted);
    }
    evaluation->units_first = catalogue_add_list(into(L), units, count);
    evaluation->units_count = (uint32_t)count;
}

static void read_where(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    uint32_t units = add_node(L, into(L), new_node(OP_DATASET, SORT_DATASET), NULL, 0);
    evaluation->where = build_filter(L, into(L), units, lua_gettop(L), spot);
}

/* { events = "host", budgets = { city = "city" }, deflators = "all" } */
static void read_via(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    if (!is_plain_table(L, -1))
        refuse(L, -1, spot, "a table { events = \"host\" }");
    int table = lua_gettop(L), keys = table + 1;
    size_t count = push_keys(L, table);
    evaluation->via_first = (uint32_t)into(L)->via_count;
    evaluation->via_count = (uint32_t)count;
    for (size_t i = 1; i <= count; i++) {
        struct via via = {NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT, 0};
        lua_rawgeti(L, keys, (lua_Integer)i);
        if (lua_type(L, -1) != LUA_TSTRING)
            sandbox_raise(L, "evaluation: 'via' has a road without its dataset. write "
                             "via = { events = \"host\" }");
        via.dataset = add_text(L, into(L), -1);
        struct spot inner = {"via", 0, lua_tostring(L, -1)};
        lua_pushvalue(L, -1);
        lua_rawget(L, table);
        if (is_plain_table(L, -1)) {
            lua_pushnil(L);
            if (!lua_next(L, -2) || lua_type(L, -2) != LUA_TSTRING ||
                lua_type(L, -1) != LUA_TSTRING)
                sandbox_raise(
                    L, "%s: a road by columns is { their_column = \"units_column\" }",
                    push_spot(L, inner));
            via.theirs = add_text(L, into(L), -2);
            via.ours = add_text(L, into(L), -1);
            lua_pop(L, 1);
            if (lua_next(L, -2))
                sandbox_raise(L,
                              "%s: a road by columns has one pair: { city = \"city\" }",
                              push_spot(L, inner));
        } else if (strcmp(want_text(L, -1, inner), "all") == 0) {
            via.all = 1;
        } else {
            via.key = add_text(L, into(L), -1);
        }
        catalogue_add_via(into(L), via);
        lua_settop(L, keys);
    }
    lua_settop(L, table);
}

static struct periods want_periods(lua_State *L, struct spot spot)
{
    if (handle_of(L, -1, HANDLE_PERIODS) == NULL)
        refuse(L, -1, spot,
               "periods: years(2015, 2018), quarters(\"2016-Q1\", \"2018-Q4\"), "
               "months(…) or all_time()");
    return handle_at(L, -1)->periods;
}

static void read_periods(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->periods = want_periods(L, spot);
    evaluation->has_periods = 1;
}

static void read_show(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->show = want_periods(L, spot);
    evaluation->has_show = 1;
}

/* ---- indicators ---- */

static void add_indicator(lua_State *L, int index, struct titles heading, uint32_t number,
                          int item)
{
    struct spot spot = {"evaluation", 0, "indicators"};
    struct handle *handle = handle_of(L, index, HANDLE_INDICATOR);
    if (handle == NULL) {
        const char *field = push_spot(L, spot), *what = describe(L, index);
        enum handle_kind kind = kind_at(L, index);
        sandbox_raise(
            L, "%s: item %d is %s%s", field, item, what,
            kind == HANDLE_FIGURE || kind == VALUE_NUMBER
                ? ". give it a name: indicator { name = \"growth\", title = \"Growth\", "
                  "value = … }"
            : kind == VALUE_TEXT
                ? ", and must be an indicator. one of the catalogue is use \"its/name\""
                : ", and must be an indicator");
    }
    const struct indicator *indicator = &into(L)->indicators[handle->parent];
    if (indicator->name == NO_TEXT)
        sandbox_raise(
            L,
            "evaluation: 'indicators': the indicator of line %d has no name, by which "
            "outputs and sort call it. give it one: indicator { name = \"growth\", … }",
            (int)indicator->line);
    catalogue_add_member(into(L), (struct member){handle->parent, heading, number});
}

static void add_heading(lua_State *L, int table, uint32_t number, int item)
{
    static const char *const names[] = {"title"};
    check_fields(L, table, "a heading among 'indicators'", names, 1, true);
    lua_pushliteral(L, "title");
    if (lua_rawget(L, table) == LUA_TNIL)
        sandbox_raise(
            L,
            "evaluation: 'indicators': item %d is a list without a title. a heading is "
            "{ title = \"…\", indicator, indicator }",
            item);
    struct titles heading = read_titles(L, -1, (struct spot){"a heading", 0, "title"});
    lua_settop(L, table);
    lua_Integer count = (lua_Integer)lua_rawlen(L, table);
    if (count == 0)
        sandbox_raise(
            L, "evaluation: 'indicators': the heading of item %d has no indicators",
            item);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, table, i) == LUA_TNIL)
            sandbox_raise(L,
                          "evaluation: 'indicators': in the heading of item %d, number "
                          "%d is nothing "
                          "(nil). is a name misspelt?",
                          item, (int)i);
        add_indicator(L, lua_gettop(L), heading, number, item);
        lua_settop(L, table);
    }
}

static void check_names(lua_State *L, const struct evaluation *evaluation)
{
    const struct catalogue *catalogue = into(L);
    lua_newtable(L);
    for (uint32_t i = 0; i < evaluation->members_count; i++) {
        const struct member *member = &catalogue->members[evaluation->members_first + i];
        const char *name =
            catalogue_text(catalogue, catalogue->indicators[member->indicator].name);
        if (lua_getfield(L, -1, name) != LUA_TNIL)
            sandbox_raise(
                L, "evaluation: two indicators are called '%s'. give one another name",
                name);
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, name);
    }
    lua_pop(L, 1);
}

static void read_indicators(lua_State *L, struct evaluation *evaluation, struct spot spot)
{
    evaluation->members_first = (uint32_t)into(L)->member_count;
    int list = lua_gettop(L);
    uint32_t heading = 0;
    if (handle_of(L, list, HANDLE_INDICATOR) != NULL) {
        add_indicator(L, list, no_titles(), 0, 1);
    } else {
        size_t count = want_list(L, list, spot);
        if (count == 0)
            sandbox_raise(L, "evaluation: 'indicators' is empty. name at least one");
        for (size_t i = 1; i <= count; i++) {
            lua_rawgeti(L, list, (lua_Integer)i);
            if (is_plain_table(L, -1))
                add_heading(L, lua_gettop(L), ++heading, (int)i);
            else
                add_indicator(L, lua_gettop(L), no_titles(), 0, (int)i);
            lua_settop(L, list);
        }
    }
    evaluation->members_count =
        (uint32_t)into(L)->member_count - evaluation->members_first;
    check_names(L, evaluation);
}

static const struct evaluation_field {
    const char *name;
    void (*read)(lua_State *L, struct evaluation *evaluation, struct spot spot);
} fields[] = {
    {"name", read_name},
    {"title", read_title},
    {"subtitle", read_subtitle},
    {"units", read_units},
    {"where", read_where},
    {"via", read_via},
    {"periods", read_periods},
    {"show", read_show},
    {"indicators", read_indicators},
    {"rows", layout_read_rows},
    {"columns", layout_read_columns},
    {"facets", layout_read_facets},
    {"sections", layout_read_sections},
    {"beside", layout_read_beside},
    {"label", layout_read_label},
    {"totals", layout_read_totals},
    {"sort", layout_read_sort},
    {"limit", layout_read_limit},
    {"checks", layout_read_checks},
    {"notes", layout_read_notes},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void check_evaluation(lua_State *L, const struct evaluation *evaluation)
{
    if (evaluation->members_count == 0)
        sandbox_raise(
            L, "evaluation: 'indicators' is missing. name at least one: indicators = "
               "{ use \"medellin/agreements\" }");
    layout_check(L, evaluation);
    if (evaluation->has_show && !evaluation->has_periods)
        sandbox_raise(
            L, "evaluation: 'show' chooses among 'periods', which are not said. write "
               "periods = years(2015, 2018), show = years(2016, 2018)");
    bool found = evaluation->periods.kind == PERIODS_YEARS_FOUND &&
                 evaluation->show.kind == PERIODS_YEARS;
    if (evaluation->has_show && evaluation->show.kind != evaluation->periods.kind &&
        !found)
        sandbox_raise(
            L,
            "evaluation: 'show' and 'periods' are of different kinds (years, quarters, "
            "months). use the same");
    if (evaluation->has_show && !found &&
        (evaluation->show.first < evaluation->periods.first ||
         evaluation->show.last > evaluation->periods.last))
        sandbox_raise(
            L, "evaluation: 'show' has periods that 'periods' has not. only periods that "
               "are evaluated can be shown");
}

int word_evaluation(lua_State *L)
{
    struct reading *reading = reading_here(L);
    struct place place = sandbox_place(L);
    const char *names[FIELDS];
    refuse_in_call(L, "evaluation");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(
            L,
            "evaluation takes a table: evaluation { title = \"…\", indicators = { … } }");
    for (size_t i = 0; i < FIELDS; i++)
        names[i] = fields[i].name;
    check_fields(L, 1, "evaluation", names, FIELDS, false);
    struct evaluation evaluation = {.name = NO_TEXT,
                                    .line = place.line,
                                    .title = no_titles(),
                                    .subtitle = no_titles(),
                                    .whole = NO_TEXT,
                                    .where = NO_NODE,
                                    .sections = NO_TEXT,
                                    .label = NO_TEXT,
                                    .sort_by = NO_TEXT,
                                    .sort_at = NO_TEXT,
                                    .rows = {AXIS_NONE, AXIS_NONE, AXIS_NONE},
                                    .columns = {AXIS_NONE, AXIS_NONE, AXIS_NONE}};
    evaluation.periods.start_month = evaluation.periods.start_day = 1;
    evaluation.file =
        add_string(L, reading->catalogue, place.file ? place.file : reading->path);
    for (size_t i = 0; i < FIELDS; i++) {
        lua_pushstring(L, fields[i].name);
        if (lua_rawget(L, 1) != LUA_TNIL)
            fields[i].read(L, &evaluation,
                           (struct spot){"evaluation", 0, fields[i].name});
        lua_settop(L, 1);
    }
    check_evaluation(L, &evaluation);
    handle_push(L, HANDLE_EVALUATION,
                catalogue_add_evaluation(reading->catalogue, evaluation));
    return 1;
}

/* report { title = …, evaluation, evaluation }: the handle keeps the table. */
int word_report(lua_State *L)
{
    static const char *const names[] = {"title"};
    refuse_in_call(L, "report");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(
            L, "report takes a table: report { title = \"…\", evaluation { … }, … }");
    check_fields(L, 1, "report", names, 1, true);
    if (lua_rawlen(L, 1) == 0)
        sandbox_raise(L, "report holds no evaluation. write report { title = \"…\", "
                         "evaluation { … } }");
    struct titles title = no_titles();
    if (lua_getfield(L, 1, "title") != LUA_TNIL)
        title = read_titles(L, -1, (struct spot){"report", 0, "title"});
    reading_here(L)->catalogue->report_title = title;
    handle_push(L, HANDLE_REPORT, 0);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}
