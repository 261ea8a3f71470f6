/* remarks.c - warnings about data that was read.
 *
 * Two spellings of one name are found by their letters and digits alone, without case and
 * accents. A text is mojibake when it turns into valid UTF-8 once its characters are taken as the
 * bytes of Windows-1252: that does not happen by chance.
 *
 * Nothing is kept.
 */
#include "source/remarks.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { TEXTS_MOST = 50000, TOLD_MOST = 20 };

/* ---- mojibake ---- */

static int windows_byte(uint32_t character)
{
    static const uint16_t high[32] = {
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
    if (character < 0x100)
        return (int)character;
    for (int i = 0; i < 32; i++)
        if (high[i] == character)
            return 0x80 + i;
    return -1;
}

bool is_mojibake(const char *text, size_t size)
{
    char *bytes = memory_get(size + 1);
    size_t count = 0;
    bool beyond = false, fits = true;
    for (size_t i = 0; i < size && fits;) {
        uint32_t character;
        i += utf8_decode(text + i, size - i, &character);
        int byte = windows_byte(character);
        fits = byte >= 0;
        beyond = beyond || byte >= 0x80;
        bytes[count++] = (char)byte;
    }
    bool found = fits && beyond && utf8_is_valid(bytes, count);
    free(bytes);
    return found;
}

/* ---- texts ---- */

static uint32_t record_of(const struct frame *frame, uint32_t column, uint32_t number)
{
    uint32_t record = 0;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        for (uint32_t i = 0; i < frame->segments[s].count; i++, record++)
            if (vector_state_at(vector, i) == STATE_PRESENT && vector_at(vector, i) == number)
                return record;
    }
    return RECORD_NONE;
}

static void warn(const struct draft *draft, uint32_t column, uint32_t record, const char *value,
                 const char *message, const char *remedy)
{
    struct place place = frame_place(draft->frame, record);
    problems_add(draft->problems, (struct problem){
        .severity = SEVERITY_WARNING, .aside = true, .file = place.file, .line = place.line,
        .column = draft->frame->columns[column].name, .value = value, .message = message,
        .remedy = remedy});
}

/* A character that steers a terminal or a printer; tabs and newlines are text. */
static bool has_control(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F ||
            (c == 0xC2 && i + 1 < size && (unsigned char)text[i + 1] < 0xA0 &&
             (unsigned char)text[i + 1] >= 0x80))
            return true;
    }
    return false;
}

static bool has_mark(const char *text, size_t size)
{
    return memmem(text, size, "\xEF\xBB\xBF", 3) != NULL;
}

/* What no text should be, and what to say of it. */
struct oddity {
    bool (*is)(const char *text, size_t size);
    const char *message, *remedy;
};

static const struct oddity mojibake = {
    is_mojibake, "was UTF-8 once, was read as Windows-1252 and saved again",
    "export the data again from where it came"};

static const struct oddity controls = {
    has_control, "has a control character in it, which no text should have",
    "take it out; it may be invisible"};

static const struct oddity marks = {
    has_mark, "has a byte-order mark in it, as where two files were put together",
    "take it out; it is invisible"};

/* Nothing but ASCII that can be seen, and blanks: nothing in it is odd. */
static bool is_usual(const char *bytes, uint64_t size)
{
    unsigned char odd = 0;
    for (uint64_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool blank = c == '\t' || c == '\n' || c == '\r';
        odd |= (unsigned char)((c < 0x20 && !blank) | (c >= 0x7F));
    }
    return odd == 0;
}

/* Each different text once. */
static void tell_plain(const struct draft *draft, uint32_t column, const struct oddity *oddity)
{
    const struct frame *frame = draft->frame;
    struct dictionary *told = dictionary_new();
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        uint32_t count = frame->segments[s].count;
        if (is_usual(vector->bytes, vector_texts_size(vector, count)))
            continue;
        for (uint32_t i = 0; i < count && dictionary_count(told) < TOLD_MOST; i++) {
            struct string text = vector_text_at(vector, i);
            size_t known = dictionary_count(told);
            if (is_usual(text.bytes, text.size) || !oddity->is(text.bytes, text.size) ||
                dictionary_add(told, text.bytes, text.size) != known)
                continue;
            warn(draft, column, s * SEGMENT_RECORDS + i,
                 dictionary_text(told, (uint32_t)known), oddity->message, oddity->remedy);
        }
    }
    dictionary_free(told);
}

static void tell_odd(const struct draft *draft, uint32_t column, const struct oddity *oddity)
{
    const struct dictionary *texts = draft->frame->columns[column].texts;
    size_t told = 0;
    if (draft->frame->columns[column].plain) {
        tell_plain(draft, column, oddity);
        return;
    }
    for (uint32_t i = 0; i < dictionary_count(texts) && told < TOLD_MOST; i++) {
        if (!oddity->is(dictionary_text(texts, i), dictionary_size(texts, i)))
            continue;
        uint32_t record = record_of(draft->frame, column, i);
        if (record == RECORD_NONE)
            continue;
        warn(draft, column, record, dictionary_text(texts, i), oddity->message, oddity->remedy);
        told++;
    }
}

/* Days as a spreadsheet counts them, under a name that promises dates: 42828 is 2017-04-03. */
static void tell_serials(const struct draft *draft, uint32_t number)
{
    static const char *const words[] = {"date", "fecha", "jour", "day", "dia"};
    const struct column *column = &draft->frame->columns[number];
    struct arena *arena = arena_new();
    const char *name = text_folded(arena, column->name);
    size_t size = strlen(name);
    bool named = size > 3 && strcmp(name + size - 3, "_on") == 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        named = named || strncmp(name, words[i], strlen(words[i])) == 0;
    double low = column->minimum_text == NULL ? 0 : strtod(column->minimum_text, NULL);
    double high = column->maximum_text == NULL ? 0 : strtod(column->maximum_text, NULL);
    bool serial = low >= 20000 && high <= 80000, packed = low >= 19000101 && high <= 21001231;
    if (named && column->type == COLUMN_WHOLE && (serial || packed))
        problems_add(draft->problems, (struct problem){
            .severity = SEVERITY_WARNING, .file = draft->frame->files[0].name,
            .column = column->name, .value = column->minimum_text,
            .message = serial ? "is a whole number in a column called like a date: it may be the "
                                "day as a spreadsheet counts it"
                              : "is a whole number in a column called like a date: it may be "
                                "year, month and day without marks between",
            .remedy = "write it as 2017-04-03"});
    arena_free(arena);
}

/* Letters only, folded; NULL where there are none. In a text with digits marks count: A-12 is not
 * A1-2, so only its case, accents and blanks are taken away. */
static const char *bare(struct arena *arena, const char *text)
{
    char *folded = arena_text(arena, text_folded(arena, text));
    bool digits = strpbrk(folded, "0123456789") != NULL;
    bool letters = false;
    char *out = folded;
    for (const char *in = folded; *in != '\0'; in++) {
        bool letter = (*in >= 'a' && *in <= 'z') || (*in & 0x80) != 0;
        letters = letters || letter;
        if (letter || (digits && *in != ' '))
            *out++ = *in;
    }
    *out = '\0';
    return letters ? folded : NULL;
}

static void tell_alike(const struct draft *draft, uint32_t column)
{
    const struct dictionary *texts = draft->frame->columns[column].texts;
    if (texts == NULL || dictionary_count(texts) > TEXTS_MOST) /* NULL: they are plain, and more */
        return;
    struct arena *arena = arena_new();
    struct dictionary *bares = dictionary_new();
    uint32_t *first = memory_get((dictionary_count(texts) + 1) * sizeof *first);
    size_t told = 0;
    for (uint32_t i = 0; i < dictionary_count(texts) && told < TOLD_MOST; i++) {
        const char *text = dictionary_text(texts, i);
        const char *key = bare(arena, text);
        size_t known = dictionary_count(bares);
        if (key == NULL || strlen(text) > 200)
            continue;
        uint32_t number = dictionary_add(bares, key, strlen(key));
        if (number == known) {
            first[number] = i;
            continue;
        }
        uint32_t record = record_of(draft->frame, column, i);
        if (record == RECORD_NONE)
            continue;
        warn(draft, column, record, text,
             arena_format(arena, "differs from '%s' only by case, accents, blanks or marks",
                          dictionary_text(texts, first[number])),
             "write it alike if it is the same: the two are counted apart");
        told++;
    }
    free(first);
    dictionary_free(bares);
    arena_free(arena);
}

void tell_texts(const struct draft *draft)
{
    for (uint32_t i = 0; i < draft->frame->column_count; i++) {
        const struct column *column = &draft->frame->columns[i];
        if (is_mojibake(column->name, strlen(column->name)))
            problems_add(draft->problems, (struct problem){
                .severity = SEVERITY_WARNING, .aside = true, .file = draft->frame->files[0].name,
                .column = column->name,
                .message = "has a name that was UTF-8 once, was read as Windows-1252 and saved "
                           "again",
                .remedy = "export the data again from where it came"});
        if (column->loaded)
            tell_serials(draft, i);
        if (column->type == COLUMN_TEXT && column->loaded) {
            tell_odd(draft, i, &controls);
            tell_odd(draft, i, &marks);
        }
        if (column->type != COLUMN_TEXT || !column->loaded || column->unsettled != NULL)
            continue;
        tell_odd(draft, i, &mojibake);
        tell_alike(draft, i);
    }
}
