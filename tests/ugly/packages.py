"""packages.py - datapackage.json files from strangers: each wrong in one way, told in clear words.

A case is (name, what the package is, words that must be said). The folder holds a.csv and b.csv;
a package is a text, or a change to a good one: a function that is given its resources.
"""
import json
import os

from reading import run

DATA = {"a.csv": "id;name;v;on\n1;x;5;2017-01-02\n2;y;6;2017-03-04\n", "b.csv": "id;a;n\n1;1;7\n2;2;8\n",
        "reports.csv": "a;year\n1;2017\n"}


def good():
    return {"name": "p", "resources": [
        {"name": "a", "path": "a.csv", "dialect": {"delimiter": ";"}, "encoding": "utf-8", "period": "on", "schema": {
            "fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"},
                       {"name": "v", "type": "number"}, {"name": "on", "type": "date"}], "primaryKey": "id"}},
        {"name": "b", "path": "b.csv", "dialect": {"delimiter": ";"}, "schema": {
            "fields": [{"name": "id", "type": "integer"}, {"name": "a", "type": "integer"}, {"name": "n", "type": "integer"}],
            "primaryKey": "id", "foreignKeys": [{"fields": "a", "reference": {"resource": "a", "fields": "id"}}]}},
    ]}


def set_in(path, value):
    """A good package with one member changed: set_in("0.schema.fields.1.type", 5)."""
    package = good()
    at, keys = package["resources"], path.split(".")
    for key in keys[:-1]:
        at = at[int(key)] if isinstance(at, list) else at.setdefault(key, {})
    at[int(keys[-1]) if isinstance(at, list) else keys[-1]] = value
    return package


BAD = [
    ("not_json", "{ resources: [] }", "is not JSON"),
    ("empty", "", "is empty"),
    ("cut_short", json.dumps(good())[:200], "is not JSON"),
    ("latin1", b'{"name": "\xe9"}', "is not UTF-8"),
    ("nul", '{"name": "a\\u0000b"}', "NUL"),
    ("deep", "[" * 1000 + "]" * 1000, "deeper than 100"),
    ("deep_objects", '{"a":' * 1000 + "1" + "}" * 1000, "deeper than 100"),
    ("a_list", "[]", "no list of \"resources\""),
    ("a_number", "5", "no list of \"resources\""),
    ("no_resources", "{}", "no list of \"resources\""),
    ("resources_text", '{"resources": "a.csv"}', "no list of \"resources\""),
    ("resource_text", '{"resources": ["a.csv"]}', "a resource is a text, where an object belongs"),
    ("resource_null", '{"resources": [null, 5, [], true]}', "a resource is null"),
    ("no_name", set_in("0.name", None), "has no name"),
    ("name_number", set_in("0.name", 5), "has no name"),
    ("name_empty", set_in("0.name", ""), "has no name"),
    ("name_controls", set_in("0.name", "a\nb"), "control characters"),
    ("name_escape", set_in("0.name", "\x1b[2Ja"), "control characters"),
    ("name_twice", set_in("1.name", "a"), "another resource has this name"),
    ("path_number", set_in("0.path", 5), 'its "path" is a number'),
    ("path_object", set_in("0.path", {"a": 1}), 'its "path" is an object'),
    ("path_list_of_lists", set_in("0.path", [["a.csv"]]), 'its "path" has a list in it'),
    ("path_empty", set_in("0.path", ""), "is no name of a file"),
    ("path_empty_list", set_in("0.path", []), "has no path"),
    ("path_up", set_in("0.path", "../a.csv"), "leads out of the folder"),
    ("path_up_inside", set_in("0.path", "x/../../a.csv"), "leads out of the folder"),
    ("path_absolute", set_in("0.path", "/etc/passwd"), "leads out of the folder"),
    ("path_home", set_in("0.path", "~/a.csv"), "leads out of the folder"),
    ("path_backslash", set_in("0.path", "..\\a.csv"), "leads out of the folder"),
    ("path_url", set_in("0.path", "https://example.org/a.csv"), "would have to be fetched"),
    ("path_file_url", set_in("0.path", "file:///etc/passwd"), "would have to be fetched"),
    ("path_missing", set_in("0.path", "nowhere.csv"), "nowhere.csv: cannot be opened: No such file"),
    ("path_folder", set_in("0.path", "."), "is a folder"),
    ("path_long", set_in("0.path", "a" * 5000), "cannot be opened: File name too long"),
    ("path_through_a_file", set_in("0.path", "b.csv/a.csv"), "cannot be opened: Not a directory"),
    ("path_twice", set_in("0.path", ["a.csv", "a.csv"]), "is named twice"),
    ("path_itself", set_in("0.path", "datapackage.json"), "datapackage.json"),
    ("inline_data", {"resources": [{"name": "a", "data": [[1]]}]}, "stand in the datapackage.json itself"),
    ("dialect_text", set_in("0.dialect", ";"), 'its "dialect" is a text'),
    ("delimiter_number", set_in("0.dialect.delimiter", 5), 'its "delimiter" is a number'),
    ("delimiter_long", set_in("0.dialect.delimiter", "||"), "one character each"),
    ("delimiter_newline", set_in("0.dialect.delimiter", "\n"), "one character each"),
    ("delimiter_is_quote", set_in("0.dialect.quoteChar", ";"), "and differ"),
    ("escape", set_in("0.dialect.escapeChar", "\\"), "escapeChar is not read"),
    ("header_text", set_in("0.dialect.header", "no"), 'its "header" is a text'),
    ("header_rows_huge", set_in("0.dialect.headerRows", [1e300]), "no whole number"),
    ("header_rows_negative", set_in("0.dialect.headerRows", [-1]), "no whole number"),
    ("header_rows_gap", set_in("0.dialect.headerRows", [1, 5]), "follow each other"),
    ("header_rows_beyond", set_in("0.dialect.headerRows", [999999]), "the line of the header"),
    ("drop_last_text", set_in("0.dialect.dropLast", "1"), "no whole number"),
    ("drop_last_huge", set_in("0.dialect.dropLast", 1e18), "no whole number"),
    ("encoding_number", set_in("0.encoding", 5), 'its "encoding" is a number'),
    ("encoding_unknown", set_in("0.encoding", "klingon"), "klingon"),
    ("encoding_like_known", set_in("0.encoding", "utf-99"), "utf-99"),
    ("encoding_rare", set_in("0.encoding", "IBM1390"), "not one that a package may ask for"),
    ("encoding_ignore", set_in("0.encoding", "utf-8//IGNORE"), "not one that a package may ask for"),
    ("schema_text", set_in("0.schema", "schema.json"), "its schema lies in another file"),
    ("schema_list", set_in("0.schema", []), 'its "schema" is a list'),
    ("fields_object", set_in("0.schema.fields", {"a": 1}), 'its "fields" is an object'),
    ("field_text", set_in("0.schema.fields.0", "id"), "a field is not an object"),
    ("field_no_name", set_in("0.schema.fields.0", {"type": "string"}), "a field has no name"),
    ("field_twice", set_in("0.schema.fields.1.name", "id"), "two fields have this name"),
    ("field_unknown", set_in("0.schema.fields.1.name", "nom"), "is in the schema of the datapackage.json, but not in the header"),
    ("type_unknown", set_in("0.schema.fields.1.type", "money"), "'money' is no type of Table Schema"),
    ("type_number", set_in("0.schema.fields.1.type", 5), 'its "type" is a number'),
    ("format_unknown", set_in("0.schema.fields.3.format", "%q"), "the date format '%q'"),
    ("format_list", set_in("0.schema.fields.3.format", []), 'its "format" is a list'),
    ("decimal_long", set_in("0.schema.fields.2.decimalChar", ",,"), "neither . nor ,"),
    ("decimal_number", set_in("0.schema.fields.2.decimalChar", 5), 'its "decimalChar" is a number'),
    ("group_odd", set_in("0.schema.fields.2.groupChar", "x"), "the groupChar 'x'"),
    ("bare_text", set_in("0.schema.fields.2.bareNumber", "no"), 'its "bareNumber" is a text'),
    ("title_object", set_in("0.schema.fields.2.title", {}), 'its "title" is an object'),
    ("truths_text", set_in("0.schema.fields.1.trueValues", "yes"), 'its "trueValues" is a text'),
    ("missing_text", set_in("0.schema.missingValues", "n.d."), 'its "missingValues" is a text'),
    ("missing_numbers", set_in("0.schema.missingValues", [{}]), 'its "missingValues" has an object in it'),
    ("missing_of_field", set_in("0.schema.fields.2.missingValues", 5), 'its "missingValues" is a number'),
    ("constraints_list", set_in("0.schema.fields.2.constraints", []), 'its "constraints" is a list'),
    ("required_text", set_in("0.schema.fields.2.constraints.required", "yes"), 'its "required" is a text'),
    ("enum_text", set_in("0.schema.fields.1.constraints.enum", "x"), 'its "enum" is a text'),
    ("enum_of_lists", set_in("0.schema.fields.1.constraints.enum", [["x"]]), 'its "enum" has a list in it'),
    ("enum_other_type", set_in("0.schema.fields.2.constraints.enum", ["x"]), "none of the values that the schema allows"),
    ("minimum_text", set_in("0.schema.fields.2.constraints.minimum", "low"), "not of its type"),
    ("minimum_list", set_in("0.schema.fields.2.constraints.minimum", [1]), 'its "minimum" is a list'),
    ("minimum_above", set_in("0.schema.fields.2.constraints.minimum", 100), "below the minimum"),
    ("primary_number", set_in("0.schema.primaryKey", 5), 'its "primaryKey" is a number'),
    ("primary_unknown", set_in("0.schema.primaryKey", "nr"), "primaryKey in the datapackage.json, but no column"),
    ("keys_object", set_in("1.schema.foreignKeys", {}), 'its "foreignKeys" is an object'),
    ("key_text", set_in("1.schema.foreignKeys.0", "a"), "a foreign key is one field"),
    ("key_no_reference", set_in("1.schema.foreignKeys.0", {"fields": "a"}), "a foreign key is one field"),
    ("key_reference_text", set_in("1.schema.foreignKeys.0.reference", "a"), 'its "reference" is a text'),
    ("key_of_two", set_in("1.schema.foreignKeys.0.fields", ["a", "n"]), "a foreign key is one field"),
    ("key_unknown_field", set_in("1.schema.foreignKeys.0.fields", "zz"), "'zz'"),
    ("key_unknown_dataset", set_in("1.schema.foreignKeys.0.reference.resource", "zz"), "there is no such dataset"),
    ("key_unknown_target", set_in("1.schema.foreignKeys.0.reference.fields", "zz"), "the column 'zz' of 'a'"),
    ("key_resource_number", set_in("1.schema.foreignKeys.0.reference.resource", 5), 'its "resource" is a number'),
    ("period_number", set_in("0.period", 5), 'its "period" is a number'),
    ("period_object", set_in("0.period", {}), 'its "period" is an object'),
    ("period_unknown", set_in("0.period", "zz"), "period in the datapackage.json, but no column"),
    ("period_of_three", set_in("0.period", ["on", "on", "on"]), "more than two columns"),
    ("period_of_text", set_in("0.period", "name"), "holds neither dates nor"),
    ("coverage_text", set_in("0.coverage", "reports"), 'its "coverage" is a text'),
    ("coverage_empty", set_in("0.coverage", {}), 'its coverage needs "in"'),
    ("coverage_nothing", set_in("0.coverage", {"by": ["id"], "in": "zz"}), "there is no such dataset"),
    ("coverage_no_column", set_in("0.coverage", {"by": ["zz"], "in": "b"}), "no such column"),
    ("coverage_by_number", set_in("0.coverage", {"by": 5, "in": "b"}), 'its "by" is a number'),
]

FINE = [
    ("good", good(), ""),
    ("bom", b"\xEF\xBB\xBF" + json.dumps(good()).encode(), ""),
    ("name_odd", set_in("0.title", "x") | {"resources": [{"name": "É té/\"'%s%n;--", "path": "a.csv"}]}, ""),
    ("large", set_in("0.description", "x" * (10 << 20)), ""),
    ("many_fields_of_text", set_in("0.keywords", ["k"] * 200000), ""),
    ("key_to_itself", set_in("1.schema.foreignKeys.0", {"fields": "a", "reference": {"resource": "", "fields": "id"}}), ""),
    ("key_circle", {"resources": [
        {"name": "a", "path": "a.csv", "dialect": {"delimiter": ";"}, "schema": {"fields": [
            {"name": n, "type": t} for n, t in (("id", "integer"), ("name", "string"), ("v", "any"), ("on", "date"))],
            "foreignKeys": [{"fields": "id", "reference": {"resource": "b", "fields": "id"}}]}},
        {"name": "b", "path": "b.csv", "dialect": {"delimiter": ";"}, "schema": {"fields": [
            {"name": n, "type": "integer"} for n in ("id", "a", "n")],
            "foreignKeys": [{"fields": "a", "reference": {"resource": "a", "fields": "id"}}]}}]}, ""),
    ("pattern", set_in("0.schema.fields.1.constraints.pattern", "["), 'the constraint "pattern" is not looked at'),
    ("header_rows", set_in("0.dialect.headerRows", [1]), ""),
    ("nulls", set_in("0.dialect", None), ""),
]

SCRIPT = """return evaluation { name = "n", title = "n", units = data.b, indicators = {
  indicator { name = "n", title = "n", value = count(data.b) },
  indicator { name = "v", title = "v", value = sum(data.b.n) } } }
"""


def run_all(folder, wanted, tell):
    place = os.path.join(folder, "package")
    os.mkdir(place)
    for name, content in DATA.items():
        with open(os.path.join(place, name), "w", encoding="utf-8") as file:
            file.write(content)
    script = os.path.join(folder, "package.lua")
    with open(script, "w", encoding="utf-8") as file:
        file.write(SCRIPT)
    for status, cases in ((1, BAD), (0, FINE)):
        for name, package, words in cases:
            if wanted and "package_" + name not in wanted:
                continue
            if isinstance(package, dict):
                package = json.dumps(package)
            with open(os.path.join(place, "datapackage.json"), "wb") as file:
                file.write(package if isinstance(package, bytes) else package.encode())
            got, _, said = run("describe", place)
            also, _, more = run("run", script, place)
            wrong = []
            if got != status:
                wrong.append("status %s, not %d" % (got, status))
            if words not in said:
                wrong.append("'%s' is not said" % words)
            if also not in ((0, 1) if name not in ("good", "bom") else (0,)) or (also and not more.strip()):
                wrong.append("run ends with %s: %s" % (also, more[:300]))
            if "\x1b" in said + more:
                wrong.append("an escape reaches the terminal")
            tell("package_" + name, wrong, said)
