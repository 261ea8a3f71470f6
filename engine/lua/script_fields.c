/* script_fields.c - reading the fields of what is declared: indicator, params, map,
 * periods.
 *
 * The fields of an indicator are a table of name, reader and offset: a reader gets the
 * value on the top of the stack and the place in the structure where it goes. The same
 * tables say which names there are, for the error about one that is not.
 *
 * What is read goes into the catalogue.
 */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/value.h"
#include "lua/reading.h"

struct titles no_titles(void)
{
    return (struct titles){NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT};
}

void check_fields(lua_State *L, int index, const char *word, const char *const *names,
                  size_t count, bool items)
{
    index = lua_absindex(L, index);
    size_t keys = push_keys(L, index);
    int list = lua_gettop(L);
    for (size_t i = 1; i <= keys; i++) {
        lua_rawgeti(L, list, (lua_Integer)i);
        if (items && lua_isinteger(L, -1)) {
            lua_pop(L, 1);
            continue;
        }
        if (lua_type(L, -1) != LUA_TSTRING) {
            lua_pushvalue(L, -1);
            lua_rawget(L, index);
            bool number = lua_type(L, -1) == LUA_TNUMBER;
            sandbox_raise(
                L, "%s: %s stands without the name of a field%s", word, describe(L, -1),
                number ? ". a decimal point is a point: 12.5" : ". write name = value");
        }
        const char *name = lua_tostring(L, -1);
        size_t known = 0;
        while (known < count && strcmp(names[known], name) != 0)
            known++;
        if (known == count) {
            const char *shown = quoted(L, name),
                       *near = push_suggestion(L, name, names, count);
            sandbox_raise(L, "%s has no field %s%s. its fields: %s", word, shown, near,
                          push_choices(L, names, count));
        }
        lua_pop(L, 1);
    }
    lua_settop(L, list - 1);
}

/* A text, or texts by language. */
struct titles read_titles(lua_State *L, int index, struct spot spot)
{
    struct reading *reading = reading_here(L);
    struct titles titles = no_titles();
    index = lua_absindex(L, index);
    if (!is_plain_table(L, index)) {
        if (lua_type(L, index) != LUA_TSTRING)
            refuse(L, index, spot,
                   "a text, or texts by language { en = \"…\", fr = \"…\" }");
        want_text(L, index, spot);
        titles.any = add_text(L, reading->catalogue, index);
        return titles;
    }
    static const char *const languages[] = {"en", "fr", "es"};
    uint32_t *const slots[] = {&titles.en, &titles.fr, &titles.es};
    check_fields(L, index, push_spot(L, spot), languages, 3, false);
    lua_pop(L, 1);
    for (size_t i = 0; i < 3; i++) {
        if (lua_getfield(L, index, languages[i]) != LUA_TNIL) {
            want_text(L, -1, (struct spot){spot.word, 0, languages[i]});
            *slots[i] = add_text(L, reading->catalogue, -1);
        }
        lua_pop(L, 1);
    }
    if (titles.en == NO_TEXT && titles.fr == NO_TEXT && titles.es == NO_TEXT)
        sandbox_raise(L, "%s is empty. write { en = \"…\", fr = \"…\" }",
                      push_spot(L, spot));
    return titles;
}

/* ---- indicator ---- */

struct field {
    const char *name;
    void (*read)(lua_State *L, struct spot spot, void *slot);
    size_t offset;
};

static void read_text(lua_State *L, struct spot spot, void *slot)
{
    want_text(L, -1, spot);
    *(uint32_t *)slot = add_text(L, reading_here(L)->catalogue, -1);
}

static void read_name(lua_State *L, struct spot spot, void *slot)
{
    const char *name = want_text(L, -1, spot);
    if (name[0] == '\0' || strpbrk(name, "[],\"\n\r\t") != NULL)
        sandbox_raise(
            L,
            "%s is %s: a name is not empty and has no brackets, commas, quotes or "
            "line ends",
            push_spot(L, spot), describe(L, -1));
    read_text(L, spot, slot);
}

static void read_title(lua_State *L, struct spot spot, void *slot)
{
    *(struct titles *)slot = read_titles(L, -1, spot);
}

static void read_figure(lua_State *L, struct spot spot, void *slot)
{
    *(uint32_t *)slot = want_figure(L, -1, spot);
}

static void read_digits(lua_State *L, struct spot spot, void *slot)
{
    *(int32_t *)slot = (int32_t)want_whole(L, -1, 0, 15, spot);
}

static void read_percent(lua_State *L, struct spot spot, void *slot)
{
    if (!lua_isboolean(L, -1))
        refuse(L, -1, spot, "true or false");
    *(uint8_t *)slot = (uint8_t)lua_toboolean(L, -1);
}

static void read_better(lua_State *L, struct spot spot, void *slot)
{
    static const char *const names[] = {"lower", "higher"};
    *(uint8_t *)slot = (uint8_t)(want_choice(L, -1, names, 2, spot) + 1);
}

static void read_unit(lua_State *L, struct spot spot, void *slot)
{
    struct indicator *indicator = slot;
    struct titles titles = read_titles(L, -1, spot);
    if (titles.any != NO_TEXT)
        indicator->unit = titles.any;
    else
        indicator->unit_titles = titles;
}

static void read_bands(lua_State *L, struct spot spot, void *slot)
{
    struct indicator *indicator = slot;
    static const char *const names[] = {"green", "amber"};
    uint32_t *const slots[] = {&indicator->green, &indicator->amber};
    if (!is_plain_table(L, -1))
        refuse(L, -1, spot, "a table { green = 0.8, amber = 0.5 }");
    int table = lua_gettop(L);
    check_fields(L, table, "bands", names, 2, false);
    for (size_t i = 0; i < 2; i++) {
        if (lua_getfield(L, table, names[i]) == LUA_TNIL)
            sandbox_raise(
                L, "indicator: 'bands' has no %s. write { green = 0.8, amber = 0.5 }",
                names[i]);
        *slots[i] = want_figure(L, -1, (struct spot){"bands", 0, names[i]});
        lua_pop(L, 1);
    }
}

static void read_labels(lua_State *L, struct spot spot, void *slot)
{
    struct indicator *indicator = slot;
    struct catalogue *into = reading_here(L)->catalogue;
    if (!is_plain_table(L, -1))
        refuse(L, -1, spot, "a table { [1] = \"weak\", [2] = \"good\" }");
    int table = lua_gettop(L);
    size_t count = push_keys(L, table);
    indicator->labels_first = (uint32_t)into->pair_count;
    indicator->labels_count = (uint32_t)count;
    for (size_t i = 1; i <= count; i++) {
        char number[NUMBER_TEXT_SIZE];
        lua_rawgeti(L, table + 1, (lua_Integer)i);
        if (lua_type(L, -1) != LUA_TNUMBER || !isfinite(lua_tonumber(L, -1)))
            sandbox_raise(L,
                          "indicator: 'labels' has the key %s, and its keys are numbers: "
                          "{ [1] = \"weak\" }",
                          describe(L, -1));
        number_format(lua_tonumber(L, -1), number);
        lua_rawget(L, table);
        want_text(L, -1, spot);
        uint32_t text = add_text(L, into, -1);
        catalogue_add_pair(into, (struct pair){add_string(L, into, number), text});
        lua_pop(L, 1);
    }
    lua_settop(L, table);
}

/* A text or number as a tag's value. */
static void add_tag(lua_State *L, int name, int value)
{
    struct catalogue *into = reading_here(L)->catalogue;
    char number[NUMBER_TEXT_SIZE];
    struct pair pair = {add_text(L, into, name), 0};
    if (lua_type(L, value) == LUA_TNUMBER && isfinite(lua_tonumber(L, value))) {
        number_format(lua_tonumber(L, value), number);
        pair.value = add_string(L, into, number);
    } else if (lua_type(L, value) == LUA_TSTRING) {
        want_text(L, value, (struct spot){"indicator", 0, "tags"});
        pair.value = add_text(L, into, value);
    } else {
        sandbox_raise(
            L,
            "indicator: the tag %s is %s, and must be a text, a number or a list of them",
            describe(L, name), describe(L, value));
    }
    catalogue_add_pair(into, pair);
}

static void read_tags(lua_State *L, struct spot spot, void *slot)
{
    struct indicator *indicator = slot;
    struct catalogue *into = reading_here(L)->catalogue;
    if (!is_plain_table(L, -1))
        refuse(L, -1, spot, "a table { level = \"output\" }");
    int table = lua_gettop(L), keys = table + 1;
    size_t count = push_keys(L, table);
    indicator->tags_first = (uint32_t)into->pair_count;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        int key = lua_gettop(L), value = key + 1;
        if (lua_type(L, key) != LUA_TSTRING)
            sandbox_raise(L, "indicator: 'tags' has a value without a name. write "
                             "{ level = \"output\" }");
        lua_pushvalue(L, key);
        lua_rawget(L, table);
        if (is_plain_table(L, value)) {
            size_t items = want_list(L, value, spot);
            for (size_t j = 1; j <= items; j++) {
                lua_rawgeti(L, value, (lua_Integer)j);
                add_tag(L, key, lua_gettop(L));
                lua_pop(L, 1);
            }
        } else {
            add_tag(L, key, value);
        }
        lua_settop(L, keys);
    }
    indicator->tags_count = (uint32_t)into->pair_count - indicator->tags_first;
    lua_settop(L, table);
}

static void read_examples_field(lua_State *L, struct spot spot, void *slot)
{
    (void)spot;
    *(uint32_t *)slot = read_examples(L, -1);
}

#define AT(member) offsetof(struct indicator, member)
static const struct field fields[] = {
    {"title", read_title, AT(title)},
    {"value", read_figure, AT(value)},
    {"name", read_name, AT(name)},
    {"unit", read_unit, 0},
    {"digits", read_digits, AT(digits)},
    {"percent", read_percent, AT(percent)},
    {"labels", read_labels, 0},
    {"better", read_better, AT(better_lower)},
    {"target", read_figure, AT(target)},
    {"baseline", read_figure, AT(baseline)},
    {"bands", read_bands, 0},
    {"about", read_text, AT(about)},
    {"source", read_text, AT(source)},
    {"tags", read_tags, 0},
    {"examples", read_examples_field, AT(examples)},
};
#undef AT
enum { FIELDS = sizeof fields / sizeof *fields };

int word_indicator(lua_State *L)
{
    struct reading *reading = reading_here(L);
    struct place place = sandbox_place(L);
    const char *names[FIELDS];
    refuse_in_call(L, "indicator");
    if (lua_gettop(L) != 1 || !is_plain_table(L, 1))
        sandbox_raise(L,
                      "indicator takes a table: indicator { title = \"…\", value = … }");
    for (size_t i = 0; i < FIELDS; i++)
        names[i] = fields[i].name;
    check_fields(L, 1, "indicator", names, FIELDS, false);
    struct indicator indicator = {.name = NO_TEXT,
                                  .line = place.line,
                                  .title = no_titles(),
                                  .unit = NO_TEXT,
                                  .unit_titles = no_titles(),
                                  .digits = -1,
                                  .value = NO_NODE,
                                  .target = NO_NODE,
                                  .baseline = NO_NODE,
                                  .green = NO_NODE,
                                  .amber = NO_NODE,
                                  .about = NO_TEXT,
                                  .source = NO_TEXT,
                                  .examples = NO_TEXT};
    indicator.file =
        add_string(L, reading->catalogue, place.file ? place.file : reading->path);
    for (size_t i = 0; i < FIELDS; i++) {
        lua_pushstring(L, fields[i].name);
        if (lua_rawget(L, 1) != LUA_TNIL)
            fields[i].read(L, (struct spot){"indicator", 0, fields[i].name},
                           (char *)&indicator + fields[i].offset);
        lua_settop(L, 1);
    }
    if (indicator.value == NO_NODE)
        sandbox_raise(
            L, "indicator: 'value' is missing. write indicator { title = \"…\", value = "
               "count(data.agreements) }; is a name misspelt?");
    uint32_t number = catalogue_add_indicator(reading->catalogue, indicator);
    struct node node = new_node(OP_INDICATOR, SORT_FIGURE);
    node.number = number;
    uint32_t made = add_node(L, reading->catalogue, node, NULL, 0);
    handle_push(L, HANDLE_INDICATOR, made)->parent = number;
    return 1;
}
