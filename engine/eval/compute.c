/* compute.c - `compute`: an author's own function of a cell's records.
 *
 * The function is called once for each cell that is inside the unit's life, also for
 * cells without records: the author decides what those are. Kinds are not known before:
 * the first figure says whether the step gives numbers, texts or dates, and all others
 * must be the same.
 *
 * Scratch is freed here; the results' texts go to the cube's.
 */
#include "eval/measure_work.h"

#include <stdlib.h>
#include <string.h>

#include "expr/records.h"

/* The records of a row that pass the source's filter, with their entries. */
struct passing {
    uint32_t *records;
    int32_t *from, *to; /* periods, when they are not everywhere */
    size_t count, room;
};

static void read_row(const struct cube *cube, const struct placement *placement,
                     uint32_t filter, size_t row, struct passing *passing)
{
    uint64_t first, end;
    uint8_t passes[RECORD_BATCH];
    placement_entries(placement, row, &first, &end);
    passing->count = 0;
    if (end - first > passing->room) {
        passing->room = (size_t)(end - first) * 2;
        passing->records =
            memory_resize(passing->records, passing->room, sizeof *passing->records);
        passing->from = memory_resize(passing->from, passing->room, sizeof *passing->from);
        passing->to = memory_resize(passing->to, passing->room, sizeof *passing->to);
    }
    if (!placement->everywhere)
        placement_read_periods(placement, row, first, end, passing->from, passing->to);
    for (uint64_t at = first; at < end; at += RECORD_BATCH) {
        size_t count = end - at < RECORD_BATCH ? (size_t)(end - at) : RECORD_BATCH;
        memset(passes, 1, sizeof passes);
        if (filter != BOUND_NONE)
            records_test(cube->plan->binding, filter, placement->records + at, count,
                         passes);
        for (size_t i = 0; i < count; i++) {
            if (!passes[i])
                continue;
            passing->records[passing->count] = placement->records[at + i];
            passing->from[passing->count] = passing->from[at + i - first];
            passing->to[passing->count++] = passing->to[at + i - first];
        }
    }
}

static size_t records_of_cell(const struct plan *plan, const struct placement *placement,
                              const struct passing *passing, size_t column,
                              uint32_t *records)
{
    size_t count = 0;
    bool period = column < plan->period_count;
    int32_t first = period ? (int32_t)column : plan->own_first;
    int32_t last = period ? (int32_t)column : plan->own_last;
    for (size_t i = 0; i < passing->count; i++)
        if (placement->everywhere ||
            (passing->from[i] <= last && passing->to[i] >= first))
            records[count++] = passing->records[i];
    return count;
}

static bool keep_result(struct cube *cube, const struct step *step,
                        struct figures *figures, size_t cell,
                        const struct own_value *result, bool *kind_known,
                        struct fault *fault)
{
    static const enum figure_kind kinds[] = {
        [OWN_NUMBER] = FIGURE_NUMBER, [OWN_TEXT] = FIGURE_TEXT, [OWN_DATE] = FIGURE_DATE};
    static const char *const words[] = {
        [FIGURE_NUMBER] = "a number", [FIGURE_TEXT] = "a text", [FIGURE_DATE] = "a date"};
    figures->reasons[cell] = (uint8_t)result->reason;
    if (result->reason != REASON_NONE)
        return true;
    enum figure_kind kind = kinds[result->kind];
    if (*kind_known && figures->kind != kind)
        return fault_at(
            fault, FAULT_DATA, step->place,
            "the function of 'compute' returns %s for one cell and %s for another. "
            "return one kind",
            words[figures->kind], words[kind]);
    *kind_known = true;
    figures->kind = kind;
    figures->numbers[cell] =
        kind == FIGURE_TEXT
            ? (double)dictionary_add(cube->texts, result->text, strlen(result->text))
            : result->number + 0.0;
    if (isfinite(figures->numbers[cell]))
        return true;
    figures->numbers[cell] = 0;
    figures->reasons[cell] = REASON_NOT_DEFINED;
    return true;
}

bool compute_step(struct cube *cube, uint32_t number, const struct placement *placement,
                  const struct own_functions *own, struct fault *fault)
{
    const struct step *step = &cube->plan->steps[number];
    const struct grid *grid = cube->grid;
    struct figures *figures = cube_open(cube, number);
    struct passing passing = {0};
    bool done = true, kind_known = false;
    if (own == NULL || own->compute == NULL)
        return fault_at(
            fault, FAULT_DATA, step->place,
            "'compute' needs the script that declares it, which is not running here");
    uint32_t filter = cube->plan->binding->sources[step->source].filter;
    for (size_t row = 0; row < grid->row_count && done; row++) {
        read_row(cube, placement, filter, row, &passing);
        uint32_t *records = memory_get(passing.count * sizeof *records);
        for (size_t column = 0; column < grid->column_count && done; column++) {
            size_t cell = cube_cell(cube, row, column);
            if (!life_covers(cube, row, column))
                continue;
            if (column == grid->period_count && !step->overall_needed) {
                figures->reasons[cell] = REASON_NOT_APPLICABLE;
                continue;
            }
            size_t count =
                records_of_cell(cube->plan, placement, &passing, column, records);
            struct own_cell own_cell = cube_own_cell(cube, row, column);
            struct own_value result = {.reason = REASON_MISSING};
            struct arena *arena = arena_new();
            done = own->compute(own->self, (uint32_t)step->number, placement->frame,
                                records, count, &own_cell, arena, &result, fault) &&
                   keep_result(cube, step, figures, cell, &result, &kind_known, fault);
            arena_free(arena);
        }
        free(records);
    }
    free(passing.records);
    free(passing.from);
    free(passing.to);
    return done;
}
