/* weigh.c - evidence of a column's values, and the lines of those that stand against the others.
 *
 * Plain numbers are weighed by the counts of their tags; only "1.234", which two ways of writing
 * share, needs a look at the values. Texts are weighed once for each different one, loose ones
 * each time.
 *
 * Nothing is kept; texts go to the caller's arena.
 */
#include "source/weigh.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { BATCH = 1024, TOLD_MOST = 10000 };

/* ---- evidence ---- */

/* Whether all of a column's numbers with three digits after the mark could be thousands. */
static bool all_thousands(const struct part *part, const struct part_column *column, uint8_t tag)
{
    int64_t values[BATCH];
    uint8_t tags[BATCH];
    for (uint32_t c = 0; c < part->chunk_count; c++)
        for (uint32_t first = 0; first < part->chunk_sizes[c]; first += BATCH) {
            uint32_t count = part->chunk_sizes[c] - first;
            if (count > BATCH)
                count = BATCH;
            part_read(column, c, first, count, values, tags);
            for (uint32_t i = 0; i < count; i++) {
                int64_t size = values[i] < 0 ? -values[i] : values[i];
                if (tags[i] == tag && (size < 1000 || size >= 1000000))
                    return false;
            }
        }
    return true;
}

static void add_plain(struct evidence *evidence, const struct part *part,
                      const struct part_column *column)
{
    struct form form = {.kinds = FORM_NUMBER, .numbers = STYLES_ALL};
    evidence_add(evidence, &form, column->counts[TAG_WHOLE]);
    form.kinds |= FORM_DECIMAL_MARK;
    for (uint8_t tag = TAG_POINT; tag < TAG_COUNT; tag++) {
        bool point = tag < TAG_COMMA;
        if (column->counts[tag] == 0)
            continue;
        form.numbers = point ? STYLES_POINT : STYLES_COMMA;
        if ((tag == TAG_POINT + 2 || tag == TAG_COMMA + 2) && all_thousands(part, column, tag))
            form.numbers = styles_of_thousand(point ? '.' : ',');
        evidence_add(evidence, &form, column->counts[tag]);
    }
    form = (struct form){.kinds = FORM_DATE,
                         .dates = 1u << DATE_ISO | 1u << DATE_YMD,
                         .grain = GRAIN_DAY};
    evidence_add(evidence, &form, column->counts[TAG_DATE]);
}

static bool is_missing(struct marks missing, const char *text)
{
    for (size_t i = 0; i < missing.count; i++)
        if (strcmp(missing.texts[i], text) == 0)
            return true;
    return false;
}

static bool is_blank(const char *text, size_t size)
{
    trim_blanks(&text, &size);
    return size == 0;
}

static bool any_form(const struct dictionary *texts)
{
    for (size_t i = 0; i < dictionary_count(texts); i++)
        if (form_of(dictionary_text(texts, (uint32_t)i),
                    dictionary_size(texts, (uint32_t)i)).kinds != 0)
            return true;
    return false;
}

static uint64_t *count_texts(const struct part *part, const struct part_column *column)
{
    int64_t values[BATCH];
    uint8_t tags[BATCH];
    uint64_t *counts = memory_get_zeroed(dictionary_count(column->texts) + 1, sizeof *counts);
    for (uint32_t c = 0; c < part->chunk_count; c++)
        for (uint32_t first = 0; first < part->chunk_sizes[c]; first += BATCH) {
            uint32_t count = part->chunk_sizes[c] - first;
            if (count > BATCH)
                count = BATCH;
            part_read(column, c, first, count, values, tags);
            for (uint32_t i = 0; i < count; i++)
                if (tags[i] == TAG_TEXT)
                    counts[values[i]]++;
        }
    return counts;
}

enum { SHAPE_MOST = 32 };

/* What the texts of a chunk say. */
struct weighed {
    struct marks missing;
    struct evidence evidence;
    bool any; /* one has a form */
    /* the last text whose form was that of its shape: with 0 for each digit */
    char shape[SHAPE_MOST];
    size_t shape_size;
    struct form form;
    uint64_t alike; /* texts behind it of the same shape, not yet added */
};

static bool has_shape(const struct weighed *weighed, const char *text, size_t size)
{
    char differ = 0;
    if (size != weighed->shape_size)
        return false;
    for (size_t i = 0; i < size; i++)
        differ |= (char)((text[i] >= '0' && text[i] <= '9' ? '0' : text[i]) ^ weighed->shape[i]);
    return size > 0 && differ == 0;
}

static void keep_shape(struct weighed *weighed, const char *text, size_t size,
                       const struct form *form)
{
    weighed->shape_size = 0;
    if (size > SHAPE_MOST || weighed->missing.count > 0 || !form_is_of_shape(text, size))
        return;
    weighed->form = *form;
    weighed->shape_size = size;
    for (size_t i = 0; i < size; i++)
        weighed->shape[i] = text[i] >= '0' && text[i] <= '9' ? '0' : text[i];
}

static void add_alike(struct weighed *weighed)
{
    evidence_add(&weighed->evidence, &weighed->form, weighed->alike);
    weighed->alike = 0;
}

static bool weigh_text(void *owner, const char *text, size_t size)
{
    struct weighed *weighed = owner;
    if (has_shape(weighed, text, size)) {
        weighed->alike++;
        return true;
    }
    add_alike(weighed);
    struct form form = form_of(text, size);
    weighed->any = weighed->any || form.kinds != 0;
    bool blank = form.kinds == 0 && is_blank(text, size);
    if (!blank && !is_missing(weighed->missing, text))
        evidence_add(&weighed->evidence, &form, 1);
    keep_shape(weighed, text, size, &form);
    return true;
}

static void weigh_loose(struct evidence *evidence, const struct part *part,
                        const struct part_column *column, struct marks missing,
                        unsigned threads)
{
    struct weighed *chunks = memory_get((part->chunk_count + 1) * sizeof *chunks);
    bool any = evidence->present > 0 || missing.count > 0;
    for (uint32_t c = 0; c < part->chunk_count; c++) {
        chunks[c] = (struct weighed){.missing = missing};
        evidence_init(&chunks[c].evidence);
    }
    part_scan_texts(part, column, threads, weigh_text, chunks, sizeof *chunks);
    for (uint32_t c = 0; c < part->chunk_count; c++) {
        add_alike(&chunks[c]);
        evidence_join(evidence, &chunks[c].evidence);
        any = any || chunks[c].any;
    }
    if (!any) /* as below */
        evidence->present = column->counts[TAG_TEXT] + column->counts[TAG_LOOSE];
    free(chunks);
}

struct evidence part_weigh(const struct part *part, const struct part_column *column,
                           struct marks missing, unsigned threads)
{
    struct evidence evidence;
    evidence_init(&evidence);
    add_plain(&evidence, part, column);
    if (column->texts == NULL)
        return evidence;
    if (column->counts[TAG_LOOSE] > 0) {
        weigh_loose(&evidence, part, column, missing, threads);
        return evidence;
    }
    if (evidence.present == 0 && missing.count == 0 && !any_form(column->texts)) {
        evidence.present = column->counts[TAG_TEXT]; /* all are texts and nothing else */
        return evidence;
    }
    uint64_t *counts = count_texts(part, column);
    for (size_t i = 0; i < dictionary_count(column->texts); i++) {
        const char *text = dictionary_text(column->texts, (uint32_t)i);
        struct form form = form_of(text, dictionary_size(column->texts, (uint32_t)i));
        bool blank = form.kinds == 0 && is_blank(text, dictionary_size(column->texts, (uint32_t)i));
        if (!blank && !is_missing(missing, text))
            evidence_add(&evidence, &form, counts[i]);
    }
    free(counts);
    return evidence;
}

/* ---- telling ---- */

/* What to look for in a column, and what to say of each value found. */
struct question {
    bool (*asked)(const struct question *question, const struct form *form);
    const struct form *first; /* the form of the first value that counts */
    const struct reading *reading;
    enum severity severity;
    const char *message, *remedy;
};

static bool is_mark(const struct form *form)
{
    return (form->kinds & (FORM_MISSING | FORM_NOT_APPLICABLE)) != 0;
}

static bool not_a_number(const struct question *question, const struct form *form)
{
    (void)question;
    return !is_mark(form) && (form->kinds & FORM_NUMBER) == 0;
}

static bool not_a_date(const struct question *question, const struct form *form)
{
    (void)question;
    return !is_mark(form) && (form->kinds & FORM_DATE) == 0;
}

static bool has_mark(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_DECIMAL_MARK) != 0 ||
           ((form->kinds & FORM_NUMBER) != 0 && form->numbers != STYLES_ALL);
}

static bool other_order(const struct question *question, const struct form *form)
{
    return (form->kinds & FORM_DATE) != 0 && (form->dates & question->first->dates) == 0;
}

static bool other_style(const struct question *question, const struct form *form)
{
    struct number_style told = question->reading->number;
    for (unsigned i = 0; i < STYLE_COUNT; i++)
        if (number_styles[i].decimal == told.decimal && number_styles[i].group == told.group)
            return (form->kinds & FORM_NUMBER) != 0 && (form->numbers >> i & 1) == 0;
    return false;
}

static bool not_as_told(const struct question *question, const struct form *form)
{
    return (form->kinds & FORM_DATE) != 0 && (form->dates >> question->reading->dates & 1) == 0;
}

static bool day_matters(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_DAY_FIRST_MATTERS) != 0;
}

static bool without_percent(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_NUMBER) != 0 && (form->kinds & FORM_PERCENT) == 0;
}

static bool other_currency(const struct question *question, const struct form *form)
{
    return form->currency != NULL &&
           (question->first->currency == NULL ||
            strcmp(form->currency, question->first->currency) != 0);
}

static bool error_code(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_ERROR_CODE) != 0;
}

static bool rounded(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_ROUNDED) != 0;
}

static bool zero_led(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_ZERO_LED) != 0;
}

static bool in_parentheses(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_PARENTHESES) != 0;
}

static bool with_exponent(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_EXPONENT) != 0;
}

static bool is_phone(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & FORM_PHONE) != 0;
}

static bool likes(const struct question *question, const struct form *form)
{
    (void)question;
    return (form->kinds & (FORM_NUMBER_LIKE | FORM_DATE_LIKE)) != 0;
}

static const char mixed_remedy[] =
    "correct it, say --missing if it stands for missing, or declare the column a string in a "
    "datapackage.json";

static const struct question troubles[] = {
    [TROUBLE_MIXED_NUMBERS] = {not_a_number, NULL, NULL, SEVERITY_PROBLEM,
        "is not a number that is read, though most of the column are numbers", mixed_remedy},
    [TROUBLE_MIXED_DATES] = {not_a_date, NULL, NULL, SEVERITY_PROBLEM,
        "is not a date that is read, though most of the column look like dates", mixed_remedy},
    [TROUBLE_NUMBER_STYLES] = {has_mark, NULL, NULL, SEVERITY_PROBLEM,
        "stands in a column whose numbers are written in several ways",
        "write all with the same decimal mark and the same mark between thousands"},
    [TROUBLE_DATE_STYLES] = {other_order, NULL, NULL, SEVERITY_PROBLEM,
        "is a date in another order or style than the first of the column",
        "write all dates alike, best as 2017-04-03"},
    [TROUBLE_NUMBER_AMBIGUOUS] = {has_mark, NULL, NULL, SEVERITY_PROBLEM,
        "may be a fraction or thousands, and nothing in the column says which",
        "say --decimal . or --decimal ,"},
    [TROUBLE_DATE_AMBIGUOUS] = {day_matters, NULL, NULL, SEVERITY_PROBLEM,
        "may begin with the day or with the month, and nothing in the column says which",
        "say --dates dmy or --dates mdy"},
    [TROUBLE_OTHER_STYLE] = {other_style, NULL, NULL, SEVERITY_PROBLEM,
        "is not written with the decimal mark that --decimal says", "correct it"},
    [TROUBLE_OTHER_ORDER] = {not_as_told, NULL, NULL, SEVERITY_PROBLEM,
        "is not written in the order that --dates says", "correct it"},
    [TROUBLE_PERCENT] = {without_percent, NULL, NULL, SEVERITY_PROBLEM,
        "stands without a % in a column where others have one", "write all with or all without"},
    [TROUBLE_CURRENCIES] = {other_currency, NULL, NULL, SEVERITY_PROBLEM,
        "is in another currency than the first of the column",
        "put each currency into a column of its own"},
    [TROUBLE_PARENTHESES] = {in_parentheses, NULL, NULL, SEVERITY_PROBLEM,
        "stands in parentheses, as all numbers of the column: it may be negative, or the number of a note",
        "write a minus, or declare the column (\"number\" with \"bareNumber\": false, or \"string\") in a "
        "datapackage.json"},
};

static const struct question remarks[] = {
    {error_code, NULL, NULL, SEVERITY_WARNING, "is an error of the spreadsheet, and is taken as missing",
     "correct the formula there and export again"},
    {rounded, NULL, NULL, SEVERITY_WARNING, "has more digits than are kept: it is rounded",
     "declare the column a string in a datapackage.json if it is a code"},
    {with_exponent, NULL, NULL, SEVERITY_WARNING, "is read as a number with an exponent, but may be a code",
     "declare the column a string in a datapackage.json if it is one"},
    {in_parentheses, NULL, NULL, SEVERITY_NOTE, "stands in parentheses and is read as a negative number",
     NULL},
};

static const struct question phones_remark = {
    is_phone, NULL, NULL, SEVERITY_NOTE, "looks like a telephone number, so the column is kept as text",
    "declare it an integer in a datapackage.json if it is one"};

static const struct question codes_remark = {
    zero_led, NULL, NULL, SEVERITY_NOTE, "begins with a zero, so the column is kept as text",
    "declare it an integer in a datapackage.json if it is one"};

static const struct question likes_remark = {
    likes, NULL, NULL, SEVERITY_WARNING,
    "looks like a number or a date, but not like one that is read: the column is text",
    "write digits 0 to 9, years with four digits and months as numbers"};

static struct form form_at(const struct part_column *column, uint8_t tag, int64_t value)
{
    char room[PART_TEXT];
    size_t size;
    const char *text = part_text(column, tag, value, room, &size);
    return form_of(text, size);
}

static bool counts_as_first(const struct question *question, const struct form *form)
{
    if (question->asked == other_order)
        return (form->kinds & FORM_DATE) != 0;
    return form->currency != NULL;
}

static uint32_t ask(const struct part *part, const struct part_column *column,
                    const struct question *about, const struct reading *reading,
                    struct arena *arena,
                    struct problems *problems, struct unsettled *unsettled)
{
    struct question question = *about;
    struct form first;
    question.reading = reading;
    uint32_t told = 0;
    char room[PART_TEXT];
    size_t size;
    for (uint32_t c = 0; c < part->chunk_count; c++)
        for (uint32_t i = 0; i < part->chunk_sizes[c] && told < TOLD_MOST; i++) {
            int64_t value;
            uint8_t tag;
            part_read(column, c, i, 1, &value, &tag);
            if (tag == TAG_EMPTY)
                continue;
            struct form form = form_at(column, tag, value);
            if (question.first == NULL && counts_as_first(&question, &form)) {
                first = form;
                question.first = &first;
            }
            if (question.first == NULL && (question.asked == other_order ||
                                           question.asked == other_currency))
                continue;
            if (!question.asked(&question, &form))
                continue;
            struct problem problem = {
                .severity = question.severity, .file = part->file,
                .line = part_line(part, c, i), .column = column->name,
                .value = part_text(column, tag, value, room, &size),
                .message = question.message, .remedy = question.remedy};
            problems_add(problems, problem);
            if (told++ == 0)
                *unsettled = (struct unsettled){
                    arena_format(arena, "'%s' %s. %s", problem.value, question.message,
                                 question.remedy),
                    problem.line};
            if (told == 1 && (question.asked == zero_led || question.asked == is_phone))
                return told;
        }
    return told;
}

struct unsettled part_tell(const struct part *part, const struct part_column *column,
                           const struct evidence *evidence, const struct reading *reading,
                           struct arena *arena, struct problems *problems)
{
    struct unsettled first = {0}, nothing = {0};
    if (reading->type != COLUMN_TEXT || reading->empty) {
        if (evidence->error_codes > 0)
            ask(part, column, &remarks[0], reading, arena, problems, &first);
        if (evidence->rounded > 0 && reading->type != COLUMN_TEXT)
            ask(part, column, &remarks[1], reading, arena, problems, &first);
        if (evidence->exponents > 0 && reading->type != COLUMN_TEXT)
            ask(part, column, &remarks[2], reading, arena, problems, &first);
        if (evidence->parentheses > 0 && reading->type != COLUMN_TEXT)
            ask(part, column, &remarks[3], reading, arena, problems, &first);
    }
    uint64_t values = evidence->present - evidence->marks;
    if (reading->trouble == TROUBLE_NONE && reading->type == COLUMN_TEXT && values > 0) {
        if (evidence->zero_led > 0 && (evidence->numbers + evidence->number_likes) == values)
            ask(part, column, &codes_remark, reading, arena, problems, &first);
        else if (evidence->phones == values)
            ask(part, column, &phones_remark, reading, arena, problems, &first);
        else if ((evidence->number_likes + evidence->date_likes) * 2 > values)
            ask(part, column, &likes_remark, reading, arena, problems, &first);
    }
    if (reading->trouble == TROUBLE_NONE || reading->forced)
        return nothing; /* what is forced is told value by value as it is refused */
    first = nothing;
    ask(part, column, &troubles[reading->trouble], reading, arena, problems, &first);
    return first;
}
