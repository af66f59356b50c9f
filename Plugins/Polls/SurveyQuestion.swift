import YouSaidKit

/// What kind of answer a question of a poll wants.
enum QuestionKind: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// One of the choices.
    case one
    /// Some of the choices, up to a limit.
    case several
    /// Yes, no or not sure, with equal weight.
    case yesNo = "yes-no"
    /// One of 5 steps, from bad to good, each a face and words.
    case scale
    /// An answer in people's own words.
    case words
    /// Which of the times that are offered somebody can come.
    case date
    /// Whether somebody agrees that a thing was made together.
    case signOff = "sign-off"

    /// Whether somebody can choose more than one.
    var takesSeveral: Bool { self == .several || self == .date }
    /// Whether whoever makes the poll gives the choices.
    var hasOwnChoices: Bool { self == .one || self == .several || self == .date }
}

/// One question of a poll.
struct SurveyQuestion: Sendable, Hashable, Codable {
    var kind = QuestionKind.one
    var text: String
    /// What can be chosen, in order; their places count from 1.
    var choices: [SurveyChoice] = []
    /// How many may be chosen; nil where there is no limit or only one can be.
    var most: Int?
    /// The same in easy words, or what a hard word means.
    var explanation: String?
    var picture: SurveyPicture?

    /// The question in few enough words for a button or a list.
    var title: String { text.shortened(to: 60) }

    /// Whether it can be answered in people's own words.
    var takesWords: Bool { kind == .words || choices.contains(where: \.isOther) }

    /// The place of "none of these", which follows the times of a date that is looked for.
    var nonePlace: Int? {
        guard kind == .date else { return nil }
        return choices.firstIndex { $0.starts == nil && !$0.isOther }.map { $0 + 1 }
    }
}

/// One of the answers that a question of a poll offers.
struct SurveyChoice: Sendable, Hashable, Codable {
    var label: String
    /// The time that it stands for, where a date is looked for.
    var starts: LocalTime?
    /// Whether it is "other", which is then said in people's own words.
    var isOther = false
}

/// A picture that goes with a question, and what it shows in words.
struct SurveyPicture: Sendable, Hashable, Codable {
    var url: String
    var description: String
}
