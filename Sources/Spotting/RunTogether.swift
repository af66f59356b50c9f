/// Finds phrases whose words were written without blanks: "hehitsme". Made by ``Spotter`` of the phrases that are enough by
/// themselves and have no gaps.
struct RunTogether: Sendable {
    /// Shorter ones stand in other words too.
    private static let shortest = 6
    /// Fewer letters are one word.
    private static let shortestWord = 8
    /// A phrase with more ways than this has its ways in shorter phrases.
    private static let mostWays = 400

    private var kinds: [Substring: Set<String>] = [:]
    private var longest = 0

    init(_ phrases: [(kind: String, phrase: SpotPhrase)]) {
        for (kind, phrase) in phrases where !phrase.isWeak {
            for way in Self.ways(of: phrase) where way.utf8.count >= Self.shortest {
                kinds[way[...], default: []].insert(kind)
                longest = max(longest, way.utf8.count)
            }
        }
    }

    /// Every way of a phrase, without blanks; none where it has gaps, only one word, or too many ways.
    private static func ways(of phrase: SpotPhrase) -> [String] {
        guard phrase.parts.count > 1 else { return [] }
        var ways = [""]
        for part in phrase.parts {
            guard case .oneOf(let choices) = part, ways.count * choices.count <= mostWays else { return [] }
            ways = ways.flatMap { way in choices.map { way + $0.map(\.text).joined() } }
        }
        return ways
    }

    /// The kinds of the phrases that stand in a word.
    func kinds(in word: String) -> Set<String> {
        let count = word.utf8.count
        guard count >= Self.shortestWord, word.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
        var found: Set<String> = []
        // Somebody may write a whole message so; more is no message of words.
        for start in 0..<min(count - Self.shortest + 1, 500) {
            let rest = word.utf8.dropFirst(start)
            for length in Self.shortest...max(Self.shortest, min(longest, rest.count))
            where length <= rest.count {
                if let kinds = kinds[Substring(rest.prefix(length))] { found.formUnion(kinds) }
            }
        }
        return found
    }
}
