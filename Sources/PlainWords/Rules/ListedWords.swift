/// Words for which the lists under `prompts/` have a plainer or kinder one, and pictures made of words.
struct ListedWords: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        vocabulary.kind.matches(in: text).map { finding(.kindWord, $0, text) }
            + vocabulary.plain.matches(in: text).filter { !isName($0, text) }.map {
                finding(.plainWord, $0, text)
            }
            + vocabulary.metaphors.matches(in: text).map { finding(.metaphor, $0, text) }
    }

    /// "Designated" in "the Designated Clinical Officer": a name is what it is.
    private func isName(_ match: PhraseList.Match, _ text: ReadText) -> Bool {
        let place = match.words.lowerBound
        return text.words[place].startsWithCapital && !text.starts.contains(place)
    }

    private func finding(_ rule: Rule, _ match: PhraseList.Match, _ text: ReadText) -> Finding {
        let words = text.words[match.words].map(\.text).joined(separator: " ")
        return Finding(
            rule, at: text.words[match.words.lowerBound], words: words,
            instead: match.phrase.instead.isEmpty ? nil : match.phrase.instead)
    }
}

/// Two words for one thing in one text: "poll" here and "survey" there.
struct TwoNames: TextRule {
    func findings(in text: ReadText, _ vocabulary: Vocabulary) -> [Finding] {
        vocabulary.names.compactMap { group in
            let matches = group.matches(in: text).sorted { $0.words.lowerBound < $1.words.lowerBound }
            guard let first = matches.first,
                let other = matches.first(where: { $0.phrase.instead != first.phrase.instead })
            else { return nil }
            let words = [first, other].map { text.words[$0.words].map(\.lower).joined(separator: " ") }
            return Finding(
                .twoNames, at: text.words[other.words.lowerBound], words: words.joined(separator: ", "),
                instead: group.phrases.first?.instead)
        }
    }
}
