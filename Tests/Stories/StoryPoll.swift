import YouSaidTesting

/// A poll as the story believes it to be: one question, or a survey with several in a row.
struct StoryPoll {
    /// What it is known by; for one question the question itself.
    let name: String
    let questions: [Question]
    /// Whether the organisers see who said what, and nobody else does. Otherwise nobody does.
    var isConfidential = false
    /// Who answered what: by person and question.
    var answers: [Int: [Int: Said]] = [:]
    var isOpen = true
    /// The numbers of a closed poll, one question after another, where enough people answered it.
    var tallies: [Int]?
    /// What was said in people's own words in a closed poll, in the order of the alphabet; nothing for a voice note or
    /// picture.
    var words: [String] = []
    /// To which questions of a closed poll enough people said something.
    private(set) var hasWords: Set<Int> = []
    /// How often its votes were lost and asked for again.
    var round = 0
    /// A backup was brought back from before its key was destroyed: nobody can read its votes.
    var isKeyGone = false
    /// It comes from a life of which the last one knew nothing, which may have destroyed its key as a stray.
    var mayHaveLostKey = false
    /// Phones may show buttons of a round that a restore has taken back.
    var hasLaterButtons = false

    var isSurvey: Bool { questions.count > 1 }
    var labels: [String] { questions.flatMap(\.labels) }

    struct Question {
        enum Kind: Hashable {
            case one
            /// Some of the choices, up to a limit.
            case several(most: Int?)
            case words
        }

        var kind = Kind.one
        var labels: [String] = []

        /// What somebody's answer becomes by what they mean.
        /// - Returns: nil where it stays as it is.
        func said(_ meaning: Meaning, before: Said?) -> Said? {
            switch meaning {
            case .one(let choice): Said(choices: [choice])
            case .comesOrGoes(let choice):
                limited(Said(choices: (before?.choices ?? []).symmetricDifference([choice])))
            case .whole(let choices): limited(Said(choices: choices))
            case .words(let text): Said(words: text)
            case .sent: Said(hasSent: true)
            case .skip: before == nil ? .leftOut : nil
            case .nothingNew, .notTaken: nil
            }
        }

        private func limited(_ said: Said) -> Said? {
            guard case .several(let most?) = kind, said.choices.count > most else { return said }
            return nil
        }
    }

    /// An answer to one question.
    struct Said: Hashable {
        var choices: Set<Int> = []
        var words: String?
        /// It is a voice note or a picture.
        var hasSent = false

        static let leftOut = Said()

        /// As a failing story tells it.
        func described(_ labels: [String]) -> String {
            if self == .leftOut { return "left out" }
            let chosen = choices.sorted().map { labels.indices.contains($0) ? labels[$0] : "nothing" }
            return (chosen + [words.map { "“\($0)”" }, hasSent ? "sent" : nil].compactMap(\.self))
                .joined(separator: " and ")
        }
    }

    /// What something that somebody says means for one question.
    enum Meaning {
        case one(Int)
        /// One of several choices, which is chosen or taken away.
        case comesOrGoes(Int)
        /// Several choices, which are the whole answer.
        case whole(Set<Int>)
        case words(String)
        case sent
        case skip
        /// It changes no answer: DONE, BACK, PAUSE.
        case nothingNew
        /// It is for this question, which takes no such answer and asks again.
        case notTaken
    }

    /// Whether somebody is told what came of it: they answered a question or more. That somebody left all of an
    /// anonymous one out must not show.
    func isAnswered(by person: StoryPerson) -> Bool {
        answers[person.index]?.values.contains { $0 != .leftOut || !isConfidential } ?? false
    }

    /// Notes what somebody said to a question, by which an answer comes, changes or goes.
    mutating func hear(_ meaning: Meaning, to place: Int, from person: StoryPerson) {
        var all = answers[person.index] ?? [:]
        guard let said = questions[place].said(meaning, before: all[place]) else { return }
        let isTakenAway = if case .comesOrGoes = meaning { said == .leftOut } else { false }
        all[place] = isTakenAway ? nil : said
        answers[person.index] = all.isEmpty ? nil : all
    }

    /// Somebody takes their answer to a question back.
    mutating func takeBack(_ place: Int, from person: StoryPerson) {
        answers[person.index]?[place] = nil
        if answers[person.index]?.isEmpty ?? false { answers[person.index] = nil }
    }

    /// Closes it, and counts.
    mutating func close() {
        tallies = []
        words = []
        hasWords = []
        for (place, question) in questions.enumerated() {
            let said = answers.values.compactMap { $0[place] }.filter { $0 != .leftOut }
            guard said.count >= 3 else { continue }
            hasWords.insert(place)
            tallies? += question.labels.indices.map { choice in said.count { $0.choices.contains(choice) } }
            words += said.filter { $0.words != nil || $0.hasSent }.map { withoutNames($0.words ?? "") }
        }
        words.sort()
        isOpen = false
        if !isConfidential { answers = [:] }
    }

    /// Everything about somebody was deleted. What they said in confidence goes with their votes.
    mutating func forget(_ person: StoryPerson) {
        let said = answers.removeValue(forKey: person.index)
        guard isConfidential, !isOpen else { return }
        for (question, answer) in said ?? [:]
        where hasWords.contains(question) && (answer.words != nil || answer.hasSent) {
            if let place = words.firstIndex(of: answer.words ?? "") { words.remove(at: place) }
        }
    }

    /// What somebody meant for NAME and what is an answer to an anonymous poll names nobody.
    private func withoutNames(_ words: String) -> String {
        guard !isConfidential, words.hasPrefix(NameBook.word) else { return words }
        return NameBook.word + " [name]"
    }

    /// The votes are lost, and asked for again.
    mutating func lose() {
        answers = [:]
        round += 1
        isKeyGone = false
        hasLaterButtons = false
    }
}
