/* binding.h - columns, filters and datasets of a catalogue, bound to real datasets.
 *
 * Binding looks names up (through the catalogue's mappings), finds types, and refuses what cannot
 * be: an unknown name with the nearest one, a text where a number is needed, a column that is
 * unsettled, columns of differently narrowed datasets combined. Equal things bound twice get one number
 * (value numbering), so what is shared is worked out once.
 *
 * A binding is read-only while records are read, so threads can share it. Freed by binding_free;
 * catalogue and datasets must outlive it.
 */
#ifndef BAREME_EXPR_BINDING_H
#define BAREME_EXPR_BINDING_H

#include "base/arena.h"
#include "data/frame.h"
#include "expr/catalogue.h"

#define BOUND_NONE UINT32_MAX
enum { PATH_KEYS = 8 };

/* A column: how the values of records are had. */
struct bound_column {
    enum op op;                 /* OP_FIELD, OP_NUMBER, OP_RECODE, OP_SPLIT, OP_SPREAD, OP_YEAR …, or one of CLASS_CELL */
    uint8_t flags;
    struct place place;
    const struct frame *frame;  /* whose records it is read for; NULL: a plain number */
    uint32_t source;            /* the narrowed dataset it belongs to: a bound_source; BOUND_NONE for a number */
    enum column_type type;      /* of its values; everything computed is COLUMN_REAL */
    uint8_t scale;
    enum grain grain;
    struct dictionary *texts;   /* of a COLUMN_TEXT */
    /* OP_FIELD */
    uint32_t keys[PATH_KEYS];   /* followed one after the other, each a key of the frame reached */
    uint32_t key_count;
    const struct frame *end;    /* where the path ends */
    uint32_t column;            /* there */
    /* others */
    const uint32_t *arguments;  /* bound columns */
    uint32_t argument_count;
    double number;
    const char *text;           /* OP_SPLIT: the separator; OP_IS_MISSING: a reason */
    /* OP_RECODE of a text: by dictionary number of the argument, `recoded[code]` valid where `listed[code]`;
       of a number: pairs. A recode to texts has its own dictionary in `texts`. */
    const double *recoded; const uint8_t *listed; size_t recode_count;
    const double *recode_from; /* of numbers: recode_from[i] -> recoded[i] */
};

/* One test or a join of filters. */
struct bound_filter {
    enum op op;                 /* OP_ALL, OP_ANY, or a test */
    struct place place;
    const uint32_t *parts;      /* of ALL, ANY: filters; of TEST_NOT: the one test */
    uint32_t part_count;
    uint32_t column;            /* tested: a bound column */
    const uint32_t *against;    /* operands that are columns: bound columns, BOUND_NONE where a constant stands */
    const double *numbers;      /* operands that are constants, as numbers of the column's type (decimals and
                                   wholes as plain numbers, dates as days, booleans 0 and 1) … */
    const uint32_t *codes;      /* … or as dictionary numbers of a text column; DICTIONARY_NONE: no such text */
    const char *const *texts;   /* the operands as written (for like, has, and explanations); orders of text columns compare these */
    uint32_t operand_count;
    const uint8_t *passing;     /* like, has, above … on a text: by dictionary number, whether it passes */
};

/* A dataset as an author narrowed and placed it. */
struct bound_source {
    const struct frame *frame;
    uint32_t filter;            /* a bound_filter, or BOUND_NONE */
    bool everywhere;            /* counts in every period: no period column, or dated(false) */
    uint32_t period[2];         /* bound columns of frame: date or year; the second BOUND_NONE unless a pair */
    bool own_period;            /* the frame's own, not said by dated */
};

struct binding {
    const struct catalogue *catalogue;
    const struct datasets *datasets;
    struct arena *arena;
    struct problems *problems;      /* where warnings go (a value that no record has); NULL: nowhere */
    struct dictionary **dictionaries; size_t dictionary_count, dictionary_room; /* its own: of splits and recodes */
    /* What each node was bound to already, by its number: a column, filter or source. */
    uint32_t *bound; size_t bound_count;
    const char *last_file;          /* of the last place asked for */
    struct bound_column *columns; size_t column_count, column_room;
    struct bound_filter *filters; size_t filter_count, filter_room;
    struct bound_source *sources; size_t source_count, source_room;
};

struct binding *binding_new(const struct catalogue *catalogue, const struct datasets *datasets);
void binding_free(struct binding *binding);

/* Each gives the number of what was bound. Nodes are numbers in the binding's catalogue. */
bool binding_column(struct binding *binding, uint32_t node, uint32_t *column, struct fault *fault);
bool binding_source(struct binding *binding, uint32_t node, uint32_t *source, struct fault *fault);
/* A filter whose fields are of `frame`: of their own dataset nodes, or, for an evaluation's `where`, of none. */
bool binding_filter(struct binding *binding, uint32_t node, const struct frame *frame, uint32_t *filter, struct fault *fault);
/* A column by its path ("cooperation.country") from a frame; `place` is where the author said so. */
bool binding_path(struct binding *binding, const struct frame *frame, const char *path, struct place place,
                  uint32_t *column, struct fault *fault);
/* The frame of a name the author wrote (through mappings); a fault with the nearest name. */
const struct frame *binding_frame(struct binding *binding, const char *name, struct place place, struct fault *fault);
/* The same source narrowed further by `column = value` (a code of the column's dictionary, or a number;
 * of a split column: has). For across. */
uint32_t binding_narrow(struct binding *binding, uint32_t source, uint32_t column, double value);
/* The same source, counting in every period. */
uint32_t binding_everywhere(struct binding *binding, uint32_t source);
/* A filter `path = text` over a frame, for --where; the text is read as the column's type. */
bool binding_equals(struct binding *binding, const struct frame *frame, const char *path, const char *text,
                    uint32_t *filter, struct fault *fault);
/* Both filters; either may be BOUND_NONE. */
uint32_t binding_both(struct binding *binding, uint32_t a, uint32_t b);
/* A stored column of a frame, by its number. */
uint32_t binding_stored(struct binding *binding, const struct frame *frame, uint32_t column);
/* What the author calls a frame (mappings turned back). */
const char *binding_author_name(const struct binding *binding, const struct frame *frame);

bool column_is_numeric(const struct bound_column *column); /* whole, decimal, real; true and false are 1 and 0 */
/* Refuses, in the author's words, a column that is not numeric where `user` ("sum", "+") needs numbers. */
bool column_needs_number(const struct bound_column *column, const char *user, struct place place, struct fault *fault);
const char *column_type_words(enum column_type type);    /* "a text", "a number", "a date" … */

#endif
