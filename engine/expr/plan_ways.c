/* plan_ways.c - how each measured dataset's records reach the units.
 *
 * Every road along keys is tried; one is taken, none or several are refused with the roads named and
 * the `via` that settles it.
 */
#include <string.h>

#include "base/text.h"
#include "expr/binding_rooms.h"
#include "expr/plan_rooms.h"

enum { ROADS_NAMED = 4 };

struct search {
    const struct frame *goal;
    struct way road;                    /* being tried */
    const struct frame *passed[PATH_KEYS + 1];
    struct way found[ROADS_NAMED];
    size_t count;
};

static bool was_passed(const struct search *search, const struct frame *frame, uint32_t depth)
{
    for (uint32_t i = 0; i <= depth; i++)
        if (search->passed[i] == frame)
            return true;
    return false;
}

static void look(struct search *search, const struct frame *here, uint32_t depth)
{
    search->passed[depth] = here;
    if (here == search->goal) {
        if (search->count < ROADS_NAMED) {
            search->road.key_count = depth;
            search->found[search->count] = search->road;
        }
        search->count++;
        return;
    }
    for (uint32_t i = 0; depth < PATH_KEYS && i < here->key_count; i++) {
        if (was_passed(search, here->keys[i].target, depth))
            continue;
        search->road.keys[depth] = i;
        look(search, here->keys[i].target, depth + 1);
    }
}

/* "cooperation", "agreement.cooperation": the keys of a road by their columns. */
static void add_road(struct text *out, const struct way *way)
{
    const struct frame *here = way->frame;
    for (uint32_t i = 0; i < way->key_count; i++) {
        const struct key *key = &here->keys[way->keys[i]];
        text_addf(out, "%s%s", i > 0 ? "." : "", here->columns[key->column].name);
        here = key->target;
    }
}

static bool no_road(struct plan *plan, const struct frame *frame, struct place place,
                    struct fault *fault)
{
    const char *name = binding_author_name(plan->binding, frame);
    for (uint32_t i = 0; i < frame->column_count; i++)
        if (frame->columns[i].unsettled != NULL && frame->columns[i].key == KEY_NONE &&
            strstr(frame->columns[i].unsettled, plan->units.frame->name) != NULL)
            return fault_at(fault, FAULT_DATA, place,
                            "no way from '%s' to the units ('%s'): column '%s' would lead there, "
                            "but %s", name, plan->units.frame->name, frame->columns[i].name,
                            frame->columns[i].unsettled);
    return fault_at(fault, FAULT_DATA, place,
                    "no way from '%s' to the units ('%s'): no column of '%s' is a key that leads "
                    "there. say which values go together: via = { %s = { THEIRS = \"OURS\" } }, or "
                    "via = { %s = \"all\" } when it counts for every unit", name,
                    plan->units.frame->name, name, name, name);
}

static bool many_roads(struct plan *plan, const struct search *search, struct place place,
                       struct fault *fault)
{
    const char *name = binding_author_name(plan->binding, search->road.frame);
    struct text roads = {0}, first = {0};
    add_road(&first, &search->found[0]);
    for (size_t i = 0; i < search->count && i < ROADS_NAMED; i++) {
        text_add(&roads, i == 0 ? "'" : ", '");
        add_road(&roads, &search->found[i]);
        text_add(&roads, "'");
    }
    if (search->count > ROADS_NAMED)
        text_add(&roads, " …");
    fault_at(fault, FAULT_DATA, place,
             "%zu ways from '%s' to the units ('%s'): by %s. choose one in the evaluation: "
             "via = { %s = \"%s\" }", search->count, name, plan->units.frame->name,
             text_of(&roads), name, text_of(&first));
    text_clear(&roads);
    text_clear(&first);
    return false;
}

/* ---- via: the author's own road ---- */

static bool via_key(struct plan *plan, const struct via *via, struct way *way, struct fault *fault)
{
    struct place place = plan_evaluation_place(plan);
    const char *path = plan_text(plan, via->key);
    const struct frame *here = way->frame;
    uint32_t column;
    if (!binding_path(plan->binding, here, path, place, &column, fault))
        return false;
    const struct bound_column *bound = &plan->binding->columns[column];
    memcpy(way->keys, bound->keys, sizeof way->keys);
    way->key_count = bound->key_count;
    const struct frame *end = bound->end;
    uint32_t key = end->columns[bound->column].key;
    if (key == KEY_NONE || way->key_count == PATH_KEYS)
        return fault_at(fault, FAULT_DATA, place,
                        "via: column '%s' of '%s' is not a key to another dataset", path,
                        here->name);
    way->keys[way->key_count++] = key;
    const struct frame *reached = end->keys[key].target;
    if (reached == plan->units.frame)
        return true;
    /* The key said is the first step; the rest of the road must be one. */
    struct search search = {.goal = plan->units.frame, .road = {.frame = reached}};
    look(&search, reached, 0);
    if (search.count != 1 || way->key_count + search.found[0].key_count > PATH_KEYS)
        return fault_at(fault, FAULT_DATA, place,
                        "via: '%s' of '%s' leads to '%s', and the units are of '%s'", path,
                        here->name, reached->name, plan->units.frame->name);
    for (uint32_t i = 0; i < search.found[0].key_count; i++)
        way->keys[way->key_count++] = search.found[0].keys[i];
    return true;
}

static bool via_match(struct plan *plan, const struct via *via, struct way *way,
                      struct fault *fault)
{
    struct binding *binding = plan->binding;
    struct place place = plan_evaluation_place(plan);
    way->kind = WAY_MATCH;
    if (!binding_path(binding, way->frame, plan_text(plan, via->theirs), place, &way->theirs, fault) ||
        !binding_path(binding, plan->units.frame, plan_text(plan, via->ours), place, &way->ours, fault))
        return false;
    const struct bound_column *theirs = &binding->columns[way->theirs];
    const struct bound_column *ours = &binding->columns[way->ours];
    if (theirs->type != ours->type && !(column_is_numeric(theirs) && column_is_numeric(ours)))
        return fault_at(fault, FAULT_DATA, place, "via: %s holds %s, and %s %s: no value is equal",
                        binding_column_words(binding, theirs), column_type_words(theirs->type),
                        binding_column_words(binding, ours), column_type_words(ours->type));
    return true;
}

static const struct via *find_via(struct plan *plan, const struct frame *frame)
{
    const struct evaluation *evaluation = plan->evaluation;
    for (uint32_t i = 0; i < evaluation->via_count; i++) {
        const struct via *via = &plan->catalogue->vias[evaluation->via_first + i];
        const char *said = plan_text(plan, via->dataset);
        const char *mapped = binding_mapped(plan->binding, said);
        if (strcmp(mapped != NULL ? mapped : said, frame->name) == 0)
            return via;
    }
    return NULL;
}

static bool bind_way(struct plan *plan, const struct frame *frame, struct place place,
                     struct way *way, struct fault *fault)
{
    *way = (struct way){.frame = frame, .kind = WAY_KEYS};
    if (plan->units.whole)
        return true;
    const struct via *via = find_via(plan, frame);
    if (via != NULL && via->all) {
        way->kind = WAY_ALL;
        return true;
    }
    if (via != NULL)
        return via->key != NO_TEXT ? via_key(plan, via, way, fault)
                                   : via_match(plan, via, way, fault);
    struct search search = {.goal = plan->units.frame, .road = *way};
    look(&search, frame, 0);
    if (search.count == 0)
        return no_road(plan, frame, place, fault);
    if (search.count > 1)
        return many_roads(plan, &search, place, fault);
    *way = search.found[0];
    return true;
}

static bool add_way(struct plan *plan, const struct frame *frame, struct place place,
                    struct fault *fault)
{
    if (plan_way(plan, frame) != NULL)
        return true;
    struct way way;
    if (!bind_way(plan, frame, place, &way, fault))
        return false;
    plan->ways[plan->way_count++] = way;
    return true;
}

/* A via for a dataset that does not exist is a slip of the pen. */
static bool check_vias(struct plan *plan, struct fault *fault)
{
    const struct evaluation *evaluation = plan->evaluation;
    for (uint32_t i = 0; i < evaluation->via_count; i++) {
        const struct via *via = &plan->catalogue->vias[evaluation->via_first + i];
        if (binding_frame(plan->binding, plan_text(plan, via->dataset),
                          plan_evaluation_place(plan), fault) == NULL)
            return false;
    }
    return true;
}

bool plan_ways_bind(struct plan *plan, struct fault *fault)
{
    /* Each dataset at most once, with its reports. */
    plan->ways = arena_get_zeroed(plan->arena, plan->datasets->count + 1, sizeof *plan->ways);
    if (!check_vias(plan, fault))
        return false;
    for (size_t i = 0; i < plan->step_count; i++) {
        const struct step *step = &plan->steps[i];
        if (op_class(step->op) != CLASS_MEASURE)
            continue;
        const struct frame *frame = plan->binding->sources[step->source].frame;
        if (!add_way(plan, frame, step->place, fault))
            return false;
        const struct frame *reports =
            frame->coverage.in != NULL ? datasets_find(plan->datasets, frame->coverage.in) : NULL;
        if (reports != NULL && !add_way(plan, reports, step->place, fault))
            return false;
    }
    return true;
}
