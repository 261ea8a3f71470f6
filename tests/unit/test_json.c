/* test_json.c - reading JSON, and writing its texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"

static const struct json *parse(struct arena *arena, const char *text)
{
    struct fault fault = {0};
    const struct json *json = json_parse(arena, "d.json", text, strlen(text), &fault);
    if (!json)
        fail_msg("%s", fault.message);
    return json;
}

static void a_document_becomes_a_tree_in_order(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct json *root =
        parse(arena, "{\"name\": \"funding\", \"empty\": {}, \"none\": null,"
                     "\n \"list\": [1.50, true, [false, []], \"x\"],"
                     " \"after\": -2e3}");
    assert_int_equal(root->kind, JSON_OBJECT);
    assert_int_equal(root->count, 5);
    assert_null(root->name);
    static const char *const names[] = {"name", "empty", "none", "list", "after"};
    const struct json *member = root->first;
    for (size_t i = 0; i < 5; i++, member = member->next)
        assert_string_equal(member->name, names[i]);
    assert_null(member);
    assert_string_equal(json_text(json_member(root, "name"), "?"), "funding");
    assert_int_equal(json_member(root, "empty")->count, 0);
    assert_int_equal(json_member(root, "none")->kind, JSON_NULL);
    const struct json *list = json_member(root, "list");
    assert_int_equal(list->count, 4);
    assert_null(list->first->name);
    assert_string_equal(list->first->text, "1.50");
    assert_true(list->first->number == 1.5);
    assert_int_equal(list->first->next->kind, JSON_BOOLEAN);
    assert_true(list->first->next->number == 1);
    const struct json *inner = list->first->next->next;
    assert_int_equal(inner->kind, JSON_LIST);
    assert_int_equal(inner->count, 2);
    assert_true(inner->first->kind == JSON_BOOLEAN && inner->first->number == 0);
    assert_string_equal(inner->next->text, "x");
    assert_string_equal(json_member(root, "after")->text, "-2e3");
    arena_free(arena);
}

static void a_number_keeps_its_text(void **state)
{
    (void)state;
    static const char *const cases[] = {"0", "-0", "12345678901234567890", "1.50", 
                                        "0.1e-7", "1E400", "1e5"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault fault = {0};
        const struct json *json =
            json_parse(arena, "d.json", cases[i], strlen(cases[i]), &fault);
        if (strcmp(cases[i], "1E400") == 0) {
            assert_null(json);
            assert_string_equal(fault.message, "d.json: '1E400' is too large a number");
        } else {
            assert_string_equal(json->text, cases[i]);
        }
    }
    arena_free(arena);
}

static void of_members_with_one_name_the_last_is_found_and_all_are_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct json *root = parse(arena, "{\"a\": 1, \"b\": 2, \"a\": {\"a\": 3}}");
    assert_int_equal(root->count, 3);
    assert_true(root->first->number == 1);
    assert_int_equal(json_member(root, "a")->kind, JSON_OBJECT);
    assert_null(json_member(root, "c"));
    assert_null(json_member(NULL, "a"));
    assert_null(json_member(root->first, "a"));
    assert_string_equal(json_text(NULL, "otherwise"), "otherwise");
    assert_string_equal(json_text(root->first, "otherwise"), "otherwise");
    arena_free(arena);
}

static void texts_are_unescaped_and_composed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct json *root =
        parse(arena, "\xEF\xBB\xBF{\"p\\u00e9riode\": \"e\xCC\x81t\\u00e9 \\ud83d\\ude00"
                     "\\n\\\"q\\\" \\\\u0000\", \"e\\u0301\": \"\"}");
    assert_string_equal(root->first->name, "période");
    assert_string_equal(root->first->text, "été \xF0\x9F\x98\x80\n\"q\" \\u0000");
    assert_string_equal(root->first->next->name, "é");
    assert_string_equal(root->first->next->text, "");
    arena_free(arena);
}

static void what_is_not_json_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "d.json:1: is not JSON: it is empty"},
        {" \n", "d.json:2: is not JSON: it is empty"},
        {"{\n \"a\": 1,\n}",
         "d.json:3: is not JSON: a name in double quotes is expected here"},
        {"[1,\n2,]", "d.json:2: is not JSON: a value is expected here"},
        {"[1 2]", "d.json:1: is not JSON: ',' or a closing bracket is expected here"},
        {"{\"a\" 1}", "d.json:1: is not JSON: ':' is expected here"},
        {"{a: 1}",
         "d.json:1: is not JSON: a name in double quotes or '}' is expected here"},
        {"{}\n\nx", "d.json:3: is not JSON: something follows after its end"},
        {"[1\n", "d.json:2: is not JSON: it ends in the middle"},
        {"[}", "d.json:1: is not JSON: a value or ']' is expected here"},
        {"[1}", "d.json:1: is not JSON: '}' closes a list"},
        {"{\"a\":1]", "d.json:1: is not JSON: ']' closes an object"},
        {"]", "d.json:1: is not JSON: a value is expected here"},
        {"[\n01]", "d.json:2: is not JSON: '01' is not a number"},
        {"[1.]", "d.json:1: is not JSON: '1.' is not a number"},
        {"-", "d.json:1: is not JSON: '-' is not a number"},
        {"1e+", "d.json:1: is not JSON: '1e+' is not a number"},
        {"nan", "d.json:1: is not JSON: a value is expected here"},
        {"[\"a]", "d.json:1: is not JSON: a text has no closing '\"'"},
        {"[\"a\\", "d.json:1: is not JSON: a text has no closing '\"'"},
        {"[\"a\nb\"]", "d.json:1: is not JSON: a text has a line break or control "
                       "character in it; the closing '\"' may be missing"},
        {"[\"\\x\"]", "d.json:1: is not JSON: a text has a '\\' that begins no escape; "
                      "write '\\\\'"},
        {"[\n\"a\\u0000\"]", "d.json:2: a text has a NUL (\\u0000) in it. Take it out"},
        {"\"\\ud83d\"",
         "d.json: a text has half a character (a lone \\ud800 to \\udfff) in it"},
        {"\"\\u12g4\"", "d.json: is not JSON"},
        {"\"\xE9\"", "d.json: is not UTF-8. Save it as UTF-8"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault fault = {0};
        const char *text = cases[i].text;
        assert_null(json_parse(arena, "d.json", text, strlen(text), &fault));
        assert_string_equal(fault.message, cases[i].message);
        assert_int_equal(fault.kind, FAULT_DATA);
    }
    struct fault fault = {0};
    assert_null(json_parse(arena, "d.json", "[1]\0[2]", 7, &fault));
    assert_string_equal(fault.message, "d.json: has a NUL in it, so it is not JSON");
    arena_free(arena);
}

static void a_hundred_levels_are_read_and_no_more(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text text = {0};
    text_add_repeated(&text, "[", 100);
    text_add_repeated(&text, "]", 100);
    const struct json *json = parse(arena, text_of(&text));
    int depth = 1;
    for (; json->first; json = json->first)
        depth++;
    assert_int_equal(depth, 100);
    text_clear(&text);
    text_add_repeated(&text, "{\"a\":", 101);
    struct fault fault = {0};
    assert_null(json_parse(arena, "d.json", text_of(&text), text.size, &fault));
    assert_string_equal(fault.message,
                        "d.json:1: is JSON deeper than 100 levels. Make it flatter");
    text_clear(&text);
    arena_free(arena);
}

static void a_text_is_written_so_that_it_reads_back(void **state)
{
    (void)state;
    struct text text = {0};
    struct arena *arena = arena_new();
    const char *string = "a \"quoted\" \\ back\n\r\t\x01 é €";
    text_add_json(&text, string);
    assert_string_equal(text_of(&text),
                        "\"a \\\"quoted\\\" \\\\ back\\n\\r\\t\\u0001 é €\"");
    assert_string_equal(parse(arena, text_of(&text))->text, string);
    arena_free(arena);
    text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_becomes_a_tree_in_order),
        cmocka_unit_test(a_number_keeps_its_text),
        cmocka_unit_test(of_members_with_one_name_the_last_is_found_and_all_are_kept),
        cmocka_unit_test(texts_are_unescaped_and_composed),
        cmocka_unit_test(what_is_not_json_is_told_with_its_line),
        cmocka_unit_test(a_hundred_levels_are_read_and_no_more),
        cmocka_unit_test(a_text_is_written_so_that_it_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
