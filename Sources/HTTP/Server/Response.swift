/// An answer that a handler gives to a `Request` through its `Responder`.
public struct Response: Sendable {
    /// The status, 200 to 999.
    public var status: Int
    /// Header fields in their order. `Date`, `Content-Length` and `Connection` are added by the server.
    public var headers: [(String, String)]
    /// The body.
    public var body: [UInt8]

    /// Makes an answer.
    ///
    /// - Parameters:
    ///   - status: The status, 200 to 999; the server sends 500 in place of another.
    ///   - headers: Header fields; one that cannot be sent (a line break in it) turns the answer into 500.
    ///   - body: The body.
    public init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// 200 with nothing in it: the answer that webhooks want.
    public static let ok = Response(status: 200)
    /// 204 with nothing in it.
    public static let noContent = Response(status: 204)
    /// 400 with a word of explanation.
    public static let badRequest = Response.text("Bad request\n", status: 400)
    /// 400 for a request whose end is not certain: nothing more is read on its connection.
    static let unclearLength = Response(
        status: 400, headers: badRequest.headers + [("Connection", "close")], body: badRequest.body)
    /// 401 with a word of explanation.
    public static let unauthorized = Response.text("Not allowed\n", status: 401)
    /// 403 with a word of explanation.
    public static let forbidden = Response.text("Not allowed\n", status: 403)
    /// 404 with a word of explanation.
    public static let notFound = Response.text("Not found\n", status: 404)
    /// 405 with a word of explanation.
    public static let methodNotAllowed = Response.text("Method not allowed\n", status: 405)
    /// 413 with a word of explanation.
    public static let tooLarge = Response.text("Too large\n", status: 413)
    /// 500 with a word of explanation.
    public static let internalError = Response.text("Something went wrong here\n", status: 500)
    /// 503 with a word of explanation.
    public static let unavailable = Response.text("Not available now, try again later\n", status: 503)

    /// Makes an answer of plain text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - status: The status.
    public static func text(_ text: String, status: Int = 200) -> Response {
        Response(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8")], body: Array(text.utf8))
    }

    /// Makes an answer of HTML.
    ///
    /// - Parameters:
    ///   - html: The page.
    ///   - status: The status.
    public static func html(_ html: String, status: Int = 200) -> Response {
        Response(
            status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(html.utf8))
    }

    /// Makes an answer of encoded JSON.
    ///
    /// - Parameters:
    ///   - bytes: The encoded JSON.
    ///   - status: The status.
    public static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
        Response(status: status, headers: [("Content-Type", "application/json")], body: bytes)
    }
}
