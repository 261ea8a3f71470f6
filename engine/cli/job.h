/* job.h - what the sub-commands share: one script read, its data read, its evaluations
 * planned.
 *
 * A job is one script (or indicator) with one set of data paths. Each step gives a fault;
 * what was found on the way is in `problems`, and nothing is printed here. Zeroed, then
 * job_open; freed by job_close, whatever happened.
 */
#ifndef BAREME_CLI_JOB_H
#define BAREME_CLI_JOB_H

#include "cli/folders.h"
#include "cli/lending.h"
#include "cli/options.h"
#include "expr/plan.h"
#include "lua/script.h"
#include "source/source.h"

struct job {
    const struct options *options;
    struct arena *arena;
    struct problems *problems;
    struct folders folders;
    struct source_options source;
    struct plan_options plan;
    const char *const *data; /* borrowed */
    size_t data_count;
    struct lending lending;
    struct script *script;
    const char *path, *name;     /* of the script */
    struct catalogue *catalogue; /* the script's */
    struct datasets datasets;
    bool everything; /* was read, used or not */
    bool figures_alone; /* are shown: no records, no places */
    bool unmentioned;   /* columns are read too that the script does not mention */
    bool leaves_out;    /* some were not, that its functions may ask for after all */
};

/* Finds (a file, or a name of the catalogue) and reads the script. */
bool job_open(struct job *job, const struct options *options, const char *script,
              const char *const *data, size_t data_count, struct fault *fault);
/* Reads the data: what the script uses, or everything. Bad rows are problems, not a
 * fault. */
bool job_read(struct job *job, bool everything, struct fault *fault);
void job_close(struct job *job);

/* What is shown, an indicator alone too. */
size_t job_evaluation_count(const struct job *job);
const struct evaluation *job_evaluation(const struct job *job, size_t number);
struct plan *job_plan(struct job *job, size_t number, struct fault *fault);

/* Ends in .lua, or is a name of the catalogue and no file. */
bool job_is_script(const struct options *options, const char *argument);

/* The options of reading data, from the command line. */
bool source_options_from(const struct options *options, struct source_options *source,
                         struct fault *fault);
/* Reads a script with the limits of the command line; `lending` NULL: there is no data.
 */
struct script *read_script(const struct options *options, const struct folders *folders,
                           const char *path, const char *name, struct lending *lending,
                           struct problems *problems, struct fault *fault);
/* An evaluation of nothing but this indicator, with every default; its number in the
 * catalogue. */
uint32_t add_evaluation_of(struct catalogue *catalogue, uint32_t indicator);

#endif
