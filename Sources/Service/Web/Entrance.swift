import ChannelContract
import Engine
import HTTP
import Playground

/// The one door for HTTP: platforms' webhooks from outside, and for this machine alone whether the bot is well
/// and what it has counted.
///
/// From outside only `/webhooks/`, `/public/`, `/calendar/` and `/link/` are ever let through by the reverse
/// proxy. The rest answers loopback alone, and nobody who came through a proxy.
struct Entrance: Sendable {
    let engine: Engine
    let channels: [String: any Channel]
    let readiness: Readiness
    let metrics: Metrics
    /// Nil where it is not switched on, and then there is nothing at its path.
    let playground: Playground?
    let pages: PrivatePages

    private static let webhooks = "/webhooks/"

    func handle(_ request: Request, _ responder: Responder) {
        if request.path.hasPrefix(Self.webhooks) {
            let name = String(Substring(request.path.utf8.dropFirst(Self.webhooks.utf8.count)))
            return webhook(name, request, responder)
        }
        if request.path.hasPrefix(PrivatePages.path) { return pages.handle(request, responder) }
        guard isFromThisMachine(request) else { return responder.respond(.notFound) }
        if let playground,
            request.path == Playground.path || request.path.hasPrefix(Playground.path + "/")
        {
            return playground.handle(request, responder)
        }
        guard request.method == .get || request.method == .head else {
            return responder.respond(.methodNotAllowed)
        }
        switch request.path {
        case "/healthz": responder.respond(.text("alive\n"))
        case "/readyz": responder.respond(ready())
        case "/metrics": responder.respond(prometheus())
        default: responder.respond(.notFound)
        }
    }

    /// Hands a platform's request to its channel, and answers once its events are on disk.
    private func webhook(_ name: String, _ request: Request, _ responder: Responder) {
        guard let channel = channels[name] else { return responder.respond(.notFound) }
        switch channel.receive(request) {
        case .refused(let response, let reason):
            engine.countRefused(reason, on: name)
            responder.respond(response)
        case .passedOver(let number, let events, let response):
            Task { [engine] in
                do {
                    if !events.isEmpty { try await engine.accept(events, from: name) }
                    try await engine.passedOver(number, from: name)
                    responder.respond(response)
                } catch {
                    responder.respond(.unavailable)
                }
            }
        case .events(let events, let response):
            guard !events.isEmpty else { return responder.respond(response) }
            engine.accept(events, from: name) { result in
                switch result {
                case .success: responder.respond(response)
                // The platform tries again, and by then there may be room on the disk.
                case .failure: responder.respond(.unavailable)
                }
            }
        }
    }

    private func isFromThisMachine(_ request: Request) -> Bool {
        let proxied = ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"].contains {
            request.header($0) != nil
        }
        guard !proxied, let address = request.remoteAddress else { return false }
        return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }

    private func ready() -> Response {
        let faults = readiness.faults()
        return faults.isEmpty
            ? .text("ready\n") : .text(faults.joined(separator: "\n") + "\n", status: 503)
    }

    private func prometheus() -> Response {
        Response(
            status: 200, headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")],
            body: Array(metrics.prometheusText().utf8))
    }
}
