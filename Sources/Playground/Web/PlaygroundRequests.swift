import Foundation
import HTTP

/// Answers what the page asks, in JSON. Made by ``Playground`` for a request that its door let in.
///
/// `GET talk/news?after=N&wait=25` waits for news; `POST talk/say`, `talk/press`, `talk/send`, `talk/phones` and
/// `talk/clock` do something, and what comes of it is in the news.
struct PlaygroundRequests: Sendable {
    let playground: Playground
    let board: PhoneBoard

    /// The longest that one `news` waits.
    private static let longestWait = 25.0
    /// The longest text that a phone sends.
    private static let longestText = 4_000

    func answer(_ request: Request) async -> Response {
        switch (request.path.dropFirst(PlaygroundDoor.talk.count), request.method) {
        case ("news", .get): await news(request)
        case ("say", .post): await say(request)
        case ("press", .post): await press(request)
        case ("send", .post): await send(request)
        case ("phones", .post): addPhone(request)
        case ("clock", .post): await moveClock(request)
        case ("news", _), ("say", _), ("press", _), ("send", _), ("phones", _), ("clock", _):
            .methodNotAllowed
        default: .notFound
        }
    }

    // MARK: News

    private struct News: Encodable {
        let phones: [PretendPhone]
        let messages: [PhoneMessage]
        let next: Int
        /// Nil while the bot is starting.
        let clock: ClockFace?
    }

    private func news(_ request: Request) async -> Response {
        let query = request.query
        guard let after = query["after"].flatMap({ Int($0) }), after >= 0,
            let seconds = query["wait"].flatMap({ Double($0) }), seconds >= 0
        else { return .badRequest }
        // The clock has to be right, too, when nothing else happens.
        let wait = min(.seconds(min(seconds, Self.longestWait)), playground.untilNextMinute)
        let news = await board.news(after: after, wait: wait)
        return json(
            News(
                phones: news.phones, messages: news.messages, next: news.next, clock: playground.face()))
    }

    // MARK: Doing

    private struct Words: Decodable {
        let phone: String
        let text: String
    }

    private func say(_ request: Request) async -> Response {
        guard let words = read(Words.self, request) else { return .badRequest }
        let text = words.text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty, text.count <= Self.longestText else { return .badRequest }
        return await act(.write(text), on: words.phone)
    }

    private struct ButtonPress: Decodable {
        let phone: String
        let message: Int
        let data: String
        let label: String
    }

    private func press(_ request: Request) async -> Response {
        guard let press = read(ButtonPress.self, request), press.label.count <= Self.longestText else {
            return .badRequest
        }
        return await act(
            .press(data: press.data, label: press.label, message: String(press.message)), on: press.phone)
    }

    private struct Sending: Decodable {
        let phone: String
        let file: PretendFile
    }

    private func send(_ request: Request) async -> Response {
        guard let sending = read(Sending.self, request) else { return .badRequest }
        return await act(.send(sending.file), on: sending.phone)
    }

    private func act(_ doing: Playground.Doing, on phone: String) async -> Response {
        do {
            try await playground.act(doing, on: phone)
            return .noContent
        } catch is Playground.NoSuchPhone {
            return .notFound
        } catch is Playground.OnlyText {
            return .badRequest
        } catch {
            return .unavailable
        }
    }

    /// A young person's phone of a kind, or somebody by name.
    private struct NewPhone: Decodable {
        let kind: PretendPhone.Kind?
        let id: String?
    }

    private func addPhone(_ request: Request) -> Response {
        guard let wish = read(NewPhone.self, request) else { return .badRequest }
        if let id = wish.id { return board.bringIn(id).map(json) ?? .notFound }
        guard let kind = wish.kind, [.buttons, .text].contains(kind) else { return .badRequest }
        guard let phone = board.add(kind) else { return .text("No more phones\n", status: 409) }
        return json(phone)
    }

    private struct Move: Decodable { let by: ClockMove }
    private struct Moved: Encodable {
        let moved: Bool
        /// What came of it, in words.
        let words: String?
    }

    private func moveClock(_ request: Request) async -> Response {
        guard let move = read(Move.self, request) else { return .badRequest }
        do {
            let words = try await playground.move(move.by)
            return json(Moved(moved: words != nil, words: words))
        } catch {
            return .unavailable
        }
    }

    private func read<Value: Decodable>(_ type: Value.Type, _ request: Request) -> Value? {
        try? JSONDecoder().decode(type, from: Data(request.body))
    }

    private func json(_ value: some Encodable) -> Response {
        guard let data = try? JSONEncoder().encode(value) else { return .internalError }
        return .json(Array(data))
    }
}
