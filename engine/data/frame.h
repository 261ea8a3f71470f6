/* frame.h - a dataset: its schema, its records in segments, and where each record stood.
 *
 * A frame is made by a reader (frame_new, frame_add_column, then whole segments with
 * frame_add_segment) and is read-only from then on. Records are numbered from 0 in file order:
 * that of the command line, then of file names, then of lines. A column that nobody asked for is
 * in the schema but has no values (`loaded` is false). A column has plain texts only when all was read
 * of a dataset, to be described or stored; what a script uses has numbers for its texts.
 *
 * A large dataset out of a store may be sorted instead: in runs of RUN_RECORDS records (the last
 * one shorter) by the target of one key, then by day, then in file order; records whose key leads
 * nowhere come last, those to nothing before empty ones. So the records of one target lie together
 * in each run. This never shows: whatever goes by file order asks frame_order.
 *
 * A frame and all that hangs on it is freed by frame_free.
 */
#ifndef BAREME_DATA_FRAME_H
#define BAREME_DATA_FRAME_H

#include "base/fault.h"
#include "data/dictionary.h"
#include "data/segment.h"
#include "data/value.h"

struct arena;
struct problem;
struct spill;

enum column_type { COLUMN_TEXT, COLUMN_WHOLE, COLUMN_DECIMAL, COLUMN_REAL, COLUMN_DATE, COLUMN_BOOLEAN };

#define COLUMN_NONE UINT32_MAX
#define KEY_NONE UINT32_MAX
#define RECORD_NONE UINT32_MAX

/* A column of fewer texts than this is never plain; a test builds with fewer. */
#ifndef BAREME_PLAIN_TEXTS
#define BAREME_PLAIN_TEXTS (1 << 17)
#endif
enum { PLAIN_TEXTS = BAREME_PLAIN_TEXTS };

/* Bytes of the plain texts of a run, all of which may end in one segment when it is sorted: SQLite takes
 * BLOBs of up to 1 GB. A test builds with fewer. */
#ifndef BAREME_PLAIN_BYTES
#define BAREME_PLAIN_BYTES (1 << 29)
#endif
enum { PLAIN_BYTES = BAREME_PLAIN_BYTES };

enum { RUN_SEGMENTS = 8, RUN_RECORDS = RUN_SEGMENTS * SEGMENT_RECORDS };

struct column {
    const char *name;
    const char *title;          /* of the schema; else NULL */
    enum column_type type;
    uint8_t scale;              /* of a decimal: the values are in units of 10^-scale */
    enum grain grain;           /* of a date */
    bool percent;               /* its values stood with a % */
    const char *currency;       /* "EUR", or NULL */
    bool loaded;
    struct number_style number; /* how its numbers stood in the (first) file, for describe */
    enum date_style dates;      /* how its dates stood */
    const char *const *marks;   /* the marks of missing and of not applicable that stood in it, for describe */
    size_t mark_count;
    struct dictionary *texts;   /* of a text; made by frame_add_column. NULL: they are plain */
    bool plain;                 /* its texts mostly differ and have no numbers: they lie in its vectors */
    const char *const *allowed; /* the schema's enum, in its order; NULL: any */
    size_t allowed_count;
    const char *unsettled;      /* why a text cannot be used as a number or date until an option settles it, with
                                   the first such value and what to do, without place: "'1.234' may be a
                                   fraction or thousands …. say --decimal . or --decimal ,"; else NULL */
    const char *unsettled_file; /* where; NULL: the dataset as a whole */
    uint32_t unsettled_line;
    uint32_t key;               /* the foreign key that begins at this column, or KEY_NONE */
    /* over all records */
    uint64_t present, missing, not_applicable, refused;
    const char *example;        /* one value as it stood, for describe */
    const char *minimum_text, *maximum_text; /* for describe, canonical; NULL: none */
};

/* A foreign key: column -> the record of another frame (or of this one) whose column has that value. */
struct key {
    uint32_t column;
    const struct frame *target;
    uint32_t target_column;
    struct vector *rows;  /* for each segment: the target's record; STATE_REFUSED: a key to nothing; STATE_MISSING: an empty field */
    bool declared;        /* by a datapackage.json, rather than found */
};

struct source_file {
    const char *name;      /* as given on the command line, or folder/file */
    const char *encoding;  /* "UTF-8", "Windows-1252", "UTF-16LE" … */
    char delimiter, quote, comment; /* comment: lines that begin with it are passed over; 0: none */
    bool headless;         /* it has no header */
    uint32_t header_line, header_rows; /* where the header stands, and how many rows it has */
    uint32_t dropped_rows; /* rows passed over at the end, as asked for */
    uint64_t records;
    uint64_t skipped_rows; /* with --skip-bad: rows with the wrong number of fields */
    uint64_t duplicates;   /* records equal to one of another folder, with the same key: left out */
    /* how it is read again, for quoting what stood in it */
    const char *path;        /* NULL: it was in memory */
    uint64_t size;           /* in bytes, when it was read */
    const uint32_t *fields;  /* for each column of the frame: which field of a row, or COLUMN_NONE */
};

struct segment {
    uint32_t count;
    struct vector *columns; /* one for each column; of a column that is not loaded: zeroed */
    struct vector file;     /* number in frame's files */
    struct vector line;     /* where the record begins */
};

struct frame {
    const char *name;
    struct column *columns;
    uint32_t column_count;
    struct key *keys;
    uint32_t key_count;
    uint32_t sorted_by;        /* the key that orders the records of each run; KEY_NONE: records
                                  are in file order */
    uint32_t primary;          /* the column whose values name a record: the schema's primaryKey, else the first
                                  column when its values are present and unique; else COLUMN_NONE */
    bool primary_declared;     /* by a datapackage.json, rather than found */
    const uint32_t *compound;  /* columns that name a record together, by a datapackage.json; then primary is
                                  COLUMN_NONE */
    uint32_t compound_count;
    uint32_t period[2];        /* the date or year column, or the pair; COLUMN_NONE. One column: period[1] is COLUMN_NONE */
    struct coverage {          /* LANGUAGE: "coverage"; in is NULL when there is none */
        const char *in;        /* name of the dataset of reports */
        const char *by[4];
        uint32_t by_count;
    } coverage;
    struct source_file *files;
    uint32_t file_count;
    struct segment *segments;
    uint32_t segment_count;
    uint64_t record_count;
    struct arena *arena;
    bool dropped;           /* its values were */
    struct spill *spill;    /* where its vectors lie, as far as there is room; NULL: in memory */
    struct arena *vectors;  /* of one thread … */
    struct arena **arenas; size_t arena_count; /* … and of others */
    size_t column_room, key_room, file_room, segment_room;
};

struct frame *frame_new(const char *name);
struct frame *frame_new_in(const char *name, struct spill *spill);
void frame_free(struct frame *frame);
struct column *frame_add_column(struct frame *frame, const char *name, enum column_type type); /* pointers to columns move */
struct source_file *frame_add_file(struct frame *frame, const char *name);
void frame_add_segment(struct frame *frame, struct segment segment); /* all but the last hold SEGMENT_RECORDS */
/* Adds the key and finds each record's target (the first with that value); returns its number. Both
 * columns are loaded. Values of differing types meet by their canonical text ("1" and 1). A key to
 * nothing is STATE_REFUSED in the key's rows. The target may be the frame itself. */
uint32_t frame_add_key(struct frame *frame, uint32_t column, const struct frame *target,
                       uint32_t target_column, unsigned threads);

struct arena *frame_add_arena(struct frame *frame); /* for vectors; lives as long as the frame */

/* Frees the values of all columns, keys and places, which may not be read any more; what is known of
 * them stays. */
void frame_drop_values(struct frame *frame);

uint32_t frame_find_column(const struct frame *frame, const char *name); /* COLUMN_NONE */

/* A plain column whose texts are too large to lie in one BLOB a segment is numbered after all. */
void frame_limit_plain(struct frame *frame, uint32_t column);
/* Gives the texts of a plain column numbers, in a dictionary that it has from then on; of any other column
 * nothing is done. The same of one vector of such a column. */
void frame_number_texts(struct frame *frame, uint32_t column);
struct vector vector_number_texts(struct arena *arena, const struct vector *vector, uint32_t count,
                                  struct dictionary *texts);

/* ---- reading values ----
 * Record numbers may come in any order; runs of neighbours are read fastest. States may be NULL
 * only for a key's rows. Whole numbers: texts as dictionary numbers, decimals scaled, dates as
 * days, booleans 0 and 1; of a real its 64 bits, good for telling values apart only; of plain texts nothing.
 * frame_read_numbers gives any numeric type (and dates, booleans) as doubles. A RECORD_NONE among the
 * records reads as missing. */
bool records_are_neighbours(const uint32_t *records, size_t count); /* each is one more than the one before */
void frame_read(const struct frame *frame, uint32_t column, const uint32_t *records, size_t count,
                int64_t *values, uint8_t *states);
void frame_read_numbers(const struct frame *frame, uint32_t column, const uint32_t *records, size_t count,
                        double *numbers, uint8_t *states);
/* The place of a record in file order, to compare by: its own number unless the frame is sorted
 * (then its file and line, whose columns must be loaded). */
uint64_t frame_order(const struct frame *frame, uint32_t record);
/* The target record of each, RECORD_NONE where there is none; an input RECORD_NONE stays one. */
void frame_follow(const struct frame *frame, uint32_t key, const uint32_t *records, size_t count, uint32_t *targets);

/* One value as canonical text (dates ISO, numbers shortest, booleans true/false) into `text`;
 * false (and nothing added) when it is not present. */
struct text;
bool frame_add_value_text(const struct frame *frame, uint32_t column, uint32_t record, struct text *text);
/* The same of a value that is present, by its place in a vector of the column. */
void column_add_text(const struct column *column, const struct vector *vector, size_t number, struct text *text);
/* A text that is present, plain or not, where it lies. */
struct string column_text(const struct column *column, const struct vector *vector, size_t number);
enum state frame_state(const struct frame *frame, uint32_t column, uint32_t record);
struct place frame_place(const struct frame *frame, uint32_t record);

/* The record whose column has the value of that canonical text, RECORD_NONE when none has. */
uint32_t frame_find_record(const struct frame *frame, uint32_t column, const char *text);

/* ---- the datasets of a run ---- */

struct datasets {
    struct frame **frames;  /* sorted by name */
    size_t count;
};

struct frame *datasets_find(const struct datasets *datasets, const char *name); /* NULL */
void datasets_add(struct datasets *datasets, struct frame *frame);              /* owns it */
void datasets_clear(struct datasets *datasets);
void datasets_number_texts(struct datasets *datasets); /* so that no column is plain */

#endif
