/* test_blocks.c - a file read in blocks of a few bytes, by 1, 2 and 7 threads, is the
 * file that was read at once: the same records on the same lines, the same numbers of
 * texts, the same problems.
 *
 * Files are made at random from pieces that hurt: quoted newlines, quotes where none may
 * stand, CR and CRLF, blank and ragged rows, accents, numbers that are not plain.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "source/scan.h"
#include "source/plain.h"
#include "source/source.h"

static uint64_t state = 1;

static uint32_t pick(uint32_t below)
{
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % below);
}

/* ---- everything that was read, as text ---- */

static void add_frame(const struct frame *frame, struct text *out)
{
    for (uint32_t c = 0; c < frame->column_count; c++) {
        const struct column *column = &frame->columns[c];
        text_addf(out, "%s type %d scale %d present %u missing %u loaded %d example %s\n",
                  column->name, (int)column->type, (int)column->scale,
                  (unsigned)column->present, (unsigned)column->missing,
                  (int)column->loaded, column->example != NULL ? column->example : "-");
        for (uint32_t i = 0; column->loaded && i < frame->record_count; i++) {
            int64_t code;
            struct place place = frame_place(frame, i);
            text_addf(out, " %u:", place.line);
            if (!frame_add_value_text(frame, c, i, out))
                text_addf(out, "<%d>", (int)frame_state(frame, c, i));
            frame_read(frame, c, &i, 1, &code, NULL);
            if (column->type == COLUMN_TEXT && frame_state(frame, c, i) == STATE_PRESENT)
                text_addf(out, "#%d", (int)code);
        }
        text_add(out, "\n");
    }
}

static void read_all(const struct source_memory *file,
                     const struct source_options *options, struct text *out)
{
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct fault fault = {0};
    out->size = 0;
    text_addf(
        out, "%d\n",
        (int)source_read_memory(file, 1, NULL, options, &datasets, problems, &fault));
    for (size_t i = 0; i < datasets.count; i++)
        add_frame(datasets.frames[i], out);
    for (size_t i = 0; i < problems_kept(problems); i++) {
        const struct problem *problem = problems_at(problems, i);
        text_addf(out, "%d %u %s %s\n", (int)problem->severity, problem->line,
                  problem->value != NULL ? problem->value : "-", problem->message);
    }
    datasets_clear(&datasets);
    problems_free(problems);
}

static void compare(const char *bytes, size_t size, const struct source_options *like)
{
    static const size_t blocks[] = {16, 17, 41, 100, 1000};
    static const unsigned threads[] = {1, 2, 7};
    struct source_memory file = {"acts.csv", bytes, size};
    struct source_options options = *like;
    struct text whole = {0}, parts = {0};
    options.block = SIZE_MAX;
    read_all(&file, &options, &whole);
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++)
        for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
            options.block = blocks[b];
            options.threads = threads[t];
            read_all(&file, &options, &parts);
            if (strcmp(text_of(&whole), text_of(&parts)) != 0)
                fail_msg("blocks of %zu by %u:\n%s\n---- at once\n%s\n---- in blocks\n%s",
                         blocks[b], threads[t], bytes, text_of(&whole), text_of(&parts));
        }
    text_clear(&whole);
    text_clear(&parts);
}

static void compare_text(const char *csv, const struct source_options *options)
{
    compare(csv, strlen(csv), options);
}

/* ---- files ---- */

enum { PLAIN = 1, QUOTED = 2, WRONG = 4, RETURNS = 8, ACCENTS = 16 };

static void add_field(struct text *csv, unsigned traits)
{
    static const char *const plain[] = {"",
                                        "1",
                                        "-2.5",
                                        "12,5",
                                        "007",
                                        "x",
                                        "word",
                                        "2017-03-04",
                                        "2017-02-30",
                                        "123456789",
                                        "0",
                                        "-0",
                                        "1234.5678",
                                        "n.d.",
                                        "1e5",
                                        "12345678901234567890",
                                        "99999999.25",
                                        "a b c"};
    static const char *const quoted[] = {
        "\"a\nb\"", "\"\"",           "\"x,y\"", "\"say \"\"no\"\"\"",
        "\"\n\n\"", "\"one\r\ntwo\"", "\"7\"",   "\"\"\"\""};
    static const char *const wrong[] = {"5\" pipe", "\"p\"q", "\x1A"};
    static const char *const accents[] = {"é", "São Tomé", "e\xCC\x81", "日本"};
    if (traits & WRONG && pick(60) == 0)
        text_add(csv, wrong[pick(3)]);
    else if (traits & QUOTED && pick(5) == 0)
        text_add(csv, quoted[pick(8)]);
    else if (traits & ACCENTS && pick(5) == 0)
        text_add(csv, accents[pick(4)]);
    else
        text_add(csv, plain[pick(18)]);
}

static void add_number(struct text *csv)
{
    switch (pick(4)) {
    case 0:
        break;
    case 1:
        text_addf(csv, "%u", pick(1000));
        break;
    case 2:
        text_addf(csv, "%u.%02u", pick(1000000), pick(100));
        break;
    default:
        text_addf(csv, "%u.%u", pick(10), pick(10));
        break;
    }
}

static void make_file(struct text *csv, unsigned traits, uint32_t rows)
{
    const char *end = traits & RETURNS ? pick(3) == 0 ? "\r" : "\r\n" : "\n";
    csv->size = 0;
    text_addf(csv, "id,what,amount,day,more%s", end);
    for (uint32_t i = 0; i < rows; i++) {
        if (traits & WRONG && pick(20) == 0) {
            static const char *const odd[] = {"", ",,,,", "a,b", "1,2,3,4,5,6", ",,,"};
            text_addf(csv, "%s%s", odd[pick(5)], end);
            continue;
        }
        text_addf(csv, "k%u,", pick(3) == 0 ? i : pick(20));
        add_field(csv, traits);
        text_add(csv, ",");
        add_number(csv);
        text_addf(csv, ",%u-%02u-%02u,", 1990 + pick(30), 1 + pick(12), 1 + pick(28));
        add_field(csv, traits);
        text_add(csv, i + 1 < rows || pick(2) ? end : "");
    }
}

static void blocks_give_what_reading_at_once_gives(void **unused)
{
    (void)unused;
    struct text csv = {0};
    for (uint32_t i = 0; i < 150; i++) {
        state = i;
        make_file(&csv, i % 32, i < 40 ? i : 60);
        struct source_options options = {.skip_bad = i % 3 == 0};
        compare(text_of(&csv), csv.size, &options);
    }
    text_clear(&csv);
}

static void odd_files_are_left_to_the_decoder(void **unused)
{
    (void)unused;
    struct source_options options = {0};
    struct text csv = {0};
    text_add(&csv, "town,n\n");
    for (int i = 0; i < 30; i++)
        text_addf(&csv,
                  "Or\xE9"
                  "e%d,%d\n",
                  i, i); /* Windows-1252 */
    compare(text_of(&csv), csv.size, &options);
    csv.size = 0;
    text_add(&csv, "\xEF\xBB\xBFtown,n\n");
    for (int i = 0; i < 30; i++)
        text_addf(&csv, "日本%d,%d\n", i, i);
    compare(text_of(&csv), csv.size, &options);
    csv.bytes[60] = '\0';
    compare(csv.bytes, csv.size, &options);
    compare_text("a,b\n\"never\nclosed,1\nx,2\ny,3\nz,4\nzz,5\n", &options);
    compare_text("a,b\r1,2\r3,4\r5,6\r7,8\r9,10\r11,12\r", &options);
    compare_text("a,b\n", &options);
    compare_text("a\n1\n\n2\n3\n\n\n4\n5\n6\n7\n8\n9\n", &options);
    text_clear(&csv);
}

static void what_surrounds_a_table_is_told_the_same(void **unused)
{
    (void)unused;
    struct text csv = {0};
    for (uint32_t i = 0; i < 72; i++) {
        struct source_options options = {.header_rows = i % 2 + 1, .drop_last = i % 3 == 2};
        uint32_t sum = 0;
        state = i;
        csv.size = 0;
        text_add(&csv, options.header_rows > 1 ? "town,\"bud\nget\",\n,kind,EUR\n"
                                               : "town,kind,EUR\n");
        for (uint32_t row = 0; row < 12 + i; row++) {
            static const char *const kinds[] = {"school", "\"5\"\" pipe\"", "5\" pipe",
                                                "\"on\ntwo\""};
            uint32_t number = pick(1000);
            sum += number;
            if (pick(9) == 0)
                text_add(&csv, pick(2) == 0 ? " ,\t, \n" : ",,\n");
            text_addf(&csv, "t%u,%s,%u\n", row, kinds[pick(4)], number);
        }
        switch (i % 6) {
        case 1: text_addf(&csv, "Total,,%u\n", sum); break;
        case 2: text_addf(&csv, "Total,,%u\nsource: here,,\n", sum); break;
        case 3: text_addf(&csv, ",,%u\n \t, ,\n", sum); break;
        case 4: text_add(&csv, "a note,,\nanother,,\n"); break;
        case 5: text_addf(&csv, "\"Total\",,%u", sum); break;
        default: break;
        }
        compare(text_of(&csv), csv.size, &options);
    }
    text_clear(&csv);
}

/* ---- plain fields ---- */

static void many_fields_at_a_time_are_read_as_one_by_one(void **unused)
{
    (void)unused;
    static const char letters[] = "0123456789012345678901234567890123456789.,-x";
    struct text csv = {0};
    struct scan *scan = scan_new();
    struct dialect dialect = {.delimiter = ';', .quote = '"'};
    for (int round = 0; round < 20000; round++) {
        csv.size = 0;
        text_add_char(&csv, letters[pick(sizeof letters - 1)]);
        for (uint32_t i = pick(22); i > 0; i--)
            text_add_char(&csv, letters[pick(pick(3) == 0 ? sizeof letters - 1 : 20)]);
        if (pick(3) == 0) {
            csv.size = 0;
            text_addf(&csv, "%04u-%02u-%02u", pick(2300), pick(14), pick(33));
        }
        size_t size = csv.size;
        text_add(&csv, "\n");
        text_add_repeated(&csv, "7", SCAN_PAST);
        struct rows rows;
        int64_t values[2] = {0, 0};
        uint8_t tags[1];
        assert_int_equal(scan_rows(scan, csv.bytes, size + 1, 1, &dialect, 1, &rows),
                         size + 1);
        plain_values(&rows, 0, 1, 0, values, tags);
        uint8_t tag = plain_value(csv.bytes, size, &values[1]);
        csv.bytes[size] = '\0';
        if (tag != tags[0] || (tag != TAG_TEXT && values[0] != values[1]))
            fail_msg("'%s': tag %d and %d", csv.bytes, tag, tags[0]);
    }
    scan_free(scan);
    text_clear(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_give_what_reading_at_once_gives),
        cmocka_unit_test(odd_files_are_left_to_the_decoder),
        cmocka_unit_test(what_surrounds_a_table_is_told_the_same),
        cmocka_unit_test(many_fields_at_a_time_are_read_as_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
