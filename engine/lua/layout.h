/* layout.h - readers of an evaluation's fields, each with the value on the top of the
 * stack.
 *
 * They raise for what cannot be, and put the rest into the evaluation and the catalogue.
 */
#ifndef BAREME_LUA_LAYOUT_H
#define BAREME_LUA_LAYOUT_H

#include "lua/reading.h"

void layout_read_rows(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_columns(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_facets(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_sections(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_label(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_beside(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_totals(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_sort(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_limit(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_checks(lua_State *L, struct evaluation *evaluation, struct spot spot);
void layout_read_notes(lua_State *L, struct evaluation *evaluation, struct spot spot);

/* Raises for an axis that stands twice. */
void layout_check(lua_State *L, const struct evaluation *evaluation);

#endif
