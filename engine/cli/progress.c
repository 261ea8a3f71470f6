/* progress.c - a bar on the terminal.
 *
 * Drawn at most ten times a second. The clock decides when something is drawn, never what
 * is worked out.
 */
#include "cli/progress.h"

#include <inttypes.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/file.h"
#include "cli/interrupt.h"

enum { BAR = 40, FIRST_AFTER = 500, AGAIN_AFTER = 100 };

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, const char *what, uint64_t all)
{
    bool drawn = progress->drawn;
    *progress = (struct progress){.terminal = isatty(STDERR_FILENO),
                                  .drawn = drawn,
                                  .what = what,
                                  .all = all,
                                  .began = now()};
}

static void draw(struct progress *progress)
{
    uint64_t done = progress->done < progress->all ? progress->done : progress->all;
    unsigned part =
        progress->all == 0 ? 0 : (unsigned)((double)done / (double)progress->all * 100);
    struct text line = {0};
    text_addf(&line, "\r%-8s [", progress->what);
    text_add_repeated(&line, "#", part * BAR / 100);
    text_add_repeated(&line, " ", BAR - part * BAR / 100);
    text_addf(&line, "] %3u %%", part);
    interrupt_clears_line(true);
    file_tell(text_of(&line), line.size);
    text_clear(&line);
    progress->drawn = true;
}

void progress_set(struct progress *progress, uint64_t done, uint64_t all)
{
    progress->done = done;
    progress->all = all;
    if (!progress->terminal)
        return;
    int64_t time = now();
    if (!progress->drawn && time - progress->began < FIRST_AFTER)
        return;
    if (time - progress->last < AGAIN_AFTER)
        return;
    progress->last = time;
    draw(progress);
}

void progress_add(struct progress *progress, uint64_t done)
{
    progress_set(progress, progress->done + done, progress->all);
}

void progress_end(struct progress *progress)
{
    static const char clear[] = "\r\033[K";
    if (progress->drawn)
        file_tell(clear, sizeof clear - 1);
    progress->drawn = false;
    interrupt_clears_line(false);
}
