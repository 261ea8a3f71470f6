/* test_value.c - numbers, dates and booleans, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/reason.h"
#include "data/value.h"

static const struct number_style plain = {'.', GROUP_NONE, true};
static const struct number_style english = {'.', GROUP_COMMA, true};
static const struct number_style french = {',', GROUP_SPACE, true};
static const struct number_style spanish = {',', GROUP_POINT, true};
static const struct number_style swiss = {'.', GROUP_APOSTROPHE, true};
static const struct number_style loose = {'.', GROUP_COMMA, false};

struct reading {
    const struct number_style *style;
    const char *text;
    int64_t scaled;
    unsigned scale;
};

static void assert_read(const struct reading *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct number number;
        const char *text = cases[i].text;
        if (!number_parse(text, strlen(text), *cases[i].style, &number))
            fail_msg("'%s' is refused", text);
        assert_false(number.real);
        assert_int_equal(number.scaled, cases[i].scaled);
        assert_int_equal(number.scale, cases[i].scale);
        assert_true(number.value == number_from_scaled(cases[i].scaled, cases[i].scale));
    }
}

static void numbers_are_read_in_the_style_of_their_file(void **state)
{
    (void)state;
    static const struct reading cases[] = {
        {&plain, "0", 0, 0},
        {&plain, "-0", 0, 0},
        {&plain, "12", 12, 0},
        {&plain, "007", 7, 0},
        {&plain, "-3.50", -350, 2},
        {&plain, "+3", 3, 0},
        {&plain, "\xE2\x88\x92" "3.5", -35, 1},
        {&plain, ".5", 5, 1},
        {&plain, "-.5", -5, 1},
        {&plain, "5.", 5, 0},
        {&plain, "999999999999999999", 999999999999999999, 0},
        {&plain, "-0.999999999999999999", -999999999999999999, 18},
        {&plain, "0.000000000000000001", 1, 18},
        {&plain, "000000000000000000000012", 12, 0},
        {&plain, "  12\xC2\xA0", 12, 0},
        {&plain, "9007199254740993", 9007199254740993, 0},
        {&english, "1,234.5", 12345, 1},
        {&english, "1234.5", 12345, 1},
        {&english, "12,345,678", 12345678, 0},
        {&french, "1 234,56", 123456, 2},
        {&french, "1\xE2\x80\x89" "234,56", 123456, 2},
        {&french, "12\xE2\x80\xAF" "345\xC2\xA0" "678", 12345678, 0},
        {&french, "- 1 000,00", -100000, 2},
        {&french, "112 285 ", 112285, 0},
        {&spanish, "1.234,56", 123456, 2},
        {&spanish, "12.345.678", 12345678, 0},
        {&spanish, "-1.000,00", -100000, 2},
        {&swiss, "1'234.5", 12345, 1},
        {&swiss, "1\xE2\x80\x99" "234", 1234, 0},
        {&plain, "(5)", -5, 0},
        {&french, "(1 234,50)", -123450, 2},
        {&french, "(1 234,50) €", -123450, 2},
        {&english, "$(1,234.50)", -123450, 2},
        {&french, "1 234,50 EUR", 123450, 2},
        {&french, "EUR 12", 12, 0},
        {&french, "12\xC2\xA0" "FCFA", 12, 0},
        {&french, "12 F CFA", 12, 0},
        {&french, "(12 %)", -12, 2},
    };
    assert_read(cases, sizeof cases / sizeof *cases);
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const struct {
        const struct number_style *style;
        const char *text;
    } cases[] = {
        {&plain, ""},        {&plain, " "},       {&plain, "-"},      {&plain, "+"},
        {&plain, "."},       {&plain, "--5"},     {&plain, "+-5"},    {&plain, "5-"},
        {&plain, "0x10"},    {&plain, "nan"},     {&plain, "inf"},    {&plain, "-inf"},
        {&plain, "1e400"},   {&plain, "e5"},      {&plain, "1e"},     {&plain, "1e+"},
        {&plain, "1.2.3"},   {&plain, "1 2"},     {&plain, "1,5"},    {&plain, "12x"},
        {&plain, "x12"},     {&plain, "n.d."},    {&plain, ".."},     {&plain, "1_000"},
        {&plain, "\xD9\xA1\xD9\xA2\xD9\xA3"},     {&plain, "\xEF\xBC\x91"},
        {&plain, "(5"},      {&plain, "5)"},      {&plain, "(-5)"},   {&plain, "-(5)"},
        {&plain, "((5))"},   {&plain, "()"},      {&plain, "5 EURO2"}, {&plain, "5 k€"},
        {&plain, "%"},       {&plain, "€"},      {&plain, "5 % %"},
        {&plain, "€5€"},     {&plain, "€ 5 %"},   {&plain, "1 234"},
        {&plain, "\xE2\x88\x92\xE2\x88\x92" "5"},   {&french, "12,5x"},
        {&english, "1,23,4"}, {&english, "1234,567"}, {&english, "1,2345"},
        {&english, ",234"},   {&english, "0,123"},    {&english, "1,234,56"},
        {&english, "1,,234"}, {&english, "1.5,000"},  {&english, "1,234,"},
        {&french, "12 34"},   {&french, "1  234"},    {&french, "1 234 5"},
        {&french, "1.5"},     {&spanish, "0.123"},    {&spanish, "1.234.5"},
        {&spanish, "1234.567"}, {&spanish, "1.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct number number;
        if (number_parse(cases[i].text, strlen(cases[i].text), *cases[i].style, &number))
            fail_msg("'%s' is read", cases[i].text);
    }
    struct number number;
    assert_false(number_parse("1\0" "2", 3, plain, &number));
}

static void exponents_and_more_than_18_digits_make_a_real(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"1e5", 100000},
        {"75E02", 7500},
        {"-1.5e-3", -0.0015},
        {"1e-400", 0},
        {"-0e9", 0},
        {"4.9e-324", 4.9e-324},
        {"1.7976931348623157e308", DBL_MAX},
        {"9223372036854775808", 0x1p63},
        {"1234567890123456789", 1234567890123456789.0},
        {"0.1234567890123456789", 0.1234567890123456789},
        {"0.0000000000000000001", 1e-19},
        {"1.0000000000000000000", 1},
        /* 2^53 + 1 and just above it: halfway, and the last digit decides. */
        {"9007199254740993.0000000000000000", 0x1p53},
        {"9007199254740993.00000000000000001", 0x1p53 + 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct number number;
        assert_true(number_parse(cases[i].text, strlen(cases[i].text), plain, &number));
        assert_true(number.real);
        assert_true(number.value == cases[i].value);
        assert_false(signbit(number.value) && number.value == 0);
    }
}

static void a_number_is_refused_from_where_a_double_ends(void **state)
{
    (void)state;
    struct number number;
    char digits[1200];
    memset(digits, '9', sizeof digits);
    assert_true(number_parse(digits, 308, plain, &number));
    assert_false(number_parse(digits, 309, plain, &number));
    assert_false(number_parse(digits, sizeof digits, plain, &number));
    memset(digits, '0', sizeof digits);
    assert_true(number_parse(digits, 1000, plain, &number));
    assert_int_equal(number.scaled, 0);
}

static void a_percent_sign_divides_by_100(void **state)
{
    (void)state;
    static const struct reading cases[] = {
        {&french, "45,5 %", 455, 3},
        {&french, "45\xC2\xA0%", 45, 2},
        {&plain, "-5%", -5, 2},
        {&plain, "0.1234567890123456%", 1234567890123456, 18},
    };
    assert_read(cases, sizeof cases / sizeof *cases);
    struct number number;
    assert_true(number_parse("7%", 2, plain, &number) && number.percent);
    assert_true(number_parse("7", 1, plain, &number) && !number.percent);
    assert_true(number_parse("1e3 %", 5, plain, &number) && number.percent);
    assert_true(number.real && number.value == 10);
    assert_true(number_parse("0.12345678901234567%", 20, plain, &number) && number.real);
    assert_true(number.value == 0.0012345678901234567);
}

static void a_currency_may_stand_before_or_after(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *currency;
        int64_t scaled;
    } cases[] = {
        {"€45", "EUR", 45},  {"45 €", "EUR", 45},   {"45\xC2\xA0€", "EUR", 45},
        {"$ 45", "USD", 45}, {"-$45", "USD", -45},  {"$-45", "USD", -45},
        {"£45", "GBP", 45},  {"¥ 1,234", "JPY", 1234}, {"- € 45", "EUR", -45},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct number number;
        assert_true(number_parse(cases[i].text, strlen(cases[i].text), english, &number));
        assert_string_equal(number.currency, cases[i].currency);
        assert_int_equal(number.scaled, cases[i].scaled);
    }
    struct number number;
    assert_true(number_parse("45", 2, english, &number));
    assert_null(number.currency);
}

static void text_around_a_number_is_read_only_when_allowed(void **state)
{
    (void)state;
    static const struct reading cases[] = {
        {&loose, "EUR 95", 95, 0},      {&loose, "95 euros", 95, 0},
        {&loose, "about -3.5 km", -35, 1}, {&loose, "€-5 each", -5, 0},
        {&loose, "95 % of it", 95, 2},  {&loose, "approx. 1,234.5", 12345, 1},
        {&loose, "by \xE2\x88\x92" "3", -3, 0}, {&loose, "item-3", 3, 0},
    };
    assert_read(cases, sizeof cases / sizeof *cases);
    struct number number;
    assert_false(number_parse("around 95", 9, english, &number));
    assert_false(number_parse("COP 21", 6, english, &number)); /* a conference rather than pesos */
    assert_false(number_parse("EUR95", 5, english, &number));
    assert_false(number_parse("3 of 5", 6, loose, &number));
    assert_false(number_parse("none", 4, loose, &number));
    assert_false(number_parse("", 0, loose, &number));
}

static void scaled_numbers_are_rounded_once(void **state)
{
    (void)state;
    assert_true(number_from_scaled(1, 1) == 0.1);
    assert_true(number_from_scaled(INT64_MIN, 0) == -0x1p63);
    assert_true(number_from_scaled(123456789012345678, 18) == 0x1.f9add3746f65fp-4);
    assert_true(number_from_scaled(9007199254740993, 1) == 900719925474099.2);
    __int128 most = (__int128)(~(unsigned __int128)0 >> 1);
    assert_true(number_from_scaled_128(most, 18) == 1.7014118346046924e+20);
    assert_true(number_from_scaled_128(-most - 1, 0) == -0x1p127);
    assert_true(number_from_scaled_128(0, 38) == 0);
    /* 0.7 as a double, divided by 7, is 0.09999999999999999. */
    assert_true(number_mean_from_scaled_128(7, 1, 7) == 0.1);
    assert_true(number_mean_from_scaled_128(-10, 0, 3) == -10.0 / 3);
    assert_true(number_mean_from_scaled_128(0, 2, 3) == 0);
}

static void a_number_is_written_in_its_shortest_text(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-12, "-12"},
        {100, "100"},
        {0.1, "0.1"},
        {0.30000000000000004, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {123456.789, "123456.789"},
        {1e-5, "0.00001"},
        {1.5e-5, "0.000015"},
        {9.999e-6, "9.999e-6"},
        {-3.5e-7, "-3.5e-7"},
        {0x1p53 - 1, "9007199254740991"},
        {0x1p53, "9007199254740992"},
        {0x1p51 + 0.5, "2251799813685248.5"},
        {123456789012345680000.0, "123456789012345680000"},
        {9.99e20, "999000000000000000000"},
        {1e21, "1e21"},
        {1.25e22, "1.25e22"},
        {0x1p-44, "5.684341886080802e-14"}, /* a power of two: python's repr */
        {9007199254740993.0 / 8, "1125899906842624"},
        {DBL_MAX, "1.7976931348623157e308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {4.9406564584124654e-324, "5e-324"},
        {5e-5, "0.00005"},
        {0.5, "0.5"},
        {1024.0009765625, "1024.0009765625"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[NUMBER_TEXT_SIZE];
        size_t size = number_format(cases[i].number, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(size, strlen(text));
    }
}

static void every_text_reads_back_as_the_number(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        double number;
        uint64_t bits = random;
        if (i % 2) /* between 2^-20 and 2^55, where figures are */
            bits = (random & 0x800FFFFFFFFFFFFFu) | (1003 + (random >> 53) % 76) << 52;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        char text[NUMBER_TEXT_SIZE];
        struct number read;
        size_t size = number_format(number, text);
        assert_true(strtod(text, NULL) == number);
        assert_true(number_parse(text, size, plain, &read));
        assert_true(read.value == number);
    }
}

static void halves_are_rounded_away_from_zero_on_the_text(void **state)
{
    (void)state;
    static const struct {
        double number;
        int digits;
        double rounded;
    } cases[] = {
        {2.675, 2, 2.68},  {-2.675, 2, -2.68}, {1.005, 2, 1.01},   {0.5, 0, 1},
        {-0.5, 0, -1},     {1.5, 0, 2},        {2.5, 0, 3},
        {0.49999999999999994, 0, 0},
        {1250, -2, 1300},  {1249, -2, 1200},   {-1250, -2, -1300}, {4, -1, 0},
        {5, -1, 10},       {50, -2, 100},      {49, -3, 0},        {0.045, 2, 0.05},
        {0.004, 2, 0},     {1e-7, 3, 0},       {5e-7, 6, 1e-6},    {12.34, 5, 12.34},
        {1e300, 2, 1e300}, {1.5e300, -300, 2e300},                 {7, -400, 0},
        {9.995, 2, 10},    {99.5, 0, 100},     {1e22, -22, 1e22},  {0, 3, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double rounded = number_round(cases[i].number, cases[i].digits);
        assert_true(rounded == cases[i].rounded);
    }
    assert_false(signbit(number_round(-0.4, 0)));
    assert_true(isinf(number_round(DBL_MAX, -308)));
}

static void numbers_for_people_have_the_marks_of_their_language(void **state)
{
    (void)state;
    static const struct {
        double number;
        int digits;
        const char *language;
        const char *text;
    } cases[] = {
        {1234.5, 1, "en", "1,234.5"},
        {1234.5, 1, "fr", "1\xE2\x80\xAF" "234,5"},
        {1234.5, 1, "es", "1234,5"},
        {12345.5, 1, "es", "12.345,5"},
        {999, 0, "en", "999"},
        {-1234567, 0, "fr", "-1\xE2\x80\xAF" "234\xE2\x80\xAF" "567"},
        {0.05, 1, "en", "0.1"},
        {0.04, 1, "en", "0.0"},
        {-0.04, 1, "en", "0.0"},
        {-0.05, 1, "en", "-0.1"},
        {3, 2, "fr", "3,00"},
        {2.675, 2, "en", "2.68"},
        {999.995, 2, "en", "1,000.00"},
        {0.001, 4, "en", "0.0010"},
        {1250, -2, "en", "1,300"},
        {1e-7, 2, "en", "0.00"},
        {1e-9, 10, "en", "0.0000000010"},
        {1e20, 0, "en", "100,000,000,000,000,000,000"},
        {1.5e21, 2, "fr", "1,5e21"},
        {1e20, 1, "xx", "100,000,000,000,000,000,000.0"},
        {0, 0, "es", "0"},
        {10, 0, "fr-FR", "10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[NUMBER_TEXT_SIZE];
        size_t size =
            number_format_for(cases[i].number, cases[i].digits, cases[i].language, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(size, strlen(text));
    }
}

static void no_number_for_people_passes_its_room(void **state)
{
    (void)state;
    static const double numbers[] = {DBL_MAX, -9.9999e20, 4.9e-324, -1.0 / 3,
                                     123456789.5};
    static const int digits[] = {-1000000, -400, 0, 20, 100, 1000000};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (size_t k = 0; k < sizeof digits / sizeof *digits; k++) {
            char text[NUMBER_TEXT_SIZE];
            if (isfinite(number_round(numbers[i], digits[k])))
                assert_in_range(number_format_for(numbers[i], digits[k], "fr", text), 1,
                                NUMBER_TEXT_SIZE - 1);
        }
}

static void dates_are_read_in_their_style(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_style style;
        int year, month, day;
        enum grain grain;
    } cases[] = {
        {"2018-07-05", DATE_ISO, 2018, 7, 5, GRAIN_DAY},
        {"2018-07-05T14:30", DATE_ISO, 2018, 7, 5, GRAIN_DAY},
        {"2018-07-05 14:30:59.125Z", DATE_ISO, 2018, 7, 5, GRAIN_DAY},
        {"2018-07-05T00:00:00Z", DATE_ISO, 2018, 7, 5, GRAIN_DAY},
        {" 2018-07-05 ", DATE_ISO, 2018, 7, 5, GRAIN_DAY},
        {"2017-03", DATE_ISO, 2017, 3, 1, GRAIN_MONTH},
        {"2017-Q1", DATE_ISO, 2017, 1, 1, GRAIN_QUARTER},
        {"2017-Q4", DATE_ISO, 2017, 10, 1, GRAIN_QUARTER},
        {"05/07/2018", DATE_DMY, 2018, 7, 5, GRAIN_DAY},
        {"5/7/2018", DATE_DMY, 2018, 7, 5, GRAIN_DAY},
        {"5/7/2018", DATE_MDY, 2018, 5, 7, GRAIN_DAY},
        {"2018/7/5", DATE_YMD, 2018, 7, 5, GRAIN_DAY},
        {"05/07/2018 12:00", DATE_DMY, 2018, 7, 5, GRAIN_DAY},
        {"7/5/2018 9:05:30 PM", DATE_MDY, 2018, 7, 5, GRAIN_DAY},
        {"2018-07-05T12:00:00.5+02:00", DATE_ISO, 2018, 7, 5, GRAIN_DAY},
        {"05-07-2018", DATE_DMY, 2018, 7, 5, GRAIN_DAY},
        {"05.07.2018", DATE_DMY, 2018, 7, 5, GRAIN_DAY},
        {"05 07 2018", DATE_DMY, 2018, 7, 5, GRAIN_DAY},
        {"07/05/2018", DATE_MDY, 2018, 7, 5, GRAIN_DAY},
        {"2018/07/05", DATE_YMD, 2018, 7, 5, GRAIN_DAY},
        {"29/02/2016", DATE_DMY, 2016, 2, 29, GRAIN_DAY},
        {"2000-02-29", DATE_ISO, 2000, 2, 29, GRAIN_DAY},
        {"0001-01-01", DATE_ISO, 1, 1, 1, GRAIN_DAY},
        {"9999-12-31", DATE_ISO, 9999, 12, 31, GRAIN_DAY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t days;
        enum grain grain;
        const char *text = cases[i].text;
        if (!date_parse(text, strlen(text), cases[i].style, &days, &grain))
            fail_msg("'%s' is refused", text);
        assert_int_equal(days, date_days(cases[i].year, cases[i].month, cases[i].day));
        assert_int_equal(grain, cases[i].grain);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_style style;
    } cases[] = {
        {"", DATE_ISO}, {"2017", DATE_ISO}, {"2017-13", DATE_ISO}, {"2017-00", DATE_ISO},
        {"2017-Q0", DATE_ISO}, {"2017-Q5", DATE_ISO}, {"2017-Q12", DATE_ISO},
        {"2017-02-29", DATE_ISO}, {"1900-02-29", DATE_ISO}, {"0000-01-01", DATE_ISO},
        {"2017-1-2", DATE_ISO}, {"17-01-02", DATE_ISO}, {"2017/01/02", DATE_ISO},
        {"20170102", DATE_ISO}, {"2017-01-02T", DATE_ISO}, {"2017-01-02T24:00", DATE_ISO},
        {"2017-01-02T12:60", DATE_ISO}, {"2017-01-02T12:30:", DATE_ISO},
        {"2017-01-02T12:30:00.", DATE_ISO}, {"2017-01-02x", DATE_ISO},
        {"12017-01-02", DATE_ISO}, {"2017-001-02", DATE_ISO}, {"42828", DATE_ISO},
        {"29/02/2017", DATE_DMY}, {"00/00/0000", DATE_DMY}, {"31/04/2017", DATE_DMY},
        {"03.04.17", DATE_DMY}, {"3 avr. 2017", DATE_DMY}, {"05/07-2018", DATE_DMY},
        {"5 7 2018", DATE_DMY}, {"05/07/2018 12:60", DATE_DMY}, {"13/01/2018", DATE_MDY},
        {"5/7/18", DATE_DMY}, {"05/07/2018 13:00 PM", DATE_DMY}, {"005/07/2018", DATE_DMY},
        {"2017-01-02T10:00+1", DATE_ISO}, {"05/07/2018 12", DATE_DMY},
        {"05/07/2018", DATE_YMD}, {"2018/07/05/", DATE_YMD}, {"05//07/2018", DATE_DMY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t days;
        enum grain grain;
        const char *text = cases[i].text;
        if (date_parse(text, strlen(text), cases[i].style, &days, &grain))
            fail_msg("'%s' is read", text);
    }
}

static void days_are_counted_from_1970(void **state)
{
    (void)state;
    /* python: (datetime.date(y, m, d) - datetime.date(1970, 1, 1)).days */
    static const struct {
        int year, month, day;
        int32_t days;
    } cases[] = {
        {1970, 1, 1, 0},       {1969, 12, 31, -1},    {2000, 2, 29, 11016},
        {2000, 3, 1, 11017},   {2018, 7, 5, 17717},   {1, 1, 1, -719162},
        {9999, 12, 31, 2932896}, {1900, 3, 1, -25508},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(date_days(cases[i].year, cases[i].month, cases[i].day),
                         cases[i].days);
    for (int32_t day_number = -719162; day_number <= 2932896; day_number++) {
        int year, month, day;
        date_split(day_number, &year, &month, &day);
        assert_true(date_is_real(year, month, day));
        assert_int_equal(date_days(year, month, day), day_number);
    }
}

static void dates_are_written(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    int32_t day = date_days(2018, 7, 5);
    assert_int_equal(date_format(day, text), 10);
    assert_string_equal(text, "2018-07-05");
    date_format_for(day, "fr", text);
    assert_string_equal(text, "05/07/2018");
    date_format_for(day, "es", text);
    assert_string_equal(text, "05/07/2018");
    date_format_for(day, "en", text);
    assert_string_equal(text, "2018-07-05");
    date_format(date_days(1, 1, 1), text);
    assert_string_equal(text, "0001-01-01");
    assert_in_range(date_format(INT32_MIN, text), 1, DATE_TEXT_SIZE - 1);
    assert_in_range(date_format_for(INT32_MAX, "fr", text), 1, DATE_TEXT_SIZE - 1);
}

static void booleans_are_whole_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int value; /* -1: refused */
    } cases[] = {
        {"true", 1}, {"FALSE", 0}, {"Yes", 1}, {"no", 0}, {"Oui", 1}, {"NON", 0},
        {"vrai", 1}, {"faux", 0}, {"sí", 1}, {"SÍ", 1}, {"si", 1},
        {" oui ", 1}, {"x", -1}, {"", -1},
        {"1", -1}, {"0", -1}, {"t", -1}, {"yess", -1}, {"oui non", -1}, {"truefalse", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool value = false;
        bool read = boolean_parse(cases[i].text, strlen(cases[i].text), &value);
        assert_int_equal(read ? value : -1, cases[i].value);
    }
}

static void reasons_have_words_and_words_have_reasons(void **state)
{
    (void)state;
    for (int reason = 0; reason < REASON_NONE; reason++)
        assert_int_equal(reason_find(reason_text((enum reason)reason)), reason);
    assert_string_equal(reason_text(REASON_NONE), "");
    assert_string_equal(reason_text(REASON_MISSING), "missing in the data");
    assert_int_equal(reason_find(""), REASON_COUNT);
    assert_int_equal(reason_find("because"), REASON_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_in_the_style_of_their_file),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(exponents_and_more_than_18_digits_make_a_real),
        cmocka_unit_test(a_number_is_refused_from_where_a_double_ends),
        cmocka_unit_test(a_percent_sign_divides_by_100),
        cmocka_unit_test(a_currency_may_stand_before_or_after),
        cmocka_unit_test(text_around_a_number_is_read_only_when_allowed),
        cmocka_unit_test(scaled_numbers_are_rounded_once),
        cmocka_unit_test(a_number_is_written_in_its_shortest_text),
        cmocka_unit_test(every_text_reads_back_as_the_number),
        cmocka_unit_test(halves_are_rounded_away_from_zero_on_the_text),
        cmocka_unit_test(numbers_for_people_have_the_marks_of_their_language),
        cmocka_unit_test(no_number_for_people_passes_its_room),
        cmocka_unit_test(dates_are_read_in_their_style),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(dates_are_written),
        cmocka_unit_test(booleans_are_whole_words),
        cmocka_unit_test(reasons_have_words_and_words_have_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
