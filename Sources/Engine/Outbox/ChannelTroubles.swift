import ChannelContract
import Threads
import YouSaidKit

/// Which channels cannot do their work, and why: for `/readyz`, PROBLEMS and the log.
///
/// What stays so until a person acts, such as a refused token, is said at once. What may pass by itself is said once it
/// has lasted. Either goes away by itself when the channel works again.
public final class ChannelTroubles: Sendable {
    /// The two ways of a channel.
    public enum Way: Sendable, Hashable { case receiving, sending }

    /// What has changed, for the log.
    enum Change: Equatable {
        case nothing
        /// It is to be said now.
        case begun
        /// It had been said, and is over.
        case ended
    }

    private struct Key: Hashable {
        let channel: String
        let way: Way
    }

    private struct Trouble {
        var reason: String
        var needsPerson: Bool
        var since: Moment
        var seen: Moment
        var isSaid = false

        func isShown(_ way: Way, at now: Moment) -> Bool {
            if needsPerson { return true }
            // A channel that asks for its events says when it gets them again.
            if way == .receiving { return now - since >= ChannelTroubles.patience }
            // One message that is tried again hours later says nothing about now.
            return seen - since >= ChannelTroubles.patience && now - seen < ChannelTroubles.memory
        }
    }

    /// How long something that may pass is not said.
    static let patience = Duration.minutes(2)
    /// How long after it was met last.
    static let memory = Duration.minutes(15)

    private let troubles = Guarded<[Key: Trouble]>([:])

    /// Takes note that a channel does not work, or, with nil, that it does.
    func set(
        _ channel: String, _ way: Way, _ reason: String?, needsPerson: Bool, now: Moment
    ) -> Change {
        troubles.with { all in
            let key = Key(channel: channel, way: way)
            guard let reason else {
                return all.removeValue(forKey: key)?.isSaid == true ? .ended : .nothing
            }
            var trouble =
                all[key] ?? Trouble(reason: reason, needsPerson: needsPerson, since: now, seen: now)
            if trouble.needsPerson != needsPerson { trouble.isSaid = false }
            trouble.reason = reason
            trouble.needsPerson = needsPerson
            trouble.seen = now
            let isNews = !trouble.isSaid && trouble.isShown(way, at: now)
            if isNews { trouble.isSaid = true }
            all[key] = trouble
            return isNews ? .begun : .nothing
        }
    }

    /// What is to be said now, a line each.
    public func shown(now: Moment) -> [(channel: String, reason: String)] {
        troubles.with { all in
            all.filter { $0.value.isShown($0.key.way, at: now) }
                .map { ($0.key.channel, $0.value.reason) }.sorted { $0 < $1 }
        }
    }
}

extension Engine {
    /// Takes note of what came of a send: whether the platform lets the bot in at all.
    func noteSend(_ outcome: SendReport.Outcome, on channel: String) {
        let change: ChannelTroubles.Change
        var isShutOut = false
        switch outcome {
        case .shutOut(_, let reason):
            isShutOut = true
            change = note(channel, .sending, reason, needsPerson: true)
        case .retry(_, let reason), .unknown(let reason):
            change = note(channel, .sending, reason, needsPerson: false)
        case .sent, .refused, .moved: change = note(channel, .sending, nil, needsPerson: false)
        case .slowDown, .nobodyThere: return
        }
        switch change {
        case .nothing: return
        case .begun:
            log("channel '\(channel)': \(Self.reason(outcome)); messages wait until it is let in again")
            if isShutOut { tellElsewhere(of: channel) }
        case .ended: log("channel '\(channel)' takes messages again")
        }
    }

    /// Takes note whether a channel gets its events. For the running bot, which logs it.
    public func noteReceiving(_ trouble: ChannelError?, on channel: String) {
        _ = note(channel, .receiving, trouble?.message, needsPerson: trouble?.isTemporary == false)
    }

    /// What is wrong with channels and is to be said now.
    public func troublesNow() -> [(channel: String, reason: String)] {
        parts.troubles.shown(now: parts.clock.now)
    }

    private func note(
        _ channel: String, _ way: ChannelTroubles.Way, _ reason: String?, needsPerson: Bool
    ) -> ChannelTroubles.Change {
        parts.troubles.set(channel, way, reason, needsPerson: needsPerson, now: parts.clock.now)
    }

    private static func reason(_ outcome: SendReport.Outcome) -> String {
        switch outcome {
        case .shutOut(_, let reason), .retry(_, let reason), .unknown(let reason): reason
        default: ""
        }
    }

    /// Tells organisers on every other channel, the operator at the console among them. On the channel itself nothing
    /// would arrive.
    private func tellElsewhere(of channel: String) {
        let parts = parts
        let now = parts.clock.now
        store.write { connection in
            let organisers = try connection.rows(
                """
                SELECT c.id, c.channel, c.stopped, m.form, m.language FROM core_member m
                JOIN core_contact c ON c.member = m.id
                WHERE (m.roles & $1) <> 0 AND c.channel <> $2 AND c.unreachable IS NULL ORDER BY c.id
                """, Role.organiser.bit, channel)
            for row in organisers {
                let contact = Contact(
                    id: try row[0], channel: try row[1], stopped: try row[2], isReachable: true)
                let words = try parts.composer.core(
                    "alert-shut-out", ["channel": .text(channel)],
                    for: Reader(form: try row[3], language: try row[4]))
                try parts.outbox.add(
                    OutgoingBody(text: words), kind: .notice, to: contact, question: nil, now: now,
                    in: connection)
            }
            return Set(try organisers.map { try $0[1] as String })
        } then: { [self] result in
            for other in (try? result.get()) ?? [] { announce(.send(channel: other)) }
        }
    }
}
