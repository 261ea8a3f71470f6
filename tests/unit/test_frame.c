/* test_frame.c - building frames, reading them, following keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/frame.h"

/* Adds one segment of one column; lines count from 2. */
static void add_records(struct frame *frame, const int64_t *values, const uint8_t *states,
                        uint32_t count)
{
    int64_t *lines = calloc(count + 1, sizeof *lines), *files = calloc(count + 1, sizeof *files);
    for (uint32_t i = 0; i < count; i++)
        lines[i] = (int64_t)(frame->record_count + i + 2);
    struct vector *columns = arena_get_zeroed(frame->arena, 1, sizeof *columns);
    columns[0] = vector_pack(frame->arena, values, states, count);
    frame_add_segment(frame, (struct segment){
        .count = count,
        .columns = columns,
        .file = vector_pack(frame->arena, files, NULL, count),
        .line = vector_pack(frame->arena, lines, NULL, count),
    });
    free(lines);
    free(files);
}

static struct frame *frame_of(const char *name, enum column_type type, const int64_t *values,
                              const uint8_t *states, uint32_t count)
{
    struct frame *frame = frame_new(name);
    frame_add_column(frame, "id", type);
    frame_add_file(frame, "there.csv");
    add_records(frame, values, states, count);
    return frame;
}

static void text_value(const struct frame *frame, uint32_t record, char *out)
{
    struct text text = {0};
    assert_true(frame_add_value_text(frame, 0, record, &text));
    strcpy(out, text_of(&text));
    text_clear(&text);
}

static void records_are_read_in_any_order_over_segments(void **state)
{
    (void)state;
    struct frame *frame = frame_new("large");
    int64_t *values = malloc(SEGMENT_RECORDS * sizeof *values);
    frame_add_column(frame, "id", COLUMN_WHOLE);
    frame_add_file(frame, "there.csv");
    for (int i = 0; i < SEGMENT_RECORDS; i++)
        values[i] = i * 3;
    add_records(frame, values, NULL, SEGMENT_RECORDS);
    for (int i = 0; i < 10; i++)
        values[i] = -i;
    add_records(frame, values, NULL, 10);
    uint32_t records[] = {SEGMENT_RECORDS - 1, SEGMENT_RECORDS, SEGMENT_RECORDS + 1, 5,
                          RECORD_NONE, 6};
    int64_t expected[] = {(SEGMENT_RECORDS - 1) * 3, 0, -1, 15, 0, 18}, read[6];
    uint8_t states[6];
    frame_read(frame, 0, records, 6, read, states);
    assert_memory_equal(read, expected, sizeof read);
    assert_int_equal(states[4], STATE_MISSING);
    assert_int_equal(states[5], STATE_PRESENT);
    double numbers[6];
    frame_read_numbers(frame, 0, records, 6, numbers, states);
    assert_true(numbers[2] == -1 && numbers[3] == 15);
    assert_int_equal(frame_place(frame, SEGMENT_RECORDS + 1).line, SEGMENT_RECORDS + 3);
    assert_string_equal(frame_place(frame, 0).file, "there.csv");
    free(values);
    frame_free(frame);
}

static void values_have_one_canonical_text(void **state)
{
    (void)state;
    char text[100];
    struct frame *frame = frame_of("d", COLUMN_DECIMAL, (int64_t[]){1250, -5}, NULL, 2);
    frame->columns[0].scale = 2;
    text_value(frame, 0, text);
    assert_string_equal(text, "12.5");
    text_value(frame, 1, text);
    assert_string_equal(text, "-0.05");
    double numbers[2];
    frame_read_numbers(frame, 0, (uint32_t[]){0, 1}, 2, numbers, NULL);
    assert_true(numbers[0] == 12.5 && numbers[1] == -0.05);
    assert_int_equal(frame_find_record(frame, 0, "-0.05"), 1);
    assert_int_equal(frame_find_record(frame, 0, "3"), RECORD_NONE);
    frame_free(frame);
    frame = frame_of("d", COLUMN_DATE, (int64_t[]){date_days(2018, 7, 5)}, NULL, 1);
    text_value(frame, 0, text);
    assert_string_equal(text, "2018-07-05");
    assert_int_equal(frame_find_record(frame, 0, "2018-07-05"), 0);
    frame_free(frame);
    frame = frame_of("d", COLUMN_BOOLEAN, (int64_t[]){1, 0}, NULL, 2);
    text_value(frame, 1, text);
    assert_string_equal(text, "false");
    frame_free(frame);
}

static void a_value_that_is_not_there_has_no_text(void **state)
{
    (void)state;
    uint8_t states[] = {STATE_MISSING};
    struct frame *frame = frame_of("d", COLUMN_WHOLE, (int64_t[]){1}, states, 1);
    struct text text = {0};
    assert_false(frame_add_value_text(frame, 0, 0, &text));
    assert_int_equal(frame_state(frame, 0, 0), STATE_MISSING);
    assert_int_equal(text.size, 0);
    frame_free(frame);
}

static void a_key_of_whole_numbers_finds_the_first_record(void **state)
{
    (void)state;
    struct frame *target =
        frame_of("towns", COLUMN_WHOLE, (int64_t[]){30, 10, INT64_C(5000000000), 10}, NULL, 4);
    uint8_t states[] = {0, 0, 0, STATE_MISSING, STATE_NOT_APPLICABLE, STATE_REFUSED};
    struct frame *frame = frame_of("plans", COLUMN_WHOLE,
                                   (int64_t[]){10, 99, INT64_C(5000000000), 0, 0, 0}, states, 6);
    uint32_t key = frame_add_key(frame, 0, target, 0, 0), found[7];
    frame_follow(frame, key, (uint32_t[]){0, 1, 2, 3, 4, 5, RECORD_NONE}, 7, found);
    uint32_t expected[] = {1, RECORD_NONE, 2, RECORD_NONE, RECORD_NONE, RECORD_NONE,
                           RECORD_NONE};
    assert_memory_equal(found, expected, sizeof found);
    const struct vector *rows = frame->keys[key].rows;
    assert_int_equal(vector_state_at(rows, 1), STATE_REFUSED);
    assert_int_equal(vector_state_at(rows, 3), STATE_MISSING);
    assert_int_equal(vector_state_at(rows, 4), STATE_MISSING);
    assert_int_equal(vector_state_at(rows, 5), STATE_REFUSED);
    assert_int_equal(frame->columns[0].key, key);
    frame_free(frame);
    frame_free(target);
}

static void keys_of_differing_types_meet_by_their_text(void **state)
{
    (void)state;
    struct frame *target = frame_of("towns", COLUMN_WHOLE, (int64_t[]){7, 12}, NULL, 2);
    struct frame *frame = frame_new("plans");
    frame_add_file(frame, "plans.csv");
    struct column *column = frame_add_column(frame, "town", COLUMN_TEXT);
    int64_t values[] = {dictionary_add(column->texts, "12", 2),
                        dictionary_add(column->texts, "007", 3),
                        dictionary_add(column->texts, "7", 1)};
    add_records(frame, values, NULL, 3);
    uint32_t found[3];
    frame_follow(frame, frame_add_key(frame, 0, target, 0, 0), (uint32_t[]){0, 1, 2}, 3, found);
    assert_int_equal(found[0], 1);
    assert_true(found[1] == RECORD_NONE);
    assert_int_equal(found[2], 0);
    /* and the other way round */
    frame_follow(target, frame_add_key(target, 0, frame, 0, 0), (uint32_t[]){0, 1}, 2, found);
    assert_int_equal(found[0], 2);
    assert_int_equal(found[1], 0);
    frame_free(frame);
    frame_free(target);
}

static void a_key_may_lead_to_its_own_dataset(void **state)
{
    (void)state;
    struct frame *frame = frame_of("acts", COLUMN_WHOLE, (int64_t[]){4, 5}, NULL, 2);
    uint32_t found[2];
    frame_follow(frame, frame_add_key(frame, 0, frame, 0, 0), (uint32_t[]){0, 1}, 2, found);
    assert_int_equal(found[1], 1);
    frame_free(frame);
}

static void datasets_are_sorted_by_name(void **state)
{
    (void)state;
    struct datasets datasets = {0};
    datasets_add(&datasets, frame_new("plans"));
    datasets_add(&datasets, frame_new("acts"));
    datasets_add(&datasets, frame_new("towns"));
    assert_string_equal(datasets.frames[0]->name, "acts");
    assert_string_equal(datasets.frames[2]->name, "towns");
    assert_ptr_equal(datasets_find(&datasets, "plans"), datasets.frames[1]);
    assert_null(datasets_find(&datasets, "plan"));
    datasets_clear(&datasets);
    assert_int_equal(datasets.count, 0);
}

int main(void)
{
    if (SEGMENT_RECORDS < 100)
        return 0; /* segments are laid out by hand here, as long as they usually are */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_read_in_any_order_over_segments),
        cmocka_unit_test(values_have_one_canonical_text),
        cmocka_unit_test(a_value_that_is_not_there_has_no_text),
        cmocka_unit_test(a_key_of_whole_numbers_finds_the_first_record),
        cmocka_unit_test(keys_of_differing_types_meet_by_their_text),
        cmocka_unit_test(a_key_may_lead_to_its_own_dataset),
        cmocka_unit_test(datasets_are_sorted_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
