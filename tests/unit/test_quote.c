/* test_quote.c - records quoted as they stood: spaces, marks, quotes over lines, other
 * encodings, several files; and what is said when a file is gone or has changed. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "source/quote.h"
#include "source/source.h"

struct files {
    char folder[40];
    char paths[2][80];
    struct datasets datasets;
    struct arena *arena;
};

static void write_file(const char *path, const char *bytes)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(bytes, out);
    fclose(out);
}

static int open_files(void **state)
{
    struct files *files = calloc(1, sizeof *files);
    strcpy(files->folder, "/tmp/bareme_quote_XXXXXX");
    assert_non_null(mkdtemp(files->folder));
    snprintf(files->paths[0], sizeof files->paths[0], "%s/funding.csv", files->folder);
    snprintf(files->paths[1], sizeof files->paths[1], "%s/more.csv", files->folder);
    files->arena = arena_new();
    *state = files;
    return 0;
}

static int close_files(void **state)
{
    struct files *files = *state;
    datasets_clear(&files->datasets);
    arena_free(files->arena);
    unlink(files->paths[0]);
    unlink(files->paths[1]);
    rmdir(files->folder);
    free(files);
    return 0;
}

static const struct frame *read_first(struct files *files)
{
    struct problems *problems = problems_new();
    struct fault fault = {0};
    const char *path = files->paths[0];
    assert_true(source_read(&path, 1, NULL, NULL, &files->datasets, problems, &fault));
    problems_free(problems);
    return files->datasets.frames[0];
}

static void quotes_fields_as_they_stood(void **state)
{
    struct files *files = *state;
    write_file(files->paths[0], "id;amount;about\n"
                                "a;12,50;plain\n"
                                "b; 7,5 ;\"over\ntwo lines; and \"\"quoted\"\"\"\n"
                                "\n"
                                "c;n.d.;\n");
    const struct frame *frame = read_first(files);
    uint32_t records[] = {2, 1, 1, 0};
    struct quote *quotes = quote_records(frame, records, 4, files->arena);
    assert_string_equal(quotes[0].fields[1], "n.d.");
    assert_string_equal(quotes[0].fields[2], "");
    assert_string_equal(quotes[1].fields[1], " 7,5 ");
    assert_string_equal(quotes[1].fields[2], "over\ntwo lines; and \"quoted\"");
    assert_string_equal(quotes[2].fields[0], "b");
    assert_string_equal(quotes[3].fields[1], "12,50");
}

static void reads_the_encoding_it_was_read_in(void **state)
{
    struct files *files = *state;
    write_file(files->paths[0], "id,town\na,Bucure\x9Fti \xE9\n");
    const struct frame *frame = read_first(files);
    uint32_t record = 0;
    struct quote *quote = quote_records(frame, &record, 1, files->arena);
    assert_non_null(quote->fields);
    assert_non_null(strstr(quote->fields[1], "é"));
}

static void does_not_quote_a_file_that_has_changed(void **state)
{
    struct files *files = *state;
    write_file(files->paths[0], "id,amount\na,1\n");
    const struct frame *frame = read_first(files);
    uint32_t record = 0;
    write_file(files->paths[0], "id,amount\na,1000\n");
    assert_null(quote_records(frame, &record, 1, files->arena)->fields);
}

static void does_not_quote_a_file_that_is_gone(void **state)
{
    struct files *files = *state;
    write_file(files->paths[0], "id,amount\na,1\n");
    const struct frame *frame = read_first(files);
    uint32_t record = 0;
    unlink(files->paths[0]);
    assert_null(quote_records(frame, &record, 1, files->arena)->fields);
}

static void does_not_quote_what_was_in_memory(void **state)
{
    struct files *files = *state;
    struct problems *problems = problems_new();
    struct fault fault = {0};
    struct source_memory memory = {"x.csv", "id,amount\na,1\n", 14};
    assert_true(
        source_read_memory(&memory, 1, NULL, NULL, &files->datasets, problems, &fault));
    problems_free(problems);
    uint32_t record = 0;
    assert_null(
        quote_records(files->datasets.frames[0], &record, 1, files->arena)->fields);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(quotes_fields_as_they_stood, open_files,
                                        close_files),
        cmocka_unit_test_setup_teardown(reads_the_encoding_it_was_read_in, open_files,
                                        close_files),
        cmocka_unit_test_setup_teardown(does_not_quote_a_file_that_has_changed,
                                        open_files, close_files),
        cmocka_unit_test_setup_teardown(does_not_quote_a_file_that_is_gone, open_files,
                                        close_files),
        cmocka_unit_test_setup_teardown(does_not_quote_what_was_in_memory, open_files,
                                        close_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
