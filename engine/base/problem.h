/* problem.h - what was found wrong or worth telling, collected to be told together.
 *
 * A fault ends what is being done; a problem is one of many. A list keeps them in the order found;
 * problems_print groups those that are alike (same severity, file, column and message) into one
 * line that names up to `PROBLEM_LINES` of their lines and says how many more there are.
 */
#ifndef BAREME_BASE_PROBLEM_H
#define BAREME_BASE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

enum severity {
    SEVERITY_NOTE,    /* worth knowing: an encoding assumed */
    SEVERITY_WARNING, /* perhaps wrong: identical records twice */
    SEVERITY_PROBLEM, /* undecided: ends `describe` with 1, refuses the column as a number or date */
    SEVERITY_ERROR,   /* could not be read: stops `run` */
};

enum { PROBLEM_LINES = 8 };

struct problem {
    enum severity severity;
    const char *file;    /* NULL: none */
    uint32_t line;       /* 0: the file as a whole */
    const char *column;  /* NULL: none */
    const char *value;   /* as it stood; NULL: none. Cut to 60 characters when printed */
    const char *message; /* "is not a number" */
    const char *remedy;  /* "correct it, or leave it out with --skip-bad"; NULL: none */
    bool aside;          /* told of data as a whole, and not to a script that uses some of it */
};

struct problems; /* copies what is added; keeps at most 1 million, and counts all */

struct problems *problems_new(void);
void problems_free(struct problems *problems);
void problems_add(struct problems *problems, struct problem problem);
size_t problems_count(const struct problems *problems, enum severity at_least);
const struct problem *problems_at(const struct problems *problems, size_t number);
size_t problems_kept(const struct problems *problems);

/* One line a group, those of at least that severity:
 *   file.csv:7: column 'amount': '12,5x' is not a number (also lines 9, 12 and 40 more). remedy
 * A SEVERITY_NOTE or _WARNING line says "note: " or "warning: " before the message. */
void problems_print(const struct problems *problems, enum severity at_least, struct text *out);

#endif
