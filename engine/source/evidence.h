/* evidence.h - what the values of a column are together.
 *
 * The evidence of a column is the sum of its values' forms; from it a reading follows, or the reason
 * why none does.
 */
#ifndef BAREME_SOURCE_EVIDENCE_H
#define BAREME_SOURCE_EVIDENCE_H

#include "source/detect.h"

struct evidence {
    uint64_t present; /* fields that are not empty */
    uint64_t marks, error_codes; /* of missing and of not applicable; error codes are among the marks */
    uint64_t numbers, number_likes, dates, date_likes, booleans;
    uint64_t zero_led, percents, marked;
    uint64_t matters; /* dates where the order of day and month matters */
    uint64_t rounded, parentheses, exponents, phones;
    uint8_t styles, orders; /* what all numbers, all dates have in common */
    uint64_t style_fits[STYLE_COUNT], order_fits[DATE_YMD + 1]; /* how many each suits */
    const char *currency;
    bool currencies; /* more than one */
    enum grain grain; /* the coarsest */
};

void evidence_init(struct evidence *evidence);
void evidence_join(struct evidence *evidence, const struct evidence *behind); /* of values that come behind */
void evidence_add(struct evidence *evidence, const struct form *form, uint64_t count);

enum trouble {
    TROUBLE_NONE,
    TROUBLE_MIXED_NUMBERS,    /* most are numbers */
    TROUBLE_MIXED_DATES,      /* most are dates */
    TROUBLE_NUMBER_STYLES,    /* numbers written in several ways */
    TROUBLE_DATE_STYLES,
    TROUBLE_NUMBER_AMBIGUOUS, /* 1.234 */
    TROUBLE_DATE_AMBIGUOUS,   /* 03/04/2017 */
    TROUBLE_OTHER_STYLE,      /* some are not in the style that an option says */
    TROUBLE_OTHER_ORDER,
    TROUBLE_PERCENT,          /* with and without % */
    TROUBLE_CURRENCIES,
    TROUBLE_PARENTHESES,      /* all stand in parentheses: negative, or numbers of notes? */
};

/* How the values of a column are to be read. */
struct reading {
    enum column_type type; /* COLUMN_DECIMAL stands for every number until the values are seen */
    bool empty;            /* nothing but marks of missing: it takes any type */
    struct number_style number;
    enum date_style dates;
    enum grain grain;
    bool percent;
    const char *currency;
    bool usual_marks;      /* n.d. and its like are missing */
    enum trouble trouble;
    bool forced;           /* with --skip-bad: most values (or an option) decide, the others are refused */
};

/* `decimal` and `dates` settle what is ambiguous or mixed (0 and NULL: nothing is said); with
 * `skip_bad` the values that most are not like are refused. */
struct reading evidence_read(const struct evidence *evidence, char decimal, const char *dates,
                             bool skip_bad);

#endif
