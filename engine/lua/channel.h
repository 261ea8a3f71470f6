/* channel.h - messages between the engine and the process in which a script runs.
 *
 * A message is a head (length, kind, checksum) and a parcel. One socket goes both ways.
 * The engine never waits in a system call without asking, every WAIT_SLICE milliseconds,
 * whether waiting makes sense; the script's side simply waits.
 *
 * A channel borrows its descriptor.
 */
#ifndef BAREME_LUA_CHANNEL_H
#define BAREME_LUA_CHANNEL_H

#include "base/text.h"

enum { WAIT_SLICE = 50, LONGEST_MESSAGE = 1 << 29 };

/* The engine asks with ANSWERs and CALLS; the script's side with USE, RECORDS and NEXT.
 */
enum message_kind {
    MESSAGE_PRINT = 1, /* a text for standard error */
    MESSAGE_USE,       /* asks for the file of a name */
    MESSAGE_RECORDS,   /* asks for the records of a dataset: how many, of which columns */
    MESSAGE_NEXT,      /* asks for some of them */
    MESSAGE_ANSWER,
    MESSAGE_REFUSAL,   /* instead of an answer: a fault */
    MESSAGE_CATALOGUE, /* final: what was read */
    MESSAGE_READY,     /* final: it was read again; its hash */
    MESSAGE_FAULT,     /* final: what is wrong */
    MESSAGE_CALLS,
    MESSAGE_RESULTS,
};

struct channel {
    int descriptor;
    bool (*wait)(void *self); /* false: give up. NULL: wait for ever */
    void *self;
};

/* false: the other side is gone, or waiting was given up. */
bool channel_send(const struct channel *channel, enum message_kind kind,
                  const struct text *parcel);
/* false: the same, or what came is no message. The parcel's memory is used again. */
bool channel_receive(const struct channel *channel, enum message_kind *kind,
                     struct text *parcel);

#endif
