import YouSaidKit

/// What a question that was asked carries along, so that a vote needs to look nothing up.
struct PollAsked: Sendable, Hashable {
    let poll: Poll.ID
    /// Which of the poll's questions it is, from 1.
    let place: Int
    /// How many questions the poll has.
    var count = 1
    var secrecy = Secrecy.anonymous
    var kind = QuestionKind.one
    /// How many may be chosen; nil where there is no limit.
    var most: Int?
    /// The place of "other, in your own words".
    var other: Int?
    /// The place of "none of these".
    var none: Int?

    var ballot: Ballot { Ballot(poll: poll, secrecy: secrecy) }
    var isSurvey: Bool { count > 1 }

    init(_ question: SurveyQuestion, poll: Poll.ID, place: Int, of count: Int, secrecy: Secrecy) {
        self.poll = poll
        self.place = place
        self.count = count
        self.secrecy = secrecy
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
        poll = Poll.ID(rawValue: id)
        place = number("place") ?? 1
        count = number("of") ?? 1
        secrecy = data["secrecy"].flatMap(Secrecy.init) ?? .anonymous
        kind = data["kind"].flatMap(QuestionKind.init) ?? .one
        most = number("most")
        other = number("other")
        none = number("none")
    }

    var data: [String: String] {
        var data = [
            "poll": "\(poll.rawValue)", "place": "\(place)", "of": "\(count)", "secrecy": secrecy.rawValue,
            "kind": kind.rawValue,
        ]
        data["most"] = most.map(String.init)
        data["other"] = other.map(String.init)
        data["none"] = none.map(String.init)
        return data
    }
}
