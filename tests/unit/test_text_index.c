/* test_text_index.c - plain texts of a frame: looked up, counted, numbered, followed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/hash.h"
#include "data/text_index.h"

#include "plain.h"

enum { MOST = 3000 };

/* A frame of one column of texts; NULL is a missing one. */
static struct frame *frame_of(const char *const *texts, uint32_t count, bool plain)
{
    struct frame *frame = frame_new("texts");
    frame_add_column(frame, "text", COLUMN_TEXT);
    frame_add_file(frame, "texts.csv");
    for (uint32_t done = 0; done < count;) {
        uint32_t size = count - done < SEGMENT_RECORDS ? count - done : SEGMENT_RECORDS;
        int64_t values[MOST] = {0}, zeros[MOST] = {0};
        uint8_t states[MOST];
        for (uint32_t i = 0; i < size; i++) {
            const char *text = texts[done + i];
            states[i] = text == NULL ? STATE_MISSING : STATE_PRESENT;
            frame->columns[0].present += text != NULL;
            if (text != NULL)
                values[i] = dictionary_add(frame->columns[0].texts, text, strlen(text));
        }
        struct vector *columns = arena_get_zeroed(frame->arena, 1, sizeof *columns);
        columns[0] = vector_pack(frame->arena, values, states, size);
        frame_add_segment(frame,
                          (struct segment){
                              .count = size,
                              .columns = columns,
                              .file = vector_pack(frame->arena, zeros, NULL, size),
                              .line = vector_pack(frame->arena, zeros, NULL, size),
                          });
        done += size;
    }
    if (plain)
        make_plain(frame, 0);
    return frame;
}

static void a_text_leads_to_its_first_record(void **state)
{
    (void)state;
    static const char *const texts[] = {"b", NULL, "a", "b", "", "été", "a", "bb", ""};
    for (int plain = 0; plain < 2; plain++)
        for (uint32_t count = 0; count <= 9; count += count < 3 ? 1 : 6) {
            struct frame *frame = frame_of(texts, count, plain);
            struct text_index *index = text_index_new(frame, 0);
            assert_int_equal(text_index_find(index, "b", 1), count > 0 ? 0 : RECORD_NONE);
            assert_int_equal(text_index_find(index, "a", 1), count > 2 ? 2 : RECORD_NONE);
            assert_int_equal(text_index_find(index, "", 0), count > 4 ? 4 : RECORD_NONE);
            assert_int_equal(text_index_find(index, "bbb", 2), count > 7 ? 7 : RECORD_NONE);
            assert_int_equal(text_index_find(index, "c", 1), RECORD_NONE);
            assert_int_equal(text_index_count(index),
                             count == 9 ? 5 : count == 3 ? 2 : count > 0);
            assert_int_equal(texts_different(frame, 0), text_index_count(index));
            text_index_free(index);
            frame_free(frame);
        }
}

static void texts_rise_when_each_comes_behind_the_one_before(void **state)
{
    (void)state;
    static const struct {
        const char *texts[4];
        bool rise;
    } cases[] = {
        {{"a", "aa", "b", "é"}, true},  {{"a", NULL, NULL, "b"}, true},
        {{"a", NULL, "a", "b"}, false}, {{"ab", "a", "b", "c"}, false},
        {{"", "a", "b", "c"}, true},    {{NULL, NULL, NULL, NULL}, true},
        {{"9", "10", "11", "12"}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int plain = 0; plain < 2; plain++) {
            struct frame *frame = frame_of(cases[i].texts, 4, plain);
            assert_int_equal(texts_rise(frame, 0), cases[i].rise);
            frame_free(frame);
        }
}

/* Many texts, each standing in one to three records. */
static void make_texts(char (*room)[24], const char **texts)
{
    for (uint32_t i = 0; i < MOST; i++) {
        snprintf(room[i], sizeof room[i], "text %u", (unsigned)(i * 2654435761u >> 9) % 1500);
        texts[i] = i % 11 == 5 ? NULL : room[i];
    }
}

static void plain_texts_get_the_numbers_that_they_would_have_had(void **state)
{
    (void)state;
    static char room[MOST][24];
    const char *texts[MOST];
    make_texts(room, texts);
    struct frame *numbered = frame_of(texts, MOST, false), *plain = frame_of(texts, MOST, true);
    assert_int_equal(texts_different(plain, 0), dictionary_count(numbered->columns[0].texts));
    assert_int_equal(frame_find_record(plain, 0, texts[77]),
                     frame_find_record(numbered, 0, texts[77]));
    assert_int_equal(frame_find_record(plain, 0, "text"), RECORD_NONE);
    frame_number_texts(plain, 0);
    assert_false(plain->columns[0].plain);
    for (uint32_t r = 0; r < MOST; r++) {
        int64_t values[2];
        uint8_t states[2];
        frame_read(numbered, 0, &r, 1, &values[0], &states[0]);
        frame_read(plain, 0, &r, 1, &values[1], &states[1]);
        assert_int_equal(states[0], states[1]);
        if (states[0] == STATE_PRESENT)
            assert_true(values[0] == values[1]);
    }
    frame_free(numbered);
    frame_free(plain);
}

/* All pairs of plain and numbered columns lead to the same records. */
static void a_key_leads_through_plain_texts(void **state)
{
    (void)state;
    static char room[MOST][24];
    const char *texts[MOST], *there[500];
    make_texts(room, texts);
    for (uint32_t i = 0; i < 500; i++)
        there[i] = texts[i * 3 % MOST];
    uint32_t expected[MOST], found[MOST], records[MOST];
    for (uint32_t i = 0; i < MOST; i++)
        records[i] = i;
    for (int kinds = 0; kinds < 4; kinds++) {
        struct frame *from = frame_of(texts, MOST, kinds & 1);
        struct frame *target = frame_of(there, 500, kinds & 2);
        uint32_t key = frame_add_key(from, 0, target, 0, 0);
        frame_follow(from, key, records, MOST, kinds == 0 ? expected : found);
        if (kinds > 0)
            assert_memory_equal(found, expected, sizeof found);
        assert_int_equal(vector_state_at(&from->keys[key].rows[0], 5), STATE_MISSING);
        frame_free(from);
        frame_free(target);
    }
    assert_int_not_equal(expected[0], RECORD_NONE);
}

/* Numbers meet texts by how they are written. */
static void a_key_of_numbers_leads_to_plain_texts(void **state)
{
    (void)state;
    static const char *const there[] = {"1", "02", "3", "1"};
    int64_t values[] = {3, 2, 1}, zeros[3] = {0};
    struct frame *target = frame_of(there, 4, true), *from = frame_new("numbers");
    frame_add_column(from, "number", COLUMN_WHOLE);
    struct vector *columns = arena_get_zeroed(from->arena, 1, sizeof *columns);
    columns[0] = vector_pack(from->arena, values, NULL, 3);
    frame_add_segment(from, (struct segment){
                                .count = 3,
                                .columns = columns,
                                .file = vector_pack(from->arena, zeros, NULL, 3),
                                .line = vector_pack(from->arena, zeros, NULL, 3)});
    uint32_t key = frame_add_key(from, 0, target, 0, 0), found[3];
    static const uint32_t records[] = {0, 1, 2};
    frame_follow(from, key, records, 3, found);
    assert_int_equal(found[0], 2);
    assert_int_equal(found[1], RECORD_NONE);
    assert_int_equal(found[2], 0);
    frame_free(from);
    frame_free(target);
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static void texts_that_differ_in_a_digit_have_different_hashes(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    static const char *const begins[] = {"", "N", "EV00000", "record number ", "0123456789abcdef-"};
    uint64_t *hashes = malloc(COUNT * sizeof *hashes);
    for (size_t b = 0; b < sizeof begins / sizeof *begins; b++) {
        for (unsigned i = 0; i < COUNT; i++) {
            char text[40];
            int size = snprintf(text, sizeof text, "%s%u", begins[b], i);
            hashes[i] = hash_text(text, (size_t)size);
        }
        qsort(hashes, COUNT, sizeof *hashes, compare_hashes);
        for (unsigned i = 1; i < COUNT; i++)
            if (hashes[i] == hashes[i - 1])
                fail_msg("two texts that begin with '%s' share a hash", begins[b]);
    }
    free(hashes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_leads_to_its_first_record),
        cmocka_unit_test(texts_rise_when_each_comes_behind_the_one_before),
        cmocka_unit_test(plain_texts_get_the_numbers_that_they_would_have_had),
        cmocka_unit_test(a_key_leads_through_plain_texts),
        cmocka_unit_test(a_key_of_numbers_leads_to_plain_texts),
        cmocka_unit_test(texts_that_differ_in_a_digit_have_different_hashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
