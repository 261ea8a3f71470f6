/* fuzz_csv.c - any bytes as a CSV file: read as a dataset, or refused. */
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct source_memory file = {"d.csv", (const char *)bytes, size};
    struct source_options options = {.skip_bad = size % 2 == 1};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct fault fault = {0};
    struct text text = {0};
    if (source_read_memory(&file, 1, NULL, &options, &datasets, problems, &fault))
        for (size_t i = 0; i < datasets.count; i++)
            for (uint32_t j = 0; j < datasets.frames[i]->column_count; j++)
                for (uint32_t k = 0; k < datasets.frames[i]->record_count && k < 50; k++)
                    frame_add_value_text(datasets.frames[i], j, k, &text);
    problems_print(problems, SEVERITY_NOTE, &text);
    text_clear(&text);
    datasets_clear(&datasets);
    problems_free(problems);
    return 0;
}
