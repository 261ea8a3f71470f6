/* append.c - records added to datasets.
 *
 * A column keeps its type; numbers may need more digits than before, or turn out too
 * large for them, and then the column is made anew from its first segment. Otherwise only
 * the last segment is, so that a store keeps the BLOBs of all others.
 *
 * What is made lies in the arenas of the frames that are added to.
 */
#include "store/append.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/naming.h"
#include "store/join.h"
#include "store/known.h"

/* ---- segments ---- */

/* The first segment that changes: the last one where it is not full, else the one after
 * it. */
static uint32_t first_changed(const struct adding *adding)
{
    return (uint32_t)(adding->before / SEGMENT_RECORDS);
}

/* Hands out the records that stay of `more`, in order. */
struct walk {
    const struct adding *adding;
    uint32_t next;
};

static uint32_t walk_on(struct walk *walk)
{
    while (walk->adding->dropped[walk->next])
        walk->next++;
    return walk->next++;
}

static void grow_segments(struct adding *adding, uint64_t added)
{
    struct frame *frame = adding->frame;
    uint32_t first = first_changed(adding),
             filled = (uint32_t)(adding->before % SEGMENT_RECORDS);
    uint64_t left = added;
    int64_t *files = memory_get(SEGMENT_RECORDS * sizeof *files);
    int64_t *lines = memory_get(SEGMENT_RECORDS * sizeof *lines);
    struct walk walk = {.adding = adding};
    for (uint32_t s = first; left > 0; s++) {
        uint32_t kept = s == first ? filled : 0;
        uint32_t count =
            left < SEGMENT_RECORDS - kept ? kept + (uint32_t)left : SEGMENT_RECORDS;
        if (kept > 0) {
            vector_read(&frame->segments[s].file, 0, kept, files, NULL);
            vector_read(&frame->segments[s].line, 0, kept, lines, NULL);
        }
        for (uint32_t i = kept; i < count; i++) {
            uint32_t record = walk_on(&walk);
            const struct segment *from =
                &adding->more->segments[record / SEGMENT_RECORDS];
            files[i] =
                vector_at(&from->file, record % SEGMENT_RECORDS) + adding->files_before;
            lines[i] = vector_at(&from->line, record % SEGMENT_RECORDS);
        }
        struct segment segment = {
            .count = count,
            .columns = arena_get_zeroed(frame->arena, frame->column_count + 1,
                                        sizeof(struct vector)),
            .file = vector_pack(frame->arena, files, NULL, count),
            .line = vector_pack(frame->arena, lines, NULL, count),
        };
        if (kept > 0) {
            memcpy(segment.columns, frame->segments[s].columns,
                   frame->column_count * sizeof *segment.columns);
            frame->segments[s] = segment;
            frame->record_count += count - kept;
        } else {
            frame_add_segment(frame, segment);
        }
        left -= count - kept;
    }
    free(files);
    free(lines);
}

static void count_state(struct column *column, enum state state)
{
    switch (state) {
    case STATE_PRESENT:
        column->present++;
        break;
    case STATE_REFUSED:
        column->refused++;
        break;
    case STATE_MISSING:
        column->missing++;
        break;
    case STATE_NOT_APPLICABLE:
        column->not_applicable++;
        break;
    }
}

static void join_values(struct joining *joining)
{
    const struct adding *adding = joining->adding;
    struct frame *frame = adding->frame;
    struct column *to = joining->to;
    bool anew = to->type != joining->old_type || to->scale != joining->old_scale;
    int64_t *values = memory_get(SEGMENT_RECORDS * sizeof *values);
    uint8_t *states = memory_get(SEGMENT_RECORDS);
    struct walk walk = {.adding = adding};
    for (uint32_t s = anew ? 0 : first_changed(adding); s < frame->segment_count; s++) {
        struct vector *vector = &frame->segments[s].columns[joining->number];
        uint64_t base = (uint64_t)s * SEGMENT_RECORDS;
        for (uint32_t i = 0; i < frame->segments[s].count; i++) {
            enum state state;
            if (base + i < adding->before) {
                state = vector_state_at(vector, i);
                values[i] = joining_old(joining, vector, i);
            } else {
                values[i] = joining_new(joining, walk_on(&walk), &state);
                count_state(to, state);
            }
            states[i] = (uint8_t)state;
        }
        *vector =
            to->type == COLUMN_REAL
                ? vector_pack_reals(frame->arena, (const double *)(const void *)values,
                                    states, frame->segments[s].count)
                : vector_pack(frame->arena, values, states, frame->segments[s].count);
    }
    free(values);
    free(states);
}

static void join_texts(struct joining *joining)
{
    const struct adding *adding = joining->adding;
    struct frame *frame = adding->frame;
    int64_t *sizes = memory_get(SEGMENT_RECORDS * sizeof *sizes);
    uint8_t *states = memory_get(SEGMENT_RECORDS);
    struct text bytes = {0};
    struct walk walk = {.adding = adding};
    for (uint32_t s = first_changed(adding); s < frame->segment_count; s++) {
        struct vector *vector = &frame->segments[s].columns[joining->number];
        bytes.size = 0;
        for (uint32_t i = 0; i < frame->segments[s].count; i++) {
            bool old = (uint64_t)s * SEGMENT_RECORDS + i < adding->before;
            uint32_t record = old ? 0 : walk_on(&walk), at = old ? i : record % SEGMENT_RECORDS;
            const struct vector *from = old ? vector : joining_from(joining, record);
            size_t before = bytes.size;
            states[i] = (uint8_t)vector_state_at(from, at);
            if (states[i] == STATE_PRESENT)
                column_add_text(old ? joining->to : joining->from, from, at, &bytes);
            if (!old)
                count_state(joining->to, (enum state)states[i]);
            sizes[i] = (int64_t)(bytes.size - before);
        }
        *vector = vector_pack_texts(frame->arena, sizes, states, frame->segments[s].count,
                                    bytes.bytes);
    }
    text_clear(&bytes);
    free(sizes);
    free(states);
    frame_limit_plain(frame, joining->number);
}

/* ---- what describes a column, and files ---- */

static void join_marks(struct frame *frame, struct column *to, const struct column *from)
{
    const char **marks = arena_get_zeroed(
        frame->arena, to->mark_count + from->mark_count + 1, sizeof *marks);
    for (size_t i = 0; i < to->mark_count; i++)
        marks[i] = to->marks[i];
    for (size_t i = 0; i < from->mark_count; i++) {
        bool known = false;
        for (size_t m = 0; m < to->mark_count; m++)
            known = known || strcmp(marks[m], from->marks[i]) == 0;
        if (!known)
            marks[to->mark_count++] = arena_text(frame->arena, from->marks[i]);
    }
    to->marks = marks;
}

static void join_description(struct frame *frame, struct column *to,
                             const struct column *from)
{
    join_marks(frame, to, from);
    to->percent = to->percent || from->percent;
    if (from->grain > to->grain)
        to->grain = from->grain;
    if (to->currency == NULL && from->currency != NULL)
        to->currency = arena_text(frame->arena, from->currency);
    if (to->example == NULL && from->example != NULL)
        to->example = arena_text(frame->arena, from->example);
}

static void join_files(struct adding *adding)
{
    const struct frame *more = adding->more;
    for (uint32_t f = 0; f < more->file_count; f++) {
        struct source_file *file = frame_add_file(adding->frame, more->files[f].name);
        file->encoding = arena_text(adding->frame->arena, more->files[f].encoding);
        file->delimiter = more->files[f].delimiter;
        file->records = more->files[f].records;
        file->skipped_rows = more->files[f].skipped_rows;
        file->duplicates = more->files[f].duplicates;
    }
    for (uint32_t r = 0; r < more->record_count; r++)
        if (adding->dropped[r]) {
            const struct vector *files = &more->segments[r / SEGMENT_RECORDS].file;
            struct source_file *file =
                &adding->frame->files[adding->files_before +
                                      (uint32_t)vector_at(files, r % SEGMENT_RECORDS)];
            file->records--;
            file->duplicates++;
        }
}

/* ---- one dataset ---- */

static void add_records(struct adding *adding)
{
    struct frame *frame = adding->frame;
    const struct frame *more = adding->more;
    struct joining *joinings = memory_get((frame->column_count + 1) * sizeof *joinings);
    size_t errors = problems_count(adding->problems, SEVERITY_ERROR);
    for (uint32_t c = 0; c < frame->column_count; c++)
        joining_init(&joinings[c], adding, c);
    if (problems_count(adding->problems, SEVERITY_ERROR) == errors)
        drop_known(adding, joinings);
    if (problems_count(adding->problems, SEVERITY_ERROR) == errors) {
        uint64_t added = 0;
        for (uint32_t r = 0; r < more->record_count; r++)
            added += !adding->dropped[r];
        join_files(adding);
        grow_segments(adding, added);
        for (uint32_t c = 0; c < frame->column_count; c++) {
            join_description(frame, joinings[c].to, joinings[c].from);
            (joinings[c].to->plain ? join_texts : join_values)(&joinings[c]);
        }
    }
    for (uint32_t c = 0; c < frame->column_count; c++)
        joining_clear(&joinings[c]);
    free(joinings);
}

bool dataset_is_strict(const struct datasets *datasets, const struct frame *frame)
{
    bool strict = frame->primary_declared || frame->compound_count > 0 ||
                  (frame->primary != COLUMN_NONE &&
                   naming_is_key(frame->columns[frame->primary].name));
    for (size_t d = 0; d < datasets->count && !strict; d++)
        for (uint32_t k = 0; k < datasets->frames[d]->key_count; k++)
            strict = strict || datasets->frames[d]->keys[k].target == frame;
    return strict;
}

static void add_dataset(struct frame *frame, struct frame *more, bool strict,
                        struct problems *problems)
{
    struct adding adding = {.frame = frame,
                            .more = more,
                            .before = frame->record_count,
                            .files_before = frame->file_count,
                            .strict = strict,
                            .problems = problems};
    adding.columns = memory_get((frame->column_count + 1) * sizeof *adding.columns);
    adding.dropped = memory_get_zeroed(more->record_count + 1, sizeof *adding.dropped);
    bool there = true;
    for (uint32_t c = 0; c < frame->column_count; c++) {
        adding.columns[c] = frame_find_column(more, frame->columns[c].name);
        there = there && adding.columns[c] != COLUMN_NONE;
        if (there && !frame->columns[c].plain)
            frame_number_texts(more, adding.columns[c]);
    }
    if (there) /* else it was told when the header was read */
        add_records(&adding);
    free(adding.columns);
    free(adding.dropped);
}

/* ---- keys ---- */

static void tell_lost(const struct frame *frame, uint32_t key, uint64_t before,
                      bool skip_bad, struct problems *problems)
{
    const struct key *of = &frame->keys[key];
    struct text message = {0}, value = {0};
    text_addf(&message, "is not found in the column '%s' of '%s'",
              of->target->columns[of->target_column].name, of->target->name);
    for (uint64_t r = before; r < frame->record_count; r++) {
        uint32_t record = (uint32_t)r;
        const struct vector *rows = &of->rows[record / SEGMENT_RECORDS];
        if (vector_state_at(rows, record % SEGMENT_RECORDS) != STATE_REFUSED ||
            frame_state(frame, of->column, record) != STATE_PRESENT)
            continue;
        struct place place = frame_place(frame, record);
        value.size = 0;
        frame_add_value_text(frame, of->column, record, &value);
        problems_add(
            problems,
            (struct problem){
                .severity = skip_bad ? SEVERITY_WARNING : SEVERITY_ERROR,
                .file = place.file,
                .line = place.line,
                .column = frame->columns[of->column].name,
                .value = text_of(&value),
                .message = text_of(&message),
                .remedy = skip_bad
                              ? "such records reach no unit, as --skip-bad says"
                              : "correct it, or leave such records out with --skip-bad"});
    }
    text_clear(&message);
    text_clear(&value);
}

static void follow_keys(struct frame *frame, uint64_t before, bool skip_bad,
                        struct problems *problems)
{
    uint32_t count = frame->key_count;
    struct key *keys = memory_get((count + 1) * sizeof *keys);
    for (uint32_t k = 0; k < count; k++) {
        keys[k] = frame->keys[k];
        frame->columns[keys[k].column].key = KEY_NONE;
    }
    frame->key_count = 0;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t key =
            frame_add_key(frame, keys[k].column, keys[k].target, keys[k].target_column, 1);
        frame->keys[key].declared = keys[k].declared;
        tell_lost(frame, key, before, skip_bad, problems);
    }
    free(keys);
}

void datasets_append(struct datasets *datasets, const struct datasets *more,
                     bool skip_bad, struct problems *problems)
{
    uint64_t *before = memory_get((datasets->count + 1) * sizeof *before);
    for (size_t d = 0; d < datasets->count; d++) {
        struct frame *frame = datasets->frames[d];
        struct frame *from = datasets_find(more, frame->name);
        before[d] = frame->record_count;
        if (from != NULL)
            add_dataset(frame, from, dataset_is_strict(datasets, frame), problems);
    }
    for (size_t d = 0; d < datasets->count; d++)
        follow_keys(datasets->frames[d], before[d], skip_bad, problems);
    free(before);
}
