import CMicroHTTPD
import Glibc

/// An HTTP/1.1 server on libmicrohttpd, for whatever answers requests: webhooks, pages, the operator's socket.
///
/// ```swift
/// let server = try Server(.init(address: .tcp(host: "127.0.0.1", port: 8080))) { request, responder in
///     responder.respond(request.path == "/health" ? .ok : .notFound)
/// }
/// defer { server.stop(drain: .seconds(5)) }
/// ```
///
/// The handler runs on one of the server's threads when the whole request is there. It answers at once, or
/// hands the responder on and returns: it must not block. It must not hold the server itself.
public final class Server: Sendable {
    private let core: ServerCore
    private let socket: ListeningSocket
    /// The daemon until it is stopped. A bare number, since a C pointer is not `Sendable`; libmicrohttpd
    /// allows its use from any thread.
    private let daemon: Monitor<UInt?>

    /// Starts to listen and to serve.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen, and the limits.
    ///   - handler: Called for each request; see above.
    /// - Throws: `ServerError` when the address cannot be had or the system has no room.
    public init(
        _ configuration: Configuration, handler: @escaping @Sendable (Request, Responder) -> Void
    ) throws(ServerError) {
        core = ServerCore(configuration, handler: handler)
        socket = try ListeningSocket(configuration.address)
        // libmicrohttpd's own log stays off: it may quote what a client sent.
        let flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
        let threads = UInt32(clamping: min(max(configuration.threads, 1), 64))
        let noRoom = ServerError(
            .noResources,
            "Cannot start the HTTP server's threads. Free memory or raise the limits, then start again.")
        guard core.awaited.start() else {
            socket.close()
            throw noRoom
        }
        // Released in `stop`, when no thread of the daemon is left.
        let context = Unmanaged.passRetained(core)
        let started = CMicroHTTPD_start(
            flags, socket.descriptor, context.toOpaque(), connectionChanged, requestBegun,
            requestProceeds, requestCompleted,
            // A request's header must fit in. libmicrohttpd wipes all of it after each request, which at its
            // own 32 KiB is a quarter of the time spent outside the system.
            16384,
            // Each thread must be allowed one at least.
            UInt32(clamping: max(configuration.maximumConnections, Int(threads))),
            UInt32(clamping: configuration.maximumConnectionsPerAddress),
            UInt32(clamping: configuration.idleSeconds), threads)
        guard let started else {
            context.release()
            core.awaited.end()
            socket.close()
            throw noRoom
        }
        daemon = Monitor(UInt(bitPattern: started))
    }

    deinit {
        stop(drain: .zero)
    }

    /// The TCP port it listens on; 0 on a Unix socket.
    public var port: UInt16 { socket.port }

    /// Stops the server: accepts nothing new, waits for the requests under way, answers what is left with
    /// 503, closes all connections. It blocks until that is done, and does nothing when it is stopped.
    ///
    /// Call it from none of the server's own threads, so not in the handler: they would wait for themselves.
    ///
    /// - Parameter drain: How long to wait for answers under way.
    public func stop(drain: Duration) {
        daemon.withLock { pointer in
            guard let number = pointer, let daemon = OpaquePointer(bitPattern: number) else { return }
            pointer = nil
            core.open.close()
            core.closing.store(true, ordering: .sequentiallyConsistent)
            // The system refuses whoever comes now. Not with MHD_quiesce_daemon, which leaves them waiting, and
            // which aborts the process where a thread of its pool takes notice first: both then take the socket
            // out of that thread's epoll set, and libmicrohttpd 0.9.75 panics over the second time.
            shutdown(socket.descriptor, Int32(SHUT_RDWR))
            core.open.waitUntilEmpty(atMost: drain)
            for exchange in core.open.all() { exchange.answer(.unavailable) }
            // Answers that are ready now need a moment to go out; a client that does not read gets no more.
            core.open.waitUntilEmpty(atMost: .seconds(1))
            while core.wakers.count.load(ordering: .acquiring) > 0 { sched_yield() }
            core.awaited.end()
            // It closes the socket.
            MHD_stop_daemon(daemon)
            socket.removeFile()
            Unmanaged.passUnretained(core).release()
        }
    }
}
