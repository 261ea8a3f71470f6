/* test_file.c - files read and written whole, mappings, and where indicators are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/file.h"
#include "cli/folders.h"
#include "cli/settings.h"

static char home[] = "/tmp/bareme-test-XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(home) != NULL && chdir(home) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", home);
    return chdir("/") == 0 ? system(command) : -1;
}

static void make(const char *path, const char *bytes)
{
    struct fault fault = {0};
    assert_true(file_create(path, bytes, strlen(bytes), &fault));
}

static void assert_holds(const char *path, const char *bytes)
{
    struct text content = {0};
    struct fault fault = {0};
    assert_true(file_read(path, "file", &content, &fault));
    assert_string_equal(text_of(&content), bytes);
    text_clear(&content);
}

static void a_file_is_replaced_whole(void **state)
{
    (void)state;
    struct fault fault = {0};
    make("out/a.csv", "old");
    assert_int_equal(chmod("out/a.csv", 0640), 0);
    assert_true(file_write("out/a.csv", "new", 3, &fault));
    assert_holds("out/a.csv", "new");
    struct stat status;
    assert_int_equal(stat("out/a.csv", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct stat status;
    make("real.csv", "old");
    assert_int_equal(symlink("real.csv", "link.csv"), 0);
    assert_true(file_write("link.csv", "new", 3, &fault));
    assert_int_equal(lstat("link.csv", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_holds("real.csv", "new");
}

static void nothing_is_overwritten_when_made_new(void **state)
{
    (void)state;
    struct fault fault = {0};
    make("once.lua", "mine");
    assert_false(file_create("once.lua", "other", 5, &fault));
    assert_int_equal(fault.kind, FAULT_DATA);
    assert_holds("once.lua", "mine");
}

static void what_is_no_text_is_called_by_what_it_is(void **state)
{
    (void)state;
    struct fault folder = {0}, device = {0}, none = {0};
    struct text content = {0};
    assert_false(file_read(".", "script", &content, &folder));
    assert_string_equal(folder.message, ".: is a folder, not a script");
    assert_false(file_read("/dev/zero", "script", &content, &device));
    assert_string_equal(device.message, "/dev/zero: is a device, not a script");
    assert_false(file_read("nothing.lua", "script", &content, &none));
    assert_string_equal(none.message, "nothing.lua: there is no such script");
    text_clear(&content);
}

static void a_mapping_is_divided_at_a_spaced_equals(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct options options = {.arena = arena};
    struct settings sets, maps;
    struct fault fault = {0};
    make("names.txt", "\xEF\xBB\xBF# ours = theirs\n\nagreements = conventions\r\n"
                      "agreements.kind=protocol = protocole d'accord\n"
                      "\"a b\" = \"c = d\"\n");
    options.values[OPTION_map] = (struct option_values){(const char *[]){"names.txt"}, 1, 1};
    assert_true(settings_from_options(&sets, &maps, &options, arena, &fault));
    assert_int_equal(maps.count, 3);
    assert_string_equal(maps.items[0].value, "conventions");
    assert_string_equal(maps.items[1].name, "agreements.kind=protocol");
    assert_string_equal(maps.items[1].value, "protocole d'accord");
    assert_string_equal(maps.items[2].name, "a b");
    assert_string_equal(maps.items[2].value, "c = d");
    arena_free(arena);
}

static void indicators_are_found_beside_and_above_the_script(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct folders folders;
    struct fault fault = {0};
    make("work/indicators/quito/one.lua", "");
    make("work/scripts/indicators/quito/two.lua", "");
    make("work/scripts/indicators/quito/one.lua", "");
    make("more/three.lua", "");
    const char *more[] = {"more"};
    assert_true(folders_init(&folders, arena, "work/scripts/x.lua", more, 1, &fault));
    assert_string_equal(folders_find(&folders, "quito/one", &fault),
                        "work/scripts/indicators/quito/one.lua");
    assert_string_equal(folders_find(&folders, "three", &fault), "more/three.lua");
    assert_string_equal(folders_name(&folders, "work/indicators/quito/one.lua"), "quito/one");
    assert_string_equal(folders_name(&folders, "elsewhere/four.lua"), "four");
    assert_null(folders_find(&folders, "quito/tow", &fault));
    assert_non_null(strstr(fault.message, "did you mean 'quito/two'?"));
    arena_free(arena);
}

static void a_name_stays_within_its_folders(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct folders folders;
    struct fault none = {0};
    make("safe/indicators/a.lua", "");
    assert_true(folders_init(&folders, arena, "safe/x.lua", NULL, 0, &none));
    static const char *const names[] = {"../safe/indicators/a", "/etc/passwd", "./a", "a//b",
                                        "",   "a.lua",          "x/../a",      "..\\a"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fault fault = {0};
        assert_null(folders_find(&folders, names[i], &fault));
        assert_int_equal(fault.kind, FAULT_DATA);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_replaced_whole),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(nothing_is_overwritten_when_made_new),
        cmocka_unit_test(what_is_no_text_is_called_by_what_it_is),
        cmocka_unit_test(a_mapping_is_divided_at_a_spaced_equals),
        cmocka_unit_test(indicators_are_found_beside_and_above_the_script),
        cmocka_unit_test(a_name_stays_within_its_folders),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
