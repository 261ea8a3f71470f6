/* test_package.c - datasets with a datapackage.json, and descriptions that read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "source/describe.h"
#include "source/source.h"

struct result {
    struct datasets datasets;
    struct problems *problems;
    struct fault fault;
    bool fine;
};

static struct result read_with(const char *package, const char *csv, const char *other,
                               bool skip_bad)
{
    struct result result = {.problems = problems_new()};
    struct source_options options = {.skip_bad = skip_bad};
    struct source_memory files[] = {{"acts.csv", csv, strlen(csv)},
                                    {"towns.csv", other, other == NULL ? 0 : strlen(other)}};
    result.fine = source_read_memory(files, other == NULL ? 1 : 2, package, &options,
                                     &result.datasets, result.problems, &result.fault);
    return result;
}

/* A package of one resource 'acts': its fields, and members of the schema and of the resource. */
static struct result read_fields(const char *fields, const char *schema, const char *resource,
                                 const char *csv)
{
    struct text json = {0};
    text_addf(&json, "{\"resources\": [{\"name\": \"acts\", \"path\": \"acts.csv\"%s, "
              "\"schema\": {\"fields\": [%s]%s}}]}", resource, fields, schema);
    struct result result = read_with(text_of(&json), csv, NULL, false);
    text_clear(&json);
    return result;
}

static void forget(struct result *result)
{
    datasets_clear(&result->datasets);
    problems_free(result->problems);
}

static void values_of(const struct frame *frame, const char *name, struct text *text)
{
    uint32_t column = frame_find_column(frame, name);
    assert_true(column != COLUMN_NONE);
    for (uint32_t i = 0; i < frame->record_count; i++) {
        text_add(text, i > 0 ? "|" : "");
        if (!frame_add_value_text(frame, column, i, text))
            text_add_char(text, "?!./"[frame_state(frame, column, i)]);
    }
}

static void check_column(const struct result *result, const char *name, const char *expected)
{
    struct text text = {0};
    assert_true(result->fine && result->datasets.count > 0);
    values_of(result->datasets.frames[0], name, &text);
    if (strcmp(text_of(&text), expected) != 0)
        fail_msg("column %s: %s, not %s", name, text_of(&text), expected);
    text_clear(&text);
}

/* The lines of the errors, joined by blanks. */
static void check_errors(const struct result *result, const char *lines)
{
    struct text text = {0};
    for (size_t i = 0; i < problems_kept(result->problems); i++)
        if (problems_at(result->problems, i)->severity == SEVERITY_ERROR)
            text_addf(&text, "%u ", problems_at(result->problems, i)->line);
    if (strcmp(text_of(&text), lines) != 0) {
        struct text all = {0};
        problems_print(result->problems, SEVERITY_NOTE, &all);
        fail_msg("errors on lines %s, not %s:\n%s", text_of(&text), lines, text_of(&all));
    }
    text_clear(&text);
}

static void declared_types_are_kept_and_bad_values_are_errors(void **state)
{
    (void)state;
    struct result result = read_fields(
        "{\"name\": \"code\", \"type\": \"string\"}, {\"name\": \"n\", \"type\": \"integer\"}, "
        "{\"name\": \"x\", \"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\"}, "
        "{\"name\": \"on\", \"type\": \"date\", \"format\": \"%d/%m/%Y\"}, "
        "{\"name\": \"ok\", \"type\": \"boolean\", \"trueValues\": [\"ja\"], "
        "\"falseValues\": [\"nein\"]}",
        ", \"missingValues\": [\"\", \"-99\", \"s.o.\"]", "",
        "code;n;x;on;ok\n1;5;1.234,5;03/04/2017;ja\n-99;5.5;2;31/02/2017;yes\n"
        "3;-99;s.o.;;nein\n4;n.d.;1.5;2017-01-02;ja\n");
    check_errors(&result, "3 5 5 3 5 3 ");
    check_column(&result, "code", "1|.|3|4");
    check_column(&result, "n", "5|!|.|!");
    check_column(&result, "x", "1234.5|2|/|!");
    check_column(&result, "on", "2017-04-03|!|.|!");
    check_column(&result, "ok", "true|!|false|true");
    assert_int_equal(result.datasets.frames[0]->columns[2].type, COLUMN_DECIMAL);
    forget(&result);
}

static void constraints_are_checked_value_by_value(void **state)
{
    (void)state;
    struct result result = read_fields(
        "{\"name\": \"id\", \"type\": \"string\", \"constraints\": {\"unique\": true}}, "
        "{\"name\": \"n\", \"type\": \"integer\", \"constraints\": {\"minimum\": 1, "
        "\"maximum\": \"9\", \"required\": true}}, "
        "{\"name\": \"k\", \"type\": \"string\", \"constraints\": {\"enum\": [\"b\", \"a\"]}}",
        "", "", "id,n,k\nx,5,a\ny,0,b\nx,10,c\nz,,\n");
    check_errors(&result, "3 4 5 4 4 ");
    check_column(&result, "n", "5|!|!|.");
    check_column(&result, "k", "a|b|!|.");
    assert_int_equal(result.datasets.frames[0]->columns[2].allowed_count, 2);
    assert_string_equal(result.datasets.frames[0]->columns[2].allowed[0], "b");
    forget(&result);
}

static void years_and_months_are_read(void **state)
{
    (void)state;
    struct result result = read_fields(
        "{\"name\": \"y\", \"type\": \"year\"}, {\"name\": \"m\", \"type\": \"yearmonth\"}, "
        "{\"name\": \"t\", \"type\": \"datetime\"}, "
        "{\"name\": \"any\", \"type\": \"date\", \"format\": \"any\"}", "", "",
        "y,m,t,any\n2016,2016-03,2016-03-04T10:00:00Z,25/12/2017\n20160,x,,01/02/2017\n");
    check_errors(&result, "3 3 ");
    check_column(&result, "m", "2016-03-01|!");
    check_column(&result, "t", "2016-03-04|.");
    check_column(&result, "any", "2017-12-25|2017-02-01");
    assert_int_equal(result.datasets.frames[0]->columns[1].grain, GRAIN_MONTH);
    forget(&result);
}

static void periods_and_coverage_come_from_the_resource(void **state)
{
    (void)state;
    const char *fields = "{\"name\": \"a\", \"type\": \"date\"}, {\"name\": \"b\", "
                         "\"type\": \"date\"}, {\"name\": \"year\", \"type\": \"year\"}";
    const char *csv = "a,b,year\n2016-01-01,,2016\n";
    struct result result = read_fields(fields, "", ", \"period\": [\"a\", \"b\"], "
                                       "\"coverage\": {\"by\": [\"a\", \"year\"], "
                                       "\"in\": \"reports\"}", csv);
    const struct frame *frame = result.datasets.frames[0];
    assert_int_equal(frame->period[0], 0);
    assert_int_equal(frame->period[1], 1);
    assert_string_equal(frame->coverage.in, "reports");
    assert_int_equal(frame->coverage.by_count, 2);
    assert_string_equal(frame->coverage.by[1], "year");
    forget(&result);
    result = read_fields(fields, "", ", \"period\": \"b\"", csv);
    assert_int_equal(result.datasets.frames[0]->period[0], 1);
    assert_true(result.datasets.frames[0]->period[1] == COLUMN_NONE);
    forget(&result);
    result = read_fields(fields, "", ", \"period\": false", csv);
    assert_true(result.datasets.frames[0]->period[0] == COLUMN_NONE);
    forget(&result);
    result = read_fields(fields, "", "", csv);
    assert_int_equal(result.datasets.frames[0]->period[0], 2);
    forget(&result);
    result = read_fields(fields, "", ", \"period\": \"when\"", csv);
    check_errors(&result, "0 ");
    forget(&result);
}

static const char two_resources[] =
    "{\"resources\": [{\"name\": \"acts\", \"path\": \"acts.csv\", \"schema\": {\"fields\": ["
    "{\"name\": \"id\", \"type\": \"integer\"}, {\"name\": \"host\", \"type\": \"string\"}, "
    "{\"name\": \"after\", \"type\": \"integer\"}], \"primaryKey\": \"id\", \"foreignKeys\": ["
    "{\"fields\": \"host\", \"reference\": {\"resource\": \"towns\", \"fields\": \"code\"}}, "
    "{\"fields\": [\"after\"], \"reference\": {\"resource\": \"\", \"fields\": [\"id\"]}}]}}, "
    "{\"name\": \"towns\", \"path\": \"towns.csv\"}]}";

static void declared_keys_are_followed_and_checked(void **state)
{
    (void)state;
    struct result result = read_with(two_resources, "id,host,after\n1,F,\n2,O,1\n3,X,9\n2,F,1\n",
                                     "name,code\nFes,F\nOran,O\n", false);
    check_errors(&result, "5 4 4 ");
    const struct frame *acts = datasets_find(&result.datasets, "acts");
    assert_int_equal(acts->key_count, 2);
    assert_true(acts->keys[0].declared);
    assert_ptr_equal(acts->keys[1].target, acts);
    uint32_t found[3];
    frame_follow(acts, 0, (uint32_t[]){0, 1, 2}, 3, found);
    assert_int_equal(found[1], 1);
    assert_true(found[2] == RECORD_NONE);
    forget(&result);
    result = read_with(two_resources, "id,host,after\n1,F,\n3,X,1\n", "name,code\nFes,F\n", true);
    check_errors(&result, "");
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 1);
    forget(&result);
}

static void header_and_schema_must_agree(void **state)
{
    (void)state;
    struct result result = read_fields("{\"name\": \"a\"}, {\"name\": \"gone\"}", "", "",
                                       "a,more\n1,2\n");
    check_errors(&result, "0 ");
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 2);
    forget(&result);
}

static void what_is_wrong_in_a_package_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *package, *words;
    } cases[] = {
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"../acts.csv\"}]}", "leads out"},
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"a/../../b.csv\"}]}", "leads out"},
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"/etc/passwd\"}]}", "leads out"},
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"http://x.org/a.csv\"}]}", "fetched"},
        {"{\"resources\": [{\"path\": \"acts.csv\"}]}", "no name"},
        {"{\"resources\": [{\"name\": \"x\"}]}", "no path"},
        {"{\"name\": \"x\"}", "no list"},
        {"[]", "no list"},
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"acts.csv\", \"schema\": {\"fields\": "
         "[{\"name\": \"a\", \"type\": \"money\"}]}}]}", "'money' is no type"},
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"acts.csv\", \"schema\": {\"fields\": "
         "[{\"name\": \"a\", \"type\": \"date\", \"format\": \"%d %b %y\"}]}}]}", "date format"},
        {"{\"resources\": [{\"name\": \"x\", \"path\": \"acts.csv\", \"dialect\": "
         "{\"delimiter\": \"||\"}}]}", "one character"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result result = read_with(cases[i].package, "a\n2017-01-01\n", NULL, false);
        assert_true(result.fine);
        if (problems_kept(result.problems) == 0 ||
            strstr(problems_at(result.problems, 0)->message, cases[i].words) == NULL)
            fail_msg("case %zu", i);
        forget(&result);
    }
    struct result result = read_with("{\"resources\": [", "a\n1\n", NULL, false);
    assert_false(result.fine);
    forget(&result);
}

static void the_dialect_is_obeyed(void **state)
{
    (void)state;
    struct result result = read_fields(
        "{\"name\": \"a\", \"type\": \"integer\"}, {\"name\": \"b\", \"type\": \"string\"}", "",
        ", \"dialect\": {\"delimiter\": \":\", \"quoteChar\": \"'\", \"commentChar\": \"#\", "
        "\"header\": false}", "1:'x:y'\n# no row\n2:z\n");
    check_errors(&result, "");
    check_column(&result, "a", "1|2");
    check_column(&result, "b", "x:y|z");
    forget(&result);
}

/* What is described reads back to the same datasets. */
static void a_description_reads_back_to_the_same(void **state)
{
    (void)state;
    const char *acts = "id;town;signed;sum;rate;note;kind\n"
                       "1;F;03/12/2017;1 234,50;45,5 %;n.d.;oui\n"
                       "2;O;25/12/2017;n.d.;s.o.;;non\n"
                       "3;F;;-7;100 %;x;oui\n";
    const char *towns = "code,name\nF,Fes\nO,Oran\n";
    struct result found = read_with(NULL, acts, towns, false);
    assert_int_equal(problems_count(found.problems, SEVERITY_WARNING), 0);
    struct text json = {0}, again = {0};
    describe_json(&found.datasets, &json);
    struct result read = read_with(text_of(&json), acts, towns, false);
    check_errors(&read, "");
    describe_json(&read.datasets, &again);
    assert_string_equal(text_of(&json), text_of(&again));
    static const char *const names[] = {"id", "town", "signed", "sum", "rate", "note", "kind"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text values = {0};
        values_of(found.datasets.frames[0], names[i], &values);
        check_column(&read, names[i], text_of(&values));
        text_clear(&values);
    }
    assert_int_equal(read.datasets.frames[0]->key_count, 1);
    assert_int_equal(read.datasets.frames[0]->period[0], 2);
    text_clear(&json);
    text_clear(&again);
    forget(&found);
    forget(&read);
}

static void a_description_for_people_names_what_matters(void **state)
{
    (void)state;
    struct result result = read_with(NULL, "id;signed;sum\n1;2017-01-02;1,5\n2;;3\n", NULL, false);
    struct text text = {0};
    describe_text(&result.datasets, 0, &text);
    assert_string_equal(text_of(&text),
                        "acts: 2 records, 3 columns\n"
                        "  acts.csv: 2 records, UTF-8, delimiter ;\n"
                        "    id      whole number, 1 to 2; names a record\n"
                        "    signed  date, always 2017-01-02, 1 missing; the period\n"
                        "    sum     number of 1 decimal, 1.5 to 3\n");
    text_clear(&text);
    describe_text(&result.datasets, 20, &text);
    assert_non_null(strstr(text_of(&text), "    id      whole n…\n"));
    text_clear(&text);
    forget(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_types_are_kept_and_bad_values_are_errors),
        cmocka_unit_test(constraints_are_checked_value_by_value),
        cmocka_unit_test(years_and_months_are_read),
        cmocka_unit_test(periods_and_coverage_come_from_the_resource),
        cmocka_unit_test(declared_keys_are_followed_and_checked),
        cmocka_unit_test(header_and_schema_must_agree),
        cmocka_unit_test(what_is_wrong_in_a_package_is_told),
        cmocka_unit_test(the_dialect_is_obeyed),
        cmocka_unit_test(a_description_reads_back_to_the_same),
        cmocka_unit_test(a_description_for_people_names_what_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
