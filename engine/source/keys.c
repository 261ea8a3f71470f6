/* keys.c - finding and checking keys and periods.
 *
 * A found key needs proof: a name that fits, a target whose first column is present and unique,
 * and every value found there. One that fails by a few values is told and is no key; one that
 * fails by most was never meant as one.
 *
 * Nothing is kept but what goes into the frame.
 */
#include "source/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/unique.h"

static void tell(const struct draft *draft, enum severity severity, struct place place,
                 const char *column, const char *value, const char *message, const char *remedy)
{
    if (draft->options->skip_bad && severity == SEVERITY_ERROR && place.line > 0)
        severity = SEVERITY_WARNING;
    problems_add(draft->problems, (struct problem){
        .severity = severity, .file = place.file, .line = place.line, .column = column,
        .value = value, .message = message, .remedy = remedy});
}

static struct place whole_file(const struct draft *draft)
{
    return (struct place){.file = draft->frame->file_count > 0 ? draft->frame->files[0].name
                                                                : draft->name};
}

static void tell_record(const struct draft *draft, enum severity severity, uint32_t column,
                        uint32_t record, const char *message, const char *remedy)
{
    struct text value = {0};
    frame_add_value_text(draft->frame, column, record, &value);
    tell(draft, severity, frame_place(draft->frame, record),
         draft->frame->columns[column].name, text_of(&value), message, remedy);
    text_clear(&value);
}

static void check_unique(const struct draft *draft, uint32_t column)
{
    size_t count;
    uint32_t *repeats = column_repeats(draft->frame, column, draft->options->threads, &count);
    for (size_t i = 0; i < count; i++)
        tell_record(draft, SEVERITY_ERROR, column, repeats[i],
                    "stands twice, though the schema says that it is unique",
                    "correct one of the two");
    free(repeats);
}

/* ---- primary key ---- */

static const struct field_schema *field_of(const struct draft *draft, const char *name)
{
    return draft->resource == NULL ? NULL : resource_field(draft->resource, name);
}

static void tell_no_column(const struct draft *draft, const char *name, const char *as)
{
    struct text message = {0};
    text_addf(&message, "is the dataset's %s in the datapackage.json, but no column has that "
              "name", as);
    tell(draft, SEVERITY_ERROR, whole_file(draft), name, NULL, text_of(&message),
         "correct the datapackage.json");
    text_clear(&message);
}

/* A key of several columns: none of them names a record alone. */
static void set_compound(struct draft *draft)
{
    const struct resource *resource = draft->resource;
    struct frame *frame = draft->frame;
    uint32_t *columns = arena_get(frame->arena, resource->primary_count * sizeof *columns);
    for (size_t i = 0; i < resource->primary_count; i++) {
        columns[i] = frame_find_column(frame, resource->primary[i]);
        if (columns[i] == COLUMN_NONE)
            return;
    }
    frame->compound = columns;
    frame->compound_count = (uint32_t)resource->primary_count;
}

void draft_find_primary(struct draft *draft)
{
    struct frame *frame = draft->frame;
    const struct resource *resource = draft->resource;
    for (uint32_t i = 0; i < frame->column_count; i++) {
        const struct field_schema *field = field_of(draft, frame->columns[i].name);
        if (field != NULL && field->unique && frame->columns[i].loaded)
            check_unique(draft, i);
    }
    if (resource != NULL && resource->primary_count > 0) {
        for (size_t i = 0; i < resource->primary_count; i++)
            if (frame_find_column(frame, resource->primary[i]) == COLUMN_NONE)
                tell_no_column(draft, resource->primary[i], "primaryKey");
        if (resource->primary_count == 1)
            frame->primary = frame_find_column(frame, resource->primary[0]);
        else
            set_compound(draft);
        if (frame->primary != COLUMN_NONE && !frame->columns[frame->primary].loaded)
            frame->primary = COLUMN_NONE;
        frame->primary_declared = frame->primary != COLUMN_NONE;
        return;
    }
    if (frame->column_count == 0 || !frame->columns[0].loaded)
        return;
    /* Texts that differ may be the same number: 1 000, +1 000. */
    bool ordered = draft->in_order && frame->columns[0].type == COLUMN_TEXT;
    if (frame->columns[0].present == frame->record_count &&
        (ordered || column_is_unique(frame, 0, draft->options->threads)))
        frame->primary = 0;
}

/* ---- period ---- */

static bool are_years(const struct frame *frame, uint32_t column)
{
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *vector = &frame->segments[s].columns[column];
        if (vector->absent < frame->segments[s].count &&
            (vector->minimum < 1 || vector->maximum > 9999))
            return false;
    }
    return true;
}

static bool is_when(const struct frame *frame, uint32_t column)
{
    const struct column *of = &frame->columns[column];
    if (!of->loaded)
        return false;
    if (frame->record_count == 0 || of->present == 0)
        return true; /* nothing in it speaks against it */
    return of->type == COLUMN_DATE || (of->type == COLUMN_WHOLE && are_years(frame, column));
}

static void find_declared(struct draft *draft)
{
    struct frame *frame = draft->frame;
    for (int i = 0; i < 2; i++) {
        const char *name = draft->resource->period[i];
        if (name == NULL)
            continue;
        uint32_t column = frame_find_column(frame, name);
        if (column == COLUMN_NONE)
            tell_no_column(draft, name, "period");
        else if (is_when(frame, column))
            frame->period[i] = column;
        else
            tell(draft, SEVERITY_ERROR, whole_file(draft), name, NULL,
                 "is the dataset's period in the datapackage.json, but holds neither dates nor "
                 "years", "name another column as \"period\"");
    }
    if (frame->period[0] == COLUMN_NONE) {
        frame->period[0] = frame->period[1];
        frame->period[1] = COLUMN_NONE;
    }
}

static bool find_named(struct draft *draft)
{
    static const char *const names[] = {"year", "period"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t column = frame_find_column(draft->frame, names[i]);
        if (column == COLUMN_NONE || !draft->frame->columns[column].loaded)
            continue;
        if (is_when(draft->frame, column)) {
            draft->frame->period[0] = column;
            return true;
        }
        tell(draft, SEVERITY_WARNING, whole_file(draft), names[i], NULL,
             "holds neither years nor dates only, so it is not the dataset's period",
             "correct it, or say the \"period\" in a datapackage.json");
    }
    return false;
}

void draft_find_period(struct draft *draft)
{
    struct frame *frame = draft->frame;
    const struct resource *resource = draft->resource;
    if (resource != NULL && resource->coverage_in != NULL) {
        frame->coverage.in = arena_text(frame->arena, resource->coverage_in);
        for (size_t i = 0; i < resource->coverage_count; i++)
            frame->coverage.by[i] = arena_text(frame->arena, resource->coverage_by[i]);
        frame->coverage.by_count = (uint32_t)resource->coverage_count;
    }
    if (resource != NULL && resource->timeless)
        return;
    if (resource != NULL && resource->period[0] != NULL) {
        find_declared(draft);
        return;
    }
    if (find_named(draft))
        return;
    uint32_t only = COLUMN_NONE, count = 0;
    for (uint32_t i = 0; i < frame->column_count; i++)
        if (frame->columns[i].type == COLUMN_DATE) {
            only = i;
            count++;
        }
    if (count == 1 && frame->columns[only].loaded)
        frame->period[0] = only;
}

/* ---- foreign keys ---- */

static bool is_plural(const char *dataset, const char *base, size_t size, const char *ending,
                      const char *singular)
{
    size_t length = strlen(dataset), end = strlen(ending), one = strlen(singular);
    return length > end && strcmp(dataset + length - end, ending) == 0 &&
           size == length - end + one && strncmp(base, dataset, length - end) == 0 &&
           strncmp(base + length - end, singular, one) == 0;
}

bool key_fits(const char *column, const char *dataset)
{
    static const char *const plurals[][2] = {{"s", ""}, {"es", ""}, {"x", ""}, {"ies", "y"}};
    size_t size = strlen(column);
    if (size > 3 && strcmp(column + size - 3, "_id") == 0)
        size -= 3;
    if (strlen(dataset) == size && strncmp(column, dataset, size) == 0)
        return true;
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
        if (is_plural(dataset, column, size, plurals[i][0], plurals[i][1]))
            return true;
    return false;
}

static uint64_t count_failures(const struct frame *frame, uint32_t key)
{
    uint64_t failures = 0;
    for (uint32_t s = 0; s < frame->segment_count; s++) {
        const struct vector *rows = &frame->keys[key].rows[s];
        for (uint32_t i = 0; rows->absent > 0 && i < frame->segments[s].count; i++)
            failures += vector_state_at(rows, i) == STATE_REFUSED &&
                        frame_state(frame, frame->keys[key].column,
                                    s * SEGMENT_RECORDS + i) == STATE_PRESENT;
    }
    return failures;
}

static void tell_failures(const struct draft *draft, uint32_t key, enum severity severity,
                          const char *remedy)
{
    const struct frame *frame = draft->frame;
    const struct key *of = &frame->keys[key];
    struct text message = {0};
    text_addf(&message, "is not found in the column '%s' of '%s'",
              of->target->columns[of->target_column].name, of->target->name);
    for (uint32_t s = 0; s < frame->segment_count; s++)
        for (uint32_t i = 0; of->rows[s].absent > 0 && i < frame->segments[s].count; i++) {
            uint32_t record = s * SEGMENT_RECORDS + i;
            if (vector_state_at(&of->rows[s], i) == STATE_REFUSED &&
                frame_state(frame, of->column, record) == STATE_PRESENT)
                tell_record(draft, severity, of->column, record, text_of(&message), remedy);
        }
    text_clear(&message);
}

static void remove_key(struct frame *frame, uint32_t key)
{
    frame->columns[frame->keys[key].column].key = KEY_NONE;
    frame->key_count--;
}

/* The first record in which the column is missing, or repeats a value; RECORD_NONE. */
static uint32_t first_not_a_key(const struct frame *frame, uint32_t column, unsigned threads,
                                bool *repeats)
{
    uint32_t first = RECORD_NONE;
    for (uint32_t i = 0; i < frame->record_count && first == RECORD_NONE; i++)
        if (frame_state(frame, column, i) != STATE_PRESENT)
            first = i;
    size_t count;
    uint32_t *repeated = column_repeats(frame, column, threads, &count);
    *repeats = count > 0 && repeated[0] < first;
    first = *repeats ? repeated[0] : first;
    free(repeated);
    return first;
}

/* Named like a key to a dataset whose first column names no records: where it fails is said. */
static void tell_no_target(const struct draft *draft, uint32_t column, const struct frame *target)
{
    struct text message = {0}, value = {0};
    bool repeats;
    if (target->column_count == 0 || !target->columns[0].loaded)
        return;
    uint32_t record = first_not_a_key(target, 0, draft->options->threads, &repeats);
    text_addf(&message, "is called like a key to '%s', but is none: '%s' there ", target->name,
              target->columns[0].name);
    if (record == RECORD_NONE) {
        text_add(&message, "is not present and unique in every record");
    } else {
        struct place place = frame_place(target, record);
        frame_add_value_text(target, 0, record, &value);
        if (repeats)
            text_addf(&message, "has '%.60s' a second time in %s:%u", text_of(&value), place.file,
                      (unsigned)place.line);
        else
            text_addf(&message, "is missing in %s:%u", place.file, (unsigned)place.line);
    }
    tell(draft, SEVERITY_WARNING, whole_file(draft), draft->frame->columns[column].name, NULL,
         text_of(&message), "correct it if it should be a key");
    text_clear(&message);
    text_clear(&value);
}

/* Figures under the name of a dataset of named things ("agreements": how many) are no key gone
 * wrong. */
static bool same_kind(const struct column *a, const struct column *b)
{
    bool text = a->type == COLUMN_TEXT;
    return a->present == 0 || b->present == 0 || text == (b->type == COLUMN_TEXT);
}

static void find_key(struct draft *draft, uint32_t column, const struct frame *target)
{
    struct frame *frame = draft->frame;
    struct text message = {0};
    if (target->primary == COLUMN_NONE) {
        tell_no_target(draft, column, target);
        return;
    }
    uint32_t key = frame_add_key(frame, column, target, target->primary, draft->options->threads);
    uint64_t failures = count_failures(frame, key);
    bool few = failures * 2 < frame->columns[column].present;
    if (failures == 0 || (few && draft->options->skip_bad)) {
        tell_failures(draft, key, SEVERITY_WARNING, "such records reach no unit, as --skip-bad "
                      "says");
        return;
    }
    if (few) {
        tell_failures(draft, key, SEVERITY_PROBLEM,
                      "correct it; until then the column is no key. --skip-bad leaves such "
                      "records out");
    } else if (same_kind(&frame->columns[column], &target->columns[target->primary])) {
        text_addf(&message, "is called like a key to '%s', but %s: it is none", target->name,
                  target->record_count == 0 ? "that has no records"
                                            : "most of its values are not there");
        tell(draft, SEVERITY_NOTE, whole_file(draft), frame->columns[column].name, NULL,
             text_of(&message), NULL);
        text_clear(&message);
    }
    remove_key(frame, key);
}

static void add_declared(struct draft *draft, const struct key_schema *schema,
                         const struct datasets *datasets)
{
    struct frame *frame = draft->frame;
    const struct frame *target =
        *schema->resource == '\0' ? frame : datasets_find(datasets, schema->resource);
    uint32_t column = frame_find_column(frame, schema->field);
    if (column == COLUMN_NONE) {
        tell_no_column(draft, schema->field, "foreign key");
        return;
    }
    if (target == NULL) {
        struct text message = {0};
        text_addf(&message, "is declared as a key to '%s', and there is no such dataset",
                  schema->resource);
        tell(draft, SEVERITY_ERROR, whole_file(draft), schema->field, NULL, text_of(&message),
             "add it, or correct the datapackage.json");
        text_clear(&message);
        return;
    }
    uint32_t to = frame_find_column(target, schema->target);
    if (to == COLUMN_NONE) {
        struct text message = {0};
        text_addf(&message, "is declared as a key to the column '%s' of '%s', which is not there",
                  schema->target, target->name);
        tell(draft, SEVERITY_ERROR, whole_file(draft), schema->field, NULL, text_of(&message),
             "correct the datapackage.json");
        text_clear(&message);
        return;
    }
    if (!frame->columns[column].loaded || !target->columns[to].loaded)
        return;
    uint32_t key = frame_add_key(frame, column, target, to, draft->options->threads);
    frame->keys[key].declared = true;
    tell_failures(draft, key, SEVERITY_ERROR,
                  draft->options->skip_bad
                      ? "the record reaches no unit, as --skip-bad says"
                      : "correct it, or leave such records out with --skip-bad");
}

static const struct frame *find_target(const struct datasets *datasets, const struct frame *from,
                                       const char *column)
{
    for (size_t i = 0; i < datasets->count; i++)
        if (datasets->frames[i] != from && key_fits(column, datasets->frames[i]->name))
            return datasets->frames[i];
    return NULL;
}

/* A coverage that names nothing would count nothing as reported, or everything. */
static void check_coverage(const struct draft *draft, const struct datasets *datasets)
{
    const struct frame *frame = draft->frame;
    struct text message = {0};
    if (frame->coverage.in == NULL)
        return;
    const struct frame *reports = datasets_find(datasets, frame->coverage.in);
    if (reports == NULL)
        text_addf(&message, "its coverage in the datapackage.json is in '%s', and there is no such "
                  "dataset", frame->coverage.in);
    for (uint32_t i = 0; reports != NULL && i < frame->coverage.by_count; i++)
        if (message.size == 0 && frame_find_column(reports, frame->coverage.by[i]) == COLUMN_NONE)
            text_addf(&message, "its coverage in the datapackage.json is by '%s', and '%s' has no "
                      "such column", frame->coverage.by[i], reports->name);
    if (message.size > 0)
        tell(draft, SEVERITY_ERROR, whole_file(draft), NULL, NULL, text_of(&message),
             "correct the datapackage.json");
    text_clear(&message);
}

void draft_find_keys(struct draft *draft, const struct datasets *datasets)
{
    struct frame *frame = draft->frame;
    check_coverage(draft, datasets);
    if (draft->resource != NULL && draft->resource->has_schema) {
        for (size_t i = 0; i < draft->resource->key_count; i++)
            add_declared(draft, &draft->resource->keys[i], datasets);
        return;
    }
    for (uint32_t i = 0; i < frame->column_count; i++) {
        const struct frame *target =
            frame->columns[i].loaded && !key_fits(frame->columns[i].name, frame->name)
                ? find_target(datasets, frame, frame->columns[i].name) : NULL;
        if (target != NULL)
            find_key(draft, i, target);
    }
}

void draft_find_keys_to(struct draft *draft, const struct frame *target)
{
    const struct frame *frame = draft->frame;
    for (uint32_t i = 0; i < frame->column_count; i++) {
        const struct column *column = &frame->columns[i];
        if (column->loaded && column->key == KEY_NONE && key_fits(column->name, target->name) &&
            !key_fits(column->name, frame->name))
            find_key(draft, i, target);
    }
}

bool draft_leads_to(const struct draft *draft, const char *name)
{
    const struct resource *resource = draft->resource;
    bool leads = resource != NULL && resource->coverage_in != NULL &&
                 strcmp(resource->coverage_in, name) == 0;
    for (size_t k = 0; resource != NULL && k < resource->key_count; k++)
        leads = leads || strcmp(resource->keys[k].resource, name) == 0;
    for (uint32_t p = 0; p < draft->part_count; p++)
        for (uint32_t i = 0; i < draft->parts[p]->column_count; i++)
            leads = leads || key_fits(draft->parts[p]->columns[i].name, name);
    return leads;
}
