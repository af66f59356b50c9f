import YouSaidKit

/// What everybody whom the forum knows can say about what is kept of them.
enum RightsCommand: String, CaseIterable {
    /// Everything that is kept about whoever says it.
    case myData = "MY DATA"
    /// Takes back what they said last.
    case forgetThat = "FORGET THAT"
    /// Deletes everything about them, a day later.
    case deleteMe = "DELETE ME"
    /// A change of mind within that day.
    case keepMe = "KEEP ME"

    /// Those that HELP shows.
    static let shown: [RightsCommand] = [.myData, .forgetThat, .deleteMe]

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased().replacing(" ", with: "-") }
}

/// What the engine asks about it.
enum RightsQuestion: String, CaseIterable {
    /// Shall everything about you be deleted?
    case leaving = "sure-to-delete"
    /// Which answer shall be forgotten?
    case forget = "which-to-forget"
    /// Which question was that an answer to?
    case which = "which-question"
    /// In the middle of a piece of work: was that a command, or an answer that begins like one?
    case commandOrAnswer = "command-or-answer"
    /// To the operator: shall this person be deleted?
    case erase = "sure-to-erase"
}
