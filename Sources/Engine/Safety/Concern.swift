import YouSaidKit

/// A worry about one person: a conversation between them and the safeguarding leads, who alone ever see what is in it.
///
/// It begins with what may tell of harm, with somebody who asks for a person, or with a lead who writes; and it ends
/// with FINISH. It belongs to the address that it came from, and to the person's own other ones.
struct Concern {
    enum State: Int64, SQLConvertible {
        /// No lead has it: a clock runs.
        case open = 0
        /// A lead has it. A clock runs where something in it has not been read.
        case held = 1
        /// A lead has dealt with it.
        case done = 2
    }

    let id: Int64
    /// What leads call it.
    let number: Int
    let state: State
    /// The kinds of harm that it may tell of.
    let kinds: Set<String>
    let raised: Moment
    /// Nothing sure was found in it, and nobody asked for a person.
    let isMaybe: Bool
    /// When the last word was said in it, by either side, or read by a lead.
    let heard: Moment
    let lead: Member.ID?
    /// When the lead took it.
    let held: Moment?
    let channel: String
    let member: Member.ID?

    // What leads were told.

    /// What leads were asked about it while nobody has it.
    let question: Question.ID?
    /// What leads were asked about it while somebody has it.
    let reading: Question.ID?
    /// How often they were told of what has not been read.
    let told: Int
    /// When they were told last.
    let alerted: Moment?
    /// How many messages came since.
    let fresh: Int
    /// When the next are told, if nobody reads it until then.
    let next: Moment?
    /// When a lead's platform took what they were told of what has not been read.
    let reached: Moment?
    /// The person is to be told once a lead was reached.
    let isOwed: Bool

    /// How long all that is said belongs to it after the last word in it.
    static let quiet = Duration.hours(24)

    var isDone: Bool { state == .done }
}
