/* test_travel.c - what passes between a script's process and the engine: parcels,
 * messages, and a catalogue that is checked as from a stranger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "expr/catalogue_check.h"
#include "lua/channel.h"
#include "lua/travel.h"

/* ---- parcels ---- */

static void a_parcel_gives_back_what_was_put_in(void **state)
{
    (void)state;
    struct text bytes = {0};
    size_t size;
    parcel_add_byte(&bytes, 200);
    parcel_add_whole(&bytes, 4000000000u);
    parcel_add_real(&bytes, -0.5);
    parcel_add_text(&bytes, "é");
    parcel_add_text(&bytes, NULL);
    parcel_add_sized(&bytes, "a\0b", 3);
    struct parcel parcel = parcel_open(&bytes);
    assert_int_equal(parcel_byte(&parcel), 200);
    assert_true(parcel_whole(&parcel) == 4000000000u);
    assert_true(parcel_real(&parcel) == -0.5);
    assert_string_equal(parcel_text(&parcel), "é");
    assert_null(parcel_text(&parcel));
    assert_memory_equal(parcel_sized(&parcel, &size), "a\0b", 4);
    assert_int_equal(size, 3);
    assert_true(parcel_ended(&parcel));
    assert_int_equal(parcel_whole(&parcel), 0);
    assert_true(parcel.broken);
    text_clear(&bytes);
}

static void a_cut_parcel_is_broken_wherever_it_is_cut(void **state)
{
    (void)state;
    struct text bytes = {0};
    parcel_add_whole(&bytes, 7);
    parcel_add_text(&bytes, "a text");
    parcel_add_long(&bytes, 9);
    for (size_t size = 0; size < bytes.size; size++) {
        struct parcel parcel = {bytes.bytes, bytes.bytes + size, false};
        parcel_whole(&parcel);
        assert_non_null(parcel_text(&parcel));
        parcel_long(&parcel);
        assert_false(parcel_ended(&parcel));
    }
    text_clear(&bytes);
}

static void texts_from_a_process_are_cleaned(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"plain é\n\t", "plain é\n\t"},
        {"\x1b[31mred\x7f", "?[31mred?"},
        {"\xff\xc3", "??"},
        {"\xc2\x9b"
         "1m",
         "?"
         "?1m"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        clean_text(cases[i][0], strlen(cases[i][0]), &out);
        assert_string_equal(text_of(&out), cases[i][1]);
        text_clear(&out);
    }
}

/* ---- messages ---- */

static void a_message_comes_whole_or_not_at_all(void **state)
{
    (void)state;
    int ends[2];
    struct text text = {0}, got = {0};
    enum message_kind kind;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct channel one = {.descriptor = ends[0]}, other = {.descriptor = ends[1]};
    text_add(&text, "some bytes");
    assert_true(channel_send(&one, MESSAGE_USE, &text));
    assert_true(channel_receive(&other, &kind, &got));
    assert_int_equal(kind, MESSAGE_USE);
    assert_string_equal(text_of(&got), "some bytes");
    char head[16] = {4, 0, 0, 0, MESSAGE_PRINT, 0, 0, 0, 1, 2, 3};
    assert_int_equal(write(ends[0], head, sizeof head), sizeof head);
    assert_int_equal(write(ends[0], "text", 4), 4);
    assert_false(channel_receive(&other, &kind, &got)); /* the checksum is wrong */
    head[3] = 0x7f;
    assert_int_equal(write(ends[0], head, sizeof head), sizeof head);
    assert_false(channel_receive(&other, &kind, &got)); /* too long */
    close(ends[0]);
    assert_false(channel_receive(&other, &kind, &got));
    close(ends[1]);
    text_clear(&text);
    text_clear(&got);
}

/* ---- catalogues ---- */

static const struct titles none = {NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT};

static uint32_t add(struct catalogue *catalogue, enum op op, enum sort sort,
                    const uint32_t *arguments, size_t count)
{
    struct node node = {.op = (uint16_t)op, .sort = (uint8_t)sort, .text = NO_TEXT};
    node.line = 3;
    if (op == OP_DATASET || op == OP_FIELD)
        node.text = catalogue_add_text(catalogue, "name");
    return catalogue_add_node(catalogue, node, arguments, count);
}

/* A small catalogue with something in every array that matters. */
static struct catalogue *make(void)
{
    struct catalogue *made = catalogue_new();
    catalogue_add_text(made, "s.lua");
    uint32_t dataset = add(made, OP_DATASET, SORT_DATASET, NULL, 0);
    uint32_t field = add(made, OP_FIELD, SORT_COLUMN, &dataset, 1);
    uint32_t sum = add(made, OP_SUM, SORT_FIGURE, &field, 1);
    uint32_t two[] = {sum, add(made, OP_NUMBER, SORT_NUMBER, NULL, 0)};
    made->nodes[two[1]].number = 2;
    uint32_t value = add(made, OP_ADD, SORT_FIGURE, two, 2);
    struct indicator indicator = {.name = catalogue_add_text(made, "i"),
                                  .title = none,
                                  .unit = NO_TEXT,
                                  .unit_titles = none,
                                  .digits = -1,
                                  .value = value,
                                  .target = two[1],
                                  .baseline = NO_NODE,
                                  .green = NO_NODE,
                                  .amber = NO_NODE,
                                  .about = NO_TEXT,
                                  .source = NO_TEXT,
                                  .examples = NO_TEXT};
    made->returned_indicator = catalogue_add_indicator(made, indicator);
    add(made, OP_INDICATOR, SORT_FIGURE, NULL, 0);
    struct evaluation evaluation = {.name = NO_TEXT,
                                    .title = none,
                                    .subtitle = none,
                                    .whole = NO_TEXT,
                                    .where = NO_NODE,
                                    .sections = NO_TEXT,
                                    .label = NO_TEXT,
                                    .sort_by = NO_TEXT,
                                    .sort_at = NO_TEXT,
                                    .members_count = 1,
                                    .units_count = 1};
    evaluation.units_first = catalogue_add_list(made, &dataset, 1);
    catalogue_add_member(made, (struct member){0, none, 0});
    catalogue_add_mapping(made, (struct mapping){0, 0});
    catalogue_show(made, catalogue_add_evaluation(made, evaluation));
    return made;
}

static void a_catalogue_travels_whole(void **state)
{
    (void)state;
    struct catalogue *made = make();
    struct text bytes = {0}, again = {0};
    struct fault fault = {0};
    travel_add(&bytes, made);
    struct parcel parcel = parcel_open(&bytes);
    struct catalogue *taken = travel_take(&parcel, 0, "s.lua", &fault);
    if (taken == NULL)
        fail_msg("%s", fault.message);
    assert_true(parcel_ended(&parcel));
    travel_add(&again, taken);
    assert_int_equal(bytes.size, again.size);
    assert_memory_equal(bytes.bytes, again.bytes, bytes.size);
    assert_true(travel_hash(made) == travel_hash(taken));
    catalogue_free(taken);
    for (size_t size = 0; size < bytes.size; size++) {
        parcel = (struct parcel){bytes.bytes, bytes.bytes + size, false};
        fault = (struct fault){0};
        assert_null(travel_take(&parcel, 0, "s.lua", &fault));
        assert_int_equal(fault.kind, FAULT_DATA);
    }
    text_clear(&bytes);
    text_clear(&again);
    catalogue_free(made);
}

static void spoil_node(struct catalogue *c, unsigned way)
{
    switch (way) {
    case 0:
        c->nodes[1].op = OP_COUNT_OF_OPS;
        break;
    case 1:
        c->nodes[1].sort = SORT_ANY + 1;
        break;
    case 2:
        c->nodes[1].sort = SORT_FIGURE;
        break;
    case 3:
        c->nodes[1].first = 1000;
        break;
    case 4:
        c->nodes[1].count = UINT32_MAX;
        break;
    case 5:
        c->nodes[1].count = 0;
        break;
    case 6:
        c->lists[c->nodes[1].first] = 1;
        break; /* itself */
    case 7:
        c->lists[c->nodes[1].first] = 4;
        break; /* one behind it */
    case 8:
        c->nodes[1].text = 1;
        break; /* inside a text */
    case 9:
        c->nodes[1].text = NO_TEXT;
        break;
    case 10:
        c->nodes[1].file = (uint32_t)c->text_size;
        break;
    case 11:
        c->nodes[3].number = 1.0 / 0.0;
        break;
    case 12:
        c->nodes[5].number = 1;
        break; /* no such indicator */
    case 13:
        c->nodes[5].number = 0.5;
        break;
    case 14:
        c->indicators[0].value = 5;
        break; /* of itself */
    case 15:
        c->nodes[2].op = OP_COMPUTE;
        break;
    case 16:
        c->lists[c->nodes[4].first] = 1;
        break; /* a column in a cell */
    default:
        c->texts[c->text_size - 1] = 'x';
        break;
    }
}

enum { NODE_WAYS = 18 };

static void spoil_declared(struct catalogue *c, unsigned way)
{
    struct evaluation *e = &c->evaluations[0];
    switch (way) {
    case 0:
        c->indicators[0].value = 100;
        break;
    case 1:
        c->indicators[0].value = 1;
        break; /* a column */
    case 2:
        c->indicators[0].digits = 16;
        break;
    case 3:
        c->indicators[0].title.fr = 1;
        break;
    case 4:
        c->members[0].indicator = 1;
        break;
    case 5:
        c->shown[0] = 1;
        break;
    case 6:
        c->returned_indicator = 1;
        break;
    case 7:
        e->members_first = 1;
        break;
    case 8:
        e->where = 0;
        break;
    case 9:
        e->rows[1] = AXIS_NONE + 1;
        break;
    case 10:
        e->facet_count = 5;
        break;
    case 11:
        e->has_periods = 1, e->periods = (struct periods){1, 1, 1, 1, 1 << 30};
        break;
    case 12:
        e->has_periods = 1, e->periods = (struct periods){1, 0, 1, 1, 2};
        break;
    case 13:
        c->lists[e->units_first] = 2;
        break; /* a figure */
    case 14:
        e->beside_count = 2;
        break;
    case 15:
        c->mappings[0].to = NO_TEXT;
        break;
    case 16:
        c->report_title.any = 1;
        break;
    default:
        c->texts[0] = (char)0xff;
        break;
    }
}

enum { DECLARED_WAYS = 18 };

static void no_catalogue_that_cannot_be_is_believed(void **state)
{
    (void)state;
    for (unsigned way = 0; way < NODE_WAYS + DECLARED_WAYS; way++) {
        struct catalogue *made = make();
        struct fault fault = {0};
        assert_true(catalogue_check(made, 0, "s.lua", &fault));
        if (way < NODE_WAYS)
            spoil_node(made, way);
        else
            spoil_declared(made, way - NODE_WAYS);
        if (catalogue_check(made, 0, "s.lua", &fault))
            fail_msg("way %u was believed", way);
        assert_int_equal(fault.kind, FAULT_DATA);
        assert_non_null(strstr(fault.message, "s.lua: "));
        catalogue_free(made);
    }
}

static void too_deep_a_filter_is_told_with_its_line(void **state)
{
    (void)state;
    struct catalogue *made = make();
    struct fault fault = {0};
    uint32_t pair[2] = {0, add(made, OP_ALL, SORT_FILTER, NULL, 0)};
    for (int i = 0; i <= DEEPEST_FILTER; i++)
        pair[0] = add(made, OP_WHERE, SORT_DATASET, pair, 2);
    assert_false(catalogue_check(made, 0, "s.lua", &fault));
    assert_non_null(strstr(fault.message, "s.lua:3: where and either are nested"));
    catalogue_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parcel_gives_back_what_was_put_in),
        cmocka_unit_test(a_cut_parcel_is_broken_wherever_it_is_cut),
        cmocka_unit_test(texts_from_a_process_are_cleaned),
        cmocka_unit_test(a_message_comes_whole_or_not_at_all),
        cmocka_unit_test(a_catalogue_travels_whole),
        cmocka_unit_test(no_catalogue_that_cannot_be_is_believed),
        cmocka_unit_test(too_deep_a_filter_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
