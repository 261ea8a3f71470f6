/* mapping.c - names, types and keys of data, compared with what figures need.
 *
 * A guess is a number of points: for a name that is the same but for case, accents and
 * plural, or near; for a type that would do; for values that the figures ask for. Where
 * no name speaks, what is the only one of the right kind is proposed; of several, none
 * is. Everything is decided in the order of the needs and of the data, so the same data
 * give the same proposals.
 */
#include "cli/mapping.h"

#include <string.h>

#include "base/arena.h"

enum { SAME = 6, NEAR = 3, TYPE = 1, VALUE = 4, ENOUGH = 4, NAMED = 8 };

static const char *const labels[] = {"name", "title", "label"};

struct matching {
    const struct catalogue *catalogue;
    const struct needs *needs;
    const struct datasets *datasets;
    struct arena *arena;
    struct text *out;
    struct mapping_report report;
    struct text maps; /* the mappings proposed */
    bool *taken;      /* by dataset: it serves a need already */
};

/* ---- names ---- */

static const char *mapped(const struct matching *matching, const char *name)
{
    const struct catalogue *catalogue = matching->catalogue;
    for (size_t i = catalogue->mapping_count; i > 0; i--)
        if (strcmp(catalogue_text(catalogue, catalogue->mappings[i - 1].from), name) == 0)
            return catalogue_text(catalogue, catalogue->mappings[i - 1].to);
    return NULL;
}

/* Case, accents, an `_id` and a plural's end aside. */
static const char *bare_name(struct arena *arena, const char *name)
{
    const char *folded = text_folded(arena, name);
    size_t size = strlen(folded);
    if (size > 3 && strcmp(folded + size - 3, "_id") == 0)
        size -= 3;
    if (size > 3 && folded[size - 1] == 's')
        size -= size > 4 && folded[size - 2] == 'e' ? 2 : 1;
    return arena_bytes(arena, folded, size);
}

static int name_points(struct arena *arena, const char *wanted, const char *name)
{
    const char *a = bare_name(arena, wanted), *b = bare_name(arena, name);
    if (strcmp(a, b) == 0)
        return SAME;
    size_t one = strlen(a), other = strlen(b), least = one < other ? one : other,
           same = 0;
    if (text_nearest(a, &b, 1) != NULL ||
        (least >= 4 && (strstr(a, b) != NULL || strstr(b, a) != NULL)))
        return NEAR + 1;
    while (same < least && a[same] == b[same])
        same++;
    return same >= 4 ? NEAR : 0;
}

/* ---- types ---- */

static unsigned type_of(const struct column *column)
{
    switch (column->type) {
    case COLUMN_DATE:
        return NEED_DATE;
    case COLUMN_BOOLEAN:
        return NEED_BOOLEAN;
    case COLUMN_TEXT:
        return NEED_TEXT;
    default:
        return NEED_NUMBER;
    }
}

static size_t values_there(const struct matching *matching, const struct need *need,
                           const struct need_column *wanted, const struct column *column)
{
    size_t there = 0;
    for (size_t i = 0; i < wanted->value_count && column->texts != NULL; i++) {
        const char *other =
            mapped(matching, arena_format(matching->arena, "%s.%s=%s", need->dataset,
                                          wanted->path, wanted->values[i]));
        const char *value = other != NULL ? other : wanted->values[i];
        there += dictionary_find(column->texts, value, strlen(value)) != DICTIONARY_NONE;
    }
    return there;
}

/* ---- columns ---- */

/* A path's first step: "cooperation" of "cooperation.country"; a whole name with points
 * first. */
static uint32_t find_column(const struct matching *matching, const struct need *need,
                            const struct frame *frame, const char *path)
{
    const char *other =
        mapped(matching, arena_format(matching->arena, "%s.%s", need->dataset, path));
    if (other != NULL) {
        const char *point = strchr(other, '.');
        return frame_find_column(frame, point != NULL ? point + 1 : other);
    }
    uint32_t found = frame_find_column(frame, path);
    if (found == COLUMN_NONE)
        found = frame_find_column(frame, arena_format(matching->arena, "%s_id", path));
    const char *point = strchr(path, '.');
    if (found != COLUMN_NONE || point == NULL)
        return found;
    uint32_t key =
        find_column(matching, need, frame,
                    arena_bytes(matching->arena, path, (size_t)(point - path)));
    if (key == COLUMN_NONE || frame->columns[key].key == KEY_NONE)
        return COLUMN_NONE;
    const struct frame *target = frame->keys[frame->columns[key].key].target;
    struct need behind = {.dataset = target->name};
    uint32_t end = find_column(matching, &behind, target, point + 1);
    return end == COLUMN_NONE ? COLUMN_NONE : key;
}

/* Some text of the column is called nearly like a value that is asked for. */
static bool values_near(const struct matching *matching, const struct need_column *wanted,
                        const struct column *column)
{
    enum { MOST = 1000 };
    size_t count = column->texts != NULL ? dictionary_count(column->texts) : 0;
    for (size_t i = 0; i < wanted->value_count && count <= MOST; i++)
        for (size_t k = 0; k < count; k++)
            if (name_points(matching->arena, wanted->values[i],
                            dictionary_text(column->texts, (uint32_t)k)) > 0)
                return true;
    return false;
}

static int column_points(const struct matching *matching, const struct need *need,
                         const struct need_column *wanted, const struct column *column)
{
    int points = name_points(matching->arena, wanted->path, column->name);
    if (!(wanted->types & type_of(column)))
        return 0;
    if (wanted->types != NEED_ANY)
        points += TYPE;
    if (values_there(matching, need, wanted, column) > 0)
        return points + VALUE;
    return points + (values_near(matching, wanted, column) ? NEAR : 0);
}

/* Whether another need of the same dataset is met by that column. */
static bool is_claimed(const struct matching *matching, const struct need *need,
                       const struct frame *frame, uint32_t column)
{
    for (size_t i = 0; i < need->column_count; i++)
        if (find_column(matching, need, frame, need->columns[i].path) == column)
            return true;
    return false;
}

/* Whether a column has a part of its own already: it names records, leads on, dates them,
 * or is what they are printed by. */
static bool has_part(const struct frame *frame, uint32_t column)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(frame->columns[column].name, labels[i]) == 0)
            return true;
    return column == frame->primary || frame->columns[column].key != KEY_NONE ||
           column == frame->period[0] || column == frame->period[1];
}

/* The column of a frame that could best serve: by its name or values, else the only one
 * of the type that is free; COLUMN_NONE when nothing speaks for one. */
static uint32_t best_column(const struct matching *matching, const struct need *need,
                            const struct frame *frame, const struct need_column *wanted)
{
    uint32_t best = COLUMN_NONE, only = COLUMN_NONE;
    size_t fitting = 0;
    int most = ENOUGH - 1;
    for (uint32_t i = 0; i < frame->column_count; i++) {
        if (is_claimed(matching, need, frame, i))
            continue;
        int points = column_points(matching, need, wanted, &frame->columns[i]);
        if (points > most) {
            most = points;
            best = i;
        }
        bool fits =
            wanted->types != NEED_ANY && (wanted->types & type_of(&frame->columns[i]));
        if (fits && !has_part(frame, i)) {
            fitting++;
            only = i;
        }
    }
    return best != COLUMN_NONE || fitting != 1 ? best : only;
}

/* ---- telling ---- */

static void add_types(const struct need_column *wanted, struct text *out)
{
    needs_add_types(wanted->types, out);
    for (size_t i = 0; i < wanted->value_count && i < NAMED; i++)
        text_addf(out, "%s'%s'", i == 0 ? ": " : ", ", wanted->values[i]);
}

static void add_fitting(const struct matching *matching, const struct frame *frame,
                        const struct need_column *wanted)
{
    size_t count = 0;
    text_add(matching->out, ". not there; ");
    for (uint32_t i = 0; i < frame->column_count; i++)
        if (wanted->types & type_of(&frame->columns[i]) && count++ < NAMED)
            text_addf(matching->out, "%s%s", count == 1 ? "of that type are " : ", ",
                      frame->columns[i].name);
    if (count == 0)
        text_addf(matching->out, "no column of '%s' is of that type", frame->name);
    else if (count > NAMED)
        text_addf(matching->out, " and %zu more", count - NAMED);
    text_add(matching->out, "\n");
}

/* A value that the figures ask for, and the data do not have: the nearest that they have.
 */
static void match_values(struct matching *matching, const struct need *need,
                         const struct need_column *wanted, const struct column *column)
{
    size_t count = column->texts != NULL ? dictionary_count(column->texts) : 0;
    const char **texts = arena_get(matching->arena, (count + 1) * sizeof *texts);
    for (size_t i = 0; i < count; i++)
        texts[i] = dictionary_text(column->texts, (uint32_t)i);
    for (size_t i = 0; i < wanted->value_count && column->texts != NULL; i++) {
        struct need_column one = *wanted;
        one.values = &wanted->values[i];
        one.value_count = 1;
        if (values_there(matching, need, &one, column) > 0)
            continue;
        const char *found = NULL;
        for (size_t k = 0; k < count && found == NULL; k++)
            if (name_points(matching->arena, wanted->values[i], texts[k]) > 0)
                found = texts[k];
        matching->report.missing++;
        matching->report.proposed += found != NULL;
        if (found != NULL) {
            text_addf(&matching->maps, "%s.%s=%s = %s\n", need->dataset, wanted->path,
                      wanted->values[i], found);
            continue;
        }
        text_addf(&matching->maps, "# %s.%s=%s = ?  one of", need->dataset, wanted->path,
                  wanted->values[i]);
        for (size_t k = 0; k < count && k < NAMED; k++)
            text_addf(&matching->maps, "%s %s", k == 0 ? "" : ",", texts[k]);
        text_add(&matching->maps, count > NAMED ? " …\n" : "\n");
    }
}

static void match_column(struct matching *matching, const struct need *need,
                         const struct frame *frame, const struct need_column *wanted)
{
    uint32_t found = find_column(matching, need, frame, wanted->path);
    text_addf(matching->out, "#   %s.%s: ", need->dataset, wanted->path);
    add_types(wanted, matching->out);
    if (found != COLUMN_NONE) {
        const struct column *column = &frame->columns[found];
        bool behind = strchr(wanted->path, '.') != NULL && column->key != KEY_NONE;
        bool fits = behind || (wanted->types & type_of(column));
        text_addf(matching->out, ". %s: %s.%s%s\n",
                  fits ? "there" : "there, but of another type", frame->name,
                  column->name, behind ? ", and what it leads to" : "");
        if (!behind)
            match_values(matching, need, wanted, column);
        return;
    }
    matching->report.missing++;
    found = best_column(matching, need, frame, wanted);
    if (found == COLUMN_NONE) {
        add_fitting(matching, frame, wanted);
        return;
    }
    const struct column *column = &frame->columns[found];
    matching->report.proposed++;
    text_addf(matching->out, ". not there; %s.%s could serve\n", frame->name,
              column->name);
    text_addf(&matching->maps, "%s.%s = %s.%s\n", need->dataset, wanted->path,
              frame->name, column->name);
    match_values(matching, need, wanted, column);
}

/* ---- datasets ---- */

static const struct frame *find_frame(const struct matching *matching,
                                      const char *dataset)
{
    const char *other = mapped(matching, dataset);
    return datasets_find(matching->datasets, other != NULL ? other : dataset);
}

/* Whether a dataset could be meant at all: each column has one that could serve, and
 * records that are measured lead on and are dated. */
static bool has_shape(const struct matching *matching, const struct need *need,
                      const struct frame *frame)
{
    for (size_t i = 0; i < need->column_count; i++)
        if (best_column(matching, need, frame, &need->columns[i]) == COLUMN_NONE &&
            find_column(matching, need, frame, need->columns[i].path) == COLUMN_NONE)
            return false;
    return !need->measured || (frame->key_count > 0 &&
                               (need->everywhere || frame->period[0] != COLUMN_NONE));
}

static int dataset_points(const struct matching *matching, const struct need *need,
                          const struct frame *frame)
{
    int points = name_points(matching->arena, need->dataset, frame->name);
    size_t found = 0;
    for (size_t i = 0; i < need->column_count; i++)
        found += find_column(matching, need, frame, need->columns[i].path) != COLUMN_NONE;
    bool all = found > 0 && found == need->column_count;
    return points == 0 && !all ? 0 : points + (int)found + (all ? NEAR : 0);
}

/* The dataset that could best serve: by its name or its columns, else the only one of the
 * shape. */
static const struct frame *best_frame(const struct matching *matching,
                                      const struct need *need, size_t *shaped)
{
    const struct frame *best = NULL, *only = NULL;
    int most = ENOUGH - 1;
    *shaped = 0;
    for (size_t i = 0; i < matching->datasets->count; i++) {
        const struct frame *frame = matching->datasets->frames[i];
        if (matching->taken[i])
            continue;
        int points = dataset_points(matching, need, frame);
        if (points > most) {
            most = points;
            best = frame;
        }
        if (has_shape(matching, need, frame)) {
            ++*shaped;
            only = frame;
        }
    }
    return best != NULL || *shaped != 1 ? best : only;
}

/* Nothing is proposed: what it would need, and the datasets that have the shape. */
static void tell_nothing(struct matching *matching, const struct need *need,
                         size_t shaped)
{
    text_addf(matching->out, ": not there, and %s. it would need",
              shaped > 1 ? "several datasets could be meant"
                         : "nothing in the data is like it");
    for (size_t i = 0; i < need->column_count; i++) {
        text_addf(matching->out, "%s%s, ", i > 0 ? "; " : " ", need->columns[i].path);
        add_types(&need->columns[i], matching->out);
    }
    text_add(matching->out, need->column_count == 0 ? " records\n" : "\n");
    text_addf(&matching->maps, "# %s = ?", need->dataset);
    size_t named = 0;
    for (size_t i = 0; i < matching->datasets->count && shaped > 1; i++)
        if (!matching->taken[i] &&
            has_shape(matching, need, matching->datasets->frames[i]) && named++ < NAMED)
            text_addf(&matching->maps, "%s%s", named == 1 ? "  one of " : ", ",
                      matching->datasets->frames[i]->name);
    text_add(&matching->maps, "\n");
}

static void take(struct matching *matching, const struct frame *frame)
{
    for (size_t i = 0; i < matching->datasets->count; i++)
        matching->taken[i] = matching->taken[i] || matching->datasets->frames[i] == frame;
}

/* How its records reach units and periods, as far as the data alone can tell. */
static void tell_way(struct matching *matching, const struct need *need,
                     const struct frame *frame)
{
    if (!need->measured)
        return;
    text_addf(matching->out, "#   %s: ", need->dataset);
    for (uint32_t i = 0; i < frame->key_count; i++)
        text_addf(matching->out, "%s%s leads to %s", i > 0 ? ", " : "",
                  frame->columns[frame->keys[i].column].name,
                  frame->keys[i].target->name);
    if (frame->key_count == 0)
        text_add(matching->out, "no key leads on from it");
    if (frame->period[0] != COLUMN_NONE)
        text_addf(matching->out, "; dated by %s", frame->columns[frame->period[0]].name);
    else if (!need->everywhere)
        text_add(matching->out, "; no column of dates or years places it in time");
    text_add(matching->out, "\n");
}

static void match_need(struct matching *matching, const struct need *need)
{
    const struct frame *frame = find_frame(matching, need->dataset);
    text_addf(matching->out, "# %s", need->dataset);
    if (frame != NULL) {
        text_addf(matching->out, ": there: %s, %llu records\n", frame->name,
                  (unsigned long long)frame->record_count);
    } else {
        matching->report.missing++;
        size_t shaped;
        frame = best_frame(matching, need, &shaped);
        if (frame == NULL) {
            tell_nothing(matching, need, shaped);
            return;
        }
        matching->report.proposed++;
        text_addf(matching->out, ": not there; %s could serve, %llu records\n",
                  frame->name, (unsigned long long)frame->record_count);
        text_addf(&matching->maps, "%s = %s\n", need->dataset, frame->name);
    }
    take(matching, frame);
    for (size_t i = 0; i < need->column_count; i++)
        match_column(matching, need, frame, &need->columns[i]);
    tell_way(matching, need, frame);
}

/* The units by default are `cooperations`: without it, the dataset that most keys lead
 * to. */
static void match_units(struct matching *matching)
{
    const struct frame *best = NULL;
    size_t most = 0;
    if (find_frame(matching, "cooperations") != NULL)
        return;
    for (size_t i = 0; i < matching->datasets->count; i++) {
        const struct frame *frame = matching->datasets->frames[i];
        size_t keys = 0;
        for (size_t k = 0; k < matching->datasets->count; k++)
            for (uint32_t n = 0; n < matching->datasets->frames[k]->key_count; n++)
                keys += matching->datasets->frames[k]->keys[n].target == frame;
        if (keys > most) {
            most = keys;
            best = frame;
        }
    }
    if (best == NULL)
        return;
    text_addf(matching->out,
              "# cooperations, the units by default: not there; %s could serve, keys "
              "lead to it\n",
              best->name);
    text_addf(&matching->maps, "cooperations = %s\n", best->name);
}

struct mapping_report mapping_add(const struct catalogue *catalogue,
                                  const struct needs *needs,
                                  const struct datasets *datasets, struct arena *arena,
                                  struct text *out)
{
    struct matching matching = {.catalogue = catalogue,
                                .needs = needs,
                                .datasets = datasets,
                                .arena = arena,
                                .out = out};
    matching.taken = arena_get_zeroed(arena, datasets->count + 1, sizeof *matching.taken);
    for (size_t i = 0; i < needs->count; i++) { /* what is there serves nobody else */
        const struct frame *frame = needs->items[i].dataset != NULL
                                        ? find_frame(&matching, needs->items[i].dataset)
                                        : NULL;
        if (frame != NULL)
            take(&matching, frame);
    }
    for (size_t i = 0; i < needs->count; i++)
        if (needs->items[i].dataset != NULL)
            match_need(&matching, &needs->items[i]);
    match_units(&matching);
    if (matching.maps.size > 0)
        text_addf(out, "# proposed; keep what is right, and give it with --map FILE:\n%s",
                  text_of(&matching.maps));
    text_clear(&matching.maps);
    return matching.report;
}
