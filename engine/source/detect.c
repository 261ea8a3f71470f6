/* detect.c - forms of texts, and what follows from all of a column.
 *
 * Every way to write a number or a date is tried on a text, and what all values have in common is
 * what the column is: proof, not a guess by majority. Majorities only say whether a column that
 * has nothing in common was meant as numbers or dates, so that it is told rather than passed off
 * as text.
 *
 * Nothing is owned.
 */
#include "source/detect.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

const struct number_style number_styles[STYLE_COUNT] = {
    {'.', GROUP_NONE, true},  {'.', GROUP_SPACE, true},
    {'.', GROUP_COMMA, true}, {'.', GROUP_APOSTROPHE, true},
    {',', GROUP_NONE, true},  {',', GROUP_SPACE, true},
    {',', GROUP_POINT, true}, {',', GROUP_APOSTROPHE, true},
};

uint8_t styles_of_thousand(char mark)
{
    return mark == '.' ? STYLES_POINT | 1 << 6 : STYLES_COMMA | 1 << 2;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- marks ---- */

enum { MARK_LONGEST = 16 };

static const struct mark {
    const char *text; /* lower case */
    unsigned kind;
} usual_marks[] = {
    {"n.d.", FORM_MISSING}, {"n.d", FORM_MISSING},  {"nd", FORM_MISSING},
    {"n.c.", FORM_MISSING}, {"nc", FORM_MISSING},   {"n/a", FORM_MISSING},
    {"n.a.", FORM_MISSING}, {"na", FORM_MISSING},   {"#n/a", FORM_MISSING},
    {"#na", FORM_MISSING},  {"n/d", FORM_MISSING},  {"s/d", FORM_MISSING},
    {"-", FORM_MISSING},    {"–", FORM_MISSING},    {"—", FORM_MISSING},
    {"..", FORM_MISSING},   {"...", FORM_MISSING},  {"…", FORM_MISSING},
    {"null", FORM_MISSING}, {"s.o.", FORM_NOT_APPLICABLE}, {"s.o", FORM_NOT_APPLICABLE},
    {"so", FORM_NOT_APPLICABLE},
    {"sans objet", FORM_NOT_APPLICABLE}, {"no aplica", FORM_NOT_APPLICABLE},
    {"#div/0!", FORM_MISSING | FORM_ERROR_CODE}, {"#value!", FORM_MISSING | FORM_ERROR_CODE},
    {"#ref!", FORM_MISSING | FORM_ERROR_CODE},   {"#name?", FORM_MISSING | FORM_ERROR_CODE},
    {"#num!", FORM_MISSING | FORM_ERROR_CODE},   {"#null!", FORM_MISSING | FORM_ERROR_CODE},
    {"#valeur!", FORM_MISSING | FORM_ERROR_CODE}, {"#nom?", FORM_MISSING | FORM_ERROR_CODE},
    {"#nombre!", FORM_MISSING | FORM_ERROR_CODE}, {"#¡div/0!", FORM_MISSING | FORM_ERROR_CODE},
    {"#¡valor!", FORM_MISSING | FORM_ERROR_CODE}, {"#¡ref!", FORM_MISSING | FORM_ERROR_CODE},
    {"#¿nombre?", FORM_MISSING | FORM_ERROR_CODE}, {"#¡num!", FORM_MISSING | FORM_ERROR_CODE},
};

/* The size of a blank at the beginning or, `last`, at the end: a space, a tab, a no-break space. */
static size_t blank_size(const char *bytes, size_t size, bool last)
{
    const char *at = last ? bytes + size - 1 : bytes;
    if (size >= 1 && (*at == ' ' || *at == '\t'))
        return 1;
    return size >= 2 && memcmp(last ? at - 1 : at, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

void trim_blanks(const char **bytes, size_t *size)
{
    for (size_t blank; (blank = blank_size(*bytes, *size, false)) != 0; *size -= blank)
        *bytes += blank;
    for (size_t blank; (blank = blank_size(*bytes, *size, true)) != 0;)
        *size -= blank;
}

/* Most texts differ from most words in their first letter; a word is in small letters. */
static bool same_letter(char letter, char of_word)
{
    return (letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter) == of_word;
}

unsigned mark_of(const char *bytes, size_t size)
{
    trim_blanks(&bytes, &size);
    if (size == 0 || size > MARK_LONGEST || is_digit(bytes[size - 1])) /* as none of them is */
        return 0;
    for (size_t i = 0; i < sizeof usual_marks / sizeof *usual_marks; i++)
        if (same_letter(*bytes, *usual_marks[i].text) &&
            strncasecmp(bytes, usual_marks[i].text, size) == 0 &&
            usual_marks[i].text[size] == '\0')
            return usual_marks[i].kind;
    return 0;
}

/* ---- numbers ---- */

static bool zero_led(const char *bytes, size_t size)
{
    if (size > 0 && (*bytes == '-' || *bytes == '+')) {
        bytes++;
        size--;
    }
    return size > 1 && bytes[0] == '0' && is_digit(bytes[1]);
}

static size_t count_digits(const char *bytes, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < size; i++)
        digits += is_digit(bytes[i]);
    return digits;
}

/* 1E5, 75e02: programs write 1.0E+05, so this is rather a code. */
static bool is_bare_exponent(const char *bytes, size_t size)
{
    const char *e = memchr(bytes, 'E', size);
    if (e == NULL)
        e = memchr(bytes, 'e', size);
    return e != NULL && e > bytes && count_digits(bytes, size) == size - 1;
}

static void find_number(const char *bytes, size_t size, struct form *form)
{
    struct number number;
    for (unsigned i = 0; i < STYLE_COUNT; i++) {
        if (!number_parse(bytes, size, number_styles[i], &number))
            continue;
        form->numbers |= (uint8_t)(1u << i);
        form->kinds |= FORM_NUMBER;
        if (number.percent)
            form->kinds |= FORM_PERCENT;
        if (number.real && memchr(bytes, 'e', size) == NULL && memchr(bytes, 'E', size) == NULL)
            form->kinds |= FORM_ROUNDED;
        if (number.parentheses)
            form->kinds |= FORM_PARENTHESES;
        form->currency = number.currency;
    }
    if (form->numbers == 0)
        return;
    if (is_bare_exponent(bytes, size))
        form->kinds |= FORM_EXPONENT;
    if (*bytes == '+' && form->currency == NULL && count_digits(bytes, size) >= 9 &&
        memchr(bytes, '.', size) == NULL && memchr(bytes, ',', size) == NULL)
        form->kinds |= FORM_PHONE;
    if (zero_led(bytes, size))
        form->kinds |= FORM_ZERO_LED;
    if (memchr(bytes, '.', size) != NULL || memchr(bytes, ',', size) != NULL)
        form->kinds |= FORM_DECIMAL_MARK;
}

/* Arabic-Indic, Persian and Devanagari digits, with their marks. */
static bool other_script_digits(const char *bytes, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < size;) {
        uint32_t c;
        i += utf8_decode(bytes + i, size - i, &c);
        if ((c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ||
            (c >= 0x966 && c <= 0x96F) || (c >= 0xFF10 && c <= 0xFF19))
            digits++;
        else if (c != 0x66B && c != 0x66C && c != '.' && c != ',' && c != ' ' && c != '-')
            return false;
    }
    return digits > 0;
}

/* Digits and the marks of numbers, but put together in no way that is read: 1,23,456 or 1e400. */
static bool number_like(const char *bytes, size_t size)
{
    static const char *const words[] = {"nan", "inf", "-inf", "+inf", "infinity", "-infinity"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (same_letter(*bytes, *words[i]) && strlen(words[i]) == size &&
            strncasecmp(bytes, words[i], size) == 0)
            return true;
    if (size > 2 && strncasecmp(bytes, "0x", 2) == 0) {
        for (size_t i = 2; i < size; i++)
            if (strchr("0123456789abcdefABCDEF", bytes[i]) == NULL)
                return false;
        return true;
    }
    size_t digits = 0, exponents = 0;
    for (size_t i = 0; i < size; i++) {
        if (is_digit(bytes[i]))
            digits++;
        else if ((bytes[i] == 'e' || bytes[i] == 'E') && digits > 0 && ++exponents == 1)
            continue;
        else if (strchr("+-., '%", bytes[i]) == NULL)
            return other_script_digits(bytes, size);
    }
    return digits > 0;
}

/* ---- dates ---- */

/* A month's name, or its beginning of three letters or more. */
static bool is_month(const char *word, size_t size)
{
    static const char *const months[] = {
        "janvier",  "février", "fevrier",  "mars",      "avril",      "mai",       "juin",
        "juillet",  "août",    "aout",     "septembre", "octobre",    "novembre",  "décembre",
        "decembre", "january", "february", "march",     "april",      "may",       "june",
        "july",     "august",  "september", "october",  "november",   "december",  "enero",
        "febrero",  "marzo",   "abril",    "mayo",      "junio",      "julio",     "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    };
    for (size_t i = 0; size >= 3 && i < sizeof months / sizeof *months; i++)
        if (same_letter(*word, *months[i]) && size <= strlen(months[i]) &&
            strncasecmp(word, months[i], size) == 0)
            return true;
    return false;
}

static bool parts_dates(char c)
{
    return c == '-' || c == '/' || c == '.' || c == ' ';
}

/* Two or three parts with - / . or space between: all digits, or one a month's name. */
static bool date_like(const char *bytes, size_t size)
{
    size_t parts = 0, numbers = 0, longest = 0, months = 0;
    for (size_t i = 0; i < size;) {
        size_t begin = i;
        bool digits = true;
        while (i < size && !parts_dates(bytes[i]))
            digits = is_digit(bytes[i++]) && digits;
        size_t part = i - begin;
        if (part > 0) {
            parts++;
            numbers += digits;
            if (digits && part > longest)
                longest = part;
            if (!digits && (part > 12 || !is_month(bytes + begin, part)))
                return false;
            months += !digits;
        }
        if (i < size)
            i++;
    }
    if (months == 1)
        return parts <= 3 && numbers == parts - 1 && numbers > 0 && longest <= 4;
    return parts == 3 && numbers == 3 && longest <= 4 && size >= 6 && size <= 10;
}

static void find_date(const char *bytes, size_t size, struct form *form)
{
    int32_t days[4];
    enum grain grain;
    if (size < 6 || size > 40 || !is_digit(bytes[0]))
        return;
    for (unsigned style = DATE_ISO; style <= DATE_YMD; style++)
        if (date_parse(bytes, size, (enum date_style)style, &days[style], &grain)) {
            form->dates |= (uint8_t)(1u << style);
            form->grain = grain;
            form->kinds |= FORM_DATE;
        }
    unsigned both = 1u << DATE_DMY | 1u << DATE_MDY;
    if ((form->dates & both) == both && days[DATE_DMY] != days[DATE_MDY])
        form->kinds |= FORM_DAY_FIRST_MATTERS;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* It is neither tried as a number nor as a date: words, marks and what looks like a date go by
 * letters and by where digits stand. */
bool form_is_of_shape(const char *bytes, size_t size)
{
    return size > 0 && is_letter(*bytes) && !currency_leads(bytes, size);
}

struct form form_of(const char *bytes, size_t size)
{
    struct form form = {0};
    bool truth;
    trim_blanks(&bytes, &size);
    if (size == 0)
        return form;
    form.kinds = (uint16_t)mark_of(bytes, size);
    if (form.kinds != 0)
        return form;
    if (size > 64)
        return form;
    if (!is_letter(*bytes) || (is_digit(bytes[size - 1]) && currency_leads(bytes, size))) {
        find_number(bytes, size, &form);
        find_date(bytes, size, &form);
        if ((form.kinds & FORM_NUMBER) != 0 && (form.kinds & FORM_DATE) != 0)
            form.kinds &= (uint16_t)~(unsigned)FORM_NUMBER; /* 2017 010 203 is neither's */
    }
    if (size <= 8 && boolean_parse(bytes, size, &truth))
        form.kinds |= FORM_BOOLEAN;
    if ((form.kinds & (FORM_NUMBER | FORM_DATE)) == 0) {
        if (size <= 30 && date_like(bytes, size))
            form.kinds |= FORM_DATE_LIKE;
        else if (number_like(bytes, size))
            form.kinds |= FORM_NUMBER_LIKE;
    }
    return form;
}

/* ---- evidence ---- */

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
