/* test_hash.c - texts as data have them (numbers that count up, with something before or
 * behind) have hashes of their own: records are told apart by them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/hash.h"

enum { TEXTS = 200000 };

static int compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static void texts_that_count_up_have_hashes_of_their_own(void **state)
{
    static const struct pattern {
        const char *before, *behind;
    } patterns[] = {{"", ""}, {"N", ""}, {"note ", ""}, {"A", "-B"}, {"", "abcdefgh"},
                    {"record number ", " of a long list of records"}};
    uint64_t *hashes = malloc(TEXTS * sizeof *hashes);
    (void)state;
    assert_non_null(hashes);
    for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
        for (int i = 0; i < TEXTS; i++) {
            char text[64];
            int size = snprintf(text, sizeof text, "%s%d%s", patterns[p].before, i,
                                patterns[p].behind);
            hashes[i] = hash_text(text, (size_t)size);
        }
        qsort(hashes, TEXTS, sizeof *hashes, compare_hashes);
        for (int i = 1; i < TEXTS; i++)
            assert_int_not_equal(hashes[i - 1], hashes[i]);
    }
    free(hashes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_count_up_have_hashes_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
