import CMicroHTTPD
import Synchronization

/// One request and its answer on a connection, from the request line to the last byte out.
///
/// libmicrohttpd holds it from `requestBegun` to `requestCompleted`; the `Responder` holds it as long as
/// somebody may answer.
///
/// It is `Sendable` unchecked because its parts have one owner at a time: all but `claimed`, `stage` and
/// `response` belong to the connection's server thread; `response` belongs to whoever won `claimed`,
/// until it sets `stage` to `.answered`, and to the server thread from then on.
final class Exchange: @unchecked Sendable {
    /// How far the answer has come; moved on by the server thread and by the one who answers.
    enum Stage: UInt8, AtomicRepresentable {
        /// Being read, or the handler is running on the server thread.
        case open
        /// The handler went without answering: the connection sleeps until it is resumed.
        case suspended
        /// `response` is set.
        case answered
    }

    /// How far the request has come; for the server thread alone.
    enum Progress {
        case begun
        case receiving
        /// The body is too large and is thrown away.
        case refusing
        case handled
    }

    private let wakers: Wakers
    /// Valid until the exchange is completed; a suspended connection cannot complete.
    let connection: OpaquePointer
    /// The same connection among those that requests are awaited on.
    let awaited: AwaitedRequests.Connection?
    let path: String
    let rawQuery: String

    var progress = Progress.begun
    var method = Method.other
    var headers = Headers()
    var body: [UInt8] = []
    /// Bytes of a body that is too large, read and thrown away.
    var refused = 0
    /// Where it stands in `OpenExchanges`, whose lock guards it.
    var place = 0

    private let claimed = Atomic<Bool>(false)
    private let stage = Atomic<Stage>(.open)
    private var response: Response?

    init(
        wakers: Wakers, connection: OpaquePointer, awaited: AwaitedRequests.Connection?, path: String,
        rawQuery: String
    ) {
        self.wakers = wakers
        self.connection = connection
        self.awaited = awaited
        self.path = path
        self.rawQuery = rawQuery
    }

    /// Takes the answer from any thread; all but the first are ignored.
    func answer(_ response: Response) {
        // Counted before it is claimed: a server that stops must not see an answer that is neither open nor given.
        wakers.count.add(1, ordering: .acquiringAndReleasing)
        defer { wakers.count.subtract(1, ordering: .acquiringAndReleasing) }
        guard claim() else { return }
        self.response = response
        if stage.exchange(.answered, ordering: .acquiringAndReleasing) == .suspended {
            MHD_resume_connection(connection)
        }
    }

    /// Takes the answer out, once there is one; for the server thread.
    func takeAnswer() -> Response? {
        guard stage.load(ordering: .acquiring) == .answered else { return nil }
        // A responder that somebody keeps need not keep it too.
        defer { response = nil }
        return response
    }

    /// Puts the connection to sleep until there is an answer; for the server thread in its access handler.
    func suspend() {
        MHD_suspend_connection(connection)
        let result = stage.compareExchange(
            expected: .open, desired: .suspended, ordering: .acquiringAndReleasing)
        // Answered just before: nobody else will wake it.
        if !result.exchanged { MHD_resume_connection(connection) }
    }

    /// Makes every later answer void; for the server thread when the exchange is over.
    func close() {
        _ = claim()
    }

    private func claim() -> Bool {
        !claimed.exchange(true, ordering: .acquiringAndReleasing)
    }
}

/// How many threads are just waking a connection, so that `Server.stop` does not take the daemon down
/// between the moment when the connection is awake and the end of libmicrohttpd's own function.
///
/// Apart from `ServerCore`, so that a responder somebody keeps does not keep the handler and all it holds.
final class Wakers: Sendable {
    let count = Atomic<Int>(0)
}
