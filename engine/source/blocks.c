/* blocks.c - where blocks begin, and whether that was right.
 *
 * A block owns the rows that begin in it. Where the first of these begins hangs on the
 * quotes before it: a newline within quotes ends no row. So each block counts its quotes
 * and lines as soon as it is in memory, and takes from the block before what stood in all
 * before it (a turn in order, a thousandth of the work); an odd number of quotes means
 * that it begins within some. That is right for every file that can be cut without a
 * complaint. Where a quote stands that may not, it is a guess; so when blocks are joined,
 * each must begin where the one before has ended, or it is read again from there. Nothing
 * rests on the guess but time.
 *
 * Each worker owns a reader, a buffer and a helper of the part; one more set is for
 * reading again.
 */
#include "source/blocks.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/task.h"
#include "base/text.h"
#include "source/piece.h"

enum { PAST = 1 << 12, MORE = 1 << 18 };

#define NOWHERE UINT64_MAX

struct worker {
    struct csvread *reader;
    struct taker taker;
    char *buffer;
    size_t room;
};

struct block {
    uint64_t first,
        end; /* where its first row begins, NOWHERE: none does; and where the next */
    uint32_t line;       /* of the row at `end` */
    struct piece *piece; /* NULL: none */
};

struct reading {
    const struct input *input;
    const struct source_options *options;
    const struct dialect *dialect;
    struct part *part;
    uint64_t begin, size;
    size_t block_size;
    size_t count;
    struct block *blocks;
    struct counted *before; /* in all blocks before */
    struct turn *turn;
    struct worker *workers; /* one more than threads */
    unsigned threads;
    atomic_bool odd;
    /* joining */
    uint64_t expected;
    uint32_t expected_line;
    uint32_t first_line;
};

/* ---- bytes ---- */

/* Block k goes from one byte before its share, so that it can see whether its first byte
 * begins a line, up to one byte before the next one's. */
static uint64_t cut_before(const struct reading *reading, size_t number)
{
    uint64_t at = reading->begin + (uint64_t)number * reading->block_size;
    if (number == 0)
        return reading->begin;
    return at - 1 < reading->size && number < reading->count ? at - 1 : reading->size;
}

static bool read_on(const struct reading *reading, struct worker *worker, uint64_t at,
                    size_t kept, size_t size)
{
    if (kept + size > worker->room) {
        worker->room = kept + size;
        worker->buffer = memory_resize(worker->buffer, worker->room + SCAN_PAST, 1);
    }
    memset(worker->buffer + kept + size, 0, SCAN_PAST);
    return input_read_at(reading->input, at, worker->buffer + kept, size);
}

static size_t most(uint64_t left, size_t wanted)
{
    return left < wanted ? (size_t)left : wanted;
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Characters that begin in the first `size` of `got` bytes; the one that goes on from
 * before is the block's before. */
static bool is_utf8(const char *bytes, size_t size, size_t got, bool at_beginning)
{
    size_t first = 0, end = size;
    while (!at_beginning && first < size && first < 3 && is_continuation(bytes[first]))
        first++;
    while (end < got && end < size + 3 && is_continuation(bytes[end]))
        end++;
    return utf8_is_valid(bytes + first, end - first);
}

static bool is_ascii(const char *bytes, size_t size)
{
    unsigned char all = 0;
    for (size_t i = 0; i < size; i++)
        all |= (unsigned char)bytes[i];
    return all < 0x80;
}

/* ---- one block ---- */

/* Where the first row begins at or after the second byte, if at or before byte `last`;
 * the line it is on. `within`: the bytes begin within quotes. SIZE_MAX: none; *odd: it
 * cannot be told. */
static size_t find_row(const struct reading *reading, const char *bytes, size_t last,
                       size_t got, bool at_end, bool within, uint32_t *line, bool *odd)
{
    for (size_t i = 0; i < last; i++) {
        if (bytes[i] == reading->dialect->quote)
            within = !within;
        bool ends = bytes[i] == '\n';
        if (bytes[i] == '\r') {
            *odd = *odd || (i + 1 == got && !at_end);
            ends = i + 1 == got || bytes[i + 1] != '\n';
        }
        *line += ends;
        if (ends && !within)
            return i + 1;
    }
    return SIZE_MAX;
}

/* Cuts the rows that begin before `stop`, the first one at the worker's byte `from`,
 * which is byte `at` of the file; the buffer holds `got` bytes. */
static void cut_rows(struct reading *reading, struct worker *worker, struct block *block,
                     uint64_t at, size_t from, size_t got, uint64_t stop, uint32_t line)
{
    bool last = at + (got - from) == reading->size;
    block->first = at;
    csvread_begin(worker->reader, reading->dialect, &worker->taker, line);
    for (;;) {
        size_t done = csvread_feed(worker->reader, worker->buffer + from, got - from,
                                   stop > at ? (size_t)(stop - at) : 0, last);
        at += done;
        from += done;
        if (last || (at >= stop && !csvread_within(worker->reader)))
            break;
        size_t left = got - from;
        size_t more = most(reading->size - at - left, left > MORE ? left : MORE);
        memmove(worker->buffer, worker->buffer + from, left);
        if (csvread_too_long(left) || !read_on(reading, worker, at + left, left, more)) {
            atomic_store(&reading->odd, true);
            break;
        }
        ((struct part *)worker->taker.owner)->ascii = false;
        from = 0;
        got = left + more;
        last = at + got == reading->size;
    }
    if (last && at == reading->size)
        csvread_end(worker->reader);
    block->end = at;
    block->line = csvread_line(worker->reader);
}

static void add_row(void *owner, const struct row *row)
{
    part_add_row(owner, row);
}

static void begin_piece(struct reading *reading, unsigned number, bool ascii)
{
    struct worker *worker = &reading->workers[number];
    struct part *part = helper_begin(reading->part->helpers, number);
    part->ascii = ascii;
    tail_init(&part->tail, 0, add_row, part);
    worker->taker.owner = part;
    worker->taker.problems = part->problems;
    worker->taker.bad_rows = &part->bad_rows;
    worker->taker.severity = part->severity;
}

/* Adds what stands in a block to what stood before it. */
static void pass_on(struct reading *reading, size_t number, struct counted counted)
{
    turn_wait(reading->turn, number);
    const struct counted *before = &reading->before[number];
    reading->before[number + 1] =
        (struct counted){.quotes = before->quotes + counted.quotes,
                         .lines = before->lines + counted.lines};
    turn_pass(reading->turn);
}

static void read_block(void *self, size_t number, unsigned worker_number)
{
    struct reading *reading = self;
    struct worker *worker = &reading->workers[worker_number];
    struct block *block = &reading->blocks[number];
    uint64_t from = cut_before(reading, number), to = cut_before(reading, number + 1);
    size_t size = (size_t)(to - from), got = size + most(reading->size - to, PAST);
    struct counted counted = {0};
    bool odd = atomic_load(&reading->odd) || !read_on(reading, worker, from, 0, got);
    *block = (struct block){.first = NOWHERE};
    if (!odd)
        counted = scan_count(worker->buffer, size, reading->dialect->quote,
                             got > size ? worker->buffer[size] : -1);
    pass_on(reading, number, counted);
    odd = odd || counted.nul != 0 ||
          (counted.all >= 0x80 && !is_utf8(worker->buffer, size, got, number == 0));
    const struct counted *before = &reading->before[number];
    uint32_t line = reading->first_line + (uint32_t)before->lines;
    size_t first = 0;
    if (number > 0 && !odd)
        first = find_row(reading, worker->buffer, size, got, to == reading->size,
                         before->quotes % 2 != 0, &line, &odd);
    if (odd)
        atomic_store(&reading->odd, true);
    if (odd || first == SIZE_MAX || (number > 0 && from + first >= reading->size))
        return;
    begin_piece(reading, worker_number,
                counted.all < 0x80 && is_ascii(worker->buffer + size, got - size));
    cut_rows(reading, worker, block, from + first, first, got,
             to + (number + 1 < reading->count), line);
    block->piece = helper_take(reading->part->helpers, worker_number);
}

/* ---- joining ---- */

static void read_again(struct reading *reading, struct block *block, uint64_t to)
{
    struct worker *worker = &reading->workers[reading->threads];
    size_t got =
        most(reading->size - reading->expected, (size_t)(to - reading->expected) + PAST);
    if (!read_on(reading, worker, reading->expected, 0, got)) {
        atomic_store(&reading->odd, true);
        return;
    }
    begin_piece(reading, reading->threads, false);
    cut_rows(reading, worker, block, reading->expected, 0, got, to,
             reading->expected_line);
    block->piece = helper_take(reading->part->helpers, reading->threads);
}

static void tell_block(struct reading *reading)
{
    const struct source_options *options = reading->options;
    if (options->progress != NULL)
        options->progress(options->progress_owner, reading->block_size);
    reading->part->told_bytes += reading->block_size;
}

static void join_block(void *self, size_t number)
{
    struct reading *reading = self;
    struct block *block = &reading->blocks[number];
    tell_block(reading);
    uint64_t to = cut_before(reading, number + 1) + (number + 1 < reading->count);
    bool right = reading->expected < to ? block->first == reading->expected
                                        : block->first == NOWHERE;
    if (!right && block->piece != NULL) {
        if (!piece_discard(reading->part, block->piece))
            atomic_store(&reading->odd, true);
        block->piece = NULL;
    }
    if (!right && reading->expected < to && !atomic_load(&reading->odd))
        read_again(reading, block, to);
    if (block->piece == NULL)
        return;
    reading->expected = block->end;
    reading->expected_line = block->line;
    piece_join(reading->part, block->piece);
    block->piece = NULL;
}

/* ---- all blocks ---- */

static void take_row(void *owner, const struct row *row)
{
    struct part *part = owner;
    tail_add(&part->tail, row);
}

static void take_rows(void *owner, const struct rows *rows)
{
    struct part *part = owner;
    tail_see(&part->tail, rows);
    part_add_rows(part, rows);
}

static void make_workers(struct reading *reading)
{
    reading->workers = memory_get_zeroed(reading->threads + 1, sizeof *reading->workers);
    for (unsigned i = 0; i <= reading->threads; i++)
        reading->workers[i] = (struct worker){
            .reader = csvread_new(NULL, reading->part->file),
            .taker = {.row = take_row,
                      .rows = take_rows,
                      .fields = reading->part->field_count},
        };
}

static void clear(struct reading *reading)
{
    for (unsigned i = 0; i <= reading->threads; i++) {
        csvread_free(reading->workers[i].reader);
        free(reading->workers[i].buffer);
    }
    free(reading->workers);
    free(reading->blocks);
    free(reading->before);
    turn_free(reading->turn);
}

bool blocks_read(const struct input *input, const struct dialect *dialect, uint64_t begin,
                 uint32_t line, const struct source_options *options, struct part *part)
{
    size_t block = options->block > 0 ? options->block : BLOCK_USUAL;
    struct reading reading = {.input = input,
                              .options = options,
                              .dialect = dialect,
                              .part = part,
                              .begin = begin,
                              .size = input_size(input),
                              .block_size = block,
                              .expected = begin,
                              .first_line = line,
                              .expected_line = line};
    reading.count = (size_t)((reading.size - begin + block - 1) / block);
    reading.threads = task_threads(options->threads, reading.count);
    reading.blocks = memory_get_zeroed(reading.count + 1, sizeof *reading.blocks);
    reading.before = memory_get_zeroed(reading.count + 1, sizeof *reading.before);
    reading.turn = turn_new();
    make_workers(&reading);
    helpers_new(part, reading.threads + 1);
    task_in_order(reading.threads, reading.count, read_block, join_block, &reading);
    helpers_end(part);
    clear(&reading);
    return !atomic_load(&reading.odd);
}
