/* problem.c - what was found wrong or worth telling, collected to be told together.
 *
 * Problems come in runs that share file, column, message and remedy: each of these texts
 * is kept once as long as it repeats, so that a million problems stay affordable. The
 * list owns copies of everything, in an arena of its own.
 */
#include "base/problem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"

enum { KEPT_MOST = 1000000, VALUE_WIDTH = 60, SEVERITIES = SEVERITY_ERROR + 1 };

struct problems {
    struct arena *arena;
    struct problem *kept;
    size_t kept_count;
    size_t capacity;
    size_t counts[SEVERITIES];
};

struct problems *problems_new(void)
{
    struct problems *problems = memory_get_zeroed(1, sizeof *problems);
    problems->arena = arena_new();
    return problems;
}

void problems_free(struct problems *problems)
{
    if (!problems)
        return;
    arena_free(problems->arena);
    free(problems->kept);
    free(problems);
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const char *copy(struct problems *problems, const char *text, const char *last)
{
    if (!text || same(text, last))
        return text ? last : NULL;
    return arena_text(problems->arena, text);
}

void problems_add(struct problems *problems, struct problem problem)
{
    problems->counts[problem.severity]++;
    if (problems->kept_count == KEPT_MOST)
        return;
    if (problems->kept_count == problems->capacity) {
        problems->capacity = problems->capacity ? problems->capacity * 2 : 16;
        problems->kept = memory_resize(problems->kept, problems->capacity,
                                       sizeof *problems->kept);
    }
    struct problem none = {0};
    const struct problem *last =
        problems->kept_count ? &problems->kept[problems->kept_count - 1] : &none;
    problem.file = copy(problems, problem.file, last->file);
    problem.column = copy(problems, problem.column, last->column);
    problem.value = copy(problems, problem.value, last->value);
    problem.message = copy(problems, problem.message, last->message);
    problem.remedy = copy(problems, problem.remedy, last->remedy);
    problems->kept[problems->kept_count++] = problem;
}

size_t problems_count(const struct problems *problems, enum severity at_least)
{
    size_t count = 0;
    for (int severity = (int)at_least; severity < SEVERITIES; severity++)
        count += problems->counts[severity];
    return count;
}

const struct problem *problems_at(const struct problems *problems, size_t number)
{
    return number < problems->kept_count ? &problems->kept[number] : NULL;
}

size_t problems_kept(const struct problems *problems)
{
    return problems->kept_count;
}

/* ---- printing ---- */

/* Problems that are alike. */
struct group {
    const struct problem *first;
    size_t count;
    uint32_t lines[PROBLEM_LINES]; /* different ones, the first's among them */
    size_t line_count;
    uint32_t last_line;
};

/* The groups in the order of their first problem, and a table from hash to group
 * number + 1. */
struct groups {
    struct group *groups;
    size_t count;
    size_t capacity;
    uint32_t *slots;
    size_t slot_count; /* a power of two, at least twice the groups */
};

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    return (hash ^ 0xFF) * UINT64_C(0x100000001B3);
}

static uint64_t hash_problem(const struct problem *problem)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ (uint64_t)problem->severity;
    hash = hash_text(hash, problem->message);
    hash = hash_text(hash, problem->column);
    hash = hash_text(hash, problem->file);
    return hash ^ hash >> 29;
}

static bool alike(const struct problem *a, const struct problem *b)
{
    return a->severity == b->severity && same(a->message, b->message) &&
           same(a->column, b->column) && same(a->file, b->file);
}

static void rehash(struct groups *groups)
{
    free(groups->slots);
    groups->slot_count = groups->slot_count ? groups->slot_count * 2 : 64;
    groups->slots = memory_get_zeroed(groups->slot_count, sizeof *groups->slots);
    for (size_t i = 0; i < groups->count; i++) {
        size_t at = hash_problem(groups->groups[i].first) & (groups->slot_count - 1);
        while (groups->slots[at])
            at = (at + 1) & (groups->slot_count - 1);
        groups->slots[at] = (uint32_t)i + 1;
    }
}

static struct group *group_of(struct groups *groups, const struct problem *problem)
{
    if (groups->slot_count < 2 * (groups->count + 1))
        rehash(groups);
    size_t at = hash_problem(problem) & (groups->slot_count - 1);
    for (; groups->slots[at]; at = (at + 1) & (groups->slot_count - 1)) {
        struct group *group = &groups->groups[groups->slots[at] - 1];
        if (alike(group->first, problem))
            return group;
    }
    if (groups->count == groups->capacity) {
        groups->capacity = groups->capacity ? groups->capacity * 2 : 16;
        groups->groups = memory_resize(groups->groups, groups->capacity,
                                       sizeof *groups->groups);
    }
    struct group *group = &groups->groups[groups->count++];
    *group = (struct group){.first = problem};
    groups->slots[at] = (uint32_t)groups->count;
    return group;
}

static void group_add(struct group *group, const struct problem *problem)
{
    if (group->count && problem->line && problem->line == group->last_line)
        return; /* the same line again adds nothing that one could look up */
    group->count++;
    group->last_line = problem->line;
    if (problem->line && group->line_count < PROBLEM_LINES)
        group->lines[group->line_count++] = problem->line;
}

static void add_value(struct text *out, const char *value)
{
    size_t at = 0, characters = 0;
    uint32_t character;
    while (value[at] && characters < VALUE_WIDTH) {
        at += utf8_decode(value + at, 4, &character);
        characters++;
    }
    struct text cut = {0};
    text_add_bytes(&cut, value, at);
    text_add_char(out, '\'');
    text_add_shown(out, text_of(&cut));
    text_add(out, value[at] ? "…' " : "' ");
    text_clear(&cut);
}

/* " (also line 9)", " (also lines 9 and 12)", " (also lines 9, 12 and 40 more)", "
 * (and 3 more)" */
static void add_lines(struct text *out, const struct group *group)
{
    bool placed = group->first->line != 0;
    size_t named = group->line_count - placed, more = group->count - named - 1;
    if (group->count < 2)
        return;
    if (named == 0) {
        text_addf(out, " (and %zu more)", more);
        return;
    }
    text_add(out, named + more == 1 ? " (also line " : " (also lines ");
    for (size_t i = 0; i < named; i++) {
        bool last = i + 1 == named && more == 0;
        text_add(out, i == 0 ? "" : last ? " and " : ", ");
        text_addf(out, "%u", (unsigned)group->lines[i + placed]);
    }
    if (more)
        text_addf(out, " and %zu more", more);
    text_add_char(out, ')');
}

static void add_group(struct text *out, const struct group *group)
{
    const struct problem *first = group->first;
    if (first->file) {
        text_add_shown(out, first->file);
        if (first->line)
            text_addf(out, ":%u", (unsigned)first->line);
        text_add(out, ": ");
    }
    text_add(out, first->severity == SEVERITY_NOTE      ? "note: "
                  : first->severity == SEVERITY_WARNING ? "warning: "
                                                        : "");
    if (first->column) {
        text_add(out, "column '");
        text_add_shown(out, first->column);
        text_add(out, "': ");
    }
    if (first->value)
        add_value(out, first->value);
    text_add_shown(out, first->message ? first->message : "");
    add_lines(out, group);
    if (first->remedy) {
        text_add(out, ". ");
        text_add_shown(out, first->remedy);
    }
    text_add_char(out, '\n');
}

void problems_print(const struct problems *problems, enum severity at_least,
                    struct text *out)
{
    struct groups groups = {0};
    for (size_t i = 0; i < problems->kept_count; i++)
        if (problems->kept[i].severity >= at_least)
            group_add(group_of(&groups, &problems->kept[i]), &problems->kept[i]);
    for (size_t i = 0; i < groups.count; i++)
        add_group(out, &groups.groups[i]);
    size_t all = problems_count(problems, SEVERITY_NOTE);
    if (all > problems->kept_count)
        text_addf(out, "%zu more found after the first %d are not listed\n",
                  all - problems->kept_count, KEPT_MOST);
    free(groups.groups);
    free(groups.slots);
}
