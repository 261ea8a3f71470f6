/* likeness.c - records and names that look like one thing written twice.
 *
 * Records that agree in every text and date and differ only in numbers are perhaps one record with
 * two measurements. Names of a short list (countries, themes) that begin with the same letters but go
 * on in another word are perhaps two names of one thing: 'Palestine', 'Palestinian territories'.
 * Neither is wrong for certain, so both are warnings.
 *
 * Nothing is kept.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/remarks.h"

enum {
    BEGINNING = 7,        /* letters that two names share */
    CATEGORIES_MOST = 300, /* different values of a column that is a short list … */
    RECORDS_EACH = 4,      /* … each standing in at least so many records, on average */
    NAMED_MOST = 6,
};

/* ---- records alike but for their numbers ---- */

struct likeness {
    uint64_t hash;
    uint32_t record;
};

static int compare(const void *a, const void *b)
{
    const struct likeness *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return (left->record > right->record) - (left->record < right->record);
}

static bool tells_apart(const struct frame *frame, uint32_t column)
{
    enum column_type type = frame->columns[column].type;
    return type == COLUMN_TEXT || type == COLUMN_DATE || type == COLUMN_BOOLEAN ||
           frame->columns[column].key != KEY_NONE || frame->period[0] == column ||
           frame->period[1] == column || frame->primary == column;
}

/* Numbers of a dictionary are equal for equal texts, so the stored value is enough. */
static void hash_records(const struct frame *frame, uint32_t column, struct likeness *records)
{
    size_t at = 0;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        for (uint32_t i = 0; i < frame->segments[s].count; i++, at++) {
            bool there = vector_state_at(vector, i) == STATE_PRESENT;
            uint64_t value = there ? (uint64_t)vector_at(vector, i) + 1 : 0;
            uint64_t hash = (records[at].hash ^ value) * 0x9E3779B97F4A7C15u;
            records[at].hash = hash ^ (hash >> 29);
        }
    }
}

/* "townLabel, countryLabel" */
static uint32_t hash_all(const struct frame *frame, struct likeness *records, struct text *names)
{
    uint32_t texts = 0;
    for (uint64_t i = 0; i < frame->record_count; i++)
        records[i] = (struct likeness){0, (uint32_t)i};
    for (uint32_t c = 0; c < frame->column_count; c++) {
        const struct column *column = &frame->columns[c];
        if (!column->loaded || !tells_apart(frame, c) || column->type == COLUMN_REAL)
            continue;
        texts += column->type == COLUMN_TEXT;
        text_addf(names, "%s'%s'", names->size > 0 ? ", " : "", column->name);
        hash_records(frame, c, records);
    }
    return texts;
}

void tell_records_alike(const struct draft *draft)
{
    const struct frame *frame = draft->frame;
    struct text names = {0}, message = {0};
    struct likeness *records = memory_get((frame->record_count + 1) * sizeof *records);
    uint32_t texts = hash_all(frame, records, &names);
    size_t count = 0;
    qsort(records, frame->record_count, sizeof *records, compare);
    for (uint64_t i = 1; i < frame->record_count; i++)
        if (records[i].hash == records[i - 1].hash)
            records[count++] = records[i]; /* behind what is still to be compared */
    /* Where much is alike, it is the way of the data: events of a kind, answers to a question. */
    if (texts >= 2 && count > 0 && count * 20 < frame->record_count) {
        struct place place = frame_place(frame, records[0].record);
        for (size_t i = 1; i < count; i++) {
            struct place other = frame_place(frame, records[i].record);
            place = other.line < place.line ? other : place;
        }
        text_addf(&message, "%zu record%s agree%s with another in %s, and differ%s only in numbers",
                  count, count == 1 ? "" : "s", count == 1 ? "s" : "", text_of(&names),
                  count == 1 ? "s" : "");
        problems_add(draft->problems, (struct problem){
            .severity = SEVERITY_WARNING, .aside = true, .file = place.file, .line = place.line,
            .message = text_of(&message),
            .remedy = "see whether the same thing stands twice: each counts"});
    }
    free(records);
    text_clear(&names);
    text_clear(&message);
}

/* ---- names that begin alike ---- */

struct name {
    const char *text, *folded;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct name *)a)->folded, ((const struct name *)b)->folded);
}

static size_t first_word(const char *text)
{
    return strcspn(text, " ,;:-/'");
}

static bool begin_alike(const struct name *a, const struct name *b)
{
    return first_word(a->folded) >= BEGINNING && first_word(b->folded) >= BEGINNING &&
           strncmp(a->folded, b->folded, BEGINNING) == 0;
}

static bool words_differ(const struct name *names, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        size_t size = first_word(names[i].folded);
        if (size != first_word(names[0].folded) ||
            strncmp(names[i].folded, names[0].folded, size) != 0)
            return true;
    }
    return false;
}

static void tell_beginnings(const struct draft *draft, uint32_t column)
{
    const struct dictionary *texts = draft->frame->columns[column].texts;
    size_t count = dictionary_count(texts);
    struct arena *arena = arena_new();
    struct name *names = arena_get(arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i].text = dictionary_text(texts, (uint32_t)i);
        names[i].folded = text_folded(arena, names[i].text);
    }
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && begin_alike(&names[i], &names[end]); end++)
            ;
        if (end - i < 2 || end - i > NAMED_MOST || !words_differ(&names[i], end - i))
            continue;
        struct text others = {0};
        for (size_t j = i + 1; j < end; j++)
            text_addf(&others, "%s'%s'", j > i + 1 ? ", " : "", names[j].text);
        problems_add(draft->problems, (struct problem){
            .severity = SEVERITY_WARNING, .aside = true, .file = draft->frame->files[0].name,
            .column = draft->frame->columns[column].name, .value = names[i].text,
            .message = arena_format(arena, "begins like %s", text_of(&others)),
            .remedy = "write them alike if they name the same: each is counted apart"});
        text_clear(&others);
    }
    arena_free(arena);
}

void tell_names_alike(const struct draft *draft)
{
    for (uint32_t i = 0; i < draft->frame->column_count; i++) {
        const struct column *column = &draft->frame->columns[i];
        if (column->type != COLUMN_TEXT || !column->loaded || column->unsettled != NULL)
            continue;
        size_t count = dictionary_count(column->texts);
        if (count <= CATEGORIES_MOST && count * RECORDS_EACH <= draft->frame->record_count)
            tell_beginnings(draft, i);
    }
}
