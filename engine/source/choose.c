/* choose.c - choosing the columns to keep, by the header.
 *
 * A column that is not needed but could turn out to be the dataset's only one of dates is kept
 * until a value shows that it is not.
 *
 * Nothing is owned.
 */
#include "source/choose.h"

#include <stdlib.h>
#include <string.h>

#include "data/naming.h"
#include "source/keys.h"

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_among(const char *const *names, size_t count, const char *name)
{
    return count > 0 && bsearch(&name, names, count, sizeof *names, compare_names) != NULL;
}

static bool is_whole(const struct source_need *need, const char *name)
{
    return is_among(need->whole, need->whole_count, name) ||
           is_among(need->called, need->called_count, name);
}

bool need_dataset(const struct source_need *need, const char *name)
{
    return need == NULL || is_among(need->names, need->name_count, name) ||
           is_whole(need, name);
}

static bool is_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Named in the schema of this resource for what it does. */
static bool has_part_in(const struct resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->primary_count; i++)
        if (is_same(resource->primary[i], name))
            return true;
    for (size_t i = 0; i < resource->key_count; i++)
        if (is_same(resource->keys[i].field, name))
            return true;
    return is_same(resource->period[0], name) || is_same(resource->period[1], name);
}

/* Named in some resource: as the target of a key to this dataset, or in a coverage. */
static bool is_pointed_at(const struct listing *listing, const char *dataset, const char *name)
{
    for (size_t f = 0; f < listing->count; f++) {
        const struct resource *resource = listing->files[f].resource;
        if (resource == NULL)
            continue;
        for (size_t i = 0; i < resource->key_count; i++)
            if (is_same(resource->keys[i].target, name) &&
                (is_same(resource->keys[i].resource, dataset) ||
                 (*resource->keys[i].resource == '\0' && is_same(resource->name, dataset))))
                return true;
        for (size_t i = 0; resource->coverage_in != NULL && i < resource->coverage_count; i++)
            if (is_same(resource->coverage_by[i], name))
                return true;
    }
    return false;
}

bool listing_has_target(const struct listing *listing, const char *dataset, const char *column)
{
    for (size_t i = 0; i < listing->count; i++)
        if (strcmp(listing->files[i].dataset, dataset) != 0 &&
            key_fits(column, listing->files[i].dataset))
            return true;
    for (size_t i = 0; i < listing->other_count; i++)
        if (strcmp(listing->others[i], dataset) != 0 && key_fits(column, listing->others[i]))
            return true;
    return false;
}

static bool has_period(const struct part *part, const struct resource *resource)
{
    if (resource != NULL && (resource->timeless || resource->period[0] != NULL))
        return true;
    return part_find_column(part, "year") != UINT32_MAX ||
           part_find_column(part, "period") != UINT32_MAX;
}

static bool is_needed(const struct part_column *column, const struct draft *draft,
                      const struct listed *file, const struct listing *listing,
                      const struct source_need *need)
{
    if (is_among(need->names, need->name_count, column->name) || naming_is_label(column->name))
        return true;
    if (file->resource != NULL && has_part_in(file->resource, column->name))
        return true;
    return is_pointed_at(listing, draft->name, column->name) ||
           listing_has_target(listing, draft->name, column->name);
}

void choose_columns(struct part *part, const struct draft *draft, const struct listed *file,
                    const struct listing *listing, const struct source_need *need)
{
    bool dated = has_period(part, file->resource);
    if (need == NULL || is_whole(need, draft->name))
        return;
    for (uint32_t i = 0; i < part->column_count; i++) {
        struct part_column *column = &part->columns[i];
        const struct field_schema *schema =
            file->resource == NULL ? NULL : resource_field(file->resource, column->name);
        if (is_needed(column, draft, file, listing, need))
            continue;
        if (i == 0) {
            column->fleeting = !draft->referred && strcmp(draft->name, "cooperations") != 0;
            continue;
        }
        column->perhaps = !dated && (schema == NULL || !schema->known);
        column->stored = column->perhaps ||
                         (!dated && schema != NULL && schema->kind == COLUMN_DATE);
    }
}
