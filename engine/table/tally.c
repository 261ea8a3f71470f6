/* tally.c - the line under a table that says what became of a dataset's records.
 *
 * Every record read is either used or left out for a reason that is told; what the reader
 * had already left out (rows skipped, duplicates, unreadable values) is told beside it.
 */
#include "table/layout.h"

static const char *column_name(const struct table *table, uint32_t number)
{
    if (number == BOUND_NONE)
        return NULL;
    const struct bound_column *column = &table_plan(table)->binding->columns[number];
    return column->op == OP_FIELD ? column->end->columns[column->column].name : NULL;
}

struct table_tally table_tally(const struct table *table, size_t number)
{
    const struct placement *placement = &table->cube->grid->placements[number];
    const struct frame *frame = placement->tally.frame;
    struct table_tally tally = {.counts = {
                                    [TALLY_READ] = placement->tally.read,
                                    [TALLY_USED] = placement->tally.used,
                                    [TALLY_NO_UNIT] = placement->tally.no_unit,
                                    [TALLY_OTHER_UNIT] = placement->tally.other_unit,
                                    [TALLY_NO_PERIOD] = placement->tally.no_period,
                                    [TALLY_OTHER_PERIOD] = placement->tally.other_period,
                                    [TALLY_BROKEN_KEY] = placement->tally.broken_key,
                                }};
    tally.dataset = frame->name;
    for (uint32_t i = 0; i < frame->file_count; i++) {
        tally.counts[TALLY_SKIPPED] += frame->files[i].skipped_rows;
        tally.counts[TALLY_DUPLICATES] += frame->files[i].duplicates;
    }
    for (uint32_t i = 0; i < frame->column_count; i++)
        if (frame->columns[i].loaded)
            tally.counts[TALLY_UNREADABLE] += frame->columns[i].refused;
    if (!placement->everywhere) {
        tally.dated = column_name(table, placement->period[0]);
        tally.until = column_name(table, placement->period[1]);
    }
    return tally;
}

/* A dataset placed twice says by which date. */
static bool placed_twice(const struct table *table, size_t number)
{
    const struct grid *grid = table->cube->grid;
    for (size_t i = 0; i < grid->placement_count; i++)
        if (i != number &&
            grid->placements[i].tally.frame == grid->placements[number].tally.frame)
            return true;
    return false;
}

/* Asked for by period, a dataset without dates says that it has none. */
static bool has_no_date(const struct table *table, const struct placement *placement)
{
    const struct plan *plan = table_plan(table);
    const struct frame *frame = placement->tally.frame;
    bool units_own = plan->units.column_count == 0 && plan->units.frame == frame;
    return placement->everywhere && frame->period[0] == COLUMN_NONE &&
           frame->period[1] == COLUMN_NONE && !plan->all_time && plan->period_count > 1 && !units_own;
}

void table_add_tally(const struct table *table, size_t number, struct text *out)
{
    static const enum word words[TALLY_COUNT] = {
        [TALLY_READ] = WORD_READ,
        [TALLY_USED] = WORD_USED,
        [TALLY_NO_UNIT] = WORD_NO_UNIT,
        [TALLY_OTHER_UNIT] = WORD_OTHER_UNIT,
        [TALLY_NO_PERIOD] = WORD_NO_PERIOD,
        [TALLY_OTHER_PERIOD] = WORD_OTHER_PERIOD,
        [TALLY_BROKEN_KEY] = WORD_BROKEN_KEY,
        [TALLY_SKIPPED] = WORD_SKIPPED,
        [TALLY_DUPLICATES] = WORD_DUPLICATE,
        [TALLY_UNREADABLE] = WORD_UNREADABLE,
    };
    struct table_tally tally = table_tally(table, number);
    bool by = tally.dated != NULL && placed_twice(table, number);
    const char *names[] = {tally.dataset, tally.dated};
    if (by && tally.until != NULL)
        names[1] = arena_format(table->arena, "%s – %s", tally.dated, tally.until);
    word_add_filled(out, table->language, by ? WORD_RECORDS_BY : WORD_RECORDS_OF, names,
                    2);
    bool told_left_out = false;
    for (size_t i = 0; i < TALLY_COUNT; i++) {
        if (i > TALLY_USED && tally.counts[i] == 0)
            continue;
        bool opens = i > TALLY_USED && !told_left_out;
        told_left_out |= opens;
        text_add(out, i == 0 ? "" : opens ? "; " : ", ");
        word_add_counted(out, table->language, words[i], tally.counts[i]);
    }
    if (has_no_date(table, &table->cube->grid->placements[number])) {
        text_add(out, "; ");
        text_add(out, word_of(table->language, WORD_UNDATED));
    }
    text_add_char(out, '.');
}
