/* coverage.c - who should have reported, and who did.
 *
 * A dataset may declare that its parts (cooperations, say) report each year in another
 * dataset. Then a cell that rests on no report at all is "not reported", counts included,
 * and one that rests on some is marked "k of n reported". Reports are counted by year,
 * whatever the periods are: a yearly report covers its quarters and months.
 *
 * The counts of a dataset are one array for all its measures, in the cube's arena.
 */
#include "eval/measure_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known of one dataset's coverage while it is counted. */
struct covering {
    struct cube *cube;
    const struct frame *frame, *reports;
    uint32_t key;   /* of reports: to the parts; KEY_NONE: a unit is its own only part */
    uint32_t year;  /* column of reports; COLUMN_NONE: one report counts for every year */
    int32_t *years; /* of the axis (of all reports, over all time), each once, rising */
    size_t year_count;
    const struct frame *parts;
    struct road road;     /* of the parts, or of the reports when there is no key */
    uint8_t *reported_in; /* by part (or row) and year */
    uint32_t *expected, *reported; /* by row and year, then by cell */
};

/* ---- what the declaration names ---- */

static uint32_t find_by(const struct frame *reports, const char *name)
{
    char longer[200];
    uint32_t column = frame_find_column(reports, name);
    int size = snprintf(longer, sizeof longer, "%s_id", name);
    if (column == COLUMN_NONE && size > 0 && (size_t)size < sizeof longer)
        column = frame_find_column(reports, longer);
    return column;
}

static bool bad_coverage(const struct covering *covering, const char *name,
                         const char *why, struct fault *fault)
{
    return fault_set(
        fault, FAULT_DATA,
        "dataset '%s': its coverage is by '%s' in '%s', %s. coverage is by a key to "
        "the parts that report, by a year, or by both",
        covering->frame->name, name, covering->frame->coverage.in, why);
}

static bool read_declaration(struct covering *covering, struct fault *fault)
{
    const struct coverage *coverage = &covering->frame->coverage;
    covering->reports = datasets_find(covering->cube->plan->datasets, coverage->in);
    covering->key = KEY_NONE;
    covering->year = COLUMN_NONE;
    if (covering->reports == NULL)
        return bad_coverage(covering, coverage->by_count > 0 ? coverage->by[0] : "",
                            "which is not among the data", fault);
    for (uint32_t i = 0; i < coverage->by_count; i++) {
        uint32_t number = find_by(covering->reports, coverage->by[i]);
        if (number == COLUMN_NONE)
            return bad_coverage(covering, coverage->by[i], "which has no such column",
                                fault);
        const struct column *column = &covering->reports->columns[number];
        if (!column->loaded)
            return bad_coverage(covering, coverage->by[i], "which was not read", fault);
        if (column->key != KEY_NONE && covering->key == KEY_NONE)
            covering->key = column->key;
        else if (column->key == KEY_NONE && covering->year == COLUMN_NONE &&
                 (column->type == COLUMN_WHOLE || column->type == COLUMN_DATE))
            covering->year = number;
        else
            return bad_coverage(covering, coverage->by[i],
                                column->key != KEY_NONE
                                    ? "a second key"
                                    : "which is neither a key nor a year",
                                fault);
    }
    return true;
}

/* ---- years ---- */

/* The years of a batch of reports; INT32_MIN where there is none. */
static void read_years(const struct covering *covering, const uint32_t *records,
                       size_t count, int32_t *years)
{
    int64_t values[RECORD_BATCH];
    uint8_t states[RECORD_BATCH];
    const struct plan *plan = covering->cube->plan;
    bool dates = covering->reports->columns[covering->year].type == COLUMN_DATE;
    frame_read(covering->reports, covering->year, records, count, values, states);
    for (size_t i = 0; i < count; i++) {
        int month, day;
        years[i] = INT32_MIN;
        if (states[i] != STATE_PRESENT)
            continue;
        years[i] = (int32_t)values[i];
        if (!dates)
            continue;
        int32_t period = plan->all_time ? -1 : plan_period_of(plan, (int32_t)values[i]);
        if (period >= 0)
            years[i] = plan->periods[period].year; /* a year that begins in April */
        else
            date_split((int32_t)values[i], &years[i], &month, &day);
    }
}

static int compare_years(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static size_t year_number(const struct covering *covering, int32_t year)
{
    if (covering->year == COLUMN_NONE)
        return 0;
    const int32_t *found = bsearch(&year, covering->years, covering->year_count,
                                   sizeof *covering->years, compare_years);
    return found == NULL ? SIZE_MAX : (size_t)(found - covering->years);
}

/* Fills a batch with records from `first` on; how many. */
static size_t next_records(const struct frame *frame, uint64_t first, uint32_t *records)
{
    size_t count = 0;
    while (count < RECORD_BATCH && first + count < frame->record_count) {
        records[count] = (uint32_t)(first + count);
        count++;
    }
    return count;
}

static void collect_years(struct covering *covering)
{
    const struct plan *plan = covering->cube->plan;
    const struct frame *reports = covering->reports;
    size_t count = 0, kept = 0;
    uint64_t room = plan->all_time ? reports->record_count : plan->period_count;
    covering->years = memory_get((size_t)(room + 1) * sizeof *covering->years);
    if (covering->year == COLUMN_NONE) {
        covering->years[kept++] = 0;
    } else if (plan->all_time) {
        uint32_t records[RECORD_BATCH];
        for (uint64_t first = 0; first < reports->record_count; first += RECORD_BATCH) {
            size_t some = next_records(reports, first, records);
            read_years(covering, records, some, covering->years + count);
            count += some;
        }
    } else {
        for (; count < plan->period_count; count++)
            covering->years[count] = plan->periods[count].year;
    }
    qsort(covering->years, count, sizeof *covering->years, compare_years);
    for (size_t i = 0; i < count; i++)
        if (covering->years[i] != INT32_MIN &&
            (kept == 0 || covering->years[i] != covering->years[kept - 1]))
            covering->years[kept++] = covering->years[i];
    covering->year_count = kept;
}

/* ---- who reported ---- */

static void mark(struct covering *covering, size_t part, int32_t year)
{
    size_t number = year_number(covering, year);
    if (number != SIZE_MAX)
        covering->reported_in[part * covering->year_count + number] = 1;
}

static void mark_reports(struct covering *covering, uint8_t *taken, uint32_t *rows)
{
    uint32_t records[RECORD_BATCH], targets[RECORD_BATCH];
    int32_t years[RECORD_BATCH] = {0}, groups[RECORD_BATCH];
    for (uint64_t first = 0; first < covering->reports->record_count;
         first += RECORD_BATCH) {
        size_t count = next_records(covering->reports, first, records);
        if (covering->year != COLUMN_NONE)
            read_years(covering, records, count, years);
        if (covering->key != KEY_NONE) {
            frame_follow(covering->reports, covering->key, records, count, targets);
            for (size_t i = 0; i < count; i++)
                if (targets[i] != RECORD_NONE)
                    mark(covering, targets[i], years[i]);
            continue;
        }
        road_read(&covering->road, records, count, groups);
        for (size_t i = 0; i < count; i++) {
            size_t reached =
                road_rows_and_totals(&covering->road, groups[i], taken, rows);
            for (size_t k = 0; k < reached; k++)
                mark(covering, rows[k], years[i]);
        }
    }
}

/* ---- who should have ---- */

/* Whether a part lives in a year: its dataset's period pair, where it has one. */
static bool lives_in(const struct covering *covering, uint32_t part, size_t year)
{
    const struct frame *parts = covering->parts;
    int64_t days[2] = {INT32_MIN, INT32_MAX};
    if (covering->year == COLUMN_NONE || parts->period[0] == COLUMN_NONE ||
        parts->period[1] == COLUMN_NONE)
        return true;
    for (size_t i = 0; i < 2; i++) {
        const struct column *column = &parts->columns[parts->period[i]];
        uint8_t state = STATE_MISSING;
        int64_t value = 0;
        if (column->loaded)
            frame_read(parts, parts->period[i], &part, 1, &value, &state);
        if (state != STATE_PRESENT)
            continue;
        if (column->type == COLUMN_DATE) {
            days[i] = value;
        } else {
            int64_t wanted = value < 1 ? 1 : value > 9999 ? 9999 : value;
            days[i] =
                i == 0 ? date_days((int)wanted, 1, 1) : date_days((int)wanted, 12, 31);
        }
    }
    int32_t name = covering->years[year];
    return name >= 1 && name <= 9999 && days[0] <= date_days(name, 12, 31) &&
           days[1] >= date_days(name, 1, 1);
}

static void expect(struct covering *covering, size_t row, size_t part, size_t year)
{
    size_t at = row * covering->year_count + year;
    covering->expected[at]++;
    covering->reported[at] += covering->reported_in[part * covering->year_count + year];
}

static void expect_parts(struct covering *covering, uint8_t *taken, uint32_t *rows)
{
    uint32_t records[RECORD_BATCH];
    int32_t groups[RECORD_BATCH];
    for (uint64_t first = 0; first < covering->parts->record_count;
         first += RECORD_BATCH) {
        size_t count = next_records(covering->parts, first, records);
        road_read(&covering->road, records, count, groups);
        for (size_t i = 0; i < count; i++) {
            size_t reached =
                road_rows_and_totals(&covering->road, groups[i], taken, rows);
            for (size_t year = 0; reached > 0 && year < covering->year_count; year++)
                for (size_t k = 0; k < reached && lives_in(covering, records[i], year);
                     k++)
                    expect(covering, rows[k], records[i], year);
        }
    }
}

static void expect_rows(struct covering *covering)
{
    for (size_t row = 0; row < covering->cube->grid->row_count; row++)
        for (size_t year = 0; year < covering->year_count; year++)
            expect(covering, row, row, year);
}

/* ---- the road of the parts ---- */

/* The parts reach the units as the reports do that follow the key to them, or by a way of
 * their own. */
static bool find_way(const struct covering *covering, struct way *way)
{
    const struct plan *plan = covering->cube->plan;
    const struct way *theirs = plan_way(plan, covering->reports);
    if (covering->key == KEY_NONE) {
        if (theirs != NULL)
            *way = *theirs;
        return theirs != NULL;
    }
    *way = (struct way){.frame = covering->parts, .kind = WAY_KEYS};
    if (plan->units.whole || covering->parts == plan->units.frame)
        return true;
    const struct way *own = plan_way(plan, covering->parts);
    if (own != NULL) {
        *way = *own;
        return way->kind != WAY_ALL;
    }
    if (theirs == NULL || theirs->kind != WAY_KEYS || theirs->key_count == 0 ||
        theirs->keys[0] != covering->key)
        return false;
    way->key_count = theirs->key_count - 1;
    memcpy(way->keys, theirs->keys + 1, way->key_count * sizeof *way->keys);
    return true;
}

/* ---- from years to cells ---- */

static void add_years(const struct covering *covering, size_t row, size_t first,
                      size_t last, uint32_t *expected, uint32_t *reported)
{
    const struct plan *plan = covering->cube->plan;
    size_t previous = SIZE_MAX;
    for (size_t p = first; p <= last; p++) {
        size_t year = year_number(covering, plan->periods[p].year);
        if (year == SIZE_MAX || year == previous)
            continue; /* its quarters follow each other */
        previous = year;
        *expected += covering->expected[row * covering->year_count + year];
        *reported += covering->reported[row * covering->year_count + year];
    }
}

static void count_cells(const struct covering *covering, uint32_t *expected,
                        uint32_t *reported)
{
    const struct plan *plan = covering->cube->plan;
    const struct grid *grid = covering->cube->grid;
    for (size_t row = 0; row < grid->row_count; row++)
        for (size_t column = 0; column < grid->column_count; column++) {
            size_t cell = row * grid->column_count + column;
            bool overall = column >= plan->period_count;
            for (size_t year = 0; plan->all_time && year < covering->year_count; year++) {
                expected[cell] += covering->expected[row * covering->year_count + year];
                reported[cell] += covering->reported[row * covering->year_count + year];
            }
            if (!plan->all_time && plan->period_count > 0)
                add_years(covering, row, overall ? (size_t)plan->own_first : column,
                          overall ? (size_t)plan->own_last : column, &expected[cell],
                          &reported[cell]);
        }
}

/* Counts one dataset's coverage into two arrays of the cube's; false when its parts have
 * no way. */
static bool count_coverage(struct covering *covering, uint32_t *expected,
                           uint32_t *reported)
{
    const struct grid *grid = covering->cube->grid;
    struct way way;
    if (!find_way(covering, &way))
        return false;
    collect_years(covering);
    size_t parts = covering->key != KEY_NONE ? (size_t)covering->parts->record_count
                                             : grid->row_count;
    size_t cells = grid->row_count * covering->year_count;
    uint8_t *taken = memory_get_zeroed(grid->row_count + 1, 1);
    uint32_t *rows = memory_get((grid->row_count * 2 + 1) * sizeof *rows);
    covering->reported_in = memory_get_zeroed(parts * covering->year_count + 1, 1);
    covering->expected = memory_get_zeroed(cells + 1, sizeof *covering->expected);
    covering->reported = memory_get_zeroed(cells + 1, sizeof *covering->reported);
    road_init(&covering->road, grid, &way);
    mark_reports(covering, taken, rows);
    if (covering->key != KEY_NONE)
        expect_parts(covering, taken, rows);
    else
        expect_rows(covering);
    count_cells(covering, expected, reported);
    road_clear(&covering->road);
    free(taken);
    free(rows);
    free(covering->reported_in);
    free(covering->expected);
    free(covering->reported);
    free(covering->years);
    return true;
}

/* ---- the figures ---- */

static void apply(struct figures *figures, size_t cells, uint32_t *expected,
                  uint32_t *reported)
{
    bool short_somewhere = false;
    for (size_t cell = 0; cell < cells; cell++) {
        if (expected[cell] == 0 || reported[cell] >= expected[cell])
            continue;
        if (reported[cell] > 0) {
            short_somewhere = true;
            continue;
        }
        bool prevails = figures->reasons[cell] > REASON_NOT_REPORTED &&
                        figures->reasons[cell] != REASON_OUTSIDE_LIFE;
        if (!prevails)
            continue;
        figures->numbers[cell] = 0;
        figures->reasons[cell] = REASON_NOT_REPORTED;
        if (figures->records != NULL)
            figures->present[cell] = figures->records[cell] = 0;
    }
    if (!short_somewhere)
        return;
    figures->expected = expected;
    figures->reported = reported;
}

static bool is_measure_of(const struct cube *cube, size_t step, const struct frame *frame)
{
    const struct plan *plan = cube->plan;
    return op_class(plan->steps[step].op) == CLASS_MEASURE &&
           plan->binding->sources[plan->steps[step].source].frame == frame;
}

static bool cover_frame(struct cube *cube, const struct frame *frame, struct fault *fault)
{
    size_t cells = cube->grid->row_count * cube->grid->column_count;
    struct covering covering = {.cube = cube, .frame = frame};
    uint32_t *expected = arena_get_zeroed(cube->arena, cells + 1, sizeof *expected);
    uint32_t *reported = arena_get_zeroed(cube->arena, cells + 1, sizeof *reported);
    if (!read_declaration(&covering, fault))
        return false;
    if (covering.key != KEY_NONE)
        covering.parts = covering.reports->keys[covering.key].target;
    if (!count_coverage(&covering, expected, reported))
        return fault_set(
            fault, FAULT_DATA,
            "dataset '%s': its coverage is reported in '%s', whose records do not "
            "reach the units by the same key. measure '%s' by units to which that "
            "key leads",
            frame->name, covering.reports->name, frame->name);
    for (size_t i = 0; i < cube->plan->step_count; i++)
        if (is_measure_of(cube, i, frame))
            apply(&cube->figures[i], cells, expected, reported);
    return true;
}

bool coverage_apply(struct cube *cube, struct fault *fault)
{
    const struct datasets *datasets = cube->plan->datasets;
    for (size_t f = 0; f < datasets->count; f++) {
        bool measured = false;
        for (size_t i = 0; i < cube->plan->step_count && !measured; i++)
            measured = is_measure_of(cube, i, datasets->frames[f]);
        if (measured && datasets->frames[f]->coverage.in != NULL &&
            !cover_frame(cube, datasets->frames[f], fault))
            return false;
    }
    return true;
}
