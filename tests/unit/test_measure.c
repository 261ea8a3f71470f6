/* test_measure.c - every measure, on records from CSV.
 *
 * Figures were worked out by hand, or by python3's statistics where a comment says so.
 */
#include "trial.h"

static const char cooperations[] = "id,name\na,Ann\nb,Bo\nc,Cy\n";
static const char funding[] = "cooperation,date,amount,weight,kind,tags,rate\n"
                              "a,2016-03-01,10.10,1,loan,x;y,1e0\n"
                              "a,2016-02-01,0.20,2,gift,y,2.5e0\n"
                              "a,2016-09-01,n.d.,3,loan,z,1e-1\n"
                              "a,2017-01-01,7.00,1,,x; x ;z,1e20\n"
                              "b,2016-05-05,-1.50,,gift,,-1e20\n"
                              "b,2016-05-05,s.o.,1,gift,x,1e0\n"
                              "b,2017-05-05,s.o.,1,gift,x,\n"
                              "c,2017-05-05,n.d.,1,gift,x,5e0\n";

static void open_funding(struct trial *t)
{
    trial_open(t, NULL, "cooperations.csv", cooperations, "funding.csv", funding, NULL);
    periods(t, PERIODS_YEARS, 2016, 2017);
}

static void count_and_distinct_over_no_records_are_zero(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "funding")));
    show(&t, measure(&t, OP_COUNT, field(&t, "funding", "amount")));
    show(&t, measure(&t, OP_DISTINCT, field(&t, "funding", "kind")));
    show(&t, measure(&t, OP_DISTINCT, field(&t, "funding", "amount")));
    run(&t);
    expect(&t, 0, "a", "3 | 1");
    expect(&t, 0, "c", "0 | 1");
    expect(&t, 1, "a", "2 | 1");
    expect(&t, 1, "b", "1 | 0");
    expect(&t, 1, "c", "0 | 0");
    expect(&t, 2, "a", "2 | missing in the data");
    expect(&t, 2, "c", "0 | 1");
    expect(&t, 3, "a", "2 (2/3) | 1");
    trial_close(&t);
}

static void
a_figure_over_too_few_values_is_marked_and_one_over_none_knows_why(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_SUM, field(&t, "funding", "amount")));
    show(&t, flagged(&t, measure(&t, OP_SUM, field(&t, "funding", "amount")), FLAG_STOP));
    show(&t,
         flagged(&t, measure(&t, OP_COUNT, field(&t, "funding", "amount")), FLAG_STOP));
    run(&t);
    expect(&t, 0, "a", "10.3 (2/3) | 7");
    expect(&t, 0, "b", "-1.5 | not applicable");
    expect(&t, 0, "c", "no records | missing in the data");
    expect(&t, 1, "a", "missing in the data | 7");
    expect(&t, 1, "b", "-1.5 | not applicable");
    expect(&t, 2, "a", "missing in the data | 1");
    trial_close(&t);
}

static void sums_of_decimals_and_of_reals_are_exact(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "a.csv",
               "n,kind,amount,rate\n"
               "1,x,0.1,1e100\n2,x,0.2,1e0\n3,x,0.3,-1e100\n4,x,0.7,1e-30\n",
               NULL);
    show(&t, measure(&t, OP_SUM, field(&t, "a", "amount")));
    show(&t, measure(&t, OP_SUM, field(&t, "a", "rate")));
    show(&t, measure(&t, OP_MEAN, field(&t, "a", "amount")));
    run(&t);
    expect(&t, 0, "all", "1.3");
    expect(&t, 1, "all", "1");
    expect(&t, 2, "all", "0.325");
    trial_close(&t);
}

static void measures_of_numbers_are_as_python_gives_them(void **state)
{
    struct trial t;
    (void)state;
    static const struct {
        enum op op;
        const char *figure;
    } rows[] = {
        {OP_SUM, "41.5"},
        {OP_MEAN, "6.916666666666667"},
        {OP_MEDIAN, "5.25"},
        {OP_MIN, "1"},
        {OP_MAX, "20"},
        {OP_RANGE, "19"},
        {OP_VARIANCE, "48.041666666666664"}, /* statistics.variance */
        {OP_STDDEV, "6.931209610642767"},
    };
    trial_open(&t, NULL, "a.csv", "n,x\n1,4\n2,1\n3,20\n4,6.5\n5,8\n6,2\n", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        show(&t, measure(&t, rows[i].op, field(&t, "a", "x")));
    uint32_t quantile =
        show(&t, measure(&t, OP_QUANTILE, field(&t, "a", "x"), number(&t, 0.25)));
    run(&t);
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(&t, i, "all", rows[i].figure);
    expect(&t, quantile, "all", "2.5"); /* statistics.quantiles, inclusive */
    trial_close(&t);
}

static void gini_and_theil_need_a_mean_above_zero(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "a.csv", "g,x,y\n1,1,0\n2,3,0\n", NULL);
    show(&t, measure(&t, OP_GINI, field(&t, "a", "x")));
    show(&t, measure(&t, OP_THEIL, field(&t, "a", "x")));
    show(&t, measure(&t, OP_GINI, field(&t, "a", "y")));
    run(&t);
    expect(&t, 0, "all", "0.25");
    const struct figures *theil = &t.cube->figures[t.plan->shown[1].step];
    assert_true(fabs(theil->numbers[0] - 0.13081203594113697) < 1e-15);
    expect(&t, 2, "all", "not defined");
    trial_close(&t);
}

static void a_weighted_mean_takes_records_where_both_are_present(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    uint32_t d = dataset(&t, "funding");
    show(&t,
         measure(&t, OP_WEIGHTED_MEAN, column(&t, d, "amount"), column(&t, d, "weight")));
    run(&t);
    expect(&t, 0, "a", "3.5 (2/3) | 7");
    expect(&t, 0, "b", "missing in the data | not applicable");
    trial_close(&t);
}

static void a_share_is_of_the_records_where_the_columns_tested_are_present(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    uint32_t d = dataset(&t, "funding");
    uint32_t filter = test(&t, OP_TEST_ABOVE, column(&t, d, "amount"), number(&t, 1));
    show(&t, measure(&t, OP_SHARE, d, filter));
    show(&t, flagged(&t, measure(&t, OP_SHARE, d, filter), FLAG_OF_ALL));
    run(&t);
    expect(&t, 0, "a", "0.5 (2/3) | 1");
    expect(&t, 0, "b", "0 | not applicable");
    expect(&t, 0, "c", "no records | missing in the data");
    expect(&t, 1, "a", "0.3333333333333333 | 1");
    expect(&t, 1, "b", "0 | 0");
    trial_close(&t);
}

static void first_and_last_go_by_day_and_then_by_file(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_FIRST, field(&t, "funding", "amount")));
    show(&t, measure(&t, OP_LAST, field(&t, "funding", "amount")));
    show(&t, measure(&t, OP_LAST, field(&t, "funding", "kind")));
    show(&t, measure(&t, OP_FIRST, field(&t, "funding", "date")));
    show(&t, measure(&t, OP_MEDIAN, field(&t, "funding", "date")));
    run(&t);
    expect(&t, 0, "a", "0.2 (2/3) | 7");
    expect(&t, 1, "a", "10.1 (2/3) | 7");
    expect(&t, 2, "a", "loan | missing in the data");
    expect(&t, 3, "a", "2016-02-01 | 2017-01-01");
    expect(&t, 4, "a", "2016-03-01 | 2017-01-01");
    trial_close(&t);
}

static void the_median_of_two_dates_is_the_earlier_middle_day(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "a.csv", "n,d\n1,2017-01-01\n2,2017-01-04\n", NULL);
    show(&t, measure(&t, OP_MEDIAN, field(&t, "a", "d")));
    run(&t);
    expect(&t, 0, "all", "2017-01-02");
    trial_close(&t);
}

static void only_names_the_lines_of_two_different_values(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_ONLY, field(&t, "funding", "kind")));
    assert_false(try_run(&t));
    assert_non_null(strstr(t.fault.message, "trial.lua:1: "));
    assert_non_null(strstr(t.fault.message, "'gift' (funding.csv:3)"));
    assert_non_null(strstr(t.fault.message, "'loan' (funding.csv:2)"));
    assert_non_null(strstr(t.fault.message, "'a' in 2016"));
    trial_close(&t);
}

static void in_a_total_only_is_not_applicable_where_values_differ(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "cooperations.csv", cooperations, "targets.csv",
               "cooperation,target\na,5\na,5\nb,6\n", NULL);
    t.evaluation.totals = 1;
    show(&t, measure(&t, OP_ONLY, field(&t, "targets", "target")));
    run(&t);
    expect(&t, 0, "a", "5");
    expect(&t, 0, "c", "no records");
    expect(&t, 0, "*", "not applicable");
    trial_close(&t);
}

static void values_are_joined_in_their_order(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_VALUES, field(&t, "funding", "kind")));
    show(&t, measure(&t, OP_VALUES, field(&t, "funding", "weight")));
    show(&t, measure(&t, OP_MEDIAN, field(&t, "funding", "weight")));
    run(&t);
    expect(&t, 0, "a", "gift; loan | missing in the data");
    expect(&t, 1, "a", "1; 2; 3 | 1");
    expect(&t, 2, "a", "2 | 1");
    trial_close(&t);
}

static void a_record_counts_under_each_part_of_a_split_column(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    uint32_t split =
        make(&t, OP_SPLIT, SORT_COLUMN, ";", field(&t, "funding", "tags"), TRIAL_END);
    show(&t, measure(&t, OP_COUNT, split));
    show(&t, measure(&t, OP_DISTINCT, split));
    show(&t, measure(&t, OP_VALUES, split));
    run(&t);
    expect(&t, 0, "a", "4 | 2");
    expect(&t, 1, "a", "3 | 2");
    expect(&t, 2, "a", "x; y; z | x; z");
    expect(&t, 1, "b", "1 (1/2) | 1");
    trial_close(&t);
}

static void spread_shares_a_number_out_by_days(void **state)
{
    struct trial t;
    (void)state;
    trial_open(
        &t,
        "{\"resources\":[{\"name\":\"a\",\"path\":\"a.csv\",\"period\":"
        "[\"from\",\"to\"],\"schema\":{\"fields\":[{\"name\":\"from\",\"type\":\"date\"},"
        "{\"name\":\"to\",\"type\":\"date\"},{\"name\":\"x\",\"type\":\"number\"}]}}]}",
        "a.csv", "from,to,x\n2016-12-22,2017-01-10,40\n2017-05-05,,3\n", NULL);
    periods(&t, PERIODS_YEARS, 2015, 2017);
    uint32_t x = field(&t, "a", "x");
    uint32_t spread = show(&t, measure(&t, OP_SUM, computed(&t, OP_SPREAD, x)));
    uint32_t full = show(&t, measure(&t, OP_SUM, x));
    uint32_t all = measure(&t, OP_SUM, computed(&t, OP_SPREAD, x));
    uint32_t overall = show(&t, measure(&t, OP_OVERALL, all));
    run(&t);
    expect(&t, spread, "all", "no records | 20 | 20 (1/2)");
    expect(&t, full, "all", "no records | 40 | 43");
    expect(&t, overall, "all", "40 (1/2) | 40 (1/2) | 40 (1/2)");
    trial_close(&t);
}

static void a_dataset_dated_false_counts_in_every_period(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_COUNT, dated(&t, dataset(&t, "funding"))));
    run(&t);
    expect(&t, 0, "a", "4 | 4");
    trial_close(&t);
}

static void a_value_that_could_not_be_read_is_refused(void **state)
{
    struct trial t;
    (void)state;
    trial_open(
        &t,
        "{\"resources\":[{\"name\":\"a\",\"path\":\"a.csv\",\"schema\":"
        "{\"fields\":[{\"name\":\"kind\"},{\"name\":\"x\",\"type\":\"number\"}]}}]}",
        "a.csv", "kind,x\nb,12.5x\nb,\nc,4\nc,zz\n", NULL);
    units(&t, field(&t, "a", "kind"));
    show(&t, measure(&t, OP_SUM, field(&t, "a", "x")));
    show(&t, flagged(&t, measure(&t, OP_SUM, field(&t, "a", "x")), FLAG_STOP));
    run(&t);
    expect(&t, 0, "b", "refused");
    expect(&t, 0, "c", "4 (1/2)");
    expect(&t, 1, "c", "refused");
    trial_close(&t);
}

static void a_record_of_the_units_own_dataset_counts_for_itself_everywhere(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "cities.csv", "id,founded,people\nx,1900,5\ny,2000,7\n", NULL);
    units(&t, dataset(&t, "cities"));
    periods(&t, PERIODS_YEARS, 2016, 2017);
    t.evaluation.totals = 1;
    show(&t, measure(&t, OP_SUM, field(&t, "cities", "people")));
    run(&t);
    expect(&t, 0, "x", "5 | 5");
    expect(&t, 0, "*", "12 | 12");
    trial_close(&t);
}

static void without_units_or_records_there_is_nothing_but_no_error(void **state)
{
    struct trial t;
    (void)state;
    trial_open(&t, NULL, "cooperations.csv", "id,name\n", "funding.csv",
               "cooperation,year,amount\n", "rates.csv", "year,rate\n2016,2\n", NULL);
    via(&t, "rates", NULL, NULL);
    periods(&t, PERIODS_YEARS, 2016, 2017);
    t.evaluation.totals = 1;
    show(&t, measure(&t, OP_COUNT, dataset(&t, "cooperations")));
    show(&t, measure(&t, OP_SUM, field(&t, "rates", "rate")));
    run(&t);
    expect_units(&t, "*");
    expect(&t, 0, "*", "0 | 0");
    expect(&t, 1, "*", "2 | no records");
    trial_close(&t);
}

/* ---- coverage ---- */

static const char covered[] =
    "{\"resources\":["
    "{\"name\":\"cooperations\",\"path\":\"cooperations.csv\",\"schema\":{\"primaryKey\":"
    "\"id\","
    "\"fields\":[{\"name\":\"id\"},{\"name\":\"name\"}]}},"
    "{\"name\":\"events\",\"path\":\"events.csv\",\"period\":\"day\","
    "\"coverage\":{\"by\":[\"cooperation\",\"year\"],\"in\":\"reports\"},"
    "\"schema\":{\"fields\":[{\"name\":\"cooperation\"},{\"name\":\"day\",\"type\":"
    "\"date\"}],"
    "\"foreignKeys\":[{\"fields\":\"cooperation\",\"reference\":{\"resource\":"
    "\"cooperations\","
    "\"fields\":\"id\"}}]}},"
    "{\"name\":\"reports\",\"path\":\"reports.csv\",\"period\":\"year\",\"schema\":{"
    "\"fields\":["
    "{\"name\":\"cooperation\"},{\"name\":\"year\",\"type\":\"integer\"}],"
    "\"foreignKeys\":[{\"fields\":\"cooperation\",\"reference\":{\"resource\":"
    "\"cooperations\","
    "\"fields\":\"id\"}}]}}]}";

static void open_covered(struct trial *t)
{
    trial_open(t, covered, "cooperations.csv", cooperations, "events.csv",
               "cooperation,day\na,2016-02-02\nb,2016-03-03\nb,2017-07-07\n",
               "reports.csv", "cooperation,year\na,2016\na,2016\nb,2017\na,2017\n", NULL);
}

static void
a_cell_that_nobody_reported_is_not_reported_and_others_say_how_many(void **state)
{
    struct trial t;
    (void)state;
    open_covered(&t);
    periods(&t, PERIODS_YEARS, 2016, 2018);
    t.evaluation.totals = 1;
    show(&t, measure(&t, OP_COUNT, dataset(&t, "events")));
    run(&t);
    expect(&t, 0, "a", "1 | 0 | not reported");
    expect(&t, 0, "b", "not reported | 1 | not reported");
    expect(&t, 0, "c", "not reported | not reported | not reported");
    expect(&t, 0, "*", "2 [1/3] | 1 [2/3] | not reported");
    trial_close(&t);
}

static void a_yearly_report_covers_its_quarters(void **state)
{
    struct trial t;
    (void)state;
    open_covered(&t);
    periods(&t, PERIODS_QUARTERS, 2016 * 4 + 2, 2017 * 4 + 1);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "events")));
    run(&t);
    expect(&t, 0, "b", "not reported | not reported | 0 | 0");
    trial_close(&t);
}

static void over_all_time_the_years_are_those_of_the_reports(void **state)
{
    struct trial t;
    (void)state;
    open_covered(&t);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "events")));
    run(&t);
    expect(&t, 0, "a", "1");
    expect(&t, 0, "b", "2 [1/2]");
    expect(&t, 0, "c", "not reported");
    trial_close(&t);
}

/* ---- compute ---- */

static bool count_calls(void *self, const struct own_work *work, struct fault *fault)
{
    struct text *told = self;
    struct own_call calls[64];
    struct own_batch batch = {.calls = calls, .room = 64, .arena = arena_new()};
    work->next(work->self, &batch);
    assert_in_range(batch.count, 1, 63);
    for (size_t n = 0; n < batch.count; n++) {
        struct own_call *call = &calls[n];
        text_addf(told, "%s/%s:", call->cell.unit, call->cell.period);
        for (size_t i = 0; i < call->record_count; i++)
            text_addf(told, " %u", call->records[i]);
        text_add(told, "\n");
        call->result = (struct own_value){
            .reason = call->record_count == 0 ? REASON_NOT_APPLICABLE : REASON_NONE,
            .kind = OWN_NUMBER,
            .number = (double)call->record_count};
        assert_true(work->keep(work->self, call, fault));
    }
    arena_free(batch.arena);
    return true;
}

static void compute_is_called_for_each_cell_with_its_records_in_order(void **state)
{
    struct trial t;
    struct text calls = {0};
    struct own_functions own = {.self = &calls, .run = count_calls};
    (void)state;
    open_funding(&t);
    t.own = &own;
    uint32_t d = dataset(&t, "funding");
    uint32_t loans =
        where(&t, d, test(&t, OP_TEST_EQUAL, column(&t, d, "kind"), string(&t, "loan")));
    show(&t, measure(&t, OP_COMPUTE, loans));
    show(&t, measure(&t, OP_COMPUTE, d));
    run(&t);
    expect(&t, 0, "a", "2 | not applicable");
    assert_non_null(strstr(text_of(&calls), "a/2016: 0 2\na/2017:\nb/2016:\n"));
    assert_non_null(strstr(text_of(&calls), "a/2016: 1 0 2\na/2017: 3\nb/2016: 4 5\n"));
    text_clear(&calls);
    trial_close(&t);
}

static void compute_without_its_script_is_refused(void **state)
{
    struct trial t;
    (void)state;
    open_funding(&t);
    show(&t, measure(&t, OP_COMPUTE, dataset(&t, "funding")));
    assert_false(try_run(&t));
    assert_non_null(strstr(t.fault.message, "'compute'"));
    trial_close(&t);
}

/* ---- many records ---- */

/* Counts and sums of 40 units in 30 years, against plain loops. */
static void many_records_give_what_plain_loops_give(void **state)
{
    enum { RECORDS = 30000, UNITS = 40, YEARS = 30 };
    struct trial t;
    struct text units_csv = {0}, csv = {0};
    static int64_t sums[UNITS][YEARS], counts[UNITS][YEARS];
    static double most[UNITS][YEARS];
    uint32_t seed = 12345;
    (void)state;
    memset(sums, 0, sizeof sums), memset(counts, 0, sizeof counts);
    text_add(&units_csv, "id\n"), text_add(&csv, "cooperation,year,amount\n");
    for (int i = 0; i < UNITS; i++)
        text_addf(&units_csv, "u%d\n", i);
    for (int i = 0; i < RECORDS; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t unit = (seed >> 8) % UNITS, year = (seed >> 16) % YEARS,
                 cents = seed >> 12;
        text_addf(&csv, "u%u,%u,%u.%02u\n", unit, 1990 + year, cents / 100, cents % 100);
        sums[unit][year] += cents;
        most[unit][year] = counts[unit][year]++ == 0 || cents > most[unit][year]
                               ? cents
                               : most[unit][year];
    }
    trial_open(&t, NULL, "cooperations.csv", text_of(&units_csv), "f.csv", text_of(&csv),
               NULL);
    periods(&t, PERIODS_YEARS, 1990, 1990 + YEARS - 1);
    show(&t, measure(&t, OP_COUNT, dataset(&t, "f")));
    show(&t, measure(&t, OP_SUM, field(&t, "f", "amount")));
    show(&t, measure(&t, OP_MAX, field(&t, "f", "amount")));
    run(&t);
    for (size_t unit = 0; unit < UNITS; unit++)
        for (size_t year = 0; year < YEARS; year++) {
            size_t cell = cube_cell(t.cube, unit, year);
            const struct figures *figures = t.cube->figures;
            assert_true(figures[t.plan->shown[0].step].numbers[cell] ==
                        (double)counts[unit][year]);
            if (counts[unit][year] == 0)
                continue;
            assert_true(figures[t.plan->shown[1].step].numbers[cell] ==
                        (double)sums[unit][year] / 100);
            assert_true(figures[t.plan->shown[2].step].numbers[cell] ==
                        most[unit][year] / 100);
        }
    text_clear(&units_csv);
    text_clear(&csv);
    trial_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_units_or_records_there_is_nothing_but_no_error),
        cmocka_unit_test(count_and_distinct_over_no_records_are_zero),
        cmocka_unit_test(
            a_figure_over_too_few_values_is_marked_and_one_over_none_knows_why),
        cmocka_unit_test(sums_of_decimals_and_of_reals_are_exact),
        cmocka_unit_test(measures_of_numbers_are_as_python_gives_them),
        cmocka_unit_test(gini_and_theil_need_a_mean_above_zero),
        cmocka_unit_test(a_weighted_mean_takes_records_where_both_are_present),
        cmocka_unit_test(a_share_is_of_the_records_where_the_columns_tested_are_present),
        cmocka_unit_test(first_and_last_go_by_day_and_then_by_file),
        cmocka_unit_test(the_median_of_two_dates_is_the_earlier_middle_day),
        cmocka_unit_test(only_names_the_lines_of_two_different_values),
        cmocka_unit_test(in_a_total_only_is_not_applicable_where_values_differ),
        cmocka_unit_test(values_are_joined_in_their_order),
        cmocka_unit_test(a_record_counts_under_each_part_of_a_split_column),
        cmocka_unit_test(spread_shares_a_number_out_by_days),
        cmocka_unit_test(a_dataset_dated_false_counts_in_every_period),
        cmocka_unit_test(a_value_that_could_not_be_read_is_refused),
        cmocka_unit_test(a_record_of_the_units_own_dataset_counts_for_itself_everywhere),
        cmocka_unit_test(
            a_cell_that_nobody_reported_is_not_reported_and_others_say_how_many),
        cmocka_unit_test(a_yearly_report_covers_its_quarters),
        cmocka_unit_test(over_all_time_the_years_are_those_of_the_reports),
        cmocka_unit_test(compute_is_called_for_each_cell_with_its_records_in_order),
        cmocka_unit_test(compute_without_its_script_is_refused),
        cmocka_unit_test(many_records_give_what_plain_loops_give),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
