import YouSaidKit

/// RESULTS and CLOSE: an organiser asks how a poll goes, and ends it.
struct ClosingPolls {
    private let turn: Turn
    private let polls: PollStore
    private let found: ResultStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
        found = ResultStore(turn.database, people: turn.people)
    }

    // MARK: RESULTS

    /// How many have answered; where none is open, what came of the last poll.
    func results() throws {
        let open = try polls.open(limit: DraftRules.mostChoices)
        if open.count > 1 { return ask(.whichResults, Prompt("which-results"), open) }
        guard let poll = try open.first ?? polls.closed(limit: 1).first else { return turn.reply("no-polls") }
        try show(poll)
    }

    /// One of several polls was chosen.
    func results(of answer: Answer) throws {
        guard let poll = try poll(of: answer) else { return turn.reply("poll-gone") }
        try show(poll)
    }

    private func show(_ poll: Poll) throws {
        turn.reply(ResultWords(try found.results(poll)).summary)
    }

    // MARK: CLOSE

    func close() throws {
        let open = try polls.open(limit: DraftRules.mostChoices)
        guard let poll = open.first else { return turn.reply("nothing-to-close") }
        if open.count > 1 { return ask(.whichToClose, Prompt("which-to-close"), open) }
        try askWhetherSure(poll)
    }

    /// One of several polls was chosen.
    func close(_ answer: Answer) throws {
        guard let poll = try poll(of: answer) else { return turn.reply("poll-gone") }
        guard poll.isOpen else { return turn.reply("closed-before") }
        try askWhetherSure(poll)
    }

    /// Closing cannot be undone, and it tells everybody: so it is asked first. It says when there will be no
    /// numbers to see, and nothing else about the answers.
    private func askWhetherSure(_ poll: Poll) throws {
        let results = try found.results(poll)
        let minimum = try minimum(of: poll)
        var values: [String: PromptValue] = [
            "question": .text(poll.name), "answered": .number(results.answered),
            "asked": .number(results.asked),
        ]
        var name = "sure-to-close"
        if results.answered < minimum {
            name = "sure-to-close-few"
            values["minimum"] = .number(minimum)
        }
        turn.ask(
            Question(
                PollQuestion.sureToClose.rawValue, Prompt(name, values), title: poll.title,
                choices: try turn.yesAndNo(), data: ["poll": "\(poll.id.rawValue)"]))
    }

    /// Yes or No came.
    func closeWhenSure(_ answer: Answer) throws {
        guard answer.isYes else { return turn.reply("still-open") }
        guard let poll = try poll(of: answer) else { return turn.reply("poll-gone") }
        guard let results = try found.close(poll, minimum: minimum(of: poll), at: turn.now) else {
            return turn.reply("closed-before")
        }
        let words = ResultWords(results)
        for asked in try polls.asked(of: poll.id) { turn.close(asked) }
        turn.broadcast(Message(words.announcement), to: .answered(poll.askedAs))
        turn.audit("closed a poll")
        turn.publish("poll-closed", news(of: results))
        let warning = results.isUnanimous ? [Prompt("all-agree")] : []
        turn.reply([Prompt("poll-closed")] + words.summary + warning)
    }

    /// How many must answer before anybody sees a result: never fewer than the forum wants.
    private func minimum(of poll: Poll) throws -> Int {
        max(try turn.settings.integer("minimumAnswers"), poll.terms.minimum ?? 0)
    }

    /// What other plugins, such as the digest, are told. Choices and votes stand on lines in the same order, and
    /// are missing where there were too few answers.
    private func news(of results: PollResults) -> [String: String] {
        var news = [
            "poll": "\(results.poll.id.rawValue)", "question": results.poll.name,
            "asked": "\(results.asked)", "answered": "\(results.answered)",
        ]
        if case .found(let findings) = results.outcome, findings.count == 1,
            let tallies = findings.first?.tallies
        {
            news["choices"] = tallies.map(\.label).joined(separator: "\n")
            news["votes"] = tallies.map { "\($0.votes)" }.joined(separator: "\n")
        }
        return news
    }

    // MARK: Which poll

    private func ask(_ name: PollQuestion, _ text: Prompt, _ open: [Poll]) {
        let choices = open.map { Choice("\($0.id.rawValue)", label: $0.title) }
        turn.ask(Question(name.rawValue, text, choices: choices))
    }

    /// The poll that an answer names, as its choice or in its data.
    private func poll(_ id: String?) throws -> Poll? {
        try id.flatMap { Int64($0) }.flatMap { try polls.poll(Poll.ID(rawValue: $0)) }
    }

    private func poll(of answer: Answer) throws -> Poll? {
        try poll(answer.question.data["poll"] ?? answer.choice?.id)
    }
}
