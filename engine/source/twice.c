/* twice.c - records that stand twice in one file, field by field.
 *
 * Most files number their records, or name them in order: where each value of the first column is
 * greater than the one before, no record can stand twice, and nothing more is done. Else records are
 * told by their hashes, of what was kept of the file: value and tag say what stood there.
 *
 * Nothing is kept.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/task.h"
#include "source/remarks.h"
#include "source/repeats.h"

enum { BATCH = 1024 };

/* ---- files in order of their first column ---- */

/* A value that is a text or a whole number. */
struct step {
    bool is_text;
    int64_t number;
    struct string text;
};

/* The first column in one chunk. */
struct stretch {
    bool any, rises;
    struct step first, last;
};

struct course {
    const struct part *part;
    struct stretch *stretches; /* of each chunk */
};

static bool is_greater(const struct step *step, const struct step *than)
{
    if (step->is_text != than->is_text)
        return false;
    if (!step->is_text)
        return step->number > than->number;
    return string_compare(step->text, than->text) > 0;
}

/* False: it is neither. */
static bool step_of(const struct part_column *column, uint8_t tag, int64_t value,
                    struct step *step)
{
    *step = (struct step){.is_text = tag == TAG_TEXT || tag == TAG_LOOSE, .number = value};
    if (step->is_text)
        step->text.bytes = part_text(column, tag, value, NULL, &step->text.size);
    return step->is_text || tag == TAG_WHOLE;
}

static void see_chunk(void *self, size_t chunk, unsigned worker)
{
    const struct course *course = self;
    const struct part_column *column = &course->part->columns[0];
    uint32_t count = course->part->chunk_sizes[chunk];
    struct stretch stretch = {.rises = true};
    (void)worker;
    for (uint32_t first = 0; first < count && stretch.rises; first += BATCH) {
        int64_t values[BATCH];
        uint8_t tags[BATCH];
        uint32_t size = count - first < BATCH ? count - first : BATCH;
        part_read(column, (uint32_t)chunk, first, size, values, tags);
        for (uint32_t i = 0; i < size && stretch.rises; i++) {
            struct step step;
            stretch.rises = step_of(column, tags[i], values[i], &step) &&
                            (!stretch.any || is_greater(&step, &stretch.last));
            if (!stretch.any)
                stretch.first = step;
            stretch.last = step;
            stretch.any = true;
        }
    }
    course->stretches[chunk] = stretch;
}

static bool rises(const struct part *part, unsigned threads)
{
    if (part->column_count == 0 || !part->columns[0].stored)
        return false;
    struct course course = {
        part, memory_get((part->chunk_count + 1) * sizeof *course.stretches)};
    task_each(task_threads(threads, part->chunk_count), part->chunk_count, see_chunk, &course);
    bool all = true;
    for (uint32_t c = 0; c < part->chunk_count; c++)
        all = all && course.stretches[c].rises &&
              (c == 0 || is_greater(&course.stretches[c].first, &course.stretches[c - 1].last));
    free(course.stretches);
    return all;
}

/* ---- records that stand twice ---- */

struct repeated {
    const struct part *part;
    uint32_t *firsts; /* of each chunk: the number of its first record */
};

static void hash_column(const struct part_column *column, uint32_t chunk, uint32_t first,
                        uint32_t count, uint64_t *hashes)
{
    int64_t values[BATCH];
    uint8_t tags[BATCH];
    part_read(column, chunk, first, count, values, tags);
    for (uint32_t i = 0; i < count; i++)
        hashes[i] = hash_step(hashes[i], part_field_hash(column, tags[i], values[i]));
}

static void give_chunk(void *self, size_t chunk, struct repeats *repeats)
{
    const struct repeated *repeated = self;
    const struct part *part = repeated->part;
    uint32_t all = part->chunk_sizes[chunk];
    for (uint32_t first = 0; first < all; first += BATCH) {
        uint64_t hashes[BATCH] = {0};
        uint32_t count = all - first < BATCH ? all - first : BATCH;
        for (uint32_t c = 0; c < part->column_count; c++)
            if (part->columns[c].stored)
                hash_column(&part->columns[c], (uint32_t)chunk, first, count, hashes);
        repeats_give(repeats, chunk, hashes, NULL, count, repeated->firsts[chunk] + first);
    }
}

static void tell_repeated_of(const struct part *part, unsigned threads,
                             struct problems *problems)
{
    struct repeated repeated = {
        part, memory_get_zeroed(part->chunk_count + 1, sizeof *repeated.firsts)};
    size_t count;
    uint32_t chunk = 0;
    for (uint32_t c = 0; c < part->chunk_count; c++)
        repeated.firsts[c + 1] = repeated.firsts[c] + part->chunk_sizes[c];
    uint32_t *found = repeats_find(part->record_count, part->chunk_count, threads, give_chunk,
                                   &repeated, &count);
    for (size_t i = 0; i < count; i++) {
        while (found[i] >= repeated.firsts[chunk + 1])
            chunk++;
        problems_add(problems, (struct problem){
            .severity = SEVERITY_WARNING, .aside = true, .file = part->file,
            .line = part_line(part, chunk, found[i] - repeated.firsts[chunk]),
            .message = "this record is the same, field by field, as one above it",
            .remedy = "take it out if it is not meant twice"});
    }
    free(found);
    free(repeated.firsts);
}

void tell_repeated_records(struct draft *draft)
{
    unsigned threads = draft->options->threads;
    for (uint32_t p = 0; p < draft->part_count; p++) {
        bool ordered = rises(draft->parts[p], threads);
        draft->in_order = ordered && draft->part_count == 1;
        if (!ordered)
            tell_repeated_of(draft->parts[p], threads, draft->problems);
    }
}
