/* data.c - CSV or a store.
 *
 * Nothing is kept.
 */
#include "cli/data.h"

#include "store/store.h"

static const char *settling_option(const struct source_options *options)
{
    if (options == NULL)
        return NULL;
    return options->encoding != NULL  ? "--encoding"
           : options->delimiter != 0  ? "--delimiter"
           : options->decimal != 0    ? "--decimal"
           : options->dates != NULL   ? "--dates"
           : options->missing != NULL ? "--missing"
           : options->header_row != 0 ? "--header-row"
           : options->header_rows != 0 ? "--header-rows"
           : options->drop_last != 0   ? "--drop-last"
                                       : NULL;
}

static bool read_store(const char *path, const struct source_options *options,
                       const struct source_need *need, struct datasets *datasets,
                       struct problems *problems, struct fault *fault)
{
    const char *option = settling_option(options);
    if (option != NULL)
        return fault_set(
            fault, FAULT_USAGE,
            "%s: says how CSV is read, and %s is a store. give it to bareme load", option,
            path);
    if (need == NULL)
        return store_read(path, NULL, datasets, problems, fault);
    struct store_need of_store = {need->names, need->name_count, need->whole,
                                  need->whole_count, need->any_order};
    return store_read(path, &of_store, datasets, problems, fault);
}

bool data_read(const char *const *paths, size_t path_count,
               const struct source_options *options, const struct source_need *need,
               struct datasets *datasets, struct problems *problems, struct fault *fault)
{
    for (size_t i = 0; i < path_count; i++) {
        if (!store_looks_like(paths[i]))
            continue;
        if (path_count == 1)
            return read_store(paths[i], options, need, datasets, problems, fault);
        return fault_set(
            fault, FAULT_USAGE,
            "%s: a store is given alone, and there is %s too. add that to the "
            "store with bareme load --append, or take each by itself with --each",
            paths[i], paths[i == 0 ? 1 : 0]);
    }
    return source_read(paths, path_count, options, need, datasets, problems, fault);
}
