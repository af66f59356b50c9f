import Threads
import YouSaidKit

/// Notices who writes so much that answering each message at once would help nobody: a child leaning on a button, or
/// somebody who means harm. Every message is still kept, handled and looked through for harm; only the answers come
/// later, and the last of them alone.
///
/// In memory: after a restart everybody begins anew.
final class FloodGate: Sendable {
    /// How somebody's message is answered.
    enum Pace: Sendable {
        case atOnce
        /// It is the first that is too much: they are told so, kindly.
        case tellThem
        case later
    }

    /// How long answers wait, and over how long messages are counted.
    static let window = Duration.minutes(1)
    /// More people than this are forgotten, but for those who write now.
    private static let limit = 10_000

    private struct Count {
        var began: Moment
        var messages: Int
    }

    private let most: Int?
    private let counts = Guarded<[[UInt8]: Count]>([:])

    /// - Parameter most: how many messages of one person in a minute are answered at once; nil for no limit.
    init(most: Int?) { self.most = most }

    /// Counts a message.
    /// - Parameter sender: the keyed hash of the address.
    func pace(of sender: [UInt8], at now: Moment) -> Pace {
        guard let most else { return .atOnce }
        return counts.with { counts in
            if counts.count >= Self.limit { counts = counts.filter { now - $0.value.began < Self.window } }
            var count = counts[sender] ?? Count(began: now, messages: 0)
            if now - count.began >= Self.window || now < count.began {
                count = Count(began: now, messages: 0)
            }
            count.messages += 1
            counts[sender] = count
            return count.messages <= most ? .atOnce : count.messages == most + 1 ? .tellThem : .later
        }
    }
}
