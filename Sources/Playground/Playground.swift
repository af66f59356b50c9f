import ChannelContract
import Foundation
import HTTP
import Threads
import YouSaidKit

/// The built-in platform: a web page with pretend phones side by side, on which one person plays several young
/// people and the officer. Made by the service; its requests come through the bot's door.
///
/// It answers this machine's own browser alone; see ``PlaygroundDoor``. Nothing on its page comes from elsewhere.
public final class Playground: Sendable {
    /// Where the page is.
    public static let path = "/playground"

    let board: PhoneBoard
    private let zone: String
    private let buttons = PretendChannel(name: "playground", hasButtons: true, takesWebhooks: false)
    private let text = PretendChannel(name: "playground-text", hasButtons: false, takesWebhooks: false)
    private let door = PlaygroundDoor()
    private let bot = Guarded<Bot?>(nil)

    /// What it has of the running bot.
    private struct Bot {
        let inbox: any Inbox
        let clock: any PlaygroundClock
    }

    /// - Parameters:
    ///   - phones: Those that are there from the beginning.
    ///   - timeZone: Where the forum's clock hangs.
    public init(phones: [PretendPhone] = PretendPhone.first, timeZone: String) {
        board = PhoneBoard(phones)
        zone = timeZone
        for channel in [buttons, text] {
            channel.onDelivery { [weak self] delivery in self?.arrived(delivery) }
        }
    }

    /// The channels that the bot has to run for it.
    public var channels: [any Channel] { [buttons, text] }

    /// The channel and the address of the officer, who has to be an organiser.
    public var officer: (channel: String, address: String) { (buttons.name, PretendPhone.officer.id) }

    /// The channel and the address of the safeguarding lead.
    public var lead: (channel: String, address: String) { (buttons.name, PretendPhone.lead.id) }

    /// Begins to take what people do. Until then it answers that it is not ready.
    /// - Parameters:
    ///   - inbox: where that goes.
    ///   - clock: the forum's clock.
    public func begin(_ inbox: any Inbox, clock: any PlaygroundClock) {
        bot.with { $0 = Bot(inbox: inbox, clock: clock) }
    }

    /// Sends everybody away who waits for news.
    public func stop() { board.close() }

    /// Answers a request whose path begins with ``path``.
    public func handle(_ request: Request, _ responder: Responder) {
        if let refusal = door.refusal(of: request) { return responder.respond(refusal) }
        if let page = PlaygroundPages.page(request.path, token: door.token) {
            guard request.method == .get || request.method == .head else {
                return responder.respond(.methodNotAllowed)
            }
            return responder.respond(page)
        }
        guard request.path.hasPrefix(PlaygroundDoor.talk) else { return responder.respond(.notFound) }
        let requests = PlaygroundRequests(playground: self, board: board)
        Task { responder.respond(PlaygroundPages.guarded(await requests.answer(request))) }
    }

    /// What somebody does on a phone.
    enum Doing {
        case write(String)
        case press(data: String, label: String, message: String)
        case send(PretendFile)
    }

    /// Somebody writes on their phone. Returns when the bot has taken it.
    /// - Throws: where there is no such phone, or the bot cannot take it.
    public func write(_ words: String, on phone: String) async throws {
        try await act(.write(words), on: phone)
    }

    func act(_ doing: Doing, on id: String) async throws {
        guard let phone = board.phone(id) else { throw NoSuchPhone() }
        guard let inbox = bot.with({ $0 })?.inbox else { throw NotReady() }
        var act = PretendChannel.Act(id: UUID().uuidString, person: id)
        switch doing {
        case .write(let words):
            act.text = words
            board.said(words, on: id, at: time)
        case .press(let data, let label, let message):
            act.press = data
            act.message = message
            board.said(label, on: id, at: time)
        case .send(let file):
            guard phone.kind != .text else { throw OnlyText() }
            act.attachment = file.attachment
            board.said(file.words, on: id, at: time)
        }
        let channel = phone.kind == .text ? text : buttons
        try await inbox.accept([act.event], from: channel.name)
    }

    private func arrived(_ delivery: Delivery) { board.arrive(delivery, at: time) }

    /// There is no phone of that name.
    struct NoSuchPhone: Error {}
    /// That phone can send nothing but text.
    struct OnlyText: Error {}
    /// The bot is still starting.
    struct NotReady: Error {}

    // MARK: The clock

    /// What the clock shows; nil while the bot is starting.
    func face() -> ClockFace? { clock.flatMap { try? ClockFace($0, zone: zone) } }

    /// Moves the clock on.
    /// - Returns: what came of it, in words; nil where nothing is planned to which it could be moved.
    func move(_ move: ClockMove) async throws -> String? {
        guard let clock else { return nil }
        let (begun, mark) = (clock.now, board.lastMessage)
        var happened: [String] = []
        var heard: [PretendPhone] = []
        for _ in 0..<Self.mostStops {
            guard let target = try move.target(of: clock, begun: begun) else { break }
            try await clock.advance(to: target.moment)
            happened.append(target.words ?? "")
            heard = board.whoHeard(after: mark)
            // A reminder may come to nothing, because everybody has answered: then the next thing is meant.
            if move != .reminder || !heard.isEmpty { break }
        }
        guard !happened.isEmpty else { return nil }
        board.nudge()
        let what = happened.filter { !$0.isEmpty }.joined(separator: "; ")
        return "The clock moved on \(RoughTime.words(clock.now - begun))\(what.isEmpty ? "" : ": " + what). "
            + Self.gotMessages(heard.map(\.shortName))
    }

    /// How many things are looked at on the way to one that somebody gets a message by.
    private static let mostStops = 20

    private static func gotMessages(_ names: [String]) -> String {
        guard let last = names.last else { return "Nobody got a message." }
        let others = names.dropLast().joined(separator: ", ")
        return "\(others.isEmpty ? last : others + " and " + last) got a message."
    }

    /// How long it is until the clock shows the next minute.
    var untilNextMinute: Duration {
        guard let now = clock?.now else { return .seconds(1) }
        return .milliseconds(60_000 - now.milliseconds % 60_000 + 50)
    }

    private var time: PhoneTime {
        let now = clock?.now ?? Moment(.now)
        let date = try? SpokenTime.date(now, zone: zone)
        let time = try? SpokenTime.time(now, zone: zone)
        return PhoneTime(date: date ?? "", time: time ?? "")
    }

    private var clock: (any PlaygroundClock)? { bot.with { $0 }?.clock }
}
