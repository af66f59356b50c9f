import Glibc

extension Server {
    /// Where a server listens.
    public enum Address: Sendable {
        /// A TCP address. The host is an address or a name (`127.0.0.1`, `::1`, `0.0.0.0`); port 0 takes a free one.
        case tcp(host: String, port: UInt16)
        /// A Unix socket at a path, with its file's permissions, and its group when it is not the process's own.
        case unix(path: String, mode: mode_t, group: gid_t?)
        /// A place that is held already.
        case held(Place)
    }

    /// How a server listens and what it puts up with.
    public struct Configuration: Sendable {
        /// Where it listens.
        public var address: Address
        /// How many threads read, answer, and run the handler.
        public var threads = 2
        /// The longest body that is accepted; a longer one is answered with 413.
        public var maximumBodyBytes = 1 << 20
        /// After how many seconds without a byte a connection is closed.
        public var idleSeconds = 30
        /// How long a head may take as a whole, however busily it drips; from when the connection is open, or its last
        /// request is answered.
        public var headTime = Duration.seconds(30)
        /// How long a body may take as a whole, however busily it drips.
        public var bodyTime = Duration.seconds(30)
        /// How many connections are open at most; more wait in the system's queue. Those whose request is not whole
        /// hold half of them at most: where one more comes, the one awaited longest is closed.
        public var maximumConnections = 1024
        /// How many connections one IP address may hold, 0 for any number. Behind a reverse proxy all
        /// connections come from one address.
        public var maximumConnectionsPerAddress = 0

        /// Makes a configuration with the usual limits.
        ///
        /// - Parameter address: Where to listen.
        public init(address: Address) {
            self.address = address
        }
    }
}
