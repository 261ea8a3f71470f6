/* now.h - records and columns inside a call, for the files that look into them.
 *
 * Both are handles. Records borrow the engine's numbers for one call, or hold their own;
 * a column holds its values, and the dictionary of its texts for one call.
 */
#ifndef BAREME_LUA_NOW_H
#define BAREME_LUA_NOW_H

#include "data/frame.h"
#include "data/reason.h"
#include "expr/binding.h"
#include "lua/reading.h"

struct records {
    struct handle handle;
    uint32_t call;
    const struct frame *frame;
    const uint32_t *records;
    size_t count;
    uint32_t own[];
};

struct values {
    struct handle handle;
    uint32_t call; /* 0: good for ever */
    size_t count;
    enum column_type type;
    const struct dictionary *texts; /* of texts: the numbers are theirs */
    uint8_t *reasons;
    double numbers[]; /* then the reasons */
};

struct records *records_check(lua_State *L, int index, const char *method);
uint32_t records_bind_filter(lua_State *L, const struct frame *frame, int index,
                             const struct binding **binding);
struct values *values_push(lua_State *L, size_t count, enum column_type type,
                           const struct dictionary *texts);
void values_check(lua_State *L, const struct values *values);
void values_push_at(lua_State *L, const struct values *values, size_t position);

#endif
