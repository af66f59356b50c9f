import ChannelContract
import Foundation
import HTTP

/// Answers the requests that come through the operator's socket. Made by ``ConsoleChannel``.
struct ConsoleRequests: Sendable {
    let desk: ConsoleDesk
    let inbox: any Inbox
    let channel: String

    /// The longest that one `/listen` waits.
    private static let longestWait = 25.0

    func answer(_ request: Request) async -> Response {
        switch (request.path, request.method) {
        case ("/say", .post): await say(request)
        case ("/listen", .get): await listen(request)
        case ("/say", _), ("/listen", _): .methodNotAllowed
        default: .notFound
        }
    }

    private func say(_ request: Request) async -> Response {
        guard let words = try? JSONDecoder().decode(ConsoleWords.self, from: Data(request.body)) else {
            return .badRequest
        }
        let event = Event(key: UUID().uuidString, address: ConsoleChannel.address, text: words.text)
        // Replies may come before `accept` returns, so somebody waits for them already.
        await desk.expect(event.key)
        do {
            let counts = try await inbox.accept([event], from: channel)
            let replies = await desk.replies(to: event.key, count: counts.first ?? 0)
            return Self.json(replies, status: 200)
        } catch {
            await desk.giveUp(event.key)
            let problem =
                "The bot could not store the message. Try again; if it goes on, look at the bot's log."
            return Self.json(ConsoleReplies(replies: [], ok: false, problem: problem), status: 503)
        }
    }

    private func listen(_ request: Request) async -> Response {
        let query = request.query
        let after = query["after"].flatMap(Int64.init) ?? 0
        let seconds = query["wait"].flatMap(Double.init) ?? 0
        guard seconds >= 0, after >= 0 else { return .badRequest }
        if await desk.arrive() {
            await inbox.someoneIsThere(on: channel)
        }
        let wait = Duration.seconds(min(seconds, Self.longestWait))
        return Self.json(await desk.news(after: after, wait: wait), status: 200)
    }

    private static func json(_ value: some Encodable, status: Int) -> Response {
        guard let data = try? JSONEncoder().encode(value) else { return .internalError }
        return .json(Array(data), status: status)
    }
}
