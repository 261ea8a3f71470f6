/* checks.c - an author's checks, and what stands under a table where one does not hold.
 *
 * A check that cannot be decided is told too: what was not compared is not equal.
 * Failures are kept as cells, for machines, and told as sentences, at most CHECKS_LISTED
 * for each check.
 */
#include <string.h>

#include "table/lazy.h"

static void add_failure(struct table_lazy *lazy, const struct plan_check *check,
                        uint32_t row, int32_t period)
{
    const struct table *table = lazy->table;
    const struct figures *figures = &table->cube->figures[check->condition];
    size_t cell = row * table->cube->grid->column_count + (size_t)period;
    enum reason reason = figures->reasons[cell];
    if (reason == REASON_NONE && figures->numbers[cell] != 0)
        return;
    lazy->failures = arena_grow(table->arena, lazy->failures, lazy->failure_count,
                                &lazy->failure_room, sizeof *lazy->failures);
    lazy->failures[lazy->failure_count++] =
        (struct table_failure){check, row, period, reason};
}

/* Every unit is checked, shown or not; of the periods, those shown. */
static void run_checks(struct table_lazy *lazy)
{
    const struct table *table = lazy->table;
    const struct plan *plan = table_plan(table);
    lazy->checked = true;
    for (size_t i = 0; i < plan->check_count; i++)
        for (uint32_t row = 0; row < table->cube->grid->unit_count; row++) {
            bool once = plan->steps[plan->checks[i].condition].once && !plan->all_time;
            for (int32_t p = 0; !once && p < (int32_t)plan->period_count; p++)
                if (plan->periods[p].shown)
                    add_failure(lazy, &plan->checks[i], row, p);
            if (once)
                add_failure(lazy, &plan->checks[i], row, table->overall);
        }
}

const struct table_failure *table_failures(const struct table *table, size_t *count)
{
    if (!table->lazy->checked)
        run_checks(table->lazy);
    *count = table->lazy->failure_count;
    return table->lazy->failures;
}

/* A figure of a check, for people; all its digits, so that two that differ read
 * differently. */
static const char *checked_figure(const struct table_lazy *lazy, uint32_t step,
                                  size_t cell)
{
    const struct cube *cube = lazy->table->cube;
    if (step == STEP_NONE)
        return NULL;
    const struct figures *figures = &cube->figures[step];
    char bytes[NUMBER_TEXT_SIZE], *point;
    double number = figures->numbers[cell];
    if (figures->reasons[cell] != REASON_NONE)
        return "–";
    if (figures->kind == FIGURE_TEXT)
        return dictionary_text(cube->texts, (uint32_t)number);
    if (figures->kind == FIGURE_DATE)
        return arena_bytes(
            lazy->table->arena, bytes,
            date_format_for((int32_t)number, lazy->table->language, bytes));
    bytes[number_format(number, bytes)] = '\0';
    if (strchr(bytes, 'e') != NULL)
        return arena_text(lazy->table->arena, bytes);
    point = strchr(bytes, '.');
    int digits = point == NULL ? 0 : (int)strlen(point + 1);
    size_t size = number_format_for(number, digits, lazy->table->language, bytes);
    return arena_bytes(lazy->table->arena, bytes, size);
}

static void note_failure(struct table_lazy *lazy, const struct table_failure *failure)
{
    size_t cell =
        failure->row * lazy->table->cube->grid->column_count + (size_t)failure->period;
    struct text where = {0};
    lazy_add_where(lazy, failure->row, failure->period, &where);
    const char *arguments[] = {failure->check->message, text_of(&where),
                               checked_figure(lazy, failure->check->left, cell),
                               checked_figure(lazy, failure->check->right, cell)};
    bool figures = arguments[2] != NULL && arguments[3] != NULL, here = where.size > 0;
    enum word word = figures ? (here ? WORD_CHECK_FULL : WORD_CHECK_FIGURES)
                             : (here ? WORD_CHECK_HERE : WORD_CHECK);
    lazy_add_filled(lazy, NOTE_CHECK, word, arguments, 4);
    text_clear(&where);
}

/* One note for the cells of a check that cannot be decided for one reason. */
static void note_undecided(struct table_lazy *lazy, const struct table_failure *failures,
                           size_t count, enum reason reason)
{
    struct text where = {0};
    size_t met = 0;
    for (size_t i = 0; i < count; i++) {
        const struct table_failure *failure = &failures[i];
        if (failure->reason != reason || met++ >= NOTES_LISTED)
            continue;
        text_add(&where, met == 1 ? "" : "; ");
        lazy_add_where(lazy, failure->row, failure->period, &where);
    }
    if (met > NOTES_LISTED) {
        const char *more = lazy_count(lazy, met - NOTES_LISTED);
        text_add(&where, "; ");
        word_add_filled(&where, lazy->table->language, WORD_AND_MORE, &more, 1);
    }
    const char *arguments[] = {failures->check->message,
                               where.size > 0 ? text_of(&where) : "–",
                               word_of_reason(lazy->table->language, reason)};
    if (met > 0)
        lazy_add_filled(lazy, NOTE_CHECK, WORD_UNDECIDED, arguments, 3);
    text_clear(&where);
}

/* The failures of one check. */
static void note_check(struct table_lazy *lazy, const struct table_failure *failures,
                       size_t count)
{
    size_t met = 0;
    for (size_t i = 0; i < count; i++)
        if (failures[i].reason == REASON_NONE && met++ < CHECKS_LISTED)
            note_failure(lazy, &failures[i]);
    if (met > CHECKS_LISTED) {
        const char *arguments[] = {failures->check->message,
                                   lazy_count(lazy, met - CHECKS_LISTED)};
        lazy_add_filled(lazy, NOTE_CHECK, WORD_CHECK_MORE, arguments, 2);
    }
    for (size_t reason = 0; reason < REASON_NONE; reason++)
        note_undecided(lazy, failures, count, (enum reason)reason);
}

/* They stand check by check. */
void lazy_note_checks(struct table_lazy *lazy)
{
    size_t count, end;
    const struct table_failure *failures = table_failures(lazy->table, &count);
    for (size_t first = 0; first < count; first = end) {
        for (end = first + 1;
             end < count && failures[end].check == failures[first].check;)
            end++;
        note_check(lazy, failures + first, end - first);
    }
}
