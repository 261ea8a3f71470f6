/* confine.c - limits of the kernel and the filter of system calls.
 *
 * The filter is a list of what may be called; all else fails with EPERM rather than
 * killing, so that a C library that tries something new first and falls back does not
 * end an honest script. Memory may never be made executable. Limits are set on data, not
 * on address space: the engine's columns are seen through the memory inherited, and would
 * count there. Under a sanitizer neither memory limit nor filter can hold, and under
 * valgrind no filter: both make calls of their own.
 */
#include "lua/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||               \
    __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* ---- the filter ---- */

#ifdef OUR_ARCHITECTURE

#define LOAD(member)                                                                     \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, member))
#define ALLOW  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))
/* Goes on behind the next instruction unless it is this call. */
#define CALL(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), ALLOW
/* A call whose third argument says what memory may be used for: anything but running. */
#define MAPPING(name)                                                                    \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 4), LOAD(args[2]),               \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), REFUSE, ALLOW

static const struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCHITECTURE, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    LOAD(nr), /* a call of x32 has a number that is in no list */
    CALL(read),
    CALL(write),
    CALL(brk),
    CALL(munmap),
    CALL(mremap),
    CALL(madvise),
    CALL(clock_gettime),
#ifdef __NR_time
    CALL(time),
#endif
    CALL(gettimeofday), /* these three where the kernel has no page of its own for them */
    CALL(futex),
    CALL(rt_sigreturn),
    CALL(rt_sigprocmask),
    CALL(restart_syscall),
    CALL(exit),
    CALL(exit_group),
    MAPPING(mmap),
    MAPPING(mprotect),
    REFUSE,
};

static bool is_under_valgrind(void)
{
    const char *loaded = getenv("LD_PRELOAD");
    return loaded != NULL && strstr(loaded, "vgpreload") != NULL;
}

static bool set_filter(void)
{
    const struct sock_fprog program = {sizeof filter / sizeof *filter,
                                       (struct sock_filter *)(uintptr_t)filter};
    return !SANITIZED && !is_under_valgrind() &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else

static bool set_filter(void)
{
    return false;
}

#endif

/* ---- limits ---- */

static bool set_limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)resource, &limit) != 0)
        return false;
    if (limit.rlim_max != RLIM_INFINITY && hard > limit.rlim_max)
        hard = limit.rlim_max;
    limit = (struct rlimit){soft < hard ? soft : hard, hard};
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0;
}

/* Bytes of private memory that this process has, as RLIMIT_DATA counts them. */
static size_t data_size(void)
{
    unsigned long size, resident, shared, code, library, data = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%lu %lu %lu %lu %lu %lu", &size, &resident, &shared, &code,
               &library, &data) != 6)
        data = 0;
    fclose(file);
    return (size_t)data * (size_t)sysconf(_SC_PAGESIZE);
}

static bool limit_memory(size_t more)
{
    size_t now = data_size();
    if (SANITIZED || more == 0 || now == 0)
        return false;
    rlim_t limit = (rlim_t)now + more;
    return set_limit(RLIMIT_DATA, limit, limit);
}

static int compare_bytes(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* glibc's qsort asks once how much memory there is, which it may not later. */
static void take_beforehand(void)
{
    char many[4096] = {2, 1};
    qsort(many, sizeof many, 1, compare_bytes);
}

unsigned confine(const struct walls *walls)
{
    unsigned layers = LAYER_PROCESS;
    take_beforehand();
    if (limit_memory(walls->memory))
        layers |= LAYER_MEMORY;
    if (walls->seconds > 0 && walls->seconds < 1e8) {
        rlim_t seconds = (rlim_t)ceil(walls->seconds) + 2;
        (void)set_limit(RLIMIT_CPU, seconds, seconds + 1);
    }
    (void)set_limit(RLIMIT_CORE, 0, 0);
    if (set_limit(RLIMIT_FSIZE, 0, 0) && set_limit(RLIMIT_NOFILE, 0, 0))
        layers |= LAYER_FILES;
    if (set_filter())
        layers |= LAYER_SYSTEM_CALLS;
    return layers;
}

void confine_streams(int descriptor, pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent) /* it ended before it could be told about */
        _exit(0);
    if (descriptor != STDIN_FILENO && dup2(descriptor, STDIN_FILENO) < 0)
        _exit(0);
    int nowhere = open("/dev/null", O_WRONLY);
    int last = SANITIZED ? STDOUT_FILENO : STDERR_FILENO; /* which tell what they find */
    for (int stream = STDOUT_FILENO; stream <= last; stream++)
        if (nowhere < 0 || dup2(nowhere, stream) < 0)
            close(stream);
    if (close_range(STDERR_FILENO + 1, ~0U, 0) == 0)
        return;
    for (int file = STDERR_FILENO + 1; file < 4096; file++)
        close(file);
}

bool confine_is_sanitized(void)
{
    return SANITIZED;
}

/* ---- which of them hold here ---- */

static _Noreturn void try_walls(int out)
{
    const struct walls walls = {16 << 20, 10};
    unsigned layers = confine(&walls);
    errno = 0;
    if (open("/dev/null", O_RDONLY) >= 0)
        layers &= ~(unsigned)(LAYER_FILES | LAYER_SYSTEM_CALLS);
    else if (errno != EPERM)
        layers &= ~(unsigned)LAYER_SYSTEM_CALLS;
    if (layers & LAYER_SYSTEM_CALLS && syscall(SYS_getppid) != -1)
        layers &= ~(unsigned)LAYER_SYSTEM_CALLS;
    void *block =
        mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block != MAP_FAILED)
        layers &= ~(unsigned)LAYER_MEMORY;
    unsigned char told = (unsigned char)layers;
    ssize_t written = write(out, &told, 1);
    (void)written;
    _exit(0);
}

unsigned confine_layers(void)
{
    int pipe_ends[2];
    unsigned char told = 0;
    if (pipe2(pipe_ends, O_CLOEXEC) != 0)
        return 0;
    pid_t process = fork();
    if (process == 0)
        try_walls(pipe_ends[1]);
    close(pipe_ends[1]);
    if (process < 0 || read(pipe_ends[0], &told, 1) != 1)
        told = 0;
    close(pipe_ends[0]);
    if (process > 0)
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR)
            continue;
    return told;
}

const char *layer_words(enum layer layer)
{
    switch (layer) {
    case LAYER_PROCESS:
        return "a process of its own";
    case LAYER_MEMORY:
        return "a limit on its memory";
    case LAYER_FILES:
        return "no files";
    default:
        return "a filter of system calls";
    }
}
