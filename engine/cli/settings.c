/* settings.c - pairs of the command line, and files of mappings.
 *
 * A mapping file is plain lines rather than CSV: the names of a mapping hold points and
 * =, never the quotes and delimiters that would make CSV worth its rules.
 */
#include "cli/settings.h"

#include <string.h>

#include "base/text.h"
#include "cli/file.h"

static void add(struct settings *settings, struct arena *arena, const char *name,
                size_t name_size, const char *value, size_t value_size)
{
    size_t size;
    settings->items = arena_grow(arena, settings->items, settings->count, &settings->room,
                                 sizeof *settings->items);
    settings->items[settings->count++] = (struct script_setting){
        arena_text(arena, text_composed(arena, arena_bytes(arena, name, name_size),
                                        name_size, &size)),
        arena_text(arena, text_composed(arena, arena_bytes(arena, value, value_size),
                                        value_size, &size)),
    };
}

bool settings_split(struct settings *settings, struct arena *arena, const char *option,
                    const char *const *texts, size_t count, struct fault *fault)
{
    *settings = (struct settings){0};
    for (size_t i = 0; i < count; i++) {
        const char *equals = strchr(texts[i], '=');
        if (!utf8_is_valid(texts[i], strlen(texts[i])))
            return fault_set(fault, FAULT_USAGE, "%s: the value is not UTF-8", option);
        if (equals == NULL || equals == texts[i])
            return fault_set(fault, FAULT_USAGE, "%s: '%s' is not NAME=VALUE", option,
                             texts[i]);
        add(settings, arena, texts[i], (size_t)(equals - texts[i]), equals + 1,
            strlen(equals + 1));
    }
    return true;
}

/* ---- mappings ---- */

struct span {
    const char *bytes;
    size_t size;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Without blanks around it, then without one pair of double quotes. */
static struct span trimmed(struct span span)
{
    while (span.size > 0 && is_blank(span.bytes[0]))
        span = (struct span){span.bytes + 1, span.size - 1};
    while (span.size > 0 && is_blank(span.bytes[span.size - 1]))
        span.size--;
    if (span.size >= 2 && span.bytes[0] == '"' && span.bytes[span.size - 1] == '"')
        span = (struct span){span.bytes + 1, span.size - 2};
    return span;
}

static bool read_line(struct settings *maps, struct arena *arena, struct place place,
                      struct span line, struct fault *fault)
{
    struct span whole = trimmed(line);
    if (whole.size == 0 || whole.bytes[0] == '#' ||
        (whole.size >= 2 && memcmp(whole.bytes, "--", 2) == 0))
        return true;
    const char *divide = memmem(line.bytes, line.size, " = ", 3);
    struct span from = {0}, to = {0};
    if (divide != NULL) {
        from = trimmed((struct span){line.bytes, (size_t)(divide - line.bytes)});
        to = trimmed(
            (struct span){divide + 3, (size_t)(line.bytes + line.size - divide - 3)});
    }
    if (from.size == 0 || to.size == 0)
        return fault_at(fault, FAULT_DATA, place,
                        "'%.*s' is not a mapping. write: our name = their name",
                        (int)(whole.size < 200 ? whole.size : 200), whole.bytes);
    add(maps, arena, from.bytes, from.size, to.bytes, to.size);
    return true;
}

static bool read_map(struct settings *maps, struct arena *arena, const char *path,
                     struct fault *fault)
{
    struct text content = {0};
    bool read = file_read(path, "file of mappings", &content, fault);
    const char *at = text_of(&content);
    if (read && !utf8_is_valid(at, content.size))
        read = fault_set(fault, FAULT_DATA, "%s: is not UTF-8", path);
    if (read && strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    for (uint32_t line = 1; read && *at != '\0'; line++) {
        size_t size = strcspn(at, "\n");
        read = read_line(maps, arena, (struct place){path, line}, (struct span){at, size},
                         fault);
        at += size + (at[size] == '\n');
    }
    text_clear(&content);
    return read;
}

bool settings_from_options(struct settings *sets, struct settings *maps,
                           const struct options *options, struct arena *arena,
                           struct fault *fault)
{
    const struct option_values *given = &options->values[OPTION_set];
    *maps = (struct settings){0};
    if (!settings_split(sets, arena, "--set", given->items, given->count, fault))
        return false;
    given = &options->values[OPTION_map];
    for (size_t i = 0; i < given->count; i++)
        if (!read_map(maps, arena, given->items[i], fault))
            return false;
    return true;
}
