/* detect.c - forms of texts: every way to write a number or a date is tried on each.
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
