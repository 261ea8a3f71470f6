/* scan.c - 16 bytes at a time: where delimiters, line ends and quotes stand.
 *
 * Four comparisons make a word of 64 bits for each 64 bytes, one bit a byte; then only the bits
 * that are set cost time. SSE2 is in every processor of its kind; elsewhere a loop makes the same
 * words. Positions are gathered until a row is not regular, and no row is handed out before its
 * line end was seen, so the caller goes on at the very line that stopped the scan.
 *
 * The scan owns its positions; rows borrow them until the next call.
 */
#include "source/scan.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/fault.h"

enum { ROWS_MOST = 1024, FIELDS_MOST = 1 << 15, STEP = 64 };

struct scan {
    uint32_t *ends, *begins;
    size_t room;
};

struct scan *scan_new(void)
{
    struct scan *scan = memory_get_zeroed(1, sizeof *scan);
    scan->begins = memory_get((ROWS_MOST + 1) * sizeof *scan->begins);
    return scan;
}

void scan_free(struct scan *scan)
{
    if (scan == NULL)
        return;
    free(scan->ends);
    free(scan->begins);
    free(scan);
}

/* ---- 64 bytes as words ---- */

/* One bit for each byte. */
struct words {
    uint64_t delimiters, newlines, returns, quotes;
};

#ifdef __SSE2__

static inline uint64_t find_byte(const __m128i *parts, char byte)
{
    __m128i wanted = _mm_set1_epi8(byte);
    uint64_t word = 0;
    for (unsigned i = 0; i < 4; i++)
        word |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(parts[i], wanted))
                << (16 * i);
    return word;
}

static inline struct words find_words(const char *bytes, char delimiter, char quote)
{
    __m128i parts[4];
    for (unsigned i = 0; i < 4; i++)
        parts[i] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
    return (struct words){find_byte(parts, delimiter), find_byte(parts, '\n'),
                          find_byte(parts, '\r'), find_byte(parts, quote)};
}

#else

static inline struct words find_words(const char *bytes, char delimiter, char quote)
{
    struct words words = {0};
    for (unsigned i = 0; i < STEP; i++) {
        words.delimiters |= (uint64_t)(bytes[i] == delimiter) << i;
        words.newlines |= (uint64_t)(bytes[i] == '\n') << i;
        words.returns |= (uint64_t)(bytes[i] == '\r') << i;
        words.quotes |= (uint64_t)(bytes[i] == quote) << i;
    }
    return words;
}

#endif

/* The last bytes stand in a copy, so that nothing behind them is taken for theirs. */
static struct words find_last_words(const char *bytes, size_t size, char delimiter, char quote)
{
    char copy[STEP] = {0};
    memcpy(copy, bytes, size);
    struct words words = find_words(copy, delimiter, quote);
    uint64_t mask = ((uint64_t)1 << size) - 1;
    words.delimiters &= mask;
    words.newlines &= mask;
    words.returns &= mask;
    words.quotes &= mask;
    return words;
}

/* ---- rows ---- */

struct cutting {
    const char *bytes;
    size_t size, stop;
    char comment, delimiter;
    uint32_t fields, rows_most;
    uint32_t *begins, *ends;
    uint32_t rows;
    size_t at; /* positions gathered */
};

/* Nothing but blanks between its delimiters: such a row is no record, which is told. */
static inline bool is_blank(const struct cutting *cutting, uint32_t begin, uint32_t end)
{
    const char *bytes = cutting->bytes;
    while (begin < end && (bytes[begin] == ' ' || bytes[begin] == '\t' ||
                           bytes[begin] == cutting->delimiter))
        begin++;
    return begin == end;
}

/* The row that ends at `end`; the next one begins at `next`. False: the scan is over. */
static inline bool end_row(struct cutting *cutting, uint32_t end, uint32_t next)
{
    uint32_t begin = cutting->begins[cutting->rows];
    size_t first = (size_t)cutting->rows * cutting->fields;
    cutting->ends[cutting->at++] = end;
    if (cutting->at - first != cutting->fields || end < begin + cutting->fields ||
        (cutting->comment != 0 && cutting->bytes[begin] == cutting->comment) ||
        is_blank(cutting, begin, end))
        return false;
    cutting->begins[++cutting->rows] = next;
    return cutting->rows < cutting->rows_most && next < cutting->stop;
}

/* Fewer positions than this stand in a row that is still regular. */
static inline bool too_many(const struct cutting *cutting)
{
    return cutting->at - (size_t)cutting->rows * cutting->fields > cutting->fields;
}

static inline void add_ends(struct cutting *cutting, uint64_t word, uint32_t base)
{
    uint32_t *ends = cutting->ends;
    size_t at = cutting->at;
    for (; word != 0; word &= word - 1)
        ends[at++] = base + (uint32_t)__builtin_ctzll(word);
    cutting->at = at;
}

/* 64 bytes that have no return and no quote. */
static inline bool cut_plain(struct cutting *cutting, uint32_t base, const struct words *words)
{
    uint64_t delimiters = words->delimiters, lines = words->newlines;
    if (cutting->begins[cutting->rows] == base + 1)
        lines &= ~(uint64_t)1; /* the LF of a CRLF */
    for (; lines != 0; lines &= lines - 1) {
        uint64_t before = (lines & (0 - lines)) - 1;
        uint32_t end = base + (uint32_t)__builtin_ctzll(lines);
        add_ends(cutting, delimiters & before, base);
        delimiters &= ~before;
        if (too_many(cutting) || !end_row(cutting, end, end + 1))
            return false;
    }
    add_ends(cutting, delimiters, base);
    return !too_many(cutting);
}

/* 64 bytes with a return or a quote among them: one position after the other. */
static bool cut_carefully(struct cutting *cutting, uint32_t base, const struct words *words)
{
    uint64_t word = words->delimiters | words->newlines | words->returns | words->quotes;
    for (; word != 0; word &= word - 1) {
        uint64_t bit = word & (0 - word);
        uint32_t at = base + (uint32_t)__builtin_ctzll(word);
        if (words->delimiters & bit) {
            cutting->ends[cutting->at++] = at;
            if (too_many(cutting))
                return false;
        } else if (words->newlines & bit) {
            if (at + 1 == cutting->begins[cutting->rows])
                continue; /* the LF of a CRLF */
            if (!end_row(cutting, at, at + 1))
                return false;
        } else if (words->quotes & bit || at + 1 >= cutting->size ||
                   cutting->bytes[at + 1] != '\n' || !end_row(cutting, at, at + 2)) {
            return false;
        }
    }
    return true;
}

static void make_room(struct scan *scan, size_t room)
{
    if (room <= scan->room)
        return;
    scan->room = room;
    scan->ends = memory_resize(scan->ends, room, sizeof *scan->ends);
}

size_t scan_rows(struct scan *scan, const char *bytes, size_t size, size_t stop,
                 const struct dialect *dialect, uint32_t fields, struct rows *rows)
{
    uint32_t most = FIELDS_MOST / fields;
    most = most > ROWS_MOST ? ROWS_MOST : most == 0 ? 1 : most;
    make_room(scan, (size_t)(most + 1) * fields + 2 * STEP);
    if (size > UINT32_MAX / 2)
        size = UINT32_MAX / 2;
    struct cutting cutting = {.bytes = bytes, .size = size, .stop = stop,
                              .comment = dialect->comment,
                              .delimiter = dialect->delimiter, .fields = fields,
                              .rows_most = most, .begins = scan->begins, .ends = scan->ends};
    cutting.begins[0] = 0;
    bool more = stop > 0;
    for (size_t base = 0; more && base < size; base += STEP) {
        struct words words =
            size - base >= STEP
                ? find_words(bytes + base, dialect->delimiter, dialect->quote)
                : find_last_words(bytes + base, size - base, dialect->delimiter,
                                  dialect->quote);
        more = (words.returns | words.quotes) == 0
                   ? cut_plain(&cutting, (uint32_t)base, &words)
                   : cut_carefully(&cutting, (uint32_t)base, &words);
    }
    *rows = (struct rows){.bytes = bytes, .begins = cutting.begins, .ends = cutting.ends,
                          .count = cutting.rows, .fields = fields};
    return cutting.begins[cutting.rows];
}

/* ---- counting ---- */

static void count_bytes(struct counted *counted, const char *bytes, size_t size, char quote)
{
    for (size_t i = 0; i < size; i++) {
        counted->all |= (unsigned char)bytes[i];
        counted->quotes += bytes[i] == quote;
        counted->lines += bytes[i] == '\n';
        counted->nul |= bytes[i] == '\0';
    }
}

/* The returns that end a line by themselves: no LF behind. */
static uint64_t lone_returns(const char *bytes, size_t size, int after)
{
    uint64_t count = 0;
    const char *end = bytes + size;
    for (const char *at = bytes; (at = memchr(at, '\r', (size_t)(end - at))) != NULL;)
        count += ++at < end ? *at != '\n' : after != '\n';
    return count;
}

#ifdef __SSE2__

/* Counts of up to 255 steps stand in bytes, then they are added up. */
static size_t count_fast(struct counted *counted, const char *bytes, size_t size, char quote,
                         bool *returns)
{
    const __m128i zero = _mm_setzero_si128();
    const __m128i quotes = _mm_set1_epi8(quote), newlines = _mm_set1_epi8('\n');
    const __m128i carriages = _mm_set1_epi8('\r');
    __m128i all = zero, carriage = zero, nul = zero, sums[2] = {zero, zero};
    size_t at = 0;
    while (size - at >= 16) {
        __m128i quote_count = zero, line_count = zero;
        for (int i = 0; i < 255 && size - at >= 16; i++, at += 16) {
            __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
            all = _mm_or_si128(all, part);
            carriage = _mm_or_si128(carriage, _mm_cmpeq_epi8(part, carriages));
            nul = _mm_or_si128(nul, _mm_cmpeq_epi8(part, zero));
            quote_count = _mm_sub_epi8(quote_count, _mm_cmpeq_epi8(part, quotes));
            line_count = _mm_sub_epi8(line_count, _mm_cmpeq_epi8(part, newlines));
        }
        sums[0] = _mm_add_epi64(sums[0], _mm_sad_epu8(quote_count, zero));
        sums[1] = _mm_add_epi64(sums[1], _mm_sad_epu8(line_count, zero));
    }
    uint64_t halves[2][2];
    memcpy(halves, sums, sizeof halves);
    counted->quotes = halves[0][0] + halves[0][1];
    counted->lines = halves[1][0] + halves[1][1];
    counted->all = _mm_movemask_epi8(all) != 0 ? 0x80 : 0;
    counted->nul = _mm_movemask_epi8(nul) != 0;
    *returns = _mm_movemask_epi8(carriage) != 0;
    return at;
}

#else

static size_t count_fast(struct counted *counted, const char *bytes, size_t size, char quote,
                         bool *returns)
{
    (void)counted, (void)quote;
    *returns = memchr(bytes, '\r', size) != NULL;
    return 0;
}

#endif

struct counted scan_count(const char *bytes, size_t size, char quote, int after)
{
    struct counted counted = {0};
    bool returns;
    size_t done = count_fast(&counted, bytes, size, quote, &returns);
    count_bytes(&counted, bytes + done, size - done, quote);
    if (returns || memchr(bytes + done, '\r', size - done) != NULL)
        counted.lines += lone_returns(bytes, size, after);
    return counted;
}
