/* source.h - from files to datasets.
 *
 * A CSV file on its way: `open` (plain file, .gz; what it is not: a folder, a device, an .xlsx) ->
 * `encoding` (mark, UTF-16 by its zero bytes, strict UTF-8, else Windows-1252) -> `dialect`
 * (delimiter, header row, a sep= line) -> `csvread` (libcsv cuts rows, `scan` those that are plain;
 * lines are counted here) -> `part` (a file's fields, packed but not yet typed; `plain`) -> `merge`
 * (records of two folders) ->
 * `decide` (one type a column: `weigh` and `detect` the values, `rule`) -> `settle` (segments) ->
 * `keys` (primary and foreign keys, periods) -> `remarks`. A datapackage.json (`package`) says what
 * everything is, in place of detection. A large file of UTF-8 is read in `blocks` on all processors,
 * each into a `piece` of the part. `headers` and `tail` look at what surrounds the table. `folder`
 * lists files, `choose` the columns to keep, `beside` the datasets that lie elsewhere.
 *
 * What cannot be read is added to the problems, all of it, with file, line, column, value and remedy
 * (SEVERITY_ERROR); what cannot be decided is SEVERITY_PROBLEM and marks the column `unsettled`.
 * The fault is for what ends reading at once: a file that cannot be opened, a disk error.
 */
#ifndef BAREME_SOURCE_SOURCE_H
#define BAREME_SOURCE_SOURCE_H

#include "base/fault.h"
#include "base/problem.h"
#include "data/frame.h"

struct source_options {
    const char *encoding;   /* NULL: detected. Any name iconv knows */
    char delimiter;         /* 0: detected */
    char decimal;           /* 0: detected by column */
    const char *dates;      /* "dmy" "mdy" "ymd", NULL: detected */
    const char *missing;    /* "n.d.,ND": marks of missing in every column besides the usual ones; NULL */
    uint32_t header_row;    /* the line of the header, from 1; 0: the first row (title rows above it are told) */
    uint32_t header_rows;   /* how many rows the header has; 0: one */
    uint32_t drop_last;     /* rows at the end of each file that are no records */
    unsigned threads;       /* 0: as many as there are processors */
    size_t block;           /* files larger than this are read in blocks of so many bytes; 0: the usual size */
    bool skip_bad;          /* LANGUAGE section 2: rows left out, values refused, keys to nothing reach no unit */
    const struct source_schema *schema; /* NULL: what lies beside the files, else detected */
    const struct source_beside *beside; /* NULL: nothing */
    struct spill *spill;    /* where large arrays lie while they are read, and frames after; NULL: in memory */
    /* Called now and then with the bytes of records read since; may be NULL. */
    void (*progress)(void *owner, uint64_t bytes);
    void *progress_owner;
};

/* In place of every datapackage.json: files are added to what is kept in a store. Encoding and
 * delimiter of a file are its own all the same. */
struct source_schema {
    const char *package;      /* its text */
    const char *kept_in;      /* the store, as messages name it */
    const char *const *files; /* of those found, the ones to read */
    size_t file_count;
};

/* Datasets that lie elsewhere, in stores: keys between them and those of the files are followed. The
 * frames have names and columns and no values; they need not outlast the call of `load`, which adds
 * those that the need (NULL: everything) names, with its columns, to the datasets. */
struct source_need;
struct source_beside {
    size_t count;
    const struct frame *const *frames;
    const char *const *names, *const *places; /* of each; where it lies, as messages name it */
    bool (*load)(void *owner, const struct source_need *need, struct datasets *datasets,
                 struct fault *fault);
    void *owner;
};

/* What a script uses. Only these columns are loaded and only their values can stop the run; names
 * are those of the language, so a name may be a dataset's, a column's or a part of a path. NULL in
 * place of a need: everything, as for describe, check and load. What holds datasets together is
 * kept besides (keys, periods, name, title, label, the first column); but a first column of texts
 * that nobody names, in a dataset that no key leads to, is not kept beyond SEGMENT_RECORDS records:
 * a dataset that gives the units of a run belongs among `whole`. */
struct source_need {
    const char *const *names; /* every name between points and in brackets, sorted */
    size_t name_count;
    const char *const *whole; /* datasets of which all columns are needed, sorted */
    size_t whole_count;
    /* Datasets whose records an author's function is given: it may ask for any column of them. Of a large
     * one that is in a store, only those are loaded whose names its script mentions. */
    const char *const *called; /* sorted */
    size_t called_count;
    bool (*mentions)(const void *owner, const char *name); /* NULL: it may mention anything */
    const void *owner;
    bool any_order; /* records may come in another order than the file's; for stores */
    bool no_places; /* and without their files and lines */
};

/* Reads every PATH (a folder, its *.csv *.tsv *.txt, each perhaps with .gz, and its datapackage.json;
 * or one such file) and stacks datasets of one name. With a need, a dataset is read when a name is
 * its own, or when a column of a dataset that is read could be a key to it. Nothing is printed. */
bool source_read(const char *const *paths, size_t path_count, const struct source_options *options,
                 const struct source_need *need, struct datasets *datasets, struct problems *problems,
                 struct fault *fault);

/* The same from memory: files of CSV bytes, and perhaps the text of a datapackage.json (NULL). */
struct source_memory {
    const char *name; /* "agreements.csv" */
    const char *bytes;
    size_t size;
};
bool source_read_memory(const struct source_memory *files, size_t count, const char *package,
                        const struct source_options *options, struct datasets *datasets,
                        struct problems *problems, struct fault *fault);

#endif
