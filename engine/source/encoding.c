/* encoding.c - a first look at all bytes, then reading them as UTF-8.
 *
 * The first look is a plain loop over the file (8 bytes of ASCII at a time): it alone can say
 * "strict UTF-8" with proof, finds a NUL before anything is parsed, and costs a twentieth of the
 * parsing. UTF-8 is then passed through as it is; all else goes through iconv.
 *
 * The decoder owns its iconv descriptor and its block.
 */
#include "source/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BLOCK = 1 << 16, NAME_SIZE = 64, LOOK = 4096 };

struct decoder {
    struct input *input;
    char encoding[NAME_SIZE];
    bool convert, ascii;
    size_t skip; /* bytes of the mark still to pass over */
    iconv_t iconv;
    char *block;
    size_t block_used, block_at;
    bool ended;
    uint32_t line;      /* of what is being converted */
    bool after_return;
    uint32_t bad_line, bad_count; /* the first byte that is no character */
    unsigned char bad_byte;
    uint32_t nul_line;
};

/* ---- the first look ---- */

struct look {
    bool ascii, valid;
    uint32_t nul_line, invalid_line; /* 0: none */
    bool lone_returns;               /* lines end in CR alone */
    /* as it goes on */
    uint32_t line;
    bool after_return;
    unsigned more;          /* bytes that the character still needs */
    unsigned char low, high; /* the next one lies between */
    uint64_t newlines, returns;
};

static void begin_character(struct look *look, unsigned char byte)
{
    look->low = 0x80;
    look->high = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF)
        look->more = 1;
    else if (byte >= 0xE0 && byte <= 0xEF)
        look->more = 2;
    else if (byte >= 0xF0 && byte <= 0xF4)
        look->more = 3;
    else
        look->valid = false;
    if (byte == 0xE0)
        look->low = 0xA0; /* else a longer form than needed */
    if (byte == 0xED)
        look->high = 0x9F; /* else a surrogate */
    if (byte == 0xF0)
        look->low = 0x90;
    if (byte == 0xF4)
        look->high = 0x8F; /* else beyond U+10FFFF */
}

static void look_at_byte(struct look *look, unsigned char byte)
{
    if (look->after_return && byte != '\n') {
        look->line++;
        look->returns++;
    }
    look->after_return = byte == '\r';
    if (byte == '\n') {
        look->line++;
        look->newlines++;
    }
    if (byte == 0 && look->nul_line == 0)
        look->nul_line = look->line;
    if (!look->valid)
        return;
    if (look->more > 0) {
        look->valid = byte >= look->low && byte <= look->high;
        look->more--;
        look->low = 0x80;
        look->high = 0xBF;
    } else if (byte >= 0x80) {
        look->ascii = false;
        begin_character(look, byte);
    }
    if (!look->valid)
        look->invalid_line = look->line - (byte == '\n');
}

/* Whether eight bytes are plain ASCII above the control characters. */
static bool all_plain(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    const uint64_t high = 0x8080808080808080u;
    uint64_t below = (word - 0x2020202020202020u) & ~word;
    return ((word | below) & high) == 0;
}

static bool look_over(struct input *input, size_t skip, char *block, struct look *look,
                      struct fault *fault)
{
    size_t got;
    *look = (struct look){.ascii = true, .valid = true, .line = 1};
    input_rewind(input);
    do {
        if (!input_read(input, block, BLOCK, &got, fault))
            return false;
        for (size_t i = skip; i < got;) {
            if (look->more == 0 && !look->after_return && got - i >= 8 && all_plain(block + i))
                i += 8;
            else
                look_at_byte(look, (unsigned char)block[i++]);
        }
        skip = 0;
    } while (got > 0 && look->nul_line == 0);
    if (look->valid && look->more > 0 && look->nul_line == 0) {
        look->valid = false;
        look->invalid_line = look->line;
    }
    if (look->after_return)
        look->returns++;
    look->lone_returns = look->returns > 0 && look->newlines == 0;
    input_rewind(input);
    return true;
}

/* ---- which encoding ---- */

static const struct mark {
    const char *bytes;
    size_t size;
    const char *encoding;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},       {"\xFF\xFE\0\0", 4, "UTF-32LE"},
    {"\0\0\xFE\xFF", 4, "UTF-32BE"},    {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},
};

static const struct mark *find_mark(const char *bytes, size_t size)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0)
            return &marks[i];
    return NULL;
}

/* Text of Latin letters has a zero in every pair, always on the same side. */
static const char *find_utf16(const char *bytes, size_t size)
{
    size_t pairs = size / 2, even = 0, odd = 0;
    for (size_t i = 0; i < pairs; i++) {
        even += bytes[2 * i] == 0;
        odd += bytes[2 * i + 1] == 0;
    }
    if (odd * 2 > pairs && even * 16 <= pairs)
        return "UTF-16LE";
    if (even * 2 > pairs && odd * 16 <= pairs)
        return "UTF-16BE";
    return NULL;
}

static void set_encoding(struct decoder *decoder, const char *encoding)
{
    snprintf(decoder->encoding, sizeof decoder->encoding, "%s", encoding);
    decoder->convert = strcasecmp(encoding, "UTF-8") != 0 && strcasecmp(encoding, "UTF8") != 0 &&
                       strcasecmp(encoding, "ASCII") != 0 &&
                       strcasecmp(encoding, "US-ASCII") != 0;
    if (!decoder->convert)
        snprintf(decoder->encoding, sizeof decoder->encoding, "UTF-8");
}

/* A mark agrees with a name that has no side of its own: "UTF-16" in a file of UTF-16LE. */
static const char *agreed(const char *told, const struct mark *mark)
{
    if (mark != NULL && strncasecmp(told, mark->encoding, strlen(told)) == 0)
        return mark->encoding;
    return told;
}

static bool open_converter(struct decoder *decoder, struct fault *fault)
{
    if (!decoder->convert)
        return true;
    if (strchr(decoder->encoding, '/') == NULL) /* nor "//IGNORE", which would drop bytes in silence */
        decoder->iconv = iconv_open("UTF-8", decoder->encoding);
    if (decoder->iconv != (iconv_t)-1)
        return true;
    return fault_at(fault, FAULT_USAGE, (struct place){.file = input_name(decoder->input)},
                    "no encoding is called '%s'. 'iconv -l' lists those there are",
                    decoder->encoding);
}

static void tell(const struct decoder *decoder, struct problems *problems,
                 enum severity severity, uint32_t line, const char *message, const char *remedy)
{
    problems_add(problems, (struct problem){.severity = severity,
                                            .file = input_name(decoder->input),
                                            .line = line,
                                            .message = message,
                                            .remedy = remedy});
}

/* Of a file that is not converted, or whose encoding is not known yet. */
static bool settle_by_look(struct decoder *decoder, bool told, struct problems *problems,
                           bool *readable, struct fault *fault)
{
    struct look look;
    if (!look_over(decoder->input, decoder->skip, decoder->block, &look, fault))
        return false;
    *readable = false;
    decoder->ascii = look.ascii && look.valid;
    if (look.nul_line != 0) {
        tell(decoder, problems, SEVERITY_ERROR, look.nul_line, "a NUL byte stands in the text",
             "this is not a text file, or it is damaged: export it again");
        return true;
    }
    if (!look.valid && (told || decoder->skip > 0)) {
        tell(decoder, problems, SEVERITY_ERROR, look.invalid_line,
             "here stand bytes that are not UTF-8", "say its --encoding, as windows-1252");
        return true;
    }
    *readable = true;
    if (look.valid)
        return true;
    set_encoding(decoder, "Windows-1252");
    if (look.lone_returns)
        tell(decoder, problems, SEVERITY_WARNING, 0,
             "is not UTF-8 and is read as Windows-1252, though its lines end as on an old "
             "Macintosh", "look at its accents; if they are wrong say --encoding MACINTOSH");
    else
        tell(decoder, problems, SEVERITY_NOTE, 0, "is not UTF-8 and is read as Windows-1252",
             "say --encoding if accents are wrong");
    return true;
}

bool encoding_may_be_utf8(const char *bytes, size_t size, const char *told, size_t *skip)
{
    size_t look = size < LOOK ? size : LOOK;
    const struct mark *mark = find_mark(bytes, look);
    *skip = mark != NULL ? mark->size : 0;
    if (told != NULL && strcasecmp(told, "UTF-8") != 0)
        return false;
    return mark != NULL ? strcmp(mark->encoding, "UTF-8") == 0 : find_utf16(bytes, look) == NULL;
}

bool decoder_new(struct input *input, const char *encoding, struct problems *problems,
                 struct decoder **made, struct fault *fault)
{
    struct decoder *decoder = memory_get_zeroed(1, sizeof *decoder);
    *made = NULL;
    decoder->input = input;
    decoder->iconv = (iconv_t)-1;
    decoder->line = 1;
    decoder->block = memory_get(BLOCK);
    size_t got;
    bool readable = true;
    bool fine = input_read(input, decoder->block, LOOK, &got, fault);
    if (fine) {
        const struct mark *mark = find_mark(decoder->block, got);
        const char *utf16 = mark == NULL ? find_utf16(decoder->block, got) : NULL;
        const char *found = mark != NULL ? mark->encoding : utf16 != NULL ? utf16 : "UTF-8";
        set_encoding(decoder, encoding != NULL ? agreed(encoding, mark) : found);
        if (mark != NULL && strcasecmp(decoder->encoding, mark->encoding) == 0)
            decoder->skip = mark->size;
        while (decoder->skip > 0 && !decoder->convert && got >= decoder->skip + 3 &&
               memcmp(decoder->block + decoder->skip, "\xEF\xBB\xBF", 3) == 0)
            decoder->skip += 3; /* programs that add a mark to a file that has one */
        input_rewind(input);
        if (!decoder->convert)
            fine = settle_by_look(decoder, encoding != NULL, problems, &readable, fault);
        fine = fine && open_converter(decoder, fault);
    }
    if (fine && readable)
        *made = decoder;
    else
        decoder_free(decoder);
    return fine;
}

void decoder_free(struct decoder *decoder)
{
    if (decoder == NULL)
        return;
    if (decoder->iconv != (iconv_t)-1)
        iconv_close(decoder->iconv);
    free(decoder->block);
    free(decoder);
}

const char *decoder_encoding(const struct decoder *decoder)
{
    return decoder->encoding;
}

bool decoder_ascii(const struct decoder *decoder)
{
    return decoder->ascii;
}

/* ---- reading ---- */

static bool fill_block(struct decoder *decoder, struct fault *fault)
{
    size_t left = decoder->block_used - decoder->block_at;
    size_t got;
    memmove(decoder->block, decoder->block + decoder->block_at, left);
    decoder->block_at = 0;
    if (!input_read(decoder->input, decoder->block + left, BLOCK - left, &got, fault))
        return false;
    decoder->block_used = left + got;
    decoder->ended = got == 0;
    if (decoder->skip > 0) {
        decoder->block_at = decoder->skip;
        decoder->skip = 0;
    }
    return true;
}

/* Lines are counted here only to say where a bad byte stands. A NUL is left out, and told. */
static size_t count_lines(struct decoder *decoder, char *bytes, size_t size)
{
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        if (decoder->after_return && bytes[i] != '\n')
            decoder->line++;
        decoder->after_return = bytes[i] == '\r';
        if (bytes[i] == '\n')
            decoder->line++;
        if (bytes[i] == '\0' && decoder->nul_line == 0)
            decoder->nul_line = decoder->line;
        if (bytes[i] != '\0')
            bytes[kept++] = bytes[i];
    }
    return kept;
}

/* Takes one byte that iconv refuses and puts U+FFFD in its place. */
static size_t pass_over(struct decoder *decoder, char *bytes)
{
    if (decoder->bad_count++ == 0) {
        decoder->bad_line = decoder->line;
        decoder->bad_byte = (unsigned char)decoder->block[decoder->block_at];
    }
    decoder->block_at++;
    memcpy(bytes, "\xEF\xBF\xBD", 3);
    return 3;
}

static bool read_converted(struct decoder *decoder, char *bytes, size_t size, size_t *got,
                           struct fault *fault)
{
    *got = 0;
    while (*got == 0) {
        if (!decoder->ended && decoder->block_used - decoder->block_at < 16 &&
            !fill_block(decoder, fault))
            return false;
        if (decoder->block_used == decoder->block_at) {
            if (decoder->ended)
                return true;
            continue;
        }
        char *in = decoder->block + decoder->block_at, *out = bytes;
        size_t in_left = decoder->block_used - decoder->block_at, out_left = size - 4;
        size_t done = iconv(decoder->iconv, &in, &in_left, &out, &out_left);
        bool refused = done == (size_t)-1 && errno == EILSEQ;
        bool short_of = done == (size_t)-1 && errno == EINVAL; /* half a character */
        decoder->block_at = decoder->block_used - in_left;
        *got = count_lines(decoder, bytes, (size_t)(out - bytes));
        if (refused || (short_of && decoder->ended))
            *got += pass_over(decoder, bytes + *got);
        else if (short_of && !fill_block(decoder, fault))
            return false;
    }
    return true;
}

bool decoder_read(struct decoder *decoder, char *bytes, size_t size, size_t *got,
                  struct fault *fault)
{
    if (decoder->convert)
        return read_converted(decoder, bytes, size, got, fault);
    if (!input_read(decoder->input, bytes, size, got, fault))
        return false;
    if (decoder->skip > 0) {
        memmove(bytes, bytes + decoder->skip, *got - decoder->skip);
        *got -= decoder->skip;
        decoder->skip = 0;
    }
    return true;
}

void decoder_tell(const struct decoder *decoder, struct problems *problems)
{
    char message[160];
    if (decoder->nul_line != 0)
        tell(decoder, problems, SEVERITY_ERROR, decoder->nul_line,
             "a NUL character stands in the text", "export it again");
    if (decoder->bad_count == 0)
        return;
    snprintf(message, sizeof message, "the byte 0x%02X is no character of %s (%u such bytes)",
             decoder->bad_byte, decoder->encoding, decoder->bad_count);
    tell(decoder, problems, SEVERITY_ERROR, decoder->bad_line, message, "say its --encoding");
}
