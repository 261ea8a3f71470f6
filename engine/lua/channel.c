/* channel.c - whole messages over a socket.
 *
 * What comes is taken in pieces of at most PIECE bytes, so a false length takes no more
 * memory than bytes really came. The checksum finds what a broken process left half
 * written; it is no proof against one that lies, whose numbers are checked one by one.
 *
 * Nothing is kept here between two messages.
 */
#include "lua/channel.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 1 << 18 };

struct head {
    uint32_t length, kind;
    uint64_t checksum;
};

static uint64_t checksum_of(uint32_t kind, const char *bytes, size_t size)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325) ^ kind ^ ((uint64_t)size << 32);
    for (; size >= 8; size -= 8, bytes += 8) {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 29;
    }
    for (; size > 0; size--, bytes++)
        sum = (sum ^ (unsigned char)*bytes) * UINT64_C(0x100000001b3);
    return sum ^ (sum >> 32);
}

/* Until something can be done. The script's side is asked by nobody, and blocks in read
 * and write themselves. */
static bool may_wait(const struct channel *channel, short events)
{
    struct pollfd wanted = {channel->descriptor, events, 0};
    for (;;) {
        int ready = poll(&wanted, 1, WAIT_SLICE);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
        if (!channel->wait(channel->self))
            return false;
    }
}

static bool put(const struct channel *channel, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = channel->wait == NULL ? write(channel->descriptor, bytes, size)
                                             : send(channel->descriptor, bytes, size,
                                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (done > 0) {
            bytes += done;
            size -= (size_t)done;
        } else if (done < 0 && errno == EAGAIN && channel->wait != NULL) {
            if (!may_wait(channel, POLLOUT))
                return false;
        } else if (done == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

static bool get(const struct channel *channel, char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = channel->wait == NULL
                           ? read(channel->descriptor, bytes, size)
                           : recv(channel->descriptor, bytes, size, MSG_DONTWAIT);
        if (done > 0) {
            bytes += done;
            size -= (size_t)done;
        } else if (done < 0 && errno == EAGAIN && channel->wait != NULL) {
            if (!may_wait(channel, POLLIN))
                return false;
        } else if (done == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool channel_send(const struct channel *channel, enum message_kind kind,
                  const struct text *parcel)
{
    if (parcel->size > LONGEST_MESSAGE)
        return false;
    struct head head = {(uint32_t)parcel->size, kind,
                        checksum_of(kind, text_of(parcel), parcel->size)};
    return put(channel, (const char *)&head, sizeof head) &&
           put(channel, text_of(parcel), parcel->size);
}

bool channel_receive(const struct channel *channel, enum message_kind *kind,
                     struct text *parcel)
{
    static const char nothing[PIECE];
    struct head head;
    parcel->size = 0;
    if (!get(channel, (char *)&head, sizeof head) || head.length > LONGEST_MESSAGE)
        return false;
    while (parcel->size < head.length) {
        size_t piece = head.length - parcel->size;
        size_t before = parcel->size;
        if (piece > PIECE)
            piece = PIECE;
        text_add_bytes(parcel, nothing, piece);
        if (!get(channel, parcel->bytes + before, piece))
            return false;
    }
    *kind = (enum message_kind)head.kind;
    return head.checksum == checksum_of(head.kind, text_of(parcel), parcel->size);
}
