/* explain_records.c - the records behind a measure's figure in one cell.
 *
 * The grid's own placement says which records reach the row and the period, the binding's
 * own filters which of them pass, and its columns what they hold: the same three that the
 * figure was worked out from. All records of the cell are looked at, so that every count
 * is exact; only those listed are spelt out.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/statistics.h"
#include "eval/explain_rooms.h"
#include "eval/parts.h"
#include "eval/placement.h"
#include "expr/records.h"
#include "expr/values.h"

enum { FATES = 3 };

/* One record of the cell that was looked at. */
struct seen {
    uint32_t record;
    enum explain_fate fate;
    uint8_t reason;
    double number, weight, days;
};

struct looking {
    struct explanation *explanation;
    struct explain_node *node;
    struct explain_leaf *leaf;
    const struct step *step;
    const struct bound_source *source;
    const struct placement *placement;
    struct lists parts; /* of a split column */
    struct seen *listed[FATES];
    size_t kept_count[FATES];
    struct seen deciding; /* the record that a first, last, min or max comes from */
    bool decided;
    double *numbers, *weights;
    size_t number_count, number_room;
    __int128 scaled; /* sum of wholes and decimals */
};

/* ---- the values of a batch ---- */

struct batch {
    uint32_t records[RECORD_BATCH];
    size_t count;
    uint8_t passes[RECORD_BATCH], shares[RECORD_BATCH];
    double numbers[RECORD_BATCH], weights[RECORD_BATCH];
    uint8_t reasons[RECORD_BATCH];
    struct dating dating;
};

static const struct binding *binding_of(const struct looking *looking)
{
    return looking->explanation->cube->plan->binding;
}

static void take_reasons(const struct looking *looking, struct batch *batch,
                         uint32_t column, double *numbers)
{
    uint8_t reasons[RECORD_BATCH];
    records_read_numbers(binding_of(looking), column, batch->records, batch->count,
                         numbers, reasons);
    for (size_t i = 0; i < batch->count; i++)
        if (reasons[i] < batch->reasons[i])
            batch->reasons[i] = reasons[i];
}

static void read_batch(const struct looking *looking, struct batch *batch)
{
    const struct step *step = looking->step;
    double unused[RECORD_BATCH];
    memset(batch->passes, 1, batch->count);
    memset(batch->reasons, REASON_NONE, batch->count);
    if (looking->source->filter != BOUND_NONE)
        records_test(binding_of(looking), looking->source->filter, batch->records,
                     batch->count, batch->passes);
    for (size_t i = 0; i < batch->count; i++)
        batch->numbers[i] = batch->weights[i] = 1;
    if (step->op == OP_SHARE)
        records_test(binding_of(looking), step->filter, batch->records, batch->count,
                     batch->shares);
    for (uint32_t i = 0;
         step->op == OP_SHARE && !(step->flags & FLAG_OF_ALL) && i < step->tested_count;
         i++)
        take_reasons(looking, batch, step->tested[i], unused);
    if (step->column != BOUND_NONE)
        take_reasons(looking, batch, step->column, batch->numbers);
    if (step->second != BOUND_NONE)
        take_reasons(looking, batch, step->second, batch->weights);
    if (looking->placement->period[0] != BOUND_NONE)
        dating_read(looking->explanation->cube->plan, looking->placement->period,
                    batch->records, batch->count, &batch->dating);
}

/* The part of a record's days that lies in the cell's period. */
static double days_within(const struct looking *looking, int64_t from, int64_t to)
{
    const struct plan *plan = looking->explanation->cube->plan;
    size_t column = looking->node->column;
    size_t first = column < plan->period_count ? column : (size_t)plan->own_first;
    size_t last = column < plan->period_count ? column : (size_t)plan->own_last;
    int64_t days = 0;
    for (size_t p = first; p <= last; p++) {
        int64_t begin = plan->periods[p].first_day, end = plan->periods[p].last_day;
        begin = begin > from ? begin : from;
        end = end < to ? end : to;
        days += end >= begin ? end - begin + 1 : 0;
    }
    return (double)days / (double)(to - from + 1);
}

static struct seen look_at(const struct looking *looking, const struct batch *batch,
                           size_t i)
{
    const struct step *step = looking->step;
    struct seen seen = {.record = batch->records[i],
                        .fate = FATE_USED,
                        .reason = batch->reasons[i],
                        .number = batch->numbers[i],
                        .weight = batch->weights[i],
                        .days = 1};
    bool spread = step->spread && looking->placement->period[0] != BOUND_NONE;
    if (!batch->passes[i]) {
        seen.fate = FATE_FILTERED;
        return seen;
    }
    if (spread && seen.reason == REASON_NONE && batch->dating.dated[i] != DATED_FULLY)
        seen.reason = REASON_MISSING;
    if (seen.reason == REASON_NONE && step->split) {
        size_t code = (size_t)seen.number;
        seen.number = looking->parts.starts[code + 1] - looking->parts.starts[code];
        if (seen.number == 0)
            seen.reason = REASON_MISSING;
    }
    if (seen.reason != REASON_NONE) {
        seen.fate = FATE_MISSING;
        return seen;
    }
    if (step->op == OP_SHARE)
        seen.number = batch->shares[i];
    if (spread && !looking->placement->everywhere) {
        seen.days = days_within(looking, batch->dating.from[i], batch->dating.to[i]);
        seen.number *= seen.days;
    }
    return seen;
}

/* ---- keeping ---- */

static bool decides(const struct looking *looking, const struct seen *seen)
{
    const struct seen *old = &looking->deciding;
    switch (looking->step->op) {
    case OP_FIRST:
    case OP_ONLY:
        return !looking->decided;
    case OP_LAST:
        return true;
    case OP_MIN:
        return !looking->decided || seen->number < old->number;
    case OP_MAX:
        return !looking->decided || seen->number > old->number;
    default:
        return false;
    }
}

static void keep_number(struct looking *looking, const struct seen *seen)
{
    const struct step *step = looking->step;
    if (step->column == BOUND_NONE || step->split)
        return;
    const struct bound_column *column = &binding_of(looking)->columns[step->column];
    if (looking->number_count == looking->number_room) {
        looking->number_room = looking->number_room * 2 + 64;
        looking->numbers = memory_resize(looking->numbers, looking->number_room,
                                         sizeof *looking->numbers);
        looking->weights = memory_resize(looking->weights, looking->number_room,
                                         sizeof *looking->weights);
    }
    looking->numbers[looking->number_count] = seen->number;
    looking->weights[looking->number_count++] = seen->weight;
    if (column->type != COLUMN_WHOLE && column->type != COLUMN_DECIMAL)
        return;
    int64_t whole;
    uint8_t reason;
    records_read_whole(binding_of(looking), step->column, &seen->record, 1, &whole,
                       &reason);
    looking->scaled += whole;
}

static void keep(struct looking *looking, const struct seen *seen)
{
    struct explain_counts *counts = &looking->leaf->counts;
    uint64_t *const by_fate[FATES] = {&counts->used, &counts->missing, &counts->filtered};
    ++*by_fate[seen->fate];
    if (seen->fate == FATE_USED) {
        keep_number(looking, seen);
        if (decides(looking, seen)) {
            looking->deciding = *seen;
            looking->decided = true;
        }
    }
    size_t *count = &looking->kept_count[seen->fate];
    if (*count >= looking->explanation->options->limit)
        return;
    if (*count % 64 == 0)
        looking->listed[seen->fate] = memory_resize(
            looking->listed[seen->fate], *count + 64, sizeof **looking->listed);
    looking->listed[seen->fate][(*count)++] = *seen;
}

static bool is_in(const struct looking *looking, uint64_t entry)
{
    const struct placement *placement = looking->placement;
    size_t column = looking->node->column;
    if (placement->everywhere)
        return true;
    const struct plan *plan = looking->explanation->cube->plan;
    bool overall = column >= looking->explanation->cube->grid->period_count;
    int32_t begin = overall ? plan->own_first : (int32_t)column;
    int32_t end = overall ? plan->own_last : (int32_t)column, from, to;
    placement_read_periods(placement, looking->node->row, entry, entry + 1, &from, &to);
    return from <= end && to >= begin;
}

static void look_through(struct looking *looking)
{
    struct explain_counts *counts = &looking->leaf->counts;
    struct batch *batch = memory_get(sizeof *batch);
    uint64_t entry, end;
    placement_entries(looking->placement, looking->node->row, &entry, &end);
    counts->unit = end - entry;
    while (entry < end) {
        for (batch->count = 0; entry < end && batch->count < RECORD_BATCH; entry++)
            if (is_in(looking, entry))
                batch->records[batch->count++] = looking->placement->records[entry];
        counts->period += batch->count;
        if (batch->count > 0)
            read_batch(looking, batch);
        for (size_t i = 0; i < batch->count; i++) {
            struct seen seen = look_at(looking, batch, i);
            keep(looking, &seen);
        }
    }
    free(batch);
}

/* ---- what is listed ---- */

static const char *value_words(struct looking *looking, const struct seen *seen)
{
    const struct step *step = looking->step;
    struct text text = {0};
    if (step->column == BOUND_NONE || step->op == OP_COUNT)
        return NULL;
    const struct bound_column *column = &binding_of(looking)->columns[step->column];
    double number = seen->number;
    if (step->split) {
        uint8_t reason;
        records_read_numbers(binding_of(looking), column->arguments[0], &seen->record, 1,
                             &number, &reason);
        column = &binding_of(looking)->columns[column->arguments[0]];
    }
    values_text(column, number, &text);
    return explain_take(looking->explanation, &text);
}

static const char *why_decides(const struct looking *looking, const struct seen *seen)
{
    if (!looking->decided || seen->record != looking->deciding.record)
        return NULL;
    switch (looking->step->op) {
    case OP_FIRST:
        return "the first";
    case OP_LAST:
        return "the last";
    case OP_MIN:
        return "the smallest";
    case OP_MAX:
        return "the largest";
    default:
        return NULL;
    }
}

static void list_record(struct looking *looking, const struct explain_columns *columns,
                        const struct seen *seen)
{
    struct explain_leaf *leaf = looking->leaf;
    struct explain_record *record = &leaf->records[leaf->record_count++];
    *record = (struct explain_record){.record = seen->record,
                                      .place = frame_place(leaf->frame, seen->record),
                                      .fate = seen->fate,
                                      .number = seen->number,
                                      .weight = seen->weight,
                                      .days = seen->days};
    bool text = looking->step->column != BOUND_NONE && !looking->step->split &&
                binding_of(looking)->columns[looking->step->column].type == COLUMN_TEXT;
    record->has_number =
        seen->fate == FATE_USED && (!text || looking->step->op == OP_COUNT);
    if (looking->step->op == OP_COUNT && !looking->step->split)
        record->number = 1;
    if (seen->fate == FATE_USED) {
        record->value = value_words(looking, seen);
        record->why = why_decides(looking, seen);
    } else if (seen->fate == FATE_MISSING) {
        record->why = reason_text(seen->reason);
    } else {
        record->why =
            explain_failing(looking->explanation, looking->source->filter, seen->record);
    }
    explain_fill_fields(looking->explanation, columns, record);
}

static void list_records(struct looking *looking)
{
    struct explanation *explanation = looking->explanation;
    struct explain_leaf *leaf = looking->leaf;
    const struct step *step = looking->step;
    struct explain_columns columns = {0};
    explain_collect_fields(explanation, step->column, &columns);
    explain_collect_fields(explanation, step->second, &columns);
    explain_collect_tested(explanation, step->filter, &columns);
    explain_collect_tested(explanation, looking->source->filter, &columns);
    explain_collect_unit(explanation, leaf->frame, &columns);
    for (size_t i = 0; !looking->source->everywhere && i < 2; i++)
        explain_collect_fields(explanation, looking->source->period[i], &columns);
    const char **names =
        arena_get(explanation->arena, (columns.count + 1) * sizeof *names);
    for (size_t i = 0; i < columns.count; i++)
        names[i] = explain_column_name(explanation, columns.items[i]);
    leaf->columns = columns.names = names;
    leaf->column_count = columns.count;
    size_t count = 1;
    for (size_t fate = 0; fate < FATES; fate++)
        count += looking->kept_count[fate];
    leaf->records = arena_get_zeroed(explanation->arena, count, sizeof *leaf->records);
    uint64_t totals[FATES] = {leaf->counts.used, leaf->counts.missing,
                              leaf->counts.filtered};
    for (size_t fate = 0; fate < FATES; fate++) {
        bool there = !looking->decided || fate != FATE_USED;
        for (size_t i = 0; i < looking->kept_count[fate]; i++) {
            there = there || looking->listed[fate][i].record == looking->deciding.record;
            list_record(looking, &columns, &looking->listed[fate][i]);
        }
        leaf->more[fate] = totals[fate] - looking->kept_count[fate] - !there;
        if (!there)
            list_record(looking, &columns, &looking->deciding);
        free(looking->listed[fate]);
    }
}

/* ---- the last step in numbers ---- */

static void add_sums(struct looking *looking)
{
    const struct step *step = looking->step;
    struct explain_leaf *leaf = looking->leaf;
    char above[NUMBER_TEXT_SIZE], below[NUMBER_TEXT_SIZE];
    double sum = 0, weights = (double)leaf->counts.used;
    if (looking->node->value.reason != REASON_NONE || leaf->counts.used == 0)
        return;
    if (step->op == OP_SHARE) {
        sum = looking->node->value.number * (double)leaf->counts.used;
        sum = round(sum);
    } else if (step->op == OP_WEIGHTED_MEAN) {
        double *products = memory_get((looking->number_count + 1) * sizeof *products);
        for (size_t i = 0; i < looking->number_count; i++)
            products[i] = looking->numbers[i] * looking->weights[i];
        statistics_sum(products, looking->number_count, &sum);
        statistics_sum(looking->weights, looking->number_count, &weights);
        free(products);
    } else if (step->op == OP_MEAN) {
        const struct bound_column *column = &binding_of(looking)->columns[step->column];
        if (column->type == COLUMN_WHOLE || column->type == COLUMN_DECIMAL)
            sum = number_from_scaled_128(
                looking->scaled, column->type == COLUMN_DECIMAL ? column->scale : 0);
        else
            statistics_sum(looking->numbers, looking->number_count, &sum);
    } else {
        return;
    }
    number_format(sum, above);
    number_format(weights, below);
    leaf->sums = arena_format(looking->explanation->arena, "%s / %s", above, below);
}

static void add_sorted(struct looking *looking)
{
    static const enum op sorted[] = {OP_MEDIAN, OP_QUANTILE, OP_STDDEV,   OP_VARIANCE,
                                     OP_GINI,   OP_THEIL,    OP_DISTINCT, OP_RANGE};
    struct explain_leaf *leaf = looking->leaf;
    size_t limit = looking->explanation->options->limit, count = looking->number_count;
    bool wanted = false;
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
        wanted = wanted || looking->step->op == sorted[i];
    if (!wanted || count == 0 ||
        binding_of(looking)->columns[looking->step->column].type == COLUMN_TEXT)
        return;
    statistics_sort(looking->numbers, count);
    leaf->sorted_count = count < limit ? count : limit;
    leaf->sorted_more = count - leaf->sorted_count;
    leaf->sorted = arena_get(looking->explanation->arena,
                             (leaf->sorted_count + 1) * sizeof *leaf->sorted);
    memcpy(leaf->sorted, looking->numbers, leaf->sorted_count * sizeof *leaf->sorted);
}

/* ---- the leaf ---- */

static void open_leaf(struct looking *looking)
{
    struct explanation *explanation = looking->explanation;
    struct explain_leaf *leaf = looking->leaf;
    const struct tally *tally = &looking->placement->tally;
    const char *own = binding_author_name(binding_of(looking), leaf->frame);
    leaf->dataset = strcmp(own, leaf->frame->name) == 0
                        ? own
                        : arena_format(explanation->arena, "%s (in the data: %s)", own,
                                       leaf->frame->name);
    leaf->filter = explain_filter_words(explanation, looking->source->filter);
    leaf->dated = explain_dated_words(explanation, looking->source);
    leaf->way = explain_way_words(explanation, leaf->frame);
    leaf->counts = (struct explain_counts){.dataset = tally->read,
                                           .no_unit = tally->no_unit,
                                           .other_unit = tally->other_unit,
                                           .no_period = tally->no_period,
                                           .other_period = tally->other_period,
                                           .broken_key = tally->broken_key};
}

void explain_leaf(struct explanation *explanation, struct explain_node *node)
{
    struct looking looking = {.explanation = explanation, .node = node};
    struct fault fault = {0};
    looking.step = &explanation->cube->plan->steps[node->step];
    looking.source = &explanation->cube->plan->binding->sources[looking.step->source];
    struct placement *placement =
        grid_place(explanation->cube->grid, looking.source, &fault);
    if (placement == NULL)
        return; /* not placed: the run itself would have been refused */
    grid_fill(explanation->cube->grid, placement, true, NULL, 0);
    looking.placement = placement;
    node->leaf = looking.leaf =
        arena_get_zeroed(explanation->arena, 1, sizeof *node->leaf);
    looking.leaf->frame = looking.source->frame;
    if (looking.step->split)
        looking.parts =
            parts_of_cells(explanation->cube->plan->binding, looking.step->column);
    open_leaf(&looking);
    look_through(&looking);
    list_records(&looking);
    add_sums(&looking);
    add_sorted(&looking);
    lists_clear(&looking.parts);
    free(looking.numbers);
    free(looking.weights);
}
