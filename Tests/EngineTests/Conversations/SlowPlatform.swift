import ChannelContract
import HTTP
import Threads
import YouSaidKit

@testable import Engine
@testable import YouSaidTesting

/// A platform that answers when a test lets it: for what happens while a message is on its way.
final class SlowPlatform: Channel {
    private struct State {
        var begun: [String] = []
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isSlow: Bool
        var reports: [SendReport.Outcome] = []
        var lookers: (@Sendable () -> Void)?
    }

    let name = PretendPlatform.app.rawValue
    private let intervalPerPerson: Duration
    private let concurrentSends: Int
    private let state: Guarded<State>

    /// - Parameters:
    ///   - isSlow: true where each message waits for ``answers()``.
    ///   - interval: the shortest time between two messages to one person.
    ///   - concurrentSends: how many may be under way at once.
    init(isSlow: Bool, interval: Duration = .zero, concurrentSends: Int = 8) {
        state = Guarded(State(isSlow: isSlow))
        intervalPerPerson = interval
        self.concurrentSends = concurrentSends
    }

    /// What is asked for whenever the sender looks whether it may start something.
    var traits: ChannelTraits {
        state.with { $0.lookers }?()
        return ChannelTraits(
            hasButtons: true, messagesPerSecond: 1_000, intervalPerPerson: intervalPerPerson,
            concurrentSends: concurrentSends)
    }

    /// Has something happen whenever the sender asks for ``traits``.
    func onLook(_ look: @escaping @Sendable () -> Void) { state.with { $0.lookers = look } }

    /// What the next sends come to; those after them arrive.
    func reports(_ outcomes: SendReport.Outcome...) { state.with { $0.reports = outcomes } }

    /// Texts of the messages that began to be sent, the oldest first.
    var begun: [String] { state.with { $0.begun } }

    /// Answers what is on its way, and from now on at once.
    func answers() {
        let waiting = state.with { state in
            state.isSlow = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    func send(_ delivery: Delivery) async -> SendReport {
        await withCheckedContinuation { continuation in
            let isSlow = state.with { state in
                state.begun.append(delivery.text)
                if state.isSlow { state.waiting.append(continuation) }
                return state.isSlow
            }
            if !isSlow { continuation.resume() }
        }
        let planned = state.with { $0.reports.isEmpty ? nil : $0.reports.removeFirst() }
        return SendReport(planned ?? .sent(receipt: nil), partsDelivered: planned == nil ? 1 : 0)
    }

    func receive(_ request: Request) -> Reception { .refused(.notFound, reason: .forged) }
    func start(_ inbox: any Inbox) async throws {}
    func stop() async {}
}

/// The bot's own sender on a ``SlowPlatform``, in a pretend forum whose messages it sends in place of the forum.
struct SlowSending {
    let engine: Engine
    let platform: SlowPlatform
    let sender: MessageSender

    init(_ forum: PretendForum, _ platform: SlowPlatform) {
        forum.stage.holdsMessages = true
        engine = forum.stage.machine.engine
        self.platform = platform
        sender = MessageSender(engine: engine, channel: platform, bell: Bell())
    }

    /// How many messages on the platform are in this state.
    func count(_ states: OutgoingState...) throws -> Int {
        let rows = try engine.store.read { database in
            try database.rows("SELECT state FROM core_outgoing WHERE channel = $1", platform.name)
        }
        return try rows.count { states.contains(try $0[0]) }
    }

    /// Has the sender look again and again until something is so, two minutes at most: it works on threads of its own,
    /// which wait for those of other tests.
    /// - Returns: whether it is so.
    func pumps(until isSo: () throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < end {
            await sender.pump()
            if try isSo() { return true }
            await Task.yield()
        }
        return try isSo()
    }
}
