/* tens.h - powers of ten, for number.c and number_format.c alone. */
#ifndef BAREME_DATA_TENS_H
#define BAREME_DATA_TENS_H

#include <stdint.h>

enum { TENS = 20, EXACT_TENS = 23 };

static const uint64_t tens[TENS] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

/* The powers of ten that a double holds exactly. */
static const double exact_tens[EXACT_TENS] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static inline unsigned __int128 ten_to(unsigned power)
{
    unsigned __int128 result = 1;
    for (; power >= TENS; power -= TENS - 1)
        result *= tens[TENS - 1];
    return result * tens[power];
}

#endif
