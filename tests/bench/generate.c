/* generate.c - FOLDER EVENTS: writes cooperations.csv and events.csv, the same bytes every time.
 *
 * Events of 2 000 cooperations over 25 years, in no order: what a network's export looks like.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { COOPERATIONS = 2000, FIRST_YEAR = 2000, YEARS = 25 };

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

int main(int count, char **texts)
{
    static const char *const countries[] = {"Tunisia", "Morocco", "Senegal", "Brazil", "Uruguay",
                                            "Colombia", "Armenia", "Vietnam", "Haiti", "Mali"};
    static const char *const kinds[] = {"meeting", "training", "visit", "fair", "grant",
                                        "workshop", "report", "exchange"};
    if (count != 3) {
        fputs("generate FOLDER EVENTS\n", stderr);
        return 2;
    }
    FILE *out = create(texts[1], "cooperations.csv");
    fputs("id,name,country\n", out);
    for (int i = 0; i < COOPERATIONS; i++)
        fprintf(out, "c%04d,Cooperation %d,%s\n", i, i, countries[pick(10)]);
    finish(out);
    out = create(texts[1], "events.csv");
    fputs("number,cooperation,held_on,kind,participants,amount\n", out);
    uint64_t events = strtoull(texts[2], NULL, 10);
    for (uint64_t i = 0; i < events; i++) {
        fprintf(out, "%" PRIu64 ",c%04" PRIu32 ",%" PRIu32 "-%02" PRIu32 "-%02" PRIu32 ",%s,", i,
                pick(COOPERATIONS), FIRST_YEAR + pick(YEARS), 1 + pick(12), 1 + pick(28),
                kinds[pick(8)]);
        if (pick(20) == 0)
            fputs(",", out); /* nobody counted */
        else
            fprintf(out, "%" PRIu32 ",", pick(300));
        fprintf(out, "%" PRIu32 ".%02" PRIu32 "\n", pick(100000), pick(100));
    }
    finish(out);
    return 0;
}
