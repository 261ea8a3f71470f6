/* test_grid.c - units as rows, and which cells each record falls in.
 *
 * What falls where is seen by counting. Figures were worked out by hand.
 */
#include "trial.h"

#include "eval/placement.h"

static const char cooperations[] = "id,name,country,themes,from,to\n"
                                   "b,Béziers,France,water;health,,\n"
                                   "a,Agadir,Morocco,health,2016-07-01,2017-06-30\n"
                                   "c,,France,,2017-01-01,\n";
static const char package[] =
    "{\"resources\":["
    "{\"name\":\"cooperations\",\"path\":\"cooperations.csv\",\"period\":[\"from\","
    "\"to\"],"
    "\"schema\":{\"primaryKey\":\"id\",\"fields\":[{\"name\":\"id\"},{\"name\":\"name\"},"
    "{\"name\":\"country\",\"constraints\":{\"enum\":[\"Morocco\",\"France\"]}},"
    "{\"name\":\"themes\"},{\"name\":\"from\",\"type\":\"date\"},"
    "{\"name\":\"to\",\"type\":\"date\"}]}},"
    "{\"name\":\"events\",\"path\":\"events.csv\",\"period\":\"day\",\"schema\":{"
    "\"fields\":["
    "{\"name\":\"cooperation\"},{\"name\":\"day\",\"type\":\"date\"}],"
    "\"foreignKeys\":[{\"fields\":\"cooperation\",\"reference\":"
    "{\"resource\":\"cooperations\",\"fields\":\"id\"}}]}},"
    "{\"name\":\"stays\",\"path\":\"stays.csv\",\"period\":[\"begin\",\"end\"],"
    "\"schema\":"
    "{\"fields\":[{\"name\":\"cooperation\"},{\"name\":\"begin\",\"type\":\"date\"},"
    "{\"name\":\"end\",\"type\":\"date\"}],"
    "\"foreignKeys\":[{\"fields\":\"cooperation\",\"reference\":"
    "{\"resource\":\"cooperations\",\"fields\":\"id\"}}]}}]}";
static const char events[] = "cooperation,day\n"
                             "b,2017-12-31\n"
                             "b,2016-01-01\n"
                             "a,2016-12-31\n"
                             "zz,2016-05-05\n"
                             ",2016-05-06\n"
                             "b,\n"
                             "c,2019-01-01\n"
                             "b,2017-01-01\n";
static const char stays[] = "cooperation,begin,end\n"
                            "b,2015-06-01,2017-03-01\n"
                            "b,,2016-02-01\n"
                            "b,2017-05-05,\n"
                            "b,,\n"
                            "b,2018-03-03,2018-01-01\n";

static void open_cooperations(struct trial *t)
{
    trial_open(t, package, "cooperations.csv", cooperations, "events.csv", events,
               "stays.csv", stays, NULL);
}

static void open_counting(struct trial *t, const char *name)
{
    open_cooperations(t);
    periods(t, PERIODS_YEARS, 2016, 2018);
    show(t, measure(t, OP_COUNT, dataset(t, name)));
}

static void units_are_records_in_file_order(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    run(&t);
    expect_units(&t, "b, a, c");
    assert_string_equal(t.cube->grid->rows[0].label, "Béziers");
    assert_string_equal(t.cube->grid->rows[2].label, "c");
    assert_int_equal(t.cube->grid->rows[1].record, 1);
    trial_close(&t);
}

static void each_record_falls_in_its_unit_and_period(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    run(&t);
    expect(&t, 0, "b", "1 | 2 | 0");
    trial_close(&t);
}

static void the_tally_says_what_became_of_every_record(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    run(&t);
    const struct tally *tally = &t.cube->grid->placements[0].tally;
    assert_int_equal(tally->read, 8);
    assert_int_equal(tally->used, 4);
    assert_int_equal(tally->broken_key, 1);
    assert_int_equal(tally->no_unit, 1);
    assert_int_equal(tally->no_period, 1);
    assert_int_equal(tally->other_period, 1);
    assert_int_equal(tally->other_unit, 0);
    trial_close(&t);
}

static void a_row_has_its_records_by_day_and_then_in_file_order(void **state)
{
    struct trial t;
    uint64_t first, end;
    (void)state;
    open_counting(&t, "events");
    run(&t);
    struct placement *placement = &t.cube->grid->placements[0];
    grid_fill(t.cube->grid, placement, true, NULL, 0);
    placement_entries(placement, 0, &first, &end);
    assert_int_equal(end - first, 3);
    assert_int_equal(placement->records[first], 1);
    assert_int_equal(placement->records[first + 1], 7);
    assert_int_equal(placement->records[first + 2], 0);
    trial_close(&t);
}

static void outside_its_life_every_figure_of_a_unit_is_missing(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    run(&t);
    expect(&t, 0, "a", "1 | 0 | outside the cooperation's life");
    expect(&t, 0, "c", "outside the cooperation's life | 0 | 0");
    trial_close(&t);
}

static void a_pair_counts_in_each_period_that_it_overlaps(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "stays");
    run(&t);
    expect(&t, 0, "b", "2 | 2 | 1");
    trial_close(&t);
}

static void overall_counts_a_record_of_several_periods_once(void **state)
{
    struct trial t;
    (void)state;
    open_cooperations(&t);
    periods(&t, PERIODS_YEARS, 2016, 2018);
    show(&t, measure(&t, OP_OVERALL, measure(&t, OP_COUNT, dataset(&t, "stays"))));
    run(&t);
    expect(&t, 0, "b", "3 | 3 | 3");
    trial_close(&t);
}

static void a_record_without_a_date_counts_over_all_time_only(void **state)
{
    struct trial t;
    (void)state;
    open_cooperations(&t);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "stays")));
    show(&t, measure(&t, OP_COUNT, dataset(&t, "events")));
    run(&t);
    expect(&t, 0, "b", "5");
    expect(&t, 1, "b", "4");
    trial_close(&t);
}

static void quarters_and_months_take_days(void **state)
{
    struct trial t;
    (void)state;
    open_cooperations(&t);
    periods(&t, PERIODS_QUARTERS, 2016 * 4, 2016 * 4 + 3);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "events")));
    show(&t, measure(&t, OP_COUNT, dataset(&t, "stays")));
    run(&t);
    expect(&t, 0, "b", "1 | 0 | 0 | 0");
    expect(&t, 1, "b", "2 | 1 | 1 | 1");
    trial_close(&t);
}

static void a_year_cannot_be_placed_in_months(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "a.csv", "year,n\n2016,1\n2017,2\n", NULL);
    periods(&t, PERIODS_MONTHS, 2016 * 12, 2016 * 12 + 11);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "a")));
    assert_false(try_run(&t));
    assert_non_null(strstr(t.fault.message, "a year cannot be placed in months"));
    assert_non_null(strstr(t.fault.message, "'a'"));
    assert_non_null(strstr(t.fault.message, "'year'"));
    trial_close(&t);
}

static void a_year_column_names_a_year_that_begins_in_april(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "a.csv", "year,n\n2016,1\n2017,2\n2017,3\n", "b.csv",
               "day,n\n2017-03-31,1\n2017-04-01,2\n2016-03-31,2\n", NULL);
    periods(&t, PERIODS_YEARS, 2016, 2017);
    t.evaluation.periods.start_month = 4;
    show(&t, measure(&t, OP_COUNT, dataset(&t, "a")));
    show(&t, measure(&t, OP_COUNT, dataset(&t, "b")));
    run(&t);
    expect(&t, 0, "all", "1 | 2");
    expect(&t, 1, "all", "1 | 1");
    trial_close(&t);
}

static void values_of_a_column_are_units_in_the_order_of_its_enum(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    units(&t, field(&t, "cooperations", "country"));
    run(&t);
    expect_units(&t, "Morocco, France");
    expect(&t, 0, "France", "1 | 2 | 0");
    expect(&t, 0, "Morocco", "1 | 0 | 0");
    trial_close(&t);
}

static void
a_record_counts_for_each_part_of_a_split_unit_and_once_in_the_total(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    units(&t, make(&t, OP_SPLIT, SORT_COLUMN, ";", field(&t, "cooperations", "themes"),
                   TRIAL_END));
    t.evaluation.totals = 1;
    run(&t);
    expect_units(&t, "health, water, *");
    expect(&t, 0, "health", "2 | 2 | 0");
    expect(&t, 0, "water", "1 | 2 | 0");
    expect(&t, 0, "*", "2 | 2 | 0");
    trial_close(&t);
}

static void columns_together_make_units_of_their_combinations(void **state)
{
    struct trial t;
    uint32_t columns[2];
    (void)state;
    trial_open(&t, NULL, "a.csv", "kind,level,n\nx,10,1\ny,9,1\nx,9,1\nx,10,4\n,9,3\n",
               NULL);
    columns[0] = field(&t, "a", "kind");
    columns[1] = field(&t, "a", "level");
    t.evaluation.units_first = catalogue_add_list(t.catalogue, columns, 2);
    t.evaluation.units_count = 2;
    show(&t, measure(&t, OP_SUM, field(&t, "a", "n")));
    run(&t);
    expect_units(&t, "x · 9, x · 10, y · 9");
    expect(&t, 0, "x · 10", "5");
    assert_int_equal(t.cube->grid->placements[0].tally.no_unit, 1);
    trial_close(&t);
}

static void sections_have_totals_when_asked(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    t.evaluation.sections = catalogue_add_text(t.catalogue, "country");
    t.evaluation.totals = 2;
    run(&t);
    expect_units(&t, "b, a, c, France, Morocco, *");
    expect(&t, 0, "France", "1 | 2 | 0");
    expect(&t, 0, "Morocco", "1 | 0 | 0");
    expect(&t, 0, "*", "2 | 2 | 0");
    assert_string_equal(t.cube->grid->rows[0].section, "France");
    trial_close(&t);
}

static void units_left_out_by_where_are_told_apart_from_blanks(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    units(&t, where(&t, dataset(&t, "cooperations"),
                    test(&t, OP_TEST_EQUAL, field(&t, "cooperations", "country"),
                         string(&t, "France"))));
    run(&t);
    expect_units(&t, "b, c");
    assert_int_equal(t.cube->grid->placements[0].tally.other_unit, 1);
    assert_int_equal(t.cube->grid->placements[0].tally.no_unit, 1);
    trial_close(&t);
}

static void records_meet_units_by_equal_values(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "cooperations.csv", "id,city\na,Lyon\nb,Tunis\nc,Lyon\n",
               "budgets.csv", "city,amount\nLyon,5\nTunis,7\nQuito,1\n,2\n", NULL);
    via(&t, "budgets", "city", "city");
    t.evaluation.totals = 1;
    show(&t, measure(&t, OP_SUM, field(&t, "budgets", "amount")));
    run(&t);
    expect(&t, 0, "a", "5");
    expect(&t, 0, "b", "7");
    expect(&t, 0, "c", "5");
    expect(&t, 0, "*", "12");
    assert_int_equal(t.cube->grid->placements[0].tally.other_unit, 1);
    assert_int_equal(t.cube->grid->placements[0].tally.no_unit, 1);
    trial_close(&t);
}

static void numbers_meet_units_by_size(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "cooperations.csv", "id,code\na,10\nb,20\n", "budgets.csv",
               "code,amount\n10.0,5\n20.0,7\n20.5,1\n", NULL);
    via(&t, "budgets", "code", "code");
    show(&t, measure(&t, OP_SUM, field(&t, "budgets", "amount")));
    run(&t);
    expect(&t, 0, "a", "5");
    expect(&t, 0, "b", "7");
    trial_close(&t);
}

static void what_counts_for_every_unit_is_kept_once(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "cooperations.csv", "id,city\na,Lyon\nb,Tunis\n",
               "deflators.csv", "year,rate\n2016,1.5\n2017,2\n", NULL);
    via(&t, "deflators", NULL, NULL);
    periods(&t, PERIODS_YEARS, 2016, 2018);
    t.evaluation.totals = 1;
    show(&t, measure(&t, OP_ONLY, field(&t, "deflators", "rate")));
    run(&t);
    expect(&t, 0, "a", "1.5 | 2 | no records");
    expect(&t, 0, "b", "1.5 | 2 | no records");
    expect(&t, 0, "*", "1.5 | 2 | no records");
    assert_true(t.cube->grid->placements[0].shared);
    trial_close(&t);
}

static void a_whole_has_every_record(void **state)
{
    struct trial t;
    (void)state;
    open_counting(&t, "events");
    whole(&t, "Madrid");
    run(&t);
    expect_units(&t, "Madrid");
    expect(&t, 0, "Madrid", "4 | 2 | 0");
    trial_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_records_in_file_order),
        cmocka_unit_test(each_record_falls_in_its_unit_and_period),
        cmocka_unit_test(the_tally_says_what_became_of_every_record),
        cmocka_unit_test(a_row_has_its_records_by_day_and_then_in_file_order),
        cmocka_unit_test(outside_its_life_every_figure_of_a_unit_is_missing),
        cmocka_unit_test(a_pair_counts_in_each_period_that_it_overlaps),
        cmocka_unit_test(overall_counts_a_record_of_several_periods_once),
        cmocka_unit_test(a_record_without_a_date_counts_over_all_time_only),
        cmocka_unit_test(quarters_and_months_take_days),
        cmocka_unit_test(a_year_cannot_be_placed_in_months),
        cmocka_unit_test(a_year_column_names_a_year_that_begins_in_april),
        cmocka_unit_test(values_of_a_column_are_units_in_the_order_of_its_enum),
        cmocka_unit_test(
            a_record_counts_for_each_part_of_a_split_unit_and_once_in_the_total),
        cmocka_unit_test(columns_together_make_units_of_their_combinations),
        cmocka_unit_test(sections_have_totals_when_asked),
        cmocka_unit_test(units_left_out_by_where_are_told_apart_from_blanks),
        cmocka_unit_test(records_meet_units_by_equal_values),
        cmocka_unit_test(numbers_meet_units_by_size),
        cmocka_unit_test(what_counts_for_every_unit_is_kept_once),
        cmocka_unit_test(a_whole_has_every_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
