/* test_store.c - datasets written to a store and read back, added to, and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/describe.h"
#include "source/range.h"
#include "source/source.h"
#include "store/append.h"
#include "store/database.h"
#include "store/query.h"
#include "store/write.h"

#include "plain.h"

#ifndef FLIP_STRIDE
#define FLIP_STRIDE 61 /* bytes from one damaged bit to the next */
#endif

/* Every kind of column, of missing, of key; and more records than a segment of 7 holds. */
static const char cities[] = "id;name;size\n"
                             "a;\"Medellín; la ciudad\";2500000\n"
                             "b;\"two\nlines\";n.d.\n"
                             "c;;12\n";
static const char events[] =
    "number,city,day,kind,amount,ratio,done,share\n"
    "1,a,2017-01-05,fair,12.50,1e3,yes,12%\n2,b,2017-02-05,visit,,2e-3,no,7.5%\n"
    "3,a,2017-03-05,fair,-3.25,,yes,s.o.\n4,c,,visit,0.5,1e3,,1%\n"
    "5,a,2018-01-05,,99999999.99,-2e0,no,\n6,b,2018-01-06,fair,12.5,1e-9,no,2%\n"
    "7,a,2018-01-07,other,n.d.,3e0,yes,3%\n8,c,2018-01-08,fair,1,1e3,yes,4%\n"
    "9,a,2018-01-09,visit,2,1e3,yes,5%\n10,b,2018-01-10,fair,3,1e3,yes,6%\n";
static const char package[] =
    "{\"resources\": [{\"name\": \"cities\", \"path\": \"cities.csv\"},"
    " {\"name\": \"events\", \"path\": \"events.csv\","
    "  \"coverage\": {\"by\": [\"id\", \"name\"], \"in\": \"cities\"},"
    "  \"schema\": {\"fields\": ["
    "   {\"name\": \"number\", \"type\": \"integer\"}, {\"name\": \"city\", \"type\": \"string\"},"
    "   {\"name\": \"day\", \"type\": \"date\", \"title\": \"The day\"},"
    "   {\"name\": \"kind\", \"type\": \"string\","
    "    \"constraints\": {\"enum\": [\"visit\", \"fair\", \"other\"]}},"
    "   {\"name\": \"amount\", \"type\": \"number\", \"missingValues\": [\"n.d.\"]},"
    "   {\"name\": \"ratio\", \"type\": \"number\"}, {\"name\": \"done\", \"type\": \"boolean\"},"
    "   {\"name\": \"share\", \"type\": \"number\", \"bareNumber\": false,"
    "    \"missingValues\": [\"s.o.\"]}],"
    "   \"primaryKey\": \"number\","
    "   \"foreignKeys\": [{\"fields\": \"city\","
    "    \"reference\": {\"resource\": \"cities\", \"fields\": \"id\"}}]}}]}";

static char folder[] = "/tmp/bareme-store-XXXXXX";
static char path[64], damaged[64];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/a.store", folder);
    snprintf(damaged, sizeof damaged, "%s/b.store", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    unlink(damaged);
    return rmdir(folder);
}

/* ---- all that datasets say, as one text ---- */

static void add_records(const struct frame *frame, struct text *out)
{
    for (uint32_t r = 0; r < frame->record_count; r++) {
        struct place place = frame_place(frame, r);
        text_addf(out, "%s:%u", place.file, place.line);
        for (uint32_t c = 0; c < frame->column_count; c++) {
            if (!frame->columns[c].loaded)
                continue;
            text_addf(out, "|%d ", frame_state(frame, c, r));
            frame_add_value_text(frame, c, r, out);
        }
        for (uint32_t k = 0; k < frame->key_count; k++) {
            uint32_t target;
            frame_follow(frame, k, &r, 1, &target);
            text_addf(out, "|-> %u", target);
        }
        text_add_char(out, '\n');
    }
}

static void tell_all(const struct datasets *datasets, const struct problems *problems,
                     struct text *out)
{
    describe_text(datasets, 0, out);
    describe_json(datasets, out);
    for (size_t i = 0; i < datasets->count; i++)
        add_records(datasets->frames[i], out);
    problems_print(problems, SEVERITY_NOTE, out);
}

static void read_csv(const char *of_cities, const char *of_events, struct datasets *datasets,
                     struct problems *problems)
{
    struct fault fault = {0};
    struct source_memory files[] = {{"cities.csv", of_cities, strlen(of_cities)},
                                    {"events.csv", of_events, strlen(of_events)}};
    struct source_options options = {.skip_bad = true};
    assert_true(source_read_memory(files, 2, package, &options, datasets, problems, &fault));
    assert_int_equal(datasets->count, 2);
}

static void write_to(const char *to, const struct datasets *datasets,
                     const struct problems *problems, bool keep)
{
    struct fault fault = {0};
    bool changed;
    struct written_file files[] = {{"cities.csv", {.size = 1, .hash = "11"}},
                                   {"events.csv", {.size = 2, .hash = "22"}},
                                   {"datapackage.json", {.size = 3, .hash = "33"}}};
    struct store_content content = {.datasets = datasets, .files = files, .file_count = 3,
                                    .problems = problems, .options = "--skip-bad", .keep = keep};
    if (!store_write(to, &content, NULL, &changed, &fault))
        fail_msg("%s", fault.message);
    assert_false(changed);
}

/* NULL and a fault when it cannot be read. */
static char *read_back(const char *from, struct fault *fault)
{
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct text out = {0};
    bool read = store_read(from, NULL, &datasets, problems, fault);
    if (read)
        tell_all(&datasets, problems, &out);
    datasets_clear(&datasets);
    problems_free(problems);
    return read ? out.bytes : NULL;
}

static char *write_texts(bool plain)
{
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    struct text out = {0};
    unlink(path);
    read_csv(cities, events, &datasets, problems);
    if (plain)
        make_all_plain(&datasets);
    write_to(path, &datasets, problems, false);
    tell_all(&datasets, problems, &out);
    datasets_clear(&datasets);
    problems_free(problems);
    return out.bytes;
}

static char *write_sample(void)
{
    return write_texts(false);
}

/* ---- tests ---- */

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct fault fault = {0};
    char *written = write_sample(), *read = read_back(path, &fault);
    assert_string_equal(fault.message, "");
    assert_string_equal(read, written);
    free(written);
    free(read);
}

static void plain_texts_are_read_back_plain(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    char *numbered = write_texts(false), *written = write_texts(true);
    char *read = read_back(path, &fault);
    assert_string_equal(fault.message, "");
    assert_string_equal(read, written);
    assert_string_equal(read, numbered); /* and nothing shows */
    assert_true(store_read(path, NULL, &datasets, problems, &fault));
    assert_true(datasets.frames[0]->columns[1].plain);
    datasets_clear(&datasets);
    problems_free(problems);
    free(numbered);
    free(written);
    free(read);
}

static void what_a_script_needs_has_numbers_for_its_texts(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct datasets read[2] = {0};
    struct problems *problems = problems_new();
    const char *names[] = {"events", "kind"};
    struct store_need need = {.names = names, .name_count = 2};
    for (int plain = 0; plain < 2; plain++) {
        free(write_texts(plain));
        assert_true(store_read(path, &need, &read[plain], problems, &fault));
    }
    for (size_t d = 0; d < 2; d++)
        for (uint32_t c = 0; c < read[0].frames[d]->column_count; c++) {
            const struct column *numbered = &read[0].frames[d]->columns[c];
            const struct column *plain = &read[1].frames[d]->columns[c];
            assert_false(plain->plain);
            assert_int_equal(plain->loaded, numbered->loaded);
            if (plain->type != COLUMN_TEXT)
                continue;
            assert_int_equal(dictionary_count(plain->texts), dictionary_count(numbered->texts));
            for (uint32_t r = 0; plain->loaded && r < read[0].frames[d]->record_count; r++) {
                int64_t values[2] = {0};
                uint8_t states[2];
                for (int i = 0; i < 2; i++)
                    frame_read(read[i].frames[d], c, &r, 1, &values[i], &states[i]);
                assert_int_equal(states[0], states[1]);
                assert_true(states[0] != STATE_PRESENT || values[0] == values[1]);
            }
        }
    datasets_clear(&read[0]);
    datasets_clear(&read[1]);
    problems_free(problems);
}

/* What a store may hold only if somebody made it by hand. */
static void plain_texts_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int64_t sizes[3];
    } cases[] = {
        {"a\0c", {1, 1, 1}},       {"a\xFF" "c", {1, 1, 1}}, {"\xC3\xA9" "c", {1, 1, 1}},
        {"ab\xC3", {1, 1, 1}},     {"abc", {1, 2, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault fault = {0};
        struct datasets datasets = {0};
        struct problems *problems = problems_new();
        static const uint8_t states[] = {STATE_PRESENT, STATE_MISSING, STATE_PRESENT};
        read_csv(cities, events, &datasets, problems);
        make_all_plain(&datasets);
        struct frame *frame = datasets.frames[0];
        frame->segments[0].columns[1] = vector_pack_texts(
            frame->arena, cases[i].sizes, cases[i].sizes[1] == 2 ? states : NULL, 3,
            cases[i].bytes);
        unlink(path);
        write_to(path, &datasets, problems, false);
        assert_null(read_back(path, &fault));
        assert_non_null(strstr(fault.message, "values of 'cities.name' go beyond what they may be"));
        datasets_clear(&datasets);
        problems_free(problems);
    }
}

static void only_what_is_needed_is_loaded(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    const char *names[] = {"amount", "events"};
    struct store_need need = {.names = names, .name_count = 2};
    free(write_sample());
    assert_true(store_read(path, &need, &datasets, problems, &fault));
    const struct frame *frame = datasets_find(&datasets, "events");
    assert_non_null(frame);
    assert_non_null(datasets_find(&datasets, "cities")); /* a key leads there */
    assert_true(frame->columns[frame_find_column(frame, "amount")].loaded);
    assert_true(frame->columns[frame_find_column(frame, "city")].loaded);
    assert_false(frame->columns[frame_find_column(frame, "kind")].loaded);
    assert_false(frame->columns[frame_find_column(frame, "ratio")].loaded);
    datasets_clear(&datasets);
    problems_free(problems);
}

/* `plain`: 1 the store's texts, 2 those added. */
static void try_adding(int plain)
{
    struct fault fault = {0};
    static const char first[] = "number,city,day,kind,amount,ratio,done,share\n"
                                "1,a,2017-01-05,fair,12.5,1e3,yes,12%\n"
                                "2,b,2017-02-05,visit,,2e-3,no,7.5%\n";
    static const char second[] = "number,city,day,kind,amount,ratio,done,share\n"
                                 "2,b,2017-02-05,visit,,2e-3,no,7.5%\n"
                                 "3,c,2017-03-05,other,-3.255,,yes,s.o.\n"
                                 "4,a,,fair,7,9,no,1.5%\n";
    static const char both[] = "number,city,day,kind,amount,ratio,done,share\n"
                               "1,a,2017-01-05,fair,12.5,1e3,yes,12%\n"
                               "2,b,2017-02-05,visit,,2e-3,no,7.5%\n"
                               "3,c,2017-03-05,other,-3.255,,yes,s.o.\n"
                               "4,a,,fair,7,9,no,1.5%\n";
    struct datasets datasets = {0}, more = {0}, whole = {0};
    struct problems *problems = problems_new();
    read_csv(cities, first, &datasets, problems);
    read_csv(cities, second, &more, problems);
    read_csv(cities, both, &whole, problems);
    if (plain & 1)
        make_all_plain(&datasets);
    if (plain & 2)
        make_all_plain(&more);
    frame_free(more.frames[0]); /* the cities stay as they are */
    more.frames[0] = more.frames[1];
    more.count = 1;
    datasets_append(&datasets, &more, false, problems);
    assert_int_equal(problems_count(problems, SEVERITY_ERROR), 0);
    const struct frame *joined = datasets_find(&datasets, "events");
    const struct frame *expected = datasets_find(&whole, "events");
    assert_int_equal(joined->record_count, 4);
    assert_int_equal(joined->files[1].duplicates, 1);
    assert_int_equal(joined->columns[frame_find_column(joined, "kind")].plain, plain & 1);
    for (uint32_t c = 0; c < joined->column_count; c++) {
        assert_int_equal(joined->columns[c].type, expected->columns[c].type);
        assert_int_equal(joined->columns[c].scale, expected->columns[c].scale);
        for (uint32_t r = 0; r < 4; r++) {
            struct text a = {0}, b = {0};
            frame_add_value_text(joined, c, r, &a);
            frame_add_value_text(expected, c, r, &b);
            assert_string_equal(text_of(&a), text_of(&b));
            assert_int_equal(frame_state(joined, c, r), frame_state(expected, c, r));
            text_clear(&a);
            text_clear(&b);
        }
    }
    assert_int_equal(frame_place(joined, 2).line, 3);
    write_to(path, &datasets, problems, false);
    write_to(path, &datasets, problems, true); /* and with the BLOBs that are there */
    char *read = read_back(path, &fault);
    assert_non_null(read);
    free(read);
    datasets_clear(&datasets);
    datasets_clear(&more);
    datasets_clear(&whole);
    problems_free(problems);
}

static void records_added_are_as_if_loaded_together(void **state)
{
    (void)state;
    for (int plain = 0; plain < 4; plain++)
        try_adding(plain);
}

/* Ten parts of texts that name their records, each beginning with the last of the one before. */
static void plain_names_added_in_ten_parts_are_each_there_once(void **state)
{
    (void)state;
    struct datasets datasets = {0};
    struct problems *problems = problems_new();
    for (unsigned part = 0; part < 10; part++) {
        struct datasets more = {0};
        struct text csv = {0};
        text_add(&csv, "id;name;size\n");
        for (unsigned i = part == 0 ? 1 : part * 9; i <= part * 9 + 9; i++)
            text_addf(&csv, "id %u;name of %u;1\n", i * 7919 % 1000, i);
        read_csv(text_of(&csv), events, part == 0 ? &datasets : &more, problems);
        if (part == 0)
            make_all_plain(&datasets);
        else if (part % 2 == 0)
            make_all_plain(&more);
        if (part > 0)
            datasets_append(&datasets, &more, true, problems);
        datasets_clear(&more);
        text_clear(&csv);
    }
    assert_int_equal(problems_count(problems, SEVERITY_ERROR), 0);
    const struct frame *frame = datasets.frames[0];
    assert_int_equal(frame->record_count, 90);
    assert_true(frame->columns[0].plain && frame->columns[1].plain);
    for (uint32_t r = 0; r < 90; r++) {
        struct text name = {0}, expected = {0};
        frame_add_value_text(frame, 1, r, &name);
        text_addf(&expected, "name of %u", r + 1);
        assert_string_equal(text_of(&name), text_of(&expected));
        text_clear(&name);
        text_clear(&expected);
    }
    assert_int_equal(frame->columns[1].present, 90);
    datasets_clear(&datasets);
    problems_free(problems);
}

static void try_another_record(bool plain)
{
    static const char second[] = "number,city,day,kind,amount,ratio,done,share\n"
                                 "2,a,2017-02-05,visit,,2e-3,no,7.5%\n";
    struct datasets datasets = {0}, more = {0};
    struct problems *problems = problems_new();
    struct text out = {0};
    read_csv(cities, events, &datasets, problems);
    read_csv(cities, second, &more, problems);
    if (plain)
        make_all_plain(&datasets);
    frame_free(more.frames[0]);
    more.frames[0] = more.frames[1];
    more.count = 1;
    datasets_append(&datasets, &more, false, problems);
    problems_print(problems, SEVERITY_ERROR, &out);
    assert_string_equal(text_of(&out), "events.csv:2: column 'number': '2' names another record in "
                                       "the store, that of events.csv:3. correct one of the two\n");
    text_clear(&out);
    datasets_clear(&datasets);
    datasets_clear(&more);
    problems_free(problems);
}

static void another_record_of_the_same_key_is_refused(void **state)
{
    (void)state;
    try_another_record(false);
    try_another_record(true); /* that differ in a plain text alone */
}

/* ---- damage ---- */

static char *read_file(const char *from, size_t *size)
{
    FILE *file = fopen(from, "rb");
    char *bytes = malloc(1 << 20);
    *size = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void write_file(const char *to, const char *bytes, size_t size)
{
    FILE *file = fopen(to, "wb");
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

/* Either nothing shows, or it is said. */
static void try_damaged(const char *bytes, size_t size, const char *written, size_t at)
{
    struct fault fault = {0};
    write_file(damaged, bytes, size);
    char *read = read_back(damaged, &fault);
    if (read == NULL && (fault.kind != FAULT_DATA || fault.message[0] == '\0'))
        fail_msg("byte %zu: kind %d, '%s'", at, fault.kind, fault.message);
    if (read != NULL && strcmp(read, written) != 0)
        fail_msg("byte %zu: something else is read", at);
    free(read);
}

static void try_flips(bool plain)
{
    size_t size;
    char *written = write_texts(plain), *bytes = read_file(path, &size);
    for (size_t at = 0; at < size; at += at < 200 ? 1 : FLIP_STRIDE) {
        for (unsigned bit = 0; bit < 8; bit += at < 200 ? 1 : 8) {
            unsigned one = at < 200 ? bit : (unsigned)(at * 2654435761u >> 7) % 8;
            bytes[at] ^= (char)(1u << one);
            try_damaged(bytes, size, written, at);
            bytes[at] ^= (char)(1u << one);
        }
    }
    free(bytes);
    free(written);
}

static void a_bit_that_flips_is_found(void **state)
{
    (void)state;
    try_flips(false);
}

static void a_bit_that_flips_in_plain_texts_is_found(void **state)
{
    (void)state;
    try_flips(true);
}

static void a_store_that_was_cut_is_found(void **state)
{
    (void)state;
    size_t size;
    char *written = write_sample(), *bytes = read_file(path, &size);
    for (size_t cut = 1; cut < size; cut += 997)
        try_damaged(bytes, cut, written, cut);
    free(bytes);
    free(written);
}

/* Somebody changed the catalogue, and knew how to make its checksum. */
static void change_catalogue(const char *sql)
{
    struct database database = {.path = path};
    struct fault fault = {0};
    uint64_t checksum;
    char update[100];
    assert_int_equal(sqlite3_open(path, &database.handle), SQLITE_OK);
    assert_true(database_run(&database, sql, &fault));
    assert_true(schema_checksum(&database, &checksum, &fault));
    snprintf(update, sizeof update, "UPDATE store SET value='%016llx' WHERE name='checksum'",
             (unsigned long long)checksum);
    assert_true(database_run(&database, update, &fault));
    database_close(&database);
}

static void a_catalogue_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"UPDATE dataset SET records=4000000000 WHERE id=1", "its catalogue says what cannot be"},
        {"UPDATE dataset SET records=-1", "its catalogue says what cannot be"},
        {"UPDATE dataset SET name='events'", "its catalogue says what cannot be"},
        {"UPDATE dataset SET primary_column=99", "its catalogue says what cannot be"},
        {"UPDATE dataset SET period_from=NULL, period_to=2", "its catalogue says what cannot be"},
        {"UPDATE dataset_column SET name='id'", "its catalogue says what cannot be"},
        {"UPDATE dataset_column SET type=77 WHERE id=2", "its catalogue says what cannot be"},
        {"UPDATE dataset_column SET minimum=NULL", "its catalogue says what cannot be"},
        {"UPDATE dataset_column SET title=CAST(x'ff' AS TEXT)", "its catalogue says what cannot be"},
        {"UPDATE dataset_key SET target_column=99", "its catalogue says what cannot be"},
        {"UPDATE file SET dataset=5", "its catalogue says what cannot be"},
        {"DELETE FROM file", "its catalogue says what cannot be"},
        {"UPDATE segment SET width=3", "its catalogue says what cannot be"},
        {"UPDATE segment SET maximum=minimum-1", "its catalogue says what cannot be"},
        {"UPDATE segment SET size=size+1", "its catalogue says what cannot be"},
        {"DELETE FROM segment WHERE id=1", "its catalogue says what cannot be"},
        {"UPDATE segment SET part=0, number=0", "its catalogue says what cannot be"},
        {"UPDATE dictionary SET texts=4000000000", "its catalogue says what cannot be"},
        {"UPDATE dictionary SET size=1000000000", "have changed since they were written"},
        {"UPDATE dictionary SET content=999", "have changed since they were written"},
        {"UPDATE dictionary SET texts=texts-1", "have changed since they were written"},
        {"UPDATE segment SET content=999 WHERE content>0", "have changed since they were written"},
        {"UPDATE segment SET minimum=minimum+1000, maximum=maximum+1000", "beyond what they may be"},
        {"UPDATE store SET value='9' WHERE name='segment records'", "segments of another length"},
        {"UPDATE store SET value='big' WHERE name='byte order'", "another byte order"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault fault = {0};
        free(write_sample());
        change_catalogue(cases[i][0]);
        if (read_back(path, &fault) != NULL || strstr(fault.message, cases[i][1]) == NULL)
            fail_msg("%s: '%s'", cases[i][0], fault.message);
    }
}

/* ---- SQL ---- */

static bool take_row(void *owner, const struct query_value *values, size_t count)
{
    struct text *out = owner;
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? "|" : "");
        switch (values[i].kind) {
        case QUERY_NULL: text_add(out, "-"); break;
        case QUERY_WHOLE: text_addf(out, "%lld", (long long)values[i].whole); break;
        case QUERY_REAL: text_addf(out, "%g", values[i].real); break;
        case QUERY_TEXT: text_add(out, values[i].text); break;
        }
    }
    text_add_char(out, ';');
    return true;
}

static void ask(const char *sql, const char *expected)
{
    struct fault fault = {0};
    struct text out = {0};
    struct store *store = store_open(path, &fault);
    assert_non_null(store);
    if (!store_query(store, sql, 60, take_row, &out, &fault))
        text_add(&out, fault.message);
    assert_string_equal(text_of(&out), expected);
    text_clear(&out);
    store_close(store);
}

static void ask_all(bool plain)
{
    free(write_texts(plain));
    ask("select count(*) n from events", "n;10;");
    ask("select number x from events where day >= '2018-01-08'", "x;8;9;10;");
    ask("select number x from events where day > '2018' and kind = 'fair'", "x;6;8;10;");
    ask("select number x from events where day < '2017-02'", "x;1;");
    ask("select number x from events where amount between 2 and 3", "x;9;10;");
    ask("select number x from events where ratio < 0", "x;5;");
    ask("select number x from events where amount is null", "x;2;7;");
    ask("select number x from events where kind = 'nothing'", "x;");
    ask("select number x from events where number = '3'", "x;3;");
    ask("select number x from events where number > 8.5 order by number desc", "x;10;9;");
    ask("select kind k, count(*) n from events group by kind order by kind",
        "k|n;-|1;fair|5;other|1;visit|3;");
    ask("select c.name n, count(e.number) k from cities c left join events e on e.city = c.id "
        "and e.done = 1 group by c.id order by 2 desc, 1",
        "n|k;Medellín; la ciudad|4;-|1;two\nlines|1;");
    ask("select a.id x, b.id y from cities a join cities b on a.name = b.name order by 1, 2",
        "x|y;a|a;b|b;");
    ask("select count(distinct city) n, max(city) m from events where city <> 'b'", "n|m;2|c;");
    ask("select _line l, _file f from cities where id = 'c'", "l|f;5|cities.csv;");
    ask("select done d, share s from events where number in (1, 3, 4)", "d|s;1|0.12;1|-;-|0.01;");
}

static void datasets_are_tables(void **state)
{
    (void)state;
    ask_all(false);
    ask_all(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(plain_texts_are_read_back_plain),
        cmocka_unit_test(what_a_script_needs_has_numbers_for_its_texts),
        cmocka_unit_test(plain_texts_that_cannot_be_are_refused),
        cmocka_unit_test(only_what_is_needed_is_loaded),
        cmocka_unit_test(records_added_are_as_if_loaded_together),
        cmocka_unit_test(plain_names_added_in_ten_parts_are_each_there_once),
        cmocka_unit_test(another_record_of_the_same_key_is_refused),
        cmocka_unit_test(a_bit_that_flips_is_found),
        cmocka_unit_test(a_bit_that_flips_in_plain_texts_is_found),
        cmocka_unit_test(a_store_that_was_cut_is_found),
        cmocka_unit_test(a_catalogue_that_cannot_be_is_refused),
        cmocka_unit_test(datasets_are_tables),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
