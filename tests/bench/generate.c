/* generate.c - FOLDER EVENTS [UNITS]: writes cooperations.csv and events.csv, the same
 * bytes every time.
 *
 * Events over 25 years, in no order, two of five without an amount: what a network's
 * export looks like.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { UNITS = 20000, FIRST_YEAR = 2000, YEARS = 25 };

static uint64_t state = 0x9E3779B97F4A7C15u;

static uint32_t pick(uint32_t below) /* splitmix64 */
{
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % below);
}

static FILE *create(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(4);
    }
    return file;
}

static void finish(FILE *file)
{
    if (fclose(file) != 0) {
        perror("generate");
        exit(4);
    }
}

static void write_event(FILE *out, uint64_t number, uint32_t units)
{
    static const char *const kinds[] = {
        "agreement", "fair",     "investment",  "mission", "project",
        "exchange",  "training", "publication", "meeting", "grant"};
    static const char *const lines[] = {"Economia y territorio", "Gobernanza local",
                                        "Cultura", "Sostenibilidad", "Inclusion social"};
    fprintf(out,
            "EV%09" PRIu64 ",%" PRIu32 ",%" PRIu32 "-%02" PRIu32 "-%02" PRIu32 ",%s,%s,",
            number, 1 + pick(units), FIRST_YEAR + pick(YEARS), 1 + pick(12), 1 + pick(28),
            kinds[pick(10)], lines[pick(5)]);
    if (pick(100) >= 40)
        fprintf(out, "%" PRIu32 ".%02" PRIu32, pick(pick(10) == 0 ? 1000000 : 20000),
                pick(100));
    fputc(',', out);
    if (pick(100) >= 70)
        fprintf(out, "%" PRIu32, pick(500));
    fputc(',', out);
    if (pick(100) >= 30)
        fprintf(out, "%" PRIu32, 1 + pick(5));
    fprintf(out, ",P%04" PRIu32 "\n", 1 + pick(5000));
}

int main(int count, char **texts)
{
    if (count != 3 && count != 4) {
        fputs("generate FOLDER EVENTS [UNITS]\n", stderr);
        return 2;
    }
    uint32_t units = count == 4 ? (uint32_t)strtoul(texts[3], NULL, 10) : UNITS;
    FILE *out = create(texts[1], "cooperations.csv");
    fputs("id,name,country\n", out);
    for (uint32_t i = 1; i <= units; i++)
        fprintf(out, "%" PRIu32 ",Cooperation %" PRIu32 ",Country%02" PRIu32 "\n", i, i,
                1 + pick(60));
    finish(out);
    out = create(texts[1], "events.csv");
    fputs("event_id,cooperation,date,kind,line,amount,jobs,quality,partner\n", out);
    uint64_t events = strtoull(texts[2], NULL, 10);
    for (uint64_t i = 1; i <= events; i++)
        write_event(out, i, units);
    finish(out);
    return 0;
}
