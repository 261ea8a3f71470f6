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
#include "base/hash.h"
#include "base/text.h"
#include "source/remarks.h"
#include "source/repeats.h"

enum {
    BEGINNING = 7,        /* letters that two names share */
    CATEGORIES_MOST = 300, /* different values of a column that is a short list … */
    RECORDS_EACH = 4,      /* … each standing in at least so many records, on average */
    NAMED_MOST = 6,
    BATCH = 1024,         /* records at a time */
};

/* ---- records alike but for their numbers ---- */

/* Columns whose values are more than a measurement. */
static bool tells_apart(const struct frame *frame, uint32_t column)
{
    enum column_type type = frame->columns[column].type;
    if (!frame->columns[column].loaded || type == COLUMN_REAL)
        return false;
    return type == COLUMN_TEXT || type == COLUMN_DATE || type == COLUMN_BOOLEAN ||
           frame->columns[column].key != KEY_NONE || frame->period[0] == column ||
           frame->period[1] == column || frame->primary == column;
}

/* Numbers of a dictionary are equal for equal texts, so the stored value is enough. */
static void hash_values(const struct vector *vector, uint32_t first, uint32_t count,
                        uint64_t *hashes)
{
    int64_t values[BATCH];
    uint8_t states[BATCH];
    struct string texts[BATCH];
    vector_read(vector, first, count, values, states);
    if (vector->bytes != NULL)
        vector_read_texts(vector, first, count, texts, NULL);
    for (uint32_t i = 0; vector->bytes != NULL && i < count; i++)
        values[i] = (int64_t)hash_text(texts[i].bytes, texts[i].size);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t value = states[i] == STATE_PRESENT ? (uint64_t)values[i] : 0;
        hashes[i] = hash_step(hash_step(hashes[i], states[i]), value);
    }
}

static void give_segment(void *self, size_t number, struct repeats *repeats)
{
    const struct frame *frame = self;
    const struct segment *segment = &frame->segments[number];
    for (uint32_t first = 0; first < segment->count; first += BATCH) {
        uint64_t hashes[BATCH] = {0};
        uint32_t left = segment->count - first, count = left < BATCH ? left : BATCH;
        for (uint32_t c = 0; c < frame->column_count; c++)
            if (tells_apart(frame, c))
                hash_values(&segment->columns[c], first, count, hashes);
        repeats_give(repeats, number, hashes, NULL, count,
                     (uint32_t)(number * SEGMENT_RECORDS) + first);
    }
}

static void warn_alike(const struct draft *draft, const uint32_t *records, size_t count)
{
    const struct frame *frame = draft->frame;
    struct text names = {0}, message = {0};
    struct place place = frame_place(frame, records[0]);
    for (size_t i = 1; i < count; i++) {
        struct place other = frame_place(frame, records[i]);
        place = other.line < place.line ? other : place;
    }
    for (uint32_t c = 0; c < frame->column_count; c++)
        if (tells_apart(frame, c))
            text_addf(&names, "%s'%s'", names.size > 0 ? ", " : "", frame->columns[c].name);
    text_addf(&message, "%zu record%s agree%s with another in %s, and differ%s only in numbers",
              count, count == 1 ? "" : "s", count == 1 ? "s" : "", text_of(&names),
              count == 1 ? "s" : "");
    problems_add(draft->problems, (struct problem){
        .severity = SEVERITY_WARNING, .aside = true, .file = place.file, .line = place.line,
        .message = text_of(&message),
        .remedy = "see whether the same thing stands twice: each counts"});
    text_clear(&names);
    text_clear(&message);
}

/* No two records agree in what names a record. */
static bool named_apart(const struct frame *frame)
{
    return frame->primary != COLUMN_NONE && !frame->primary_declared &&
           tells_apart(frame, frame->primary);
}

void tell_records_alike(const struct draft *draft)
{
    struct frame *frame = draft->frame;
    uint32_t texts = 0;
    for (uint32_t c = 0; c < frame->column_count; c++)
        texts += tells_apart(frame, c) && frame->columns[c].type == COLUMN_TEXT;
    if (texts < 2 || named_apart(frame))
        return;
    size_t count;
    uint32_t *records = repeats_find(frame->record_count, frame->segment_count,
                                     draft->options->threads, give_segment, frame, &count);
    /* Where much is alike, it is the way of the data: events of a kind, answers to a question. */
    if (count > 0 && count * 20 < frame->record_count)
        warn_alike(draft, records, count);
    free(records);
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
        if (column->plain)
            continue; /* no short list */
        size_t count = dictionary_count(column->texts);
        if (count <= CATEGORIES_MOST && count * RECORDS_EACH <= draft->frame->record_count)
            tell_beginnings(draft, i);
    }
}
