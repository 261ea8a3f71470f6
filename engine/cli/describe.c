/* describe.c - bareme describe: what was understood of data.
 *
 * The description goes to standard output, what is wrong to standard error; anything
 * undecided or unreadable ends with 1, so that a batch can stand on it.
 */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/job.h"
#include "source/describe.h"

bool command_describe(const struct options *options, struct fault *fault)
{
    struct source_options source;
    struct datasets datasets = {0};
    size_t width;
    if (options->argument_count == 0)
        return fault_set(fault, FAULT_USAGE,
                         "describe needs data: bareme describe DATA…");
    if (!source_options_from(options, &source, fault) ||
        !width_of(options, &width, fault))
        return false;
    struct problems *problems = problems_new();
    bool done = data_read(options->arguments, options->argument_count, &source, NULL,
                            &datasets, problems, fault);
    if (done) {
        struct text out = {0};
        if (options_given(options, OPTION_json))
            describe_json(&datasets, &out);
        else
            describe_text(&datasets, width, &out);
        done = give(options, &out, fault);
        text_clear(&out);
    }
    tell_problems(problems, SEVERITY_NOTE, SEVERITY_ERROR);
    if (done && problems_count(problems, SEVERITY_PROBLEM) > 0)
        done = told(fault, FAULT_DATA);
    problems_free(problems);
    datasets_clear(&datasets);
    return done;
}
