import YouSaidKit

/// What a question that was asked carries along, so that a vote needs to look nothing up.
struct PollAsked: Sendable, Hashable {
    let terms: BallotTerms
    /// Which of the poll's questions it is, from 1.
    let place: Int
    /// How many questions the poll has.
    var count = 1
    var kind = QuestionKind.one
    /// How many may be chosen; nil where there is no limit.
    var most: Int?
    /// The place of "other, in your own words".
    var other: Int?
    /// The place of "none of these".
    var none: Int?
    /// Whether another question of the poll has "other" as well, which may still wait for its words.
    var mayWaitForWords = false
    /// Whether those who have answered see the result before the end.
    var showsResults = false
    /// Whether an organiser listened to the answer and put it in.
    private var isEntered = false

    var poll: Poll.ID { terms.poll }
    var secrecy: Secrecy { terms.secrecy }
    var isSurvey: Bool { count > 1 }

    /// How the answer is written down.
    /// - Throws: ``VaultError/gone`` where the votes of an anonymous poll can be read no more.
    func ballot(in turn: Turn) throws -> Ballot {
        var ballot = try Ballot(terms, in: turn)
        ballot.voice = isEntered ? .organiser : turn.speaker == nil ? nil : .supporter
        return ballot
    }

    /// What an answer is to; nil where it is to no question of a poll.
    init?(_ answer: Answer) {
        self.init(answer.question)
        isEntered = answer.isEnteredForThem
    }

    init(_ question: SurveyQuestion, _ terms: BallotTerms, place: Int, of count: Int) {
        self.terms = terms
        self.place = place
        self.count = count
        kind = question.kind
        most = question.most
        other = question.choices.firstIndex(where: \.isOther).map { $0 + 1 }
        none = question.nonePlace
    }

    /// Reads what ``data`` wrote. Polls that were asked before there were several questions have the poll alone.
    init?(_ question: Question) {
        let data = question.data
        guard let id = data["poll"].flatMap({ Int64($0) }) else { return nil }
        func number(_ name: String) -> Int? { data[name].flatMap { Int($0) } }
        terms = BallotTerms(
            poll: Poll.ID(rawValue: id), secrecy: data["secrecy"].flatMap(Secrecy.init) ?? .anonymous,
            round: number("round") ?? 0, takesWords: data["words"] == "yes")
        place = number("place") ?? 1
        count = number("of") ?? 1
        kind = data["kind"].flatMap(QuestionKind.init) ?? .one
        most = number("most")
        other = number("other")
        none = number("none")
        mayWaitForWords = data["others"] == "yes"
        showsResults = data["shows"] == "yes"
    }

    /// Said after the last answer: where the result can be seen already.
    var resultsNow: [Prompt] { showsResults ? [Prompt("see-results")] : [] }

    var data: [String: String] {
        var data = [
            "poll": "\(poll.rawValue)", "place": "\(place)", "of": "\(count)", "secrecy": secrecy.rawValue,
            "kind": kind.rawValue,
        ]
        if terms.round > 0 { data["round"] = "\(terms.round)" }
        if terms.takesWords { data["words"] = "yes" }
        if mayWaitForWords { data["others"] = "yes" }
        if showsResults { data["shows"] = "yes" }
        data["most"] = most.map(String.init)
        data["other"] = other.map(String.init)
        data["none"] = none.map(String.init)
        return data
    }
}
