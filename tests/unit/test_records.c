/* test_records.c - values of bound columns and filters, record by record.
 *
 * The data are read from CSV; what passes is written as the numbers of the records.
 */
#include "trial.h"

#include "expr/records.h"

static const char cities[] = "id,country,region\n"
                             "lyon,France,x\n"
                             "tunis,Tunisia,\n"
                             "quito,Écuador,x\n";
static const char projects[] =
    "id,city,budget,spent,themes,opened,due,home,rating\n"
    "1,lyon,10.50,5.25,water;health,2015-03-01,2016-03-01,France,good\n"
    "2,tunis,0.1,,water,2016-01-01,2015-12-31,France,bad\n"
    "3,quito,n.d.,3,,2017-07-05,2017-07-05,Écuador,good\n"
    "4,,s.o.,4,health ; waters,,2018-01-01,,\n"
    "5,lyon,2,0,;,2018-01-01,,lyon,fair\n";

static void open_projects(struct trial *t)
{
    trial_open(t, NULL, "cities.csv", cities, "projects.csv", projects, NULL);
}

static struct binding *bind(struct trial *t)
{
    return binding_new(t->catalogue, &t->datasets);
}

/* The ids of the projects that pass. */
static void expect_pass(struct trial *t, uint32_t filter, const char *expected)
{
    struct binding *binding = bind(t);
    const struct frame *frame = datasets_find(&t->datasets, "projects");
    uint32_t bound, records[] = {0, 1, 2, 3, 4};
    struct text text = {0};
    if (!binding_filter(binding, filter, frame, &bound, &t->fault))
        fail_msg("%s", t->fault.message);
    size_t count = records_filter(binding, bound, records, 5, records);
    for (size_t i = 0; i < count; i++)
        text_addf(&text, "%s%u", i > 0 ? " " : "", records[i] + 1);
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
    binding_free(binding);
}

static void expect_values(struct trial *t, uint32_t of, const char *expected)
{
    struct binding *binding = bind(t);
    uint32_t bound, records[] = {0, 1, 2, 3, 4};
    double numbers[5];
    uint8_t reasons[5];
    struct text text = {0};
    if (!binding_column(binding, of, &bound, &t->fault))
        fail_msg("%s", t->fault.message);
    records_read_numbers(binding, bound, records, 5, numbers, reasons);
    for (size_t i = 0; i < 5; i++) {
        char out[NUMBER_TEXT_SIZE];
        text_add(&text, i > 0 ? " | " : "");
        number_format(reasons[i] == REASON_NONE ? numbers[i] : 0, out);
        text_add(&text, reasons[i] == REASON_NONE ? out : reason_text(reasons[i]));
    }
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
    binding_free(binding);
}

static void a_field_gives_numbers_and_reasons(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    expect_values(&t, field(&t, "projects", "budget"),
                  "10.5 | 0.1 | missing in the data | not applicable | 2");
    trial_close(&t);
}

static void columns_combine_record_by_record(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t budget = field(&t, "projects", "budget"),
             spent = field(&t, "projects", "spent");
    uint32_t d = dataset(&t, "projects");
    budget = column(&t, d, "budget"), spent = column(&t, d, "spent");
    expect_values(&t, computed(&t, OP_DIVIDE, spent, budget),
                  "0.5 | missing in the data | missing in the data | not applicable | 0");
    expect_values(&t, computed(&t, OP_DIVIDE, budget, spent),
                  "2 | missing in the data | missing in the data | not applicable | "
                  "division by zero");
    expect_values(&t, computed(&t, OP_COALESCE, budget, spent, number(&t, 7)),
                  "10.5 | 0.1 | 3 | 4 | 2");
    expect_values(&t, computed(&t, OP_YEAR, column(&t, d, "opened")),
                  "2015 | 2016 | 2017 | missing in the data | 2018");
    trial_close(&t);
}

static void a_value_that_recode_does_not_list_is_missing(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t recode =
        computed(&t, OP_RECODE, field(&t, "projects", "rating"), string(&t, "good"),
                 number(&t, 4), string(&t, "bad"), number(&t, 1));
    expect_values(&t, recode, "4 | 1 | 4 | missing in the data | missing in the data");
    trial_close(&t);
}

static void a_path_follows_keys(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    expect_pass(&t,
                test(&t, OP_TEST_EQUAL, field(&t, "projects", "city.country"),
                     string(&t, "Tunisia")),
                "2");
    expect_pass(&t, test(&t, OP_TEST_MISSING, field(&t, "projects", "city.region")),
                "2 4");
    trial_close(&t);
}

static void a_filter_compares_numbers_as_they_are_written(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t budget = field(&t, "projects", "budget");
    expect_pass(&t, test(&t, OP_TEST_EQUAL, budget, number(&t, 0.1)), "2");
    expect_pass(&t, test(&t, OP_TEST_AT_LEAST, budget, number(&t, 2)), "1 5");
    expect_pass(&t, test(&t, OP_TEST_ABOVE, budget, number(&t, 2)), "1");
    expect_pass(&t, test(&t, OP_TEST_BELOW, budget, number(&t, 2)), "2");
    expect_pass(&t, test(&t, OP_TEST_BETWEEN, budget, number(&t, 0.1), number(&t, 2)),
                "2 5");
    expect_pass(&t, test(&t, OP_TEST_IN, budget, number(&t, 2), number(&t, 10.5)), "1 5");
    trial_close(&t);
}

static void a_missing_value_passes_only_missing(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t budget = field(&t, "projects", "budget");
    uint32_t equal = test(&t, OP_TEST_EQUAL, budget, number(&t, 2));
    uint32_t missing = test(&t, OP_TEST_MISSING, budget);
    expect_pass(&t, missing, "3 4");
    expect_pass(&t, test(&t, OP_TEST_PRESENT, budget), "1 2 5");
    expect_pass(&t, test(&t, OP_TEST_NOT, budget, equal), "1 2");
    expect_pass(&t, test(&t, OP_TEST_NOT, budget, missing), "1 2 5");
    trial_close(&t);
}

static void columns_are_compared_with_columns(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t d = dataset(&t, "projects");
    expect_pass(&t,
                test(&t, OP_TEST_ABOVE, column(&t, d, "budget"), column(&t, d, "spent")),
                "1 5");
    expect_pass(
        &t, test(&t, OP_TEST_BELOW, column(&t, d, "due"), column(&t, d, "opened")), "2");
    expect_pass(
        &t, test(&t, OP_TEST_EQUAL, column(&t, d, "home"), column(&t, d, "city.country")),
        "1 3");
    trial_close(&t);
}

static void texts_pass_by_code_by_pattern_and_by_part(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t themes = field(&t, "projects", "themes");
    expect_pass(&t,
                test(&t, OP_TEST_LIKE, field(&t, "projects", "home"), string(&t, "ecu*")),
                "3");
    expect_pass(&t, test(&t, OP_TEST_HAS, themes, string(&t, "health")), "1 4");
    expect_pass(&t,
                test(&t, OP_TEST_IN, field(&t, "projects", "rating"), string(&t, "fair"),
                     string(&t, "bad")),
                "2 5");
    expect_pass(
        &t,
        test(&t, OP_TEST_EQUAL, field(&t, "projects", "rating"), string(&t, "nowhere")),
        "");
    trial_close(&t);
}

static void filters_join_by_and_and_by_or(void **state)
{
    struct trial t;
    (void)state;
    open_projects(&t);
    uint32_t good =
        test(&t, OP_TEST_EQUAL, field(&t, "projects", "rating"), string(&t, "good"));
    uint32_t rich =
        test(&t, OP_TEST_ABOVE, field(&t, "projects", "budget"), number(&t, 1));
    expect_pass(&t, test(&t, OP_ALL, good, rich), "1");
    expect_pass(&t, test(&t, OP_ANY, good, rich), "1 3 5");
    trial_close(&t);
}

static void add_part(void *self, const char *part, size_t size)
{
    text_addf(self, "<%.*s>", (int)size, part);
}

static void parts_lose_their_blanks_and_empty_ones_are_left_out(void **state)
{
    struct text text = {0};
    (void)state;
    records_each_part(" a ; b;;c d ;", ";", add_part, &text);
    assert_string_equal(text_of(&text), "<a><b><c d>");
    text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_gives_numbers_and_reasons),
        cmocka_unit_test(columns_combine_record_by_record),
        cmocka_unit_test(a_value_that_recode_does_not_list_is_missing),
        cmocka_unit_test(a_path_follows_keys),
        cmocka_unit_test(a_filter_compares_numbers_as_they_are_written),
        cmocka_unit_test(a_missing_value_passes_only_missing),
        cmocka_unit_test(columns_are_compared_with_columns),
        cmocka_unit_test(texts_pass_by_code_by_pattern_and_by_part),
        cmocka_unit_test(filters_join_by_and_and_by_or),
        cmocka_unit_test(parts_lose_their_blanks_and_empty_ones_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
