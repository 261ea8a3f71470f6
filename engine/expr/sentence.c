/* sentence.c - nodes into words: a table of patterns, and the few that need more.
 *
 * In a pattern %1 %2 %3 are the arguments, %* all of them, %t the node's text, %d the
 * dataset of the column that is measured. An argument that is an expression itself is put
 * between parentheses, a name or a number is not. Nodes share arguments, so words could
 * grow beyond any bound while the catalogue stays small: a sentence ends at a size and at
 * a depth.
 *
 * Everything is appended to the caller's text; nothing is kept.
 */
#include "expr/sentence.h"

#include <string.h>

#include "base/text.h"
#include "data/value.h"
#include "expr/sentence_patterns.h"

enum { LONGEST = 1200, DEEPEST = 48, PAIRS_NAMED = 8 };

struct sentence {
    const struct catalogue *catalogue;
    struct text *out;
    size_t start;
    unsigned depth;
};

static void say(struct sentence *sentence, uint32_t number);

static bool is_full(struct sentence *sentence)
{
    if (sentence->out->size - sentence->start < LONGEST && sentence->depth < DEEPEST)
        return false;
    size_t size = sentence->out->size;
    if (size < 3 || strcmp(sentence->out->bytes + size - 3, "…") != 0)
        text_add(sentence->out, "…");
    return true;
}

static const struct node *node_of(const struct sentence *sentence, uint32_t number)
{
    return catalogue_node(sentence->catalogue, number);
}

static uint32_t argument(const struct sentence *sentence, const struct node *node,
                         uint32_t at)
{
    return catalogue_argument(sentence->catalogue, node, at);
}

/* ---- values ---- */

void sentence_add_value(const char *value, struct text *out)
{
    bool bare = *value != '\0' && strpbrk(value, " ,;'\"()") == NULL;
    text_addf(out, bare ? "%s" : "'%s'", value);
}

void sentence_add_number(double number, struct text *out)
{
    char written[NUMBER_TEXT_SIZE];
    number_format(number, written);
    text_add(out, written);
}

static void say_literal(struct sentence *sentence, const struct node *node)
{
    if (node->op == OP_TEXT)
        sentence_add_value(catalogue_text(sentence->catalogue, node->text),
                           sentence->out);
    else if (node->op == OP_BOOLEAN)
        text_add(sentence->out, node->number != 0 ? "true" : "false");
    else
        sentence_add_number(node->number, sentence->out);
}

/* ---- arguments ---- */

static const char *indicator_name(const struct sentence *sentence,
                                  const struct node *node)
{
    if (node->op != OP_INDICATOR)
        return NULL;
    size_t number = (size_t)node->number;
    return catalogue_text(sentence->catalogue,
                          sentence->catalogue->indicators[number].name);
}

static bool is_atom(const struct sentence *sentence, const struct node *node)
{
    return op_class(node->op) == CLASS_LITERAL || node->op == OP_FIELD ||
           op_class(node->op) == CLASS_DATASET || op_class(node->op) == CLASS_FILTER ||
           op_class(node->op) == CLASS_TEST || indicator_name(sentence, node) != NULL ||
           node->op == OP_RECODE || node->op == OP_PERIOD_YEAR ||
           node->op == OP_PERIOD_END ||
           (node->op >= OP_IF_ABOVE && node->op <= OP_IS_MISSING);
}

static void say_argument(struct sentence *sentence, uint32_t number, bool bare)
{
    bool atom = bare || is_atom(sentence, node_of(sentence, number));
    text_add(sentence->out, atom ? "" : "(");
    say(sentence, number);
    text_add(sentence->out, atom ? "" : ")");
}

static void say_list(struct sentence *sentence, const struct node *node, uint32_t first,
                     const char *between)
{
    for (uint32_t i = first; i < node->count && !is_full(sentence); i++) {
        text_add(sentence->out, i > first ? between : "");
        say_argument(sentence, argument(sentence, node, i), false);
    }
}

/* " of agreements where …": the dataset of the first field of a column. */
static void say_source(struct sentence *sentence, const struct node *node)
{
    for (unsigned depth = 0; node->op != OP_FIELD && depth < DEEPEST; depth++) {
        const struct node *found = NULL;
        for (uint32_t i = 0; found == NULL && i < node->count; i++) {
            const struct node *part = node_of(sentence, argument(sentence, node, i));
            found = op_class(part->op) == CLASS_LITERAL ? NULL : part;
        }
        if (found == NULL)
            return;
        node = found;
    }
    if (node->op != OP_FIELD)
        return;
    text_add(sentence->out, " of ");
    say(sentence, argument(sentence, node, 0));
}

static void fill(struct sentence *sentence, const struct node *node, const char *pattern)
{
    bool measure =
        op_class(node->op) == CLASS_MEASURE || op_class(node->op) == CLASS_FAMILY;
    for (const char *at = pattern; *at != '\0'; at++) {
        if (*at != '%') {
            text_add_char(sentence->out, *at);
            continue;
        }
        switch (*++at) {
        case 't':
            if (node->text != NO_TEXT)
                text_add(sentence->out, catalogue_text(sentence->catalogue, node->text));
            break;
        case 'd':
            say_source(sentence, node_of(sentence, argument(sentence, node, 0)));
            break;
        case '*':
            say_list(sentence, node, 0, ", ");
            break;
        default:
            if ((uint32_t)(*at - '1') < node->count)
                say_argument(sentence, argument(sentence, node, (uint32_t)(*at - '1')),
                             measure);
        }
    }
}

/* ---- datasets and filters ---- */

static void say_dataset(struct sentence *sentence, const struct node *node)
{
    const char *name = catalogue_text(sentence->catalogue, node->text);
    if (node->op == OP_DATASET) {
        text_add(sentence->out, name != NULL ? name : "the units");
        return;
    }
    uint32_t inner = argument(sentence, node, 0);
    say(sentence, inner);
    if (node->op == OP_WHERE) {
        text_add(sentence->out,
                 node_of(sentence, inner)->op == OP_WHERE ? " and " : " where ");
        say(sentence, argument(sentence, node, 1));
        return;
    }
    text_add(sentence->out, node->count == 1   ? " (counted in every period)"
                            : node->count == 2 ? " (dated by "
                                               : " (from ");
    for (uint32_t i = 1; i < node->count; i++) {
        text_add(sentence->out, i > 1 ? " to " : "");
        say(sentence, argument(sentence, node, i));
    }
    text_add(sentence->out, node->count > 1 ? ")" : "");
}

void sentence_add_test(enum op op, const char *column, const char *const *operands,
                       size_t count, struct text *out)
{
    static const struct {
        enum op op;
        const char *words, *between;
    } tests[] = {
        {OP_TEST_EQUAL, "is ", ""},
        {OP_TEST_IN, "is ", " or "},
        {OP_TEST_ABOVE, "is above ", ""},
        {OP_TEST_AT_LEAST, "is at least ", ""},
        {OP_TEST_BELOW, "is below ", ""},
        {OP_TEST_AT_MOST, "is at most ", ""},
        {OP_TEST_BETWEEN, "is from ", " to "},
        {OP_TEST_LIKE, "is like ", ""},
        {OP_TEST_MISSING, "is missing", ""},
        {OP_TEST_PRESENT, "is given", ""},
        {OP_TEST_HAS, "holds ", ""},
    };
    text_addf(out, "%s ", column);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (tests[i].op != op)
            continue;
        text_add(out, tests[i].words);
        for (size_t k = 0; k < count && k < PAIRS_NAMED; k++)
            text_addf(out, "%s%s", k > 0 ? tests[i].between : "", operands[k]);
        if (count > PAIRS_NAMED)
            text_addf(out, " or %zu more", count - PAIRS_NAMED);
        return;
    }
}

/* "kind is not protocol"; where the test does not begin with "is", "not (…)". */
void sentence_add_negated(const char *test, const char *column, struct text *out)
{
    size_t size = strlen(column);
    if (strncmp(test, column, size) == 0 && strncmp(test + size, " is ", 4) == 0)
        text_addf(out, "%s is not %s", column, test + size + 4);
    else
        text_addf(out, "not (%s)", test);
}

static void say_not(struct sentence *sentence, const struct node *node)
{
    struct text test = {0}, column = {0};
    struct sentence inner = {sentence->catalogue, &test, 0, sentence->depth + 1};
    struct sentence name = {sentence->catalogue, &column, 0, sentence->depth + 1};
    say(&inner, argument(sentence, node, node->count - 1));
    say_argument(&name, argument(sentence, node, 0), false);
    sentence_add_negated(text_of(&test), text_of(&column), sentence->out);
    text_clear(&test);
    text_clear(&column);
}

static void say_test(struct sentence *sentence, const struct node *node)
{
    if (node->op == OP_TEST_NOT) {
        say_not(sentence, node);
        return;
    }
    struct text words[PAIRS_NAMED + 1] = {0};
    const char *operands[PAIRS_NAMED] = {0};
    uint32_t count = node->count > 0 ? node->count - 1 : 0;
    for (uint32_t i = 0; i < PAIRS_NAMED + 1u && i < node->count; i++) {
        struct sentence part = {sentence->catalogue, &words[i], 0, sentence->depth + 1};
        say_argument(&part, argument(sentence, node, i), false);
        if (i > 0)
            operands[i - 1] = text_of(&words[i]);
    }
    sentence_add_test(node->op, text_of(&words[0]), operands, count, sentence->out);
    for (uint32_t i = 0; i < PAIRS_NAMED + 1u; i++)
        text_clear(&words[i]);
}

static void say_filter(struct sentence *sentence, const struct node *node)
{
    bool any = node->op == OP_ANY && node->count > 1;
    text_add(sentence->out, any ? "(" : "");
    say_list(sentence, node, 0, any ? " or " : " and ");
    text_add(sentence->out, any ? ")" : "");
}

/* ---- words that are more than a pattern ---- */

static void say_recode(struct sentence *sentence, const struct node *node)
{
    say_argument(sentence, argument(sentence, node, 0), false);
    text_add(sentence->out, " read as");
    for (uint32_t i = 1; i + 1 < node->count; i += 2) {
        if (i / 2 >= PAIRS_NAMED) {
            text_addf(sentence->out, " and %u more", (node->count - i) / 2);
            return;
        }
        text_add(sentence->out, i > 1 ? ", " : " ");
        say(sentence, argument(sentence, node, i));
        text_add(sentence->out, " = ");
        say(sentence, argument(sentence, node, i + 1));
    }
}

static void say_mix(struct sentence *sentence, const struct node *node)
{
    const char *how = catalogue_text(sentence->catalogue, node->text);
    text_addf(sentence->out, "%s mean of ", how != NULL ? how : "arithmetic");
    for (uint32_t i = 0; i + 1 < node->count && !is_full(sentence); i += 2) {
        text_add(sentence->out, i > 0 ? ", " : "");
        say_argument(sentence, argument(sentence, node, i), false);
        if (!(node->flags & FLAG_WEIGHTED))
            continue;
        text_add(sentence->out, " (weight ");
        say(sentence, argument(sentence, node, i + 1));
        text_add(sentence->out, ")");
    }
    if (node->flags & FLAG_SKIP)
        text_add(sentence->out, "; a missing part is passed over");
}

static void say_by_year(struct sentence *sentence, const struct node *node)
{
    for (uint32_t i = 0; i + 1 < node->count && !is_full(sentence); i += 2) {
        double key = node_of(sentence, argument(sentence, node, i))->number;
        text_add(sentence->out, i > 0 ? "; " : "");
        text_addf(sentence->out, key < 100 ? "from year %g on: " : "from %g on: ", key);
        say_argument(sentence, argument(sentence, node, i + 1), false);
    }
}

static void say_previous(struct sentence *sentence, const struct node *node)
{
    double back =
        node->count > 1 ? node_of(sentence, argument(sentence, node, 1))->number : 1;
    say_argument(sentence, argument(sentence, node, 0), false);
    if (back == 1)
        text_add(sentence->out, " one period before");
    else
        text_addf(sentence->out, " %g periods before", back);
}

static void say_share(struct sentence *sentence, const struct node *node)
{
    text_add(sentence->out, "share of records of ");
    say(sentence, argument(sentence, node, 0));
    text_add(sentence->out, " for which ");
    say(sentence, argument(sentence, node, 1));
    if (node->flags & FLAG_OF_ALL)
        text_add(sentence->out, ", among all of them");
}

static void say_joined(struct sentence *sentence, const struct node *node)
{
    say_list(sentence, node, 0, node->op == OP_BOTH ? " and " : " or ");
}

static void say_negated(struct sentence *sentence, const struct node *node)
{
    text_add(sentence->out, "not (");
    say(sentence, argument(sentence, node, 0));
    text_add(sentence->out, ")");
}

static void say_indicator(struct sentence *sentence, const struct node *node)
{
    const char *name = indicator_name(sentence, node);
    size_t number = (size_t)node->number;
    if (name != NULL)
        text_add(sentence->out, name);
    else
        say(sentence, sentence->catalogue->indicators[number].value);
}

static void say_field(struct sentence *sentence, const struct node *node)
{
    text_add(sentence->out, catalogue_text(sentence->catalogue, node->text));
}

static const struct {
    enum op op;
    void (*say)(struct sentence *sentence, const struct node *node);
} own_words[] = {
    {OP_RECODE, say_recode},     {OP_MIX, say_mix},     {OP_BY_YEAR, say_by_year},
    {OP_PREVIOUS, say_previous}, {OP_SHARE, say_share}, {OP_INDICATOR, say_indicator},
    {OP_FIELD, say_field},       {OP_BOTH, say_joined}, {OP_EITHER, say_joined},
    {OP_NEGATE, say_negated},
};

static const char *pattern_of(const struct sentence *sentence, const struct node *node)
{
    if (node->op == OP_COUNT &&
        node_of(sentence, argument(sentence, node, 0))->sort == SORT_DATASET)
        return "number of records of %1";
    uint32_t count = node->count;
    bool usual = node->op == OP_MINMAX && count == 3;
    for (uint32_t i = 1; usual && i < 3; i++) { /* the 0 and 1 that nobody had to say */
        const struct node *end = node_of(sentence, argument(sentence, node, i));
        usual = end->op == OP_NUMBER && end->number == (double)(i - 1);
    }
    for (size_t i = 0; i < sizeof shorter / sizeof *shorter; i++)
        if (shorter[i].op == node->op && shorter[i].count == (usual ? 1 : count))
            return shorter[i].pattern;
    return patterns[node->op];
}

static void say_words(struct sentence *sentence, const struct node *node)
{
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        if (own_words[i].op == node->op) {
            own_words[i].say(sentence, node);
            return;
        }
    const char *pattern = pattern_of(sentence, node);
    if (pattern == NULL) {
        text_addf(sentence->out, "%s of ", op_word(node->op));
        say_list(sentence, node, 0, ", ");
        return;
    }
    fill(sentence, node, pattern);
    if (node->op == OP_IS_MISSING && node->text != NO_TEXT)
        text_addf(sentence->out, " (%s)",
                  catalogue_text(sentence->catalogue, node->text));
    for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++)
        if (node->flags & flag_words[i].flag)
            text_add(sentence->out, flag_words[i].words);
}

static void say(struct sentence *sentence, uint32_t number)
{
    const struct node *node = node_of(sentence, number);
    if (is_full(sentence))
        return;
    sentence->depth++;
    switch (op_class(node->op)) {
    case CLASS_LITERAL:
        say_literal(sentence, node);
        break;
    case CLASS_DATASET:
        say_dataset(sentence, node);
        break;
    case CLASS_FILTER:
        say_filter(sentence, node);
        break;
    case CLASS_TEST:
        say_test(sentence, node);
        break;
    default:
        say_words(sentence, node);
        break;
    }
    sentence->depth--;
}

void sentence_add(const struct catalogue *catalogue, uint32_t node, struct text *out)
{
    struct sentence sentence = {catalogue, out, out->size, 0};
    say(&sentence, node);
}
