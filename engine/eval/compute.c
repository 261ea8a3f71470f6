/* compute.c - `compute`: an author's own function of a cell's records.
 *
 * The function is called once for each cell that is inside the unit's life, also for
 * cells without records: the author decides what those are. Kinds are not known before:
 * the first figure says whether the step gives numbers, texts or dates, and all others
 * must be the same. Cells are gathered before their calls go out together.
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

/* Adds the records of a cell to `records`, which has room for them. */
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

/* Cells whose calls are yet to go out. */
struct gathered {
    struct cube *cube;
    const struct step *step;
    struct figures *figures;
    const struct frame *frame;
    const struct own_functions *own;
    struct own_call calls[OWN_CALLS];
    size_t cells[OWN_CALLS];
    size_t count;
    uint32_t *records;
    size_t record_count, record_room;
    bool kind_known;
};

static bool keep_result(struct gathered *gathered, size_t cell,
                        const struct own_value *result, struct fault *fault)
{
    static const enum figure_kind kinds[] = {
        [OWN_NUMBER] = FIGURE_NUMBER, [OWN_TEXT] = FIGURE_TEXT, [OWN_DATE] = FIGURE_DATE};
    static const char *const words[] = {
        [FIGURE_NUMBER] = "a number", [FIGURE_TEXT] = "a text", [FIGURE_DATE] = "a date"};
    struct figures *figures = gathered->figures;
    figures->reasons[cell] = (uint8_t)result->reason;
    if (result->reason != REASON_NONE)
        return true;
    enum figure_kind kind = kinds[result->kind];
    if (gathered->kind_known && figures->kind != kind)
        return fault_at(
            fault, FAULT_DATA, gathered->step->place,
            "the function of 'compute' returns %s for one cell and %s for another. "
            "return one kind",
            words[figures->kind], words[kind]);
    gathered->kind_known = true;
    figures->kind = kind;
    figures->numbers[cell] =
        kind == FIGURE_TEXT ? (double)dictionary_add(gathered->cube->texts, result->text,
                                                     strlen(result->text))
                            : result->number + 0.0;
    if (isfinite(figures->numbers[cell]))
        return true;
    figures->numbers[cell] = 0;
    figures->reasons[cell] = REASON_NOT_DEFINED;
    return true;
}

/* The calls go out, and their results into the figures. */
static bool call_gathered(struct gathered *gathered, struct fault *fault)
{
    struct arena *arena = arena_new();
    struct fault kinds = {0};
    size_t done = 0, at = 0;
    for (size_t i = 0; i < gathered->count; i++) { /* the records may have moved */
        gathered->calls[i].records = gathered->records + at;
        at += gathered->calls[i].record_count;
    }
    bool good =
        gathered->count == 0 ||
        gathered->own->compute(gathered->own->self, (uint32_t)gathered->step->number,
                               gathered->frame, gathered->calls, gathered->count, &done,
                               arena, fault);
    for (size_t i = 0; i < done; i++)
        if (!keep_result(gathered, gathered->cells[i], &gathered->calls[i].result,
                         &kinds)) {
            *fault = kinds; /* it came before what ended the calls */
            good = false;
            break;
        }
    arena_free(arena);
    gathered->count = 0;
    gathered->record_count = 0;
    return good;
}

static bool add_cell(struct gathered *gathered, const struct placement *placement,
                     const struct passing *passing, size_t row, size_t column,
                     struct fault *fault)
{
    struct cube *cube = gathered->cube;
    if ((gathered->count == OWN_CALLS ||
         gathered->record_count + passing->count > OWN_RECORDS) &&
        !call_gathered(gathered, fault))
        return false;
    if (gathered->record_count + passing->count > gathered->record_room) {
        gathered->record_room = (gathered->record_count + passing->count) * 2;
        gathered->records = memory_resize(gathered->records, gathered->record_room,
                                          sizeof *gathered->records);
    }
    struct own_call *call = &gathered->calls[gathered->count];
    *call = (struct own_call){.cell = cube_own_cell(cube, row, column),
                              .result = {.reason = REASON_MISSING}};
    call->record_count =
        records_of_cell(cube->plan, placement, passing, column,
                        gathered->records + gathered->record_count);
    gathered->record_count += call->record_count;
    gathered->cells[gathered->count++] = cube_cell(cube, row, column);
    return true;
}

bool compute_step(struct cube *cube, uint32_t number, const struct placement *placement,
                  const struct own_functions *own, struct fault *fault)
{
    const struct step *step = &cube->plan->steps[number];
    const struct grid *grid = cube->grid;
    struct figures *figures = cube_open(cube, number);
    struct passing passing = {0};
    bool done = true;
    if (own == NULL || own->compute == NULL)
        return fault_at(
            fault, FAULT_DATA, step->place,
            "'compute' needs the script that declares it, which is not running here");
    struct gathered *gathered = memory_get_zeroed(1, sizeof *gathered);
    gathered->cube = cube;
    gathered->step = step;
    gathered->figures = figures;
    gathered->frame = placement->frame;
    gathered->own = own;
    uint32_t filter = cube->plan->binding->sources[step->source].filter;
    for (size_t row = 0; row < grid->row_count && done; row++) {
        read_row(cube, placement, filter, row, &passing);
        for (size_t column = 0; column < grid->column_count && done; column++) {
            if (!life_covers(cube, row, column))
                continue;
            if (column == grid->period_count && !step->overall_needed)
                figures->reasons[cube_cell(cube, row, column)] = REASON_NOT_APPLICABLE;
            else
                done = add_cell(gathered, placement, &passing, row, column, fault);
        }
    }
    done = done && call_gathered(gathered, fault);
    free(gathered->records);
    free(gathered);
    free(passing.records);
    free(passing.from);
    free(passing.to);
    return done;
}
