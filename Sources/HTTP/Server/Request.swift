/// A whole request as it arrived at a `Server`, given to its handler.
public struct Request: Sendable {
    /// What the request asks for.
    public let method: Method
    /// The decoded path, without the query: `/calendar/spring term`.
    public let path: String
    /// The query as it came, still encoded, without the `?`; empty when there is none.
    public let rawQuery: String
    /// All header fields.
    public let headers: Headers
    /// The whole body.
    public let body: [UInt8]
    let remote: RemoteAddress

    /// Makes a request by hand, for tests of a handler.
    ///
    /// - Parameters:
    ///   - method: What it asks for.
    ///   - path: The decoded path.
    ///   - rawQuery: The encoded query without the `?`.
    ///   - headers: The header fields.
    ///   - body: The body.
    public init(
        method: Method, path: String, rawQuery: String = "", headers: Headers = Headers(), body: [UInt8] = []
    ) {
        self.init(
            method: method, path: path, rawQuery: rawQuery, headers: headers, body: body, remote: .unknown)
    }

    init(
        method: Method, path: String, rawQuery: String, headers: Headers, body: [UInt8], remote: RemoteAddress
    ) {
        self.method = method
        self.path = path
        self.rawQuery = rawQuery
        self.headers = headers
        self.body = body
        self.remote = remote
    }

    /// The decoded query. It is decoded anew at each call, so keep it when asking for several fields.
    public var query: Form { Form.decode(rawQuery) }

    /// The address of the other end as text, nil on a Unix socket. Behind a reverse proxy it is the proxy's.
    /// It is personal: it does not belong in a log.
    public var remoteAddress: String? { remote.text }

    /// Finds a header field.
    ///
    /// - Parameter name: The field's name in any case.
    /// - Returns: Its first value, nil when there is none.
    public func header(_ name: String) -> String? { headers[name] }
}
