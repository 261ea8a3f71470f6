/* fuzz_package.c - any text as a datapackage.json beside a small CSV file. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char csv[] = "id,kind,amount,date,other\n1,a,2.5,2016-01-02,2\n"
                              "2,b,\"3,5\",03/04/2017,1\n3,,n.d.,2018,9\n";
    struct arena *arena = arena_new();
    const char *package = arena_bytes(arena, (const char *)bytes, size);
    struct source_memory file = {"d.csv", csv, sizeof csv - 1};
    struct source_options options = {0};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct fault fault = {0};
    source_read_memory(&file, 1, package, &options, &datasets, problems, &fault);
    datasets_clear(&datasets);
    problems_free(problems);
    arena_free(arena);
    return 0;
}
