/* parts.c - the values of a split column, cell by cell, as numbers.
 *
 * A cell is cut once, however many records have it: measures and units then work with
 * numbers only.
 *
 * The caller owns the lists.
 */
#include "eval/parts.h"

#include <stdlib.h>

#include "expr/records.h"

struct cutting {
    const struct dictionary *parts;
    uint32_t *items;
    size_t count, room, first; /* first: where the cell being cut begins */
};

static void add_part(void *self, const char *part, size_t size)
{
    struct cutting *cutting = self;
    uint32_t code = dictionary_find(cutting->parts, part, size);
    if (code == DICTIONARY_NONE)
        return;
    for (size_t i = cutting->first; i < cutting->count; i++)
        if (cutting->items[i] == code)
            return; /* "a;a" is one a */
    if (cutting->count == cutting->room) {
        cutting->room = cutting->room * 2 + 64;
        cutting->items =
            memory_resize(cutting->items, cutting->room, sizeof *cutting->items);
    }
    cutting->items[cutting->count++] = code;
}

struct lists parts_of_cells(const struct binding *binding, uint32_t split)
{
    const struct bound_column *column = &binding->columns[split];
    const struct dictionary *cells = binding->columns[column->arguments[0]].texts;
    struct cutting cutting = {.parts = column->texts};
    struct lists lists = {.count = dictionary_count(cells)};
    lists.starts = memory_get((lists.count + 1) * sizeof *lists.starts);
    for (size_t i = 0; i < lists.count; i++) {
        cutting.first = lists.starts[i] = (uint32_t)cutting.count;
        records_each_part(dictionary_text(cells, (uint32_t)i), column->text, add_part,
                          &cutting);
    }
    lists.starts[lists.count] = (uint32_t)cutting.count;
    lists.items = cutting.items;
    return lists;
}

void lists_clear(struct lists *lists)
{
    free(lists->starts);
    free(lists->items);
    *lists = (struct lists){0};
}
