/// Reads an answer for ``AnswerReader``: first as a whole, then word by word with ``WordsReader``, then the answer in one
/// of its sentences, and at last a yes or a no with words behind it that agree.
struct SentenceReader {
    let offers: [Offer]
    let words: AnswerWords
    let work: Work
    private let wordByWord: WordsReader

    init(offers: [Offer], words: AnswerWords, shown: AnswerReader.Shown, work: Work) {
        self.offers = offers
        self.words = words
        self.work = work
        wordByWord = WordsReader(offers: offers, words: words, shown: shown, work: work)
    }

    // MARK: The whole

    /// The text is a label or one of a choice's words and nothing else, but for small words around it.
    func exact(_ said: [Token]) -> Found? {
        work.steps += said.count
        let plain = plain(said)
        // A number alone is a place as well.
        if plain.count == 1, plain[0].isNumber { return nil }
        let rules: [(Offer) -> Bool] = [
            { $0.variants.first == said },
            { $0.variants.contains(said) },
            { !plain.isEmpty && $0.variants.contains { self.plain($0) == plain } },
        ]
        for rule in rules {
            let found = offers.filter(rule).map(\.index)
            if !found.isEmpty { return Found(choices: Set(found), reason: .label, isList: false) }
        }
        return nil
    }

    /// The words of a label in another order or with others of the small words: "drink and food".
    func exactButSmallWords(_ said: [Token]) -> Found? {
        let core = core(plain(said))
        guard !core.isEmpty, core.count > 1 || !core[0].isNumber else { return nil }
        let found = offers.filter { $0.variants.contains { self.core($0) == core } }.map(\.index)
        return found.count == 1 ? Found(choices: Set(found), reason: .label, isList: false) : nil
    }

    private func core(_ said: [Token]) -> [Token] {
        said.enumerated().filter { index, word in
            if index > 0, index == said.count - 1, word.text.count == 1 { return true }
            return !words.fillers.contains(word.text) && !words.softeners.contains(word.text)
        }.map(\.element)
    }

    /// Without the pictures around an answer; those that say something stay.
    private func plain(_ said: [Token]) -> [Token] {
        said.filter { word in
            guard word.isEmoji else { return true }
            let meaning = words.emoji[word.text]
            return meaning == .no || meaning == .unsure
                || meaning == .yes && offers.contains { $0.meaning == .yes }
                || offers.contains { $0.significant.contains(word) }
        }
    }

    /// "townpark" is "Town park", and "on line" is "Online".
    private func joined(_ said: [Token]) -> Found? {
        func run(_ words: [Token]) -> String { words.map(\.text).joined() }
        let text = run(said)
        guard text.count >= 5 else { return nil }
        let found = offers.filter { offer in
            offer.variants.contains { run($0) == text } || offer.significant.contains { $0.text == text }
        }
        return found.isEmpty ? nil : Found(choices: Set(found.map(\.index)), reason: .label, isList: false)
    }

    func understood(_ said: FoldedText) throws(Doubt) -> Found {
        if let found = joined(said.words) { return found }
        try mustNotAsk(said.words)
        try mustNotTellWhere(said.words)
        if let found = noneOfThem(said.words) { return found }
        let doubt: Doubt
        do throws(Doubt) { return try wordByWord.read(withoutReasons(said.words)) } catch { doubt = error }
        switch doubt.reason {
        case .unknownWords, .turnedDown, .onCondition, .everydayWords, .noSuchPlace: break
        default: throw doubt
        }
        if doubt.reason == .unknownWords, let found = exactButSmallWords(said.words) { return found }
        if let found = contrast(said.words) { return found }
        if said.asks { throw Doubt(reason: .asksSomething, between: doubt.between) }
        if let found = try oneSentence(said) { return found }
        if let found = try lead(said) { return found }
        throw doubt
    }

    // MARK: What is no answer

    /// "Is it saturday?", "can i come": the words of a label in a question are no answer.
    private func mustNotAsk(_ said: [Token]) throws(Doubt) {
        let said = said.drop { word in
            words.greetings.contains(word.text) || word.isEmoji
        }
        guard let first = said.first, said.count > 1, !begins(someLabel: said.prefix(2)),
            words.phrases[AnswerWords.key(said)] == nil
        else { return }
        let second = said[said.startIndex + 1].text
        let isQuestion =
            words.askers.contains(first.text)
            || words.askersBeforeSubject.contains(first.text) && words.subjects.contains(second)
            || words.modals.contains(first.text) && !named(in: said.dropFirst().prefix(1)).isEmpty
        guard isQuestion else { return }
        let isRequest =
            words.requests.contains(first.text) && (second == "i" || second == "we")
            && said.contains { words.requestVerbs.contains($0.text) }
        let between = named(in: said)
        // "Can I have pizza please" names what is wanted; "can i come" and "can i pick 2" ask.
        if isRequest, !between.isEmpty, !between.contains(where: { offers[$0].meaning != nil }) { return }
        throw Doubt(reason: .asksSomething, between: between)
    }

    /// "I'm at the zoo", "i was in town": where somebody is.
    private func mustNotTellWhere(_ said: [Token]) throws(Doubt) {
        for (index, word) in said.enumerated().dropLast(2) where words.beings.contains(word.text) {
            let place = said[index + 1].text
            guard words.whereabouts.contains(place) || place == "to" && words.trips.contains(word.text),
                !begins(someLabel: said[index..<(index + 2)]),
                !begins(someLabel: said[(index + 1)..<(index + 3)])
            else { continue }
            let rest = said[(index + 2)...]
            if place != "at", rest.first.map({ words.articles.contains($0.text) }) != true,
                rest.first.map({ word in offers.contains { $0.significant.contains(word) } }) != true
            {
                continue
            }
            let between = named(in: rest)
            // "Im in year 9" tells no place.
            if between.contains(where: { offers[$0].isTime }) || rest.contains(where: \.isNumber) { continue }
            throw Doubt(reason: .whereTheyAre, between: between)
        }
    }

    private func begins(someLabel said: ArraySlice<Token>) -> Bool {
        offers.contains { $0.variants.contains { $0.starts(with: said) } }
    }

    /// The choices with a word of a text in their label.
    private func named(in said: ArraySlice<Token>) -> Set<Int> {
        Set(offers.filter { offer in said.contains { offer.significant.contains($0) } }.map(\.index))
    }

    // MARK: More than one clause

    /// "Neither agree nor disagree", where "Neither" is a choice.
    private func noneOfThem(_ said: [Token]) -> Found? {
        guard let first = said.first, words.phrases[first.text] == .noneOfThese,
            said.contains(where: { words.norWords.contains($0.text) })
        else { return nil }
        let none = offers.filter { $0.meaning == .noneOfThese }
        let others = said.dropFirst().allSatisfy { word in
            words.norWords.contains(word.text) || words.fillers.contains(word.text) || word.text == "and"
                || word.text == "or" || offers.contains { $0.significant.contains(word) }
        }
        guard none.count == 1, others else { return nil }
        return Found(choices: [none[0].index], reason: .meaning)
    }

    /// "Sunday because i can't do saturday" is "sunday".
    private func withoutReasons(_ said: [Token]) -> ArraySlice<Token> {
        guard let index = said.firstIndex(where: { words.reasons.contains($0.text) }), index > 0,
            !said[index...].contains(where: { words.strongConditions.contains($0.text) })
        else { return said[...] }
        return said[..<index]
    }

    /// "Sunday not saturday", "5, not 4", "zoo (not park)", "definitely sunday i hate saturdays".
    private func contrast(_ said: [Token]) -> Found? {
        for index in said.indices.dropFirst() {
            for separator in words.contrasts where said[index...].map(\.text).starts(with: separator) {
                let against = said[(index + separator.count)...]
                // "Not sure", "not really" are answers themselves.
                let isPhrase =
                    wordByWord.phrase(in: said[...], at: index).map { $0.count > separator.count } ?? false
                guard !isPhrase, let right = wordByWord.pointsOnly(against),
                    let left = try? wordByWord.read(said[..<index]), !left.choices.isEmpty,
                    left.choices.isDisjoint(with: right)
                else { continue }
                return Found(choices: left.choices, reason: .contrast, isList: left.isList)
            }
        }
        return nil
    }

    /// One sentence of several is an answer, and the others say nothing that puts it in doubt.
    private func oneSentence(_ said: FoldedText) throws(Doubt) -> Found? {
        guard !said.sentenceStarts.isEmpty else { return nil }
        let starts = [0] + said.sentenceStarts + [said.words.count]
        var answer: Found?
        var others: [ArraySlice<Token>] = []
        for (start, end) in zip(starts, starts.dropFirst()) where start < end {
            let sentence = said.words[start..<end]
            let isAcknowledgement = sentence.allSatisfy { words.acknowledgements.contains($0.text) }
            if !isAcknowledgement, let found = try? wordByWord.read(withoutReasons(Array(sentence))) {
                if let before = answer {
                    answer?.choices = before.choices.union(found.choices)
                } else {
                    answer = found
                }
            } else {
                others.append(sentence)
            }
        }
        guard let answer, answer.choices.count == 1, let index = answer.choices.first else { return nil }
        let offer = offers[index]
        for other in others {
            if isDoubtful(other, answer: offer) { return nil }
            if offer.meaning == .yes || offer.meaning == .no, !agrees(other, with: offer) {
                throw Doubt(reason: .goesAgainstItself, between: [index])
            }
        }
        return answer
    }

    /// "Yeah i'd love to see the ducks", where yes or no is asked: what follows has to agree.
    private func lead(_ said: FoldedText) throws(Doubt) -> Found? {
        guard said.words.count <= 14, let first = said.words.first, words.leads.contains(first.text),
            let (meaning, count) = wordByWord.phrase(in: said.words[...], at: 0),
            meaning == .yes || meaning == .no
        else { return nil }
        let meant = offers.filter { $0.meaning == meaning }
        guard meant.count == 1, let offer = meant.first else { return nil }
        let rest = said.words[count...]
        guard !isDoubtful(rest, answer: offer), agrees(rest, with: offer) else {
            throw Doubt(reason: .goesAgainstItself, between: [offer.index])
        }
        return Found(choices: [offer.index], reason: .meaning)
    }

    /// Whether words behind a yes or a no are known to go with it: "sorry i went last time", "i'd love to help".
    private func agrees(_ rest: ArraySlice<Token>, with offer: Offer) -> Bool {
        let rest = rest.drop { $0.isEmoji || words.polite.contains($0.text) || words.leads.contains($0.text) }
        guard !rest.isEmpty else { return true }
        if rest.allSatisfy({ words.acknowledgements.contains($0.text) || $0.isEmoji }) { return true }
        let openers = offer.meaning == .yes ? words.yesOpeners : words.noOpeners
        let texts = rest.map(\.text)
        guard openers.contains(where: { texts.starts(with: $0) }) else { return false }
        let against = offer.meaning == .yes ? words.obstacles : words.wishes
        let behind = texts.drop(while: { words.openerWords.contains($0) })
        return !behind.contains { against.contains($0) }
    }

    private func isDoubtful(_ rest: ArraySlice<Token>, answer: Offer) -> Bool {
        rest.contains { word in
            words.conditions.contains(word.text)
                || words.negations.contains(word.text) && answer.meaning != .no
                || offers.contains { $0.index != answer.index && $0.significant.contains(word) }
        }
    }
}

extension Token {
    var isEmoji: Bool {
        if case .emoji = kind { return true }
        return false
    }

    var isNumber: Bool {
        if case .number = kind { return true }
        return false
    }
}
