import ChannelContract
import Threads
import YouSaidKit

/// Helplines for somebody who may need help while nothing can be stored: the platform brings their message again, and
/// then it is kept and a lead told. Until then they are not left without an answer.
final class UnstoredHelp: Sendable {
    /// How long one person is not answered in this way again.
    static let again = Duration.minutes(10)
    private static let most = 10_000

    private struct State {
        var send: (@Sendable (_ channel: String, _ delivery: Delivery) -> Void)?
        var told: [[UInt8]: Moment] = [:]
    }

    private let state = Guarded(State())

    func onUnstored(_ send: @escaping @Sendable (String, Delivery) -> Void) {
        state.with { $0.send = send }
    }

    /// Whoever is to be answered now, once in a while each.
    fileprivate func sender(
        for person: [UInt8], at now: Moment
    ) -> (@Sendable (String, Delivery) -> Void)? {
        state.with { state in
            if let told = state.told[person], now - told < Self.again { return nil }
            if state.told.count >= Self.most { state.told.removeAll() }
            state.told[person] = now
            return state.send
        }
    }
}

extension Engine {
    /// Has `send` deliver what cannot wait until something can be stored again.
    func onUnstored(_ send: @escaping @Sendable (String, Delivery) -> Void) { unstored.onUnstored(send) }

    /// What came could not be stored: whoever may need help is told whom to call.
    func answerUnstored(_ arrivals: [Arrival]) {
        for arrival in arrivals where arrival.asksForHelp {
            guard let send = unstored.sender(for: arrival.sender, at: parts.clock.now),
                let helplines = try? Helplines.shownToAnybody(parts.composer),
                let text = try? parts.composer.core(
                    "help-unstored", ["helplines": helplines], for: Reader(nil))
            else { continue }
            send(
                arrival.channel,
                Delivery(id: 0, address: arrival.event.address, kind: .safeguarding, text: text))
        }
    }
}

extension Arrival {
    /// It may tell of harm, or asks for help in so many words.
    fileprivate var asksForHelp: Bool {
        if finding != nil { return true }
        guard case .message = event.kind else { return false }
        switch ReservedWord.read(event.text) {
        case .helpNow, .personNow: return true
        default: return false
        }
    }
}
