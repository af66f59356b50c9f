import YouSaidKit

/// A field of a poll that is written down.
enum PollField: String, CaseIterable {
    case name, question, kind, choice
    case upTo = "up to"
    case other, easy, picture, secrecy, results, who, opens, closes, reminders
    case atLeast = "at least"

    /// Whether it is about one question, and not about the whole poll.
    var isOfQuestion: Bool {
        switch self {
        case .question, .kind, .choice, .upTo, .other, .easy, .picture: true
        case .name, .secrecy, .results, .who, .opens, .closes, .reminders, .atLeast: false
        }
    }

    /// Reads the word before the colon.
    init?(_ name: String) {
        let word = name.lowercased()
        if let found = PollField(rawValue: word) {
            self = found
            return
        }
        switch word {
        case "title": self = .name
        case "choices": self = .choice
        case "easy words": self = .easy
        case "minimum": self = .atLeast
        case "closing", "close": self = .closes
        case "open", "opening": self = .opens
        case "reminder": self = .reminders
        default: return nil
        }
    }
}

/// The words by which organisers name things in a poll that they write down.
enum PollWords {
    static func kind(_ word: String) -> QuestionKind? {
        switch word.lowercased() {
        case "choose 1", "choose one", "one", "1": .one
        case "choose several", "several": .several
        case "yes or no", "yes no", "yes-no", "yes/no": .yesNo
        case "scale", "faces": .scale
        case "words", "own words", "text": .words
        case "date", "find a date", "dates": .date
        case "sign off", "sign-off", "made together": .signOff
        default: nil
        }
    }

    /// By the field's own word, or by who sees how people answered, as the buttons say it.
    static func secrecy(_ word: String) -> Secrecy? {
        switch word.lowercased() {
        case "nobody", "nobody (anonymous)": .anonymous
        case "only the organisers", "the organisers", "organisers", "only the organisers (confidential)":
            .confidential
        case "everybody", "everyone", "everybody (named)": .named
        default: Secrecy(rawValue: word.lowercased())
        }
    }

    static func results(_ word: String) -> ResultsVisibility? {
        switch word.lowercased() {
        case "at the end", "closed": .closed
        case "after answering", "voted": .voted
        case "at once", "open": .open
        default: nil
        }
    }

    static func group(_ word: String) -> Group? {
        switch word.lowercased() {
        case "members", "everybody", "all", "everyone": .members
        default: nil
        }
    }
}
