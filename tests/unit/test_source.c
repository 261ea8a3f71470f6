/* test_source.c - from CSV texts to datasets: types, missing values, keys, periods, problems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static struct result read_files(const struct source_memory *files, size_t count,
                                const struct source_options *options)
{
    struct result result = {.problems = problems_new()};
    result.fine = source_read_memory(files, count, NULL, options, &result.datasets,
                                     result.problems, &result.fault);
    return result;
}

static struct result read_bytes(const char *csv, size_t size,
                                const struct source_options *options)
{
    struct source_memory file = {"acts.csv", csv, size};
    return read_files(&file, 1, options);
}

static struct result read_csv(const char *csv)
{
    return read_bytes(csv, strlen(csv), NULL);
}

static void forget(struct result *result)
{
    datasets_clear(&result->datasets);
    problems_free(result->problems);
}

static const struct frame *frame_of(const struct result *result)
{
    assert_true(result->fine);
    assert_true(result->datasets.count > 0);
    return result->datasets.frames[0];
}

static const struct column *column_of(const struct result *result, const char *name)
{
    uint32_t number = frame_find_column(frame_of(result), name);
    assert_true(number != COLUMN_NONE);
    return &frame_of(result)->columns[number];
}

/* The values of a column, joined by "|"; "." where there is none. */
static void check_column(const struct result *result, const char *name, const char *expected)
{
    struct text text = {0};
    const struct frame *frame = frame_of(result);
    uint32_t column = frame_find_column(frame, name);
    assert_true(column != COLUMN_NONE);
    for (uint32_t i = 0; i < frame->record_count; i++) {
        if (i > 0)
            text_add_char(&text, '|');
        if (!frame_add_value_text(frame, column, i, &text)) {
            static const char marks[] = {'?', '!', '.', '/'};
            text_add_char(&text, marks[frame_state(frame, column, i)]);
        }
    }
    if (strcmp(text_of(&text), expected) != 0)
        fail_msg("column %s: %s, not %s", name, text_of(&text), expected);
    text_clear(&text);
}

static const struct problem *find_problem(const struct result *result, enum severity severity,
                                          const char *words)
{
    for (size_t i = 0; i < problems_kept(result->problems); i++) {
        const struct problem *problem = problems_at(result->problems, i);
        if (problem->severity == severity && strstr(problem->message, words) != NULL)
            return problem;
    }
    struct text text = {0};
    problems_print(result->problems, SEVERITY_NOTE, &text);
    print_message("no '%s' among:\n%s", words, text_of(&text));
    text_clear(&text);
    fail();
    return NULL;
}

/* ---- types ---- */

static void types_are_found_from_all_values(void **state)
{
    (void)state;
    struct result result = read_csv("id;sum;date;note;done;rate\n"
                                    "1;1 234,50;03/12/2017;a;oui;45,5 %\n"
                                    "2;-7;25/12/2017;;non;n.d.\n"
                                    "3;s.o.;n/a;c;oui;100 %\n");
    assert_int_equal(problems_kept(result.problems), 0);
    assert_int_equal(column_of(&result, "id")->type, COLUMN_WHOLE);
    assert_int_equal(column_of(&result, "sum")->type, COLUMN_DECIMAL);
    assert_int_equal(column_of(&result, "sum")->scale, 2);
    assert_int_equal(column_of(&result, "date")->type, COLUMN_DATE);
    assert_int_equal(column_of(&result, "note")->type, COLUMN_TEXT);
    assert_int_equal(column_of(&result, "done")->type, COLUMN_BOOLEAN);
    assert_true(column_of(&result, "rate")->percent);
    check_column(&result, "sum", "1234.5|-7|/");
    check_column(&result, "date", "2017-12-03|2017-12-25|.");
    check_column(&result, "note", "a|.|c");
    check_column(&result, "done", "true|false|true");
    check_column(&result, "rate", "0.455|.|1");
    assert_int_equal(column_of(&result, "sum")->not_applicable, 1);
    assert_string_equal(column_of(&result, "sum")->minimum_text, "-7");
    assert_int_equal(frame_of(&result)->primary, 0);
    assert_int_equal(frame_place(frame_of(&result), 2).line, 4);
    forget(&result);
}

static void a_text_column_keeps_every_text_as_it_stood(void **state)
{
    (void)state;
    struct result result = read_csv("k,v\n1.50,n.d.\n007,-\nx,2017-01-02\n-0,\"\"\n1e5,-0.05\n");
    check_column(&result, "k", "1.50|007|x|-0|1e5");
    check_column(&result, "v", "n.d.|-|2017-01-02|.|-0.05");
    forget(&result);
}

static void a_column_turns_to_text_after_many_numbers_without_losing_one(void **state)
{
    (void)state;
    struct text csv = {0};
    text_add(&csv, "code\n");
    for (int i = 0; i < 3000; i++)
        text_addf(&csv, "%d.%02d\nabc%d\n", i, i % 100, i);
    struct result result = read_bytes(csv.bytes, csv.size, NULL);
    assert_int_equal(column_of(&result, "code")->type, COLUMN_TEXT);
    struct text value = {0};
    frame_add_value_text(frame_of(&result), 0, 2 * 1234, &value);
    assert_string_equal(text_of(&value), "1234.34");
    text_clear(&value);
    text_clear(&csv);
    forget(&result);
}

static void large_numbers_are_reals_and_that_is_told(void **state)
{
    (void)state;
    struct result result = read_csv("n\n9007199254740993\n9223372036854775808\n");
    assert_int_equal(column_of(&result, "n")->type, COLUMN_REAL);
    assert_int_equal(find_problem(&result, SEVERITY_WARNING, "more digits")->line, 3);
    forget(&result);
    result = read_csv("n\n123456789012345678\n0.123456789012345678\n");
    assert_int_equal(column_of(&result, "n")->type, COLUMN_REAL); /* no scale holds both */
    forget(&result);
    result = read_csv("n\n1e3\n2\n");
    check_column(&result, "n", "1000|2");
    forget(&result);
}

static void codes_with_leading_zeros_stay_text(void **state)
{
    (void)state;
    struct result result = read_csv("code\n00123\n75E02\n1E5\n");
    check_column(&result, "code", "00123|75E02|1E5");
    find_problem(&result, SEVERITY_NOTE, "begins with a zero");
    assert_int_equal(problems_count(result.problems, SEVERITY_PROBLEM), 0);
    forget(&result);
}

static void what_is_undecided_is_told_by_line_and_marks_the_column(void **state)
{
    (void)state;
    struct result result = read_csv("id;a;b;c\n1;1.234;03/04/2017;5\n2;2;01/02/2018;x\n3;3;;7\n");
    assert_int_equal(find_problem(&result, SEVERITY_PROBLEM, "fraction or thousands")->line, 2);
    find_problem(&result, SEVERITY_PROBLEM, "with the day or with the month");
    const struct problem *mixed = find_problem(&result, SEVERITY_PROBLEM, "is not a number");
    assert_int_equal(mixed->line, 3);
    assert_string_equal(mixed->value, "x");
    assert_non_null(column_of(&result, "a")->unsettled);
    assert_non_null(strstr(column_of(&result, "a")->unsettled, "'1.234'"));
    assert_int_equal(column_of(&result, "c")->unsettled_line, 3);
    assert_int_equal(column_of(&result, "c")->type, COLUMN_TEXT);
    forget(&result);
    struct source_options options = {.decimal = ',', .dates = "dmy", .missing = "x, y"};
    const char *csv = "id;a;b;c\n1;1.234;03/04/2017;5\n2;2;01/02/2018;x\n3;3;;7\n";
    result = read_bytes(csv, strlen(csv), &options);
    assert_int_equal(problems_kept(result.problems), 0);
    check_column(&result, "a", "1234|2|3");
    check_column(&result, "b", "2017-04-03|2018-02-01|.");
    check_column(&result, "c", "5|.|7");
    forget(&result);
}

static void an_option_leaves_only_what_is_against_it(void **state)
{
    (void)state;
    const char *csv = "n;d\n1234,5;25/12/2017\n1234.5;2017-01-02\n1.234,50;01/02/2017\n";
    struct source_options options = {.decimal = ',', .dates = "dmy"};
    struct result result = read_bytes(csv, strlen(csv), &options);
    assert_int_equal(problems_count(result.problems, SEVERITY_PROBLEM), 2);
    assert_int_equal(find_problem(&result, SEVERITY_PROBLEM, "--decimal says")->line, 3);
    assert_int_equal(find_problem(&result, SEVERITY_PROBLEM, "--dates says")->line, 3);
    assert_int_equal(column_of(&result, "n")->type, COLUMN_TEXT);
    forget(&result);
    options.skip_bad = true;
    result = read_bytes(csv, strlen(csv), &options);
    check_column(&result, "n", "1234.5|!|1234.5");
    check_column(&result, "d", "2017-12-25|!|2017-02-01");
    forget(&result);
}

static void with_skip_bad_few_bad_values_are_refused(void **state)
{
    (void)state;
    struct source_options options = {.skip_bad = true};
    const char *csv = "id;sum\n1;5\n2;12,5x\n3;7\n4;8;9\n";
    struct result result = read_bytes(csv, strlen(csv), &options);
    check_column(&result, "sum", "5|!|7");
    assert_int_equal(column_of(&result, "sum")->refused, 1);
    assert_int_equal(frame_of(&result)->files[0].skipped_rows, 1);
    assert_int_equal(problems_count(result.problems, SEVERITY_PROBLEM), 0);
    forget(&result);
}

static void error_codes_of_spreadsheets_are_missing_and_told(void **state)
{
    (void)state;
    struct result result = read_csv("v\n1\n#DIV/0!\n#REF!\n");
    check_column(&result, "v", "1|.|.");
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 2);
    forget(&result);
}

/* ---- rows and headers ---- */

static void rows_with_the_wrong_number_of_fields_are_all_told(void **state)
{
    (void)state;
    struct result result = read_csv("a,b\n1,2\n3\n4,5,6\n7,8\n");
    assert_int_equal(problems_count(result.problems, SEVERITY_ERROR), 2);
    assert_int_equal(problems_at(result.problems, 0)->line, 3);
    assert_int_equal(problems_at(result.problems, 1)->line, 4);
    check_column(&result, "a", "1|7");
    forget(&result);
}

static void odd_headers_get_names_and_are_told(void **state)
{
    (void)state;
    struct result result = read_csv(" a ,a,,b\n1,2,3,4\n");
    check_column(&result, "a", "1");
    check_column(&result, "a 2", "2");
    check_column(&result, "column 3", "3");
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 2);
    forget(&result);
}

static void ghosts_of_spreadsheets_are_left_out(void **state)
{
    (void)state;
    struct result result = read_csv("a;b;;\n1;2;;\n;;;\n3;4\n");
    assert_int_equal(frame_of(&result)->column_count, 2);
    check_column(&result, "b", "2|4");
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 0);
    assert_int_equal(problems_kept(result.problems), 2);
    forget(&result);
}

static void a_single_column_keeps_its_quoted_blanks(void **state)
{
    (void)state;
    struct result result = read_csv("town\nFes\n\"\"\n\nOran\n");
    check_column(&result, "town", "Fes|.|Oran");
    forget(&result);
}

static void a_header_alone_is_a_dataset_without_records(void **state)
{
    (void)state;
    struct result result = read_csv("a;b\n");
    assert_int_equal(frame_of(&result)->record_count, 0);
    find_problem(&result, SEVERITY_WARNING, "no records");
    forget(&result);
}

/* ---- encodings ---- */

static void encodings_are_found_or_told(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        const char *option, *encoding;
    } cases[] = {
        {"n;v\nS\xC3\xA9te;1\n", 12, NULL, "UTF-8"},
        {"\xEF\xBB\xBFn;v\nS\xC3\xA9te;1\n", 15, NULL, "UTF-8"},
        {"n;v\nS\xE9te;1\n", 11, NULL, "Windows-1252"},
        {"n;v\nSe\xCC\x81te;1\n", 13, NULL, "UTF-8"}, /* decomposed */
        {"n;v\nS\x8Ete;1\n", 11, "MACINTOSH", "MACINTOSH"},
        {"\xFF\xFEn\0;\0v\0\n\0S\0\xE9\0t\0e\0;\0" "1\0\n\0", 24, NULL, "UTF-16LE"},
        {"\0n\0;\0v\0\n\0S\0\xE9\0t\0e\0;\0" "1\0\n", 22, NULL, "UTF-16BE"},
        {"n\0;\0v\0\n\0S\0\xE9\0t\0e\0;\0" "1\0\n\0", 22, NULL, "UTF-16LE"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source_options options = {.encoding = cases[i].option};
        struct result result = read_bytes(cases[i].bytes, cases[i].size, &options);
        if (result.datasets.count != 1)
            fail_msg("case %zu is not read", i);
        assert_string_equal(frame_of(&result)->files[0].encoding, cases[i].encoding);
        check_column(&result, "n", "Séte");
        forget(&result);
    }
}

static void nul_bytes_and_unknown_encodings_are_refused(void **state)
{
    (void)state;
    struct result result = read_bytes("a;b\n1;x\0y\n2;3\n", 14, NULL);
    assert_int_equal(problems_at(result.problems, 0)->line, 2);
    assert_int_equal(result.datasets.count, 0);
    forget(&result);
    struct source_options options = {.encoding = "klingon"};
    result = read_bytes("a;b\n1;2\n", 8, &options);
    assert_false(result.fine);
    assert_non_null(strstr(result.fault.message, "'klingon'"));
    forget(&result);
    options.encoding = "UTF-8";
    result = read_bytes("a;b\n1;\xE9\n", 8, &options);
    assert_int_equal(problems_at(result.problems, 0)->line, 2);
    forget(&result);
}

/* ---- several datasets ---- */

static struct result read_two(const char *name, const char *first, const char *other,
                              const char *second)
{
    struct source_memory files[] = {{name, first, strlen(first)}, {other, second, strlen(second)}};
    return read_files(files, 2, NULL);
}

static void a_key_is_found_by_name_and_proved_by_values(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"towns.csv", "town"},  {"town.csv", "town"},      {"bureaux.csv", "bureau"},
        {"cities.csv", "city"}, {"towns.csv", "town_id"},  {"branches.csv", "branch"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char csv[100];
        snprintf(csv, sizeof csv, "id,%s\n1,b\n2,a\n3,\n", names[i][1]);
        struct result result = read_two("acts.csv", csv, names[i][0], "key,x\na,1\nb,2\n");
        const struct frame *acts = datasets_find(&result.datasets, "acts");
        if (acts->key_count != 1)
            fail_msg("no key %s", names[i][1]);
        uint32_t targets[3];
        frame_follow(acts, 0, (uint32_t[]){0, 1, 2}, 3, targets);
        assert_int_equal(targets[0], 1);
        assert_int_equal(targets[1], 0);
        assert_true(targets[2] == RECORD_NONE);
        assert_false(acts->keys[0].declared);
        forget(&result);
    }
}

static void a_key_that_fails_by_a_few_values_is_a_problem(void **state)
{
    (void)state;
    struct result result = read_two("acts.csv", "id,town\n1,a\n2,b\n3,zz\n", "towns.csv",
                                    "id,x\na,1\nb,2\n");
    assert_int_equal(datasets_find(&result.datasets, "acts")->key_count, 0);
    const struct problem *problem = find_problem(&result, SEVERITY_PROBLEM, "is not found");
    assert_int_equal(problem->line, 4);
    assert_string_equal(problem->value, "zz");
    forget(&result);
    result = read_two("acts.csv", "id,town\n1,q\n2,r\n", "towns.csv", "id,x\na,1\nb,2\n");
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 0);
    forget(&result);
    result = read_two("acts.csv", "id,town\n1,a\n", "towns.csv", "id,x\na,1\na,2\n");
    assert_int_equal(datasets_find(&result.datasets, "acts")->key_count, 0);
    find_problem(&result, SEVERITY_WARNING, "a second time in towns.csv:3");
    forget(&result);
}

static void the_period_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *period;
    } cases[] = {
        {"id,year,on\n1,2016,2016-02-03\n", "year"},
        {"id,period\n1,2016-Q1\n", "period"},
        {"id,signed\n1,2016-02-03\n", "signed"},
        {"id,from,to\n1,2016-02-03,2017-01-01\n", NULL},
        {"id,year\n1,many\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result result = read_csv(cases[i].csv);
        uint32_t period = frame_of(&result)->period[0];
        if (cases[i].period == NULL)
            assert_true(period == COLUMN_NONE);
        else
            assert_string_equal(frame_of(&result)->columns[period].name, cases[i].period);
        forget(&result);
    }
}

/* ---- stacking ---- */

static char folder[] = "/tmp/bareme-test-XXXXXX";

static const char *write_file(const char *name, const char *text)
{
    static char path[2][300];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    char *slash = strrchr(path[turn], '/');
    *slash = '\0';
    mkdir(path[turn], 0700);
    *slash = '/';
    FILE *file = fopen(path[turn], "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path[turn];
}

static struct result read_paths(const char *a, const char *b, const struct source_need *need)
{
    struct result result = {.problems = problems_new()};
    char paths[2][300];
    const char *given[] = {paths[0], paths[1]};
    snprintf(paths[0], sizeof paths[0], "%s/%s", folder, a);
    if (b != NULL)
        snprintf(paths[1], sizeof paths[1], "%s/%s", folder, b);
    result.fine = source_read(given, b != NULL ? 2 : 1, NULL, need, &result.datasets,
                              result.problems, &result.fault);
    return result;
}

static void folders_are_stacked_by_name_of_dataset_and_column(void **state)
{
    (void)state;
    write_file("one/plans.csv", "code;sum\nx;1,5\ny;2\n");
    write_file("two/plans.csv", "sum,code,more\n2.25,z,m\n1.5,x,\n");
    struct result result = read_paths("one", "two", NULL);
    check_column(&result, "code", "x|y|z");
    check_column(&result, "sum", "1.5|2|2.25");
    check_column(&result, "more", ".|.|m");
    find_problem(&result, SEVERITY_NOTE, "is not in this file");
    forget(&result);
}

static void different_records_with_one_key_are_an_error_with_both_places(void **state)
{
    (void)state;
    write_file("a/plans.csv", "id,v\n1,x\n2,y\n");
    write_file("b/plans.csv", "id,v\n2,y\n1,other\n");
    struct result result = read_paths("a", "b", NULL);
    const struct problem *problem = find_problem(&result, SEVERITY_ERROR, "a second time");
    assert_int_equal(problem->line, 3);
    assert_non_null(strstr(problem->message, "a/plans.csv:2"));
    assert_int_equal(frame_of(&result)->files[1].duplicates, 1);
    forget(&result);
}

static void numbers_in_one_file_and_texts_in_another_are_told(void **state)
{
    (void)state;
    write_file("c/plans.csv", "k,v\na,1\n");
    write_file("d/plans.csv", "k,v\nb,much\n");
    struct result result = read_paths("c", "d", NULL);
    check_column(&result, "v", "1|much");
    find_problem(&result, SEVERITY_PROBLEM, "holds text, but numbers in");
    forget(&result);
}

static void only_what_is_needed_is_kept(void **state)
{
    (void)state;
    write_file("n/acts.csv", "id,town,on,sum,other,kind\nA,1,2017-01-02,5,2.5,x\nB,2,,6,2,y\n");
    write_file("n/towns.csv", "id,name,size\n1,Fes,9\n2,Oran,8\n");
    write_file("n/unused.csv", "a\n1\n");
    const char *names[] = {"acts", "sum"};
    struct source_need need = {.names = names, .name_count = 2};
    struct result result = read_paths("n", NULL, &need);
    assert_int_equal(result.datasets.count, 2);
    const struct frame *acts = datasets_find(&result.datasets, "acts");
    static const struct {
        const char *name;
        bool loaded;
    } columns[] = {{"id", true}, {"town", true}, {"on", true}, {"sum", true}, {"other", false},
                   {"kind", false}};
    for (size_t i = 0; i < 6; i++)
        if (acts->columns[frame_find_column(acts, columns[i].name)].loaded != columns[i].loaded)
            fail_msg("column %s", columns[i].name);
    assert_int_equal(acts->key_count, 1);
    assert_string_equal(acts->columns[acts->period[0]].name, "on");
    forget(&result);
}

static void what_is_no_file_is_named(void **state)
{
    (void)state;
    struct result result = {.problems = problems_new()};
    const char *path = "/dev/null";
    assert_true(source_read(&path, 1, NULL, NULL, &result.datasets, result.problems,
                            &result.fault));
    assert_non_null(strstr(problems_at(result.problems, 0)->message, "device"));
    forget(&result);
    write_file("w/x.csv", "<!DOCTYPE html>\n<html></html>\n");
    result = read_paths("w", NULL, NULL);
    assert_non_null(strstr(problems_at(result.problems, 0)->message, "web page"));
    forget(&result);
    result = read_paths("nowhere", NULL, NULL);
    assert_int_equal(find_problem(&result, SEVERITY_ERROR, "cannot be opened")->line, 0);
    forget(&result);
}

static void a_path_that_is_not_there_is_told_though_nothing_needs_it(void **state)
{
    (void)state;
    static const char *const names[] = {"acts"};
    const struct source_need need = {.names = names, .name_count = 1};
    struct result result = read_paths("nowhere.csv", NULL, &need);
    assert_non_null(find_problem(&result, SEVERITY_ERROR, "cannot be opened"));
    forget(&result);
    const char *path = "/dev/null";
    result = (struct result){.problems = problems_new()};
    assert_true(source_read(&path, 1, NULL, &need, &result.datasets, result.problems,
                            &result.fault));
    assert_non_null(find_problem(&result, SEVERITY_ERROR, "device"));
    forget(&result);
}

static void quoted_numbers_are_numbers(void **state)
{
    (void)state;
    struct result result = read_csv("a,b,c\n\"1\",\"1,5\",\"2017-01-02\"\n2,\"2,25\",2018-03-04\n");
    assert_int_equal(problems_kept(result.problems), 0);
    assert_int_equal(column_of(&result, "a")->type, COLUMN_WHOLE);
    assert_int_equal(column_of(&result, "b")->type, COLUMN_DECIMAL);
    assert_int_equal(column_of(&result, "c")->type, COLUMN_DATE);
    check_column(&result, "b", "1.5|2.25");
    forget(&result);
}

static void a_warning_about_a_key_says_where_it_fails_and_figures_are_no_keys(void **state)
{
    (void)state;
    static const struct source_memory files[] = {
        {"acts.csv", "id;country;countries\na;Mali;3\nb;Niger;4\n", 40},
        {"countries.csv", "name;pop\nMali;1\nMali;2\n", 23},
    };
    struct result result = read_files(files, 2, NULL);
    const struct problem *problem = find_problem(&result, SEVERITY_WARNING, "but is none");
    assert_string_equal(problem->column, "country");
    assert_non_null(strstr(problem->message, "'Mali' a second time in countries.csv:3"));
    forget(&result);
    static const struct source_memory unique[] = {
        {"acts.csv", "id;countries\na;3\nb;4\n", 21},
        {"countries.csv", "name;pop\nMali;1\nNiger;2\n", 24},
    };
    result = read_files(unique, 2, NULL);
    assert_int_equal(problems_kept(result.problems), 0);
    forget(&result);
}

static void rows_at_the_end_are_passed_over_when_asked(void **state)
{
    (void)state;
    const char *csv = "a;b\nx;1\ny;2\nTotal;3\n;\nnote\n";
    struct source_options options = {.drop_last = 2};
    struct result result = read_bytes(csv, strlen(csv), &options);
    assert_int_equal(problems_count(result.problems, SEVERITY_WARNING), 0);
    assert_int_equal(find_problem(&result, SEVERITY_NOTE, "passed over")->line, 4);
    check_column(&result, "b", "1|2");
    forget(&result);
    options.drop_last = 1;
    result = read_bytes(csv, strlen(csv), &options);
    assert_int_equal(find_problem(&result, SEVERITY_WARNING, "row of totals")->line, 4);
    forget(&result);
}

/* ---- remarks ---- */

static void remarks_are_told_of_names_repeats_and_mojibake(void **state)
{
    (void)state;
    struct result result = read_csv("town,v\nSète,1\nSETE,2\nSète,1\nOrlÃ©ans,4\nA1-2,1\nA12,1\n");
    assert_int_equal(find_problem(&result, SEVERITY_WARNING, "differs from")->line, 3);
    assert_int_equal(find_problem(&result, SEVERITY_WARNING, "is the same")->line, 4);
    assert_int_equal(find_problem(&result, SEVERITY_WARNING, "was UTF-8 once")->line, 5);
    assert_int_equal(problems_kept(result.problems), 3);
    forget(&result);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_found_from_all_values),
        cmocka_unit_test(a_text_column_keeps_every_text_as_it_stood),
        cmocka_unit_test(a_column_turns_to_text_after_many_numbers_without_losing_one),
        cmocka_unit_test(large_numbers_are_reals_and_that_is_told),
        cmocka_unit_test(codes_with_leading_zeros_stay_text),
        cmocka_unit_test(what_is_undecided_is_told_by_line_and_marks_the_column),
        cmocka_unit_test(an_option_leaves_only_what_is_against_it),
        cmocka_unit_test(with_skip_bad_few_bad_values_are_refused),
        cmocka_unit_test(error_codes_of_spreadsheets_are_missing_and_told),
        cmocka_unit_test(rows_with_the_wrong_number_of_fields_are_all_told),
        cmocka_unit_test(odd_headers_get_names_and_are_told),
        cmocka_unit_test(ghosts_of_spreadsheets_are_left_out),
        cmocka_unit_test(a_single_column_keeps_its_quoted_blanks),
        cmocka_unit_test(a_header_alone_is_a_dataset_without_records),
        cmocka_unit_test(encodings_are_found_or_told),
        cmocka_unit_test(nul_bytes_and_unknown_encodings_are_refused),
        cmocka_unit_test(a_key_is_found_by_name_and_proved_by_values),
        cmocka_unit_test(a_key_that_fails_by_a_few_values_is_a_problem),
        cmocka_unit_test(the_period_is_found),
        cmocka_unit_test(folders_are_stacked_by_name_of_dataset_and_column),
        cmocka_unit_test(different_records_with_one_key_are_an_error_with_both_places),
        cmocka_unit_test(numbers_in_one_file_and_texts_in_another_are_told),
        cmocka_unit_test(only_what_is_needed_is_kept),
        cmocka_unit_test(what_is_no_file_is_named),
        cmocka_unit_test(a_path_that_is_not_there_is_told_though_nothing_needs_it),
        cmocka_unit_test(quoted_numbers_are_numbers),
        cmocka_unit_test(a_warning_about_a_key_says_where_it_fails_and_figures_are_no_keys),
        cmocka_unit_test(rows_at_the_end_are_passed_over_when_asked),
        cmocka_unit_test(remarks_are_told_of_names_repeats_and_mojibake),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
