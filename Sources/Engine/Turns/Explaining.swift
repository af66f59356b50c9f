import PlainWords
import Storage
import YouSaidKit

/// WORD: what a hard word means, for anybody who asks, also in the middle of a question.
extension Conversation {
    private static let wordCommand = CommandReader([(WordFinder.command, WordFinder.aliases)])

    private var finder: WordFinder { parts.composer.wording.finder(reader.language) }

    /// Explains the word that the message asks for.
    /// - Parameter onlyCommand: true where only "WORD EHCP" counts; otherwise "what is an EHCP?" and "EHCP" do too.
    /// - Returns: false where it asks for none that is known: it may be something else.
    mutating func explained(onlyCommand: Bool) throws -> Bool {
        if WordFinder.begins(event.text, with: "w"),
            let call = Self.wordCommand.read(event.text), !call.standsAlone
        {
            return try explained(finder.find(call.rest, isSure: true))
        }
        if onlyCommand { return false }
        if Self.greetings.contains(event.text.trimmed.lowercased()) { return false }
        if let word = WordFinder.asked(event.text) { return try explained(finder.find(word, isSure: true)) }
        return try explained(finder.find(event.text, isSure: false))
    }

    /// Said to greet, though it is short for something too: "WORD HI" explains that.
    private static let greetings: Set<String> = ["hi"]

    /// WORD, alone or with a word.
    mutating func explain(_ text: String) throws {
        if !text.isEmpty {
            if try explained(finder.find(text, isSure: true)) { return }
            return try say("word-unknown")
        }
        let words = finder.glossary.entries.map(\.name).sorted { $0.lowercased() < $1.lowercased() }
        guard !words.isEmpty else { return try say("word-unknown") }
        try say("words", ["words": .text(words.joined(separator: ", "))])
    }

    private mutating func explained(_ found: WordFinder.Found) throws -> Bool {
        switch found {
        case .nothing: return false
        case .near(let entries):
            try say("word-near", ["words": .lines(entries.map { .text("\(WordFinder.command) \($0.name)") })])
        case .entry(let entry):
            let meaning = reader.form == .easyRead ? entry.easyReadMeaning : entry.meaning
            var values: [String: PromptValue] = ["word": .text(entry.name), "meaning": .text(meaning)]
            if let full = entry.full { values["full"] = .text(full) }
            try say(entry.full == nil ? "word-meaning" : "word-written-out", values)
        }
        return true
    }
}

extension Composer {
    /// How many words a message offers to explain.
    private static let mostOffers = 2

    /// The same message with an offer to explain the hard words in it.
    func offeringMeanings(_ body: OutgoingBody, for reader: Reader) throws -> OutgoingBody {
        let read = ([body.text] + body.buttons.map(\.label)).joined(separator: "\n")
        let words = wording.finder(reader.language).glossary.entries(in: read).prefix(Self.mostOffers)
        guard !words.isEmpty else { return body }
        var offering = body
        offering.text += "\n\n"
        offering.text += try words.map { try core("word-offer", ["word": .text($0.name)], for: reader) }
            .joined(separator: "\n")
        return offering
    }
}
