/// Which of many phrases may stand in a message, by the words that they begin with: of some thousand a message has a
/// few. Made once by ``Spotter``.
struct PhraseIndex: Sendable {
    /// For each number of a word the places of the phrases that begin with it.
    private let beginning: [Int: [Int]]

    init(_ phrases: some Sequence<CompiledPhrase>) {
        var beginning: [Int: [Int]] = [:]
        for (place, phrase) in phrases.enumerated() {
            for word in phrase.begins { beginning[word, default: []].append(place) }
        }
        self.beginning = beginning
    }

    /// The places of the phrases that begin with one of these words, each once and in order.
    func mayStand(among words: some Sequence<Int>) -> [Int] {
        var places: [Int] = []
        for word in words { places += beginning[word] ?? [] }
        return places.count < 2 ? places : Set(places).sorted()
    }
}
