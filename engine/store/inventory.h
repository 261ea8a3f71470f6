/* inventory.h - what a store holds, between the files of this floor.
 *
 * Each vector of each dataset has a number of its part: the records' files, their lines,
 * the columns, the rows of the keys. What the catalogue says of it stands in a `stored`,
 * whether it is loaded or not.
 */
#ifndef BAREME_STORE_INVENTORY_H
#define BAREME_STORE_INVENTORY_H

#include "store/database.h"
#include "store/store.h"

struct arena;

enum { PART_FILE, PART_LINE, PART_COLUMNS };

/* STEPS: each record's value is one more than that of the record before; there is no
 * BLOB. PLAIN: plain texts. */
enum vector_kind { VECTOR_WHOLE, VECTOR_REAL, VECTOR_STEPS, VECTOR_PLAIN, VECTOR_KINDS };

struct stored {
    uint32_t records;
    uint8_t width, kind;
    bool states, there, loaded;
    int64_t minimum, maximum;
    uint32_t absent;
    int64_t content; /* its row there; 0: it has no bytes */
    uint64_t size, checksum;
};

struct stored_texts {
    uint32_t texts; /* how many are in this piece */
    int64_t content;
    uint64_t size, checksum;
};

struct shelf {
    struct frame *frame;
    struct stored *vectors; /* of part p, segment s: [p * frame->segment_count + s] */
    uint32_t parts;
    uint32_t sorted_by; /* the key that its records are sorted by; KEY_NONE: file order */
    uint32_t **orders;  /* of each run: back to file order; NULL: not known yet */
    size_t run_count;
    struct stored_texts **texts; /* of each column: its pieces */
    size_t *text_counts, *text_rooms;
    bool *texts_loaded;
    uint32_t *ramp; /* 0, 1, 2 … that its VECTOR_STEPS share */
};

struct store {
    struct database database;
    struct arena *arena;
    struct datasets datasets; /* its frames are the shelves', in the same order */
    struct shelf *shelves;
    size_t shelf_count;
    struct store_file *files;
    size_t file_count, file_room;
    int64_t segment_rows; /* of the catalogue, that no dataset has asked for yet */
    char *options;
    uint64_t checksum;
    unsigned threads;   /* that read segments; 0: as many as there are processors */
    sqlite3_blob *blob; /* moved from row to row */
};

static inline uint32_t part_of_column(uint32_t column)
{
    return PART_COLUMNS + column;
}

static inline uint32_t part_of_key(const struct frame *frame, uint32_t key)
{
    return PART_COLUMNS + frame->column_count + key;
}

static inline struct stored *stored_at(const struct shelf *shelf, uint32_t part,
                                       uint32_t segment)
{
    return &shelf->vectors[(size_t)part * shelf->frame->segment_count + segment];
}

/* Where the vector of a part stands in the frame. */
static inline struct vector *part_vector(const struct frame *frame, uint32_t part,
                                         uint32_t segment)
{
    if (part == PART_FILE)
        return &frame->segments[segment].file;
    if (part == PART_LINE)
        return &frame->segments[segment].line;
    if (part < part_of_column(frame->column_count))
        return &frame->segments[segment].columns[part - PART_COLUMNS];
    return &frame->keys[part - part_of_key(frame, 0)].rows[segment];
}

/* The bytes of a vector before its plain texts: the values and the states. */
static inline uint64_t stored_head(const struct stored *stored)
{
    return (uint64_t)stored->records * ((uint64_t)stored->width + stored->states);
}

/* Reads all rows of the catalogue into frames without values. */
bool inventory_read(struct store *store, struct fault *fault);

#endif
