/* test_options.c - the command line, read by the table of options. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "cli/manual.h"
#include "cli/options.h"

enum { MOST = 12 };

struct parse {
    struct arena *arena;
    struct options options;
    struct fault fault;
    bool right;
};

static struct parse parse(const char *const *words)
{
    static char *texts[MOST + 1];
    struct parse parse = {.arena = arena_new()};
    int count = 1;
    texts[0] = (char *)"bareme";
    for (; words[count - 1] != NULL; count++)
        texts[count] = (char *)words[count - 1];
    parse.right = options_parse(&parse.options, parse.arena, count, texts, &parse.fault);
    return parse;
}

#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void options_stand_anywhere(void **state)
{
    (void)state;
    struct parse got = PARSE("--lang", "fr", "run", "a.lua", "-f", "csv", "data");
    assert_true(got.right);
    assert_int_equal(got.options.command, COMMAND_run);
    assert_string_equal(options_text(&got.options, OPTION_lang), "fr");
    assert_string_equal(options_text(&got.options, OPTION_format), "csv");
    assert_int_equal(got.options.argument_count, 2);
    assert_string_equal(got.options.arguments[1], "data");
    arena_free(got.arena);
}

static void a_value_is_said_in_four_ways(void **state)
{
    (void)state;
    static const char *const ways[][3] = {
        {"--format", "csv"}, {"--format=csv"}, {"-f", "csv"}, {"-fcsv"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct parse got =
            PARSE("run", ways[i][0], ways[i][1] != NULL ? ways[i][1] : "x");
        assert_true(got.right);
        assert_string_equal(options_text(&got.options, OPTION_format), "csv");
        arena_free(got.arena);
    }
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    struct parse got = PARSE("run", "--", "-f", "--lang", "-");
    assert_true(got.right);
    assert_int_equal(got.options.argument_count, 3);
    assert_false(options_given(&got.options, OPTION_format));
    arena_free(got.arena);
}

static void given_twice_the_last_holds_unless_each_counts(void **state)
{
    (void)state;
    struct parse got =
        PARSE("run", "--lang", "fr", "--set", "a=1", "--lang", "es", "--set", "b=2");
    assert_true(got.right);
    assert_string_equal(options_text(&got.options, OPTION_lang), "es");
    assert_int_equal(got.options.values[OPTION_set].count, 2);
    assert_string_equal(got.options.values[OPTION_set].items[0], "a=1");
    arena_free(got.arena);
}

static void what_is_wrong_is_said_with_the_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        const char *message;
    } cases[] = {
        {{"rnu"}, "no command 'rnu' (did you mean 'run'?). 'bareme --help' lists them"},
        {{"run", "--lagn", "fr"}, "no option '--lagn' (did you mean '--lang'?)"},
        {{"run", "-q"}, "no option '-q'"},
        {{"run", "--lang"}, "--lang needs a value: --lang en|fr|es"},
        {{"run", "--lang", "esp"},
         "--lang: 'esp' is not one of en|fr|es (did you mean 'es'?)"},
        {{"run", "--each=1"}, "--each takes no value, but '1' was given"},
        {{"describe", "--lang", "fr"}, "'describe' has no option --lang"},
        {{"--lang", "fr"}, "--lang needs a command before or after it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const *words = cases[i].words;
        struct parse got = parse(
            (const char *const[]){words[0], words[1], words[1] ? words[2] : NULL, NULL});
        assert_false(got.right);
        assert_int_equal(got.fault.kind, FAULT_USAGE);
        assert_string_equal(got.fault.message, cases[i].message);
        arena_free(got.arena);
    }
}

static void numbers_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool right;
        size_t number;
    } cases[] = {{"1", true, 1},    {"40", true, 40},
                 {"0", false, 0},   {"-1", false, 0},
                 {"1.5", false, 0}, {"", false, 0},
                 {"x", false, 0},   {"99999999999999999999", false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parse got = PARSE("describe", "--header-row", cases[i].text);
        size_t number = 0;
        assert_true(got.right);
        assert_int_equal(
            options_whole(&got.options, OPTION_header_row, 1, &number, &got.fault),
            cases[i].right);
        assert_int_equal(number, cases[i].number);
        arena_free(got.arena);
    }
}

static void memory_may_have_its_unit(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t mebibytes; /* 0: refused */
    } cases[] = {{"64", 64},     {"64M", 64}, {"1MiB", 1}, {"2G", 2048}, {"1GiB", 1024},
                 {"0", 0},       {"M", 0},    {"", 0},     {"64K", 0},   {"64 M", 0},
                 {"9999999", 0}, {"-1", 0},   {"1.5G", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parse got = PARSE("run", "--max-memory", cases[i].text);
        size_t bytes = 0;
        assert_int_equal(
            options_bytes(&got.options, OPTION_max_memory, &bytes, &got.fault),
            cases[i].mebibytes != 0);
        assert_int_equal(bytes, cases[i].mebibytes << 20);
        arena_free(got.arena);
    }
}

static void seconds_may_be_a_fraction(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool right;
    } cases[] = {
        {"0.5", true}, {"20", true}, {"0", false}, {"nan", false}, {"1s", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parse got = PARSE("run", "--max-time", cases[i].text);
        double seconds = 0;
        assert_int_equal(
            options_seconds(&got.options, OPTION_max_time, &seconds, &got.fault),
            cases[i].right);
        arena_free(got.arena);
    }
}

static void every_option_is_in_help_manual_and_completion(void **state)
{
    (void)state;
    struct text page = {0}, completion = {0};
    manual_page(&page);
    manual_completion(&completion);
    for (enum option_id i = 0; i < OPTION_COUNT; i++) {
        const struct option_entry *option = &option_entries[i];
        if (option->commands & HIDDEN)
            continue;
        char name[64];
        snprintf(name, sizeof name, "--%s", option->name);
        assert_non_null(strstr(text_of(&completion), name));
        bool in_help = false;
        for (size_t command = 0; command <= COMMAND_COUNT; command++) {
            struct text help = {0};
            manual_help((enum command_id)command, &help);
            in_help |= strstr(text_of(&help), name) != NULL;
            text_clear(&help);
        }
        assert_true(in_help);
        assert_true(option->help[0] != '\0');
    }
    for (enum command_id i = 0; i < COMMAND_COUNT; i++)
        assert_non_null(strstr(text_of(&page), command_entries[i].name));
    text_clear(&page);
    text_clear(&completion);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(a_value_is_said_in_four_ways),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(given_twice_the_last_holds_unless_each_counts),
        cmocka_unit_test(what_is_wrong_is_said_with_the_nearest),
        cmocka_unit_test(numbers_are_checked),
        cmocka_unit_test(memory_may_have_its_unit),
        cmocka_unit_test(seconds_may_be_a_fraction),
        cmocka_unit_test(every_option_is_in_help_manual_and_completion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
