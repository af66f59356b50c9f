import YouSaidKit

/// Understands which of several choices somebody meant together: "1 and 3", "1 3", "sat, sun", "all of them".
///
/// Each part has to mean one choice. Where one of them is not clear, nothing is: it would rather ask again than guess.
struct SeveralReader {
    let choices: [Choice]
    private let matcher = AnswerMatcher()

    init(choices: [Choice]) { self.choices = choices }

    /// Reads what somebody wrote.
    /// - Returns: the choices that were meant, in their order; none where that is not clear.
    func read(_ text: String) -> [Choice] {
        let whole = matcher.match(text, choices: choices)
        if case .choice(let choice) = whole { return [choice] }
        for parts in [parts(of: text), numbers(in: text)] where parts.count > 1 {
            if let found = each(parts) { return found }
        }
        // "All of them", "both" where there are two.
        if case .several(let found) = whole, found.count == choices.count { return found }
        return []
    }

    private func each(_ parts: [Substring]) -> [Choice]? {
        var meant: Set<String> = []
        for part in parts {
            guard case .choice(let choice) = matcher.match(String(part), choices: choices) else { return nil }
            meant.insert(choice.id)
        }
        return choices.filter { meant.contains($0.id) }
    }

    /// What stands between commas, lines and "and".
    private func parts(of text: String) -> [Substring] {
        text.split { ",;/&+".contains($0) || $0.isNewline }
            .flatMap { $0.split(separator: /(?i)\s+and\s+|^\s*and\s+/) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// "1 3 4", and nothing but numbers.
    private func numbers(in text: String) -> [Substring] {
        let words = text.split { $0.isWhitespace || ",;/&+.".contains($0) }
        return words.allSatisfy { $0.allSatisfy(\.isNumber) } ? words : []
    }
}
