/* package.c - reading a datapackage.json.
 *
 * A package may come from a stranger: paths that lead out of its folder are refused, and
 * so is what would have to be fetched. What is not understood is told with the resource
 * it is in, and the rest is read all the same, so that one run shows all that is wrong.
 *
 * Everything lies in the caller's arena.
 */
#include "source/package.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/members.h"

/* ---- fields ---- */

static const struct type {
    const char *name;
    enum column_type kind;
    bool known;
} types[] = {
    {"string", COLUMN_TEXT, true},    {"integer", COLUMN_WHOLE, true},
    {"number", COLUMN_DECIMAL, true}, {"boolean", COLUMN_BOOLEAN, true},
    {"date", COLUMN_DATE, true},      {"datetime", COLUMN_DATE, true},
    {"year", COLUMN_WHOLE, true},     {"gyear", COLUMN_WHOLE, true},
    {"yearmonth", COLUMN_DATE, true}, {"gyearmonth", COLUMN_DATE, true},
    {"any", COLUMN_TEXT, false},      {"time", COLUMN_TEXT, true},
    {"duration", COLUMN_TEXT, true},  {"object", COLUMN_TEXT, true},
    {"array", COLUMN_TEXT, true},     {"geopoint", COLUMN_TEXT, true},
    {"geojson", COLUMN_TEXT, true},
};

static void read_type(struct members *members, const struct json *json,
                      struct field_schema *field)
{
    field->type = member_text(members, json, field->name, "type", "any");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, field->type) == 0) {
            field->kind = types[i].kind;
            field->known = types[i].known;
            return;
        }
    members_tell(
        members, SEVERITY_ERROR, field->name,
        arena_format(members->arena, "'%s' is no type of Table Schema", field->type),
        "use string, integer, number, boolean, date or year");
}

static const struct pattern {
    const char *text;
    enum date_style style;
} patterns[] = {
    {"%Y-%m-%d", DATE_ISO},          {"%Y-%m", DATE_ISO},
    {"%d/%m/%Y", DATE_DMY},          {"%d-%m-%Y", DATE_DMY},
    {"%d.%m.%Y", DATE_DMY},          {"%d %m %Y", DATE_DMY},
    {"%m/%d/%Y", DATE_MDY},          {"%m-%d-%Y", DATE_MDY},
    {"%m.%d.%Y", DATE_MDY},          {"%m %d %Y", DATE_MDY},
    {"%Y/%m/%d", DATE_YMD},          {"%Y.%m.%d", DATE_YMD},
    {"%Y %m %d", DATE_YMD},          {"%Y-%m-%dT%H:%M:%S", DATE_ISO},
    {"%Y-%m-%d %H:%M:%S", DATE_ISO}, {"%Y-%m-%dT%H:%M:%SZ", DATE_ISO},
};

static void read_format(struct members *members, const struct json *json,
                        struct field_schema *field)
{
    const char *format = member_text(members, json, field->name, "format", "default");
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
    members_tell(
        members, SEVERITY_ERROR, field->name,
        arena_format(members->arena, "the date format '%s' is not one that is read",
                     format),
        "use default, any, or %d %m %Y in some order with / - . or a space between");
}

static void read_number_style(struct members *members, const struct json *json,
                              struct field_schema *field)
{
    static const struct {
        const char *text;
        enum group_mark mark;
    } groups[] = {
        {"", GROUP_NONE},
        {" ", GROUP_SPACE},
        {"\xC2\xA0", GROUP_SPACE},
        {"\xE2\x80\x89", GROUP_SPACE},
        {"\xE2\x80\xAF", GROUP_SPACE},
        {".", GROUP_POINT},
        {",", GROUP_COMMA},
        {"'", GROUP_APOSTROPHE},
        {"\xE2\x80\x99", GROUP_APOSTROPHE},
    };
    const char *decimal = member_text(members, json, field->name, "decimalChar", ".");
    const char *group = member_text(members, json, field->name, "groupChar", "");
    field->number = (struct number_style){
        .decimal = *decimal,
        .bare = member_truth(members, json, field->name, "bareNumber", true)};
    if (strcmp(decimal, ".") != 0 && strcmp(decimal, ",") != 0) {
        field->number.decimal = '.';
        members_tell(members, SEVERITY_ERROR, field->name,
                     arena_format(members->arena,
                                  "the decimalChar '%s' is neither . nor ,", decimal),
                     "use one of them");
    }
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].text, group) == 0) {
            field->number.group = groups[i].mark;
            return;
        }
    members_tell(
        members, SEVERITY_ERROR, field->name,
        arena_format(members->arena, "the groupChar '%s' is not one that is read", group),
        "use a space, a point, a comma or an apostrophe");
}

static void read_constraints(struct members *members, const struct json *json,
                             struct field_schema *field)
{
    static const char *const others[] = {"pattern",          "minLength",
                                         "maxLength",        "exclusiveMinimum",
                                         "exclusiveMaximum", "jsonSchema"};
    const char *name = field->name;
    field->required = member_truth(members, json, name, "required", false);
    field->unique = member_truth(members, json, name, "unique", false);
    field->minimum = members_scalar(
        member_of(members, json, name, "minimum", A_TEXT | A_NUMBER | A_NULL));
    field->maximum = members_scalar(
        member_of(members, json, name, "maximum", A_TEXT | A_NUMBER | A_NULL));
    field->allowed = member_texts(members, json, name, "enum", 0, &field->allowed_count);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (json_member(json, others[i]) != NULL)
            members_tell(members, SEVERITY_NOTE, name,
                         arena_format(members->arena,
                                      "the constraint \"%s\" is not looked at",
                                      others[i]),
                         NULL);
}

static void read_field(struct members *members, const struct json *json,
                       struct field_schema *field)
{
    const struct json *constraints =
        member_of(members, json, field->name, "constraints", AN_OBJECT | A_NULL);
    read_type(members, json, field);
    read_format(members, json, field);
    read_number_style(members, json, field);
    const char *name = field->name;
    field->title = member_text(members, json, name, "title", NULL);
    field->truths =
        member_texts(members, json, name, "trueValues", 0, &field->truth_count);
    field->untruths =
        member_texts(members, json, name, "falseValues", 0, &field->untruth_count);
    if (json_member(json, "missingValues") != NULL)
        field->missing =
            member_texts(members, json, name, "missingValues", 0, &field->missing_count);
    if (constraints != NULL && constraints->kind == JSON_OBJECT)
        read_constraints(members, constraints, field);
}

static void read_fields(struct members *members, const struct json *schema,
                        struct resource *resource)
{
    const struct json *fields =
        member_of(members, schema, NULL, "fields", A_LIST | A_NULL);
    static const char *const empty[] = {""};
    size_t missing_count = 1;
    const char *const *missing = empty;
    if (json_member(schema, "missingValues") != NULL)
        missing = member_texts(members, schema, NULL, "missingValues", 0, &missing_count);
    if (fields == NULL || fields->kind != JSON_LIST)
        return;
    resource->has_schema = fields->count > 0;
    resource->fields =
        arena_get_zeroed(members->arena, fields->count + 1, sizeof *resource->fields);
    for (const struct json *json = fields->first; json != NULL; json = json->next) {
        const char *name = json_text(json_member(json, "name"), NULL);
        if (name == NULL || *name == '\0') {
            members_tell(members, SEVERITY_ERROR, NULL,
                         json->kind == JSON_OBJECT ? "a field has no name (a text)"
                                                   : "a field is not an object",
                         "correct it");
            continue;
        }
        size_t size;
        name = text_composed(members->arena, name, strlen(name), &size);
        if (resource_field(resource, name) != NULL) {
            members_tell(members, SEVERITY_ERROR, name, "two fields have this name",
                         "name them apart");
            continue;
        }
        struct field_schema *field = &resource->fields[resource->field_count++];
        *field =
            (struct field_schema){.missing = missing, .missing_count = missing_count};
        field->name = name;
        read_field(members, json, field);
    }
}

/* ---- keys ---- */

static void read_keys(struct members *members, const struct json *schema,
                      struct resource *resource)
{
    const struct json *keys =
        member_of(members, schema, NULL, "foreignKeys", A_LIST | A_NULL);
    resource->primary = member_texts(members, schema, NULL, "primaryKey", A_TEXT,
                                     &resource->primary_count);
    if (keys == NULL || keys->kind != JSON_LIST)
        return;
    resource->keys =
        arena_get_zeroed(members->arena, keys->count + 1, sizeof *resource->keys);
    for (const struct json *json = keys->first; json != NULL; json = json->next) {
        const struct json *reference =
            member_of(members, json, NULL, "reference", AN_OBJECT);
        size_t from_count, to_count;
        const char *const *from =
            member_texts(members, json, NULL, "fields", A_TEXT, &from_count);
        const char *const *to =
            member_texts(members, reference, NULL, "fields", A_TEXT, &to_count);
        if (from_count != 1 || to_count != 1) {
            members_tell(
                members, SEVERITY_ERROR, from_count > 0 ? from[0] : NULL,
                "a foreign key is one field that refers to one field of a resource",
                "join the fields into one in the data");
            continue;
        }
        resource->keys[resource->key_count++] = (struct key_schema){
            .field = from[0],
            .resource = member_text(members, reference, from[0], "resource", ""),
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

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return true;
    return false;
}

static bool read_paths(struct members *members, const struct json *json,
                       struct resource *resource)
{
    resource->paths =
        member_texts(members, json, NULL, "path", A_TEXT, &resource->path_count);
    if (resource->path_count == 0) {
        members_tell(members, SEVERITY_ERROR, NULL,
                     json_member(json, "data") != NULL
                         ? "its data stand in the datapackage.json itself"
                         : "it has no path",
                     "say which file holds it");
        return false;
    }
    for (size_t i = 0; i < resource->path_count; i++) {
        const char *path = resource->paths[i];
        if (strstr(path, "://") != NULL) {
            members_tell(
                members, SEVERITY_ERROR, NULL,
                arena_format(members->arena, "'%s' would have to be fetched", path),
                "download it beside the datapackage.json and name the file");
            return false;
        }
        if (leads_out(path)) {
            members_tell(members, SEVERITY_ERROR, NULL,
                         arena_format(members->arena,
                                      "the path '%s' leads out of the folder", path),
                         "put the file beside the datapackage.json");
            return false;
        }
        if (*path == '\0' || has_control(path)) {
            members_tell(
                members, SEVERITY_ERROR, NULL,
                arena_format(members->arena, "the path '%s' is no name of a file", path),
                "say which file holds it");
            return false;
        }
        for (size_t k = 0; k < i; k++)
            if (strcmp(resource->paths[k], path) == 0) {
                members_tell(
                    members, SEVERITY_ERROR, NULL,
                    arena_format(members->arena, "the path '%s' is named twice", path),
                    "name it once: its records would count twice");
                return false;
            }
    }
    return true;
}

static void read_period(struct members *members, const struct json *json,
                        struct resource *resource)
{
    const struct json *period =
        member_of(members, json, NULL, "period", A_TEXT | A_LIST | A_NULL | A_BOOLEAN);
    const struct json *coverage =
        member_of(members, json, NULL, "coverage", AN_OBJECT | A_NULL);
    size_t count;
    if (period != NULL) {
        const char *const *names =
            member_texts(members, json, NULL, "period", A_TEXT | A_BOOLEAN, &count);
        resource->timeless =
            count == 0 || (period->kind == JSON_BOOLEAN && period->number == 0);
        if (count > 2)
            members_tell(members, SEVERITY_ERROR, NULL,
                         "its period has more than two columns",
                         "name one column, or a pair [\"from\", \"to\"]");
        for (size_t i = 0; !resource->timeless && i < count && i < 2; i++)
            resource->period[i] = names[i];
    }
    if (coverage == NULL || coverage->kind != JSON_OBJECT)
        return;
    resource->coverage_in = member_text(members, coverage, NULL, "in", NULL);
    const char *const *by = member_texts(members, coverage, NULL, "by", A_TEXT, &count);
    if (resource->coverage_in == NULL || count == 0 || count > 4) {
        members_tell(members, SEVERITY_ERROR, NULL,
                     "its coverage needs \"in\", a dataset of reports, and \"by\", one "
                     "to four columns",
                     "write \"coverage\": {\"by\": [\"cooperation\", \"year\"], \"in\": "
                     "\"reports\"}");
        resource->coverage_in = NULL;
        return;
    }
    for (size_t i = 0; i < count; i++)
        resource->coverage_by[resource->coverage_count++] = by[i];
}

/* Rare converters of the C library have hung and crashed, so a stranger may not name
 * them. */
static bool is_common_encoding(const char *name)
{
    static const char *const beginnings[] = {
        "utf-",      "utf8",      "utf16",   "utf32",     "ucs-2",  "ascii",
        "us-ascii",  "iso-8859-", "iso8859", "iso_8859-", "latin",  "l1",
        "windows-",  "cp125",     "cp437",   "cp85",      "cp86",   "cp1252",
        "macintosh", "mac",       "koi8-",   "big5",      "gb2312", "gbk",
        "gb18030",   "shift_jis", "sjis",    "euc-jp",    "euc-kr", "tis-620",
        "cp932",     "cp936",     "cp949",   "cp950",
    };
    if (strlen(name) > 40 || strchr(name, '/') != NULL)
        return false;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncasecmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

static bool read_resource(struct members *members, const struct json *json,
                          struct resource *resource)
{
    *resource = (struct resource){0};
    const char *name = json_text(json_member(json, "name"), NULL);
    if (name == NULL || *name == '\0' || has_control(name)) {
        members_tell(members, SEVERITY_ERROR, NULL,
                     name == NULL || *name == '\0'
                         ? "a resource has no name (a text)"
                         : "a resource's name has control characters in it",
                     "give it one, of letters and digits");
        return false;
    }
    size_t size;
    resource->name = text_composed(members->arena, name, strlen(name), &size);
    members->resource = resource->name;
    const struct json *schema =
        member_of(members, json, NULL, "schema", AN_OBJECT | A_TEXT | A_NULL);
    if (!read_paths(members, json, resource))
        return false;
    dialect_read(members, json, &resource->dialect);
    resource->encoding = member_text(members, json, NULL, "encoding", NULL);
    if (resource->encoding != NULL && !is_common_encoding(resource->encoding)) {
        members_tell(
            members, SEVERITY_ERROR, NULL,
            arena_format(members->arena,
                         "its encoding '%s' is not one that a package may ask for",
                         resource->encoding),
            "say it with --encoding if it is right");
        resource->encoding = NULL;
    }
    read_period(members, json, resource);
    if (schema != NULL && schema->kind == JSON_TEXT)
        members_tell(members, SEVERITY_ERROR, NULL, "its schema lies in another file",
                     "write the schema into the datapackage.json");
    if (schema != NULL && schema->kind == JSON_OBJECT) {
        read_fields(members, schema, resource);
        read_keys(members, schema, resource);
    }
    return true;
}

const struct package *package_parse(struct arena *arena, const char *file,
                                    const char *text, size_t size,
                                    struct problems *problems, struct fault *fault)
{
    struct members members = {.arena = arena, .file = file, .problems = problems};
    const struct json *json = json_parse(arena, file, text, size, fault);
    if (json == NULL)
        return NULL;
    struct package *package = arena_get_zeroed(arena, 1, sizeof *package);
    package->file = file;
    const struct json *resources =
        json->kind == JSON_OBJECT ? json_member(json, "resources") : NULL;
    if (resources == NULL || resources->kind != JSON_LIST) {
        members_tell(
            &members, SEVERITY_ERROR, NULL, "it has no list of \"resources\"",
            "'bareme describe --json' on the folder without it writes one to start from");
        return package;
    }
    package->resources =
        arena_get_zeroed(arena, resources->count + 1, sizeof *package->resources);
    for (const struct json *item = resources->first; item != NULL; item = item->next) {
        members.resource = NULL;
        struct resource *resource = &package->resources[package->resource_count];
        if (item->kind != JSON_OBJECT) {
            members_tell(&members, SEVERITY_ERROR, NULL,
                         arena_format(arena, "a resource is %s, where an object belongs",
                                      members_word(item->kind)),
                         "correct it");
            continue;
        }
        if (!read_resource(&members, item, resource))
            continue;
        bool twice = false;
        for (size_t i = 0; i < package->resource_count; i++)
            twice = twice || strcmp(package->resources[i].name, resource->name) == 0;
        if (twice)
            members_tell(&members, SEVERITY_ERROR, NULL, "another resource has this name",
                         "name them apart, or list both files as \"path\" of one");
        else
            package->resource_count++;
    }
    return package;
}

const struct field_schema *resource_field(const struct resource *resource,
                                          const char *name)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (strcmp(resource->fields[i].name, name) == 0)
            return &resource->fields[i];
    return NULL;
}
