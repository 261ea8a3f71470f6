/* test_course.c - the same figures, whatever the course by which records come to their
 * cells.
 *
 * Random datasets with all that can be wrong with them (values missing, refused and not
 * applicable; keys to nothing; no dates, open ends, ends before beginnings) are measured
 * by every measure, in several shapes of tables: dealt out to rows by one thread first,
 * and then with all rooms for cells and numbers of threads, in file order and sorted.
 * Every figure, reason and count of values must be the same.
 */
#include "trial.h"

#include "base/arena.h"
#include "expr/catalogue.h"

enum { UNITS = 200, RECORDS = 1500 };

/* ---- data ---- */

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void add_day(struct text *csv, uint32_t *seed)
{
    if (draw(seed, 12) != 0)
        text_addf(csv, "%u-%02u-%02u", 2014 + draw(seed, 6), 1 + draw(seed, 12),
                  1 + draw(seed, 28));
}

static void add_units(struct text *csv, uint32_t *seed)
{
    static const char *const themes[] = {"water", "health;water", "", "youth; health",
                                         "youth"};
    text_add(csv, "id,country,city,themes,from,to\n");
    for (int i = 0; i < UNITS; i++) {
        text_addf(csv, "u%d,Land %u,c%u,%s,", i, draw(seed, 4), draw(seed, 20),
                  themes[draw(seed, 5)]);
        if (draw(seed, 3) == 0)
            text_addf(csv, "2015-0%u-01", 1 + draw(seed, 9));
        text_add(csv, draw(seed, 3) == 0 ? ",2017-06-30\n" : ",\n");
    }
}

/* `pair`: with two days. */
static void add_records(struct text *csv, uint32_t *seed, bool pair)
{
    static const char *const kinds[] = {"fair", "visit", "loan", "gift", ""};
    static const char *const tags[] = {"x", "x;y", "z; x", "", "y"};
    text_addf(csv, "unit,city,%s,kind,tags,amount,score,rate,partner,home\n",
              pair ? "begin,end" : "day");
    for (int i = 0; i < RECORDS; i++) {
        uint32_t odd = draw(seed, 40), unit = draw(seed, UNITS);
        if (odd == 0)
            text_add(csv, "nobody");
        else if (odd > 1)
            text_addf(csv, "u%u", unit);
        text_addf(csv, ",c%u,", draw(seed, 25));
        add_day(csv, seed);
        if (pair)
            text_add(csv, ","), add_day(csv, seed);
        text_addf(csv, ",%s,%s,", kinds[draw(seed, 5)], tags[draw(seed, 5)]);
        odd = draw(seed, 12);
        if (odd == 0)
            text_add(csv, "s.o.");
        else if (odd == 1)
            text_add(csv, "12x");
        else if (odd > 3)
            text_addf(csv, "%s%u.%02u", odd == 4 ? "-" : "", draw(seed, 900),
                      draw(seed, 100));
        text_addf(csv, ",%u,", draw(seed, 50));
        if (draw(seed, 5) != 0)
            text_addf(csv, "%u.5e%d", draw(seed, 1000), (int)draw(seed, 60) - 30);
        text_addf(csv, ",P%u,H%u\n", draw(seed, 30), unit);
    }
}

#define KEY                                                                              \
    "\"foreignKeys\":[{\"fields\":\"unit\",\"reference\":"                               \
    "{\"resource\":\"cooperations\",\"fields\":\"id\"}}]"
#define FIELDS                                                                           \
    "{\"name\":\"unit\"},{\"name\":\"kind\"},{\"name\":\"amount\",\"type\":\"number\"}," \
    "{\"name\":\"score\",\"type\":\"integer\"},{\"name\":\"rate\",\"type\":\"number\"}"
static const char package[] =
    "{\"resources\":["
    "{\"name\":\"cooperations\",\"path\":\"cooperations.csv\","
    "\"period\":[\"from\",\"to\"],\"schema\":{\"primaryKey\":\"id\",\"fields\":["
    "{\"name\":\"id\"},{\"name\":\"from\",\"type\":\"date\"},"
    "{\"name\":\"to\",\"type\":\"date\"}]}},"
    "{\"name\":\"events\",\"path\":\"events.csv\",\"period\":\"day\",\"schema\":"
    "{\"fields\":[" FIELDS ",{\"name\":\"day\",\"type\":\"date\"}]," KEY "}},"
    "{\"name\":\"stays\",\"path\":\"stays.csv\",\"period\":[\"begin\",\"end\"],"
    "\"schema\":{\"fields\":[" FIELDS ",{\"name\":\"begin\",\"type\":\"date\"},"
    "{\"name\":\"end\",\"type\":\"date\"}]," KEY "}}]}";

static void open_random(struct trial *t, uint32_t seed)
{
    struct text units_csv = {0}, events_csv = {0}, stays_csv = {0};
    add_units(&units_csv, &seed);
    add_records(&events_csv, &seed, false);
    add_records(&stays_csv, &seed, true);
    trial_open(t, package, "cooperations.csv", text_of(&units_csv), "events.csv",
               text_of(&events_csv), "stays.csv", text_of(&stays_csv), NULL);
    text_clear(&units_csv);
    text_clear(&events_csv);
    text_clear(&stays_csv);
}

/* ---- a frame, sorted as a store does ---- */

struct sorting {
    uint64_t group; /* the target, then what has none */
    int64_t day;
    uint32_t record;
};

static int compare_sorting(const void *a, const void *b)
{
    const struct sorting *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

/* Packs vectors, one a segment, anew: their values taken in another order. */
static void move_values(struct frame *frame, struct vector **vectors,
                        const struct sorting *order)
{
    size_t total = (size_t)frame->record_count;
    int64_t *values = memory_get(total * sizeof *values);
    uint8_t *states = memory_get(total);
    bool real = vectors[0]->real;
    for (size_t i = 0; i < total; i++) {
        const struct vector *from = vectors[order[i].record / SEGMENT_RECORDS];
        size_t number = order[i].record % SEGMENT_RECORDS;
        states[i] = (uint8_t)vector_state_at(from, number);
        if (real)
            memcpy(&values[i], (const double *)from->values + number, sizeof values[i]);
        else
            values[i] = vector_at(from, number);
    }
    for (size_t at = 0; at < total; at += SEGMENT_RECORDS) {
        size_t count = total - at < SEGMENT_RECORDS ? total - at : SEGMENT_RECORDS;
        *vectors[at / SEGMENT_RECORDS] =
            real ? vector_pack_reals(frame->arena, (const double *)values + at,
                                     states + at, count)
                 : vector_pack(frame->arena, values + at, states + at, count);
    }
    free(values);
    free(states);
}

static struct sorting *find_order(const struct frame *frame)
{
    size_t total = (size_t)frame->record_count;
    struct sorting *order = memory_get(total * sizeof *order);
    for (uint32_t i = 0; i < total; i++) {
        const struct vector *row = &frame->keys[0].rows[i / SEGMENT_RECORDS];
        enum state state = vector_state_at(row, i % SEGMENT_RECORDS);
        int64_t day;
        uint8_t there;
        frame_read(frame, frame->period[0], &i, 1, &day, &there);
        order[i] = (struct sorting){UINT32_MAX + (uint64_t)state,
                                    there == STATE_PRESENT ? day : INT64_MIN, i};
        if (state == STATE_PRESENT)
            order[i].group = (uint64_t)vector_at(row, i % SEGMENT_RECORDS);
    }
    for (size_t run = 0; run < total; run += RUN_RECORDS)
        qsort(order + run, total - run < RUN_RECORDS ? total - run : RUN_RECORDS,
              sizeof *order, compare_sorting);
    return order;
}

static void sort_frame(struct frame *frame)
{
    struct sorting *order = find_order(frame);
    struct vector **vectors = memory_get(frame->segment_count * sizeof *vectors);
    for (uint32_t c = 0; c < frame->column_count + frame->key_count + 2; c++) {
        for (uint32_t s = 0; s < frame->segment_count; s++) {
            struct segment *segment = &frame->segments[s];
            vectors[s] = c < frame->column_count    ? &segment->columns[c]
                         : c == frame->column_count ? &segment->file
                         : c == frame->column_count + 1
                             ? &segment->line
                             : &frame->keys[c - frame->column_count - 2].rows[s];
        }
        if (c >= frame->column_count || frame->columns[c].loaded)
            move_values(frame, vectors, order);
    }
    free(vectors);
    free(order);
    frame->sorted_by = 0;
}

/* ---- tables ---- */

/* Every measure of a dataset. */
static void show_all(struct trial *t, const char *name)
{
    static const enum op ops[] = {OP_COUNT,  OP_SUM,   OP_MEAN,  OP_MIN,     OP_MAX,
                                  OP_RANGE,  OP_FIRST, OP_LAST,  OP_MEDIAN,  OP_VARIANCE,
                                  OP_STDDEV, OP_GINI,  OP_THEIL, OP_DISTINCT};
    static const char *const columns[] = {"amount", "score", "rate"};
    uint32_t d = dataset(t, name);
    uint32_t loans =
        where(t, d, test(t, OP_TEST_EQUAL, column(t, d, "kind"), string(t, "loan")));
    uint32_t large = test(t, OP_TEST_ABOVE, column(t, d, "amount"), number(t, 100));
    for (size_t o = 0; o < sizeof ops / sizeof *ops; o++)
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            uint32_t value = measure(t, ops[o], column(t, d, columns[c]));
            show(t, value);
            show(t, measure(t, OP_OVERALL, value));
        }
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        show(t, measure(t, OP_SUM, column(t, loans, columns[c])));
        show(t, flagged(t, measure(t, OP_SUM, column(t, d, columns[c])), FLAG_STOP));
        show(t, measure(t, OP_QUANTILE, column(t, d, columns[c]), number(t, 0.3)));
    }
    show(t, measure(t, OP_COUNT, d));
    show(t, measure(t, OP_COUNT, loans));
    show(t,
         measure(t, OP_COUNT,
                 where(t, d,
                       test(t, OP_TEST_EQUAL, column(t, d, "kind"), string(t, "gift")))));
    show(t, measure(t, OP_COUNT, where(t, d, large)));
    show(t, measure(t, OP_SHARE, d, large));
    show(t, flagged(t, measure(t, OP_SHARE, d, large), FLAG_OF_ALL));
    show(t, measure(t, OP_WEIGHTED_MEAN, column(t, d, "rate"), column(t, d, "score")));
    show(t, measure(t, OP_SUM, computed(t, OP_SPREAD, column(t, d, "amount"))));
    show(t, measure(
                t, OP_SUM,
                computed(t, OP_MULTIPLY, column(t, d, "amount"), column(t, d, "score"))));
    for (size_t i = 0; i < 2; i++) {
        uint32_t text = column(t, d, i == 0 ? "partner" : "kind");
        show(t, measure(t, OP_DISTINCT, text));
        show(t, measure(t, OP_FIRST, text));
        show(t, measure(t, OP_LAST, text));
    }
    show(t, measure(t, OP_OVERALL, measure(t, OP_DISTINCT, column(t, d, "partner"))));
    show(t, measure(t, OP_VALUES, column(t, d, "kind")));
    uint32_t tags = make(t, OP_SPLIT, SORT_COLUMN, ";", column(t, d, "tags"), TRIAL_END);
    show(t, measure(t, OP_COUNT, tags));
    show(t, measure(t, OP_DISTINCT, tags));
    show(t, measure(t, OP_VALUES, tags));
}

static void by_record(struct trial *t)
{
    (void)t;
}

/* What all records of such a unit agree on; a total has several. */
static void show_agreed(struct trial *t, const char *name)
{
    uint32_t only = measure(t, OP_ONLY, field(t, name, "home"));
    show(t, only);
    show(t, measure(t, OP_OVERALL, only));
}

static void by_narrowed(struct trial *t)
{
    uint32_t d = dataset(t, "cooperations");
    units(t, where(t, d,
                   test(t, OP_TEST_EQUAL, column(t, d, "country"), string(t, "Land 1"))));
}

static void by_country(struct trial *t)
{
    units(t, field(t, "cooperations", "country"));
}

static void by_theme(struct trial *t)
{
    units(t, make(t, OP_SPLIT, SORT_COLUMN, ";", field(t, "cooperations", "themes"),
                  TRIAL_END));
}

static void by_section(struct trial *t)
{
    t->evaluation.sections = catalogue_add_text(t->catalogue, "country");
}

static void by_city(struct trial *t)
{
    via(t, "events", "city", "city");
}

static void for_all(struct trial *t)
{
    via(t, "events", NULL, NULL);
}

static void as_whole(struct trial *t)
{
    whole(t, "All");
}

static const struct shape {
    const char *name;
    const char *dataset;
    void (*units)(struct trial *t);
    enum periods_kind periods; /* PERIODS_YEARS: 2015 to 2018 */
    uint8_t totals;
} shapes[] = {
    {"records", "events", by_record, PERIODS_YEARS, 0},
    {"records and a total", "events", by_record, PERIODS_YEARS, 1},
    {"sections", "events", by_section, PERIODS_YEARS, 2},
    {"narrowed", "events", by_narrowed, PERIODS_YEARS, 0},
    {"all time", "events", by_record, PERIODS_ALL, 0},
    {"countries", "events", by_country, PERIODS_YEARS, 1},
    {"themes", "events", by_theme, PERIODS_YEARS, 1},
    {"equal values", "events", by_city, PERIODS_YEARS, 1},
    {"shared", "events", for_all, PERIODS_YEARS, 1},
    {"a whole", "events", as_whole, PERIODS_YEARS, 0},
    {"pairs", "stays", by_record, PERIODS_YEARS, 0},
    {"pairs and sections", "stays", by_section, PERIODS_YEARS, 2},
    {"pairs by theme", "stays", by_theme, PERIODS_YEARS, 1},
};

/* ---- alike ---- */

static void expect_figure(const struct cube *cube, const struct cube *first, size_t step,
                          size_t cell, const char *where)
{
    const struct figures *a = &first->figures[step], *b = &cube->figures[step];
    bool same = a->kind == b->kind && a->reasons[cell] == b->reasons[cell];
    if (same && a->kind == FIGURE_TEXT && a->reasons[cell] == REASON_NONE)
        same = strcmp(dictionary_text(first->texts, (uint32_t)a->numbers[cell]),
                      dictionary_text(cube->texts, (uint32_t)b->numbers[cell])) == 0;
    else if (same)
        same = memcmp(&a->numbers[cell], &b->numbers[cell], sizeof(double)) == 0;
    same = same && (a->records == NULL) == (b->records == NULL) &&
           (a->records == NULL || (a->records[cell] == b->records[cell] &&
                                   a->present[cell] == b->present[cell]));
    if (!same)
        fail_msg("%s: step %zu (%s), cell %zu: %.17g %s, dealt %.17g %s", where, step,
                 op_word(cube->plan->steps[step].op), cell, b->numbers[cell],
                 reason_text(b->reasons[cell]), a->numbers[cell],
                 reason_text(a->reasons[cell]));
}

static void expect_alike(const struct cube *cube, const struct cube *first,
                         const char *where)
{
    size_t cells = first->grid->row_count * first->grid->column_count;
    assert_int_equal(cube->grid->row_count, first->grid->row_count);
    for (size_t step = 0; step < first->plan->step_count; step++)
        for (size_t cell = 0; cell < cells; cell++)
            expect_figure(cube, first, step, cell, where);
    for (size_t i = 0; i < first->grid->placement_count; i++)
        assert_memory_equal(&cube->grid->placements[i].tally,
                            &first->grid->placements[i].tally, sizeof(struct tally));
}

/* Whether its records were read where they stand. */
static bool was_in_place(const struct cube *cube)
{
    return !cube->grid->placements[0].filled;
}

static size_t try_courses(struct trial *t, const char *shape, const char *order)
{
    static const size_t rooms[] = {1, 1 << 16, 1 << 19, 1 << 20, 1 << 28};
    static const unsigned threads[] = {1, 2, 7};
    size_t in_place = 0;
    for (size_t r = 0; r < sizeof rooms / sizeof *rooms; r++)
        for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
            char where[120];
            snprintf(where, sizeof where, "%s, %s, %zu bytes, %u threads", shape, order,
                     rooms[r], threads[i]);
            t->plan->share_room = rooms[r];
            t->plan->threads = threads[i];
            struct cube *cube = cube_build(t->plan, NULL, &t->fault);
            if (cube == NULL)
                fail_msg("%s: %s", where, t->fault.message);
            expect_alike(cube, t->cube, where);
            in_place += was_in_place(cube);
            if (rooms[r] == rooms[4])
                assert_true(was_in_place(cube));
            cube_free(cube);
        }
    return in_place;
}

static void every_course_gives_the_same_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *shape = &shapes[i];
        struct trial t;
        open_random(&t, 100 + (uint32_t)i);
        periods(&t, shape->periods, 2015, 2018);
        t.evaluation.totals = shape->totals;
        shape->units(&t);
        show_all(&t, shape->dataset);
        bool records = shape->units == by_record || shape->units == by_section ||
                       shape->units == by_narrowed;
        if (records)
            show_agreed(&t, shape->dataset);
        run(&t);
        cube_free(t.cube);
        t.plan->share_room = 1;
        t.plan->threads = 1;
        t.cube = cube_build(t.plan, NULL, &t.fault);
        assert_false(was_in_place(t.cube));
        size_t in_place = try_courses(&t, shape->name, "in file order");
        sort_frame(datasets_find(&t.datasets, shape->dataset));
        size_t sorted = try_courses(&t, shape->name, "sorted");
        if (records ? sorted <= in_place : sorted != in_place)
            fail_msg("%s: %zu times in place, %zu when sorted", shape->name, in_place,
                     sorted);
        trial_close(&t);
    }
}

static void only_is_refused_alike(void **state)
{
    static const char two_days[] = "id,name\na,Ann\nb,Bo\n";
    static const char targets[] = "cooperation,date,target\n"
                                  "b,2016-05-01,7\nb,2016-02-01,7\nb,2016-09-01,8\n"
                                  "a,2016-03-01,4\na,2017-03-01,5\n";
    struct fault first = {0};
    struct trial t;
    (void)state;
    for (size_t room = 1; room <= 1 << 20; room <<= 20) {
        trial_open(&t, NULL, "cooperations.csv", two_days, "targets.csv", targets, NULL);
        periods(&t, PERIODS_YEARS, 2016, 2017);
        show(&t, measure(&t, OP_ONLY, field(&t, "targets", "target")));
        assert_false(try_run(&t));
        t.plan->share_room = room;
        assert_null(cube_build(t.plan, NULL, &t.fault));
        if (room == 1)
            first = t.fault;
        assert_string_equal(t.fault.message, first.message);
        assert_non_null(
            strstr(t.fault.message, "'7' (targets.csv:3) and '8' (targets.csv:4)"));
        trial_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_course_gives_the_same_figures),
        cmocka_unit_test(only_is_refused_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
