/* limits.c - FILE THREADS: what this machine can do at most, in MB/s: reading memory, and
 * reading the file from the system's cache as bareme reads it, with that many threads.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MOST = 64, BLOCK = 1 << 20, ROUNDS = 3 };

#define MEMORY ((size_t)256 << 20)

static struct {
    const char *path;
    uint64_t *memory;
    size_t size;
    unsigned threads;
} work;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void *sum_memory(void *given)
{
    size_t words = MEMORY / sizeof(uint64_t) / work.threads, number = (uintptr_t)given;
    const uint64_t *from = work.memory + number * words;
    uint64_t sums[4] = {0};
    for (size_t i = 0; i + 4 <= words; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] += from[i + k];
    volatile uint64_t kept = sums[0] + sums[1] + sums[2] + sums[3];
    (void)kept;
    return NULL;
}

static void *read_file(void *given)
{
    size_t number = (uintptr_t)given;
    int file = open(work.path, O_RDONLY);
    char *block = malloc(BLOCK);
    for (size_t at = number * BLOCK; at < work.size; at += (size_t)work.threads * BLOCK)
        if (pread(file, block, BLOCK, (off_t)at) <= 0)
            break;
    free(block);
    close(file);
    return NULL;
}

static double best(void *(*each)(void *))
{
    double least = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t threads[THREADS_MOST];
        double begin = now();
        for (unsigned i = 0; i < work.threads; i++)
            if (pthread_create(&threads[i], NULL, each, (void *)(uintptr_t)i) != 0)
                exit(4);
        for (unsigned i = 0; i < work.threads; i++)
            pthread_join(threads[i], NULL);
        double took = now() - begin;
        least = took < least ? took : least;
    }
    return least;
}

int main(int count, char **texts)
{
    struct stat status;
    if (count != 3 || stat(texts[1], &status) != 0)
        return 2;
    work.path = texts[1];
    work.size = (size_t)status.st_size;
    work.threads = (unsigned)atoi(texts[2]);
    if (work.threads < 1 || work.threads > THREADS_MOST)
        work.threads = 1;
    work.memory = malloc(MEMORY);
    if (work.memory == NULL)
        return 4;
    memset(work.memory, 1, MEMORY);
    printf("%.0f %.0f\n", (double)MEMORY / best(sum_memory) / 1e6,
           (double)work.size / best(read_file) / 1e6);
    free(work.memory);
    return 0;
}
