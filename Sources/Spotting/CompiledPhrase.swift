/// A phrase of the lists with numbers for words, so that it is found quickly. Made by ``Spotter``.
///
/// A message is given as what each of its words may be: the numbers of the listed words that it equals, or is a
/// misspelling of. Most words of most messages are none of them.
struct CompiledPhrase: Sendable {
    private enum Step {
        /// One of these words; or one of these rows of words.
        case words(Set<Int>, rows: [[Int]])
        case gap
    }

    private let steps: [Step]
    /// The words that it can begin with: without one of them it is not looked for.
    let begins: Set<Int>
    /// Whether what it finds is often harmless.
    let isWeak: Bool

    /// - Parameter number: the number of a listed word.
    init(_ phrase: SpotPhrase, number: (SpotPhrase.Word) -> Int?) {
        isWeak = phrase.isWeak
        steps = phrase.parts.map { part in
            switch part {
            case .gap: return .gap
            case .oneOf(let ways):
                let rows = ways.map { $0.compactMap(number) }
                return .words(
                    Set(rows.filter { $0.count == 1 }.map { $0[0] }), rows: rows.filter { $0.count > 1 })
            }
        }
        guard case .words(let words, let rows)? = steps.first else {
            begins = []
            return
        }
        begins = words.union(rows.map { $0[0] })
    }

    /// Where the phrase ends that begins at a word, behind its last word; nil where it does not stand there.
    func end(at start: Int, in message: [[Int]]) -> Int? { end(steps[...], at: start, in: message) }

    private func end(_ steps: ArraySlice<Step>, at place: Int, in message: [[Int]]) -> Int? {
        guard let step = steps.first else { return place }
        guard place < message.count else { return nil }
        let rest = steps.dropFirst()
        switch step {
        case .words(let words, let rows):
            guard !message[place].isEmpty else { return nil }
            if message[place].contains(where: words.contains),
                let end = end(rest, at: place + 1, in: message)
            {
                return end
            }
            for row in rows where stands(row, at: place, in: message) {
                if let end = end(rest, at: place + row.count, in: message) { return end }
            }
            return nil
        case .gap:
            for skipped in 0...SpotPhrase.longestGap {
                if let end = end(rest, at: place + skipped, in: message) { return end }
            }
            return nil
        }
    }

    private func stands(_ row: [Int], at place: Int, in message: [[Int]]) -> Bool {
        guard place + row.count <= message.count else { return false }
        return zip(row, message[place...]).allSatisfy { $1.contains($0) }
    }
}
