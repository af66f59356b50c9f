import YouSaidKit

/// Where an outgoing message stands, as `core_outgoing.state` holds it. It only ever moves forward, but for
/// `sending`, which goes back to `due` when it is certain that nothing arrived.
enum OutgoingState: Int64, SQLConvertible {
    /// Waits for its time.
    case due = 0
    /// Taken for sending. After an unclean end nobody can know whether it arrived.
    case sending = 1
    /// The platform has it. The body is gone.
    case sent = 2
    /// It will never be taken; the reason stands beside it.
    case refused = 3
    /// Nobody knows whether it arrived, and it must not go twice: a person decides.
    case unknown = 4
    /// The person said STOP before it went.
    case withheld = 5
}

/// What goes first, as `core_outgoing.rank` holds it.
enum OutgoingRank {
    static func of(_ kind: Message.Kind, isBroadcast: Bool) -> Int64 {
        switch kind {
        case .safeguarding: 0
        case .reply: 1
        case .notice, .voucher: isBroadcast ? 3 : 2
        }
    }
}
