/* test_sentence.c - nodes in words, and the data they need. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "expr/needs.h"
#include "expr/sentence.h"

struct words {
    struct catalogue *catalogue;
    struct arena *arena;
};

static int open_words(void **state)
{
    static struct words words;
    words = (struct words){catalogue_new(), arena_new()};
    catalogue_add_text(words.catalogue, "words.lua");
    *state = &words;
    return 0;
}

static int close_words(void **state)
{
    struct words *words = *state;
    catalogue_free(words->catalogue);
    arena_free(words->arena);
    return 0;
}

static uint32_t make(struct words *words, enum op op, enum sort sort, const char *text,
                     double number, const uint32_t *arguments, size_t count)
{
    struct node node = {.op = op, .sort = sort, .number = number, .text = NO_TEXT};
    if (text != NULL)
        node.text = catalogue_add_text(words->catalogue, text);
    return catalogue_add_node(words->catalogue, node, arguments, count);
}

static uint32_t dataset(struct words *words, const char *name)
{
    return make(words, OP_DATASET, SORT_DATASET, name, 0, NULL, 0);
}

static uint32_t text(struct words *words, const char *value)
{
    return make(words, OP_TEXT, SORT_VALUE, value, 0, NULL, 0);
}

static uint32_t number(struct words *words, double value)
{
    return make(words, OP_NUMBER, SORT_NUMBER, NULL, value, NULL, 0);
}

static uint32_t field(struct words *words, uint32_t of, const char *path)
{
    return make(words, OP_FIELD, SORT_COLUMN, path, 0, &of, 1);
}

static uint32_t two(struct words *words, enum op op, enum sort sort, uint32_t a, uint32_t b)
{
    uint32_t arguments[] = {a, b};
    return make(words, op, sort, NULL, 0, arguments, 2);
}

static uint32_t one(struct words *words, enum op op, enum sort sort, uint32_t a)
{
    return make(words, op, sort, NULL, 0, &a, 1);
}

static void says(struct words *words, uint32_t node, const char *expected)
{
    struct text out = {0};
    sentence_add(words->catalogue, node, &out);
    assert_string_equal(text_of(&out), expected);
    text_clear(&out);
}

/* agreements where kind is protocol */
static uint32_t protocols(struct words *words)
{
    uint32_t all = dataset(words, "agreements");
    uint32_t test = two(words, OP_TEST_EQUAL, SORT_FILTER, field(words, all, "kind"),
                        text(words, "protocol"));
    return two(words, OP_WHERE, SORT_DATASET, all, one(words, OP_ALL, SORT_FILTER, test));
}

static void says_what_is_counted(void **state)
{
    struct words *words = *state;
    says(words, one(words, OP_COUNT, SORT_FIGURE, protocols(words)),
         "number of records of agreements where kind is protocol");
}

static void says_whose_column_is_measured(void **state)
{
    struct words *words = *state;
    says(words,
         one(words, OP_MEAN, SORT_FIGURE, field(words, protocols(words), "amount")),
         "mean of amount of agreements where kind is protocol");
}

static void puts_what_is_composed_between_parentheses(void **state)
{
    struct words *words = *state;
    uint32_t count = one(words, OP_COUNT, SORT_FIGURE, dataset(words, "trips"));
    says(words, two(words, OP_DIVIDE, SORT_FIGURE, count, number(words, 2)),
         "(number of records of trips) / 2");
}

static void says_the_contrary_of_a_test(void **state)
{
    struct words *words = *state;
    uint32_t column = field(words, dataset(words, "agreements"), "kind");
    uint32_t inner =
        two(words, OP_TEST_EQUAL, SORT_FILTER, column, text(words, "in force"));
    says(words, two(words, OP_TEST_NOT, SORT_FILTER, column, inner),
         "kind is not 'in force'");
}

static void ends_a_sentence_that_would_never_end(void **state)
{
    struct words *words = *state;
    uint32_t sum = one(words, OP_COUNT, SORT_FIGURE, dataset(words, "trips"));
    for (int i = 0; i < 200; i++)
        sum = two(words, OP_ADD, SORT_FIGURE, sum, sum);
    struct text out = {0};
    sentence_add(words->catalogue, sum, &out);
    assert_true(out.size < 4000);
    assert_non_null(strstr(text_of(&out), "…"));
    text_clear(&out);
}

static void every_operation_has_words(void **state)
{
    struct words *words = *state;
    uint32_t count = one(words, OP_COUNT, SORT_FIGURE, dataset(words, "trips"));
    for (unsigned op = 0; op < OP_COUNT_OF_OPS; op++) {
        enum op_class class = op_class((enum op)op);
        bool figures =
            class == CLASS_ALONG || class == CLASS_ONCE || class == CLASS_UNITS;
        if (!figures || op == OP_BY_YEAR) /* whose first argument is a year */
            continue;
        uint32_t node = two(words, (enum op)op, SORT_FIGURE, count, number(words, 3));
        struct text out = {0};
        sentence_add(words->catalogue, node, &out);
        assert_non_null(strstr(text_of(&out), "number of records of trips"));
        text_clear(&out);
    }
}

/* ---- what data they need ---- */

static void needs_the_type_that_a_word_asks_for(void **state)
{
    struct words *words = *state;
    uint32_t sum =
        one(words, OP_SUM, SORT_FIGURE, field(words, protocols(words), "amount"));
    struct needs needs = needs_collect(words->catalogue, &sum, 1, words->arena);
    assert_int_equal(needs.count, 1);
    assert_string_equal(needs.items[0].dataset, "agreements");
    assert_true(needs.items[0].measured);
    assert_int_equal(needs.items[0].column_count, 2);
    assert_string_equal(needs.items[0].columns[0].path, "amount");
    assert_int_equal(needs.items[0].columns[0].types, NEED_NUMBER);
    assert_string_equal(needs.items[0].columns[1].path, "kind");
    assert_int_equal(needs.items[0].columns[1].types, NEED_TEXT);
    assert_string_equal(needs.items[0].columns[1].values[0], "protocol");
}

static void needs_what_several_uses_have_in_common(void **state)
{
    struct words *words = *state;
    uint32_t amount = field(words, dataset(words, "trips"), "amount");
    uint32_t both = two(words, OP_ADD, SORT_FIGURE, one(words, OP_MAX, SORT_FIGURE, amount),
                        one(words, OP_COUNT, SORT_FIGURE, amount));
    struct needs needs = needs_collect(words->catalogue, &both, 1, words->arena);
    assert_int_equal(needs.items[0].columns[0].types, NEED_NUMBER | NEED_DATE);
}

static void needs_nothing_that_is_not_used(void **state)
{
    struct words *words = *state;
    one(words, OP_COUNT, SORT_FIGURE, dataset(words, "fairs"));
    uint32_t count = one(words, OP_COUNT, SORT_FIGURE, dataset(words, "trips"));
    struct needs needs = needs_collect(words->catalogue, &count, 1, words->arena);
    assert_int_equal(needs.count, 1);
    assert_string_equal(needs.items[0].dataset, "trips");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_words, close_words)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(says_what_is_counted),
        TEST(says_whose_column_is_measured),
        TEST(puts_what_is_composed_between_parentheses),
        TEST(says_the_contrary_of_a_test),
        TEST(ends_a_sentence_that_would_never_end),
        TEST(every_operation_has_words),
        TEST(needs_the_type_that_a_word_asks_for),
        TEST(needs_what_several_uses_have_in_common),
        TEST(needs_nothing_that_is_not_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
