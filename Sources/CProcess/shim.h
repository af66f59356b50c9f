#ifndef CProcess_SHIM_H
#define CProcess_SHIM_H

#include <sys/prctl.h>
#include <sys/timex.h>

// Swift cannot call variadic C functions.

/// No core dump of this process is written, whatever the system does with core dumps. Gives 0 where it worked.
static inline int CProcess_forbid_dumps(void)
{
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// Whether something keeps the machine's clock right: 1 yes, 0 no, -1 where the system does not tell.
static inline int CProcess_clock_is_kept(void)
{
    struct timex state = {0};
    int result = adjtimex(&state);
    if (result < 0) return -1;
    return result != TIME_ERROR && !(state.status & STA_UNSYNC);
}

#endif
