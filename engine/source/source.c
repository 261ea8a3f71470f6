/* source.c - reading datasets: which files, in which order, and what comes after what.
 *
 * Files are listed first, so that the names of all datasets are known before one is read. A need
 * starts with the datasets it names; those that a column of them could be a key to follow. Then
 * each dataset is merged and typed, and when all frames are there keys are followed.
 *
 * An arena lives as long as the call; frames go to the caller's datasets.
 */
#include "source/source.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "source/beside.h"
#include "source/choose.h"
#include "source/filing.h"
#include "source/keys.h"
#include "source/remarks.h"

/* ---- all files ---- */

static bool read_draft(struct reading_all *all, size_t number)
{
    struct draft *draft = &all->drafts[number];
    all->read[number] = true;
    for (size_t i = 0; i < all->listing.count; i++)
        if (strcmp(all->listing.files[i].dataset, draft->name) == 0 &&
            !file_read_into(all, draft, &all->listing.files[i]))
            return false;
    return true;
}

static bool lost_first_column(const struct draft *draft)
{
    for (uint32_t p = 0; p < draft->part_count; p++)
        if (draft->parts[p]->column_count > 0 && !draft->parts[p]->columns[0].stored)
            return true;
    return false;
}

/* Something wanted may lead to it. */
static void mark_target(struct reading_all *all, size_t number)
{
    struct draft *target = &all->drafts[number];
    target->referred = true;
    all->wanted[number] = true;
    if (all->read[number] && lost_first_column(target)) {
        draft_clear(target); /* rare: a very large dataset that turns out to be a key's target */
        all->read[number] = false;
    }
}

static void mark_targets(struct reading_all *all, size_t from)
{
    for (size_t k = 0; k < all->count; k++)
        if (k != from && draft_leads_to(&all->drafts[from], all->drafts[k].name))
            mark_target(all, k);
    beside_mark(all, &all->drafts[from]);
}

static void mark_targets_of(struct reading_all *all, const struct frame *from)
{
    for (size_t k = 0; k < all->count; k++)
        for (uint32_t c = 0; c < from->column_count; c++)
            if (key_fits(from->columns[c].name, all->drafts[k].name))
                mark_target(all, k);
}

static bool read_wanted(struct reading_all *all)
{
    for (bool more = true; more;) {
        const struct frame *frame;
        more = false;
        while ((frame = beside_next(all)) != NULL)
            mark_targets_of(all, frame);
        for (size_t i = 0; i < all->count; i++) {
            if (!all->wanted[i] || all->read[i])
                continue;
            more = true;
            if (!read_draft(all, i))
                return false;
            mark_targets(all, i);
        }
    }
    return true;
}

static struct marks cut_marks(struct arena *arena, const char *missing)
{
    struct marks marks = {0};
    size_t room = 0;
    const char **texts = NULL;
    while (missing != NULL && *missing != '\0') {
        size_t size = strcspn(missing, ",");
        const char *text = missing;
        missing += size + (missing[size] == ',');
        while (size > 0 && *text == ' ') {
            text++;
            size--;
        }
        while (size > 0 && text[size - 1] == ' ')
            size--;
        if (size == 0)
            continue;
        texts = arena_grow(arena, texts, marks.count, &room, sizeof *texts);
        texts[marks.count++] = arena_bytes(arena, text, size);
    }
    marks.texts = texts;
    return marks;
}

static void make_drafts(struct reading_all *all)
{
    size_t most = all->listing.count + 1;
    struct marks missing = cut_marks(all->arena, all->options->missing);
    all->drafts = arena_get_zeroed(all->arena, most, sizeof *all->drafts);
    all->read = arena_get_zeroed(all->arena, most, sizeof *all->read);
    all->wanted = arena_get_zeroed(all->arena, most, sizeof *all->wanted);
    for (size_t i = 0; i < all->listing.count; i++) {
        const char *name = all->listing.files[i].dataset;
        size_t known = 0;
        while (known < all->count && strcmp(all->drafts[known].name, name) != 0)
            known++;
        if (known < all->count)
            continue;
        all->drafts[all->count] = (struct draft){.name = name, .options = all->options,
                                                 .missing = missing, .problems = all->problems};
        all->wanted[all->count++] = need_dataset(all->need, name);
    }
}

static void settle_all(struct reading_all *all)
{
    for (size_t i = 0; i < all->count; i++) {
        struct draft *draft = &all->drafts[i];
        if (draft->part_count == 0)
            continue;
        draft_merge(draft, all->arena);
        if (all->need == NULL)
            tell_repeated_records(draft);
        draft_settle(draft);
        draft_find_primary(draft);
        draft_find_period(draft);
        datasets_add(all->datasets, draft->frame);
        tell_totals(draft);
        if (all->need == NULL)
            tell_texts(draft);
        draft_clear(draft);
    }
}

static void find_keys(struct reading_all *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->drafts[i].frame != NULL)
            draft_find_keys(&all->drafts[i], all->datasets);
    beside_find_keys(all);
    for (size_t i = 0; i < all->count && all->need == NULL; i++)
        if (all->drafts[i].frame != NULL) {
            tell_records_alike(&all->drafts[i]);
            tell_names_alike(&all->drafts[i]);
        }
}

static bool read_all(struct reading_all *all)
{
    make_drafts(all);
    bool fine = beside_begin(all) && read_wanted(all);
    if (fine) {
        settle_all(all);
        fine = beside_load(all);
    }
    if (fine)
        find_keys(all);
    for (size_t i = 0; i < all->count; i++)
        draft_clear(&all->drafts[i]);
    return fine;
}

static const struct source_options no_options;

/* ---- in the schema of a store ---- */

static bool is_chosen(const struct source_schema *schema, const char *file)
{
    for (size_t i = 0; i < schema->file_count; i++)
        if (strcmp(schema->files[i], file) == 0)
            return true;
    return false;
}

static const struct resource *kept_resource(const struct package *package, const char *dataset)
{
    for (size_t r = 0; r < package->resource_count; r++)
        if (strcmp(package->resources[r].name, dataset) == 0)
            return &package->resources[r];
    return NULL;
}

static bool apply_schema(struct reading_all *all)
{
    const struct source_schema *schema = all->options->schema;
    const struct package *package =
        package_parse(all->arena, schema->kept_in, schema->package, strlen(schema->package),
                      all->problems, all->fault);
    size_t kept = 0;
    if (package == NULL)
        return false;
    for (size_t r = 0; r < package->resource_count; r++) {
        package->resources[r].dialect = (struct dialect){0};
        package->resources[r].encoding = NULL;
    }
    for (size_t i = 0; i < all->listing.count; i++) {
        struct listed *file = &all->listing.files[i];
        if (!is_chosen(schema, file->file))
            continue;
        file->resource = kept_resource(package, file->dataset);
        if (file->resource == NULL)
            return fault_at(all->fault, FAULT_DATA, (struct place){.file = file->file},
                            "the store has no dataset '%s' to add its records to. name the "
                            "file after one that it has, load it into a store of its own and "
                            "give both, or load everything anew with --replace",
                            file->dataset);
        all->listing.files[kept++] = *file;
    }
    all->listing.count = kept;
    return true;
}

bool source_read(const char *const *paths, size_t path_count, const struct source_options *options,
                 const struct source_need *need, struct datasets *datasets,
                 struct problems *problems, struct fault *fault)
{
    struct reading_all all = {.arena = arena_new(), .need = need, .datasets = datasets,
                              .options = options != NULL ? options : &no_options,
                              .problems = problems, .fault = fault};
    bool fine = true;
    for (size_t i = 0; fine && i < path_count; i++)
        fine = listing_add_path(&all.listing, all.arena, paths[i], (uint32_t)i, problems, fault);
    fine = fine && (all.options->schema == NULL || apply_schema(&all));
    fine = fine && read_all(&all);
    arena_free(all.arena);
    return fine;
}

/* ---- from memory ---- */

static void add_memory(struct reading_all *all, const struct source_memory *file,
                       const struct package *package)
{
    struct listed listed = {.file = file->name, .bytes = file->bytes, .size = file->size};
    bool named = package == NULL;
    for (size_t r = 0; package != NULL && r < package->resource_count; r++)
        for (size_t p = 0; p < package->resources[r].path_count; p++)
            if (strcmp(package->resources[r].paths[p], file->name) == 0) {
                listed.resource = &package->resources[r];
                named = true;
            }
    if (named)
        listing_add(&all->listing, all->arena, listed);
    else
        problems_add(all->problems, (struct problem){
            .severity = SEVERITY_NOTE, .file = file->name,
            .message = "is not named in the datapackage.json, and is not read"});
}

bool source_read_memory(const struct source_memory *files, size_t count, const char *package_text,
                        const struct source_options *options, struct datasets *datasets,
                        struct problems *problems, struct fault *fault)
{
    struct reading_all all = {.arena = arena_new(), .datasets = datasets,
                              .options = options != NULL ? options : &no_options,
                              .problems = problems, .fault = fault};
    const struct package *package = NULL;
    bool fine = true;
    if (package_text != NULL) {
        package = package_parse(all.arena, "datapackage.json", package_text,
                                strlen(package_text), problems, fault);
        fine = package != NULL;
    }
    for (size_t i = 0; fine && i < count; i++)
        add_memory(&all, &files[i], package);
    fine = fine && read_all(&all);
    arena_free(all.arena);
    return fine;
}
