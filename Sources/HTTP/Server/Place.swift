extension Server {
    /// An address that is held before there is a server: its port is known, nobody else can take it, and whoever
    /// connects waits. Given to one server with ``Address/held(_:)``; without one it is given back when nobody has it
    /// any more.
    ///
    /// ```swift
    /// let place = try Server.Place(.tcp(host: "127.0.0.1", port: 0))
    /// let server = try Server(.init(address: .held(place))) { request, responder in responder.respond(.ok) }
    /// ```
    public final class Place: Sendable {
        /// The TCP port; 0 on a Unix socket.
        public let port: UInt16
        /// Until a server has it.
        private let socket: Monitor<ListeningSocket?>

        /// Binds and listens.
        ///
        /// - Parameter address: Where.
        /// - Throws: `ServerError` when the address cannot be had.
        public init(_ address: Address) throws(ServerError) {
            let socket = try ListeningSocket(address)
            port = socket.port
            self.socket = Monitor(socket)
        }

        deinit { take()?.close() }

        /// Hands the socket over; nil where somebody has it.
        func take() -> ListeningSocket? {
            socket.withLock { socket in
                defer { socket = nil }
                return socket
            }
        }
    }
}
