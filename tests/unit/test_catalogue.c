/* test_catalogue.c - the flat arrays, the table of operations, and the names that are
 * read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "expr/catalogue.h"

static uint32_t add(struct catalogue *catalogue, enum op op, const char *text,
                    const uint32_t *arguments, size_t count)
{
    struct node node = {
        .op = (uint16_t)op, .sort = (uint8_t)op_sort(op), .text = NO_TEXT};
    node.file = catalogue_add_text(catalogue, "x.lua");
    node.line = 7;
    if (text != NULL)
        node.text = catalogue_add_text(catalogue, text);
    return catalogue_add_node(catalogue, node, arguments, count);
}

static void nodes_keep_their_arguments_texts_and_place(void **state)
{
    (void)state;
    struct catalogue *catalogue = catalogue_new();
    uint32_t last = add(catalogue, OP_DATASET, "agreements", NULL, 0);
    for (int i = 0; i < 5000; i++)
        last = add(catalogue, OP_FIELD, "amount", (uint32_t[]){0}, 1);
    uint32_t sum = add(catalogue, OP_SUM, NULL, &last, 1);
    const struct node *node = catalogue_node(catalogue, sum);
    assert_int_equal(node->count, 1);
    assert_int_equal(catalogue_argument(catalogue, node, 0), last);
    assert_string_equal(catalogue_text(catalogue, catalogue_node(catalogue, last)->text),
                        "amount");
    assert_null(catalogue_text(catalogue, node->text));
    assert_string_equal(catalogue_place(catalogue, sum).file, "x.lua");
    assert_int_equal(catalogue_place(catalogue, sum).line, 7);
    assert_null(catalogue_place(catalogue, NO_NODE).file);
    catalogue_free(catalogue);
}

static void a_title_is_that_of_the_language_or_the_nearest_there_is(void **state)
{
    (void)state;
    struct catalogue *catalogue = catalogue_new();
    struct titles none = {NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT}, plain = none, two = none;
    plain.any = catalogue_add_text(catalogue, "plain");
    two.fr = catalogue_add_text(catalogue, "oui");
    two.es = catalogue_add_text(catalogue, "sí");
    assert_null(catalogue_title(catalogue, none, "fr"));
    assert_string_equal(catalogue_title(catalogue, plain, "fr"), "plain");
    assert_string_equal(catalogue_title(catalogue, two, "es"), "sí");
    assert_string_equal(catalogue_title(catalogue, two, "en"), "oui");
    assert_string_equal(catalogue_title(catalogue, two, NULL), "oui");
    catalogue_free(catalogue);
}

static void every_operation_has_a_word_and_a_sort(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT_OF_OPS; op++) {
        assert_non_null(op_word((enum op)op));
        assert_non_null(sort_words(op_sort((enum op)op)));
    }
    assert_string_equal(op_word(OP_GROWTH), "growth");
    assert_int_equal(op_class(OP_GROWTH), CLASS_ALONG);
}

static bool has(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void names_are_sorted_and_each_once(void **state)
{
    (void)state;
    struct catalogue *catalogue = catalogue_new();
    struct arena *arena = arena_new();
    uint32_t events = add(catalogue, OP_DATASET, "events", NULL, 0);
    add(catalogue, OP_FIELD, "cooperation.country", &events, 1);
    add(catalogue, OP_FIELD, "cooperation.name", &events, 1);
    add(catalogue, OP_COMPUTE, NULL, &events, 1);
    struct catalogue_names found = catalogue_collect_names(catalogue, arena);
    const char *const *names = (const char *const *)found.names;
    for (size_t i = 1; i < found.name_count; i++)
        assert_true(strcmp(names[i - 1], names[i]) < 0);
    assert_true(has(names, found.name_count, "events"));
    assert_true(has(names, found.name_count, "cooperation"));
    assert_true(has(names, found.name_count, "country"));
    assert_true(has(names, found.name_count, "cooperation.country"));
    assert_int_equal(found.called_count, 1);
    assert_string_equal(found.called[0], "events");
    arena_free(arena);
    catalogue_free(catalogue);
}

static void names_are_those_of_the_data_when_mapped(void **state)
{
    (void)state;
    struct catalogue *catalogue = catalogue_new();
    struct arena *arena = arena_new();
    static const char *const maps[][2] = {{"agreements", "conventions"},
                                          {"agreements.kind", "conventions.type"},
                                          {"agreements.kind=a", "b"},
                                          {"cooperations.country", "coops.pays"}};
    for (size_t i = 0; i < 4; i++)
        catalogue_add_mapping(
            catalogue, (struct mapping){catalogue_add_text(catalogue, maps[i][0]),
                                        catalogue_add_text(catalogue, maps[i][1])});
    uint32_t agreements = add(catalogue, OP_DATASET, "agreements", NULL, 0);
    add(catalogue, OP_FIELD, "kind", &agreements, 1);
    add(catalogue, OP_FIELD, "cooperation.country", &agreements, 1);
    struct catalogue_names found = catalogue_collect_names(catalogue, arena);
    const char *const *names = (const char *const *)found.names;
    assert_true(has(names, found.name_count, "conventions"));
    assert_true(has(names, found.name_count, "type"));
    assert_true(has(names, found.name_count, "pays"));
    assert_false(has(names, found.name_count, "agreements"));
    assert_false(has(names, found.name_count, "kind"));
    arena_free(arena);
    catalogue_free(catalogue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_keep_their_arguments_texts_and_place),
        cmocka_unit_test(a_title_is_that_of_the_language_or_the_nearest_there_is),
        cmocka_unit_test(every_operation_has_a_word_and_a_sort),
        cmocka_unit_test(names_are_sorted_and_each_once),
        cmocka_unit_test(names_are_those_of_the_data_when_mapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
