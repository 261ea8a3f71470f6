/* test_detect.c - forms of texts, and readings of columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "source/evidence.h"

static unsigned kinds(const char *text)
{
    return form_of(text, strlen(text)).kinds;
}

static void texts_are_told_apart_by_their_form(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned has;
    } cases[] = {
        {"12", FORM_NUMBER},          {"-1,5", FORM_NUMBER},       {"1 234,56", FORM_NUMBER},
        {"1'234.5", FORM_NUMBER},     {"45,5 %", FORM_PERCENT},    {"€ 12", FORM_NUMBER},
        {"2017-04-03", FORM_DATE},    {"03/04/2017", FORM_DATE},   {"2017-Q2", FORM_DATE},
        {"2017-03", FORM_DATE},       {"oui", FORM_BOOLEAN},       {"FALSE", FORM_BOOLEAN},
        {"n.d.", FORM_MISSING},       {"ND", FORM_MISSING},        {"nc", FORM_MISSING},
        {"N/A", FORM_MISSING},        {"#n/a", FORM_MISSING},      {"-", FORM_MISSING},
        {"–", FORM_MISSING},          {"Sans objet", FORM_NOT_APPLICABLE},
        {"S.O.", FORM_NOT_APPLICABLE}, {"no aplica", FORM_NOT_APPLICABLE},
        {"#DIV/0!", FORM_ERROR_CODE}, {"#VALEUR!", FORM_ERROR_CODE},
        {"0x10", FORM_NUMBER_LIKE},   {"nan", FORM_NUMBER_LIKE},   {"1e400", FORM_NUMBER_LIKE},
        {"١٢٣", FORM_NUMBER_LIKE},    {"3 avr. 2017", FORM_DATE_LIKE},
        {"29/02/2017", FORM_DATE_LIKE}, {"03.04.17", FORM_DATE_LIKE},
        {"5 août 2018", FORM_DATE_LIKE}, {"00123", FORM_ZERO_LED},
        {"03/04/2017", FORM_DAY_FIRST_MATTERS}, {"1.5", FORM_DECIMAL_MARK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if ((kinds(cases[i].text) & cases[i].has) == 0)
            fail_msg("'%s' has %x, not %x", cases[i].text, kinds(cases[i].text), cases[i].has);
}

static void ordinary_texts_have_no_form(void **state)
{
    (void)state;
    static const char *const texts[] = {"Lyon",       "Marseille 13", "A-12", "P0001", "Mayotte",
                                        "rue du 8",   "nord",         "so what", "Marie 12 34 56",
                                        "2017 budget", "1 rue X"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (kinds(texts[i]) != 0)
            fail_msg("'%s' has %x", texts[i], kinds(texts[i]));
}

static struct reading read_all(const char *const *texts, char decimal, const char *dates,
                               bool skip_bad)
{
    struct evidence evidence;
    evidence_init(&evidence);
    for (; *texts != NULL; texts++) {
        struct form form = form_of(*texts, strlen(*texts));
        evidence_add(&evidence, &form, 1);
    }
    return evidence_read(&evidence, decimal, dates, skip_bad);
}

static void a_column_is_what_all_its_values_have_in_common(void **state)
{
    (void)state;
    static const struct {
        const char *texts[6];
        enum column_type type;
        char decimal;
        enum group_mark group;
    } cases[] = {
        {{"1", "2"}, COLUMN_DECIMAL, '.', GROUP_NONE},
        {{"1,5", "2"}, COLUMN_DECIMAL, ',', GROUP_NONE},
        {{"1.234,5", "2"}, COLUMN_DECIMAL, ',', GROUP_POINT},
        {{"1.234", "2.5"}, COLUMN_DECIMAL, '.', GROUP_NONE},
        {{"1.234", "1.234.567"}, COLUMN_DECIMAL, ',', GROUP_POINT},
        {{"1,234", "5,678.9"}, COLUMN_DECIMAL, '.', GROUP_COMMA},
        {{"1 234", "5"}, COLUMN_DECIMAL, '.', GROUP_SPACE},
        {{"0.123", "0.5"}, COLUMN_DECIMAL, '.', GROUP_NONE},
        {{"n.d.", "3", "s.o."}, COLUMN_DECIMAL, '.', GROUP_NONE},
        {{"oui", "non"}, COLUMN_BOOLEAN, '.', GROUP_NONE},
        {{"00123", "5", "1E5"}, COLUMN_TEXT, '.', GROUP_NONE},
        {{"a", "1"}, COLUMN_TEXT, '.', GROUP_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading reading = read_all(cases[i].texts, 0, NULL, false);
        if (reading.type != cases[i].type || reading.number.decimal != cases[i].decimal ||
            reading.number.group != cases[i].group || reading.trouble != TROUBLE_NONE)
            fail_msg("case %zu: type %d '%c' group %d trouble %d", i, reading.type,
                     reading.number.decimal, reading.number.group, reading.trouble);
    }
}

static void what_cannot_be_decided_is_text_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *texts[6];
        enum trouble trouble;
    } cases[] = {
        {{"1.234"}, TROUBLE_NUMBER_AMBIGUOUS},
        {{"2,345", "17"}, TROUBLE_NUMBER_AMBIGUOUS},
        {{"1,5", "1.5"}, TROUBLE_NUMBER_STYLES},
        {{"03/04/2017", "12/11/2017"}, TROUBLE_DATE_AMBIGUOUS},
        {{"2017-01-02", "25/12/2017"}, TROUBLE_DATE_STYLES},
        {{"1", "2", "x"}, TROUBLE_MIXED_NUMBERS},
        {{"2017-01-02", "2017-01-03", "soon"}, TROUBLE_MIXED_DATES},
        {{"5 %", "0.05"}, TROUBLE_PERCENT},
        {{"5 €", "5 $"}, TROUBLE_CURRENCIES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading reading = read_all(cases[i].texts, 0, NULL, false);
        if (reading.type != COLUMN_TEXT || reading.trouble != cases[i].trouble)
            fail_msg("case %zu: type %d trouble %d", i, reading.type, reading.trouble);
    }
}

static void options_settle_what_is_ambiguous(void **state)
{
    (void)state;
    const char *numbers[] = {"1.234", NULL}, *dates[] = {"03/04/2017", NULL};
    const char *proved[] = {"43.9", NULL};
    assert_int_equal(read_all(numbers, ',', NULL, false).number.group, GROUP_POINT);
    assert_int_equal(read_all(numbers, '.', NULL, false).number.decimal, '.');
    assert_int_equal(read_all(dates, 0, "dmy", false).dates, DATE_DMY);
    assert_int_equal(read_all(dates, 0, "mdy", false).dates, DATE_MDY);
    assert_int_equal(read_all(proved, ',', NULL, false).number.decimal, '.');
}

static void a_day_above_twelve_proves_the_order(void **state)
{
    (void)state;
    const char *dmy[] = {"03/04/2017", "25/12/2017", NULL};
    const char *mdy[] = {"03/04/2017", "12/25/2017", NULL};
    const char *same[] = {"05/05/2017", NULL};
    assert_int_equal(read_all(dmy, 0, NULL, false).dates, DATE_DMY);
    assert_int_equal(read_all(mdy, 0, NULL, false).dates, DATE_MDY);
    assert_int_equal(read_all(same, 0, NULL, false).type, COLUMN_DATE);
}

static void with_skip_bad_the_values_that_most_are_not_like_are_refused(void **state)
{
    (void)state;
    const char *numbers[] = {"1", "2", "x", NULL};
    struct reading reading = read_all(numbers, 0, NULL, true);
    assert_int_equal(reading.type, COLUMN_DECIMAL);
    assert_true(reading.forced);
}

/* ---- shapes ---- */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void add_some(uint32_t *state, char *text, size_t *size)
{
    static const char *const pieces[] = {
        "EUR", "USD", "F CFA", "euros", "mar", "Mai", "sept", "May", "n.d.", "na", "so", "inf",
        "nan", "e", "E", "x", "oui", "true", "yes", "t", "V", "EV", " ", "-", "/", ".", ",", "%",
        "(", ")", "+", "'", "\u00e9", "\u0663", "1", "2", "0", "7", "31", "12", "2017", "0000"};
    const char *piece = pieces[next_random(state) % (sizeof pieces / sizeof *pieces)];
    memcpy(text + *size, piece, strlen(piece));
    *size += strlen(piece);
}

static void forms_of_a_shape_do_not_hang_on_its_digits(void **state)
{
    (void)state;
    uint32_t random = 5;
    size_t held = 0, with_form = 0;
    for (unsigned turn = 0; turn < 300000; turn++) {
        char text[64], other[64];
        size_t size = 0, pieces = 1 + next_random(&random) % 6;
        for (size_t i = 0; i < pieces; i++)
            add_some(&random, text, &size);
        if (!form_is_of_shape(text, size))
            continue;
        for (size_t i = 0; i < size; i++)
            other[i] = text[i] >= '0' && text[i] <= '9' ? (char)('0' + next_random(&random) % 10)
                                                        : text[i];
        struct form a = form_of(text, size), b = form_of(other, size);
        assert_int_equal(a.kinds, b.kinds);
        assert_int_equal(a.numbers, b.numbers);
        assert_int_equal(a.dates, b.dates);
        assert_ptr_equal(a.currency, b.currency);
        held++;
        with_form += a.kinds != 0;
    }
    assert_true(held > 50000 && with_form > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_told_apart_by_their_form),
        cmocka_unit_test(ordinary_texts_have_no_form),
        cmocka_unit_test(a_column_is_what_all_its_values_have_in_common),
        cmocka_unit_test(what_cannot_be_decided_is_text_with_a_reason),
        cmocka_unit_test(options_settle_what_is_ambiguous),
        cmocka_unit_test(a_day_above_twelve_proves_the_order),
        cmocka_unit_test(with_skip_bad_the_values_that_most_are_not_like_are_refused),
        cmocka_unit_test(forms_of_a_shape_do_not_hang_on_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
