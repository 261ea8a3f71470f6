/* part.h - one file as it was read: its rows, packed, not yet typed.
 *
 * Each field is kept as the plain number or ISO date that it is written as, or else as a text's
 * number in the column's dictionary; the tag beside it says which. Where most texts of a column
 * turn out to differ, those that follow have no numbers: they are loose, and lie in their chunk. From value and tag the text
 * as it stood can be made again, byte for byte. So nothing has to be guessed while reading, no
 * file is parsed twice, and a column that turns out to be text after a million numbers is made
 * text from what is kept. Parts are independent, so the blocks of a file can be read at the same
 * time, each into a part of its own, and joined (piece).
 *
 * part_new gives a part that part_free frees; part_drop_column frees one column's memory early.
 */
#ifndef BAREME_SOURCE_PART_H
#define BAREME_SOURCE_PART_H

#include "base/problem.h"
#include "base/text.h"
#include "data/dictionary.h"
#include "data/segment.h"
#include "source/csvread.h"
#include "source/plain.h"
#include "source/tail.h"

/* From the numbers of texts in one helper's dictionary to those in the whole part's. */
struct code_map {
    uint32_t *codes;
    size_t count, room;
};

struct part_chunk {
    struct vector values;
    struct vector texts; /* loose ones, each with a NUL, and nothing for what is not loose; zeroed: none */
    const uint8_t *tags; /* NULL: all are `tag` */
    uint8_t tag;
    const struct code_map *map; /* of texts; NULL: their numbers are the column's */
};

struct part_column {
    const char *name;
    uint64_t name_hash;
    bool nameless;  /* the header is empty */
    bool stored;
    bool perhaps;   /* not asked for, stored as long as it could be a column of dates */
    bool fleeting;  /* a first column that nobody asked for: not kept of a large dataset, unless numbers */
    bool any;       /* a field that is not empty was seen */
    bool loose;     /* its texts get no numbers any more */
    struct arena *arena; /* its chunks */
    struct dictionary *texts;
    struct recent *recent; /* short texts that came lately, and their numbers */
    struct part_chunk *chunks;
    size_t chunk_room;
    struct part_column **helping; /* of helpers: their arenas hold chunks of this column */
    uint32_t helping_count;
    int64_t *values; /* of the chunk being filled; of a loose text its size with the NUL */
    uint8_t *tags;
    struct text bytes; /* the loose texts of the chunk being filled */
    uint64_t counts[TAG_COUNT];
};

struct part {
    const char *file;  /* as messages name it; borrowed */
    char encoding[64];
    struct dialect dialect; /* as it was found */
    struct tail tail;       /* what its last rows look like; holds nothing back any more */
    uint64_t file_size, told_bytes; /* in bytes; and of how many progress was told */
    struct spill *spill; /* where chunks lie; NULL: in memory */
    struct arena *arena; /* names */
    struct arena *places; /* lines, hashes */
    struct part_column *columns;
    uint32_t column_count;
    uint32_t header_line, field_count; /* fields of the header, nameless ones at the end too */
    struct vector *lines; /* for each chunk */
    const uint64_t **hashes;    /* for each chunk, of the whole row; NULL: nobody asks */
    uint32_t *chunk_sizes;
    uint32_t chunk_count;
    size_t lines_room, hashes_room, sizes_room;
    uint64_t record_count;
    uint64_t bad_rows, ghost_rows;
    uint32_t first_ghost;
    /* while reading */
    uint32_t filled, room;
    int64_t *line_values;
    uint64_t *hash_values;
    struct arena *scratch; /* composed texts of one row */
    bool ascii, hashing;
    bool whole; /* all of it is read for its own sake, so texts may be loose */
    bool helping; /* pieces taken from it wait to be joined: no column is freed while it reads */
    enum severity severity; /* of a row with the wrong number of fields */
    struct problems *problems;
    struct helpers *helpers; /* those that read blocks of the file; NULL: none */
};

struct part *part_new(const char *file, struct spill *spill, struct problems *problems);
void part_free(struct part *part);

/* The names of the columns; those with no name at the end are kept for as long as nothing stands
 * in them. */
void part_set_header(struct part *part, const struct field *names, uint32_t count, uint32_t line);
void part_add_row(struct part *part, const struct row *row);
void part_add_rows(struct part *part, const struct rows *rows); /* regular ones */
void part_end(struct part *part);
void part_drop_column(struct part_column *column);

uint32_t part_find_column(const struct part *part, const char *name); /* UINT32_MAX: none */
/* Records, counted in their chunk. The value of a text, loose or not, is for part_text alone. */
void part_read(const struct part_column *column, uint32_t chunk, uint32_t first, uint32_t count,
               int64_t *values, uint8_t *tags);
/* The text as it stood; in `room` (of PART_TEXT bytes), in the dictionary or in its chunk. */
enum { PART_TEXT = PLAIN_TEXT };
const char *part_text(const struct part_column *column, uint8_t tag, int64_t value, char *room,
                      size_t *size);
/* The same for what stands written alike, in whichever part; of nothing 0. */
uint64_t part_field_hash(const struct part_column *column, uint8_t tag, int64_t value);
/* Each text of a chunk, loose or not, in the order of the records; false ends it. */
typedef bool part_text_function(void *owner, const char *text, size_t size);
bool part_each_text(const struct part *part, const struct part_column *column, uint32_t chunk,
                    part_text_function *take, void *owner);
/* The same of all chunks, side by side: each chunk's texts go to its own item of `owners`. */
void part_scan_texts(const struct part *part, const struct part_column *column, unsigned threads,
                     part_text_function *take, void *owners, size_t owner_size);
uint32_t part_line(const struct part *part, uint32_t chunk, uint32_t number);

#endif
