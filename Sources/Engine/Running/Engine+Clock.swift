import Storage
import YouSaidKit

extension Engine {
    /// A clock that runs this much slower is being corrected; one that falls back further was set.
    private static let smallCorrection = Duration.minutes(1)

    /// Looks whether the clock was set back. Then what was written while it was ahead is due now: it would wait until
    /// the clock gets there again, for a year perhaps. Called by ``Heart`` before each round of work.
    func noticeClock() async throws {
        let now = parts.clock.now
        let wasAhead = lastTime.with { last in
            if let time = last, time - now > Self.smallCorrection { return true }
            last = now
            return false
        }
        guard wasAhead else { return }
        let outbox = parts.outbox
        try await store.write { connection in
            try outbox.bringForward(dueAfter: now, to: now, in: connection)
        }
        lastCleaning.with { $0 = nil }
        lastTime.with { $0 = now }
        log("the clock was set back; what was due while it was ahead goes out now")
        announce(.sendAll)
    }
}
