/* fuzz_texts.c - any text as a number, a date and a boolean; what was read is written and
 * must be read again as the same. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void try_date(const char *text, size_t size, enum date_style style)
{
    char out[DATE_TEXT_SIZE];
    int32_t days, again;
    enum grain grain;
    if (!date_parse(text, size, style, &days, &grain))
        return;
    size_t length = date_format(days, out);
    if (!date_parse(out, length, DATE_ISO, &again, &grain) || again != days)
        abort();
}

static void try_number(double number)
{
    char out[NUMBER_TEXT_SIZE];
    if (!isfinite(number))
        return;
    if (number_format(number, out) >= NUMBER_TEXT_SIZE || strtod(out, NULL) != number)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = (const char *)bytes;
    double real;
    bool truth;
    for (int group = GROUP_NONE; group <= GROUP_APOSTROPHE; group++)
        for (int way = 0; way < 4; way++) {
            struct number_style style = {way & 1 ? ',' : '.', (enum group_mark)group,
                                         way & 2};
            struct number number;
            if (number_parse(text, size, style, &number))
                try_number(number.value);
        }
    for (int style = 0; style <= DATE_YMD; style++)
        try_date(text, size, (enum date_style)style);
    (void)boolean_parse(text, size, &truth);
    if (size >= sizeof real) {
        memcpy(&real, bytes, sizeof real);
        try_number(real);
    }
    return 0;
}
