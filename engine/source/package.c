/* package.c - reading a datapackage.json.
 *
 * A package may come from a stranger: paths that lead out of its folder are refused, and so is
 * what would have to be fetched. What is not understood is told with the resource it is in, and
 * the rest is read all the same, so that one run shows all that is wrong.
 *
 * Everything lies in the caller's arena.
 */
#include "source/package.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"

struct reader {
    struct arena *arena;
    const char *file;
    struct problems *problems;
    const char *resource; /* the one being read, for messages */
};

static void tell(struct reader *reader, enum severity severity, const char *field,
                 const char *message, const char *remedy)
{
    if (reader->resource != NULL)
        message = arena_format(reader->arena, "resource '%s': %s", reader->resource, message);
    problems_add(reader->problems, (struct problem){.severity = severity,
                                                    .file = reader->file,
                                                    .column = field,
                                                    .message = message,
                                                    .remedy = remedy});
}

/* A text or a list of texts, as a list. */
static const char *const *texts(struct reader *reader, const struct json *value, size_t *count)
{
    *count = 0;
    if (value == NULL || value->kind == JSON_NULL)
        return NULL;
    bool list = value->kind == JSON_LIST;
    const char **items =
        arena_get_zeroed(reader->arena, (list ? value->count : 1) + 1, sizeof *items);
    for (const struct json *item = list ? value->first : value; item != NULL;
         item = list ? item->next : NULL) {
        if (item->kind == JSON_BOOLEAN)
            items[(*count)++] = item->number != 0 ? "true" : "false";
        else if (item->kind == JSON_TEXT || item->kind == JSON_NUMBER)
            items[(*count)++] = item->text;
    }
    return items;
}

/* A text or a number, as it stood. */
static const char *scalar(const struct json *value)
{
    bool plain = value != NULL && (value->kind == JSON_TEXT || value->kind == JSON_NUMBER);
    return plain ? value->text : NULL;
}

static bool is_true(const struct json *value)
{
    return value != NULL && value->kind == JSON_BOOLEAN && value->number != 0;
}

static bool is_false(const struct json *value)
{
    return value != NULL && value->kind == JSON_BOOLEAN && value->number == 0;
}

/* ---- fields ---- */

static const struct type {
    const char *name;
    enum column_type kind;
    bool known;
} types[] = {
    {"string", COLUMN_TEXT, true},     {"integer", COLUMN_WHOLE, true},
    {"number", COLUMN_DECIMAL, true},  {"boolean", COLUMN_BOOLEAN, true},
    {"date", COLUMN_DATE, true},       {"datetime", COLUMN_DATE, true},
    {"year", COLUMN_WHOLE, true},      {"gyear", COLUMN_WHOLE, true},
    {"yearmonth", COLUMN_DATE, true},  {"gyearmonth", COLUMN_DATE, true},
    {"any", COLUMN_TEXT, false},       {"time", COLUMN_TEXT, true},
    {"duration", COLUMN_TEXT, true},   {"object", COLUMN_TEXT, true},
    {"array", COLUMN_TEXT, true},      {"geopoint", COLUMN_TEXT, true},
    {"geojson", COLUMN_TEXT, true},
};

static void read_type(struct reader *reader, const struct json *json,
                      struct field_schema *field)
{
    field->type = json_text(json_member(json, "type"), "any");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, field->type) == 0) {
            field->kind = types[i].kind;
            field->known = types[i].known;
            return;
        }
    tell(reader, SEVERITY_ERROR, field->name,
         arena_format(reader->arena, "'%s' is no type of Table Schema", field->type),
         "use string, integer, number, boolean, date or year");
}

static const struct pattern {
    const char *text;
    enum date_style style;
} patterns[] = {
    {"%Y-%m-%d", DATE_ISO}, {"%Y-%m", DATE_ISO},    {"%d/%m/%Y", DATE_DMY},
    {"%d-%m-%Y", DATE_DMY}, {"%d.%m.%Y", DATE_DMY}, {"%d %m %Y", DATE_DMY},
    {"%m/%d/%Y", DATE_MDY}, {"%m-%d-%Y", DATE_MDY}, {"%m.%d.%Y", DATE_MDY},
    {"%m %d %Y", DATE_MDY}, {"%Y/%m/%d", DATE_YMD}, {"%Y.%m.%d", DATE_YMD},
    {"%Y %m %d", DATE_YMD}, {"%Y-%m-%dT%H:%M:%S", DATE_ISO},
    {"%Y-%m-%d %H:%M:%S", DATE_ISO}, {"%Y-%m-%dT%H:%M:%SZ", DATE_ISO},
};

static void read_format(struct reader *reader, const struct json *json,
                        struct field_schema *field)
{
    const char *format = json_text(json_member(json, "format"), "default");
    field->dates = DATE_ISO;
    if (field->kind != COLUMN_DATE || strcmp(format, "default") == 0)
        return;
    if (strcmp(format, "any") == 0) {
        field->format = DATE_FORMAT_ANY;
        return;
    }
    if (strncmp(format, "fmt:", 4) == 0)
        format += 4;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (strcmp(patterns[i].text, format) == 0) {
            field->dates = patterns[i].style;
            return;
        }
    tell(reader, SEVERITY_ERROR, field->name,
         arena_format(reader->arena, "the date format '%s' is not one that is read", format),
         "use default, any, or %d %m %Y in some order with / - . or a space between");
}

static void read_number_style(struct reader *reader, const struct json *json,
                              struct field_schema *field)
{
    static const struct {
        const char *text;
        enum group_mark mark;
    } groups[] = {
        {"", GROUP_NONE},        {" ", GROUP_SPACE},            {"\xC2\xA0", GROUP_SPACE},
        {"\xE2\x80\x89", GROUP_SPACE}, {"\xE2\x80\xAF", GROUP_SPACE}, {".", GROUP_POINT},
        {",", GROUP_COMMA},      {"'", GROUP_APOSTROPHE},       {"\xE2\x80\x99", GROUP_APOSTROPHE},
    };
    const char *decimal = json_text(json_member(json, "decimalChar"), ".");
    const char *group = json_text(json_member(json, "groupChar"), "");
    field->number = (struct number_style){.decimal = *decimal,
                                          .bare = !is_false(json_member(json, "bareNumber"))};
    if (strcmp(decimal, ".") != 0 && strcmp(decimal, ",") != 0) {
        field->number.decimal = '.';
        tell(reader, SEVERITY_ERROR, field->name,
             arena_format(reader->arena, "the decimalChar '%s' is neither . nor ,", decimal),
             "use one of them");
    }
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].text, group) == 0) {
            field->number.group = groups[i].mark;
            return;
        }
    tell(reader, SEVERITY_ERROR, field->name,
         arena_format(reader->arena, "the groupChar '%s' is not one that is read", group),
         "use a space, a point, a comma or an apostrophe");
}

static void read_field(struct reader *reader, const struct json *json,
                       struct field_schema *field)
{
    const struct json *constraints = json_member(json, "constraints");
    size_t count;
    read_type(reader, json, field);
    read_format(reader, json, field);
    read_number_style(reader, json, field);
    field->title = json_text(json_member(json, "title"), NULL);
    field->truths = texts(reader, json_member(json, "trueValues"), &field->truth_count);
    field->untruths = texts(reader, json_member(json, "falseValues"), &field->untruth_count);
    if (json_member(json, "missingValues") != NULL)
        field->missing = texts(reader, json_member(json, "missingValues"), &field->missing_count);
    if (constraints == NULL || constraints->kind != JSON_OBJECT)
        return;
    field->required = is_true(json_member(constraints, "required"));
    field->unique = is_true(json_member(constraints, "unique"));
    field->minimum = scalar(json_member(constraints, "minimum"));
    field->maximum = scalar(json_member(constraints, "maximum"));
    field->allowed = texts(reader, json_member(constraints, "enum"), &count);
    field->allowed_count = count;
}

static void read_fields(struct reader *reader, const struct json *schema,
                        struct resource *resource)
{
    const struct json *fields = json_member(schema, "fields");
    static const char *const empty[] = {""};
    size_t missing_count = 1;
    const char *const *missing = empty;
    if (json_member(schema, "missingValues") != NULL)
        missing = texts(reader, json_member(schema, "missingValues"), &missing_count);
    if (fields == NULL || fields->kind != JSON_LIST)
        return;
    resource->has_schema = fields->count > 0;
    resource->fields =
        arena_get_zeroed(reader->arena, fields->count + 1, sizeof *resource->fields);
    for (const struct json *json = fields->first; json != NULL; json = json->next) {
        const char *name = json_text(json_member(json, "name"), NULL);
        if (name == NULL) {
            tell(reader, SEVERITY_ERROR, NULL, "a field has no name", "give it one");
            continue;
        }
        if (resource_field(resource, name) != NULL) {
            tell(reader, SEVERITY_ERROR, name, "two fields have this name", "name them apart");
            continue;
        }
        struct field_schema *field = &resource->fields[resource->field_count++];
        size_t size;
        *field = (struct field_schema){.missing = missing, .missing_count = missing_count};
        field->name = text_composed(reader->arena, name, strlen(name), &size);
        read_field(reader, json, field);
    }
}

/* ---- keys ---- */

static void read_keys(struct reader *reader, const struct json *schema,
                      struct resource *resource)
{
    const struct json *keys = json_member(schema, "foreignKeys");
    resource->primary =
        texts(reader, json_member(schema, "primaryKey"), &resource->primary_count);
    if (keys == NULL || keys->kind != JSON_LIST)
        return;
    resource->keys = arena_get_zeroed(reader->arena, keys->count + 1, sizeof *resource->keys);
    for (const struct json *json = keys->first; json != NULL; json = json->next) {
        const struct json *reference = json_member(json, "reference");
        size_t from_count, to_count;
        const char *const *from = texts(reader, json_member(json, "fields"), &from_count);
        const char *const *to = texts(reader, reference == NULL ? NULL
                                              : json_member(reference, "fields"), &to_count);
        if (from_count != 1 || to_count != 1) {
            tell(reader, SEVERITY_ERROR, from_count > 0 ? from[0] : NULL,
                 "a foreign key is one field that refers to one field of a resource",
                 "join the fields into one in the data");
            continue;
        }
        resource->keys[resource->key_count++] = (struct key_schema){
            .field = from[0],
            .resource = json_text(json_member(reference, "resource"), ""),
            .target = to[0],
        };
    }
}

/* ---- resources ---- */

static bool leads_out(const char *path)
{
    if (*path == '/' || *path == '~' || strstr(path, "\\") != NULL)
        return true;
    for (const char *part = path; part != NULL;) {
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return true;
        part = strchr(part, '/');
        if (part != NULL)
            part++;
    }
    return false;
}

static bool read_paths(struct reader *reader, const struct json *json, struct resource *resource)
{
    resource->paths = texts(reader, json_member(json, "path"), &resource->path_count);
    if (resource->path_count == 0) {
        tell(reader, SEVERITY_ERROR, NULL, "it has no path", "say which file holds it");
        return false;
    }
    for (size_t i = 0; i < resource->path_count; i++) {
        const char *path = resource->paths[i];
        if (strstr(path, "://") != NULL) {
            tell(reader, SEVERITY_ERROR, NULL,
                 arena_format(reader->arena, "'%s' would have to be fetched", path),
                 "download it beside the datapackage.json and name the file");
            return false;
        }
        if (leads_out(path)) {
            tell(reader, SEVERITY_ERROR, NULL,
                 arena_format(reader->arena, "the path '%s' leads out of the folder", path),
                 "put the file beside the datapackage.json");
            return false;
        }
    }
    return true;
}

static void read_dialect(struct reader *reader, const struct json *json,
                         struct resource *resource)
{
    const struct json *dialect = json_member(json, "dialect");
    resource->dialect = (struct dialect){0};
    if (dialect == NULL || dialect->kind != JSON_OBJECT)
        return;
    const char *delimiter = json_text(json_member(dialect, "delimiter"), ",");
    const char *quote = json_text(json_member(dialect, "quoteChar"), "\"");
    const char *comment = json_text(json_member(dialect, "commentChar"), "");
    if (strlen(delimiter) != 1 || strlen(quote) != 1 || strlen(comment) > 1) {
        tell(reader, SEVERITY_ERROR, NULL,
             "delimiter, quoteChar and commentChar of the dialect are one character each",
             "correct them");
        return;
    }
    resource->dialect.delimiter = *delimiter;
    resource->dialect.quote = *quote;
    resource->dialect.comment = *comment;
    resource->dialect.headless = is_false(json_member(dialect, "header"));
    const struct json *rows = json_member(dialect, "headerRows");
    if (rows != NULL && rows->kind == JSON_LIST && rows->count == 1 &&
        rows->first->kind == JSON_NUMBER && rows->first->number >= 1)
        resource->dialect.header_line = (uint32_t)rows->first->number;
}

static void read_period(struct reader *reader, const struct json *json,
                        struct resource *resource)
{
    const struct json *period = json_member(json, "period");
    const struct json *coverage = json_member(json, "coverage");
    size_t count;
    if (period != NULL) {
        const char *const *names = texts(reader, period, &count);
        resource->timeless = count == 0 || is_false(period);
        if (count > 2)
            tell(reader, SEVERITY_ERROR, NULL, "its period has more than two columns",
                 "name one column, or a pair [\"from\", \"to\"]");
        for (size_t i = 0; !resource->timeless && i < count && i < 2; i++)
            resource->period[i] = names[i];
    }
    if (coverage == NULL || coverage->kind != JSON_OBJECT)
        return;
    resource->coverage_in = json_text(json_member(coverage, "in"), NULL);
    const char *const *by = texts(reader, json_member(coverage, "by"), &count);
    if (resource->coverage_in == NULL || count == 0 || count > 4) {
        tell(reader, SEVERITY_ERROR, NULL,
             "its coverage needs \"in\", a dataset of reports, and \"by\", one to four columns",
             "write \"coverage\": {\"by\": [\"cooperation\", \"year\"], \"in\": \"reports\"}");
        resource->coverage_in = NULL;
        return;
    }
    for (size_t i = 0; i < count; i++)
        resource->coverage_by[resource->coverage_count++] = by[i];
}

static bool read_resource(struct reader *reader, const struct json *json,
                          struct resource *resource)
{
    const struct json *schema = json_member(json, "schema");
    *resource = (struct resource){0};
    resource->name = json_text(json_member(json, "name"), NULL);
    reader->resource = resource->name;
    if (resource->name == NULL || *resource->name == '\0') {
        reader->resource = NULL;
        tell(reader, SEVERITY_ERROR, NULL, "a resource has no name", "give it one");
        return false;
    }
    if (!read_paths(reader, json, resource))
        return false;
    read_dialect(reader, json, resource);
    resource->encoding = json_text(json_member(json, "encoding"), NULL);
    read_period(reader, json, resource);
    if (schema != NULL && schema->kind == JSON_TEXT)
        tell(reader, SEVERITY_ERROR, NULL, "its schema lies in another file",
             "write the schema into the datapackage.json");
    if (schema != NULL && schema->kind == JSON_OBJECT) {
        read_fields(reader, schema, resource);
        read_keys(reader, schema, resource);
    }
    return true;
}

const struct package *package_parse(struct arena *arena, const char *file, const char *text,
                                    size_t size, struct problems *problems,
                                    struct fault *fault)
{
    struct reader reader = {.arena = arena, .file = file, .problems = problems};
    const struct json *json = json_parse(arena, file, text, size, fault);
    if (json == NULL)
        return NULL;
    struct package *package = arena_get_zeroed(arena, 1, sizeof *package);
    package->file = file;
    const struct json *resources =
        json->kind == JSON_OBJECT ? json_member(json, "resources") : NULL;
    if (resources == NULL || resources->kind != JSON_LIST) {
        tell(&reader, SEVERITY_ERROR, NULL, "it has no list of \"resources\"",
             "'bareme describe --json' on the folder without it writes one to start from");
        return package;
    }
    package->resources =
        arena_get_zeroed(arena, resources->count + 1, sizeof *package->resources);
    for (const struct json *item = resources->first; item != NULL; item = item->next) {
        reader.resource = NULL;
        if (item->kind == JSON_OBJECT &&
            read_resource(&reader, item, &package->resources[package->resource_count]))
            package->resource_count++;
    }
    return package;
}

const struct field_schema *resource_field(const struct resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (strcmp(resource->fields[i].name, name) == 0)
            return &resource->fields[i];
    return NULL;
}
