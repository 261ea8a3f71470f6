/* watch.h - an end for a script that its own limit cannot reach.
 *
 * The limit of the Lua state is looked at between its instructions; one call of a library
 * function (a pattern over a long text) can run for hours without any. So a timer of
 * processor time watches from outside: when what was begun lasts half a second longer
 * than its limit allows, the program says so and ends with status 3. One watch at a time;
 * begin and end cost no system call.
 */
#ifndef BAREME_CLI_WATCH_H
#define BAREME_CLI_WATCH_H

void watch_begin(const char *path, double seconds);
void watch_end(void);

#endif
