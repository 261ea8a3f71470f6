/* test_script.c - scripts as texts: what they put into the catalogue, what is said of
 * mistakes, and the author's own functions on a small dataset. The wrong scripts of
 * tests/scripts are run by the command's tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "data/frame.h"
#include "lua/script.h"

static const char *const files[][2] = {
    {"a/signed", "return indicator { title = 'Signed', value = count(data.agreements) }"},
    {"a/named", "return indicator { name = 'own', value = 1 }"},
    {"helpers",
     "return { double = function(x) return 2 * x end, kept = count(data.events) }"},
    {"maker",
     "return function(kind) return count(data.agreements:where { kind = kind }) end"},
    {"circle", "return use 'circle'"},
    {"broken", "return indicator {\n  value = \n}"},
    {"empty", "local x = 1"},
};

static struct problems *problems;
static int reads;

static bool use(void *self, const char *name, const char *from, struct text *path,
                struct text *content, struct fault *fault)
{
    (void)self;
    (void)from;
    reads++;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i][0], name) == 0) {
            text_addf(path, "indicators/%s.lua", name);
            text_add(content, files[i][1]);
            return true;
        }
    return fault_set(fault, FAULT_DATA, "no indicator '%s'", name);
}

static struct script *read_with(const char *text, const struct script_options *options,
                                struct fault *fault)
{
    struct script_host host = {NULL, use, NULL};
    return script_read("s.lua", "s", text, strlen(text), options, &host, problems, fault);
}

static struct script *read_good(const char *text)
{
    struct fault fault = {.kind = FAULT_NONE};
    struct script *script = read_with(text, NULL, &fault);
    if (script == NULL)
        fail_msg("%s\n%s", text, fault.message);
    return script;
}

static void expect_fault(const char *text, enum fault_kind kind, const char *message)
{
    struct fault fault = {.kind = FAULT_NONE};
    struct script *script = read_with(text, NULL, &fault);
    if (script != NULL || fault.kind != kind || strstr(fault.message, message) == NULL)
        fail_msg("%s\nexpected: %s\ngot: %s", text, message, fault.message);
}

static int set_up(void **state)
{
    (void)state;
    problems = problems_new();
    reads = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    problems_free(problems);
    return 0;
}

/* The value of the first indicator, written out: "+(count(data agreements), 2)". */
static void write_node(const struct catalogue *catalogue, uint32_t number,
                       struct text *out)
{
    const struct node *node = catalogue_node(catalogue, number);
    if (node->op == OP_NUMBER) {
        text_addf(out, "%g", node->number);
        return;
    }
    text_add(out, op_word((enum op)node->op));
    if (node->text != NO_TEXT)
        text_addf(out, " %s", catalogue_text(catalogue, node->text));
    if (node->flags != 0)
        text_addf(out, " !%d", node->flags);
    if (node->count == 0)
        return;
    text_add(out, "(");
    for (uint32_t i = 0; i < node->count; i++) {
        text_add(out, i > 0 ? ", " : "");
        write_node(catalogue, catalogue_argument(catalogue, node, i), out);
    }
    text_add(out, ")");
}

static void expect_nodes(const char *expression, const char *expected)
{
    struct text text = {0}, got = {0};
    text_addf(&text, "local d = data.d\nreturn indicator { title = 'x', value = %s }",
              expression);
    struct script *script = read_good(text_of(&text));
    const struct catalogue *catalogue = script_catalogue(script);
    assert_int_not_equal(catalogue->returned_indicator, NO_INDICATOR);
    write_node(catalogue, catalogue->indicators[catalogue->returned_indicator].value,
               &got);
    assert_string_equal(text_of(&got), expected);
    text_clear(&text);
    text_clear(&got);
    script_free(script);
}

static void expressions_become_nodes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"5", "5"},
        {"count(d) + 2", "+(count(data d), 2)"},
        {"-sum(d.a)", "-(sum(column a(data d)))"},
        {"sum(d.a.b * 2 - d.c)", "sum(-(*(column a.b(data d), 2), column c(data d)))"},
        {"sum(d[\"a column\"], { missing = \"stop\" })",
         "sum !1(column a column(data d))"},
        {"round(count(d))", "round(count(data d), 0)"},
        {"round(2.345, 2)", "2.35"},
        {"log(1) + count(d)", "+(0, count(data d))"},
        {"lowest(1, count(d), 3)", "lowest(1, count(data d), 3)"},
        {"mean(lowest(d.a, 5))", "mean(lowest(column a(data d), 5))"},
        {"mean(when(above(d.a, 5), d.b, 0))",
         "mean(when(above(column a(data d), 5), column b(data d), 0))"},
        {"when(both(above(count(d), 5), negate(is_missing(count(d), 'no records'))), "
         "'yes', 'no')",
         "when(both(above(count(data d), 5), negate(is_missing no records(count(data "
         "d)))), "
         "a text yes, a text no)"},
        {"count(d:where { b = 'x', a = above(3) })",
         "count(where(data d, where(above(column a(data d), 3), equals(column b(data d), "
         "a text x))))"},
        {"count(d:where { a = is_not { 'x', 2 } })",
         "count(where(data d, where(is_not(column a(data d), any of(column a(data d), a "
         "text x, 2)))))"},
        {"count(d:where(either { { a = 1 }, { b = missing() } }))",
         "count(where(data d, either(where(equals(column a(data d), 1)), "
         "where(missing(column b(data d))))))"},
        {"count(d:where { [d.a / d.b] = between(1, 2) })",
         "count(where(data d, where(between(/(column a(data d), column b(data d)), 1, "
         "2))))"},
        {"count(d:where { a = true })",
         "count(where(data d, where(equals(column a(data d), true or false))))"},
        {"count(d:dated 'on')", "count(dated(data d, column on(data d)))"},
        {"count(d:dated { 'from', 'to' })",
         "count(dated(data d, column from(data d), column to(data d)))"},
        {"count(d:dated(false))", "count(dated(data d))"},
        {"share(d, { a = 1 }, { of = 'all' })",
         "share !2(data d, where(equals(column a(data d), 1)))"},
        {"previous(count(d))", "previous(count(data d), 1)"},
        {"rolling(count(d), 3, 'mean')", "rolling mean(count(data d), 3)"},
        {"at(count(d), '2016-Q1')", "at(count(data d), a text 2016-Q1)"},
        {"rank(count(d), { better = 'lower', over = 'all' })", "rank !36(count(data d))"},
        {"minmax(count(d), { hi = 10 })", "minmax(count(data d), 0, 10)"},
        {"winsorise(count(d), { max = 3 })", "winsorise(count(data d), 2, 3.5, 3)"},
        {"of_units(count(d), 'gini')", "of_units gini(count(data d))"},
        {"by_year { [3] = 3, [1] = count(d), bridge = true }",
         "by_year !16(1, count(data d), 3, 3)"},
        {"mix { count(d), { 2 } }", "mix arithmetic(count(data d), 1, 2, 1)"},
        {"mix { { 1, weight = 1 }, { 2, weight = 3 }, how = 'geometric', missing = "
         "'skip' }",
         "mix geometric !136(1, 1, 2, 3)"},
        {"mean(recode(d.r, { b = 2, a = 1 }))",
         "mean(recode(column r(data d), a text a, 1, a text b, 2))"},
        {"count(split(d.r, ';'))", "count(split ;(column r(data d)))"},
        {"across(d.k, count(d)) / count(d.k)",
         "/(across(column k(data d), count(data d)), count(column k(data d)))"},
        {"distinct(year(d.on))", "distinct(year(column on(data d)))"},
        {"goalposts(count(d), 0, 10)", "goalposts(count(data d), 0, 10)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_nodes(cases[i][0], cases[i][1]);
}

static void the_same_script_makes_the_same_catalogue(void **state)
{
    (void)state;
    const char *text =
        "local d = data.d\nlocal t = {}\nfor _, k in ipairs { 'z', 'b', 'q', 'a' } do "
        "t[k] = 1 end\nreturn indicator { value = count(d:where { z = 1, q = 2, b = 3, "
        "[d.x + 1] = 4, [d.y + 1] = 5 }) + mean(recode(d.r, t)) * 0 }";
    struct script *first = NULL;
    for (int i = 0; i < 5; i++) {
        struct script *script = read_good(text);
        if (first != NULL) {
            const struct catalogue *a = script_catalogue(first),
                                   *b = script_catalogue(script);
            assert_int_equal(a->node_count, b->node_count);
            assert_memory_equal(a->nodes, b->nodes, a->node_count * sizeof *a->nodes);
            assert_memory_equal(a->texts, b->texts, a->text_size);
            assert_memory_equal(a->lists, b->lists, a->list_count * sizeof *a->lists);
            script_free(script);
        } else {
            first = script;
        }
    }
    script_free(first);
}

static void an_evaluation_keeps_its_fields(void **state)
{
    (void)state;
    struct script *script = read_good(
        "return evaluation { name = 'e', title = { fr = 'F' }, units = { data.c.country, "
        "data.c.kind },\n"
        " where = { country = 'x' }, via = { events = 'host', budgets = { city = 'town' "
        "}, d = 'all' },\n"
        " periods = years(2015, 2018, { start = '04-01' }), show = years(2016, 2018),\n"
        " indicators = { use 'a/signed', { title = 'H', use 'a/named' } },\n"
        " rows = { 'periods', 'units' }, columns = 'indicators', facets = { 'baseline', "
        "'value' },\n"
        " beside = { 'x', 'y' }, totals = 'sections', limit = 3, notes = { 'n', { en = "
        "'m' } },\n"
        " sort = { by = 'a/signed', at = 2018, order = 'descending' },\n"
        " checks = { { equal(count(data.a), 5), 'differs' } } }");
    const struct catalogue *c = script_catalogue(script);
    const struct evaluation *e = &c->evaluations[c->shown[0]];
    assert_string_equal(catalogue_text(c, e->name), "e");
    assert_int_equal(e->units_count, 2);
    assert_int_equal(catalogue_node(c, e->where)->op, OP_ALL);
    assert_int_equal(e->via_count, 3);
    assert_string_equal(catalogue_text(c, c->vias[e->via_first].theirs), "city");
    assert_int_equal(c->vias[e->via_first + 1].all, 1);
    assert_int_equal(e->periods.first, 2015);
    assert_int_equal(e->periods.start_month, 4);
    assert_int_equal(e->show.last, 2018);
    assert_int_equal(e->members_count, 2);
    assert_int_equal(c->members[e->members_first + 1].heading_number, 1);
    assert_string_equal(
        catalogue_text(c, c->indicators[c->members[e->members_first].indicator].name),
        "a/signed");
    assert_int_equal(e->rows[0], AXIS_PERIODS);
    assert_int_equal(e->rows[1], AXIS_UNITS);
    assert_int_equal(e->rows[2], AXIS_NONE);
    assert_int_equal(e->facet_count, 2);
    assert_int_equal(e->facets[0], FACET_BASELINE);
    assert_int_equal(e->totals, 2);
    assert_string_equal(catalogue_text(c, e->sort_at), "2018");
    assert_int_equal(e->sort_descending, 1);
    assert_int_equal(e->checks_count, 1);
    assert_int_equal(e->notes_count, 2);
    script_free(script);
}

static void a_file_is_read_once_and_names_its_indicator(void **state)
{
    (void)state;
    struct script *script =
        read_good("local a, b = use 'a/signed', use 'a/signed'\nassert(a == b)\nlocal h, "
                  "m = use 'helpers', use "
                  "'maker'\nreturn evaluation { indicators = { a, indicator { name = "
                  "'x', value = h.double(a) + "
                  "m('k') } } }");
    assert_int_equal(reads, 3);
    script_free(script);
    expect_fault("return use 'circle'", FAULT_DATA,
                 "circle: indicators/circle.lua uses indicators/circle.lua");
    expect_fault("\nlocal x = use 'nowhere'", FAULT_DATA,
                 "s.lua:2: no indicator 'nowhere'");
    expect_fault("return use 'broken'", FAULT_DATA,
                 "indicators/broken.lua:3: a value is missing");
    expect_fault("return use 'empty'", FAULT_DATA,
                 "indicators/empty.lua: the file returns nothing");
}

static void parameters_and_maps_come_from_the_command_line_first(void **state)
{
    (void)state;
    struct script_setting sets[] = {{"since", "2012"}, {"kind", "fair"}, {"deep", "oui"}};
    struct script_setting maps[] = {{"agreements", "accords"}};
    struct script_options options = {
        .sets = sets, .set_count = 3, .maps = maps, .map_count = 1};
    struct fault fault = {.kind = FAULT_NONE};
    const char *text =
        "local p = params { since = 2010, kind = 'x', deep = false, other = 1.5 }\n"
        "map { agreements = 'conventions', events = 'faits' }\n"
        "assert(p.deep == true)\n"
        "return indicator { value = count(data.a:where { kind = p.kind }) + p.since + "
        "p.other }";
    struct script *script = read_with(text, &options, &fault);
    assert_non_null(script);
    const struct catalogue *c = script_catalogue(script);
    assert_int_equal(c->parameter_count, 4);
    assert_int_equal(c->mapping_count, 2);
    assert_string_equal(catalogue_text(c, c->mappings[0].to), "accords");
    script_free(script);
    sets[1].name = "kin";
    assert_null(read_with(text, &options, &fault));
    assert_int_equal(fault.kind, FAULT_USAGE);
    assert_non_null(strstr(fault.message, "did you mean 'kind'?"));
    fault.kind = FAULT_NONE;
    sets[1].name = "kind";
    sets[0].value = "12,5";
    assert_null(read_with(text, &options, &fault));
    assert_int_equal(fault.kind, FAULT_USAGE);
}

static size_t warnings(const char *text)
{
    problems_free(problems);
    problems = problems_new();
    script_free(read_good(text));
    return problems_count(problems, SEVERITY_WARNING);
}

static void what_is_built_and_never_used_is_told(void **state)
{
    (void)state;
    assert_int_equal(
        warnings(
            "local d = data.d\nd:where { a = 1 }\nreturn indicator { value = count(d) }"),
        1);
    assert_int_equal(
        warnings(
            "local a = count(data.d) and count(data.e)\nreturn indicator { value = a }"),
        1);
    assert_int_equal(warnings("local h = use 'helpers'\nreturn indicator { value = "
                              "h.double(count(data.d)) }"),
                     0);
    assert_int_equal(warnings("local d = data.d.x\nreturn indicator { value = 1 }"), 0);
    assert_int_equal(
        warnings(
            "local x = indicator { name = 'a', value = count(data.d) }\n"
            "return evaluation { units = data.c:where { k = 1 }, indicators = { x }, "
            "checks = { { above(count(data.d), 1), 't' } } }"),
        0);
}

static void the_library_is_trimmed_and_in_order(void **state)
{
    (void)state;
    script_free(read_good(
        "local keys = {}\nfor k in pairs { z = 1, a = 1, [3] = 1, [1] = 1, [2.5] = 1 } "
        "do "
        "keys[#keys + 1] = tostring(k) end\nassert(table.concat(keys, ' ') == '1 2.5 3 a "
        "z')\n"
        "assert(tostring({}) == 'table' and string.format('%s', print) == 'function')\n"
        "local r = math.random(1000)\nmath.randomseed(1)\nassert(r == "
        "math.random(1000))\n"
        "local ok, e = pcall(error, 'x')\nassert(not ok and e == 'x')\n"
        "local t = {}\nfor k, v in pairs { a = 1, b = 2 } do t[v] = k end\nassert(#t == "
        "2)\n"
        "helper = function() return 1 end\n"
        "for w in ('a b'):gmatch('%a') do t[#t + 1] = w end\nassert(#t == 4)\n"
        "return indicator { value = helper() }"));
    expect_fault("setmetatable({}, { __mode = 'k' })", FAULT_DATA,
                 "'__mode' is not allowed");
    expect_fault("setmetatable({}, { __gc = print })", FAULT_DATA,
                 "'__gc' is not allowed");
    expect_fault("local x = next", FAULT_DATA, "go through a table with pairs");
    expect_fault("\x1bLua", FAULT_DATA, "compiled");
    expect_fault("local x = '\xe9'", FAULT_DATA,
                 "s.lua:1: there are characters that are not UTF-8");
}

static void limits_cannot_be_caught(void **state)
{
    (void)state;
    struct script_options options = {.max_seconds = 0.2, .max_memory = 16 << 20};
    struct fault fault = {.kind = FAULT_NONE};
    assert_null(read_with("while true do pcall(function()\n while true do end end) end",
                          &options, &fault));
    assert_int_equal(fault.kind, FAULT_LIMIT);
    assert_non_null(
        strstr(fault.message, "s.lua:2: reading the script took more than 0.2 s"));
    fault.kind = FAULT_NONE;
    options.max_seconds = 10;
    assert_null(read_with(
        "local t = {}\nwhile true do pcall(function()\n t[#t + 1] = ('x'):rep(1e6) .. #t "
        "end) end",
        &options, &fault));
    assert_int_equal(fault.kind, FAULT_LIMIT);
    if (strstr(fault.message, "s.lua:3: the script needs more than 16 MiB") == NULL)
        fail_msg("%s", fault.message);
    fault.kind = FAULT_NONE;
    options.max_seconds = 0.2;
    assert_null(read_with("local x = 0\nwhile true do x = count(data.d) + x end",
                          &options, &fault));
    assert_int_equal(fault.kind, FAULT_LIMIT);
}

/* ---- the author's own functions ---- */

static struct frame *make_frame(void)
{
    static const char *const kinds[] = {"a", "b", "a", "c"};
    int64_t codes[4], days[4] = {10, 40, 20, 0};
    double amounts[4] = {1.5, 0, 4, 2};
    uint8_t gaps[4] = {STATE_PRESENT, STATE_MISSING, STATE_PRESENT, STATE_PRESENT};
    uint8_t undated[4] = {STATE_PRESENT, STATE_PRESENT, STATE_PRESENT, STATE_MISSING};
    int64_t zeros[4] = {0, 0, 0, 0}, lines[4] = {2, 3, 4, 5};
    struct frame *frame = frame_new("d");
    frame_add_file(frame, "d.csv");
    frame_add_column(frame, "kind", COLUMN_TEXT)->loaded = true;
    frame_add_column(frame, "amount", COLUMN_REAL)->loaded = true;
    frame_add_column(frame, "date", COLUMN_DATE)->loaded = true;
    for (int i = 0; i < 4; i++)
        codes[i] = dictionary_add(frame->columns[0].texts, kinds[i], 1);
    struct vector *vectors = arena_get_zeroed(frame->arena, 3, sizeof *vectors);
    vectors[0] = vector_pack(frame->arena, codes, NULL, 4);
    vectors[1] = vector_pack_reals(frame->arena, amounts, gaps, 4);
    vectors[2] = vector_pack(frame->arena, days, undated, 4);
    frame_add_segment(frame, (struct segment){4, vectors,
                                              vector_pack(frame->arena, zeros, NULL, 4),
                                              vector_pack(frame->arena, lines, NULL, 4)});
    return frame;
}

struct own_case {
    const char *body;   /* of function(records, cell) */
    const char *result; /* as written below, or part of a message */
};

static const struct own_case own_cases[] = {
    {"return #records", "4"},
    {"return records[1].amount", "1.5"},
    {"return records[2].amount", "missing in the data"},
    {"return records[1].kind .. records[2].kind", "'ab'"},
    {"return records[9]", "missing in the data"},
    {"return nil, 'not applicable'", "not applicable"},
    {"return nil, 'no idea'", "compute: 'no idea' is not a reason"},
    {"return 0/0", "not defined"},
    {"return true", "returned a plain true, and must return a number or a text"},
    {"return sum(records.amount)", "7.5"},
    {"return sum(records.amount, { missing = 'stop' })", "missing in the data"},
    {"return count(records.amount)", "3"},
    {"return distinct(records.kind)", "3"},
    {"return values(records.kind)", "'a; b; c'"},
    {"return first(records.kind) .. last(records.kind)", "'ac'"},
    {"return only(records.kind)", "only: there are several different values, a and b"},
    {"return only(records:where { kind = 'a' }.kind)", "'a'"},
    {"return median(records.date:sorted():differences())", "15"},
    {"return median { 3, 1, 2 }", "2"},
    {"return weighted_mean({ 1, 2 }, { 1, 3 })", "1.75"},
    {"return quantile({ 1, 2, 3 }, 0.25)", "1.5"},
    {"return count(records:where { kind = { 'a', 'c' } })", "3"},
    {"return count(records:where { amount = above(1.6), kind = is_not('c') })", "1"},
    {"return count(records:where(either { { kind = 'b' }, { amount = missing() } }))",
     "1"},
    {"return share(records, { amount = above(1.6) })", "0.6666666666666666"},
    {"return share(records, { amount = above(1.6) }, { of = 'all' })", "0.5"},
    {"local n = 0 for r in records:each() do n = n + (r.amount or 0) end return n",
     "7.5"},
    {"local n = 0 for r in records:where { kind = 'a' }:each() do n = n + r.amount end "
     "return n",
     "5.5"},
    {"return mean(records:where { kind = 'z' }.amount)", "no records"},
    {"return 1 + mean(records:where { kind = 'z' }.amount)", "no records"},
    {"if is_missing(mean(records:where { kind = 'z' }.amount)) then return 7 end", "7"},
    {"return coalesce(records[2].amount, 3)", "3"},
    {"return when(above(#records, 3), 'many', 'few')", "'many'"},
    {"return lowest(3, 2) + round(2.345, 2) + log(0)", "not defined"},
    {"return cell.unit .. cell.period .. cell.first_day", "'u20169'"},
    {"return cell.name", "the cell has no field 'name'"},
    {"return date_text(records[1].date) .. year(records[1].date)", "'1970-01-111970'"},
    {"return records[1].amout", "no column 'amout' in 'd' (did you mean 'amount'?)"},
    {"return records.where { kind = 'a' }",
     "where is a method of records: write records:where"},
    {"return records.amount + 1", "an operand of '+' is a column of records"},
    {"return mean(records.kind)", "mean takes numbers, and these are texts such as 'a'"},
    {"return count(data.d)",
     "'data' cannot be used inside a function of apply or compute"},
    {"return rank(3)", "'rank' cannot be used inside a function"},
    {"return mean(records:where { kind = 'z' }.amount) < 3",
     "cannot be compared. test it first"},
    {"return records[2].amount + 1", "is empty (nil) here and cannot be reckoned with"},
    {"kept = records return kept[1].amount", "1.5"},
    {"return #kept", "the records of a call cannot be looked at after it"},
    {"while true do end", "one call of a function of compute took more than 1 s"},
};

static void write_value(const struct own_value *value, char *out, size_t room)
{
    if (value->reason != REASON_NONE)
        snprintf(out, room, "%s", reason_text(value->reason));
    else if (value->kind == OWN_TEXT)
        snprintf(out, room, "'%s'", value->text);
    else {
        char text[NUMBER_TEXT_SIZE];
        number_format(value->number, text);
        snprintf(out, room, "%s", text);
    }
}

/* Calls that are handed over one batch at a time, and kept. */
struct asked {
    const struct own_call *calls;
    size_t count, given;
    struct own_call *kept;
    size_t kept_count;
    struct arena *arena;
};

static void give_calls(void *self, struct own_batch *batch)
{
    struct asked *asked = self;
    while (asked->given < asked->count && batch->count < batch->room) {
        batch->calls[batch->count] = asked->calls[asked->given];
        batch->calls[batch->count++].number = asked->given++;
    }
}

static bool keep_call(void *self, const struct own_call *call, struct fault *fault)
{
    struct asked *asked = self;
    (void)fault;
    assert_int_equal(call->number, asked->kept_count);
    asked->kept[asked->kept_count] = *call;
    if (call->result.text != NULL)
        asked->kept[asked->kept_count].result.text =
            arena_text(asked->arena, call->result.text);
    asked->kept_count++;
    return true;
}

/* The results into the calls. */
static bool call_all(const struct own_functions *functions, uint32_t function,
                     const struct frame *frame, struct own_call *calls, size_t count,
                     struct arena *arena, struct fault *fault)
{
    struct asked asked = {.calls = calls, .count = count, .arena = arena, .kept = calls};
    struct own_work work = {.function = function,
                            .frame = frame,
                            .self = &asked,
                            .next = give_calls,
                            .keep = keep_call};
    return functions->run(functions->self, &work, fault);
}

static void functions_of_compute_see_their_records(void **state)
{
    (void)state;
    struct text text = {0};
    size_t count = sizeof own_cases / sizeof *own_cases;
    text_add(&text, "kept = 0\nlocal parts = {\n");
    for (size_t i = 0; i < count; i++)
        text_addf(&text, "compute(data.d, function(records, cell) %s end),\n",
                  own_cases[i].body);
    text_add(&text, "}\nreturn indicator { value = mix(parts) }");
    struct script *script = read_good(text_of(&text));
    struct own_functions functions = script_functions(script, NULL);
    struct frame *frame = make_frame();
    struct arena *arena = arena_new();
    struct own_cell cell = {.unit = "u",
                            .period = "2016",
                            .period_is_year = true,
                            .year = 2016,
                            .has_days = true,
                            .first_day = 9,
                            .last_day = 99};
    const uint32_t records[] = {0, 1, 2, 3};
    for (size_t i = 0; i < count; i++) {
        char got[5000] = "";
        struct own_call call = {.cell = cell, .records = records, .record_count = 4};
        struct fault fault = {.kind = FAULT_NONE};
        if (call_all(&functions, (uint32_t)i, frame, &call, 1, arena, &fault))
            write_value(&call.result, got, sizeof got);
        else
            snprintf(got, sizeof got, "%s", fault.message);
        bool message = fault.kind != FAULT_NONE;
        if (message ? strstr(got, own_cases[i].result) == NULL
                    : strcmp(got, own_cases[i].result) != 0)
            fail_msg("%s\nexpected: %s\ngot: %s", own_cases[i].body, own_cases[i].result,
                     got);
    }
    arena_free(arena);
    script_free(script);
    frame_free(frame);
    text_clear(&text);
}

static void functions_of_apply_get_figures_and_the_cell(void **state)
{
    (void)state;
    struct script *script =
        read_good("return indicator { value = apply(function(x, y, cell) if y == 't' "
                  "then return cell.period end "
                  "return x / y end, count(data.d), count(data.e)) }");
    struct own_functions functions = script_functions(script, NULL);
    struct arena *arena = arena_new();
    struct own_value numbers[2] = {{REASON_NONE, OWN_NUMBER, 6, NULL},
                                   {REASON_NONE, OWN_NUMBER, 4, NULL}};
    struct own_value texts[2] = {{REASON_NONE, OWN_NUMBER, 6, NULL},
                                 {REASON_NONE, OWN_TEXT, 0, "t"}};
    struct own_call calls[2] = {
        {.cell = {.unit = "u", .period = "2016-Q1"}, .arguments = numbers},
        {.cell = {.unit = "v", .period = "2016-Q2"}, .arguments = texts}};
    calls[0].argument_count = calls[1].argument_count = 2;
    struct fault fault = {.kind = FAULT_NONE};
    assert_true(call_all(&functions, 0, NULL, calls, 2, arena, &fault));
    assert_true(calls[0].result.number == 1.5);
    assert_string_equal(calls[1].result.text, "2016-Q2");
    arena_free(arena);
    script_free(script);
}

static void examples_are_json_with_sorted_keys(void **state)
{
    (void)state;
    struct script *script = read_good(
        "return indicator { value = count(data.a), examples = { { units = whole('M'), "
        "periods = "
        "quarters('2016-Q1', '2016-Q2'), given = { b = {}, a = { { x = 0.1, on = "
        "'2016-01-01' } } }, "
        "expect = { { unit = 'M', period = '2016-Q1', missing = 'no records' } } } } }");
    const struct catalogue *c = script_catalogue(script);
    assert_string_equal(
        catalogue_text(c, c->indicators[0].examples),
        "[{\"expect\":[{\"missing\":\"no "
        "records\",\"period\":\"2016-Q1\",\"unit\":\"M\"}],"
        "\"given\":{\"a\":[{\"on\":\"2016-01-01\",\"x\":0.1}],\"b\":[]},"
        "\"periods\":{\"kind\":\"quarters\",\"first\":\"2016-Q1\",\"last\":\"2016-Q2\"},"
        "\"units\":{\"whole\":\"M\"}}]");
    script_free(script);
}

static void messages_are_short_clean_and_without_traces(void **state)
{
    (void)state;
    expect_fault("error(('x'):rep(100000))", FAULT_DATA, "s.lua:1: xxx");
    expect_fault("error('\\27[31mred\\nnext')", FAULT_DATA, "?[31mred next");
    expect_fault("error({})", FAULT_DATA,
                 "s.lua:1: the script ends itself with error() and a table");
    expect_fault("table.sort({ 1, 'a', 2 })", FAULT_DATA, "cannot be compared with a");
    expect_fault("local r = {}\nreturn r.x.y", FAULT_DATA,
                 "s.lua:2: there is no 'x' here");
    expect_fault("local s = 'x'\ns:uper()", FAULT_DATA, "there is no method ':uper'");
}

static void words_are_listed_with_their_help(void **state)
{
    (void)state;
    size_t count;
    struct text meta = {0};
    const struct word *words = words_all(&count);
    assert_true(count > 80);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(strchr(words[i].signature, '('));
        assert_true(strncmp(words[i].signature, words[i].name, strlen(words[i].name)) ==
                    0);
        assert_true(strlen(words[i].help) > 5 && strlen(words[i].group) > 0);
    }
    words_meta(&meta);
    assert_non_null(strstr(text_of(&meta), "function round(x, digits) end"));
    assert_non_null(strstr(text_of(&meta), "---@param digits? integer"));
    text_clear(&meta);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(expressions_become_nodes),
        TEST(the_same_script_makes_the_same_catalogue),
        TEST(an_evaluation_keeps_its_fields),
        TEST(a_file_is_read_once_and_names_its_indicator),
        TEST(parameters_and_maps_come_from_the_command_line_first),
        TEST(what_is_built_and_never_used_is_told),
        TEST(the_library_is_trimmed_and_in_order),
        TEST(limits_cannot_be_caught),
        TEST(functions_of_compute_see_their_records),
        TEST(functions_of_apply_get_figures_and_the_cell),
        TEST(examples_are_json_with_sorted_keys),
        TEST(messages_are_short_clean_and_without_traces),
        TEST(words_are_listed_with_their_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
