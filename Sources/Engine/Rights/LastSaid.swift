import Threads
import YouSaidKit

/// What each member said last, for FORGET THAT: in memory alone, because a table with the times of answers would tell
/// who gave which. After a start of the bot people are asked which answer they mean.
final class LastSaid: Sendable {
    enum Part: Sendable, Equatable {
        case answer(Question.ID)
        case command(plugin: String, word: String)
        /// It could not be handled, and is kept for REPLAY.
        case failed
        /// It fits several questions, and they were asked which.
        case words(String)
        /// Nothing of it was kept that could be taken back.
        case nothing
    }

    /// How many people's are held.
    private static let limit = 20_000
    private let known = Guarded<[Member.ID: Part]>([:])

    func part(of member: Member.ID) -> Part? { known.with { $0[member] } }

    /// A secret question is closed: words that may have been meant for it go.
    func forgetWords() {
        known.with { known in
            for case (let member, .words) in known { known[member] = .nothing }
        }
    }

    func set(_ part: Part?, of member: Member.ID) {
        known.with {
            if $0.count >= Self.limit { $0.removeAll(keepingCapacity: true) }
            $0[member] = part
        }
    }
}
