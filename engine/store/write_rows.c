/* write_rows.c - the rows of the catalogue: datasets, columns, keys, files, what was
 * told.
 *
 * Segments and dictionaries, whose rows go with a BLOB, are written in write.c. Nothing
 * is kept.
 */
#include <stdarg.h>
#include <string.h>

#include "store/writing.h"

/* ---- rows ---- */

bool writing_add_row(struct writing *writing, sqlite3_stmt *statement, const char *kinds,
                     ...)
{
    va_list values;
    va_start(values, kinds);
    for (int i = 1; kinds[i - 1] != '\0'; i++) {
        if (kinds[i - 1] == 't') {
            const char *text = va_arg(values, const char *);
            if (text != NULL)
                sqlite3_bind_text(statement, i, text, -1, SQLITE_STATIC);
        } else if (kinds[i - 1] == 'n') {
            uint32_t number = va_arg(values, uint32_t);
            if (number != UINT32_MAX)
                sqlite3_bind_int64(statement, i, number);
        } else {
            sqlite3_bind_int64(statement, i, va_arg(values, int64_t));
        }
    }
    va_end(values);
    return database_step(&writing->database, statement, writing->fault);
}

bool writing_add_value(struct writing *writing, const char *name, const char *value)
{
    sqlite3_stmt *statement = database_prepare(
        &writing->database, "INSERT INTO store (name, value) VALUES (?1, ?2)",
        writing->fault);
    bool added =
        statement != NULL && writing_add_row(writing, statement, "tt", name, value);
    sqlite3_finalize(statement);
    return added;
}

/* ---- datasets and columns ---- */

static bool write_words(struct writing *writing, sqlite3_stmt *statement, size_t dataset,
                        uint32_t column, const char *kind, const char *const *texts,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!writing_add_row(writing, statement, "intt", (int64_t)dataset, column, kind,
                             texts[i]))
            return false;
    return true;
}

static bool write_column(struct writing *writing, sqlite3_stmt *statement, size_t dataset,
                         const struct column *column)
{
    return writing_add_row(
        writing, statement, "ittiiiitiiiittiiiiittti", (int64_t)dataset, column->name,
        column->title, (int64_t)column->type, (int64_t)column->scale,
        (int64_t)column->grain, (int64_t)column->percent, column->currency,
        (int64_t)(column->number.decimal == ','), (int64_t)column->number.group,
        (int64_t)column->number.bare, (int64_t)column->dates, column->unsettled,
        column->unsettled_file, (int64_t)column->unsettled_line, (int64_t)column->present,
        (int64_t)column->missing, (int64_t)column->not_applicable,
        (int64_t)column->refused, column->example, column->minimum_text,
        column->maximum_text, (int64_t)column->plain);
}

static bool write_columns(struct writing *writing, size_t dataset)
{
    const struct frame *frame = writing->content->datasets->frames[dataset];
    sqlite3_stmt *columns = database_prepare(
        &writing->database,
        "INSERT INTO dataset_column (dataset, name, title, type, scale, grain, percent, "
        "currency, decimal_mark, group_mark, bare, dates, unsettled, unsettled_file, "
        "unsettled_line, present, missing, not_applicable, refused, example, minimum, "
        "maximum, plain) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        writing->fault);
    sqlite3_stmt *words = database_prepare(
        &writing->database,
        "INSERT INTO word (dataset, column_number, kind, text) VALUES (?,?,?,?)",
        writing->fault);
    bool done = columns != NULL && words != NULL &&
                write_words(writing, words, dataset, UINT32_MAX, "coverage",
                            frame->coverage.by, frame->coverage.by_count);
    for (uint32_t i = 0; done && i < frame->compound_count; i++)
        done = write_words(writing, words, dataset, frame->compound[i], "primary",
                           &frame->columns[frame->compound[i]].name, 1);
    for (uint32_t c = 0; done && c < frame->column_count; c++) {
        const struct column *column = &frame->columns[c];
        done = write_column(writing, columns, dataset, column) &&
               write_words(writing, words, dataset, c, "mark", column->marks,
                           column->mark_count) &&
               write_words(writing, words, dataset, c, "allowed", column->allowed,
                           column->allowed_count);
    }
    sqlite3_finalize(columns);
    sqlite3_finalize(words);
    return done;
}

static uint32_t number_of(const struct datasets *datasets, const struct frame *frame)
{
    uint32_t number = 0;
    while (datasets->frames[number] != frame)
        number++;
    return number;
}

bool writing_add_dataset(struct writing *writing, size_t dataset)
{
    const struct frame *frame = writing->content->datasets->frames[dataset];
    sqlite3_stmt *datasets =
        database_prepare(&writing->database,
                         "INSERT INTO dataset VALUES (?,?,?,?,?,?,?,?,?)", writing->fault);
    sqlite3_stmt *keys =
        database_prepare(&writing->database,
                         "INSERT INTO dataset_key (dataset, column_number, target, "
                         "target_column, declared) "
                         "VALUES (?,?,?,?,?)",
                         writing->fault);
    bool done = datasets != NULL && keys != NULL &&
                writing_add_row(writing, datasets, "itininntn", (int64_t)dataset,
                                frame->name, (int64_t)frame->record_count, frame->primary,
                                (int64_t)frame->primary_declared, frame->period[0],
                                frame->period[1], frame->coverage.in,
                                writing_sorted_by(writing, dataset));
    for (uint32_t k = 0; done && k < frame->key_count; k++)
        done = writing_add_row(
            writing, keys, "innni", (int64_t)dataset, frame->keys[k].column,
            number_of(writing->content->datasets, frame->keys[k].target),
            frame->keys[k].target_column, (int64_t)frame->keys[k].declared);
    sqlite3_finalize(datasets);
    sqlite3_finalize(keys);
    return done && write_columns(writing, dataset);
}

/* ---- files and what was told of them ---- */

static const struct written_file *find_file(const struct store_content *content,
                                            const char *name)
{
    for (size_t i = 0; i < content->file_count; i++)
        if (strcmp(content->files[i].name, name) == 0)
            return &content->files[i];
    return NULL;
}

static const struct frame *frame_of_file(const struct datasets *datasets,
                                         const char *name, uint32_t *number)
{
    for (size_t d = 0; d < datasets->count; d++)
        for (uint32_t f = 0; f < datasets->frames[d]->file_count; f++)
            if (strcmp(datasets->frames[d]->files[f].name, name) == 0) {
                *number = (uint32_t)d;
                return datasets->frames[d];
            }
    *number = UINT32_MAX;
    return NULL;
}

static bool write_file(struct writing *writing, sqlite3_stmt *statement, uint32_t dataset,
                       const struct source_file *file, const struct written_file *written)
{
    static const struct source_file none = {0};
    const struct source_file *of = file != NULL ? file : &none;
    return writing_add_row(writing, statement, "ntittiiii", dataset,
                           file != NULL ? file->name : written->name,
                           written != NULL ? (int64_t)written->identity.size : INT64_C(0),
                           written != NULL ? written->identity.hash : "", of->encoding,
                           (int64_t)of->delimiter, (int64_t)of->records,
                           (int64_t)of->skipped_rows, (int64_t)of->duplicates);
}

bool writing_add_files(struct writing *writing)
{
    const struct store_content *content = writing->content;
    sqlite3_stmt *statement = database_prepare(
        &writing->database,
        "INSERT INTO file (dataset, name, size, hash, encoding, delimiter, records, "
        "skipped_rows, duplicates) VALUES (?,?,?,?,?,?,?,?,?)",
        writing->fault);
    bool done = statement != NULL;
    for (size_t d = 0; done && d < content->datasets->count; d++) {
        const struct frame *frame = content->datasets->frames[d];
        for (uint32_t f = 0; done && f < frame->file_count; f++)
            done = write_file(writing, statement, (uint32_t)d, &frame->files[f],
                              find_file(content, frame->files[f].name));
    }
    for (size_t i = 0; done && i < content->file_count; i++) {
        uint32_t dataset;
        if (frame_of_file(content->datasets, content->files[i].name, &dataset) == NULL)
            done = write_file(writing, statement, UINT32_MAX, NULL, &content->files[i]);
    }
    sqlite3_finalize(statement);
    return done;
}

bool writing_add_problems(struct writing *writing)
{
    const struct store_content *content = writing->content;
    sqlite3_stmt *statement =
        database_prepare(&writing->database,
                         "INSERT INTO unread (severity, dataset, file, line, "
                         "column_name, value, message, remedy, "
                         "aside) VALUES (?,?,?,?,?,?,?,?,?)",
                         writing->fault);
    const char *last = NULL;
    uint32_t dataset = UINT32_MAX;
    bool done = statement != NULL;
    for (size_t i = 0; done && i < problems_kept(content->problems); i++) {
        const struct problem *problem = problems_at(content->problems, i);
        if (problem->file == NULL)
            dataset = UINT32_MAX;
        else if (last == NULL || strcmp(last, problem->file) != 0)
            frame_of_file(content->datasets, problem->file, &dataset);
        last = problem->file;
        done = writing_add_row(writing, statement, "intitttti",
                               (int64_t)problem->severity, dataset, problem->file,
                               (int64_t)problem->line, problem->column, problem->value,
                               problem->message != NULL ? problem->message : "",
                               problem->remedy, (int64_t)problem->aside);
    }
    sqlite3_finalize(statement);
    return done;
}
