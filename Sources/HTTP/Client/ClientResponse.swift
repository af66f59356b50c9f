/// The answer that a `Client` got. Any status is an answer, also 404 or 500.
public struct ClientResponse: Sendable {
    /// The status.
    public let status: Int
    /// All header fields.
    public let headers: Headers
    /// The whole body.
    public let body: [UInt8]

    /// Makes an answer by hand, for stand-ins.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - headers: The header fields.
    ///   - body: The body.
    public init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Finds a header field.
    ///
    /// - Parameter name: The field's name in any case.
    /// - Returns: Its first value, nil when there is none.
    public func header(_ name: String) -> String? { headers[name] }
}
