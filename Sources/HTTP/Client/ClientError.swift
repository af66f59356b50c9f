/// Why a `Client` got no answer, and above all: whether the request may have had its effect.
///
/// Its text names the host and what went wrong, and never the URL's path or query, which may hold a token.
public struct ClientError: Error, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: Sendable {
        /// Nothing of the request reached a server: it may be sent again without a second thought.
        case notSent
        /// The request went out, at least in part, and no whole answer came back. Nobody can know what it did.
        case outcomeUnknown
        /// The URL cannot be used: malformed, or neither `http` nor `https`. Nothing was sent.
        case badURL
        /// A header field, the method or the body's form cannot be sent. Nothing was sent.
        case badRequest
        /// The answer was longer than the client accepts. The request had its effect.
        case tooLarge
        /// The task was cancelled; see `mayHaveBeenSent`.
        case cancelled
        /// The client was closed; see `mayHaveBeenSent`.
        case closed
    }

    /// What kind of trouble it is.
    public let kind: Kind
    /// Whether any part of the request may have reached the server. Only when this is false is it safe to
    /// send something again that must not take effect twice.
    public let mayHaveBeenSent: Bool
    /// What went wrong and with which host.
    public let message: String

    /// Makes an error, also by hand for stand-ins.
    ///
    /// - Parameters:
    ///   - kind: What kind of trouble it is.
    ///   - mayHaveBeenSent: Whether any part of the request may have reached the server; nil takes what the
    ///     kind says, and for `.cancelled` and `.closed` that it may.
    ///   - message: What went wrong and with which host; no path, query or token.
    public init(_ kind: Kind, mayHaveBeenSent: Bool? = nil, message: String) {
        self.kind = kind
        self.message = message
        switch kind {
        case .notSent, .badURL, .badRequest: self.mayHaveBeenSent = false
        case .outcomeUnknown, .tooLarge: self.mayHaveBeenSent = true
        case .cancelled, .closed: self.mayHaveBeenSent = mayHaveBeenSent ?? true
        }
    }

    /// The message.
    public var description: String { message }
}
