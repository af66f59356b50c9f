/// A request on its way through the client, from `send` to its completion.
///
/// It is `Sendable` unchecked because everything that changes belongs to the client's thread; others only
/// make it and hand it over.
final class ClientJob: @unchecked Sendable {
    typealias Completion = @Sendable (Result<ClientResponse, ClientError>) -> Void

    /// Where a job stands; for the client's thread alone.
    enum State {
        case new
        case waiting
        case active(Transfer)
        case done
    }

    let request: ClientRequest
    let deadline: ContinuousClock.Instant
    /// What the number of connections is counted by: scheme and authority, or the socket's path.
    let host: Substring
    var state = State.new
    /// Cancelled before it was handed over.
    var isCancelled = false
    private var completion: Completion?

    init(_ request: ClientRequest) {
        self.request = request
        deadline = .now + request.timeout
        host = request.unixSocket.map { $0[...] } ?? Self.origin(of: request.url)
    }

    /// What to call in the end; for the client's thread.
    func begin(then completion: @escaping Completion) {
        self.completion = completion
        state = .waiting
    }

    /// Calls back, the first time; for the client's thread.
    func complete(_ result: Result<ClientResponse, ClientError>) {
        state = .done
        let completion = completion
        self.completion = nil
        completion?(result)
    }

    private static func origin(of url: String) -> Substring {
        var slashes = 0
        let end = url.utf8.firstIndex { byte in
            if byte == UInt8(ascii: "/") { slashes += 1 }
            return slashes == 3 || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        }
        return url[..<(end ?? url.endIndex)]
    }
}
