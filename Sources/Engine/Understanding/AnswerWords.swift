/// What a word or phrase in an answer says about the whole of it.
enum Meaning: Sendable, Hashable {
    case yes
    case no
    case unsure
    /// None of what is offered: "neither", "none of them".
    case noneOfThese
    /// Whichever of them: "either", "don't mind".
    case any
    /// All of them: "both".
    case all
    /// Words that say nothing about the answer: "can't wait".
    case aside
    /// How somebody is, which may be no answer at all: "I'm fine thanks".
    case howTheyAre
    /// Not an answer, though its words look like one: "just a second", "no problem".
    case noAnswer
}

/// The words of one language by which ``AnswerReader`` understands people. Another language is another value.
struct AnswerWords: Sendable {
    /// Phrases with a meaning, as folded words with one space between.
    let phrases: [String: Meaning]
    /// The most words that a phrase has.
    let longestPhrase: Int
    /// Words that add nothing: "please", "i think".
    let fillers: Set<String>
    /// Words that turn an answer round: "not", "except".
    let negations: Set<String>
    /// Words between two answers: "or", "and".
    let alternators: Set<String>
    /// Words after which reasons follow: "because".
    let reasons: Set<String>
    /// Words that make a longer answer unclear: "if", "but", "when".
    let conditions: Set<String>
    /// Words that may only say that a message has been read: "ok".
    let acknowledgements: Set<String>
    /// Words that are spelt right, and so are no misspelling of another: "tuesday" is not "thursday".
    let wellKnown: Set<String>
    /// Yes and no as a longer answer begins with them: "yeah I'd love to see the ducks".
    let leads: Set<String>
    /// Words before a number that means a place in the list: "option", "number".
    let placeMarkers: Set<String>
    /// Words after a place in the list: "the second one".
    let placeNouns: Set<String>
    /// Words before "one" with which it is no number: "this one".
    let pointers: Set<String>
    /// Places counted from the ends.
    let last: Set<String>
    let top: Set<String>
    let middle: Set<String>
    /// What a number may count that is given: "5 stars".
    let marks: Set<String>
    /// Words that may stand behind "the 2nd of".
    let these: Set<String>
    /// Emoji with a meaning.
    let emoji: [String: Meaning]
    /// Words that make an answer kinder: "please", "thanks".
    let polite: Set<String>
    /// Words that say how much somebody means it, and nothing else: "obviously".
    let softeners: Set<String>
    /// Words that a plain yes is made of.
    let plainYes: Set<String>
    /// Words that say what somebody wants, behind a "no": "no i want to".
    let wishes: Set<String>
    /// Words that a "yes" does not have behind it: "busy".
    let obstacles: Set<String>
    /// With what the words behind a yes or a no begin, where they agree with it.
    let yesOpeners: [[String]]
    let noOpeners: [[String]]
    let openerWords: Set<String>
    /// Words that begin another clause: "i can't, im busy".
    let clauseStarts: Set<String>
    /// Words between one negative and the next: "i can't say no".
    let bridges: Set<String>
    /// What stands between what is taken and what is turned down: "not", "rather than".
    let contrasts: [[String]]
    /// Words between what is named by "neither".
    let norWords: Set<String>
    /// Words that may stand beside what is turned down.
    let bareCompany: Set<String>
    /// Words that may stand beside a letter for a place.
    let letterCompany: Set<String>
    /// Words that make a reason doubtful too.
    let strongConditions: Set<String>
    /// Words that may stand before a question, or are none.
    let greetings: Set<String>
    /// Words that begin a question; those of the second kind only before a subject.
    let askers: Set<String>
    let askersBeforeSubject: Set<String>
    /// Those that ask before the name of a choice too: "would bowling be ok".
    let modals: Set<String>
    let subjects: Set<String>
    /// "Can i have pizza" names what is wanted.
    let requests: Set<String>
    let requestVerbs: Set<String>
    /// "Im at", "was in": where somebody is.
    let beings: Set<String>
    let whereabouts: Set<String>
    /// "Went to", "been to".
    let trips: Set<String>
    let articles: Set<String>
    /// Words before a number with which it is none of the places.
    let comparisons: Set<String>
    let above: Set<String>
    let below: Set<String>
    let months: Set<String>
    let days: Set<String>
    /// What "both" and "all three" count.
    let amounts: [String: Int]
    /// Labels that say the same, in groups.
    let sameLabels: [[[String]]]
    /// Words that people use every day, and so are no misspelling of another: "note" is not "none".
    let everydayWords: Set<String>
    /// Beginnings of a label that give a choice its meaning: "Yes, I will come".
    let labelBeginnings: [(words: [String], meaning: Meaning)]

    /// Groups a language's lists. Each list is words parted by spaces, or phrases parted by commas.
    init(
        phrases: [(Meaning, String)], emoji: [(Meaning, String)], labelBeginnings: [(Meaning, String)],
        amounts: [String: Int], sameLabels: [String], lists: [String: String]
    ) {
        func words(_ name: String) -> Set<String> { Self.words(in: lists[name] ?? "") }
        func some(_ name: String) -> [[String]] {
            Self.phrases(in: lists[name] ?? "").sorted { $0.count > $1.count }
        }
        var known: [String: Meaning] = [:]
        var longest = 1
        for (meaning, list) in phrases {
            for (words, count) in Self.keys(in: list) {
                known[words] = meaning
                longest = max(longest, count)
            }
        }
        self.phrases = known
        longestPhrase = longest
        fillers = words("fillers")
        negations = words("negations")
        alternators = words("alternators")
        reasons = words("reasons")
        conditions = words("conditions")
        acknowledgements = words("acknowledgements")
        wellKnown = words("wellKnown").union(fillers).union(negations).union(conditions).union(known.keys)
        leads = words("leads")
        placeMarkers = words("placeMarkers")
        placeNouns = words("placeNouns")
        pointers = words("pointers")
        last = words("last")
        top = words("top")
        middle = words("middle")
        these = words("these")
        marks = words("marks")
        self.emoji = Dictionary(
            emoji.flatMap { meaning, list in FoldedText(list).words.map { ($0.text, meaning) } },
            uniquingKeysWith: { first, _ in first })
        self.labelBeginnings = labelBeginnings.flatMap { meaning, list in
            Self.phrases(in: list).map { ($0, meaning) }
        }.sorted { $0.words.count > $1.words.count }
        polite = words("polite")
        softeners = words("softeners")
        plainYes = Set(some("plainYes").map { $0.joined(separator: " ") })
        wishes = words("wishes")
        obstacles = words("obstacles")
        yesOpeners = some("yesOpeners")
        noOpeners = some("noOpeners")
        openerWords = Set((yesOpeners + noOpeners).flatMap(\.self))
        clauseStarts = words("clauseStarts")
        bridges = words("bridges")
        contrasts = some("contrasts")
        norWords = words("norWords")
        bareCompany = words("bareCompany")
        letterCompany = words("letterCompany")
        strongConditions = words("strongConditions")
        greetings = words("greetings")
        askers = words("askers")
        askersBeforeSubject = words("askersBeforeSubject")
        modals = words("modals")
        subjects = words("subjects")
        requests = words("requests")
        requestVerbs = words("requestVerbs")
        beings = words("beings")
        whereabouts = words("whereabouts")
        trips = words("trips")
        articles = words("articles")
        comparisons = words("comparisons")
        above = words("above")
        below = words("below")
        months = words("months")
        days = words("days")
        self.amounts = amounts
        self.sameLabels = sameLabels.map { Self.phrases(in: $0) }
        everydayWords = words("everydayWords")
    }

    private static func words(in list: String) -> Set<String> {
        Set(FoldedText(list).words.map(\.text))
    }

    private static func phrases(in list: String) -> [[String]] {
        folded(list).map { $0.map(\.text) }
    }

    private static func keys(in list: String) -> [(String, Int)] {
        folded(list).map { (key($0[...]), $0.count) }
    }

    private static func folded(_ list: String) -> [[Token]] {
        list.split(whereSeparator: { $0 == "," || $0.isNewline }).map { FoldedText(String($0)).words }
            .filter { !$0.isEmpty }
    }

    /// How words stand among the phrases. "No one" is one of them, and "no 1" another.
    static func key(_ said: ArraySlice<Token>) -> String {
        said.map { word in
            if case .number(let number, spelt: true) = word.kind { return "\(number)w" }
            return word.text
        }.joined(separator: " ")
    }
}
