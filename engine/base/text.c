/* text.c - growing texts, and what the engine knows of UTF-8.
 *
 * Nearly all text is ASCII or already composed, so each function first goes through what
 * needs no table, and asks utf8proc only for the rest. A `struct text` owns its bytes;
 * text_clear frees them.
 */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/fault.h"

/* ---- growing texts ---- */

void text_clear(struct text *text)
{
    free(text->bytes);
    *text = (struct text){0};
}

/* Room for `more` bytes and a NUL. */
static void reserve(struct text *text, size_t more)
{
    size_t needed;
    if (__builtin_add_overflow(text->size, more, &needed) ||
        __builtin_add_overflow(needed, 1, &needed))
        memory_exhausted();
    if (needed <= text->capacity)
        return;
    size_t capacity = text->capacity < 32 ? 64 : text->capacity;
    while (capacity < needed)
        capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
    text->bytes = memory_resize(text->bytes, capacity, 1);
    text->capacity = capacity;
}

void text_add_bytes(struct text *text, const char *bytes, size_t size)
{
    reserve(text, size);
    if (size)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

void text_add_char(struct text *text, char c)
{
    reserve(text, 1);
    text->bytes[text->size++] = c;
    text->bytes[text->size] = '\0';
}

void text_add_repeated(struct text *text, const char *string, size_t times)
{
    size_t size = strlen(string), all;
    if (__builtin_mul_overflow(size, times, &all))
        memory_exhausted();
    reserve(text, all);
    for (size_t i = 0; i < times; i++)
        text_add_bytes(text, string, size);
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_addv(text, format, arguments);
    va_end(arguments);
}

void text_addv(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    reserve(text, 64);
    size_t room = text->capacity - text->size;
    int size = vsnprintf(text->bytes + text->size, room, format, arguments);
    if (size < 0)
        memory_exhausted();
    if ((size_t)size >= room) {
        reserve(text, (size_t)size);
        vsnprintf(text->bytes + text->size, (size_t)size + 1, format, again);
    }
    text->size += (size_t)size;
    va_end(again);
}

const char *text_of(const struct text *text)
{
    return text->bytes ? text->bytes : "";
}

void text_add_shown(struct text *text, const char *string)
{
    while (*string) {
        uint32_t character;
        size_t size = utf8_decode(string, 4, &character);
        if (character == '\n')
            text_add(text, "\\n");
        else if (character == '\r')
            text_add(text, "\\r");
        else if (character == '\t')
            text_add(text, "\\t");
        else if (character < 0x20 || (character >= 0x7F && character < 0xA0))
            text_addf(text, "\\x%02x", (unsigned)character);
        else if (character == 0xFEFF || (character >= 0x202A && character <= 0x202E) ||
                 (character >= 0x2066 && character <= 0x2069)) /* turns what follows round */
            text_addf(text, "\\u%04x", (unsigned)character);
        else if (character == 0xFFFD)
            text_add(text, "\xEF\xBF\xBD");
        else
            text_add_bytes(text, string, size);
        string += size;
    }
}

/* ---- UTF-8 ---- */

size_t utf8_encode(uint32_t character, char *out)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
        character = 0xFFFD;
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)character,
                                        (utf8proc_uint8_t *)out);
}

/* Reads the bytes in order and stops at the first that does not belong, so that a NUL
 * ends any text even where `size` is more than it has. */
size_t utf8_decode(const char *bytes, size_t size, uint32_t *character)
{
    const unsigned char *at = (const unsigned char *)bytes;
    *character = 0xFFFD;
    if (size == 0)
        return 0;
    if (at[0] < 0x80) {
        *character = at[0];
        return 1;
    }
    size_t length = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : 2;
    if (at[0] < 0xC2 || at[0] > 0xF4 || length > size)
        return 1;
    /* The second byte's bounds keep out overlong forms, surrogates and what is above
     * U+10FFFF. */
    unsigned low = at[0] == 0xE0 ? 0xA0 : at[0] == 0xF0 ? 0x90 : 0x80;
    unsigned high = at[0] == 0xED ? 0x9F : at[0] == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 1;
    uint32_t value = (at[0] & (0x7Fu >> length)) << 6 | (at[1] & 0x3Fu);
    for (size_t i = 2; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    *character = value;
    return length;
}

/* How many bytes from the start are ASCII (or less: looked at eight at a time). */
static size_t ascii_prefix(const char *bytes, size_t size)
{
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= size; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < size && !((unsigned char)bytes[at] & 0x80))
        at++;
    return at;
}

bool utf8_is_valid(const char *bytes, size_t size)
{
    for (size_t at = 0;;) {
        at += ascii_prefix(bytes + at, size - at);
        if (at == size)
            return true;
        uint32_t character;
        size_t length = utf8_decode(bytes + at, size - at, &character);
        if (length == 1) /* not ASCII, so a byte that begins no character */
            return false;
        at += length;
    }
}

static size_t character_width(uint32_t character)
{
    if (character < 0x80)
        return character >= 0x20 && character != 0x7F;
    int width = utf8proc_charwidth((utf8proc_int32_t)character);
    return width < 0 ? 0 : (size_t)width;
}

size_t utf8_width(const char *string)
{
    size_t width = 0;
    uint32_t character;
    while (*string) {
        string += utf8_decode(string, 4, &character);
        width += character_width(character);
    }
    return width;
}

size_t utf8_fitting(const char *string, size_t width)
{
    size_t at = 0, taken = 0;
    while (string[at]) {
        uint32_t character;
        size_t length = utf8_decode(string + at, 4, &character);
        taken += character_width(character);
        if (taken > width)
            break;
        at += length;
    }
    return at;
}

/* ---- composed form ---- */

/* Characters from U+0300 on that never change under composition nor join what stands
 * before: the scripts and signs one meets. Everything below U+0300 is such; everything
 * else asks utf8proc. */
static bool is_composed_by_itself(uint32_t character)
{
    static const struct {
        uint32_t from, to;
    } safe[] = {
        {0x0400, 0x0482}, /* Cyrillic */
        {0x048A, 0x052F}, {0x05D0, 0x05EA}, /* Hebrew letters */
        {0x0621, 0x063A}, {0x0640, 0x064A}, /* Arabic letters */
        {0x0660, 0x066F}, {0x2002, 0x2027}, /* spaces, dashes, quotation marks */
        {0x202A, 0x206F}, {0x20A0, 0x20BF}, /* currencies */
        {0x2190, 0x2199}, {0x2200, 0x2203}, {0x2212, 0x2215}, {0x2500, 0x27BF},
        {0x3041, 0x3098}, {0x309B, 0x30FF}, /* kana */
        {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, /* Han, Hangul */
    };
    for (size_t i = 0; i < sizeof safe / sizeof *safe && character >= safe[i].from; i++)
        if (character <= safe[i].to)
            return true;
    return false;
}

static bool is_composed(const char *bytes, size_t size)
{
    for (size_t at = 0;;) {
        at += ascii_prefix(bytes + at, size - at);
        if (at == size)
            return true;
        uint32_t character;
        at += utf8_decode(bytes + at, size - at, &character);
        if (character >= 0x300 && !is_composed_by_itself(character))
            return false;
    }
}

const char *text_composed(struct arena *arena, const char *bytes, size_t size,
                          size_t *composed_size)
{
    *composed_size = size;
    if (is_composed(bytes, size))
        return bytes;
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)size, &made,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (length == UTF8PROC_ERROR_NOMEM)
        memory_exhausted();
    if (length < 0) /* not valid UTF-8, against the promise: left as it is */
        return bytes;
    const char *composed = bytes;
    if ((size_t)length != size || memcmp(made, bytes, size) != 0) {
        composed = arena_bytes(arena, (const char *)made, (size_t)length);
        *composed_size = (size_t)length;
    }
    free(made);
    return composed;
}

/* ---- case and accents taken away ---- */

/* Letters that Unicode does not take apart, but a reader does. */
static const struct {
    uint32_t letter;
    char plain[3];
} taken_apart[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"}, {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},
};

enum { FOLDED_MOST = 64 }; /* the longest decomposition of one character has 18 */

/* A text read as folded characters; `next` and `count` are those of the character
 * being read. */
struct folding {
    const char *at;
    int32_t characters[FOLDED_MOST];
    size_t next;
    size_t count;
};

static void fold_character(struct folding *folding, uint32_t character)
{
    folding->next = folding->count = 0;
    int boundary = 0;
    int32_t parts[FOLDED_MOST / 2];
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)character, parts, FOLDED_MOST / 2,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
        &boundary);
    if (count < 0 || count > FOLDED_MOST / 2) {
        folding->characters[folding->count++] = (int32_t)character;
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        const char *plain = NULL;
        for (size_t k = 0; k < sizeof taken_apart / sizeof *taken_apart && !plain; k++)
            if (taken_apart[k].letter == (uint32_t)parts[i])
                plain = taken_apart[k].plain;
        if (!plain)
            folding->characters[folding->count++] = parts[i];
        for (; plain && *plain; plain++)
            folding->characters[folding->count++] = *plain;
    }
}

/* The next folded character; 0 at the end. */
static uint32_t folded_next(struct folding *folding)
{
    while (folding->next == folding->count) {
        unsigned char byte = (unsigned char)*folding->at;
        if (byte < 0x80) {
            if (byte)
                folding->at++;
            return byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
        }
        uint32_t character;
        folding->at += utf8_decode(folding->at, 4, &character);
        fold_character(folding, character);
    }
    return (uint32_t)folding->characters[folding->next++];
}

static void folding_begin(struct folding *folding, const char *string)
{
    folding->at = string;
    folding->next = folding->count = 0;
}

const char *text_folded(struct arena *arena, const char *string)
{
    struct folding folding;
    struct text folded = {0};
    folding_begin(&folding, string);
    for (uint32_t character; (character = folded_next(&folding)) != 0;) {
        char bytes[4];
        text_add_bytes(&folded, bytes, utf8_encode(character, bytes));
    }
    const char *kept = arena_bytes(arena, text_of(&folded), folded.size);
    text_clear(&folded);
    return kept;
}

int text_compare(const char *a, const char *b)
{
    struct folding left, right;
    folding_begin(&left, a);
    folding_begin(&right, b);
    for (;;) {
        uint32_t x = folded_next(&left), y = folded_next(&right);
        if (x != y)
            return x < y ? -1 : 1;
        if (x == 0)
            return strcmp(a, b);
    }
}

static size_t step(const char *at)
{
    uint32_t character;
    return utf8_decode(at, 4, &character);
}

/* Only the last `*` is ever tried again: an earlier one cannot do better than it did. */
bool text_like(const char *pattern, const char *string)
{
    const char *star = NULL, *retry = NULL;
    while (*string) {
        if (*pattern == '*') {
            star = ++pattern;
            retry = string;
        } else if (*pattern == '?') {
            pattern++;
            string += step(string);
        } else if (*pattern == *string) {
            pattern++;
            string++;
        } else if (star) {
            pattern = star;
            retry += step(retry);
            string = retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

/* ---- the nearest name ---- */

/* The characters of a name, case aside; freed by the caller. */
static uint32_t *letters_of(const char *name, size_t *count)
{
    uint32_t *letters = memory_resize(NULL, strlen(name) + 1, sizeof *letters);
    *count = 0;
    while (*name) {
        uint32_t character;
        name += utf8_decode(name, 4, &character);
        letters[(*count)++] = (uint32_t)utf8proc_tolower((utf8proc_int32_t)character);
    }
    return letters;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters inserted, left out, replaced or exchanged with a neighbour. `rows` has room
 * for three rows of b_count + 1. */
static size_t distance(const uint32_t *a, size_t a_count, const uint32_t *b,
                       size_t b_count, size_t *rows)
{
    size_t *before = rows, *above = rows + b_count + 1, *row = above + b_count + 1;
    for (size_t j = 0; j <= b_count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_count; i++) {
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= b_count; j++) {
            size_t best = least(above[j], row[j - 1]) + 1;
            best = least(best, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = least(best, before[j - 2] + 1);
            row[j] = best;
        }
    }
    return row[b_count];
}

const char *text_nearest(const char *name, const char *const *names, size_t count)
{
    size_t letter_count;
    uint32_t *letters = letters_of(name, &letter_count);
    size_t limit = letter_count / 3 ? letter_count / 3 : 1;
    size_t *rows = memory_resize(NULL, 3 * (letter_count + limit + 1), sizeof *rows);
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other_count;
        uint32_t *other = letters_of(names[i], &other_count);
        if (other_count <= letter_count + limit && letter_count <= other_count + limit) {
            size_t far = distance(letters, letter_count, other, other_count, rows);
            if (far < limit + !nearest) {
                nearest = names[i];
                limit = far;
            }
        }
        free(other);
    }
    free(rows);
    free(letters);
    return nearest;
}

const char *text_suggestion(struct arena *arena, const char *name,
                            const char *const *names, size_t count)
{
    const char *nearest = text_nearest(name, names, count);
    return nearest ? arena_format(arena, " (did you mean '%s'?)", nearest) : "";
}
