/* test_table.c - the layout of tables: axes, order, sections, digits, notes. */
#include "fake_cube.h"

#include "data/frame.h"

/* Two cities, two years, one count. */
static uint32_t open_cities(struct fake *f)
{
    fake_open(f, 2017, 2018);
    fake_unit(f, "rom", "Romans", "France");
    fake_unit(f, "elj", "El Jem", "Tunisia");
    uint32_t step = fake_indicator(f, "agreements", "Agreements");
    FAKE_ROW(f, step, 0, 3, 4);
    FAKE_ROW(f, step, 1, 1, 2);
    return step;
}

static void assert_csv(struct fake *f, const char *expected)
{
    assert_string_equal(fake_render(f, "csv", "en", (struct render_options){0}),
                        expected);
}

static const char *note(struct fake *f, const char *language, size_t number)
{
    size_t count;
    const struct table_note *notes = table_notes(fake_table(f, language), &count);
    assert_true(number < count);
    return notes[number].text;
}

static const char *shown(const struct table *table, size_t line, size_t column,
                         struct text *text)
{
    struct table_cell cell = table_cell(table, line, column);
    text->size = 0;
    text_add(text, "");
    table_format(table, &cell, text);
    return text_of(text);
}

/* ---- axes ---- */

static void units_stand_on_rows_and_the_rest_on_columns_by_default(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    assert_csv(&f, "unit,label,agreements / 2017,agreements / "
                   "2018\nrom,Romans,3,4\nelj,El Jem,1,2\n");
    fake_close(&f);
}

static void any_split_of_the_axes_can_be_asked_for(void **state)
{
    (void)state;
    static const struct {
        enum axis axes[4];
        const char *csv;
    } cases[] = {
        {{AXIS_UNITS, AXIS_PERIODS, AXIS_INDICATORS, AXIS_NONE},
         "unit,label,period,agreements\nrom,Romans,2017,3\nrom,Romans,2018,4\n"
         "elj,El Jem,2017,1\nelj,El Jem,2018,2\n"},
        {{AXIS_PERIODS, AXIS_NONE, AXIS_UNITS, AXIS_NONE},
         "period,rom,elj\n2017,3,1\n2018,4,2\n"},
        {{AXIS_INDICATORS, AXIS_NONE, AXIS_UNITS, AXIS_PERIODS},
         "indicator,rom / 2017,rom / 2018,elj / 2017,elj / 2018\nagreements,3,4,1,2\n"},
        {{AXIS_PERIODS, AXIS_UNITS, AXIS_NONE, AXIS_NONE},
         "period,unit,label,agreements\n2017,rom,Romans,3\n2017,elj,El Jem,1\n"
         "2018,rom,Romans,4\n2018,elj,El Jem,2\n"},
        {{AXIS_NONE, AXIS_NONE, AXIS_PERIODS, AXIS_NONE},
         "unit,label,2017,2018\nrom,Romans,3,4\nelj,El Jem,1,2\n"},
        {{AXIS_INDICATORS, AXIS_NONE, AXIS_NONE, AXIS_NONE},
         "indicator,unit,label,2017,2018\nagreements,rom,Romans,3,4\nagreements,elj,El "
         "Jem,1,2\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake f;
        open_cities(&f);
        fake_axes(&f, cases[i].axes[0], cases[i].axes[1], cases[i].axes[2],
                  cases[i].axes[3]);
        assert_csv(&f, cases[i].csv);
        fake_close(&f);
    }
}

static void an_axis_left_out_is_named_in_the_subtitle(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    f.evaluation.subtitle = fake_titles(&f, "By year");
    fake_axes(&f, AXIS_UNITS, AXIS_NONE, AXIS_PERIODS, AXIS_NONE);
    assert_string_equal(fake_table(&f, "en")->subtitle, "By year · Agreements");
    fake_close(&f);
}

static void all_time_and_a_whole_are_left_out_beside_another_axis(void **state)
{
    (void)state;
    struct fake f;
    fake_open(&f, 0, 0);
    f.plan.units.whole = true;
    f.plan.units.whole_name = "Madrid";
    fake_unit(&f, "Madrid", "Madrid", NULL);
    fake_set(&f, fake_indicator(&f, "n", "Projects"), 0, 0, 7);
    fake_axes(&f, AXIS_UNITS, AXIS_INDICATORS, AXIS_PERIODS, AXIS_NONE);
    assert_csv(&f, "indicator,all\nn,7\n");
    assert_string_equal(f.table->subtitle, "Madrid");
    fake_axes(&f, AXIS_NONE, AXIS_NONE, AXIS_NONE, AXIS_NONE);
    assert_csv(&f, "unit,label,n\nMadrid,Madrid,7\n");
    fake_close(&f);
}

static void only_the_periods_shown_are_printed(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    f.periods[0].shown = false;
    assert_csv(&f, "unit,label,agreements / 2018\nrom,Romans,4\nelj,El Jem,2\n");
    fake_close(&f);
}

static void a_once_figure_is_printed_once_after_the_periods(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    uint32_t trend = fake_indicator(&f, "trend", "Trend");
    f.steps[trend].once = true;
    fake_set(&f, trend, 0, 2, 1);
    fake_set(&f, trend, 1, 2, -1);
    assert_csv(&f, "unit,label,agreements / 2017,agreements / 2018,trend\n"
                   "rom,Romans,3,4,1\nelj,El Jem,1,2,-1\n");
    fake_axes(&f, AXIS_UNITS, AXIS_NONE, AXIS_PERIODS, AXIS_INDICATORS);
    assert_csv(&f, "unit,label,2017 / agreements,2018 / agreements,trend\n"
                   "rom,Romans,3,4,1\nelj,El Jem,1,2,-1\n");
    fake_axes(&f, AXIS_PERIODS, AXIS_NONE, AXIS_INDICATORS, AXIS_UNITS);
    assert_csv(&f, "period,agreements / rom,agreements / elj,trend / rom,trend / elj\n"
                   "2017,3,1,,\n2018,4,2,,\nall,,,1,-1\n");
    fake_axes(&f, AXIS_UNITS, AXIS_INDICATORS, AXIS_PERIODS, AXIS_NONE);
    assert_csv(
        &f, "unit,label,indicator,2017,2018,all\nrom,Romans,agreements,3,4,\n"
            "rom,Romans,trend,,,1\nelj,El Jem,agreements,1,2,\nelj,El Jem,trend,,,-1\n");
    fake_close(&f);
}

static void facets_stand_innermost_and_a_target_nobody_gave_is_missing(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    uint32_t target = fake_step(&f);
    for (size_t row = 0; row < 2; row++)
        FAKE_ROW(&f, target, row, 5, 6);
    f.shown[0].target = target;
    f.evaluation.facet_count = 3;
    f.evaluation.facets[0] = FACET_BASELINE;
    f.evaluation.facets[1] = FACET_VALUE;
    f.evaluation.facets[2] = FACET_TARGET;
    assert_csv(&f,
               "unit,label,agreements.baseline / 2017,agreements / "
               "2017,agreements.target / 2017,"
               "agreements.baseline / 2018,agreements / 2018,agreements.target / 2018\n"
               "rom,Romans,,3,5,,4,6\nelj,El Jem,,1,5,,2,6\n");
    struct table_cell cell = table_cell(f.table, 0, 0);
    assert_int_equal(cell.reason, REASON_NO_TARGET);
    fake_close(&f);
}

static void members_and_families_stand_under_their_headings(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    f.periods[0].shown = false;
    fake_axes(&f, AXIS_UNITS, AXIS_NONE, AXIS_INDICATORS, AXIS_NONE);
    uint32_t family = fake_indicator(&f, "kind[a]", "Kind");
    (void)family;
    f.shown[1].value = "a";
    f.shown[2] = f.shown[1];
    f.shown[2].name = "kind[b]";
    f.shown[2].value = "b";
    f.plan.shown_count = 3;
    for (uint32_t i = 0; i < 3; i++)
        f.shown[i].member = catalogue_add_member(
            f.catalogue, (struct member){i, fake_titles(&f, i == 0 ? NULL : "Territory"),
                                         i == 0 ? 0 : 1});
    f.shown[2].member = f.shown[1].member;
    const struct table *table = fake_table(&f, "en");
    assert_int_equal(table->heading_depth, 3);
    assert_string_equal(table->headings[0][1].text, "Territory");
    assert_int_equal(table->headings[0][1].count, 2);
    assert_string_equal(table->headings[1][1].text, "Kind");
    assert_string_equal(table->headings[2][0].text, "Agreements");
    assert_string_equal(table->headings[2][2].text, "b");
    fake_axes(&f, AXIS_INDICATORS, AXIS_NONE, AXIS_UNITS, AXIS_NONE);
    table = fake_table(&f, "en");
    assert_int_equal(table->line_count, 5);
    assert_string_equal(table->lines[1].heading, "Territory");
    assert_string_equal(table->lines[2].heading, "Kind");
    assert_int_equal(table->lines[3].depth, 2);
    assert_string_equal(table_stub(table, 4, 0), "b");
    fake_axes(&f, AXIS_UNITS, AXIS_INDICATORS, AXIS_NONE, AXIS_NONE);
    assert_string_equal(table_stub(fake_table(&f, "fr"), 2, 1),
                        "Territory\u00a0: Kind\u00a0: b");
    fake_close(&f);
}

/* ---- order ---- */

static void sorting_puts_missing_figures_last_in_either_order(void **state)
{
    (void)state;
    for (int descending = 0; descending < 2; descending++) {
        struct fake f;
        uint32_t step = open_cities(&f);
        fake_unit(&f, "med", "Medellín", NULL);
        fake_unit(&f, "qui", "Quito", NULL);
        fake_missing(&f, step, 0, 1, REASON_MISSING);
        FAKE_ROW(&f, step, 2, 0, 9);
        FAKE_ROW(&f, step, 3, 0, 2);
        fake_axes(&f, AXIS_UNITS, AXIS_NONE, AXIS_INDICATORS, AXIS_NONE);
        f.periods[0].shown = false;
        f.evaluation.has_sort = true;
        f.evaluation.sort_descending = (uint8_t)descending;
        f.plan.sort_step = step;
        f.plan.sort_period = 1;
        assert_csv(
            &f, descending
                    ? "unit,label,agreements\nmed,Medellín,9\nelj,El Jem,2\nqui,Quito,2\n"
                      "rom,Romans,\n"
                    : "unit,label,agreements\nelj,El Jem,2\nqui,Quito,2\nmed,Medellín,9\n"
                      "rom,Romans,\n");
        fake_close(&f);
    }
}

static void labels_sort_with_accents_aside(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    fake_unit(&f, "evr", "Évreux", NULL);
    f.evaluation.has_sort = true;
    fake_axes(&f, AXIS_UNITS, AXIS_NONE, AXIS_INDICATORS, AXIS_NONE);
    f.periods[0].shown = false;
    assert_csv(&f, "unit,label,agreements\nelj,El Jem,2\nevr,Évreux,0\nrom,Romans,4\n");
    fake_close(&f);
}

static void a_limit_says_how_many_units_it_hides(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    f.evaluation.limit = 1;
    fake_total(&f, NULL);
    assert_csv(
        &f,
        "unit,label,agreements / 2017,agreements / 2018\nrom,Romans,3,4\n*,Total,0,0\n");
    assert_string_equal(note(&f, "en", 0), "Units not shown: 1 of 2. Totals count them.");
    assert_string_equal(note(&f, "fr", 0),
                        "Unités non affichées\u00a0: 1 sur 2. Les totaux les comptent.");
    fake_close(&f);
}

static void sections_gather_units_and_end_in_their_total(void **state)
{
    (void)state;
    struct fake f;
    uint32_t step = open_cities(&f);
    fake_unit(&f, "bre", "Brest", "France");
    fake_unit(&f, "nul", "Nowhere", NULL);
    fake_total(&f, "France");
    fake_total(&f, "Tunisia");
    fake_total(&f, NULL);
    FAKE_ROW(&f, step, 4, 30, 40);
    f.evaluation.sections = catalogue_add_text(f.catalogue, "country");
    f.evaluation.totals = 2;
    const struct table *table = fake_table(&f, "en");
    static const char *const lines[] = {
        "France", "Romans",        "Brest",       "Total France", "Tunisia",
        "El Jem", "Total Tunisia", "(not given)", "Nowhere",      "Total"};
    assert_int_equal(table->line_count, 10);
    for (size_t i = 0; i < 10; i++)
        assert_string_equal(table->lines[i].kind == LINE_HEADING
                                ? table->lines[i].heading
                                : table_stub(table, i, 0),
                            lines[i]);
    assert_csv(
        &f,
        "unit,label,section,agreements / 2017,agreements / 2018\nrom,Romans,France,3,4\n"
        "bre,Brest,France,0,0\n*:France,Total France,France,30,40\nelj,El "
        "Jem,Tunisia,1,2\n"
        "*:Tunisia,Total Tunisia,Tunisia,0,0\nnul,Nowhere,,0,0\n*,Total,,0,0\n");
    fake_close(&f);
}

static void indicators_stand_in_sections_by_a_tag(void **state)
{
    (void)state;
    struct fake f;
    static const char *const levels[] = {"output", "outcome", NULL, "output"};
    static const char *const expected[] = {"producto", "a",          "d", "efecto",
                                           "b",      "(sin dato)", "c"};
    fake_open(&f, 2018, 2018);
    fake_unit(&f, "rom", "Romans", NULL);
    for (size_t i = 0; i < 4; i++) {
        static const char *const names[] = {"a", "b", "c", "d"};
        fake_indicator(&f, names[i], names[i]);
        if (levels[i] == NULL)
            continue;
        uint32_t tag = catalogue_add_text(f.catalogue, "level");
        uint32_t value = catalogue_add_text(f.catalogue, levels[i]);
        fake_last_indicator(&f)->tags_first =
            catalogue_add_pair(f.catalogue, (struct pair){tag, value});
        fake_last_indicator(&f)->tags_count = 1;
    }
    f.evaluation.sections = catalogue_add_text(f.catalogue, "tags.level");
    fake_axes(&f, AXIS_INDICATORS, AXIS_NONE, AXIS_PERIODS, AXIS_NONE);
    const struct table *table = fake_table(&f, "es");
    assert_int_equal(table->line_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(table->lines[i].kind == LINE_HEADING
                                ? table->lines[i].heading
                                : table_stub(table, i, 0),
                            expected[i]);
    fake_close(&f);
}

/* ---- cells ---- */

static void digits_follow_the_figures_unless_said(void **state)
{
    (void)state;
    struct fake f;
    struct text text = {0};
    uint32_t step = open_cities(&f);
    assert_string_equal(shown(fake_table(&f, "en"), 0, 0, &text), "3");
    fake_set(&f, step, 1, 1, 2.005);
    assert_string_equal(shown(fake_table(&f, "en"), 0, 0, &text), "3.00");
    assert_string_equal(shown(f.table, 1, 1, &text), "2.01");
    fake_last_indicator(&f)->percent = true;
    assert_string_equal(shown(fake_table(&f, "en"), 1, 1, &text), "200.5%");
    assert_string_equal(shown(fake_table(&f, "fr"), 1, 1, &text), "200,5\u202f%");
    fake_last_indicator(&f)->digits = 0;
    assert_string_equal(shown(fake_table(&f, "es"), 1, 1, &text), "201\u202f%");
    text_clear(&text);
    fake_close(&f);
}

static void
labels_texts_and_dates_are_written_for_people_and_exact_for_machines(void **state)
{
    (void)state;
    struct fake f;
    struct text text = {0};
    uint32_t step = open_cities(&f);
    uint32_t one = catalogue_add_text(f.catalogue, "1"),
             weak = catalogue_add_text(f.catalogue, "weak");
    fake_last_indicator(&f)->labels_first =
        catalogue_add_pair(f.catalogue, (struct pair){one, weak});
    fake_last_indicator(&f)->labels_count = 1;
    assert_string_equal(shown(fake_table(&f, "en"), 1, 0, &text), "weak");
    assert_string_equal(shown(f.table, 0, 0, &text), "3");
    struct table_cell cell = table_cell(f.table, 1, 0);
    text.size = 0;
    table_format_exact(f.table, &cell, &text);
    assert_string_equal(text_of(&text), "1");
    uint32_t date = fake_indicator(&f, "signed", "Signed");
    f.figures[date].kind = FIGURE_DATE;
    fake_set(&f, date, 0, 0, date_days(2018, 7, 5));
    assert_string_equal(shown(fake_table(&f, "fr"), 0, 2, &text), "05/07/2018");
    cell = table_cell(f.table, 0, 2);
    text.size = 0;
    table_format_exact(f.table, &cell, &text);
    assert_string_equal(text_of(&text), "2018-07-05");
    fake_text(&f, step, 0, 0, "Go on");
    assert_string_equal(shown(f.table, 0, 0, &text), "Go on");
    text_clear(&text);
    fake_close(&f);
}

static void bands_go_from_their_figure_up_or_down(void **state)
{
    (void)state;
    static const struct {
        double figure;
        bool lower;
        enum band band;
    } cases[] = {
        {8, false, BAND_GREEN}, {7.9, false, BAND_AMBER}, {5, false, BAND_AMBER},
        {4.9, false, BAND_RED}, {5, true, BAND_GREEN},    {5.1, true, BAND_AMBER},
        {8, true, BAND_AMBER},  {8.1, true, BAND_RED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake f;
        uint32_t step = open_cities(&f), green = fake_step(&f), amber = fake_step(&f);
        fake_set(&f, green, 0, 0, cases[i].lower ? 5 : 8);
        fake_set(&f, amber, 0, 0, cases[i].lower ? 8 : 5);
        fake_set(&f, step, 0, 0, cases[i].figure);
        f.shown[0].green = green;
        f.shown[0].amber = amber;
        f.steps[step].lower = cases[i].lower;
        assert_int_equal(table_cell(fake_table(&f, "en"), 0, 0).band, cases[i].band);
        fake_missing(&f, step, 0, 0, REASON_MISSING);
        assert_int_equal(table_cell(f.table, 0, 0).band, BAND_NONE);
        fake_close(&f);
    }
}

/* ---- notes ---- */

static void footnotes_are_marked_in_the_order_of_first_appearance(void **state)
{
    (void)state;
    struct fake f;
    uint32_t step = open_cities(&f);
    fake_missing(&f, step, 0, 1, REASON_NO_RECORDS);
    fake_partial(&f, step, 1, 0, 2, 3);
    fake_missing(&f, step, 1, 1, REASON_NO_RECORDS);
    const struct table *table = fake_table(&f, "es");
    size_t count;
    const struct table_note *notes = table_notes(table, &count);
    assert_int_equal(count, 2);
    assert_string_equal(notes[0].text, "sin registros");
    assert_string_equal(notes[1].text, "2 de 3 valores");
    static const char *const marks[] = {"", "a", "b", "a"};
    for (size_t i = 0; i < 4; i++) {
        struct table_cell cell = table_cell(table, i / 2, i % 2);
        assert_string_equal(table_mark(table, &cell), marks[i]);
    }
    fake_close(&f);
}

static void many_different_part_figures_share_one_footnote(void **state)
{
    (void)state;
    struct fake f;
    fake_open(&f, 2018, 2018);
    static char keys[12][16];
    for (int i = 0; i < 12; i++) {
        snprintf(keys[i], sizeof keys[i], "u%d", i);
        fake_unit(&f, keys[i], keys[i], NULL);
    }
    uint32_t step = fake_indicator(&f, "n", "N");
    fake_missing(&f, step, 0, 0, REASON_MISSING);
    for (uint32_t i = 1; i < 12; i++)
        fake_partial(&f, step, i, 0, i, i + 1);
    const struct table *table = fake_table(&f, "en");
    size_t count;
    const struct table_note *notes = table_notes(table, &count);
    assert_int_equal(count, 2);
    assert_string_equal(
        notes[1].text,
        "worked out although values were missing, at worst 1 of 2 values (u1, 2018)");
    struct table_cell missing = table_cell(table, 0, 0), last = table_cell(table, 11, 0);
    assert_string_equal(table_mark(table, &missing), "a");
    assert_string_equal(table_mark(table, &last), "b");
    fake_close(&f);
}

static void a_check_that_fails_stands_with_both_figures(void **state)
{
    (void)state;
    struct fake f;
    uint32_t step = open_cities(&f), condition = fake_step(&f), right = fake_step(&f);
    for (size_t row = 0; row < 2; row++)
        FAKE_ROW(&f, condition, row, 1, 1);
    fake_set(&f, condition, 0, 1, 0);
    fake_missing(&f, condition, 1, 0, REASON_NO_RECORDS);
    fake_set(&f, right, 0, 1, 1900.25);
    f.plan.checks[0] =
        (struct plan_check){condition, step, right, "days differ", {NULL, 0}};
    f.plan.check_count = 1;
    assert_string_equal(note(&f, "en", 0),
                        "Check: days differ (Romans, 2018: 4 against 1,900.25)");
    assert_string_equal(note(&f, "en", 1),
                        "Check not possible, no records: days differ (El Jem, 2017)");
    assert_string_equal(note(&f, "fr", 0),
                        "Contrôle\u00a0: days differ (Romans, 2018\u00a0: 4 contre "
                        "1\u202f900,25)");
    fake_close(&f);
}

static void a_tally_says_what_became_of_every_record(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    struct frame *frame = frame_new("agreements");
    struct source_file *file = frame_add_file(frame, "agreements.csv");
    file->skipped_rows = 1;
    f.placements[0] = (struct placement){
        .frame = frame,
        .everywhere = true,
        .period = {BOUND_NONE, BOUND_NONE},
        .tally = {
            .frame = frame, .read = 1240, .used = 1233, .other_period = 4, .no_unit = 3}};
    f.grid.placement_count = 1;
    assert_string_equal(note(&f, "en", 0),
                        "agreements: 1,240 records read, 1,233 used; 3 without a unit, "
                        "4 outside the periods, 1 row skipped; has no date, "
                        "so it counts in every period.");
    assert_string_equal(note(&f, "fr", 0), "agreements\u00a0: 1\u202f240 enregistrements "
                                           "lus, 1\u202f233 utilisés; 3 sans unité, "
                                           "4 hors des périodes, 1 ligne écartée; n'a pas "
                                           "de date et compte donc à chaque période.");
    frame_free(frame);
    fake_close(&f);
}

static void a_sum_over_pairs_of_dates_is_told(void **state)
{
    (void)state;
    struct fake f;
    uint32_t step = open_cities(&f);
    struct bound_source source = {.filter = BOUND_NONE, .period = {0, 1}};
    f.binding.sources = &source;
    f.steps[step].op = OP_SUM;
    f.steps[step].source = 0;
    assert_string_equal(note(&f, "en", 0),
                        "Agreements: a record that lasts over several periods is "
                        "counted in full in each.");
    f.steps[step].spread = true;
    size_t count;
    table_notes(fake_table(&f, "en"), &count);
    assert_int_equal(count, 0);
    fake_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_stand_on_rows_and_the_rest_on_columns_by_default),
        cmocka_unit_test(any_split_of_the_axes_can_be_asked_for),
        cmocka_unit_test(an_axis_left_out_is_named_in_the_subtitle),
        cmocka_unit_test(all_time_and_a_whole_are_left_out_beside_another_axis),
        cmocka_unit_test(only_the_periods_shown_are_printed),
        cmocka_unit_test(a_once_figure_is_printed_once_after_the_periods),
        cmocka_unit_test(facets_stand_innermost_and_a_target_nobody_gave_is_missing),
        cmocka_unit_test(members_and_families_stand_under_their_headings),
        cmocka_unit_test(sorting_puts_missing_figures_last_in_either_order),
        cmocka_unit_test(labels_sort_with_accents_aside),
        cmocka_unit_test(a_limit_says_how_many_units_it_hides),
        cmocka_unit_test(sections_gather_units_and_end_in_their_total),
        cmocka_unit_test(indicators_stand_in_sections_by_a_tag),
        cmocka_unit_test(digits_follow_the_figures_unless_said),
        cmocka_unit_test(
            labels_texts_and_dates_are_written_for_people_and_exact_for_machines),
        cmocka_unit_test(bands_go_from_their_figure_up_or_down),
        cmocka_unit_test(footnotes_are_marked_in_the_order_of_first_appearance),
        cmocka_unit_test(many_different_part_figures_share_one_footnote),
        cmocka_unit_test(a_check_that_fails_stands_with_both_figures),
        cmocka_unit_test(a_tally_says_what_became_of_every_record),
        cmocka_unit_test(a_sum_over_pairs_of_dates_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
