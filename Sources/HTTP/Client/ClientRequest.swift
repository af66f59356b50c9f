/// A request that a `Client` sends.
public struct ClientRequest: Sendable {
    /// One part of a `multipart/form-data` body: a field, or a file when it has a file name.
    public struct Part: Sendable {
        /// The field's name.
        public var name: String
        /// The name under which a file arrives; nil for a plain field.
        public var fileName: String?
        /// The content's type, like `image/png`; nil leaves it to the receiver.
        public var contentType: String?
        /// The content.
        public var content: [UInt8]

        /// Makes a part.
        ///
        /// - Parameters:
        ///   - name: The field's name.
        ///   - fileName: The name under which a file arrives; nil for a plain field.
        ///   - contentType: The content's type, like `image/png`.
        ///   - content: The content.
        public init(name: String, fileName: String? = nil, contentType: String? = nil, content: [UInt8]) {
            self.name = name
            self.fileName = fileName
            self.contentType = contentType
            self.content = content
        }

        /// Makes a plain field.
        ///
        /// - Parameters:
        ///   - name: The field's name.
        ///   - text: Its value.
        public init(name: String, text: String) {
            self.init(name: name, content: Array(text.utf8))
        }
    }

    /// What it asks for.
    public var method: Method
    /// The whole URL, `http` or `https`.
    public var url: String
    /// Header fields in their order. `Host`, `Content-Length` and `User-Agent` are added.
    public var headers: [(String, String)]
    /// The body; nil for none.
    public var body: [UInt8]?
    /// A form with files in place of `body`; its `Content-Type` is added. Only with POST.
    public var parts: [Part]
    /// How long it may take from `send` to the whole answer, waiting for a free connection included.
    public var timeout: Duration
    /// How long connecting may take, names and TLS included.
    public var connectTimeout: Duration
    /// The path of a Unix socket to connect to in place of the URL's host.
    public var unixSocket: String?
    /// The longest body of an answer that is accepted; nil for the client's own limit.
    public var maximumResponseBytes: Int?

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - method: What it asks for.
    ///   - url: The whole URL, `http` or `https`.
    ///   - headers: Header fields in their order.
    ///   - body: The body; nil for none.
    ///   - parts: A form with files in place of `body`.
    ///   - timeout: How long it may take as a whole.
    ///   - connectTimeout: How long connecting may take.
    ///   - unixSocket: The path of a Unix socket to connect to in place of the URL's host.
    ///   - maximumResponseBytes: The longest body of an answer that is accepted; nil for the client's own limit.
    public init(
        method: Method, url: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        parts: [Part] = [],
        timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(10), unixSocket: String? = nil,
        maximumResponseBytes: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.parts = parts
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.unixSocket = unixSocket
        self.maximumResponseBytes = maximumResponseBytes
    }
}
