import CSystem
import Glibc

/// What the system writes when a process crashes: all of its memory, and so what young people said, and the key. The
/// program allows none, from its first line on.
public enum CoreDumps {
    public static func forbid() {
        // The limit alone is not enough: where the system hands dumps to a program, it does so at a limit of 0 too.
        _ = csystem_forbid_dumps()
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
}
