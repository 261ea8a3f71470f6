/* encoding.h - from the bytes of a file to UTF-8.
 *
 * What is told wins (--encoding, a datapackage.json); else a byte-order mark, else UTF-16 by its
 * zero bytes, else strict UTF-8 over the whole file, else Windows-1252, which is told as assumed.
 * Charset detectors were tried and mislead on short files.
 *
 * decoder_new gives a decoder that decoder_free frees; the input stays the caller's.
 */
#ifndef BAREME_SOURCE_ENCODING_H
#define BAREME_SOURCE_ENCODING_H

#include "base/fault.h"
#include "base/problem.h"
#include "source/open.h"

struct decoder;

/* False: a fault. True and *decoder NULL: it cannot be read, and the problems say why. A NULL
 * encoding is found out. */
bool decoder_new(struct input *input, const char *encoding, struct problems *problems,
                 struct decoder **decoder, struct fault *fault);
void decoder_free(struct decoder *decoder);

const char *decoder_encoding(const struct decoder *decoder); /* as long as the decoder */
bool decoder_ascii(const struct decoder *decoder);           /* nothing but ASCII is in it */
/* Up to `size` bytes (at least 64) of valid UTF-8 without NUL; 0 at the end. A character may lie
 * across two reads. */
bool decoder_read(struct decoder *decoder, char *bytes, size_t size, size_t *got,
                  struct fault *fault);
/* Tells what could not be turned into UTF-8, after the last read. */
void decoder_tell(const struct decoder *decoder, struct problems *problems);

/* Whether a file that begins so is UTF-8 if all of it is valid; `told`: its encoding as the user
 * says, or NULL. *skip: the size of its mark. */
bool encoding_may_be_utf8(const char *bytes, size_t size, const char *told, size_t *skip);

#endif
