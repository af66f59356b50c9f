import YouSaidKit

/// Reads what somebody wrote where something was asked: the one place where that happens, for every typed answer.
///
/// ```swift
/// let reader = AnswerReader(question.choices, shown: .numbers)
/// reader.read("the second one pls").outcome    // .choice(…), because of its .place
/// reader.read("not saturday").outcome          // .unclear([…]), because it is .turnedDown
/// ```
///
/// It would rather ask back than guess: each word has to belong to an answer, and what could mean two things, is turned
/// round or hangs on something counts for nothing. Its time is bounded, whatever the text.
public struct AnswerReader: Sendable {
    /// How the choices were shown.
    public enum Shown: Sendable, Hashable {
        /// As buttons: nobody saw a number.
        case buttons
        /// As a list with numbers: a bare number is a place in it, and nothing else.
        case numbers
    }

    /// What counts as an answer.
    public enum Wanted: Sendable, Hashable {
        case one
        case several
        /// One, and a yes only where it is a plain one.
        case consent
    }

    /// Nothing longer can be sent on any platform. What is behind is not read.
    static let mostCharacters = 4_096
    /// A text with more characters than this is only compared with the labels.
    static let longest = 200

    private let choices: [Choice]
    private let offers: [Offer]
    private let shown: Shown
    private let wanted: Wanted
    private let words: AnswerWords

    /// A reader for answers in English.
    /// - Parameters:
    ///   - choices: what was offered, in the order in which it was seen.
    ///   - shown: whether there were numbers.
    ///   - wanted: how many count, and whether only a plain yes does.
    public init(_ choices: [Choice], shown: Shown = .buttons, wanted: Wanted = .one) {
        let words = EnglishWords.answers
        self.choices = choices
        self.shown = shown
        self.wanted = wanted
        self.words = words
        offers = choices.enumerated().map { Offer($1, index: $0, words: words) }
    }

    /// Finds out what a text means.
    public func read(_ text: String) -> AnswerReading { reading(text).result }

    /// - Returns: what it means, and how many words were looked at on the way.
    func reading(_ text: String) -> (result: AnswerReading, work: Int) {
        let work = Work()
        let text = Self.cut(text)
        do throws(Doubt) {
            let found =
                wanted == .several ? try several(text, work) : try one(FoldedText(text), text, work)
            return (result(of: found, text), work.steps)
        } catch {
            return (result(of: error), work.steps)
        }
    }

    /// Whether a text is a number in figures and nothing else, but for a "please" beside it.
    static func isNumber(_ text: String) -> Bool {
        guard text.utf8.count <= longest else { return false }
        let said = FoldedText(text).words.filter {
            !$0.isEmoji && !EnglishWords.answers.polite.contains($0.text)
        }
        guard said.count == 1, case .number(_, spelt: false) = said[0].kind else { return false }
        return true
    }

    /// As much as can be sent.
    static func cut(_ text: String) -> String {
        guard text.utf8.count > mostCharacters else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(mostCharacters)))
    }

    private func result(of found: Found, _ text: String) -> AnswerReading {
        let meant = found.choices.sorted().map { choices[$0] }
        if meant.count > 1 {
            guard wanted == .several, found.isList else {
                return AnswerReading(
                    outcome: .unclear(meant), reason: found.reason.counts ? .severalNamed : found.reason)
            }
            return AnswerReading(outcome: .several(meant), reason: found.reason)
        }
        guard let choice = meant.first, let index = found.choices.first else {
            return AnswerReading(outcome: .somethingElse, reason: .unknownWords)
        }
        if wanted == .consent, offers[index].meaning != .no, !isPlain(text, found, offers[index]) {
            return AnswerReading(outcome: .unclear(meant), reason: .noPlainYes)
        }
        return AnswerReading(outcome: .choice(choice), reason: found.reason)
    }

    private func result(of doubt: Doubt) -> AnswerReading {
        let between = doubt.between.sorted().map { choices[$0] }
        return AnswerReading(
            outcome: between.isEmpty ? .somethingElse : .unclear(between), reason: doubt.reason)
    }

    /// A consent is a plain "yes", the label of its choice, or the number where there was one. The choice's other words
    /// will not do: "ok" and 👍 may only say that somebody has read it.
    private func isPlain(_ text: String, _ found: Found, _ offer: Offer) -> Bool {
        let said = FoldedText(text).words.filter { !words.polite.contains($0.text) }
        if offer.variants.first?.filter({ !words.polite.contains($0.text) }) == said { return true }
        if found.reason == .place, said.count == 1 { return true }
        return offer.meaning == .yes && words.plainYes.contains(said.map(\.text).joined(separator: " "))
    }

    // MARK: One

    private func one(_ said: FoldedText, _ text: String, _ work: Work) throws(Doubt) -> Found {
        guard !offers.isEmpty, !said.words.isEmpty else { throw Doubt(reason: .nothingSaid) }
        let reader = SentenceReader(offers: offers, words: words, shown: shown, work: work)
        if let found = reader.exact(said.words) { return found }
        if text.count > Self.longest {
            if let found = reader.exactButSmallWords(said.words) { return found }
            throw Doubt(reason: .tooLong)
        }
        let shortened = said.withoutDrawnOutLetters
        for short in shortened {
            if let found = reader.exact(short.words) { return found }
        }
        let first: Doubt
        do throws(Doubt) { return try reader.understood(said) } catch { first = error }
        for short in shortened {
            if let found = try? reader.understood(short) { return found }
        }
        throw first
    }

    // MARK: Several

    /// Each part has to mean one choice. Where one of them is not clear, nothing is.
    private func several(_ text: String, _ work: Work) throws(Doubt) -> Found {
        let said = FoldedText(text)
        var whole: Found?
        var doubt = Doubt(reason: .unknownWords)
        do throws(Doubt) {
            let found = try one(said, text, work)
            if found.choices.count == 1 { return found }
            whole = found
        } catch {
            doubt = error
        }
        if text.count > Self.longest { throw doubt }
        for parts in [Self.parts(of: text), Self.numbers(in: text)] where parts.count > 1 {
            if let found = each(parts, work) { return found }
        }
        guard let whole else { throw doubt }
        guard whole.isList else {
            throw Doubt(reason: whole.reason.counts ? .severalNamed : whole.reason, between: whole.choices)
        }
        return whole
    }

    private func each(_ parts: [Substring], _ work: Work) -> Found? {
        var all = Found(choices: [], reason: .label)
        for part in parts {
            let part = String(part)
            guard let found = try? one(FoldedText(part), part, work), found.choices.count == 1 else {
                return nil
            }
            all.choices.formUnion(found.choices)
            all.reason = found.reason
        }
        return all
    }

    /// What stands between commas, lines and "and".
    private static func parts(of text: String) -> [Substring] {
        text.split { ",;/&+".contains($0) || $0.isNewline }
            .flatMap { $0.split(separator: /(?i)\s+(?:and|n|plus)\s+|^\s*and\s+/) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// "1 3 4", and nothing but numbers.
    private static func numbers(in text: String) -> [Substring] {
        let words = text.split { $0.isWhitespace || ",;/&+.".contains($0) }
        return words.allSatisfy { $0.allSatisfy(\.isNumber) } ? words : []
    }
}

/// How much was done for one answer.
final class Work {
    var steps = 0
}
