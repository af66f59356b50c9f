#ifndef CSystem_SHIM_H
#define CSystem_SHIM_H

#include <malloc.h>
#include <unistd.h>
#include <sys/prctl.h>
#include <sys/timex.h>

// What Swift's module of the C library leaves out, or cannot call because it is variadic.

// Names the calling thread, for tools such as top -H. At most 15 bytes are kept.
static inline void csystem_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

// How many freed bytes at the top of its heap a thread keeps before it hands them back to the system.
// Setting it would end the library's own adjusting of the other limit, which is left where it begins.
static inline void csystem_keep_freed_memory(int bytes) {
    mallopt(M_TRIM_THRESHOLD, bytes);
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

// No core dump of this process is written, whatever the system does with core dumps. Gives 0 where it worked.
static inline int csystem_forbid_dumps(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

// The variables that this process was given, each as "NAME=value"; a null at the end. For its first lines, while it has
// one thread.
extern char **environ;
static inline char **csystem_variables(void) { return environ; }

// Whether something keeps the machine's clock right: 1 yes, 0 no, -1 where the system does not tell.
static inline int csystem_clock_is_kept(void) {
    struct timex state = {0};
    int result = adjtimex(&state);
    if (result < 0) return -1;
    return result != TIME_ERROR && !(state.status & STA_UNSYNC);
}

#endif
