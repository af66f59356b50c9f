import HTTP

/// Who may use the playground: a browser on this machine, on the page that we gave it. Asked by ``Playground``
/// before anything else.
///
/// Four things are looked at. The other end of the connection is this machine, and nobody stands in between. The
/// `Host` is a name for this machine: a page from elsewhere whose name was turned to point here has its own name
/// there. What changes or tells something carries the token that only our page has. And where the browser says
/// from which page a request comes, it is ours.
struct PlaygroundDoor: Sendable {
    /// What the page talks to begins with this.
    static let talk = Playground.path + "/talk/"
    static let tokenHeader = "X-Playground-Token"

    /// Made anew at each start.
    let token: String

    init() {
        // The system's own generator, 128 bits.
        var generator = SystemRandomNumberGenerator()
        let halves = [generator.next(), generator.next()].map { String($0, radix: 36) }
        token = halves.joined()
    }

    /// Why a request is not let in; nil where it is.
    func refusal(of request: Request) -> Response? {
        // To everybody else there is nothing here.
        guard Self.isLoopback(request.remoteAddress), !Self.isForwarded(request), hasOwnHost(request) else {
            return .notFound
        }
        guard request.path.hasPrefix(Self.talk) else { return nil }
        guard let given = request.header(Self.tokenHeader), isToken(given), isFromOwnPage(request) else {
            return .forbidden
        }
        guard request.method != .post || isJSON(request) else {
            return .text("JSON is wanted\n", status: 415)
        }
        return nil
    }

    static func isLoopback(_ address: String?) -> Bool {
        guard let address else { return false }
        return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }

    /// Fields that a proxy adds. Somebody who came through one is not at this machine.
    static let forwarding = [
        "Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
        "X-Forwarded-Port", "X-Forwarded-Server",
    ]

    private static func isForwarded(_ request: Request) -> Bool {
        forwarding.contains { request.header($0) != nil }
    }

    private func hasOwnHost(_ request: Request) -> Bool {
        let hosts = request.headers.all("Host")
        return hosts.count == 1 && Self.isOwn(host: hosts[0])
    }

    /// Any port will do: it may be carried here from another machine by its user.
    static func isOwn(host: String) -> Bool {
        for name in ["127.0.0.1", "localhost", "[::1]"] where host.lowercased().hasPrefix(name) {
            let rest = host.dropFirst(name.count)
            if rest.isEmpty { return true }
            let port = rest.dropFirst()
            return rest.first == ":" && (1...5).contains(port.utf8.count)
                && port.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        return false
    }

    /// Takes the same time whatever is wrong with it.
    private func isToken(_ given: String) -> Bool {
        let (mine, theirs) = (Array(token.utf8), Array(given.utf8))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func isFromOwnPage(_ request: Request) -> Bool {
        if let site = request.header("Sec-Fetch-Site"), site != "same-origin" { return false }
        guard let origin = request.header("Origin") else { return true }
        return origin == "http://" + (request.header("Host") ?? "")
    }

    private func isJSON(_ request: Request) -> Bool {
        request.header("Content-Type")?.lowercased().hasPrefix("application/json") == true
    }
}
