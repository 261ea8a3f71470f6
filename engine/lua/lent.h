/* lent.h - how the records of a dataset travel to a script that is being read.
 *
 * First a parcel about them: their number among those lent (whole), how many there are
 * (long), how many columns (whole), and for each its name (text) and whether it was read
 * (byte). Then parcels of up to LENT_BATCH of them, one record after the other: for each
 * column that was read a byte of `enum lent_value`, and what it announces.
 */
#ifndef BAREME_LUA_LENT_H
#define BAREME_LUA_LENT_H

enum { LENT_BATCH = 512 };

enum lent_value {
    LENT_NIL,
    LENT_NUMBER, /* a real */
    LENT_TEXT,   /* sized */
    LENT_TRUE,
    LENT_FALSE,
};

#endif
