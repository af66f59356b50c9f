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
    /// RESULTS TABLE (or CSV) and RESULTS JSON give the numbers of the poll that closed last, to work on with: on a page
    /// for the organiser alone, or where the forum has no address on the web in a message.
    func results(_ call: CommandCall) throws {
        switch call.text.lowercased() {
        case "csv", "table": try table { $0.csv }
        case "json": try table { try $0.json }
        default: try results()
        }
    }

    private func table(_ write: (ResultsTable) throws -> String) throws {
        let closed = try polls.closed(limit: 1).first
        if let open = try polls.open(limit: 1).first, open.id.rawValue > closed?.id.rawValue ?? 0 {
            // Whoever asks now means that one.
            turn.reply("close-first", ["question": .text(open.name)])
            if closed == nil { return }
        }
        guard let poll = closed else { return turn.reply("nothing-closed") }
        turn.audit("took the numbers of a poll away")
        if let link = turn.link(
            to: ResultsPage.page(for: poll), for: try turn.requireMember().id, validFor: .hours(24))
        {
            return turn.say(
                Message(Prompt("results-page", ["question": .text(poll.name)]), kind: .reply, link: link),
                to: try turn.requireMember().id)
        }
        let results = try found.results(poll)
        let whole = try ResultsTable.whole(of: results, in: turn.database)
        guard !whole.isEmpty else { return turn.reply(ResultWords(results).summary) }
        let table = try write(whole)
        turn.reply(
            [Prompt("results-table", ["table": .text(table)])]
                + (results.isUnanimous ? [Prompt("all-agree")] : []))
    }

    private func results() throws {
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
        let words = ResultWords(try RunningResults(turn).results(poll))
        turn.reply(words.forOrganisers + (try WhoSaidWhat(turn).paragraphs(on: poll)), chart: words.chart)
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
        guard poll.state != .closed, poll.state != .counting else { return turn.reply("closed-before") }
        try askWhetherSure(poll)
    }

    /// Closing cannot be undone, and it tells everybody: so it is asked first. It says when there will be no
    /// numbers to see, and nothing else about the answers.
    private func askWhetherSure(_ poll: Poll) throws {
        let results = try found.results(poll)
        let minimum = try Counting(turn).minimum(of: poll)
        var values: [String: PromptValue] = [
            "question": .text(poll.name), "answered": .number(results.answered),
            "asked": .number(results.asked),
        ]
        var name = "sure-to-close"
        if results.answered < minimum {
            name = poll.terms.secrecy.few("sure-to-close-few", withNames: "sure-to-close-few-names")
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
        guard poll.isOpen || poll.state == .waiting else { return turn.reply("closed-before") }
        do {
            switch try Counting(turn).close(poll, for: .organiser(turn.member?.id)) {
            case .done(let results):
                turn.reply(
                    [Prompt("poll-closed")] + ResultWords(results).forOrganisers
                        + (try WhoSaidWhat(turn).paragraphs(on: results.poll)),
                    chart: ResultWords(results).chart)
                if poll.isOpen { try NextSteps(turn).ask(about: poll, of: nil) }
            case .goesOn: turn.reply("counting")
            case .closedBefore: return turn.reply("closed-before")
            }
            turn.audit("closed a poll")
        } catch VaultError.gone {
            try LostVotes(turn).askAgain(poll)
            turn.reply("answers-lost")
        }
    }

    /// The time has come at which a poll closes. The organisers are told what came of it. Where its votes can be read
    /// no more, it ends without them.
    func closeByItself(_ id: Poll.ID) throws {
        guard var poll = try polls.poll(id), poll.isOpen || poll.state == .waiting else { return }
        if poll.isOpen, try poll.ballotIfThere(in: turn) == nil {
            guard let emptied = try LostVotes(turn).throwAway(poll) else { return }
            poll = emptied
        }
        if case .done(let results) = try Counting(turn).close(poll, for: .clock) {
            try tell(results, .clock)
        }
    }

    /// Tells the organisers what came of a poll that was not counted while somebody waited for it.
    func tell(_ results: PollResults, _ closer: Closer) throws {
        let words = ResultWords(results).forOrganisers
        let chart = ResultWords(results).chart
        switch closer {
        case .organiser(let organiser):
            guard let organiser else { return }
            turn.say(Message(paragraphs: [Prompt("poll-closed")] + words, chart: chart), to: organiser)
            try NextSteps(turn).ask(about: results.poll, of: organiser)
        case .clock:
            let message = Message(paragraphs: [Prompt("closed-by-itself")] + words, chart: chart)
            guard let author = results.poll.author, try turn.people.member(author)?.isOrganiser ?? false
            else { return turn.broadcast(message, to: .role(.organiser)) }
            // Whoever made it reads the result before they are asked about it.
            turn.say(message, to: author)
            try NextSteps(turn).ask(about: results.poll, of: author)
            turn.broadcast(message, to: .but(.role(.organiser), .these([author])))
        }
    }

    /// Everybody who answered one of these questions or more: whoever was asked, without those who answered none. Each
    /// hears once, however many they answered.
    static func answerers(of questions: [Question.ID]) -> Group {
        guard let first = questions.first else { return .these([]) }
        if questions.count == 1 { return .answered(first) }
        return .but(.asked(first), questions.reduce(.asked(first)) { .but($0, .answered($1)) })
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

/// What ended a poll.
enum Closer: Sendable, Hashable, Codable {
    /// An organiser, who hears what came of it.
    case organiser(Member.ID?)
    /// Its time.
    case clock
}
