import Glibc

/// Starts a thread of its own for the client's loop, which blocks in C and must not hold up Swift's pool.
enum Worker {
    /// Runs a closure on a new detached thread, in which SIGPIPE is blocked.
    ///
    /// libcurl leaves SIGPIPE alone when it may use no signals, and a write into a broken TLS connection
    /// would end the process.
    ///
    /// - Parameter body: What to run; the thread ends with it.
    /// - Returns: Whether the thread could be started.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let errand = Unmanaged.passRetained(Errand(body: body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                // Retained for this thread by `start`, and taken over here exactly once.
                let errand = Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue()
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, SIGPIPE)
                pthread_sigmask(SIG_BLOCK, &signals, nil)
                errand.body()
                return nil
            }, errand.toOpaque())
        if result != 0 { errand.release() }
        return result == 0
    }

    private final class Errand {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
