import YouSaidKit

/// How many people, for the board and the public: small groups show in exact numbers who said what.
enum Band: String, Sendable, Hashable, Codable, CaseIterable {
    case none, some, enough

    /// - Parameters:
    ///   - count: how many people.
    ///   - minimum: how many are enough.
    init(_ count: Int, minimum: Int) {
        self = count <= 0 ? .none : count < minimum ? .some : .enough
    }

    /// The word that people read.
    var word: Prompt { Prompt("band-" + rawValue) }
}
