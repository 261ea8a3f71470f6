/* reading.h - a script while it is read, and what the files of the binding share.
 *
 * All of this runs in the process of the script; what it asks of the engine are
 * questions, which serve.c sends. script.c is the other side.
 *
 * Everything a script holds is a number, a text, a table or a handle: userdata that
 * begins with `struct handle`, which names a node or a declaration of the catalogue by
 * its number. Every full userdata that a script can see is a handle, so its kind can be
 * read without looking at metatables. Nodes are added with the place of the author's
 * line.
 *
 * Functions that take a lua_State may raise: whoever calls them holds nothing that must
 * be freed.
 */
#ifndef BAREME_LUA_READING_H
#define BAREME_LUA_READING_H

#include "lua/sandbox.h"
#include "lua/script.h"

enum { LONGEST_TEXT = 1 << 20 }; /* that a script declares, or a function returns */

enum handle_kind {
    HANDLE_DATA,
    HANDLE_DATASET,
    HANDLE_COLUMN,
    HANDLE_FIGURE,
    HANDLE_CONDITION,
    HANDLE_INDICATOR,
    HANDLE_TEST,
    HANDLE_FILTER,
    HANDLE_EVALUATION,
    HANDLE_REPORT,
    HANDLE_PERIODS,
    HANDLE_WHOLE,
    HANDLE_MISSING,
    HANDLE_RECORDS,
    HANDLE_RECORD,
    HANDLE_VALUES,
    HANDLE_CELL,
    HANDLE_KINDS,
    /* what else a value can be, for messages */
    VALUE_NIL = HANDLE_KINDS,
    VALUE_BOOLEAN,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_TABLE,
    VALUE_FUNCTION,
};

struct handle {
    enum handle_kind kind;
    uint32_t number; /* a node; of an evaluation or report its number; of a missing number
                        its reason; of a test its op; NO_NODE: a column that nothing has
                        used yet */
    uint32_t parent; /* of a column: its dataset's node; of an indicator: its number */
    uint32_t serial; /* in the order in which handles were made */
    uint32_t line;
    const char *file; /* in the sandbox's arena, or NULL */
    struct periods periods;
};

struct bound_frame;

struct used_file {
    struct used_file *outer;
    const char *name, *path;
};

/* What a script asks of the engine; each may fail with a fault. */
struct questions {
    void *self;
    bool (*use)(void *self, const char *name, const char *from, struct text *path,
                struct text *content, struct fault *fault);
    /* A parcel about the records of a dataset (see lent.h), and one of some of them. */
    bool (*records)(void *self, const struct catalogue *catalogue, uint32_t dataset,
                    struct text *answer, struct fault *fault);
    bool (*next)(void *self, uint32_t lent, uint64_t first, struct text *answer,
                 struct fault *fault);
};

struct reading {
    struct sandbox *sandbox;
    struct catalogue *catalogue;
    struct questions questions;
    const struct script_options *options; /* while the script is read */
    struct problems *problems;
    struct arena *arena;
    const char *path, *name;
    struct used_file *innermost; /* files that are being read, the innermost first */
    const char **indicator_files;
    size_t indicator_file_count, indicator_file_room;
    struct text use_path, use_content; /* of the last use */
    struct text answer;                /* of the last question about records */
    uint32_t *kept;
    size_t kept_count, kept_room; /* nodes used by `records` while reading */
    bool asked;                   /* a `use` came: too late for map */
    bool *sets_taken;             /* of options->sets: a parameter asked for it */
    const char **parameters;
    size_t parameter_count, parameter_room;
    uint32_t serial;
    uint32_t function_count; /* functions given to apply and compute */
    /* while a function of the author's runs */
    bool calling;
    uint32_t call; /* the number of that call: what an earlier one was given is closed */
    const struct own_cell *cell;
    struct bound_frame *frames; /* bindings for records:where and columns */
};

struct entry {
    struct word word;
    lua_CFunction function;
    enum op op;
    const char *arguments; /* see script_words.c */
    const char *options;
    const char *choices;
};

/* Where a value stands, for messages: "sum: argument 1", "indicator: 'value'", "'+'". */
struct spot {
    const char *word;
    int argument;
    const char *field;
};

struct reading *reading_here(lua_State *L);

/* ---- reading.c ---- */

/* Options and problems are the caller's. NULL and a fault: there is no memory for Lua. */
struct reading *reading_new(const char *path, const char *name,
                            const struct script_options *options,
                            struct questions questions, struct problems *problems,
                            struct fault *fault);
bool reading_read(struct reading *reading, const char *bytes, size_t size,
                  struct fault *fault);
void reading_free(struct reading *reading);

/* ---- handles.c ---- */

void handles_open(lua_State *L); /* events.c: every kind's metatable */
void handles_keep_metatable(lua_State *L, enum handle_kind kind); /* the one on the top */
void handles_push_metatable(lua_State *L, enum handle_kind kind);
struct handle *handle_push(lua_State *L, enum handle_kind kind, uint32_t number);
/* The same with more room after the handle, and user values. */
void *handle_push_sized(lua_State *L, enum handle_kind kind, size_t size, int values);
struct handle *handle_at(lua_State *L, int index); /* NULL: not a handle */
struct handle *handle_of(lua_State *L, int index,
                         enum handle_kind kind); /* NULL: not of that kind */
enum handle_kind kind_at(lua_State *L, int index);
bool is_plain_table(lua_State *L, int index);
/* "the column data.x.y", "a figure (count)", "the text 'abc'": pushes it. */
const char *describe(lua_State *L, int index);
const char *push_spot(lua_State *L, struct spot spot);
/* "'abc'" of a user's text, shortened: pushes it. */
const char *quoted(lua_State *L, const char *text);
/* "a, b or c" of names; " (did you mean 'x'?)" or "": push it. */
const char *push_choices(lua_State *L, const char *const *names, size_t count);
const char *push_suggestion(lua_State *L, const char *name, const char *const *names,
                            size_t count);

/* The node of a value that must be such; raises what it is instead, and the remedy. */
uint32_t want_figure(lua_State *L, int index, struct spot spot);
uint32_t want_column(lua_State *L, int index, struct spot spot);
uint32_t want_column_or_number(lua_State *L, int index, struct spot spot);
uint32_t want_dataset(lua_State *L, int index, struct spot spot);
uint32_t want_condition(lua_State *L, int index, struct spot spot);
double want_number(lua_State *L, int index, struct spot spot);
long want_whole(lua_State *L, int index, long least, long most, struct spot spot);
const char *want_text(lua_State *L, int index,
                      struct spot spot); /* checked: see check_text */
/* The number of one of the choices. */
size_t want_choice(lua_State *L, int index, const char *const *names, size_t count,
                   struct spot spot);
_Noreturn void refuse(lua_State *L, int index, struct spot spot, const char *wanted);

/* ---- nodes.c ---- */

/* A text of the script's into a catalogue: valid UTF-8, composed, no zero bytes, or
 * raises. */
uint32_t add_text(lua_State *L, struct catalogue *into, int index);
uint32_t add_string(lua_State *L, struct catalogue *into, const char *text);
uint32_t add_node(lua_State *L, struct catalogue *into, struct node node,
                  const uint32_t *arguments, size_t count);
uint32_t add_number(lua_State *L, struct catalogue *into, double number);
/* A number, text or boolean as a literal; raises for anything else. */
uint32_t add_literal(lua_State *L, struct catalogue *into, int index, struct spot spot);
uint32_t column_node(lua_State *L,
                     int index); /* of a column handle: made at its first use */
void push_node(lua_State *L,
               uint32_t node); /* a handle of the kind that its sort asks for */
/* Keys of the plain table at index into a list, numbers first, then texts, then columns:
 * pushes it. */
size_t push_keys(lua_State *L, int index);
/* Raises for a list with holes or names among its items; returns its length. */
size_t want_list(lua_State *L, int index, struct spot spot);
struct node new_node(enum op op, enum sort sort);

/* ---- script_data.c, script_filter.c ---- */

int data_index(lua_State *L);
int dataset_index(lua_State *L);
int column_index(lua_State *L);
int column_call(lua_State *L);
void push_column_words(lua_State *L, const struct handle *column,
                       int index); /* "data.x.y" */
void push_dataset_words(lua_State *L, uint32_t node);
/* The filter of the table or `either` at index, on a dataset's node: a node. */
uint32_t build_filter(lua_State *L, struct catalogue *into, uint32_t dataset, int index,
                      struct spot spot);
int word_test_or_condition(lua_State *L);
int word_test(lua_State *L);
int word_either(lua_State *L);

/* ---- script_words.c ---- */

const struct entry *word_here(lua_State *L);
const struct entry *entries_all(size_t *count);
int word_generic(lua_State *L);
/* The parts of word_generic: arguments 1 to top, options taken off. */
bool is_plain(lua_State *L, int index); /* a number, or a missing one */
void word_check_count(lua_State *L, const struct entry *entry, int top);
int word_work_out(lua_State *L, const struct entry *entry, unsigned flags, int top);
int word_in_call(lua_State *L, const struct entry *entry, unsigned flags, int top);
int word_build(lua_State *L, const struct entry *entry, unsigned flags, int top,
               const double *numbers);
void refuse_mixture(lua_State *L, int top, const char *word);
const char *push_signature(lua_State *L, const struct entry *entry);
int arithmetic_metamethod(lua_State *L); /* upvalue 1: the op */
int comparison_metamethod(lua_State *L); /* upvalue 1: the sign */
void words_open(lua_State *L);
enum { WORD_OPTIONS = 9 }; /* numbers that options can give */
/* Takes a last argument { name = value } off the stack: flags. *numbers get lo, hi … */
unsigned take_options(lua_State *L, const struct entry *entry, int *top, double *numbers);
void push_amount(lua_State *L, double number, unsigned reason);
void refuse_in_call(lua_State *L, const char *word);

/* ---- the words that are more than their arguments ---- */

int word_share(lua_State *L);
int word_compute(lua_State *L);
int word_across(lua_State *L);
int word_apply(lua_State *L);
int word_by_year(lua_State *L);
int word_mix(lua_State *L);
int word_recode(lua_State *L);
int word_split(lua_State *L);
int word_records(lua_State *L);
int word_equal(lua_State *L);
int word_is_missing(lua_State *L);
int word_targets(lua_State *L);
int word_date_part(lua_State *L);
int word_date_text(lua_State *L);
int word_measure(lua_State *L);
int word_use(lua_State *L);
int word_indicator(lua_State *L);
int word_evaluation(lua_State *L);
int word_report(lua_State *L);
int word_params(lua_State *L);
int word_map(lua_State *L);
int word_years(lua_State *L);
int word_quarters(lua_State *L);
int word_months(lua_State *L);
int word_all_time(lua_State *L);
int word_whole(lua_State *L);

void warn_unused(struct reading *reading); /* script_unused.c */
void check_reason(lua_State *L, struct place place, const char *text, const char *word);

/* ---- script_fields.c ---- */

struct titles read_titles(lua_State *L, int index, struct spot spot);
struct titles no_titles(void);
/* Raises for a key of the table that is not among the names (numbers are left to the
 * caller). */
void check_fields(lua_State *L, int index, const char *word, const char *const *names,
                  size_t count, bool items);
uint32_t read_examples(lua_State *L, int index); /* script_examples.c: JSON as a text */
void add_period_json(struct text *out, struct periods periods);

/* ---- script_compute.c, script_records.c, script_now.c ---- */

/* Calls one of the script's functions: of apply with the call's arguments (frame NULL),
 * of compute with its records. A text of the result is good until the next call. */
bool reading_call(struct reading *reading, uint32_t function, const struct frame *frame,
                  struct own_call *call, struct fault *fault);

/* The number of a function; of compute with its dataset, whose columns it names are read.
 */
uint32_t keep_function(lua_State *L, int index, uint32_t dataset);
/* Pushes the table of the functions kept. */
void push_functions(lua_State *L);
int records_index(lua_State *L);
int records_length(lua_State *L);
int record_index(lua_State *L);
int values_index(lua_State *L);
int values_length(lua_State *L);
int cell_index(lua_State *L);
int records_call(lua_State *L);
/* Borrowed numbers, or room for as many of its own. */
void push_records(lua_State *L, const struct frame *frame, const uint32_t *numbers,
                  size_t count, bool room);
int measure_now(lua_State *L, const struct entry *entry, int top, unsigned flags);
void frames_free(struct reading *reading);

#endif
