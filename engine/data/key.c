/* key.c - following a foreign key: from each record's value to the record it names.
 *
 * The target's values are put into an index once, then each record is looked up. Values of one
 * type are compared as numbers (texts by their numbers in the target's dictionary); values of
 * differing types by their canonical text, and so are plain texts.
 *
 * The index lives during the call; the rows found lie in the frame's arena.
 */
#include "data/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/task.h"
#include "base/text.h"
#include "data/text_index.h"

/* From a value to the first record that has it. Whole numbers close together have a
 * table, those far apart a sorted list; texts are numbers of the dictionary `texts`,
 * so always the table. */
struct pair {
    int64_t value;
    uint32_t record;
};

struct target_index {
    struct dictionary *texts; /* owned; of canonical texts; NULL: values are compared as numbers */
    const struct dictionary *own; /* the target column's own, when both are texts */
    struct text_index *plain; /* owned; of a target of plain texts, in place of all that follows */
    int64_t minimum;
    uint64_t span;
    uint32_t *table;
    struct pair *pairs;
    size_t pair_count;
};

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return (left->record > right->record) - (left->record < right->record);
}

static bool same_domain(const struct column *a, const struct column *b)
{
    return a->type == b->type && a->type != COLUMN_REAL &&
           (a->type != COLUMN_DECIMAL || a->scale == b->scale);
}

static void fill_pairs(struct target_index *index, const struct frame *target, uint32_t column)
{
    const struct column *of = &target->columns[column];
    struct text text = {0};
    uint32_t record = 0;
    index->pairs = memory_get((target->record_count + 1) * sizeof *index->pairs);
    for (uint32_t s = 0; s < target->segment_count; s++) {
        const struct vector *vector = &target->segments[s].columns[column];
        for (uint32_t i = 0; i < target->segments[s].count; i++, record++) {
            if (vector_state_at(vector, i) != STATE_PRESENT)
                continue;
            int64_t value;
            if (index->texts != NULL) {
                text.size = 0;
                column_add_text(of, vector, i, &text);
                value = dictionary_add(index->texts, text_of(&text), text.size);
            } else {
                value = vector_at(vector, i);
            }
            index->pairs[index->pair_count++] = (struct pair){value, record};
        }
    }
    text_clear(&text);
}

static void index_init(struct target_index *index, const struct column *from,
                       const struct frame *target, uint32_t column)
{
    const struct column *of = &target->columns[column];
    *index = (struct target_index){0};
    if (of->plain) {
        index->plain = text_index_new(target, column);
        return;
    }
    if (!same_domain(from, of))
        index->texts = dictionary_new();
    else if (of->type == COLUMN_TEXT)
        index->own = of->texts;
    fill_pairs(index, target, column);
    if (index->pair_count == 0)
        return;
    int64_t maximum = index->minimum = index->pairs[0].value;
    for (size_t i = 0; i < index->pair_count; i++) {
        if (index->pairs[i].value < index->minimum)
            index->minimum = index->pairs[i].value;
        if (index->pairs[i].value > maximum)
            maximum = index->pairs[i].value;
    }
    index->span = (uint64_t)maximum - (uint64_t)index->minimum;
    if (index->span > (uint64_t)index->pair_count * 4 + 1024) {
        qsort(index->pairs, index->pair_count, sizeof *index->pairs, compare_pairs);
        return;
    }
    index->table = memory_get((index->span + 1) * sizeof *index->table);
    memset(index->table, 0xFF, (index->span + 1) * sizeof *index->table);
    for (size_t i = index->pair_count; i-- > 0;)
        index->table[(uint64_t)index->pairs[i].value - (uint64_t)index->minimum] =
            index->pairs[i].record;
}

static void index_clear(struct target_index *index)
{
    dictionary_free(index->texts);
    text_index_free(index->plain);
    free(index->table);
    free(index->pairs);
}

static uint32_t index_find(const struct target_index *index, int64_t value)
{
    if (index->pair_count == 0)
        return RECORD_NONE;
    if (index->table != NULL) {
        uint64_t offset = (uint64_t)value - (uint64_t)index->minimum;
        return offset <= index->span ? index->table[offset] : RECORD_NONE;
    }
    size_t low = 0, high = index->pair_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->pairs[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < index->pair_count && index->pairs[low].value == value;
    return found ? index->pairs[low].record : RECORD_NONE;
}

static uint32_t find_text(const struct target_index *index, const char *bytes, size_t size)
{
    if (index->plain != NULL)
        return text_index_find(index->plain, bytes, size);
    const struct dictionary *texts = index->own != NULL ? index->own : index->texts;
    uint32_t number = dictionary_find(texts, bytes, size);
    return number == DICTIONARY_NONE ? RECORD_NONE : index_find(index, number);
}

/* A text is looked up once, not once a record. */
static uint32_t *targets_of_texts(const struct column *from, const struct target_index *index)
{
    size_t count = dictionary_count(from->texts);
    uint32_t *targets = memory_get((count + 1) * sizeof *targets);
    for (size_t i = 0; i < count; i++)
        targets[i] = find_text(index, dictionary_text(from->texts, (uint32_t)i),
                               dictionary_size(from->texts, (uint32_t)i));
    return targets;
}

/* The target's record of each present value, RECORD_NONE where there is none. */
static void find_targets(const struct column *column, const struct vector *vector,
                         size_t count, const struct target_index *index,
                         const uint32_t *by_text, int64_t *rows, const uint8_t *states)
{
    struct text text = {0};
    for (size_t i = 0; i < count; i++) {
        uint32_t found = RECORD_NONE;
        if (states[i] != STATE_PRESENT)
            continue;
        if (by_text != NULL) {
            found = by_text[rows[i]];
        } else if (column->plain) {
            struct string string = vector_text_at(vector, i);
            found = find_text(index, string.bytes, string.size);
        } else if (index->texts != NULL || index->plain != NULL) {
            text.size = 0;
            column_add_text(column, vector, i, &text);
            found = find_text(index, text_of(&text), text.size);
        } else {
            found = index_find(index, rows[i]);
        }
        rows[i] = found;
    }
    text_clear(&text);
}

struct following {
    const struct frame *frame;
    uint32_t column;
    const struct target_index *index;
    const uint32_t *by_text;
    struct vector *rows;    /* of each segment */
    struct arena **arenas;  /* of each worker */
};

static void follow_segment(void *self, size_t segment, unsigned worker)
{
    struct following *following = self;
    const struct column *column = &following->frame->columns[following->column];
    const struct vector *vector =
        &following->frame->segments[segment].columns[following->column];
    uint32_t count = following->frame->segments[segment].count;
    int64_t *rows = memory_get((count + 1) * sizeof *rows);
    uint8_t *states = memory_get(count + 1);
    vector_read(vector, 0, count, rows, states); /* of a real: its bits */
    find_targets(column, vector, count, following->index, following->by_text, rows, states);
    for (uint32_t i = 0; i < count; i++) {
        bool lost = rows[i] == RECORD_NONE;
        states[i] = states[i] == STATE_NOT_APPLICABLE ? STATE_MISSING
                    : states[i] == STATE_PRESENT && lost ? STATE_REFUSED : states[i];
    }
    following->rows[segment] = vector_pack(following->arenas[worker], rows, states, count);
    free(rows);
    free(states);
}

static void follow_all(struct frame *frame, struct following *following, unsigned threads)
{
    struct arena *arenas[TASK_THREADS_MOST] = {frame->vectors};
    threads = task_threads(threads, frame->segment_count);
    for (unsigned i = 1; i < threads; i++)
        arenas[i] = frame_add_arena(frame);
    following->arenas = arenas;
    task_each(threads, frame->segment_count, follow_segment, following);
}

uint32_t frame_add_key(struct frame *frame, uint32_t column, const struct frame *target,
                       uint32_t target_column, unsigned threads)
{
    const struct column *from = &frame->columns[column];
    assert(from->loaded && target->columns[target_column].loaded);
    struct target_index index;
    index_init(&index, from, target, target_column);
    bool numbered = from->type == COLUMN_TEXT && !from->plain;
    uint32_t *by_text = numbered ? targets_of_texts(from, &index) : NULL;
    struct vector *rows = arena_get_zeroed(frame->arena, frame->segment_count + 1, sizeof *rows);
    struct following following = {
        .frame = frame, .column = column, .index = &index, .by_text = by_text, .rows = rows};
    follow_all(frame, &following, threads);
    free(by_text);
    index_clear(&index);
    frame->keys = arena_grow(frame->arena, frame->keys, frame->key_count, &frame->key_room,
                             sizeof *frame->keys);
    frame->keys[frame->key_count] = (struct key){
        .column = column,
        .target = target,
        .target_column = target_column,
        .rows = rows,
    };
    if (frame->columns[column].key == KEY_NONE)
        frame->columns[column].key = frame->key_count;
    return frame->key_count++;
}
