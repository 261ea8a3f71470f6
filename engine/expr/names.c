/* names.c - the names of data that a catalogue uses, so that only those are read.
 *
 * A path such as "cooperation.country" names a column, or a key and a column behind it: every run
 * of its parts could be a name, so each is one. A name that a mapping changes is given as the data
 * calls it; behind a key the dataset is not known here, so both ways are given.
 *
 * The lists lie in the arena; their texts too.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "expr/catalogue.h"

struct list {
    const char **items;
    size_t count, room;
};

struct collection {
    const struct catalogue *catalogue;
    struct arena *arena;
    struct list names, whole, called;
};

enum { PARTS = 16 };

static void list_add(struct arena *arena, struct list *list, const char *bytes, size_t size)
{
    if (size == 0)
        return;
    list->items =
        arena_grow(arena, list->items, list->count, &list->room, sizeof *list->items);
    list->items[list->count++] = arena_bytes(arena, bytes, size);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts, and keeps each name once. */
static void list_close(struct list *list)
{
    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof *list->items, compare_names);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++)
        if (strcmp(list->items[i], list->items[kept - 1]) != 0)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

/* What `from` is mapped to; NULL when it is not. The last mapping said holds. */
static const char *mapped(const struct catalogue *catalogue, const char *from)
{
    for (size_t i = catalogue->mapping_count; i > 0; i--)
        if (strcmp(catalogue_text(catalogue, catalogue->mappings[i - 1].from), from) == 0)
            return catalogue_text(catalogue, catalogue->mappings[i - 1].to);
    return NULL;
}

static const char *dataset_name(struct collection *collection, const char *name)
{
    const char *other = mapped(collection->catalogue, name);
    return other != NULL ? other : name;
}

/* Every run of the path's parts. */
static void add_runs(struct collection *collection, const char *path)
{
    const char *starts[PARTS], *ends[PARTS];
    size_t count = 0;
    for (const char *part = path;; count++) {
        const char *point = count == PARTS - 1 ? NULL : strchr(part, '.');
        starts[count] = part;
        ends[count] = point != NULL ? point : part + strlen(part);
        if (point == NULL)
            break;
        part = point + 1;
    }
    for (size_t i = 0; i <= count; i++)
        for (size_t j = i; j <= count; j++)
            list_add(collection->arena, &collection->names, starts[i],
                     (size_t)(ends[j] - starts[i]));
}

/* The column of a mapping's target: what follows the dataset's name. */
static void add_target(struct collection *collection, const char *target)
{
    const char *point = strchr(target, '.');
    add_runs(collection, point != NULL ? point + 1 : target);
}

/* A path from a dataset; the dataset is NULL where it is not known. */
static void add_path(struct collection *collection, const char *dataset, const char *path)
{
    const struct catalogue *catalogue = collection->catalogue;
    if (path == NULL)
        return;
    if (catalogue->mapping_count == 0) {
        add_runs(collection, path);
        return;
    }
    if (dataset != NULL) {
        const char *whole =
            mapped(catalogue, arena_format(collection->arena, "%s.%s", dataset, path));
        if (whole != NULL) {
            add_target(collection, whole);
            return;
        }
    }
    const char *rest = path;
    size_t head = strcspn(path, ".");
    if (dataset != NULL) {
        const char *first = mapped(catalogue, arena_format(collection->arena, "%s.%.*s", dataset,
                                                           (int)head, path));
        if (first != NULL) {
            add_target(collection, first);
            rest = path[head] == '.' ? path + head + 1 : "";
        }
    }
    add_runs(collection, rest);
    /* Behind a key, or from an unknown dataset: any mapping of a column so called. */
    for (size_t i = 0; i < catalogue->mapping_count; i++) {
        const char *from = catalogue_text(catalogue, catalogue->mappings[i].from);
        const char *point = strchr(from, '.');
        if (point == NULL || strchr(point, '=') != NULL)
            continue;
        size_t size = strlen(point + 1);
        for (const char *part = rest; part != NULL && *part != '\0';) {
            if (strncmp(part, point + 1, size) == 0 && (part[size] == '.' || part[size] == '\0'))
                add_target(collection, catalogue_text(catalogue, catalogue->mappings[i].to));
            part = strchr(part, '.');
            part = part != NULL ? part + 1 : NULL;
        }
    }
}

static void add_dataset(struct collection *collection, const char *name)
{
    if (name == NULL)
        return;
    const char *known = dataset_name(collection, name);
    list_add(collection->arena, &collection->names, known, strlen(known));
}

/* A dataset of which more than its named columns may be asked for. */
static void add_to(struct collection *collection, struct list *list, const char *name)
{
    if (name == NULL)
        return;
    add_dataset(collection, name);
    const char *known = dataset_name(collection, name);
    list_add(collection->arena, list, known, strlen(known));
}

/* The name of the dataset that a node narrows, places or reads; NULL for the units' own. */
static const char *dataset_of(const struct catalogue *catalogue, const struct node *node)
{
    while (node->op != OP_DATASET) {
        if (node->count == 0)
            return NULL;
        node = catalogue_node(catalogue, catalogue_argument(catalogue, node, 0));
    }
    return catalogue_text(catalogue, node->text);
}

static void add_node(struct collection *collection, const struct node *node)
{
    const struct catalogue *catalogue = collection->catalogue;
    if (node->op == OP_DATASET) {
        add_dataset(collection, catalogue_text(catalogue, node->text));
    } else if (node->op == OP_FIELD) {
        add_path(collection, dataset_of(catalogue, node), catalogue_text(catalogue, node->text));
    } else if (node->op == OP_COMPUTE) {
        add_to(collection, &collection->called, dataset_of(catalogue, node));
    }
}

static void add_evaluation(struct collection *collection, const struct evaluation *evaluation)
{
    const struct catalogue *catalogue = collection->catalogue;
    const char *units = "cooperations";
    if (evaluation->units_count > 0) {
        const struct node *node =
            catalogue_node(catalogue, catalogue->lists[evaluation->units_first]);
        units = dataset_of(catalogue, node);
        if (node->sort == SORT_DATASET) /* its key is its first column, whatever that is called */
            add_to(collection, &collection->whole, units);
    } else if (evaluation->whole == NO_TEXT) {
        add_to(collection, &collection->whole, units);
    }
    for (uint32_t i = 0; i < evaluation->via_count; i++) {
        const struct via *via = &catalogue->vias[evaluation->via_first + i];
        const char *dataset = catalogue_text(catalogue, via->dataset);
        add_dataset(collection, dataset);
        add_path(collection, dataset, catalogue_text(catalogue, via->key));
        add_path(collection, dataset, catalogue_text(catalogue, via->theirs));
        add_path(collection, units, catalogue_text(catalogue, via->ours));
    }
    add_path(collection, units, catalogue_text(catalogue, evaluation->sections));
    add_path(collection, units, catalogue_text(catalogue, evaluation->label));
    if (evaluation->has_sort)
        add_path(collection, units, catalogue_text(catalogue, evaluation->sort_by));
    for (uint32_t i = 0; i < evaluation->beside_count; i++)
        add_path(collection, units,
                 catalogue_text(catalogue, catalogue->lists[evaluation->beside_first + i]));
}

/* An author's function is given records in file order; a figure may be one record's, chosen by its
 * place where days are equal, and records that disagree are told by theirs. */
static bool is_placed(const struct catalogue *catalogue)
{
    static const enum op placed[] = {OP_COMPUTE, OP_FIRST, OP_LAST, OP_ONLY};
    for (size_t i = 0; i < catalogue->node_count; i++)
        for (size_t k = 0; k < sizeof placed / sizeof *placed; k++)
            if (catalogue->nodes[i].op == placed[k])
                return true;
    return false;
}

struct catalogue_names catalogue_collect_names(const struct catalogue *catalogue,
                                               struct arena *arena)
{
    struct collection collection = {.catalogue = catalogue, .arena = arena};
    for (size_t i = 0; i < catalogue->node_count; i++)
        add_node(&collection, &catalogue->nodes[i]);
    for (size_t i = 0; i < catalogue->evaluation_count; i++)
        add_evaluation(&collection, &catalogue->evaluations[i]);
    if (catalogue->returned_indicator != NO_INDICATOR)
        add_dataset(&collection, "cooperations");
    /* A unit is printed by one of these. */
    static const char *const labels[] = {"name", "title", "label"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        add_path(&collection, NULL, labels[i]);
    list_close(&collection.names);
    list_close(&collection.whole);
    list_close(&collection.called);
    return (struct catalogue_names){
        .names = collection.names.items,
        .name_count = collection.names.count,
        .whole = collection.whole.items,
        .whole_count = collection.whole.count,
        .called = collection.called.items,
        .called_count = collection.called.count,
        .no_places = !is_placed(catalogue),
    };
}
