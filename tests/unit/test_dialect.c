/* test_dialect.c - delimiters, header rows, lines, and rows out of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "source/csvread.h"
#include "source/dialect.h"

static bool find(const char *sample, struct dialect *dialect, struct problems *problems)
{
    return dialect_find(dialect, "f.csv", sample, strlen(sample), true, problems);
}

static void the_delimiter_is_the_one_that_cuts_rows_alike(void **state)
{
    (void)state;
    static const struct {
        const char *sample;
        char delimiter;
        uint32_t header;
    } cases[] = {
        {"a,b\n1,2\n", ',', 1},
        {"a;b\n1,5;2\n3,25;4\n", ';', 1},
        {"a\tb\n1,5\t2\n", '\t', 1},
        {"a|b|c\n1|2|3\n", '|', 1},
        {"town;note\nOran;\"one, two, three\"\nFes;four\n", ';', 1},
        {"name,note\n\"x;y\",\"p;q\"\n\"z;t\",r\n", ',', 1},
        {"sep=|\na|b\n1|2\n", '|', 2},
        {"SEP=;\r\na;b\r\n1;2\r\n", ';', 2},
        {"only\n1\n2\n", ',', 1},
        {"amount\n1,5\n2,5\n", ';', 1},
        {"phrase\nHello, world\nplain\n", ';', 1},
        {"a,b\r1,2\r", ',', 1},
        {"\n\na;b\n1;2\n", ';', 3},
        {"Report of the year\n\nname;sum\nx;1\n", ';', 3},
        {"Report;;\n;;\ntown;sum;year\nx;1;2\ny;2;3\n", ';', 3},
        {"a;2016;2017\nx;1;2\n", ';', 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problems *problems = problems_new();
        struct dialect dialect = {0};
        assert_true(find(cases[i].sample, &dialect, problems));
        if (dialect.delimiter != cases[i].delimiter || dialect.header_line != cases[i].header)
            fail_msg("case %zu: '%c' and line %u", i, dialect.delimiter, dialect.header_line);
        problems_free(problems);
    }
}

static void what_the_user_says_stands(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    struct dialect dialect = {.delimiter = ':', .header_line = 2};
    assert_true(find("x\na:b\n1:2\n", &dialect, problems));
    assert_int_equal(dialect.delimiter, ':');
    assert_int_equal(dialect.header_line, 2);
    assert_int_equal(problems_kept(problems), 0);
    problems_free(problems);
}

static void a_title_above_the_header_is_told(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    struct dialect dialect = {0};
    assert_true(find("A title;;\ntown;sum;year\nx;1;2\n", &dialect, problems));
    assert_int_equal(problems_kept(problems), 1);
    assert_int_equal(problems_at(problems, 0)->severity, SEVERITY_WARNING);
    assert_int_equal(problems_at(problems, 0)->line, 2);
    assert_non_null(strstr(problems_at(problems, 0)->remedy, "--header-row 2"));
    problems_free(problems);
}

static void two_characters_between_fields_are_refused_by_name(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    struct dialect dialect = {0};
    assert_false(find("a;;b;;c\n1;;2;;3\n", &dialect, problems));
    assert_non_null(strstr(problems_at(problems, 0)->message, "';;'"));
    problems_free(problems);
}

static void a_text_without_a_header_is_refused(void **state)
{
    (void)state;
    static const char *const samples[] = {"", "\n\r\n\r", "sep=;\n"};
    for (size_t i = 0; i < 3; i++) {
        struct problems *problems = problems_new();
        struct dialect dialect = {0};
        assert_false(find(samples[i], &dialect, problems));
        assert_int_equal(problems_count(problems, SEVERITY_ERROR), 1);
        problems_free(problems);
    }
}

static void every_kind_of_line_end_ends_a_line(void **state)
{
    (void)state;
    assert_int_equal(line_size("ab\ncd", 5, false), 3);
    assert_int_equal(line_size("ab\r\ncd", 6, false), 4);
    assert_int_equal(line_size("ab\rcd", 5, false), 3);
    assert_int_equal(line_size("ab\r", 3, false), 0); /* an LF may follow */
    assert_int_equal(line_size("ab\r", 3, true), 3);
    assert_int_equal(line_size("ab", 2, false), 0);
    assert_int_equal(line_size("ab", 2, true), 2);
    char many[1500];
    memset(many, 'x', sizeof many);
    many[1200] = '\r';
    assert_int_equal(line_size(many, sizeof many, false), 1201);
}

/* ---- rows ---- */

static void add_row(void *owner, const struct row *row)
{
    struct text *out = owner;
    text_addf(out, "%u", row->line);
    for (uint32_t i = 0; i < row->count; i++) {
        text_add(out, "<");
        text_add_bytes(out, row->fields[i].bytes, row->fields[i].size);
        text_add(out, ">");
    }
    text_add(out, "\n");
}

static void read_rows(const char *csv, struct text *out, struct problems *problems,
                      uint64_t *bad_rows)
{
    struct fault fault = {0};
    struct decoder *decoder;
    struct dialect dialect = {.delimiter = ',', .quote = '"', .header_line = 1};
    struct input *input = input_memory("f.csv", csv, strlen(csv));
    assert_true(decoder_new(input, "UTF-8", problems, &decoder, &fault));
    struct csvread *reader = csvread_new(decoder, "f.csv");
    *bad_rows = 0;
    struct taker taker = {.owner = out, .row = add_row, .severity = SEVERITY_ERROR,
                          .problems = problems, .bad_rows = bad_rows};
    assert_true(csvread_run(reader, &dialect, &taker, &fault));
    csvread_free(reader);
    decoder_free(decoder);
    input_close(input);
}

static void check_rows(const char *csv, const char *expected)
{
    struct text out = {0};
    uint64_t bad_rows;
    struct problems *problems = problems_new();
    read_rows(csv, &out, problems, &bad_rows);
    assert_string_equal(text_of(&out), expected);
    assert_int_equal(bad_rows, 0);
    problems_free(problems);
    text_clear(&out);
}

static void rows_know_the_line_they_begin_on(void **state)
{
    (void)state;
    check_rows("a,b\n1,2\n", "1<a><b>\n2<1><2>\n");
    check_rows("a\r\n\r\nb\rc\nd", "1<a>\n3<b>\n4<c>\n5<d>\n");
    check_rows("\"a\nb\r\nc\",d\ne,f\n", "1<a\nb\r\nc><d>\n4<e><f>\n");
    check_rows("a,\"\"\"x\"\"\"\n\"\",y", "1<a><\"x\">\n2<><y>\n");
    check_rows(" a , b \n", "1< a >< b >\n");
    check_rows("a,,\n,,\n", "1<a><><>\n2<><><>\n");
    check_rows("\"a\",\"b\"", "1<a><b>\n");
}

/* The loop for plain lines and libcsv cut alike: a quoted field at the end forces libcsv. */
static void plain_lines_are_cut_as_libcsv_cuts_them(void **state)
{
    (void)state;
    static const char *const lines[] = {"a,b,c", ",", ",,", "a", " a ,\tb", "a,,c", "é,ü"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct text plain = {0}, quoted = {0}, csv = {0}, expected = {0};
        uint64_t bad_rows;
        struct problems *problems = problems_new();
        text_addf(&csv, "%s,q\n", lines[i]);
        read_rows(text_of(&csv), &plain, problems, &bad_rows);
        text_clear(&csv);
        text_addf(&csv, "%s,\"q\"\n", lines[i]);
        read_rows(text_of(&csv), &quoted, problems, &bad_rows);
        assert_string_equal(text_of(&plain), text_of(&quoted));
        problems_free(problems);
        text_clear(&csv);
        text_clear(&plain);
        text_clear(&quoted);
        text_clear(&expected);
    }
}

static void reading_goes_on_after_a_quote_where_none_may_stand(void **state)
{
    (void)state;
    struct text out = {0};
    uint64_t bad_rows;
    struct problems *problems = problems_new();
    read_rows("a,b\nx\"y,1\n\"p\"q,2\nz,3\n", &out, problems, &bad_rows);
    assert_string_equal(text_of(&out), "1<a><b>\n2<x\"y><1>\n4<z><3>\n");
    assert_int_equal(bad_rows, 1);
    assert_int_equal(problems_at(problems, 0)->line, 2);
    assert_int_equal(problems_at(problems, 0)->severity, SEVERITY_WARNING);
    assert_int_equal(problems_at(problems, 1)->line, 3);
    assert_int_equal(problems_at(problems, 1)->severity, SEVERITY_ERROR);
    problems_free(problems);
    text_clear(&out);
}

static void a_quote_that_is_never_closed_is_told_where_it_opened(void **state)
{
    (void)state;
    struct text out = {0};
    uint64_t bad_rows;
    struct problems *problems = problems_new();
    read_rows("a,b\n\"p\nq\",\"open\nx,1\ny,2\n", &out, problems, &bad_rows);
    assert_string_equal(text_of(&out), "1<a><b>\n");
    assert_int_equal(bad_rows, 1);
    assert_int_equal(problems_at(problems, 0)->line, 3);
    problems_free(problems);
    text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delimiter_is_the_one_that_cuts_rows_alike),
        cmocka_unit_test(what_the_user_says_stands),
        cmocka_unit_test(a_title_above_the_header_is_told),
        cmocka_unit_test(two_characters_between_fields_are_refused_by_name),
        cmocka_unit_test(a_text_without_a_header_is_refused),
        cmocka_unit_test(every_kind_of_line_end_ends_a_line),
        cmocka_unit_test(rows_know_the_line_they_begin_on),
        cmocka_unit_test(plain_lines_are_cut_as_libcsv_cuts_them),
        cmocka_unit_test(reading_goes_on_after_a_quote_where_none_may_stand),
        cmocka_unit_test(a_quote_that_is_never_closed_is_told_where_it_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
