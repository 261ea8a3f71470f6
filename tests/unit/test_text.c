/* test_text.c - growing texts and UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static void a_text_grows_and_is_cleared(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal(text_of(&text), "");
    text_add(&text, "a");
    text_add_char(&text, 'b');
    text_add_bytes(&text, "cde", 2);
    text_add_repeated(&text, "-=", 3);
    text_addf(&text, "%d %s", 12, "é");
    assert_string_equal(text_of(&text), "abcd-=-=-=12 é");
    text_addf(&text, "%500d", 7);
    assert_int_equal(text.size, 15 + 500);
    assert_int_equal(strlen(text_of(&text)), text.size);
    text_clear(&text);
    assert_int_equal(text.size, 0);
    assert_string_equal(text_of(&text), "");
}

static void characters_are_encoded_and_decoded(void **state)
{
    (void)state;
    static const struct {
        uint32_t character;
        const char *bytes;
    } cases[] = {
        {'a', "a"},           {0x7F, "\x7F"},           {0x80, "\xC2\x80"},
        {0xE9, "é"},          {0x7FF, "\xDF\xBF"},      {0x800, "\xE0\xA0\x80"},
        {0x20AC, "€"},        {0xD7FF, "\xED\x9F\xBF"}, {0xFFFF, "\xEF\xBF\xBF"},
        {0x1F600, "\xF0\x9F\x98\x80"},                  {0x10FFFF, "\xF4\x8F\xBF\xBF"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[4];
        uint32_t character;
        size_t size = strlen(cases[i].bytes);
        assert_int_equal(utf8_encode(cases[i].character, out), size);
        assert_memory_equal(out, cases[i].bytes, size);
        assert_int_equal(utf8_decode(cases[i].bytes, 4, &character), size);
        assert_int_equal(character, cases[i].character);
        assert_true(utf8_is_valid(cases[i].bytes, size));
        assert_false(size > 1 && utf8_is_valid(cases[i].bytes, size - 1));
    }
}

static void what_is_not_utf8_is_found(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "\x80",         "\xC0\x80",         "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3",
        "\xE2\x82",     "\xC3(",            "abcdefgh\xE9t\xE9", "\xE2(\xA1",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(utf8_is_valid(cases[i], strlen(cases[i])));
    assert_true(utf8_is_valid("", 0));
    assert_true(utf8_is_valid("a\0b", 3));
    uint32_t character;
    assert_int_equal(utf8_decode("\xE9t", 2, &character), 1);
    assert_int_equal(character, 0xFFFD);
    assert_int_equal(utf8_decode("", 0, &character), 0);
}

static void width_is_that_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"", 0}, {"abc", 3}, {"Médellín", 8}, {"e\xCC\x81", 1}, {"日本", 4}, {"한", 2},
        {"€", 1}, {"a\tb", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_width(cases[i].text), cases[i].width);
    assert_int_equal(utf8_fitting("日本語", 5), 6);
    assert_int_equal(utf8_fitting("Médellín", 2), 3);
    assert_int_equal(utf8_fitting("e\xCC\x81x", 1), 3);
    assert_int_equal(utf8_fitting("abc", 9), 3);
    assert_int_equal(utf8_fitting("abc", 0), 0);
}

static void a_composed_text_is_given_back_itself(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", "Romans", "Évaluation à El Jem", "12 345 €", "n’a", "Кириллица", "한국", "日本",
        "ελληνικά",
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size = strlen(cases[i]), composed_size;
        assert_ptr_equal(text_composed(arena, cases[i], size, &composed_size), cases[i]);
        assert_int_equal(composed_size, size);
    }
    arena_free(arena);
}

static void a_decomposed_text_is_composed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *composed;
    } cases[] = {
        {"E\xCC\x81valuation", "Évaluation"},
        {"A\xCC\x8A", "Å"},
        {"\xE2\x84\xAB", "Å"},                       /* the sign of ångström */
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"}, /* jamo */
        {"a\xCC\xA3\xCC\x82", "ậ"},
        {"a\xCC\x82\xCC\xA3", "ậ"}, /* marks in the other order */
        {"\xC3\xA2\xCC\xA3", "ậ"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size;
        const char *composed =
            text_composed(arena, cases[i].text, strlen(cases[i].text), &size);
        assert_string_equal(composed, cases[i].composed);
        assert_int_equal(size, strlen(cases[i].composed));
    }
    arena_free(arena);
}

static void folding_takes_case_and_accents_away(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *folded;
    } cases[] = {
        {"", ""}, {"Abc", "abc"}, {"Élève", "eleve"}, {"e\xCC\x81", "e"},
        {"Œuvre", "oeuvre"}, {"ÆON", "aeon"}, {"Straße", "strasse"}, {"Ñandú", "nandu"},
        {"Łódź", "lodz"}, {"Ångström", "angstrom"}, {"ΆΛΦΑ", "αλφα"}, {"ﬁn", "fin"},
        {"İstanbul", "istanbul"}, {"ministère", "ministere"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_folded(arena, cases[i].text), cases[i].folded);
    arena_free(arena);
}

static void order_is_alphabetical_with_accents_and_case_aside(void **state)
{
    (void)state;
    /* Each stands before the next. */
    static const char *const order[] = {
        "", "a", "Abbeville", "école", "Ecully", "oeil", "Œuvre", "of", "Romans",
        "romans", "zèbre", "zéphyr", "日本",
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
            int compared = text_compare(order[i], order[k]);
            assert_int_equal((compared > 0) - (compared < 0), (i > k) - (i < k));
        }
}

static void a_pattern_matches_as_in_a_shell(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        const char *text;
        bool like;
    } cases[] = {
        {"", "", true},           {"", "a", false},          {"*", "", true},
        {"*", "anything", true},  {"minist*", "ministere", true},
        {"minist*", "minist", true}, {"minist*", "mini", false},
        {"?", "é", true},         {"?", "日", true},         {"?", "", false},
        {"?", "ab", false},       {"a?c", "abc", true},      {"*a*b*", "xxaxxbxx", true},
        {"*a*b", "ab ab", true},  {"*aab", "aaaab", true},   {"*aab", "aaaba", false},
        {"a**b", "ab", true},     {"*?", "é", true},         {"??*", "é", false},
        {"*é?", "éééa", true},    {"a", "*", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_like(cases[i].pattern, cases[i].text), cases[i].like);
}

static void a_pattern_of_many_stars_ends_soon(void **state)
{
    (void)state;
    struct text pattern = {0}, string = {0};
    text_add_repeated(&pattern, "*a", 200);
    text_add(&pattern, "b");
    text_add_repeated(&string, "a", 20000);
    assert_false(text_like(text_of(&pattern), text_of(&string)));
    text_clear(&pattern);
    text_clear(&string);
}

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    static const char *const names[] = {
        "agreements", "meetings", "amount", "year", "country", "période",
    };
    static const struct {
        const char *name;
        const char *nearest;
    } cases[] = {
        {"agrements", "agreements"}, {"agreementss", "agreements"},
        {"AGREEMENTS", "agreements"}, {"agremeents", "agreements"},
        {"metings", "meetings"}, {"yaer", "year"},
        {"yeer", "year"}, {"yyyy", NULL}, {"amoutn", "amount"}, {"contry", "country"},
        {"periode", "période"}, {"PÉRIODE", "période"}, {"funding", NULL}, {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *nearest = text_nearest(cases[i].name, names, 6);
        if (cases[i].nearest)
            assert_string_equal(nearest, cases[i].nearest);
        else
            assert_null(nearest);
    }
    assert_null(text_nearest("x", NULL, 0));
}

static void of_equally_near_names_the_first_is_suggested(void **state)
{
    (void)state;
    static const char *const names[] = {"cats", "cars", "cat"};
    struct arena *arena = arena_new();
    assert_string_equal(text_nearest("caps", names, 2), "cats");
    assert_string_equal(text_suggestion(arena, "cat", names, 3),
                        " (did you mean 'cat'?)");
    assert_string_equal(text_suggestion(arena, "zzz", names, 3), "");
    arena_free(arena);
}

static void what_steers_a_terminal_is_shown_escaped(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Medellín", "Medellín"},      {"a\tb\r\nc", "a\\tb\\r\\nc"},
        {"\x1b[31m", "\\x1b[31m"},      {"\x7f", "\\x7f"},
        {"\xC2\x9B", "\\x9b"},         {"\xEF\xBB\xBF" "3", "\\ufeff3"},
        {"\xE2\x80\xAEx", "\\u202ex"}, {"\xFF", "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = {0};
        text_add_shown(&text, cases[i][0]);
        assert_string_equal(text_of(&text), cases[i][1]);
        text_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_grows_and_is_cleared),
        cmocka_unit_test(characters_are_encoded_and_decoded),
        cmocka_unit_test(what_is_not_utf8_is_found),
        cmocka_unit_test(width_is_that_of_a_terminal),
        cmocka_unit_test(a_composed_text_is_given_back_itself),
        cmocka_unit_test(a_decomposed_text_is_composed),
        cmocka_unit_test(folding_takes_case_and_accents_away),
        cmocka_unit_test(order_is_alphabetical_with_accents_and_case_aside),
        cmocka_unit_test(a_pattern_matches_as_in_a_shell),
        cmocka_unit_test(a_pattern_of_many_stars_ends_soon),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(of_equally_near_names_the_first_is_suggested),
        cmocka_unit_test(what_steers_a_terminal_is_shown_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
