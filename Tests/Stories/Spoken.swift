import YouSaidTesting

/// What somebody says to a poll, in one of the ways that people have.
enum Spoken {
    case number(Int)
    case label(String)
    /// A label with a slip of the finger.
    case misspelt(String)
    case numbers([Int])
    case labels([String])
    case done
    case aside(Aside)
    /// Anything else.
    case free(StoryEar.Heard)

    /// What stands beside the answers of a survey.
    enum Aside: String, CaseIterable {
        case skip = "SKIP"
        case back = "BACK"
        case pause = "PAUSE"
    }

    var heard: StoryEar.Heard {
        switch self {
        case .number(let place): .words("\(place + 1)")
        case .label(let label): .words(label)
        case .misspelt(let label): .words(PollWords.nearMiss(label))
        case .numbers(let places): .words(places.map { "\($0 + 1)" }.joined(separator: " and "))
        case .labels(let labels): .words(labels.joined(separator: ", "))
        case .done: .words("DONE")
        case .aside(let aside): .words(aside.rawValue)
        case .free(let heard): heard
        }
    }

    /// What it means for a question of a poll.
    /// - Parameter place: which question, from 0.
    /// - Returns: nil where it is no answer to it.
    func meaning(for place: Int, of poll: StoryPoll) -> StoryPoll.Meaning? {
        let question = poll.questions[place]
        if case .aside(let aside) = self, poll.isSurvey, aside != .back || place > 0 {
            return aside == .skip ? .skip : .nothingNew
        }
        switch question.kind {
        case .words: return ownWords
        case .one: return choice(in: question).map { .one($0) }
        case .several:
            if case .done = self { return .nothingNew }
            return choice(in: question).map { .comesOrGoes($0) } ?? several(in: question).map { .whole($0) }
        }
    }

    private var ownWords: StoryPoll.Meaning {
        switch heard {
        case .attachment: return .sent
        case .words(let text):
            // Nobody means a NUL or a sign that turns letters round, and the bot takes none.
            let words = text.replacing("\0", with: "").replacing("\u{202E}", with: "").trimmingEnds
            return words.isEmpty || words.count > 2_000 ? .notTaken : .words(words)
        }
    }

    private func choice(in question: StoryPoll.Question) -> Int? {
        switch self {
        case .number(let place): question.labels.indices.contains(place) ? place : nil
        case .label(let label), .misspelt(let label): question.labels.firstIndex(of: label)
        case .numbers, .labels, .done, .aside, .free: nil
        }
    }

    private func several(in question: StoryPoll.Question) -> Set<Int>? {
        let all = question.labels.indices
        switch self {
        case .numbers(let places): return places.allSatisfy(all.contains) ? Set(places) : nil
        case .labels(let labels):
            let places = labels.compactMap(question.labels.firstIndex)
            return places.count == labels.count ? Set(places) : nil
        case .number, .label, .misspelt, .done, .aside, .free: return nil
        }
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmingEnds: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
