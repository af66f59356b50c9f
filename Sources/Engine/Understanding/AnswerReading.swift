import YouSaidKit

/// What somebody's words mean where something was asked, and why: what ``AnswerReader`` found.
public struct AnswerReading: Sendable, Hashable {
    /// What the words are.
    public enum Outcome: Sendable, Hashable {
        /// This one.
        case choice(Choice)
        /// These together, where several may be chosen, in the question's order. One alone is ``choice(_:)``.
        case several([Choice])
        /// They speak of these, and it is not clear what they say: ask back. In the question's order.
        case unclear([Choice])
        /// Nothing of what was offered is in them.
        case somethingElse
    }

    /// Why it is that. The first six count, the others are asked back.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The label, or another of the choice's words, and at most small words around it.
        case label
        /// A part of a label, or a slip of the pen in it.
        case partOfLabel
        /// A place in the list: "2", "the second one".
        case place
        /// A letter for a place in the list: "b".
        case letter
        /// A yes, a no or a "not sure" that is said in other words.
        case meaning
        /// One is taken and others turned down: "Sunday not Saturday".
        case contrast

        /// No word or emoji is in it, or nothing was offered.
        case nothingSaid
        /// Longer than an answer is.
        case tooLong
        /// A word stands there that belongs to no answer that is known.
        case unknownWords
        /// Everyday words that only look like an answer: "just a second", "me 2", "I'm fine".
        case everydayWords
        /// It asks something itself.
        case asksSomething
        /// It hangs on something: "if", "but", "maybe".
        case onCondition
        /// It says what is not wanted.
        case turnedDown
        /// Two negatives: "I can't not come".
        case twoNegatives
        /// A yes or a no, and words behind it that are not known to agree with it.
        case goesAgainstItself
        /// Several are named where one is wanted.
        case severalNamed
        /// Any of them will do, or all where that is no answer.
        case anyOfThem
        /// A number that is a place and stands in another label too.
        case placeOrLabel
        /// A number for which there is no place.
        case noSuchPlace
        /// A number beside a month, or behind "after" or "under", and no label says so.
        case otherNumber
        /// It tells where somebody is: "I'm at the zoo".
        case whereTheyAre
        /// A consent counts by a plain yes alone.
        case noPlainYes

        /// True where the answer counts.
        public var counts: Bool {
            switch self {
            case .label, .partOfLabel, .place, .letter, .meaning, .contrast: true
            default: false
            }
        }
    }

    public let outcome: Outcome
    public let reason: Reason

    /// What is chosen by it; none where it is asked back.
    public var choices: [Choice] {
        switch outcome {
        case .choice(let choice): [choice]
        case .several(let several): several
        case .unclear, .somethingElse: []
        }
    }
}

/// Why words do not count, while they are being read.
struct Doubt: Error {
    let reason: AnswerReading.Reason
    /// The places of the choices that they speak of.
    var between: Set<Int> = []
}

/// What words count as, while they are being read.
struct Found {
    /// The places of the choices; several where it is one of these, or all.
    var choices: Set<Int>
    var reason: AnswerReading.Reason
    /// True where what is named stands beside one another, and nothing says "or".
    var isList = true
}
