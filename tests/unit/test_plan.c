/* test_plan.c - evaluations bound to data: units, ways, periods, kinds, directions,
 * breaks, families, and what is refused.
 *
 * A case is the inside of `evaluation { … }`; the plan is written out as a text and
 * compared. Nothing is evaluated.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "expr/plan.h"
#include "lua/script.h"
#include "source/source.h"

static const char package[] =
    "{\"resources\":["
    "{\"name\":\"cooperations\",\"path\":\"cooperations.csv\"},"
    "{\"name\":\"agreements\",\"path\":\"agreements.csv\",\"period\":\"signed_on\"},"
    "{\"name\":\"stays\",\"path\":\"stays.csv\",\"period\":[\"begin\",\"end\"]},"
    "{\"name\":\"budgets\",\"path\":\"budgets.csv\"},"
    "{\"name\":\"events\",\"path\":\"events.csv\",\"schema\":{\"fields\":["
    "{\"name\":\"host\"},{\"name\":\"guest\"},{\"name\":\"year\",\"type\":\"year\"}],"
    "\"foreignKeys\":["
    "{\"fields\":\"host\",\"reference\":{\"resource\":\"cooperations\",\"fields\":\"id\"}"
    "},"
    "{\"fields\":\"guest\",\"reference\":{\"resource\":\"cooperations\",\"fields\":"
    "\"id\"}}"
    "]}}]}";

static const struct source_memory files[] = {
#define FILE_OF(name, text)                                                              \
    {                                                                                    \
        name, text, sizeof text - 1                                                      \
    }
    FILE_OF("cooperations.csv", "id,name,country,city\na,Alpha,France,lyon\n"
                                "b,Beta,Spain,cadiz\n"),
    FILE_OF("agreements.csv", "id,cooperation,signed_on,kind,amount\n"
                              "1,a,2016-02-01,protocol,5\n2,a,2018-03-01,twinning,7\n"
                              "3,b,2017-05-05,protocol,2\n"),
    FILE_OF("stays.csv", "agreement,begin,end,days\n1,2016-01-01,2017-01-31,3\n"
                         "3,2019-01-01,,4\n"),
    FILE_OF("budgets.csv", "city,year,budget\nlyon,2016,100\ncadiz,2021,50\n"),
    FILE_OF("events.csv", "host,guest,year\na,b,2016\nb,a,2017\n"),
};

static struct problems *problems;
static struct datasets datasets;

static int set_up(void **state)
{
    struct fault fault = {.kind = FAULT_NONE};
    (void)state;
    problems = problems_new();
    if (!source_read_memory(files, sizeof files / sizeof *files, package, NULL, &datasets,
                            problems, &fault))
        fail_msg("%s", fault.message);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    datasets_clear(&datasets);
    problems_free(problems);
    return 0;
}

struct planned {
    struct script *script;
    struct plan *plan;
    struct fault fault;
};

static struct planned plan_with(const char *body, const struct plan_options *options)
{
    static const struct plan_options none = {.script_name = "s"};
    static const struct script_host host = {NULL, NULL, NULL};
    struct planned made = {.fault = {.kind = FAULT_NONE}};
    struct text text = {0};
    text_addf(&text,
              "local function i(value, name) return indicator { name = name or 'i', "
              "title = 'I', value = value } end return evaluation { %s }",
              body);
    made.script = script_read("s.lua", "s", text_of(&text), text.size, NULL, &host,
                              problems, &made.fault);
    text_clear(&text);
    if (made.script == NULL)
        return made;
    const struct catalogue *catalogue = script_catalogue(made.script);
    made.plan =
        plan_build(catalogue, &catalogue->evaluations[catalogue->shown[0]], &datasets,
                   options != NULL ? options : &none, problems, &made.fault);
    return made;
}

static struct planned plan_good(const char *body, const struct plan_options *options)
{
    struct planned made = plan_with(body, options);
    if (made.plan == NULL)
        fail_msg("%s\n%s", body, made.fault.message);
    return made;
}

static void release(struct planned *made)
{
    plan_free(made->plan);
    if (made->script != NULL)
        script_free(made->script);
}

typedef void writer(const struct plan *plan, struct text *out);

struct example {
    const char *body, *expected;
};

static void check_all(const struct example *cases, size_t count, writer *write)
{
    for (size_t i = 0; i < count; i++) {
        struct planned made = plan_good(cases[i].body, NULL);
        struct text text = {0};
        write(made.plan, &text);
        if (strcmp(text_of(&text), cases[i].expected) != 0)
            fail_msg("%s\nexpected: %s\ngot: %s", cases[i].body, cases[i].expected,
                     text_of(&text));
        text_clear(&text);
        release(&made);
    }
}

#define CHECK(cases, write) check_all(cases, sizeof cases / sizeof *cases, write)
#define N                   "indicators = { i(count(data.agreements)) }"

/* ---- units ---- */

static void add_column(const struct plan *plan, const char *what, uint32_t bound,
                       struct text *out)
{
    if (bound == BOUND_NONE)
        return;
    const struct bound_column *column = &plan->binding->columns[bound];
    text_addf(out, " %s ", what);
    if (column->op == OP_FIELD)
        text_addf(out, "%s.%s", column->end->name,
                  column->end->columns[column->column].name);
    else
        text_addf(out, "(%s)", op_word(column->op));
}

static void write_units(const struct plan *plan, struct text *out)
{
    const struct plan_units *units = &plan->units;
    if (units->whole) {
        text_addf(out, "whole %s",
                  units->whole_name != NULL ? units->whole_name : "unnamed");
        return;
    }
    text_add(out, units->column_count == 0 ? "records" : "values");
    for (uint32_t i = 0; i < units->column_count; i++)
        add_column(plan, "of", units->columns[i], out);
    if (units->column_count == 0)
        add_column(plan, "by", units->key, out);
    add_column(plan, "label", units->label, out);
    add_column(plan, "sections", units->section, out);
    for (uint32_t i = 0; i < units->beside_count; i++)
        add_column(plan, "beside", units->beside[i], out);
    add_column(plan, "sort", units->sort_column, out);
    if (units->filter != BOUND_NONE)
        text_add(out, " narrowed");
}

static void units_are_records_values_or_one_whole(void **state)
{
    static const struct example cases[] = {
        {N, "records by cooperations.id label cooperations.name"},
        {"units = whole('Madrid'), " N, "whole Madrid"},
        {"units = data.agreements, " N, "records by agreements.id label agreements.id"},
        {"units = data.cooperations:where { country = 'Spain' }, " N,
         "records by cooperations.id label cooperations.name narrowed"},
        {"where = { country = 'Spain' }, label = 'city', sections = 'country', beside = "
         "{ 'city', 'country' }, sort = { by = 'city' }, " N,
         "records by cooperations.id label cooperations.city sections "
         "cooperations.country beside cooperations.city beside cooperations.country sort "
         "cooperations.city narrowed"},
        {"units = data.cooperations.country, " N, "values of cooperations.country"},
        /* Behind a key: taken where it stands, so that a unit without records has a row.
         */
        {"units = data.agreements.cooperation.country, " N,
         "values of cooperations.country"},
        {"units = { data.agreements.cooperation.country, data.agreements.kind }, " N,
         "values of cooperations.country of agreements.kind"},
        {"units = year(data.agreements.signed_on), " N, "values of (year)"},
        {"units = split(data.cooperations.country, ';'), label = 'city', " N,
         "values of (split) label cooperations.city"},
    };
    (void)state;
    CHECK(cases, write_units);
}

/* ---- ways ---- */

static void write_ways(const struct plan *plan, struct text *out)
{
    for (size_t i = 0; i < plan->way_count; i++) {
        const struct way *way = &plan->ways[i];
        const struct frame *here = way->frame;
        text_addf(out, "%s%s", i > 0 ? "; " : "", here->name);
        if (way->kind == WAY_ALL)
            text_add(out, " all");
        if (way->kind == WAY_MATCH) {
            add_column(plan, "match", way->theirs, out);
            add_column(plan, "with", way->ours, out);
        }
        for (uint32_t k = 0; way->kind == WAY_KEYS && k < way->key_count; k++) {
            const struct key *key = &here->keys[way->keys[k]];
            text_addf(out, " > %s", here->columns[key->column].name);
            here = key->target;
        }
    }
}

static void records_reach_their_units_by_keys_or_via(void **state)
{
    static const struct example cases[] = {
        {N, "agreements > cooperation"},
        {"indicators = { i(sum(data.stays.days)) }", "stays > agreement > cooperation"},
        {"indicators = { i(count(data.cooperations)) }", "cooperations"},
        {"units = whole('x'), indicators = { i(count(data.events)) }", "events"},
        {"via = { events = 'guest' }, indicators = { i(count(data.events)) }",
         "events > guest"},
        {"via = { stays = 'agreement' }, indicators = { i(count(data.stays)) }",
         "stays > agreement > cooperation"},
        {"via = { budgets = { city = 'city' } }, indicators = { "
         "i(sum(data.budgets.budget)) "
         "}",
         "budgets match budgets.city with cooperations.city"},
        {"via = { budgets = 'all' }, indicators = { i(count(data.budgets)) }",
         "budgets all"},
        {"units = data.budgets.city, via = { agreements = { ['cooperation.city'] = "
         "'city' "
         "} }, " N,
         "agreements match cooperations.city with budgets.city"},
    };
    (void)state;
    CHECK(cases, write_ways);
}

/* ---- periods ---- */

/* "2016 *2017 +2018": * not shown, + added. */
static void write_periods(const struct plan *plan, struct text *out)
{
    for (size_t i = 0; i < plan->period_count; i++)
        text_addf(out, "%s%s%s%s", i > 0 ? " " : "", plan->periods[i].own ? "" : "+",
                  plan->periods[i].shown ? "" : "*", plan->periods[i].key);
}

static void periods_are_those_said_or_found(void **state)
{
    static const struct example cases[] = {
        {N, "all"},
        {"periods = all_time(), " N, "all"},
        {"periods = years(2016, 2018), show = years(2017, 2018), " N, "*2016 2017 2018"},
        {"periods = quarters('2016-Q4', '2017-Q2'), show = quarters('2017-Q1', "
         "'2017-Q1'), " N,
         "*2016-Q4 2017-Q1 *2017-Q2"},
        {"periods = months('2016-11', '2017-01'), " N, "2016-11 2016-12 2017-01"},
        {"periods = years(), " N, "2016 2017 2018"},
        {"periods = years { start = '06-01' }, " N, "2015 2016 2017"},
        {"periods = years(), indicators = { i(sum(data.stays.days)) }",
         "2016 2017 2018 2019"},
        /* Dated anew, its own dates do not count; mentioned besides, they do. */
        {"periods = years(), indicators = { i(count(data.stays:dated 'end')) }", "2017"},
        {"periods = years(), indicators = (function() local d = data.stays return { "
         "i(count(d:dated 'end')), i(count(d), 'j') } end)()",
         "2016 2017 2018 2019"},
        {"periods = years(), via = { budgets = 'all' }, indicators = { "
         "i(count(data.budgets)"
         ") }",
         "2016 2017 2018 2019 2020 2021"},
    };
    (void)state;
    CHECK(cases, write_periods);
}

static void years_asked_for_are_added(void **state)
{
    static const struct {
        const char *years, *body, *expected;
    } cases[] = {
        {"2017:2019", "periods = years(2016, 2018), " N, "*2016 2017 2018 +2019"},
        {"2014", "periods = years(2016, 2016), " N, "+2014 +*2015 *2016"},
        {"2016", N, "2016"},
        {"2017:2017", "periods = quarters('2016-Q4', '2016-Q4'), " N,
         "*2016-Q4 +2017-Q1 +2017-Q2 +2017-Q3 +2017-Q4"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_options options = {.script_name = "s", .years = cases[i].years};
        struct planned made = plan_good(cases[i].body, &options);
        struct text text = {0};
        write_periods(made.plan, &text);
        assert_string_equal(text_of(&text), cases[i].expected);
        text_clear(&text);
        release(&made);
    }
}

static void years_end_where_the_year_that_begins_elsewhere_ends(void **state)
{
    struct planned made =
        plan_good("periods = years(2015, 2016, { start = '03-01' }), " N, NULL);
    (void)state;
    assert_int_equal(made.plan->periods[0].first_day, date_days(2015, 3, 1));
    assert_int_equal(made.plan->periods[0].last_day, date_days(2016, 2, 29));
    assert_int_equal(plan_period_of(made.plan, date_days(2016, 2, 29)), 0);
    assert_int_equal(plan_period_of(made.plan, date_days(2016, 3, 1)), 1);
    assert_int_equal(plan_period_of(made.plan, date_days(2017, 3, 1)), -1);
    release(&made);
}

/* ---- steps ---- */

static void write_step(const struct plan *plan, struct text *out)
{
    static const char *const kinds[] = {
        [FIGURE_NUMBER] = "number", [FIGURE_TEXT] = "text", [FIGURE_DATE] = "date"};
    const struct step *step = &plan->steps[plan->shown[0].step];
    text_addf(out, "%s%s%s%s", kinds[step->kind], step->once ? " once" : "",
              step->lower ? " lower" : "", step->compares ? " compares" : "");
    for (uint32_t i = 0; i < step->break_count; i++)
        text_addf(out, "%s%s", i > 0 ? " " : " breaks ",
                  plan->periods[step->breaks[i]].key);
}

#define VALUE(value) "periods = years(2016, 2018), indicators = { i(" value ") }"
#define LOWER(word)                                                                      \
    "periods = years(2016, 2018), indicators = { i(" word "(indicator { title = 'L', "   \
    "better = 'lower', value = count(data.agreements) })) }"

static void figures_have_a_kind_and_a_direction(void **state)
{
    static const struct example cases[] = {
        {VALUE("count(data.agreements)"), "number"},
        {VALUE("first(data.agreements.kind)"), "text"},
        {VALUE("only(data.agreements.amount)"), "number"},
        {VALUE("values(data.agreements.amount)"), "text"},
        {VALUE("max(data.agreements.signed_on)"), "date"},
        {VALUE("period_end()"), "date"},
        {VALUE("when(is_missing(1), 'a', 'b')"), "text"},
        {VALUE("coalesce(first(data.agreements.kind), 'none')"), "text"},
        {VALUE("previous(max(data.agreements.signed_on))"), "date"},
        {VALUE("at(count(data.agreements), 2017)"), "number once"},
        {VALUE("trend(count(data.agreements)) + 1"), "number once"},
        {VALUE("rank(count(data.agreements))"), "number compares"},
        {VALUE("1 + rank(count(data.agreements))"), "number compares"},
        {LOWER("round"), "number lower"},
        {LOWER("or_zero"), "number lower"},
        {LOWER("cumulative"), "number lower"},
        {LOWER("previous"), "number lower"},
        {LOWER("overall"), "number once lower"},
        {LOWER("change"), "number"},
        {LOWER("abs"), "number"},
        {LOWER("rank"), "number compares"},
        {VALUE("by_year { [1] = count(data.agreements), [3] = 2 }"),
         "number breaks 2018"},
        {VALUE("by_year { [2017] = 1, [2018] = 2 }"), "number breaks 2018"},
        {VALUE("1 + by_year { [1] = count(data.agreements), [3] = 2 }"),
         "number breaks 2018"},
        {VALUE("by_year { [1] = count(data.agreements), [3] = 2, bridge = true }"),
         "number"},
    };
    (void)state;
    CHECK(cases, write_step);
}

static void equal_figures_are_one_step(void **state)
{
    struct planned made =
        plan_good("indicators = { i(count(data.agreements:where { kind = 'protocol' }) + "
                  "1), i(count(data.agreements:where { kind = 'protocol' }) + 2, 'j') }",
                  NULL);
    const struct plan *plan = made.plan;
    size_t counts = 0;
    (void)state;
    for (size_t i = 0; i < plan->step_count; i++)
        counts += plan->steps[i].op == OP_COUNT;
    assert_int_equal(counts, 1);
    assert_int_not_equal(plan->shown[0].step, plan->shown[1].step);
    release(&made);
}

static void write_names(const struct plan *plan, struct text *out)
{
    for (size_t i = 0; i < plan->shown_count; i++)
        text_addf(out, "%s%s", i > 0 ? ", " : "", plan->shown[i].name);
}

static void families_have_a_member_for_each_value(void **state)
{
    static const struct example cases[] = {
        {"indicators = { i(across(data.agreements.kind, count(data.agreements))) }",
         "i[protocol], i[twinning]"},
        {"indicators = { i(growth(across(year(data.agreements.signed_on), "
         "count(data.agreements)) / count(data.agreements))), i(1, 'j') }",
         "i[2016], i[2017], i[2018], j"},
        {"indicators = (function() local p = data.agreements:where { kind = 'protocol' } "
         "return { i(across(p.cooperation.country, count(p))) } end)()",
         "i[France], i[Spain]"},
        {"indicators = (function() local none = data.agreements:where { amount = "
         "above(100) } return { i(1), i(across(none.kind, count(none)), 'j') } end)()",
         "i"},
    };
    (void)state;
    CHECK(cases, write_names);
}

/* ---- refusals ---- */

static void what_cannot_be_is_refused_with_its_remedy(void **state)
{
    static const struct example cases[] = {
        {"indicators = { i(count(data.events)) }",
         "2 ways from 'events' to the units ('cooperations'): by 'host', 'guest'. choose "
         "one in the evaluation: via = { events = \"host\" }"},
        {"indicators = { i(count(data.budgets)) }",
         "no way from 'budgets' to the units ('cooperations')"},
        {"via = { budgets = { city = 'town' } }, indicators = { i(count(data.budgets)) }",
         "no column 'town' in 'cooperations'"},
        {"via = { budgets = { budget = 'city' } }, indicators = { i(count(data.budgets)) "
         "}",
         "no value is equal"},
        {"via = { event = 'host' }, " N, "no dataset 'event' (did you mean 'events'?)"},
        {"via = { events = 'year' }, indicators = { i(count(data.events)) }",
         "column 'year' of 'events' is not a key to another dataset"},
        {"units = data.agreement, " N,
         "no dataset 'agreement' (did you mean 'agreements'?)"},
        {"units = { data.cooperations.city, data.budgets.city }, " N,
         "units combine columns of one dataset"},
        {"units = whole('x'), where = { country = 'Spain' }, " N,
         "where narrows the units, and the units are one whole"},
        {"units = whole('x'), sections = 'country', " N, "the units are one whole"},
        {"sections = 'land', " N, "no column 'land' in 'cooperations'"},
        {"sort = { by = 'land' }, " N, "sort by 'land'"},
        {"sort = { by = 'i', at = 2016 }, " N, "sort at '2016'"},
        {"periods = years(), units = whole('x'), indicators = { i(1) }",
         "years() finds no date"},
        {VALUE("first(data.agreements.kind) + 1"), "'+' needs numbers"},
        {VALUE("rank(max(data.agreements.signed_on))"), "'rank' needs numbers"},
        {VALUE("when(is_missing(1), 'a', 2)"), "'when' takes figures of one kind"},
        {VALUE("sum(data.agreements.kind)"), "'sum' needs numbers"},
        {VALUE("mean(data.agreements.signed_on)"), "'mean' needs numbers"},
        {VALUE("at(1, 2020)"), "'at' names the period '2020'"},
        {VALUE("by_year { [2031] = 1, [2032] = 2, [2033] = 3 } + "
               "sum(data.agreements.amuont)"),
         "no column 'amuont' in 'agreements' (did you mean 'amount'?)"},
        {VALUE("sum(data.agreements.amount * data.stays.days)"),
         "cannot be combined record by record"},
        {VALUE(
             "sum(data.agreements.amount + data.agreements:where { kind = 'x' }.amount)"),
         "narrowed differently"},
        {VALUE("sum(data.agreements.signed_on.year)"), "which is not a key"},
        {VALUE("count(data.agreements:dated 'kind')"), "records cannot be dated by it"},
        {VALUE("count(data.agreements:where { amount = between(5, 1) })"),
         "the first is above the second"},
        {VALUE("mean(spread(data.stays.days))"), "it can only be summed"},
        {"indicators = { i(by_year { [1] = 1 }) }", "by_year needs periods"},
        {"indicators = { indicator { name = 'i', title = 'I', value = 1, target = "
         "first(data.agreements.kind) } }",
         "a target, a baseline and a band are numbers"},
        {"indicators = { indicator { name = 'i', title = 'I', value = 1, bands = { green "
         "= 0.2, amber = 0.5 } } }",
         "amber begins beyond green"},
        {"indicators = { indicator { name = 'i', title = 'I', value = 1, better = "
         "'lower', "
         "bands = { green = 0.5, amber = 0.2 } } }",
         "lower is better here"},
        {"indicators = { indicator { name = 'i', title = 'I', value = 1, target = "
         "across(data.agreements.kind, count(data.agreements)) } }",
         "'across' gives a figure for each value"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct planned made = plan_with(cases[i].body, NULL);
        if (made.plan != NULL || strstr(made.fault.message, cases[i].expected) == NULL ||
            strncmp(made.fault.message, "s.lua:1: ", 9) != 0)
            fail_msg("%s\nexpected: %s\ngot: %s", cases[i].body, cases[i].expected,
                     made.plan != NULL ? "a plan" : made.fault.message);
        release(&made);
    }
}

static void options_are_refused_by_their_name(void **state)
{
    static const char *const where[] = {"land=Spain", "country"};
    static const char *const years[] = {"2018:2016", "0", "x", "2016:", "2016:9999"};
    struct plan_options options = {.script_name = "s", .where_count = 1};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        options.where = &where[i];
        struct planned made = plan_with(N, &options);
        assert_null(made.plan);
        assert_int_equal(made.fault.kind, FAULT_USAGE);
        release(&made);
    }
    options.where_count = 0;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        options.years = years[i];
        struct planned made = plan_with(N, &options);
        assert_null(made.plan);
        assert_int_equal(made.fault.kind, FAULT_USAGE);
        release(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_records_values_or_one_whole),
        cmocka_unit_test(records_reach_their_units_by_keys_or_via),
        cmocka_unit_test(periods_are_those_said_or_found),
        cmocka_unit_test(years_asked_for_are_added),
        cmocka_unit_test(years_end_where_the_year_that_begins_elsewhere_ends),
        cmocka_unit_test(figures_have_a_kind_and_a_direction),
        cmocka_unit_test(equal_figures_are_one_step),
        cmocka_unit_test(families_have_a_member_for_each_value),
        cmocka_unit_test(what_cannot_be_is_refused_with_its_remedy),
        cmocka_unit_test(options_are_refused_by_their_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
