/* script_unused.c - warnings for what a script builds and never uses.
 *
 * A node that is no other node's argument and no indicator's or evaluation's was built
 * for nothing: `d:where { … }` whose result was dropped, or the lost half of `a and b`.
 * Told once a line, and only for the script and for files of indicators: a file that
 * returns functions or tables keeps things for others.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/reading.h"

static void use_node(bool *used, uint32_t node)
{
    if (node != NO_NODE)
        used[node] = true;
}

static bool *find_used(const struct reading *reading)
{
    const struct catalogue *catalogue = reading->catalogue;
    bool *used = memory_get_zeroed(catalogue->node_count + 1, sizeof *used);
    for (size_t i = 0; i < catalogue->node_count; i++)
        for (size_t j = 0; j < catalogue->nodes[i].count; j++)
            use_node(used, catalogue_argument(catalogue, &catalogue->nodes[i], j));
    for (size_t i = 0; i < catalogue->indicator_count; i++) {
        const struct indicator *indicator = &catalogue->indicators[i];
        use_node(used, indicator->value);
        use_node(used, indicator->target);
        use_node(used, indicator->baseline);
        use_node(used, indicator->green);
        use_node(used, indicator->amber);
    }
    for (size_t i = 0; i < catalogue->evaluation_count; i++) {
        const struct evaluation *evaluation = &catalogue->evaluations[i];
        use_node(used, evaluation->where);
        for (uint32_t j = 0; j < evaluation->units_count; j++)
            use_node(used, catalogue->lists[evaluation->units_first + j]);
        for (uint32_t j = 0; j < evaluation->checks_count; j++)
            use_node(used, catalogue->checks[evaluation->checks_first + j].condition);
    }
    for (size_t i = 0; i < reading->kept_count; i++)
        use_node(used, reading->kept[i]);
    return used;
}

static bool is_told(const struct reading *reading, const char *file)
{
    if (strcmp(file, reading->path) == 0)
        return true;
    for (size_t i = 0; i < reading->indicator_file_count; i++)
        if (strcmp(reading->indicator_files[i], file) == 0)
            return true;
    return false;
}

static void warn(struct reading *reading, const struct node *node)
{
    const char *word = op_word((enum op)node->op);
    struct problem problem = {.severity = SEVERITY_WARNING,
                              .line = node->line,
                              .file = catalogue_text(reading->catalogue, node->file)};
    if (node->op == OP_WHERE || node->op == OP_DATED) {
        problem.message = arena_format(reading->arena,
                                       "the dataset that :%s makes here is never used; "
                                       "the one before it stays as it was",
                                       word);
        problem.remedy =
            "give it a name and use that: local chosen = data.agreements:where { … }";
    } else {
        problem.message = arena_format(reading->arena, "%s built here (%s) is never used",
                                       sort_words((enum sort)node->sort), word);
        problem.remedy = "put it into an indicator, or take it away; 'and', 'or' and == "
                         "do not combine "
                         "figures: both, either and equal do";
    }
    problems_add(reading->problems, problem);
}

void warn_unused(struct reading *reading)
{
    const struct catalogue *catalogue = reading->catalogue;
    bool *used = find_used(reading);
    uint32_t last_file = NO_TEXT, last_line = 0;
    for (size_t i = 0; i < catalogue->node_count; i++) {
        const struct node *node = &catalogue->nodes[i];
        enum op_class class = op_class((enum op)node->op);
        if (used[i] || class == CLASS_LITERAL || class == CLASS_INDICATOR ||
            node->op == OP_DATASET || node->op == OP_FIELD || class == CLASS_FILTER ||
            class == CLASS_TEST)
            continue;
        if ((node->file == last_file && node->line == last_line) ||
            !is_told(reading, catalogue_text(catalogue, node->file)))
            continue;
        last_file = node->file;
        last_line = node->line;
        warn(reading, node);
    }
    free(used);
}
