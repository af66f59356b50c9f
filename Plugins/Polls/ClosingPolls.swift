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
        let all = try polls.open(limit: DraftRules.mostChoices) + polls.waiting()
        let open = Array(all.prefix(DraftRules.mostChoices))
        guard let poll = open.first else { return turn.reply("nothing-to-close") }
        if open.count > 1 { return ask(.whichToClose, Prompt("which-to-close"), open) }
        try askWhetherSure(poll)
    }

    /// One of several polls was chosen.
    func close(_ answer: Answer) throws {
        guard let poll = try poll(of: answer) else { return turn.reply("poll-gone") }
        guard poll.state != .closed else { return turn.reply("closed-before") }
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
        guard let results = try finish(poll) else { return turn.reply("closed-before") }
        turn.audit("closed a poll")
        turn.reply([Prompt("poll-closed")] + words(on: results))
        if poll.isOpen { try NextSteps(turn).ask(about: poll, of: nil) }
    }

    /// The time has come at which a poll closes. The organisers are told what came of it.
    func closeByItself(_ id: Poll.ID) throws {
        guard let poll = try polls.poll(id), let results = try finish(poll) else { return }
        let message = Message(paragraphs: [Prompt("closed-by-itself")] + words(on: results))
        guard let author = poll.author, try turn.people.member(author)?.isOrganiser ?? false else {
            return turn.broadcast(message, to: .role(.organiser))
        }
        // Whoever made it reads the result before they are asked about it.
        turn.say(message, to: author)
        try NextSteps(turn).ask(about: poll, of: author)
        turn.broadcast(message, to: .but(.role(.organiser), .these([author])))
    }

    /// What organisers are told of the results.
    private func words(on results: PollResults) -> [Prompt] {
        ResultWords(results).summary + (results.isUnanimous ? [Prompt("all-agree")] : [])
    }

    /// Closes a poll, and tells whoever answered and the other plugins.
    /// - Returns: the results, or nil where it was closed before.
    private func finish(_ poll: Poll) throws -> PollResults? {
        guard let results = try found.close(poll, minimum: minimum(of: poll), at: turn.now) else {
            return nil
        }
        let asked = try polls.asked(of: poll.id)
        for question in asked { turn.close(question) }
        SendingPolls(turn).cancelTimers(of: poll)
        if poll.isOpen {
            for group in Self.answerers(of: asked) {
                turn.broadcast(Message(ResultWords(results).announcement), to: group)
            }
        }
        try PollNews(results).publish(turn)
        return results
    }

    /// Everybody who answered one of these questions, each in one group alone.
    static func answerers(of questions: [Question.ID]) -> [Group] {
        questions.indices.map { place in
            questions[..<place].reduce(.answered(questions[place])) { .but($0, .answered($1)) }
        }
    }

    /// How many must answer before anybody sees a result: never fewer than the forum wants.
    private func minimum(of poll: Poll) throws -> Int {
        max(try turn.settings.integer("minimumAnswers"), poll.terms.minimum ?? 0)
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
