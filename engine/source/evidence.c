/* evidence.c - what follows from the forms of all values of a column.
 *
 * What all values have in common is what the column is: proof, not a guess by majority. Majorities
 * only say whether a column that has nothing in common was meant as numbers or dates, so that it is
 * told rather than passed off as text.
 *
 * Nothing is owned.
 */
#include "source/evidence.h"

#include <string.h>

/* ---- adding up ---- */

void evidence_init(struct evidence *evidence)
{
    *evidence = (struct evidence){.styles = STYLES_ALL, .orders = 0xFF, .grain = GRAIN_DAY};
}

static void add_number(struct evidence *evidence, const struct form *form, uint64_t count)
{
    evidence->numbers += count;
    evidence->styles &= form->numbers;
    for (unsigned i = 0; i < STYLE_COUNT; i++)
        evidence->style_fits[i] += form->numbers >> i & 1 ? count : 0;
    if (form->kinds & FORM_PERCENT)
        evidence->percents += count;
    if (form->kinds & FORM_DECIMAL_MARK)
        evidence->marked += count;
    if (form->kinds & FORM_ZERO_LED)
        evidence->zero_led += count;
    if (form->kinds & FORM_ROUNDED)
        evidence->rounded += count;
    if (form->kinds & FORM_PARENTHESES)
        evidence->parentheses += count;
    if (form->kinds & FORM_EXPONENT)
        evidence->exponents += count;
    if (form->kinds & FORM_PHONE)
        evidence->phones += count;
    if (form->currency == NULL)
        return;
    if (evidence->currency != NULL && strcmp(evidence->currency, form->currency) != 0)
        evidence->currencies = true;
    evidence->currency = form->currency;
}

void evidence_add(struct evidence *evidence, const struct form *form, uint64_t count)
{
    unsigned kinds = form->kinds;
    if (count == 0)
        return;
    evidence->present += count;
    if (kinds & (FORM_MISSING | FORM_NOT_APPLICABLE))
        evidence->marks += count;
    if (kinds & FORM_ERROR_CODE)
        evidence->error_codes += count;
    if (kinds & FORM_NUMBER)
        add_number(evidence, form, count);
    if (kinds & FORM_DATE) {
        evidence->dates += count;
        evidence->orders &= form->dates;
        for (unsigned i = 0; i <= DATE_YMD; i++)
            evidence->order_fits[i] += form->dates >> i & 1 ? count : 0;
        if (form->grain > evidence->grain)
            evidence->grain = form->grain;
    }
    if (kinds & FORM_DAY_FIRST_MATTERS)
        evidence->matters += count;
    if (kinds & FORM_NUMBER_LIKE)
        evidence->number_likes += count;
    if (kinds & FORM_DATE_LIKE)
        evidence->date_likes += count;
    if (kinds & FORM_BOOLEAN)
        evidence->booleans += count;
}

#define SUM(name) offsetof(struct evidence, name)
static const size_t sums[] = {
    SUM(present),      SUM(marks),    SUM(error_codes), SUM(numbers),
    SUM(number_likes), SUM(dates),    SUM(date_likes),  SUM(booleans),
    SUM(zero_led),     SUM(percents), SUM(marked),      SUM(matters),
    SUM(rounded),      SUM(parentheses), SUM(exponents), SUM(phones),
};

void evidence_join(struct evidence *evidence, const struct evidence *behind)
{
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        uint64_t count, more;
        memcpy(&count, (const char *)evidence + sums[i], sizeof count);
        memcpy(&more, (const char *)behind + sums[i], sizeof more);
        count += more;
        memcpy((char *)evidence + sums[i], &count, sizeof count);
    }
    for (unsigned i = 0; i < STYLE_COUNT; i++)
        evidence->style_fits[i] += behind->style_fits[i];
    for (unsigned i = 0; i <= DATE_YMD; i++)
        evidence->order_fits[i] += behind->order_fits[i];
    evidence->styles &= behind->styles;
    evidence->orders &= behind->orders;
    evidence->currencies =
        evidence->currencies || behind->currencies ||
        (evidence->currency != NULL && behind->currency != NULL &&
         strcmp(evidence->currency, behind->currency) != 0);
    if (behind->currency != NULL)
        evidence->currency = behind->currency;
    if (behind->grain > evidence->grain)
        evidence->grain = behind->grain;
}

/* ---- what follows ---- */

static unsigned lowest_bit(unsigned bits)
{
    return (unsigned)__builtin_ctz(bits);
}

static uint8_t styles_with(char decimal)
{
    return decimal == ',' ? STYLES_COMMA : STYLES_POINT;
}

static unsigned orders_told(const char *dates)
{
    if (dates == NULL)
        return 0xFF;
    if (strcmp(dates, "dmy") == 0)
        return 1u << DATE_DMY;
    return strcmp(dates, "mdy") == 0 ? 1u << DATE_MDY : 1u << DATE_YMD | 1u << DATE_ISO;
}

/* The reading of a column of numbers in the styles that all have in common. With several left
 * that differ in no value, a point is the decimal mark. */
static void read_numbers(const struct evidence *evidence, unsigned styles,
                         struct reading *reading)
{
    reading->type = COLUMN_DECIMAL;
    reading->usual_marks = true;
    reading->number = number_styles[lowest_bit(styles)];
    reading->percent = evidence->percents > 0;
    reading->currency = evidence->currency;
    if (evidence->parentheses > 0) /* no bare number, so that a schema of it reads them too */
        reading->number.bare = false;
    if (evidence->parentheses == evidence->numbers)
        reading->trouble = TROUBLE_PARENTHESES;
    if (evidence->percents > 0 && evidence->percents < evidence->numbers)
        reading->trouble = TROUBLE_PERCENT;
    if (evidence->currencies)
        reading->trouble = TROUBLE_CURRENCIES;
}

/* Of the choices, the one that suits most values. */
static unsigned best_fit(const uint64_t *fits, unsigned choices)
{
    unsigned best = lowest_bit(choices);
    for (unsigned i = best; i < 8; i++)
        if ((choices >> i & 1) && fits[i] > fits[best])
            best = i;
    return best;
}

static void decide_numbers(const struct evidence *evidence, char decimal,
                           struct reading *reading)
{
    unsigned styles = evidence->styles;
    bool ambiguous = evidence->marked > 0 && (styles & STYLES_POINT) && (styles & STYLES_COMMA);
    if (styles == 0 && decimal != 0) {
        read_numbers(evidence, 1u << best_fit(evidence->style_fits, styles_with(decimal)),
                     reading);
        reading->trouble = TROUBLE_OTHER_STYLE;
    } else if (styles == 0) {
        reading->trouble = TROUBLE_NUMBER_STYLES;
    } else if (!ambiguous) {
        read_numbers(evidence, styles, reading);
    } else if (decimal != 0) {
        read_numbers(evidence, styles & styles_with(decimal), reading);
    } else {
        reading->trouble = TROUBLE_NUMBER_AMBIGUOUS;
    }
}

static void read_dates(const struct evidence *evidence, unsigned orders,
                       struct reading *reading)
{
    reading->type = COLUMN_DATE;
    reading->usual_marks = true;
    reading->dates = (enum date_style)lowest_bit(orders);
    reading->grain = evidence->grain;
}

static void decide_dates(const struct evidence *evidence, const char *dates,
                         struct reading *reading)
{
    unsigned both = 1u << DATE_DMY | 1u << DATE_MDY;
    unsigned orders = evidence->orders;
    bool ambiguous = (orders & both) == both && evidence->matters > 0;
    if (orders == 0 && dates != NULL) {
        unsigned told = orders_told(dates);
        read_dates(evidence, 1u << best_fit(evidence->order_fits, told), reading);
        reading->trouble = TROUBLE_OTHER_ORDER;
    } else if (orders == 0) {
        reading->trouble = TROUBLE_DATE_STYLES;
    } else if (!ambiguous) {
        read_dates(evidence, orders, reading);
    } else if (dates != NULL && (orders & orders_told(dates)) != 0) {
        read_dates(evidence, orders & orders_told(dates), reading);
    } else {
        reading->trouble = TROUBLE_DATE_AMBIGUOUS;
    }
}

/* Most values are numbers or dates, some are not: text that is told; with --skip-bad, or an option
 * that says the style, a column in which the others are refused. */
static void decide_mixed(const struct evidence *evidence, uint64_t values, bool skip_bad,
                         struct reading *reading)
{
    uint64_t numbers = evidence->numbers + evidence->number_likes;
    uint64_t dates = evidence->dates + evidence->date_likes;
    struct reading forced = *reading;
    if (numbers * 2 > values && evidence->numbers > 0 && numbers >= dates) {
        reading->trouble = TROUBLE_MIXED_NUMBERS;
        if (skip_bad && evidence->numbers * 2 > values)
            decide_numbers(evidence, 0, &forced);
    } else if ((dates + evidence->numbers) * 2 > values && evidence->dates > 0 &&
               dates >= evidence->numbers) {
        reading->trouble = TROUBLE_MIXED_DATES;
        if (skip_bad && evidence->dates * 2 > values)
            decide_dates(evidence, NULL, &forced);
    }
    if (forced.type != COLUMN_TEXT && forced.trouble == TROUBLE_NONE) {
        forced.trouble = reading->trouble;
        forced.forced = true;
        *reading = forced;
    }
}

struct reading evidence_read(const struct evidence *evidence, char decimal, const char *dates,
                             bool skip_bad)
{
    struct reading reading = {.type = COLUMN_TEXT, .number = {'.', GROUP_NONE, true}};
    uint64_t values = evidence->present - evidence->marks;
    if (values == 0) {
        reading.empty = true;
        reading.usual_marks = true;
    } else if (evidence->zero_led > 0 || (evidence->phones > 0 && evidence->phones == values)) {
        return reading; /* codes */
    } else if (evidence->numbers == values) {
        decide_numbers(evidence, decimal, &reading);
    } else if (evidence->dates == values) {
        decide_dates(evidence, dates, &reading);
    } else if (evidence->booleans == values) {
        reading.type = COLUMN_BOOLEAN;
        reading.usual_marks = true;
    } else {
        decide_mixed(evidence, values, skip_bad, &reading);
    }
    if (skip_bad && (reading.trouble == TROUBLE_OTHER_STYLE ||
                     reading.trouble == TROUBLE_OTHER_ORDER))
        reading.forced = true;
    if (reading.trouble != TROUBLE_NONE && !reading.forced)
        reading.type = COLUMN_TEXT;
    return reading;
}
