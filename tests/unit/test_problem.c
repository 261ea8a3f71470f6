/* test_problem.c - problems are grouped and counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/problem.h"
#include "base/text.h"

static struct problem bad_number(uint32_t line, const char *value)
{
    return (struct problem){.severity = SEVERITY_PROBLEM, .file = "f.csv", .line = line,
                            .column = "amount", .value = value,
                            .message = "is not a number"};
}

static void assert_printed(const struct problems *problems, enum severity at_least,
                           const char *expected)
{
    struct text out = {0};
    problems_print(problems, at_least, &out);
    assert_string_equal(text_of(&out), expected);
    text_clear(&out);
}

static void alike_problems_take_one_line(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "f.csv:2: column 'amount': 'x' is not a number\n",
        "f.csv:2: column 'amount': 'x' is not a number (also line 3)\n",
        "f.csv:2: column 'amount': 'x' is not a number (also lines 3 and 4)\n",
        "f.csv:2: column 'amount': 'x' is not a number (also lines 3, 4 and 5)\n",
        "f.csv:2: column 'amount': 'x' is not a number (also lines 3, 4, 5 and 6)\n",
        "f.csv:2: column 'amount': 'x' is not a number (also lines 3, 4, 5, 6 and 7)\n",
        "f.csv:2: column 'amount': 'x' is not a number"
        " (also lines 3, 4, 5, 6, 7 and 8)\n",
        "f.csv:2: column 'amount': 'x' is not a number"
        " (also lines 3, 4, 5, 6, 7, 8 and 9)\n",
        "f.csv:2: column 'amount': 'x' is not a number"
        " (also lines 3, 4, 5, 6, 7, 8, 9 and 1 more)\n",
        "f.csv:2: column 'amount': 'x' is not a number"
        " (also lines 3, 4, 5, 6, 7, 8, 9 and 2 more)\n",
    };
    struct problems *problems = problems_new();
    assert_printed(problems, SEVERITY_NOTE, "");
    for (uint32_t i = 0; i < 10; i++) {
        problems_add(problems, bad_number(2 + i, i ? "y" : "x"));
        assert_printed(problems, SEVERITY_NOTE, expected[i]);
    }
    assert_int_equal(problems_kept(problems), 10);
    assert_int_equal(problems_at(problems, 9)->line, 11);
    assert_string_equal(problems_at(problems, 9)->value, "y");
    assert_null(problems_at(problems, 10));
    problems_free(problems);
    problems_free(NULL);
}

static void groups_stand_in_the_order_found(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    struct problem dated = bad_number(3, "31/02/2017");
    dated.column = "date";
    dated.message = "is not a date";
    dated.remedy = "correct it, or leave it out with --skip-bad";
    struct problem other_file = bad_number(2, "n");
    other_file.file = "g.csv";
    problems_add(problems, bad_number(2, "x"));
    problems_add(problems, dated);
    problems_add(problems, other_file);
    problems_add(problems, bad_number(9, "z"));
    assert_printed(problems, SEVERITY_NOTE,
                   "f.csv:2: column 'amount': 'x' is not a number (also line 9)\n"
                   "f.csv:3: column 'date': '31/02/2017' is not a date. correct it, "
                   "or leave it out with --skip-bad\n"
                   "g.csv:2: column 'amount': 'n' is not a number\n");
    problems_free(problems);
}

static void severity_chooses_and_is_named(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    problems_add(problems, (struct problem){.severity = SEVERITY_NOTE, .file = "f.csv",
                                            .message = "read as Windows-1252"});
    problems_add(problems, (struct problem){.severity = SEVERITY_WARNING, .file = "f.csv",
                                            .line = 4,
                                            .message = "the same record twice"});
    problems_add(problems, (struct problem){.severity = SEVERITY_ERROR,
                                            .message = "no file to read"});
    assert_printed(problems, SEVERITY_NOTE, "f.csv: note: read as Windows-1252\n"
                                            "f.csv:4: warning: the same record twice\n"
                                            "no file to read\n");
    assert_printed(problems, SEVERITY_PROBLEM, "no file to read\n");
    assert_int_equal(problems_count(problems, SEVERITY_NOTE), 3);
    assert_int_equal(problems_count(problems, SEVERITY_WARNING), 2);
    assert_int_equal(problems_count(problems, SEVERITY_PROBLEM), 1);
    assert_int_equal(problems_count(problems, SEVERITY_ERROR), 1);
    problems_free(problems);
}

static void a_value_is_cut_and_cannot_steer_the_terminal(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    problems_add(problems, bad_number(2, "a\nb\x1B[31m\t\xC2\x9B"));
    assert_printed(problems, SEVERITY_NOTE,
                   "f.csv:2: column 'amount': 'a\\nb\\x1b[31m\\t\\x9b' is not a "
                   "number\n");
    problems_free(problems);
    problems = problems_new();
    struct text sixty = {0}, expected = {0};
    text_add_repeated(&sixty, "é", 60);
    problems_add(problems, bad_number(2, text_of(&sixty)));
    text_addf(&expected, "f.csv:2: column 'amount': '%s' is not a number\n",
              text_of(&sixty));
    assert_printed(problems, SEVERITY_NOTE, text_of(&expected));
    problems_free(problems);
    problems = problems_new();
    text_clear(&expected);
    text_addf(&expected, "f.csv:2: column 'amount': '%s…' is not a number\n",
              text_of(&sixty));
    text_add(&sixty, "é");
    problems_add(problems, bad_number(2, text_of(&sixty)));
    assert_printed(problems, SEVERITY_NOTE, text_of(&expected));
    text_clear(&sixty);
    text_clear(&expected);
    problems_free(problems);
}

static void problems_without_lines_are_only_counted(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    for (int i = 0; i < 4; i++)
        problems_add(problems, bad_number(0, "x"));
    assert_printed(problems, SEVERITY_NOTE,
                   "f.csv: column 'amount': 'x' is not a number (and 3 more)\n");
    problems_free(problems);
}

static void many_kinds_of_problems_stay_apart(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    struct text column = {0}, expected = {0};
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 500; i++) {
            text_clear(&column);
            text_addf(&column, "c%d", i);
            struct problem problem = bad_number(2 + (uint32_t)round, "x");
            problem.column = text_of(&column);
            problems_add(problems, problem);
        }
    for (int i = 0; i < 500; i++)
        text_addf(&expected, "f.csv:2: column 'c%d': 'x' is not a number (also line 3)\n",
                  i);
    assert_printed(problems, SEVERITY_NOTE, text_of(&expected));
    text_clear(&column);
    text_clear(&expected);
    problems_free(problems);
}

static void a_million_are_kept_and_all_are_counted(void **state)
{
    (void)state;
    struct problems *problems = problems_new();
    for (uint32_t i = 0; i < 1000002; i++)
        problems_add(problems, bad_number(2 + i, "x"));
    assert_int_equal(problems_kept(problems), 1000000);
    assert_int_equal(problems_count(problems, SEVERITY_PROBLEM), 1000002);
    assert_printed(problems, SEVERITY_NOTE,
                   "f.csv:2: column 'amount': 'x' is not a number"
                   " (also lines 3, 4, 5, 6, 7, 8, 9 and 999992 more)\n"
                   "2 more found after the first 1000000 are not listed\n");
    problems_free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alike_problems_take_one_line),
        cmocka_unit_test(groups_stand_in_the_order_found),
        cmocka_unit_test(severity_chooses_and_is_named),
        cmocka_unit_test(a_value_is_cut_and_cannot_steer_the_terminal),
        cmocka_unit_test(problems_without_lines_are_only_counted),
        cmocka_unit_test(many_kinds_of_problems_stay_apart),
        cmocka_unit_test(a_million_are_kept_and_all_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
