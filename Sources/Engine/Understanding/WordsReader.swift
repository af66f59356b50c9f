/// Reads an answer word by word: each word must be part of a label, a place in the list, a phrase with a
/// meaning, or a small word that says nothing. Used by ``SentenceReader``.
struct WordsReader {
    let offers: [Offer]
    let words: AnswerWords
    let shown: AnswerReader.Shown
    let work: Work

    /// What one word or phrase points at.
    struct Pointer {
        /// Where nothing else in the answer points anywhere.
        let alone: Set<Int>
        /// Where something else does: "saturday 9".
        let together: Set<Int>
        var reason = AnswerReading.Reason.label
        /// "one" in "the blue one", which is no number where anything else points somewhere.
        var isLoose = false
    }

    /// How the last negative word was said, for what comes right behind it.
    private enum Negative {
        case none
        /// "No", which may stand before anything.
        case lead
        /// "Can't", "not", which turns round what follows.
        case clause(end: Int)
    }

    /// What has been found so far.
    private struct Findings {
        /// The pointers between one "or" or "and" and the next.
        var parts: [[Pointer]] = [[]]
        /// What "ok" and 👍 point at, which counts only where nothing else does.
        var weak: Set<Int> = []
        var thumbs: Set<Int> = []
        var negations: [String] = []
        /// True where a "not" came before anything that was pointed at: "not no" is no "no".
        var beginsNegated = false
        var hasOr = false
        var hasOnly = false
        /// How many "any" or "both" want: 0 for any of them.
        var wants: Wanted?
        var isEveryday = false
        var negative = Negative.none
        /// "No i want to".
        var wishesAfterNo = false

        var pointers: [Pointer] { parts.flatMap(\.self) }
        var all: Set<Int> { pointers.reduce(into: []) { $0.formUnion($1.together) } }

        mutating func negate(_ word: String) {
            if parts.allSatisfy(\.isEmpty) { beginsNegated = true }
            negations.append(word)
        }

        mutating func point(
            at found: Set<Int>, _ reason: AnswerReading.Reason, _ within: Set<Int> = []
        ) {
            let pointer = Pointer(alone: found, together: found.union(within), reason: reason)
            parts[parts.count - 1].append(pointer)
        }
    }

    private enum Wanted {
        case any
        case all(count: Int?)
    }

    /// Finds the choices that are meant.
    func read(_ said: ArraySlice<Token>) throws(Doubt) -> Found {
        var findings = Findings()
        if said.count <= words.longestPhrase, let (meaning, count) = phrase(in: said, at: said.startIndex),
            count == said.count
        {
            try take(meaning, said, &findings)
            return try conclude(findings)
        }
        var index = said.startIndex
        while index < said.endIndex {
            work.steps += 1
            index += try step(said, index, &findings)
        }
        return try conclude(findings)
    }

    /// What words point at where they do nothing else: "the saturday", "no 2".
    func pointsOnly(_ said: ArraySlice<Token>) -> Set<Int>? {
        guard !said.isEmpty, said.count <= 8,
            said.allSatisfy({ word in
                words.bareCompany.contains(word.text) || word.isEmoji || word.isNumber || word.isPlace
                    || offers.contains { $0.mayMean(word) } || isLetter(word) || !near(word).isEmpty
            }), let found = try? read(said)
        else { return nil }
        return found.choices
    }

    /// The longest phrase with a meaning that begins at a word.
    func phrase(in said: ArraySlice<Token>, at index: Int) -> (Meaning, count: Int)? {
        var count = min(words.longestPhrase, said.endIndex - index)
        while count > 0 {
            work.steps += 1
            let text = said[index..<(index + count)]
            if let meaning = words.phrases[AnswerWords.key(text)] {
                // "Good thanks" is an answer where "Good" is one.
                let isLabel =
                    meaning == .howTheyAre
                    && text.contains { word in
                        offers.contains { $0.significant.contains(word) }
                    }
                if !isLabel { return (meaning, count) }
            }
            count -= 1
        }
        return nil
    }

    /// Takes in one word, or a few that belong together.
    /// - Returns: how many words it took.
    private func step(_ said: ArraySlice<Token>, _ index: Int, _ findings: inout Findings) throws(Doubt)
        -> Int
    {
        let label = label(in: said, at: index)
        let comparison = try comparison(in: said, at: index, label?.count ?? 0, findings.all)
        let place = Place.read(said, at: index, words: words, knowsNo: !offers(meaning: .no).isEmpty)
        let letter = letter(in: said, at: index)
        var phrase = phrase(in: said, at: index)
        if phrase?.count == 1, !isAnswerHere(said, index) { phrase = nil }
        let lengths = [label?.count, comparison?.count, letter?.count, place?.count, phrase?.count]
        let longest = lengths.compactMap(\.self).max() ?? 0
        guard longest > 0 else {
            if try isSmall(said, index) { return 1 }
            try take(said[index], at: index, &findings)
            return 1
        }
        if let label, label.count == longest {
            // In "verry good" the label "Good" is a part of "Very good".
            let isNegated = said.contains { words.negations.contains($0.text) }
            let within = offers { offer in
                offer.significant.isSuperset(of: said[index..<(index + longest)])
                    && (isNegated || !offer.significant.contains { words.negations.contains($0.text) })
            }
            try point(at: label.found, .label, index, longest, &findings, within)
        } else if let comparison, comparison.count == longest {
            findings.point(at: comparison.found, .label)
        } else if let letter, letter.count == longest {
            findings.point(at: letter.found, .letter)
        } else if let place, place.count == longest {
            // "Im 2" is no second choice, but it may be an age.
            let isAge =
                index > said.startIndex && ["im", "am"].contains(said[index - 1].text) && !place.isMarked
            let mayBeAge = offers.contains { !$0.ranges.isEmpty || $0.significant.contains(said[index]) }
            guard !isAge || mayBeAge, let pointer = pointer(to: place, in: said, at: index) else {
                throw Doubt(reason: .noSuchPlace, between: findings.all)
            }
            findings.parts[findings.parts.count - 1].append(pointer)
        } else if let (meaning, count) = phrase {
            let text = said[index..<(index + count)]
            if meaning == .no {
                try mustBeOneNegative(said[index], in: index..<(index + count), &findings)
            }
            if meaning == .yes || meaning == .aside, text.contains(where: { words.wishes.contains($0.text) }),
                case .lead = findings.negative
            {
                findings.wishesAfterNo = true
            }
            try take(meaning, text, &findings)
        }
        return longest
    }

    /// Whether one word that means something by itself does so where it stands: between two answers "n" is "and", and
    /// "never" with other words turns them round.
    private func isAnswerHere(_ said: ArraySlice<Token>, _ index: Int) -> Bool {
        let text = said[index].text
        if words.alternators.contains(text) { return index == said.startIndex || index == said.endIndex - 1 }
        guard text == "never" else { return true }
        return said.allSatisfy {
            $0.text == text || $0.isEmoji || words.polite.contains($0.text) || words.leads.contains($0.text)
        }
    }

    /// Words that are small where they stand: "of" in "the 1st of october", "works" in "sunday works".
    private func isSmall(_ said: ArraySlice<Token>, _ index: Int) throws(Doubt) -> Bool {
        func word(_ offset: Int) -> Token? {
            said.indices.contains(index + offset) ? said[index + offset] : nil
        }
        switch said[index].text {
        case "of":
            return word(1).map { words.months.contains($0.text) } ?? false
        case "works":
            return offers.allSatisfy { $0.isTime || $0.meaning != nil } && index > said.startIndex
        case "to" where word(-1)?.isNumber == true && word(1)?.isNumber == true:
            // "12 to 13", and no label says so.
            throw Doubt(reason: .otherNumber)
        default: return false
        }
    }

    /// A label that itself says no, right behind a "not", is a second negative.
    private func point(
        at found: Set<Int>, _ reason: AnswerReading.Reason, _ index: Int, _ count: Int,
        _ findings: inout Findings,
        _ within: Set<Int> = []
    ) throws(Doubt) {
        if case .clause(end: index) = findings.negative, found.allSatisfy({ offers[$0].meaning == .no }),
            !offers(meaning: .no).isEmpty
        {
            throw Doubt(reason: .twoNegatives, between: found.union(findings.all))
        }
        findings.point(at: found, reason, within)
        if !found.isEmpty, found.allSatisfy({ offers[$0].meaning == .no }) {
            findings.negative =
                count == 1 && found.allSatisfy { offers[$0].variants.contains { $0.count == 1 } }
                ? .lead : .clause(end: index + count)
        }
    }

    /// Notes what turns the answer round. "I can't not come" does it twice; "no i can't" says it twice.
    private func mustBeOneNegative(
        _ first: Token, in place: Range<Int>, _ findings: inout Findings
    ) throws(Doubt) {
        if case .clause(end: place.lowerBound) = findings.negative, !words.clauseStarts.contains(first.text) {
            throw Doubt(reason: .twoNegatives, between: findings.all)
        }
        findings.negative =
            place.count == 1 && words.leads.contains(first.text) ? .lead : .clause(end: place.upperBound)
    }

    private func take(_ word: Token, at index: Int, _ findings: inout Findings) throws(Doubt) {
        let exact = offers { $0.significant.contains(word) }
        if !exact.isEmpty { return try point(at: exact, .partOfLabel, index, 1, &findings) }
        if word.isEmoji {
            if let meaning = words.emoji[word.text] { try take(meaning, [word], &findings) }
            return
        }
        let text = word.text
        if text == "only" {
            findings.hasOnly = true
            return
        }
        if words.conditions.contains(text) { throw Doubt(reason: .onCondition, between: findings.all) }
        if words.negations.contains(text) {
            try mustBeOneNegative(word, in: index..<(index + 1), &findings)
            return findings.negate(text)
        }
        if words.alternators.contains(text) {
            if text == "or" { findings.hasOr = true }
            findings.parts.append([])
            return
        }
        if words.fillers.contains(text) || words.softeners.contains(text) {
            if words.wishes.contains(text), case .lead = findings.negative { findings.wishesAfterNo = true }
            // "I can't say no".
            if words.bridges.contains(text), case .clause(end: index) = findings.negative {
                findings.negative = .clause(end: index + 1)
            }
            return
        }
        let found = near(word)
        guard !found.isEmpty else { throw Doubt(reason: .unknownWords, between: findings.all) }
        try point(at: found, .partOfLabel, index, 1, &findings)
    }

    private func take(
        _ meaning: Meaning, _ said: ArraySlice<Token>, _ findings: inout Findings
    ) throws(Doubt) {
        let found = offers(meaning: meaning)
        switch meaning {
        case .noAnswer: throw Doubt(reason: .everydayWords, between: findings.all)
        case .aside: return
        case .howTheyAre: findings.isEveryday = true
        case .yes:
            let isThumb = said.allSatisfy(\.isEmoji)
            if isThumb { findings.thumbs.formUnion(found) }
            let isWeak = isThumb || said.allSatisfy { words.acknowledgements.contains($0.text) }
            if isWeak {
                findings.weak.formUnion(found)
            } else if !found.isEmpty {
                findings.point(at: found, .meaning)
            }
        case .no, .unsure, .noneOfThese:
            if found.isEmpty { findings.negate("") } else { findings.point(at: found, .meaning) }
        case .any:
            if found.isEmpty { findings.wants = .any } else { findings.point(at: found, .meaning) }
        case .all:
            let count = said.lazy.compactMap { words.amounts[$0.text] }.first
            if found.isEmpty {
                findings.wants = .all(count: count)
            } else {
                findings.point(at: found, .meaning)
            }
        }
    }

    private func conclude(_ findings: Findings) throws(Doubt) -> Found {
        var found: Set<Int> = []
        var reason = AnswerReading.Reason.meaning
        var isList = !findings.hasOr
        for part in findings.parts {
            let firm = part.filter { !$0.isLoose }
            let pointers = firm.isEmpty ? part : firm
            if let first = pointers.first { reason = first.reason }
            if pointers.count == 1 {
                found.formUnion(pointers[0].alone)
                if pointers[0].alone.count > 1 { isList = false }
                if pointers[0].alone.count > 1, pointers[0].reason == .place { reason = .placeOrLabel }
            } else if let first = pointers.first {
                let common = pointers.dropFirst().reduce(first.together) { $0.intersection($1.together) }
                if common.isEmpty, pointers.contains(where: { $0.alone.count > 1 }) { isList = false }
                if common.count > 1 { isList = false }
                found.formUnion(
                    common.isEmpty ? pointers.reduce(into: []) { $0.formUnion($1.alone) } : common)
            }
        }
        if !findings.thumbs.isEmpty, !found.isEmpty, found.isDisjoint(with: findings.thumbs) {
            throw Doubt(reason: .goesAgainstItself, between: found.union(findings.thumbs))
        }
        if found.isEmpty, !findings.isEveryday { found = findings.weak }
        if findings.hasOnly, findings.pointers.allSatisfy({ $0.reason == .place }) || found.count > 1 {
            throw Doubt(reason: .onCondition, between: found)
        }
        if !findings.negations.isEmpty {
            guard found.count == 1, let index = found.first, keeps(offers[index], findings) else {
                throw Doubt(reason: found.isEmpty ? .unknownWords : .turnedDown, between: found)
            }
        }
        if findings.wishesAfterNo, found.contains(where: { offers[$0].meaning == .no }) {
            throw Doubt(reason: .goesAgainstItself, between: found)
        }
        if let wanted = findings.wants { return try several(wanted, found) }
        guard !found.isEmpty else {
            throw Doubt(reason: findings.isEveryday ? .everydayWords : .unknownWords)
        }
        return Found(choices: found, reason: reason, isList: isList)
    }

    /// "Whatever" is no vote for everything; "both" is one for two, and "all of the above" for all.
    private func several(_ wanted: Wanted, _ found: Set<Int>) throws(Doubt) -> Found {
        let all = Set(offers.map(\.index))
        guard offers.count > 1, found.isEmpty || found.count > 1 else {
            throw Doubt(reason: .anyOfThem, between: found)
        }
        let meant = found.isEmpty ? all : found
        guard case .all(let count) = wanted else {
            return Found(choices: meant, reason: .anyOfThem, isList: false)
        }
        if let count, count != meant.count { throw Doubt(reason: .anyOfThem, between: meant) }
        return Found(choices: meant, reason: .anyOfThem, isList: true)
    }

    /// True where a "not" belongs to the choice itself: it means no, or its label says the same.
    private func keeps(_ offer: Offer, _ findings: Findings) -> Bool {
        offer.meaning == .no && !findings.beginsNegated
            || findings.negations.allSatisfy { negation in
                offer.variants.contains { $0.contains { $0.text == negation } }
            }
    }
}
