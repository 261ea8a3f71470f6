/* test_render.c - the outputs, byte by byte. */
#include "fake_cube.h"

/* Four cities, three years: a banded count with a total, a growth with gaps, a trend. */
static void open_cities(struct fake *f)
{
    fake_open(f, 2016, 2018);
    fake_unit(f, "med", "Medellín", "Colombia");
    fake_unit(f, "tar", "Taroudannt", "Morocco");
    fake_unit(f, "elj", "El Jem", "Tunisia");
    fake_unit(f, "bei", "Beit Sahour", "Tunisia");
    fake_total(f, NULL);
    uint32_t signed_ones = fake_indicator(f, "agreements", "Agreements signed");
    fake_last_indicator(f)->unit = catalogue_add_text(f->catalogue, "agreements");
    FAKE_ROW(f, signed_ones, 0, 12, 13000, 9);
    FAKE_ROW(f, signed_ones, 1, 3, 0, 4);
    FAKE_ROW(f, signed_ones, 2, 0, 2, 2);
    FAKE_ROW(f, signed_ones, 3, 1, 1, 1);
    FAKE_ROW(f, signed_ones, 4, 16, 13003, 16);
    fake_partial(f, signed_ones, 1, 2, 3, 4);
    uint32_t growth = fake_indicator(f, "growth", "Growth of agreements, year on year");
    FAKE_ROW(f, growth, 0, 0, 1082.33333, -0.999);
    FAKE_ROW(f, growth, 1, 0, -1, 0);
    for (size_t row = 0; row < 5; row++)
        fake_missing(f, growth, row, 0, REASON_NO_PREVIOUS);
    fake_missing(f, growth, 1, 2, REASON_DIVISION_BY_ZERO);
    for (size_t column = 0; column < 3; column++)
        fake_missing(f, growth, 4, column, REASON_NOT_APPLICABLE);
    uint32_t trend = fake_indicator(f, "trend", "Trend");
    f->steps[trend].once = true;
    for (size_t row = 0; row < 5; row++)
        fake_set(f, trend, row, 3, 1.5 * (double)row - 1);
    uint32_t green = fake_step(f), amber = fake_step(f);
    for (size_t row = 0; row < 5; row++) {
        FAKE_ROW(f, green, row, 4, 4, 4);
        FAKE_ROW(f, amber, row, 2, 2, 2);
    }
    f->shown[0].green = green;
    f->shown[0].amber = amber;
}

/* One unit whose texts would like to be more than texts. */
static void open_hostile(struct fake *f)
{
    fake_open(f, 0, 0);
    f->evaluation.title = fake_titles(f, "A \033[31m|<b>\u202etitle");
    fake_unit(f, "a,\"b\"", "*bold* | <i>&amp;\n\a", NULL);
    fake_unit(f, "東京", "東京", NULL);
    uint32_t step = fake_indicator(f, "wording", "What_they said");
    fake_text(f, step, 0, 0, "say \"no\",\r\nthen\tgo");
    fake_text(f, step, 1, 0, "はい");
    fake_set(f, fake_indicator(f, "n", "N"), 1, 0, 0.1);
}

static void sections_and_units_by_indicator(struct fake *f)
{
    f->evaluation.sections = catalogue_add_text(f->catalogue, "country");
    fake_axes(f, AXIS_UNITS, AXIS_INDICATORS, AXIS_PERIODS, AXIS_NONE);
    f->periods[0].shown = false;
}

static void check(struct fake *f, const char *format, const char *language, size_t width,
                  const char *expected)
{
    const char *printed =
        fake_render(f, format, language, (struct render_options){.width = width});
    assert_string_equal(printed, expected);
}

static void assert_starts(const struct text *text, const char *start)
{
    assert_int_equal(strncmp(text_of(text), start, strlen(start)), 0);
}

static void check_long(struct fake *f, const char *format, const char *expected)
{
    const char *printed =
        fake_render(f, format, "en", (struct render_options){.long_layout = true});
    assert_string_equal(printed, expected);
}

static void
a_text_table_aligns_on_the_decimal_mark_with_signs_marks_and_sparklines(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    check(&f, "text", "en", 100,
          "Three cities\n"
          "\n"
          "             Agreements signed           Growth of agreements,\n"
          "             (agreements)                year on year\n"
          "             ─────────────────────       ─────────────────────\n"
          "Unit         2016    2017     2018       2016      2017   2018       Trend\n"
          "──────────────────────────────────────────────────────────────────────────\n"
          "Medellín     12 ●  13,000 ●   9 ●   ▁█▁    –ᵃ  1,082.33  -1.00   █▁  -1.00\n"
          "Taroudannt    3 ▲       0 ▼   4 ●ᵇ  ▆▁█    –ᵃ     -1.00   –ᶜ          0.50\n"
          "El Jem        0 ▼       2 ▲   2 ▲   ▁██    –ᵃ      0.00   0.00   ▅▅   2.00\n"
          "Beit Sahour   1 ▼       1 ▼   1 ▼   ▅▅▅    –ᵃ      0.00   0.00   ▅▅   3.50\n"
          "──────────────────────────────────────────────────────────────────────────\n"
          "Total        16 ●  13,003 ●  16 ●   ▁█▁    –ᵈ      –ᵈ     –ᵈ          5.00\n"
          "\n"
          "ᵃ no previous period\n"
          "ᵇ 3 of 4 values\n"
          "ᶜ division by zero\n"
          "ᵈ not applicable\n"
          "● green  ▲ amber  ▼ red\n");
    fake_close(&f);
}

static void a_text_table_too_wide_is_cut_into_blocks_with_french_numbers(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    check(&f, "text", "fr", 46,
          "Three cities\n"
          "\n"
          "             Agreements signed\n"
          "             (agreements)\n"
          "             ─────────────────────\n"
          "Unité        2016    2017     2018\n"
          "──────────────────────────────────\n"
          "Medellín     12 ●  13\u202f000 ●   9 ●\n"
          "Taroudannt    3 ▲       0 ▼   4 ●ᵇ\n"
          "El Jem        0 ▼       2 ▲   2 ▲\n"
          "Beit Sahour   1 ▼       1 ▼   1 ▼\n"
          "──────────────────────────────────\n"
          "Total        16 ●  13\u202f003 ●  16 ●\n"
          "\n"
          "             Growth of agreements,\n"
          "             year on year\n"
          "             ─────────────────────\n"
          "Unité        2016      2017   2018  Trend\n"
          "─────────────────────────────────────────\n"
          "Medellín       –ᵃ  1\u202f082,33  -1,00  -1,00\n"
          "Taroudannt     –ᵃ     -1,00   –ᶜ     0,50\n"
          "El Jem         –ᵃ      0,00   0,00   2,00\n"
          "Beit Sahour    –ᵃ      0,00   0,00   3,50\n"
          "─────────────────────────────────────────\n"
          "Total          –ᵈ      –ᵈ     –ᵈ     5,00\n"
          "\n"
          "ᵃ pas de période précédente\n"
          "ᵇ 3 sur 4 valeurs\n"
          "ᶜ division par zéro\n"
          "ᵈ sans objet\n"
          "● vert  ▲ orange  ▼ rouge\n");
    fake_close(&f);
}

static void sections_and_repeated_labels_leave_room_in_spanish(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    sections_and_units_by_indicator(&f);
    check(&f, "text", "es", 70,
          "Three cities\n"
          "\n"
          "                                                             Todos los\n"
          "Unidad         Indicador                     2017     2018    periodos\n"
          "──────────────────────────────────────────────────────────────────────\n"
          "Colombia\n"
          "  Medellín     Agreements signed          13.000 ●    9 ●\n"
          "               (agreements)\n"
          "               Growth of agreements,        1082,33  -1,00\n"
          "               year on year\n"
          "               Trend                                             -1,00\n"
          "\n"
          "Morocco\n"
          "  Taroudannt   Agreements signed               0 ▼    4 ●ᵃ\n"
          "               (agreements)\n"
          "               Growth of agreements,          -1,00   –ᵇ\n"
          "               year on year\n"
          "               Trend                                              0,50\n"
          "\n"
          "Tunisia\n"
          "  El Jem       Agreements signed               2 ▲    2 ▲\n"
          "               (agreements)\n"
          "               Growth of agreements,           0,00   0,00\n"
          "               year on year\n"
          "               Trend                                              2,00\n"
          "  Beit Sahour  Agreements signed               1 ▼    1 ▼\n"
          "               (agreements)\n"
          "               Growth of agreements,           0,00   0,00\n"
          "               year on year\n"
          "               Trend                                              3,50\n"
          "──────────────────────────────────────────────────────────────────────\n"
          "Total          Agreements signed          13.003 ●   16 ●\n"
          "               (agreements)\n"
          "               Growth of agreements,           –ᶜ     –ᶜ\n"
          "               year on year\n"
          "               Trend                                              5,00\n"
          "\n"
          "ᵃ 3 de 4 valores\n"
          "ᵇ división por cero\n"
          "ᶜ no aplica\n"
          "● verde  ▲ ámbar  ▼ rojo\n");
    fake_close(&f);
}

static void hostile_texts_stay_texts_in_a_text_table(void **state)
{
    (void)state;
    struct fake f;
    open_hostile(&f);
    check(&f, "text", "en", 60,
          "A \ufffd[31m|<b>\ufffdtitle\n"
          "\n"
          "Unit                 What_they said         N\n"
          "─────────────────────────────────────────────\n"
          "*bold* | <i>&amp; \ufffd  say \"no\",  then go  0.00\n"
          "東京                 はい                0.10\n");
    fake_close(&f);
}

static void csv_quotes_and_changes_nothing(void **state)
{
    (void)state;
    struct fake f;
    open_hostile(&f);
    check(&f, "csv", "en", 0,
          "unit,label,wording,n\n"
          "\"a,\"\"b\"\"\",\"*bold* | <i>&amp;\n"
          "\a\",\"say \"\"no\"\",\r\n"
          "then\tgo\",0\n"
          "東京,東京,はい,0.1\n");
    fake_close(&f);
}

static void csv_has_names_keys_and_exact_figures(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    check(&f, "csv", "fr", 0,
          "unit,label,agreements / 2016,agreements / 2017,agreements / 2018,growth / 20"
          "16,growth / 2017,growth / 2018,trend\n"
          "med,Medellín,12,13000,9,,1082.33333,-0.999,-1\n"
          "tar,Taroudannt,3,0,4,,-1,,0.5\n"
          "elj,El Jem,0,2,2,,0,0,2\n"
          "bei,Beit Sahour,1,1,1,,0,0,3.5\n"
          "*,Total,16,13003,16,,,,5\n");
    fake_close(&f);
}

static void json_tells_everything_of_a_table(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    fake_axes(&f, AXIS_UNITS, AXIS_PERIODS, AXIS_INDICATORS, AXIS_NONE);
    f.periods[0].shown = false;
    f.evaluation.limit = 2;
    check(&f, "json", "en", 0,
          "{\n"
          "  \"name\": \"cities\", \"title\": \"Three cities\", \"subtitle\": \"\", \"l"
          "anguage\": \"en\",\n"
          "  \"units\": [\n"
          "    {\"unit\": \"med\", \"label\": \"Medellín\"},\n"
          "    {\"unit\": \"tar\", \"label\": \"Taroudannt\"},\n"
          "    {\"unit\": \"*\", \"label\": \"Total\", \"total\": true}\n"
          "  ],\n"
          "  \"periods\": [\n"
          "    {\"period\": \"2017\", \"first_day\": \"2017-01-01\", \"last_day\": \"20"
          "17-12-31\"},\n"
          "    {\"period\": \"2018\", \"first_day\": \"2018-01-01\", \"last_day\": \"20"
          "18-12-31\"}\n"
          "  ],\n"
          "  \"indicators\": [\n"
          "    {\"indicator\": \"agreements\", \"title\": \"Agreements signed\", \"unit"
          "\": \"agreements\", \"percent\": false, \"better\": \"higher\", \"once\": fa"
          "lse},\n"
          "    {\"indicator\": \"growth\", \"title\": \"Growth of agreements, year on y"
          "ear\", \"unit\": null, \"percent\": false, \"better\": \"higher\", \"once\":"
          " false},\n"
          "    {\"indicator\": \"trend\", \"title\": \"Trend\", \"unit\": null, \"perce"
          "nt\": false, \"better\": \"higher\", \"once\": true}\n"
          "  ],\n"
          "  \"cells\": [\n"
          "    {\"unit\": \"med\", \"period\": \"2017\", \"indicator\": \"agreements\","
          " \"value\": 13000, \"band\": \"green\"},\n"
          "    {\"unit\": \"med\", \"period\": \"2017\", \"indicator\": \"growth\", \"v"
          "alue\": 1082.33333},\n"
          "    {\"unit\": \"med\", \"period\": \"2018\", \"indicator\": \"agreements\","
          " \"value\": 9, \"band\": \"green\"},\n"
          "    {\"unit\": \"med\", \"period\": \"2018\", \"indicator\": \"growth\", \"v"
          "alue\": -0.999},\n"
          "    {\"unit\": \"med\", \"period\": \"all\", \"indicator\": \"trend\", \"val"
          "ue\": -1},\n"
          "    {\"unit\": \"tar\", \"period\": \"2017\", \"indicator\": \"agreements\","
          " \"value\": 0, \"band\": \"red\"},\n"
          "    {\"unit\": \"tar\", \"period\": \"2017\", \"indicator\": \"growth\", \"v"
          "alue\": -1},\n"
          "    {\"unit\": \"tar\", \"period\": \"2018\", \"indicator\": \"agreements\","
          " \"value\": 4, \"present\": 3, \"records\": 4, \"band\": \"green\"},\n"
          "    {\"unit\": \"tar\", \"period\": \"2018\", \"indicator\": \"growth\", \"v"
          "alue\": null, \"missing\": \"division by zero\"},\n"
          "    {\"unit\": \"tar\", \"period\": \"all\", \"indicator\": \"trend\", \"val"
          "ue\": 0.5},\n"
          "    {\"unit\": \"*\", \"period\": \"2017\", \"indicator\": \"agreements\", "
          "\"value\": 13003, \"band\": \"green\"},\n"
          "    {\"unit\": \"*\", \"period\": \"2017\", \"indicator\": \"growth\", \"val"
          "ue\": null, \"missing\": \"not applicable\"},\n"
          "    {\"unit\": \"*\", \"period\": \"2018\", \"indicator\": \"agreements\", "
          "\"value\": 16, \"band\": \"green\"},\n"
          "    {\"unit\": \"*\", \"period\": \"2018\", \"indicator\": \"growth\", \"val"
          "ue\": null, \"missing\": \"not applicable\"},\n"
          "    {\"unit\": \"*\", \"period\": \"all\", \"indicator\": \"trend\", \"value"
          "\": 5}\n"
          "  ],\n"
          "  \"checks\": [],\n"
          "  \"notes\": [],\n"
          "  \"hidden\": 2,\n"
          "  \"records\": []\n"
          "}\n");
    fake_close(&f);
}

static void json_escapes_texts(void **state)
{
    (void)state;
    struct fake f;
    open_hostile(&f);
    check(&f, "json", "en", 0,
          "{\n"
          "  \"name\": \"cities\", \"title\": \"A \\u001b[31m|<b>\u202etitle\", \"subti"
          "tle\": \"\", \"language\": \"en\",\n"
          "  \"units\": [\n"
          "    {\"unit\": \"a,\\\"b\\\"\", \"label\": \"*bold* | <i>&amp;\\n\\u0007\"},\n"
          "    {\"unit\": \"東京\", \"label\": \"東京\"}\n"
          "  ],\n"
          "  \"periods\": [\n"
          "    {\"period\": \"all\", \"first_day\": null, \"last_day\": null}\n"
          "  ],\n"
          "  \"indicators\": [\n"
          "    {\"indicator\": \"wording\", \"title\": \"What_they said\", \"unit\": nu"
          "ll, \"percent\": false, \"better\": \"higher\", \"once\": false},\n"
          "    {\"indicator\": \"n\", \"title\": \"N\", \"unit\": null, \"percent\": fa"
          "lse, \"better\": \"higher\", \"once\": false}\n"
          "  ],\n"
          "  \"cells\": [\n"
          "    {\"unit\": \"a,\\\"b\\\"\", \"period\": \"all\", \"indicator\": \"wordin"
          "g\", \"value\": \"say \\\"no\\\",\\r\\nthen\\tgo\"},\n"
          "    {\"unit\": \"a,\\\"b\\\"\", \"period\": \"all\", \"indicator\": \"n\", "
          "\"value\": 0},\n"
          "    {\"unit\": \"東京\", \"period\": \"all\", \"indicator\": \"wording\", \"va"
          "lue\": \"はい\"},\n"
          "    {\"unit\": \"東京\", \"period\": \"all\", \"indicator\": \"n\", \"value\":"
          " 0.1}\n"
          "  ],\n"
          "  \"checks\": [],\n"
          "  \"notes\": [],\n"
          "  \"hidden\": 0,\n"
          "  \"records\": []\n"
          "}\n");
    fake_close(&f);
}

static void markdown_is_a_pipe_table_with_its_notes(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    sections_and_units_by_indicator(&f);
    check(&f, "markdown", "fr", 0,
          "# Three cities\n"
          "\n"
          "| Unité | Indicateur | 2017 | 2018 | Toutes périodes |\n"
          "| :--- | :--- | ---: | ---: | ---: |\n"
          "| **Colombia** | | | | |\n"
          "| &emsp;Medellín | Agreements signed (agreements) | 13\u202f000 ● | 9 ● |  |\n"
          "|  | Growth of agreements, year on year | 1\u202f082,33 | -1,00 |  |\n"
          "|  | Trend |  |  | -1,00 |\n"
          "| **Morocco** | | | | |\n"
          "| &emsp;Taroudannt | Agreements signed (agreements) | 0 ▼ | 4 ●ᵃ |  |\n"
          "|  | Growth of agreements, year on year | -1,00 | –ᵇ |  |\n"
          "|  | Trend |  |  | 0,50 |\n"
          "| **Tunisia** | | | | |\n"
          "| &emsp;El Jem | Agreements signed (agreements) | 2 ▲ | 2 ▲ |  |\n"
          "|  | Growth of agreements, year on year | 0,00 | 0,00 |  |\n"
          "|  | Trend |  |  | 2,00 |\n"
          "| &emsp;Beit Sahour | Agreements signed (agreements) | 1 ▼ | 1 ▼ |  |\n"
          "|  | Growth of agreements, year on year | 0,00 | 0,00 |  |\n"
          "|  | Trend |  |  | 3,50 |\n"
          "| **Total** | **Agreements signed (agreements)** | 13\u202f003 ● | 16 ● |  |\n"
          "|  | **Growth of agreements, year on year** | –ᶜ | –ᶜ |  |\n"
          "|  | **Trend** |  |  | 5,00 |\n"
          "\n"
          "ᵃ 3 sur 4 valeurs\\\n"
          "ᵇ division par zéro\\\n"
          "ᶜ sans objet\\\n"
          "● vert  ▲ orange  ▼ rouge\n");
    fake_close(&f);
}

static void markdown_escapes_what_it_would_take_for_its_own(void **state)
{
    (void)state;
    struct fake f;
    open_hostile(&f);
    check(&f, "markdown", "en", 0,
          "# A \ufffd\\[31m\\|\\<b\\>\ufffdtitle\n"
          "\n"
          "| Unit | What\\_they said | N |\n"
          "| :--- | :--- | ---: |\n"
          "| \\*bold\\* \\| \\<i\\>\\&amp; \ufffd | say \"no\",  then go | 0.00 |\n"
          "| 東京 | はい | 0.10 |\n");
    fake_close(&f);
}

static void html_is_one_accessible_page(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    sections_and_units_by_indicator(&f);
    f.evaluation.limit = 2;
    const char *printed = fake_render(&f, "html", "es", (struct render_options){0});
    assert_non_null(strstr(printed, "<html lang=\"es\">"));
    assert_string_equal(
        strstr(printed, "<body>"),
        "<body>\n"
        "<section>\n"
        "<table>\n"
        "<caption>Three cities</caption>\n"
        "<thead>\n"
        "<tr><th scope=\"col\" class=\"stub\">Unidad</th><th scope=\"col\" class=\"st"
        "ub\">Indicador</th><th scope=\"col\">2017</th><th scope=\"col\">2018</th><th"
        " scope=\"col\">Todos los periodos</th></tr>\n"
        "</thead>\n"
        "<tbody>\n"
        "<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"5\">Colombia</th></tr"
        ">\n"
        "<tr><th scope=\"rowgroup\" rowspan=\"3\" style=\"padding-left: 1.7rem\">Mede"
        "llín</th><th scope=\"row\">Agreements signed (agreements)</th><td class=\"gr"
        "een\">13.000 <span aria-hidden=\"true\">●</span><span class=\"hidden\">verde"
        "</span></td><td class=\"green\">9 <span aria-hidden=\"true\">●</span><span c"
        "lass=\"hidden\">verde</span></td><td></td></tr>\n"
        "<tr><th scope=\"row\">Growth of agreements, year on year</th><td>1082,33</td"
        "><td>-1,00</td><td></td></tr>\n"
        "<tr><th scope=\"row\">Trend</th><td></td><td></td><td>-1,00</td></tr>\n"
        "</tbody>\n"
        "<tbody>\n"
        "<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"5\">Morocco</th></tr>\n"
        "<tr><th scope=\"rowgroup\" rowspan=\"3\" style=\"padding-left: 1.7rem\">Taro"
        "udannt</th><th scope=\"row\">Agreements signed (agreements)</th><td class=\""
        "red\">0 <span aria-hidden=\"true\">▼</span><span class=\"hidden\">rojo</span"
        "></td><td class=\"green\">4 <span aria-hidden=\"true\">●</span><span class="
        "\"hidden\">verde</span><sup>a</sup></td><td></td></tr>\n"
        "<tr><th scope=\"row\">Growth of agreements, year on year</th><td>-1,00</td><"
        "td class=\"missing\">–<sup>b</sup></td><td></td></tr>\n"
        "<tr><th scope=\"row\">Trend</th><td></td><td></td><td>0,50</td></tr>\n"
        "</tbody>\n"
        "<tbody>\n"
        "<tr class=\"total grand\"><th scope=\"rowgroup\" rowspan=\"3\">Total</th><th"
        " scope=\"row\">Agreements signed (agreements)</th><td class=\"green\">13.003"
        " <span aria-hidden=\"true\">●</span><span class=\"hidden\">verde</span></td>"
        "<td class=\"green\">16 <span aria-hidden=\"true\">●</span><span class=\"hidd"
        "en\">verde</span></td><td></td></tr>\n"
        "<tr class=\"total\"><th scope=\"row\">Growth of agreements, year on year</th"
        "><td class=\"missing\">–<sup>c</sup></td><td class=\"missing\">–<sup>c</sup>"
        "</td><td></td></tr>\n"
        "<tr class=\"total\"><th scope=\"row\">Trend</th><td></td><td></td><td>5,00</"
        "td></tr>\n"
        "</tbody>\n"
        "</table>\n"
        "<div class=\"notes\" role=\"note\" aria-label=\"Notas\">\n"
        "<p><sup>a</sup> 3 de 4 valores</p>\n"
        "<p><sup>b</sup> división por cero</p>\n"
        "<p><sup>c</sup> no aplica</p>\n"
        "<p>● verde  ▲ ámbar  ▼ rojo</p>\n"
        "<p>Unidades no mostradas: 2 de 4. Los totales las cuentan.</p>\n"
        "</div>\n"
        "</section>\n"
        "</body>\n"
        "</html>\n");
    fake_close(&f);
}

static void html_escapes_texts(void **state)
{
    (void)state;
    struct fake f;
    open_hostile(&f);
    const char *printed = fake_render(&f, "html", "en", (struct render_options){0});
    assert_non_null(strstr(printed, "<html lang=\"en\">"));
    assert_string_equal(
        strstr(printed, "<body>"),
        "<body>\n"
        "<section>\n"
        "<table>\n"
        "<caption>A \ufffd[31m|&lt;b&gt;\ufffdtitle</caption>\n"
        "<thead>\n"
        "<tr><th scope=\"col\" class=\"stub\">Unit</th><th scope=\"col\">What_they sa"
        "id</th><th scope=\"col\">N</th></tr>\n"
        "</thead>\n"
        "<tbody>\n"
        "<tr><th scope=\"row\">*bold* | &lt;i&gt;&amp;amp; \ufffd</th><td class=\"wor"
        "ds\">say &quot;no&quot;,  then go</td><td>0.00</td></tr>\n"
        "<tr><th scope=\"row\">東京</th><td class=\"words\">はい</td><td>0.10</td></tr>\n"
        "</tbody>\n"
        "</table>\n"
        "</section>\n"
        "</body>\n"
        "</html>\n");
    fake_close(&f);
}

static void the_long_layout_has_a_line_for_each_cell(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    f.evaluation.limit = 2;
    check_long(&f, "csv",
               "table,unit,label,period,indicator,value,missing\n"
               "cities,med,Medellín,2016,agreements,12,\n"
               "cities,med,Medellín,2016,growth,,no previous period\n"
               "cities,med,Medellín,2017,agreements,13000,\n"
               "cities,med,Medellín,2017,growth,1082.33333,\n"
               "cities,med,Medellín,2018,agreements,9,\n"
               "cities,med,Medellín,2018,growth,-0.999,\n"
               "cities,med,Medellín,all,trend,-1,\n"
               "cities,tar,Taroudannt,2016,agreements,3,\n"
               "cities,tar,Taroudannt,2016,growth,,no previous period\n"
               "cities,tar,Taroudannt,2017,agreements,0,\n"
               "cities,tar,Taroudannt,2017,growth,-1,\n"
               "cities,tar,Taroudannt,2018,agreements,4,\n"
               "cities,tar,Taroudannt,2018,growth,,division by zero\n"
               "cities,tar,Taroudannt,all,trend,0.5,\n"
               "cities,*,Total,2016,agreements,16,\n"
               "cities,*,Total,2016,growth,,not applicable\n"
               "cities,*,Total,2017,agreements,13003,\n"
               "cities,*,Total,2017,growth,,not applicable\n"
               "cities,*,Total,2018,agreements,16,\n"
               "cities,*,Total,2018,growth,,not applicable\n"
               "cities,*,Total,all,trend,5,\n");
    fake_close(&f);
}

static void the_long_layout_as_json_is_a_list(void **state)
{
    (void)state;
    struct fake f;
    open_hostile(&f);
    check_long(
        &f, "json",
        "[\n"
        "{\"table\": \"cities\", \"unit\": \"a,\\\"b\\\"\", \"label\": \"*bold* | <i>"
        "&amp;\\n\\u0007\", \"period\": \"all\", \"indicator\": \"wording\", \"value"
        "\": \"say \\\"no\\\",\\r\\nthen\\tgo\", \"missing\": null},\n"
        "{\"table\": \"cities\", \"unit\": \"a,\\\"b\\\"\", \"label\": \"*bold* | <i>"
        "&amp;\\n\\u0007\", \"period\": \"all\", \"indicator\": \"n\", \"value\": 0, "
        "\"missing\": null},\n"
        "{\"table\": \"cities\", \"unit\": \"東京\", \"label\": \"東京\", \"period\": \"a"
        "ll\", \"indicator\": \"wording\", \"value\": \"はい\", \"missing\": null},\n"
        "{\"table\": \"cities\", \"unit\": \"東京\", \"label\": \"東京\", \"period\": \"a"
        "ll\", \"indicator\": \"n\", \"value\": 0.1, \"missing\": null}\n"
        "]\n");
    fake_close(&f);
}

static void colour_is_only_there_when_asked_for(void **state)
{
    (void)state;
    struct fake f;
    open_cities(&f);
    assert_null(
        strchr(fake_render(&f, "text", "en", (struct render_options){0}), '\033'));
    const char *printed =
        fake_render(&f, "text", "en", (struct render_options){.colour = true});
    assert_non_null(strstr(printed, "\033[1mThree cities\033[0m\n"));
    assert_non_null(strstr(printed, "\033[31m0 ▼\033[0m"));
    fake_close(&f);
}

static void no_line_of_a_text_table_is_wider_than_the_terminal(void **state)
{
    (void)state;
    for (size_t width = 40; width < 120; width += 7) {
        struct fake f;
        open_cities(&f);
        const char *line =
            fake_render(&f, "text", "fr", (struct render_options){.width = width});
        for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            struct text copy = {0};
            text_add_bytes(&copy, line, (size_t)(end - line));
            assert_true(utf8_width(text_of(&copy)) <= width);
            assert_true(copy.size == 0 || end[-1] != ' ');
            text_clear(&copy);
        }
        fake_close(&f);
    }
}

static void several_tables_follow_one_another(void **state)
{
    (void)state;
    struct fake f, g;
    struct text out = {0};
    struct render_options options = {.report_title = "Report"};
    open_hostile(&f);
    open_hostile(&g);
    f.plan.shown_count = g.plan.shown_count = 0;
    const struct table *tables[] = {fake_table(&f, "en"), fake_table(&g, "en")};
    renderer_find("csv")->run(tables, 2, &options, &out);
    assert_string_equal(text_of(&out), "table,unit,label\n\ntable,unit,label\n");
    text_clear(&out);
    renderer_find("json")->run(tables, 2, &options, &out);
    assert_starts(&out, "{\"title\": \"Report\", \"tables\": [\n{\n");
    text_clear(&out);
    renderer_find("markdown")->run(tables, 2, &options, &out);
    assert_starts(&out, "# Report\n\n## A");
    text_clear(&out);
    renderer_find("html")->run(tables, 2, &options, &out);
    assert_non_null(strstr(text_of(&out), "<h1>Report</h1>"));
    text_clear(&out);
    renderer_find("text")->run(tables, 2, &options, &out);
    assert_starts(&out, "Report\n\nA");
    text_clear(&out);
    fake_close(&f);
    fake_close(&g);
}

static void a_table_without_units_or_indicators_is_still_printed(void **state)
{
    (void)state;
    size_t count;
    const struct renderer *renderers = renderers_all(&count);
    for (size_t i = 0; i < count; i++)
        for (int long_layout = 0; long_layout < 2; long_layout++) {
            struct fake f;
            fake_open(&f, 2017, 2018);
            struct render_options options = {.width = 80, .long_layout = long_layout};
            fake_render(&f, renderers[i].name, "en", options);
            fake_unit(&f, "a", "A", NULL);
            fake_render(&f, renderers[i].name, "en", options);
            fake_close(&f);
            fake_open(&f, 2017, 2018);
            fake_indicator(&f, "n", "N");
            const char *printed = fake_render(&f, renderers[i].name, "fr", options);
            if (i == 0)
                assert_non_null(strstr(printed, "Aucune unité.\n"));
            fake_close(&f);
        }
}

static void renderers_are_found_by_name_and_by_ending(void **state)
{
    (void)state;
    assert_string_equal(renderer_find("markdown")->ending, "md");
    assert_null(renderer_find("pdf"));
    assert_string_equal(renderer_for_file("out/Table.HTML")->name, "html");
    assert_string_equal(renderer_for_file("notes.markdown")->name, "markdown");
    assert_null(renderer_for_file("out.d/table"));
    assert_true(renderer_find("csv")->has_long && !renderer_find("html")->has_long);
}

static void a_grid_of_texts_stands_in_columns(void **state)
{
    (void)state;
    static const char *const cells[] = {"name",  "count",    "é",   "a", "9",
                                        "x\033", "long one", "-10", NULL};
    struct text out = {0};
    render_grid(cells, 3, 3, &(struct render_options){0}, &out);
    assert_string_equal(text_of(&out), "name      count  é\n"
                                       "───────────────────\n"
                                       "a             9  x\ufffd\n"
                                       "long one    -10\n");
    text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_text_table_aligns_on_the_decimal_mark_with_signs_marks_and_sparklines),
        cmocka_unit_test(a_text_table_too_wide_is_cut_into_blocks_with_french_numbers),
        cmocka_unit_test(sections_and_repeated_labels_leave_room_in_spanish),
        cmocka_unit_test(hostile_texts_stay_texts_in_a_text_table),
        cmocka_unit_test(csv_quotes_and_changes_nothing),
        cmocka_unit_test(csv_has_names_keys_and_exact_figures),
        cmocka_unit_test(json_tells_everything_of_a_table),
        cmocka_unit_test(json_escapes_texts),
        cmocka_unit_test(markdown_is_a_pipe_table_with_its_notes),
        cmocka_unit_test(markdown_escapes_what_it_would_take_for_its_own),
        cmocka_unit_test(html_is_one_accessible_page),
        cmocka_unit_test(html_escapes_texts),
        cmocka_unit_test(the_long_layout_has_a_line_for_each_cell),
        cmocka_unit_test(the_long_layout_as_json_is_a_list),
        cmocka_unit_test(colour_is_only_there_when_asked_for),
        cmocka_unit_test(no_line_of_a_text_table_is_wider_than_the_terminal),
        cmocka_unit_test(several_tables_follow_one_another),
        cmocka_unit_test(a_table_without_units_or_indicators_is_still_printed),
        cmocka_unit_test(renderers_are_found_by_name_and_by_ending),
        cmocka_unit_test(a_grid_of_texts_stands_in_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
