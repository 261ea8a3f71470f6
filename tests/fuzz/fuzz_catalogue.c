/* fuzz_catalogue.c - what a script's process sends, changed here and there: refused, or
 * planned and worked out like any other.
 *
 * The input is a list of changes to the bytes of a good catalogue: five bytes each, where
 * (two, of all offsets) and what is added to the byte there and the next (two), and how.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval/cube.h"
#include "lua/script.h"
#include "lua/travel.h"
#include "source/source.h"

int LLVMFuzzerInitialize(int *count, char ***texts);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char script[] =
    "local d, e = data.d, data.e\n"
    "local s = sum(when(above(d.amount, 1), d.amount, 0))\n"
    "local n = count(d:where { kind = { 'a', 'b' }, amount = between(1, 9) })\n"
    "local o = indicator { name = 'o', title = 'O', value = n, target = 5, baseline = "
    "1,\n"
    "  bands = { green = 3, amber = 2 }, labels = { [1] = 'one' }, tags = { x = 'y' } }\n"
    "return evaluation { name = 'v', title = { fr = 'F', en = 'E' }, units = e,\n"
    "  periods = years(2016, 2018), rows = { 'units' }, beside = { 'town' },\n"
    "  totals = true, notes = { 'a note' }, facets = { 'value', 'target' },\n"
    "  checks = { { above(s, 0), 'none' } }, sort = { by = 'o', at = 2017 },\n"
    "  indicators = { o, { title = 'H',\n"
    "    indicator { name = 'i', title = 'I', value = growth(s) + previous(n, 1) },\n"
    "    indicator { name = 'j', title = 'J', value = rank(n) + round(at(s, 2016), 1) "
    "},\n"
    "    indicator { name = 'k', title = 'K', value = mix { { o, weight = 2 },\n"
    "      { minmax(s), weight = 1 } } },\n"
    "    indicator { name = 'l', title = 'L', value = by_year { [2016] = n, [2017] = s } "
    "},\n"
    "    indicator { name = 'm', title = 'M', value = achievement(o) },\n"
    "    indicator { name = 'p', title = 'P', value = share(d, { kind = 'a' }) },\n"
    "    indicator { name = 'q', title = 'Q', value = mean(recode(d.kind,\n"
    "      { a = 1, b = 2 })) },\n"
    "    indicator { name = 'r', title = 'R', value = across(d.kind, count(d)) },\n"
    "    indicator { name = 't', title = 'T', value = rolling(n, 2, 'mean') +\n"
    "      quantile(d.amount, 0.5) + distinct(split(d.kind, ';')) } } } }\n";

static struct text good;
static struct datasets datasets;

int LLVMFuzzerInitialize(int *count, char ***texts)
{
    static const char d[] =
        "id,e,kind,amount,date\n1,1,a,2,2016-01-02\n2,1,b,3,2017-02-03\n"
        "3,2,c,,2018-03-04\n4,2,a;b,5.5,2017-05-06\n";
    static const char e[] = "id,town\n1,Oran\n2,Lyon\n";
    const struct source_memory files[] = {{"d.csv", d, sizeof d - 1},
                                          {"e.csv", e, sizeof e - 1}};
    struct source_options options = {0};
    struct problems *problems = problems_new();
    struct fault fault = {0};
    (void)count, (void)texts;
    struct script *read = script_read("s.lua", "s", script, sizeof script - 1, NULL, NULL,
                                      problems, &fault);
    if (read == NULL ||
        !source_read_memory(files, 2, NULL, &options, &datasets, problems, &fault)) {
        fprintf(stderr, "%s\n", fault.message);
        abort();
    }
    travel_add(&good, script_catalogue(read));
    script_free(read);
    problems_free(problems);
    return 0;
}

static void work_out(const struct catalogue *catalogue)
{
    static const struct plan_options options = {.script_name = "s"};
    struct problems *problems = problems_new();
    for (size_t i = 0; i < catalogue->shown_count && i < 4; i++) {
        struct fault fault = {0};
        const struct evaluation *evaluation =
            &catalogue->evaluations[catalogue->shown[i]];
        struct plan *plan =
            plan_build(catalogue, evaluation, &datasets, &options, problems, &fault);
        struct cube *cube = plan != NULL ? cube_build(plan, NULL, &fault) : NULL;
        cube_free(cube);
        plan_free(plan);
    }
    problems_free(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text changed = {0};
    struct fault fault = {0};
    text_add_bytes(&changed, good.bytes, good.size);
    for (; size >= 5; bytes += 5, size -= 5) {
        size_t at = (bytes[0] | (size_t)bytes[1] << 8) % (changed.size - 1);
        changed.bytes[at] =
            (char)(bytes[4] & 1 ? bytes[2] : changed.bytes[at] + bytes[2]);
        if (bytes[4] & 2)
            changed.bytes[at + 1] = (char)bytes[3];
    }
    struct parcel parcel = parcel_open(&changed);
    struct catalogue *catalogue = travel_take(&parcel, 3, "s.lua", &fault);
    if (catalogue != NULL)
        work_out(catalogue);
    catalogue_free(catalogue);
    text_clear(&changed);
    return 0;
}
