/* package.h - a datapackage.json: what its author says of files, fields and keys.
 *
 * Data Package v1 and Table Schema v1, as far as tables go, with two properties of ours on a
 * resource: `period` and `coverage`. Only read here, and checked in itself; whether the files
 * agree shows when they are read.
 *
 * A package lives in the arena it was made in.
 */
#ifndef BAREME_SOURCE_PACKAGE_H
#define BAREME_SOURCE_PACKAGE_H

#include "base/fault.h"
#include "base/problem.h"
#include "data/frame.h"
#include "source/dialect.h"

struct arena;

enum date_format {
    DATE_FORMAT_STYLE, /* in the one style */
    DATE_FORMAT_ANY,   /* found out */
};

struct field_schema {
    const char *name, *title;
    const char *type;        /* as it stands */
    enum column_type kind;
    bool known;              /* false: the type is found out ("any" and no type) */
    struct number_style number;
    enum date_format format;
    enum date_style dates;
    const char *const *truths, *const *untruths; /* trueValues, falseValues; NULL: the usual */
    size_t truth_count, untruth_count;
    const char *const *missing; /* missingValues of the field or of the schema */
    size_t missing_count;
    bool required, unique;
    const char *minimum, *maximum; /* as they stand; NULL: none */
    const char *const *allowed;    /* enum */
    size_t allowed_count;
};

struct key_schema {
    const char *field, *resource, *target; /* resource "": the same */
};

struct resource {
    const char *name;
    const char *const *paths;
    size_t path_count;
    struct dialect dialect; /* delimiter 0: not said */
    const char *encoding;   /* NULL: not said */
    bool has_schema;
    struct field_schema *fields;
    size_t field_count;
    const char *const *primary;
    size_t primary_count;
    struct key_schema *keys;
    size_t key_count;
    const char *period[2];
    bool timeless; /* "period": null or false: none, though one could be found */
    const char *coverage_in;
    const char *coverage_by[4];
    size_t coverage_count;
};

struct package {
    const char *file; /* as messages name it */
    struct resource *resources;
    size_t resource_count;
};

/* NULL and a fault for what is no JSON. What is wrong inside is told among the problems. */
const struct package *package_parse(struct arena *arena, const char *file, const char *text,
                                    size_t size, struct problems *problems,
                                    struct fault *fault);

const struct field_schema *resource_field(const struct resource *resource, const char *name);

#endif
