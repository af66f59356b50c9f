import Dispatch
import Glibc
import Threads

/// What the system tells the process.
enum Signals {
    /// SIGHUP, which a closing terminal sends, ends nothing.
    static func ignoreHangUp() { signal(SIGHUP, SIG_IGN) }

    /// SIGTERM and SIGINT, as they come, in place of the end that they would bring.
    /// - Parameter hangUp: whether a closing terminal counts too.
    static func terminations(hangUp: Bool = false) -> AsyncStream<Void> {
        AsyncStream { continuation in
            // A source lives as long as somebody holds it.
            let sources = Guarded<[any DispatchSourceSignal]>([])
            for number in [SIGTERM, SIGINT] + (hangUp ? [SIGHUP] : []) {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number)
                source.setEventHandler { continuation.yield() }
                source.resume()
                sources.with { $0.append(source) }
            }
            continuation.onTermination = { _ in
                for source in sources.with({ $0 }) { source.cancel() }
            }
        }
    }
}
