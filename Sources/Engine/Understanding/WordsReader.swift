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

    // MARK: Labels

    private func offers(_ matches: (Offer) -> Bool) -> Set<Int> {
        work.steps += offers.count
        return Set(offers.lazy.filter(matches).map(\.index))
    }

    private func offers(meaning: Meaning) -> Set<Int> { offers { $0.meaning == meaning } }

    /// The longest whole label, or other words of a choice, that begins at a word.
    private func label(in said: ArraySlice<Token>, at index: Int) -> (found: Set<Int>, count: Int)? {
        let rest = said[index...]
        var best = 0
        var found: Set<Int> = []
        for offer in offers {
            work.steps += 1
            for variant in offer.variants where variant.count >= max(best, 1) && rest.starts(with: variant) {
                // A number alone is a place as well, and is looked at as one.
                if variant.count == 1, variant[0].isNumber { continue }
                if variant.count > best { found = [] }
                best = variant.count
                found.insert(offer.index)
            }
        }
        if best < 2, index + 1 < said.endIndex {
            // "on line" is "Online".
            let run = said[index].text + said[index + 1].text
            let joined = run.count < 5 ? [] : offers { $0.significant.contains { $0.text == run } }
            if !joined.isEmpty { return (joined, 2) }
        }
        return best > 0 ? (found, best) : nil
    }

    /// The choices with a word that this one begins, or misspells.
    private func near(_ word: Token) -> Set<Int> {
        if case .time = word.kind {
            return offers { $0.significant.contains { $0.isSameTime(as: word) || $0.isHour(of: word) } }
        }
        guard case .word = word.kind, word.text.count >= 3, !word.text.contains(where: \.isNumber) else {
            return []
        }
        let begun = offers { $0.significant.contains { $0.isWord && $0.text.hasPrefix(word.text) } }
        if !begun.isEmpty, !words.everydayWords.contains(word.text) { return begun }
        let stem = offers { $0.significant.contains { $0.isWord && $0.text.hasStem(word.text) } }
        if !stem.isEmpty { return stem }
        if !begun.isEmpty { return [] }
        return misspelt(word.text)
    }

    private func misspelt(_ text: String) -> Set<Int> {
        guard text.count >= 4, !words.wellKnown.contains(text), !words.everydayWords.contains(text) else {
            return []
        }
        var best = 3
        var found: Set<Int> = []
        for offer in offers {
            for word in offer.significant where word.isWord && word.text.count >= 4 {
                work.steps += 1
                let limit = word.text.count >= 7 && text.count >= 5 ? 2 : 1
                guard beginAlike(text, word.text),
                    let distance = EditDistance.between(text, word.text, limit: min(limit, best))
                else { continue }
                if distance < best { found = [] }
                best = distance
                found.insert(offer.index)
            }
        }
        return found
    }

    /// People rarely miss the first letter: "talking" is another word than "walking", and no slip.
    private func beginAlike(_ left: String, _ right: String) -> Bool {
        let left = left.prefix(2)
        let right = right.prefix(2)
        return left.first == right.first || left.first == right.last && left.last == right.first
    }

    // MARK: Letters

    private static let letters = Array("abcdefgh")

    private func isLetter(_ word: Token) -> Bool {
        word.text.count == 1 && word.text.first.map(Self.letters.contains) ?? false
    }

    /// A letter for a place in the list: "b", "option a", "a, c". "A" may be an article, and so stands alone or before
    /// "and", "or" and "not".
    private func letter(in said: ArraySlice<Token>, at index: Int) -> (found: Set<Int>, count: Int)? {
        func word(_ offset: Int) -> Token? {
            said.indices.contains(index + offset) ? said[index + offset] : nil
        }
        let isMarked = words.placeMarkers.contains(said[index].text) || said[index].text == "letter"
        let start = isMarked ? 1 : 0
        guard let first = word(start), isLetter(first), let letter = first.text.first,
            let place = Self.letters.firstIndex(of: letter)
        else { return nil }
        let next = word(start + 1)
        if !isMarked {
            if letter == "a", let next,
                !words.alternators.contains(next.text), !words.polite.contains(next.text), next.text != "not",
                next.text != "is", !isLetter(next), !next.isEmoji
            {
                return nil
            }
            if word(-1)?.text == "i" { return nil }
            guard
                said.allSatisfy({ word in
                    words.letterCompany.contains(word.text) || isLetter(word) || word.isEmoji
                        || offers.contains { $0.significant.contains(word) }
                })
            else { return nil }
        }
        let named = offers { $0.isLettered(first) }
        if !named.isEmpty { return (named, start + 1) }
        guard offers.indices.contains(place) else { return nil }
        return ([place], start + 1)
    }

    // MARK: Numbers

    /// "After 4", "under 13": a label says the same, or it is no answer.
    private func comparison(
        in said: ArraySlice<Token>, at index: Int, _ labelled: Int, _ named: Set<Int>
    ) throws(Doubt) -> (found: Set<Int>, count: Int)? {
        guard words.comparisons.contains(said[index].text), said.indices.contains(index + 1), labelled < 2,
            said[index + 1].isNumber || said[index + 1].isTime,
            // "4pm rather than 5pm" turns one down.
            index == said.startIndex || said[index - 1].text != "rather"
        else { return nil }
        let number = said[index + 1]
        let found = offers { offer in
            offer.variants.contains { variant in
                zip(variant, variant.dropFirst()).contains { word, next in
                    word == said[index] && (next == number || next.isSame(number))
                }
            }
        }
        guard !found.isEmpty else { throw Doubt(reason: .otherNumber, between: named) }
        return (found, 2)
    }

    private func pointer(to place: Place, in said: ArraySlice<Token>, at index: Int) -> Pointer? {
        switch place.kind {
        case .number(let number, let isSpelt):
            return pointer(to: number, isSpelt: isSpelt, place, in: said, at: index)
        case .ordinal(let number):
            let found =
                isBesideMonth(said, index)
                ? offers { $0.dates.contains(number) }
                : position(number).union(offers { $0.dates.contains(number) })
            return found.isEmpty ? nil : Pointer(alone: found, together: found, reason: .place)
        case .fromEnd(let number):
            let found = position(offers.count + 1 - number)
            return found.isEmpty ? nil : Pointer(alone: found, together: found, reason: .place)
        case .middle:
            guard offers.count % 2 == 1 else { return nil }
            return Pointer(alone: [offers.count / 2], together: [offers.count / 2], reason: .place)
        }
    }

    private func pointer(
        to number: Int, isSpelt: Bool, _ place: Place, in said: ArraySlice<Token>, at index: Int
    ) -> Pointer? {
        if isBesideMonth(said, index) {
            let dated = offers { $0.dates.contains(number) }
            return dated.isEmpty ? nil : Pointer(alone: dated, together: dated)
        }
        let position = position(number)
        let whole = offers { $0.isNumber(number) }
        let hour = offers { $0.significant.contains { $0.isHour(number) || $0.isTime(written: number) } }
        // 13 stands in "Under 13", and is none of it.
        let part = offers { offer in
            offer.significant.contains { $0.holds(number) }
                && (offer.ranges.isEmpty || offer.ranges.contains { $0.contains(number) })
        }
        let together = position.union(part).union(hour)
        func alone(_ found: Set<Int>, _ reason: AnswerReading.Reason = .place) -> Pointer? {
            guard !found.isEmpty else { return nil }
            return Pointer(
                alone: found, together: together.union(found), reason: position.isEmpty ? .label : reason,
                isLoose: place.isLoose)
        }
        if shown == .numbers {
            // What people see is the number before the line; a word for it may be a label as well.
            let named = offers { $0.isNumber(number, isSpelt: true) }
            if isSpelt, !named.isEmpty { return alone(named.union(position), .label) }
            if !position.isEmpty { return alone(position) }
            return alone(offers { $0.hasOwnWord(number) }, .label)
        }
        if place.isMarked { return alone(whole.isEmpty ? position : whole) }
        let same = offers {
            $0.isNumber(number, isSpelt: isSpelt) || isSpelt && $0.isNumber(number, isSpelt: false)
        }
        if !same.isEmpty { return alone(same, .label) }
        let own = offers { $0.hasOwnWord(number) }
        if !own.isEmpty { return alone(own.union(position), .label) }
        let within = offers { $0.ranges.contains { $0.contains(number) } }
        return alone(position.union(whole).union(part).union(hour).union(within))
    }

    /// "2 oct", "the 2nd of october": a date, and no place.
    private func isBesideMonth(_ said: ArraySlice<Token>, _ index: Int) -> Bool {
        func isMonth(_ offset: Int) -> Bool {
            guard said.indices.contains(index + offset) else { return false }
            return words.months.contains(said[index + offset].text)
        }
        func isSmall(_ offset: Int) -> Bool {
            guard said.indices.contains(index + offset) else { return false }
            return ["of", "the", "in"].contains(said[index + offset].text)
        }
        return isMonth(1) || isMonth(-1) || isSmall(1) && isMonth(2) || isSmall(-1) && isMonth(-2)
    }

    private func position(_ number: Int) -> Set<Int> {
        offers.indices.contains(number - 1) ? [number - 1] : []
    }
}

extension String {
    /// Whether it is a word with an ending that changes little: "skating" of "skate", "burgers" of "burger".
    fileprivate func hasStem(_ stem: String) -> Bool {
        guard stem.count >= 4 else { return false }
        let endings = ["ing", "s", "es", "er", "ers"]
        if endings.contains(where: { self == stem + $0 }) { return true }
        return stem.last == "e" && self == stem.dropLast() + "ing"
    }
}
