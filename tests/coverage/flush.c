/* flush.c - linked into a build that counts what is run, so that processes of scripts are counted.
 *
 * These end by _exit or are killed, and behind their walls no file can be opened: nothing would be
 * written of what they ran. Here _exit writes it first, the limits on files and the filter of system
 * calls are left out, and a process that is to be killed gets a moment to end by itself.
 */
#include <signal.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __real_setrlimit(__rlimit_resource_t resource, const struct rlimit *limit);
int __wrap_setrlimit(__rlimit_resource_t resource, const struct rlimit *limit);
int __real_prctl(int option, ...);
int __wrap_prctl(int option, ...);
int __real_kill(pid_t process, int number);
int __wrap_kill(pid_t process, int number);

void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}

int __wrap_setrlimit(__rlimit_resource_t resource, const struct rlimit *limit)
{
    return resource == RLIMIT_FSIZE || resource == RLIMIT_NOFILE ? 0 : __real_setrlimit(resource, limit);
}

int __wrap_prctl(int option, ...)
{
    va_list arguments;
    va_start(arguments, option);
    unsigned long value = va_arg(arguments, unsigned long);
    va_end(arguments);
    return option == PR_SET_SECCOMP ? -1 : __real_prctl(option, value, 0, 0, 0);
}

int __wrap_kill(pid_t process, int number)
{
    static const struct timespec moment = {.tv_nsec = 5000000};
    for (int i = 0; i < 20 && number == SIGKILL; i++) {
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0)
            break;
        nanosleep(&moment, NULL);
    }
    return __real_kill(process, number);
}
