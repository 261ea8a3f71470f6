/* test_loose.c - columns of texts that mostly differ, from CSV to frames. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "source/source.h"
#include "source/variety.h"

enum { ROWS = 140000 };

/* Each in a column; what it must come to be. */
static const struct kind {
    const char *name;
    enum column_type type;
    bool plain;
} kinds[] = {
    {"id", COLUMN_TEXT, true},      /* rising */
    {"mixed", COLUMN_TEXT, true},   /* missing ones, quotes, newlines, to be composed */
    {"late", COLUMN_TEXT, true},    /* begins with one text over and over */
    {"early", COLUMN_TEXT, false},  /* ends so */
    {"amount", COLUMN_DECIMAL, false},
    {"stamp", COLUMN_DATE, false},
    {"code", COLUMN_TEXT, true},    /* numbers, but for a zero in front of two */
    {"kind", COLUMN_TEXT, false},
    {"long", COLUMN_TEXT, false},   /* mostly empty */
};
enum { KINDS = sizeof kinds / sizeof *kinds, LONGEST = 1 << 20 };

static void add_field(struct text *out, unsigned row, unsigned kind, bool as_csv)
{
    unsigned far = row * 2654435761u;
    static const char *const words[] = {"fair", "visit", "grant"};
    switch (kind) {
    case 0: text_addf(out, "EV%09u", row); return;
    case 1:
        if (row % 70 == 3)
            return;
        if (row % 1000 == 1)
            text_addf(out, as_csv ? "\"say \"\"%08x\"\"\nand go\"" : "say \"%08x\"\nand go", far);
        else if (row % 100 == 2)
            text_addf(out, as_csv ? "caf\x65\xCC\x81 %08x" : "caf\xC3\xA9 %08x", far);
        else
            text_addf(out, "%08x-%04x", far, row & 0xFFFF);
        return;
    case 2: text_addf(out, row < 30000 ? "import" : "import %u", row); return;
    case 3: text_addf(out, row < 66000 ? "first %u" : "the same", row); return;
    case 4:
        text_addf(out, as_csv ? "\"%u.%03u,%02u\"" : "%u%03u.%02u", row / 1000 + 1, row % 1000,
                  far >> 26);
        return;
    case 5:
        text_addf(out, as_csv ? "%02u/12/2017 %02u:%02u:%02u" : "2017-12-%02u", row % 18 + 13,
                  row / 3600 % 24, row / 60 % 60, row % 60);
        return;
    case 6: text_addf(out, row == 77777 || row == 139500 ? "0%u" : "%u", far >> 2); return;
    case 7: text_add(out, words[row % 3]); return;
    default: text_add_repeated(out, "m", row == 90000 ? LONGEST : row % 50000 == 1); return;
    }
}

static void add_rows(struct text *out, unsigned first, unsigned count)
{
    for (unsigned k = 0; k < KINDS; k++)
        text_addf(out, "%s%s", k > 0 ? ";" : "", kinds[k].name);
    text_add(out, "\n");
    for (unsigned row = first; row < first + count; row++) {
        for (unsigned k = 0; k < KINDS; k++) {
            text_add(out, k > 0 ? ";" : "");
            add_field(out, row, k, true);
        }
        text_add(out, "\n");
    }
}

static struct datasets read_memory(const struct source_memory *files, size_t count,
                                   unsigned threads, size_t block)
{
    struct fault fault = {0};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct text told = {0};
    struct source_options options = {.threads = threads, .block = block};
    assert_true(
        source_read_memory(files, count, NULL, &options, &datasets, problems, &fault));
    problems_print(problems, SEVERITY_WARNING, &told);
    assert_string_equal(text_of(&told), "");
    text_clear(&told);
    problems_free(problems);
    assert_int_equal(datasets.count, 1);
    return datasets;
}

/* A real is written as short as it can be, so numbers are compared as such. */
static void check_value(const struct frame *frame, uint32_t column, uint32_t record,
                        const struct text *expected)
{
    struct text text = {0};
    bool there = frame_add_value_text(frame, column, record, &text);
    bool right = there == (expected->size > 0) &&
                 (frame->columns[column].type == COLUMN_DECIMAL
                      ? strtod(text_of(&text), NULL) == strtod(text_of(expected), NULL)
                      : strcmp(text_of(&text), text_of(expected)) == 0);
    if (!right)
        fail_msg("column %s, record %u: '%.60s', expected '%.60s'", kinds[column].name, record,
                 text_of(&text), text_of(expected));
    text_clear(&text);
}

static void check_rows(const struct frame *frame)
{
    struct text expected = {0};
    for (unsigned k = 0; k < KINDS; k++) {
        const struct column *column = &frame->columns[k];
        uint64_t present = 0;
        assert_string_equal(column->name, kinds[k].name);
        assert_int_equal(column->type, kinds[k].type);
        assert_int_equal(column->plain, kinds[k].plain);
        for (uint32_t r = 0; r < frame->record_count; r++) {
            expected.size = 0;
            text_add(&expected, "");
            add_field(&expected, r, k, false);
            present += expected.size > 0;
            check_value(frame, k, r, &expected);
        }
        assert_int_equal(column->present, present);
        assert_int_equal(column->missing, frame->record_count - present);
    }
    text_clear(&expected);
}

static void columns_are_what_they_are_however_they_were_read(void **state)
{
    (void)state;
    static const struct {
        unsigned threads;
        size_t block;
    } ways[] = {{1, (size_t)1 << 30}, {1, 1 << 20}, {2, 1 << 16}, {7, 9000}};
    struct text csv = {0};
    add_rows(&csv, 0, ROWS);
    struct source_memory file = {"rows.csv", csv.bytes, csv.size};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct datasets datasets = read_memory(&file, 1, ways[i].threads, ways[i].block);
        assert_int_equal(datasets.frames[0]->record_count, ROWS);
        assert_int_equal(datasets.frames[0]->primary, 0);
        check_rows(datasets.frames[0]);
        datasets_clear(&datasets);
    }
    text_clear(&csv);
}

/* The first file is enough to have loose texts, the second is not. */
static void a_dataset_of_two_files_is_plain_or_not_as_a_whole(void **state)
{
    (void)state;
    struct text first = {0}, second = {0};
    add_rows(&first, 0, ROWS - 1000);
    add_rows(&second, ROWS - 1000, 1000);
    struct source_memory files[] = {{"rows.csv", first.bytes, first.size},
                                    {"more/rows.csv", second.bytes, second.size}};
    struct datasets datasets = read_memory(files, 2, 2, 1 << 18);
    check_rows(datasets.frames[0]);
    datasets_clear(&datasets);
    text_clear(&first);
    text_clear(&second);
}

static void few_texts_are_never_plain(void **state)
{
    (void)state;
    for (unsigned count = 0; count < 3; count++) {
        struct text csv = {0};
        text_add(&csv, "id;name\n");
        for (unsigned i = 0; i < count; i++)
            text_addf(&csv, "a%u;b%u\n", i, i);
        struct source_memory file = {"rows.csv", csv.bytes, csv.size};
        struct fault fault = {0};
        struct datasets datasets = {0};
        struct problems *problems = problems_new();
        assert_true(source_read_memory(&file, 1, NULL, NULL, &datasets, problems, &fault));
        assert_false(datasets.frames[0]->columns[0].plain);
        assert_int_equal(datasets.frames[0]->record_count, count);
        datasets_clear(&datasets);
        problems_free(problems);
        text_clear(&csv);
    }
}

static void a_variety_is_nearly_the_count_of_different_texts(void **state)
{
    (void)state;
    static const unsigned counts[] = {0, 1, 2, 100, 5000, 20000, 200000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        static struct variety whole, parts[2];
        whole = parts[0] = parts[1] = (struct variety){{0}};
        for (unsigned n = 0; n < counts[i] * 2; n++) {
            char text[24];
            size_t size = (size_t)snprintf(text, sizeof text, "text %u", n % counts[i]);
            variety_add(&whole, text, size);
            variety_add(&parts[n % 3 == 0], text, size);
        }
        variety_join(&parts[0], &parts[1]);
        assert_memory_equal(&parts[0], &whole, sizeof whole);
        double error = variety_count(&whole) - counts[i];
        if (error > counts[i] * 0.06 || error < counts[i] * -0.06)
            fail_msg("%u texts are taken for %g", counts[i], variety_count(&whole));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_what_they_are_however_they_were_read),
        cmocka_unit_test(a_dataset_of_two_files_is_plain_or_not_as_a_whole),
        cmocka_unit_test(few_texts_are_never_plain),
        cmocka_unit_test(a_variety_is_nearly_the_count_of_different_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
