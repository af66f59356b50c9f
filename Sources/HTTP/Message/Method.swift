/// What a request asks for. The server reads it from requests, the client writes it into them.
public enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    /// Anything else that a client sent; it cannot be sent itself.
    case other = ""

    /// Whether a request with it changes nothing, so that it may go out twice.
    var isSafe: Bool {
        switch self {
        case .get, .head, .options: true
        case .post, .put, .patch, .delete, .other: false
        }
    }
}
