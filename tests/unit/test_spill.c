/* test_spill.c - large arrays on disk. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/spill.h"

enum { ARRAYS = 40, ITEMS = 1 << 18 };

static char folder[] = "/tmp/test_spill_XXXXXX", path[sizeof folder + 8];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/store", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* which must be empty */
}

static void fill(uint32_t *array, uint32_t seed)
{
    for (uint32_t i = 0; i < ITEMS; i++)
        array[i] = i * 2654435761u + seed;
}

static bool holds(const uint32_t *array, uint32_t seed)
{
    for (uint32_t i = 0; i < ITEMS; i++)
        if (array[i] != i * 2654435761u + seed)
            return false;
    return true;
}

static void arrays_keep_what_was_written_however_often_they_rest(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct spill *spill = spill_open(path);
    struct arena *arena = arena_new_in(spill);
    const uint32_t *arrays[ARRAYS];
    assert_non_null(spill);
    for (uint32_t i = 0; i < ARRAYS; i++) {
        uint32_t *draft = arena_draft(arena, ITEMS * sizeof *draft);
        fill(draft, i);
        arrays[i] = arena_keep(arena, draft, ITEMS * sizeof *draft);
        assert_ptr_not_equal(arrays[i], draft);
        spill_rest(spill);
    }
    for (uint32_t i = 0; i < ARRAYS; i++)
        assert_true(holds(arrays[i], i));
    assert_true(spill_check(spill, &fault));
    arena_free(arena);
    spill_close(spill);
}

static void without_a_spill_a_draft_stays_where_it_is(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    uint32_t *draft = arena_draft(arena, ITEMS * sizeof *draft);
    fill(draft, 1);
    assert_ptr_equal(arena_keep(arena, draft, ITEMS * sizeof *draft), draft);
    const uint32_t *copy = arena_lay(arena, draft, ITEMS * sizeof *draft);
    assert_ptr_not_equal(copy, draft);
    assert_true(holds(copy, 1));
    arena_free(arena);
}

static void small_arrays_stay_in_memory(void **state)
{
    (void)state;
    static const char large[1 << 20];
    struct spill *spill = spill_open(path);
    assert_null(spill_keep(spill, large, 100));
    const char *kept = spill_keep(spill, large, sizeof large);
    assert_non_null(kept);
    assert_memory_equal(kept, large, sizeof large);
    spill_close(spill);
}

static void without_room_on_the_disk_memory_is_used(void **state)
{
    (void)state;
    struct rlimit before, none = {1 << 18, RLIM_INFINITY};
    struct spill *spill = spill_open(path);
    struct arena *arena = arena_new_in(spill);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    none.rlim_max = before.rlim_max;
    setrlimit(RLIMIT_FSIZE, &none);
    uint32_t *draft = arena_draft(arena, ITEMS * sizeof *draft);
    fill(draft, 7);
    assert_null(spill_keep(spill, draft, ITEMS * sizeof *draft));
    const uint32_t *array = arena_keep(arena, draft, ITEMS * sizeof *draft);
    spill_rest(spill);
    assert_true(holds(array, 7));
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    arena_free(arena);
    spill_close(spill);
}

static void there_is_none_where_no_file_can_be(void **state)
{
    (void)state;
    assert_null(spill_open("/nowhere at all/store"));
    spill_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_keep_what_was_written_however_often_they_rest),
        cmocka_unit_test(without_a_spill_a_draft_stays_where_it_is),
        cmocka_unit_test(small_arrays_stay_in_memory),
        cmocka_unit_test(without_room_on_the_disk_memory_is_used),
        cmocka_unit_test(there_is_none_where_no_file_can_be),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
