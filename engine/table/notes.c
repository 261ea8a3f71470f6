/* notes.c - what stands under a table, so that nothing drops out unseen.
 *
 * Footnotes are found in one pass over the cells in the order printed, the first time
 * someone asks. Equal footnotes are one. A table with more than NOTES_PARTIAL different
 * part figures ("3 of 4 values", "5 of 6" …) marks them all with one sign, and its note
 * names the first few: forty footnotes would be read by nobody.
 */
#include <string.h>

#include "base/fault.h"
#include "table/lazy.h"

struct table_lazy *table_lazy_new(struct table *table)
{
    struct table_lazy *lazy = arena_get_zeroed(table->arena, 1, sizeof *lazy);
    lazy->table = table;
    lazy->digits = arena_get(table->arena, table->item_count + 1);
    memset(lazy->digits, -1, table->item_count + 1);
    return lazy;
}

int8_t *table_lazy_digits(const struct table *table)
{
    return table->lazy->digits;
}

/* ---- adding notes ---- */

/* Takes the text's bytes over into the arena. */
void lazy_add_note(struct table_lazy *lazy, enum note_kind kind, const char *mark,
                   struct text *text)
{
    struct arena *arena = lazy->table->arena;
    lazy->notes = arena_grow(arena, lazy->notes, lazy->note_count, &lazy->note_room,
                             sizeof *lazy->notes);
    lazy->notes[lazy->note_count++] =
        (struct table_note){kind, mark, arena_text(arena, text_of(text))};
    text_clear(text);
}

void lazy_add_filled(struct table_lazy *lazy, enum note_kind kind, enum word word,
                     const char *const *arguments, size_t count)
{
    struct text text = {0};
    word_add_filled(&text, lazy->table->language, word, arguments, count);
    lazy_add_note(lazy, kind, "", &text);
}

/* a … z, aa, ab …; no q, which has no raised form. */
static const char *next_mark(struct table_lazy *lazy)
{
    static const char letters[] = "abcdefghijklmnoprstuvwxyz";
    size_t number = lazy->mark_count++, many = sizeof letters - 1;
    if (number < many)
        return arena_format(lazy->table->arena, "%c", letters[number]);
    return arena_format(lazy->table->arena, "%c%c", letters[number / many - 1],
                        letters[number % many]);
}

const char *lazy_count(const struct table_lazy *lazy, uint64_t count)
{
    char bytes[NUMBER_TEXT_SIZE];
    size_t size = number_format_for((double)count, 0, lazy->table->language, bytes);
    return arena_bytes(lazy->table->arena, bytes, size);
}

/* "Taroudannt, 2017", as far as unit and period say something. */
void lazy_add_where(const struct table_lazy *lazy, uint32_t row, int32_t period,
                    struct text *text)
{
    const struct plan *plan = table_plan(lazy->table);
    size_t before = text->size;
    if (!plan->units.whole)
        text_add(text, table_row_label(lazy->table, row));
    if (plan->all_time)
        return;
    if (text->size > before)
        text_add(text, ", ");
    text_add(text, table_period_label(lazy->table, period));
}

/* ---- footnotes ---- */

static void add_partial_text(const struct table_lazy *lazy, const struct table_cell *cell,
                             struct text *text)
{
    const char *language = lazy->table->language;
    if (cell->expected > 0) {
        const char *counts[] = {lazy_count(lazy, cell->reported),
                                lazy_count(lazy, cell->expected)};
        word_add_filled(text, language, WORD_REPORTED_OF, counts, 2);
    }
    if (cell->records > 0) {
        const char *counts[] = {lazy_count(lazy, cell->present),
                                lazy_count(lazy, cell->records)};
        if (cell->expected > 0)
            text_add(text, "; ");
        word_add_filled(text, language, WORD_VALUES_OF, counts, 2);
    }
}

static bool is_partial(const struct table_cell *cell)
{
    return cell->reason == REASON_NONE && (cell->records > 0 || cell->expected > 0);
}

static struct partial *find_partial(struct table_lazy *lazy,
                                    const struct table_cell *cell)
{
    for (size_t i = 0; i < lazy->partial_count; i++) {
        struct partial *partial = &lazy->partials[i];
        if (partial->present == cell->present && partial->records == cell->records &&
            partial->reported == cell->reported && partial->expected == cell->expected)
            return partial;
    }
    return NULL;
}

static void note_cell(struct table_lazy *lazy, const struct table_cell *cell)
{
    struct text text = {0};
    if (cell->reason != REASON_NONE) {
        if (lazy->reason_marks[cell->reason] != NULL)
            return;
        lazy->reason_marks[cell->reason] = next_mark(lazy);
        text_add(&text, word_of_reason(lazy->table->language, cell->reason));
        lazy_add_note(lazy, NOTE_REASON, lazy->reason_marks[cell->reason], &text);
    } else if (is_partial(cell) && !lazy->partial_many &&
               find_partial(lazy, cell) == NULL) {
        if (lazy->partial_count == NOTES_PARTIAL) {
            lazy->partial_many = true;
            return;
        }
        if (lazy->partial_count == 0)
            lazy->partial_note = lazy->note_count;
        lazy->partials[lazy->partial_count++] =
            (struct partial){cell->present, cell->records, cell->reported, cell->expected,
                             next_mark(lazy)};
        add_partial_text(lazy, cell, &text);
        lazy_add_note(lazy, NOTE_PARTIAL, lazy->partials[lazy->partial_count - 1].mark,
                      &text);
    }
}

/* How much of what it should rest on a figure does rest on. */
static double completeness(const struct table_cell *cell)
{
    double values = cell->records > 0 ? (double)cell->present / cell->records : 1;
    double reports = cell->expected > 0 ? (double)cell->reported / cell->expected : 1;
    return values < reports ? values : reports;
}

/* The one note for all part figures: the least complete of them, and where it stands. */
static void note_many(struct table_lazy *lazy)
{
    const struct table *table = lazy->table;
    struct table_cell worst = {.empty = true};
    for (size_t l = 0; l < table->line_count; l++)
        for (size_t c = 0; c < table->column_count; c++) {
            struct table_cell cell = table_cell(table, l, c);
            bool less = worst.empty || completeness(&cell) < completeness(&worst);
            if (!cell.empty && is_partial(&cell) && less)
                worst = cell;
        }
    struct text where = {0}, part = {0}, text = {0};
    if (table->item_count > 1)
        text_add(&where, table->items[worst.item].title);
    struct text cell = {0};
    lazy_add_where(lazy, worst.row, worst.period, &cell);
    text_addf(&where, "%s%s", where.size > 0 && cell.size > 0 ? ", " : "", text_of(&cell));
    add_partial_text(lazy, &worst, &part);
    const char *arguments[] = {text_of(&part), text_of(&where)};
    word_add_filled(&text, table->language, WORD_PARTIAL_MANY, arguments, 2);
    lazy_add_note(lazy, NOTE_PARTIAL, "", &text);
    text_clear(&where);
    text_clear(&part);
    text_clear(&cell);
}

/* Footnotes once more, with one mark for all part figures. */
static void collect_with_one_sign(struct table_lazy *lazy)
{
    note_many(lazy);
    struct table_note many = lazy->notes[lazy->note_count - 1];
    size_t kept = 0;
    lazy->mark_count = 0;
    for (size_t i = 0; i + 1 < lazy->note_count; i++) {
        struct table_note note = lazy->notes[i];
        if (note.kind == NOTE_PARTIAL && i != lazy->partial_note)
            continue;
        const char *old = note.mark;
        if (note.kind == NOTE_PARTIAL)
            note = many;
        note.mark = next_mark(lazy);
        if (note.kind == NOTE_PARTIAL)
            lazy->partials[0].mark = note.mark;
        else
            for (size_t r = 0; r < REASON_COUNT; r++)
                if (lazy->reason_marks[r] == old)
                    lazy->reason_marks[r] = note.mark;
        lazy->notes[kept++] = note;
    }
    lazy->note_count = kept;
}

static void collect_footnotes(struct table_lazy *lazy)
{
    const struct table *table = lazy->table;
    for (size_t l = 0; l < table->line_count; l++)
        for (size_t c = 0; c < table->column_count; c++) {
            struct table_cell cell = table_cell(table, l, c);
            if (!cell.empty)
                note_cell(lazy, &cell);
        }
    if (lazy->partial_many)
        collect_with_one_sign(lazy);
}

/* What the signs of bands mean, where an indicator has them. */
static void note_bands(struct table_lazy *lazy)
{
    const struct table *table = lazy->table;
    bool any = false;
    for (size_t i = 0; i < table->item_count; i++) {
        const struct shown_indicator *shown = table_shown(table, (uint32_t)i);
        any |= table->items[i].facet == FACET_VALUE &&
               (shown->green != STEP_NONE || shown->amber != STEP_NONE);
    }
    if (any)
        lazy_add_filled(lazy, NOTE_BANDS, WORD_BANDS, NULL, 0);
}

/* ---- limit, and sums over pairs of dates ---- */

static void note_limit(struct table_lazy *lazy)
{
    const struct table *table = lazy->table;
    const struct grid *grid = table->cube->grid;
    if (table->units_hidden == 0)
        return;
    const char *counts[] = {lazy_count(lazy, table->units_hidden),
                            lazy_count(lazy, grid->unit_count)};
    bool totals = grid->row_count > grid->unit_count;
    lazy_add_filled(lazy, NOTE_LIMIT, totals ? WORD_LIMIT_TOTALS : WORD_LIMIT, counts, 2);
}

/* Whether a figure rests on a plain sum of records placed by a pair of dates. Arguments have
 * smaller numbers, so one way down sees all. */
static bool sums_pairs(const struct plan *plan, uint32_t number, uint8_t *seen)
{
    seen[number] = 1;
    for (size_t i = (size_t)number + 1; i > 0; i--) {
        const struct step *step = &plan->steps[i - 1];
        if (!seen[i - 1])
            continue;
        const struct bound_source *source =
            step->source != BOUND_NONE ? &plan->binding->sources[step->source] : NULL;
        if (step->op == OP_SUM && !step->spread && !source->everywhere &&
            source->period[1] != BOUND_NONE)
            return true;
        for (uint32_t j = 0; j < step->count; j++)
            if (plan_argument(plan, step, j) != STEP_NONE)
                seen[plan_argument(plan, step, j)] = 1;
    }
    return false;
}

static void note_spans(struct table_lazy *lazy)
{
    const struct table *table = lazy->table;
    const struct plan *plan = table_plan(table);
    size_t shown = 0;
    for (size_t i = 0; i < plan->period_count; i++)
        shown += plan->periods[i].shown;
    if (shown < 2)
        return;
    struct text titles = {0};
    uint8_t *seen = arena_get(table->arena, plan->step_count + 1);
    for (size_t i = 0; i < plan->shown_count; i++) {
        memset(seen, 0, plan->step_count + 1);
        const struct indicator *indicator =
            &plan->catalogue->indicators[plan->shown[i].indicator];
        bool again = i > 0 && plan->shown[i - 1].indicator == plan->shown[i].indicator;
        if (again || !sums_pairs(plan, plan->shown[i].step, seen))
            continue;
        const char *title =
            catalogue_title(plan->catalogue, indicator->title, table->language);
        text_add(&titles, titles.size > 0 ? ", " : "");
        text_add(&titles, title != NULL ? title : plan->shown[i].name);
    }
    const char *list = text_of(&titles);
    if (titles.size > 0)
        lazy_add_filled(lazy, NOTE_SPANS, WORD_SPANS, &list, 1);
    text_clear(&titles);
}

/* ---- all of them ---- */

static void note_author(struct table_lazy *lazy)
{
    const struct evaluation *evaluation = table_evaluation(lazy->table);
    const struct catalogue *catalogue = table_plan(lazy->table)->catalogue;
    for (uint32_t i = 0; i < evaluation->notes_count; i++) {
        const char *note =
            catalogue_title(catalogue, catalogue->titles[evaluation->notes_first + i],
                            lazy->table->language);
        struct text text = {0};
        text_add(&text, note != NULL ? note : "");
        lazy_add_note(lazy, NOTE_AUTHOR, "", &text);
    }
}

static void note_tallies(struct table_lazy *lazy)
{
    const struct grid *grid = lazy->table->cube->grid;
    for (size_t i = 0; i < grid->placement_count; i++) {
        struct text text = {0};
        table_add_tally(lazy->table, i, &text);
        lazy_add_note(lazy, NOTE_TALLY, "", &text);
    }
}

static void collect(struct table_lazy *lazy)
{
    lazy->collected = true;
    collect_footnotes(lazy);
    note_bands(lazy);
    note_limit(lazy);
    note_spans(lazy);
    lazy_note_checks(lazy);
    note_author(lazy);
    note_tallies(lazy);
}

const struct table_note *table_notes(const struct table *table, size_t *count)
{
    if (!table->lazy->collected)
        collect(table->lazy);
    *count = table->lazy->note_count;
    return table->lazy->notes;
}

const char *table_mark(const struct table *table, const struct table_cell *cell)
{
    struct table_lazy *lazy = table->lazy;
    if (!lazy->collected)
        collect(lazy);
    const char *mark = NULL;
    if (cell->empty)
        return "";
    if (cell->reason != REASON_NONE)
        mark = lazy->reason_marks[cell->reason];
    else if (is_partial(cell)) {
        struct partial *partial =
            lazy->partial_many ? lazy->partials : find_partial(lazy, cell);
        mark = partial != NULL ? partial->mark : NULL;
    }
    return mark != NULL ? mark : "";
}
