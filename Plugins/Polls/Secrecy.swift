import YouSaidKit

/// Who can tell who said what. Chosen before a poll goes out; it can become stricter, never looser.
enum Secrecy: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible, Comparable {
    /// Nobody can tell who said what; the organisers see numbers.
    case anonymous
    /// The organisers see who said what, nobody else does.
    case confidential
    /// Everybody may see who said what.
    case named

    /// The stricter one is less.
    static func < (left: Secrecy, right: Secrecy) -> Bool { left.looseness < right.looseness }

    private var looseness: Int {
        switch self {
        case .anonymous: 0
        case .confidential: 1
        case .named: 2
        }
    }

    /// The prompt for too few answers. Only where nobody can tell who said what may it promise that nobody sees it.
    func few(_ prompt: String, withNames other: String) -> String { self == .anonymous ? prompt : other }

    /// What voters are told before the first question, in one sentence.
    var promise: Prompt {
        switch self {
        case .anonymous: Prompt("secrecy-anonymous")
        case .confidential: Prompt("secrecy-confidential")
        case .named: Prompt("secrecy-named")
        }
    }
}

/// When results may be seen. Hidden means hidden from organisers too.
enum ResultsVisibility: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// By nobody before the poll has closed.
    case closed
    /// By those who have answered.
    case voted
    /// By everybody who may see the poll.
    case open
}
