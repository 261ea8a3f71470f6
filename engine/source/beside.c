/* beside.c - which datasets that lie elsewhere are wanted, and the keys between them and files.
 *
 * Keys between datasets of one place were found there. A dataset with a schema has the keys that it
 * says and no others, there as here.
 */
#include "source/beside.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "source/choose.h"
#include "source/keys.h"

static const struct source_beside none;

static const struct source_beside *beside_of(const struct reading_all *all)
{
    return all->options->beside != NULL ? all->options->beside : &none;
}

/* ---- what is wanted ---- */

/* Files that have a dataset of that name too. */
static bool refuse_twins(struct reading_all *all, const char *name, const char *place)
{
    for (size_t i = 0; i < all->listing.count; i++) {
        const char *file = all->listing.files[i].file;
        if (strcmp(all->listing.files[i].dataset, name) == 0)
            return fault_set(all->fault, FAULT_DATA,
                             "%s: is of the dataset '%s', which %s has too. add the file to the "
                             "store (bareme load %s %s --append), or give one of the two",
                             file, name, place, place, file);
    }
    return true;
}

bool beside_begin(struct reading_all *all)
{
    const struct source_beside *beside = beside_of(all);
    all->beside_wanted = arena_get_zeroed(all->arena, beside->count + 1, sizeof(bool));
    all->beside_followed = arena_get_zeroed(all->arena, beside->count + 1, sizeof(bool));
    all->listing.others = beside->names;
    all->listing.other_count = beside->count;
    for (size_t i = 0; i < beside->count; i++) {
        if (!refuse_twins(all, beside->names[i], beside->places[i]))
            return false;
        all->beside_wanted[i] = need_dataset(all->need, beside->names[i]);
    }
    return true;
}

void beside_mark(struct reading_all *all, const struct draft *from)
{
    const struct source_beside *beside = beside_of(all);
    for (size_t i = 0; i < beside->count; i++)
        if (draft_leads_to(from, beside->names[i]))
            all->beside_wanted[i] = true;
}

static bool leads_to(const struct frame *from, const struct frame *target)
{
    for (uint32_t c = 0; c < from->column_count; c++)
        if (key_fits(from->columns[c].name, target->name))
            return true;
    for (uint32_t k = 0; k < from->key_count; k++)
        if (from->keys[k].target == target)
            return true;
    return false;
}

const struct frame *beside_next(struct reading_all *all)
{
    const struct source_beside *beside = beside_of(all);
    for (size_t i = 0; i < beside->count; i++) {
        if (!all->beside_wanted[i] || all->beside_followed[i])
            continue;
        all->beside_followed[i] = true;
        for (size_t k = 0; k < beside->count; k++)
            if (leads_to(beside->frames[i], beside->frames[k]))
                all->beside_wanted[k] = true;
        return beside->frames[i];
    }
    return NULL;
}

/* ---- loading ---- */

struct names {
    const char **names;
    size_t count, room;
    struct arena *arena;
};

static void add_name(struct names *names, const char *name)
{
    names->names = arena_grow(names->arena, names->names, names->count, &names->room,
                              sizeof *names->names);
    names->names[names->count++] = name;
}

/* What names a record is needed of each, and every column that could be a key. */
static void add_names_of(const struct reading_all *all, const struct frame *frame,
                         struct names *names)
{
    add_name(names, frame->name);
    if (frame->primary != COLUMN_NONE)
        add_name(names, frame->columns[frame->primary].name);
    for (uint32_t c = 0; c < frame->column_count; c++) {
        const char *column = frame->columns[c].name;
        if (listing_has_target(&all->listing, frame->name, column))
            add_name(names, column);
    }
}

/* The columns to which a schema of files says that a key leads. */
static void add_targets(const struct reading_all *all, struct names *names)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct resource *resource = all->drafts[i].resource;
        for (size_t k = 0; resource != NULL && k < resource->key_count; k++)
            if (resource->keys[k].target != NULL)
                add_name(names, resource->keys[k].target);
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool beside_load(struct reading_all *all)
{
    const struct source_beside *beside = beside_of(all);
    struct names names = {.arena = all->arena};
    if (beside->count == 0)
        return true;
    if (all->need == NULL)
        return beside->load(beside->owner, NULL, all->datasets, all->fault);
    for (size_t i = 0; i < all->need->name_count; i++)
        add_name(&names, all->need->names[i]);
    for (size_t i = 0; i < beside->count; i++)
        if (all->beside_wanted[i])
            add_names_of(all, beside->frames[i], &names);
    add_targets(all, &names);
    if (names.count > 0)
        qsort(names.names, names.count, sizeof *names.names, compare_names);
    struct source_need need = *all->need;
    need.names = names.names;
    need.name_count = names.count;
    need.any_order = need.no_places = false; /* its records meet those of files */
    return beside->load(beside->owner, &need, all->datasets, all->fault);
}

/* ---- keys ---- */

/* Where a dataset lies; NULL: in files. */
static const char *place_of(const struct source_beside *beside, const struct frame *frame)
{
    for (size_t i = 0; i < beside->count; i++)
        if (strcmp(beside->names[i], frame->name) == 0)
            return beside->places[i];
    return NULL;
}

static bool has_schema(const struct frame *frame)
{
    bool declared = frame->primary_declared || frame->compound_count > 0;
    for (uint32_t k = 0; k < frame->key_count; k++)
        declared = declared || frame->keys[k].declared;
    return declared;
}

void beside_find_keys(struct reading_all *all)
{
    const struct source_beside *beside = beside_of(all);
    for (size_t i = 0; beside->count > 0 && i < all->datasets->count; i++) {
        struct frame *frame = all->datasets->frames[i];
        const char *place = place_of(beside, frame);
        struct draft draft = {.name = frame->name, .options = all->options, .frame = frame,
                              .problems = all->problems};
        if (place == NULL || has_schema(frame))
            continue;
        for (size_t k = 0; k < all->datasets->count; k++)
            if (place_of(beside, all->datasets->frames[k]) != place)
                draft_find_keys_to(&draft, all->datasets->frames[k]);
    }
}
