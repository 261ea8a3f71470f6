/* test_fault.c - the error value, and memory released all at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"

static void a_fault_names_its_place(void **state)
{
    (void)state;
    static const struct {
        struct place place;
        const char *message;
    } cases[] = {
        {{"a.csv", 7}, "a.csv:7: column 'x': bad"},
        {{"a.csv", 0}, "a.csv: column 'x': bad"},
        {{NULL, 7}, "column 'x': bad"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault fault = {0};
        assert_false(fault_at(&fault, FAULT_DATA, cases[i].place, "column '%s': bad",
                              "x"));
        assert_int_equal(fault.kind, FAULT_DATA);
        assert_string_equal(fault.message, cases[i].message);
    }
}

static void the_first_fault_stands(void **state)
{
    (void)state;
    struct fault fault = {0};
    assert_false(fault_set(&fault, FAULT_USAGE, "first"));
    assert_false(fault_set(&fault, FAULT_DATA, "second"));
    assert_int_equal(fault.kind, FAULT_USAGE);
    assert_string_equal(fault.message, "first");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        struct fault fault = {0};
        struct text text = {0};
        text_add_repeated(&text, "x", lead);
        text_add_repeated(&text, "é", 3000);
        fault_set(&fault, FAULT_DATA, "%s", text_of(&text));
        size_t size = strlen(fault.message);
        assert_in_range(size, sizeof fault.message - 3, sizeof fault.message - 1);
        assert_true(utf8_is_valid(fault.message, size));
        assert_string_equal(fault.message + size - 3, "…");
        text_clear(&text);
    }
}

static void a_message_that_just_fits_is_not_cut(void **state)
{
    (void)state;
    struct fault fault = {0};
    fault_set(&fault, FAULT_DATA, "%*s", (int)sizeof fault.message - 1, "end");
    assert_string_equal(fault.message + sizeof fault.message - 4, "end");
}

static void a_place_too_long_for_the_fault_is_cut_too(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct text name = {0};
    text_add_repeated(&name, "n", 5000);
    fault_at(&fault, FAULT_DATA, (struct place){text_of(&name), 1}, "bad");
    assert_int_equal(strlen(fault.message), sizeof fault.message - 1);
    text_clear(&name);
}

static void memory_of_an_arena_is_aligned_and_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static const size_t sizes[] = {0, 1, 7, 16, 17, 4000, 5000, 100000, 3000000, 1, 24};
    unsigned char *taken[sizeof sizes / sizeof *sizes];
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        taken[i] = arena_get(arena, sizes[i]);
        assert_int_equal((uintptr_t)taken[i] % 16, 0);
        memset(taken[i], (int)i, sizes[i]);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(taken[i][k], i);
    arena_free(arena);
    arena_free(NULL);
}

static void texts_of_an_arena_end_in_nul(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_text(arena, "Romans"), "Romans");
    assert_string_equal(arena_bytes(arena, "Romans", 3), "Rom");
    assert_string_equal(arena_bytes(arena, NULL, 0), "");
    assert_string_equal(arena_format(arena, "%s %d", "El Jem", 1992), "El Jem 1992");
    char *wide = arena_format(arena, "%1000d", 5);
    assert_int_equal(strlen(wide), 1000);
    assert_int_equal(wide[999], '5');
    arena_free(arena);
}

static void an_array_of_an_arena_grows(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int *items = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 10000; i++) {
        items = arena_grow(arena, items, (size_t)i, &capacity, sizeof *items);
        items[i] = i;
    }
    for (int i = 0; i < 10000; i++)
        assert_int_equal(items[i], i);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_names_its_place),
        cmocka_unit_test(the_first_fault_stands),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(a_message_that_just_fits_is_not_cut),
        cmocka_unit_test(a_place_too_long_for_the_fault_is_cut_too),
        cmocka_unit_test(memory_of_an_arena_is_aligned_and_apart),
        cmocka_unit_test(texts_of_an_arena_end_in_nul),
        cmocka_unit_test(an_array_of_an_arena_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
