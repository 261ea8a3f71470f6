/* words.c - the product's own words in three languages, as one table.
 *
 * English, French, Spanish stand side by side, so a word that lacks a language does not
 * compile into a silent gap: a test reads every field. The user's words never stand here.
 */
#include "table/words.h"

#include <string.h>

#include "base/text.h"
#include "data/value.h"

enum language { ENGLISH, FRENCH, SPANISH, LANGUAGES };

#define NB "\u00a0" /* before a French colon */

static const char *const words[WORD_COUNT][LANGUAGES] = {
    [WORD_UNIT] = {"Unit", "Unité", "Unidad"},
    [WORD_PERIOD] = {"Period", "Période", "Periodo"},
    [WORD_INDICATOR] = {"Indicator", "Indicateur", "Indicador"},
    [WORD_FIGURE] = {"Figure", "Donnée", "Cifra"},
    [WORD_BASELINE] = {"Baseline", "Situation de référence", "Línea de base"},
    [WORD_VALUE] = {"Actual value", "Valeur réalisée", "Valor alcanzado"},
    [WORD_TARGET] = {"Target", "Cible", "Meta"},
    [WORD_ACHIEVEMENT] = {"Achievement rate", "Taux de réalisation",
                          "Porcentaje de cumplimiento"},
    [WORD_TOTAL] = {"Total", "Total", "Total"},
    [WORD_WHOLE] = {"All", "Ensemble", "Conjunto"},
    [WORD_ALL_PERIODS] = {"All periods", "Toutes périodes", "Todos los periodos"},
    [WORD_NOT_GIVEN] = {"(not given)", "(non renseigné)", "(sin dato)"},
    [WORD_QUARTER] = {"Q", "T", "T"},
    [WORD_COLON] = {": ", NB ": ", ": "},
    [WORD_GREEN] = {"green", "vert", "verde"},
    [WORD_AMBER] = {"amber", "orange", "ámbar"},
    [WORD_RED] = {"red", "rouge", "rojo"},
    [WORD_VALUES_OF] = {"%1 of %2 values", "%1 sur %2 valeurs", "%1 de %2 valores"},
    [WORD_REPORTED_OF] = {"%1 of %2 reported", "%1 sur %2 déclarations",
                          "%1 de %2 informes"},
    [WORD_PARTIAL_MANY] = {"worked out although values were missing, at worst %1 (%2)",
                           "calculé malgré des valeurs manquantes, au pire %1 (%2)",
                           "calculado aunque faltaban valores, en el peor caso %1 (%2)"},
    [WORD_AND_MORE] = {"and %1 more", "et %1 de plus", "y %1 más"},
    [WORD_BANDS] = {"● green  ▲ amber  ▼ red", "● vert  ▲ orange  ▼ rouge",
                    "● verde  ▲ ámbar  ▼ rojo"},
    [WORD_LIMIT] = {"Units not shown: %1 of %2.",
                    "Unités non affichées" NB ": %1 sur %2.",
                    "Unidades no mostradas: %1 de %2."},
    [WORD_LIMIT_TOTALS] = {"Units not shown: %1 of %2. Totals count them.",
                           "Unités non affichées" NB
                           ": %1 sur %2. Les totaux les comptent.",
                           "Unidades no mostradas: %1 de %2. Los totales las cuentan."},
    [WORD_SPANS] =
        {"%1: a record that lasts over several periods is counted in full in each.",
         "%1" NB
         ": un enregistrement qui couvre plusieurs périodes compte en entier dans "
         "chacune.",
         "%1: un registro que abarca varios periodos cuenta por entero en cada uno."},
    [WORD_CHECK] = {"Check: %1", "Contrôle" NB ": %1", "Control: %1"},
    [WORD_CHECK_HERE] = {"Check: %1 (%2)", "Contrôle" NB ": %1 (%2)", "Control: %1 (%2)"},
    [WORD_CHECK_FIGURES] = {"Check: %1 (%3 against %4)",
                            "Contrôle" NB ": %1 (%3 contre %4)",
                            "Control: %1 (%3 frente a %4)"},
    [WORD_CHECK_FULL] = {"Check: %1 (%2: %3 against %4)",
                         "Contrôle" NB ": %1 (%2" NB ": %3 contre %4)",
                         "Control: %1 (%2: %3 frente a %4)"},
    [WORD_CHECK_MORE] = {"Check: %1 (%2 more cells)",
                         "Contrôle" NB ": %1 (%2 autres cellules)",
                         "Control: %1 (%2 celdas más)"},
    [WORD_UNDECIDED] = {"Check not possible, %3: %1 (%2)",
                        "Contrôle impossible, %3" NB ": %1 (%2)",
                        "Control imposible, %3: %1 (%2)"},
    [WORD_RECORDS_OF] = {"%1: ", "%1" NB ": ", "%1: "},
    [WORD_RECORDS_BY] = {"%1 by %2: ", "%1 selon %2" NB ": ", "%1 según %2: "},
    [WORD_READ] = {"record read|records read", "enregistrement lu|enregistrements lus",
                   "registro leído|registros leídos"},
    [WORD_USED] = {"used", "utilisé|utilisés", "usado|usados"},
    [WORD_UNDATED] = {"has no date, so it counts in every period",
                      "n'a pas de date et compte donc à chaque période",
                      "no tiene fecha, así que cuenta en cada periodo"},
    [WORD_NO_UNIT] = {"without a unit", "sans unité", "sin unidad"},
    [WORD_OTHER_UNIT] = {"of units left out", "d'unités écartées",
                         "de unidades excluidas"},
    [WORD_NO_PERIOD] = {"without a date", "sans date", "sin fecha"},
    [WORD_OTHER_PERIOD] = {"outside the periods", "hors des périodes",
                           "fuera de los periodos"},
    [WORD_BROKEN_KEY] = {"with a key to nothing", "dont la clé ne mène à rien",
                         "con una clave a nada"},
    [WORD_SKIPPED] = {"row skipped|rows skipped", "ligne écartée|lignes écartées",
                      "fila omitida|filas omitidas"},
    [WORD_DUPLICATE] = {"duplicate left out|duplicates left out",
                        "doublon écarté|doublons écartés",
                        "duplicado omitido|duplicados omitidos"},
    [WORD_UNREADABLE] = {"value unreadable|values unreadable",
                         "valeur illisible|valeurs illisibles",
                         "valor ilegible|valores ilegibles"},
    [WORD_NOTES] = {"Notes", "Notes", "Notas"},
    [WORD_NO_UNITS] = {"No units.", "Aucune unité.", "Ninguna unidad."},
};

static const char *const reasons[REASON_COUNT][LANGUAGES] = {
    [REASON_REFUSED] = {NULL, "illisible", "ilegible"},
    [REASON_STOPPED] = {NULL, "arrêté, limite atteinte", "detenido, límite alcanzado"},
    [REASON_NOT_REPORTED] = {NULL, "non déclaré", "no informado"},
    [REASON_MISSING] = {NULL, "non renseigné dans les données", "sin valor en los datos"},
    [REASON_NO_RECORDS] = {NULL, "aucun enregistrement", "sin registros"},
    [REASON_DEFINITION_CHANGED] = {NULL, "changement de définition",
                                   "cambio de definición"},
    [REASON_OUTSIDE_LIFE] = {NULL, "hors de la durée de la coopération",
                             "fuera de la vida de la cooperación"},
    [REASON_NO_PREVIOUS] = {NULL, "pas de période précédente", "sin periodo anterior"},
    [REASON_NO_TARGET] = {NULL, "pas de cible", "sin meta"},
    [REASON_DIVISION_BY_ZERO] = {NULL, "division par zéro", "división por cero"},
    [REASON_NOT_DEFINED] = {NULL, "non défini", "no definido"},
    [REASON_NOT_APPLICABLE] = {NULL, "sans objet", "no aplica"},
    [REASON_NONE] = {NULL, "", ""},
};

/* The field's words for the tags of indicators: levels of a logframe, criteria, dimensions. */
static const char *const tags[][LANGUAGES] = {
    {"input", "intrant", "insumo"},
    {"activity", "activité", "actividad"},
    {"output", "produit", "producto"},
    {"outcome", "effet", "efecto"},
    {"impact", "impact", "impacto"},
    {"relevance", "pertinence", "pertinencia"},
    {"coherence", "cohérence", "coherencia"},
    {"effectiveness", "efficacité", "eficacia"},
    {"efficiency", "efficience", "eficiencia"},
    {"sustainability", "durabilité", "sostenibilidad"},
    {"institutional", "institutionnelle", "institucional"},
    {"political", "politique", "política"},
    {"territorial", "territoriale", "territorial"},
};

static enum language language_find(const char *language)
{
    if (strcmp(language, "fr") == 0)
        return FRENCH;
    return strcmp(language, "es") == 0 ? SPANISH : ENGLISH;
}

const char *word_of(const char *language, enum word word)
{
    return words[word][language_find(language)];
}

const char *word_of_reason(const char *language, enum reason reason)
{
    enum language column = language_find(language);
    return column == ENGLISH ? reason_text(reason) : reasons[reason][column];
}

const char *word_of_tag(const char *language, const char *tag)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i][ENGLISH], tag) == 0)
            return tags[i][language_find(language)];
    return tag;
}

void word_add_counted(struct text *out, const char *language, enum word word,
                      uint64_t count)
{
    char number[NUMBER_TEXT_SIZE];
    text_add_bytes(out, number, number_format_for((double)count, 0, language, number));
    text_add_char(out, ' ');
    const char *one = word_of(language, word), *bar = strchr(one, '|');
    bool singular = count == 1 || (count == 0 && language_find(language) == FRENCH);
    if (bar == NULL)
        text_add(out, one);
    else if (singular)
        text_add_bytes(out, one, (size_t)(bar - one));
    else
        text_add(out, bar + 1);
}

void word_add_filled(struct text *out, const char *language, enum word word,
                     const char *const *arguments, size_t count)
{
    const char *rest = word_of(language, word);
    for (const char *sign; (sign = strchr(rest, '%')) != NULL; rest = sign + 2) {
        text_add_bytes(out, rest, (size_t)(sign - rest));
        size_t number = (size_t)(sign[1] - '1');
        if (number < count && arguments[number] != NULL)
            text_add(out, arguments[number]);
    }
    text_add(out, rest);
}

uint32_t character_safe(uint32_t character)
{
    if (character == '\t' || character == '\n' || character == '\r')
        return ' ';
    bool control = character < 0x20 || (character >= 0x7f && character < 0xa0);
    bool turns = (character >= 0x202a && character <= 0x202e) ||
                 (character >= 0x2066 && character <= 0x2069) || character == 0x200e ||
                 character == 0x200f || character == 0x061c;
    bool breaks = character == 0x2028 || character == 0x2029;
    return control || turns || breaks ? 0xfffd : character;
}

void text_add_safe(struct text *out, const char *string)
{
    const char *plain = string, *at = string;
    size_t left = strlen(string);
    while (left > 0) {
        if ((unsigned char)*at >= 0x20 && (unsigned char)*at < 0x7f) {
            at++, left--;
            continue;
        }
        uint32_t character;
        size_t size = utf8_decode(at, left, &character);
        uint32_t safe = character_safe(character);
        if (safe != character || character == 0xfffd) {
            char bytes[4];
            text_add_bytes(out, plain, (size_t)(at - plain));
            text_add_bytes(out, bytes, utf8_encode(safe, bytes));
            plain = at + size;
        }
        at += size, left -= size;
    }
    text_add_bytes(out, plain, (size_t)(at - plain));
}
