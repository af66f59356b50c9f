/// An HTTP/1.1 client on libcurl, for everything that calls a platform. One client serves all; it keeps
/// connections open and uses them again.
///
/// ```swift
/// let client = Client(Client.Configuration())
/// let answer = try await client.send(ClientRequest(method: .get, url: "https://example.org/"))
/// ```
///
/// TLS certificates are always checked, redirects are answers and not followed, only `http` and `https` are
/// spoken. A request that may change something is handed to a connection once: libcurl's own habit of
/// repeating it when a kept connection dies without an answer is stopped (see `Transfer`).
public final class Client: Sendable {
    private let loop: ClientLoop

    /// Makes a client with a thread of its own, which does all the work.
    ///
    /// - Parameter configuration: Proxy, certificates, limits.
    public init(_ configuration: Configuration) {
        loop = ClientLoop(configuration)
    }

    deinit {
        // Without waiting: the last reference may go on the client's own thread.
        loop.close()
    }

    /// Sends a request and waits for the whole answer. Cancelling the task gives the request up.
    ///
    /// - Parameter request: What to send.
    /// - Returns: The answer, whatever its status.
    /// - Throws: `ClientError`, which says whether the request may have had its effect.
    public func send(_ request: ClientRequest) async throws(ClientError) -> ClientResponse {
        let job = ClientJob(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.start(job) { continuation.resume(returning: $0) }
            }
        } onCancel: {
            loop.cancel(job)
        }
        return try result.get()
    }

    /// Sends a request and calls back.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - then: Called exactly once, on the client's thread, which serves everybody: it must be quick, and
    ///     must not block. When the client is closed already it is called before this function returns.
    public func send(
        _ request: ClientRequest, then: @escaping @Sendable (Result<ClientResponse, ClientError>) -> Void
    ) {
        loop.start(ClientJob(request), then: then)
    }

    /// Ends the client: requests under way fail with `.closed`, connections are closed. It waits until that
    /// is done, unless called on the client's own thread, and does nothing when it is closed.
    public func close() {
        loop.close()
        loop.waitUntilClosed()
    }
}
