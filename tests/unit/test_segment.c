/* test_segment.c - packing vectors, and dictionaries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "data/dictionary.h"
#include "data/segment.h"

static void a_vector_takes_the_narrowest_width_that_holds_its_span(void **state)
{
    (void)state;
    static const struct {
        int64_t low, high;
        unsigned width;
    } cases[] = {
        {7, 7, 0},
        {0, 255, 1},
        {-128, 127, 1},
        {0, 256, 2},
        {1000000, 1000000 + 65535, 2},
        {0, 65536, 4},
        {-5, INT64_C(4294967290), 4},
        {0, INT64_C(4294967296), 8},
        {INT64_MIN, INT64_MAX, 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        int64_t values[] = {cases[i].low, cases[i].high, cases[i].low}, read[3];
        struct vector vector = vector_pack(arena, values, NULL, 3);
        assert_int_equal(vector.width, cases[i].width);
        assert_true(vector.minimum == cases[i].low && vector.maximum == cases[i].high);
        vector_read(&vector, 0, 3, read, NULL);
        assert_memory_equal(read, values, sizeof read);
        assert_true(vector_at(&vector, 1) == cases[i].high);
        arena_free(arena);
    }
}

static void absent_values_widen_nothing_and_keep_their_states(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int64_t values[] = {5, INT64_MAX, 6, INT64_MIN}, read[2];
    uint8_t states[] = {STATE_PRESENT, STATE_MISSING, STATE_PRESENT, STATE_REFUSED}, seen[2];
    struct vector vector = vector_pack(arena, values, states, 4);
    assert_int_equal(vector.width, 1);
    assert_int_equal(vector.absent, 2);
    assert_int_equal(vector_state_at(&vector, 3), STATE_REFUSED);
    vector_read(&vector, 1, 2, read, seen);
    assert_int_equal(seen[0], STATE_MISSING);
    assert_int_equal(seen[1], STATE_PRESENT);
    assert_true(read[1] == 6);
    arena_free(arena);
}

static void states_that_are_all_present_are_not_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int64_t values[] = {1, 2};
    uint8_t states[] = {STATE_PRESENT, STATE_PRESENT}, seen[2] = {9, 9};
    struct vector vector = vector_pack(arena, values, states, 2);
    assert_null(vector.states);
    vector_read(&vector, 0, 2, values, seen);
    assert_int_equal(seen[1], STATE_PRESENT);
    arena_free(arena);
}

static void a_vector_without_present_values_has_no_width(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int64_t values[] = {1, 2};
    uint8_t states[] = {STATE_MISSING, STATE_NOT_APPLICABLE};
    struct vector vector = vector_pack(arena, values, states, 2);
    assert_int_equal(vector.width, 0);
    assert_int_equal(vector.absent, 2);
    arena_free(arena);
}

static void reals_are_read_back_as_they_were(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    double values[] = {0.1, -2.5e300, 3}, read[3];
    uint8_t states[] = {STATE_PRESENT, STATE_PRESENT, STATE_MISSING}, seen[3];
    struct vector vector = vector_pack_reals(arena, values, states, 3);
    vector_read_reals(&vector, 0, 3, read, seen);
    assert_memory_equal(read, values, 2 * sizeof *read);
    assert_int_equal(seen[2], STATE_MISSING);
    assert_true(vector_real_at(&vector, 1) == -2.5e300);
    arena_free(arena);
}

static void whole_numbers_can_be_read_as_reals(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int64_t values[] = {10, 20};
    double read[2];
    struct vector vector = vector_pack(arena, values, NULL, 2);
    vector_read_reals(&vector, 0, 2, read, NULL);
    assert_true(read[1] == 20.0);
    arena_free(arena);
}

static void a_text_seen_before_keeps_its_number(void **state)
{
    (void)state;
    struct dictionary *dictionary = dictionary_new();
    assert_int_equal(dictionary_add(dictionary, "Lyon", 4), 0);
    assert_int_equal(dictionary_add(dictionary, "Lyonnais", 8), 1);
    assert_int_equal(dictionary_add(dictionary, "Lyonnais", 4), 0);
    assert_int_equal(dictionary_add(dictionary, "", 0), 2);
    assert_int_equal(dictionary_count(dictionary), 3);
    assert_string_equal(dictionary_text(dictionary, 1), "Lyonnais");
    assert_int_equal(dictionary_size(dictionary, 2), 0);
    assert_true(dictionary_find(dictionary, "Oran", 4) == DICTIONARY_NONE);
    dictionary_free(dictionary);
}

static void a_hundred_thousand_texts_are_found_again_and_do_not_move(void **state)
{
    (void)state;
    struct dictionary *dictionary = dictionary_new();
    char text[40];
    dictionary_add(dictionary, "first", 5);
    const char *first = dictionary_text(dictionary, 0);
    for (unsigned i = 1; i < 100000; i++) {
        int size = snprintf(text, sizeof text, "%u-a-longer-text-%u", i * 7919u, i);
        assert_int_equal(dictionary_add(dictionary, text, (size_t)size), i);
    }
    assert_ptr_equal(dictionary_text(dictionary, 0), first);
    for (unsigned i = 1; i < 100000; i += 997) {
        int size = snprintf(text, sizeof text, "%u-a-longer-text-%u", i * 7919u, i);
        assert_int_equal(dictionary_find(dictionary, text, (size_t)size), i);
        assert_string_equal(dictionary_text(dictionary, i), text);
    }
    dictionary_free(dictionary);
}

/* ---- plain texts ---- */

/* Texts of the sizes given, in which each byte says which text it is of. */
static struct vector pack_sizes(struct arena *arena, const int64_t *sizes, const uint8_t *states,
                                size_t count)
{
    size_t all = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        all += (size_t)sizes[i];
    char *bytes = malloc(all + 1);
    for (size_t i = 0; i < count; i++, at += (size_t)sizes[i - 1])
        memset(bytes + at, 'a' + (int)(i % 26), (size_t)sizes[i]);
    struct vector vector = vector_pack_texts(arena, sizes, states, count, bytes);
    assert_true(vector_texts_size(&vector, count) == all);
    free(bytes);
    return vector;
}

static void check_text(struct string text, size_t number, int64_t size)
{
    assert_true((int64_t)text.size == size);
    for (size_t i = 0; i < text.size; i++)
        if (text.bytes[i] != 'a' + (char)(number % 26))
            fail_msg("text %zu has another's bytes", number);
}

static void plain_texts_are_found_one_by_one_and_in_a_row(void **state)
{
    (void)state;
    static const int64_t usual[] = {0, 1, 11, 200, 300, 70000};
    for (size_t most = 0; most < sizeof usual / sizeof *usual; most++)
        for (size_t count = 0; count < 700; count = count < 3 ? count + 1 : count * 3 - 1) {
            struct arena *arena = arena_new();
            int64_t sizes[700];
            struct string texts[700];
            for (size_t i = 0; i < count; i++)
                sizes[i] = i % 5 == 4 || i == 1 ? usual[most] : usual[most] / 7;
            struct vector vector = pack_sizes(arena, sizes, NULL, count);
            for (size_t i = 0; i < count; i++)
                check_text(vector_text_at(&vector, i), i, sizes[i]);
            for (size_t first = 0; first < count; first += 1 + count / 7) {
                vector_read_texts(&vector, first, count - first, texts, NULL);
                for (size_t i = first; i < count; i++)
                    check_text(texts[i - first], i, sizes[i]);
            }
            arena_free(arena);
        }
}

static void plain_texts_of_one_size_need_no_sizes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int64_t sizes[300];
    for (size_t i = 0; i < 300; i++)
        sizes[i] = 11;
    struct vector vector = pack_sizes(arena, sizes, NULL, 300);
    assert_int_equal(vector.width, 0);
    check_text(vector_text_at(&vector, 299), 299, 11);
    arena_free(arena);
}

static void a_plain_text_that_is_absent_takes_no_bytes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int64_t sizes[] = {3, 0, 0, 1 << 20};
    uint8_t states[] = {STATE_PRESENT, STATE_MISSING, STATE_PRESENT, STATE_PRESENT}, seen[4];
    struct string texts[4];
    struct vector vector = pack_sizes(arena, sizes, states, 4);
    assert_int_equal(vector.absent, 1);
    vector_read_texts(&vector, 0, 4, texts, seen);
    assert_memory_equal(seen, states, sizeof seen);
    assert_int_equal(vector_state_at(&vector, 1), STATE_MISSING);
    for (size_t i = 0; i < 4; i++)
        check_text(texts[i], i, sizes[i]);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_vector_takes_the_narrowest_width_that_holds_its_span),
        cmocka_unit_test(absent_values_widen_nothing_and_keep_their_states),
        cmocka_unit_test(states_that_are_all_present_are_not_kept),
        cmocka_unit_test(a_vector_without_present_values_has_no_width),
        cmocka_unit_test(reals_are_read_back_as_they_were),
        cmocka_unit_test(whole_numbers_can_be_read_as_reals),
        cmocka_unit_test(a_text_seen_before_keeps_its_number),
        cmocka_unit_test(a_hundred_thousand_texts_are_found_again_and_do_not_move),
        cmocka_unit_test(plain_texts_are_found_one_by_one_and_in_a_row),
        cmocka_unit_test(plain_texts_of_one_size_need_no_sizes),
        cmocka_unit_test(a_plain_text_that_is_absent_takes_no_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
