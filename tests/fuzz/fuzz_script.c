/* fuzz_script.c - any text as a script, read in this process: what it declares must pass
 * the check that the engine makes of what comes from a script's process. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr/catalogue_check.h"
#include "lua/reading.h"
#include "lua/travel.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool use(void *self, const char *name, const char *from, struct text *path,
                struct text *content, struct fault *fault)
{
    (void)self, (void)from;
    if (strcmp(name, "a/b") != 0)
        return fault_set(fault, FAULT_DATA, "no indicator '%s'", name);
    text_add(path, "a/b.lua");
    text_add(content, "return indicator { title = 'B', value = count(data.d) }");
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct script_options options = {.max_seconds = 0.5, .max_memory = 16 << 20};
    struct questions questions = {NULL, use, NULL, NULL};
    struct problems *problems = problems_new();
    struct fault fault = {0}, wrong = {0};
    struct reading *reading =
        reading_new("s.lua", "s", &options, questions, problems, &fault);
    if (reading != NULL && reading_read(reading, (const char *)bytes, size, &fault) &&
        !catalogue_check(reading->catalogue, reading->function_count, "s.lua", &wrong) &&
        strstr(wrong.message, "cannot be: ") != NULL) {
        fprintf(stderr, "%s\n", wrong.message);
        abort();
    }
    reading_free(reading);
    problems_free(problems);
    return 0;
}
