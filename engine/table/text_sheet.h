/* text_sheet.h - what the parts of the text renderer share: measuring, fitting and
 * drawing.
 *
 * A slot is a column of the terminal's table: one that names the line, one of figures, or
 * a sparkline.
 */
#ifndef BAREME_TABLE_TEXT_SHEET_H
#define BAREME_TABLE_TEXT_SHEET_H

#include "table/layout.h"
#include "table/renderers.h"

enum { TEXT_GAP = 2 };

enum slot_kind { SLOT_STUB, SLOT_FIGURES, SLOT_SPARK };

struct slot {
    enum slot_kind kind;
    size_t number;       /* stub, column, or the first column of a sparkline's series */
    size_t count;        /* of a sparkline: columns */
    const char *heading; /* what names it, safe */
    size_t width;        /* given to it */
    size_t left,
        tail;      /* of its figures: up to the decimal mark, and the rest with marks */
    size_t suffix; /* of that tail: signs and marks, which a heading leaves aside */
    size_t words;  /* the widest words in it */
    size_t word;   /* the longest one of them */
    bool flows;    /* holds words only: they stand left and may wrap */
    size_t x;      /* where it begins in its block */
};

struct sheet {
    const struct table *table;
    const struct render_options *options;
    struct slot *slots;
    size_t slot_count, stub_count;
    const char **
        *over; /* [depth][heading]: safe texts of the headings above the innermost */
};

/* What stands in a slot on a line. */
struct piece {
    struct text text;
    size_t left;   /* up to the decimal mark */
    size_t suffix; /* its sign and mark */
    size_t indent; /* of a line under a heading */
    bool words;
    const char *style; /* NULL: none */
};

void sheet_open(struct sheet *sheet, const struct table *table,
                const struct render_options *options);
void sheet_fit(struct sheet *sheet); /* gives every slot its width */
void sheet_close(struct sheet *sheet);
void sheet_piece(const struct sheet *sheet, size_t line, size_t slot,
                 struct piece *piece);
size_t sheet_end_of_block(struct sheet *sheet,
                          size_t first); /* past the last slot that fits */
/* Widens the slots of a block for the headings of which it has only a part. */
void sheet_widen_block(struct sheet *sheet, size_t first, size_t end);

#endif
