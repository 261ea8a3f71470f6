/* test_unique.c - values and records that stand twice, against looking at every pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "source/source.h"
#include "source/unique.h"

#include "plain.h"

enum { RECORDS = 900, COLUMNS = 5 };

static const char *const names[COLUMNS] = {"number", "real", "day", "word", "id"};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Few values differ in `number` and `word`, most in the others; `id` rises; some fields are empty. */
static void read_values(struct datasets *datasets)
{
    struct text csv = {0};
    struct fault fault = {0};
    struct problems *problems = problems_new();
    uint32_t state = 7;
    text_add(&csv, "number,real,day,word,id\n");
    for (unsigned i = 0; i < RECORDS; i++) {
        unsigned kind = next_random(&state) % 8, a = next_random(&state), b = next_random(&state);
        if (kind != 0)
            text_addf(&csv, "%u", a % 3000);
        text_addf(&csv, ",%ue-9,", b % 40000);
        if (kind != 1)
            text_addf(&csv, "%u-%02u-%02u", 1900 + a % 150, b % 12 + 1, a / 150 % 28 + 1);
        if (kind != 2)
            text_addf(&csv, ",w%u", b % 2000);
        else
            text_add(&csv, ",");
        text_addf(&csv, ",x%05u\n", i);
    }
    struct source_memory file = {"events.csv", text_of(&csv), csv.size};
    assert_true(source_read_memory(&file, 1, NULL, NULL, datasets, problems, &fault));
    problems_free(problems);
    text_clear(&csv);
}

static bool same_value(const struct frame *frame, uint32_t column, uint32_t a, uint32_t b)
{
    struct text left = {0}, right = {0};
    bool same = frame_add_value_text(frame, column, a, &left) &&
                frame_add_value_text(frame, column, b, &right) &&
                strcmp(text_of(&left), text_of(&right)) == 0;
    text_clear(&left);
    text_clear(&right);
    return same;
}

static void assert_repeats(const struct frame *frame, uint32_t column)
{
    size_t count, expected = 0;
    uint32_t *found = column_repeats(frame, column, 2, &count);
    for (uint32_t i = 0; i < frame->record_count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (same_value(frame, column, i, j)) {
                assert_true(expected < count);
                assert_int_equal(found[expected++], i);
                break;
            }
    assert_int_equal(count, expected);
    assert_int_equal(column_is_unique(frame, column, 2), expected == 0);
    free(found);
}

static void values_that_an_earlier_record_has_are_found(void **state)
{
    (void)state;
    struct datasets datasets = {0};
    read_values(&datasets);
    struct frame *frame = datasets.frames[0];
    assert_int_equal(frame->record_count, RECORDS);
    for (uint32_t c = 0; c < COLUMNS; c++)
        assert_repeats(frame, frame_find_column(frame, names[c]));
    assert_true(column_is_unique(frame, frame_find_column(frame, "id"), 1));
    make_all_plain(&datasets);
    assert_repeats(frame, frame_find_column(frame, "word"));
    assert_repeats(frame, frame_find_column(frame, "id"));
    datasets_clear(&datasets);
}

/* ---- records that stand twice ---- */

/* How often they are told, of files of one dataset. */
static size_t count_repeated(const char *one, const char *other)
{
    struct source_memory files[] = {{"a/events.csv", one, strlen(one)},
                                    {"b/events.csv", other, other == NULL ? 0 : strlen(other)}};
    struct datasets datasets = {0};
    struct fault fault = {0};
    struct problems *problems = problems_new();
    size_t told = 0;
    assert_true(source_read_memory(files, other == NULL ? 1 : 2, NULL, NULL, &datasets, problems,
                                   &fault));
    for (size_t i = 0; i < problems_kept(problems); i++)
        told += strstr(problems_at(problems, i)->message, "the same, field by field") != NULL;
    problems_free(problems);
    datasets_clear(&datasets);
    return told;
}

static void a_record_that_stands_twice_is_told_wherever_it_stands(void **state)
{
    (void)state;
    assert_int_equal(count_repeated("k,v\na,1\nb,1\nc,1\n", NULL), 0);
    assert_int_equal(count_repeated("k,v\na,1\nb,1\nb,1\n", NULL), 1);
    assert_int_equal(count_repeated("k,v\na,1\nc,1\nb,1\na,1\n", NULL), 1);
    assert_int_equal(count_repeated("k,v\n1,x\n2,x\n10,x\n", NULL), 0);
    assert_int_equal(count_repeated("k,v\n1,x\n10,x\n2,x\n1,x\n", NULL), 1);
    assert_int_equal(count_repeated("k,v\n,x\n,y\n,x\n", NULL), 1);
    assert_int_equal(count_repeated("k,v\na,#DIV/0!\na,#REF!\n", NULL), 0);
    assert_int_equal(count_repeated("k,v\n1,1\n1,1.0\n", NULL), 0);
}

/* Ways to write a number or a date, each with values next to each other. */
static void what_is_written_otherwise_is_not_the_same(void **state)
{
    (void)state;
    struct text csv = {0};
    text_add(&csv, "k,v\n");
    for (int i = 0; i < 64; i++) {
        text_addf(&csv, "a,%d\na,\"%d,%d\"\na,00%d\na,-%d\n", i + 1, i / 10, i % 10, i, i + 1);
        for (int digits = 1; digits < 8; digits++)
            text_addf(&csv, "a,%d.%0*d\n", i / 10, digits, i % 10);
        text_addf(&csv, "a,1970-%02d-%02d\n", i % 12 + 1, i / 12 + 1);
    }
    assert_int_equal(count_repeated(text_of(&csv), NULL), 0);
    text_addf(&csv, "a,12\na,1.3\n");
    assert_int_equal(count_repeated(text_of(&csv), NULL), 2);
    text_clear(&csv);
}

static void texts_that_rise_but_say_one_number_name_nothing(void **state)
{
    (void)state;
    const char *csv = "id,v\n+1 000,1\n1 000,2\n";
    struct source_memory file = {"events.csv", csv, strlen(csv)};
    struct datasets datasets = {0};
    struct fault fault = {0};
    struct problems *problems = problems_new();
    assert_true(source_read_memory(&file, 1, NULL, NULL, &datasets, problems, &fault));
    assert_int_equal(datasets.frames[0]->columns[0].type, COLUMN_WHOLE);
    assert_int_equal(datasets.frames[0]->primary, COLUMN_NONE);
    problems_free(problems);
    datasets_clear(&datasets);
}

static void each_file_is_looked_at_by_itself(void **state)
{
    (void)state;
    assert_int_equal(count_repeated("k,v\na,1\nb,1\n", "k,v\nc,1\nc,1\n"), 1);
    assert_int_equal(count_repeated("k,v\na,1\nb,1\n", "k,v\nb,1\nc,1\n"), 0);
}

static void a_record_of_two_files_counts_once(void **state)
{
    (void)state;
    struct source_memory files[] = {{"a/events.csv", "id,v\na,1\nb,2\n", 13},
                                    {"b/events.csv", "v,id\n2,b\n3,c\n", 13}};
    struct datasets datasets = {0};
    struct fault fault = {0};
    struct problems *problems = problems_new();
    assert_true(source_read_memory(files, 2, NULL, NULL, &datasets, problems, &fault));
    assert_int_equal(problems_count(problems, SEVERITY_ERROR), 0);
    assert_int_equal(datasets.frames[0]->record_count, 3);
    problems_free(problems);
    datasets_clear(&datasets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_an_earlier_record_has_are_found),
        cmocka_unit_test(a_record_that_stands_twice_is_told_wherever_it_stands),
        cmocka_unit_test(what_is_written_otherwise_is_not_the_same),
        cmocka_unit_test(texts_that_rise_but_say_one_number_name_nothing),
        cmocka_unit_test(each_file_is_looked_at_by_itself),
        cmocka_unit_test(a_record_of_two_files_counts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
