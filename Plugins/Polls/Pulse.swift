import YouSaidKit

/// The feedback pulse: after each meeting two questions go by themselves to those who came, and what they answer is
/// handed to whoever measures.
///
/// It hears "meeting-ended" from whichever plugin runs meetings: `meeting` is its number, `name` what people know it by,
/// and `came` the numbers of the members who came, with spaces between them.
struct Pulse {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    static let heard = "meeting-ended"
    /// How long people can answer.
    private static let patience = Duration.hours(7 * 24)

    func hear(_ news: News) throws {
        guard news.name == Self.heard, try turn.settings.flag("pulse"), let meeting = news.data["meeting"]
        else {
            return
        }
        let came = (news.data["came"] ?? "").split(separator: " ").compactMap { Int64($0) }
        guard !came.isEmpty, try !wasAsked(about: meeting) else { return }
        var plan = PollPlan()
        plan.name = try turn.words("pulse-name", ["meeting": .text(news.data["name"] ?? "")])
        let answers = try ["pulse-yes", "pulse-sometimes", "pulse-no"].map { try turn.words($0) }
        plan.questions = [
            SurveyQuestion(
                kind: .one, text: try turn.words("pulse-listened"),
                choices: answers.map { SurveyChoice(label: $0) }),
            SurveyQuestion(kind: .yesNo, text: try turn.words("pulse-needs")),
        ]
        plan.terms.audience = .these(came.map(Member.ID.init(rawValue:)))
        plan.terms.closes = try LocalTime(turn.now + Self.patience, zone: turn.forum.timeZone)
        plan.terms.reminders = 1
        let whole = try AskingQuestions(turn).complete(plan)
        guard let poll = try SendingPolls(turn).start(whole, by: nil) else { return }
        try turn.database.run("UPDATE polls_poll SET pulse = $1 WHERE id = $2", meeting, poll)
    }

    private func wasAsked(about meeting: String) throws -> Bool {
        try turn.database.first("SELECT 1 FROM polls_poll WHERE pulse = $1", meeting) != nil
    }

    /// Tells whoever measures what a pulse came to: how many felt listened to of those who said, and how many needs were
    /// met. Nothing where too few answered.
    func publish(_ results: PollResults) throws {
        let row = try turn.database.first("SELECT pulse FROM polls_poll WHERE id = $1", results.poll.id)
        guard let meeting: String = try row?[0], case .found(let findings) = results.outcome,
            findings.count == 2
        else { return }
        var data = ["meeting": meeting]
        if let listened = findings[0].tallies, listened.count == 3 {
            data["listened"] = "\(listened[0].votes)"
            data["listened-of"] = "\(listened.reduce(0) { $0 + $1.votes })"
        }
        if let needs = findings[1].tallies, needs.count == 3 {
            data["met"] = "\(needs[0].votes)"
            data["met-of"] = "\(needs[0].votes + needs[1].votes)"
        }
        if data.count > 1 { turn.publish("pulse", data) }
    }
}
