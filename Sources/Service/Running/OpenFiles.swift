import Glibc

/// How many files and connections the process may have open.
enum OpenFiles {
    private static let wanted: rlim_t = 65_536

    /// Raises the limit as far as is allowed. Many systems begin with 1,024, which as many idle connections use up,
    /// and then nobody gets in and no file can be opened.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        let new = min(limit.rlim_max, wanted)
        guard new > limit.rlim_cur else { return }
        limit.rlim_cur = new
        // Where it fails the bot runs with what it has.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
