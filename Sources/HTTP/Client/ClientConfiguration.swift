extension Client {
    /// How a client connects and what it puts up with.
    public struct Configuration: Sendable {
        /// The proxy for all requests but those to Unix sockets, like `http://proxy:3128`; nil for none. The
        /// environment's proxy settings are not looked at.
        public var proxy: String?
        /// How many connections are open at most.
        public var maximumConnections = 64
        /// How many connections to one host are open at most; further requests wait their turn.
        public var maximumPerHost = 32
        /// The longest body of an answer that is accepted.
        public var maximumResponseBytes = 8 << 20
        /// What the client calls itself.
        public var userAgent = "YouSaid"
        /// A file of trusted certificates in place of the system's.
        public var caBundle: String?

        /// Makes a configuration with the usual limits.
        public init() {}
    }
}
