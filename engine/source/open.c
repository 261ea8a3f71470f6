/* open.c - opening with care: what a file is, before what is in it.
 *
 * Reading is by pread up to the size that the file had when it was opened, so a file that grows
 * is read to a fixed end and one that shrinks is noticed. Not a mapping: a file cut short would
 * kill the process.
 *
 * The input owns its descriptor, its inflater and the buffer between them.
 */
#include "source/open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    PACKED_BLOCK = 1 << 16,
    LOOK = 512,
    /* What unpacks to more than so many times its size, and to more than so many bytes, is made to
     * fill a machine. */
    MOST_TIMES = 256,
    FREE_UNPACKED = 64 << 20,
};

struct input {
    const char *name;
    int descriptor; /* -1: memory */
    const char *bytes;
    uint64_t size, at;
    bool cut; /* it was shorter than its size said */
    bool packed;
    z_stream inflater;
    bool inflating, ended;
    uint64_t unpacked; /* bytes given out since the beginning */
    unsigned char *block;
};

/* What a file begins with when it is something else. */
static const struct signature {
    const char *bytes;
    size_t size;
    bool text; /* case and blanks before it aside */
    const char *message, *remedy;
} signatures[] = {
    {"PK\003\004", 4, false, "is a spreadsheet (.xlsx, .ods) or another zip archive, not CSV",
     "open it in a spreadsheet and save it as CSV"},
    {"\xD0\xCF\x11\xE0", 4, false, "is an old spreadsheet (.xls), not CSV",
     "open it in a spreadsheet and save it as CSV"},
    {"%PDF", 4, false, "is a PDF document, not CSV", "ask for its tables as CSV"},
    {"SQLite format 3", 16, false, "is an SQLite file, not CSV", "give it alone, as a store"},
    {"<!doctype", 9, true, "is a web page (HTML), not CSV",
     "download the data again; the page may say what went wrong"},
    {"<html", 5, true, "is a web page (HTML), not CSV",
     "download the data again; the page may say what went wrong"},
    {"<table", 6, true, "is a web page (HTML), not CSV",
     "open it in a spreadsheet and save it as CSV"},
    {"<head", 5, true, "is a web page (HTML), not CSV",
     "download the data again; the page may say what went wrong"},
    {"<!--", 4, true, "is a web page (HTML), not CSV",
     "download the data again; the page may say what went wrong"},
    {"<?xml", 5, true, "is XML, not CSV", "save the data as CSV"},
    {"{\\rtf", 5, false, "is a text document (.rtf), not CSV", "ask for its tables as CSV"},
    {"BZh", 3, false, "is packed with bzip2, not CSV", "unpack it"},
    {"\xFD" "7zXZ", 5, false, "is packed with xz, not CSV", "unpack it"},
    {"7z\xBC\xAF", 4, false, "is a 7z archive, not CSV", "unpack it"},
    {"Rar!", 4, false, "is a rar archive, not CSV", "unpack it"},
    {"\x28\xB5\x2F\xFD", 4, false, "is packed with zstd, not CSV", "unpack it"},
    {"PAR1", 4, false, "is a Parquet file, not CSV", "save the data as CSV"},
    {"\x89PNG", 4, false, "is a picture, not CSV", "ask for the table as CSV"},
    {"\xFF\xD8\xFF", 3, false, "is a picture, not CSV", "ask for the table as CSV"},
    {"ID;P", 4, false, "is a SYLK file (.slk), not CSV",
     "open it in a spreadsheet and save it as CSV"},
};

static const struct kind {
    mode_t mode;
    const char *message;
} kinds[] = {
    {S_IFDIR, "is a folder, not a file"},   {S_IFIFO, "is a FIFO (a pipe), not a file"},
    {S_IFCHR, "is a device, not a file"},   {S_IFBLK, "is a disk device, not a file"},
    {S_IFSOCK, "is a socket, not a file"},
};

static void tell(struct problems *problems, const char *name, enum severity severity,
                 const char *message, const char *remedy)
{
    problems_add(problems, (struct problem){
        .severity = severity, .file = name, .message = message, .remedy = remedy});
}

static bool begins_with(const char *bytes, size_t size, const struct signature *signature)
{
    if (signature->text) {
        if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
            bytes += 3;
            size -= 3;
        }
        while (size > 0 && strchr(" \t\r\n", *bytes) != NULL && *bytes != '\0') {
            bytes++;
            size--;
        }
        return size >= signature->size &&
               strncasecmp(bytes, signature->bytes, signature->size) == 0;
    }
    return size >= signature->size && memcmp(bytes, signature->bytes, signature->size) == 0;
}

/* A bracket, then what only JSON puts behind one. */
static bool is_json(const char *bytes, size_t size)
{
    static const char blanks[] = " \t\r\n";
    size_t at = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < size && bytes[at] != '\0' && strchr(blanks, bytes[at]) != NULL)
        at++;
    if (at >= size || (bytes[at] != '{' && bytes[at] != '['))
        return false;
    char open = bytes[at++];
    while (at < size && bytes[at] != '\0' && strchr(blanks, bytes[at]) != NULL)
        at++;
    return at < size && bytes[at] != '\0' && strchr(open == '{' ? "\"}" : "{[", bytes[at]) != NULL;
}

static bool looks_wrong(const char *bytes, size_t size, const char *name,
                        struct problems *problems)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (begins_with(bytes, size, &signatures[i])) {
            tell(problems, name, SEVERITY_ERROR, signatures[i].message, signatures[i].remedy);
            return true;
        }
    if (is_json(bytes, size)) {
        tell(problems, name, SEVERITY_ERROR, "is JSON, not CSV", "save the data as CSV");
        return true;
    }
    return false;
}

static bool is_plain(const struct stat *stat, const char *name, struct problems *problems)
{
    if (S_ISREG(stat->st_mode))
        return true;
    const char *message = "is not a file";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((stat->st_mode & S_IFMT) == kinds[i].mode)
            message = kinds[i].message;
    tell(problems, name, SEVERITY_ERROR, message, "give a CSV file or a folder of CSV files");
    return false;
}

/* Whether the name ends in .gz and the bytes are gzip's: both or neither. */
static bool agree_on_packing(struct input *input, const char *path, const char *look,
                             size_t size, struct problems *problems)
{
    size_t length = strlen(path);
    bool named = length > 3 && strcasecmp(path + length - 3, ".gz") == 0;
    bool packed = size >= 2 && memcmp(look, "\x1F\x8B", 2) == 0;
    if (named == packed) {
        input->packed = packed;
        return true;
    }
    if (named)
        tell(problems, input->name, SEVERITY_ERROR, "is named .gz but is not gzip data",
             "download it again, or take .gz from its name");
    else
        tell(problems, input->name, SEVERITY_ERROR, "is gzip data, though its name says otherwise",
             "rename it to end in .gz, or unpack it");
    return false;
}

static bool look_at(struct input *input, const char *path, struct problems *problems,
                    bool *readable, struct fault *fault)
{
    char look[LOOK];
    size_t got;
    *readable = false;
    if (!input_read(input, look, sizeof look, &got, fault))
        return false;
    if (got == 0) {
        tell(problems, input->name, SEVERITY_ERROR, "is empty", "give a file with a header row");
        return true;
    }
    input_rewind(input);
    if (!agree_on_packing(input, path, look, got, problems))
        return true;
    if (input->packed) {
        if (!input_read(input, look, sizeof look, &got, fault))
            return false;
        input_rewind(input);
        if (got == 0) {
            tell(problems, input->name, SEVERITY_ERROR, "is empty once unpacked", NULL);
            return true;
        }
    }
    size_t length = strlen(path);
    bool json = length > 5 && strcasecmp(path + length - 5, ".json") == 0;
    *readable = json || !looks_wrong(look, got, input->name, problems);
    return true;
}

/* A wrong name, rather than a machine that fails. */
static bool is_not_there(int error)
{
    return error == ENOENT || error == ELOOP || error == ENOTDIR || error == ENAMETOOLONG;
}

bool input_open(const char *path, const char *name, struct problems *problems,
                struct input **input, struct fault *fault)
{
    *input = NULL;
    struct stat stat;
    struct place place = {.file = name};
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0 && errno == ENXIO) {
        tell(problems, name, SEVERITY_ERROR, "is not a file that can be read", NULL);
        return true;
    }
    if (descriptor < 0 && is_not_there(errno)) {
        char message[120];
        snprintf(message, sizeof message, "cannot be opened: %s", strerror(errno));
        tell(problems, name, SEVERITY_ERROR, message, "check the name and its permissions");
        return true;
    }
    if (descriptor < 0)
        return fault_at(fault, FAULT_MACHINE, place, "cannot be opened: %s. check the name and its permissions",
                        strerror(errno));
    if (fstat(descriptor, &stat) != 0) {
        close(descriptor);
        return fault_at(fault, FAULT_MACHINE, place, "cannot be looked at: %s", strerror(errno));
    }
    if (!is_plain(&stat, name, problems)) {
        close(descriptor);
        return true;
    }
    struct input *opened = memory_get_zeroed(1, sizeof *opened);
    opened->name = name;
    opened->descriptor = descriptor;
    opened->size = (uint64_t)stat.st_size;
    bool readable;
    bool fine = look_at(opened, path, problems, &readable, fault);
    if (fine && readable)
        *input = opened;
    else
        input_close(opened);
    return fine;
}

struct input *input_memory(const char *name, const char *bytes, size_t size)
{
    struct input *input = memory_get_zeroed(1, sizeof *input);
    input->name = name;
    input->descriptor = -1;
    input->bytes = bytes;
    input->size = size;
    return input;
}

void input_close(struct input *input)
{
    if (input == NULL)
        return;
    if (input->inflating)
        inflateEnd(&input->inflater);
    if (input->descriptor >= 0)
        close(input->descriptor);
    free(input->block);
    free(input);
}

const char *input_name(const struct input *input)
{
    return input->name;
}

uint64_t input_file_size(const struct input *input)
{
    return input->size;
}

static bool read_plain(struct input *input, char *bytes, size_t size, size_t *got,
                       struct fault *fault)
{
    *got = 0;
    if (size > input->size - input->at)
        size = (size_t)(input->size - input->at);
    if (input->descriptor < 0) {
        memcpy(bytes, input->bytes + input->at, size);
        *got = size;
        input->at += size;
        return true;
    }
    while (*got < size) {
        ssize_t part = pread(input->descriptor, bytes + *got, size - *got, (off_t)input->at);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return fault_at(fault, FAULT_MACHINE, (struct place){.file = input->name},
                            "cannot be read: %s", strerror(errno));
        if (part == 0) {
            input->cut = true;
            input->size = input->at;
            break;
        }
        *got += (size_t)part;
        input->at += (uint64_t)part;
    }
    return true;
}

static bool refuse_packed(const struct input *input, const char *why, struct fault *fault)
{
    return fault_at(fault, FAULT_DATA, (struct place){.file = input->name}, "%s", why);
}

static void begin_unpacking(struct input *input)
{
    if (input->inflating)
        return;
    if (inflateInit2(&input->inflater, 16 + MAX_WBITS) != Z_OK)
        memory_exhausted();
    input->inflating = true;
    if (input->block == NULL)
        input->block = memory_get(PACKED_BLOCK);
}

/* Unpacks what is there of one stream. One may follow another in a .gz: they are read as one. Zeros
 * behind the last one fill a tape's block. */
static bool unpack(struct input *input, struct fault *fault)
{
    z_stream *inflater = &input->inflater;
    if (input->ended && *inflater->next_in == 0) {
        inflater->next_in++;
        inflater->avail_in--;
        return true;
    }
    if (input->ended && *inflater->next_in != 0x1F)
        return refuse_packed(input, "has something behind its gzip data. download it again, or unpack it "
                                    "and give what it holds", fault);
    if (input->ended)
        inflateReset(inflater);
    int status = inflate(inflater, Z_NO_FLUSH);
    input->ended = status == Z_STREAM_END;
    return status == Z_OK || status == Z_STREAM_END ||
           refuse_packed(input, "is gzip data that is damaged. download it again", fault);
}

static bool read_packed(struct input *input, char *bytes, size_t size, size_t *got,
                        struct fault *fault)
{
    z_stream *inflater = &input->inflater;
    *got = 0;
    begin_unpacking(input);
    inflater->next_out = (unsigned char *)bytes;
    inflater->avail_out = (unsigned)size;
    while (inflater->avail_out > 0) {
        if (inflater->avail_in == 0) {
            size_t more;
            if (!read_plain(input, (char *)input->block, PACKED_BLOCK, &more, fault))
                return false;
            inflater->next_in = input->block;
            inflater->avail_in = (unsigned)more;
            if (more == 0 && !input->ended)
                return refuse_packed(input, "is gzip data that is cut short. download it again", fault);
            if (more == 0)
                break;
        }
        if (!unpack(input, fault))
            return false;
    }
    *got = size - inflater->avail_out;
    input->unpacked += *got;
    if (input->unpacked > FREE_UNPACKED && input->unpacked / MOST_TIMES > input->at)
        return fault_at(fault, FAULT_DATA, (struct place){.file = input->name},
                        "unpacks to more than %d times its size, as data hardly do. if it is right, unpack "
                        "it and give what it holds", MOST_TIMES);
    return true;
}

bool input_read(struct input *input, char *bytes, size_t size, size_t *got, struct fault *fault)
{
    return input->packed ? read_packed(input, bytes, size, got, fault)
                         : read_plain(input, bytes, size, got, fault);
}

void input_rewind(struct input *input)
{
    input->at = 0;
    if (input->inflating)
        inflateEnd(&input->inflater);
    input->inflating = input->ended = false;
    input->unpacked = 0;
    memset(&input->inflater, 0, sizeof input->inflater);
}

uint64_t input_size(const struct input *input)
{
    return input->packed ? 0 : input->size;
}

bool input_read_at(const struct input *input, uint64_t at, char *bytes, size_t size)
{
    if (at > input->size || size > input->size - at)
        return false;
    if (input->descriptor < 0) {
        memcpy(bytes, input->bytes + at, size);
        return true;
    }
    while (size > 0) {
        ssize_t part = pread(input->descriptor, bytes, size, (off_t)at);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            return false;
        bytes += part;
        at += (uint64_t)part;
        size -= (size_t)part;
    }
    return true;
}

void input_check_end(struct input *input, struct problems *problems)
{
    struct stat stat;
    if (input->cut)
        tell(problems, input->name, SEVERITY_ERROR, "became shorter while it was read",
             "wait until it is written, and try again");
    else if (input->descriptor >= 0 && fstat(input->descriptor, &stat) == 0 &&
             (uint64_t)stat.st_size != input->size)
        tell(problems, input->name, SEVERITY_WARNING,
             "was written to while it was read: only what stood there at first is read",
             "wait until it is written, and try again");
}
