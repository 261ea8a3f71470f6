/* compute.c - `compute`: an author's own function of a cell's records.
 *
 * The function is called once for each cell that is inside the unit's life, also for
 * cells without records: the author decides what those are. Kinds are not known before:
 * the first figure says whether the step gives numbers, texts or dates, and all others
 * must be the same.
 *
 * Records are the placement's own, or lie in the batch's arena; the results' texts go to
 * the cube's.
 */
#include "eval/measure_work.h"

#include <string.h>

#include "expr/records.h"

/* The cells of a step, from the next one on. */
struct asking {
    struct cube *cube;
    const struct step *step;
    const struct placement *placement;
    struct figures *figures;
    size_t row, column;
    bool kind_known;
};

/* ---- records ---- */

/* The entries of the cell's row that may be the cell's; whether they are. Where each is
 * in one period only, a cell's lie side by side. */
static bool find_entries(const struct asking *asking, int32_t from, int32_t to,
                         uint64_t *first, uint64_t *end)
{
    const struct placement *placement = asking->placement;
    placement_entries(placement, asking->row, first, end);
    if (placement->everywhere)
        return true;
    if (placement->period_ends == NULL)
        return false;
    if (placement->period_count == 0 || to < from) {
        *end = *first;
        return true;
    }
    const uint32_t *ends =
        placement->period_ends +
        (placement->shared ? 0 : asking->row) * placement->period_count;
    *end = *first + ends[to];
    *first += from > 0 ? ends[from - 1] : 0;
    return true;
}

/* The records of the cell into the call: without a filter they stay where they are. */
static void take_records(const struct asking *asking, struct arena *arena,
                         struct own_call *call)
{
    const struct placement *placement = asking->placement;
    const struct plan *plan = asking->cube->plan;
    uint32_t filter = plan->binding->sources[asking->step->source].filter;
    bool period = asking->column < plan->period_count;
    int32_t from = period ? (int32_t)asking->column : plan->own_first;
    int32_t to = period ? (int32_t)asking->column : plan->own_last;
    uint64_t first, end;
    bool all = find_entries(asking, from, to, &first, &end);
    call->records = placement->records + first;
    call->record_count = (size_t)(end - first);
    if (all && filter == BOUND_NONE)
        return;
    uint32_t *kept = arena_get(arena, (call->record_count + 1) * sizeof *kept);
    size_t count = 0;
    for (uint64_t at = first; at < end; at++)
        if (all || (placement->first[at] <= to && placement->last[at] >= from))
            kept[count++] = placement->records[at];
    call->records = kept;
    call->record_count = count;
    if (filter == BOUND_NONE)
        return;
    call->record_count = 0;
    for (size_t at = 0; at < count; at += RECORD_BATCH)
        call->record_count +=
            records_filter(plan->binding, filter, kept + at,
                           count - at < RECORD_BATCH ? count - at : RECORD_BATCH,
                           kept + call->record_count);
}

/* ---- calls ---- */

/* Whether the function is called for the cell; why not is written. */
static bool is_called(struct asking *asking)
{
    const struct cube *cube = asking->cube;
    size_t row = asking->row, column = asking->column;
    if (!life_covers(cube, row, column))
        return false;
    if (column < cube->grid->period_count || asking->step->overall_needed)
        return true;
    asking->figures->reasons[cube_cell(cube, row, column)] = REASON_NOT_APPLICABLE;
    return false;
}

static void next_calls(void *self, struct own_batch *batch)
{
    struct asking *asking = self;
    const struct grid *grid = asking->cube->grid;
    for (; asking->row < grid->row_count; asking->row++, asking->column = 0)
        for (; asking->column < grid->column_count; asking->column++) {
            if (!is_called(asking))
                continue;
            if (batch->count == batch->room || batch->record_count >= OWN_RECORDS)
                return;
            struct own_call *call = &batch->calls[batch->count++];
            *call = (struct own_call){
                .number = cube_cell(asking->cube, asking->row, asking->column),
                .cell = cube_own_cell(asking->cube, asking->row, asking->column)};
            take_records(asking, batch->arena, call);
            batch->record_count += call->record_count;
        }
}

static bool keep_result(void *self, const struct own_call *call, struct fault *fault)
{
    static const enum figure_kind kinds[] = {
        [OWN_NUMBER] = FIGURE_NUMBER, [OWN_TEXT] = FIGURE_TEXT, [OWN_DATE] = FIGURE_DATE};
    static const char *const words[] = {
        [FIGURE_NUMBER] = "a number", [FIGURE_TEXT] = "a text", [FIGURE_DATE] = "a date"};
    struct asking *asking = self;
    struct figures *figures = asking->figures;
    const struct own_value *result = &call->result;
    size_t cell = call->number;
    figures->reasons[cell] = (uint8_t)result->reason;
    if (result->reason != REASON_NONE)
        return true;
    enum figure_kind kind = kinds[result->kind];
    if (asking->kind_known && figures->kind != kind)
        return fault_at(
            fault, FAULT_DATA, asking->step->place,
            "the function of 'compute' returns %s for one cell and %s for another. "
            "return one kind",
            words[figures->kind], words[kind]);
    asking->kind_known = true;
    figures->kind = kind;
    figures->numbers[cell] =
        kind == FIGURE_TEXT ? (double)dictionary_add(asking->cube->texts, result->text,
                                                     strlen(result->text))
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
    struct asking asking = {.cube = cube,
                            .step = step,
                            .placement = placement,
                            .figures = cube_open(cube, number)};
    if (own == NULL)
        return fault_at(
            fault, FAULT_DATA, step->place,
            "'compute' needs the script that declares it, which is not running here");
    struct own_work work = {.function = (uint32_t)step->number,
                            .frame = placement->frame,
                            .threads = cube->plan->threads,
                            .self = &asking,
                            .next = next_calls,
                            .keep = keep_result};
    return own->run(own->self, &work, fault);
}
